//! More clients than processors, each with sources that nobody had before, and a SIGKILL in the middle.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use coolbpf_contract::Digest;
use coolbpf_contract::wire::CompileAnswer;

use super::connection::Connection;
use super::process::Server;
use super::{body, numbered, request};
use crate::Result;
use crate::bench::{Goal, figure};

const CLIENTS: usize = 64;
const SECONDS: u64 = 300;
/// Objects that are asked for again after the server was killed.
const ASKED_AGAIN: usize = 500;

/// What the clients saw.
#[derive(Default)]
struct Seen {
    made: Mutex<Vec<(usize, Digest)>>,
    next: AtomicUsize,
    sent_away: AtomicUsize,
    errors: AtomicUsize,
}

pub(super) fn run(cache: &Path) -> Result {
    let seconds = match std::env::var("COOLBPF_BENCH_SECONDS") {
        Ok(seconds) => seconds.parse()?,
        Err(_) => SECONDS,
    };
    let half = Duration::from_secs(seconds) / 2;
    println!("{CLIENTS} clients with distinct sources, {seconds} s, SIGKILL in the middle");
    let seen = Seen::default();
    let server = Server::start(cache)?;
    let first = phase(&server, &seen, half, true)?;
    drop(server);
    let known = seen.made.lock().map_err(|_| "a client panicked")?.clone();
    let server = Server::start(cache)?;
    let (lost, damaged) = ask_again(&server, &known)?;
    let second = phase(&server, &seen, half, false)?;
    let made = seen.made.lock().map_err(|_| "a client panicked")?.len();
    println!(
        "{made} compiled, {} sent away with Retry-After; {:.1} a second; memory {:.1} MB",
        seen.sent_away.load(Ordering::Relaxed),
        made as f64 / seconds as f64,
        second.memory_at_end / 1e6
    );
    figure("server.load_errors", seen.errors.load(Ordering::Relaxed) as f64, Goal::AtMost(0.0));
    figure("server.load_memory_growth", first.growth().max(second.growth()), Goal::AtMost(1.25));
    figure("server.load_busy", first.busy.min(second.busy), Goal::AtLeast(0.9));
    figure("server.killed_lost", lost as f64, Goal::AtMost(0.0));
    figure("server.killed_damaged", damaged as f64, Goal::AtMost(0.0));
    Ok(())
}

/// What was measured while the clients were at work.
struct Phase {
    memory_at_third: f64,
    memory_at_end: f64,
    /// The part of the processors' time that was not idle.
    busy: f64,
}

impl Phase {
    fn growth(&self) -> f64 {
        self.memory_at_end / self.memory_at_third
    }
}

/// Lets the clients work for a while; `killed` says that the server is to be killed while they are at it.
fn phase(server: &Server, seen: &Seen, duration: Duration, killed: bool) -> Result<Phase> {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| client(server.address(), seen, &done));
        }
        let start = processor_times()?;
        std::thread::sleep(duration / 3);
        let memory_at_third = server.memory()?;
        std::thread::sleep(duration - duration / 3);
        let memory_at_end = server.memory()?;
        let end = processor_times()?;
        done.store(true, Ordering::Relaxed);
        if killed {
            // What the clients wait for now is no error.
            server.kill()?;
        }
        let busy = 1.0 - (end.idle - start.idle) / (end.all - start.all);
        Ok(Phase { memory_at_third, memory_at_end, busy })
    })
}

fn client(address: &str, seen: &Seen, done: &AtomicBool) {
    let mut connection = None;
    while !done.load(Ordering::Relaxed) {
        let number = seen.next.fetch_add(1, Ordering::Relaxed);
        match ask(&mut connection, address, number) {
            Ok(Asked::Made(digest)) => {
                if let Ok(mut made) = seen.made.lock() {
                    made.push((number, digest));
                }
            }
            Ok(Asked::SentAway) => {
                seen.sent_away.fetch_add(1, Ordering::Relaxed);
                std::thread::sleep(Duration::from_secs(1));
            }
            Err(error) => {
                connection = None;
                if !done.load(Ordering::Relaxed) {
                    seen.errors.fetch_add(1, Ordering::Relaxed);
                    eprintln!("{error}");
                }
            }
        }
    }
}

enum Asked {
    Made(Digest),
    SentAway,
}

fn ask(connection: &mut Option<Connection>, address: &str, number: usize) -> Result<Asked> {
    let open = match connection {
        Some(open) => open,
        None => connection.insert(Connection::open(address)?),
    };
    let answer = open.post(&body(&request(&numbered(number))?)?)?;
    match answer.status {
        200 => {
            let answer: CompileAnswer = serde_json::from_slice(&answer.body)?;
            let digest = Digest::of(&answer.object.bytes);
            if digest == answer.object.digest {
                Ok(Asked::Made(digest))
            } else {
                Err("a wrong digest".into())
            }
        }
        503 if answer.retry_after => Ok(Asked::SentAway),
        status => Err(format!("{status}: {}", String::from_utf8_lossy(&answer.body)).into()),
    }
}

/// Asks for what was made before, and counts what has to be compiled again and what comes out other than before.
fn ask_again(server: &Server, known: &[(usize, Digest)]) -> Result<(usize, usize)> {
    let mut connection = Some(Connection::open(server.address())?);
    let mut damaged = 0;
    // Those that were made last had the least time to reach the disk.
    for (number, digest) in known.iter().rev().take(ASKED_AGAIN) {
        match ask(&mut connection, server.address(), *number)? {
            Asked::Made(again) if again == *digest => {}
            Asked::Made(_) | Asked::SentAway => damaged += 1,
        }
    }
    // What nobody asked for before has to be compiled, so the server's count can't be missing.
    let Asked::Made(_) = ask(&mut connection, server.address(), i32::MAX as usize)? else {
        return Err("the server has nothing else to do, and sends its client away".into());
    };
    let metrics = Connection::open(server.address())?.get("/metrics")?.body;
    let metrics = String::from_utf8(metrics)?;
    let made = "coolbpf_compiles_total{outcome=\"Made\"} ";
    let made = metrics.lines().find_map(|line| line.strip_prefix(made)?.parse::<usize>().ok());
    let made = made.ok_or("the server doesn't count what it compiles as it did")?;
    Ok((made.checked_sub(1).ok_or("the server didn't count what it compiled")?, damaged))
}

/// Since the machine's start, in ticks of all processors together.
struct Times {
    all: f64,
    idle: f64,
}

fn processor_times() -> Result<Times> {
    let stat = std::fs::read_to_string("/proc/stat")?;
    let line = stat.lines().next().ok_or("/proc/stat is empty")?;
    let times: Vec<f64> = line.split_whitespace().skip(1).map_while(|word| word.parse().ok()).collect();
    // user nice system idle iowait ...
    let idle = times.get(3).copied().unwrap_or_default() + times.get(4).copied().unwrap_or_default();
    Ok(Times { all: times.iter().take(8).sum(), idle })
}
