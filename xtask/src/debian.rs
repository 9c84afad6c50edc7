//! Debian's packages, without touching what apt knows about this machine.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::command::output;
use crate::{Result, mirror};

/// An apt with a state of its own, under one directory.
pub(crate) struct Debian {
    directory: PathBuf,
}

/// A package, downloaded and unpacked.
#[cfg_attr(not(feature = "compiler"), expect(dead_code, reason = "the bundle records where it comes from"))]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) file: PathBuf,
    pub(crate) tree: PathBuf,
}

impl Debian {
    /// Fetches the lists of a suite's packages for `architectures`, by Debian's names, from the mirror that this machine's apt is set
    /// up with.
    pub(crate) fn new(directory: PathBuf, suite: &str, architectures: &[&str]) -> Result<Self> {
        let mirror = mirror::of_debian()?;
        for part in ["state/lists/partial", "cache/archives/partial", "packages"] {
            fs::create_dir_all(directory.join(part))?;
        }
        fs::write(directory.join("state/status"), "")?;
        let keys = mirror::KEYRING;
        fs::write(
            directory.join("sources.list"),
            format!("deb [signed-by={keys} arch={}] {mirror} {suite} main\n", architectures.join(",")),
        )?;
        let at = directory.display();
        fs::write(
            directory.join("apt.conf"),
            format!(
                "Dir::State \"{at}/state\";\nDir::State::status \"{at}/state/status\";\nDir::Cache \"{at}/cache\";\n\
                 Dir::Etc::sourcelist \"{at}/sources.list\";\nDir::Etc::sourceparts \"/dev/null\";\n\
                 Dir::Etc::preferencesparts \"/dev/null\";\nAPT::Architectures {{ \"{}\"; }};\n\
                 Acquire::Languages \"none\";\nAPT::Sandbox::User \"root\";\n",
                architectures.join("\"; \"")
            ),
        )?;
        let debian = Self { directory };
        output(debian.apt("apt-get").arg("update"))?;
        Ok(debian)
    }

    fn apt(&self, tool: &str) -> Command {
        let mut command = Command::new(tool);
        command.env("APT_CONFIG", self.directory.join("apt.conf"));
        command
    }

    /// The package that `meta` depends on whose name starts with `prefix`, without its architecture.
    #[cfg(feature = "compiler")]
    pub(crate) fn dependency(&self, meta: &str, prefix: &str) -> Result<String> {
        let depends = output(self.apt("apt-cache").args(["depends", meta]))?;
        let mut names = depends.lines().filter_map(|line| line.trim().strip_prefix("Depends: "));
        let name = names.find(|name| name.starts_with(prefix)).ok_or_else(|| {
            format!("`apt-cache depends {meta}` names no package that starts with `{prefix}`")
        })?;
        Ok(name.split(':').next().unwrap_or(name).to_owned())
    }

    /// Downloads and unpacks `package`, as in `linux-libc-dev` or `linux-image-arm64:arm64`.
    pub(crate) fn package(&self, package: &str) -> Result<Package> {
        let name = package.split(':').next().unwrap_or(package).to_owned();
        let shown = output(self.apt("apt-cache").args(["show", "--no-all-versions", package]))?;
        let field = |name: &str| {
            let line = shown.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            line.map(str::to_owned).ok_or_else(|| format!("`apt-cache show {package}` has no field {name}"))
        };
        let version = field("Version")?;
        output(self.apt("apt-get").current_dir(self.directory.join("packages")).args(["download", package]))?;
        // As apt calls it.
        let file = format!("{name}_{}_{}.deb", version.replace(':', "%3a"), field("Architecture")?);
        let file = self.directory.join("packages").join(file);
        let tree = self.directory.join("trees").join(package.replace(':', "-"));
        fs::create_dir_all(&tree)?;
        output(Command::new("dpkg-deb").arg("--extract").args([&file, &tree]))?;
        Ok(Package { name, version, file, tree })
    }
}
