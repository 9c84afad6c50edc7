//! Finding the record that the build script left for a program.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use coolbpf_contract::syntax::{ProgramModule, ProgramSource};
use coolbpf_contract::{Digest, KernelTypes, Record, RecordKey, SourcePath, asking_programs};

use crate::mistake::Problem;
use crate::place::{self, Place};

/// A record with what lies beside it.
#[derive(Debug)]
pub(crate) struct Found {
    /// The name of its directory below `OUT_DIR/coolbpf`.
    pub(crate) directory: String,
    pub(crate) record: Record,
    /// The same program for older instruction sets, newest first.
    pub(crate) older: Vec<Older>,
    /// The text of the bindings, if there are any.
    pub(crate) bindings: Option<String>,
    /// The types of the kernels that the user named, by the directories of the records that have any.
    pub(crate) kernel_types: BTreeMap<String, KernelTypes>,
    /// The programs that ask for the kernel's types, by the directories of all records.
    pub(crate) asking: BTreeMap<String, BTreeSet<String>>,
    /// Whether it is about another C text than the module holds.
    pub(crate) of_other_text: bool,
}

/// The record of a program for another instruction set than the newest that it is compiled for.
#[derive(Debug)]
pub(crate) struct Older {
    pub(crate) directory: String,
    pub(crate) record: Record,
}

impl Found {
    /// The records for all instruction sets.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Record> {
        std::iter::once(&self.record).chain(self.older.iter().map(|older| &older.record))
    }
}

/// Finds the record of `module`, which is in the Rust file at `place`.
pub(crate) fn find(module: &ProgramModule, place: &Place) -> Result<Found, Problem> {
    let store = env::var_os("OUT_DIR").map(|out| PathBuf::from(out).join("coolbpf"));
    find_in(&store.ok_or(Problem::NoBuildScript)?, module, place)
}

fn find_in(store: &Path, module: &ProgramModule, place: &Place) -> Result<Found, Problem> {
    if !store.is_dir() {
        return Err(Problem::NotCalled);
    }
    if let Place::Outside(path) = place {
        return Err(Problem::RustFileOutside(path.clone()));
    }
    let (records, of_older): (Vec<_>, Vec<_>) =
        all(store)?.into_iter().partition(|(directory, _)| RecordKey::is_of_newest(directory));
    let name = module.program_name();
    let is_here = |record: &Record| match place {
        Place::Package(rust_file) => record.program == name && record.rust_file == *rust_file,
        Place::Outside(_) | Place::Unknown => record.program == name,
    };
    let here = || records.iter().filter(|(_, record)| is_here(record));
    let exact = here().find(|(directory, record)| {
        key(module, &name, &record.rust_file).is_some_and(|key| key.directory() == *directory)
    });
    // A text that is being typed is another one than the build saw. Its bindings are better than none.
    let Some((directory, record)) = exact.or_else(|| here().next()) else {
        let seen = records.iter().map(|(_, record)| format!("`{}` in {}", record.program, record.rust_file));
        let rust_file = match place {
            Place::Package(rust_file) => rust_file.to_string(),
            Place::Outside(_) | Place::Unknown => "src/FILE.rs".to_owned(),
        };
        let walked = fs::read_to_string(store.join(Record::WALKED)).unwrap_or_default();
        let walked = walked.lines().any(|line| line == rust_file);
        return Err(Problem::Unseen { program: name, rust_file, walked, seen: seen.collect() });
    };
    let bindings = read_recorded(&store.join(directory).join(Record::BINDINGS), record.bindings)?;
    let bindings = bindings.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let is_older = |other: &str| RecordKey::older_of(directory, other).is_some();
    let of_older = of_older.into_iter().filter(|(other, _)| is_older(other));
    let mut older: Vec<Older> = of_older.map(|(directory, record)| Older { directory, record }).collect();
    older.sort_by_key(|older| std::cmp::Reverse(older.record.cpu));
    let (mut kernel_types, mut asking) = (BTreeMap::new(), BTreeMap::new());
    let wrong = |error: coolbpf_contract::Error| Problem::Record(error.to_string());
    let of_older = older.iter().map(|older| (&older.directory, &older.record));
    for (directory, record) in std::iter::once((directory, record)).chain(of_older) {
        // The objects' bytes are rustc's to read, after this.
        if let Some(object) = read_recorded(&store.join(directory).join(Record::OBJECT), record.object)? {
            asking.insert(directory.clone(), asking_programs(&object).map_err(wrong)?);
        }
        let types = read_recorded(&store.join(directory).join(Record::KERNEL_TYPES), record.kernel_types)?;
        if let Some(types) = types.map(KernelTypes::check).transpose().map_err(wrong)? {
            kernel_types.insert(directory.clone(), types);
        }
    }
    Ok(Found {
        kernel_types,
        asking,
        directory: directory.clone(),
        record: record.clone(),
        older,
        bindings,
        of_other_text: exact.is_none(),
    })
}

/// The bytes of a file with this digest, if there is to be one.
fn read_recorded(path: &Path, recorded: Option<Digest>) -> Result<Option<Vec<u8>>, Problem> {
    let Some(recorded) = recorded else { return Ok(None) };
    let bytes =
        fs::read(path).map_err(|error| Problem::Record(format!("read {}: {error}", path.display())))?;
    if Digest::of(&bytes) != recorded {
        return Err(Problem::Record(format!(
            "{} is not what the build script checked and wrote; if nobody but Cargo writes there, run `cargo clean`",
            path.display()
        )));
    }
    Ok(Some(bytes))
}

/// The key of the module's record if it is in `rust_file`.
fn key(module: &ProgramModule, name: &str, rust_file: &SourcePath) -> Option<RecordKey> {
    let text = match &module.source {
        ProgramSource::Inline(text) => text.clone().into_bytes(),
        ProgramSource::File(_) => place::read(&module.source.main(rust_file)?).ok()?,
    };
    Some(RecordKey::new(name, rust_file, &text))
}

/// Every record of the build, with the name of its directory.
fn all(store: &Path) -> Result<Vec<(String, Record)>, Problem> {
    let mut records = Vec::new();
    for entry in fs::read_dir(store).into_iter().flatten().flatten() {
        let path = entry.path().join(Record::FILE);
        let (Ok(directory), Ok(text)) = (entry.file_name().into_string(), fs::read_to_string(&path)) else {
            continue;
        };
        let record = Record::parse(&text)
            .map_err(|error| Problem::Record(format!("read {}: {error}", path.display())))?;
        records.push((directory, record));
    }
    records.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(records)
}

#[cfg(test)]
mod tests {
    use coolbpf_contract::{Cpu, Outcome};
    use tempfile::TempDir;

    use super::*;

    fn module(name: &str, text: &str) -> ProgramModule {
        ProgramModule::parse(format!("mod {name} {{ const SOURCE: &str = {text:?}; }}").parse().unwrap())
            .unwrap()
    }

    fn here(path: &str) -> Place {
        Place::Package(path.parse().unwrap())
    }

    /// A store with a record for each name, Rust file and text.
    fn store(programs: &[(&str, &str, &str)]) -> TempDir {
        let store = tempfile::tempdir().unwrap();
        for (name, rust_file, text) in programs {
            let rust_file: SourcePath = rust_file.parse().unwrap();
            let bindings = format!("pub const TEXT: &str = {text:?};");
            let record = Record {
                program: (*name).into(),
                rust_file: rust_file.clone(),
                cpu: Cpu::V3,
                runtime: "::coolbpf".into(),
                origin: "clang".into(),
                source: None,
                bundle: None,
                compiled_as: String::new(),
                made: None,
                object: None,
                bindings: Some(Digest::of(bindings.as_bytes())),
                kernel_types: None,
                outcome: Outcome::Ready,
                diagnostics: Vec::new(),
            };
            let key = RecordKey::new(name, &rust_file, text.as_bytes());
            let directory = store.path().join(key.directory());
            fs::create_dir(&directory).unwrap();
            fs::write(directory.join(Record::FILE), record.to_toml()).unwrap();
            fs::write(directory.join(Record::BINDINGS), bindings).unwrap();
        }
        store
    }

    fn bindings(store: &TempDir, module: &ProgramModule, place: &Place) -> String {
        let found = find_in(store.path(), module, place).unwrap();
        assert!(!found.of_other_text);
        found.bindings.unwrap()
    }

    #[test]
    fn programs_of_one_name_are_told_apart_by_file_and_by_text() {
        let store =
            store(&[("x", "src/a.rs", "int a;"), ("x", "src/b.rs", "int a;"), ("x", "src/b.rs", "int b;")]);
        assert!(bindings(&store, &module("x", "int b;"), &here("src/b.rs")).contains("int b"));
        assert!(bindings(&store, &module("x", "int a;"), &here("src/b.rs")).contains("int a"));
    }

    #[test]
    fn where_the_compiler_does_not_tell_the_file_name_and_text_will_do() {
        let store = store(&[("x", "src/a.rs", "int a;"), ("x", "src/b.rs", "int b;")]);
        assert!(bindings(&store, &module("x", "int b;"), &Place::Unknown).contains("int b"));
    }

    #[test]
    fn a_text_that_the_build_did_not_see_has_the_bindings_of_the_one_that_it_saw() {
        let store = store(&[("x", "src/a.rs", "int a;")]);
        let found = find_in(store.path(), &module("x", "int a; // typing"), &here("src/a.rs")).unwrap();
        assert!(found.of_other_text && found.bindings.unwrap().contains("int a"));
    }

    #[test]
    fn the_records_for_older_instruction_sets_come_with_that_of_the_newest_one() {
        let store = store(&[("x", "src/a.rs", "int a;"), ("y", "src/a.rs", "int y;")]);
        let key =
            |name: &str, text: &str| RecordKey::new(name, &"src/a.rs".parse().unwrap(), text.as_bytes());
        let newest = key("x", "int a;");
        let text = fs::read_to_string(store.path().join(newest.directory()).join(Record::FILE)).unwrap();
        let others =
            [newest.for_older(Cpu::V1), newest.for_older(Cpu::V2), key("y", "int y;").for_older(Cpu::V1)];
        for (key, cpu) in others.into_iter().zip([Cpu::V1, Cpu::V2, Cpu::V1]) {
            let directory = store.path().join(key.directory());
            fs::create_dir(&directory).unwrap();
            let record = Record { cpu, bindings: None, ..Record::parse(&text).unwrap() };
            fs::write(directory.join(Record::FILE), record.to_toml()).unwrap();
        }
        let found = find_in(store.path(), &module("x", "int a;"), &here("src/a.rs")).unwrap();
        let cpus: Vec<_> = found.records().map(|record| record.cpu).collect();
        assert_eq!(cpus, [Cpu::V3, Cpu::V2, Cpu::V1]);

        let object = Some(Digest::of(b"another object"));
        let record = Record { cpu: Cpu::V1, object, ..Record::parse(&text).unwrap() };
        let directory = store.path().join(newest.for_older(Cpu::V1).directory());
        fs::write(directory.join(Record::FILE), record.to_toml()).unwrap();
        fs::write(directory.join(Record::OBJECT), "altered").unwrap();
        let said = find_in(store.path(), &module("x", "int a;"), &here("src/a.rs")).unwrap_err().to_string();
        assert!(said.contains("-v1/object.bpf.o is not what the build script checked and wrote"), "{said}");
    }

    #[test]
    fn files_that_are_not_what_the_build_script_wrote_are_refused() {
        let store = store(&[("x", "src/a.rs", "int a;")]);
        let key = RecordKey::new("x", &"src/a.rs".parse().unwrap(), b"int a;");
        fs::write(store.path().join(key.directory()).join(Record::BINDINGS), "pub fn other() {}").unwrap();
        let said = find_in(store.path(), &module("x", "int a;"), &here("src/a.rs")).unwrap_err().to_string();
        assert!(said.contains("bindings.rs is not what the build script checked and wrote"), "{said}");
    }

    #[test]
    fn what_the_build_saw_is_named_where_it_did_not_see_the_program() {
        let store = store(&[("x", "src/a.rs", "int a;")]);
        let error =
            |place: Place| find_in(store.path(), &module("y", "int y;"), &place).unwrap_err().to_string();
        let said = error(here("src/y.rs"));
        assert!(
            said.starts_with(
                "the build script did not see the program `y` in src/y.rs; it saw `x` in src/a.rs"
            )
        );
        assert!(said.ends_with("[package.metadata.coolbpf]\nmodules = [\"src/y.rs\"]"), "{said}");
        fs::write(store.path().join(Record::WALKED), "src/a.rs\nsrc/y.rs\n").unwrap();
        let said = error(here("src/y.rs"));
        assert!(said.contains("write the module out") && !said.contains("modules = "), "{said}");
        assert!(
            error(Place::Outside("/else/y.rs".into())).starts_with("/else/y.rs lies outside of the package")
        );
    }

    #[test]
    fn a_build_script_that_does_not_call_coolbpf_and_a_record_of_another_version_are_named() {
        let said = find_in(Path::new("/nonexistent"), &module("x", ""), &here("src/a.rs")).unwrap_err();
        assert!(said.to_string().contains("did not call coolbpf_build::compile()"), "{said}");

        let store = store(&[("x", "src/a.rs", "int a;")]);
        let key = RecordKey::new("x", &"src/a.rs".parse().unwrap(), b"int a;");
        fs::write(store.path().join(key.directory()).join(Record::FILE), "version = 99\n").unwrap();
        let said = find_in(store.path(), &module("x", "int a;"), &here("src/a.rs")).unwrap_err().to_string();
        assert!(said.contains("is of version 99") && said.contains("of the same version"), "{said}");
    }
}
