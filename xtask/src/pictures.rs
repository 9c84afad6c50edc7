//! `cargo xtask pictures`: the pictures of the README, in `docs/pictures/`: two of what tools tell of this machine, and one of docs/KERNELS.md.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::command::output;
use crate::{Result, prerequisites, tools};

const DIRECTORY: &str = "docs/pictures";
/// A repository keeps every version of a picture.
const LARGEST: u64 = 60 * 1024;

pub(crate) fn run() -> Result {
    prerequisites::require_bpf("pictures")?;
    let tools = tools::build()?;
    fs::create_dir_all(DIRECTORY)?;
    let picture = |name: &str| Path::new(DIRECTORY).join(name).with_extension("svg");
    flame_graph(&tools, &picture("flamegraph"))?;
    fs::write(picture("histogram"), histogram(&tools)?)?;
    fs::write(picture("matrix"), matrix(&fs::read_to_string("docs/KERNELS.md")?)?)?;
    for name in ["flamegraph", "histogram", "matrix"] {
        let size = fs::metadata(picture(name))?.len();
        println!("{}: {size} bytes", picture(name).display());
        if size > LARGEST {
            return Err(format!(
                "a picture has {LARGEST} bytes at most; make it again on a machine that does less"
            )
            .into());
        }
    }
    Ok(())
}

/// What the kernel does for `find`.
fn flame_graph(tools: &Path, picture: &Path) -> Result {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                // What it finds doesn't matter, only that it looks.
                let _ = Command::new("find").args(["/usr", "-size", "+1M"]).stdout(Stdio::null()).status();
            }
        });
        let arguments =
            ["profile", "--comm", "find", "--kernel", "--duration", "5", "--frequency", "49", "--svg"];
        let profile = output(Command::new(tools).args(arguments).arg(picture));
        is_over.store(true, Ordering::Relaxed);
        profile.map(drop)
    })
}

/// How long tasks wait for a CPU, as a terminal shows it.
fn histogram(tools: &Path) -> Result<String> {
    const LINE: usize = 18;
    let arguments = ["runqlat", "--duration", "5"];
    let printed = output(Command::new(tools).args(arguments))?;
    let lines: Vec<String> = std::iter::once(format!("# coolbpf-tools {}", arguments.join(" ")))
        .chain(printed.lines().skip_while(|line| line.is_empty()).map(str::to_owned))
        .collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let bar = line.find(" *").map_or(line.len(), |space| space + 1);
        let (line, bar) = (escaped(&line[..bar]), &line[bar..]);
        let y = (at + 2) * LINE;
        writeln!(text, r##"<text x="16" y="{y}">{line}<tspan fill="#8bd5a0">{bar}</tspan></text>"##)?;
    }
    let (width, height) = (longest * 8 + 32, (lines.len() + 2) * LINE);
    let style = r##"font-family="monospace" font-size="13" fill="#d8dee9" xml:space="preserve""##;
    Ok(drawing(width, height, "#1f2430", style, &text))
}

/// How many features of each kind work on each kernel, by the table of docs/KERNELS.md.
fn matrix(document: &str) -> Result<String> {
    const ROW: usize = 18;
    const NAMES: usize = 160;
    const COLUMN: usize = 84;
    let fields = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|field| field.trim().to_owned()).collect()
    };
    let mut lines = document.lines().skip_while(|line| !line.starts_with("| feature |"));
    let heads = lines.next().map(fields).unwrap_or_default();
    // Not those that were tried again with less.
    let kernels: Vec<(usize, &String)> =
        heads.iter().enumerate().filter(|(_, head)| head.parse::<f64>().is_ok()).collect();
    // Of each kind, how many features there are, and how many of them work on each kernel.
    let mut kinds = BTreeMap::<String, (usize, Vec<usize>)>::new();
    for row in lines.skip(1).take_while(|line| line.starts_with('|')).map(fields) {
        let [_, kind, ..] = &row[..] else { continue };
        let (count, work) =
            kinds.entry(kind.replace('_', " ")).or_insert_with(|| (0, vec![0; kernels.len()]));
        *count += 1;
        for (work, (column, _)) in work.iter_mut().zip(&kernels) {
            *work += usize::from(row.get(*column).is_some_and(|cell| cell == "yes"));
        }
    }
    // A test of the tests themselves has a row, too, that works nowhere.
    kinds.retain(|_, (_, work)| work.iter().any(|work| *work > 0));
    let mut text = String::new();
    for (at, (_, kernel)) in kernels.iter().enumerate() {
        writeln!(text, "<text x=\"{}\" y=\"{ROW}\">Linux {kernel}</text>", NAMES + at * COLUMN)?;
    }
    for (at, (kind, (count, work))) in kinds.iter().enumerate() {
        let y = (at + 2) * ROW;
        writeln!(text, "<text x=\"12\" y=\"{y}\">{}</text>", escaped(kind))?;
        for (at, work) in work.iter().enumerate() {
            let (x, top, width) = (NAMES + at * COLUMN, y - 13, COLUMN - 8);
            let green = width * work / count;
            writeln!(
                text,
                "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"16\" fill=\"#d9d9d9\"/>\
                 <rect x=\"{x}\" y=\"{top}\" width=\"{green}\" height=\"16\" fill=\"#7ccf8f\"/>\
                 <text x=\"{}\" y=\"{y}\">{work} of {count}</text>",
                x + 8
            )?;
        }
    }
    let (width, height) = (NAMES + kernels.len() * COLUMN, (kinds.len() + 2) * ROW);
    Ok(drawing(
        width,
        height,
        "#ffffff",
        r##"font-family="sans-serif" font-size="12" fill="#222222""##,
        &text,
    ))
}

/// A picture of texts on a ground.
fn drawing(width: usize, height: usize, ground: &str, style: &str, texts: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{ground}\"/>\n<g {style}>\n{texts}</g>\n</svg>\n"
    )
}

/// A text as XML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_counts_what_works_of_each_kind_on_whole_kernels() {
        let document = "\
# Kernels
| feature | tests | since | commit | 5.10 | 5.10, 64 KiB locked | 6.1 |
|---|---|---|---|---|---|---|
| a | cgroup_hooks | 4.7 | 98b | yes | no | yes |
| b | cgroup_hooks | 6.0 | 98c | no | no | yes |

| x | y |
";
        let picture = matrix(document).unwrap();
        let texts: Vec<&str> =
            picture.split("</text>").filter_map(|text| Some(text.rsplit_once('>')?.1)).collect();
        assert_eq!(texts, ["Linux 5.10", "Linux 6.1", "cgroup hooks", "1 of 2", "2 of 2", "\n"]);
    }
}
