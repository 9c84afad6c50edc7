//! Where the user's tokens for compile servers stand.

use std::path::PathBuf;

/// The file with tokens for servers, below the user's directory for configuration.
pub const CREDENTIALS: &str = "coolbpf/credentials.toml";

/// The credentials file, which need not exist. `variable` knows the environment.
pub fn credentials_file(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let directory = set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))?;
    Some(directory.join(CREDENTIALS))
}
