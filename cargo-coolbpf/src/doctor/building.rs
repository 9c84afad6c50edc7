//! What builds need.

use std::env;
use std::path::Path;
use std::process::Command;

use cargo_metadata::{Dependency, DependencyKind, Package};
use coolbpf_compiler::Toolchain;

use super::check::{Check, first_line};
use crate::manifest::RUNTIME_CRATE;
use crate::packages;

/// The feature of the runtime that builds libelf and zlib, too.
const VENDORED_FEATURE: &str = "vendored";
/// What that takes beside a C compiler and make: `build.rs` of libbpf-sys.
const VENDORED_TOOLS: [&str; 6] = ["autoconf", "automake", "autopoint", "flex", "bison", "gawk"];
/// The oldest Rust that builds coolbpf's crates.
const OLDEST_RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// What building `packages`, or any package where there are none, needs. `target` is the directory that they are built in.
pub(super) fn checks(packages: &[Package], target: Option<&Path>) -> Vec<Check> {
    let mut checks = vec![
        cargo(),
        rustc(),
        tool("C compiler", "CC", "cc", "gcc"),
        tool("make", "MAKE", "make", "make"),
        tool("pkg-config", "PKG_CONFIG", "pkg-config", "pkg-config"),
    ];
    let builds_libelf = packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .any(|dependency| dependency.name == RUNTIME_CRATE && names(dependency, VENDORED_FEATURE));
    if builds_libelf {
        checks.push(vendored_tools());
    } else {
        checks.push(headers("libelf", "libelf-dev"));
        checks.push(headers("zlib", "zlib1g-dev"));
    }
    checks.extend(target.and_then(unfit_target));
    checks.push(clang());
    checks.push(installed_command());
    checks.extend(packages.iter().filter_map(matching_version));
    checks
}

fn names(dependency: &Dependency, feature: &str) -> bool {
    dependency.features.iter().any(|named| named == feature)
}

fn cargo() -> Check {
    let program = packages::cargo();
    let check = match first_line(&program.to_string_lossy(), &["--version"]) {
        Ok(version) => Check::yes("cargo", version),
        Err(why) => Check::no("cargo", why, "install Rust, as by `rustup`"),
    };
    check.needed()
}

fn rustc() -> Check {
    let program = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let check = match first_line(&program, &["--version"]) {
        Ok(version) if is_old(&version) => {
            Check::no("rustc", format!("{version}; {OLDEST_RUST} or newer is needed"), "rustup update stable")
        }
        Ok(version) => Check::yes("rustc", version),
        Err(why) => Check::no("rustc", why, "install Rust, as by `rustup`"),
    };
    check.needed()
}

/// Whether the answer of `rustc --version` tells a version below the oldest. One that can't be read is not.
fn is_old(answer: &str) -> bool {
    let version = |text: &str| -> Option<(u32, u32)> {
        let mut numbers = text.split('.').map(|number| number.parse().ok());
        Some((numbers.next()??, numbers.next()??))
    };
    let found = answer.split_whitespace().nth(1).and_then(version);
    found.zip(version(OLDEST_RUST)).is_some_and(|(found, oldest)| found < oldest)
}

/// A program that libbpf's build runs; a variable may name another one.
fn tool(name: &'static str, variable: &str, program: &str, package: &str) -> Check {
    let named = env::var(variable).ok().filter(|named| !named.is_empty());
    // Arguments may follow, as in `CC=ccache gcc`.
    let mut words = named.as_deref().unwrap_or(program).split_whitespace();
    let first = words.next().unwrap_or(program);
    let arguments: Vec<&str> = words.chain(["--version"]).collect();
    let check = match first_line(first, &arguments) {
        Ok(version) => Check::yes(name, version),
        Err(why) => Check::no(name, why, format!("apt-get install {package}")),
    };
    check.needed()
}

/// A library with its headers, as pkg-config finds it.
fn headers(library: &'static str, package: &str) -> Check {
    let pkg_config = env::var("PKG_CONFIG").unwrap_or_else(|_| "pkg-config".into());
    let check = match first_line(&pkg_config, &["--modversion", library]) {
        Ok(version) => Check::yes(library, format!("{version}, with headers")),
        Err(_) => Check::no(
            library,
            "pkg-config finds no headers of it",
            format!(
                "apt-get install {package}; or use the feature `{VENDORED_FEATURE}` of {RUNTIME_CRATE}, which builds it"
            ),
        ),
    };
    check.needed()
}

/// What the feature `vendored` needs.
fn vendored_tools() -> Check {
    let name = "libelf from source";
    let is_missing = |tool: &&str| {
        Command::new(tool).arg("--version").output().map_or(true, |output| !output.status.success())
    };
    let missing: Vec<&str> = VENDORED_TOOLS.into_iter().filter(|tool| is_missing(tool)).collect();
    let check = if missing.is_empty() {
        Check::yes(name, VENDORED_TOOLS.join(", "))
    } else {
        let found = format!("the package builds libelf, and there is no {}", missing.join(", "));
        Check::no(name, found, format!("apt-get install {}", missing.join(" ")))
    };
    check.needed()
}

/// The directory that packages are built in, where libbpf can't be.
fn unfit_target(target: &Path) -> Option<Check> {
    let why = packages::unfit_for_libbpf(target)?;
    Some(Check::no("target", why, packages::OTHER_TARGET).needed())
}

/// The clang that compiles BPF C, which is needed where nothing is vendored and no server is asked.
fn clang() -> Check {
    match Toolchain::find() {
        Ok(toolchain) => Check::yes("clang", format!("{}, {}", toolchain.id(), toolchain.path().display())),
        Err(error) => Check::no(
            "clang",
            "none that compiles BPF; vendored objects are used without one",
            error.to_string(),
        ),
    }
}

/// Whether build scripts in the light form find this program.
fn installed_command() -> Check {
    let (name, own) = ("cargo-coolbpf", env!("CARGO_PKG_VERSION"));
    let install = format!("cargo install cargo-coolbpf --version {own}");
    match first_line("cargo-coolbpf", &["coolbpf", "--version"]) {
        Ok(version) if version.split_whitespace().last() == Some(own) => Check::yes(name, version),
        Ok(version) => Check::no(name, format!("{version} is on PATH, and this is {own}"), install),
        Err(why) => Check::no(
            name,
            format!("{why}; build scripts in the light form let it compile what is not vendored"),
            install,
        ),
    }
}

/// Whether a package's coolbpf is of the version of this program.
fn matching_version(package: &Package) -> Option<Check> {
    let own = env!("CARGO_PKG_VERSION");
    let mut dependencies = package.dependencies.iter();
    let build = dependencies.find(|dependency| {
        dependency.name == packages::BUILD_CRATE && dependency.kind == DependencyKind::Build
    })?;
    let found = format!("`{}` asks for {} {}", package.name, build.name, build.req);
    let name = "package";
    Some(if build.req.matches(&own.parse().ok()?) {
        Check::yes(name, found)
    } else {
        let found = format!("{found}, and this is cargo-coolbpf {own}");
        let mend = format!(
            "write coolbpf-build = \"{own}\" in Cargo.toml, or install the cargo-coolbpf of that version"
        );
        Check::no(name, found, mend)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rust_below_the_oldest_is_told_from_others() {
        assert!(is_old("rustc 1.80.0 (051478957 2024-07-21)"));
        assert!(!is_old(&format!("rustc {OLDEST_RUST}.0 (x)")));
        assert!(!is_old("rustc 2.0.0-nightly"));
        assert!(!is_old("something else"));
    }

    #[test]
    fn a_target_directory_with_a_space_in_its_path_is_told() {
        assert_eq!(unfit_target(Path::new("/home/me/tools/target")), None);
        let check = unfit_target(Path::new("/home/me/my tools/target")).unwrap();
        assert!(check.needed && check.found.contains("/home/me/my tools/target"), "{check:?}");
        assert!(check.mend.unwrap().starts_with("export CARGO_TARGET_DIR="));
    }

    #[test]
    fn what_is_missing_names_its_package() {
        let check = tool("make", "COOLBPF_NO_SUCH_VARIABLE", "coolbpf-no-such-program", "make");
        assert_eq!(check.found, "there is no `coolbpf-no-such-program` on PATH");
        assert_eq!(check.mend.as_deref(), Some("apt-get install make"));
        let check = headers("coolbpf-no-such-library", "libx-dev");
        assert!(check.mend.unwrap().starts_with("apt-get install libx-dev; or use the feature `vendored`"));
    }
}
