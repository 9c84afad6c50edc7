//! The process of `spin.rs`, built as a test wants it.

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

pub(crate) const SOURCE: &str = include_str!("spin.rs");

/// The line of `spin.rs` with that remark.
pub(crate) fn line_with(remark: &str) -> u32 {
    let line = SOURCE.lines().position(|line| line.ends_with(remark)).expect("spin.rs has the remark");
    u32::try_from(line + 1).unwrap()
}

/// `spin.rs` as a program in a directory of its own.
pub(crate) struct Spin {
    pub(crate) directory: TempDir,
    pub(crate) program: PathBuf,
}

impl Spin {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let program = directory.path().join("spin");
        fs::copy(built(), &program).unwrap();
        Self { directory, program }
    }

    /// Takes the debug information and the symbols out of the program, and returns a directory that has them by the build ID.
    pub(crate) fn strip(&self) -> PathBuf {
        let debug = self.directory.path().join("spin.debug");
        run(Command::new("objcopy").arg("--only-keep-debug").arg(&self.program).arg(&debug));
        run(Command::new("strip").arg(&self.program));
        let notes = Command::new("readelf").arg("-n").arg(&self.program).output().unwrap();
        let notes = String::from_utf8(notes.stdout).unwrap();
        let (_, id) = notes.split_once("Build ID: ").expect("it was linked with a build ID");
        let (first, rest) = id.split_whitespace().next().unwrap().split_at(2);
        let directory = self.directory.path().join("debug");
        let by_id = directory.join(".build-id").join(first);
        fs::create_dir_all(&by_id).unwrap();
        fs::rename(debug, by_id.join(format!("{rest}.debug"))).unwrap();
        directory
    }

    pub(crate) fn start(&self) -> Spinning {
        Spinning::start(&mut Command::new(&self.program))
    }
}

/// Compiles the program, once for all tests.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (source, program) = (directory.join("spin.rs"), directory.join("spin"));
        fs::write(&source, SOURCE).unwrap();
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
        rustc.args(["-g", "-O", "--edition", "2024", "-C", "force-frame-pointers=yes"]);
        run(rustc.args(["-C", "link-arg=-Wl,--build-id", "-o"]).arg(&program).arg(&source));
        program
    })
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A process of the program, until it is dropped.
pub(crate) struct Spinning(Child);

impl Spinning {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = loop {
            match command.stdout(Stdio::piped()).spawn() {
                // A process that another test has forked, and that has not executed its program yet, has the copy open for writing.
                Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {}
                child => break child.unwrap(),
            }
        };
        let mut ready = [0; 6];
        child.stdout.take().unwrap().read_exact(&mut ready).unwrap();
        assert_eq!(&ready, b"ready\n");
        Self(child)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Spinning {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// The name of a file, as in `spin.rs`.
pub(crate) fn file_name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}
