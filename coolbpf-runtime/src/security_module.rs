//! Whether programs of security hooks run at all, and inodes have a place for values.

use std::fs;

/// Where the kernel lists its active security modules.
const ACTIVE: &str = "/sys/kernel/security/lsm";

/// Why a program for such a hook would be attached and never run: the kernel calls them by its security module `bpf`, which
/// distributions have, and few boot with. Where the list can't be read, it is taken to be active.
pub(crate) fn inactive(hook: &str) -> Option<String> {
    if !matches!(hook, "lsm" | "lsm.s" | "lsm_cgroup") {
        return None;
    }
    why(fs::read_to_string(ACTIVE).ok()?.trim(), "so that it would never run")
}

/// Why inodes have no place for what programs keep with them. Where the list can't be read, that isn't known, and there may be none.
pub(crate) fn without_places() -> Option<String> {
    match fs::read_to_string(ACTIVE) {
        Ok(active) => why(active.trim(), "so that inodes have no place for them"),
        Err(error) => Some(format!(
            "whether the security module `bpf` is active, by which inodes have a place for them, can't be read from {ACTIVE}: {error}; \
             `mount -t securityfs securityfs /sys/kernel/security`"
        )),
    }
}

fn why(active: &str, so: &str) -> Option<String> {
    (!active.split(',').any(|module| module == "bpf")).then(|| {
        format!(
            "the security module `bpf` is not active, {so}; boot the kernel with `lsm={},bpf`",
            active.escape_default()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_without_the_module_is_told_what_to_boot_with() {
        assert_eq!(why("lockdown,capability,bpf", "so"), None);
        let why = why("lockdown,capability,apparmor", "so").unwrap();
        assert!(why.ends_with("boot the kernel with `lsm=lockdown,capability,apparmor,bpf`"), "{why}");
    }

    #[test]
    fn whatever_the_kernel_lists_is_told_without_control_characters() {
        let mut inactive = 0;
        for text in crate::hostile::texts(&["lockdown,capability,bpf", "capability,yama"], 3000) {
            let Some(why) = why(text.trim(), "so") else { continue };
            assert!(!why.contains(char::is_control), "{why:?}");
            inactive += 1;
        }
        assert!(inactive > 1000, "{inactive}");
    }

    #[test]
    fn other_hooks_need_no_security_module() {
        assert_eq!(inactive("fentry"), None);
    }
}
