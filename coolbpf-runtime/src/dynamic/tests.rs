//! What is refused before a server is asked.

use std::time::Duration;

use super::{CompileError, Compiler, Source};
use crate::ErrorKind;

#[track_caller]
fn invalid<T: std::fmt::Debug>(result: Result<T, CompileError>) -> String {
    match result {
        Err(CompileError::Invalid(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_that_are_none_are_refused_with_what_is_wrong() {
    let source = || Source::new("x.bpf.c", "").unwrap();
    for (found, says) in [
        (invalid(Compiler::new("bpf.example.com")), "should start with https:// or http://"),
        (invalid(Compiler::new("https://x").unwrap().or("https://")), "names no host"),
        (invalid(Compiler::new("https://x").unwrap().keys(["secret"])), "is no public key of minisign"),
        (invalid(Compiler::new("https://x").unwrap().minimum_toolchain("gcc")), "`gcc` names no compiler"),
        (invalid(Source::new("/etc/x.bpf.c", "")), "/etc/x.bpf.c"),
        (invalid(source().header("../x.h", "")), "../x.h"),
        (invalid(source().define("1X", "")), "1X"),
        (invalid(source().define("X", "1\n2")), "control character"),
        (invalid(source().events("a-map", "event")), "a-map"),
        (invalid(Source::from_file("/nowhere/x.bpf.c")), "can't read the C in /nowhere/x.bpf.c"),
    ] {
        assert!(found.contains(says), "{found}");
    }
}

#[test]
fn a_token_or_an_answer_that_others_could_read_or_change_is_not_sent_for() {
    let source = Source::new("x.bpf.c", "").unwrap();
    let compiler = Compiler::new("http://bpf.example.com").unwrap();
    let error = invalid(compiler.compile(&source));
    assert!(error.contains("nobody would notice") && error.contains("the application's `keys`"), "{error}");
    let error = invalid(compiler.clone().token("secret").compile(&source));
    assert!(error.contains("a token for it would travel where others can read it"), "{error}");
    let error = invalid(compiler.token("no\ntoken").compile(&source));
    assert!(error.contains("the token that the application gives holds no token"), "{error}");
}

#[test]
fn an_age_of_signatures_that_nothing_would_look_at_is_refused() {
    let source = Source::new("x.bpf.c", "").unwrap();
    let compiler = Compiler::new("https://x").unwrap().maximum_age(Duration::from_secs(60));
    let error = invalid(compiler.compile(&source));
    assert!(error.contains("without `keys` none is looked at"), "{error}");
}

#[test]
fn each_server_is_known_by_where_it_is_named() {
    let compiler = Compiler::named_by_variable(vec!["https://one".parse().unwrap()]);
    let compiler = compiler.or("http://bpf.example.com").unwrap();
    let by_variable: Vec<_> = compiler.named.servers.iter().map(|server| server.by_variable).collect();
    assert_eq!(by_variable, [true, false]);
    let error = invalid(compiler.token("secret").compile(&Source::new("x.bpf.c", "").unwrap()));
    assert!(error.starts_with("the application names http://bpf.example.com, and a token"), "{error}");
}

#[test]
fn an_error_in_the_c_is_an_error_of_the_application_with_all_of_its_text() {
    let error: crate::Error = CompileError::Invalid("no \u{1b}[31mcolour".into()).into();
    assert_eq!((error.kind(), error.to_string()), (ErrorKind::InvalidInput, "no \\u{1b}[31mcolour".into()));
}
