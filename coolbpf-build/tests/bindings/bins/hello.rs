//! Prints the next event of a program that this one starts, on another thread than the one that attached.

use scratch::bindings;

bindings!(hello);

fn main() -> coolbpf::Result<()> {
    let bpf = hello::attach()?;
    let child = std::process::Command::new("/bin/true").spawn()?;
    let expected = child.id();
    std::thread::spawn(move || {
        for event in bpf.events()? {
            let event = event?;
            if event.pid == expected {
                println!("{}", event.comm);
                break;
            }
        }
        Ok(())
    })
    .join()
    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
