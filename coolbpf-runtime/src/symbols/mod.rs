//! Stacks with the names of their functions. Needs the feature `symbols`.

mod files;
mod folded;
mod kernel;
mod maps;
mod perf_map;
mod processes;
mod regular;
mod symbol;
mod vdso;

use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blazesym::symbolize::source::{Elf, Source};
use blazesym::symbolize::{Input, Symbolized, evict};

use self::files::{Files, OpenFile};
use self::kernel::KernelSymbols;
use self::maps::Mapping;
use self::processes::Processes;
use self::vdso::Vdso;
use crate::{Error, ErrorKind, Frame, Result};

pub use self::folded::FoldedStacks;
pub use self::symbol::{SourcePlace, Symbol};

/// Finds the functions that stacks go through: the kernel's, and those of processes.
///
/// Stacks are as [`StackTraces`](crate::StackTraces) and the functions of `coolbpf_stack.h` give them: the innermost call first. The first
/// address is where a stack is, and the others are where calls return to, which are looked up by the byte before them. Each call gives a [`Symbol`] or more: where functions
/// were inlined into another, and debug information tells, each is one of its own, the innermost first. What is unknown stays an address, with the reason; nothing
/// here fails for it.
///
/// ```no_run
/// # fn main() -> coolbpf::Result<()> {
/// # let (kernel, user, pid) = ([0_u64], [0_u64], 1);
/// let mut symbols = coolbpf::symbols::Symbolizer::new();
/// for symbol in symbols.process(pid, &user) {
///     print!("{symbol}");
///     if let Some(source) = &symbol.source {
///         print!(" ({source})");
///     }
///     println!();
/// }
/// for symbol in symbols.kernel(&kernel) {
///     println!("{symbol}");
/// }
/// # Ok(())
/// # }
/// ```
///
/// It keeps what it has read: of the kernel, of the 1024 processes and of the 128 files that were asked for last, each of which takes two file
/// descriptors. Names come from a file's own tables of symbols, its debug information (DWARF), and debug information of the same build ID or
/// debug link in `/usr/lib/debug` and `/lib/debug`.
#[derive(Debug)]
pub struct Symbolizer {
    kernel: KernelSymbols,
    processes: Processes,
    files: Files,
    vdso: Vdso,
    symbols: blazesym::symbolize::Symbolizer,
    debug_directories: Vec<PathBuf>,
}

impl Default for Symbolizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Symbolizer {
    /// One that has read nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::with_debug_directories(["/usr/lib/debug", "/lib/debug"])
    }

    /// One that looks for debug information in these directories, and their `.build-id`, instead of `/usr/lib/debug` and `/lib/debug`.
    #[must_use]
    pub fn with_debug_directories<P: Into<PathBuf>>(directories: impl IntoIterator<Item = P>) -> Self {
        let debug_directories: Vec<_> = directories.into_iter().map(Into::into).collect();
        Self {
            kernel: KernelSymbols::default(),
            processes: Processes::default(),
            files: Files::new(debug_directories.clone()),
            vdso: Vdso::default(),
            symbols: symbolizer(&debug_directories),
            debug_directories,
        }
    }

    /// The functions of a stack of the kernel. It takes `CAP_SYSLOG`, or `kernel.kptr_restrict` and `kernel.perf_event_paranoid` of at most 0 and 1, to be
    /// shown the kernel's addresses: else all are unknown.
    ///
    /// Modules and BPF programs that came less than ten seconds ago may be unknown, or told as what lies before them.
    pub fn kernel(&mut self, stack: &[u64]) -> Vec<Symbol> {
        self.kernel.stack(stack, &self.debug_directories)
    }

    /// The functions of a stack of a process, by its number in this process's `/proc`. To look into processes of other users it takes `CAP_SYS_PTRACE`.
    ///
    /// Files are found by the kernel's own links to what is mapped, or by their paths in the mounts of the process; one that isn't the file that is mapped is not looked into. Code that
    /// was made at run time has the names that `/tmp/perf-PID.map` in the mounts of the process gives it, as they are written there: of the first 64 MiB and
    /// 1,048,576 functions of a regular file, and 4096 bytes of a name.
    ///
    /// What a process has mapped is read when it was not in the last second, or when an address isn't in it; that file is read when it
    /// has changed, and not in the last second. Of a process that has ended it knows what
    /// was there when they were read last, or when it was told to [`remember`](Self::remember) it. Where a process has since
    /// started another program (`execve`), addresses of the old one are unknown or wrong: [`frames`](Self::frames) of build IDs aren't.
    pub fn process(&mut self, pid: u32, stack: &[u64]) -> Vec<Symbol> {
        let mappings = self.mappings(pid, |mappings| are_in(mappings, called(stack)));
        let calls = stack.iter().zip(called(stack));
        calls.flat_map(|(address, called)| self.at(pid, &mappings, *address, called)).collect()
    }

    /// The functions of a stack whose calls may be told by files: [`StackTraces::frames`](crate::StackTraces::frames). Files are found by their build IDs among
    /// those of the processes that it was asked about or told to remember, and those that were [added](Self::add_file); addresses are looked up in the
    /// process, if one is given.
    pub fn frames(&mut self, pid: Option<u32>, stack: &[Frame]) -> Vec<Symbol> {
        let calls = stack.iter().enumerate().filter_map(|(index, frame)| match frame {
            Frame::Address(address) => Some(address.saturating_sub(u64::from(index > 0))),
            Frame::InFile { .. } => None,
        });
        let process = pid.map(|pid| (pid, self.mappings(pid, |mappings| are_in(mappings, calls))));
        if let Some((pid, Ok(mappings))) = &process {
            self.open_all(*pid, mappings);
        }
        let mut symbols = Vec::with_capacity(stack.len());
        for (index, frame) in stack.iter().enumerate() {
            let behind = u64::from(index > 0);
            symbols.extend(match (frame, &process) {
                (Frame::InFile { build_id, offset }, _) => match self.files.of_build_id(build_id) {
                    Some(file) => in_file(&self.symbols, file, *offset, offset.saturating_sub(behind)),
                    None => vec![Symbol::unknown(*offset, "no file with this build ID is known".into())],
                },
                (Frame::Address(address), Some((pid, mappings))) => {
                    self.at(*pid, mappings, *address, address.saturating_sub(behind))
                }
                (Frame::Address(address), None) => {
                    vec![Symbol::unknown(*address, "it is not known of which process the address is".into())]
                }
            });
        }
        symbols
    }

    /// Reads what a process has mapped, and opens its files, so that its stacks have names after it has ended, too.
    ///
    /// # Errors
    /// Where the process has ended already, or can't be looked into.
    pub fn remember(&mut self, pid: u32) -> Result<()> {
        let mappings = self.mappings(pid, |_| false).map_err(|why| Error::new(ErrorKind::Other, &*why))?;
        self.open_all(pid, &mappings);
        if mappings.iter().any(|mapping| mapping.file.is_none() && !mapping.is_vdso) {
            self.processes.read_names(pid);
        }
        Ok(())
    }

    /// Opens a file, so that stacks of its build ID have names.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn add_file(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let doing = || format!("can't open {}, to find functions in it", path.display());
        let closed = self.files.add(path).map_err(|error| Error::system(doing(), error))?;
        self.forget(closed);
        Ok(())
    }

    /// What was read of the process in the last second is not read again if it is `enough`.
    fn mappings(
        &mut self,
        pid: u32,
        enough: impl FnOnce(&[Mapping]) -> bool,
    ) -> Result<Arc<[Mapping]>, Arc<str>> {
        let found = self.processes.mappings(pid, enough)?;
        if found.is_new {
            self.files.doubt(pid);
        }
        if let Some(forgotten) = found.forgotten {
            self.files.forget(forgotten);
        }
        Ok(found.mappings)
    }

    fn open_all(&mut self, pid: u32, mappings: &[Mapping]) {
        for mapping in mappings {
            // One that can't be opened is told of when it is asked for.
            if let Ok((_, closed)) = self.files.of_mapping(pid, mapping) {
                self.forget(closed);
            }
        }
    }

    fn at(
        &mut self,
        pid: u32,
        mappings: &Result<Arc<[Mapping]>, Arc<str>>,
        address: u64,
        called: u64,
    ) -> Vec<Symbol> {
        match mappings.as_ref().map(|mappings| find(mappings, called)) {
            Ok(Some(mapping)) if mapping.file.is_some() => self.in_mapping(pid, address, called, mapping),
            Ok(Some(mapping)) if mapping.is_vdso => {
                match self.vdso.symbolize(&self.symbols, mapping, called) {
                    Some(found) => symbols_of(address, address - called, found, None),
                    None => vec![Symbol::unknown(address, "it is in a [vdso] of another kind".into())],
                }
            }
            Ok(Some(_)) => vec![self.made(pid, address, called)],
            Ok(None) => vec![Symbol::unknown(address, "the process has nothing mapped there".into())],
            Err(why) => vec![Symbol::unknown(address, why.clone())],
        }
    }

    fn in_mapping(&mut self, pid: u32, address: u64, called: u64, mapping: &Mapping) -> Vec<Symbol> {
        let offset = (called - mapping.range.start).saturating_add(mapping.offset);
        match self.files.of_mapping(pid, mapping) {
            Ok((file, closed)) => {
                let mut symbols =
                    in_file(&self.symbols, file, offset.saturating_add(address - called), offset);
                symbols.iter_mut().for_each(|symbol| symbol.address = address);
                self.forget(closed);
                symbols
            }
            Err(why) => vec![Symbol::unknown(address, why)],
        }
    }

    /// In code that was made at run time.
    fn made(&mut self, pid: u32, address: u64, called: u64) -> Symbol {
        let why = "no file is mapped there, and no /tmp/perf-PID.map of the process names it";
        let unknown = Symbol::unknown(address, why.into());
        match self.processes.made(pid, called) {
            Some(made) => Symbol {
                function: Some(made.name.to_string()),
                offset: address - made.range.start,
                unknown: None,
                ..unknown
            },
            None => unknown,
        }
    }

    fn forget(&mut self, closed: Option<OpenFile>) {
        if let Some(file) = closed {
            let _ = self.symbols.evict(&evict::Elf::new(file.lasting_path()).into());
        }
    }
}

fn symbolizer(debug_directories: &[PathBuf]) -> blazesym::symbolize::Symbolizer {
    blazesym::symbolize::Symbolizer::builder().set_debug_dirs(Some(debug_directories)).build()
}

/// The addresses of the calls: the first is where the stack is, and the others are behind a call, which may be the last instruction of
/// its function.
fn called(stack: &[u64]) -> impl Iterator<Item = u64> {
    stack.iter().zip(iter::once(0).chain(iter::repeat(1))).map(|(address, back)| address.saturating_sub(back))
}

fn are_in(mappings: &[Mapping], mut addresses: impl Iterator<Item = u64>) -> bool {
    addresses.all(|address| find(mappings, address).is_some())
}

/// Mappings are by address.
fn find(mappings: &[Mapping], address: u64) -> Option<&Mapping> {
    let after = mappings.partition_point(|mapping| mapping.range.start <= address);
    mappings.get(after.checked_sub(1)?).filter(|mapping| mapping.range.contains(&address))
}

fn in_file(
    symbols: &blazesym::symbolize::Symbolizer,
    file: &OpenFile,
    offset: u64,
    called: u64,
) -> Vec<Symbol> {
    let mut own = Elf::new(file.lasting_path());
    let mut found = symbols.symbolize_single(&Source::from(own.clone()), Input::FileOffset(called));
    if found.is_err() {
        // Debug information that can't be read is no reason to do without the file's own symbols.
        own.debug_syms = false;
        found = symbols.symbolize_single(&Source::from(own), Input::FileOffset(called)).or(found);
    }
    let has_source = |found: &Symbolized<'_>| found.as_sym().is_some_and(|found| found.code_info.is_some());
    if !found.as_ref().is_ok_and(has_source)
        && let Some(debug) = &file.debug
        && let Some(address) = debug.address(called)
        && let by_debug =
            symbols.symbolize_single(&Source::from(Elf::new(&debug.path)), Input::VirtOffset(address))
        && by_debug.as_ref().is_ok_and(|found| found.as_sym().is_some())
    {
        found = by_debug;
    }
    symbols_of(offset, offset - called, found, Some(file.path.clone()))
}

/// `behind` is how many bytes the address lies behind the one that was looked up.
fn symbols_of(
    address: u64,
    behind: u64,
    found: blazesym::Result<Symbolized<'_>>,
    module: Option<Arc<str>>,
) -> Vec<Symbol> {
    match found {
        Ok(Symbolized::Sym(found)) => {
            let offset = (found.offset as u64).saturating_add(behind);
            Symbol::all(address, offset, found, module)
        }
        Ok(Symbolized::Unknown(reason)) => {
            vec![Symbol { module, ..Symbol::unknown(address, reason.to_string().into()) }]
        }
        Err(error) => {
            let why = crate::printable::printable(&format!("{error:#}"));
            vec![Symbol { module, ..Symbol::unknown(address, why.into()) }]
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn the_vdso_of_another_process_has_names() {
        let mut child = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        // It answers when all of it is mapped.
        child.stdin.as_mut().unwrap().write_all(b"x").unwrap();
        child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
        let mappings = maps::read(child.id()).unwrap();
        let vdso = mappings.iter().find(|mapping| mapping.is_vdso).unwrap();
        let stack: Vec<_> = vdso.range.clone().step_by(16).collect();
        let found = Symbolizer::new().process(child.id(), &stack);
        let is_time = |symbol: &Symbol| {
            symbol.function.as_deref().is_some_and(|function| function.contains("clock_gettime"))
        };
        assert!(found.iter().any(is_time), "{found:?}");
        drop(child.stdin.take());
        child.wait().unwrap();
    }
}
