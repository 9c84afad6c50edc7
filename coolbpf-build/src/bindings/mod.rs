//! The bindings of a program: the contents of the module under `#[coolbpf::program]`.

mod ident;
mod types;
