//! What lies in `coolbpf-vendor/` of a package, in the working tree or in a commit. Whose it is, nobody has looked at.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use coolbpf_contract::{Arch, CheckedObject, Cpu, Pin, printable_line};

use crate::{Result, inspect};

/// The directory in a package.
pub(crate) const DIRECTORY: &str = "coolbpf-vendor";
const OBJECT: &str = ".bpf.o";
const PIN: &str = ".toml";

/// A pin and an object that belong together by their names.
pub(crate) struct Vendored {
    /// What the names of both start with, as in `hello.x86_64`.
    pub(crate) stem: String,
    /// The pin; none where there is no such file.
    pub(crate) pin: Result<Option<Pin>>,
    /// The object; none where there is no such file.
    pub(crate) object: Result<Option<CheckedObject>>,
}

impl Vendored {
    /// The pin's file as messages name it, relative to the package.
    pub(crate) fn pin_file(&self) -> String {
        format!("{DIRECTORY}/{}{PIN}", printable_line(&self.stem))
    }

    /// The object's file as messages name it, relative to the package.
    pub(crate) fn object_file(&self) -> String {
        format!("{DIRECTORY}/{}{OBJECT}", printable_line(&self.stem))
    }

    /// The program: by the pin, else by the name, with nothing in it that a terminal obeys. If there is one for a newer instruction
    /// set, too: `hello (v1)`.
    pub(crate) fn program(&self) -> String {
        let by_name = self.stem.rsplit_once('.').map_or(self.stem.as_str(), |(program, _)| program);
        let older =
            by_name.rsplit_once('.').and_then(|(program, set)| Some((program, set.parse::<Cpu>().ok()?)));
        let by_name = printable_line(older.map_or(by_name, |(program, _)| program));
        let program = match &self.pin {
            Ok(Some(pin)) => pin.program.to_string(),
            _ => by_name,
        };
        older.map_or_else(|| program.clone(), |(_, set)| format!("{program} ({set})"))
    }

    /// The architecture, by the name.
    pub(crate) fn arch(&self) -> Option<Arch> {
        self.stem.rsplit_once('.')?.1.parse().ok()
    }
}

/// Reads what files with these names hold.
pub(crate) fn of_files(
    names: impl IntoIterator<Item = String>,
    read: impl Fn(&str) -> Result<Option<Vec<u8>>>,
) -> Vec<Vendored> {
    let stem = |name: String| {
        let stem = name.strip_suffix(OBJECT).or_else(|| name.strip_suffix(PIN))?;
        let (_, arch) = stem.rsplit_once('.')?;
        arch.parse::<Arch>().is_ok().then(|| stem.to_owned())
    };
    let stems: BTreeSet<String> = names.into_iter().filter_map(stem).collect();
    let vendored = |stem: String| {
        let (pin, object) = (format!("{stem}{PIN}"), format!("{stem}{OBJECT}"));
        let in_file = |name: &str| {
            let name = format!("{DIRECTORY}/{}", printable_line(name));
            move |error| format!("{name}: {error}")
        };
        let parse = |bytes: Option<Vec<u8>>| -> Result<Option<Pin>> {
            let Some(bytes) = bytes else { return Ok(None) };
            let text = String::from_utf8(bytes).map_err(|_| "it is no UTF-8")?;
            Ok(Some(Pin::parse(&text)?))
        };
        let check = |bytes: Option<Vec<u8>>| bytes.map(inspect::checked).transpose();
        Vendored {
            pin: read(&pin).and_then(parse).map_err(in_file(&pin)).map_err(Into::into),
            object: read(&object).and_then(check).map_err(in_file(&object)).map_err(Into::into),
            stem,
        }
    };
    stems.into_iter().map(vendored).collect()
}

/// Reads what is vendored in the package in `directory`. Links are not followed.
pub(crate) fn of_package(directory: &Path) -> Result<Vec<Vendored>> {
    let directory = directory.join(DIRECTORY);
    let is_directory = match fs::symlink_metadata(&directory) {
        Ok(metadata) => metadata.is_dir(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(format!("read {}: {error}", directory.display()).into()),
    };
    if !is_directory {
        return Err(
            format!("{} is no directory, and links are not followed here", directory.display()).into()
        );
    }
    let entries =
        fs::read_dir(&directory).map_err(|error| format!("read {}: {error}", directory.display()))?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    Ok(of_files(names, |name| {
        let path = directory.join(name);
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => inspect::read(&path).map(Some),
            Ok(_) => Err("it is no regular file, and links are not followed here".into()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("reading it: {error}").into()),
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_for_an_older_instruction_set_is_told_from_that_of_the_newest() {
        let names = ["a.x86_64.bpf.o", "a.v1.x86_64.bpf.o", "b.src-v1.x86_64.toml"].map(str::to_owned);
        let found = of_files(names, |_| Ok(None));
        let programs: Vec<String> = found.iter().map(Vendored::program).collect();
        assert_eq!(programs, ["a (v1)", "a", "b.src-v1"]);
    }

    #[test]
    fn a_terminal_obeys_nothing_in_the_name_of_a_file() {
        let names = ["a\u{1b}[2J\nb.x86_64.bpf.o".to_owned()];
        let found = of_files(names, |_| Ok(None));
        let programs: Vec<String> = found.iter().map(Vendored::program).collect();
        assert_eq!(programs, ["a\\u{1b}[2J\\nb"]);
        let names = ["a\nb.x86_64.toml".to_owned()];
        let found = of_files(names, |_| Err("odd".into()));
        let [one] = &found[..] else { panic!("{}", found.len()) };
        let says = [one.pin.as_ref().unwrap_err().to_string(), one.object_file()];
        assert_eq!(says, ["coolbpf-vendor/a\\nb.x86_64.toml: odd", "coolbpf-vendor/a\\nb.x86_64.bpf.o"]);
    }
}
