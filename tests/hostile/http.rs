//! HTTP by hand: a client's library would refuse to send half of what these tests send.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// The longest that an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// A connection to `url`, as in `http://127.0.0.1:1234`.
pub(crate) fn connect(url: &str) -> TcpStream {
    let stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// The head of a compile's request, with `more` header lines that each end in CRLF.
pub(crate) fn head(more: &str) -> String {
    format!("POST /v1/compile HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n")
}

/// The header lines of JSON with this many bytes.
pub(crate) fn json_of(bytes: usize) -> String {
    format!("Content-Type: application/json\r\nContent-Length: {bytes}\r\n")
}

/// Sends all of `bytes`, as far as the server takes them, and reads the answer.
pub(crate) fn exchange(url: &str, bytes: &[u8]) -> Answer {
    let mut stream = connect(url);
    // A server that has answered already need not read the rest.
    let _ = stream.write_all(bytes);
    receive(stream)
}

/// Reads an answer to the end of the connection.
pub(crate) fn receive(mut stream: TcpStream) -> Answer {
    let mut answer = Vec::new();
    // A connection that is reset after the answer is as good as closed; without an answer, what follows fails.
    let _ = stream.read_to_end(&mut answer);
    let text = String::from_utf8(answer).expect("answers are UTF-8");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer but {text:?}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Answer { status: status.unwrap_or_else(|| panic!("no status in {head:?}")), body: body.to_owned() }
}

/// Posts `body` to be compiled.
pub(crate) fn post(url: &str, body: &[u8]) -> Answer {
    exchange(url, &[head(&json_of(body.len())).as_bytes(), body].concat())
}

/// Gets `path`.
pub(crate) fn get(url: &str, path: &str) -> Answer {
    exchange(url, format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
}
