//! What newer kernels write below the verifier's message, since Linux 7.3: `Verification failed: ...` with a reason, places, and a
//! suggestion.

/// The kernel's own words about what mends a program.
#[derive(Debug, Default)]
pub(super) struct Report {
    reason: Vec<String>,
    suggestion: Vec<String>,
}

impl Report {
    /// The lines of a log without the report among them, and the report.
    pub(super) fn taken_out<'a>(lines: &[&'a str]) -> (Vec<&'a str>, Self) {
        let mut report = Self::default();
        let mut rest = Vec::new();
        let mut section = None;
        for &line in lines {
            match (section, line.trim_end()) {
                (None, start) if start.starts_with("Verification failed: ") => section = Some("title"),
                (Some(_), "Reason:") => section = Some("reason"),
                (Some(_), "Suggestion:") => section = Some("suggestion"),
                (Some(_), "At:" | "Causal path:") => section = Some("places"),
                (Some(within), text) if text.starts_with(' ') => match within {
                    "reason" => report.reason.push(text.trim().to_owned()),
                    "suggestion" => report.suggestion.push(text.trim().to_owned()),
                    _ => {}
                },
                (_, _) => {
                    section = None;
                    rest.push(line);
                }
            }
        }
        (rest, report)
    }

    /// The reason and the suggestion in one line.
    pub(super) fn text(&self) -> Option<String> {
        let text: Vec<_> = self.reason.iter().chain(&self.suggestion).map(String::as_str).collect();
        (!text.is_empty()).then(|| text.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_s_report_is_taken_out_of_the_log() {
        let lines = [
            "14: (95) exit",
            "Unreleased reference id=2 alloc_insn=5",
            "Verification failed: Resource Lifetime Safety: Unreleased resource",
            "Reason:",
            "  Owned resource (id=2) was acquired at instruction 5 and still needs to be released before this",
            "  exit path.",
            "At:",
            "  f @ x.bpf.c:138:1",
            "  Source context:",
            "  >>> 138 | }",
            "Causal path:",
            "  no retained diagnostic events on this path",
            "Suggestion:",
            "  Release it.",
            "BPF_EXIT instruction in main prog would lead to reference leak",
        ];
        let (rest, report) = Report::taken_out(&lines);
        assert_eq!(rest, [lines[0], lines[1], lines[14]]);
        assert_eq!(
            report.text().unwrap(),
            "Owned resource (id=2) was acquired at instruction 5 and still needs to be released before this exit path. Release it."
        );
        assert_eq!(Report::taken_out(&lines[..2]).1.text(), None);
    }
}
