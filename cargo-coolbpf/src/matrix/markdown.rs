//! A matrix as Markdown, for a comment on a pull request.

use std::fmt::Write as _;

use coolbpf_contract::printable;

use super::human::worse;
use super::report::Report;
use crate::diff::code;

/// The table, what there is to say about its cells, and a line that sums up.
pub(super) fn text(report: &Report) -> String {
    let mut text = format!("### BPF programs on each kernel\n\n{}\n", report.summary());
    if !report.rows.is_empty() {
        let names: Vec<String> = report.kernels.iter().map(|column| code(&column.name)).collect();
        let _ = write!(text, "\n| | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    }
    // Writing into a String can't fail.
    for line in report.table() {
        let cells = line.cells.into_iter().map(|(text, outcome)| match outcome {
            Some(outcome) if !outcome.is_well() => format!("**{text}**"),
            _ => text,
        });
        let cells: Vec<String> = cells.collect();
        let _ = writeln!(text, "| {} | {} |", code(line.name), cells.join(" | "));
    }
    let notes: Vec<String> = report
        .notes()
        .iter()
        .map(|note| format!("- {}: {}\n", code(note.subject()), code(printable(&note.reason))))
        .chain(report.regressions.iter().flatten().map(|one| format!("- {}\n", code(worse(one)))))
        .collect();
    if !notes.is_empty() {
        let _ = write!(text, "\n{}", notes.concat());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::told;
    use super::*;

    #[test]
    fn a_table_and_a_list_of_reasons_are_markdown_that_no_reason_breaks() {
        let expected = "### BPF programs on each kernel

3 on 3 kernels: 1 passed, 4 attached, 2 failed, 1 timed out, 1 not run

| | `5.10` | `6.1` | `6.12` |
|---|---|---|---|
| `hello events` |  | ring buffer | ring buffer |
| `hello/on_exec` | attached, 23 insns | attached, 23 insns | attached, 23 insns |
| `hello/on_new` | **failed** | **failed** | attached |
| `bin tool` | **timed out** | **not run** | passed |

- `hello/on_new on 5.10 and 6.1: failed`: `no such \\u{1b}[2J helper`
- `bin tool on 5.10: timed out`: `it ran for 60 s`
- `bin tool on 6.1: not run`: `qemu is gone`
- `worse: tool: bin tool on 5.10: timed out; the baseline has passed`
- `worse: tool: hello/on_new on 6.1: failed; the baseline does not know it`
";
        assert_eq!(text(&told()), expected);
    }
}
