//! Prints what a program sends whose module is called as the skeleton's maps are: the value of its `const volatile`.

use scratch::bindings;

bindings!(map_x);

fn main() -> coolbpf::Result<()> {
    let mut open = map_x::open()?;
    open.rodata().wanted = 7;
    let mut bpf = open.load()?;
    bpf.attach()?;
    std::process::Command::new("/bin/true").status()?;
    for event in bpf.events()? {
        println!("{}", event?.pid);
        break;
    }
    Ok(())
}
