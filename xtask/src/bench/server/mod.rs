//! `cargo xtask bench server`: what a compile server adds to a compile, how fast it answers what it knows, whether it
//! stands load and being killed, and whether its objects are those of a local clang.
//!
//! The server is a release build in a process of its own, on loopback, with its sandbox; this process, which is built
//! alike, generates the load on the same processors.

mod connection;
mod load;
mod process;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use coolbpf_compiler::{Toolchain, bundle_digest, compile};
use coolbpf_contract::wire::{CompileAnswer, CompileRequest};
use coolbpf_contract::{Arch, Metadata, Options, Request, SourcePath, Sources};

use super::{Goal, figure, median};
use crate::Result;
use connection::Connection;
use process::Server;

#[path = "../../../../coolbpf-compiler/tests/corpus/mod.rs"]
mod corpus;

const COLD_COMPILES: usize = 31;
const CLIENTS: usize = 8;
const CACHED_SECONDS: f64 = 10.0;
/// What may be added to 1.3 times the local compile.
const ALLOWANCE: f64 = 0.030;
/// The path that programs without a crate have.
const MAIN: &str = "src/bpf/main.bpf.c";
const HELLO: &str = include_str!("../../../../examples/hello/src/bpf/hello.bpf.c");

pub(super) fn run() -> Result {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--package", "coolbpf-server"])
        .status()?;
    if !built.success() {
        return Err("the server does not build".into());
    }
    let toolchain = Toolchain::find()?;
    println!("{}", toolchain.id());
    let scratch = tempfile::tempdir()?;
    let cache = scratch.path().join("cache");
    let server = Server::start(&cache)?;
    same_bytes(&server, &toolchain)?;
    cold(&server, &toolchain)?;
    cached(&server)?;
    drop(server);
    load::run(&scratch.path().join("load"))
}

/// A request for a program of one file.
fn request(source: &str) -> Result<CompileRequest> {
    let main: SourcePath = MAIN.parse()?;
    let files = BTreeMap::from([(main.clone(), source.as_bytes().to_vec())]);
    let request =
        Request { sources: Sources::new(main, files)?, options: Options::default(), arch: Arch::X86_64 };
    Ok(CompileRequest { request, bundle: bundle_digest(), toolchain: None })
}

/// The hello example with `number` in it, so that no two have the same object.
fn numbered(number: usize) -> String {
    format!("{HELLO}\nconst volatile int number = {number};\n")
}

fn body(asked: &CompileRequest) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(asked)?)
}

/// Compares objects of the server, of a local clang, and vendored ones.
fn same_bytes(server: &Server, toolchain: &Toolchain) -> Result {
    let mut connection = Connection::open(server.address())?;
    let mut other = 0;
    let mut compared = 0;
    let mut compare = |name: &str, asked: &CompileRequest, vendored: Option<Vec<u8>>| -> Result {
        let answer = connection.post(&body(asked)?)?;
        let remote: CompileAnswer = serde_json::from_slice(&answer.body)
            .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&answer.body)))?;
        let local = compile(&asked.request, toolchain)?.object.into_bytes();
        compared += 1;
        if remote.object.bytes != local || vendored.is_some_and(|vendored| vendored != local) {
            println!("{name} has other bytes");
            other += 1;
        }
        Ok(())
    };
    let mut examples = 0;
    for package in std::fs::read_dir("examples")? {
        let package = package?.path();
        if !package.join("src/bpf").is_dir() {
            continue;
        }
        for (name, asked, vendored) in example_requests(&package)? {
            compare(&name, &asked, Some(vendored))?;
            examples += 1;
        }
    }
    if examples == 0 {
        return Err("no example has a program in src/bpf".into());
    }
    for program in corpus::programs(40, toolchain.major()) {
        compare(&program.name, &request(&program.source)?, None)?;
    }
    println!("{compared} programs compared, {examples} of them with what is vendored");
    figure("server.other_bytes", f64::from(other), Goal::AtMost(0.0));
    Ok(())
}

/// The programs of an example in `src/bpf`: each one's name, what a build asks for it, and its vendored object.
fn example_requests(package: &Path) -> Result<Vec<(String, CompileRequest, Vec<u8>)>> {
    let metadata = Metadata::from_manifest(&std::fs::read_to_string(package.join("Cargo.toml"))?)?;
    let mut requests = Vec::new();
    for file in std::fs::read_dir(package.join("src/bpf"))? {
        let file = file?.file_name();
        let Some(name) = file.to_str().and_then(|file| file.strip_suffix(".bpf.c")) else { continue };
        let options = metadata.options(name).clone();
        let main: SourcePath = format!("src/bpf/{name}.bpf.c").parse()?;
        let text = std::fs::read(package.join(main.as_str()))?;
        let read = |path: &SourcePath| Ok(std::fs::read(package.join(path.as_str())).ok());
        let sources = Sources::collect(main, text, &options, read)?;
        let request = Request { sources, options, arch: Arch::X86_64 };
        let vendored = std::fs::read(package.join(format!("coolbpf-vendor/{name}.x86_64.bpf.o")))?;
        let asked = CompileRequest { request, bundle: bundle_digest(), toolchain: None };
        requests.push((name.to_owned(), asked, vendored));
    }
    Ok(requests)
}

/// A compile by the server that nobody asked for before, against the same compile in this process.
fn cold(server: &Server, toolchain: &Toolchain) -> Result {
    let (mut local, mut remote) = (Vec::new(), Vec::new());
    for number in 0..COLD_COMPILES {
        let asked = request(&numbered(number))?;
        let start = Instant::now();
        let _ = compile(&asked.request, toolchain)?;
        local.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        // As a build does it: a connection of its own.
        let answer = Connection::open(server.address())?.post(&body(&asked)?)?;
        remote.push(start.elapsed().as_secs_f64());
        if answer.status != 200 {
            return Err(format!("the server answered {}", answer.status).into());
        }
    }
    let (local, remote) = (median(local), median(remote));
    println!("cold compile of hello: {:.1} ms local, {:.1} ms remote", local * 1e3, remote * 1e3);
    println!(
        "(remote: a connection over plain http and the exchange, without the build's own client: its TLS, its reading of"
    );
    println!(
        "the JSON, and its checks of signature and object; both: without bindings, which a build makes alike of either)"
    );
    figure("server.cold_ratio_less_30ms", (remote - ALLOWANCE) / local, Goal::AtMost(1.3));
    Ok(())
}

/// How fast the server answers what it knows, to clients that ask as fast as they can.
fn cached(server: &Server) -> Result {
    let body = body(&request(HELLO)?)?;
    let answer = Connection::open(server.address())?.post(&body)?;
    println!("cached answers: {} bytes asked, {} bytes answered", body.len(), answer.body.len());
    let ask = || -> std::io::Result<Vec<f64>> {
        let mut connection = Connection::open(server.address())?;
        let mut seconds = Vec::new();
        let end = Instant::now() + Duration::from_secs_f64(CACHED_SECONDS);
        while Instant::now() < end {
            let start = Instant::now();
            let answer = connection.post(&body)?;
            seconds.push(start.elapsed().as_secs_f64());
            if answer.status != 200 {
                return Err(std::io::Error::other(format!("the server answered {}", answer.status)));
            }
        }
        Ok(seconds)
    };
    let mut seconds = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(ask)).collect();
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().map_err(|_| "a client panicked")??);
        }
        Ok::<_, Box<dyn std::error::Error>>(all)
    })?;
    seconds.sort_by(f64::total_cmp);
    let at = |part: f64| seconds.get((seconds.len() as f64 * part) as usize).copied().unwrap_or(f64::NAN);
    figure("server.cached_p50_ms", at(0.5) * 1e3, Goal::AtMost(1.0));
    figure("server.cached_p99_ms", at(0.99) * 1e3, Goal::AtMost(5.0));
    figure("server.cached_per_second", seconds.len() as f64 / CACHED_SECONDS, Goal::AtLeast(5000.0));
    Ok(())
}
