//! The assembler of classic BPF: the language that the kernel's `bpf_asm` reads.

mod labels;
mod tokens;

use self::labels::Labels;
use self::tokens::{Token, Tokens};
use super::classic::{Unreadable, Written};
use super::instruction::code::{
    A, ABS, ADD, ALU, AND, B, DIV, H, IMM, IND, JA, JEQ, JGE, JGT, JMP, JSET, K, LD, LDX, LEN, LSH, MEM,
    MISC, MOD, MSH, MUL, NEG, OR, RET, RSH, ST, STX, SUB, TAX, TXA, W, X, XOR,
};
use super::instruction::{ANCILLARY, Instruction, MOST};

pub(super) fn read(text: &str) -> Result<Vec<Written>, Unreadable> {
    let mut reader = Reader { tokens: Tokens::of(text), labels: Labels::default() };
    let mut program = Vec::new();
    while let Some(written) = reader.instruction(program.len())? {
        if program.len() == MOST {
            return Err(Unreadable::new(written.line, "one more", format!("{MOST} instructions at most")));
        }
        program.push(written);
    }
    reader.labels.resolve(&mut program)?;
    Ok(program)
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    labels: Labels<'a>,
}

/// Where a value comes from that is loaded.
enum Source {
    Number(u32),
    Length,
    Extension(u32),
    Memory(u32),
    Packet(u32),
    /// Behind the index register.
    Indexed(u32),
    /// Four times the lower half of a byte, which is how long a header of IPv4 is.
    HeaderLength(u32),
}

const INSTRUCTION: &str = "an instruction, as in `ldh [12]`, or a label, as in `drop:`";

impl<'a> Reader<'a> {
    /// The next instruction, which is number `at`; `None` at the end.
    fn instruction(&mut self, at: usize) -> Result<Option<Written>, Unreadable> {
        loop {
            let line = self.tokens.line();
            let Token::Word(word) = self.tokens.next() else {
                return if self.tokens.is_over() {
                    Ok(None)
                } else {
                    Err(self.tokens.unexpected(INSTRUCTION))
                };
            };
            if let Some(instruction) = self.named(at, word)? {
                return Ok(Some(Written { instruction, line }));
            }
            if !self.tokens.take(':') {
                return Err(Unreadable::new(line, word, INSTRUCTION));
            }
            self.labels.define(word, at, line)?;
        }
    }

    /// The rest of the instruction of this name, if it is one.
    fn named(&mut self, at: usize, name: &str) -> Result<Option<Instruction>, Unreadable> {
        let code = match name.to_ascii_lowercase().as_str() {
            "ld" => {
                return self.load(W, "`[12]`, `[x + 12]`, `M[3]`, `#7` or an extension as `len`").map(Some);
            }
            "ldh" => return self.load(H, "`[12]`, `[x + 12]` or an extension as `proto`").map(Some),
            "ldb" => return self.load(B, "`[12]`, `[x + 12]` or an extension as `type`").map(Some),
            "ldi" => return Ok(Some(Instruction::new(LD | IMM, self.immediate()?))),
            "ldx" | "ldxb" => return self.load_index().map(Some),
            "ldxi" => return Ok(Some(Instruction::new(LDX | IMM, self.immediate()?))),
            "st" => return Ok(Some(Instruction::new(ST, self.memory()?))),
            "stx" => return Ok(Some(Instruction::new(STX, self.memory()?))),
            "jmp" | "ja" => {
                self.labels.always(at, self.tokens.label()?);
                return Ok(Some(Instruction::new(JMP | JA, 0)));
            }
            "jeq" => return self.condition(at, JEQ).map(Some),
            "jgt" => return self.condition(at, JGT).map(Some),
            "jge" => return self.condition(at, JGE).map(Some),
            "jset" => return self.condition(at, JSET).map(Some),
            "jne" | "jneq" => return self.opposite(at, JEQ).map(Some),
            "jlt" => return self.opposite(at, JGE).map(Some),
            "jle" => return self.opposite(at, JGT).map(Some),
            "ret" => return self.ret().map(Some),
            "neg" => return Ok(Some(Instruction::new(ALU | NEG, 0))),
            "tax" => return Ok(Some(Instruction::new(MISC | TAX, 0))),
            "txa" => return Ok(Some(Instruction::new(MISC | TXA, 0))),
            "add" => ADD,
            "sub" => SUB,
            "mul" => MUL,
            "div" => DIV,
            "mod" => MOD,
            "and" => AND,
            "or" => OR,
            "xor" => XOR,
            "lsh" => LSH,
            "rsh" => RSH,
            _ => return Ok(None),
        };
        self.operand(ALU | code).map(Some)
    }

    fn load(&mut self, size: u16, wanted: &str) -> Result<Instruction, Unreadable> {
        let is_word = size == W;
        Ok(match self.source(wanted)? {
            Source::Packet(at) => Instruction::new(LD | size | ABS, at),
            Source::Indexed(at) => Instruction::new(LD | size | IND, at),
            Source::Extension(extension) => Instruction::new(LD | size | ABS, extension),
            Source::Number(number) if is_word => Instruction::new(LD | IMM, number),
            Source::Memory(word) if is_word => Instruction::new(LD | MEM, word),
            Source::Length if is_word => Instruction::new(LD | W | LEN, 0),
            _ => return Err(self.tokens.unexpected(wanted)),
        })
    }

    fn load_index(&mut self) -> Result<Instruction, Unreadable> {
        let wanted = "`M[3]`, `#7`, `len` or `4*([14]&0xf)`";
        Ok(match self.source(wanted)? {
            Source::Number(number) => Instruction::new(LDX | IMM, number),
            Source::Memory(word) => Instruction::new(LDX | MEM, word),
            Source::Length => Instruction::new(LDX | W | LEN, 0),
            Source::HeaderLength(at) => Instruction::new(LDX | B | MSH, at),
            _ => return Err(self.tokens.unexpected(wanted)),
        })
    }

    fn source(&mut self, wanted: &str) -> Result<Source, Unreadable> {
        match self.tokens.next() {
            Token::Sign('#') => match self.tokens.extension() {
                Some(extension) => Ok(named(extension)),
                None => Ok(Source::Number(self.tokens.number()?)),
            },
            Token::Sign('[') => self.place(),
            Token::Word("M" | "m") => Ok(Source::Memory(self.brackets()?)),
            Token::Word(word) => extension(word).map(named).ok_or_else(|| self.tokens.unexpected(wanted)),
            Token::Number(4) => self.header_length(),
            _ => Err(self.tokens.unexpected(wanted)),
        }
    }

    /// Behind a bracket: `12]` or `x + 12]`.
    fn place(&mut self) -> Result<Source, Unreadable> {
        let is_indexed = self.tokens.index_register();
        if is_indexed {
            self.tokens.expect('+')?;
        }
        let at = self.tokens.number()?;
        self.tokens.expect(']')?;
        Ok(if is_indexed { Source::Indexed(at) } else { Source::Packet(at) })
    }

    /// Behind a 4: `*([14]&0xf)`.
    fn header_length(&mut self) -> Result<Source, Unreadable> {
        self.tokens.expect('*')?;
        self.tokens.expect('(')?;
        let at = self.brackets()?;
        self.tokens.expect('&')?;
        if self.tokens.number()? != 0xf {
            return Err(self.tokens.unexpected("`0xf`"));
        }
        self.tokens.expect(')')?;
        Ok(Source::HeaderLength(at))
    }

    fn memory(&mut self) -> Result<u32, Unreadable> {
        match self.tokens.next() {
            Token::Word("M" | "m") => self.brackets(),
            _ => Err(self.tokens.unexpected("a word of the memory, as in `M[3]`")),
        }
    }

    fn brackets(&mut self) -> Result<u32, Unreadable> {
        self.tokens.expect('[')?;
        let number = self.tokens.number()?;
        self.tokens.expect(']')?;
        Ok(number)
    }

    fn immediate(&mut self) -> Result<u32, Unreadable> {
        let _ = self.tokens.take('#');
        self.tokens.number()
    }

    /// `x` or a number behind `#`.
    fn operand(&mut self, code: u16) -> Result<Instruction, Unreadable> {
        if self.tokens.index_register() {
            return Ok(Instruction::new(code | X, 0));
        }
        if !self.tokens.take('#') {
            let _ = self.tokens.next();
            return Err(self.tokens.unexpected("`x` or a number, as in `#7`"));
        }
        Ok(Instruction::new(code | K, self.tokens.number()?))
    }

    fn condition(&mut self, at: usize, operation: u16) -> Result<Instruction, Unreadable> {
        let instruction = self.operand(JMP | operation)?;
        self.tokens.expect(',')?;
        self.labels.where_true(at, self.tokens.label()?);
        if self.tokens.take(',') {
            self.labels.where_false(at, self.tokens.label()?);
        }
        Ok(instruction)
    }

    /// A condition that the kernel has the opposite of.
    fn opposite(&mut self, at: usize, operation: u16) -> Result<Instruction, Unreadable> {
        let instruction = self.operand(JMP | operation)?;
        self.tokens.expect(',')?;
        self.labels.where_false(at, self.tokens.label()?);
        Ok(instruction)
    }

    fn ret(&mut self) -> Result<Instruction, Unreadable> {
        if self.tokens.register("a") {
            return Ok(Instruction::new(RET | A, 0));
        }
        if self.tokens.index_register() {
            return Ok(Instruction::new(RET | X, 0));
        }
        if !self.tokens.take('#') {
            let _ = self.tokens.next();
            return Err(self.tokens.unexpected("`a` or a number, as in `#0`"));
        }
        Ok(Instruction::new(RET | K, self.tokens.number()?))
    }
}

/// Where an extension is loaded from; 0 is the packet's length, which has an instruction of its own.
fn extension(name: &str) -> Option<u32> {
    // SKF_AD_... of include/uapi/linux/filter.h.
    let place = match name.to_ascii_lowercase().as_str() {
        "len" => return Some(0),
        "proto" => 0,
        "type" => 4,
        "ifidx" => 8,
        "nla" => 12,
        "nlan" => 16,
        "mark" => 20,
        "queue" => 24,
        "hatype" => 28,
        "rxhash" => 32,
        "cpu" => 36,
        "vlan_tci" => 44,
        "vlan_avail" | "vlan_pr" => 48,
        "poff" => 52,
        "rand" => 56,
        "vlan_tpid" => 60,
        _ => return None,
    };
    Some(ANCILLARY + place)
}

fn named(extension: u32) -> Source {
    if extension == 0 { Source::Length } else { Source::Extension(extension) }
}

#[cfg(test)]
mod tests {
    use std::net::UdpSocket;
    use std::time::Duration;

    use crate::hostile;
    use crate::socket::Classic;

    /// What a text becomes.
    fn assembled(text: &str) -> String {
        text.parse::<Classic>().unwrap_or_else(|error| panic!("{error}: {text}")).to_string()
    }

    fn refused(text: &str) -> String {
        text.parse::<Classic>().unwrap_err().to_string()
    }

    const IPV4_TCP: &str = "\
# What is no comment of `;` starts a line.
start:
        ldh [12]        ; the type
        jne #0x800, drop
        ldb [23] /* the
                    protocol */
        jneq #6, drop
        ret #-1
drop:   ret #0
";

    #[test]
    fn a_program_is_what_bpf_asm_makes_of_it() {
        assert_eq!(
            assembled(IPV4_TCP),
            "6,40 0 0 12,21 0 3 2048,48 0 0 23,21 0 1 6,6 0 0 4294967295,6 0 0 0"
        );
        assert_eq!(assembled("ret #0"), "1,6 0 0 0");
        assert_eq!(assembled("RET A"), "1,22 0 0 0");
    }

    #[test]
    fn each_addressing_mode_has_its_code() {
        for (text, code) in [
            ("ld [0x10]", "32 0 0 16"),
            ("ld [%x + 4]", "64 0 0 4"),
            ("ldh [x+4]", "72 0 0 4"),
            ("ldb [x + -1]", "80 0 0 4294967295"),
            ("ldb [023]", "48 0 0 19"),
            ("ld #0b101", "0 0 0 5"),
            ("ldi 5", "0 0 0 5"),
            ("ldi #5", "0 0 0 5"),
            ("ld len", "128 0 0 0"),
            ("ld #len", "128 0 0 0"),
            ("ldh #proto", "40 0 0 4294963200"),
            ("ldb type", "48 0 0 4294963204"),
            ("ld vlan_avail", "32 0 0 4294963248"),
            ("ld VLAN_TPID", "32 0 0 4294963260"),
            ("ldx #7", "1 0 0 7"),
            ("ldxi 7", "1 0 0 7"),
            ("ldx len", "129 0 0 0"),
            ("ldx 4*([14]&0xf)", "177 0 0 14"),
            ("ldxb 4 * ([14] & 0xf)", "177 0 0 14"),
            ("st M[15]", "2 0 0 15"),
            ("stx M[0]", "3 0 0 0"),
            ("add #1", "4 0 0 1"),
            ("sub x", "28 0 0 0"),
            ("mul %x", "44 0 0 0"),
            ("div #2", "52 0 0 2"),
            ("mod #2", "148 0 0 2"),
            ("neg", "132 0 0 0"),
            ("and #0xff", "84 0 0 255"),
            ("or x", "76 0 0 0"),
            ("xor #1", "164 0 0 1"),
            ("lsh #31", "100 0 0 31"),
            ("rsh x", "124 0 0 0"),
            ("tax", "7 0 0 0"),
            ("txa", "135 0 0 0"),
        ] {
            assert_eq!(assembled(&format!("{text} ret a")), format!("2,{code},22 0 0 0"), "{text}");
        }
        assert_eq!(assembled("stx M[3] ld M[3] ldx m[3] ret a"), "4,3 0 0 3,96 0 0 3,97 0 0 3,22 0 0 0");
    }

    #[test]
    fn conditions_jump_to_labels() {
        for (text, code) in [
            ("jeq #1, one, two", "21 0 1 1"),
            ("jeq x, two", "29 1 0 0"),
            ("jgt %x, one, two", "45 0 1 0"),
            ("jge #1, two, one", "53 1 0 1"),
            ("jset #1, two", "69 1 0 1"),
            ("jne x, two", "29 0 1 0"),
            ("jlt #5, two", "53 0 1 5"),
            ("jle #5, two", "37 0 1 5"),
            ("jmp two", "5 0 0 1"),
            ("ja one", "5 0 0 0"),
        ] {
            let whole = assembled(&format!("{text}\none: ret #1\ntwo: ret #2"));
            assert_eq!(whole, format!("3,{code},6 0 0 1,6 0 0 2"), "{text}");
        }
    }

    #[test]
    fn numbers_are_read_as_tcpdump_prints_them() {
        let lines = "4\n40 0 0 12\n21 0 1 2048\n6 0 0 262144\n6 0 0 0\n";
        let commas = "4,40 0 0 12,21 0 1 2048,6 0 0 262144,6 0 0 0";
        assert_eq!(assembled(lines), commas);
        assert_eq!(assembled(&format!(" {commas},\n")), commas);
    }

    #[test]
    fn an_error_has_the_line_what_stands_there_and_what_could() {
        for (text, message) in [
            ("", "the filter's line 1, instruction 0: there is no instruction"),
            (
                "ret #0\nfoo",
                "the filter's line 2: found `foo`, wanted an instruction, as in `ldh [12]`, or a label, as in `drop:`",
            ),
            (
                "ldh 12",
                "the filter's line 1: found `12`, wanted `[12]`, `[x + 12]` or an extension as `proto`",
            ),
            (
                "ldh M[2] ret #0",
                "the filter's line 1: found `]`, wanted `[12]`, `[x + 12]` or an extension as `proto`",
            ),
            ("ld [12\nret #0", "the filter's line 2: found `ret`, wanted `]`"),
            (
                "ld #99999999999",
                "the filter's line 1: found `99999999999`, wanted a number from -2147483648 to 4294967295",
            ),
            (
                "jeq #1, drop",
                "the filter's line 1: found `drop`, wanted a label that stands before an instruction",
            ),
            (
                "drop: ret #0\ndrop: ret #0",
                "the filter's line 2: found `drop`, wanted a label that was not there before",
            ),
            (
                "one: ret #0\njmp one",
                "the filter's line 2: found `one`, wanted a label further below: filters don't jump backwards",
            ),
            (
                "ldh [12] § ret #0",
                "the filter's line 1: found `§`, wanted `[12]`, a word, a number or a comment",
            ),
            ("/* ret #0", "the filter's line 1: found `/* ret #0`, wanted a `*/` that ends the comment"),
            (
                "ld [1]\nst M[16]\nret #0",
                "the filter's line 2, instruction 1: M[16]: the memory has 16 words, from M[0] on",
            ),
            (
                "udp port 53",
                "the filter's line 1: found `udp`, wanted an instruction, as in `ldh [12]`, or a label, as in `drop:`",
            ),
            ("2\n6 0 0 0", "the filter's line 2: found the end, wanted 2 instructions, and here are 1"),
            (
                "1,6 0 0 0,6 0 0 0",
                "the filter's line 1: found `6 0 0 0`, wanted nothing behind 1 instructions",
            ),
            ("1,6 0 0", "the filter's line 1: found `6 0 0`, wanted four numbers, as in `40 0 0 12`"),
            ("1,6 256 0 0", "the filter's line 1: found `256`, wanted a jump of at most 255"),
            ("5000", "the filter's line 1: found `5000`, wanted how many instructions follow, at most 4096"),
        ] {
            assert_eq!(refused(text), message, "{text}");
        }
        let far = format!("jeq #1, drop\n{}drop: ret #0", "tax\n".repeat(256));
        assert_eq!(
            refused(&far),
            "the filter's line 1: found `drop`, wanted a label at most 255 instructions further below; a `ja` reaches beyond that"
        );
        let long = "ret #0 ".repeat(4097);
        assert_eq!(refused(&long), "the filter's line 1: found `one more`, wanted 4096 instructions at most");
        assert!(refused(&format!("\u{1b}[31m{}", "é".repeat(100))).len() < 200);
    }

    #[test]
    fn no_text_does_harm_and_what_is_taken_is_the_same_again() {
        let seeds = [
            IPV4_TCP,
            "ldx 4*([14]&0xf)\nld [x + 14]\nst M[3]\nld M[3]\nld #proto\njeq x, out, out\nout: ret a",
            "4,40 0 0 12,21 0 1 2048,6 0 0 262144,6 0 0 0",
        ];
        let mut taken = 0;
        for text in hostile::texts(&seeds, 50_000) {
            match text.parse::<Classic>() {
                Ok(filter) => {
                    taken += 1;
                    assert_eq!(filter, filter.to_string().parse().unwrap(), "{text}");
                }
                Err(error) => assert!(error.to_string().len() < 400, "{error}"),
            }
        }
        assert!(taken > 100, "{taken}");
    }

    #[test]
    fn a_socket_receives_what_the_filter_lets_pass_until_it_is_detached() {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let received = |sent: [&[u8]; 2]| {
            let mut bytes = [0; 16];
            for sent in sent {
                socket.send_to(sent, socket.local_addr().unwrap()).unwrap();
            }
            let length = socket.recv(&mut bytes).unwrap();
            bytes[..length].to_vec()
        };
        // The filter sees UDP's header, too.
        crate::socket::attach_classic(&socket, "ldb [8] jeq #0x79, yes ret #0 yes: ret #11").unwrap();
        assert_eq!(received([b"no", b"yes"]), b"yes");
        assert_eq!(received([b"no", b"y2345"]), b"y23");
        let both: Classic = "1,6 0 0 65535".parse().unwrap();
        both.attach(&socket).unwrap();
        assert_eq!(received([b"no", b"yes"]), b"no");
        assert_eq!(received([b"", b""]), b"yes");
        crate::socket::detach(&socket).unwrap();
        let none = crate::socket::detach(&socket).unwrap_err();
        assert_eq!(none.to_string(), "can't detach the socket's filter: it has none");

        both.attach(&socket).unwrap();
        crate::socket::lock_filter(&socket).unwrap();
        let locked = both.attach(&socket).unwrap_err();
        assert_eq!(
            locked.to_string(),
            "can't attach the filter to the socket: the filter that it has is locked"
        );
        assert!(crate::socket::detach(&socket).is_err());
    }

    #[test]
    fn a_filter_is_for_sockets_only() {
        let file = tempfile::tempfile().unwrap();
        let refused = crate::socket::attach_classic(&file, "ret #0").unwrap_err();
        assert_eq!(refused.raw_os_error(), Some(libc::ENOTSOCK), "{refused:#}");
    }
}
