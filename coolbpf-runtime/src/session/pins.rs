//! All of an object as files, for other processes and for the next run of this one.

use std::fmt;
use std::fs;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};

use libbpf_rs::skel::OpenSkel;

use super::directory::{self, LINKS, MAPS, PROGRAMS, RECORD, Unfinished};
use super::parts::Parts;
use super::record::Record;
use super::replace::Part;
use super::shape::{self, Shapes};
use crate::events::Channel;
use crate::instruction_set::Carried;
use crate::link::Link;
use crate::map::{self, Arena, Inner, MapFacts, RawMap, Template, Update};
use crate::object::Loaded;
use crate::printable::printable;
use crate::struct_ops::StructOps;
use crate::{Error, ErrorKind, Result, Value};

/// `BPF_MAP_TYPE_ARRAY`
const ARRAY: u32 = 2;

impl<O: OpenSkel<'static> + 'static> Loaded<O> {
    /// Pins all maps that are there, loaded programs, and these links, to a directory, which comes to be with all of them in it or not at
    /// all.
    pub fn pin_all(&self, directory: &Path, links: &mut [Link], shapes: Shapes) -> Result<()> {
        let about = self.about();
        let doing = || format!("can't pin `{}` to the directory {}", about.name, directory.display());
        let unfinished = Unfinished::for_place(directory)?;
        let mut record = Record {
            program: about.name.to_owned(),
            object: digest(about.object),
            maps: shapes.iter().map(|(name, shapes)| ((*name).to_owned(), shape::words(shapes))).collect(),
            channels: self.channel_choices(),
            absent: Vec::new(),
        };
        for (name, map) in self.all_maps()? {
            if map.is_left_out() {
                record.absent.push(MapFacts { name, ..map.facts().clone() });
                continue;
            }
            let file = Path::new(MAPS).join(directory::map_file(&name));
            let pinned = unfinished.pin(&file, map.as_fd());
            pinned.map_err(|error| Error::system(format!("{}: the map `{name}`", doing()), error))?;
        }
        for program in self.programs()? {
            let Ok(descriptor) = program.fd() else { continue };
            let name = program.facts()?.name;
            let pinned = unfinished.pin(&Path::new(PROGRAMS).join(&name), descriptor);
            pinned.map_err(|error| Error::system(format!("{}: the program `{name}`", doing()), error))?;
        }
        let names = self.names_of(links)?;
        let mut files = Vec::new();
        for (index, (link, name)) in links.iter().zip(&names).enumerate() {
            let mut of_link = Vec::new();
            for (part, descriptor) in link.kernel_links(&doing())?.into_iter().enumerate() {
                let file = Path::new(LINKS).join(format!("{name}-{index}-{part}"));
                unfinished.pin(&file, descriptor).map_err(|error| link.not_pinned(&doing(), error))?;
                of_link.push(directory.join(file));
            }
            files.push(of_link);
        }
        let text = record.text();
        let written = written(&text).map_err(|error| error.context(doing()))?;
        let pinned = unfinished.pin(Path::new(RECORD), written.as_fd());
        pinned.map_err(|error| Error::system(doing(), error))?;
        unfinished.finish(|| read(directory).is_ok_and(|there| there.program == record.program))?;
        for (link, files) in links.iter_mut().zip(files) {
            link.is_kept_by(directory, files);
        }
        Ok(())
    }
}

/// A map that holds this text.
fn written(text: &str) -> Result<RawMap> {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let facts = MapFacts {
        name: RECORD.to_owned(),
        map_type: ARRAY,
        key_size: 4,
        value_size: length,
        max_entries: 1,
        flags: 0,
    };
    let map = RawMap::create(facts, None)?;
    map.insert(0_u32.as_bytes(), text.as_bytes(), Update::Any)?;
    Ok(map)
}

fn read(directory: &Path) -> Result<Record> {
    let map = RawMap::from_pinned(directory.join(RECORD))?;
    let text = map.get(0_u32.as_bytes())?.unwrap_or_default();
    Record::read(&text).ok_or_else(|| {
        let message = "what it says about itself is of no version of coolbpf that this one knows";
        Error::new(ErrorKind::InvalidInput, message)
    })
}

/// Tells objects apart: FNV-1a of 64 bits. It is no proof of anything.
fn digest(object: &[u8]) -> String {
    let add = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", object.iter().fold(0xcbf2_9ce4_8422_2325, add))
}

/// A program that files of a BPF file system keep, which its module's `pin_all` made and `from_pins` opens.
pub struct Pins {
    directory: PathBuf,
    record: Record,
    is_same_object: bool,
}

impl Pins {
    #[doc(hidden)]
    pub fn open(directory: &Path, program: &str, shapes: Shapes, objects: &[Carried]) -> Result<Self> {
        let doing = || format!("can't use the pins of `{program}` at {}", directory.display());
        let refuse = |why: String| Err(Error::new(ErrorKind::InvalidInput, format!("{}: {why}", doing())));
        let record = read(directory).map_err(|error| error.context(doing()))?;
        if record.program != program {
            return refuse(format!("they are of `{}`", shown(&record.program)));
        }
        for (name, shapes) in shapes {
            let ours = shape::words(shapes);
            let Some(theirs) = record.words(name) else {
                return refuse(format!("they have no map `{name}`, of another version of the program"));
            };
            if let Some((theirs, ours)) = shape::difference(theirs, &ours) {
                let theirs = shown(theirs);
                return refuse(format!("the map `{name}` has other types there: `{theirs}`, not `{ours}`"));
            }
        }
        let is_same_object = objects.iter().any(|object| digest(object.bytes) == record.object);
        Ok(Self { directory: directory.to_owned(), record, is_same_object })
    }

    /// The directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Whether what was pinned is what this process has in its own binary; else it is another version, whose maps have the same types.
    #[must_use]
    pub fn is_same_object(&self) -> bool {
        self.is_same_object
    }

    /// The links, with the names of the programs that they keep attached. Dropping them changes nothing.
    ///
    /// # Errors
    /// Where the directory can't be read.
    pub fn links(&self) -> Result<Vec<(String, Link)>> {
        let directory = self.directory.join(LINKS);
        let failed =
            |error| Error::system(format!("can't read the directory {}", directory.display()), error);
        let mut links = Vec::new();
        for file in fs::read_dir(&directory).map_err(failed)? {
            let path = file.map_err(failed)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let name = name.rsplitn(3, '-').last().unwrap_or_default().to_owned();
            links.push((name, Link::from_pinned(path)?));
        }
        links.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(links)
    }

    /// Removes the files: the programs are detached and everything goes, but for what some process has open. No symbolic link is
    /// followed, and what another user has made only root removes.
    ///
    /// # Errors
    /// Where one of them can't be removed, or the directory has others.
    pub fn unpin(self) -> Result<()> {
        let doing = || format!("can't remove the pins at {}", self.directory.display());
        directory::remove(&self.directory).map_err(|error| Error::system(doing(), error))
    }

    /// The maps whose types are known.
    #[doc(hidden)]
    pub fn parts(&self) -> Result<Vec<Part>> {
        self.record
            .maps
            .iter()
            .map(|(name, words)| Ok(Part::new(name, self.map(name)?, words.clone())))
            .collect()
    }

    fn refuse<T>(&self, what: &str, name: &str) -> Result<T> {
        let message = format!(
            "can't use the pins of `{}` at {}: {what} `{name}` stays with the process that loaded it",
            printable(&self.record.program),
            self.directory.display()
        );
        Err(Error::new(ErrorKind::Unsupported, message))
    }
}

impl Parts for Pins {
    fn map(&self, name: &str) -> Result<RawMap> {
        match self.record.absent.iter().find(|absent| absent.name == name) {
            Some(absent) => RawMap::nothing(absent.clone()),
            None => RawMap::from_pinned(self.directory.join(MAPS).join(directory::map_file(name))),
        }
    }

    fn channel<T: Value>(&self, name: &str) -> Result<Channel<T>> {
        let choice = self.record.channels.iter().find(|(of, _)| of == name).map(|(_, choice)| *choice);
        let choice = choice.ok_or_else(|| {
            let message = format!("the pins at {} have no channel `{name}`", self.directory.display());
            Error::new(ErrorKind::InvalidInput, message)
        })?;
        let state = self.map(&format!("{}{name}", crate::adapt::STATE))?;
        Channel::shared(self.map(name)?, state, choice).map_err(|error| {
            error.context(format!(
                "can't use the pins of the channel `{name}` at {}",
                self.directory.display()
            ))
        })
    }

    fn inner(&self, inner: Inner) -> Result<Template> {
        let maps = self.record.maps.iter().filter_map(|(name, _)| self.map(name).ok());
        Ok(Template::new(inner, maps.filter_map(|map| map::types_of(&map)).next()))
    }

    fn arena(&self, name: &str) -> Result<Arena> {
        self.refuse("the memory of the arena", name)
    }

    fn struct_ops<T>(&self, name: &str) -> Result<StructOps<T>> {
        self.refuse("the interface", name)
    }
}

impl fmt::Debug for Pins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pins").field("directory", &self.directory).finish_non_exhaustive()
    }
}

/// What whoever may write to the map has chosen, as far as an error shows it.
fn shown(text: &str) -> String {
    printable(&text.chars().take(200).collect::<String>())
}
