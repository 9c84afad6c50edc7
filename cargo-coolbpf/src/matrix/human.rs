//! A matrix for people.

use std::fmt::Write as _;

use comfy_table::{Table, presets};
use coolbpf_contract::printable;

use super::report::{Regression, Report};

/// The table, what there is to say about its cells, and a line that sums up.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    if !report.rows.is_empty() {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        let names = report.kernels.iter().map(|column| column.name.clone());
        table.set_header([String::new()].into_iter().chain(names));
        for line in report.table() {
            table.add_row([line.name].into_iter().chain(line.cells.into_iter().map(|(text, _)| text)));
        }
        text = format!("{}\n\n", printable_lines(&table.trim_fmt()));
    }
    for note in report.notes() {
        // Writing into a String can't fail.
        let _ = writeln!(text, "{}", printable(&format!("{}: {}", note.subject(), note.reason)));
        for log in note.logs {
            let _ = writeln!(text, "    {}", log.display());
        }
    }
    for regression in report.regressions.iter().flatten() {
        let _ = writeln!(text, "{}", printable(&worse(regression)));
    }
    format!("{text}{}\n", report.summary())
}

/// A regression in a sentence.
pub(super) fn worse(regression: &Regression) -> String {
    let Regression { package, row, kernel, baseline, outcome } = regression;
    let was = match baseline {
        Some(baseline) => format!("the baseline has {baseline}"),
        None => "the baseline does not know it".to_owned(),
    };
    format!("worse: {package}: {row} on {kernel}: {outcome}; {was}")
}

/// Lines without control characters.
fn printable_lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::told;
    use super::*;

    #[test]
    fn a_table_has_a_column_for_each_kernel_and_the_reasons_below() {
        let expected = "                5.10                6.1                 6.12
 hello events                       ring buffer         ring buffer
 hello/on_exec  attached, 23 insns  attached, 23 insns  attached, 23 insns
 hello/on_new   failed              failed              attached
 bin tool       timed out           not run             passed

hello/on_new on 5.10 and 6.1: failed: no such \\u{1b}[2J helper
    logs/5.10/hello.on_new.log
    logs/6.1/hello.on_new.log
bin tool on 5.10: timed out: it ran for 60 s
bin tool on 6.1: not run: qemu is gone
worse: tool: bin tool on 5.10: timed out; the baseline has passed
worse: tool: hello/on_new on 6.1: failed; the baseline does not know it
3 on 3 kernels: 1 passed, 4 attached, 2 failed, 1 timed out, 1 not run
";
        assert_eq!(text(&told()), expected);
    }

    #[test]
    fn a_package_without_programs_has_no_table() {
        assert_eq!(text(&Report::default()), "nothing to run\n");
    }
}
