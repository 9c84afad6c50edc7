//! The environment variables: those of the server from its settings, the others from the table here, which has to have each that the sources name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{WRITTEN, doc_before, row};
use crate::Result;

const HEAD: &str = "\
# Environment variables

A switch is on where it is set to anything but `0` or `false`.

";

/// What builds and commands read.
const VARIABLES: [(&str, &str); 9] = [
    ("COOLBPF_LOCKED", "a switch: only vendored objects are used; one that is missing or stale is an error"),
    (
        "COOLBPF_FROM_SOURCE",
        "a switch: everything is compiled with the local clang, and differences from the pins are told",
    ),
    ("COOLBPF_OFFLINE", "a switch: no compile server is asked. So do `CARGO_NET_OFFLINE` and `DOCS_RS`"),
    ("COOLBPF_CLANG", "the clang to compile with"),
    (
        "COOLBPF_SERVER",
        "the compile servers to ask, with spaces between them, in place of the workspace's; \
         `coolbpf::dynamic` reads it where the application asks for that",
    ),
    (
        "COOLBPF_TOKEN",
        "what a compile server knows the user by, where the credentials file has no token for it",
    ),
    ("COOLBPF_KEY_PASSWORD", "the password of a secret key, for `keygen` and `vendor --sign`"),
    ("COOLBPF_KERNELS", "the directory of the kernels for virtual machines"),
    ("COOLBPF_KERNEL", "the kernel that `vm-run` boots where `--kernel` names none"),
];

/// What coolbpf says to itself.
const INTERNAL: [&str; 3] = ["COOLBPF_CRATE", "COOLBPF_HEADERS", "COOLBPF_WITHOUT_INIT"];
const OF_SERVER: &str = "COOLBPF_SERVER_";
/// The server's log has no flag.
const LOG: (&str, &str) =
    ("COOLBPF_SERVER_LOG", "which lines the log has, as `debug` or `coolbpf_server=trace`");

pub(super) fn page(root: &Path) -> Result<String> {
    let mut of_builds = String::from("| variable | |\n|---|---|\n");
    for (name, text) in VARIABLES {
        of_builds.push_str(&row(name, text));
    }
    let mut of_server = String::from("| variable | |\n|---|---|\n");
    let mut explained: BTreeSet<String> = VARIABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    explained.extend(INTERNAL.map(str::to_owned));
    let mut settings = vec![(LOG.0.to_owned(), LOG.1.to_owned())];
    // One that both name is a setting first.
    for file in ["config.rs", "cli.rs"] {
        settings.extend(arguments(&fs::read_to_string(root.join("coolbpf-server/src").join(file))?));
    }
    for (name, text) in settings {
        if explained.insert(name.clone()) {
            of_server.push_str(&row(&name, &text));
        }
    }
    let mut named = BTreeSet::new();
    for entry in fs::read_dir(root)? {
        let sources = entry?.path().join("src");
        let package = sources.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        if sources.is_dir() && package.contains("coolbpf") {
            collect(&sources, &mut named)?;
        }
    }
    let differing: Vec<&String> = named.symmetric_difference(&explained).collect();
    if !differing.is_empty() {
        return Err(format!(
            "{differing:?}: the sources name them, and xtask/src/book/variables.rs doesn't, or the other way round"
        )
        .into());
    }
    Ok(format!(
        "{HEAD}{WRITTEN}\n\n## Of builds and commands\n\n{of_builds}\nProxies and certificates are those of `HTTPS_PROXY`, `SSL_CERT_FILE` and their like: see \
         [Building with a compile server](https://github.com/coolbpf/coolbpf/blob/main/docs/REMOTE.md#tokens-proxies-certificates).\n\n\
         ## Of coolbpf-server\n\nEach but the first and `COOLBPF_SERVER_CONFIG`, which is a flag only, is a flag and a key of the settings file, too.\n\n{of_server}"
    ))
}

/// Adds the variables that the Rust files of a directory name outside of tests.
fn collect(directory: &Path, named: &mut BTreeSet<String>) -> Result {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("tests") || name == "testing.rs" {
            continue;
        }
        if path.is_dir() {
            collect(&path, named)?;
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path)?;
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            for quoted in text.split('"').skip(1) {
                let is_name = |c: char| c.is_ascii_uppercase() || c == '_';
                let is_whole = quoted.len() > "COOLBPF_".len() && quoted.chars().all(is_name);
                if quoted.starts_with("COOLBPF_") && is_whole && quoted != OF_SERVER {
                    named.insert(quoted.to_owned());
                }
            }
        }
    }
    Ok(())
}

/// The arguments that may come from the environment, with their help.
fn arguments(source: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = source.lines().collect();
    let named = lines.iter().enumerate().filter_map(|(at, line)| {
        let (_, rest) = line.trim().strip_prefix("#[arg(")?.split_once("env = \"")?;
        Some((rest.split('"').next()?.to_owned(), doc_before(&lines, at)))
    });
    named.collect()
}
