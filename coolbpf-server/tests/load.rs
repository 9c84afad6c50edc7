//! More work than the server takes on, and ending while there is some.

mod api;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Instant;

use api::{Client, MADE, program, request, server, slow_program};
use coolbpf_contract::wire::ProblemKind;

const RUNNING: &str = "coolbpf_running";

#[test]
fn what_finds_the_queue_full_is_told_when_to_come_again() {
    let server = server(&["--compiles", "1", "--queue", "1"]);
    let client = Client::new(server.url());
    std::thread::scope(|scope| {
        let slow = |number| {
            let client = client.clone();
            scope.spawn(move || client.compile(&request(&slow_program(number, 14))).compiled())
        };
        let first = slow(1);
        client.wait_for(RUNNING, |running| running == 1.0);
        let second = slow(2);
        client.wait_for("coolbpf_waiting", |waiting| waiting == 1.0);
        let answer = client.compile(&request(&program(3)));
        answer.problem(ProblemKind::Overloaded);
        assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
        first.join().unwrap();
        second.join().unwrap();
    });
    assert_eq!(client.compile(&request(&program(3))).status, 200);
    assert_eq!(client.metric(MADE), 3.0);
}

#[test]
fn sigterm_lets_what_is_under_way_be_done_and_takes_nothing_new() {
    let mut server = server(&["--compiles", "1"]);
    let client = Client::new(server.url());
    let asked = request(&slow_program(4, 14));
    let under_way = {
        let (client, asked) = (client.clone(), asked.clone());
        std::thread::spawn(move || client.compile(&asked).compiled())
    };
    client.wait_for(RUNNING, |running| running == 1.0);
    server.signal("TERM");
    while Client::new(server.url()).try_get("/healthz").is_ok() {}
    let answer = under_way.join().unwrap();
    assert_eq!(answer.request, asked.request.request_digest(asked.bundle));
    let (status, said) = server.end();
    assert!(status.success(), "{status}: {said}");
}

#[test]
fn a_compile_ends_when_its_last_client_goes_away() {
    let server = server(&["--compiles", "1"]);
    let client = Client::new(server.url());
    let body = serde_json::to_string(&request(&slow_program(5, 20))).unwrap();
    let ask = || {
        let mut stream = TcpStream::connect(server.url().strip_prefix("http://").unwrap()).unwrap();
        let length = body.len();
        let head =
            "POST /v1/compile HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ";
        stream.write_all(format!("{head}{length}\r\n\r\n{body}").as_bytes()).unwrap();
        stream
    };
    let (first, second) = (ask(), ask());
    client.wait_for(RUNNING, |running| running == 1.0);
    client.wait_for("coolbpf_lookups_total{found=\"UnderWay\"}", |joined| joined == 1.0);
    drop(first);
    assert_eq!(client.metric(RUNNING), 1.0);
    drop(second);
    client.wait_for(RUNNING, |running| running == 0.0);
    assert_eq!(client.metric("coolbpf_compiles_total{outcome=\"Cancelled\"}"), 1.0);
    assert_eq!(client.compile(&request(&program(6))).status, 200);
}

#[test]
fn a_body_that_comes_too_slowly_is_given_up() {
    let server = server(&["--arrival-seconds", "1"]);
    let address = server.url().strip_prefix("http://").unwrap();
    let start = Instant::now();
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(b"POST /v1/compile HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("problem/slow-body"), "{answer}");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"POST /v1/compile HTTP/1.1\r\nHost").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(start.elapsed().as_secs() < 30);
    assert_eq!(Client::new(server.url()).get("/readyz").status, 200);
}

#[test]
fn a_server_that_ends_says_so_until_it_has_ended_and_a_second_signal_ends_it_at_once() {
    let mut server = server(&["--compiles", "1"]);
    let client = Client::new(server.url());
    let under_way = {
        let client = client.clone();
        std::thread::spawn(move || {
            let body = serde_json::to_vec(&request(&slow_program(7, 22))).unwrap();
            // The server ends before it answers.
            let _ = client.try_post("/v1/compile", &body);
        })
    };
    client.wait_for(RUNNING, |running| running == 1.0);
    server.signal("TERM");
    // Other connections than the one that was there before.
    let answer = || Client::new(server.url()).try_get("/readyz");
    // The signal may come while such a connection is there that has not asked yet.
    let mut answers = (0..10_000).filter_map(|_| answer().ok());
    let answer = answers.find(|answer| answer.status != 200).unwrap();
    answer.problem(ProblemKind::ShuttingDown);
    assert!(!answer.header("retry-after").is_empty());
    let refused = Client::new(server.url()).compile(&request(&program(8)));
    refused.problem(ProblemKind::ShuttingDown);
    assert!(!refused.header("retry-after").is_empty());
    server.signal("TERM");
    let start = Instant::now();
    assert!(server.end().0.success());
    assert!(start.elapsed().as_secs() < 20);
    under_way.join().unwrap();
}

#[test]
fn what_takes_longer_than_the_drain_is_given_up() {
    let mut server = server(&["--compiles", "1", "--drain-seconds", "1"]);
    let client = Client::new(server.url());
    let body = serde_json::to_vec(&request(&slow_program(9, 22))).unwrap();
    let under_way = std::thread::spawn(move || client.try_post("/v1/compile", &body).is_err());
    Client::new(server.url()).wait_for(RUNNING, |running| running == 1.0);
    server.signal("TERM");
    let (status, said) = server.end();
    assert!(status.success() && said.contains("not all was done in time"), "{said}");
    assert!(under_way.join().unwrap());
}

#[test]
fn who_takes_no_answer_is_not_kept() {
    let server = server(&["--arrival-seconds", "1"]);
    let address = server.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    // Far more answers than the kernel keeps for a client that doesn't read.
    stream.set_write_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
    let ask = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000);
    let start = Instant::now();
    while stream.write_all(&ask).is_ok() {}
    assert!(start.elapsed().as_secs() < 50, "{:?}", start.elapsed());
}
