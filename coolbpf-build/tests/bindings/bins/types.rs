//! Depends on the kernel's types.

use scratch::bindings;

bindings!(types);

fn main() -> coolbpf::Result<()> {
    types::attach()?;
    println!("attached");
    Ok(())
}
