//! Runs the job, and passes on what it writes as it writes it.

use std::ffi::OsStr;
use std::io::{self, PipeReader, Read as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use crate::channel::Channel;
use crate::protocol::{Frame, Job, MAX_PAYLOAD};
use crate::system;

/// Runs the job to its end. Gives the frame that tells of it.
pub fn run(job: &Job, channel: &mut Channel) -> Result<Frame, String> {
    let pipe = || io::pipe().map_err(|error| format!("make a pipe: {error}"));
    let ((out, out_end), (err, err_end), (ended, end)) = (pipe()?, pipe()?, pipe()?);
    let program = OsStr::from_bytes(&job.program);
    let mut command = Command::new(program);
    command.args(job.arguments.iter().map(|argument| OsStr::from_bytes(argument)));
    command.env_clear();
    command.envs(
        job.environment.iter().map(|(name, value)| (OsStr::from_bytes(name), OsStr::from_bytes(value))),
    );
    command.current_dir(OsStr::from_bytes(&job.directory));
    command.stdin(Stdio::null()).stdout(out_end).stderr(err_end);
    // With one processor, what the job writes is passed on before the job goes on: the order of both streams stays.
    system::go_first().unwrap_or_else(|error| eprintln!("coolbpf: take precedence: {error}"));
    let child = command.spawn().map_err(|error| {
        let path = Path::new(program);
        let missing = error.kind() == io::ErrorKind::NotFound && path.exists();
        let why = if missing {
            "; what its first line or its ELF header names to run it is not in the guest"
        } else {
            ""
        };
        format!("run {}: {error}{why}", path.display())
    })?;
    // It holds the job's ends of the pipes.
    drop(command);
    let waiting = thread::spawn(move || {
        let status = status_of(child.id());
        drop(end);
        status
    });
    let mut streams = Streams { out: Some(out), err: Some(err), ended };
    let passed = streams.pass_on_until_end(channel);
    passed.map_err(|error| format!("read what the job writes: {error}"))?;
    let status = waiting.join().ok().flatten().ok_or("the job was lost")?;
    Ok(match status.signal() {
        Some(signal) => Frame::Signaled(signal),
        None => Frame::Exited(status.code().unwrap_or_default()),
    })
}

/// Waits for the end of the job, and for that of each process whose parent ended before it: this one is theirs then.
fn status_of(job: u32) -> Option<ExitStatus> {
    loop {
        let (pid, status) = system::wait_for_any()?;
        if pid == job {
            return Some(status);
        }
    }
}

/// What the job writes, and a pipe whose other end is closed when it ends.
struct Streams {
    out: Option<PipeReader>,
    err: Option<PipeReader>,
    ended: PipeReader,
}

impl Streams {
    /// Passes on all that is written until the job ends. What others, whom it started, write later is lost.
    fn pass_on_until_end(&mut self, channel: &mut Channel) -> io::Result<()> {
        let mut has_ended = false;
        loop {
            let fd = |stream: &Option<PipeReader>| stream.as_ref().map_or(-1, |pipe| pipe.as_raw_fd());
            let watched = [fd(&self.out), fd(&self.err), self.ended.as_raw_fd()];
            let [out, err, end] = system::readable(watched, !has_ended)?;
            if out {
                pass_on(&mut self.out, Frame::Stdout, channel)?;
            }
            if err {
                pass_on(&mut self.err, Frame::Stderr, channel)?;
            }
            // One read takes all that a pipe holds.
            if has_ended {
                return Ok(());
            }
            has_ended |= end;
        }
    }
}

/// Passes on what is in the pipe; forgets it at its end.
fn pass_on(
    stream: &mut Option<PipeReader>,
    frame: fn(Vec<u8>) -> Frame,
    channel: &mut Channel,
) -> io::Result<()> {
    let Some(pipe) = stream else { return Ok(()) };
    let mut bytes = vec![0; MAX_PAYLOAD];
    let length = pipe.read(&mut bytes)?;
    bytes.truncate(length);
    if bytes.is_empty() {
        *stream = None;
    } else {
        channel.send(&frame(bytes));
    }
    Ok(())
}
