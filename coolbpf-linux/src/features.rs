//! What kernels learned that is neither a helper nor a type: instructions, calls, data, BTF.
//!
//! A row's commit is the one that added the thing; the version is the first release with it.

use crate::Since;

/// Something that a kernel can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// The name that programs refer to it by, as in `bounded-loops`.
    pub name: &'static str,
    /// What it is, in words.
    pub what: &'static str,
    /// Since when there is such a thing, on the architecture that had it first.
    pub since: Since,
    /// Since when there is on arm64, where that got it later.
    pub on_arm64: Option<Since>,
    /// Why an older kernel runs the program nevertheless; `None` where it doesn't.
    pub dispensable: Option<&'static str>,
}

/// The feature of that name.
#[must_use]
pub fn feature(name: &str) -> Option<&'static Feature> {
    FEATURES.iter().find(|feature| feature.name == name)
}

const fn row(name: &'static str, what: &'static str, since: Since) -> Feature {
    Feature { name, what, since, on_arm64: None, dispensable: None }
}

const fn on_arm64(feature: Feature, since: Since) -> Feature {
    Feature { on_arm64: Some(since), ..feature }
}

const fn dispensable(feature: Feature, why: &'static str) -> Feature {
    Feature { dispensable: Some(why), ..feature }
}

const SANITISED: &str = "libbpf rewrites these types for kernels that don't know them";

/// Every feature.
#[rustfmt::skip]
pub static FEATURES: &[Feature] = &[
    // Instructions.
    row("instruction-set-v2", "jumps on less, and on less or equal", Since::new(4, 14, "92b31a9af73b")),
    row("instruction-set-v3", "32-bit jumps", Since::new(5, 1, "092ed0968bb6")),
    row("instruction-set-v4", "instruction set v4", Since::new(6, 6, "1f9a1ea821ff")),
    on_arm64(row("atomics", "atomic operations beyond addition", Since::new(5, 12, "5ffa25502b5a")), Since::new(5, 18, "1902472b4fa9")),
    row("load-acquire", "loads that acquire and stores that release", Since::new(6, 15, "880442305a39")),
    row("may-goto", "jumps that the kernel counts (may_goto)", Since::new(6, 9, "011832b97b31")),
    row("address-space-casts", "casts between address spaces", Since::new(6, 9, "6082b6c328b5")),
    row("indirect-jumps", "jumps to what a register holds (gotox)", Since::new(6, 19, "493d9e0d6083")),
    row("bounded-loops", "loops", Since::new(5, 3, "2589726d12a1")),
    row("large-programs", "more than 4096 instructions", Since::new(5, 2, "c04c0d2b968a")),
    // Calls.
    row("map-memory-arguments", "memory of maps that is handed to helpers", Since::new(4, 11, "5722569bb9c3")),
    row("function-calls", "calls of functions of the object", Since::new(4, 16, "cc8b0b92a169")),
    row("program-numbers", "numbers of programs, by which they become filters", Since::new(4, 13, "1e2709769086")),
    on_arm64(row("tail-calls-from-functions", "tail calls beside calls of functions", Since::new(5, 10, "e411901c0b77")), Since::new(6, 0, "d4609a5d8c70")),
    row("callbacks", "functions that helpers call back", Since::new(5, 13, "69c087ba6225")),
    dispensable(
        row("global-functions", "functions that are verified by themselves", Since::new(5, 6, "51c39bb1d5d1")),
        "libbpf makes them static for older kernels, which verify them with each caller",
    ),
    on_arm64(row("kfuncs", "calls of functions of the kernel", Since::new(5, 13, "e6ac2450d6de")), Since::new(5, 18, "b5e975d256db")),
    // Data and types.
    dispensable(
        row("global-data", "global variables", Since::new(5, 2, "d8eca5bbb2be")),
        "coolbpf moves them into arrays for older kernels",
    ),
    row("pinning", "maps that are pinned by their names", Since::new(4, 4, "b2197755b263")),
    row("kernel-variables", "variables of the kernel", Since::new(5, 10, "4976b718c355")),
    dispensable(
        row("core-relocations", "kernel types in the kernel itself, for CO-RE", Since::new(5, 4, "341dfcf8d78e")),
        "older kernels, and those built without CONFIG_DEBUG_INFO_BTF, need a file with their types",
    ),
    dispensable(
        row("btf-functions", "types of functions and source lines", Since::new(5, 0, "838e96904ff3")),
        "libbpf leaves them out on kernels that don't know them",
    ),
    dispensable(row("btf-variables", "BTF of variables", Since::new(5, 2, "1dc92851849c")), SANITISED),
    dispensable(row("btf-global-functions", "BTF of global functions", Since::new(5, 6, "51c39bb1d5d1")), SANITISED),
    dispensable(row("btf-float", "BTF of floating-point numbers", Since::new(5, 13, "b1828f0b0482")), SANITISED),
    dispensable(row("btf-decl-tag", "BTF tags of declarations", Since::new(5, 16, "b5ea834dde6b")), SANITISED),
    dispensable(row("btf-type-tag", "BTF tags of types", Since::new(5, 17, "8c42d2fa4eea")), SANITISED),
    dispensable(row("btf-enum64", "BTF of 64-bit enums", Since::new(6, 0, "6089fb325cf7")), SANITISED),
    dispensable(
        row("btf-section-names", "BTF sections whose names start with `?`", Since::new(6, 9, "bd70a8fb7ca4")),
        "libbpf renames them for kernels that don't take the name",
    ),
    // How programs are loaded and attached.
    row("uprobes", "programs on functions of user space", Since::new(4, 3, "04a22fae4cbc")),
    row("sleepable", "programs that sleep", Since::new(5, 10, "1e6c62a88215")),
    row("sleepable-uprobes", "uprobes that sleep", Since::new(6, 0, "8c7dcb84e3b7")),
    row("sleepable-iterators", "iterators that sleep", Since::new(5, 18, "b77fb25dcb34")),
    row("sleepable-struct-ops", "functions of structs that sleep", Since::new(6, 3, "1e12d3ef47d2")),
    row("xdp-fragments", "packets of several buffers (XDP)", Since::new(5, 18, "c2f2cdbeffda")),
    on_arm64(row("trampolines", "trampolines of functions", Since::new(5, 5, "fec56f5890d9")), Since::new(6, 0, "efc9909fdce0")),
    on_arm64(row("fprobes", "probes on many functions at once", Since::new(5, 18, "0dcac2725406")), Since::new(6, 14, "4346ba160409")),
    // Structs of functions that programs implement.
    row("struct-ops-tcp_congestion_ops", "congestion control of TCP", Since::new(5, 6, "0baf26b0fcd7")),
    row("struct-ops-hid_bpf_ops", "programs for input devices", Since::new(6, 11, "ebc0d8093e8c")),
    row("struct-ops-sched_ext_ops", "schedulers (sched_ext)", Since::new(6, 12, "f0e1a0643a59")),
];
