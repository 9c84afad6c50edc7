//! Connections that mean harm.

use std::io::Write as _;
use std::net::Shutdown;
use std::time::{Duration, Instant};

use crate::http;
use crate::victim::{Victim, json, request};

/// Longer than the server waits for a request that doesn't come (2 s), and shorter than it compiles.
const SOON: Duration = Duration::from_secs(120);

/// Attacks, and looks at the server after each.
pub(crate) fn attack(victim: &mut Victim) {
    a_client_that_goes_away(victim);
    clients_that_wait_for_the_same(victim);
    slow_heads_and_bodies(victim);
    what_is_no_http(victim);
}

fn a_client_that_goes_away(victim: &mut Victim) {
    for how in ["closes its connection", "ends what it sends, and closes"] {
        let stream = victim.send_endless_compile();
        victim.wait_for_compiler();
        if how.starts_with("ends") {
            stream.shutdown(Shutdown::Write).unwrap();
        }
        drop(stream);
        victim.holds(&format!("a client that {how}"));
    }
    for sent in [0, 1, 20, 200] {
        let body = json(&request(b"int x;\n"));
        let whole = http::head(&http::json_of(body.len())) + &body;
        let mut stream = http::connect(victim.url());
        stream.write_all(&whole.as_bytes()[..sent]).unwrap();
        drop(stream);
        victim.holds(&format!("a client that leaves after {sent} bytes"));
    }
}

fn clients_that_wait_for_the_same(victim: &mut Victim) {
    let (first, second) = (victim.send_endless_compile(), victim.send_endless_compile());
    victim.wait_for_compiler();
    drop(first);
    // The other one still waits, and is answered when the time is up.
    let answer = http::receive(second);
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.body.contains("compile-limit"), "{}", answer.body);
    victim.holds("one of two clients that goes away");
}

fn slow_heads_and_bodies(victim: &mut Victim) {
    let body = json(&request(b"int x;\n"));
    let head = http::head(&http::json_of(body.len()));
    for (how, sent) in [
        ("sends nothing", String::new()),
        ("sends half of a head", head[..head.len() / 2].to_owned()),
        ("sends no body", head.clone()),
        ("sends half of a body", head.clone() + &body[..body.len() / 2]),
        (
            "sends chunks that don't end",
            http::head("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n") + "1\r\n{\r\n",
        ),
    ] {
        let start = Instant::now();
        let mut streams: Vec<_> = (0..20).map(|_| http::connect(victim.url())).collect();
        for stream in &mut streams {
            stream.write_all(sent.as_bytes()).unwrap();
        }
        victim.holds(&format!("20 clients each of which {how}, while they do"));
        for mut stream in streams {
            // An answer or none: the connection ends.
            let _ = std::io::copy(&mut stream, &mut std::io::sink());
        }
        assert!(start.elapsed() < SOON, "a client that {how} is kept for {:?}", start.elapsed());
        victim.holds(&format!("a client that {how}"));
    }
}

fn what_is_no_http(victim: &mut Victim) {
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(1 << 20));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: x\r\n".repeat(100_000));
    let smuggled = "POST /v1/compile HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/toolchains HTTP/1.1\r\n\r\n";
    for (what, sent) in [
        ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice()),
        ("zeros", &[0; 100_000]),
        ("a path of a megabyte", long.as_bytes()),
        ("100,000 headers", many.as_bytes()),
        ("two lengths", smuggled.as_bytes()),
        ("a length below zero", b"POST /v1/compile HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
        (
            "a path outside",
            b"GET /v1/objects/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        ),
        (
            "a path outside in disguise",
            b"GET /v1/btf/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        ),
        ("a method that there isn't", b"EXEC /v1/compile HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
    ] {
        let mut stream = http::connect(victim.url());
        // The server may have hung up already.
        let _ = stream.write_all(sent);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = std::io::copy(&mut stream, &mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.contains("root:x:0") && !answer.starts_with("HTTP/1.1 200"), "{what}: {answer}");
        victim.holds(what);
    }
}
