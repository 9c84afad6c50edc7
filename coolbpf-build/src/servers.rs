//! Which compile servers a build may ask. Nothing is sent anywhere that the rules of this file don't allow.

use std::fs;
use std::path::{Path, PathBuf};

use coolbpf_contract::{MinimumToolchain, ServerUrl, WorkspaceMetadata};

use crate::origin::{PackageOrigin, Policy, is_on};
use crate::package::Package;
use crate::script::cargo_home;
use crate::{Error, Result, trust, workspace};

/// The variables of the environment that decide which servers are asked, and how they are reached. Cargo keeps the value of each in
/// the target directory, so those that may hold a secret are not among them: `COOLBPF_TOKEN`, and the addresses of proxies.
pub(crate) const VARIABLES: [&str; 9] = [
    "COOLBPF_SERVER",
    "COOLBPF_OFFLINE",
    "CARGO_NET_OFFLINE",
    "DOCS_RS",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NO_PROXY",
    "no_proxy",
    "XDG_CONFIG_HOME",
];

/// How `cargo coolbpf` forbids the network.
pub(crate) const OFFLINE_FLAG: &str = "--offline";

/// What forbids the network: that flag, and variables.
const OFFLINE: [&str; 4] = [OFFLINE_FLAG, "COOLBPF_OFFLINE", "CARGO_NET_OFFLINE", "DOCS_RS"];

/// The compile servers of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Servers {
    named: Option<Named>,
    /// Why they are not asked.
    barred: Option<String>,
    /// The oldest compiler whose objects are taken, wherever it runs.
    minimum_toolchain: Option<MinimumToolchain>,
}

/// Servers that somebody names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Where they are named, as a sentence's subject.
    pub(crate) by: String,
    /// Whether that is `COOLBPF_SERVER`.
    pub(crate) by_variable: bool,
    /// The servers, and what is demanded of their answers.
    pub(crate) workspace: WorkspaceMetadata,
}

/// Who wants to ask.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Asker<'a> {
    /// A build script, with its `OUT_DIR`.
    BuildScript(&'a Path),
    /// A build script that may run later, in the package's own workspace.
    #[cfg(feature = "compile")]
    NextBuild,
    /// `cargo coolbpf`, which its user has started.
    #[cfg(feature = "compile")]
    Tool,
}

impl Asker<'_> {
    /// Whether the package's workspace is the one that its user works in.
    pub(crate) fn is_in_root(self, package: &Package) -> bool {
        let root = package.root_manifest.as_deref().and_then(Path::parent).unwrap_or(&package.directory);
        match self {
            Self::BuildScript(out) => workspace::is_being_built(root, out, cargo_home().as_deref()),
            #[cfg(feature = "compile")]
            Self::NextBuild | Self::Tool => true,
        }
    }

    /// The root manifest of the workspace that is being built, where that is known and is not the package's.
    pub(crate) fn other_root(self, package: &Package) -> Option<PathBuf> {
        match self {
            Self::BuildScript(out) if !self.is_in_root(package) => {
                workspace::being_built(out, cargo_home().as_deref())
            }
            _ => None,
        }
    }

    /// Whether the asker has the feature `remote`, and not only because another package names it.
    fn has_feature(self, package: &Package, variable: impl Fn(&str) -> Option<String>) -> bool {
        let is_enabled = |feature: &str| {
            variable(&format!("CARGO_FEATURE_{}", feature.to_uppercase().replace('-', "_"))).is_some()
        };
        cfg!(feature = "remote")
            && match self {
                Self::BuildScript(_) => package.form.remote(is_enabled),
                // Which features it is built with is not known yet.
                #[cfg(feature = "compile")]
                Self::NextBuild => package.form.remote(|_| true),
                #[cfg(feature = "compile")]
                Self::Tool => true,
            }
    }
}

impl Servers {
    /// The servers that `COOLBPF_SERVER` names, else those of the workspace that is being built. Demands
    /// are the workspace's in both cases.
    ///
    /// # Errors
    /// Where the variable or the workspace's metadata is wrong.
    pub(crate) fn of(
        variable: impl Fn(&str) -> Option<String>,
        package: &Package,
        policy: Policy,
        asker: Asker<'_>,
    ) -> Result<Self> {
        // A package that somebody else wrote has no say in where its sources go, and neither has its user: they may
        // enable the feature `remote` for other packages.
        if policy.package == PackageOrigin::Distributed {
            return Ok(Self::default());
        }
        let mut workspace = WorkspaceMetadata::default();
        let mut by = String::new();
        let is_in_root = asker.is_in_root(package);
        if let Some(root) = &package.root_manifest {
            let context = |error: &dyn std::fmt::Display| Error::new(format!("{}: {error}", root.display()));
            let read = fs::read_to_string(root)
                .map_err(|error| context(&error))
                .and_then(|text| WorkspaceMetadata::from_manifest(&text).map_err(|error| context(&error)));
            // Another workspace's own settings need not even be right.
            workspace = if is_in_root { read? } else { read.unwrap_or_default() };
            by = format!("[workspace.metadata.coolbpf] in {}", root.display());
        }
        let minimum_toolchain = match asker.other_root(package) {
            Some(root) => trust::read(&root)?.minimum_toolchain,
            None => workspace.minimum_toolchain.clone().filter(|_| is_in_root),
        };
        if policy.from_source {
            return Ok(Self { minimum_toolchain, ..Self::default() });
        }
        let chosen = variable("COOLBPF_SERVER").filter(|text| !text.trim().is_empty());
        let by_variable = chosen.is_some();
        if let Some(chosen) = chosen {
            let urls: Result<Vec<ServerUrl>, _> = chosen.split_whitespace().map(str::parse).collect();
            workspace.servers = urls.map_err(|error| {
                Error::new(format!("COOLBPF_SERVER, which names servers with spaces between them: {error}"))
            })?;
            "COOLBPF_SERVER".clone_into(&mut by);
        }
        if workspace.servers.is_empty() {
            return Ok(Self { minimum_toolchain, ..Self::default() });
        }
        let offline = OFFLINE.into_iter().find(|name| is_on(variable(name)));
        let barred = match offline {
            Some(name) => Some(format!("{by} names compile servers, and {name} forbids to ask them")),
            None if !is_in_root => Some(outside_of_root(&by, package)),
            None if !asker.has_feature(package, variable) => Some(without_feature(&by, package)),
            None => None,
        };
        let named = is_in_root.then_some(Named { by, by_variable, workspace });
        Ok(Self { named, barred, minimum_toolchain })
    }

    /// Says what is wrong where this compiler is older than the workspace demands, wherever it runs.
    pub(crate) fn too_old(&self, toolchain: &str) -> Option<String> {
        let minimum = self.minimum_toolchain.as_ref().filter(|minimum| !minimum.allows(toolchain))?;
        Some(format!(
            "{toolchain} is older than `minimum-toolchain` in [workspace.metadata.coolbpf] demands, which is {minimum}"
        ))
    }

    /// Has nobody asked, for this reason; another one that there is already stays.
    #[cfg(feature = "compile")]
    pub(crate) fn bar(&mut self, why: &str) {
        if let Some(Named { by, .. }) = &self.named {
            self.barred.get_or_insert_with(|| format!("{by} names compile servers, and {why}"));
        }
    }

    /// The servers that somebody names, whether they are asked or not.
    #[cfg(feature = "compile")]
    pub(crate) fn named(&self) -> Option<&Named> {
        self.named.as_ref()
    }

    /// The servers to ask, if any.
    #[cfg(any(feature = "compile", test))]
    pub(crate) fn to_ask(&self) -> Option<&Named> {
        self.named.as_ref().filter(|_| self.barred.is_none())
    }

    /// Why servers that are named are not asked.
    pub(crate) fn barred(&self) -> Option<&str> {
        self.barred.as_deref()
    }

    /// What an object from these servers is kept by: it is another where servers or demands change, and the same
    /// whether they can be asked or not.
    #[cfg(feature = "compile")]
    pub(crate) fn identity(&self) -> String {
        let workspace = self.named.as_ref().map(|named| &named.workspace);
        workspace.map_or_else(
            || "-".into(),
            |named| coolbpf_contract::Digest::of(format!("{named:?}").as_bytes()).to_string(),
        )
    }
}

/// What to do where servers are named and the package's build script is not to ask any.
fn without_feature(by: &str, package: &Package) -> String {
    let form = if package.form.compile { "" } else { " without `default-features = false`" };
    format!(
        "{by} names compile servers, and this build script can't ask them: its package names coolbpf-build without its \
         feature `remote`; write coolbpf-build = {{ version = \"{}\", features = [\"remote\"] }}{form} under \
         [build-dependencies]",
        env!("CARGO_PKG_VERSION")
    )
}

/// What to do where the package may lie in another workspace than the one that is being built.
fn outside_of_root(by: &str, package: &Package) -> String {
    format!(
        "{by} names compile servers, and they are not asked for the package in {}: as far as its build script can tell, it \
         is not in the workspace that is being built, whose root alone says which servers and keys are believed. Make it \
         a member of that workspace, run cargo in the workspace itself, or vendor its objects there by `cargo coolbpf vendor`",
        package.directory.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUT: &str = "target/debug/build/x-1/out";
    const ROOT: &str = "[workspace.metadata.coolbpf]\nservers = [\"https://one\", \"https://two\"]\n";

    const REMOTE: &str =
        "[build-dependencies]\ncoolbpf-build = { version = \"1\", features = [\"remote\"] }\n";

    /// The servers of a package `x` in a workspace `root`, whose build script has this `OUT_DIR` below the workspace.
    fn servers_in(
        root: &str,
        package: &str,
        out: &str,
        variables: &[(&str, &str)],
        origin: PackageOrigin,
    ) -> Result<Servers> {
        let tree = tempfile::tempdir().unwrap();
        let out = tree.path().join(out);
        fs::create_dir_all(&out).unwrap();
        fs::create_dir_all(tree.path().join("x")).unwrap();
        fs::write(tree.path().join("Cargo.toml"), format!("[workspace]\n{root}")).unwrap();
        fs::write(tree.path().join("x/Cargo.toml"), format!("[package]\nname = \"x\"\n{package}")).unwrap();
        let package = Package::read(&tree.path().join("x")).unwrap();
        let variable = |name: &str| {
            let value = variables.iter().find(|(variable, _)| *variable == name);
            value.map(|(_, value)| (*value).to_owned())
        };
        let policy = Policy::new(variable, origin).unwrap();
        Servers::of(variable, &package, policy, Asker::BuildScript(&out))
    }

    fn servers(root: &str, variables: &[(&str, &str)], origin: PackageOrigin) -> Result<Servers> {
        servers_in(root, REMOTE, OUT, variables, origin)
    }

    fn local(root: &str, variables: &[(&str, &str)]) -> Servers {
        servers(root, variables, PackageOrigin::Local).unwrap()
    }

    fn urls(servers: &Servers) -> Vec<&str> {
        let named = servers.named.iter().flat_map(|named| &named.workspace.servers);
        named.map(ServerUrl::as_str).collect()
    }

    #[test]
    fn nobody_is_asked_unless_the_workspace_or_the_user_names_them() {
        assert_eq!(local("", &[]), Servers::default());
        assert_eq!(local("", &[("COOLBPF_SERVER", " ")]), Servers::default());
        assert_eq!(urls(&local(ROOT, &[])), ["https://one", "https://two"]);
        let chosen = local(ROOT, &[("COOLBPF_SERVER", "http://127.0.0.1:1 https://three")]);
        assert_eq!(urls(&chosen), ["http://127.0.0.1:1", "https://three"]);
        assert_eq!(urls(&local("", &[("COOLBPF_SERVER", "https://three")])), ["https://three"]);
    }

    #[test]
    fn the_packages_own_metadata_can_not_name_servers() {
        let tree = tempfile::tempdir().unwrap();
        let manifest = "[package]\nname = \"x\"\n[package.metadata.coolbpf]\nservers = [\"https://one\"]\n";
        fs::write(tree.path().join("Cargo.toml"), manifest).unwrap();
        let error = Package::read(tree.path()).unwrap_err().to_string();
        assert!(error.contains("`package.metadata.coolbpf.servers` is unknown"), "{error}");
    }

    #[test]
    fn sources_of_distributed_packages_and_builds_from_source_go_nowhere() {
        let everything = [("COOLBPF_SERVER", "https://three")];
        let of_registry = servers(ROOT, &everything, PackageOrigin::Distributed).unwrap();
        assert_eq!(of_registry, Servers::default());
        let malformed = servers("metadata.coolbpf = 1\n", &everything, PackageOrigin::Distributed);
        assert_eq!(malformed.unwrap(), Servers::default());
        assert_eq!(local(ROOT, &[("COOLBPF_FROM_SOURCE", "1")]), Servers::default());
    }

    #[test]
    fn three_variables_forbid_the_network_and_are_named() {
        for name in OFFLINE {
            let servers = local(ROOT, &[(name, "true")]);
            assert_eq!(servers.to_ask(), None);
            assert!(servers.barred().unwrap().contains(name), "{servers:?}");
            #[cfg(feature = "compile")]
            assert_eq!(
                servers.identity(),
                local(ROOT, &[]).identity(),
                "what was compiled before still serves"
            );
            let allowed = local(ROOT, &[(name, "false")]);
            assert_eq!(allowed.to_ask().is_some(), cfg!(feature = "remote"));
        }
    }

    #[test]
    fn without_the_feature_in_the_packages_own_manifest_the_way_to_get_it_is_told() {
        let feature =
            "[build-dependencies]\ncoolbpf-build = \"1\"\n[features]\nnet = [\"coolbpf-build/remote\"]\n";
        for manifest in ["", "[build-dependencies]\ncoolbpf-build = \"1\"\n", feature] {
            let servers = servers_in(ROOT, manifest, OUT, &[], PackageOrigin::Local).unwrap();
            assert_eq!(servers.to_ask(), None);
            let barred = servers.barred().unwrap();
            assert!(barred.contains("features = [\"remote\"]") && barred.contains("Cargo.toml"), "{barred}");
        }
        let enabled = [("CARGO_FEATURE_NET", "1")];
        let servers = servers_in(ROOT, feature, OUT, &enabled, PackageOrigin::Local).unwrap();
        assert_eq!(servers.to_ask().is_some(), cfg!(feature = "remote"));
    }

    #[test]
    fn a_workspace_that_is_not_being_built_names_neither_servers_nor_keys() {
        let of = |root: &str, variables: &[(&str, &str)]| {
            let out = "x/target/debug/build/x-1/out";
            servers_in(root, REMOTE, out, variables, PackageOrigin::Local).unwrap()
        };
        let own = of(&format!("{ROOT}minimum-toolchain = \"clang 99\"\n"), &[]);
        assert_eq!((own.to_ask(), own.named.as_ref()), (None, None));
        assert!(own.barred().unwrap().contains("not in the workspace that is being built"), "{own:?}");
        assert_eq!(own.minimum_toolchain, None);
        let by_variable = of("", &[("COOLBPF_SERVER", "https://three")]);
        assert!(by_variable.barred().unwrap().starts_with("COOLBPF_SERVER names"), "{by_variable:?}");
        for harmless in ["", "metadata.coolbpf = 1\n"] {
            assert_eq!(of(harmless, &[]), Servers::default());
        }
    }

    #[test]
    fn the_oldest_compiler_is_demanded_of_every_build_of_the_workspace() {
        let root = "[workspace.metadata.coolbpf]\nminimum-toolchain = \"clang 19\"\n";
        for variables in [&[][..], &[("COOLBPF_FROM_SOURCE", "1")], &[("COOLBPF_SERVER", "https://three")]] {
            assert!(local(root, variables).minimum_toolchain.is_some(), "{variables:?}");
        }
        assert_eq!(servers(root, &[], PackageOrigin::Distributed).unwrap(), Servers::default());
    }

    #[test]
    fn wrong_settings_are_errors_that_name_their_place() {
        let error =
            servers(ROOT, &[("COOLBPF_SERVER", "one")], PackageOrigin::Local).unwrap_err().to_string();
        assert!(error.starts_with("COOLBPF_SERVER, which names"), "{error}");
        let error = servers("metadata.coolbpf.servers = [\"one\"]\n", &[], PackageOrigin::Local).unwrap_err();
        assert!(error.to_string().contains("Cargo.toml: `workspace.metadata.coolbpf.servers`"), "{error}");
    }
}
