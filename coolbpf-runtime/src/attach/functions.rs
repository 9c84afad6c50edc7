//! The functions that a pattern means, for kernels that have no probe of many functions: before Linux 5.18.

use std::collections::BTreeSet;
use std::{fs, io};

use crate::printable::printable;
use crate::tracefs;

/// The most functions that a pattern may mean: each is a probe of its own, and takes about a millisecond to attach.
const MOST: usize = 2_000;
/// All symbols of the kernel.
const SYMBOLS: &str = "/proc/kallsyms";

/// The functions of this kernel that `pattern` means, in which `*` stands for any text and `?` for one character.
pub(crate) fn matching(pattern: &str) -> io::Result<Vec<String>> {
    if !pattern.contains(['*', '?']) {
        return Ok(vec![pattern.to_owned()]);
    }
    let found = named(|names| of(names, pattern))?;
    match found.len() {
        0 => Err(none(pattern)),
        count if count > MOST => Err(io::Error::other(format!(
            "`{pattern}` means {count} functions, each of which is a probe of its own before Linux 5.18; at most {MOST} are attached"
        ))),
        _ => Ok(found),
    }
}

/// The function of this kernel that `pattern` means, of which there must be one: neither others nor one more of its name.
pub(super) fn only(pattern: &str) -> io::Result<String> {
    named(|names| one_of(names, pattern))?
}

/// The names of this kernel's functions, each as often as there are such: of those that it can trace, where it can trace functions.
fn named<R>(choose: impl FnOnce(&mut dyn Iterator<Item = &str>) -> R) -> io::Result<R> {
    let traceable_functions = fs::read_to_string(tracefs::of(&["available_filter_functions"]));
    Ok(match traceable_functions.ok() {
        Some(text) => choose(&mut text.lines().filter_map(traceable)),
        None => choose(&mut fs::read_to_string(SYMBOLS)?.lines().filter_map(function)),
    })
}

fn none(pattern: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("no function is called like `{pattern}`"))
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>, pattern: &str) -> io::Result<String> {
    let found: Vec<&str> = names.filter(|name| matches(pattern, name)).collect();
    match found.as_slice() {
        [] => Err(none(pattern)),
        [name] => Ok((*name).to_owned()),
        [name, another, ..] => Err(io::Error::other(format!(
            "`{pattern}` means {} functions, as `{}` and `{}`, and is to mean one",
            found.len(),
            printable(name),
            printable(another)
        ))),
    }
}

/// Whether the kernel refuses a probe of this one function only: it must not be probed, is called like others (since Linux 6.6, and
/// 5.10.199: commit b022f0c7e404), or is gone with its module.
pub(crate) fn is_passed_over(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EINVAL | libc::EADDRNOTAVAIL | libc::ENOENT))
}

/// Says what to do where there are more probes than a process may have files open.
pub(crate) fn too_many(pattern: &str, attached: usize, error: io::Error) -> io::Error {
    if error.raw_os_error() != Some(libc::EMFILE) {
        return error;
    }
    io::Error::other(format!(
        "`{pattern}` means more functions than this process may open files, and before Linux 5.18 each is a probe, which is an open \
         file, of its own; {attached} could be attached: raise the limit (`ulimit -n`, RLIMIT_NOFILE) or mean fewer functions"
    ))
}

fn of<'a>(names: impl Iterator<Item = &'a str>, pattern: &str) -> Vec<String> {
    let names: BTreeSet<&str> = names.filter(|name| matches(pattern, name)).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// `NAME`, or `NAME [MODULE]`.
fn traceable(line: &str) -> Option<&str> {
    line.split_whitespace().next()
}

/// `ADDRESS KIND NAME`, with a kind of `t` or `T` for functions.
fn function(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().skip(1);
    matches!(words.next()?, "t" | "T").then(|| words.next()).flatten()
}

pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut in_name) = (0, 0);
    // Where the last `*` is, and how far what follows it has been tried.
    let mut star = None;
    while let Some(byte) = name.get(in_name) {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at + 1, in_name));
                at += 1;
            }
            Some(wanted) if *wanted == b'?' || wanted == byte => (at, in_name) = (at + 1, in_name + 1),
            _ => match star {
                Some((after, tried)) => {
                    star = Some((after, tried + 1));
                    (at, in_name) = (after, tried + 1);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_names() {
        for (pattern, name, is_match) in [
            ("do_unlinkat", "do_unlinkat", true),
            ("do_unlinkat", "do_unlinkat2", false),
            ("do_*", "do_unlinkat", true),
            ("*unlink*", "do_unlinkat", true),
            ("*ab", "aab", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("tcp_v?_rcv", "tcp_v4_rcv", true),
            ("tcp_v?_rcv", "tcp_v_rcv", false),
            ("*", "", true),
            ("?", "", false),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, name), is_match, "{pattern} {name}");
        }
    }

    #[test]
    fn functions_are_found_in_what_the_kernel_tells() {
        let symbols = "ffff T do_a\nffff t do_b\t[mod]\nffff D do_data\n\nffff\n";
        assert_eq!(of(symbols.lines().filter_map(function), "do_*"), ["do_a", "do_b"]);
        let listed = "do_b [mod]\ndo_a\ndo_a\nother\n";
        assert_eq!(of(listed.lines().filter_map(traceable), "do_*"), ["do_a", "do_b"]);
    }

    #[test]
    fn a_pattern_that_is_to_mean_one_function_means_no_two_of_a_name_either() {
        let names = ["do_a", "do_b", "twice", "twice"];
        let one = |pattern| one_of(names.into_iter(), pattern).map_err(|error| error.to_string());
        assert_eq!(one("do_a"), Ok("do_a".to_owned()));
        assert_eq!(one("*_b"), Ok("do_b".to_owned()));
        assert_eq!(
            one("do_?").unwrap_err(),
            "`do_?` means 2 functions, as `do_a` and `do_b`, and is to mean one"
        );
        assert_eq!(
            one("twice").unwrap_err(),
            "`twice` means 2 functions, as `twice` and `twice`, and is to mean one"
        );
        assert_eq!(one("do_c").unwrap_err(), "no function is called like `do_c`");
    }

    #[test]
    fn functions_that_can_not_be_probed_are_told_from_failures() {
        let error = |code| io::Error::from_raw_os_error(code);
        for code in [libc::EINVAL, libc::EADDRNOTAVAIL, libc::ENOENT] {
            assert!(is_passed_over(&error(code)), "{code}");
        }
        for code in [libc::EPERM, libc::ENOMEM, libc::EMFILE] {
            assert!(!is_passed_over(&error(code)), "{code}");
        }
        let said = too_many("tcp_*", 1000, error(libc::EMFILE)).to_string();
        assert!(said.starts_with("`tcp_*` means more functions") && said.contains("ulimit -n"), "{said}");
        assert_eq!(too_many("tcp_*", 1, error(libc::EPERM)).raw_os_error(), Some(libc::EPERM));
    }

    #[test]
    fn a_name_without_a_wildcard_is_one_function_whether_it_is_there_or_not() {
        assert_eq!(matching("no_such_function").unwrap(), ["no_such_function"]);
        assert_eq!(matching("no_such_function_*").unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn names_that_a_kernel_lists_are_words_however_it_lists_them() {
        let seeds = ["do_b [mod]\ndo_a\ndo_a\nother\n", "ffff T do_a\nffff t do_b\t[mod]\nffff D do_data\n"];
        for text in crate::hostile::texts(&seeds, 3000) {
            for names in
                [of(text.lines().filter_map(traceable), "*"), of(text.lines().filter_map(function), "*")]
            {
                assert!(
                    names.is_sorted() && names.iter().all(|name| !name.contains(char::is_whitespace)),
                    "{text:?}"
                );
            }
            if let Err(error) = one_of(text.lines().filter_map(function), "*") {
                assert!(!error.to_string().contains(char::is_control), "{error}");
            }
        }
    }

    #[test]
    fn a_pattern_means_what_its_definition_says() {
        fn defined(pattern: &[u8], name: &[u8]) -> bool {
            match (pattern, name) {
                ([], []) => true,
                ([b'*', rest @ ..], _) => (0..=name.len()).any(|at| defined(rest, &name[at..])),
                ([b'?', rest @ ..], [_, after @ ..]) => defined(rest, after),
                ([one, rest @ ..], [other, after @ ..]) => one == other && defined(rest, after),
                _ => false,
            }
        }
        let mut random = crate::hostile::Random(7);
        let mut text =
            |choices: &[&str]| -> String { (0..random.below(8)).map(|_| random.of(choices)).collect() };
        let mut both = [0; 2];
        for _ in 0..20_000 {
            let (pattern, name) = (text(&["a", "b", "*", "?"]), text(&["a", "b"]));
            let expected = defined(pattern.as_bytes(), name.as_bytes());
            assert_eq!(matches(&pattern, &name), expected, "{pattern} {name}");
            both[usize::from(expected)] += 1;
        }
        assert!(both.iter().all(|count| *count > 1000), "{both:?}");
    }
}
