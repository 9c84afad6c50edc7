//! The records in `OUT_DIR`: what the macro reads, and what the next build need not do again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use coolbpf_contract::{Digest, KernelTypes, Record, RecordKey, SourcePath};

use crate::{Error, Result};

/// `OUT_DIR/coolbpf`.
#[derive(Debug)]
pub(crate) struct Store {
    directory: PathBuf,
    /// The records of the build before, with the names of their directories.
    previous: Vec<(String, Record)>,
}

/// An object and its bindings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Files {
    pub(crate) object: Vec<u8>,
    pub(crate) bindings: String,
}

impl Store {
    /// Opens the store, reading the records of the build before. What can't be read is as if it weren't there.
    pub(crate) fn open(out_directory: &Path) -> Self {
        let directory = out_directory.join("coolbpf");
        let mut previous = Vec::new();
        for entry in fs::read_dir(&directory).into_iter().flatten().flatten() {
            let text = fs::read_to_string(entry.path().join(Record::FILE)).unwrap_or_default();
            if let (Ok(name), Ok(record)) = (entry.file_name().into_string(), Record::parse(&text)) {
                previous.push((name, record));
            }
        }
        previous.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self { directory, previous }
    }

    /// A directory for passing things on, which nobody else uses.
    #[cfg(not(feature = "compile"))]
    pub(crate) fn scratch(&self) -> PathBuf {
        self.directory.join("scratch")
    }

    /// The record of the build before with this key.
    pub(crate) fn previous(&self, key: RecordKey) -> Option<&Record> {
        let directory = key.directory();
        self.previous.iter().find(|(name, _)| *name == directory).map(|(_, record)| record)
    }

    /// The files that belong to the record with this key, if they are as they were written.
    pub(crate) fn files(&self, key: RecordKey) -> Option<Files> {
        self.files_in(&key.directory(), self.previous(key)?)
    }

    /// The newest files of a program that there are: those with this key, else those of another text of the same
    /// program in the same Rust file, for the same instruction set.
    pub(crate) fn last_good(&self, key: RecordKey, wanted: &Record) -> Option<Files> {
        self.files(key).or_else(|| {
            let of = |record: &Record| (record.program.clone(), record.rust_file.clone(), record.cpu);
            let is_same = |record: &Record| of(record) == of(wanted);
            let same = self.previous.iter().filter(|(_, record)| is_same(record));
            same.filter_map(|(name, record)| self.files_in(name, record)).next()
        })
    }

    fn files_in(&self, name: &str, record: &Record) -> Option<Files> {
        let read = |file: &str, digest: Option<Digest>| {
            let bytes = fs::read(self.directory.join(name).join(file)).ok()?;
            (digest == Some(Digest::of(&bytes))).then_some(bytes)
        };
        let object = read(Record::OBJECT, record.object)?;
        let bindings = String::from_utf8(read(Record::BINDINGS, record.bindings)?).ok()?;
        Some(Files { object, bindings })
    }

    /// Writes a record with its files. The record comes last, so that it never names files that aren't there.
    pub(crate) fn write(
        &self,
        key: RecordKey,
        record: &Record,
        files: Option<&Files>,
        kernel_types: Option<&KernelTypes>,
    ) -> Result<()> {
        let directory = self.directory.join(key.directory());
        fs::create_dir_all(&directory)
            .map_err(|error| Error::new(format!("create {}: {error}", directory.display())))?;
        if let Some(Files { object, bindings }) = files {
            write_if_changed(&directory.join(Record::OBJECT), object)?;
            write_if_changed(&directory.join(Record::BINDINGS), bindings.as_bytes())?;
        }
        if let Some(types) = kernel_types {
            write_if_changed(&directory.join(Record::KERNEL_TYPES), types.bytes())?;
        }
        write_if_changed(&directory.join(Record::FILE), record.to_toml().as_bytes())
    }

    /// Writes which Rust files were searched for programs.
    pub(crate) fn write_walked(&self, files: &BTreeSet<SourcePath>) -> Result<()> {
        let lines: String = files.iter().map(|file| format!("{file}\n")).collect();
        write_if_changed(&self.directory.join(Record::WALKED), lines.as_bytes())
    }

    /// Removes every record but those with these keys. The directory is made if it isn't there: it tells the macro that the
    /// build script has run.
    pub(crate) fn retain(&self, keys: &BTreeSet<RecordKey>) -> Result<()> {
        fs::create_dir_all(&self.directory)
            .map_err(|error| Error::new(format!("create {}: {error}", self.directory.display())))?;
        let kept: BTreeSet<String> = keys.iter().map(RecordKey::directory).collect();
        for entry in fs::read_dir(&self.directory).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && entry.file_name().to_str().is_none_or(|name| !kept.contains(name)) {
                fs::remove_dir_all(&path)
                    .map_err(|error| Error::new(format!("remove {}: {error}", path.display())))?;
            }
        }
        Ok(())
    }
}

/// Writes a file unless it has these bytes already, so that its time of change stays.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).map_err(|error| Error::new(format!("write {}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use coolbpf_contract::Outcome;

    use super::*;

    fn record(text: &str) -> (RecordKey, Record, Files) {
        let rust_file: SourcePath = "src/main.rs".parse().unwrap();
        let files = Files { object: text.as_bytes().to_vec(), bindings: format!("// {text}") };
        let record = Record {
            program: "x".into(),
            rust_file: rust_file.clone(),
            cpu: coolbpf_contract::Cpu::V1,
            runtime: "::coolbpf".into(),
            origin: "clang".into(),
            source: None,
            bundle: None,
            compiled_as: String::new(),
            made: None,
            object: Some(Digest::of(&files.object)),
            bindings: Some(Digest::of(files.bindings.as_bytes())),
            kernel_types: None,
            outcome: Outcome::Ready,
            diagnostics: Vec::new(),
        };
        (RecordKey::new("x", &rust_file, text.as_bytes()), record, files)
    }

    /// The directory that a build left which had this program.
    fn after_a_build(text: &str) -> tempfile::TempDir {
        let out = tempfile::tempdir().unwrap();
        let (key, record, files) = record(text);
        let store = Store::open(out.path());
        store.write(key, &record, Some(&files), None).unwrap();
        store.retain(&BTreeSet::from([key])).unwrap();
        out
    }

    #[test]
    fn a_build_finds_what_the_one_before_left() {
        let out = after_a_build("int a;");
        let (key, record, files) = record("int a;");
        let store = Store::open(out.path());
        assert_eq!(store.previous(key), Some(&record));
        assert_eq!(store.files(key), Some(files));
    }

    #[test]
    fn the_last_good_files_are_those_of_the_same_program_with_another_text() {
        let out = after_a_build("int a;");
        let (key, wanted, _) = record("int b");
        let store = Store::open(out.path());
        assert_eq!(store.files(key), None);
        assert_eq!(store.last_good(key, &wanted).map(|files| files.object), Some(b"int a;".to_vec()));
        let other = Record { program: "y".into(), ..wanted };
        assert_eq!(store.last_good(key, &other), None);
    }

    #[test]
    fn files_that_were_altered_are_not_used() {
        let out = after_a_build("int a;");
        let (key, ..) = record("int a;");
        fs::write(out.path().join("coolbpf").join(key.directory()).join(Record::OBJECT), "other").unwrap();
        assert_eq!(Store::open(out.path()).files(key), None);
    }

    #[test]
    fn records_of_programs_that_are_gone_are_removed() {
        let out = after_a_build("int a;");
        let (key, ..) = record("int b;");
        Store::open(out.path()).retain(&BTreeSet::from([key])).unwrap();
        assert_eq!(fs::read_dir(out.path().join("coolbpf")).unwrap().count(), 0);
    }
}
