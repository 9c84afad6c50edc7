//! `cargo coolbpf init`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use coolbpf_contract::SourcePath;

use crate::global::Global;
use crate::manifest::PackageManifest;
use crate::new::{checkout, write_new};
use crate::template::{BUILD_SCRIPT, Template, warn_of_demands};
use crate::{Result, output};

/// Adds a BPF program to an existing crate: dependencies, a build script, a module and its C
///
/// Nothing that is there is overwritten. What only you can change, it tells: the line for a build script that you have, and the
/// one that makes the module part of your crate.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf init                        prints each program that is started
  cargo coolbpf init agent --template xdp   in the crate in `agent`")]
pub(crate) struct Init {
    /// The crate's directory
    #[arg(value_name = "PATH", default_value = ".")]
    directory: PathBuf,
    /// What to add
    #[arg(long, value_name = "TEMPLATE", default_value_t)]
    template: Template,
    /// Depend on the checkout of coolbpf in this directory, not on the released crates
    #[arg(long, value_name = "DIR")]
    coolbpf_path: Option<PathBuf>,
}

/// Where the module goes.
const MODULE: &str = "src/bpf.rs";
/// Another place where the compiler looks for it.
const OTHER_MODULE: &str = "src/bpf/mod.rs";
/// What a build script calls.
const CALL: &str = "coolbpf_build::compile";

impl Init {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let directory = &self.directory;
        if !directory.join("Cargo.toml").is_file() {
            return Err(format!(
                "there is no Cargo.toml in {}; make a crate with a BPF program in it by `cargo coolbpf new NAME`",
                directory.display()
            )
            .into());
        }
        let checkout = self.coolbpf_path.as_deref().map(checkout).transpose()?;
        let mut manifest = PackageManifest::read(directory)?;
        let Some(name) = manifest.name().map(str::to_owned) else {
            return Err(format!(
                "{} is of a workspace, not of a package; name the directory of one of its members",
                directory.join("Cargo.toml").display()
            )
            .into());
        };
        let added = manifest.depend_on_coolbpf(checkout.as_deref())?;
        let script = BuildScript::of(directory, &manifest)?;
        let new = self.new_files(directory)?;

        for (path, content) in &new {
            write_new(&directory.join(path), content)?;
        }
        if let BuildScript::Missing(path) = &script {
            write_new(&directory.join(path), BUILD_SCRIPT.as_bytes())?;
        }
        manifest.write()?;
        for dependency in added {
            output::status("Adding", format_args!("{dependency} to Cargo.toml"));
        }
        let of_script = matches!(script, BuildScript::Missing(_)).then(|| script.path());
        for path in of_script.into_iter().chain(new.iter().map(|(path, _)| path.as_str())) {
            output::status("Writing", path);
        }
        warn_of_demands(global, directory, &name, &self.template.module_files());
        self.tell_the_rest(directory, &script);
        Ok(ExitCode::SUCCESS)
    }

    /// The files to write.
    ///
    /// # Errors
    /// Where something else is in the way of one of them.
    fn new_files(&self, directory: &Path) -> Result<Vec<(String, Vec<u8>)>> {
        let files = self.template.module_files().into_iter();
        let mut files: Vec<(String, Vec<u8>)> =
            files.map(|(path, content)| (path.to_owned(), content.to_owned())).collect();
        files.push((MODULE.into(), self.template.module().into_bytes()));
        let mut in_the_way: Vec<&str> = Vec::new();
        for (path, content) in &files {
            let place = directory.join(path);
            let is_well = match fs::symlink_metadata(&place) {
                // `cargo coolbpf vendor` keeps it as it should be.
                Ok(there) if path.ends_with(".gitattributes") => there.is_file(),
                Ok(there) => {
                    let is_alike = there.is_file() && there.len() == content.len() as u64;
                    is_alike && fs::read(&place).is_ok_and(|found| found == *content)
                }
                Err(error) => error.kind() == ErrorKind::NotFound && is_within(directory, &place),
            };
            if !is_well {
                in_the_way.push(path);
            }
        }
        if is_there(&directory.join(OTHER_MODULE)) {
            in_the_way.push(OTHER_MODULE);
        }
        if !in_the_way.is_empty() {
            return Err(format!(
                "nothing was written, because there is something else in the way of the template `{}`: {}; move it, and run this \
                 again",
                self.template,
                in_the_way.join(", ")
            )
            .into());
        }
        files.retain(|(path, _)| !is_there(&directory.join(path)));
        Ok(files)
    }

    /// Says what the user is to do.
    fn tell_the_rest(&self, directory: &Path, script: &BuildScript) {
        if let BuildScript::Own(path) = script {
            output::help(format_args!(
                "add this line to `main` in {path}, which then gives a `Result` as in `fn main() -> coolbpf_build::Result<()>`:\n  \
                 coolbpf_build::compile()?;"
            ));
        }
        if let BuildScript::Forbidden = script {
            output::help("take `build = false` out of Cargo.toml, and run this again");
        }
        let roots = ["src/main.rs", "src/lib.rs"];
        let root = roots.into_iter().find(|root| directory.join(root).is_file()).unwrap_or("src/main.rs");
        output::help(format_args!(
            "add this line to {root}, and call `bpf::run()?` where the program is to start:\n  mod bpf;"
        ));
    }
}

/// The build script of the package.
enum BuildScript {
    /// It is to be written, at this path.
    Missing(String),
    /// It does what it should.
    Ready(String),
    /// It does something else.
    Own(String),
    /// The manifest says that there is to be none.
    Forbidden,
}

impl BuildScript {
    fn of(directory: &Path, manifest: &PackageManifest) -> Result<Self> {
        let Some(path) = manifest.build_script() else { return Ok(Self::Forbidden) };
        let place = directory.join(&path);
        if !is_there(&place) {
            let inside = path.parse::<SourcePath>().is_ok() && is_within(directory, &place);
            return if inside { Ok(Self::Missing(path)) } else { Err(outside(&path).into()) };
        }
        let cannot = |error: &dyn std::fmt::Display| format!("read {}: {error}", place.display());
        if !fs::metadata(&place).map_err(|error| cannot(&error))?.is_file() {
            return Err(cannot(&"it is no regular file").into());
        }
        let text = fs::read_to_string(&place).map_err(|error| cannot(&error))?;
        Ok(if calls(&text) { Self::Ready(path) } else { Self::Own(path) })
    }

    fn path(&self) -> &str {
        match self {
            Self::Missing(path) | Self::Ready(path) | Self::Own(path) => path,
            Self::Forbidden => "",
        }
    }
}

/// Whether there is anything at a path, be it a link to nothing.
fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether what is written to `place` would lie in `directory`, whatever links lead there.
fn is_within(directory: &Path, place: &Path) -> bool {
    let above = place.ancestors().skip(1).find(|above| is_there(above)).map(Path::canonicalize);
    match (above, directory.canonicalize()) {
        (Some(Ok(above)), Ok(directory)) => above.starts_with(directory),
        _ => false,
    }
}

/// What to say of a build script that is neither there nor to be written.
fn outside(path: &str) -> String {
    format!(
        "Cargo.toml names the build script {path:?}, which is not there; `cargo coolbpf init` writes only below the package, \
         so write it yourself, and run this again"
    )
}

/// Whether a build script calls what it should, other than in a comment.
fn calls(script: &str) -> bool {
    script.lines().filter_map(|line| line.split("//").next()).any(|code| code.contains(CALL))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_call_in_a_comment_is_none() {
        assert!(calls("fn main() {\n    coolbpf_build::compile().unwrap(); // here\n}\n"));
        assert!(!calls("fn main() {\n    // coolbpf_build::compile().unwrap();\n}\n"));
        assert!(!calls("/// See coolbpf_build::compile.\nfn main() {}\n"));
    }

    #[test]
    fn a_build_script_is_written_below_the_package_only() {
        let package = tempfile::tempdir().unwrap();
        let directory = package.path().join("package");
        fs::create_dir(&directory).unwrap();
        symlink("..", directory.join("up")).unwrap();
        symlink("gone", directory.join("dangling.rs")).unwrap();
        let of = |build: &str| {
            fs::write(directory.join("Cargo.toml"), format!("[package]\nbuild = {build:?}\n")).unwrap();
            BuildScript::of(&directory, &PackageManifest::read(&directory).unwrap())
        };
        assert!(matches!(of("build/new.rs"), Ok(BuildScript::Missing(path)) if path == "build/new.rs"));
        for build in ["../b.rs", "/nowhere/b.rs", "up/b.rs", "a/../../b.rs"] {
            let error = of(build).err().unwrap().to_string();
            assert!(error.contains("writes only below the package"), "{build}: {error}");
        }
        for build in ["dangling.rs", "/dev/zero"] {
            assert!(of(build).err().unwrap().to_string().starts_with("read "), "{build}");
        }
        // What is there is read wherever it is.
        fs::write(package.path().join("b.rs"), CALL).unwrap();
        assert!(matches!(of("../b.rs"), Ok(BuildScript::Ready(_))));
    }

    #[test]
    fn links_are_in_the_way() {
        let package = tempfile::tempdir().unwrap();
        let directory = package.path().join("package");
        fs::create_dir(&directory).unwrap();
        let init = Init { directory: directory.clone(), template: Template::default(), coolbpf_path: None };
        assert!(!init.new_files(&directory).unwrap().is_empty());
        symlink("..", directory.join("src")).unwrap();
        assert!(init.new_files(&directory).unwrap_err().to_string().contains(MODULE));
        fs::remove_file(directory.join("src")).unwrap();
        fs::create_dir(directory.join("src")).unwrap();
        symlink("../../outside.rs", directory.join(MODULE)).unwrap();
        assert!(init.new_files(&directory).unwrap_err().to_string().contains(MODULE));
    }
}
