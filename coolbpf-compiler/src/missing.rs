//! What to say of a header that clang has not found.

use coolbpf_contract::{Arch, Diagnostic, SourcePath};

use crate::reach::VMLINUX;

/// Adds to the message that clang found no header why it is not there for clang, and what to do.
pub(crate) fn explain(diagnostic: &mut Diagnostic, arch: Arch) {
    let name = diagnostic.message.strip_prefix('\'').and_then(|rest| rest.strip_suffix("' file not found"));
    let Some(name) = name else { return };
    let is_bundled = Arch::BUNDLED.contains(&arch);
    let directory = diagnostic.file.rsplit_once('/').map_or("", |(directory, _)| directory);
    let why = if !is_bundled && (name == VMLINUX || name.starts_with("asm/")) {
        format!(
            "coolbpf has no kernel types and headers for {arch}, only for x86_64 and aarch64; have the package bring \
             a vmlinux.h of its own (`bpftool btf dump file /sys/kernel/btf/vmlinux format c` writes one on {arch}), \
             or put the program behind #[cfg(any(target_arch = \"x86_64\", target_arch = \"aarch64\"))]"
        )
    } else if SourcePath::resolve(directory, name).is_none() {
        "it lies outside the package, from where no file is given to the compiler; copy it into the package and \
         include it from there"
            .to_owned()
    } else {
        "it is neither in the package, where headers are searched beside the C and in the directories that `include` of \
         package.metadata.coolbpf names, nor one that coolbpf brings; the machine's own are not used"
            .to_owned()
    };
    diagnostic.message = format!("{}: {why}", diagnostic.message);
}
