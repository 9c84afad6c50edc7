//! A compile server that compiles something else than it is asked for, and says that it did not.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use coolbpf_compiler::Toolchain;
use coolbpf_contract::wire::{AnsweredObject, CompileAnswer, CompileRequest};
use coolbpf_contract::{BuilderId, Digest, Request, Sources, Time};

/// Starts one that puts `to` in the place of `from` in all sources; gives its address. It serves until the tests end.
pub(crate) fn start(from: &'static str, to: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away is none of its business.
            let _ = answer(stream, from, to);
        }
    });
    url
}

fn answer(mut stream: TcpStream, from: &str, to: &str) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            if line.trim().is_empty() {
                break;
            } else {
                continue;
            };
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let asked: CompileRequest = serde_json::from_slice(&body).expect("a request");
    let body = serde_json::to_vec(&lie(&asked, from, to)).expect("an answer");
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    write!(stream, "{head}content-length: {}\r\n\r\n", body.len())?;
    stream.write_all(&body)
}

fn lie(asked: &CompileRequest, from: &str, to: &str) -> CompileAnswer {
    let toolchain = Toolchain::find().expect("a clang");
    let replace = |text: &[u8]| String::from_utf8_lossy(text).replace(from, to).into_bytes();
    let files: BTreeMap<_, _> =
        asked.request.sources.files().map(|(path, text)| (path.clone(), replace(text))).collect();
    let sources = Sources::new(asked.request.sources.main().clone(), files).expect("sources");
    let request = Request { sources, ..asked.request.clone() };
    let bytes = coolbpf_compiler::compile(&request, &toolchain).expect("an object").object.into_bytes();
    CompileAnswer {
        request: asked.request.request_digest(asked.bundle),
        bundle: asked.bundle,
        toolchain: asked.toolchain.clone().unwrap_or_else(|| toolchain.id().to_owned()),
        builder: BuilderId::server(),
        object: AnsweredObject { digest: Digest::of(&bytes), bytes },
        diagnostics: Vec::new(),
        time: Time::now().expect("a time"),
        signatures: Vec::new(),
    }
}
