//! Deciding what of a server's answer is used. A server may be broken, taken over, or somebody else.

use coolbpf_contract::wire::{CompileAnswer, CompileRequest, Problem};
use coolbpf_contract::{
    BuilderKey, CheckedObject, Diagnostic, Digest, Keys, Level, ServerUrl, Time, check_age, toolchain_name,
};

use crate::http::plain;
use crate::{Answer, Failure, Maker, Named};

/// Far more diagnostics than anybody reads.
const MOST_DIAGNOSTICS: usize = 10_000;
/// Far more bytes of them.
const MOST_TEXT: usize = 8 << 20;
/// More than keys are valid at once.
const MOST_SIGNATURES: usize = 16;

/// What answers are measured against.
#[derive(Debug)]
pub(super) struct Judge {
    named: Named,
    keys: Keys,
    now: fn() -> coolbpf_contract::Result<Time>,
}

impl Judge {
    pub(super) fn new(named: &Named) -> Result<Self, String> {
        let keys = Keys::new(&named.keys, named.demanding.keys()).map_err(|error| error.to_string())?;
        Ok(Self { named: named.clone(), keys, now: Time::now })
    }

    /// Reads an answer to `asked`. The inner error says why it can't be read; the outer one, that it is untrue.
    pub(super) fn answer(
        &self,
        url: &ServerUrl,
        asked: &CompileRequest,
        bytes: &[u8],
    ) -> Result<Result<Answer, String>, Failure> {
        let answer: CompileAnswer = match serde_json::from_slice(bytes) {
            Ok(answer) => answer,
            Err(error) => {
                let error = plain(&error.to_string());
                return Ok(Err(format!("what it answered is no answer of a compile server: {error}")));
            }
        };
        let answer = self.accept(asked, answer, url).map_err(|lie| self.refused(url, &lie))?;
        // That is true, and of no use here; another server may have a newer one.
        let answer = Answer { received: bytes.to_vec(), ..answer };
        Ok(self.too_old(&answer.maker.toolchain).map_or(Ok(answer), Err))
    }

    fn accept(
        &self,
        asked: &CompileRequest,
        answer: CompileAnswer,
        url: &ServerUrl,
    ) -> Result<Answer, String> {
        let expected = asked.request.request_digest(asked.bundle);
        if answer.request != expected || answer.bundle != asked.bundle {
            return Err(format!(
                "it answers another request\n  asked    {expected}\n  answered {}",
                answer.request
            ));
        }
        let found = Digest::of(&answer.object.bytes);
        if found != answer.object.digest {
            return Err(format!(
                "its object has not the digest that it says\n  said  {}\n  found {found}",
                answer.object.digest
            ));
        }
        check_toolchain_name(&answer.toolchain)?;
        check_toolchain(asked, &answer.toolchain)?;
        if answer.signatures.len() > MOST_SIGNATURES {
            return Err(format!("it holds {} signatures", answer.signatures.len()));
        }
        let signer = self.check_signatures(&answer)?;
        check_diagnostics(&answer.diagnostics)?;
        if answer.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error) {
            return Err("it holds an object, and errors of the compiler that would have made none".into());
        }
        let object = CheckedObject::check(answer.object.bytes)
            .map_err(|refusal| format!("its object is not acceptable: {refusal}"))?;
        let maker = Maker { toolchain: answer.toolchain, server: url.clone() };
        Ok(Answer {
            maker,
            object,
            builder: answer.builder,
            time: answer.time,
            signatures: answer.signatures,
            signer,
            warnings: answer.diagnostics,
            received: Vec::new(),
        })
    }

    /// Reads what a server says about errors in the C.
    pub(super) fn errors(
        &self,
        url: &ServerUrl,
        asked: &CompileRequest,
        problem: Problem,
    ) -> Result<Result<(Maker, Vec<Diagnostic>), String>, Failure> {
        let Problem { diagnostics, request, toolchain, .. } = problem;
        let Some(toolchain) = toolchain else {
            return Ok(Err("it tells of errors in the C, and not which compiler found them".into()));
        };
        let Some(request) = request else {
            return Ok(Err("it tells of errors in the C, and not of which request".into()));
        };
        // Nobody signs what is no object.
        if !self.keys.is_empty() && !url.is_private() {
            return Ok(Err(
                "it tells of errors in the C, and over plain http anybody could; use https".into()
            ));
        }
        let check = || {
            let expected = asked.request.request_digest(asked.bundle);
            if request != expected {
                return Err(format!(
                    "it answers another request\n  asked    {expected}\n  answered {request}"
                ));
            }
            check_toolchain_name(&toolchain)?;
            check_toolchain(asked, &toolchain)?;
            check_diagnostics(&diagnostics)
        };
        check().map_err(|lie| self.refused(url, &lie))?;
        if !diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error) {
            return Ok(Err("it tells of errors in the C, and names none".into()));
        }
        if let Some(reason) = self.too_old(&toolchain) {
            return Ok(Err(reason));
        }
        Ok(Ok((Maker { toolchain, server: url.clone() }, diagnostics)))
    }

    /// Says so where a compiler is older than the workspace demands.
    fn too_old(&self, toolchain: &str) -> Option<String> {
        let minimum = self.named.minimum_toolchain.as_ref()?;
        (!minimum.allows(toolchain)).then(|| {
            format!("it compiles with {toolchain}, and `minimum-toolchain` demands {minimum} or newer")
        })
    }

    fn check_signatures(&self, answer: &CompileAnswer) -> Result<Option<BuilderKey>, String> {
        if self.keys.is_empty() {
            return Ok(None);
        }
        if answer.signatures.is_empty() {
            return Err(format!("it is not signed, and {} names keys", self.named.demanding.who()));
        }
        let Some(signer) = self.keys.signer(&answer.provenance(), &answer.signatures) else {
            let by: Vec<String> =
                answer.signatures.iter().take(5).map(|signature| plain(&signature.key)).collect();
            return Err(format!(
                "none of its signatures (by {}) is a valid one by a key that {} names",
                by.join(", "),
                self.named.demanding.who()
            ));
        };
        let now = (self.now)().map_err(|error| error.to_string())?;
        check_age(answer.time, now, self.named.maximum_age)?;
        Ok(Some(signer.clone()))
    }

    fn refused(&self, url: &ServerUrl, lie: &str) -> Failure {
        let keys = self.named.demanding.keys();
        let mend = if lie.starts_with("none of its signatures") || lie.starts_with("it is not signed") {
            format!("If the server is yours and has new keys, add them to {keys}")
        } else {
            "Ask whoever runs the server".to_owned()
        };
        let server = self.named.servers.iter().find(|server| server.url == *url);
        let by = server.map_or(self.named.demanding.who(), |server| &server.by);
        Failure::Refused(format!(
            "the answer of {url} is refused: {lie}\nNothing of it is used. {mend}; or take the server out of {by}"
        ))
    }
}

/// Where a compiler was asked for, no other one may answer.
fn check_toolchain(asked: &CompileRequest, answered: &str) -> Result<(), String> {
    match asked.toolchain.as_deref() {
        Some(asked) if asked != answered => {
            Err(format!("it answers with another compiler\n  asked    {asked}\n  answered {answered}"))
        }
        _ => Ok(()),
    }
}

/// A toolchain's name goes into pins and messages.
fn check_toolchain_name(name: &str) -> Result<(), String> {
    if name.starts_with("clang ") && toolchain_name(name).is_ok() {
        return Ok(());
    }
    Err(format!("it names a compiler that there can't be: `{}`", plain(name)))
}

/// Diagnostics are printed by Cargo and rustc, so they hold nothing that a terminal acts on.
fn check_diagnostics(diagnostics: &[Diagnostic]) -> Result<(), String> {
    let texts = || diagnostics.iter().flat_map(|one| [&one.file, &one.message, &one.snippet]);
    let bytes: usize = texts().map(String::len).sum();
    if diagnostics.len() > MOST_DIAGNOSTICS || bytes > MOST_TEXT {
        return Err(format!("it holds {} diagnostics with {bytes} bytes", diagnostics.len()));
    }
    match texts().find(|text| text.chars().any(|c| c.is_control() && c != '\t')) {
        Some(text) => Err(format!("a diagnostic of it holds control characters: `{}`", plain(text))),
        None => Ok(()),
    }
}
