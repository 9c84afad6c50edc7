//! What users of old kernels read: whole texts, each on kernels that are like one.

use coolbpf::Error;
use coolbpf_features::{events, newer_helper, newer_instructions, newer_map, old, tracing, types};

use crate::this_kernel;

fn messages() -> String {
    let errors: [(&str, Error); 8] = [
        ("a ring buffer as libbpf has it", events::open().unwrap().load().unwrap_err()),
        ("kernel types", {
            let mut open = types::open().unwrap();
            open.progs.relocated.set_autoload(true).unwrap();
            open.load().unwrap_err()
        }),
        ("fentry", {
            let mut open = tracing::open().unwrap();
            open.progs.fentry.set_autoload(true).unwrap();
            open.load().unwrap_err()
        }),
        ("too many instructions", {
            let mut open = old::open().unwrap();
            open.progs.many.set_autoload(true).unwrap();
            open.load().unwrap_err()
        }),
        ("a loop", {
            let mut open = old::open().unwrap();
            open.progs.loops.set_autoload(true).unwrap();
            open.load().unwrap_err()
        }),
        ("a helper", newer_helper::open().unwrap().load().unwrap_err()),
        ("instructions of v3 alone", newer_instructions::open().unwrap().load().unwrap_err()),
        ("a type of maps", newer_map::open().unwrap().load().unwrap_err()),
    ];
    errors.iter().map(|(what, error)| format!("--- {what}\n{error:#}\n")).collect()
}

/// Only the release differs between them, whose place is taken by what it is.
#[test]
fn old_kernels_are_told_of_what_they_lack() {
    let (major, minor) = this_kernel::version();
    if (major, minor) >= (4, 15) {
        return;
    }
    let messages = messages().replace(&format!("{major}.{minor}.0"), "RELEASE");
    // Places are those that clang chose.
    let (before, after) = messages.split_once(" from insn ").unwrap();
    let (_, after) = after.split_once(';').unwrap();
    insta::assert_snapshot!(format!("{before} from insn PLACE;{after}"), @r#"
    --- a ring buffer as libbpf has it
    can't load `events`: it has the map `events`, and this kernel has no map type `ringbuf`, which came with Linux 5.8
    help: declared by COOLBPF_EVENTS of coolbpf.h instead, its events go by a perf buffer there
    --- kernel types
    can't load `types`, whose program `relocated` reads the kernel's structs: its CO-RE relocations ask for the kernel's types, and this kernel (RELEASE) does not tell them: there is none of /sys/kernel/btf/vmlinux, /boot/vmlinux-RELEASE, /lib/modules/RELEASE/vmlinux-RELEASE, /lib/modules/RELEASE/build/vmlinux, /usr/lib/modules/RELEASE/kernel/vmlinux, /usr/lib/debug/boot/vmlinux-RELEASE, /usr/lib/debug/boot/vmlinux-RELEASE.debug, /usr/lib/debug/lib/modules/RELEASE/vmlinux, /usr/lib/debug/usr/lib/modules/RELEASE/vmlinux, /usr/lib/modules/RELEASE/vmlinux; and the binary carries none for it. To have it carry them, name the kernel in Cargo.toml and run `cargo coolbpf vendor`:
    [package.metadata.coolbpf]
    kernels = ["RELEASE"]
    --- fentry
    can't load `tracing`: the program `fentry` (fentry/security_task_setnice) is attached to what the kernel looks up in its own types, and this kernel (RELEASE) does not tell them (CONFIG_DEBUG_INFO_BTF); there, attach it in another way, as by kprobe or tracepoint
    --- too many instructions
    can't load the program `many` (tracepoint/syscalls/sys_enter_setpriority): it has more than 4096 instructions, which are the most before Linux 5.2
    help: have loops unrolled less often, or go on in another program by bpf_tail_call()
    --- a loop
    the kernel's verifier rejected the program `loops` (tracepoint/syscalls/sys_enter_setpriority): back-edge from insn PLACE; it takes loops, which came with Linux 5.3
    help: before Linux 5.3 the verifier takes no loop, and after it only from who has CAP_BPF or is root: have it unrolled, by `#pragma unroll` before a loop that counts to a constant
    --- a helper
    the kernel's verifier rejected the program `on_setpriority` (tracepoint/syscalls/sys_enter_setpriority): invalid func unknown#182; this kernel has no helper `bpf_strncmp` for programs of type `tracepoint`, which came with Linux 5.17
    help: `cargo coolbpf inspect` tells the kernel that each helper needs, and bpf-helpers(7) which programs may call it; what only some kernels have can be one way of alternatives (COOLBPF_ALTERNATIVE of coolbpf.h)
    --- instructions of v3 alone
    can't load the program `on_setpriority` (tracepoint/syscalls/sys_enter_setpriority): it is compiled for v3, and this kernel has no instruction set v3, which came with Linux 5.1 (it is RELEASE)
    help: have it compiled for an older one, too, by `cpu = ["v3", "v1"]` in [package.metadata.coolbpf.program.newer_instructions] of Cargo.toml
    --- a type of maps
    can't load `newer_map`: it has the map `filter`, and this kernel has no map type `bloom_filter`, which came with Linux 5.16
    "#);
}
