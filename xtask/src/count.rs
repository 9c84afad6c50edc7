//! `cargo xtask count`: lines of code of five tools here, and of the same tools of BCC, by cloc.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::debian::Debian;
use crate::{Result, prerequisites};

const TOOLS: [&str; 5] = ["execsnoop", "opensnoop", "biolatency", "runqlat", "tcpconnect"];

/// Prints a table; with a directory that has the sources of BCC's libbpf-tools, with these.
pub(crate) fn run(libbpf_tools: Option<&str>) -> Result {
    prerequisites::install(&[prerequisites::COUNT])?;
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let scratch = std::path::absolute(Path::new(&target).join("count"))?;
    let bcc = Debian::new(scratch, "bookworm", &["amd64"])?.package("bpfcc-tools")?;
    println!("BCC {}\n", bcc.version);
    let (heads, rule) =
        if libbpf_tools.is_some() { (" libbpf-tools, C | BPF C |", "---|---|") } else { ("", "") };
    println!("| tool | coolbpf, Rust | C | BCC, Python | C |{heads}\n|---|---|---|---|---|{rule}");
    for tool in TOOLS {
        let package = Path::new("examples").join(tool);
        let (rust, c) = (text(&package.join("src"), "rs")?, text(&package.join("src/bpf"), "c")?);
        let python = fs::read_to_string(bcc.tree.join(format!("usr/sbin/{tool}-bpfcc")))?;
        let (python, c_of_python) = parts(&python);
        let mut row =
            vec![count("rs", &rust)?, count("c", &c)?, count("py", &python)?, count("c", &c_of_python)?];
        if let Some(directory) = libbpf_tools {
            let read = |end: &str| fs::read_to_string(Path::new(directory).join(format!("{tool}{end}")));
            row.extend([count("c", &(read(".h")? + &read(".c")?))?, count("c", &read(".bpf.c")?)?]);
        }
        let row: Vec<String> = row.iter().map(u64::to_string).collect();
        println!("| {tool} | {} |", row.join(" | "));
    }
    let shared = text(Path::new("examples/tool/src"), "rs")?;
    println!("\nshared by the tools here: {} of Rust", count("rs", &shared)?);
    Ok(())
}

/// What the files of a directory with this extension have in them.
fn text(directory: &Path, extension: &str) -> Result<String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|is| is == extension));
    files.iter().map(|file| Ok(fs::read_to_string(file)?)).collect()
}

/// Python, and the C that stands in its strings of several lines.
fn parts(program: &str) -> (String, String) {
    let (mut python, mut c) = (String::new(), String::new());
    for (at, part) in program.split("\"\"\"").enumerate() {
        match at % 2 {
            1 if part.contains(';') => c.push_str(part),
            1 => python.extend(["'''", part, "'''"]),
            _ => python.push_str(part),
        }
    }
    (python, c)
}

/// Lines that are neither blank nor a comment.
fn count(language: &str, text: &str) -> Result<u64> {
    let mut cloc = Command::new("cloc")
        .args(["--json", "--docstring-as-code", &format!("--stdin-name=x.{language}"), "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    cloc.stdin.take().ok_or("cloc has no standard input")?.write_all(text.as_bytes())?;
    let said: serde_json::Value = serde_json::from_slice(&cloc.wait_with_output()?.stdout)?;
    said["SUM"]["code"].as_u64().ok_or_else(|| format!("cloc counts nothing: {said}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_in_python_is_told_from_texts_for_people() {
        let program = "usage = \"\"\"run it\n\"\"\"\ntext = \"\"\"\nint i;\n\"\"\"\nprint(text)\n";
        let (python, c) = parts(program);
        assert_eq!(python, "usage = '''run it\n'''\ntext = \nprint(text)\n");
        assert_eq!(c, "\nint i;\n");
    }
}
