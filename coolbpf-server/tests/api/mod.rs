//! A client of `/v1` for the tests of this crate, and the server that it talks to.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use coolbpf_compiler::{Toolchain, bundle_digest};
use coolbpf_contract::wire::{CompileAnswer, CompileRequest, Problem, ProblemKind};
use coolbpf_contract::{Arch, Options, Request, Sources};
pub(crate) use coolbpf_tests::Server;

/// The server that this crate builds.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_coolbpf-server");

/// Where the main file of every request lies.
pub(crate) const MAIN: &str = "src/bpf/main.bpf.c";

/// A server with more flags than those that it needs.
pub(crate) fn server(arguments: &[&str]) -> Server {
    Server::start(Path::new(BINARY), arguments)
}

/// A request to compile this C.
pub(crate) fn request(source: &str) -> CompileRequest {
    let files = BTreeMap::from([(MAIN.parse().unwrap(), source.as_bytes().to_vec())]);
    let sources = Sources::new(MAIN.parse().unwrap(), files).unwrap();
    let request = Request { sources, options: Options::default(), arch: Arch::X86_64 };
    CompileRequest { request, bundle: bundle_digest(), toolchain: None }
}

/// C whose object has `number` in it.
pub(crate) fn program(number: u32) -> String {
    format!(
        "__attribute__((section(\"xdp\"), used)) int number(void *context) {{ return {number}; }}\n\
         char _license[] __attribute__((section(\"license\"), used)) = \"GPL\";\n"
    )
}

/// C that clang is busy with for a second or more: two to the `doublings` statements that it can't leave out.
pub(crate) fn slow_program(number: u32, doublings: u32) -> String {
    let mut source = String::from("static volatile int sink;\n#define X0 sink += sink;\n");
    for level in 1..=doublings {
        let below = level - 1;
        source += &format!("#define X{level} X{below} X{below}\n");
    }
    source + &program(number).replace("return", &format!("X{doublings} return"))
}

/// What the clang of this machine makes of it, in this process.
pub(crate) fn compiled_here(asked: &CompileRequest, toolchain: &Toolchain) -> Vec<u8> {
    coolbpf_compiler::compile(&asked.request, toolchain).unwrap().object.into_bytes()
}

/// An answer, whatever its status.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The object and all that comes with it.
    #[track_caller]
    pub(crate) fn compiled(&self) -> CompileAnswer {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()
    }

    /// The problem, which must be of this kind.
    #[track_caller]
    pub(crate) fn problem(&self, kind: ProblemKind) -> Problem {
        let problem: Problem = self.json();
        assert_eq!(problem.known_kind(), Some(kind), "{problem:?}");
        assert_eq!((self.status, problem.status), (kind.status(), kind.status()), "{problem:?}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        problem
    }
}

/// A connection to a server without TLS.
pub(crate) fn connect(url: &str) -> TcpStream {
    let stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// Begins to post `body`, which says that it has `length` bytes, to be compiled.
pub(crate) fn send_compile(url: &str, body: &[u8], length: usize) -> TcpStream {
    let head = format!(
        "POST /v1/compile HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    let mut stream = connect(url);
    stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
    stream
}

/// Reads an answer to the end of the connection.
pub(crate) fn receive(mut stream: impl std::io::Read) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = ureq::http::HeaderMap::new();
    for (name, value) in lines.map(|line| line.split_once(": ").unwrap()) {
        let name = ureq::http::HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.insert(name, value.parse().unwrap());
    }
    Answer { status, headers, body: body.as_bytes().to_vec() }
}

/// A certificate for `localhost` that signs itself, in two files.
pub(crate) struct Certificate {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) der: Vec<u8>,
}

impl Certificate {
    /// Makes one, and writes it to `directory` in the place of the one before.
    pub(crate) fn write(directory: &Path) -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (certificate, key) = (directory.join("cert.pem"), directory.join("key.pem"));
        std::fs::write(&certificate, made.cert.pem()).unwrap();
        std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        Self { certificate, key, der: made.cert.der().to_vec() }
    }

    /// What makes a server use it.
    pub(crate) fn flags(&self) -> [&str; 4] {
        let [certificate, key] = [&self.certificate, &self.key].map(|path| path.to_str().unwrap());
        ["--tls-certificate", certificate, "--tls-key", key]
    }
}

/// Talks to a server.
#[derive(Clone)]
pub(crate) struct Client {
    agent: ureq::Agent,
    url: String,
    token: Option<String>,
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        Self::with_tls(url, ureq::tls::TlsConfig::default())
    }

    pub(crate) fn with_tls(url: &str, tls: ureq::tls::TlsConfig) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(120)))
            .tls_config(tls)
            .build();
        Self { agent: config.into(), url: url.to_owned(), token: None }
    }

    /// A client that trusts these certificates and no others.
    pub(crate) fn trusting(url: &str, certificates: &[&Certificate]) -> Self {
        let trusted =
            certificates.iter().map(|trusted| ureq::tls::Certificate::from_der(&trusted.der).to_owned());
        let roots = ureq::tls::RootCerts::Specific(Arc::new(trusted.collect()));
        let url = url.replace("127.0.0.1", "localhost");
        Self::with_tls(&url, ureq::tls::TlsConfig::builder().root_certs(roots).build())
    }

    pub(crate) fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    fn read(mut response: ureq::http::Response<ureq::Body>) -> Answer {
        let body = response.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
        Answer { status: response.status().as_u16(), headers: response.headers().clone(), body }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.try_get(path).unwrap()
    }

    pub(crate) fn try_get(&self, path: &str) -> Result<Answer, ureq::Error> {
        let mut request = self.agent.get(format!("{}{path}", self.url));
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        request.call().map(Self::read)
    }

    pub(crate) fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.url));
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Self::read(request.send(body).unwrap())
    }

    /// Posts JSON to a server that may not answer.
    pub(crate) fn try_post(&self, path: &str, body: &[u8]) -> Result<Answer, ureq::Error> {
        let request =
            self.agent.post(format!("{}{path}", self.url)).header("Content-Type", "application/json");
        request.send(body).map(Self::read)
    }

    pub(crate) fn compile(&self, asked: &CompileRequest) -> Answer {
        let body = serde_json::to_vec(asked).unwrap();
        self.post("/v1/compile", &[("Content-Type", "application/json")], &body)
    }

    /// A sample of the metrics, 0 where it isn't there.
    pub(crate) fn metric(&self, sample: &str) -> f64 {
        let answer = self.get("/metrics");
        let found = answer.text().lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
        found.map_or(0.0, |value| value.parse().unwrap())
    }

    /// Asks for a sample until it is as it should be. A wait for another process, bounded by the number of questions.
    pub(crate) fn wait_for(&self, sample: &str, wanted: impl Fn(f64) -> bool) {
        for _ in 0..20_000 {
            if wanted(self.metric(sample)) {
                return;
            }
        }
        panic!("{sample} is {} and stays so", self.metric(sample));
    }
}

/// How many compiles ended well.
pub(crate) const MADE: &str = "coolbpf_compiles_total{outcome=\"Made\"}";
