//! A guest with an init that isn't this crate's: for architectures that this crate's was not built for.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek as _};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::initramfs::Initramfs;
use crate::qemu::{Hardware, Machine, Streams};
use crate::watch::Tail;
use crate::{Error, Files, Kernel, Result};

/// The most that is kept of what an init writes, in bytes.
const MOST_WRITTEN: u64 = 16 << 20;

/// A virtual machine that finds nothing but its files: its `/init` mounts what it needs, and powers the machine off.
#[derive(Debug, Clone)]
pub struct BareGuest<'a> {
    /// What it boots.
    pub kernel: &'a Kernel,
    /// How many processors it has.
    pub cpus: u32,
    /// Its memory in MiB.
    pub memory_mib: u64,
    /// When it is ended, counted from its start.
    pub time_limit: Duration,
    /// What it finds, `/init` among it.
    pub files: Files,
}

/// What became of a [`BareGuest`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// What its init wrote to the second serial port, on arm64 `/dev/ttyAMA1`.
    pub written: Vec<u8>,
    /// The end of what the kernel printed.
    pub console: String,
    /// Whether it was ended because its time was over.
    pub timed_out: bool,
}

impl BareGuest<'_> {
    /// Boots the guest and waits for its end.
    ///
    /// # Errors
    /// Where QEMU is missing or fails, or a file can't be read.
    pub fn run(&self) -> Result<Ran> {
        let about = |error: Error| error.context(format_args!("a guest of {}", self.kernel.release));
        let initramfs = self.initramfs().map_err(about)?;
        let hardware = Hardware { cpus: self.cpus, memory_mib: self.memory_mib };
        let (machine, streams) = Machine::start(self.kernel, hardware, &initramfs).map_err(about)?;
        follow(machine, streams, self.time_limit).map_err(about)
    }

    fn initramfs(&self) -> Result<File> {
        let cannot = |error: io::Error| Error::new(format!("write its initramfs: {error}"));
        let mut file = tempfile::tempfile().map_err(cannot)?;
        let mut archive = Initramfs::new(BufWriter::new(&mut file));
        self.files.write(&mut archive)?;
        archive.finish().and_then(|_| file.rewind()).map_err(cannot)?;
        Ok(file)
    }
}

fn follow(mut machine: Machine, streams: Streams, time_limit: Duration) -> Result<Ran> {
    let Streams { frames, console, said } = streams;
    let (ended, end) = channel::<()>();
    let (written, console, said, timed_out) = thread::scope(|scope| {
        let written = scope.spawn(move || {
            let mut written = Vec::new();
            // A pipe that can't be read is at its end.
            let _ = frames.take(MOST_WRITTEN).read_to_end(&mut written);
            drop(ended);
            written
        });
        let console = scope.spawn(move || tail(console));
        let said = scope.spawn(move || tail(said));
        let timed_out = end.recv_timeout(time_limit) == Err(RecvTimeoutError::Timeout);
        // One that has closed its output is ending by itself, and its status stays as it is.
        machine.kill();
        let text = |thread: thread::ScopedJoinHandle<'_, String>| thread.join().unwrap_or_default();
        (written.join().unwrap_or_default(), text(console), text(said), timed_out)
    });
    let status = machine.wait().map_err(|error| Error::new(format!("wait for QEMU: {error}")))?;
    if !status.success() && !timed_out {
        return Err(Error::new(format!("QEMU ended with {status}: {said}")));
    }
    Ok(Ran { written, console, timed_out })
}

fn tail(mut from: impl Read) -> String {
    let (mut tail, mut bytes) = (Tail::default(), [0; 4096]);
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        tail.push(bytes.get(..length).unwrap_or_default());
    }
    tail.text()
}
