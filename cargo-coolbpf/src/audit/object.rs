//! One object of a package.

use std::collections::BTreeSet;

use coolbpf_build::trust::{Demands, Keys};
use coolbpf_contract::{BuilderKey, CheckedObject, Pin, Time};
use coolbpf_inspect::Inspection;
use serde::Serialize;

use super::powerful::power_of;
use super::report::FindingReport;
use crate::Result;
use crate::key::id_of;
use crate::vendored::Vendored;

/// What an object is judged by.
pub(super) struct Judge<'j> {
    /// What the root workspace demands.
    pub(super) demands: &'j Demands,
    /// The keys that the package itself names.
    pub(super) own: &'j Keys,
    pub(super) now: Time,
}

/// What is known of an object.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ObjectReport {
    /// The name of the Rust module that stands for the object.
    pub(super) program: String,
    /// `null` where the file's name has none.
    pub(super) arch: Option<String>,
    /// The pin's file, relative to the package.
    pub(super) file: String,
    /// `null` where there is no pin that can be read.
    pub(super) pin: Option<PinReport>,
    /// `null` where there is no object that can be read.
    pub(super) contents: Option<Contents>,
    pub(super) findings: Vec<FindingReport>,
}

/// What a pin says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct PinReport {
    pub(super) object: String,
    pub(super) source: String,
    pub(super) toolchain: String,
    pub(super) builder: String,
    pub(super) time: Option<String>,
    pub(super) signed: Signer,
}

/// Who signed an object.
#[derive(Debug, Serialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub(super) enum Signer {
    Nobody,
    /// One whom the root workspace names.
    Believed {
        id: String,
        key: String,
    },
    /// One whom only the package itself names.
    Package {
        id: String,
        key: String,
    },
    /// Others, or nobody validly: the ids that the signatures claim.
    Unknown {
        ids: Vec<String>,
    },
}

/// What an object holds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Contents {
    pub(super) programs: Vec<ProgramReport>,
    /// The helpers that its programs call.
    pub(super) helpers: Vec<String>,
    /// The functions of the kernel that its programs call.
    pub(super) kfuncs: Vec<String>,
    /// Those of both that can do more than watch, and what.
    pub(super) powerful: Vec<Powerful>,
    pub(super) oldest_kernel: String,
}

/// A program in an object.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ProgramReport {
    pub(super) name: String,
    pub(super) section: String,
    pub(super) program_type: Option<&'static str>,
}

/// A helper or kfunc that can do more than watch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Powerful {
    pub(super) name: String,
    pub(super) power: &'static str,
}

impl ObjectReport {
    pub(super) fn of(vendored: &Vendored, judge: &Judge<'_>) -> Self {
        let mut findings = Vec::new();
        let mut readable = |error: &dyn std::fmt::Display| {
            findings.push(FindingReport::new("unreadable", error));
        };
        let pin = match &vendored.pin {
            Ok(pin) => pin.as_ref(),
            Err(error) => {
                readable(error);
                None
            }
        };
        let object = match &vendored.object {
            Ok(object) => object.as_ref(),
            Err(error) => {
                readable(error);
                None
            }
        };
        let contents = object.map(|object| Contents::of(object, vendored)).transpose();
        let contents = contents.unwrap_or_else(|error| {
            readable(&format!("{}: {error}", vendored.object_file()));
            None
        });
        match (pin, object) {
            (Some(pin), Some(object)) if pin.object != object.digest() => {
                let text = format!("{} is not the object that its pin is of", vendored.object_file());
                findings.push(FindingReport::new("altered", text));
            }
            (None, _) if vendored.pin.is_ok() => {
                let text = format!("{} has no pin", vendored.object_file());
                findings.push(FindingReport::new("altered", text));
            }
            _ => {}
        }
        if let Some(unmet) = pin.and_then(|pin| judge.demands.judge(pin, Some(judge.now)).err()) {
            let text = format!("{}: {unmet}", vendored.pin_file());
            findings.push(FindingReport::new("refused", text));
        }
        Self {
            program: vendored.program(),
            arch: vendored.arch().map(|arch| arch.to_string()),
            file: vendored.pin_file(),
            pin: pin.map(|pin| PinReport::of(pin, judge)),
            contents,
            findings,
        }
    }
}

impl ObjectReport {
    /// Whether the object or its pin can't be read, or the two don't belong together.
    pub(super) fn is_broken(&self) -> bool {
        self.findings.iter().any(FindingReport::is_of_files)
    }
}

impl PinReport {
    fn of(pin: &Pin, judge: &Judge<'_>) -> Self {
        let signer = |keys: &Keys| keys.signer(&pin.provenance(), &pin.signatures).cloned();
        let shown = |key: &BuilderKey| (id_of(key), key.to_string());
        let signed = match (signer(&judge.demands.keys), signer(judge.own)) {
            (Some(key), _) => {
                let (id, key) = shown(&key);
                Signer::Believed { id, key }
            }
            (None, Some(key)) => {
                let (id, key) = shown(&key);
                Signer::Package { id, key }
            }
            (None, None) if pin.signatures.is_empty() => Signer::Nobody,
            (None, None) => Signer::Unknown {
                ids: pin.signatures.iter().map(|signature| signature.key.clone()).collect(),
            },
        };
        Self {
            object: pin.object.to_string(),
            source: pin.source.to_string(),
            toolchain: pin.toolchain.clone(),
            builder: pin.builder.to_string(),
            time: pin.time.map(|time| time.to_string()),
            signed,
        }
    }
}

impl Contents {
    fn of(object: &CheckedObject, vendored: &Vendored) -> Result<Self> {
        let inspection = Inspection::of(object)?;
        let program = |program: &coolbpf_inspect::Program| ProgramReport {
            name: program.name.clone(),
            section: program.section.clone(),
            program_type: program.program_type,
        };
        let helpers = inspection.programs.iter().flat_map(|program| &program.helpers);
        let helpers: BTreeSet<String> = helpers
            .map(|helper| helper.name.map_or_else(|| format!("helper #{}", helper.id), str::to_owned))
            .collect();
        let kfuncs = inspection.programs.iter().flat_map(|program| &program.kfuncs);
        let kfuncs: BTreeSet<String> = kfuncs.map(|kfunc| kfunc.name.clone()).collect();
        let powerful = helpers.iter().chain(&kfuncs).filter_map(|name| {
            let power = power_of(name)?;
            Some(Powerful { name: name.clone(), power })
        });
        Ok(Self {
            programs: inspection.programs.iter().map(program).collect(),
            powerful: powerful.collect(),
            helpers: helpers.into_iter().collect(),
            kfuncs: kfuncs.into_iter().collect(),
            oldest_kernel: inspection.requirements(vendored.arch()).oldest.to_string(),
        })
    }
}
