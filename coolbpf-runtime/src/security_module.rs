//! Whether programs of security hooks run at all.

use std::fs;

/// Where the kernel lists its active security modules.
const ACTIVE: &str = "/sys/kernel/security/lsm";

/// Why a program for such a hook would be attached and never run: the kernel calls them by its security module `bpf`, which
/// distributions have, and few boot with. Where the list can't be read, it is taken to be active.
pub(crate) fn inactive(hook: &str) -> Option<String> {
    if !matches!(hook, "lsm" | "lsm.s" | "lsm_cgroup") {
        return None;
    }
    why(fs::read_to_string(ACTIVE).ok()?.trim())
}

fn why(active: &str) -> Option<String> {
    (!active.split(',').any(|module| module == "bpf")).then(|| {
        format!(
            "the security module `bpf` is not active, so that it would never run; boot the kernel with `lsm={active},bpf`"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_without_the_module_is_told_what_to_boot_with() {
        assert_eq!(why("lockdown,capability,bpf"), None);
        let why = why("lockdown,capability,apparmor").unwrap();
        assert!(why.ends_with("boot the kernel with `lsm=lockdown,capability,apparmor,bpf`"), "{why}");
    }

    #[test]
    fn other_hooks_need_no_security_module() {
        assert_eq!(inactive("fentry"), None);
    }
}
