//! Is rejected, unless the rejected program is left out.

use scratch::bindings;

bindings!(rejected);

fn main() -> coolbpf::Result<()> {
    let mut open = rejected::open()?;
    open.progs.reads_through_a_number.set_autoload(false)?;
    let bpf = open.load()?;
    assert!(bpf.progs.fine.fd().is_ok());
    println!("{}", bpf.progs.reads_through_a_number.fd().unwrap_err());

    let error = rejected::attach().unwrap_err();
    assert_eq!(error.kind(), coolbpf::ErrorKind::VerifierRejected);
    assert!(error.verifier_log().is_some_and(|log| log.contains("processed ")));
    Err(error)
}
