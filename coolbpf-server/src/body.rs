//! Bodies: bounded in bytes, before and after decompression, and in the time that they take to arrive.

use std::io::Read;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use coolbpf_contract::wire::ProblemKind;
use http_body_util::BodyExt as _;

use crate::config::Config;
use crate::memory::Share;
use crate::problem::{Result, problem};

/// The largest window that a zstd frame may ask for, as a power of two: 8 MiB, which RFC 8878 wants every decoder to have.
const ZSTD_WINDOW: u32 = 23;

/// Bodies beyond this size are decoded and parsed where they hold up nobody else.
const SMALL: usize = 64 << 10;

/// How many bytes are decompressed at a time.
const AT_ONCE: u64 = 64 << 10;

/// How many bytes of a body that is too large are read before it is refused.
const MOST_SURPLUS: usize = 32 << 20;

/// How a body is compressed.
#[derive(Debug, Clone, Copy)]
enum Encoding {
    Identity,
    Gzip,
    Zstd,
}

/// A body as it was sent.
pub(crate) struct Sent {
    encoding: Encoding,
    bytes: Bytes,
    /// What its bytes take, and those of what is made of it.
    pub(crate) share: Share,
}

/// Reads the body of a request, which should be JSON.
pub(crate) async fn read(headers: &HeaderMap, body: Body, config: &Config, share: Share) -> Result<Sent> {
    check_type(headers)?;
    let encoding = encoding(headers)?;
    let mut sent = Sent { encoding, bytes: Bytes::new(), share };
    let arrived = tokio::time::timeout(config.arrival, collect(body, config.body_bytes, &mut sent.share));
    sent.bytes = arrived.await.map_err(|_| {
        let seconds = config.arrival.as_secs();
        problem(ProblemKind::SlowBody, format!("the body did not arrive within {seconds} s"))
    })??;
    Ok(sent)
}

impl Sent {
    /// Whether decoding and parsing it holds up nobody.
    pub(crate) fn is_small(&self) -> bool {
        matches!(self.encoding, Encoding::Identity) && self.bytes.len() <= SMALL
    }

    /// What it says, in at most `most` bytes.
    pub(crate) fn decode(self, most: usize) -> Result<(Bytes, Share)> {
        let Self { encoding, bytes: sent, mut share } = self;
        let decoded = match encoding {
            Encoding::Identity => return Ok((sent, share)),
            Encoding::Gzip => decode(flate2::read::MultiGzDecoder::new(&*sent), most, &mut share),
            Encoding::Zstd => {
                let broken = |error| {
                    problem(ProblemKind::MalformedRequest, format!("decompressing the body: {error}"))
                };
                let mut decoder = zstd::stream::read::Decoder::with_buffer(&*sent).map_err(broken)?;
                decoder.window_log_max(ZSTD_WINDOW).map_err(broken)?;
                decode(decoder, most, &mut share)
            }
        }?;
        Ok((decoded, share))
    }
}

/// The bytes of a body, if they are no more than `most`.
///
/// Of what is more, some is read all the same: who still sends would find the connection closed and miss the answer.
async fn collect(mut body: Body, most: usize, share: &mut Share) -> Result<Bytes> {
    let (mut collected, mut surplus, mut refused) = (Vec::new(), 0, None);
    while let Some(frame) = body.frame().await {
        let frame = frame
            .map_err(|error| problem(ProblemKind::MalformedRequest, format!("reading the body: {error}")))?;
        let Ok(data) = frame.into_data() else { continue };
        if refused.is_none() {
            refused = if collected.len() + data.len() > most {
                Some(problem(ProblemKind::TooLarge, format!("the body has more than {most} bytes")))
            } else {
                share.take(data.len()).err()
            };
        }
        if refused.is_none() {
            collected.extend_from_slice(&data);
            continue;
        }
        collected = Vec::new();
        share.keep(0);
        surplus += data.len();
        if surplus > MOST_SURPLUS {
            break;
        }
    }
    match refused {
        Some(answer) => Err(answer),
        None => Ok(collected.into()),
    }
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
fn decode(mut decoder: impl Read, most: usize, share: &mut Share) -> Result<Bytes> {
    let mut decoded = Vec::new();
    loop {
        let before = decoded.len();
        let read = decoder.by_ref().take(AT_ONCE).read_to_end(&mut decoded);
        if decoded.len() > most {
            return Err(problem(
                ProblemKind::TooLarge,
                format!("the decompressed body has more than {most} bytes"),
            ));
        }
        share.take(decoded.len() - before)?;
        match read {
            Ok(0) => return Ok(decoded.into()),
            Ok(_) => {}
            Err(error) => {
                return Err(problem(
                    ProblemKind::MalformedRequest,
                    format!("decompressing the body: {error}"),
                ));
            }
        }
    }
}
