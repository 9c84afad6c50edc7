//! Which objects a built binary carries: what `coolbpf::provenance()` gives, without running the binary.

use std::fmt;
use std::fs::File;
use std::path::Path;

use coolbpf_contract::{Embedded, printable_line};
use object::elf::{EM_BPF, FileHeader32, FileHeader64};
use object::read::elf::{FileHeader, SectionHeader as _};
use object::{Endianness, FileKind, ReadCache, ReadRef as _};
use serde::Serialize;

use crate::Result;

/// Far more than the entries of a binary's programs are long.
const LARGEST: u64 = 8 << 20;
/// More entries that can't be read than anybody looks at.
const MOST_UNREAD: usize = 20;

/// A built binary.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Binary {
    /// Its path.
    path: String,
    /// Its programs.
    programs: Vec<Carried>,
    /// What is wrong with entries that can't be read.
    unread: Vec<String>,
}

/// What it says of one program. Whoever made the binary could write anything here.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Carried {
    program: String,
    package: String,
    version: String,
    source: String,
    object: String,
    toolchain: String,
    builder: String,
    /// The key that the build believed; `null` if none.
    signer: Option<String>,
}

impl Binary {
    /// Reads the file at `path`, if there is one and it is an ELF file for another machine than BPF.
    ///
    /// # Errors
    /// Where it can't be read, or carries nothing.
    pub(super) fn read(path: &Path) -> Result<Option<Self>> {
        if !path.is_file() {
            return Ok(None);
        }
        let context = |error: &dyn fmt::Display| format!("read {}: {error}", path.display());
        let cache = ReadCache::new(File::open(path).map_err(|error| context(&error))?);
        let section = match FileKind::parse(&cache) {
            Ok(FileKind::Elf64) => section::<FileHeader64<Endianness>>(&cache),
            Ok(FileKind::Elf32) => section::<FileHeader32<Endianness>>(&cache),
            _ => return Ok(None),
        };
        let (entries, wrong) = match section.map_err(|error| context(&error))? {
            Found::Object => return Ok(None),
            Found::Entries(bytes) => Embedded::read_section(&bytes),
            Found::Nothing => (Vec::new(), Vec::new()),
        };
        if entries.is_empty() && wrong.is_empty() {
            return Err(format!(
                "{} carries no program of coolbpf: none is linked into it, or its section {} was removed",
                path.display(),
                Embedded::SECTION
            )
            .into());
        }
        let programs = entries.into_iter().map(Carried::of).collect();
        let mut unread: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        if let Some(more) = unread.len().checked_sub(MOST_UNREAD).filter(|more| *more > 0) {
            unread.truncate(MOST_UNREAD);
            unread.push(format!("{more} more"));
        }
        Ok(Some(Self { path: path.display().to_string(), programs, unread }))
    }

    /// Whether every entry could be read.
    pub(super) fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }
}

impl Carried {
    fn of(entry: Embedded) -> Self {
        Self {
            program: entry.program,
            package: entry.package,
            version: entry.version,
            source: entry.source.to_string(),
            object: entry.object.to_string(),
            toolchain: entry.made.toolchain,
            builder: entry.made.builder.to_string(),
            signer: entry.made.signer.map(|key| key.to_string()),
        }
    }
}

/// What an ELF file is.
enum Found {
    /// A BPF object.
    Object,
    /// A binary with these entries.
    Entries(Vec<u8>),
    /// Another binary.
    Nothing,
}

/// Looks for the section. Only the headers and the section itself are read.
fn section<H: FileHeader<Endian = Endianness>>(file: &ReadCache<File>) -> Result<Found> {
    let header = H::parse(file)?;
    let endian = header.endian()?;
    if header.e_machine(endian) == EM_BPF {
        return Ok(Found::Object);
    }
    // The number stands elsewhere where it has more than 16 bits, which no linker needs for a binary.
    if header.e_shnum(endian) == 0 {
        return Ok(Found::Nothing);
    }
    let sections = header.sections(endian, file)?;
    let Some((_, section)) = sections.section_by_name(endian, Embedded::SECTION.as_bytes()) else {
        return Ok(Found::Nothing);
    };
    let size: u64 = section.sh_size(endian).into();
    if size > LARGEST || size > file.len().unwrap_or(0) {
        return Err(format!("its section {} has {size} bytes", Embedded::SECTION).into());
    }
    Ok(Found::Entries(section.data(endian, file)?.to_vec()))
}

impl fmt::Display for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.programs.len();
        let programs = if count == 1 { "program" } else { "programs" };
        writeln!(
            f,
            "{}: a binary with {count} {programs}, as its author's build says",
            printable_line(&self.path)
        )?;
        for program in &self.programs {
            let Carried { program, package, version, source, object, toolchain, builder, signer } = program;
            let signer = signer.as_deref().unwrap_or("nobody whom the build was told to believe");
            let [program, package, version] = [program, package, version].map(|text| printable_line(text));
            writeln!(
                f,
                "\n{program} of {package} {version}\n  source     {source}\n  object     {object}\n  toolchain  {toolchain}\n  \
                 builder    {builder}\n  signed by  {signer}"
            )?;
        }
        if !self.unread.is_empty() {
            writeln!(f, "\nnot read of its section {}", Embedded::SECTION)?;
        }
        for unread in &self.unread {
            writeln!(f, "  {}", printable_line(unread))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use coolbpf_contract::{BuilderId, Digest, Made};
    use object::write::Object;
    use object::{Architecture, BinaryFormat, SectionKind};

    use super::*;

    fn entry() -> String {
        let made = Made { toolchain: "clang 19.1.7".into(), builder: BuilderId::local(), signer: None };
        let (source, object) = (Digest::of(b"source"), Digest::of(b"object"));
        let (program, package, version) = ("execs".into(), "tool".into(), "1.2.3".into());
        Embedded { program, package, version, source, object, made }.to_text()
    }

    fn binary(architecture: Architecture, endianness: Endianness, section: &str, data: &[u8]) -> Vec<u8> {
        let mut object = Object::new(BinaryFormat::Elf, architecture, endianness);
        let id = object.add_section(Vec::new(), section.into(), SectionKind::ReadOnlyData);
        object.append_section_data(id, data, 1);
        object.write().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<Option<Binary>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        Binary::read(file.path())
    }

    #[test]
    fn binaries_of_every_width_and_byte_order_are_read() {
        for (architecture, endianness) in [
            (Architecture::X86_64, Endianness::Little),
            (Architecture::Arm, Endianness::Little),
            (Architecture::S390x, Endianness::Big),
            (Architecture::PowerPc, Endianness::Big),
        ] {
            let bytes =
                binary(architecture, endianness, Embedded::SECTION, format!("\0{}", entry()).as_bytes());
            let shown = read(&bytes).unwrap().unwrap().to_string();
            assert!(shown.contains("a binary with 1 program,"), "{shown}");
            assert!(shown.contains("\nexecs of tool 1.2.3\n  source     sha256:"), "{shown}");
            assert!(shown.ends_with("\n  signed by  nobody whom the build was told to believe\n"), "{shown}");
        }
    }

    #[test]
    fn bpf_objects_and_files_that_are_no_elf_are_left_to_others() {
        let object = binary(Architecture::Bpf, Endianness::Little, Embedded::SECTION, entry().as_bytes());
        for bytes in [&object[..], b"", b"\x7fELF", b"#!/bin/sh\n"] {
            assert!(read(bytes).unwrap().is_none());
        }
        assert!(Binary::read(Path::new("/nowhere")).unwrap().is_none());
    }

    #[test]
    fn a_binary_that_carries_nothing_and_one_with_an_endless_section_are_errors() {
        let none = binary(Architecture::X86_64, Endianness::Little, ".rodata", entry().as_bytes());
        assert!(read(&none).unwrap_err().to_string().contains("carries no program of coolbpf"));
        let huge = vec![b'x'; usize::try_from(LARGEST).unwrap() + 1];
        let huge = binary(Architecture::X86_64, Endianness::Little, Embedded::SECTION, &huge);
        assert!(read(&huge).unwrap_err().to_string().contains(" has 8388609 bytes"));
    }

    #[test]
    fn an_entry_that_can_not_be_read_is_named_and_hides_no_other() {
        let other = entry().replace("v1", "v9\u{1b}[2J");
        let section = [other.as_str(), &entry()].concat();
        let bytes = binary(Architecture::X86_64, Endianness::Little, Embedded::SECTION, section.as_bytes());
        let read_binary = read(&bytes).unwrap().unwrap();
        assert!(!read_binary.is_whole());
        let shown = read_binary.to_string();
        assert!(shown.contains("a binary with 1 program,"), "{shown}");
        assert!(shown.contains("\nexecs of tool 1.2.3\n"), "{shown}");
        let unread = "\nnot read of its section coolbpf_provenance\n  the entry at byte 0: it starts with \"coolbpf provenance v9";
        assert!(shown.contains(unread), "{shown}");
        assert!(!shown.contains('\u{1b}'), "{shown}");

        let many = binary(Architecture::X86_64, Endianness::Little, Embedded::SECTION, &b"x\0".repeat(99));
        let shown = read(&many).unwrap().unwrap().to_string();
        assert!(shown.ends_with("  79 more\n"), "{shown}");
    }

    #[test]
    fn no_byte_that_is_altered_and_no_cut_makes_it_panic() {
        let good = binary(Architecture::X86_64, Endianness::Little, Embedded::SECTION, entry().as_bytes());
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] = !bad[at];
            // Any answer will do.
            let _ = read(&bad);
            let _ = read(&good[..at]);
        }
    }
}
