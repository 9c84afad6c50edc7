//! The server that is attacked, and how it must be after each attack.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use coolbpf_compiler::{Toolchain, bundle_digest, compile};
use coolbpf_contract::wire::{CompileAnswer, CompileRequest};
use coolbpf_contract::{Arch, Digest, Options, Request, Sources};
use coolbpf_tests::{HELLO_C, Server, server_binary, write};
use tempfile::TempDir;

use crate::http::{self, Answer};

/// Where the main file of requests lies.
pub(crate) const MAIN: &str = "src/main.bpf.c";
/// What a compile may take here, in seconds.
const MOST_SECONDS: &str = "3";
/// The longest that the end of a process is waited for.
const PATIENCE: Duration = Duration::from_secs(120);
/// What the file outside holds, and the server's environment.
const SECRET: &str = "a5c29f17e0d84b3c";

/// The server.
pub(crate) struct Victim {
    server: Server,
    /// Holds the directory of the jobs, and a file that no answer may show.
    directory: TempDir,
    honest_digest: Digest,
    honest_compiles: u32,
}

/// The newest clang of this machine.
pub(crate) fn clang() -> String {
    Toolchain::find().unwrap().path().display().to_string()
}

/// The server's program, which is built once.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
}

/// A request to compile one file.
pub(crate) fn request(source: &[u8]) -> CompileRequest {
    let main = MAIN.parse().unwrap();
    let sources = Sources::new(MAIN.parse().unwrap(), BTreeMap::from([(main, source.to_vec())])).unwrap();
    let request = Request { sources, options: Options::default(), arch: Arch::X86_64 };
    CompileRequest { request, bundle: bundle_digest(), toolchain: None }
}

/// A process that runs.
pub(crate) struct Process(PathBuf);

impl Process {
    /// What the kernel says in a file of its directory in `/proc`.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

pub(crate) fn json(request: &CompileRequest) -> String {
    serde_json::to_string(request).unwrap()
}

impl Victim {
    /// Starts a server with small limits and this sandbox.
    pub(crate) fn start(sandbox: &str) -> Self {
        let directory = TempDir::with_prefix("coolbpf-hostile-").unwrap();
        let path = |name: &str| directory.path().join(name);
        fs::create_dir(path("jobs")).unwrap();
        write(&path("secret.h"), format!("int x_{SECRET};\n"));
        assert!(Command::new("mkfifo").arg(path("pipe.h")).status().unwrap().success());
        let mut command = Command::new(binary());
        command
            .env("TMPDIR", path("jobs"))
            .env("SECRET", SECRET)
            .args(["--sandbox", sandbox, "--clang", &clang(), "--compile-seconds", MOST_SECONDS])
            .args(["--compile-memory-bytes", "1500000000", "--arrival-seconds", "2"])
            .args(["--body-bytes", "4000000", "--decoded-bytes", "16000000", "--cache"])
            .arg(path("cache"));
        let server = Server::start_command(command);
        let honest = request(HELLO_C.as_bytes());
        let compiled = compile(&honest.request, &Toolchain::find().unwrap()).unwrap();
        Self { server, directory, honest_digest: compiled.object.digest(), honest_compiles: 0 }
    }

    pub(crate) fn url(&self) -> &str {
        self.server.url()
    }

    /// A file of the machine that is no part of any job.
    pub(crate) fn secret_file(&self) -> PathBuf {
        self.directory.path().join("secret.h")
    }

    /// A FIFO of the machine that nobody writes to.
    pub(crate) fn fifo(&self) -> PathBuf {
        self.directory.path().join("pipe.h")
    }

    fn jobs(&self) -> PathBuf {
        self.directory.path().join("jobs")
    }

    /// Asserts that an attack has left nothing and changed nothing.
    #[track_caller]
    pub(crate) fn holds(&mut self, attack: &str) {
        assert_eq!(http::get(self.url(), "/healthz").status, 200, "after {attack}");
        self.wait_for_silence(attack);
        // Another text, so that it is compiled anew, which compiles to the same bytes.
        self.honest_compiles += 1;
        let source = format!("{HELLO_C}\n/* {} */\n", self.honest_compiles);
        let answer = http::post(self.url(), json(&request(source.as_bytes())).as_bytes());
        assert_eq!(answer.status, 200, "after {attack}: {}", answer.body);
        let compiled: CompileAnswer = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(Digest::of(&compiled.object.bytes), self.honest_digest, "after {attack}");
    }

    /// Asserts that an answer holds nothing but what the job made.
    #[track_caller]
    pub(crate) fn tells_nothing(&self, attack: &str, answer: &Answer) {
        let object = serde_json::from_str::<CompileAnswer>(&answer.body).map(|answer| answer.object.bytes);
        let object = object.unwrap_or_default();
        // A short one may stand in any answer.
        let hostname = fs::read_to_string("/etc/hostname").unwrap_or_default();
        let cache = self.directory.path().join("cache").display().to_string();
        let (jobs, workspace) =
            (self.jobs().display().to_string(), coolbpf_tests::workspace().display().to_string());
        let outside =
            [SECRET, "root:x:0", "/lib/clang/", "Stack dump", &cache, &jobs, &workspace, hostname.trim()];
        for outside in outside.into_iter().filter(|text| text.len() > 5) {
            assert!(!answer.body.contains(outside), "{attack} finds out {outside:?}: {}", answer.body);
            let found = object.windows(outside.len()).any(|window| window == outside.as_bytes());
            assert!(!found, "{attack} has {outside:?} in the object");
        }
        let steers = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!answer.body.contains(steers), "{attack} has control characters in the answer");
        assert!(
            !answer.body.contains("\\u001b") && !answer.body.contains("\\u0007"),
            "{attack}: {}",
            answer.body
        );
        assert!(answer.body.len() < 4 << 20, "{attack} has {} bytes", answer.body.len());
    }

    /// Begins a compile that goes on until it is stopped, and gives the connection.
    pub(crate) fn send_endless_compile(&self) -> TcpStream {
        use std::io::Write as _;
        let source = "asm(\".rept 100000\\n.rept 100000\\n.byte 1\\n.endr\\n.endr\\n\");\nint x;\n";
        let body = json(&request(source.as_bytes()));
        let mut stream = http::connect(self.url());
        stream.write_all((http::head(&http::json_of(body.len())) + &body).as_bytes()).unwrap();
        stream
    }

    /// Waits until a compiler runs.
    #[track_caller]
    pub(crate) fn wait_for_compiler(&self) {
        self.wait("a compiler should run", |victim| !victim.compilers().is_empty());
    }

    /// Waits until clang itself runs, behind all that is put around it, and gives its process.
    #[track_caller]
    pub(crate) fn wait_for_clang(&self) -> Process {
        let name = Path::new(&clang()).canonicalize().unwrap();
        let found = || {
            let processes = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
            processes.into_iter().find(|process| {
                fs::read_link(process.join("exe")).is_ok_and(|exe| exe == name) && self.is_below(process)
            })
        };
        self.wait("clang should run", |_| found().is_some());
        Process(found().expect("clang goes on for long"))
    }

    /// Waits until no compiler of this server runs.
    #[track_caller]
    pub(crate) fn wait_for_silence(&self, attack: &str) {
        self.wait(&format!("after {attack} compilers still run"), |victim| victim.compilers().is_empty());
        // The files go when the compile has ended; a server that was killed can't remove them.
        if Path::new(&format!("/proc/{}", self.server.pid())).exists() {
            self.wait(&format!("after {attack} files are left"), |victim| victim.files_of_jobs() == 0);
        }
    }

    /// How many directories of jobs there are, within that of the server, where a lock lies beside them.
    fn files_of_jobs(&self) -> usize {
        let servers = fs::read_dir(self.jobs()).unwrap().map(|entry| entry.unwrap().path());
        servers.flat_map(|server| fs::read_dir(server).unwrap()).count() - 1
    }

    #[track_caller]
    fn wait(&self, otherwise: &str, condition: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !condition(self) {
            assert!(Instant::now() < deadline, "{otherwise}: {:?}", self.compilers());
            // A look at all processes takes some of them itself.
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Kills the server, so that it can't clear away anything, and waits for its end.
    pub(crate) fn kill(&mut self) {
        self.server.signal("KILL");
        let (status, _) = self.server.end();
        assert!(!status.success());
    }

    /// Every process that the server started or that works on one of its jobs, whoever its parent is now.
    fn compilers(&self) -> Vec<String> {
        let jobs = self.jobs();
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let process = entry.path();
            // It may end while it is looked at: then there is nothing to read.
            let command = fs::read(process.join("cmdline")).unwrap_or_default();
            let command = String::from_utf8_lossy(&command).replace('\0', " ");
            let works_there = fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd.starts_with(&jobs));
            let is_told_of_it = command.contains(&*jobs.to_string_lossy());
            if works_there || is_told_of_it || self.is_below(&process) {
                found.push(format!("{} {command}", process.display()));
            }
        }
        found
    }

    /// Whether a process descends from the server.
    fn is_below(&self, process: &Path) -> bool {
        let parent = |process: &Path| -> Option<u32> {
            let status = fs::read_to_string(process.join("status")).ok()?;
            // What has ended and only waits to be waited for runs no more.
            if status.contains("\nState:\tZ") {
                return None;
            }
            status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()
        };
        let mut current = process.to_owned();
        while let Some(pid) = parent(&current).filter(|pid| *pid > 1) {
            if pid == self.server.pid() {
                return true;
            }
            current = PathBuf::from(format!("/proc/{pid}"));
        }
        false
    }
}

/// What a server says that should not start, with these variables in its environment and these arguments.
pub(crate) fn refused_start(environment: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut command = Command::new(binary());
    command.envs(environment.iter().copied()).args(arguments);
    refused(command)
}

/// The same where there are no user namespaces to be had.
pub(crate) fn refused_start_without_namespaces() -> String {
    let mut command = Command::new("unshare");
    let script = "echo 0 > /proc/sys/user/max_user_namespaces && exec \"$@\"";
    command.args([
        "--user",
        "--map-root-user",
        "--mount",
        "--pid",
        "--fork",
        "--mount-proc",
        "sh",
        "-c",
        script,
        "sh",
    ]);
    command.arg(binary()).args(["--clang", &clang()]);
    refused(command)
}

fn refused(mut command: Command) -> String {
    let cache = TempDir::with_prefix("coolbpf-cache-").unwrap();
    command.args(["--listen", "127.0.0.1:0", "--cache"]).arg(cache.path()).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(!output.status.success(), "the server should not have started: {output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}
