//! A matrix as a page of its own.

use coolbpf_contract::printable;
use maud::{DOCTYPE, html};

use super::human::worse;
use super::report::{Outcome, Report};

const STYLE: &str = "\
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #bbb; padding: .3em .6em; text-align: left; vertical-align: top; }
td.attached, td.passed { background: #dff3df; }
td.loaded { background: #eef3df; }
td.failed, td.held-back, td.panicked, td.timed-out { background: #f8d9d9; }
td.not-run { background: #eee; }
small, td:not([class]) { color: #555; }
";

/// The page, which refers to nothing outside of itself.
pub(super) fn text(report: &Report) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { "BPF programs on each kernel" }
                style { (STYLE) }
            }
            body {
                h1 { "BPF programs on each kernel" }
                p { (report.summary()) }
                table {
                    tr {
                        th {}
                        @for column in &report.kernels {
                            th title=(column.release) { (column.name) }
                        }
                    }
                    @for line in report.table() {
                        tr {
                            th { (line.name) }
                            @for (text, outcome) in line.cells {
                                td class=[outcome.map(Outcome::as_str)] { (text) }
                            }
                        }
                    }
                }
                ul {
                    @for note in report.notes() {
                        li { b { (note.subject()) } ": " (printable(&note.reason)) }
                    }
                    @for regression in report.regressions.iter().flatten() {
                        li { (worse(regression)) }
                    }
                }
                p {
                    @for column in &report.kernels {
                        small { (column.name) ": Linux " (column.release) " for " (column.arch) ", " (column.origin) } br;
                    }
                }
            }
        }
    };
    page.into_string()
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::told;
    use super::*;

    #[test]
    fn a_page_has_a_cell_for_each_outcome_and_no_text_becomes_markup() {
        let mut report = told();
        report.rows[1].cells[0].reason = Some("<script>\"x\"</script>".to_owned());
        let page = text(&report);
        assert_eq!(page.matches("<td class=\"").count(), 9);
        assert!(page.contains("<th>hello events</th><td></td><td>ring buffer</td>"), "{page}");
        assert!(page.contains("failed</b>: &lt;script&gt;&quot;x&quot;&lt;/script&gt;</li>"), "{page}");
        assert!(page.contains("6.12: Linux 6.12.9-test for x86_64, a file"), "{page}");
        assert!(!page.contains("<script"), "{page}");
    }
}
