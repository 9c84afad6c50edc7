//! The arguments that every command takes, as cargo's own commands do.

use clap::ColorChoice;

/// What every command is told.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Cargo options")]
pub(crate) struct Global {
    /// Ask nobody over the network: no compile server, and no registry (as COOLBPF_OFFLINE=1 and CARGO_NET_OFFLINE=true do)
    #[arg(long, global = true)]
    pub(crate) offline: bool,
    /// Leave Cargo.lock as it is; fail where it would have to change
    #[arg(long, global = true)]
    pub(crate) locked: bool,
    /// Whether to print in colour [default: what CARGO_TERM_COLOR says, else auto]
    #[arg(long, global = true, value_name = "WHEN")]
    pub(crate) color: Option<ColorChoice>,
}

/// Set, each forbids what `--offline` does.
const OFFLINE_VARIABLES: [&str; 2] = ["COOLBPF_OFFLINE", "CARGO_NET_OFFLINE"];

impl Global {
    /// What forbids to ask anybody over the network, if something does: as a build script decides it.
    pub(crate) fn forbids_network(&self) -> Option<&'static str> {
        let is_on = |name: &&str| {
            std::env::var(name).is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()))
        };
        if self.offline { Some("--offline") } else { OFFLINE_VARIABLES.into_iter().find(is_on) }
    }

    /// What to pass on to a cargo that is run.
    pub(crate) fn cargo_arguments(&self) -> Vec<String> {
        let flags = [("--offline", self.offline), ("--locked", self.locked)];
        flags.into_iter().filter(|(_, is_set)| *is_set).map(|(flag, _)| flag.to_owned()).collect()
    }
}
