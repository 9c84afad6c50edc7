//! An interpreter of programs that refer to variables, or that look arrays up.

use super::super::*;

/// A section of variables, its descriptor and its bytes.
pub(super) type Memory = Vec<(i32, Vec<u8>)>;

/// Where frames end, the deepest first, and where sections start.
const FRAME_END: u64 = 0x1000_0000;
const SECTIONS: u64 = 0x2000_0000;
const SECTION: u64 = 0x10_0000;
const FRAME: usize = 512;

/// What a run leaves behind.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) result: u64,
    pub(super) memory: Memory,
    /// What the helper got to see that prints.
    pub(super) printed: Vec<Vec<u8>>,
}

/// What a program must not do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault(pub(super) String);

struct Call {
    back_to: usize,
    kept: [u64; 4],
}

struct Machine {
    memory: Memory,
    frames: Vec<[u8; FRAME]>,
    calls: Vec<Call>,
    registers: [Option<u64>; REGISTERS],
    printed: Vec<Vec<u8>>,
}

/// Runs a program, whose first register holds `context`.
pub(super) fn run(code: &[Instruction], memory: &Memory, context: u64) -> Result<Outcome, Fault> {
    let mut registers = [None; REGISTERS];
    (registers[1], registers[10]) = (Some(context), Some(FRAME_END));
    let mut machine = Machine {
        memory: memory.clone(),
        frames: vec![[0xaa; FRAME]],
        calls: Vec::new(),
        registers,
        printed: Vec::new(),
    };
    let mut index = 0;
    for _ in 0..5000 {
        let now = *code.get(index).ok_or_else(|| Fault(format!("leaves the program at {index}")))?;
        match machine.step(code, index, now)? {
            Some(next) => index = next,
            None => {
                let result = machine.get(0)?;
                return Ok(Outcome { result, memory: machine.memory, printed: machine.printed });
            }
        }
    }
    Err(Fault("does not end".to_owned()))
}

impl Machine {
    fn get(&self, register: u8) -> Result<u64, Fault> {
        self.registers[usize::from(register)]
            .ok_or_else(|| Fault(format!("reads r{register}, which is not set")))
    }

    /// The bytes at an address.
    fn at(&mut self, address: u64, length: usize) -> Result<&mut [u8], Fault> {
        let fault = || Fault(format!("{length} bytes at {address:#x}"));
        if address >= SECTIONS {
            let number = ((address - SECTIONS) / SECTION) as usize;
            let offset = ((address - SECTIONS) % SECTION) as usize;
            let (_, bytes) = self.memory.get_mut(number).ok_or_else(fault)?;
            return bytes.get_mut(offset..offset + length).ok_or_else(fault);
        }
        // The frame of the function that was called first is at the end.
        let below = FRAME_END.checked_sub(address).filter(|below| *below > 0).ok_or_else(fault)? as usize;
        let frame = self.frames.get_mut((below - 1) / FRAME).ok_or_else(fault)?;
        let start = FRAME - 1 - (below - 1) % FRAME;
        frame.get_mut(start..start + length).ok_or_else(fault)
    }

    fn load(&mut self, address: u64, length: usize) -> Result<u64, Fault> {
        let mut number = [0; 8];
        number[..length].copy_from_slice(self.at(address, length)?);
        Ok(u64::from_le_bytes(number))
    }

    /// The address of a section.
    fn section(&self, map: i32) -> Result<u64, Fault> {
        let number = self.memory.iter().position(|(known, _)| *known == map);
        number.map(|number| SECTIONS + number as u64 * SECTION).ok_or_else(|| Fault(format!("no map {map}")))
    }

    fn helper(&mut self, helper: i32) -> Result<u64, Fault> {
        match helper {
            1 => {
                let key = self.get(2)?;
                match self.load(key, 4)? {
                    0 => self.section(self.get(1)? as i32),
                    key => Err(Fault(format!("looks up {key}"))),
                }
            }
            5 => Ok(77),
            6 => {
                let (address, length) = (self.get(1)?, self.get(2)? as usize);
                let seen = self.at(address, length)?.to_vec();
                self.printed.push(seen);
                Ok(length as u64)
            }
            _ => Err(Fault(format!("calls {helper}"))),
        }
    }

    /// Gives the next place; none at the end.
    fn step(&mut self, code: &[Instruction], index: usize, now: Instruction) -> Result<Option<usize>, Fault> {
        let next = index + now.width();
        let to = |distance: i64| Some((index as i64 + 1 + distance) as usize);
        let offset = i64::from(now.offset);
        let by = |address: u64| address.wrapping_add_signed(offset);
        match now.class() {
            class::LD if now.is_wide() => {
                let immediate = wide_immediate(code, index).unwrap();
                let value = match now.src {
                    pseudo::MAP => immediate,
                    pseudo::MAP_VALUE => self.section(now.imm)? + (immediate >> 32),
                    _ => immediate,
                };
                self.registers[usize::from(now.dst)] = Some(value);
            }
            class::LDX => {
                let address = by(self.get(now.src)?);
                let value = self.load(address, now.loaded_bytes().unwrap())?;
                self.registers[usize::from(now.dst)] = Some(value);
            }
            class::ST | class::STX => {
                let address = by(self.get(now.dst)?);
                let value =
                    if now.class() == class::ST { i64::from(now.imm) as u64 } else { self.get(now.src)? };
                let length = Instruction { code: now.code & !7 | class::LDX, ..now }.loaded_bytes().unwrap();
                self.at(address, length)?.copy_from_slice(&value.to_le_bytes()[..length]);
            }
            class::ALU | class::ALU64 => {
                let first = if now.operation() == operation::MOV { 0 } else { self.get(now.dst)? };
                let second =
                    if now.has_source_register() { self.get(now.src)? } else { i64::from(now.imm) as u64 };
                self.registers[usize::from(now.dst)] = arithmetic::computed(now, first, second);
            }
            _ if now.is_call() && now.src == pseudo::CALL => {
                let kept = std::array::from_fn(|register| self.registers[register + 6].unwrap_or(0));
                self.calls.push(Call { back_to: next, kept });
                self.frames.push([0xbb; FRAME]);
                self.registers[6..10].fill(None);
                self.registers[0] = None;
                self.registers[10] = Some(FRAME_END - (self.calls.len() * FRAME) as u64);
                return Ok(to(now.imm.into()));
            }
            _ if now.is_call() => {
                let result = self.helper(now.imm)?;
                self.registers[1..6].fill(None);
                self.registers[0] = Some(result);
            }
            _ if now.operation() == operation::EXIT => {
                let Some(call) = self.calls.pop() else { return Ok(None) };
                self.frames.pop();
                self.get(0)?;
                self.registers[1..6].fill(None);
                (6..10).zip(call.kept).for_each(|(register, kept)| self.registers[register] = Some(kept));
                self.registers[10] = Some(FRAME_END - (self.calls.len() * FRAME) as u64);
                return Ok(Some(call.back_to));
            }
            _ if now.operation() == operation::JA => return Ok(to(offset)),
            _ => {
                let mut held = [values::Value::Unknown; REGISTERS];
                held[usize::from(now.dst)] = values::Value::Constant(self.get(now.dst)?);
                if now.has_source_register() {
                    held[usize::from(now.src)] = values::Value::Constant(self.get(now.src)?);
                }
                if reach::is_taken(now, &held).unwrap() {
                    return Ok(to(offset));
                }
            }
        }
        Ok(Some(next))
    }
}
