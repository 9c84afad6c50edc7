//! Finding the record that the build script left for a program.

use std::env;
use std::fs;
use std::path::PathBuf;

use coolbpf_contract::syntax::{ProgramModule, ProgramSource};
use coolbpf_contract::{Record, RecordKey, SourcePath};

use crate::mistake::Problem;
use crate::place::{self, Place};

/// A record with what lies beside it.
#[derive(Debug)]
pub(crate) struct Found {
    /// The name of its directory below `OUT_DIR/coolbpf`.
    pub(crate) directory: String,
    pub(crate) record: Record,
    /// The text of the bindings, if there are any.
    pub(crate) bindings: Option<String>,
    /// Whether it is about another C text than the module holds.
    pub(crate) of_other_text: bool,
}

/// Finds the record of `module`, which is in the Rust file at `place`.
pub(crate) fn find(module: &ProgramModule, place: &Place) -> Result<Found, Problem> {
    let store = env::var_os("OUT_DIR").map(|out| PathBuf::from(out).join("coolbpf"));
    let store = store.ok_or(Problem::NoBuildScript)?;
    if !store.is_dir() {
        return Err(Problem::NotCalled);
    }
    if let Place::Outside(path) = place {
        return Err(Problem::RustFileOutside(path.clone()));
    }
    let records = all(&store)?;
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
        return Err(Problem::Unseen { program: name, rust_file, seen: seen.collect() });
    };
    let bindings = match record.bindings {
        None => None,
        Some(_) => {
            let path = store.join(directory).join(Record::BINDINGS);
            let read = fs::read_to_string(&path);
            Some(read.map_err(|error| Problem::Record(format!("read {}: {error}", path.display())))?)
        }
    };
    Ok(Found {
        directory: directory.clone(),
        record: record.clone(),
        bindings,
        of_other_text: exact.is_none(),
    })
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
fn all(store: &std::path::Path) -> Result<Vec<(String, Record)>, Problem> {
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
