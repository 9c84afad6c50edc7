//! A version of a program in the place of another, with the maps of that one.

use std::time::{Duration, Instant};

use libbpf_rs::libbpf_sys;
use libbpf_rs::skel::OpenSkel;

use super::shape::{self, Shapes};
use super::updated::Updated;
use crate::attach::struct_ops;
use crate::kernel::MapType;
use crate::link::Link;
use crate::map::{RawMap, Update};
use crate::object::{Handle, Loaded, Opened};
use crate::program::Program;
use crate::{Error, ErrorKind, Result, Value as _};

/// How one version of a program takes the place of another: the `replace` of a module's `Open`.
///
/// Where the kernel can put a program in another one's place (XDP, tcx, netkit, control groups, network namespaces; Linux 5.7), neither
/// misses an event nor do both see one. Elsewhere, as with tracepoints and probes, there is a choice.
#[derive(Debug, Clone)]
#[must_use]
pub struct Replace {
    has_gaps: bool,
    fresh: Vec<String>,
}

impl Replace {
    /// Attaches the new program before the old one is detached: both see what happens in between.
    pub fn with_doubles() -> Self {
        Self { has_gaps: false, fresh: Vec::new() }
    }

    /// Detaches the old program before the new one is attached: none sees what happens in between. For hooks that have one place only.
    pub fn with_gaps() -> Self {
        Self { has_gaps: true, fresh: Vec::new() }
    }

    /// Has the new version start with a map of its own, or with its own variables where it is the name of a section as `.bss`: needed
    /// where the types have changed.
    pub fn fresh(mut self, map: &str) -> Self {
        self.fresh.push(map.to_owned());
        self
    }
}

/// What became of maps and programs: their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Switched {
    /// The maps that both versions share. Channels, ring buffers and perf buffers are not among them: each version has its own, and what
    /// is in those of the old one is read from there.
    pub kept: Vec<String>,
    /// The sections of variables that were copied right before the switch, as they are of a module of another name, or
    /// the kernel is older than 5.5.
    pub copied: Vec<String>,
    /// The programs that took their place in one step.
    pub updated: Vec<String>,
    /// The programs that saw some events beside the old ones.
    pub doubled: Vec<String>,
    /// The programs that missed some events.
    pub gapped: Vec<String>,
    /// The programs that the old version did not have attached.
    pub attached: Vec<String>,
    /// The programs of the old version that the new one has not.
    pub detached: Vec<String>,
    /// The programs that the old version keeps attached: the new one does not say what to attach them to, as the old one was attached
    /// by `attach_to`.
    pub left: Vec<String>,
    /// What went wrong after all programs of the new version were attached, in words: the switch is done all the same. An old program
    /// that could not be detached, or a kernel interface (`struct_ops`) that could not be attached in the place of the old one.
    pub failures: Vec<String>,
    /// For how long both versions were attached, or none, to the hook where that took longest.
    pub longest: Duration,
}

/// The `Bpf` or the `Pinned` of a module: what another version can take the place of.
pub trait Running {
    #[doc(hidden)]
    fn __parts(&self) -> Result<Vec<Part>>;

    /// Gives away the links, with the names of their programs.
    #[doc(hidden)]
    fn __take_links(&mut self) -> Result<Vec<(String, Link)>>;

    /// Takes back what was not used.
    #[doc(hidden)]
    fn __give_back(&mut self, links: Vec<(String, Link)>);
}

/// A map of a program that runs.
#[derive(Debug)]
pub struct Part {
    name: String,
    map: RawMap,
    /// Those of its shape.
    words: String,
}

impl Part {
    pub(super) fn new(name: &str, map: RawMap, words: String) -> Self {
        Self { name: name.to_owned(), map, words }
    }
}

/// The sections whose variables are to be copied, and what is known already.
#[derive(Debug)]
pub struct Kept {
    copies: Vec<Part>,
    switched: Switched,
}

/// Whether a map may be shared by two versions. Events have one reader; programs to call and kernel interfaces are of one version; an
/// arena is mapped by its object; constants are a version's own.
fn is_shared(name: &str, map_type: Option<MapType>) -> bool {
    let is_of_one = matches!(
        map_type,
        None | Some(
            MapType::Ringbuf
                | MapType::PerfEventArray
                | MapType::UserRingbuf
                | MapType::ProgArray
                | MapType::StructOps
                | MapType::Arena
        )
    );
    !is_of_one && !name.starts_with(".rodata") && name != ".kconfig"
}

impl<O: OpenSkel<'static> + 'static> Opened<O> {
    /// Has the programs use the maps of another version whose names and types are the same.
    pub fn keep_maps(&self, old: Vec<Part>, shapes: Shapes, how: &Replace) -> Result<Kept> {
        if let Some(none) = how.fresh.iter().find(|fresh| shapes.iter().all(|(name, _)| name != fresh)) {
            let message = format!("`{}` has no map `{none}` to start with a fresh one", self.name());
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let (mut copies, mut switched) = (Vec::new(), Switched::default());
        for (name, shapes) in shapes {
            let Some(part) = old.iter().position(|part| part.name == *name) else { continue };
            let mut open = self.map_named(name)?;
            if how.fresh.iter().any(|fresh| fresh == name) || !is_shared(name, open.map_type()?) {
                continue;
            }
            let Some(part) = old.get(part).filter(|part| !part.map.is_left_out()) else { continue };
            let ours = shape::words(shapes);
            if let Some((theirs, ours)) = shape::difference(&part.words, &ours) {
                let message = format!(
                    "the map `{name}` can't be that of the program that is to be replaced, where it has other types: `{theirs}`, not \
                     `{ours}`; `Replace::fresh(\"{name}\")` starts with one of its own"
                );
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
            if name.starts_with('.') && !open.is_made_as(&part.map)? {
                let words = part.words.clone();
                copies.push(Part::new(name, part.map.try_clone()?, words));
            } else {
                open.reuse(&part.map)?;
                switched.kept.push((*name).to_owned());
            }
        }
        Ok(Kept { copies, switched })
    }
}

impl<O: OpenSkel<'static> + 'static> Loaded<O> {
    /// The maps with these shapes.
    pub fn parts(&self, shapes: Shapes) -> Result<Vec<Part>> {
        let part =
            |(name, shapes): &(&str, &[_])| Ok(Part::new(name, self.map_named(name)?, shape::words(shapes)));
        shapes.iter().map(part).collect()
    }

    /// Gives away the links, with the names of their programs.
    pub fn named(&self, links: &mut Vec<Link>) -> Result<Vec<(String, Link)>> {
        let names = self.names_of(links)?;
        Ok(names.into_iter().zip(links.drain(..)).collect())
    }

    /// Attaches the programs in the places of those of another version.
    pub fn take_over(
        &self,
        old: &mut impl Running,
        kept: Kept,
        how: &Replace,
        links: &mut Vec<Link>,
    ) -> Result<Switched> {
        let Kept { copies, mut switched } = kept;
        for part in copies {
            let bytes = part.map.get(0_u32.as_bytes())?.unwrap_or_default();
            self.map_named(&part.name)?.insert(0_u32.as_bytes(), &bytes, Update::Any)?;
            switched.copied.push(part.name);
        }
        let (programs, interfaces) = (self.loaded()?, self.maps()?);
        let mut switch =
            Switch { switched, links: Vec::new(), rest: old.__take_links()?, updated: Vec::new() };
        let done = switch.run(&programs, how);
        if done.is_ok() {
            switch.attach_interfaces(&interfaces);
        }
        let Switch { switched, links: new, rest, updated } = switch;
        old.__give_back(rest);
        let Err(mut error) = done else {
            links.extend(new);
            return Ok(switched);
        };
        // Those in whose place others were put get it back.
        for updated in updated {
            let (name, link, undone) = updated.undo();
            if let Err(undone) = undone {
                error = error.context(format!("{undone:#}"));
            }
            old.__give_back(vec![(name, link)]);
        }
        Err(error)
    }

    /// The programs that are in the kernel, by their names.
    fn loaded(&self) -> Result<Vec<(String, Program)>> {
        let programs = self.programs()?.into_iter().filter(|program| program.fd().is_ok());
        programs.map(|program| Ok((program.facts()?.name, program))).collect()
    }
}

/// What is being switched.
struct Switch {
    switched: Switched,
    /// The new version's.
    links: Vec<Link>,
    /// The old version's that are still in use.
    rest: Vec<(String, Link)>,
    /// Links whose program was replaced, until all is well.
    updated: Vec<Updated>,
}

impl Switch {
    fn run(&mut self, loaded: &[(String, Program)], how: &Replace) -> Result<()> {
        let mut beside = Vec::new();
        if how.has_gaps {
            self.update(loaded)?;
            self.attach_behind(loaded)?;
        } else {
            // Until all new programs are where they belong, the old ones are, too.
            beside = self.attach_beside(loaded)?;
            self.update(loaded)?;
        }
        // From here on, whatever goes wrong is told, and the new programs stay.
        self.links.extend(self.updated.drain(..).map(|updated| updated.link));
        self.detach_beside(beside);
        // What is left is of programs that the new version has not, or can't attach by itself.
        for (name, link) in std::mem::take(&mut self.rest) {
            if loaded.iter().any(|(of, _)| *of == name) {
                self.switched.left.push(name.clone());
                self.rest.push((name, link));
            } else {
                self.detach(&name, link);
                self.switched.detached.push(name);
            }
        }
        Ok(())
    }

    /// Kernel interfaces have one place only, which is free now.
    fn attach_interfaces(&mut self, maps: &[Handle<libbpf_sys::bpf_map>]) {
        for map in maps {
            match struct_ops::attach_if_chosen(map) {
                Ok(link) => self.links.extend(link),
                Err(error) => self.switched.failures.push(format!("{error:#}")),
            }
        }
    }

    /// Detaches an old program.
    fn detach(&mut self, name: &str, link: Link) {
        if let Err(error) = link.detach() {
            self.switched.failures.push(format!("the old program `{name}`: {error:#}"));
        }
    }

    /// The old links of a program, if there are any and the kernel can't update them.
    fn not_updatable(&mut self, name: &str) -> Vec<Link> {
        let of_it = |(of, link): &mut (String, Link)| of == name && !link.is_updatable();
        self.rest.extract_if(.., of_it).map(|(_, link)| link).collect()
    }

    /// Attaches each new program that can't be put in the place of an old one, which stays attached; tells since when both are.
    fn attach_beside(&mut self, loaded: &[(String, Program)]) -> Result<Vec<(String, Instant)>> {
        let mut beside = Vec::new();
        for (name, program) in loaded {
            let mut old = self.rest.iter().filter(|(of, _)| of == name).map(|(_, link)| link.is_updatable());
            let is_old = old.clone().next().is_some();
            if old.any(|is_updatable| is_updatable) {
                continue;
            }
            let since = Instant::now();
            if let Some(link) = program.attach_if_chosen()? {
                self.links.push(link);
                if is_old {
                    beside.push((name.clone(), since));
                } else {
                    self.switched.attached.push(name.clone());
                }
            }
        }
        Ok(beside)
    }

    fn detach_beside(&mut self, beside: Vec<(String, Instant)>) {
        for (name, since) in beside {
            self.not_updatable(&name).into_iter().for_each(|link| self.detach(&name, link));
            self.switched.longest = self.switched.longest.max(since.elapsed());
            self.switched.doubled.push(name);
        }
    }

    /// Detaches each old program before the new one is attached.
    fn attach_behind(&mut self, loaded: &[(String, Program)]) -> Result<()> {
        for (name, program) in loaded {
            let is_left = self.rest.iter().any(|(of, _)| of == name) && program.facts()?.hook().1.is_none();
            if is_left || self.switched.updated.contains(name) {
                continue;
            }
            let old = self.not_updatable(name);
            let is_old = !old.is_empty();
            let since = Instant::now();
            old.into_iter().for_each(|link| self.detach(name, link));
            let link = program.attach_if_chosen()?;
            if is_old {
                self.switched.longest = self.switched.longest.max(since.elapsed());
                self.switched.gapped.push(name.clone());
            } else if link.is_some() {
                self.switched.attached.push(name.clone());
            }
            self.links.extend(link);
        }
        Ok(())
    }

    /// Puts new programs in the places of old ones.
    fn update(&mut self, loaded: &[(String, Program)]) -> Result<()> {
        for (name, program) in loaded {
            let of_it = |(of, link): &mut (String, Link)| of == name && link.is_updatable();
            let mut links = self.rest.extract_if(.., of_it).collect::<Vec<_>>().into_iter();
            if links.len() > 0 {
                self.switched.updated.push(name.clone());
            }
            while let Some((name, link)) = links.next() {
                match Updated::to(program, name, link) {
                    Ok(updated) => self.updated.push(updated),
                    Err((error, name, link)) => {
                        self.rest.push((name, link));
                        self.rest.extend(links);
                        return Err(error);
                    }
                }
            }
        }
        Ok(())
    }
}
