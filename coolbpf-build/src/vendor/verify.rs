//! Verifying what is vendored: each pin against its object, bindings, statement and sources, and who signed it.

use std::collections::BTreeSet;

use coolbpf_contract::{Arch, BuilderKey, CheckedObject, Cpu, Pin, ServerUrl, Time};

use super::rebuild::{Rebuilder, Rebuilt};
use super::{Finding, Problem, Vendoring, Wanted};
use crate::servers::Asker;
use crate::trust::{Demands, Unmet, workspace};
use crate::vendored::{DIRECTORY, Fresh, Vendored};
use crate::{Result, bindings};

/// Having everything compiled again.
#[derive(Debug, Clone, Default)]
pub struct Rebuild {
    /// The compile servers to ask beside this machine's clang; where there is none, those that builds ask.
    pub servers: Vec<ServerUrl>,
    /// How many compilers have to give the pinned object; the workspace's `quorum` where it is left out, else 1.
    pub quorum: Option<u32>,
}

/// What [`Vendoring::verify`] found.
#[derive(Debug)]
pub struct Verified {
    /// One for each program and architecture.
    pub programs: Vec<Verification>,
    /// What is wrong with files that belong to no program.
    pub others: Vec<Finding>,
    /// How many compilers had to give the pinned object; none where nothing was compiled again.
    pub quorum: Option<u32>,
}

/// What is known of one program for one architecture.
#[derive(Debug)]
pub struct Verification {
    /// The program's name.
    pub program: String,
    /// The Rust file that holds it, relative to the package.
    pub rust_file: String,
    /// The architecture.
    pub arch: Arch,
    /// The instruction set, if there is one for a newer one, too.
    pub older: Option<Cpu>,
    /// The pin's file, relative to the package.
    pub file: String,
    /// The pin, if there is one that can be read.
    pub pin: Option<Pin>,
    /// The vendored object, if it is the one that is pinned for these sources.
    pub object: Option<CheckedObject>,
    /// Who signed it.
    pub signed: Signed,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What could not be compared, and why.
    pub unverified: Option<String>,
    /// What came of compiling it again, by each compiler.
    pub rebuilds: Vec<Rebuilt>,
}

/// Who signed an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// Nobody.
    Unsigned,
    /// One whom the workspace believes.
    Believed(BuilderKey),
    /// Others, or nobody validly: the ids that the signatures claim.
    Unknown(Vec<String>),
}

impl Signed {
    /// Who signed what `pin` is of, as far as `demands` knows the keys.
    #[must_use]
    pub fn of(pin: &Pin, demands: &Demands) -> Self {
        match demands.keys.signer(&pin.provenance(), &pin.signatures) {
            Some(key) => Self::Believed(key.clone()),
            None if pin.signatures.is_empty() => Self::Unsigned,
            None => Self::Unknown(pin.signatures.iter().map(|signature| signature.key.clone()).collect()),
        }
    }
}

impl Vendoring {
    /// Compares every pin with its object, its bindings, its provenance statement and the sources; has bindings
    /// generated from the object compared with the vendored ones; judges signatures, compilers and ages by what the
    /// workspace demands; and, if that is asked for, has everything compiled again. Nothing is written.
    ///
    /// `begin` is told what is compiled where before each compile.
    ///
    /// # Errors
    /// Where a program's sources can't be read, the settings are wrong, or a server is named and may not be asked.
    pub fn verify(
        &self,
        archs: &[Arch],
        rebuild: Option<&Rebuild>,
        begin: &mut dyn FnMut(&str),
    ) -> Result<Verified> {
        let policy = self.package.policy(|name| std::env::var(name).ok())?;
        let workspace = workspace(&self.package, policy.package, Asker::Tool)?;
        let demands = Demands {
            maximum_age: workspace.maximum_age,
            ..Demands::of_vendoring(&self.package, policy.package)?
        };
        let now = Time::now()?;
        let mut rebuilder = rebuild.map(|rebuild| Rebuilder::of(self, rebuild)).transpose()?;
        let mut programs = Vec::new();
        for wanted in self.wanted(archs)? {
            let mut verification = Verification::of(&wanted, &demands, now);
            verification.problems.extend(self.compare_kernel_types(&wanted, &verification));
            if let (Some(rebuilder), Some(pin), Some(_)) =
                (&mut rebuilder, &verification.pin, &verification.object)
            {
                verification.rebuilds = rebuilder.rebuild(&wanted, pin, begin);
            }
            programs.push(verification);
        }
        let mut others = self.check(archs)?;
        let of_programs: BTreeSet<&str> = programs.iter().map(|program| program.file.as_str()).collect();
        others.retain(|finding| !of_programs.contains(finding.file.as_str()));
        let quorum = rebuild.map(|rebuild| rebuild.quorum.or(workspace.quorum).unwrap_or(1));
        Ok(Verified { programs, others, quorum })
    }
}

impl Verification {
    /// Reads what is vendored, and says what is wrong with it.
    fn of(wanted: &Wanted, demands: &Demands, now: Time) -> Self {
        let mut this = Self {
            program: wanted.program.name.clone(),
            rust_file: wanted.program.rust_file.to_string(),
            arch: wanted.arch,
            older: wanted.variant.older(),
            file: wanted.files.pin_name(),
            pin: None,
            object: None,
            signed: Signed::Unsigned,
            problems: Vec::new(),
            unverified: None,
            rebuilds: Vec::new(),
        };
        let source = wanted.request.source_digest();
        match wanted.files.read(&wanted.program, wanted.arch, source) {
            Ok(Vendored::Absent) => this.problems.push(Problem::Missing),
            Ok(Vendored::Stale(pin)) => {
                this.problems.push(Problem::Stale);
                this.problems.extend(altered(wanted.files.contents(pin.clone())));
                this.pin = Some(pin);
            }
            Ok(Vendored::Fresh(fresh)) => this.fresh(wanted, fresh),
            Err(error) => {
                this.problems.push(Problem::Altered(error.to_string()));
                this.pin = wanted.files.pin(&wanted.program, wanted.arch).ok().flatten();
            }
        }
        let Some(pin) = &this.pin else { return this };
        this.problems.extend(altered(wanted.files.check_statement(pin)));
        this.signed = Signed::of(pin, demands);
        match (demands.judge(pin, Some(now)), &this.signed) {
            (Err(unmet), _) => this.problems.push(Problem::Refused(unmet)),
            // A signature that is there should hold, even where none is demanded.
            (Ok(_), Signed::Unknown(keys)) if !demands.keys.is_empty() => {
                this.problems.push(Problem::Refused(Unmet::Signer(keys.clone())));
            }
            (Ok(_), _) => {}
        }
        this
    }

    /// Looks at what the files' digests don't tell.
    fn fresh(&mut self, wanted: &Wanted, Fresh { pin, object, bindings, .. }: Fresh) {
        match CheckedObject::check(object) {
            Ok(object) => {
                self.compare_bindings(wanted, &object, &bindings, &pin);
                self.object = Some(object);
            }
            Err(refusal) => self.problems.push(Problem::Altered(refusal.to_string())),
        }
        self.pin = Some(pin);
    }

    /// Compares vendored bindings with those that this coolbpf writes. Nobody signs bindings, so this is what shows that they
    /// belong to the object. What another version wrote proves nothing: neither that they do nor that they don't.
    fn compare_bindings(&mut self, wanted: &Wanted, object: &CheckedObject, vendored: &str, pin: &Pin) {
        const OWN: &str = env!("CARGO_PKG_VERSION");
        let [_, name, ..] = wanted.files.names();
        let name = format!("{DIRECTORY}/{name}");
        let generated = match bindings::generate(&wanted.program.name, &wanted.request, object) {
            Ok(generated) => generated,
            Err(error) => {
                self.problems.push(Problem::Altered(format!("{name} can't be compared: {error}")));
                return;
            }
        };
        if generated == vendored {
            return;
        }
        let same = generated.lines().zip(vendored.lines()).take_while(|(ours, theirs)| ours == theirs);
        let differs = format!(
            "{name} differs from what coolbpf {OWN} writes for the object, from line {} on",
            same.count() + 1
        );
        let rewrite = "`cargo coolbpf vendor --all-again` writes it anew";
        match &pin.bindings_by {
            Some(by) if by == OWN => self.problems.push(Problem::Altered(format!(
                "{differs}, and the pin says that this version wrote it; {rewrite}"
            ))),
            Some(by) => {
                self.unverified = Some(format!(
                    "{differs}; the pin says that coolbpf {by} wrote it, which can compare it; {rewrite}"
                ));
            }
            None => {
                self.unverified = Some(format!(
                    "{differs}; the pin doesn't say which version of coolbpf wrote it; {rewrite}"
                ));
            }
        }
    }
}

fn altered<T>(read: Result<T>) -> Option<Problem> {
    read.err().map(|error| Problem::Altered(error.to_string()))
}
