//! Lets a ring buffer overflow.

use scratch::bindings;

bindings!(lost);

fn main() -> coolbpf::Result<()> {
    let mut open = lost::open()?;
    open.bss().process = std::process::id();
    let bpf = open.load()?;
    assert_eq!(bpf.maps.events.lost()?, 0);
    let link = bpf.progs.fill.attach()?;
    for _ in 0..20 {
        std::fs::metadata("/")?;
    }
    drop(link);
    let sent = bpf.bss().read()?.sent;
    let lost = bpf.maps.events.lost()?;
    let mut received = 0;
    for event in bpf.events()?.timeout(std::time::Duration::ZERO) {
        received += 1;
        assert_eq!(event?.number, received);
    }
    assert!(lost >= 15 && received >= 1, "{lost} lost, {received} received");
    assert_eq!(received + lost, sent);
    Ok(())
}
