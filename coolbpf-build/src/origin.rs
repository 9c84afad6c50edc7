//! The rules by which a build chooses between a vendored object and a compile.

use std::path::Path;

use coolbpf_contract::{Arch, NamedKernel, Pin};

use crate::vendored::{MEND, Vendored, mend_for};
use crate::{Error, Result};

/// What the build's surroundings allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Policy {
    /// `COOLBPF_LOCKED`: nothing but vendored objects.
    pub(crate) locked: bool,
    /// `COOLBPF_FROM_SOURCE`: no vendored objects.
    pub(crate) from_source: bool,
    /// Where the package comes from.
    pub(crate) package: PackageOrigin,
}

/// Where a package comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PackageOrigin {
    /// A directory that its user works in.
    Local,
    /// A registry or a git repository, through cargo.
    Distributed,
}

/// What to do for one program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Use the vendored object.
    Vendored,
    /// Compile.
    Compile {
        /// What the user should know if that goes well.
        notice: Option<String>,
        /// Why it is needed, for the case that there is no compiler.
        because: String,
    },
    /// Do neither, for this reason.
    Refuse(String),
}

impl Policy {
    /// # Errors
    /// Where `COOLBPF_LOCKED` and `COOLBPF_FROM_SOURCE` are both set.
    pub(crate) fn new(variable: impl Fn(&str) -> Option<String>, package: PackageOrigin) -> Result<Self> {
        let locked = is_on(variable("COOLBPF_LOCKED"));
        let from_source = is_on(variable("COOLBPF_FROM_SOURCE"));
        let policy = Self { locked, from_source, package };
        if policy.locked && policy.from_source {
            return Err(Error::new(
                "COOLBPF_LOCKED allows vendored objects only, and COOLBPF_FROM_SOURCE allows none; unset one of them",
            ));
        }
        Ok(policy)
    }

    /// What to say of the vendored types of kernels, for a package that names `kernels` now.
    ///
    /// # Errors
    /// Where nobody would mend that they are for others.
    pub(crate) fn kernels(self, pin: &Pin, kernels: &[NamedKernel], name: &str) -> Result<Option<String>> {
        let named = (!kernels.is_empty()).then(|| NamedKernel::digest_of(kernels));
        if pin.kernels.map(|pinned| pinned.named) == named {
            return Ok(None);
        }
        let stale = format!("{name} is for other kernels than `kernels` of package.metadata.coolbpf names");
        if self.locked || self.package == PackageOrigin::Distributed {
            return Err(Error::new(format!("{stale}; {MEND}")));
        }
        Ok(Some(format!("{stale}; `cargo coolbpf vendor` is due")))
    }

    /// Chooses, given what is vendored for `arch`. `pin` is how the program's pin is named in messages.
    pub(crate) fn choose(self, vendored: &Result<Vendored>, pin: &str, arch: Arch) -> Choice {
        let compile = |notice: Option<String>, because: String| Choice::Compile { notice, because };
        if self.from_source {
            return compile(None, "COOLBPF_FROM_SOURCE is set, so vendored objects are not used".to_owned());
        }
        let stale = format!("{pin} is stale: the sources or options have changed since it was made");
        match vendored {
            Err(error) => Choice::Refuse(error.to_string()),
            Ok(Vendored::Fresh(_)) => Choice::Vendored,
            Ok(Vendored::Stale(_)) if self.locked => {
                Choice::Refuse(format!("{stale}, and COOLBPF_LOCKED allows vendored objects only; {MEND}"))
            }
            Ok(Vendored::Stale(_)) if self.package == PackageOrigin::Distributed => Choice::Refuse(format!(
                "{stale}, and in a package from a registry or a git repository that is an error of the package. Its \
                 author should run `cargo coolbpf vendor` before publishing; COOLBPF_FROM_SOURCE=1 compiles it with \
                 the local clang"
            )),
            Ok(Vendored::Stale(_)) => compile(Some(format!("{stale}; `cargo coolbpf vendor` is due")), stale),
            Ok(Vendored::Absent) if self.locked => Choice::Refuse(format!(
                "there is no {pin}, and COOLBPF_LOCKED allows vendored objects only; {}",
                mend_for(arch)
            )),
            Ok(Vendored::Absent) => compile(None, format!("there is no {pin}")),
        }
    }
}

/// Whether a variable of the environment says yes.
pub(crate) fn is_on(value: Option<String>) -> bool {
    value.is_some_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

impl PackageOrigin {
    /// Where the package in `directory` comes from.
    pub(crate) fn of(directory: &Path, cargo_home: Option<&Path>) -> Self {
        // Cargo writes these into what it packages and vendors.
        let is_marked = [".cargo_vcs_info.json", ".cargo-checksum.json"]
            .into_iter()
            .any(|marker| directory.join(marker).exists());
        // And this one into what it unpacks and checks out, where a package may lie deeper in a repository.
        let is_unpacked = directory.ancestors().any(|ancestor| ancestor.join(".cargo-ok").exists());
        let is_distributed = Self::is_downloaded(directory, cargo_home) || is_marked || is_unpacked;
        if is_distributed { Self::Distributed } else { Self::Local }
    }

    /// Whether the directory is one that Cargo downloads to. No file in a package can make it one.
    pub(crate) fn is_downloaded(directory: &Path, cargo_home: Option<&Path>) -> bool {
        let is_in_cargo_home = cargo_home.is_some_and(|home| {
            ["registry", "git"].into_iter().any(|below| directory.starts_with(home.join(below)))
        });
        is_in_cargo_home || directory.ancestors().any(is_download)
    }
}

/// Whether a directory is where Cargo unpacks one registry or checks out one repository, as in
/// `registry/src/NAME-0123456789abcdef` and `git/checkouts/NAME-0123456789abcdef`, wherever its home is.
fn is_download(directory: &Path) -> bool {
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let (own, mut above) = (name(directory), directory.ancestors().skip(1).map(name));
    let kind = (above.next().unwrap_or_default(), above.next().unwrap_or_default());
    let is_place = kind == ("src".into(), "registry".into()) || kind == ("checkouts".into(), "git".into());
    let is_hash = |hash: &str| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_place && own.rsplit_once('-').is_some_and(|(_, hash)| is_hash(hash))
}

#[cfg(test)]
mod tests {
    use coolbpf_contract::{BINDINGS_VERSION, Digest};

    use super::*;
    use crate::vendored::Fresh;

    const PIN: &str = "coolbpf-vendor/x.x86_64.toml";

    fn pin() -> Pin {
        let digest = Digest::of(b"");
        Pin {
            program: "x".parse().unwrap(),
            arch: Arch::X86_64,
            source: digest,
            request: digest,
            bundle: digest,
            toolchain: String::new(),
            builder: coolbpf_contract::BuilderId::local(),
            time: None,
            signatures: Vec::new(),
            object: digest,
            bindings: digest,
            bindings_version: BINDINGS_VERSION,
            bindings_by: None,
            kernels: None,
        }
    }

    fn stale() -> Result<Vendored> {
        Ok(Vendored::Stale(pin()))
    }

    fn fresh() -> Result<Vendored> {
        Ok(Vendored::Fresh(Fresh {
            pin: pin(),
            object: Vec::new(),
            bindings: String::new(),
            kernel_types: None,
        }))
    }

    fn policy(variables: &[&str], package: PackageOrigin) -> Policy {
        Policy::new(|name| variables.contains(&name).then(|| "1".to_owned()), package).unwrap()
    }

    #[test]
    fn a_fresh_object_is_used_wherever_the_package_comes_from() {
        for package in [PackageOrigin::Local, PackageOrigin::Distributed] {
            for variables in [&[][..], &["COOLBPF_LOCKED"]] {
                assert_eq!(policy(variables, package).choose(&fresh(), PIN, Arch::X86_64), Choice::Vendored);
            }
        }
    }

    #[test]
    fn a_stale_object_is_compiled_anew_with_a_notice_in_a_local_package_only() {
        let choice = policy(&[], PackageOrigin::Local).choose(&stale(), PIN, Arch::X86_64);
        let Choice::Compile { notice: Some(notice), .. } = choice else { panic!("{choice:?}") };
        assert!(notice.contains("is stale") && notice.contains("`cargo coolbpf vendor` is due"), "{notice}");
        for (variables, package, says) in [
            (&["COOLBPF_LOCKED"][..], PackageOrigin::Local, "run `cargo coolbpf vendor`"),
            (&[], PackageOrigin::Distributed, "COOLBPF_FROM_SOURCE=1"),
        ] {
            let choice = policy(variables, package).choose(&stale(), PIN, Arch::X86_64);
            let Choice::Refuse(reason) = choice else { panic!("{choice:?}") };
            assert!(reason.contains("is stale") && reason.contains(says), "{reason}");
        }
    }

    #[test]
    fn where_nothing_is_vendored_it_is_compiled_unless_the_build_is_locked() {
        for package in [PackageOrigin::Local, PackageOrigin::Distributed] {
            let choice = policy(&[], package).choose(&Ok(Vendored::Absent), PIN, Arch::X86_64);
            assert!(matches!(choice, Choice::Compile { notice: None, .. }), "{choice:?}");
        }
        // On a machine of another architecture, the plain command would vendor nothing for this one.
        let choice = policy(&["COOLBPF_LOCKED"], PackageOrigin::Local).choose(
            &Ok(Vendored::Absent),
            PIN,
            Arch::Aarch64,
        );
        let Choice::Refuse(reason) = choice else { panic!("{choice:?}") };
        assert!(reason.contains("run `cargo coolbpf vendor --target aarch64`"), "{reason}");
    }

    #[test]
    fn what_is_wrong_with_vendored_files_is_an_error_unless_they_are_not_used() {
        let broken = || Err(Error::new("altered"));
        let local = PackageOrigin::Local;
        assert_eq!(policy(&[], local).choose(&broken(), PIN, Arch::X86_64), Choice::Refuse("altered".into()));
        for vendored in [broken(), fresh(), stale(), Ok(Vendored::Absent)] {
            let choice = policy(&["COOLBPF_FROM_SOURCE"], local).choose(&vendored, PIN, Arch::X86_64);
            assert!(matches!(choice, Choice::Compile { notice: None, .. }), "{choice:?}");
        }
    }

    #[test]
    fn variables_count_unless_they_are_empty_or_say_no() {
        for (value, on) in [("1", true), ("yes", true), ("", false), ("0", false), ("false", false)] {
            let read = |name: &str| (name == "COOLBPF_LOCKED").then(|| value.to_owned());
            assert_eq!(Policy::new(read, PackageOrigin::Local).unwrap().locked, on, "{value}");
        }
        let both = Policy::new(|_| Some("1".into()), PackageOrigin::Local);
        assert!(both.unwrap_err().to_string().contains("unset one of them"));
    }

    #[test]
    fn packages_that_cargo_unpacked_are_distributed() {
        let root = tempfile::tempdir().unwrap();
        let of = |directory: &str| {
            let directory = root.path().join(directory);
            std::fs::create_dir_all(&directory).unwrap();
            PackageOrigin::of(&directory, Some(&root.path().join("cargo")))
        };
        assert_eq!(of("work/x"), PackageOrigin::Local);
        assert_eq!(of("cargo/registry/src/index/x-0.1.0"), PackageOrigin::Distributed);
        assert_eq!(of("cargo/git/checkouts/x/abc"), PackageOrigin::Distributed);
        std::fs::create_dir_all(root.path().join("vendor/x")).unwrap();
        std::fs::write(root.path().join("vendor/x/.cargo-checksum.json"), "{}").unwrap();
        assert_eq!(of("vendor/x"), PackageOrigin::Distributed);
    }

    #[test]
    fn what_cargo_downloaded_is_distributed_without_knowing_where_its_home_is() {
        let root = tempfile::tempdir().unwrap();
        let of = |directory: &str| {
            let directory = root.path().join(directory);
            std::fs::create_dir_all(&directory).unwrap();
            PackageOrigin::of(&directory, None)
        };
        for (directory, origin) in [
            ("home/git/checkouts/x-0123456789abcdef/abc1234/crates/inner", PackageOrigin::Distributed),
            ("home/registry/src/index-0123456789abcdef/x-0.1.0", PackageOrigin::Distributed),
            ("registry/src/index", PackageOrigin::Local),
            ("git/checkouts/x/inner", PackageOrigin::Local),
        ] {
            assert_eq!(of(directory), origin, "{directory}");
        }
        std::fs::create_dir_all(root.path().join("checkout")).unwrap();
        std::fs::write(root.path().join("checkout/.cargo-ok"), "").unwrap();
        assert_eq!(of("checkout/crates/inner"), PackageOrigin::Distributed);
    }
}
