//! Problem documents (RFC 9457) as answers.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use coolbpf_contract::wire::{Problem, ProblemKind};
use coolbpf_contract::{Diagnostic, printable};

/// What goes out where something went wrong.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) problem: Box<Problem>,
    /// In how many seconds it is worth asking again.
    pub(crate) retry_after: Option<u64>,
    /// Whether the same request may come to something else the next time.
    pub(crate) of_the_moment: bool,
}

/// A result whose error is an answer.
pub(crate) type Result<T, E = Answer> = std::result::Result<T, E>;

/// A problem of this kind.
pub(crate) fn problem(kind: ProblemKind, detail: impl Into<String>) -> Answer {
    let problem = Box::new(Problem::new(kind, shortened(&detail.into())));
    Answer { problem, retry_after: None, of_the_moment: false }
}

/// The most characters of a detail. It may quote what the client sent.
const MOST_DETAIL: usize = 1000;

/// A text for people that may quote anything: without characters that steer a terminal, and not too long.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_DETAIL) {
        None => printable(text),
        Some((end, _)) => format!("{}...", printable(&text[..end])),
    }
}

impl Answer {
    /// About how many bytes it takes in memory.
    pub(crate) fn size(&self) -> usize {
        let texts = |diagnostic: &Diagnostic| {
            diagnostic.file.len()
                + diagnostic.message.len()
                + diagnostic.snippet.len()
                + size_of::<Diagnostic>()
        };
        size_of::<Self>()
            + self.problem.detail.len()
            + self.problem.diagnostics.iter().map(texts).sum::<usize>()
    }

    /// Says that it isn't worth remembering.
    pub(crate) fn of_the_moment(mut self) -> Self {
        self.of_the_moment = true;
        self
    }

    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // Texts and numbers always have a JSON form.
        let body = serde_json::to_vec(&self.problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
