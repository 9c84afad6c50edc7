//! Running a confined compiler to its end, or to its limits.

use std::ffi::OsString;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use coolbpf_compiler::{Ended, Error, Executor, Failure, Run, Status};
use rustix::process::{Pid, Signal};
use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

use super::confine::{COMMAND, Confinement, READY, Walls};
use super::{Kind, Sandbox, bubblewrap};

/// More than clang says about any sources that are worth reading about; what comes after is left out.
const MOST_OUTPUT: u64 = 1 << 20;
/// The kernel needs this long at the very most to take down a namespace whose first process was killed.
const LAST_WAIT: Duration = Duration::from_secs(10);
/// LLVM's last words where an allocation fails.
const OUT_OF_MEMORY: &str = "LLVM ERROR: out of memory";

/// Runs the compilers of one job.
pub(super) struct Confined {
    sandbox: Arc<Sandbox>,
    cancelled: CancellationToken,
}

/// How a run ended.
enum End {
    ByItself(ExitStatus),
    TimeIsUp,
    Cancelled,
}

impl Confined {
    pub(super) fn new(sandbox: Arc<Sandbox>, cancelled: CancellationToken) -> Self {
        Self { sandbox, cancelled }
    }

    fn command(&self, run: &Run<'_>) -> Result<Command, crate::error::Error> {
        let sandbox = &self.sandbox;
        let files = sandbox.files(run.toolchain)?;
        let seen = |path: &Path| match sandbox.kind {
            Kind::Bubblewrap => bubblewrap::inside(run, path),
            Kind::Landlock | Kind::None => path.to_owned(),
        };
        let confinement = Confinement {
            limits: sandbox.limits,
            walls: match sandbox.kind {
                Kind::Bubblewrap => Walls::WherePossible,
                Kind::Landlock => Walls::Needed,
                Kind::None => Walls::Left,
            },
            clang: files.program.clone(),
            executables: files.executables.iter().cloned().collect(),
            readable: vec![files.headers.clone(), seen(run.job)],
            writable: seen(&run.output_directory()),
        };
        let confinement = confinement
            .to_argument()
            .map_err(crate::error::because("describing the sandbox to its first process"))?;
        let mut command = match &sandbox.bubblewrap {
            Some(bubblewrap) => {
                let mut command = Command::new(&bubblewrap.path);
                command.args(bubblewrap.arguments(files, run)).arg(&sandbox.program);
                command
            }
            None => Command::new(&sandbox.program),
        };
        command
            .args([OsString::from(COMMAND), confinement.into()])
            .args(run.arguments)
            .current_dir(run.working_directory())
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true);
        Ok(command)
    }

    async fn run(&self, command: &mut Command) -> std::io::Result<(End, Vec<u8>)> {
        let mut child = command.spawn()?;
        let mut stderr = child.stderr.take();
        let mut said = Vec::new();
        let end = tokio::select! {
            status = async {
                drain(stderr.as_mut(), &mut said).await;
                child.wait().await
            } => return Ok((End::ByItself(status?), said)),
            () = tokio::time::sleep(self.sandbox.limits.time) => End::TimeIsUp,
            () = self.cancelled.cancelled() => End::Cancelled,
        };
        kill_group(&child);
        child.wait().await?;
        // Standard error is closed when the last process of the group is gone.
        let _ = tokio::time::timeout(LAST_WAIT, drain(stderr.as_mut(), &mut said)).await;
        Ok((end, said))
    }
}

impl Executor for Confined {
    fn execute(&self, run: &Run<'_>) -> Result<Ended, Failure> {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::Tool(Error::new(format!("running {} in the sandbox: {error}", run.toolchain.id())))
        };
        if self.cancelled.is_cancelled() {
            return Err(Failure::Cancelled);
        }
        let mut command = self.command(run).map_err(|error| failed(&error))?;
        let (end, said) =
            self.sandbox.runtime.block_on(self.run(&mut command)).map_err(|error| failed(&error))?;
        let said = String::from_utf8_lossy(&said);
        let status = match end {
            End::ByItself(status) => ended_as(status),
            End::Cancelled => return Err(Failure::Cancelled),
            End::TimeIsUp => return Err(self.too_much_time()),
        };
        let Some(stderr) = said.strip_prefix(READY) else {
            return Err(failed(&format_args!("{status} before clang began: {}", said.trim_end())));
        };
        match status {
            Status::Killed(libc::SIGXCPU) => Err(self.too_much_time()),
            // The hard limit on time, or the kernel short of memory: nothing else sends it, as a killed server has
            // nobody to tell.
            Status::Killed(libc::SIGKILL) => Err(Failure::Limit(Error::new(
                "the compile took more time or memory than there is, and was killed",
            ))),
            Status::Killed(libc::SIGXFSZ) => {
                Err(Failure::Limit(Error::new("the compile wrote a larger file than any object is")))
            }
            status if status != Status::Exited(0) && stderr.contains(OUT_OF_MEMORY) => {
                Err(Failure::Limit(Error::new(format!(
                    "the compile took more than {} MiB of memory",
                    self.sandbox.limits.memory >> 20
                ))))
            }
            status => Ok(Ended { status, stderr: stderr.to_owned() }),
        }
    }
}

impl Confined {
    fn too_much_time(&self) -> Failure {
        let seconds = self.sandbox.limits.time.as_secs();
        Failure::Limit(Error::new(format!("the compile took more than {seconds} s")))
    }
}

/// Reads to the end, and keeps what is worth it.
async fn drain(stream: Option<&mut (impl AsyncRead + Unpin)>, kept: &mut Vec<u8>) {
    let Some(stream) = stream else { return };
    // What can't be read is as good as not written: the exit status tells what happened.
    let _ = stream.take(MOST_OUTPUT.saturating_sub(kept.len() as u64)).read_to_end(kept).await;
    let _ = tokio::io::copy(stream, &mut tokio::io::sink()).await;
}

fn kill_group(child: &Child) {
    // The process has not been waited for, so that its number can't mean another one.
    let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
    if let Some(group) = group {
        // That it is gone already is all that can go wrong.
        let _ = rustix::process::kill_process_group(group, Signal::KILL);
    }
}

/// Bubblewrap, and clang where it recovers from its own crash, end with 128 more than the signal, as shells do.
fn ended_as(status: ExitStatus) -> Status {
    use std::os::unix::process::ExitStatusExt as _;
    match status.code() {
        Some(code) if code > 128 => Status::Killed(code - 128),
        Some(code) => Status::Exited(code),
        None => Status::Killed(status.signal().unwrap_or_default()),
    }
}
