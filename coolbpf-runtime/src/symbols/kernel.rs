//! The kernel's functions.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use blazesym::symbolize::source::{Kernel, Source};
use blazesym::symbolize::{Input, Symbolized, Symbolizer};

use super::symbol::Symbol;
use super::{called, symbolizer, symbols_of};

/// How long what was read counts for addresses outside of the kernel's own text, as modules and BPF programs come and go.
const FRESH: Duration = Duration::from_secs(10);
/// `/proc/kallsyms` tells no sizes: what lies farther behind the last function belongs to none.
const LONGEST_FUNCTION: u64 = 1 << 20;

/// What `/proc/kallsyms`, and the kernel's debug information where it is installed, tell.
#[derive(Debug, Default)]
pub(super) struct KernelSymbols {
    read: Option<(Instant, Result<Known, Arc<str>>)>,
}

#[derive(Debug)]
struct Known {
    symbols: Symbolizer,
    /// The kernel's own functions, which stay as they are.
    text: Range<u64>,
}

impl KernelSymbols {
    pub(super) fn stack(&mut self, stack: &[u64], debug_directories: &[PathBuf]) -> Vec<Symbol> {
        let known = match self.known(stack, debug_directories) {
            Ok(known) => known,
            Err(why) => return stack.iter().map(|address| Symbol::unknown(*address, why.clone())).collect(),
        };
        let source = Source::from(Kernel::default());
        let found = |(address, called): (&u64, u64)| match known
            .symbols
            .symbolize_single(&source, Input::AbsAddr(called))
        {
            Ok(Symbolized::Sym(found)) if found.size.is_none() && found.offset as u64 >= LONGEST_FUNCTION => {
                vec![Symbol::unknown(*address, "no function of the kernel is known near it".into())]
            }
            found => symbols_of(*address, address - called, found, None),
        };
        stack.iter().zip(called(stack)).flat_map(found).collect()
    }

    /// Reads them if that was not done, or long ago for what has to be known now.
    fn known(&mut self, stack: &[u64], debug: &[PathBuf]) -> Result<&Known, Arc<str>> {
        let is_fresh = |(at, known): &(Instant, Result<Known, _>)| {
            let is_stable = |known: &Known| stack.iter().all(|address| known.text.contains(address));
            at.elapsed() < FRESH || known.as_ref().is_ok_and(is_stable)
        };
        let read = self.read.take().filter(is_fresh).unwrap_or_else(|| {
            let known = text(Path::new("/proc/kallsyms"));
            (Instant::now(), known.map(|text| Known { symbols: symbolizer(debug), text }))
        });
        self.read.insert(read).1.as_ref().map_err(Arc::clone)
    }
}

/// Where the kernel's own functions are, or why this process isn't told addresses.
fn text(kallsyms: &Path) -> Result<Range<u64>, Arc<str>> {
    let unreadable =
        |error: io::Error| format!("the kernel's functions are unknown: {}: {error}", kallsyms.display());
    let lines = BufReader::new(File::open(kallsyms).map_err(unreadable)?).lines();
    let (mut is_shown, mut start, mut end) = (false, None, None);
    for line in lines {
        let line = line.map_err(unreadable)?;
        let mut parts = line.split_ascii_whitespace();
        let address = parts.next().and_then(|address| u64::from_str_radix(address, 16).ok()).unwrap_or(0);
        is_shown |= address != 0;
        match parts.nth(1) {
            Some("_stext") => start = Some(address),
            Some("_etext") => end = Some(address),
            _ => continue,
        }
        if start.and(end).is_some() {
            break;
        }
    }
    if !is_shown {
        let restrict = fs::read_to_string("/proc/sys/kernel/kptr_restrict").unwrap_or_default();
        let restrict = restrict.trim();
        let help = match restrict {
            "2" => {
                "nobody is shown them until `sysctl kernel.kptr_restrict=1`, and then those with CAP_SYSLOG"
            }
            _ => "it takes CAP_SYSLOG",
        };
        let message = format!(
            "the kernel's functions are unknown: {} shows this process no addresses (kernel.kptr_restrict is {restrict}): {help}",
            kallsyms.display()
        );
        return Err(message.into());
    }
    Ok(start.unwrap_or(0)..end.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kallsyms(name: &str, text: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("coolbpf-{name}-{}", std::process::id()));
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn a_kernel_that_hides_its_addresses_is_told_from_one_that_shows_them() {
        let hidden = kallsyms("hidden", "0000000000000000 T _stext\n0000000000000000 T _etext\n");
        let why = text(&hidden).unwrap_err();
        assert!(why.contains("shows this process no addresses (kernel.kptr_restrict is"), "{why}");
        let shown =
            kallsyms("shown", "0000000000000000 A x\nffffffff81000000 T _stext\nffffffff82000000 T _etext\n");
        assert_eq!(text(&shown).unwrap(), 0xffff_ffff_8100_0000..0xffff_ffff_8200_0000);
        let odd = kallsyms("odd", "\n\nzz\n1\nffffffffffffffffffff T _stext\n");
        assert_eq!(text(&odd).unwrap(), 0..0);
        for path in [hidden, shown, odd] {
            fs::remove_file(path).unwrap();
        }
        assert!(text(Path::new("/nowhere")).unwrap_err().contains("/nowhere: "));
    }
}
