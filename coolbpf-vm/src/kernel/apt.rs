//! apt with a configuration and a state of its own: what the system's knows stays as it is, and nobody needs to be root.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Error, Result};

/// apt's own tool for a file whose digest is known; it is no command for people, so that it isn't on PATH.
const HELPER: &str = "/usr/lib/apt/apt-helper";

/// One suite of an archive, as apt sees it.
pub(super) struct Apt {
    directory: PathBuf,
}

impl Apt {
    /// Sets apt up in `directory` for the suite that `source` names, a line of `sources.list`.
    pub(super) fn new(directory: &Path, source: &str, architecture: &str) -> Result<Self> {
        let write = |name: &str, text: &str| {
            let path = directory.join(name);
            fs::write(&path, text).map_err(|error| Error::new(format!("write {}: {error}", path.display())))
        };
        for part in ["lists/partial", "cache/archives/partial"] {
            let path = directory.join(part);
            fs::create_dir_all(&path)
                .map_err(|error| Error::new(format!("make the directory {}: {error}", path.display())))?;
        }
        let at = directory.display();
        write("sources.list", source)?;
        write("status", "")?;
        write(
            "apt.conf",
            &format!(
                // How this machine reaches archives, such as its proxy, holds here, too; its hooks don't.
                "{}Dir::Etc::main \"/dev/null\";\nDir::Etc::parts \"/dev/null\";\nDir::Etc::sourcelist \"{at}/sources.list\";\n\
                 Dir::Etc::sourceparts \"/dev/null\";\nDir::Etc::preferences \"/dev/null\";\nDir::Etc::preferencesparts \"/dev/null\";\n\
                 Dir::State \"{at}\";\nDir::State::status \"{at}/status\";\nDir::State::lists \"{at}/lists\";\nDir::Cache \"{at}/cache\";\n\
                 APT::Architecture \"{architecture}\";\nAPT::Architectures {{ \"{architecture}\"; }};\n\
                 Acquire::Languages \"none\";\nAPT::Sandbox::User \"root\";\nAPT::Update::Error-Mode \"any\";\nAcquire::Retries \"1\";\n",
                acquire_settings()?
            ),
        )?;
        Ok(Self { directory: directory.to_owned() })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("APT_CONFIG", self.directory.join("apt.conf")).env("LC_ALL", "C").stdin(Stdio::null());
        command
    }

    /// Fetches the suite's list of packages, which apt checks against the signature of the suite.
    pub(super) fn update(&self) -> Result<()> {
        output(self.command("apt-get").arg("update")).map(drop)
    }

    /// Calls `stanza` with each package of the list.
    pub(super) fn packages(&self, mut stanza: impl FnMut(&Stanza)) -> Result<()> {
        let targets = ["indextargets", "--format", "$(FILENAME)", "Created-By: Packages"];
        let files = output(self.command("apt-get").args(targets))?;
        for file in files.lines() {
            let mut child = self
                .command(HELPER)
                .args(["cat-file", file])
                .stdout(Stdio::piped())
                .spawn()
                .map_err(|error| cannot_run(HELPER, &error))?;
            let mut package = Stanza::default();
            let unreadable = |error: std::io::Error| Error::new(format!("read {file}: {error}"));
            for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(|stdout| stdout.lines())
            {
                let line = line.map_err(unreadable)?;
                if line.is_empty() {
                    stanza(&std::mem::take(&mut package));
                } else {
                    package.lines.push(line);
                }
            }
            stanza(&package);
            let status = child.wait().map_err(unreadable)?;
            if !status.success() {
                return Err(Error::new(format!("`{HELPER} cat-file {file}` ended with {status}")));
            }
        }
        Ok(())
    }

    /// Fetches a file, which must have the digest that the suite's list gave.
    pub(super) fn download(&self, from: &str, sha256: &str, to: &Path) -> Result<()> {
        let mut command = self.command(HELPER);
        output(command.args(["download-file", from]).arg(to).arg(format!("SHA256:{sha256}"))).map(drop)
    }
}

/// A package in apt's list.
#[derive(Default)]
pub(super) struct Stanza {
    lines: Vec<String>,
}

#[cfg(test)]
impl From<&str> for Stanza {
    fn from(text: &str) -> Self {
        Self { lines: text.lines().map(str::to_owned).collect() }
    }
}

impl Stanza {
    /// A field; empty where there is none.
    pub(super) fn field(&self, name: &str) -> &str {
        let values = self.lines.iter().filter_map(|line| line.split_once(':'));
        values.filter(|(field, _)| *field == name).map(|(_, value)| value.trim()).next().unwrap_or_default()
    }
}

/// The mirror of Debian's main archive that apt on this machine is set up with.
pub(super) fn mirror() -> Result<String> {
    let format = "$(REPO_URI) $(LABEL)";
    let targets = output(Command::new("apt-get").env("LC_ALL", "C").args([
        "indextargets",
        "--format",
        format,
        "Created-By: Packages",
        "Component: main",
    ]))?;
    targets
        .lines()
        .filter_map(|line| line.split_once(' '))
        // The label is known only after an `apt-get update`.
        .find(|(uri, label)| *label == "Debian" || uri.trim_end_matches('/').ends_with("/debian"))
        .map(|(uri, _)| uri.trim_end_matches('/').to_owned())
        .ok_or_else(|| {
            Error::new(
                "apt on this machine has no mirror of Debian's main archive; name one by `--mirror URL`, \
                 or give a kernel as a file or a .deb",
            )
        })
}

/// What apt on this machine was told about fetching, as lines of a configuration.
fn acquire_settings() -> Result<String> {
    let settings = output(Command::new("apt-config").env("LC_ALL", "C").arg("dump"))?;
    Ok(settings.lines().filter(|line| line.starts_with("Acquire::")).flat_map(|line| [line, "\n"]).collect())
}

/// What a command prints, if it succeeds.
fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| cannot_run(&program, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("E: ")).collect();
    let said = if errors.is_empty() { said.trim().replace('\n', " ") } else { errors.join("; ") };
    Err(Error::new(format!("{program}: {said}")))
}

fn cannot_run(program: &str, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::new(format!(
            "{program} isn't on this machine, and Debian's kernels are fetched by apt; give a kernel as a file or a .deb"
        )),
        _ => Error::new(format!("run {program}: {error}")),
    }
}
