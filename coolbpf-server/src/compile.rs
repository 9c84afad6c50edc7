//! `POST /v1/compile`.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use coolbpf_contract::wire::{AnsweredObject, CompileAnswer, CompileRequest, ProblemKind};
use coolbpf_contract::{Digest, Request, Time};
use tokio_util::sync::CancellationToken;

use crate::body::{self, Sent};
use crate::cache::{Key, Made};
use crate::compiler::Installed;
use crate::flights::Missed;
use crate::memory::Share;
use crate::metrics::Found;
use crate::problem::{Answer, Result, problem};
use crate::routes::{as_json, blocking};
use crate::state::{Server, SignedKey};

pub(crate) async fn compile(
    State(server): State<Arc<Server>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response> {
    if server.is_ending() {
        return Err(problem(ProblemKind::ShuttingDown, "this server is about to end").retry_after(5));
    }
    let sent = body::read(&headers, body, &server.config, server.memory.share()).await?;
    let most = server.config.decoded_bytes;
    let Parsed { asked, digest: request, bytes, mut share } = if sent.is_small() {
        parse(sent, most)?
    } else {
        let parsing = Arc::clone(&server.parsing).acquire_owned().await;
        blocking(move || {
            let _parsing = parsing;
            parse(sent, most)
        })
        .await??
    };
    if asked.bundle != coolbpf_compiler::bundle_digest() {
        let elsewhere = server.older.compile(asked.bundle, bytes).await;
        return elsewhere.unwrap_or_else(|| Err(unknown_bundle(&server, asked.bundle)));
    }
    drop(bytes);
    share.keep(asked.request.sources.files().map(|(_, text)| text.len()).sum());
    let installed = server.compiler.choose(asked.toolchain.as_deref())?.clone();
    let key = Key { request, toolchain: installed.toolchain.id().to_owned() };
    let signed_key = server.signed(key.clone());
    if let Some(bytes) = server.answers.get(&signed_key) {
        server.metrics.found(Found::Memory);
        return Ok(as_json(bytes));
    }
    if let Some(answer) = server.errors.get(&key) {
        server.metrics.found(Found::Error);
        return Err(Answer::clone(&answer));
    }
    let (flights, metrics) = (Arc::clone(&server.flights), Arc::clone(&server.metrics));
    let work = {
        let signed_key = signed_key.clone();
        move |token| async move {
            // The sources are kept until they are compiled.
            let _share = share;
            answer(server, signed_key, asked, installed, token).await
        }
    };
    let answered = flights.result(signed_key, work, || metrics.found(Found::UnderWay)).await;
    answered
        .map_err(|missed| match missed {
            Missed::Lost => problem(ProblemKind::Internal, "the compile broke off"),
            Missed::Full => {
                problem(ProblemKind::Overloaded, "many clients wait for this compile already").retry_after(2)
            }
        })?
        .map(as_json)
}

fn unknown_bundle(server: &Server, wanted: Digest) -> Answer {
    let bundles: Vec<String> = server.bundles().iter().map(ToString::to_string).collect();
    let detail = format!(
        "the request names the bundle {wanted}, and this server has {}: client and server should be of the same version of \
         coolbpf",
        bundles.join(", ")
    );
    problem(ProblemKind::UnknownBundle, detail)
}

/// What a body says.
struct Parsed {
    asked: CompileRequest,
    /// The request digest.
    digest: Digest,
    /// The decoded body.
    bytes: Bytes,
    share: Share,
}

fn parse(sent: Sent, most: usize) -> Result<Parsed> {
    let (bytes, share) = sent.decode(most)?;
    let asked: CompileRequest = serde_json::from_slice(&bytes).map_err(|error| {
        problem(ProblemKind::MalformedRequest, format!("the body is no request: {error}"))
    })?;
    let digest = asked.request.request_digest(asked.bundle);
    Ok(Parsed { asked, digest, bytes, share })
}

/// Finds or makes the answer to a request, and remembers it.
async fn answer(
    server: Arc<Server>,
    signed_key: SignedKey,
    asked: CompileRequest,
    installed: Installed,
    token: CancellationToken,
) -> Result<Bytes> {
    let CompileRequest { request, bundle, .. } = asked;
    let key = signed_key.key.clone();
    let made = find_or_make(&server, &key, request, installed, token).await;
    let signed = match made {
        Ok(made) => {
            let (server, key) = (Arc::clone(&server), key.clone());
            blocking(move || sign(&server, &key, bundle, made)).await?
        }
        Err(answer) => Err(answer),
    };
    match signed {
        Ok(bytes) => {
            server.answers.insert(signed_key, bytes.clone());
            Ok(bytes)
        }
        Err(mut answer) => {
            answer.problem.request = Some(key.request);
            answer.problem.toolchain = Some(key.toolchain.clone());
            if !answer.of_the_moment
                && matches!(
                    answer.problem.known_kind(),
                    Some(ProblemKind::SourceErrors | ProblemKind::NoObject | ProblemKind::CompileLimit)
                )
            {
                server.errors.insert(key, Arc::new(answer.clone()));
            }
            Err(answer)
        }
    }
}

async fn find_or_make(
    server: &Arc<Server>,
    key: &Key,
    request: Request,
    installed: Installed,
    token: CancellationToken,
) -> Result<Made> {
    let found = {
        let (server, key) = (Arc::clone(server), key.clone());
        blocking(move || server.cache.get(&key)).await?
    };
    if let Some(made) = found {
        server.metrics.found(Found::Disk);
        return Ok(made);
    }
    server.metrics.found(Found::Nowhere);
    let made = server.compiler.compile(request, installed, token).await?;
    let (server, key) = (Arc::clone(server), key.clone());
    blocking(move || {
        // An answer that can't be kept is still one.
        if let Err(error) = server.cache.put(&key, &made) {
            tracing::error!(%error, "the cache can't be written");
        }
        made
    })
    .await
}

fn sign(server: &Server, key: &Key, bundle: Digest, made: Made) -> Result<Bytes> {
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "an answer can't be signed");
        problem(ProblemKind::Internal, "the server failed; its log tells why")
    };
    let Made { digest, object, warnings } = made;
    let mut answer = CompileAnswer {
        request: key.request,
        bundle,
        toolchain: key.toolchain.clone(),
        builder: server.config.builder.clone(),
        object: AnsweredObject { digest, bytes: object },
        diagnostics: warnings,
        time: Time::now().map_err(|error| failed(&error))?,
        signatures: Vec::new(),
    };
    let signer = &server.credentials().signer;
    answer.signatures = signer.sign(&answer.provenance()).map_err(|error| failed(&error))?;
    serde_json::to_vec(&answer).map(Bytes::from).map_err(|error| failed(&error))
}
