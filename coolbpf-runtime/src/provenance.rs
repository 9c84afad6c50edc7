//! Which objects a binary was built with.

use std::hint::black_box;
use std::slice;

/// The object of one program in this binary, and what made it.
///
/// All of it is what the build found: a binary shows what its author built, and proves nothing to somebody who doesn't trust
/// them. `cargo coolbpf inspect BINARY` prints the same without running the binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Provenance {
    /// The name of the package that the program is in.
    pub package: &'static str,
    /// The version of that package.
    pub version: &'static str,
    /// The program's name.
    pub program: &'static str,
    /// The digest of its sources and options: `sha256:` and 64 hexadecimal digits.
    pub source: &'static str,
    /// The digest of its object: `sha256:` and 64 hexadecimal digits.
    pub object: &'static str,
    /// What compiled it, as in `clang 19.1.7`.
    pub toolchain: &'static str,
    /// Where: a URI. `urn:coolbpf:local` is a machine with its own clang.
    pub builder: &'static str,
    /// The public key of minisign, of those that the workspace names, that signed the object; none where the
    /// build asked for no signature or found none of them.
    pub signer: Option<&'static str>,
}

/// The programs of this binary, opened or not: all that the crates have which are linked into it, sorted by package,
/// version and program.
///
/// ```
/// for program in coolbpf::provenance() {
///     println!("{} of {}: {} by {}", program.program, program.package, program.object, program.toolchain);
/// }
/// ```
#[must_use]
pub fn provenance() -> Vec<Provenance> {
    let entries = section().split(|&byte| byte == 0);
    let mut all: Vec<Provenance> = entries.filter_map(read).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Has the linker keep the section in every binary that can open a program.
pub(crate) fn keep() {
    black_box(section());
}

/// Reads an entry; those of other versions of coolbpf, which may be linked into the same binary, are not for this one.
fn read(entry: &'static [u8]) -> Option<Provenance> {
    let mut lines = std::str::from_utf8(entry).ok()?.lines();
    if lines.next()? != "coolbpf provenance v1" {
        return None;
    }
    let value = |key: &str| {
        let mut values = lines.clone().filter_map(|line| line.split_once(' '));
        values.find(|(name, _)| *name == key).map(|(_, value)| value)
    };
    Some(Provenance {
        package: value("package")?,
        version: value("version")?,
        program: value("program")?,
        source: value("source")?,
        object: value("object")?,
        toolchain: value("toolchain")?,
        builder: value("builder")?,
        signer: value("signer"),
    })
}

/// What lies between the entries. It is here so that binaries without programs have the section, too.
#[used]
// SAFETY: all that lies in this section are bytes without relocations, and this is one.
#[unsafe(link_section = "coolbpf_provenance")]
static SEPARATOR: [u8; 1] = [0];

// SAFETY: linkers define these symbols for each section whose name is a C identifier, and keep such a section whole
// where one of the two is referred to.
unsafe extern "C" {
    #[link_name = "__start_coolbpf_provenance"]
    static START: u8;
    #[link_name = "__stop_coolbpf_provenance"]
    static STOP: u8;
}

/// The section of this binary, or of this shared library.
fn section() -> &'static [u8] {
    let (start, stop) = (&raw const START, &raw const STOP);
    // SAFETY: the section lies between the two addresses, in memory that nothing writes to; `SEPARATOR` and what the macro
    // emits are initialized bytes.
    unsafe { slice::from_raw_parts(start, stop.addr() - start.addr()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &[u8] = b"coolbpf provenance v1\nprogram p\npackage a b\nversion 1.0.0\nsource sha256:1\n\
        object sha256:2\ntoolchain clang 19.1.7 (3~deb12u1)\nbuilder urn:coolbpf:local\nlater x\n";

    #[test]
    fn an_entry_is_read_and_keys_of_later_versions_are_passed_over() {
        let read = read(ENTRY).unwrap();
        assert_eq!((read.program, read.package, read.version), ("p", "a b", "1.0.0"));
        assert_eq!((read.source, read.object), ("sha256:1", "sha256:2"));
        assert_eq!((read.toolchain, read.builder), ("clang 19.1.7 (3~deb12u1)", "urn:coolbpf:local"));
        assert_eq!(read.signer, None);
    }

    #[test]
    fn entries_of_another_version_and_bytes_between_entries_are_none() {
        for other in [&b""[..], b"coolbpf provenance v2\nprogram p\n", b"\xff", &ENTRY[..60]] {
            assert_eq!(read(Box::leak(other.to_vec().into_boxed_slice())), None);
        }
        assert_eq!(provenance(), []);
    }
}
