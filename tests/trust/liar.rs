//! A compile server that lies: it passes on what an honest one answers, changed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use coolbpf_contract::wire::CompileAnswer;
use serde_json::{Value, json};

/// What is done to an answer before it is passed on.
type Lie = Box<dyn FnMut(Value) -> Value + Send>;

/// A server on a free port of loopback, until the test process ends.
pub(crate) struct Liar {
    pub(crate) url: String,
}

impl Liar {
    /// Stands before the server at `honest`.
    pub(crate) fn before(
        honest: &str,
        mut lie: impl FnMut(CompileAnswer) -> CompileAnswer + Send + 'static,
    ) -> Self {
        Self::start(honest, Box::new(move |told| json!(lie(serde_json::from_value(told).unwrap()))))
    }

    /// The same, for one that adds to answers what no compile server sends.
    pub(crate) fn adding(honest: &str, field: &'static str, value: &'static str) -> Self {
        Self::start(
            honest,
            Box::new(move |mut told| {
                told[field] = value.into();
                told
            }),
        )
    }

    fn start(honest: &str, lie: Lie) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let honest = honest.trim_start_matches("http://").to_owned();
        let lie = Arc::new(Mutex::new(lie));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (honest, lie) = (honest.clone(), Arc::clone(&lie));
                // A client that goes away is no matter of the liar's.
                std::thread::spawn(move || pass_on(stream?, &honest, &lie));
            }
        });
        Self { url }
    }
}

/// Answers one request.
fn pass_on(client: TcpStream, honest: &str, lie: &Mutex<Lie>) -> std::io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let mut head = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim_end().is_empty() {
            break;
        }
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if name == "content-length" {
            length = line.rsplit(' ').next().and_then(|number| number.trim().parse().ok()).unwrap_or(0);
        }
        // The answer is to come as it is, and with the end of the connection.
        if name != "accept-encoding" && name != "connection" {
            head.push_str(&line);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;

    let mut server = TcpStream::connect(honest)?;
    server.write_all(format!("{head}connection: close\r\n\r\n").as_bytes())?;
    server.write_all(&body)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;

    let mut client = client;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let told = text.split_once("\r\n\r\n").and_then(|(_, body)| serde_json::from_str::<Value>(body).ok());
    let Some(told) = told.filter(|told| told.get("object").is_some()) else {
        return client.write_all(&answer);
    };
    let lie = (lie.lock().unwrap())(told);
    let body = serde_json::to_vec(&lie).unwrap();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    client.write_all(head.as_bytes())?;
    client.write_all(&body)
}
