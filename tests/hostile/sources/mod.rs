//! C that means harm, by kind of attack.

mod compiler;
mod files;
mod growth;
mod names;

use coolbpf_contract::wire::{CompileAnswer, Problem, ProblemKind};

use crate::http;
use crate::victim::{Victim, json, request};

/// One source, and what must come back.
pub(crate) struct Source {
    attack: &'static str,
    text: Vec<u8>,
    expected: Expected,
}

/// What an attack comes to.
enum Expected {
    /// An object: the attack is none.
    Object,
    /// Clang's errors, one of which has this text.
    Error(String),
    /// The compile is stopped.
    Limit,
    /// Versions of clang differ in whether it crashes, runs into a limit or gives up with an error.
    NothingGood,
    /// Which of these it comes to depends on how clang was built or on how fast it is, and none of them does harm.
    Any,
}
use Expected::{Any, Error, Limit, NothingGood, Object};

impl Source {
    /// Has it compiled, and looks at the answer and at the server.
    #[track_caller]
    pub(crate) fn attack(&self, victim: &mut Victim) {
        let Self { attack, text, expected } = self;
        let answer = http::post(victim.url(), json(&request(text)).as_bytes());
        victim.tells_nothing(attack, &answer);
        let problem: Option<Problem> = match answer.status {
            200 => None,
            422 => Some(serde_json::from_str(&answer.body).unwrap()),
            status => panic!("{attack} is answered with {status}: {}", answer.body),
        };
        let kind = problem.as_ref().and_then(Problem::known_kind);
        let told = |text: &str| {
            let diagnostics = problem.iter().flat_map(|problem| &problem.diagnostics);
            diagnostics.into_iter().any(|diagnostic| diagnostic.message.contains(text))
        };
        let as_expected = match expected {
            Object => serde_json::from_str::<CompileAnswer>(&answer.body).is_ok(),
            Error(text) => kind == Some(ProblemKind::SourceErrors) && told(text),
            Limit => kind == Some(ProblemKind::CompileLimit),
            NothingGood => kind.is_some(),
            Any => true,
        };
        let shown: String = answer.body.chars().take(2000).collect();
        assert!(as_expected, "{attack} is answered with {}: {shown}", answer.status);
        victim.holds(attack);
    }
}

fn source(attack: &'static str, text: impl Into<Vec<u8>>, expected: Expected) -> Source {
    Source { attack, text: text.into(), expected }
}

fn error(text: impl Into<String>) -> Expected {
    Error(text.into())
}

/// Every attack.
pub(crate) fn table(victim: &Victim) -> Vec<Source> {
    let secret = victim.secret_file().display().to_string();
    [
        files::outside(&secret),
        names::names(),
        files::devices(),
        files::fifos(&victim.fifo().display().to_string()),
        growth::growth(),
        growth::depth(),
        compiler::internals(),
        names::sections(),
        compiler::diagnostics(),
        growth::scans(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
