//! Reading what a commit holds, with git.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::vendored::{self, DIRECTORY, Vendored};

/// Far more than objects and pins are long.
const LARGEST: u64 = 32 << 20;

/// What was vendored in the package in `directory`, in the commit that `reference` names.
pub(super) fn vendored_at(directory: &Path, reference: &str) -> Result<Vec<Vendored>> {
    let shown = directory.display();
    run(directory, &["rev-parse", "--git-dir"])?.map_err(|said| {
        format!("{shown} is in no git repository, and what is vendored is compared with a commit:\n{said}")
    })?;
    let commit = format!("{reference}^{{commit}}");
    let commit = run(directory, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    let commit = commit.map_err(|_| match reference {
        "HEAD" => "the git repository has no commit yet, so there is nothing to compare with".to_owned(),
        _ => format!(
            "git knows no commit `{reference}` in {shown}; one of another repository or branch has to be fetched \
             first (`git fetch`; a shallow clone lacks most)"
        ),
    })?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let below = format!("{DIRECTORY}/");
    let listed = run(directory, &["ls-tree", "-z", "--long", &commit, &below])?
        .map_err(|said| format!("`git ls-tree` of {below} in {reference} failed:\n{said}"))?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let files: BTreeMap<&str, Blob<'_>> = listed.split('\0').filter_map(Blob::of_line).collect();
    let names: Vec<String> = files.keys().map(|name| (*name).to_owned()).collect();
    Ok(vendored::of_files(names, |name| {
        let Some(blob) = files.get(name) else { return Ok(None) };
        if blob.size > LARGEST {
            return Err(format!("it has {} bytes in {reference}, which no object has", blob.size).into());
        }
        let bytes = run(directory, &["cat-file", "blob", blob.id])?;
        bytes.map(Some).map_err(|said| format!("`git cat-file` failed in {reference}:\n{said}").into())
    }))
}

/// A file of a commit.
struct Blob<'l> {
    id: &'l str,
    size: u64,
}

impl<'l> Blob<'l> {
    /// A line of `git ls-tree --long`: mode, type, id and size with blanks between them, a tab, the path. Links and
    /// directories are passed over.
    fn of_line(line: &'l str) -> Option<(&'l str, Self)> {
        let (what, path) = line.split_once('\t')?;
        let mut words = what.split_ascii_whitespace();
        let (mode, _, id, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        mode.starts_with("100").then_some((name, Self { id, size: size.parse().ok()? }))
    }
}

/// Runs git in `directory`. The inner error is what git said where it failed.
fn run(directory: &Path, arguments: &[&str]) -> Result<std::result::Result<Vec<u8>, String>> {
    let output = Command::new("git").arg("-C").arg(directory).args(arguments).output();
    let output = output.map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            "git is not installed (there is no `git` on PATH), and what is vendored is compared with what it keeps"
                .to_owned()
        }
        _ => format!("running `git {}`: {error}", arguments.join(" ")),
    })?;
    Ok(match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).trim_end().to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_and_links_are_not() {
        let line =
            "100644 blob 257cc5642cb1a054f08cc83f2d943e56fd3ebe99      12\tcoolbpf-vendor/a.x86_64.toml";
        let (name, blob) = Blob::of_line(line).unwrap();
        assert_eq!((name, blob.size), ("a.x86_64.toml", 12));
        assert_eq!(blob.id, "257cc5642cb1a054f08cc83f2d943e56fd3ebe99");
        assert!(Blob::of_line("120000 blob 257cc56      12\tcoolbpf-vendor/a.x86_64.toml").is_none());
        assert!(Blob::of_line("040000 tree 257cc56       -\tcoolbpf-vendor/a").is_none());
        assert!(Blob::of_line("").is_none());
    }
}
