//! Bodies: bounded in bytes, before and after decompression, and in the time that they take to arrive.

use std::io::Read;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use coolbpf_contract::wire::ProblemKind;
use http_body_util::BodyExt as _;

use crate::config::Config;
use crate::problem::{Result, problem};

/// The largest window that a zstd frame may ask for, as a power of two: 8 MiB, which RFC 8878 wants every decoder to have.
const ZSTD_WINDOW: u32 = 23;

/// How many bytes of a body that is too large are read before it is refused.
const MOST_SURPLUS: usize = 32 << 20;

/// How a body is compressed.
#[derive(Debug, Clone, Copy)]
enum Encoding {
    Identity,
    Gzip,
    Zstd,
}

/// The JSON in the body of a request.
pub(crate) async fn json(headers: &HeaderMap, body: Body, config: &Config) -> Result<Bytes> {
    check_type(headers)?;
    let encoding = encoding(headers)?;
    let sent =
        tokio::time::timeout(config.arrival, collect(body, config.body_bytes)).await.map_err(|_| {
            let seconds = config.arrival.as_secs();
            problem(ProblemKind::SlowBody, format!("the body did not arrive within {seconds} s"))
        })??;
    match encoding {
        Encoding::Identity => Ok(sent),
        Encoding::Gzip => decode(flate2::read::MultiGzDecoder::new(&*sent), config.decoded_bytes),
        Encoding::Zstd => {
            let broken =
                |error| problem(ProblemKind::MalformedRequest, format!("decompressing the body: {error}"));
            let mut decoder = zstd::stream::read::Decoder::with_buffer(&*sent).map_err(broken)?;
            decoder.window_log_max(ZSTD_WINDOW).map_err(broken)?;
            decode(decoder, config.decoded_bytes)
        }
    }
}

/// The bytes of a body, if they are no more than `most`.
///
/// Of what is more, some is read all the same: who still sends would find the connection closed and miss the answer.
async fn collect(mut body: Body, most: usize) -> Result<Bytes> {
    let (mut collected, mut surplus) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame
            .map_err(|error| problem(ProblemKind::MalformedRequest, format!("reading the body: {error}")))?;
        let Ok(data) = frame.into_data() else { continue };
        if surplus > 0 || collected.len() + data.len() > most {
            surplus += data.len();
            collected = Vec::new();
        } else {
            collected.extend_from_slice(&data);
        }
        if surplus > MOST_SURPLUS {
            break;
        }
    }
    if surplus > 0 {
        return Err(problem(ProblemKind::TooLarge, format!("the body has more than {most} bytes")));
    }
    Ok(collected.into())
}

fn check_type(headers: &HeaderMap) -> Result<()> {
    let found = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = found.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    if is_json && parts.all(|parameter| parameter.eq_ignore_ascii_case("charset=utf-8")) {
        Ok(())
    } else {
        Err(problem(
            ProblemKind::UnsupportedMedia,
            "the `Content-Type` of a request to compile should be `application/json`",
        ))
    }
}

fn encoding(headers: &HeaderMap) -> Result<Encoding> {
    let mut values = headers.get_all(header::CONTENT_ENCODING).iter();
    match (values.next().map(|value| value.as_bytes().to_ascii_lowercase()), values.next()) {
        (None, _) => Ok(Encoding::Identity),
        (Some(name), None) if name == b"identity" => Ok(Encoding::Identity),
        (Some(name), None) if name == b"gzip" => Ok(Encoding::Gzip),
        (Some(name), None) if name == b"zstd" => Ok(Encoding::Zstd),
        _ => Err(problem(
            ProblemKind::UnsupportedMedia,
            "the `Content-Encoding` of a body should be zstd or gzip, once",
        )),
    }
}

/// What `decoder` gives, if that is no more than `most` bytes.
fn decode(decoder: impl Read, most: usize) -> Result<Bytes> {
    let mut decoded = Vec::new();
    // One byte more tells whether there is more.
    let read = decoder.take((most as u64).saturating_add(1)).read_to_end(&mut decoded);
    if decoded.len() > most {
        return Err(problem(
            ProblemKind::TooLarge,
            format!("the decompressed body has more than {most} bytes"),
        ));
    }
    match read {
        Ok(_) => Ok(decoded.into()),
        Err(error) => Err(problem(ProblemKind::MalformedRequest, format!("decompressing the body: {error}"))),
    }
}
