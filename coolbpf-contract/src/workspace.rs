//! What a workspace says about the compile servers that its packages may ask, whom it believes, and what it demands.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::toml_text::{self, Table};
use crate::{Error, Result, ServerUrl};

/// The table `[workspace.metadata.coolbpf]` of a root manifest. It chooses who compiles, never what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkspaceMetadata {
    /// The compile servers, in the order in which they are asked.
    pub servers: Vec<ServerUrl>,
    /// The keys of the builders that are believed. Where there is one, an answer without a signature of one of
    /// them is refused.
    pub keys: Vec<BuilderKey>,
    /// The oldest compiler whose objects are taken.
    pub minimum_toolchain: Option<MinimumToolchain>,
    /// The age from which on a signature counts no more.
    pub maximum_age: Option<Duration>,
    /// Whether vendored objects need a signature of one of the keys.
    pub require_signed: bool,
    /// How many independent compilers `cargo coolbpf verify --rebuild` wants to give the same bytes.
    pub quorum: Option<u32>,
    /// The compiler that `cargo coolbpf vendor` is to use.
    pub toolchain: Option<WantedToolchain>,
    /// The kernels that `cargo coolbpf matrix` runs the programs on, as its `--kernel` names them.
    pub matrix: Vec<String>,
    /// What the objects of packages that come from a registry or a git repository must meet.
    pub dependencies: DependencyDemands,
}

/// What `cargo coolbpf audit` demands of objects that dependencies bring.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DependencyDemands {
    /// Builders that are believed beside those of the workspace.
    pub keys: Vec<BuilderKey>,
    /// Whether each object needs a signature of a believed key.
    pub require_signed: bool,
    /// The oldest compiler whose objects are taken.
    pub minimum_toolchain: Option<MinimumToolchain>,
}

impl WorkspaceMetadata {
    /// Reads `[workspace.metadata.coolbpf]` from the text of a `Cargo.toml`; it is empty where there is no such table.
    ///
    /// # Errors
    /// Where the text is no TOML, or the table holds unknown keys or wrong values.
    pub fn from_manifest(manifest: &str) -> Result<Self> {
        toml_text::read(manifest, |mut root| {
            let Some(mut workspace) = root.table("workspace")? else { return Ok(Self::default()) };
            let Some(mut all) = workspace.table("metadata")? else { return Ok(Self::default()) };
            let Some(mut table) = all.table("coolbpf")? else { return Ok(Self::default()) };
            let at = table.at().to_owned();
            let metadata = Self {
                servers: parsed(&format!("{at}.servers"), table.texts("servers")?)?,
                keys: parsed(&format!("{at}.keys"), table.texts("keys")?)?,
                minimum_toolchain: table.optional("minimum-toolchain")?,
                maximum_age: table.optional::<Age>("maximum-age")?.map(|age| age.0),
                require_signed: table.flag("require-signed")?,
                quorum: table.optional_number("quorum")?,
                toolchain: table.optional("toolchain")?,
                matrix: table.texts("matrix")?.into_iter().map(str::to_owned).collect(),
                dependencies: match table.table("dependencies")? {
                    Some(dependencies) => DependencyDemands::read(dependencies)?,
                    None => DependencyDemands::default(),
                },
            };
            table.finish()?;
            let no_key = |key: &str, what: &str| {
                Err(Error::new(format!(
                    "`{at}.{key}` is judged by {what}, and `{at}.keys` names no builder's key"
                )))
            };
            if metadata.keys.is_empty() {
                if metadata.maximum_age.is_some() {
                    return no_key("maximum-age", "what a builder signs");
                }
                if metadata.require_signed {
                    return no_key("require-signed", "the builders' keys");
                }
                if metadata.dependencies.require_signed && metadata.dependencies.keys.is_empty() {
                    return no_key("dependencies.require-signed", "the builders' keys");
                }
            }
            if metadata.quorum == Some(0) {
                return Err(Error::new(format!("`{at}.quorum` should be at least 1")));
            }
            Ok(metadata)
        })
    }
}

impl DependencyDemands {
    fn read(mut table: Table<'_>) -> Result<Self> {
        let at = table.at().to_owned();
        let demands = Self {
            keys: parsed(&format!("{at}.keys"), table.texts("keys")?)?,
            require_signed: table.flag("require-signed")?,
            minimum_toolchain: table.optional("minimum-toolchain")?,
        };
        table.finish()?;
        Ok(demands)
    }
}

pub(crate) fn parsed<T: FromStr<Err = Error>>(at: &str, texts: Vec<&str>) -> Result<Vec<T>> {
    texts
        .into_iter()
        .map(|text| text.parse().map_err(|error: Error| error.context(format!("`{at}`"))))
        .collect()
}

/// The public key of a builder, in minisign's form: 56 characters of base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuilderKey(String);

impl BuilderKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BuilderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BuilderKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_base64 = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
        // The first two bytes say Ed25519, and so does `RW`.
        if text.len() == 56 && text.starts_with("RW") && is_base64 {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::new(format!(
            "`{}` is no public key of minisign, which is 56 characters long and starts with RW; it is the second line \
             of the file that `coolbpf-server keygen` or minisign wrote",
            text.chars().filter(|c| !c.is_control()).take(80).collect::<String>()
        )))
    }
}

/// A lower bound for toolchains, as in `clang 19.1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinimumToolchain(ClangVersion);

impl MinimumToolchain {
    /// Whether the toolchain with this id, as in `clang 19.1.7 (3~deb12u1)`, is no older.
    #[must_use]
    pub fn allows(&self, toolchain: &str) -> bool {
        let wanted = &self.0.numbers;
        // Numbers that are missing are 0.
        numbers_of(toolchain).is_some_and(|has| {
            let number = |index: usize| has.get(index).copied().unwrap_or(0);
            (0..wanted.len()).map(number).ge(wanted.iter().copied())
        })
    }
}

/// The compiler that a team has agreed on, as in `clang 19.1`: each release that begins with these numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedToolchain(ClangVersion);

impl WantedToolchain {
    /// Whether the toolchain with this id, as in `clang 19.1.7 (3~deb12u1)`, is one of them.
    #[must_use]
    pub fn allows(&self, toolchain: &str) -> bool {
        numbers_of(toolchain).is_some_and(|has| has.starts_with(&self.0.numbers))
    }
}

/// `clang ` and some numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ClangVersion {
    text: String,
    numbers: Vec<u32>,
}

/// The numbers in a toolchain's id, at least one.
fn numbers_of(toolchain: &str) -> Option<Vec<u32>> {
    let version = toolchain.strip_prefix("clang ")?;
    let end = version.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(version.len());
    let numbers: Vec<u32> = version.get(..end)?.split('.').map_while(|number| number.parse().ok()).collect();
    (!numbers.is_empty()).then_some(numbers)
}

impl FromStr for ClangVersion {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let numbers = text.strip_prefix("clang ").map(|version| version.split('.').map(str::parse).collect());
        match numbers {
            Some(Ok(numbers)) => Ok(Self { text: text.to_owned(), numbers }),
            _ => Err(Error::new("it should be like `clang 19` or `clang 19.1.7`")),
        }
    }
}

macro_rules! is_a_clang_version {
    ($($kind:ident),*) => {$(
        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0.text)
            }
        }

        impl FromStr for $kind {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                text.parse().map(Self)
            }
        }
    )*};
}

is_a_clang_version!(MinimumToolchain, WantedToolchain);

/// A number of hours or days.
struct Age(Duration);

impl FromStr for Age {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let age = text.split_once(' ').and_then(|(number, unit)| {
            let hours: u64 = match unit {
                "hour" | "hours" => 1,
                "day" | "days" => 24,
                _ => return None,
            };
            let seconds = number.parse::<u32>().ok().map(u64::from)?.checked_mul(hours * 3600)?;
            (seconds > 0).then(|| Self(Duration::from_secs(seconds)))
        });
        age.ok_or_else(|| Error::new("it should be like `12 hours` or `30 days`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

    fn read(table: &str) -> Result<WorkspaceMetadata> {
        WorkspaceMetadata::from_manifest(&format!("[workspace.metadata.coolbpf]\n{table}\n"))
    }

    #[test]
    fn servers_keys_and_demands_are_read() {
        let metadata = read(&format!(
            "servers = [\"https://one\", \"https://two/\"]\nkeys = [\"{KEY}\"]\nminimum-toolchain = \"clang 19.1\"\n\
             maximum-age = \"30 days\""
        ))
        .unwrap();
        let servers: Vec<&str> = metadata.servers.iter().map(ServerUrl::as_str).collect();
        assert_eq!(servers, ["https://one", "https://two"]);
        assert_eq!(metadata.keys[0].as_str(), KEY);
        assert_eq!(metadata.minimum_toolchain.unwrap().to_string(), "clang 19.1");
        assert_eq!(metadata.maximum_age, Some(Duration::from_secs(30 * 86_400)));
    }

    #[test]
    fn the_kernels_of_the_matrix_are_read() {
        assert_eq!(read("matrix = [\"5.10\", \"newest\"]").unwrap().matrix, ["5.10", "newest"]);
    }

    #[test]
    fn a_manifest_without_the_table_names_nobody() {
        for manifest in
            ["", "[package]\nname = \"x\"", "[workspace]", "[workspace.metadata.other]\nservers = 1"]
        {
            assert_eq!(WorkspaceMetadata::from_manifest(manifest), Ok(WorkspaceMetadata::default()));
        }
    }

    #[test]
    fn unknown_keys_and_wrong_values_name_their_place() {
        for (bad, expected) in [
            ("server = \"https://one\"", "`workspace.metadata.coolbpf.server` is unknown"),
            ("cpu = \"v3\"", "`workspace.metadata.coolbpf.cpu` is unknown"),
            ("servers = \"https://one\"", "`workspace.metadata.coolbpf.servers` should be an array"),
            ("matrix = [5.10]", "`workspace.metadata.coolbpf.matrix` should be"),
            ("servers = [\"one\"]", "`workspace.metadata.coolbpf.servers`: the address of a compile server"),
            ("keys = [\"RWQ\"]", "`workspace.metadata.coolbpf.keys`: `RWQ` is no public key"),
            ("minimum-toolchain = \"19\"", "`workspace.metadata.coolbpf.minimum-toolchain`: it should be"),
            ("maximum-age = \"0 days\"", "`workspace.metadata.coolbpf.maximum-age`: it should be"),
            ("maximum-age = \"1 day\"", "`workspace.metadata.coolbpf.maximum-age` is judged by"),
            ("require-signed = true", "`workspace.metadata.coolbpf.require-signed` is judged by"),
            ("require-signed = 1", "`workspace.metadata.coolbpf.require-signed` should be true or false"),
            ("quorum = 0", "`workspace.metadata.coolbpf.quorum` should be at least 1"),
            ("toolchain = \"gcc 14\"", "`workspace.metadata.coolbpf.toolchain`: it should be"),
            ("dependencies.key = []", "`workspace.metadata.coolbpf.dependencies.key` is unknown"),
            (
                "dependencies.require-signed = true",
                "`workspace.metadata.coolbpf.dependencies.require-signed` is judged by",
            ),
        ] {
            let error = read(bad).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{bad}: {error}");
        }
    }

    #[test]
    fn a_minimum_compares_numbers_and_takes_no_other_compiler() {
        for (minimum, toolchain, allowed) in [
            ("clang 19", "clang 19.1.7 (3~deb12u1)", true),
            ("clang 19.1.7", "clang 19.1.7", true),
            ("clang 19.1.8", "clang 19.1.7", false),
            ("clang 9", "clang 19.1.7", true),
            ("clang 19.0", "clang 19", true),
            ("clang 19.1", "clang 19", false),
            ("clang 14", "clang 14.0.6-1ubuntu1", true),
            ("clang 14", "gcc 14.2.0", false),
            ("clang 14", "clang next", false),
        ] {
            let minimum: MinimumToolchain = minimum.parse().unwrap();
            assert_eq!(minimum.allows(toolchain), allowed, "{minimum} {toolchain}");
        }
    }

    #[test]
    fn a_wanted_toolchain_is_each_release_that_begins_with_its_numbers() {
        for (wanted, toolchain, allowed) in [
            ("clang 19", "clang 19.1.7 (3~deb12u1)", true),
            ("clang 19.1", "clang 19.1.7 (3~deb12u1)", true),
            ("clang 19.1.7", "clang 19.1.7", true),
            ("clang 19.1", "clang 19.2.0", false),
            ("clang 1", "clang 19.1.7", false),
            ("clang 19.1", "clang 19", false),
            ("clang 19", "gcc 19", false),
        ] {
            let wanted: WantedToolchain = wanted.parse().unwrap();
            assert_eq!(wanted.allows(toolchain), allowed, "{wanted} {toolchain}");
        }
    }

    #[test]
    fn demands_on_objects_are_read() {
        let metadata = read(&format!(
            "keys = [\"{KEY}\"]\nrequire-signed = true\nquorum = 2\ntoolchain = \"clang 19\"\n\
             [workspace.metadata.coolbpf.dependencies]\nrequire-signed = true\nminimum-toolchain = \"clang 17\""
        ))
        .unwrap();
        assert!(metadata.require_signed && metadata.dependencies.require_signed);
        assert_eq!(metadata.quorum, Some(2));
        assert_eq!(metadata.toolchain.unwrap().to_string(), "clang 19");
        assert_eq!(metadata.dependencies.minimum_toolchain.unwrap().to_string(), "clang 17");
    }
}
