//! The tools of the network print what the tests cause.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::fd::OwnedFd;
use std::process::Command;
use std::time::Duration;

use coolbpf_tests::{Tool, example};
use rustix::net::sockopt::set_socket_linger;
use rustix::net::{AddressFamily, SendFlags, SocketType, bind, getsockname, ipproto, sendto, socket};
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

#[test]
fn sockex1_counts_what_is_sent() {
    let mut tool = Tool::of_example("sockex1", &[]);
    let _ = tool.line_after(
        || send_datagrams(20),
        |line| {
            let udp = line.split(' ').nth(3).and_then(|bytes| bytes.parse().ok());
            udp.is_some_and(|bytes: u64| bytes > 20 * 1042)
        },
    );
}

/// Connects to `listener`, has this side send `sent` bytes and get `received`, and ends it.
fn talk(listener: &TcpListener, sent: usize, received: usize) {
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut server, _) = listener.accept().unwrap();
    client.write_all(&vec![1; sent]).unwrap();
    server.read_exact(&mut vec![0; sent]).unwrap();
    server.write_all(&vec![2; received]).unwrap();
    client.read_exact(&mut vec![0; received]).unwrap();
    drop(client);
    assert_eq!(server.read(&mut [0; 1]).unwrap(), 0);
}

#[test]
fn tcplife_tells_of_sessions_what_was_sent_and_received() {
    for address in ["127.0.0.1:0", "[::1]:0"] {
        let listener = TcpListener::bind(address).unwrap();
        let here = listener.local_addr().unwrap();
        let port = here.port().to_string();
        let own_pid = std::process::id().to_string();
        for (option, sent, received) in [("--remote-port", 3000, 70_000), ("--local-port", 70_000, 3000)] {
            let mut tool = Tool::named("tcplife", &[option, &port, "--pid", &own_pid, "--json"]);
            let row = row_after(&mut tool, || talk(&listener, 3000, 70_000), |row| !row["ms"].is_null());
            assert_eq!((&row["sent"], &row["received"]), (&sent.into(), &received.into()), "{row}");
            assert!(row["pid"] == std::process::id() && row["ms"].as_f64().unwrap() > 0.0, "{row}");
            let end = if option == "--remote-port" { "remote" } else { "local" };
            assert_eq!(row[end], here.to_string(), "{row}");
            tool.interrupt();
        }
    }
}

/// Connects to `listener`, and has the listening side break the session off: with 10 bytes unread, or without lingering.
fn break_off(listener: &TcpListener, has_unread: bool) {
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (server, _) = listener.accept().unwrap();
    if has_unread {
        client.write_all(&[1; 10]).unwrap();
        assert!(server.peek(&mut [0; 10]).unwrap() > 0);
    } else {
        set_socket_linger(&server, Some(Duration::ZERO)).unwrap();
    }
    drop(server);
    assert!(client.read(&mut [0; 1]).is_err());
}

#[test]
fn tcplife_knows_the_process_that_breaks_a_session_off() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let own_pid = std::process::id().to_string();
    for (has_unread, received) in [(true, 10), (false, 0)] {
        let mut tool = Tool::named("tcplife", &["--local-port", &port, "--pid", &own_pid, "--json"]);
        let row = row_after(&mut tool, || break_off(&listener, has_unread), |row| !row["ms"].is_null());
        assert_eq!((&row["pid"], &row["received"]), (&std::process::id().into(), &received.into()), "{row}");
        tool.interrupt();
    }
}

/// A port of `address` that is taken, and where nobody listens.
fn deaf(address: &str) -> (OwnedFd, SocketAddr) {
    let address: SocketAddr = address.parse().unwrap();
    let family = if address.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 };
    let socket = socket(family, SocketType::STREAM, None).unwrap();
    bind(&socket, &address).unwrap();
    let bound = getsockname(&socket).unwrap().try_into().unwrap();
    (socket, bound)
}

fn connect_in_vain(address: SocketAddr) {
    assert_eq!(TcpStream::connect(address).unwrap_err().kind(), ErrorKind::ConnectionRefused);
}

#[test]
fn tcpdrop_tells_of_connections_that_nobody_listens_to() {
    for address in ["127.0.0.1:0", "[::1]:0"] {
        let (_taken, there) = deaf(address);
        let port = there.port().to_string();
        let mut tool = Tool::named("tcpdrop", &["--port", &port, "--reason", "NO_SOCKET", "--json"]);
        let row = row_after(&mut tool, || connect_in_vain(there), |_| true);
        assert_eq!((&row["destination"], &row["flags"]), (&there.to_string().into(), &"SYN".into()));
        let source: SocketAddr = row["source"].as_str().unwrap().parse().unwrap();
        assert!(source.ip() == there.ip() && source.port() != 0, "{row}");
        assert_eq!((&row["reason"], &row["state"]), (&"NO_SOCKET".into(), &Value::Null));
        assert_eq!(row["stack"], Value::Null);
        tool.interrupt();
    }
}

#[test]
fn tcpdrop_prints_a_table_with_stacks() {
    let (_taken, there) = deaf("127.0.0.1:0");
    let mut tool = Tool::named("tcpdrop", &["--port", &there.port().to_string(), "--stack"]);
    let there = there.to_string();
    let mut rows = 0;
    let is_wanted = |line: &str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        rows += usize::from(cells.len() == 5 && cells[1..] == [&there, "-", "SYN", "NO_SOCKET"]);
        rows > 0 && line.starts_with("           tcp_v4_rcv+")
    };
    let _ = tool.line_after(|| connect_in_vain(there.parse().unwrap()), is_wanted);
    tool.interrupt();
}

/// Sends a segment from port 9 that begins a connection and ends it.
fn send_nonsense(port: u16) {
    const FIN_AND_SYN: u16 = 3;
    let words = [9, port, 0, 1, 0, 0, 5 << 12 | FIN_AND_SYN, 1024, 0, 0];
    // Of both addresses, the protocol and the length, too.
    let sum = [0x7f00, 1, 0x7f00, 1, 6, 20].iter().chain(&words).map(|word| u32::from(*word)).sum::<u32>();
    let mut segment = words.map(u16::to_be_bytes);
    segment[8] = (!((sum % 0xffff) as u16)).to_be_bytes();
    let socket = socket(AddressFamily::INET, SocketType::RAW, Some(ipproto::TCP)).unwrap();
    let there = SocketAddr::from(([127, 0, 0, 1], 0));
    assert_eq!(sendto(&socket, segment.as_flattened(), SendFlags::empty(), &there).unwrap(), 20);
}

#[test]
fn tcpdrop_knows_the_state_of_the_socket() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut tool = Tool::named("tcpdrop", &["--port", &port.to_string(), "--json", "--stack"]);
    let row = row_after(&mut tool, || send_nonsense(port), |row| row["reason"] == "TCP_FLAGS");
    assert_eq!(
        (&row["source"], &row["destination"]),
        (&"127.0.0.1:9".into(), &format!("127.0.0.1:{port}").into())
    );
    assert_eq!((&row["state"], &row["flags"]), (&"LISTEN".into(), &"FIN,SYN".into()));
    assert_eq!(row["reason"], "TCP_FLAGS");
    let stack = row["stack"].as_array().unwrap();
    assert!(stack.iter().any(|call| call.as_str().unwrap().starts_with("tcp_v4_rcv+")), "{row}");
    tool.interrupt();
}

#[test]
fn tcpdrop_names_the_reasons_that_there_are() {
    let tools = example("coolbpf-tools");
    let output = Command::new(tools).args(["tcpdrop", "--reason", "NO_SOCKETS"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    let why = "Error: `NO_SOCKETS` is no reason of a drop: this kernel knows NOT_SPECIFIED, NO_SOCKET, ";
    assert!(said.starts_with(why) && said.contains("TCP_CSUM"), "{said}");
}

#[test]
fn tcprtt_counts_the_times_of_a_port() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let arguments =
        ["--every", "1", "--json", "--each-remote", "--remote", "127.0.0.1", "--remote-port", &port];
    let mut tool = Tool::named("tcprtt", &arguments);
    let row = row_after(&mut tool, || talk(&listener, 3000, 70_000), |_| true);
    assert_eq!((&row["remote"], &row["unit"]), (&"127.0.0.1".into(), &"microseconds".into()));
    let slots = row["slots"].as_array().unwrap();
    assert!(slots.iter().any(|slot| slot["count"].as_u64().unwrap() > 0), "{row}");
    tool.interrupt();
}
