//! The crates that `cargo coolbpf new` starts from. They lie in `templates/`, with their vendored objects, and
//! `cargo xtask templates` makes those anew.

use std::fmt;

use clap::ValueEnum as _;
use coolbpf_build::VENDORED_ATTRIBUTES;

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
    /// Prints each address that an interface sends packets to (Linux 6.6)
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
}

macro_rules! content {
    ($template:literal, $program:literal, inline) => {
        content!($template, $program, None)
    };
    ($template:literal, $program:literal) => {
        content!($template, $program, Some(content!(file $template, concat!("src/bpf/", $program, ".bpf.c"))))
    };
    ($template:literal, $program:literal, $source:expr) => {
        Content {
            main: include_str!(concat!("../templates/", $template, "/src/main.rs")),
            source: $source,
            vendored: [
                // `cargo package` leaves a hidden file out where there is no git.
                ("coolbpf-vendor/.gitattributes", VENDORED_ATTRIBUTES.as_bytes()),
                content!(file $template, concat!("coolbpf-vendor/", $program, ".x86_64.bpf.o")),
                content!(file $template, concat!("coolbpf-vendor/", $program, ".x86_64.intoto.json")),
                content!(file $template, concat!("coolbpf-vendor/", $program, ".x86_64.rs")),
                content!(file $template, concat!("coolbpf-vendor/", $program, ".x86_64.toml")),
                content!(file $template, concat!("coolbpf-vendor/", $program, ".aarch64.bpf.o")),
                content!(file $template, concat!("coolbpf-vendor/", $program, ".aarch64.intoto.json")),
                content!(file $template, concat!("coolbpf-vendor/", $program, ".aarch64.rs")),
                content!(file $template, concat!("coolbpf-vendor/", $program, ".aarch64.toml")),
            ],
        }
    };
    (file $template:literal, $path:expr) => {
        ($path, include_bytes!(concat!("../templates/", $template, "/", $path)) as &[u8])
    };
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

    /// The files that such a module needs, and whether an object for it is among them: inline C has none, since it is compiled
    /// under the name of its Rust file.
    pub(crate) fn module_files(self) -> (Vec<File>, bool) {
        let content = self.content();
        match content.source {
            Some(source) => (std::iter::once(source).chain(content.vendored).collect(), true),
            None => (Vec::new(), false),
        }
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
