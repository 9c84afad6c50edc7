//! The second half of the demo: a crate that is built without clang, by a compile server in another process.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{built, root, show, target};
use crate::Result;

/// A compile server. It is killed with the value.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts one that signs with a key of this file, or says why none starts.
    fn start(cache: &Path, key: &Path) -> Result<std::result::Result<Self, String>> {
        let mut child = Command::new(built("coolbpf-server"))
            .args(["--listen", "127.0.0.1:0", "--cache"])
            .arg(cache)
            .arg("--signing-key")
            .arg(key)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let stdout = child.stdout.take().ok_or("the output is a pipe")?;
        BufReader::new(stdout).read_line(&mut line)?;
        match line.trim_end().strip_prefix("coolbpf-server listens on ") {
            Some(url) => Ok(Ok(Self { url: url.to_owned(), child })),
            None => Ok(Err(String::from_utf8_lossy(&child.wait_with_output()?.stderr).trim().to_owned())),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn run() -> Result {
    println!("\nBuilding a compile server, and a crate that asks it.");
    cargo(&["build", "--package", "coolbpf-server", "--package", "cargo-coolbpf"])?;
    let directory = target().join("demo");
    fs::create_dir_all(&directory)?;
    let (secret, public) = signing_key(&directory)?;
    let server = match Server::start(&directory.join("cache"), &secret)? {
        Ok(server) => server,
        Err(reason) => {
            println!("No compile server starts here, so that this half of the demo is left out:\n{reason}");
            return Ok(());
        }
    };
    let url = server.url.clone();
    let package = user_crate(&directory.join("remote-hello"), &url, &public)?;
    let manifest = package.join("Cargo.toml").display().to_string();
    let tool = built("remote-hello");
    // Whoever builds has no clang.
    let environment = [("COOLBPF_CLANG", "/no/clang/here")];
    cargo_with(&["build", "--manifest-path", &manifest], &environment)?;
    println!("\nIts BPF was compiled at {url}, and is signed with the key {public}. Running it.\n");
    show(&tool)?;

    let vendor = built("cargo-coolbpf").display().to_string();
    run_command(
        Command::new(vendor).args(["coolbpf", "vendor", "--manifest-path", &manifest]).envs(environment),
    )?;
    drop(server);
    println!("\nThe server is gone; now the vendored object serves.\n");
    let environment = [("COOLBPF_LOCKED", "1"), ("COOLBPF_CLANG", "/no/clang/here")];
    cargo_with(&["build", "--manifest-path", &manifest], &environment)?;
    show(&tool)
}

/// Makes a new key; gives the file that holds it, and the public key.
fn signing_key(directory: &Path) -> Result<(PathBuf, String)> {
    let file = directory.join("signing.key");
    if file.exists() {
        fs::remove_file(&file)?;
    }
    let made = Command::new(built("coolbpf-server")).arg("keygen").arg(&file).output()?;
    let said = String::from_utf8_lossy(&made.stdout);
    match said.trim().strip_prefix("public key: ") {
        Some(public) => Ok((file, public.to_owned())),
        None => Err(format!("no key was made: {}", String::from_utf8_lossy(&made.stderr)).into()),
    }
}

/// The hello example as a crate of its own, with the feature `remote`, a server whose key it names, and nothing vendored.
fn user_crate(directory: &Path, url: &str, key: &str) -> Result<PathBuf> {
    if directory.exists() {
        fs::remove_dir_all(directory)?;
    }
    let example = root().join("examples/hello");
    fs::create_dir_all(directory.join("src/bpf"))?;
    for file in ["build.rs", "src/main.rs", "src/bpf/hello.bpf.c"] {
        fs::copy(example.join(file), directory.join(file))?;
    }
    // The versions that coolbpf's own workspace is built with.
    fs::copy(root().join("Cargo.lock"), directory.join("Cargo.lock"))?;
    let own = root().display();
    fs::write(
        directory.join("Cargo.toml"),
        format!(
            "[package]\nname = \"remote-hello\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [workspace.metadata.coolbpf]\nservers = [\"{url}\"]\nkeys = [\"{key}\"]\n\n\
             [dependencies]\ncoolbpf-runtime = {{ path = \"{own}/coolbpf-runtime\" }}\n\n\
             [build-dependencies]\ncoolbpf-build = {{ path = \"{own}/coolbpf-build\", features = [\"remote\"] }}\n"
        ),
    )?;
    Ok(directory.to_owned())
}

fn cargo(arguments: &[&str]) -> Result {
    cargo_with(arguments, &[])
}

fn cargo_with(arguments: &[&str], environment: &[(&str, &str)]) -> Result {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).envs(environment.iter().copied()).current_dir(root());
    // `built` looks there, for the crate outside of the workspace as well.
    command.env("CARGO_TARGET_DIR", target());
    run_command(&mut command)
}

fn run_command(command: &mut Command) -> Result {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}").into()) }
}
