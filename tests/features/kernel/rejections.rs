//! What is said of programs that the verifier rejects.

use std::env;

use coolbpf::{Error, ErrorKind, Explanation, OpenProgram, Rejection, Result};
use coolbpf_features::rejected_license;
use coolbpf_features::rejections::{self, OpenPrograms};

use crate::{since, this_kernel};

/// A rejected program.
struct Case {
    choose: fn(&mut OpenPrograms) -> &mut OpenProgram,
    name: &'static str,
    /// The name of what explains its rejection.
    explanation: &'static str,
    /// A part of the C that is objected to; empty where it is about the program as a whole.
    code: &'static str,
}

macro_rules! case {
    ($name:ident, $explanation:literal, $code:literal) => {
        Case { choose: |all| &mut all.$name, name: stringify!($name), explanation: $explanation, code: $code }
    };
}

const CASES: &[Case] = &[
    case!(no_null_check, "null-check", "value->numbers[0]"),
    case!(pointer_moved_before_null_check, "null-check-before-arithmetic", "asm volatile"),
    case!(kernel_memory_read_directly, "not-a-pointer", "*task"),
    case!(reservation_used_after_its_end, "not-a-pointer", "*(volatile __u64 *)event"),
    case!(beyond_the_value, "out-of-bounds", "value->numbers[8]"),
    case!(index_without_upper_bound, "unbounded-index", "value->numbers[skb->len]"),
    case!(index_that_may_be_negative, "negative-index", "value->numbers[index]"),
    case!(packet_without_length_check, "packet-bounds", "header->h_proto"),
    case!(context_beyond_its_fields, "context-field", "skb + 4000"),
    case!(context_by_a_moved_pointer, "context-pointer-moved", "words[skb->len & 1]"),
    case!(reservation_that_is_forgotten, "unreleased-reference", "}"),
    case!(loop_without_an_end, "endless-loop", "count += skb->len & 0"),
    case!(too_many_ways, "too-complex", "asm volatile"),
    case!(register_without_a_value, "uninitialized", "asm volatile"),
    case!(stack_beyond_its_size, "stack-bounds", "asm volatile"),
    case!(stacks_of_calls_too_large, "stack-of-calls", ""),
    case!(wrong_argument_of_a_helper, "argument", "bpf_map_delete_elem"),
    case!(helper_of_another_program_type, "helper-not-there", "bpf_xdp_adjust_head"),
    case!(helper_that_nobody_has, "helper-not-there", "helper()"),
    case!(value_that_may_not_be_returned, "return-value", "return 7;"),
    case!(pointer_changed_by_an_operation, "pointer-arithmetic", "(unsigned long)value & ~7UL"),
    case!(constant_that_is_written, "constant-written", "&limit"),
    case!(call_while_locked, "locked", "bpf_get_prandom_u32"),
    case!(size_without_a_bound, "size", "bpf_skb_load_bytes"),
    case!(size_that_may_be_zero, "size", "bpf_skb_load_bytes"),
];

fn load(case: &Case) -> Result<()> {
    let mut open = rejections::open()?;
    (case.choose)(&mut open.progs).set_autoload(true)?;
    open.load().map(drop)
}

/// The verifier rejects a program, and what is said of it explains that.
fn is_explained(error: Error, name: &str, explanation: &str, code: &str) -> Result<()> {
    let Some(rejection) = error.rejection() else { return Err(error) };
    if env::var_os("COOLBPF_SHOW_LOGS").is_some() {
        println!("==== {name}\n{}", end_of(&rejection.log));
    }
    let text = error.to_string();
    let known = Explanation::of(&rejection.message).map(|known| known.name);
    assert_eq!(known, Some(explanation), "{text}");
    assert_eq!(error.kind(), ErrorKind::VerifierRejected);
    assert!(text.contains("\nhelp: "), "{text}");
    // Kernels are told of lines since 5.0 (c454a46b5efd).
    if !code.is_empty() && this_kernel::version() >= (5, 0) {
        let Rejection { place: Some(place), instruction: Some(instruction), .. } = rejection else {
            panic!("no place: {text}")
        };
        assert!(place.text.contains(code), "{text}");
        assert!(place.file.ends_with(".bpf.c") && place.line > 1 && place.column > 0, "{text}");
        assert!(text.contains(instruction) && text.contains("^\n"), "{text}");
    }
    Ok(())
}

/// What `coolbpf-runtime/src/verifier/logs` keeps of a log: the last steps, and what is said of them.
fn end_of(log: &str) -> String {
    const STEPS: usize = 12;
    let lines: Vec<_> = log.lines().collect();
    let is_instruction =
        |line: &&str| line.split_once(": (").is_some_and(|(index, _)| index.parse::<u32>().is_ok());
    let last = lines.iter().rposition(is_instruction).unwrap_or_default();
    lines[last.saturating_sub(STEPS)..].join("\n")
}

#[test]
fn each_reason_of_the_verifier_is_explained_at_its_line_of_c() {
    since::EXPLAINED_REJECTIONS.is_shown_by(|| {
        for case in CASES {
            match load(case) {
                Ok(()) => panic!("the verifier takes {}", case.name),
                Err(error) => is_explained(error, case.name, case.explanation, case.code)?,
            }
        }
        Ok(())
    });
}

#[test]
fn a_helper_that_the_license_forbids_is_explained() {
    since::EXPLAINED_LICENSE.is_shown_by(|| {
        let mut open = rejected_license::open()?;
        open.progs.helper_for_gpl_programs_only.set_autoload(true)?;
        let error = open.load().map(drop).unwrap_err();
        is_explained(error, "helper_for_gpl_programs_only", "license", "bpf_probe_read_kernel")
    });
}

#[test]
fn memory_on_the_stack_that_is_not_written_is_explained_where_it_matters() {
    let case = case!(stack_read_before_it_is_written, "uninitialized-stack", "bpf_map_delete_elem");
    since::EXPLAINED_REJECTIONS.is_shown_by(|| match load(&case) {
        // Since 6.3, a program of root may read what it has not written (6715df8d5d24).
        Ok(()) => {
            assert!(this_kernel::version() >= (6, 3));
            Ok(())
        }
        Err(error) => is_explained(error, case.name, case.explanation, case.code),
    });
}
