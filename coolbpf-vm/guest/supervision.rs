//! Sees the `bpf(2)` calls of the job before the kernel does, by seccomp's user notifications (`seccomp_unotify(2)`).

use std::convert::Infallible;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::thread;

use crate::poverty::{Lack, SYSTEM_CALLS};
use crate::refusal::{Call, MOST_OF_ATTRIBUTE, Refusal, commands, refusal};
use crate::system::{self, Listener, Made, Notification, Verdict};

/// Makes all that this thread starts from now on lack what `lacks` names.
pub fn supervise_children(lacks: Vec<Lack>) -> io::Result<()> {
    let release = lacks.iter().find_map(|lack| match *lack {
        Lack::LaterRelease { major, minor } => Some((major, minor)),
        _ => None,
    });
    let absent: Vec<u32> = lacks.iter().filter_map(|lack| number(*lack)).collect();
    let listener = system::listen(&commands(&lacks), release.is_some(), &absent)?;
    thread::spawn(move || {
        let Err(error) = answer_all(&listener, &lacks, release);
        eprintln!("coolbpf: supervise the job: {error}");
    });
    Ok(())
}

/// The number of a system call that is lacking.
fn number(lack: Lack) -> Option<u32> {
    let Lack::SystemCall(place) = lack else { return None };
    let (_, on_x86_64, on_aarch64, _) = *SYSTEM_CALLS.get(place as usize)?;
    Some(if cfg!(target_arch = "x86_64") { on_x86_64 } else { on_aarch64 })
}

fn answer_all(listener: &Listener, lacks: &[Lack], release: Option<(u32, u32)>) -> io::Result<Infallible> {
    loop {
        if let Some(notification) = listener.receive()? {
            let verdict = verdict(&notification, lacks, release).unwrap_or(Verdict::GoOn);
            listener.answer(&notification, &verdict)?;
        }
    }
}

fn verdict(notification: &Notification, lacks: &[Lack], release: Option<(u32, u32)>) -> Option<Verdict> {
    let memory = File::options().read(true).write(true).open(format!("/proc/{}/mem", notification.caller()));
    let caller = Caller(memory.ok()?);
    match notification.made() {
        Made::Bpf { command, address, size } => {
            let size = (size as usize).min(MOST_OF_ATTRIBUTE);
            let Refusal { error, log } = refusal(lacks, command, &caller.memory(address, size), &caller)?;
            if let Some((text, address, size)) = log {
                let end = text.len().min((size as usize).saturating_sub(1));
                let bytes = [text.as_bytes().get(..end).unwrap_or_default(), &[0]].concat();
                // A buffer that can't be written to stays as it is.
                let _ = caller.0.write_all_at(&bytes, address);
            }
            Some(Verdict::Fail(error))
        }
        Made::Names { address } => {
            let (major, minor) = release?;
            // Where that can't be written to, the kernel says so.
            caller.0.write_all_at(&system::names_of_release(major, minor), address).ok()?;
            Some(Verdict::Done)
        }
    }
}

/// The memory of the process that makes a call.
struct Caller(File);

impl Call for Caller {
    fn memory(&self, address: u64, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        let read = self.0.read_at(&mut bytes, address).unwrap_or_default();
        bytes.truncate(read);
        bytes
    }
}
