//! Running other programs.

use std::process::{Command, Output};

use crate::Result;

/// What a command prints, if it succeeds.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        let said = said(&output);
        return Err(format!("{command:?} ended with {}{said}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// What a command that failed has written, of either kind.
fn said(output: &Output) -> String {
    let [errors, rest] =
        [&output.stderr, &output.stdout].map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned());
    match (errors.is_empty(), rest.is_empty()) {
        (true, true) => ", and wrote nothing".to_owned(),
        (true, false) => format!(", and printed: {rest}"),
        (false, true) => format!(": {errors}"),
        (false, false) => format!(": {errors}\nIt printed: {rest}"),
    }
}
