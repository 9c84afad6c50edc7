//! Reaching servers: which one, when, and with what.

use std::net::TcpListener;

use coolbpf_contract::wire::{Problem, ProblemKind};

use super::lying_server::{LyingServer, response};
use super::*;

/// An address that nobody listens at.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn problem(kind: ProblemKind) -> Vec<u8> {
    serde_json::to_vec(&Problem::new(kind, "told \u{1b}[1mby the server")).unwrap()
}

fn credentials(token: &str) -> Credentials {
    Credentials::find(|name| (name == "COOLBPF_TOKEN").then(|| token.to_owned())).unwrap()
}

#[track_caller]
fn unavailable(named: &Named) -> String {
    match compile(named) {
        Err(Failure::Unavailable(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_next_server_is_asked_at_once_where_one_gives_nothing() {
    let busy = LyingServer::answering(503, problem(ProblemKind::Overloaded));
    let useless = LyingServer::answering(422, problem(ProblemKind::UnknownBundle));
    let good = LyingServer::answering(200, json(&honest()));
    let unasked = LyingServer::answering(200, json(&honest()));
    let servers = [nobody(), busy.url(), useless.url(), good.url(), unasked.url()];
    let answer = compile(&named(&servers)).unwrap();
    assert!(answer.maker.to_string().ends_with(&good.url()), "{}", answer.maker);
    assert_eq!(pauses(), [] as [u64; 0]);
    assert_eq!(unasked.received().len(), 0);
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let server = LyingServer::start(|before| match before {
        0 => response(503, "retry-after: 7\r\n", &problem(ProblemKind::Overloaded)),
        1 => response(429, "retry-after: 0\r\n", &problem(ProblemKind::RateLimited)),
        2 => response(503, "", b""),
        _ => response(200, "", &json(&honest())),
    });
    compile(&named(&[server.url()])).unwrap();
    assert_eq!(pauses(), [7000, 200, 2000]);
}

#[test]
fn a_server_that_is_busy_for_too_long_is_not_waited_for() {
    for header in
        ["retry-after: 3600\r\n", "retry-after: soon\r\n", "retry-after: Sun, 06 Nov 2094 08:49:37 GMT\r\n"]
    {
        let server = LyingServer::start(move |_| response(503, header, b""));
        let reason = unavailable(&named(&[server.url()]));
        assert!(reason.contains("503"), "{reason}");
        assert_eq!((pauses(), server.received().len()), (Vec::new(), 1), "{header}");
    }
}

#[test]
fn a_build_waits_for_a_minute_in_all_and_not_for_each_program() {
    let busy = LyingServer::start(|_| response(503, "retry-after: 25\r\n", b""));
    let mut client = client(&named(&[busy.url()]), &Credentials::default(), Duration::from_secs(30));
    for _ in 0..3 {
        let outcome = client.compile("x", &request(C), coolbpf_compiler::bundle_digest());
        let Err(Failure::Unavailable(reason)) = outcome else { panic!("{outcome:?}") };
        assert!(reason.contains("503"), "{reason}");
    }
    assert_eq!((pauses(), busy.received().len()), (vec![25_000, 25_000], 3));
}

#[test]
fn a_server_that_is_always_busy_is_asked_ten_times_with_growing_pauses() {
    let busy = LyingServer::start(|_| response(503, "retry-after: 0\r\n", b""));
    unavailable(&named(&[busy.url()]));
    let expected: Vec<u64> = (0..9).map(|before| 100 << before).collect();
    assert_eq!((pauses(), busy.received().len()), (expected, 10));
}

#[test]
fn a_busy_server_is_left_alone_for_the_next_program_too_until_it_says() {
    let busy = LyingServer::start(|before| match before {
        0 => response(503, "retry-after: 7\r\n", b""),
        _ => response(200, "", &json(&honest())),
    });
    let good = LyingServer::answering(200, json(&honest()));
    let mut client =
        client(&named(&[busy.url(), good.url()]), &Credentials::default(), Duration::from_secs(30));
    for seconds in [0, 6, 1] {
        note(Duration::from_secs(seconds));
        client.compile("x", &request(C), coolbpf_compiler::bundle_digest()).unwrap();
    }
    assert_eq!((busy.received().len(), good.received().len()), (2, 2));
}

#[test]
fn clients_that_were_sent_away_together_come_back_a_little_later_each() {
    let pauses: Vec<_> = (0..50).map(|_| (Clock::REAL.spread)(Duration::from_secs(8))).collect();
    assert!(pauses.iter().all(|pause| (8.0..=10.0).contains(&pause.as_secs_f64())), "{pauses:?}");
    assert!(pauses.iter().any(|pause| *pause != pauses[0]), "{pauses:?}");
}

#[test]
fn an_answer_that_drips_is_waited_for_no_longer_than_any_other() {
    let server = LyingServer::dripping();
    let started = std::time::Instant::now();
    let mut client = client(&named(&[server.url()]), &Credentials::default(), Duration::from_millis(300));
    let outcome = client.compile("x", &request(C), coolbpf_compiler::bundle_digest());
    let Err(Failure::Unavailable(reason)) = outcome else { panic!("{outcome:?}") };
    assert!(reason.contains("its answer broke off") && reason.contains("timed out"), "{reason}");
    // Three tries.
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn a_server_that_fails_is_tried_three_times_with_growing_pauses_and_then_left_alone() {
    let server = LyingServer::answering(500, problem(ProblemKind::Internal));
    let named = named(&[server.url()]);
    let mut client = client(&named, &Credentials::default(), Duration::from_secs(30));
    for _ in 0..2 {
        let outcome = client.compile("x", &request(C), coolbpf_compiler::bundle_digest());
        let Err(Failure::Unavailable(reason)) = outcome else { panic!("{outcome:?}") };
        assert!(
            reason.contains("it answered 500 Internal Server Error: told  [1mby the server"),
            "{reason:?}"
        );
    }
    assert_eq!((pauses(), server.received().len()), (vec![250, 1000], 3));
}

#[test]
fn answers_that_break_off_or_never_come_are_failures() {
    let breaks_off = LyingServer::start(|_| {
        let mut bytes = response(200, "", &json(&honest()));
        bytes.truncate(bytes.len() / 2);
        bytes
    });
    let reason = unavailable(&named(&[breaks_off.url()]));
    assert!(reason.contains("its answer broke off"), "{reason}");
    assert_eq!(breaks_off.received().len(), 3);

    let silent = LyingServer::start(|_| Vec::new());
    let mut client = client(&named(&[silent.url()]), &Credentials::default(), Duration::from_millis(100));
    let outcome = client.compile("x", &request(C), coolbpf_compiler::bundle_digest());
    let Err(Failure::Unavailable(reason)) = outcome else { panic!("{outcome:?}") };
    assert!(reason.contains("timed out"), "{reason}");
}

#[test]
fn a_token_is_sent_in_its_header_and_shown_nowhere() {
    let server = LyingServer::answering(401, problem(ProblemKind::Unauthorized));
    let named = named(&[server.url()]);
    for (credentials, mend) in [
        (Credentials::default(), "set COOLBPF_TOKEN"),
        (credentials("secret"), "the token in COOLBPF_TOKEN is not"),
    ] {
        let mut client = client(&named, &credentials, Duration::from_secs(30));
        assert!(!format!("{client:?}").contains("secret"), "{client:?}");
        let outcome = client.compile("x", &request(C), coolbpf_compiler::bundle_digest());
        let Err(Failure::Unavailable(reason)) = outcome else { panic!("{outcome:?}") };
        assert!(reason.contains("401") && reason.contains(mend) && !reason.contains("secret"), "{reason}");
    }
    let [without, with] = &server.received()[..] else { panic!() };
    assert!(!without.head.contains("secret") && with.head.contains("authorization: Bearer secret\r\n"));
}

#[test]
fn the_token_of_the_variable_goes_to_no_server_of_several_that_a_workspace_names() {
    let first = LyingServer::answering(401, problem(ProblemKind::Unauthorized));
    let second = LyingServer::answering(401, problem(ProblemKind::Unauthorized));
    let mut of_workspace = named(&[first.url(), second.url()]);
    of_workspace.servers.iter_mut().for_each(|server| server.by_variable = false);
    let new = || client(&of_workspace, &credentials("secret"), Duration::from_secs(30));
    let outcome = new().compile("x", &request(C), coolbpf_compiler::bundle_digest());
    let Err(Failure::Unavailable(reason)) = outcome else { panic!("{outcome:?}") };
    assert!(reason.contains("write its token under [tokens]"), "{reason}");
    for (_, mut alone) in new().split(|_| of_workspace.clone()).unwrap() {
        let outcome = alone.compile_by("clang 99", "x", &request(C), coolbpf_compiler::bundle_digest());
        assert!(matches!(outcome, Err(Failure::Unavailable(_))), "{outcome:?}");
    }
    for received in first.received().iter().chain(&second.received()) {
        assert!(!received.head.contains("secret"), "{}", received.head);
    }
    assert_eq!((first.received().len(), second.received().len()), (2, 2));
}

#[test]
fn the_token_of_the_variable_goes_to_no_server_that_is_named_beside_the_variable() {
    let by_variable = LyingServer::answering(401, problem(ProblemKind::Unauthorized));
    let beside = LyingServer::answering(401, problem(ProblemKind::Unauthorized));
    let mut named = named(&[by_variable.url(), beside.url()]);
    let NamedServer { by, by_variable: is_by_variable, .. } = &mut named.servers[1];
    (*by, *is_by_variable) = ("the application".to_owned(), false);
    let mut client = client(&named, &credentials("secret"), Duration::from_secs(30));
    let outcome = client.compile("x", &request(C), coolbpf_compiler::bundle_digest());
    assert!(matches!(outcome, Err(Failure::Unavailable(_))), "{outcome:?}");
    assert!(by_variable.received()[0].head.contains("secret"));
    let [received] = &beside.received()[..] else { panic!() };
    assert!(!received.head.contains("secret"), "{}", received.head);

    named.servers[1].url = "http://192.0.2.1".parse().unwrap();
    let error = Client::new(&named, &Credentials::default()).unwrap_err();
    assert!(
        error.starts_with("the application names http://192.0.2.1, and without https or keys"),
        "{error}"
    );
}

#[test]
fn what_a_server_says_of_the_token_of_an_application_tells_nothing_of_the_environment() {
    let server = LyingServer::answering(401, problem(ProblemKind::Unauthorized));
    let mut named = named(&[server.url(), server.url()]);
    named.servers.iter_mut().for_each(|server| server.by_variable = false);
    for (token, says) in [
        (Some("secret"), "the token that the application gives is not one of its tokens"),
        (None, "the application gives no `token`"),
    ] {
        let credentials = Credentials::of_application(token).unwrap();
        let mut client = client(&named, &credentials, Duration::from_secs(30));
        let outcome = client.compile("x", &request(C), coolbpf_compiler::bundle_digest());
        let Err(Failure::Unavailable(reason)) = outcome else { panic!("{outcome:?}") };
        assert_eq!(reason.matches(says).count(), 2, "{reason}");
        assert!(!reason.contains("COOLBPF_TOKEN") && !reason.contains("secret"), "{reason}");
    }
    let sent = server.received().iter().filter(|received| received.head.contains("Bearer secret")).count();
    assert_eq!((sent, server.received().len()), (2, 4));
}

#[test]
fn a_proxy_that_wants_to_know_the_user_is_told_of_as_one() {
    let server = LyingServer::answering(407, "");
    let reason = unavailable(&named(&[server.url()]));
    assert!(reason.contains("407") && reason.contains("http://USER:PASSWORD@HOST:PORT"), "{reason}");
}

#[test]
fn a_redirect_takes_neither_sources_nor_token_along() {
    let elsewhere = LyingServer::answering(200, json(&honest()));
    let to = format!("location: {}/v1/compile\r\n", elsewhere.url());
    let server = LyingServer::start(move |_| response(307, &to, b""));
    let mut client = client(&named(&[server.url()]), &credentials("secret"), Duration::from_secs(30));
    let outcome = client.compile("x", &request(C), coolbpf_compiler::bundle_digest());
    let Err(Failure::Unavailable(reason)) = outcome else { panic!("{outcome:?}") };
    assert!(reason.contains("redirects are not followed"), "{reason}");
    assert_eq!(elsewhere.received().len(), 0);
}

#[test]
fn what_others_could_read_or_change_does_not_go_over_the_network() {
    let open = ["http://192.0.2.1".to_owned()];
    let prepare = |named: &Named, credentials: &Credentials| {
        Client::with(named, credentials, Duration::from_secs(30)).map(|_| ()).unwrap_err()
    };
    let error = prepare(&named(&open), &Credentials::default());
    assert!(error.contains("use https, or name the server's key"), "{error}");
    let error = prepare(&demanding(&open), &credentials("secret"));
    assert!(error.contains("a token for it would travel where others can read it"), "{error}");
    assert!(Client::with(&demanding(&open), &Credentials::default(), Duration::from_secs(30)).is_ok());
}

#[test]
fn a_key_that_is_no_key_is_an_error() {
    let mut named = named(&[nobody()]);
    named.keys = vec![format!("RW{}", "A".repeat(54)).parse().unwrap()];
    let outcome = Client::with(&named, &Credentials::default(), Duration::from_secs(30));
    let error = outcome.map(|_| ()).unwrap_err();
    assert!(error.contains("is no public key of minisign"), "{error}");
}

#[test]
fn a_server_is_asked_for_one_compiler_by_name_and_no_other_may_answer() {
    let by = |client: &mut Client, toolchain: &str| {
        client.compile_by(toolchain, "x", &request(C), coolbpf_compiler::bundle_digest())
    };
    let new = |url: String| client(&named(&[url]), &Credentials::default(), Duration::from_secs(30));

    let good = LyingServer::answering(200, json(&honest()));
    assert_eq!(by(&mut new(good.url()), &honest_object().1).unwrap().object.bytes(), honest_object().0);
    let asked: CompileRequest = serde_json::from_slice(&good.received()[0].body).unwrap();
    assert_eq!(asked.toolchain.as_ref(), Some(&honest_object().1));
    match by(&mut new(good.url()), "clang 99") {
        Err(Failure::Refused(reason)) => {
            assert!(reason.contains("it answers with another compiler\n  asked    clang 99"), "{reason}");
        }
        other => panic!("{other:?}"),
    }

    let lacking = LyingServer::answering(422, problem(ProblemKind::UnknownToolchain));
    let mut client = new(lacking.url());
    for toolchain in ["clang 98", "clang 99"] {
        assert!(matches!(by(&mut client, toolchain), Err(Failure::Unavailable(_))));
        assert!(client.lacked);
    }
    assert_eq!(lacking.received().len(), 2, "it may have the other one");
    let mut client = new(LyingServer::answering(422, problem(ProblemKind::NoObject)).url());
    assert!(matches!(by(&mut client, "clang 99"), Err(Failure::Unavailable(_))) && !client.lacked);
}
