//! What a kernel must run, and how it must refuse what it can't.

use std::panic::Location;
use std::path::Path;

use coolbpf::{Alternative, Alternatives, ErrorKind, Result};

use crate::this_kernel::{self, Lack};

/// Something that coolbpf-runtime offers.
pub(crate) struct Feature {
    /// As `docs/KERNELS.md` calls it.
    pub(crate) name: &'static str,
    /// The first release that has it, as in 5.5.
    pub(crate) since: (u16, u16),
    /// The first releases of older series that have it from there.
    pub(crate) backports: &'static [(u16, u16, u16)],
    /// The commit of Linux that brought it.
    pub(crate) commit: &'static str,
    /// What else it takes, and the error where that is missing. The first that applies counts. A kernel before `since` may also fail
    /// with an error that names a later release, up to `since` where one applies.
    pub(crate) refusals: &'static [Refusal],
}

/// The error where a kernel lacks something.
pub(crate) struct Refusal {
    pub(crate) lack: Lack,
    pub(crate) kind: ErrorKind,
    /// What the error says, among other things.
    pub(crate) text: &'static str,
}

impl Feature {
    pub(crate) const fn with_backports(self, backports: &'static [(u16, u16, u16)]) -> Self {
        Self { backports, ..self }
    }

    /// Whether this kernel is older than the feature.
    fn is_later(&self) -> bool {
        this_kernel::bpf_version() < self.since
            && !self.backports.iter().any(|first| this_kernel::follows(*first))
    }

    /// Whether an error names a release that is later than this kernel, which is older than the feature. Where the table has an error for that,
    /// it is a release before the feature's: of something else that the feature takes.
    fn is_explained(&self, error: &coolbpf::Error, refusal: Option<&Refusal>) -> bool {
        let is_meant = |release| match refusal.map(|refusal| refusal.lack) {
            None => true,
            Some(Lack::Version) => release < self.since,
            Some(_) => release <= self.since,
        };
        this_kernel::lacks(Lack::Version, self.since)
            && releases(&format!("{error:#}"))
                .any(|release| release > this_kernel::version() && is_meant(release))
    }

    /// Runs `use_it`, which must go well where this kernel has what the feature takes, and otherwise fail as the table says.
    /// Prints which of both it was, and from which file it was called, for `cargo xtask matrix`.
    #[track_caller]
    pub(crate) fn is_shown_by(&self, use_it: impl FnOnce() -> Result<()>) {
        let outcome = self.outcome(use_it());
        let file = Path::new(Location::caller().file()).file_stem().unwrap().display();
        let (major, minor) = self.since;
        let backports: String =
            self.backports.iter().map(|(major, minor, patch)| format!(", {major}.{minor}.{patch}")).collect();
        println!(
            "coolbpf-feature\t{file}\t{}\t{major}.{minor}{backports}\t{}\t{outcome}",
            self.name, self.commit
        );
    }

    #[track_caller]
    fn outcome(&self, result: Result<()>) -> String {
        let refusal = self.refusals.iter().find(|refusal| this_kernel::lacks(refusal.lack, self.since));
        let (major, minor) = self.since;
        match (result, refusal) {
            (Err(error), refusal) if self.is_explained(&error, refusal) => {
                format!("refused\t{}", format!("{error:#}").lines().next().unwrap_or_default())
            }
            // One that is like an older kernel has more of what only its verifier knows.
            (Ok(()), None) if self.is_later() && !this_kernel::is_like_another() => {
                panic!(
                    "{} works on this kernel, which is {}, and came with {major}.{minor}: the table in since.rs is wrong",
                    self.name,
                    this_kernel::release(),
                )
            }
            (Err(error), None) => panic!(
                "{} must work on this kernel, which is {}: it came with {major}.{minor} ({}): {error:#}",
                self.name,
                this_kernel::release(),
                self.commit
            ),
            (Ok(()), None) if self.is_later() => "can't tell".to_owned(),
            (Ok(()), None) => "works".to_owned(),
            (Ok(()), Some(refusal)) => panic!(
                "{} works on this kernel, which is {}, although it lacks {:?}: the table in since.rs is wrong",
                self.name,
                this_kernel::release(),
                refusal.lack
            ),
            (Err(error), Some(refusal)) => {
                let text = format!("{error:#}");
                assert!(
                    error.kind() == refusal.kind && text.contains(refusal.text),
                    "without {:?}, {} should fail with {:?} and say {:?}, not {:?}: {text}",
                    refusal.lack,
                    self.name,
                    refusal.kind,
                    refusal.text,
                    error.kind(),
                );
                format!("refused\t{}", text.lines().next().unwrap_or_default())
            }
        }
    }
}

/// Prints which way of a group was chosen, for `cargo xtask matrix`.
pub(crate) fn shows_choice<W: Alternative>(group: &Alternatives<W>) {
    let ways: Vec<_> = W::ALL.iter().map(|way| way.name()).collect();
    let chosen = group.chosen().map_or("none", W::name);
    println!("coolbpf-choice\t{}\t{}\t{chosen}", W::GROUP, ways.join(", "));
}

/// The releases of which a text says `Linux 5.8`.
fn releases(text: &str) -> impl Iterator<Item = (u16, u16)> {
    text.split("Linux ").skip(1).filter_map(|rest| {
        let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().ok());
        numbers.next().flatten().zip(numbers.next().flatten())
    })
}

mod tests {
    use std::io;

    use super::*;

    const REFUSAL: Refusal = Refusal { lack: Lack::Version, kind: ErrorKind::Other, text: "no such" };
    const HERE: Feature =
        Feature { name: "it", since: (2, 6), backports: &[], commit: "1da177e4c3f4", refusals: &[REFUSAL] };
    const NOWHERE: Feature = Feature { since: (u16::MAX, 0), ..HERE };

    fn fail(text: &str) -> Result<()> {
        Err(io::Error::other(text.to_owned()).into())
    }

    #[test]
    #[should_panic = "it must work on this kernel"]
    fn what_fails_where_it_must_work_is_a_failure() {
        HERE.outcome(fail("no such thing"));
    }

    #[test]
    #[should_panic = "it works on this kernel"]
    fn what_works_where_it_can_not_is_a_failure() {
        NOWHERE.outcome(Ok(()));
    }

    #[test]
    fn what_works_by_a_backport_is_none() {
        let (major, minor) = this_kernel::version();
        let backports: &'static _ = Box::leak(Box::new([(major, minor, 0)]));
        assert_eq!(Feature { refusals: &[], backports, ..NOWHERE }.outcome(Ok(())), "works");
    }

    #[test]
    fn an_error_that_names_a_later_release_explains() {
        let outcome = Feature { refusals: &[], ..NOWHERE }.outcome(fail("which came with Linux 65535.0"));
        assert_eq!(outcome, "refused\twhich came with Linux 65535.0");
    }

    #[test]
    #[should_panic = "it must work on this kernel"]
    fn an_error_that_names_an_earlier_release_does_not() {
        Feature { refusals: &[], ..NOWHERE }.outcome(fail("which came with Linux 2.6"));
    }

    #[test]
    #[should_panic = "without Version, it should fail with Other and say \"no such\""]
    fn an_error_that_does_not_explain_is_a_failure() {
        NOWHERE.outcome(fail("something else"));
    }
}
