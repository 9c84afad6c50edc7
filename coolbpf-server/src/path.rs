//! The parts of a path that a route names.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use coolbpf_contract::wire::ProblemKind;
use serde::de::DeserializeOwned;

use crate::problem::{Answer, problem};

/// As axum's, but what is no UTF-8 is answered with a problem document.
pub(crate) struct Path<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Answer> {
        let found = axum::extract::Path::from_request_parts(parts, state).await;
        let axum::extract::Path(parts) = found.map_err(|rejection| {
            problem(ProblemKind::NotFound, format!("there is no such path: {rejection}"))
        })?;
        Ok(Self(parts))
    }
}
