//! Debian's newest packages, without touching what apt knows about this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, mirror};

/// The suite with the newest kernels.
const SUITE: &str = "sid";

/// An apt with a state of its own, under one directory.
pub(crate) struct Debian {
    directory: PathBuf,
}

/// A package, downloaded and unpacked.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) file: PathBuf,
    pub(crate) tree: PathBuf,
}

impl Debian {
    /// Fetches the lists of packages from the mirror that this machine's apt is set up with.
    pub(crate) fn new(directory: PathBuf) -> Result<Self> {
        let mirror = mirror::of_debian()?;
        for part in ["state/lists/partial", "cache/archives/partial", "packages"] {
            fs::create_dir_all(directory.join(part))?;
        }
        fs::write(directory.join("state/status"), "")?;
        let keys = mirror::KEYRING;
        fs::write(
            directory.join("sources.list"),
            format!("deb [signed-by={keys} arch=amd64,arm64] {mirror} {SUITE} main\n"),
        )?;
        let at = directory.display();
        fs::write(
            directory.join("apt.conf"),
            format!(
                "Dir::State \"{at}/state\";\nDir::State::status \"{at}/state/status\";\nDir::Cache \"{at}/cache\";\n\
                 Dir::Etc::sourcelist \"{at}/sources.list\";\nDir::Etc::sourceparts \"/dev/null\";\n\
                 Dir::Etc::preferencesparts \"/dev/null\";\nAPT::Architectures {{ \"amd64\"; \"arm64\"; }};\n\
                 Acquire::Languages \"none\";\nAPT::Sandbox::User \"root\";\n"
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
        let (version, filename) = (field("Version")?, field("Filename")?);
        output(self.apt("apt-get").current_dir(self.directory.join("packages")).args(["download", package]))?;
        // In the directory, apt escapes the colon of an epoch; none of these packages has one.
        let file = self.directory.join("packages").join(Path::new(&filename).file_name().unwrap_or_default());
        let tree = self.directory.join("trees").join(package.replace(':', "-"));
        fs::create_dir_all(&tree)?;
        output(Command::new("dpkg-deb").arg("--extract").args([&file, &tree]))?;
        Ok(Package { name, version, file, tree })
    }
}

/// What a command prints, if it succeeds.
fn output(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
