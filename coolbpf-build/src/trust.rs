//! Whose objects are believed: what the root workspace demands of them, and who signed one.

use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

pub use coolbpf_contract::Keys;
use coolbpf_contract::{
    BuilderKey, MinimumToolchain, Pin, Time, WantedToolchain, WorkspaceMetadata, check_age,
};

use crate::origin::PackageOrigin;
use crate::package::Package;
use crate::script::cargo_home;
use crate::servers::Asker;
use crate::{Error, Result};

/// Where a workspace names the builders that it believes.
pub const KEYS: &str = "`keys` in [workspace.metadata.coolbpf]";

/// What the objects of a package must meet.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    /// The builders that are believed.
    pub keys: Keys,
    /// Whether an object needs a signature of one of them.
    pub require_signed: bool,
    /// The oldest compiler whose objects are taken.
    pub minimum_toolchain: Option<MinimumToolchain>,
    /// The age from which on a signature counts no more.
    pub maximum_age: Option<Duration>,
    /// The compiler that vendored objects are to be made by.
    pub toolchain: Option<WantedToolchain>,
    /// Whether the keys are not those of the root workspace, whose word alone makes a signer a believed one.
    pub foreign: bool,
    /// What another workspace demands as well, in which the package lies; the root workspace's keys do for it, too.
    pub own: Option<Box<Self>>,
}

impl Demands {
    /// What `workspace` demands of its own packages' objects.
    ///
    /// # Errors
    /// Where a key is none.
    pub fn of_workspace(workspace: &WorkspaceMetadata) -> Result<Self> {
        Ok(Self {
            keys: Keys::new(&workspace.keys, KEYS)?,
            require_signed: workspace.require_signed,
            minimum_toolchain: workspace.minimum_toolchain.clone(),
            maximum_age: workspace.maximum_age,
            ..Self::default()
        })
    }

    /// What `workspace` demands of the objects of packages that come from a registry or a git repository.
    ///
    /// # Errors
    /// Where a key is none.
    pub fn of_dependencies(workspace: &WorkspaceMetadata) -> Result<Self> {
        let dependencies = &workspace.dependencies;
        Ok(Self {
            keys: Keys::new(workspace.keys.iter().chain(&dependencies.keys), KEYS)?,
            require_signed: dependencies.require_signed,
            minimum_toolchain: dependencies.minimum_toolchain.clone(),
            ..Self::default()
        })
    }

    /// What a build demands of what is vendored in `package`. It looks at no signature's age: a build that went well does not
    /// begin to fail because time passes. `cargo coolbpf verify` does look.
    ///
    /// A path dependency in a workspace of its own must meet the demands of both: its own and those of the root workspace.
    pub(crate) fn of_build(package: &Package, origin: PackageOrigin, asker: Asker<'_>) -> Result<Self> {
        let workspace = workspace(package, origin, asker)?;
        let own = Self { maximum_age: None, ..Self::of_workspace(&workspace)? };
        let Some(root) = asker.other_root(package).filter(|_| has_a_say(package, origin)) else {
            return Ok(Self { foreign: !asker.is_in_root(package), ..own });
        };
        let root = Self { maximum_age: None, ..Self::of_workspace(&read(&root)?)? };
        let keys = own.keys.clone().with(&root.keys);
        Ok(Self { own: Some(Box::new(Self { keys, ..own })), ..root })
    }

    /// What `cargo coolbpf vendor` demands: what builds do, and the compiler that the team has agreed on.
    #[cfg(feature = "compile")]
    pub(crate) fn of_vendoring(package: &Package, origin: PackageOrigin) -> Result<Self> {
        let asker = Asker::Tool;
        let own = package.metadata.toolchain().cloned();
        let toolchain = own.or(workspace(package, origin, asker)?.toolchain);
        Ok(Self { toolchain, ..Self::of_build(package, origin, asker)? })
    }

    /// Judges a vendored object by its pin, at the time `now`. Gives the key that signed it, if a believed one did.
    ///
    /// # Errors
    /// Where it doesn't meet the demands: which one, and what was found.
    pub fn judge(&self, pin: &Pin, now: Option<Time>) -> Result<Option<&BuilderKey>, Unmet> {
        if let Some(own) = &self.own {
            own.judge(pin, now)?;
        }
        let signer = self.keys.signer(&pin.provenance(), &pin.signatures);
        if self.require_signed && signer.is_none() {
            return Err(if pin.signatures.is_empty() {
                Unmet::Unsigned
            } else {
                Unmet::Signer(pin.signatures.iter().map(|signature| signature.key.clone()).collect())
            });
        }
        if let Some(minimum) =
            self.minimum_toolchain.as_ref().filter(|minimum| !minimum.allows(&pin.toolchain))
        {
            return Err(Unmet::Toolchain { found: pin.toolchain.clone(), minimum: minimum.clone() });
        }
        if let Some(wanted) = self.toolchain.as_ref().filter(|wanted| !wanted.allows(&pin.toolchain)) {
            return Err(Unmet::OtherToolchain { found: pin.toolchain.clone(), wanted: wanted.clone() });
        }
        if let (Some(_), Some(time), Some(now)) = (signer, pin.time, now) {
            check_age(time, now, self.maximum_age).map_err(Unmet::Age)?;
        }
        Ok(signer.filter(|_| !self.foreign))
    }
}

/// What the workspace of a package says: nothing for one that Cargo has downloaded or vendored, unless the workspace names it as
/// its member. Where it isn't known to be the workspace that is being built, it holds all the same, because demands only refuse.
pub(crate) fn workspace(
    package: &Package,
    origin: PackageOrigin,
    asker: Asker<'_>,
) -> Result<WorkspaceMetadata> {
    let Some(root) = package.root_manifest.as_ref().filter(|_| has_a_say(package, origin)) else {
        return Ok(WorkspaceMetadata::default());
    };
    match read(root) {
        // Another workspace's own settings need not even be right.
        Err(_) if root.is_file() && !asker.is_in_root(package) => Ok(WorkspaceMetadata::default()),
        read => read,
    }
}

/// Whether workspaces demand anything of a package's objects in builds: not of one that Cargo has downloaded or vendored, unless
/// its workspace names it as a member.
fn has_a_say(package: &Package, origin: PackageOrigin) -> bool {
    let is_downloaded = PackageOrigin::is_downloaded(&package.directory, cargo_home().as_deref());
    origin == PackageOrigin::Local || package.is_member && !is_downloaded
}

/// What a workspace's root manifest says.
pub(crate) fn read(root: &Path) -> Result<WorkspaceMetadata> {
    let context = |error: &dyn fmt::Display| Error::new(format!("{}: {error}", root.display()));
    let text = fs::read_to_string(root).map_err(|error| context(&error))?;
    WorkspaceMetadata::from_manifest(&text).map_err(|error| context(&error))
}

/// Why an object isn't taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmet {
    /// Nobody signed it.
    Unsigned,
    /// Only others than the believed builders signed it, or no signature is valid: the ids that its signatures claim.
    Signer(Vec<String>),
    /// The compiler is too old.
    Toolchain {
        /// What compiled it.
        found: String,
        /// What is demanded.
        minimum: MinimumToolchain,
    },
    /// It is another compiler than the one that the metadata names.
    OtherToolchain {
        /// What compiled it.
        found: String,
        /// What is demanded.
        wanted: WantedToolchain,
    },
    /// It was signed too long ago, or in the future.
    Age(String),
}

/// What is wrong, as what follows "the object is refused: ".
impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned => f.write_str(
                "it is not signed, and the workspace demands `require-signed`; have a server that signs compile it, or sign it: \
                 `cargo coolbpf vendor --sign KEYFILE`",
            ),
            Self::Signer(keys) => write!(
                f,
                "none of its signatures (by {}) is a valid one by a key that the workspace names; if the builder is one of yours, \
                 add its key to `keys` in [workspace.metadata.coolbpf]",
                keys.join(", ")
            ),
            Self::Toolchain { found, minimum } => write!(
                f,
                "it was compiled by {found}, and `minimum-toolchain` demands {minimum} or newer; run `cargo coolbpf vendor \
                 --all-again` with a newer one"
            ),
            Self::OtherToolchain { found, wanted } => write!(
                f,
                "it was compiled by {found}, and `toolchain` in the metadata of coolbpf names {wanted}; run `cargo coolbpf vendor` \
                 where there is that one"
            ),
            Self::Age(why) => f.write_str(why),
        }
    }
}
