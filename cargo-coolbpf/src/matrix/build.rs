//! Building what runs in guests, in the workspace's own way: its target directory, its profile, its settings.

use std::io::{BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_metadata::{Message, Metadata, TargetKind};

use crate::global::Global;
use crate::{Result, packages};

/// How things are built.
#[derive(Debug)]
pub(super) struct Build {
    pub(super) global: Global,
    /// Where cargo is run, so that it finds the workspace's settings.
    pub(super) root: PathBuf,
    /// The workspace's target directory.
    pub(super) target: PathBuf,
    pub(super) profile: Option<String>,
}

impl Build {
    pub(super) fn of(global: &Global, tree: &Metadata, profile: Option<String>) -> Self {
        Self {
            global: global.clone(),
            root: tree.workspace_root.clone().into_std_path_buf(),
            target: tree.target_directory.clone().into_std_path_buf(),
            profile,
        }
    }

    /// Runs `cargo COMMAND`, and gives the executable of the target that it builds. `manifest` is one outside of the workspace.
    pub(super) fn cargo(
        &self,
        command: &str,
        arguments: &[&str],
        target: (&TargetKind, &str),
        manifest: Option<&Path>,
    ) -> Result<PathBuf> {
        let mut cargo = Command::new(packages::cargo());
        cargo.arg(command).args(arguments).arg("--message-format=json-render-diagnostics");
        cargo.current_dir(&self.root).arg("--target-dir").arg(&self.target);
        if let Some(profile) = &self.profile {
            cargo.args(["--profile", profile]);
        }
        match manifest {
            Some(manifest) => {
                cargo.arg("--manifest-path").arg(manifest);
                // Its lock file is made of the workspace's, and is not as Cargo would write it.
                let locked = Global { locked: false, ..self.global.clone() };
                cargo.args(locked.cargo_arguments());
            }
            None => drop(cargo.args(self.global.cargo_arguments())),
        }
        if !std::io::stderr().is_terminal() {
            cargo.arg("--quiet");
        }
        let shown = format!("cargo {command} {}", arguments.join(" "));
        let cannot = |error: std::io::Error| format!("run `{shown}`: {error}");
        let mut child = cargo.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(cannot)?;
        let mut executable = None;
        let stdout = child.stdout.take().map(BufReader::new);
        for message in stdout.into_iter().flat_map(Message::parse_stream) {
            if let Message::CompilerArtifact(artifact) = message.map_err(cannot)?
                && artifact.target.name == target.1
                && artifact.target.kind.contains(target.0)
            {
                executable = artifact.executable.or(executable);
            }
        }
        let status = child.wait().map_err(cannot)?;
        if !status.success() {
            return Err(format!("`{shown}` failed").into());
        }
        let executable = executable.ok_or_else(|| format!("`{shown}` built no executable `{}`", target.1))?;
        Ok(executable.into_std_path_buf())
    }
}
