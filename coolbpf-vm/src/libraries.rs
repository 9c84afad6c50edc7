//! The loader and the shared libraries of a dynamically linked program, so that a guest can be given them.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use coolbpf_contract::printable;
use object::elf::{self, FileHeader64, Machine};
use object::read::elf::{FileHeader as _, ProgramHeader as _};
use object::{LittleEndian, ReadCache};

use crate::{Arch, Error, Result};

/// The files that a program needs beside itself: its loader first, then its libraries, by the paths under which the loader looks
/// for them. None for a program that is linked statically, and for what is no program.
///
/// The program's own loader is asked, with the variables of this process (`LD_LIBRARY_PATH`). It must be the system's: one that
/// `is_given` to the guest otherwise is not run, and nothing is needed then.
///
/// # Errors
/// Where the loader finds not all of them, or the program is for another architecture than `arch` or this machine's.
pub(crate) fn needed_by(
    program: &Path,
    arch: Arch,
    is_given: &dyn Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>> {
    let Some(loader) = loader_of(program, arch)? else { return Ok(Vec::new()) };
    match check_loader(program, &loader) {
        Err(_) if is_given(&loader) => return Ok(Vec::new()),
        checked => checked?,
    }
    let mut listing = Command::new(&loader);
    let cannot = |why: &str| {
        Error::new(format!(
            "{} is linked dynamically, and its loader {} lists no libraries: {why}; install what is missing, or link the program \
             statically (RUSTFLAGS=-Ctarget-feature=+crt-static)",
            program.display(),
            loader.display(),
        ))
    };
    let output = listing.arg("--list").arg(program).output().map_err(|error| cannot(&error.to_string()))?;
    if !output.status.success() {
        return Err(cannot(String::from_utf8_lossy(&output.stderr).trim()));
    }
    let mut files = listed(&output.stdout).map_err(|missing| cannot(&format!("{missing} is not found")))?;
    files.retain(|file| *file != loader);
    files.insert(0, loader);
    Ok(files)
}

/// Refuses a loader that the system did not install: it is run here, and the program, which names it, may be anybody's.
fn check_loader(program: &Path, loader: &Path) -> Result<()> {
    const WRITABLE_BY_OTHERS: u32 = 0o022;

    let refuse = |why: &str| {
        Err(Error::new(format!(
            "{} names the loader `{}`, which is not run on this machine: {why}; link the program statically \
             (RUSTFLAGS=-Ctarget-feature=+crt-static), or, where you trust it, give the guest this loader and the libraries by `--file`",
            program.display(),
            printable(&loader.to_string_lossy()),
        )))
    };
    if !loader.is_absolute() {
        return refuse("it has no absolute path");
    }
    match loader.metadata() {
        Err(error) => refuse(&error.to_string()),
        Ok(file) if !file.is_file() => refuse("it is no file"),
        Ok(file) if file.uid() != 0 => refuse("it does not belong to root"),
        Ok(file) if file.mode() & WRITABLE_BY_OTHERS != 0 => refuse("others than root may write to it"),
        Ok(_) => Ok(()),
    }
}

/// The loader that the ELF file names, if it is one.
fn loader_of(program: &Path, arch: Arch) -> Result<Option<PathBuf>> {
    let about = |error: Error| error.context(format_args!("read {}", program.display()));
    let Some((data, machine)) = read(program).map_err(about)? else { return Ok(None) };
    let loader = interpreter(&data).map_err(|error| about(Error::new(error.to_string())))?;
    if loader.is_some() && arch_of(machine) != Some(arch) {
        return Err(Error::new(format!(
            "{} is a program for another machine than the guest, which is {arch}: its ELF machine is {}; build it for {arch}",
            program.display(),
            machine.0
        )));
    }
    Ok(loader)
}

/// An ELF file and the machine that it is for. None for what is no ELF file.
fn read(program: &Path) -> Result<Option<(ReadCache<File>, Machine)>> {
    let cannot = |error: &dyn std::fmt::Display| Error::new(error.to_string());
    let mut file = File::open(program).map_err(|error| cannot(&error))?;
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic).map_err(|error| cannot(&error))?;
    if magic != elf::ELFMAG {
        return Ok(None);
    }
    let data = ReadCache::new(file);
    let header = FileHeader64::<LittleEndian>::parse(&data).map_err(|error| cannot(&error))?;
    let machine = header.e_machine(LittleEndian);
    Ok(Some((data, machine)))
}

fn interpreter(data: &ReadCache<File>) -> object::Result<Option<PathBuf>> {
    let header = FileHeader64::<LittleEndian>::parse(data)?;
    for segment in header.program_headers(LittleEndian, data)? {
        if let Some(loader) = segment.interpreter(LittleEndian, data)? {
            return Ok(Some(OsStr::from_bytes(loader).into()));
        }
    }
    Ok(None)
}

fn arch_of(machine: Machine) -> Option<Arch> {
    match machine {
        elf::EM_X86_64 => Some(Arch::X86_64),
        elf::EM_AARCH64 => Some(Arch::Aarch64),
        _ => None,
    }
}

impl Arch {
    /// The architecture that a program is for; this machine's, for what is no ELF file.
    ///
    /// # Errors
    /// Where it can't be read, or is for another than those that there are guests of.
    pub fn of_program(program: &Path) -> Result<Self> {
        let about = |error: Error| error.context(format_args!("read {}", program.display()));
        let Some((_, machine)) = read(program).map_err(about)? else { return Ok(Self::native()) };
        arch_of(machine).ok_or_else(|| {
            Error::new(format!(
                "{} is no program for x86_64 or aarch64, which there are guests of: its ELF machine is {}",
                program.display(),
                machine.0
            ))
        })
    }
}

/// The paths in what a loader's `--list` prints: `NAME => PATH (ADDRESS)`, or `PATH (ADDRESS)`. The name of one that is not found
/// is an error.
fn listed(listing: &[u8]) -> Result<Vec<PathBuf>, String> {
    let mut paths = Vec::new();
    for line in listing.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let (name, place) = match memchr::memmem::find(line, b" => ") {
            Some(at) => (line.get(..at).unwrap_or_default(), line.get(at + 4..).unwrap_or_default()),
            None => (&[][..], line),
        };
        if place == b"not found" {
            return Err(printable(&String::from_utf8_lossy(name)));
        }
        let path = match memchr::memmem::rfind(place, b" (0x") {
            Some(end) => place.get(..end).unwrap_or_default(),
            None => place,
        };
        // The vDSO has no path: the kernel brings it.
        if path.starts_with(b"/") {
            paths.push(PathBuf::from(OsStr::from_bytes(path)));
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_glibc_and_musl_list_is_read() {
        let glibc = b"\tlinux-vdso.so.1 (0x00007ffd4a5f2000)\n\
            \tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f2c8d000000)\n\
            \tlibodd.so => /a (0x1)/libodd.so (0x00007f2c8d000000)\n\
            \t/lib64/ld-linux-x86-64.so.2 (0x00007f2c8d3c5000)\n";
        let paths = ["/lib/x86_64-linux-gnu/libz.so.1", "/a (0x1)/libodd.so", "/lib64/ld-linux-x86-64.so.2"];
        assert_eq!(listed(glibc), Ok(paths.map(PathBuf::from).to_vec()));
        let musl = b"\t/lib/ld-musl-x86_64.so.1 (0x7f)\n\tlibc.so => /lib/ld-musl-x86_64.so.1 (0x7f)\n";
        assert_eq!(listed(musl).map(|paths| paths.len()), Ok(2));
        assert_eq!(listed(b"\tstatically linked\n"), Ok(Vec::new()));
        assert_eq!(listed(b"\tlibgone.so.3 => not found\n"), Err("libgone.so.3".into()));
    }

    #[test]
    fn this_test_needs_a_loader_and_a_c_library() {
        let files = needed_by(&std::env::current_exe().unwrap(), Arch::native(), &|_| false).unwrap();
        assert!(files.iter().all(|file| file.is_file()), "{files:?}");
        let is_libc = |file: &PathBuf| file.file_name().is_some_and(|name| name == "libc.so.6");
        assert!(files.iter().any(is_libc), "{files:?}");
    }

    #[test]
    fn what_is_no_program_needs_nothing_and_what_is_half_of_one_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("file");
        for text in ["", "\x7fEL", "#!/bin/sh\n"] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(needed_by(&file, Arch::X86_64, &|_| false), Ok(Vec::new()));
        }
        std::fs::write(&file, b"\x7fELF\x02\x01\x01").unwrap();
        let error = needed_by(&file, Arch::X86_64, &|_| false).unwrap_err().to_string();
        assert!(error.starts_with("read ") && error.contains("/file: "), "{error}");
        assert_eq!(Arch::of_program(&file).unwrap_err().to_string(), error);
    }

    #[test]
    fn a_loader_that_the_system_did_not_install_is_not_run() {
        let directory = tempfile::tempdir().unwrap();
        let own = directory.path().join("loader");
        std::fs::write(&own, "").unwrap();
        std::fs::set_permissions(&own, std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
        for (loader, why) in [
            (Path::new("ld.so"), "it has no absolute path;"),
            (Path::new("/nowhere/\u{1b}"), "No such file or directory"),
            (Path::new("/"), "it is no file;"),
            (&own, if own.metadata().unwrap().uid() == 0 { "others than root" } else { "belong to root" }),
        ] {
            let error = check_loader(Path::new("/program"), loader).unwrap_err().to_string();
            assert!(error.contains(why) && error.contains("--file") && !error.contains('\u{1b}'), "{error}");
        }
    }

    #[test]
    fn a_program_of_another_machine_is_refused() {
        let other = Arch::ALL.into_iter().find(|arch| *arch != Arch::native()).unwrap();
        let error = needed_by(&std::env::current_exe().unwrap(), other, &|_| false).unwrap_err().to_string();
        assert!(error.ends_with(&format!("; build it for {other}")), "{error}");
        assert_eq!(Arch::of_program(&std::env::current_exe().unwrap()), Ok(Arch::native()));
    }
}
