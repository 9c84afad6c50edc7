//! What the verifier's messages mean, and what mends the program.

/// What a message of the verifier means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// A short name, as in `null-check`.
    pub name: &'static str,
    /// What is wrong, and what mends it.
    pub text: &'static str,
}

impl Explanation {
    /// The explanation of what the verifier says, whatever kernel wrote it.
    #[must_use]
    pub fn of(message: &str) -> Option<&'static Self> {
        let known = EXPLANATIONS
            .iter()
            .find(|(ways, _)| ways.iter().any(|way| way.iter().all(|part| message.contains(part))));
        known.map(|(_, explanation)| explanation)
    }
}

/// The parts that a message of one of several kinds has all of, and what it means; the first that fits counts. Kernels word a message
/// differently: `inv` is `scalar` since Linux 5.18.
const EXPLANATIONS: &[(&[&[&str]], Explanation)] = &[
    (
        &[&["pointer arithmetic on ", "_or_null prohibited"], &["null-check it first"]],
        Explanation {
            name: "null-check-before-arithmetic",
            text: "the pointer may be NULL, and has something added before it is compared with NULL: compare it at once where it is got, \
                   as in `if (!value) return 0;`, and reach into it after that",
        },
    ),
    (
        &[
            &["invalid mem access '", "_or_null'"],
            &["type=", "_or_null expected="],
            &["Possibly NULL pointer"],
        ],
        Explanation {
            name: "null-check",
            text: "the pointer may be NULL, as a look-up that finds nothing and a reservation that finds no room give it: compare it \
                   first, as in `if (!value) return 0;`",
        },
    ),
    (
        &[&["invalid mem access 'scalar'"], &["invalid mem access 'inv'"]],
        Explanation {
            name: "not-a-pointer",
            text: "what is dereferenced is a number to the verifier. If it is an address in the kernel, read from it with \
                   BPF_CORE_READ() or bpf_probe_read_kernel(), in user space with bpf_probe_read_user(); if it was a pointer, it is none any \
                   more after it was submitted, released or calculated with",
        },
    ),
    (
        &[&["math between ", " pointer and register with unbounded min value"], &["min value is negative"]],
        Explanation {
            name: "negative-index",
            text: "the index may be negative: make it unsigned, or check `index >= 0` as well as its upper bound",
        },
    ),
    (
        &[&["unbounded memory access"], &["max value is outside of the allowed memory range"]],
        Explanation {
            name: "unbounded-index",
            text: "nothing says how great the index or size may be: check it against the length before, as in \
                   `if (index >= LENGTH) return 0;`, or mask it, as in `index & (LENGTH - 1)`. A check of one copy says nothing of another \
                   that clang has made: `barrier_var(index)` before the check keeps them one",
        },
    ),
    (
        &[&["invalid zero-sized read"], &["invalid access to map value", " size=0"]],
        Explanation {
            name: "size",
            text: "the helper's size may be 0, or more than there is: bound it on both sides, as in \
                   `if (size == 0 || size > sizeof(buffer)) return 0;`",
        },
    ),
    (
        &[&["invalid access to packet"], &["offset is outside of the packet"]],
        Explanation {
            name: "packet-bounds",
            text: "the packet may be shorter: compare with its end first, as in `if ((void *)(header + 1) > data_end) return XDP_PASS;`, \
                   and again after a helper that may move the packet",
        },
    ),
    (
        &[&["write into map forbidden"], &["cannot write into rdonly"]],
        Explanation {
            name: "constant-written",
            text: "this memory can't be written by the program: a `const volatile` variable is set before the load only; leave out `const` \
                   if programs are to change it",
        },
    ),
    (
        &[
            &["invalid access to map value"],
            &["invalid access to memory, mem_size="],
            &["outside of the allowed memory range"],
        ],
        Explanation {
            name: "out-of-bounds",
            text: "the access begins or ends outside of the value: look at the value's size, at the offset and size above, and check the \
                   index against the length",
        },
    ),
    (
        &[&["variable ctx access"], &["dereference of modified ctx ptr"]],
        Explanation {
            name: "context-pointer-moved",
            text: "fields of the context are read at constant offsets only: name the field, rather than to calculate its place; `barrier()` \
                   keeps clang from joining two reads into one",
        },
    ),
    (
        &[&["invalid bpf_context access"]],
        Explanation {
            name: "context-field",
            text: "the context has no field there that this kind of program may read (or write): look at the fields of its context for \
                   this program type and for the kernel's release",
        },
    ),
    (
        &[&["Unreleased reference"], &["reference leak"], &["reference has not been released"]],
        Explanation {
            name: "unreleased-reference",
            text: "on a way to the end, what was reserved or acquired is not given back: submit or discard each reservation, and release \
                   each reference, before each `return`",
        },
    ),
    (
        &[&["back-edge from insn"]],
        Explanation {
            name: "loop",
            text: "before Linux 5.3 the verifier takes no loop, and after it only from who has CAP_BPF or is root: have it unrolled, by \
                   `#pragma unroll` before a loop that counts to a constant",
        },
    ),
    (
        &[&["infinite loop detected"], &["loop detected"]],
        Explanation {
            name: "endless-loop",
            text: "the verifier can't see the loop come to an end: count to a constant, as in `for (int i = 0; i < 16; i++)`, or use \
                   bpf_loop() (Linux 5.17) or bpf_for() (6.4)",
        },
    ),
    (
        &[&["BPF program is too large"], &["The sequence of ", " jumps is too complex"]],
        Explanation {
            name: "too-complex",
            text: "the verifier gives up after a million steps (before Linux 5.2, after 131,072 or fewer), counted over all ways through the program: have \
                   loops of fewer turns, move their bodies into functions of their own that are not static, or use bpf_loop() (Linux 5.17)",
        },
    ),
    (
        &[&["!read_ok"]],
        Explanation {
            name: "uninitialized",
            text: "a variable is read that has no value on one of the ways there; a call to a helper takes the values of r1 to r5 away: \
                   give it a value where it is declared",
        },
    ),
    (
        &[
            &["invalid indirect read from stack"],
            &["invalid read from stack"],
            &["invalid indirect access to stack"],
        ],
        Explanation {
            name: "uninitialized-stack",
            text: "a helper is given memory on the stack that has not been written wholly, padding between the fields included: set all \
                   of it to zero first, as in `struct event event = {};` or with __builtin_memset()",
        },
    ),
    (
        &[&["combined stack size of"]],
        Explanation {
            name: "stack-of-calls",
            text: "the functions that call one another have 512 bytes of stack together: keep large variables in a per-CPU array of one \
                   entry instead",
        },
    ),
    (
        &[
            &["invalid write to stack"],
            &["invalid stack off="],
            &["invalid variable-offset"],
            &["variable-offset stack access"],
        ],
        Explanation {
            name: "stack-bounds",
            text: "a function has 512 bytes of stack, reached within their bounds: keep large variables in a per-CPU array of one entry, \
                   and check each index",
        },
    ),
    (
        &[&["cannot call GPL-restricted function"], &["cannot call GPL only function"]],
        Explanation {
            name: "license",
            text: "the helper is for programs under a license compatible with the GPL: `char LICENSE[] SEC(\"license\") = \"Dual BSD/GPL\";`",
        },
    ),
    (
        &[&["program of this type cannot use helper"], &["unknown func "], &["invalid func "]],
        Explanation {
            name: "helper-not-there",
            text: "`cargo coolbpf inspect` tells the kernel that each helper needs, and bpf-helpers(7) which programs may call it; what only \
                   some kernels have can be one way of alternatives (COOLBPF_ALTERNATIVE of coolbpf.h)",
        },
    ),
    (
        &[
            &["At program exit the register R0"],
            &["At async callback the register R0"],
            &["should have been in"],
        ],
        Explanation {
            name: "return-value",
            text: "the program returns what its type may not: return a value within the range that the message names, on every way",
        },
    ),
    (
        &[
            &["on pointer prohibited"],
            &["pointer arithmetic with ", " prohibited"],
            &["pointer arithmetic on ", " prohibited"],
        ],
        Explanation {
            name: "pointer-arithmetic",
            text: "with such a pointer nothing can be calculated but (where its type allows) the addition of a bounded number: calculate \
                   with the number before it is added",
        },
    ),
    (
        &[&["while holding a lock"], &["bpf_spin_unlock is missing"], &["inside bpf_spin_lock-ed region"]],
        Explanation {
            name: "locked",
            text: "between bpf_spin_lock() and bpf_spin_unlock() nothing may be called, and every way must unlock: get the values before, and \
                   only store them in between",
        },
    ),
    (
        &[
            &["expected=trusted_ptr_"],
            &["must be referenced or trusted"],
            &["is expected to be RCU-protected"],
        ],
        Explanation {
            name: "untrusted-pointer",
            text: "the kernel can't tell that what is pointed at stays there: take a reference (an `_acquire` function, which may give \
                   NULL), or stay within bpf_rcu_read_lock() and bpf_rcu_read_unlock()",
        },
    ),
    (
        &[&["type=", " expected="]],
        Explanation {
            name: "argument",
            text: "the function is given something else than it takes as that argument (R1 is the first): look at its declaration for what \
                   is a pointer to the stack or to a map's value, a map, or a number",
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rejection;

    /// What kernels have written of the programs of `tests/features/src/bpf/rejections.bpf.c`, the ends of it. With `COOLBPF_SHOW_LOGS=1` the
    /// tests in `tests/features/kernel/rejections.rs` print them.
    const LOGS: [(&str, &str); 5] = [
        ("5.10", include_str!("logs/5.10.txt")),
        ("6.1", include_str!("logs/6.1.txt")),
        ("6.12", include_str!("logs/6.12.txt")),
        ("6.18", include_str!("logs/6.18.txt")),
        ("7.3", include_str!("logs/7.3.txt")),
    ];

    /// Each program, and the name of what explains its rejection.
    const PROGRAMS: &[(&str, &str)] = &[
        ("no_null_check", "null-check"),
        ("pointer_moved_before_null_check", "null-check-before-arithmetic"),
        ("kernel_memory_read_directly", "not-a-pointer"),
        ("reservation_used_after_its_end", "not-a-pointer"),
        ("beyond_the_value", "out-of-bounds"),
        ("index_without_upper_bound", "unbounded-index"),
        ("index_that_may_be_negative", "negative-index"),
        ("packet_without_length_check", "packet-bounds"),
        ("context_beyond_its_fields", "context-field"),
        ("context_by_a_moved_pointer", "context-pointer-moved"),
        ("reservation_that_is_forgotten", "unreleased-reference"),
        ("loop_without_an_end", "endless-loop"),
        ("too_many_ways", "too-complex"),
        ("register_without_a_value", "uninitialized"),
        ("stack_beyond_its_size", "stack-bounds"),
        ("stacks_of_calls_too_large", "stack-of-calls"),
        ("wrong_argument_of_a_helper", "argument"),
        ("helper_of_another_program_type", "helper-not-there"),
        ("helper_that_nobody_has", "helper-not-there"),
        ("value_that_may_not_be_returned", "return-value"),
        ("pointer_changed_by_an_operation", "pointer-arithmetic"),
        ("constant_that_is_written", "constant-written"),
        ("call_while_locked", "locked"),
        ("size_without_a_bound", "size"),
        ("size_that_may_be_zero", "size"),
        ("stack_read_before_it_is_written", "uninitialized-stack"),
        ("helper_for_gpl_programs_only", "license"),
    ];

    #[test]
    fn what_kernels_say_is_explained_whatever_their_words() {
        for (kernel, logs) in LOGS {
            let mut explained = Vec::new();
            for log in logs.split("==== ").skip(1) {
                let (program, log) = log.split_once('\n').unwrap();
                let rejection = Rejection::of_log(log).unwrap();
                let known = Explanation::of(&rejection.message).map(|known| known.name);
                let (_, expected) = PROGRAMS.iter().find(|(name, _)| *name == program).unwrap();
                assert_eq!(known, Some(*expected), "{kernel}, {program}: {}", rejection.message);
                // The kernel's own report, which newer ones write, is no part of it.
                assert!(rejection.message.len() < 250, "{kernel}, {program}: {}", rejection.message);
                let of_instruction = rejection.instruction.is_some();
                assert_eq!(of_instruction, program != "stacks_of_calls_too_large", "{kernel}, {program}");
                explained.push(*expected);
            }
            explained.sort_unstable();
            explained.dedup();
            assert!(explained.len() >= 20, "{kernel}: {explained:?}");
        }
    }

    /// No kernel that is booted says these.
    #[test]
    fn what_kernels_before_5_3_say_is_explained() {
        for (message, name) in [
            ("back-edge from insn 29 to 32", "loop"),
            ("invalid func 182", "helper-not-there"),
            ("unknown func 182", "helper-not-there"),
        ] {
            assert_eq!(Explanation::of(message).map(|known| known.name), Some(name), "{message}");
        }
    }

    #[test]
    fn each_explanation_has_a_name_of_its_own_and_fits_on_a_few_lines() {
        for (at, (ways, explanation)) in EXPLANATIONS.iter().enumerate() {
            assert!(!ways.is_empty() && ways.iter().all(|way| !way.is_empty()));
            assert!(explanation.text.len() < 400, "{}", explanation.name);
            assert!(EXPLANATIONS[..at].iter().all(|(_, other)| other.name != explanation.name));
        }
    }
}
