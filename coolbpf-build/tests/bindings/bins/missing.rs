//! Attaches to what is not there.

use coolbpf::attach::{Uprobe, Xdp};
use scratch::bindings;

bindings!(missing);

fn main() -> coolbpf::Result<()> {
    let mut open = missing::open()?;
    open.progs.by_type.set_autoload(true)?;
    println!("{:?}", open.load().unwrap_err());
    let bpf = missing::open()?.load()?;
    for program in [&bpf.progs.tracepoint, &bpf.progs.raw_tracepoint, &bpf.progs.in_process] {
        let error = program.attach().unwrap_err();
        println!("{error:?}");
        assert_eq!(error.kind(), coolbpf::ErrorKind::NoAttachPoint);
    }
    println!("{:?}", bpf.progs.on_kernel_function.attach().unwrap_err());
    println!("{:?}", bpf.progs.nowhere.attach().unwrap_err());
    println!("{:?}", bpf.progs.nowhere.attach_to(Xdp::interface(0x7fff_ffff)).unwrap_err());
    let function = Uprobe::new("/bin/sh").function("no_such_function");
    println!("{:?}", bpf.progs.in_process.attach_to(function).unwrap_err());
    Ok(())
}
