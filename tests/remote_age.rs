//! Answers that were signed long ago, as one who listened on the network could give them again.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use coolbpf_contract::wire::CompileAnswer;
use coolbpf_contract::{Signature, Time};
use coolbpf_tests::{Form, Server, hello, server_binary};
use minisign::KeyPair;

/// Reads the head and the body of a message.
fn read(connection: &TcpStream) -> (String, Vec<u8>) {
    let mut reader = BufReader::new(connection);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
    }
    let head = head.to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.trim().parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    (head, body)
}

/// Sends a message that starts with this line.
fn send(mut connection: &TcpStream, first: &str, body: &[u8]) {
    let length = body.len();
    let head = format!(
        "{first}\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n"
    );
    connection.write_all(&[head.as_bytes(), body].concat()).unwrap();
}

/// Answers one request by what `server` answers to it, with a signature by `key` of another time.
fn answer(listener: &TcpListener, server: &Server, key: &KeyPair, age: Duration) {
    let (client, _) = listener.accept().unwrap();
    let (_, asked) = read(&client);
    let upstream = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
    send(&upstream, "POST /v1/compile HTTP/1.1", &asked);
    let (head, answered) = read(&upstream);
    assert!(head.starts_with("http/1.1 200"), "{head}");
    let mut answer: CompileAnswer = serde_json::from_slice(&answered).unwrap();
    answer.time = Time::from_unix(answer.time.unix() - age.as_secs()).unwrap();
    let message = answer.provenance().statement();
    let signature = minisign::sign(Some(&key.pk), &key.sk, message.as_bytes(), None, None).unwrap();
    answer.signatures = vec![Signature { key: "key".into(), minisign: signature.into_string() }];
    send(&client, "HTTP/1.1 200 OK", &serde_json::to_vec(&answer).unwrap());
}

#[test]
fn an_answer_is_refused_that_was_signed_longer_ago_than_the_manifest_allows() {
    let server = Server::start(&server_binary(), &[]);
    let key = KeyPair::generate_unencrypted_keypair().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let user = hello("remote-age", Form::Remote);
    let manifest = format!(
        "[workspace.metadata.coolbpf]\nservers = [\"http://{}\"]\nkeys = [\"{}\"]\nmaximum-age = \"1 hour\"\n",
        listener.local_addr().unwrap(),
        key.pk.to_base64()
    );
    user.manifest(&manifest, Form::Remote);
    let build = || user.build().env("CARGO_NET_OFFLINE", "false").without_clang().run();
    let hours = |hours: u64| Duration::from_secs(hours * 3600);
    std::thread::scope(|scope| {
        let listens = scope.spawn(|| answer(&listener, &server, &key, hours(2)));
        let said = build().failed();
        let said = said.saying("was signed 2 hours ago").saying("`maximum-age` allows 60 minutes");
        listens.join().unwrap_or_else(|_| panic!("{said}"));
        let listens = scope.spawn(|| answer(&listener, &server, &key, hours(0)));
        let built = build().succeeded();
        listens.join().unwrap_or_else(|_| panic!("{built}"));
    });
}
