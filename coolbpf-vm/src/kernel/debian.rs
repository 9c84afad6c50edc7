//! The kernels that Debian's archive offers.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::apt::{self, Apt};
use super::offers;
use super::staging::PREFIX;
use super::{Arch, Progress, Version, Wanted};
use crate::{Error, Result};

/// The suites with kernels, from Linux 5.10 on.
const SUITES: [&str; 6] = ["bullseye", "bookworm", "bookworm-backports", "trixie", "trixie-backports", "sid"];
/// The keys that Debian signs its suites by, where the package `debian-archive-keyring` puts them.
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
/// For how long the lists are believed; stable kernels come about once a week.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);

/// Where Debian's archive is.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// The URL of a mirror; without it, the one that apt on this machine is set up with.
    pub mirror: Option<String>,
    /// The keys that its suites must be signed by; without it, Debian's.
    pub keyring: Option<PathBuf>,
}

impl Archive {
    fn keyring(&self) -> PathBuf {
        self.keyring.clone().unwrap_or_else(|| KEYRING.into())
    }
}

/// A kernel that Debian's archive offers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Offer {
    /// Its release, as `uname -r` will print it.
    pub release: String,
    /// The version of its packages, as in `6.12.107-1`.
    pub package_version: String,
    /// The suite that it is in, as in `trixie`.
    pub suite: String,
    pub(super) packages: Vec<Package>,
}

/// A package that a kernel is in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Package {
    pub(super) name: String,
    /// Its file, below the mirror's URL.
    pub(super) path: String,
    pub(super) sha256: String,
    pub(super) bytes: u64,
}

impl Offer {
    /// The version of Linux.
    #[must_use]
    pub fn version(&self) -> Version {
        self.package_version.parse().unwrap_or(Version { major: 0, minor: 0, patch: 0 })
    }

    /// What has to be downloaded, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.packages.iter().map(|package| package.bytes).sum()
    }

    /// Whether its modules are there, too: Debian drops them first when a point release goes.
    #[must_use]
    pub fn has_modules(&self) -> bool {
        let is_without = |name: &str| name.starts_with(offers::IMAGE);
        !matches!(self.packages.as_slice(), [package] if is_without(&package.name))
    }

    /// Whether it is built for virtual machines: a third of the size of the others.
    #[must_use]
    pub fn is_cloud(&self) -> bool {
        self.release.contains("-cloud-")
    }
}

/// What the suites offered when they were asked last.
#[derive(Serialize, Deserialize)]
struct Index {
    /// The mirror that was asked for; none where it was this machine's own.
    asked: Option<String>,
    mirror: String,
    keyring: PathBuf,
    /// By version.
    offers: Vec<Offer>,
    #[serde(skip)]
    is_old: bool,
}

impl Index {
    /// The newest offer that is meant: by a version, only a kernel for virtual machines; the others by their release.
    fn find(&self, wanted: &Wanted) -> Option<&Offer> {
        let any = matches!(wanted, Wanted::Release(_));
        let mut newest_first = self.offers.iter().rev();
        newest_first
            .find(|offer| (any || offer.is_cloud()) && wanted.matches(&offer.release, offer.version()))
    }
}

/// An archive's kernels for one architecture, with a list of them kept in the store.
pub(super) struct Debian<'a> {
    pub(super) store: &'a Path,
    pub(super) arch: Arch,
    pub(super) archive: &'a Archive,
    pub(super) progress: &'a mut dyn FnMut(Progress<'_>),
}

impl Debian<'_> {
    /// Every kernel that the archive offers, by version.
    pub(super) fn offers(&mut self) -> Result<Vec<Offer>> {
        Ok(self.index()?.offers)
    }

    /// The offer that is meant, by lists of less than a day ago, or by new ones where those name none.
    pub(super) fn find(&mut self, wanted: &Wanted) -> Result<Found> {
        let mut index = self.index()?;
        if index.is_old && index.find(wanted).is_none() {
            index = self.ask()?;
        }
        let offer = self.named(&index, wanted)?;
        Ok(Found { index, offer })
    }

    fn named(&self, index: &Index, wanted: &Wanted) -> Result<Offer> {
        index.find(wanted).cloned().ok_or_else(|| {
            let series = index.offers.iter().map(Offer::version);
            let mut series: Vec<String> =
                series.map(|version| format!("{}.{}", version.major, version.minor)).collect();
            series.dedup();
            Error::new(format!(
                "Debian's suites offer no kernel `{wanted}` for {}, but of {}; point releases go when newer ones come: \
                 `cargo coolbpf kernels list --available` tells which are there",
                self.arch,
                series.join(", ")
            ))
        })
    }

    /// Downloads the packages of an offer. Where a list of some time ago names one that is gone, new lists are asked.
    pub(super) fn download(
        &mut self,
        wanted: &Wanted,
        found: Found,
        to: &Path,
    ) -> Result<(Offer, Vec<PathBuf>)> {
        let Found { mut index, mut offer } = found;
        let mut files = self.fetch(&index, &offer, to);
        if files.is_err() && index.is_old {
            index = self.ask()?;
            offer = self.named(&index, wanted)?;
            files = self.fetch(&index, &offer, to);
        }
        Ok((offer, files?))
    }

    fn fetch(&mut self, index: &Index, offer: &Offer, to: &Path) -> Result<Vec<PathBuf>> {
        let apt = self.apt(to, &index.mirror, &index.keyring, "sid")?;
        let mut files = Vec::new();
        for package in &offer.packages {
            let Package { name, path, sha256, bytes } = package;
            (self.progress)(Progress::Doing(&format!(
                "downloading {name} ({} MiB)",
                bytes.div_ceil(1 << 20)
            )));
            let file = to.join(format!("{}.deb", files.len()));
            apt.download(&format!("{}/{path}", index.mirror), sha256, &file)
                .map_err(|error| error.context(format_args!("download {name} {}", offer.package_version)))?;
            files.push(file);
        }
        Ok(files)
    }

    /// What the suites said less than a day ago, else what they say now.
    fn index(&mut self) -> Result<Index> {
        let file = self.file();
        let age = fs::metadata(&file).and_then(|metadata| metadata.modified());
        let age = age.ok().and_then(|then| SystemTime::now().duration_since(then).ok());
        let kept = || toml::from_str::<Index>(&fs::read_to_string(&file).ok()?).ok();
        let Archive { mirror, .. } = self.archive;
        let is_of_archive = |index: &Index| index.asked == *mirror && index.keyring == self.archive.keyring();
        let fresh = age.filter(|age| *age < FRESH);
        match fresh.and_then(|age| Some((age, kept().filter(is_of_archive)?))) {
            Some((age, index)) => {
                (self.progress)(Progress::Said(&format!(
                    "using Debian's lists of {} min ago",
                    age.as_secs() / 60
                )));
                Ok(Index { is_old: true, ..index })
            }
            None => self.ask(),
        }
    }

    /// Asks the suites, and keeps what they say. A suite that can't be asked is passed over; then nothing is kept, so that it is asked
    /// again.
    fn ask(&mut self) -> Result<Index> {
        let keyring = self.archive.keyring();
        let mirror = match &self.archive.mirror {
            Some(mirror) => mirror.trim_end_matches('/').to_owned(),
            None => apt::mirror()?,
        };
        let mut offers: BTreeMap<(Version, String), Offer> = BTreeMap::new();
        let mut failed = Vec::new();
        for suite in SUITES {
            (self.progress)(Progress::Doing(&format!("fetching Debian's list of {suite}")));
            match self.offers_of(&mirror, &keyring, suite) {
                Ok(found) => {
                    offers.extend(
                        found.into_iter().map(|offer| ((offer.version(), offer.release.clone()), offer)),
                    );
                }
                Err(error) => failed.push(error.context(format_args!("Debian's suite {suite} at {mirror}"))),
            }
        }
        if offers.is_empty() {
            let none = || Error::new(format!("no suite at {mirror} has kernels for {}", self.arch));
            return Err(failed.into_iter().next().unwrap_or_else(none));
        }
        let is_whole = failed.is_empty();
        for error in failed {
            (self.progress)(Progress::Said(&format!("passed over: {error}")));
        }
        let asked = self.archive.mirror.clone();
        let index = Index { asked, mirror, keyring, offers: offers.into_values().collect(), is_old: false };
        if is_whole {
            self.keep(&index)?;
        }
        Ok(index)
    }

    fn offers_of(&self, mirror: &str, keyring: &Path, suite: &str) -> Result<Vec<Offer>> {
        let state = tempfile::Builder::new().prefix(PREFIX).tempdir_in(self.store);
        let state = state
            .map_err(|error| Error::new(format!("make a directory in {}: {error}", self.store.display())))?;
        let apt = self.apt(state.path(), mirror, keyring, suite)?;
        apt.update()?;
        let mut packages = Vec::new();
        apt.packages(|stanza| packages.extend(offers::package(stanza)))?;
        Ok(offers::of(packages, suite))
    }

    fn apt(&self, state: &Path, mirror: &str, keyring: &Path, suite: &str) -> Result<Apt> {
        let (keys, directory) = (keyring.display().to_string(), state.display().to_string());
        for (what, text) in [("mirror", mirror), ("keyring", &keys), ("directory for lists", &directory)] {
            let is_plain =
                !text.contains(|c: char| c.is_whitespace() || c.is_control() || "[]\"".contains(c));
            if text.is_empty() || !is_plain {
                return Err(Error::new(format!("`{text}` can't be the {what} of Debian's archive")));
            }
        }
        if !keyring.is_file() {
            return Err(Error::new(format!(
                "the keys that Debian signs its suites by are not here: {keys} is no file; \
                 apt-get install debian-archive-keyring"
            )));
        }
        let architecture = debian_name(self.arch);
        let source =
            format!("deb [arch={architecture} target=Packages signed-by={keys}] {mirror} {suite} main\n");
        Apt::new(state, &source, architecture)
    }

    fn keep(&self, index: &Index) -> Result<()> {
        let file = self.file();
        let cannot = |error: &dyn Display| Error::new(format!("write {}: {error}", file.display()));
        let text = toml::to_string(index).map_err(|error| cannot(&error))?;
        let part = file.with_extension("part");
        fs::write(&part, text).and_then(|()| fs::rename(&part, &file)).map_err(|error| cannot(&error))
    }

    fn file(&self) -> PathBuf {
        self.store.join(format!("debian-{}.toml", self.arch))
    }
}

/// An offer, and the list that names it.
pub(super) struct Found {
    index: Index,
    pub(super) offer: Offer,
}

/// What Debian calls an architecture.
const fn debian_name(arch: Arch) -> &'static str {
    match arch {
        Arch::X86_64 => "amd64",
        Arch::Aarch64 => "arm64",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let offer = |release: &str, version: &str| Offer {
            release: release.to_owned(),
            package_version: version.to_owned(),
            suite: "sid".to_owned(),
            packages: Vec::new(),
        };
        let mut offers = vec![
            offer("5.10.0-30-cloud-amd64", "5.10.218-1"),
            offer("5.10.0-32-cloud-amd64", "5.10.223-1"),
            offer("6.1.0-50-cloud-amd64", "6.1.176-1"),
            offer("6.12.94+deb13-cloud-amd64", "6.12.94-1"),
            offer("6.12.107+deb13-cloud-amd64", "6.12.107-1"),
            offer("6.12.107+deb13-rt-amd64", "6.12.107-1"),
            offer("7.3.4+deb13-amd64", "7.3.4-1~bpo13+1"),
        ];
        offers.sort_by_key(Offer::version);
        Index { asked: None, mirror: String::new(), keyring: PathBuf::new(), offers, is_old: false }
    }

    #[test]
    fn a_version_means_the_newest_kernel_for_virtual_machines_and_a_release_any() {
        let index = index();
        let find = |wanted: &str| index.find(&wanted.parse().unwrap()).map(|offer| offer.release.as_str());
        for (wanted, found) in [
            ("newest", Some("6.12.107+deb13-cloud-amd64")),
            ("5.10", Some("5.10.0-32-cloud-amd64")),
            ("5.10.218", Some("5.10.0-30-cloud-amd64")),
            ("6", Some("6.12.107+deb13-cloud-amd64")),
            ("6.1", Some("6.1.0-50-cloud-amd64")),
            ("6.12.94", Some("6.12.94+deb13-cloud-amd64")),
            ("7.3", None),
            ("7.3.4+deb13-amd64", Some("7.3.4+deb13-amd64")),
            ("6.12.107+deb13-rt-amd64", Some("6.12.107+deb13-rt-amd64")),
            ("4.19", None),
        ] {
            assert_eq!(find(wanted), found, "{wanted}");
        }
    }

    #[test]
    fn a_list_reads_as_it_was_written() {
        let text = toml::to_string(&index()).unwrap();
        let read: Index = toml::from_str(&text).unwrap();
        assert_eq!(read.offers.len(), index().offers.len());
        assert_eq!(read.asked, None);
    }

    #[test]
    fn a_mirror_that_would_be_more_than_a_mirror_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let keyring = tempfile::NamedTempFile::new().unwrap();
        let mut progress = |_: Progress<'_>| {};
        for mirror in ["", "x\ndeb [trusted=yes] y", "x y", "x]", "\"x"] {
            let archive =
                Archive { mirror: Some(mirror.to_owned()), keyring: Some(keyring.path().to_owned()) };
            let mut debian = Debian {
                store: directory.path(),
                arch: Arch::X86_64,
                archive: &archive,
                progress: &mut progress,
            };
            let error = debian.offers().map(drop).unwrap_err().to_string();
            assert!(error.contains("can't be the mirror of Debian's archive"), "{mirror:?}: {error}");
        }
    }
}
