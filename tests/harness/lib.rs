//! What the end-to-end tests share: [`UserCrate`], a crate outside the workspace as a user writes it, with the
//! [`Cargo`] commands to try on it, [`Tool`], a running program whose output is read as it comes, [`Program`], what tools look at, and [`Server`], a running compile
//! server.

mod cargo;
mod hello;
mod program;
mod proxy;
mod server;
mod tool;
mod user_crate;

pub use cargo::{Cargo, Outcome, cargo_coolbpf_directory};
pub use hello::{HELLO_C, HELLO_RS, inline_hello};
pub use program::{Program, Running};
pub use proxy::Proxy;
pub use server::{Server, server_binary, signing_key};
pub use tool::{Tool, but_lost_stacks, example};
pub use user_crate::{Form, UserCrate, hello};

use std::path::{Path, PathBuf};

/// The root of coolbpf's own workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    // The manifest directory is `tests`, right below the root.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where the user crates of all tests are built, so that their dependencies are compiled once.
#[must_use]
pub fn target_directory() -> PathBuf {
    let own = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    own.join("user-crates")
}

/// Writes a file, with the directories above it.
///
/// # Panics
/// Where that fails: a test can't go on without it.
pub fn write(path: &Path, text: impl AsRef<[u8]>) {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)
            .unwrap_or_else(|error| panic!("create {}: {error}", directory.display()));
    }
    std::fs::write(path, text).unwrap_or_else(|error| panic!("write {}: {error}", path.display()));
}
