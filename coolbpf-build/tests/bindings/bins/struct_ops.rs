//! Implements a kernel interface, for as long as it is attached.

use scratch::bindings;

bindings!(struct_ops);

fn main() -> coolbpf::Result<()> {
    let known = || {
        let list = std::fs::read_to_string("/proc/sys/net/ipv4/tcp_available_congestion_control")?;
        Ok::<_, std::io::Error>(list.split_whitespace().any(|name| name == "coolbpf_test"))
    };
    let mut bpf = struct_ops::attach()?;
    // It is attached already.
    bpf.attach()?;
    assert!(known()?);
    drop(bpf);
    assert!(!known()?);
    Ok(())
}
