//! What Cargo keeps of earlier builds of a package.

use std::fs;
use std::path::{Path, PathBuf};

/// The directories in Cargo's target directory that hold what build scripts of the package called `package` have left,
/// and something of coolbpf's in it: one for each profile, target and set of features that it was built with.
#[must_use]
pub fn builds_of(target: &Path, package: &str) -> Vec<PathBuf> {
    // PROFILE/build/PACKAGE-HASH/out, or TRIPLE/PROFILE/build/PACKAGE-HASH/out.
    let profiles = below(target).into_iter().flat_map(|one| [vec![one.clone()], below(&one)].concat());
    let builds = profiles.flat_map(|profile| below(&profile.join("build")));
    let mut found: Vec<PathBuf> = builds
        .filter(|build| {
            let name = build.file_name().and_then(|name| name.to_str());
            let hash = name.and_then(|name| name.strip_prefix(package)?.strip_prefix('-'));
            hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
                && build.join(OURS).is_dir()
        })
        .collect();
    found.sort();
    found
}

/// The records in such a directory: one directory for each program.
pub(super) fn records_in(build: &Path) -> Vec<PathBuf> {
    below(&build.join(OURS))
}

/// Where a build script leaves its records.
const OURS: &str = "out/coolbpf";

fn below(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_of_every_profile_and_target_are_found_and_those_of_others_are_not() {
        let target = tempfile::tempdir().unwrap();
        for build in [
            "debug/build/x-0123abcd/out/coolbpf",
            "release/build/x-0123abcd/out/coolbpf/key",
            "aarch64-unknown-linux-gnu/debug/build/x-77/out/coolbpf",
            "debug/build/x-99/out",
            "debug/build/x-y-0123abcd/out/coolbpf",
            "debug/build/y-0123abcd/out/coolbpf",
            "debug/deps/x-0123abcd/out/coolbpf",
        ] {
            fs::create_dir_all(target.path().join(build)).unwrap();
        }
        let found = builds_of(target.path(), "x");
        let shown: Vec<_> =
            found.iter().map(|build| build.strip_prefix(target.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(
            shown,
            [
                "aarch64-unknown-linux-gnu/debug/build/x-77",
                "debug/build/x-0123abcd",
                "release/build/x-0123abcd"
            ]
        );
        assert!(builds_of(&target.path().join("none"), "x").is_empty());
    }
}
