//! What a build script does: reads what Cargo tells it, gets each program's object, and tells Cargo and the macro.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use coolbpf_contract::syntax::ProgramSource;
use coolbpf_contract::{Arch, Diagnostic, Outcome, SourcePath};

use crate::cfg::{Cfg, Truth};
use crate::compiler::Compiler;
use crate::gather::Gathered;
use crate::obtain::{Obtained, Sources};
use crate::origin::{PackageOrigin, Policy};
use crate::package::Package;
use crate::servers::{self, Asker, Servers};
use crate::store::Store;
use crate::trust::Demands;
use crate::walk::{Program, Walk, walk};
use crate::{Error, Result, kernel_types, vendored};

/// Gets the object and the bindings of each program in the package that is being built. To be called from its `build.rs`:
///
/// ```no_run
/// fn main() -> coolbpf_build::Result<()> {
///     coolbpf_build::compile()
/// }
/// ```
///
/// A program is a module under `#[coolbpf::program]`, in any target of the package. Its object is the one in
/// `coolbpf-vendor/` if that was made from the same sources, else it is compiled. Nothing is written outside of
/// `OUT_DIR`.
///
/// These variables of the environment change that:
///
/// - `COOLBPF_LOCKED=1`: nothing is compiled; an object that is missing or stale is an error.
/// - `COOLBPF_FROM_SOURCE=1`: nothing vendored is used; differences from what is vendored are reported as warnings.
/// - `COOLBPF_CLANG`: the clang to compile with.
/// - `COOLBPF_SERVER`: the compile servers to ask before that clang, with spaces between them. It takes the place of `servers` in
///   the workspace's `[workspace.metadata.coolbpf]`. Servers are asked by the feature `remote` only, and never for a package
///   from a registry or a git repository.
/// - `COOLBPF_OFFLINE=1`, `CARGO_NET_OFFLINE=true`, `DOCS_RS=1`: no server is asked.
/// - `COOLBPF_TOKEN`: what servers know the user by that have no token in the credentials file, where `COOLBPF_SERVER` names them
///   or the workspace names just one.
///
/// # Errors
/// Where the package can't be read, or its coolbpf metadata is wrong. What is wrong with a program (errors in its C, a
/// stale object and no compiler) is no error here: the macro reports it where the program stands, if it is compiled at
/// all.
pub fn compile() -> Result<()> {
    let variable = |name: &str| {
        env::var(name).map_err(|_| {
            Error::new(format!("{name} is not set: coolbpf_build::compile() is to be called from a build.rs"))
        })
    };
    let directory = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let out_directory = PathBuf::from(variable("OUT_DIR")?);
    let store = Store::open(&out_directory);
    let cfg = Cfg::of_build_script(
        env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
    );
    let package = Package::read(&directory)?;
    let variable = |name: &str| env::var(name).ok();
    let policy = package.policy(variable)?;
    // Settings that are wrong are told where they are needed.
    let servers = Servers::of(variable, &package, policy, Asker::BuildScript(&out_directory));
    let settings = servers.as_ref().map(|_| ()).map_err(Clone::clone);
    let demands = Demands::of_build(&package, policy.package, Asker::BuildScript(&out_directory))?;
    let found = walk(&package.roots, &cfg, &|file| package.read_rust_file(file));

    let mut lines = CargoLines::new(&package, &found, policy, &out_directory);
    let arch = target(&cfg);
    let mut compiler = Compiler::locate(&store, servers.unwrap_or_default());
    let mut sources = Sources {
        package: &package,
        policy,
        demands: &demands,
        arch: &arch,
        store: &store,
        settings: &settings,
        compiler: &mut compiler,
    };
    let mut keys = BTreeSet::new();
    for program in found.programs.iter().filter(|program| program.cfg > Truth::False) {
        let Some(gathered) = Gathered::read(&package, program)? else {
            lines.watch_missing_source(program);
            continue;
        };
        for (key, obtained) in sources.obtain(program, &gathered) {
            lines.add(program, &obtained);
            lines.watch_sources(program, &gathered, &obtained.sources);
            store.write(key, &obtained.record, obtained.files.as_ref(), obtained.kernel_types.as_ref())?;
            keys.insert(key);
        }
    }
    store.retain(&keys)?;
    store.write_walked(&found.files)?;
    lines.watch_compiler(&compiler);
    print!("{}", lines.text);
    Ok(())
}

/// Where Cargo keeps what it downloads and installs. A relative path is of no use here: it is relative to where Cargo was started.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let from = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    from("CARGO_HOME").or_else(|| Some(from("HOME")?.join(".cargo")))
}

/// The kernel that the programs are for.
fn target(cfg: &Cfg) -> Result<Arch> {
    match cfg.value("target_os") {
        // Android's kernel is Linux.
        Some("linux" | "android") => {}
        other => {
            return Err(Error::new(format!(
                "the target's operating system is `{}`, and BPF programs run on Linux; put the program behind \
                 #[cfg(target_os = \"linux\")]",
                other.unwrap_or_default()
            )));
        }
    }
    let arch = cfg.value("target_arch").unwrap_or_default().parse()?;
    if cfg.value("target_endian") == Some("big") {
        return Err(Error::new(format!(
            "the target is big-endian, and coolbpf compiles for little-endian {arch} only; put the program behind \
             #[cfg(target_endian = \"little\")]"
        )));
    }
    Ok(arch)
}

/// What the build script prints for Cargo.
struct CargoLines<'a> {
    package: &'a Package,
    out_directory: &'a Path,
    text: String,
    watched: BTreeSet<PathBuf>,
    /// What was warned of: the objects of one program have many warnings in common.
    warned: BTreeSet<String>,
    compiler_was_needed: bool,
}

impl<'a> CargoLines<'a> {
    fn new(package: &'a Package, found: &Walk, policy: Policy, out_directory: &'a Path) -> Self {
        let (text, watched, warned) = (String::new(), BTreeSet::new(), BTreeSet::new());
        let mut lines = Self { package, out_directory, text, watched, warned, compiler_was_needed: false };
        for variable in ["COOLBPF_CLANG", "COOLBPF_FROM_SOURCE", "COOLBPF_LOCKED"] {
            lines.line("rerun-if-env-changed", variable);
        }
        package.watched.iter().for_each(|path| lines.watch(path));
        // What the workspace demands, it demands of objects that are there already.
        if policy.package == PackageOrigin::Local || package.is_member {
            let other = Asker::BuildScript(out_directory).other_root(package);
            package.root_manifest.iter().chain(&other).for_each(|root| lines.watch(root));
        }
        for file in found.files.iter().chain(&found.missing) {
            lines.watch(&package.directory.join(file.as_str()));
        }
        for path in kernel_types::watched(&package.directory, package.metadata.kernels()) {
            lines.watch(&path);
        }
        let vendored = package.directory.join(vendored::DIRECTORY);
        // A path that doesn't exist has Cargo run the script each time. A build from source takes that, to report
        // differences from what appears there.
        if vendored.exists() || policy.from_source {
            lines.watch(&vendored);
        }
        for (file, reason) in &found.unreadable {
            lines.warn(&format!("{file} can't be read as Rust, so that its programs are unknown: {reason}"));
        }
        for include in package.metadata.include() {
            if !package.directory.join(include.as_str()).is_dir() {
                lines.warn(&format!(
                    "`include` of package.metadata.coolbpf names `{include}`, and the package has no such directory"
                ));
            }
        }
        let names: BTreeSet<&str> = found.programs.iter().map(|program| program.name.as_str()).collect();
        for name in package.metadata.named().filter(|name| !names.contains(name)) {
            lines.warn(&format!(
                "`package.metadata.coolbpf.program.{name}` is for a program that the package does not have; it has: {}",
                names.iter().copied().collect::<Vec<_>>().join(", ")
            ));
        }
        lines
    }

    fn line(&mut self, key: &str, value: &str) {
        // A path may hold any character but this one, which would start another directive.
        if !value.contains('\n') {
            self.text.push_str(&format!("cargo::{key}={value}\n"));
        }
    }

    fn warn(&mut self, message: &str) {
        if !self.warned.insert(message.to_owned()) {
            return;
        }
        for line in message.lines() {
            self.line("warning", line);
        }
    }

    /// Has the build script run again when a file, or anything below a directory, changes.
    fn watch(&mut self, path: &Path) {
        if !self.watched.iter().any(|watched| path.starts_with(watched)) {
            self.watched.insert(path.to_owned());
            if let Some(path) = path.to_str() {
                self.line("rerun-if-changed", path);
            }
        }
    }

    /// Says what is to be said of a program.
    fn add(&mut self, program: &Program, obtained: &Obtained) {
        for notice in &obtained.notices {
            self.warn(notice);
        }
        self.compiler_was_needed |= obtained.compiler_was_needed;
        if obtained.record.outcome == Outcome::Ready {
            for warning in &obtained.record.diagnostics {
                self.warn(&one_line(&placed(warning, program)));
            }
        }
        if obtained.retry {
            // A file that never exists has Cargo run the script each time; but not one in its own home, where packages that it
            // has downloaded lie.
            self.watch(&self.out_directory.join("coolbpf-retry"));
        }
    }

    /// Watches the C files of a program, and the directories in which another header could be found first.
    fn watch_sources(&mut self, program: &Program, gathered: &Gathered, sources: &[SourcePath]) {
        for path in sources {
            self.watch(&self.package.source_file(path));
        }
        for directory in &self.package.metadata.options(&program.name).include {
            let directory = self.package.directory.join(directory.as_str());
            if directory.is_dir() {
                self.watch(&directory);
            }
        }
        let further = self.package.metadata.options(&program.name).sources.iter();
        for source in std::iter::once(&gathered.main).chain(further) {
            if !source.directory().is_empty() {
                self.watch(&self.package.directory.join(source.directory()));
            }
        }
    }

    fn watch_missing_source(&mut self, program: &Program) {
        if let (ProgramSource::File(_), Some(main)) =
            (&program.source, program.source.main(&program.rust_file))
        {
            self.watch(&self.package.directory.join(main.as_str()));
        }
    }

    fn watch_compiler(&mut self, compiler: &Compiler) {
        if self.compiler_was_needed {
            for variable in ["PATH"].into_iter().chain(servers::VARIABLES) {
                self.line("rerun-if-env-changed", variable);
            }
            // One that doesn't exist would have Cargo run the script each time.
            let credentials = coolbpf_contract::credentials_file(|name| env::var(name).ok());
            credentials.iter().filter(|file| file.exists()).for_each(|file| self.watch(file));
            compiler.watched().iter().for_each(|path| self.watch(path));
        }
    }
}

/// A diagnostic with the line that it has in the user's file.
pub(crate) fn placed(diagnostic: &Diagnostic, program: &Program) -> Diagnostic {
    match program.source {
        ProgramSource::Inline(_) => diagnostic.clone().moved(program.rust_file.as_str(), program.line),
        ProgramSource::File(_) => diagnostic.clone(),
    }
}

/// A diagnostic as a line, without its snippet.
fn one_line(diagnostic: &Diagnostic) -> String {
    Diagnostic { snippet: String::new(), ..diagnostic.clone() }.to_string()
}

#[cfg(test)]
mod tests {
    use coolbpf_contract::Level;

    use super::*;

    fn cfg(os: &str, arch: &str) -> Cfg {
        let environment = [("CARGO_CFG_TARGET_OS", os), ("CARGO_CFG_TARGET_ARCH", arch)];
        Cfg::of_build_script(environment.map(|(k, v)| (k.to_owned(), v.to_owned())).into_iter())
    }

    #[test]
    fn a_target_that_coolbpf_does_not_compile_for_is_an_error_that_tells_how_to_leave_the_program_out() {
        assert_eq!(target(&cfg("linux", "aarch64")), Ok(Arch::Aarch64));
        assert_eq!(target(&cfg("android", "x86_64")), Ok(Arch::X86_64));
        assert_eq!(target(&cfg("linux", "riscv64")), Ok(Arch::Riscv64));
        for (os, arch, says) in [
            ("linux", "mips64", "#[cfg(any(target_arch = \"x86_64\", target_arch = \"aarch64\"))]"),
            ("macos", "aarch64", "#[cfg(target_os = \"linux\")]"),
            ("windows", "x86_64", "`windows`"),
        ] {
            let error = target(&cfg(os, arch)).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        let big = [("TARGET_OS", "linux"), ("TARGET_ARCH", "powerpc64"), ("TARGET_ENDIAN", "big")];
        let big = big.map(|(key, value)| (format!("CARGO_CFG_{key}"), value.to_owned()));
        let error = target(&Cfg::of_build_script(big.into_iter())).unwrap_err().to_string();
        assert!(error.contains("#[cfg(target_endian = \"little\")]"), "{error}");
    }

    #[test]
    fn a_warning_is_one_line_with_the_line_of_the_rust_file() {
        let program = Program {
            name: "x".into(),
            id: "x".into(),
            rust_file: "src/main.rs".parse().unwrap(),
            line: 10,
            source: ProgramSource::Inline(String::new()),
            prefix: String::new(),
            cfg: Truth::True,
        };
        let warning = |file: &str| Diagnostic {
            file: file.into(),
            line: 3,
            column: 5,
            level: Level::Warning,
            message: "unused variable 'a'".into(),
            snippet: "int a;".into(),
        };
        let shown = |file: &str| one_line(&placed(&warning(file), &program));
        assert_eq!(shown("src/main.rs"), "src/main.rs:12:5: warning: unused variable 'a'");
        assert_eq!(shown("src/x.h"), "src/x.h:3:5: warning: unused variable 'a'");
    }
}
