//! The crates that `cargo coolbpf new` starts from. They lie in `templates/`, with their vendored objects, and
//! `cargo xtask templates` makes those anew.

use std::path::Path;
use std::{fmt, fs};

use clap::ValueEnum as _;
use clap_cargo::Manifest;
use coolbpf_build::VENDORED_ATTRIBUTES;
use coolbpf_build::trust::{Demands, Unmet};
use coolbpf_contract::{Pin, WorkspaceMetadata};

use crate::global::Global;
use crate::{Result, output, packages};

/// A small tool, by how its program is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Template {
    /// Prints each program that is started
    #[default]
    Tracepoint,
    /// Prints each host name that is looked up by the C library
    Uprobe,
    /// Prints each address that sends packets to an interface
    Xdp,
    /// Prints each address that an interface sends packets to
    Tc,
    /// Prints where the processes of a control group connect to
    Cgroup,
    /// Prints what runs on each CPU, 10 times a second
    PerfEvent,
    /// Filters the datagrams of a UDP socket
    Sockfilter,
    /// Prints each process that ends; the C stands in the Rust file
    Inline,
}

/// A file of a crate: its path in it, and what it holds.
pub(crate) type File = (&'static str, &'static [u8]);

/// What is in `templates/`.
struct Content {
    main: &'static str,
    source: Option<File>,
    vendored: [File; 9],
    /// What is vendored for a module of a crate that has its own `main`.
    vendored_of_module: [File; 9],
}

macro_rules! content {
    // Inline C is compiled under the name of its Rust file, so that the module has other objects than the crate.
    ($template:literal, $program:literal, inline) => {
        Content {
            main: content!(main $template),
            source: None,
            vendored: content!(vendored $template, $program),
            vendored_of_module: content!(vendored concat!($template, "/as-module"), $program),
        }
    };
    ($template:literal, $program:literal) => {
        Content {
            main: content!(main $template),
            source: Some(content!(file $template, concat!("src/bpf/", $program, ".bpf.c"))),
            vendored: content!(vendored $template, $program),
            vendored_of_module: content!(vendored $template, $program),
        }
    };
    (main $template:literal) => {
        include_str!(concat!("../templates/", $template, "/src/main.rs"))
    };
    (vendored $directory:expr, $program:literal) => {
        [
            // `cargo package` leaves a hidden file out where there is no git.
            ("coolbpf-vendor/.gitattributes", VENDORED_ATTRIBUTES.as_bytes()),
            content!(file $directory, concat!("coolbpf-vendor/", $program, ".x86_64.bpf.o")),
            content!(file $directory, concat!("coolbpf-vendor/", $program, ".x86_64.intoto.json")),
            content!(file $directory, concat!("coolbpf-vendor/", $program, ".x86_64.rs")),
            content!(file $directory, concat!("coolbpf-vendor/", $program, ".x86_64.toml")),
            content!(file $directory, concat!("coolbpf-vendor/", $program, ".aarch64.bpf.o")),
            content!(file $directory, concat!("coolbpf-vendor/", $program, ".aarch64.intoto.json")),
            content!(file $directory, concat!("coolbpf-vendor/", $program, ".aarch64.rs")),
            content!(file $directory, concat!("coolbpf-vendor/", $program, ".aarch64.toml")),
        ]
    };
    (file $directory:expr, $path:expr) => {
        ($path, include_bytes!(concat!("../templates/", $directory, "/", $path)) as &[u8])
    };
}

/// Warns where builds in the crate's workspace would refuse what a template brings for it.
pub(crate) fn warn_of_demands(global: &Global, directory: &Path, name: &str, files: &[File]) {
    // What else may be wrong with the workspace, cargo and builds tell themselves.
    if let Ok(Some(unmet)) = unmet_demand(global, directory, files) {
        output::warning(name, format_args!("builds here refuse the object of the template: {unmet}"));
    }
}

fn unmet_demand(global: &Global, directory: &Path, files: &[File]) -> Result<Option<Unmet>> {
    let mut manifest = Manifest::default();
    manifest.manifest_path = Some(directory.join("Cargo.toml"));
    let (root, _) = packages::directories(global, &manifest)?;
    let text = fs::read_to_string(root.join("Cargo.toml"))?;
    let demands = Demands::of_workspace(&WorkspaceMetadata::from_manifest(&text)?)?;
    let pins = files.iter().filter(|(path, _)| path.ends_with(".toml"));
    let mut pins = pins.filter_map(|(_, text)| Pin::parse(&String::from_utf8_lossy(text)).ok());
    Ok(pins.find_map(|pin| demands.judge(&pin, None).err()))
}

/// The build script of every crate that uses coolbpf.
pub(crate) const BUILD_SCRIPT: &str = "\
fn main() -> coolbpf_build::Result<()> {
    coolbpf_build::compile()
}
";

/// How a template's `main.rs` starts its function, and how a module of an existing crate does.
const MAIN: &str = "fn main() -> coolbpf::Result<()> {";
const RUN: &str = "\
/// Attaches the program and prints what it sees, until Ctrl-C.
pub(crate) fn run() -> coolbpf::Result<()> {";

impl Template {
    fn content(self) -> Content {
        match self {
            Self::Tracepoint => content!("tracepoint", "execs"),
            Self::Uprobe => content!("uprobe", "lookups"),
            Self::Xdp => content!("xdp", "senders"),
            Self::Tc => content!("tc", "receivers"),
            Self::Cgroup => content!("cgroup", "connects"),
            Self::PerfEvent => content!("perf-event", "samples"),
            Self::Sockfilter => content!("sockfilter", "datagrams"),
            Self::Inline => content!("inline", "exits", inline),
        }
    }

    /// The files of a crate of its own, but for its manifest.
    pub(crate) fn crate_files(self) -> Vec<File> {
        let content = self.content();
        let mut files = vec![("build.rs", BUILD_SCRIPT.as_bytes()), ("src/main.rs", content.main.as_bytes())];
        files.extend(content.source);
        files.extend(content.vendored);
        files
    }

    /// The text of a module `bpf` for a crate that has its own `main`.
    pub(crate) fn module(self) -> String {
        self.content().main.replace(MAIN, RUN)
    }

    /// The files that such a module needs.
    pub(crate) fn module_files(self) -> Vec<File> {
        let content = self.content();
        content.source.into_iter().chain(content.vendored_of_module).collect()
    }

    /// The file that holds the C.
    pub(crate) fn c_file(self) -> &'static str {
        self.content().source.map_or("src/main.rs", |(path, _)| path)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_possible_value() {
            Some(value) => f.write_str(value.get_name()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_the_crate_without_its_main() {
        for &template in Template::value_variants() {
            let module = template.module();
            assert_eq!(module.matches("fn run()").count(), 1, "{template}");
            assert!(!module.contains("fn main"), "{template}");
        }
    }

    #[test]
    fn templates_are_as_small_as_the_hello_example() {
        let code_lines = |text: &str| {
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
        };
        for &template in Template::value_variants() {
            let files = template.crate_files();
            let sources = files.iter().filter(|(path, _)| path.starts_with("src/"));
            let lines: usize = sources.map(|(_, text)| code_lines(&String::from_utf8_lossy(text))).sum();
            assert!(lines <= 55, "{template} has {lines} lines");
        }
    }
}
