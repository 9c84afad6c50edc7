//! What built binaries carry of the programs in them.

use std::fmt::Write as _;

use crate::{BuilderId, BuilderKey, Digest, Error, Result, toolchain_name};

/// The compiler of an object, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What compiled it, as in `clang 19.1.7`.
    pub toolchain: String,
    /// Where.
    pub builder: BuilderId,
    /// The key that the build believed: it is one that the workspace names, and it signed the object.
    pub signer: Option<BuilderKey>,
}

/// What a binary says about the object of one of its programs.
///
/// `docs/CONTRACT.md` has the format. A binary's author can write there what they want: it tells what honest builds used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded {
    /// The program's name.
    pub program: String,
    /// The name of the package that it is in.
    pub package: String,
    /// The version of that package.
    pub version: String,
    /// The digest of the sources.
    pub source: Digest,
    /// The digest of the object.
    pub object: Digest,
    /// What made it.
    pub made: Made,
}

/// The first line of each entry.
const VERSION_LINE: &str = "coolbpf provenance v1";
/// Far more than names, versions and toolchains are long.
const LONGEST_VALUE: usize = 500;
/// Far more entries than a binary has programs.
const MOST: usize = 10_000;

impl Embedded {
    /// The section of ELF files that holds the entries.
    pub const SECTION: &'static str = "coolbpf_provenance";

    /// The text of the entry. A NUL stands behind it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Self { program, package, version, source, object, made } = self;
        let mut text = format!(
            "{VERSION_LINE}\nprogram {program}\npackage {package}\nversion {version}\nsource {source}\nobject {object}\n\
             toolchain {}\nbuilder {}\n",
            made.toolchain, made.builder
        );
        if let Some(signer) = &made.signer {
            // Writing into a String can't fail.
            let _ = writeln!(text, "signer {signer}");
        }
        text.push('\0');
        text
    }

    /// Reads a section: the entries without those that stand there twice, sorted by package, version and program, and what is
    /// wrong with others. Of a section with more entries than any binary has programs, the rest is one that is wrong.
    #[must_use]
    pub fn read_section(section: &[u8]) -> (Vec<Self>, Vec<Error>) {
        let (mut entries, mut wrong) = (Vec::new(), Vec::new());
        let mut start = 0;
        let mut count = 0;
        for entry in section.split(|&byte| byte == 0) {
            let at = start;
            start += entry.len() + 1;
            if entry.is_empty() {
                continue;
            }
            if count == MOST {
                wrong.push(Error::new(format!(
                    "the rest, from byte {at} on: there are more than {MOST} entries"
                )));
                break;
            }
            count += 1;
            match Self::read(entry) {
                Ok(entry) => entries.push(entry),
                Err(error) => wrong.push(error.context(format!("the entry at byte {at}"))),
            }
        }
        let key = |entry: &Self| (entry.package.clone(), entry.version.clone(), entry.program.clone());
        entries.sort_by_key(key);
        entries.dedup();
        (entries, wrong)
    }

    fn read(entry: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(entry).map_err(|_| Error::new("it is no UTF-8"))?;
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        if first != VERSION_LINE {
            return Err(Error::new(format!(
                "it starts with {:?}, and this coolbpf reads {VERSION_LINE:?}",
                first.chars().take(60).collect::<String>()
            )));
        }
        let values: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(' ')).collect();
        let optional = |key: &str| {
            let value = values.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
            match value.filter(|value| value.len() > LONGEST_VALUE || value.chars().any(char::is_control)) {
                Some(_) => Err(Error::new(format!("its `{key}` can't be one"))),
                None => Ok(value),
            }
        };
        let value = |key: &str| optional(key)?.ok_or_else(|| Error::new(format!("it has no `{key}`")));
        let digest = |key: &str| {
            let value = value(key)?;
            value.parse().map_err(|error| Error::new(format!("its `{key}`: {error}")))
        };
        Ok(Self {
            program: value("program")?.to_owned(),
            package: value("package")?.to_owned(),
            version: value("version")?.to_owned(),
            source: digest("source")?,
            object: digest("object")?,
            made: Made {
                toolchain: toolchain_name(value("toolchain")?)?,
                builder: value("builder")?.parse()?,
                signer: optional("signer")?.map(str::parse).transpose()?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(program: &str) -> Embedded {
        Embedded {
            program: program.into(),
            package: "execsnoop".into(),
            version: "1.2.3-rc.1+x".into(),
            source: Digest::of(b"source"),
            object: Digest::of(b"object"),
            made: Made {
                toolchain: "clang 19.1.7 (3~deb12u1)".into(),
                builder: BuilderId::local(),
                signer: None,
            },
        }
    }

    #[test]
    fn a_section_holds_each_entry_once_whatever_the_linker_puts_between_them() {
        let key = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3".parse().unwrap();
        let mut signed = entry("b");
        signed.made.signer = Some(key);
        let section = [&signed.to_text(), "\0\0\0", &entry("a").to_text(), &signed.to_text(), "\0"].concat();
        assert_eq!(Embedded::read_section(section.as_bytes()), (vec![entry("a"), signed], Vec::new()));
        assert_eq!(Embedded::read_section(b"\0"), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_is_no_entry_is_named_and_hides_no_other() {
        let good = entry("a").to_text();
        for (bad, expected) in [
            (good.replace("provenance v1", "provenance v2"), "it starts with \"coolbpf provenance v2\""),
            (good.replace("version ", "release "), "it has no `version`"),
            (good.replace("object sha256:", "object md5:"), "its `object`: "),
            (good.replace("program a", "program \u{1b}[2J"), "its `program` can't be one"),
            (good.replace("program a", &"program a".repeat(100)), "its `program` can't be one"),
            (good.replace("builder urn:coolbpf:local", "builder me"), "\"me\" can't name a builder"),
            (format!("{}signer RWQ\n", good.trim_end_matches('\0')), "`RWQ` is no public key"),
        ] {
            let section = ["\0", &entry("first").to_text(), &bad, "\0", &entry("last").to_text()].concat();
            let (entries, wrong) = Embedded::read_section(section.as_bytes());
            assert_eq!(entries, [entry("first"), entry("last")]);
            let at = 1 + entry("first").to_text().len();
            let [wrong] = &wrong[..] else { panic!("{wrong:?}") };
            assert!(wrong.to_string().starts_with(&format!("the entry at byte {at}: {expected}")), "{wrong}");
        }
        let (_, wrong) = Embedded::read_section(b"\xff\0");
        assert_eq!(wrong, [Error::new("the entry at byte 0: it is no UTF-8")]);
    }

    #[test]
    fn more_entries_than_a_binary_has_programs_are_not_read() {
        let (entries, wrong) = Embedded::read_section(entry("a").to_text().repeat(MOST + 9).as_bytes());
        assert_eq!((entries.len(), wrong.len()), (1, 1));
        assert!(wrong[0].to_string().ends_with("there are more than 10000 entries"), "{wrong:?}");
        let (entries, wrong) = Embedded::read_section(&b"x\0".repeat(MOST * 3));
        assert_eq!((entries.len(), wrong.len()), (0, MOST + 1));
    }
}
