//! Which compile servers a build may ask. Nothing is sent anywhere that the rules of this file don't allow.

use std::fs;

use coolbpf_contract::{ServerUrl, WorkspaceMetadata};

use crate::origin::{PackageOrigin, Policy, is_on};
use crate::package::Package;
use crate::{Error, Result};

/// The variables of the environment that decide which servers are asked.
pub(crate) const VARIABLES: [&str; 4] = ["COOLBPF_SERVER", "COOLBPF_OFFLINE", "CARGO_NET_OFFLINE", "DOCS_RS"];

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
}

/// Servers that somebody names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Where they are named, as a sentence's subject.
    pub(crate) by: String,
    /// The servers, and what is demanded of their answers.
    pub(crate) workspace: WorkspaceMetadata,
}

impl Servers {
    /// The servers that `COOLBPF_SERVER` names, else those of the workspace that the package is in. Demands
    /// are the workspace's in both cases.
    ///
    /// # Errors
    /// Where the variable or the workspace's metadata is wrong.
    pub(crate) fn of(
        variable: impl Fn(&str) -> Option<String>,
        package: &Package,
        policy: Policy,
    ) -> Result<Self> {
        // A package that somebody else wrote has no say in where its sources go, and neither has its user: they may
        // enable the feature `remote` for other packages.
        if policy.package == PackageOrigin::Distributed || policy.from_source {
            return Ok(Self::default());
        }
        let mut workspace = WorkspaceMetadata::default();
        let mut by = String::new();
        if let Some(root) = &package.root_manifest {
            let context = |error: &dyn std::fmt::Display| Error::new(format!("{}: {error}", root.display()));
            let text = fs::read_to_string(root).map_err(|error| context(&error))?;
            workspace = WorkspaceMetadata::from_manifest(&text).map_err(|error| context(&error))?;
            by = format!("[workspace.metadata.coolbpf] in {}", root.display());
        }
        let chosen = variable("COOLBPF_SERVER").filter(|text| !text.trim().is_empty());
        if let Some(chosen) = chosen {
            let urls: Result<Vec<ServerUrl>, _> = chosen.split_whitespace().map(str::parse).collect();
            workspace.servers = urls.map_err(|error| {
                Error::new(format!("COOLBPF_SERVER, which names servers with spaces between them: {error}"))
            })?;
            "COOLBPF_SERVER".clone_into(&mut by);
        }
        if workspace.servers.is_empty() {
            return Ok(Self::default());
        }
        let offline = OFFLINE.into_iter().find(|name| is_on(variable(name)));
        let barred = match offline {
            Some(name) => Some(format!("{by} names compile servers, and {name} forbids to ask them")),
            None if cfg!(not(feature = "remote")) => Some(without_feature(&by)),
            None => None,
        };
        Ok(Self { named: Some(Named { by, workspace }), barred })
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

/// What to do where servers are named and this crate can't ask any.
fn without_feature(by: &str) -> String {
    let form = if cfg!(feature = "compile") { "" } else { " without `default-features = false`" };
    format!(
        "{by} names compile servers, and this build script can't ask them: coolbpf-build is built without its feature \
         `remote`; write coolbpf-build = {{ version = \"{}\", features = [\"remote\"] }}{form} under \
         [build-dependencies]",
        env!("CARGO_PKG_VERSION")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "[workspace.metadata.coolbpf]\nservers = [\"https://one\", \"https://two\"]\n";

    fn servers(root: &str, variables: &[(&str, &str)], origin: PackageOrigin) -> Result<Servers> {
        let tree = tempfile::tempdir().unwrap();
        fs::create_dir(tree.path().join("x")).unwrap();
        fs::write(tree.path().join("Cargo.toml"), format!("[workspace]\n{root}")).unwrap();
        fs::write(tree.path().join("x/Cargo.toml"), "[package]\nname = \"x\"\n").unwrap();
        let package = Package::read(&tree.path().join("x")).unwrap();
        let variable = |name: &str| {
            let value = variables.iter().find(|(variable, _)| *variable == name);
            value.map(|(_, value)| (*value).to_owned())
        };
        let policy = Policy::new(variable, origin).unwrap();
        Servers::of(variable, &package, policy)
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

    #[cfg(not(feature = "remote"))]
    #[test]
    fn without_the_feature_the_way_to_get_it_is_told() {
        let servers = local(ROOT, &[]);
        assert_eq!(servers.to_ask(), None);
        let barred = servers.barred().unwrap();
        assert!(barred.contains("features = [\"remote\"]") && barred.contains("Cargo.toml"), "{barred}");
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
