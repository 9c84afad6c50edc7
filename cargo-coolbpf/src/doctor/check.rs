//! What a look at the machine gives.

use std::process::Command;

use serde::Serialize;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Check {
    /// What was looked at.
    pub(super) name: &'static str,
    pub(super) answer: Answer,
    /// Whether every build, or every program, needs it.
    pub(super) needed: bool,
    /// What was found.
    pub(super) found: String,
    /// The names of the features that the answer is for, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) items: Vec<String>,
    /// How to come by it.
    pub(super) mend: Option<String>,
}

/// Whether it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Answer {
    Yes,
    No,
    /// It can't be told.
    Unknown,
}

impl Check {
    pub(super) fn yes(name: &'static str, found: impl Into<String>) -> Self {
        Self::new(name, Answer::Yes, found)
    }

    pub(super) fn no(name: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { mend: Some(mend.into()), ..Self::new(name, Answer::No, found) }
    }

    pub(super) fn unknown(name: &'static str, found: impl Into<String>) -> Self {
        Self::new(name, Answer::Unknown, found)
    }

    fn new(name: &'static str, answer: Answer, found: impl Into<String>) -> Self {
        Self { name, answer, needed: false, found: found.into(), items: Vec::new(), mend: None }
    }

    /// The same, of something that every build or every program needs.
    pub(super) fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    /// The same, with a way out.
    pub(super) fn mend(self, mend: impl Into<String>) -> Self {
        Self { mend: Some(mend.into()), ..self }
    }
}

/// The first line that a command prints on standard output, or why there is none.
pub(super) fn first_line(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program).args(arguments).output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("there is no `{program}` on PATH"),
        _ => format!("`{program}` can't be run: {error}"),
    })?;
    let text = if output.status.success() { &output.stdout } else { &output.stderr };
    let line = String::from_utf8_lossy(text).lines().next().unwrap_or_default().trim().to_owned();
    if output.status.success() {
        Ok(line)
    } else {
        Err(format!("`{program} {}` failed: {line}", arguments.join(" ")))
    }
}
