//! Prints each program that is started, until Ctrl-C. That the library does it by BPF shows in its errors only.
#![forbid(unsafe_code)]

fn main() -> Result<(), exec_watch::Error> {
    for exec in exec_watch::watch()? {
        let exec = exec?;
        println!("{:>7} {}", exec.pid, exec.command);
    }
    Ok(())
}
