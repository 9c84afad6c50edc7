//! apt with package lists of its own: the system's, and its sources, stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;

/// The keys that Debian signs its suites by.
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// One suite of Debian, for one architecture.
pub(crate) struct Apt {
    directory: PathBuf,
}

impl Apt {
    /// Fetches the list of a suite, and keeps it in `directory`. `architecture` is Debian's name of it.
    pub(crate) fn of(directory: &Path, suite: &str, architecture: &str) -> Result<Self> {
        let directory = std::path::absolute(directory)?;
        for part in ["lists/partial", "cache/archives/partial"] {
            fs::create_dir_all(directory.join(part))?;
        }
        let source = format!(
            "deb [arch={architecture} target=Packages signed-by={KEYRING}] {} {suite} main\n",
            mirror()?
        );
        fs::write(directory.join("sources.list"), source)?;
        fs::write(directory.join("status"), "")?;
        let at = directory.display();
        let settings = format!(
            "Dir::Etc::SourceList \"{at}/sources.list\";\nDir::Etc::SourceParts \"/dev/null\";\nDir::State \"{at}\";\n\
             Dir::State::Status \"{at}/status\";\nDir::Cache \"{at}/cache\";\nAPT::Architecture \"{architecture}\";\n\
             APT::Architectures {{ \"{architecture}\"; }};\nAcquire::Languages \"none\";\nAPT::Sandbox::User \"root\";\n"
        );
        fs::write(directory.join("apt.conf"), settings)?;
        let apt = Self { directory };
        apt.run(&["--quiet", "update"])?;
        Ok(apt)
    }

    /// Unpacks packages into a directory, without those that they depend on.
    pub(crate) fn unpack(&self, packages: &[&str], into: &Path) -> Result {
        let archives = self.directory.join("packages");
        fs::create_dir_all(&archives)?;
        self.run(&[&["--quiet", "download"], packages].concat())?;
        fs::create_dir_all(into)?;
        for archive in fs::read_dir(&archives)? {
            let mut unpack = Command::new("dpkg-deb");
            unpack.arg("--extract").arg(archive?.path()).arg(into);
            finish(&mut unpack)?;
        }
        Ok(())
    }

    fn run(&self, arguments: &[&str]) -> Result {
        let mut apt = Command::new("apt-get");
        let archives = self.directory.join("packages");
        apt.args(arguments).env("APT_CONFIG", self.directory.join("apt.conf"));
        finish(apt.current_dir(if archives.exists() { archives } else { self.directory.clone() }))
    }
}

/// The mirror of Debian's archive that apt on this machine is set up with.
fn mirror() -> Result<String> {
    let targets = ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Component: main"];
    let output = Command::new("apt-get").args(targets).output()?;
    let uris = String::from_utf8_lossy(&output.stdout);
    let mirror = uris.lines().map(|uri| uri.trim_end_matches('/')).find(|uri| uri.ends_with("/debian"));
    Ok(mirror.ok_or("apt on this machine has no mirror of Debian's archive")?.to_owned())
}

fn finish(command: &mut Command) -> Result {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into())
}
