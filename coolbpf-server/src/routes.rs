//! What can be asked, and what answers.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use coolbpf_contract::Digest;
use coolbpf_contract::wire::{BtfDeclarations, BtfKernels, ProblemKind, Toolchains};

use crate::btf::Wanted;
use crate::path::Path;
use crate::problem::{Answer, Result, problem};
use crate::state::Server;
use crate::{btf, compile, gate};

/// The API as an OpenAPI document. A test holds it against what the server answers.
const OPENAPI: &str = include_str!("openapi.json");

/// Every route. Those under `/v1`, and the metrics, are for those who may use the server.
pub(crate) fn router(server: Arc<Server>) -> Router {
    let guarded = Router::new()
        .route("/v1/compile", post(compile::compile))
        .route("/v1/objects/{digest}", get(object))
        .route("/v1/toolchains", get(toolchains))
        .route("/v1/btf", get(kernels))
        .route("/v1/btf/{arch}/{release}", get(kernel))
        .route("/v1/btf/{arch}/{release}/types/{name}", get(types))
        .route("/v1/btf/{arch}/{release}/functions/{name}", get(functions))
        .route("/metrics", get(metrics))
        .route_layer(middleware::from_fn_with_state(Arc::clone(&server), gate::admit));
    Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(ready))
        .route("/openapi.json", get(async || as_json(OPENAPI)))
        .merge(guarded)
        .fallback(async || nothing_here())
        .method_not_allowed_fallback(async |method: Method| {
            problem(ProblemKind::MethodNotAllowed, format!("{method} is not for this path"))
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&server), gate::observe))
        .with_state(server)
}

fn nothing_here() -> Answer {
    problem(ProblemKind::NotFound, "there is nothing here; /openapi.json tells what there is")
}

/// An answer with this JSON.
pub(crate) fn as_json(text: impl Into<axum::body::Body>) -> Response {
    let mut response = Response::new(text.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// An answer with this value in JSON.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<Response> {
    serde_json::to_vec(value).map(as_json).map_err(|error| problem(ProblemKind::Internal, error.to_string()))
}

async fn ready(State(server): State<Arc<Server>>) -> Result<&'static str> {
    if server.is_ending() {
        Err(problem(ProblemKind::ShuttingDown, "this server is about to end").retry_after(5))
    } else {
        Ok("ready\n")
    }
}

async fn toolchains(State(server): State<Arc<Server>>) -> Result<Response> {
    to_json(&Toolchains {
        toolchains: server.compiler.toolchains(),
        bundles: server.bundles(),
        keys: server.credentials().signer.public_keys(),
    })
}

async fn object(State(server): State<Arc<Server>>, Path(digest): Path<String>) -> Result<Response> {
    let digest: Digest = digest
        .parse()
        .map_err(|error| problem(ProblemKind::NotFound, format!("there is no such object: {error}")))?;
    let found = blocking(move || server.cache.object(digest)).await?;
    found
        .map(as_bytes)
        .ok_or_else(|| problem(ProblemKind::NotFound, format!("the object {digest} is not in the cache")))
}

async fn kernels(State(server): State<Arc<Server>>) -> Result<Response> {
    to_json(&BtfKernels { kernels: blocking(move || server.kernels.list()).await? })
}

async fn kernel(
    State(server): State<Arc<Server>>,
    Path((arch, release)): Path<(String, String)>,
) -> Result<Response> {
    let (_, bytes) = blocking(move || server.kernels.read(&arch, &release)).await??;
    Ok(as_bytes(bytes))
}

async fn types(server: State<Arc<Server>>, path: Path<(String, String, String)>) -> Result<Response> {
    declared(server, path, Wanted::Types).await
}

async fn functions(server: State<Arc<Server>>, path: Path<(String, String, String)>) -> Result<Response> {
    declared(server, path, Wanted::Functions).await
}

async fn declared(
    State(server): State<Arc<Server>>,
    Path((arch, release, name)): Path<(String, String, String)>,
    wanted: Wanted,
) -> Result<Response> {
    let parsing = Arc::clone(&server.parsing).acquire_owned().await;
    let answer = blocking(move || {
        let _parsing = parsing;
        let (arch, bytes) = server.kernels.read(&arch, &release)?;
        let declarations = btf::declarations(&bytes, wanted, &name)?;
        Ok::<_, Answer>(BtfDeclarations { arch, release, name, declarations })
    });
    to_json(&answer.await??)
}

/// An answer with bytes that are nothing for a browser to look into.
fn as_bytes(bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Does what reads files or takes long where it holds up nobody else.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a task broke off");
        problem(ProblemKind::Internal, "the server failed; its log tells why")
    })
}

async fn metrics(State(server): State<Arc<Server>>) -> Response {
    let text = server.metrics.text(server.compiler.waiting(), server.cache.bytes(), server.cache.damaged());
    let mut response = text.into_response();
    let kind = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
