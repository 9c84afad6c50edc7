//! The hello example's sources, which most user crates start from.

/// BPF C that sends the pid and the name of each program that is started.
pub const HELLO_C: &str = include_str!("../../examples/hello/src/bpf/hello.bpf.c");

/// The Rust that prints them.
pub const HELLO_RS: &str = include_str!("../../examples/hello/src/main.rs");

/// [`HELLO_RS`] with the C inside.
#[must_use]
pub fn inline_hello() -> String {
    HELLO_RS.replace("include_str!(\"bpf/hello.bpf.c\")", &format!("r#\"{HELLO_C}\"#"))
}
