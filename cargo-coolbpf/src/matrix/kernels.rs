//! The kernels of a matrix.

use std::collections::BTreeSet;
use std::path::Path;
use std::str::FromStr as _;

use coolbpf_vm::{Arch, Archive, Kernel, Source, Store, Wanted};

use super::report::Column;
use crate::kernels::with_progress;
use crate::{Result, output};

/// The kernels that are named, else those of the workspace, else all that are kept; each once, oldest first.
pub(super) fn choose(
    arguments: &[String],
    of_workspace: &[String],
    own_store: &Path,
    offline: bool,
) -> Result<Vec<Kernel>> {
    let (store, arch) = (Store::open(None)?, Arch::native());
    let named = if arguments.is_empty() { of_workspace } else { arguments };
    let mut kernels = Vec::new();
    if named.is_empty() {
        kernels = store.list()?.into_iter().filter(|kernel| kernel.arch == arch).collect();
        if kernels.is_empty() {
            return Err(format!(
                "no kernel is named, and none is kept in {}: give some, as in `--kernel 5.10 --kernel 6.12`, or add some with \
                 `cargo coolbpf kernels add`",
                store.directory().display()
            )
            .into());
        }
    }
    let mut given = BTreeSet::new();
    for (index, name) in named.iter().enumerate() {
        let path = Path::new(name);
        // Kernels of one release have one place in a store.
        let own_store = own_store.join(index.to_string());
        let kernel = if name == RUNNING {
            if !given.insert(path.to_owned()) {
                continue;
            }
            add(&Source::Running, &own_store)?
        } else if path.exists() || name.contains('/') {
            if !given.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
                continue;
            }
            of_path(path, &own_store)?
        } else {
            let kernel = of_store(&store, &Wanted::from_str(name)?, arch, offline)?;
            if !given.insert(kernel.image.clone()) {
                continue;
            }
            kernel
        };
        kernels.push(kernel);
    }
    kernels.sort_by(|one, other| (one.version, &one.release).cmp(&(other.version, &other.release)));
    Ok(kernels)
}

/// Names this machine's kernel, as for `cargo coolbpf kernels add`.
const RUNNING: &str = "running";

/// A kernel that somebody built; it is unpacked anew each time, and does not become one of those that are kept.
fn of_path(path: &Path, own_store: &Path) -> Result<Kernel> {
    let source = match path {
        _ if path.is_dir() => Source::Directory(path.to_owned()),
        _ if path.extension().is_some_and(|extension| extension == "deb") => {
            Source::Packages(vec![path.to_owned()])
        }
        _ => Source::File { image: path.to_owned(), modules: None },
    };
    // Packages of one name in several directories are told apart.
    let origin = std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string();
    Ok(Kernel { origin, ..add(&source, own_store)? })
}

fn add(source: &Source, own_store: &Path) -> Result<Kernel> {
    let store = Store::open(Some(own_store))?;
    Ok(with_progress(|progress| store.add(source, progress))?.kernel)
}

/// A kernel that is kept; one that isn't is added, unless nobody may be asked for it.
fn of_store(store: &Store, wanted: &Wanted, arch: Arch, offline: bool) -> Result<Kernel> {
    let missing = match store.find(wanted, arch) {
        Ok(kernel) => return Ok(kernel),
        Err(missing) => missing,
    };
    if offline {
        return Err(missing.into());
    }
    let source = Source::Debian { wanted: wanted.clone(), arch, archive: Archive::default() };
    let kernel = with_progress(|progress| store.add(&source, progress))?.kernel;
    output::status("Added", format_args!("kernel {} ({})", kernel.release, kernel.origin));
    Ok(kernel)
}

/// The columns of the kernels, which are sorted by release: the newest of a series is called by the series, so that a baseline still
/// knows it when another is kept beside it, the others by their release; where that is not enough, by where they came from, too; and
/// each by what its guest is made to lack.
pub(super) fn columns(kernels: &[Kernel], lacking: &[&str]) -> Vec<Column> {
    let without = if lacking.is_empty() { String::new() } else { format!(" ({})", lacking.join(", ")) };
    let series = |kernel: &Kernel| format!("{}.{}", kernel.version.major, kernel.version.minor);
    let name = |index: usize, kernel: &Kernel| {
        let newest = kernels.iter().rfind(|one| series(one) == series(kernel));
        let is_same = |one: &Kernel| one.release == kernel.release;
        let is_first = kernels.iter().position(is_same) == Some(index);
        match (is_first, newest.is_some_and(is_same)) {
            (true, true) => series(kernel),
            (true, false) => kernel.release.clone(),
            (false, _) => format!("{} ({})", kernel.release, kernel.origin),
        }
    };
    kernels
        .iter()
        .enumerate()
        .map(|(index, kernel)| Column {
            name: format!("{}{without}", name(index, kernel)),
            release: kernel.release.clone(),
            arch: kernel.arch.to_string(),
            origin: kernel.origin.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use coolbpf_vm::Boot;

    use super::*;

    fn kernel(release: &str) -> Kernel {
        Kernel {
            release: release.to_owned(),
            version: release.parse().unwrap(),
            arch: Arch::X86_64,
            image: release.into(),
            boot: Boot::Pvh,
            btf: None,
            modules: None,
            origin: "a test".to_owned(),
        }
    }

    #[test]
    fn the_newest_of_a_series_is_called_by_it_and_no_two_are_called_the_same() {
        let names = |releases: &[&str], lacking: &[&str]| -> Vec<String> {
            let kernels: Vec<Kernel> = releases.iter().map(|release| kernel(release)).collect();
            columns(&kernels, lacking).into_iter().map(|column| column.name).collect()
        };
        assert_eq!(names(&["5.10.0-32-cloud-amd64", "6.1.7"], &[]), ["5.10", "6.1"]);
        assert_eq!(names(&["6.1.7", "6.1.8-x", "6.12.1"], &[]), ["6.1.7", "6.1", "6.12"]);
        assert_eq!(
            names(&["6.1.7", "6.1.7", "6.1.8", "6.1.8"], &[]),
            ["6.1.7", "6.1.7 (a test)", "6.1", "6.1.8 (a test)"]
        );
        assert_eq!(names(&["6.1.7"], &["btf", "map=ringbuf"]), ["6.1 (btf, map=ringbuf)"]);
    }
}
