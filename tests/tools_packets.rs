//! Tools that handle packets and connections, in networks of the tests' own.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsFd as _;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use coolbpf_tests::{Tool, example};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, recv, send};
use rustix::pipe::{SpliceFlags, pipe, splice};
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use serde_json::Value;

/// The row that `wanted` is looking for, of those that the tool prints after `cause`.
#[track_caller]
fn row_after(tool: &mut Tool, cause: impl FnMut(), wanted: impl Fn(&Value) -> bool) -> Value {
    let parsed = |line: &str| serde_json::from_str::<Value>(line).expect("a line is JSON");
    parsed(&tool.line_after(cause, |line| wanted(&parsed(line))))
}

fn ip(arguments: &str) {
    let output = Command::new("ip").args(arguments.split(' ')).output().expect("ip can be run");
    assert!(output.status.success(), "ip {arguments}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A network namespace.
struct Network(String);

impl Network {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("coolbpf-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        ip(&format!("netns add {name}"));
        ip(&format!("-n {name} link set lo up"));
        Self(name)
    }

    /// Gives it one end of a cable, `veth0`, with these addresses.
    fn address(&self, addresses: &[&str]) {
        for address in addresses {
            let more = if address.contains(':') { " nodad" } else { "" };
            ip(&format!("-n {} addr add {address} dev veth0{more}", self.0));
        }
        ip(&format!("-n {} link set veth0 up", self.0));
    }

    /// Does something in it: sockets and processes that are made there, stay.
    fn inside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let namespace = File::open(format!("/run/netns/{}", self.0)).expect("it is there");
        let entered = || {
            move_into_link_name_space(namespace.as_fd(), Some(LinkNameSpaceType::Network))
                .expect("root may move there");
            work()
        };
        thread::scope(|scope| scope.spawn(entered).join().expect("it went well"))
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["netns", "del", &self.0]).status();
    }
}

/// Two networks with a cable between them, and sockets that send from one to the other.
struct Cable {
    here: Network,
    _there: Network,
    receivers: Vec<UdpSocket>,
    senders: Vec<UdpSocket>,
}

/// Who sends.
const SENDERS: [&str; 4] = ["192.0.2.200", "192.0.2.2", "2001:db8::bad:2", "2001:db8::2"];

impl Cable {
    fn new() -> Self {
        // Built by a process that may have a way to the registry.
        let _ = example("coolbpf-tools");
        let (here, there) = (Network::new(), Network::new());
        ip(&format!("-n {} link add veth0 type veth peer name veth0 netns {}", here.0, there.0));
        here.address(&["192.0.2.1/24", "2001:db8::1/64"]);
        there.address(
            &SENDERS
                .map(|address| format!("{address}/{}", if address.contains(':') { 64 } else { 24 }))
                .each_ref()
                .map(String::as_str),
        );
        let bound = |address: &str| {
            let address: IpAddr = address.parse().unwrap();
            let socket = UdpSocket::bind(SocketAddr::new(address, 0)).expect("the address is there");
            socket.set_nonblocking(true).unwrap();
            socket
        };
        let receivers = here.inside(|| ["192.0.2.1", "2001:db8::1"].map(bound).into_iter().collect());
        let senders = there.inside(|| SENDERS.map(bound).into_iter().collect());
        Self { here, _there: there, receivers, senders }
    }

    /// Each sends a datagram of one byte.
    fn send(&self) {
        for sender in &self.senders {
            let is_4 = sender.local_addr().unwrap().is_ipv4();
            let to = self.receivers.iter().map(|socket| socket.local_addr().unwrap());
            let to = to.into_iter().find(|to| to.is_ipv4() == is_4).unwrap();
            // The neighbour may not be known yet.
            let _ = sender.send_to(b"!", to);
        }
    }

    /// Who has been heard of since.
    fn heard(&self) -> BTreeSet<String> {
        let mut heard = BTreeSet::new();
        for receiver in &self.receivers {
            while let Ok((_, from)) = receiver.recv_from(&mut [0; 8]) {
                heard.insert(from.ip().to_string());
            }
        }
        heard
    }

    /// Has all send until `wanted` have been heard, and gives all that have.
    #[track_caller]
    fn heard_until(&self, wanted: &[&str]) -> BTreeSet<String> {
        let deadline = Instant::now() + Duration::from_secs(60);
        let mut heard = BTreeSet::new();
        while !wanted.iter().all(|from| heard.contains(*from)) {
            assert!(Instant::now() < deadline, "only {heard:?} were heard, not all of {wanted:?}");
            self.send();
            thread::sleep(Duration::from_millis(10));
            heard.extend(self.heard());
        }
        heard
    }
}

#[test]
fn xdpblock_drops_what_is_on_its_list_and_counts_the_rest() {
    let cable = Cable::new();
    cable.heard_until(&SENDERS);
    let directory = tempfile::tempdir().unwrap();
    let list = directory.path().join("drop.txt");
    fs::write(&list, "# nobody\n2001:db8::bad:0/112 ; them\n").unwrap();
    let arguments =
        ["--interface", "veth0", "--block", "192.0.2.0/24", "--block", "192.0.2.128/25", "--block"];
    let more = ["192.0.2.2", "--list", list.to_str().unwrap(), "--json", "--every", "1"];
    let mut tool = cable.here.inside(|| Tool::named("xdpblock", &[&arguments[..], &more].concat()));

    for rule in ["192.0.2.128/25", "192.0.2.2/32", "2001:db8::bad:0/112"] {
        let row = row_after(&mut tool, || cable.send(), |row| row["rule"] == rule);
        assert!(row["verdict"] == "dropped" && row["protocol"].is_null(), "{row}");
        assert!(row["packets"].as_u64() > Some(0) && row["bytes"].as_u64() > Some(14), "{row}");
    }
    let row = row_after(&mut tool, || cable.send(), |row| row["protocol"] == "udp/ipv6");
    assert!(row["verdict"] == "passed" && row["rule"].is_null(), "{row}");
    let datagram = 14 + 40 + 8 + 1;
    assert_eq!(row["bytes"].as_u64(), row["packets"].as_u64().map(|packets| packets * datagram), "{row}");
    cable.heard();
    assert_eq!(cable.heard_until(&["2001:db8::2"]).len(), 1);

    // What is not on the list any more, is heard again.
    fs::write(&list, "2001:db8:1::/48\n").unwrap();
    cable.heard_until(&["2001:db8::bad:2"]);
    tool.interrupt();
    cable.heard_until(&SENDERS);
}

#[test]
fn sockfilter_goes_on_when_its_interface_was_down() {
    let cable = Cable::new();
    // IPv4, which keeps its addresses.
    let filter = "ldh [12] jne #0x800, no ret #64 no: ret #0";
    let arguments = ["--interface", "veth0", "--every", "1", "--json", "--classic", filter];
    let mut tool = cable.here.inside(|| Tool::named("sockfilter", &arguments));
    row_after(&mut tool, || cable.send(), |row| row["protocol"] == "udp");
    for state in ["down", "up"] {
        ip(&format!("-n {} link set veth0 {state}", cable.here.0));
    }
    cable.heard();
    // More than one interval of them.
    for _ in 0..2 {
        row_after(&mut tool, || cable.send(), |row| row["protocol"] == "udp");
    }
    tool.interrupt();
}

#[test]
fn xdpblock_drops_nothing_in_a_dry_run() {
    let cable = Cable::new();
    let arguments = ["-i", "veth0", "-b", "192.0.2.128/25", "--dry-run", "--mode", "generic"];
    let mut tool = cable.here.inside(|| Tool::named("xdpblock", &arguments));
    tool.line_after(|| {}, |line| line.starts_with("VERDICT"));
    cable.heard_until(&SENDERS);
    let row = tool.line_after_interrupt(|line| line.starts_with("matched"));
    assert_eq!(row.split_whitespace().nth(1), Some("192.0.2.128/25"), "{row}");
}

#[test]
fn xdpblock_names_what_is_wrong_with_a_list() {
    let directory = tempfile::tempdir().unwrap();
    let list = directory.path().join("drop.txt");
    fs::write(&list, "10.0.0.0/8\n10.1.2.3/8\n").unwrap();
    let tool = Command::new(example("coolbpf-tools"))
        .args(["xdpblock", "--interface", "lo", "--list"])
        .arg(&list)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&tool.stderr).into_owned();
    assert!(said.contains("drop.txt:2: `10.1.2.3/8` has bits below its prefix"), "{said}");
}

/// Sends each way over the connection: a request with its response, and many bytes at once.
fn talk(client: &TcpStream, server: &TcpStream) {
    let all: Vec<u8> = (0..4_000_000_u32).map(|number| (number ^ (number >> 11)) as u8).collect();
    for (mut sender, mut receiver) in [(client, server), (server, client)] {
        for _ in 0..100 {
            let mut received = [0; 5];
            sender.write_all(b"hello").unwrap();
            receiver.read_exact(&mut received).unwrap();
            assert_eq!(&received, b"hello");
        }
        let mut received = vec![0; all.len()];
        thread::scope(|scope| {
            scope.spawn(|| sender.write_all(&all).unwrap());
            receiver.read_exact(&mut received).unwrap();
        });
        assert!(received == all, "what comes is what was sent");
    }
}

/// A connection over a port of `listener`.
fn connected(listener: &TcpListener, from: IpAddr) -> (TcpStream, TcpStream) {
    let to = SocketAddr::new(from, listener.local_addr().unwrap().port());
    let client = TcpStream::connect(to).unwrap();
    (client, listener.accept().unwrap().0)
}

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

#[test]
fn sockaccel_redirects_what_connections_to_a_port_send() {
    // A socket of IPv6 that takes connections of IPv4, too.
    let wanted = TcpListener::bind((Ipv6Addr::UNSPECIFIED, 0)).unwrap();
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = wanted.local_addr().unwrap().port();
    let before = connected(&wanted, HERE);
    let mut tool = Tool::named("sockaccel", &["--port", &port.to_string(), "--json", "--every", "1"]);
    let cause = || {
        for listener in [&wanted, &other] {
            let (client, server) = connected(listener, HERE);
            talk(&client, &server);
        }
        let (client, server) = connected(&wanted, Ipv6Addr::LOCALHOST.into());
        talk(&client, &server);
    };
    let row = row_after(&mut tool, cause, |row| row["redirected"].as_u64() >= Some(400));
    assert!(row["port"] == port && row["connections"].as_u64() >= Some(1), "{row}");
    assert!(row["bytes"].as_u64() > Some(4_000_000) && row["by_tcp"] == 0, "{row}");

    // What was there before goes on as it was, and what was accelerated when the tool ends.
    let during = connected(&wanted, HERE);
    talk(&before.0, &before.1);
    talk(&during.0, &during.1);
    tool.interrupt();
    talk(&before.0, &before.1);
    talk(&during.0, &during.1);
}

#[test]
fn sockaccel_waits_until_what_was_redirected_is_read() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let mut tool = Tool::named("sockaccel", &["--port", &port]);
    tool.line_after(|| {}, |line| line.trim_start().starts_with("PORT"));
    let (mut client, mut server) = connected(&listener, HERE);
    client.write_all(b"first ").unwrap();
    let reader = thread::spawn(move || {
        // The tool should have waited by then, but may be slow.
        thread::sleep(Duration::from_millis(300));
        let mut text = String::new();
        server.read_to_string(&mut text).unwrap();
        text
    });
    let row = tool.line_after_interrupt(|line| line.trim_start().starts_with(&port));
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), [&port, "1", "1", "6", "0", "0"]);
    client.write_all(b"second").unwrap();
    drop(client);
    assert_eq!(reader.join().unwrap(), "first second");
}

/// Sends in pieces until the socket takes no more, or all; tells how many bytes it took.
fn send_until_full(mut sender: &TcpStream, all: &[u8], piece: usize) -> usize {
    sender.set_nonblocking(true).unwrap();
    let mut sent = 0;
    while sent < all.len() {
        match sender.write(&all[sent..all.len().min(sent + piece)]) {
            Ok(count) => sent += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => panic!("after {sent} bytes: {error}"),
        }
    }
    sender.set_nonblocking(false).unwrap();
    sent
}

/// Sends what was not sent yet while the other end reads all, in small pieces.
fn send_rest(mut sender: &TcpStream, mut receiver: &TcpStream, all: &[u8], sent: usize) {
    thread::scope(|scope| {
        scope.spawn(move || {
            for piece in all[sent..].chunks(50_000) {
                sender.write_all(piece).unwrap();
            }
            sender.shutdown(Shutdown::Write).unwrap();
        });
        let (mut received, mut piece) = (0, [0; 3_000]);
        loop {
            let count = receiver.read(&mut piece).unwrap();
            if count == 0 {
                break;
            }
            let expected = all.get(received..received + count);
            assert!(expected == Some(&piece[..count]), "at {received} comes something else than was sent");
            received += count;
        }
        assert_eq!(received, all.len());
    });
}

#[test]
fn sockaccel_leaves_the_rest_to_tcp_where_a_receiver_is_far_behind() {
    const MIB: usize = 1 << 20;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let mut tool = Tool::named("sockaccel", &["--port", &port, "--behind", "8"]);
    tool.line_after(|| {}, |line| line.trim_start().starts_with("PORT"));

    // Bytes that are missing, doubled or overtaken show.
    let all: Vec<u8> = (0..40 * MIB).map(|place| (place ^ (place >> 11) ^ (place >> 19)) as u8).collect();

    // Nobody reads: first 8 MiB are handed over, then TCP takes what its buffers hold.
    let (client, server) = connected(&listener, HERE);
    let sent = send_until_full(&client, &all, 64 * 1024);
    assert!((8 * MIB..16 * MIB).contains(&sent), "{sent} bytes were taken");
    send_rest(&client, &server, &all, sent);
    // The other direction is not concerned.
    send_rest(&server, &client, &all[..6 * MIB], 0);

    // Each message takes memory, however short it is.
    let (client, server) = connected(&listener, HERE);
    let sent = send_until_full(&client, &all[..10_000], 1);
    assert_eq!(sent, 10_000);
    send_rest(&client, &server, &all[..MIB], sent);

    let row = tool.line_after_interrupt(|line| line.trim_start().starts_with(&port));
    let row: Vec<usize> = row.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let [_, connections, _, bytes, by_tcp, behind] = row[..] else { panic!("{row:?}") };
    assert_eq!((connections, behind), (2, 2), "{row:?}");
    assert!((14 * MIB - 100_000..15 * MIB).contains(&bytes) && by_tcp > 500, "{row:?}");
}

/// `sockaccel --help` says what it is not for: if a kernel can do one of these, it is to say so.
#[test]
fn sockaccel_is_not_for_splice_from_sockets_urgent_data_or_waiting_for_all() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let mut tool = Tool::named("sockaccel", &["--port", &port]);
    tool.line_after(|| {}, |line| line.trim_start().starts_with("PORT"));
    let (reader, writer) = pipe().unwrap();

    // From a socket, splice sees neither what is there nor that it comes before the end; to a socket it works.
    let (mut client, mut server) = connected(&listener, HERE);
    client.write_all(b"written").unwrap();
    server.set_nonblocking(true).unwrap();
    assert_eq!(splice(&server, None, &writer, None, 100, SpliceFlags::empty()), Err(Errno::AGAIN));
    rustix::io::write(&writer, b", spliced").unwrap();
    assert_eq!(splice(&reader, None, &client, None, 100, SpliceFlags::empty()), Ok(9));
    client.shutdown(Shutdown::Write).unwrap();
    server.set_nonblocking(false).unwrap();
    assert_eq!(splice(&server, None, &writer, None, 100, SpliceFlags::empty()), Ok(0));
    let mut text = String::new();
    server.read_to_string(&mut text).unwrap();
    assert_eq!(text, "written, spliced");

    // An urgent byte is one as the others, and who asks for it gets those.
    let (mut client, mut server) = connected(&listener, HERE);
    client.write_all(b"before ").unwrap();
    send(&client, b"!", SendFlags::OOB).unwrap();
    let mut buffer = [0; 100];
    assert_eq!(recv(&server, &mut buffer[..], RecvFlags::OOB), Ok((8, 8)));
    assert_eq!(&buffer[..8], b"before !");

    // Who wants a certain number of bytes gets those that are there.
    client.write_all(b"half").unwrap();
    assert_eq!(recv(&server, &mut buffer[..8], RecvFlags::WAITALL), Ok((4, 4)));
    client.write_all(b"rest").unwrap();
    server.read_exact(&mut buffer[4..8]).unwrap();
    assert_eq!(&buffer[..8], b"halfrest");

    let row = tool.line_after_interrupt(|line| line.trim_start().starts_with(&port));
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), [&port, "2", "6", "32", "0", "0"]);
}

#[test]
fn sockaccel_names_a_control_group_that_is_not_there() {
    let mut tool = Command::new(example("coolbpf-tools"));
    let tool = tool.args(["sockaccel", "--cgroup", "/sys/fs/cgroup/no-such-group"]).output().unwrap();
    let said = String::from_utf8_lossy(&tool.stderr).into_owned();
    assert!(said.contains("there is no control group /sys/fs/cgroup/no-such-group"), "{said}");
}

#[test]
fn tcxredirect_is_a_cable_between_two_interfaces() {
    let _ = example("coolbpf-tools");
    let (one, middle, other) = (Network::new(), Network::new(), Network::new());
    for (network, name) in [(&one, "one"), (&other, "other")] {
        ip(&format!("-n {} link add {name} type veth peer name veth0 netns {}", middle.0, network.0));
        ip(&format!("-n {} link set {name} up", middle.0));
    }
    one.address(&["192.0.2.1/24"]);
    other.address(&["192.0.2.2/24"]);
    let receiver = one.inside(|| UdpSocket::bind("192.0.2.1:0").unwrap());
    receiver.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let sender = other.inside(|| UdpSocket::bind("192.0.2.2:0").unwrap());
    let to = receiver.local_addr().unwrap();
    let received = |text: &[u8]| {
        // The neighbour may not be known yet.
        let _ = sender.send_to(text, to);
        let mut bytes = [0; 16];
        std::iter::from_fn(|| receiver.recv(&mut bytes).ok().map(|length| bytes[..length] == *text))
            .any(|is| is)
    };

    let arguments = ["--from", "other", "--to", "one", "--both", "--json", "--every", "1"];
    ip(&format!("-n {} link set one down", middle.0));
    let mut command = Command::new(example("coolbpf-tools"));
    let output = middle.inside(|| command.arg("tcxredirect").args(arguments).output().unwrap());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("one is down: ") && !output.status.success(), "{said}");
    ip(&format!("-n {} link set one up", middle.0));
    let mut tool = middle.inside(|| Tool::named("tcxredirect", &arguments));
    let came = Cell::new(false);
    let cause = || came.set(came.get() | received(b"during"));
    let row = row_after(&mut tool, cause, |row| row["from"] == "other");
    assert!(row["to"] == "one" && row["packets"].as_u64() > Some(0) && row["failures"].is_null(), "{row}");
    // Answers to who asks for an address take the way back.
    row_after(&mut tool, cause, |row| row["from"] == "one" && came.get());
    tool.interrupt();
    assert!(!received(b"after"), "nothing is redirected any more");
}

#[test]
fn tcxredirect_copies_what_goes_on_as_well() {
    let cable = Cable::new();
    ip(&format!("-n {} link add copies type veth peer name end", cable.here.0));
    ip(&format!("-n {} link set copies up", cable.here.0));
    ip(&format!("-n {} link set end up", cable.here.0));
    let arguments = ["--from", "veth0", "--to", "copies", "--copy"];
    let mut tool = cable.here.inside(|| Tool::named("tcxredirect", &arguments));
    tool.line_after(|| {}, |line| line.starts_with("FROM"));
    cable.heard_until(&SENDERS);
    let row = tool.line_after_interrupt(|line| line.starts_with("veth0"));
    let fields: Vec<_> = row.split_whitespace().collect();
    assert!(fields[1] == "copies" && fields[2].parse::<u32>().unwrap() >= 4 && fields[4] == "0", "{row}");
}
