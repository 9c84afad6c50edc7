//! Whether the compile servers that somebody names answer.

use std::env;

use cargo_metadata::Package;
use coolbpf_build::{NamedServers, server_is_ready};

use super::check::Check;
use crate::global::Global;
use crate::{Result, header_crates, packages};

const NAME: &str = "compile server";

/// A check of each server that is named for one of `packages`, or in the environment where there is none.
pub(super) fn checks(global: &Global, packages: &[Package]) -> Result<Vec<Check>> {
    let mut checks: Vec<Check> = Vec::new();
    for package in packages {
        let vendoring = header_crates::vendoring(global, &packages::directory(package))?;
        for check in vendoring.servers()?.iter().flat_map(of_servers) {
            // Packages of one workspace share their servers.
            if !checks.contains(&check) {
                checks.push(check);
            }
        }
    }
    if packages.is_empty() {
        let named = env::var("COOLBPF_SERVER").unwrap_or_default();
        for url in named.split_whitespace() {
            let url = url.parse().map_err(|error| format!("COOLBPF_SERVER: {error}"))?;
            let barred = global.forbids_network().map(|by| format!("{by} forbids to ask it"));
            let servers = NamedServers { by: "COOLBPF_SERVER".into(), urls: vec![url], barred };
            checks.extend(of_servers(&servers));
        }
    }
    if checks.is_empty() {
        checks.push(Check::yes(NAME, "none is named, so that none is asked"));
    }
    Ok(checks)
}

fn of_servers(servers: &NamedServers) -> Vec<Check> {
    let NamedServers { by, urls, barred } = servers;
    urls.iter()
        .map(|url| match barred {
            Some(why) => Check::unknown(NAME, format!("{url}: not asked: {why}")),
            None => match server_is_ready(url) {
                Ok(()) => Check::yes(NAME, format!("{url} is ready; {by} names it")),
                Err(why) => Check::no(
                    NAME,
                    format!("{url}: {why}"),
                    format!("see whether the address is right ({by} names it), and whether the server runs"),
                ),
            },
        })
        .collect()
}
