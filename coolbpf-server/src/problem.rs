//! Problem documents (RFC 9457) as answers.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use coolbpf_contract::Diagnostic;
use coolbpf_contract::wire::{Problem, ProblemKind};

/// What goes out where something went wrong.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) problem: Box<Problem>,
    /// In how many seconds it is worth asking again.
    pub(crate) retry_after: Option<u64>,
}

/// A result whose error is an answer.
pub(crate) type Result<T, E = Answer> = std::result::Result<T, E>;

/// A problem of this kind.
pub(crate) fn problem(kind: ProblemKind, detail: impl Into<String>) -> Answer {
    Answer { problem: Box::new(Problem::new(kind, detail)), retry_after: None }
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
