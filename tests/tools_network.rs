//! The tools of the network print what the tests cause.

use std::net::UdpSocket;
use std::process::Command;

use coolbpf_tests::{Tool, example};
use serde_json::Value;

/// The row that `wanted` is looking for, of those that the tool prints after `cause`.
#[track_caller]
fn row_after(tool: &mut Tool, cause: impl FnMut(), wanted: impl Fn(&Value) -> bool) -> Value {
    let parsed = |line: &str| serde_json::from_str::<Value>(line).expect("a line is JSON");
    parsed(&tool.line_after(cause, |line| wanted(&parsed(line))))
}

/// Sends so many datagrams of 1000 bytes over `lo`.
fn send_datagrams(count: usize) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    for _ in 0..count {
        socket.send_to(&[7; 1000], socket.local_addr().unwrap()).unwrap();
        socket.recv(&mut [0; 1000]).unwrap();
    }
}

#[test]
fn sockfilter_counts_packets_by_protocol() {
    let mut tool = Tool::named("sockfilter", &["--interface", "lo", "--every", "1", "--json"]);
    let row = row_after(&mut tool, || send_datagrams(20), |row| row["protocol"] == "udp");
    let (packets, bytes) = (row["packets"].as_u64().unwrap(), row["bytes"].as_u64().unwrap());
    assert!(packets > 0 && bytes > 28 * packets, "{row}");
    tool.interrupt();
}

#[test]
fn sockfilter_counts_what_a_classic_filter_lets_pass() {
    // Datagrams whose text begins with four times 7, of 1028 bytes from IP's header on.
    let filter = "ldb [23] jne #17, no ld [42] jne #0x07070707, no ret #64 no: ret #0";
    let arguments = ["--interface", "lo", "--every", "1", "--json", "--classic", filter];
    let mut tool = Tool::named("sockfilter", &arguments);
    let row = row_after(&mut tool, || send_datagrams(20), |_| true);
    let packets = row["packets"].as_u64().unwrap();
    assert_eq!((&row["protocol"], &row["bytes"]), (&"udp".into(), &(1028 * packets).into()));
    tool.interrupt();
}

#[test]
fn sockfilter_says_what_is_wrong_with_a_filter() {
    let tools = example("coolbpf-tools");
    let output = Command::new(tools).args(["sockfilter", "--classic", "ldh [12\nret #0"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    assert_eq!(said, "Error: the filter's line 2: found `ret`, wanted `]`\n");
}
