//! Sees the `bpf(2)` calls of the job before the kernel does, by seccomp's user notifications (`seccomp_unotify(2)`).

use std::convert::Infallible;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::thread;

use crate::poverty::Lack;
use crate::refusal::{Call, MOST_OF_ATTRIBUTE, Refusal, refusal};
use crate::system::{self, Listener, Notification};

/// Makes all that this thread starts from now on lack what `lacks` names.
pub fn supervise_children(lacks: Vec<Lack>) -> io::Result<()> {
    let listener = system::listen()?;
    thread::spawn(move || {
        let Err(error) = answer_all(&listener, &lacks);
        eprintln!("coolbpf: supervise the job: {error}");
    });
    Ok(())
}

fn answer_all(listener: &Listener, lacks: &[Lack]) -> io::Result<Infallible> {
    loop {
        if let Some(notification) = listener.receive()? {
            let error = refused(&notification, lacks).unwrap_or_default();
            listener.answer(&notification, error)?;
        }
    }
}

/// The error that the caller gets; none where the kernel is to do what was asked.
fn refused(notification: &Notification, lacks: &[Lack]) -> Option<i32> {
    let memory = File::options().read(true).write(true).open(format!("/proc/{}/mem", notification.caller()));
    let caller = Caller(memory.ok()?);
    let [command, address, size] = notification.arguments();
    let command = u32::try_from(command).ok()?;
    let size = usize::try_from(size).unwrap_or(usize::MAX).min(MOST_OF_ATTRIBUTE);
    let Refusal { error, log } = refusal(lacks, command, &caller.memory(address, size), &caller)?;
    if let Some((text, address, size)) = log {
        let end = text.len().min((size as usize).saturating_sub(1));
        let bytes = [text.as_bytes().get(..end).unwrap_or_default(), &[0]].concat();
        // A buffer that can't be written to stays as it is.
        let _ = caller.0.write_all_at(&bytes, address);
    }
    Some(error)
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
