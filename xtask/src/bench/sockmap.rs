//! `cargo xtask bench sockmap`: what local connections gain by `examples/sockaccel`.
//!
//! The tool accelerates the connections to one port. Those and the connections to another port take turns, and figures are medians.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{ChildStdout, Command, Stdio};
use std::thread;
use std::time::Instant;

use super::process::Tracer;
use super::{Goal, figure, median};
use crate::command::output;
use crate::{Result, prerequisites};

const TURNS: usize = 15;
const TRIPS: u32 = 4_000;
/// Written at once where bytes are counted.
const PIECE: usize = 64 * 1024;
const PIECES: usize = 6_000;

pub(super) fn run() -> Result {
    prerequisites::require_bpf("bench sockmap")?;
    let (fast, usual) = (serve()?, serve()?);
    let mut tool = Accelerator::start(fast)?;
    for size in [64, 16 * 1024] {
        let [with, without] = in_turns([fast, usual], |port| round_trip(port, size))?;
        println!("request and response of {size} bytes: {with:.2} us accelerated, {without:.2} us by TCP");
        figure(&format!("sockmap.round_trip_{size}_ratio"), with / without, Goal::AtMost(0.8));
    }
    let [with, without] = in_turns([fast, usual], throughput)?;
    println!("one way: {with:.2} GB/s accelerated, {without:.2} GB/s by TCP");
    figure("sockmap.throughput_ratio", with / without, Goal::AtLeast(1.0));
    println!("{}", tool.end()?);
    Ok(())
}

/// Measures both ports, one after the other and the other way round.
fn in_turns(ports: [u16; 2], measure: impl Fn(u16) -> Result<f64>) -> Result<[f64; 2]> {
    let mut of_ports = [Vec::new(), Vec::new()];
    for turn in 0..TURNS {
        for at in [turn % 2, 1 - turn % 2] {
            of_ports[at].push(measure(ports[at])?);
        }
    }
    Ok(of_ports.map(median))
}

/// Listens on a port, and answers what comes: each message of the size that the connection begins with. Without a size, it reads all pieces and
/// answers with a byte.
fn serve() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for connection in listener.incoming().map_while(std::result::Result::ok) {
            // It ends when the other end is closed.
            let _ = answer(connection);
        }
    });
    Ok(port)
}

fn answer(mut connection: TcpStream) -> Result {
    connection.set_nodelay(true)?;
    let mut size = [0; 4];
    connection.read_exact(&mut size)?;
    let size = u32::from_ne_bytes(size) as usize;
    if size == 0 {
        let mut piece = vec![0; PIECE];
        for _ in 0..PIECES {
            connection.read_exact(&mut piece)?;
        }
        connection.write_all(&[1])?;
        return Ok(());
    }
    let mut message = vec![0; size];
    loop {
        connection.read_exact(&mut message)?;
        connection.write_all(&message)?;
    }
}

fn connect(port: u16, size: u32) -> Result<TcpStream> {
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    connection.set_nodelay(true)?;
    connection.write_all(&size.to_ne_bytes())?;
    Ok(connection)
}

/// Microseconds from a request to its response.
fn round_trip(port: u16, size: u32) -> Result<f64> {
    let mut connection = connect(port, size)?;
    let mut message = vec![7; size as usize];
    let mut trips = |count: u32| -> Result {
        for _ in 0..count {
            connection.write_all(&message)?;
            connection.read_exact(&mut message)?;
        }
        Ok(())
    };
    trips(TRIPS / 10)?;
    let start = Instant::now();
    trips(TRIPS)?;
    Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(TRIPS))
}

/// Gigabytes a second that get to the other end.
fn throughput(port: u16) -> Result<f64> {
    let mut connection = connect(port, 0)?;
    let piece = vec![7; PIECE];
    let start = Instant::now();
    for _ in 0..PIECES {
        connection.write_all(&piece)?;
    }
    connection.read_exact(&mut [0])?;
    Ok((PIECE * PIECES) as f64 / 1e9 / start.elapsed().as_secs_f64())
}

/// The tool, with its output.
struct Accelerator {
    process: Tracer,
    output: BufReader<ChildStdout>,
}

impl Accelerator {
    fn start(port: u16) -> Result<Self> {
        // What is measured runs in the kernel: how the tool itself is compiled makes no difference.
        output(Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "sockaccel"]))?;
        let target = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        let mut tool = Command::new(target.join("debug/sockaccel"));
        let tool = tool.args(["--port", &port.to_string()]).stdout(Stdio::piped());
        let mut process = Tracer(tool.spawn().map_err(|error| format!("{tool:?}: {error}"))?);
        let stdout = process.0.stdout.take().ok_or("the tool has no output")?;
        let mut this = Self { process, output: BufReader::new(stdout) };
        // The heads of the table come when it is attached.
        this.output.read_line(&mut String::new())?;
        Ok(this)
    }

    /// What it has counted.
    fn end(&mut self) -> Result<String> {
        output(Command::new("kill").args(["-INT", &self.process.0.id().to_string()]))?;
        let mut counts = String::new();
        self.output.read_to_string(&mut counts)?;
        let fields: Vec<&str> = counts.split_whitespace().collect();
        let [_, connections, messages, bytes, by_tcp, behind] = fields.as_slice() else {
            return Err(format!("that is not what the tool counts: {counts}").into());
        };
        if *by_tcp != "0" && *behind == "0" {
            return Err(format!("not everything was redirected: {counts}").into());
        }
        Ok(format!(
            "accelerated: {connections} connections, {messages} messages, {bytes} bytes; \
             {by_tcp} messages by TCP, where {behind} receivers were behind"
        ))
    }
}
