//! Compiling with the `cargo-coolbpf` that is installed.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use coolbpf_contract::{
    BINDINGS_VERSION, BuilderId, CheckedObject, CompileReport, Digest, Outcome, Record, Request,
};

use super::{Compiled, Failure, Maker, answering, file_identity};
use crate::servers::Servers;
use crate::store::{Files, Store};

const NO_HELPER: &str = "this is the light form of coolbpf-build (`default-features = false`), which compiles with \
                         cargo-coolbpf; install it with `cargo install cargo-coolbpf`";

/// The `cargo-coolbpf` of `PATH` or of Cargo's directory.
#[derive(Debug)]
pub(crate) struct Compiler {
    program: Option<PathBuf>,
    /// Which clang that program runs, as far as it is decided from here.
    clang: Option<OsString>,
    scratch: PathBuf,
    servers: Servers,
}

impl Compiler {
    /// Looks for the program, without running it.
    pub(crate) fn locate(store: &Store, servers: Servers) -> Self {
        let file = format!("cargo-coolbpf{}", env::consts::EXE_SUFFIX);
        let path = env::var_os("PATH").unwrap_or_default();
        let cargo_home = crate::script::cargo_home().map(|home| home.join("bin"));
        let directories = env::split_paths(&path).chain(cargo_home);
        let program = directories.map(|directory| directory.join(&file)).find(|program| program.is_file());
        Self { program, clang: env::var_os("COOLBPF_CLANG"), scratch: store.scratch(), servers }
    }

    /// The files whose change means another compiler.
    pub(crate) fn watched(&self) -> Vec<PathBuf> {
        self.program.iter().cloned().collect()
    }

    /// What a compile of `request` is known by in its record: the sources, and the program that compiles them.
    pub(crate) fn compiled_as(&self, request: &Request) -> String {
        let program = self.program.as_deref().map(file_identity).unwrap_or_default();
        let identity = Digest::of(format!("{program} {:?}", self.clang).as_bytes());
        format!("{} {identity}", request.source_digest())
    }

    /// What an earlier build's record has that a compile would give again.
    pub(crate) fn reuse(
        &mut self,
        _name: &str,
        request: &Request,
        record: &Record,
        files: Option<Files>,
    ) -> Option<Result<Compiled, Failure>> {
        let had = record.compiled_as.as_str();
        let same_sources = had.split(' ').next() == Some(&request.source_digest().to_string());
        if self.servers.too_old(&Maker::parse(&record.origin).toolchain).is_some() {
            return None;
        }
        if had != self.compiled_as(request) && !(self.program.is_none() && same_sources) {
            return None;
        }
        if record.outcome == Outcome::Failed {
            let (maker, diagnostics) = (Maker::parse(&record.origin), record.diagnostics.clone());
            return Some(Err(Failure::Source { maker, diagnostics }));
        }
        let (builder, signer) = answering(record, true);
        Some(Ok(Compiled {
            maker: Maker::parse(&record.origin),
            builder,
            signer,
            bundle: record.bundle?,
            files: files?,
            warnings: record.diagnostics.clone(),
            notices: Vec::new(),
        }))
    }

    /// Lets the program compile. Its object is checked here as if it came from anywhere.
    pub(crate) fn compile(&mut self, name: &str, request: &Request) -> Result<Compiled, Failure> {
        let barred = self.servers.barred().map(|barred| format!("\n{barred}")).unwrap_or_default();
        let program =
            self.program.as_ref().ok_or_else(|| Failure::NoCompiler(format!("{NO_HELPER}{barred}")))?;
        let shown = program.display();
        let failed = |what: &str, error: &dyn std::fmt::Display| {
            Failure::Tool(format!("{what} of {shown}, which compiles the program: {error}"))
        };
        let _ = fs::remove_dir_all(&self.scratch);
        fs::create_dir_all(&self.scratch).map_err(|error| failed("directory", &error))?;
        let request_file = self.scratch.join("request");
        fs::write(&request_file, request.encode()).map_err(|error| failed("request", &error))?;
        let output = Command::new(program)
            .args(["coolbpf", "compile-program", "--name", name, "--request"])
            .arg(&request_file)
            .arg("--out")
            .arg(&self.scratch)
            .output()
            .map_err(|error| failed("start", &error))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.trim();
            let said = said.strip_prefix("Error: ").or_else(|| said.strip_prefix("error: ")).unwrap_or(said);
            return Err(Failure::Tool(format!("{shown} ended with {}: {said}{barred}", output.status)));
        }
        let read = |file: &str| {
            fs::read(self.scratch.join(file)).map_err(|error| failed(&format!("file `{file}`"), &error))
        };
        let text = |file: &str| {
            String::from_utf8(read(file)?).map_err(|error| failed(&format!("file `{file}`"), &error))
        };
        let report =
            CompileReport::parse(&text(CompileReport::FILE)?).map_err(|error| failed("report", &error))?;
        if let Some(reason) = self.servers.too_old(&report.toolchain) {
            return Err(Failure::Tool(format!("{shown} compiles with a clang that is not taken: {reason}")));
        }
        if report.outcome == Outcome::Failed {
            let CompileReport { toolchain, diagnostics, .. } = report;
            return Err(Failure::Source { maker: Maker { toolchain, server: None }, diagnostics });
        }
        if report.bindings_version != BINDINGS_VERSION {
            return Err(Failure::Tool(format!(
                "{shown} makes bindings of version {}, and this coolbpf-build uses version {BINDINGS_VERSION}; \
                 install the cargo-coolbpf of coolbpf-build's version ({}): \
                 `cargo install cargo-coolbpf --version {1}`",
                report.bindings_version,
                env!("CARGO_PKG_VERSION"),
            )));
        }
        let object =
            CheckedObject::check(read(Record::OBJECT)?).map_err(|refusal| failed("object", &refusal))?;
        let bindings = text(Record::BINDINGS)?;
        let _ = fs::remove_dir_all(&self.scratch);
        Ok(Compiled {
            maker: Maker { toolchain: report.toolchain, server: None },
            builder: BuilderId::local(),
            signer: None,
            bundle: report.bundle,
            files: Files { object: object.into_bytes(), bindings },
            warnings: report.diagnostics,
            notices: Vec::new(),
        })
    }
}
