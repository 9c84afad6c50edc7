//! What a server may answer, and what comes of it.

use coolbpf_contract::wire::{Problem, ProblemKind};
use coolbpf_contract::{Diagnostic, Level};

use super::lying_server::LyingServer;
use super::*;

fn at(seconds: u64) -> Time {
    Time::from_unix(seconds).unwrap()
}

/// What comes of an answer, where the workspace names a key.
#[track_caller]
fn refused(status: u16, body: Vec<u8>) -> String {
    let server = LyingServer::answering(status, body);
    match compile(&demanding(&[server.url()])) {
        Err(Failure::Refused(reason)) => {
            assert!(reason.contains(&server.url()) && reason.contains("Nothing of it is used"), "{reason}");
            assert_eq!(server.received().len(), 1, "nobody asks a liar again");
            reason
        }
        other => panic!("{other:?}"),
    }
}

fn diagnostic(level: Level, message: &str) -> Diagnostic {
    let file = "src/bpf/x.bpf.c".to_owned();
    Diagnostic {
        file,
        line: 1,
        column: 1,
        level,
        message: message.to_owned(),
        snippet: C.lines().next().unwrap().into(),
    }
}

#[test]
fn an_honest_answer_is_taken_with_and_without_keys() {
    for (answer, names_keys) in [(honest(), false), (signed_by(key(), honest()), true)] {
        let server = LyingServer::answering(200, json(&answer));
        let servers = [server.url()];
        let answer = compile(&if names_keys { demanding(&servers) } else { named(&servers) }).unwrap();
        assert_eq!(answer.object.bytes(), honest_object().0);
        assert_eq!(answer.maker.to_string(), format!("{} at {}", honest_object().1, server.url()));

        let [received] = &server.received()[..] else { panic!() };
        assert!(received.head.starts_with("POST /v1/compile HTTP/1.1\r\n"), "{}", received.head);
        assert!(!received.head.to_lowercase().contains("authorization"), "{}", received.head);
        let asked: CompileRequest = serde_json::from_slice(&received.body).unwrap();
        assert_eq!(asked.request, request(C));
    }
}

#[test]
fn one_of_several_signatures_is_enough_so_that_keys_can_be_rotated() {
    let old = KeyPair::generate_unencrypted_keypair().unwrap();
    let mut answer = signed_by(key(), honest());
    answer.signatures.insert(0, signed_by(&old, honest()).signatures.remove(0));
    let server = LyingServer::answering(200, json(&answer));
    compile(&demanding(&[server.url()])).unwrap();
}

#[test]
fn an_answer_that_lies_is_refused_with_the_lie_named() {
    let other_bytes = {
        let toolchain = Toolchain::find().unwrap();
        coolbpf_compiler::compile(&request(&C.replace("member", "other")), &toolchain)
            .unwrap()
            .object
            .into_bytes()
    };
    let with_object = |bytes: Vec<u8>| CompileAnswer {
        object: AnsweredObject { digest: Digest::of(&bytes), bytes },
        ..honest()
    };
    let replaced = |from: &[u8], to: &[u8]| {
        let mut bytes = honest_object().0.clone();
        let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
        bytes[at..at + from.len()].copy_from_slice(to);
        with_object(bytes)
    };
    let stranger = KeyPair::generate_unencrypted_keypair().unwrap();
    let now = honest().time.unix();
    let other = Digest::of(b"other");
    let mut cases: Vec<(&str, CompileAnswer)> = vec![
        ("it answers another request", signed_by(key(), CompileAnswer { request: other, ..honest() })),
        ("it answers another request", signed_by(key(), CompileAnswer { bundle: other, ..honest() })),
        ("it is not signed", honest()),
        ("none of its signatures", signed_by(&stranger, honest())),
        (
            "it was signed 2 hours ago",
            signed_by(key(), CompileAnswer { time: at(now - 2 * 3600), ..honest() }),
        ),
        ("days ago", signed_by(key(), CompileAnswer { time: at(0), ..honest() })),
        ("in the future", signed_by(key(), CompileAnswer { time: at(now + 3600), ..honest() })),
        ("in the future", signed_by(key(), CompileAnswer { time: at(253_402_300_799), ..honest() })),
        ("it holds 17 signatures", {
            let mut answer = signed_by(key(), honest());
            answer.signatures = vec![answer.signatures[0].clone(); 17];
            answer
        }),
        (
            "it names a compiler that there can't be",
            signed_by(key(), CompileAnswer { toolchain: "clang 19\u{1b}[31m".into(), ..honest() }),
        ),
        (
            "it names a compiler that there can't be",
            signed_by(key(), CompileAnswer { toolchain: "clang 19.1.7 \u{2066}(1)".into(), ..honest() }),
        ),
        ("its object is not acceptable", signed_by(key(), with_object(b"\x7fELF".to_vec()))),
        ("its object is not acceptable", signed_by(key(), with_object(Vec::new()))),
        ("can't be the name of a struct", signed_by(key(), replaced(b"some_value", b"a;evil(){}"))),
        (
            "a diagnostic of it holds control characters",
            signed_by(
                key(),
                CompileAnswer { diagnostics: vec![diagnostic(Level::Warning, "\u{1b}]0;owned")], ..honest() },
            ),
        ),
        (
            "errors of the compiler that would have made none",
            signed_by(key(), CompileAnswer { diagnostics: vec![diagnostic(Level::Error, "no")], ..honest() }),
        ),
        (
            "it holds 10001 diagnostics",
            signed_by(
                key(),
                CompileAnswer { diagnostics: vec![diagnostic(Level::Note, ""); 10_001], ..honest() },
            ),
        ),
    ];
    // What was signed for one answer, under another.
    let signed = signed_by(key(), honest());
    let mut altered = |change: fn(&mut CompileAnswer), says: &'static str| {
        let mut answer = signed.clone();
        change(&mut answer);
        cases.push((says, answer));
    };
    altered(|answer| answer.object.bytes[100] ^= 1, "its object has not the digest that it says");
    altered(|answer| answer.time = at(answer.time.unix() - 1), "none of its signatures");
    altered(|answer| answer.toolchain.push('0'), "none of its signatures");
    altered(|answer| answer.builder = "urn:x:other".parse().unwrap(), "none of its signatures");
    altered(
        |answer| answer.signatures[0].minisign = "untrusted comment: x\n\n\n\n".into(),
        "none of its signatures",
    );
    cases.push((
        "none of its signatures",
        CompileAnswer {
            object: AnsweredObject { digest: Digest::of(&other_bytes), bytes: other_bytes.clone() },
            ..signed.clone()
        },
    ));
    for (says, answer) in cases {
        let reason = refused(200, json(&answer));
        assert!(reason.contains(says), "should have said {says}: {reason}");
        assert!(!reason.contains('\u{1b}'), "{reason:?}");
    }
}

#[test]
fn errors_in_the_c_are_taken_unless_they_are_about_another_request_or_hold_control_characters() {
    let bundle = coolbpf_compiler::bundle_digest();
    let problem = |request: Digest, diagnostics: Vec<Diagnostic>| {
        let problem = Problem::new(ProblemKind::SourceErrors, "1 error");
        let toolchain = Some(honest_object().1.clone());
        let problem = Problem { request: Some(request), toolchain, diagnostics, ..problem };
        serde_json::to_vec(&problem).unwrap()
    };
    let asked = request(C).request_digest(bundle);
    let error = diagnostic(Level::Error, "use of undeclared identifier 'x'");

    let server = LyingServer::answering(422, problem(asked, vec![error.clone()]));
    let Err(Failure::Source { diagnostics, maker }) = compile(&demanding(&[server.url()])) else { panic!() };
    assert_eq!(diagnostics, std::slice::from_ref(&error));
    assert!(maker.to_string().ends_with(&server.url()), "{maker}");

    let reason = refused(422, problem(Digest::of(b"other"), vec![error.clone()]));
    assert!(reason.contains("it answers another request"), "{reason}");
    let escape = Diagnostic { snippet: "\u{9b}31m".into(), ..error };
    let reason = refused(422, problem(asked, vec![escape]));
    assert!(reason.contains("control characters"), "{reason}");
    let none = LyingServer::answering(422, problem(asked, Vec::new()));
    let Err(Failure::Unavailable(reason)) = compile(&named(&[none.url()])) else { panic!() };
    assert!(reason.contains("names none"), "{reason}");
}

#[test]
fn errors_in_the_c_are_passed_over_where_anybody_or_an_old_compiler_may_have_found_them() {
    let asked =
        CompileRequest { request: request(C), bundle: coolbpf_compiler::bundle_digest(), toolchain: None };
    let honest = Problem {
        request: Some(asked.request.request_digest(asked.bundle)),
        toolchain: Some(honest_object().1.clone()),
        diagnostics: vec![diagnostic(Level::Error, "no")],
        ..Problem::new(ProblemKind::SourceErrors, "1 error")
    };
    let old = Problem { toolchain: Some("clang 13.0.1".into()), ..honest.clone() };
    let about_nothing = Problem { request: None, ..honest.clone() };
    for (named, url, problem, says) in [
        (named(&[]), "http://127.0.0.1", honest.clone(), None),
        (demanding(&[]), "http://127.0.0.1", honest.clone(), None),
        (demanding(&[]), "https://bpf.example.com", honest.clone(), None),
        (demanding(&[]), "http://192.0.2.1", honest, Some("over plain http anybody could")),
        (demanding(&[]), "http://127.0.0.1", old, Some("`minimum-toolchain` demands clang 14 or newer")),
        (named(&[]), "http://127.0.0.1", about_nothing, Some("not of which request")),
    ] {
        let judged = Judge::new(&named).unwrap().errors(&url.parse().unwrap(), &asked, problem).unwrap();
        match (judged, says) {
            (Ok((_, diagnostics)), None) => assert_eq!(diagnostics.len(), 1),
            (Err(reason), Some(says)) => assert!(reason.contains(says), "{reason}"),
            (judged, says) => panic!("{judged:?} {says:?}"),
        }
    }
}

#[test]
fn a_server_without_the_types_of_a_kernel_is_told_from_one_that_can_not_give_them() {
    let release = "5.4.0-42-generic".parse().unwrap();
    let asked = |servers: &[&LyingServer]| {
        let servers: Vec<_> = servers.iter().map(|server| server.url()).collect();
        let mut client = client(&named(&servers), &Credentials::default(), Duration::from_secs(30));
        client.btf(Arch::X86_64, &release)
    };
    let problem = |kind| serde_json::to_vec(&Problem::new(kind, "no\u{1b}[31m")).unwrap();
    let none = LyingServer::answering(404, problem(ProblemKind::NotFound));
    let good = LyingServer::answering(200, "types");
    assert_eq!(asked(&[&none]), Ok(None));
    assert_eq!(asked(&[&none, &good]), Ok(Some((b"types".to_vec(), good.url()))));
    assert!(good.received()[0].head.starts_with("GET /v1/btf/x86_64/5.4.0-42-generic "));

    // As long as it may be is taken, and a byte more is too much.
    let long = LyingServer::answering(200, vec![0; (64 << 20) + 1]);
    let longest = LyingServer::answering(200, vec![0; 64 << 20]);
    let reason = asked(&[&long]).unwrap_err();
    assert_eq!(reason, format!("{}: its answer is longer than 67108864 bytes", long.url()));
    assert_eq!(asked(&[&long, &longest]).unwrap().unwrap().0.len(), 64 << 20);
    for (status, body, says) in [
        (400, problem(ProblemKind::MalformedRequest), "it answered 400 Bad Request: no [31m"),
        (500, problem(ProblemKind::Internal), "it answered 500 Internal Server Error"),
        (404, b"<html>".to_vec(), "404 Not Found, which no compile server answers"),
    ] {
        let server = LyingServer::answering(status, body);
        let reason = asked(&[&none, &server]).unwrap_err();
        assert!(reason.starts_with(&server.url()) && reason.contains(says), "{reason}");
    }
}

#[test]
fn a_server_with_an_old_compiler_is_no_liar_and_the_next_one_is_asked() {
    let old = signed_by(key(), CompileAnswer { toolchain: "clang 13.0.1".into(), ..honest() });
    let (old, good) = (
        LyingServer::answering(200, json(&old)),
        LyingServer::answering(200, json(&signed_by(key(), honest()))),
    );
    let answer = compile(&demanding(&[old.url(), good.url()])).unwrap();
    assert!(answer.maker.to_string().ends_with(&good.url()), "{}", answer.maker);
    let Err(Failure::Unavailable(reason)) = compile(&demanding(&[old.url()])) else { panic!() };
    assert!(reason.contains("`minimum-toolchain` demands clang 14 or newer"), "{reason}");
}

#[test]
fn what_is_no_answer_of_a_compile_server_is_passed_over_and_told() {
    let good = String::from_utf8(json(&honest())).unwrap();
    for (status, body, says) in [
        (200, "<html>Please log in".to_owned(), "is no answer of a compile server"),
        (200, good[..good.len() / 2].to_owned(), "is no answer of a compile server"),
        (200, good.replacen('{', "{\"more\":1,", 1), "unknown field `more`"),
        (200, good.replacen('{', "{\"time\":\"1970-01-01T00:00:00Z\",", 1), "duplicate field `time`"),
        (204, String::new(), "204 No Content, which no compile server answers"),
        (404, "<html>".to_owned(), "404 Not Found, which no compile server answers"),
        (302, String::new(), "redirects are not followed"),
    ] {
        let server = LyingServer::answering(status, body);
        let Err(Failure::Unavailable(reason)) = compile(&named(&[server.url()])) else { panic!("{says}") };
        assert!(reason.contains(says) && reason.contains(&server.url()), "{reason}");
        assert_eq!(server.received().len(), 1);
    }
}
