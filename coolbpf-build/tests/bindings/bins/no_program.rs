//! Has nothing to attach.

use scratch::bindings;

bindings!(no_program);

fn main() -> coolbpf::Result<()> {
    println!("{}", no_program::attach().unwrap_err());
    // Its maps can be used all the same.
    let mut bpf = no_program::open()?.load()?;
    bpf.attach()?;
    assert_eq!(bpf.maps.events.raw().max_entries(), 4096);
    Ok(())
}
