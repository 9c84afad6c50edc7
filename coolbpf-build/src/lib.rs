//! The build.rs helper of coolbpf.
mod cfg;
mod error;
mod package;
mod walk;
pub use error::{Error, Result};
