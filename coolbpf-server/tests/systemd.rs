//! The systemd unit.

mod api;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::process::Command;

use tempfile::TempDir;

const UNIT: &str = include_str!("../deploy/coolbpf-server.service");

/// The settings of the unit's service.
fn service() -> BTreeMap<&'static str, &'static str> {
    let service = UNIT.split("[Service]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let lines = service.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once('=').unwrap_or_else(|| panic!("{line}"))).collect()
}

#[test]
fn the_unit_leaves_the_sandbox_what_it_needs() {
    let service = service();
    // Each of them keeps bubblewrap from making its namespaces, or from mounting in them.
    for key in [
        "ProtectProc",
        "ProcSubset",
        "ProtectKernelTunables",
        "PrivateUsers",
        "SystemCallFilter",
        "MountFlags",
    ] {
        assert!(!service.contains_key(key), "{key} stops bubblewrap");
    }
    if let Some(allowed) = service.get("RestrictNamespaces") {
        for namespace in ["user", "mnt", "pid", "net", "ipc", "uts"] {
            assert!(allowed.split(' ').any(|name| name == namespace), "RestrictNamespaces stops {namespace}");
        }
    }
    // A service that may not set the host's name may not set that of a namespace either.
    let bubblewrap = include_str!("../src/sandbox/bubblewrap.rs");
    assert!(!service.contains_key("ProtectHostname") || !bubblewrap.contains("\"--hostname\""));
}

#[test]
fn the_unit_gives_the_server_its_directories_and_time_to_end_and_takes_everything_else() {
    let service = service();
    let is = |key: &str, value: &str| assert_eq!(service.get(key), Some(&value), "{key}");
    is("ExecReload", "/bin/kill -HUP $MAINPID");
    is("DynamicUser", "yes");
    is("CacheDirectory", "coolbpf-server");
    is("StateDirectory", "coolbpf-server");
    is("NoNewPrivileges", "yes");
    is("ProtectSystem", "strict");
    is("CapabilityBoundingSet", "");
    // The default of `drain-seconds` is 60.
    assert!(service["TimeoutStopSec"].parse::<u64>().unwrap() > 60);
    let arguments: Vec<&str> = service["ExecStart"].split(' ').skip(1).collect();
    assert_eq!(arguments, ["--config", "/etc/coolbpf-server.toml"]);
}

#[test]
fn systemd_finds_nothing_wrong_with_the_unit() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("coolbpf-server.service");
    std::fs::write(&file, UNIT.replace("/usr/bin/coolbpf-server", api::BINARY)).unwrap();
    match Command::new("systemd-analyze").arg("verify").arg(&file).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && !said.contains("coolbpf-server.service"), "{said}");
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("systemd-analyze is not installed; the other tests of this file look at the unit");
        }
        Err(error) => panic!("systemd-analyze: {error}"),
    }
}
