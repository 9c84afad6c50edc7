//! The kernel's functions by their addresses.

use std::fs;
use std::io;

/// What lies farther behind the last known function belongs to none.
const LONGEST_FUNCTION: u64 = 1 << 20;

/// The kernel's functions, by where they start.
pub struct Symbols(Vec<(u64, String)>);

impl Symbols {
    /// What `/proc/kallsyms` tells; nothing to those who may not see addresses.
    pub fn read() -> io::Result<Self> {
        let text = fs::read_to_string("/proc/kallsyms")?;
        let symbol = |line: &str| {
            let mut parts = line.split_whitespace();
            let address = u64::from_str_radix(parts.next()?, 16).ok().filter(|address| *address != 0)?;
            let is_code = matches!(parts.next()?, "t" | "T" | "w" | "W");
            is_code.then(|| Some((address, parts.next()?.to_owned())))?
        };
        let mut symbols: Vec<_> = text.lines().filter_map(symbol).collect();
        symbols.sort_unstable();
        Ok(Self(symbols))
    }

    /// As in `vfs_read+0x1c`; the address where the function is unknown.
    pub fn name(&self, address: u64) -> String {
        let after = self.0.partition_point(|(start, _)| *start <= address);
        match after.checked_sub(1).and_then(|at| self.0.get(at)) {
            Some((start, name)) if address - start < LONGEST_FUNCTION => {
                format!("{name}+{:#x}", address - start)
            }
            _ => format!("{address:#x}"),
        }
    }
}
