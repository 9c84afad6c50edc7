//! What guests need: `cargo coolbpf vm-run` and `matrix`.

use coolbpf_vm::{Arch, Qemu, Store};

use super::check::Check;

pub(super) fn checks() -> Vec<Check> {
    vec![qemu(), kernels()]
}

fn qemu() -> Check {
    match Qemu::find(Arch::native()) {
        Ok(qemu) => Check::yes("QEMU", qemu.version),
        Err(error) => {
            let said = error.to_string();
            let (found, mend) = said.split_once("; ").unwrap_or((&said, ""));
            Check::no("QEMU", found, mend)
        }
    }
}

fn kernels() -> Check {
    const NAME: &str = "kernels";

    match Store::open(None).and_then(|store| store.list()) {
        Ok(kernels) if kernels.is_empty() => {
            Check::no(NAME, "none is kept for guests", "cargo coolbpf kernels add newest")
        }
        Ok(kernels) => {
            let releases: Vec<String> = kernels.into_iter().map(|kernel| kernel.release).collect();
            Check::yes(NAME, releases.join(", "))
        }
        Err(error) => Check::unknown(NAME, error.to_string()),
    }
}
