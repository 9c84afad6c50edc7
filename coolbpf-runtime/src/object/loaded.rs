//! An object in the kernel.

use std::fmt;
use std::os::fd::BorrowedFd;
use std::ptr::NonNull;
use std::sync::Arc;

use libbpf_rs::skel::{OpenSkel, Skel};
use libbpf_rs::{AsRawLibbpf, ProgramMut, libbpf_sys};

use super::by_name::name_of;
use super::owner::{Handle, Keep, Owner, Phase};
use super::{About, Kept, not};
use crate::adapt::ChannelChoice;
use crate::alternatives::{Alternative, Alternatives};
use crate::attach::struct_ops;
use crate::kernel_types::KernelTypes;
use crate::link::Link;
use crate::map::{Inner, RawMap, Template};
use crate::program::{Program, ProgramStatistics};
use crate::{Error, ErrorKind, Result, failure};

/// An object in the kernel.
pub struct Loaded<O: OpenSkel<'static>> {
    pub(super) owner: Arc<Owner<O>>,
    pub(super) about: Kept,
    pub(super) types: KernelTypes,
}

impl<O: OpenSkel<'static> + 'static> Loaded<O> {
    /// The types that CO-RE relocations were answered by.
    pub fn kernel_types(&self) -> &KernelTypes {
        &self.types
    }

    /// A map of the object as its C declares it, if that can't be told of the map itself.
    pub(super) fn as_declared(&self, map: RawMap) -> Result<RawMap> {
        let adaptation = self.owner.adaptation();
        let map = adaptation.alternatives.as_declared(map)?;
        let is_reused = adaptation.reused.iter().any(|name| name == map.name());
        Ok(if is_reused { map.made_elsewhere() } else { map })
    }

    /// What the maps in a map are made with.
    pub fn inner(&self, inner: Inner) -> Result<Template> {
        let btf = self.object(|object| {
            // SAFETY: the reference keeps the object valid.
            let btf = unsafe { libbpf_sys::bpf_object__btf_fd(object.as_libbpf_object().as_ptr()) };
            // SAFETY: the object has the descriptor open, as long as it is.
            (btf >= 0).then(|| unsafe { BorrowedFd::borrow_raw(btf) }.try_clone_to_owned()).transpose()
        })?;
        let btf =
            btf.map_err(|error| Error::system("can't copy the descriptor of the object's types", error))?;
        Ok(Template::new(inner, btf))
    }

    /// The program that `pick` names.
    pub fn program(&self, pick: impl FnOnce(&O::Output) -> &ProgramMut<'static>) -> Result<Program> {
        let pointer = self.with(|skeleton| pick(skeleton).as_libbpf_object())?;
        Ok(Program::new(self.handle(pointer)))
    }

    /// A group of alternatives.
    pub fn alternatives<W: Alternative>(&self) -> Result<Alternatives<W>> {
        Alternatives::of(&self.owner.adaptation().alternatives)
    }

    /// [`Loaded::attach`], for whom it is a mistake if nothing is attached by it.
    pub fn attach_some(&self) -> Result<Vec<Link>> {
        let links = self.attach()?;
        if links.is_empty() {
            let programs = self.programs()?.iter().map(Program::facts).collect::<Result<Vec<_>>>()?;
            return Err(failure::nothing_attached(self.about.about(), &programs));
        }
        Ok(links)
    }

    /// Attaches every program whose section says what to attach it to, and every struct_ops map, but those that are
    /// attached already.
    pub fn attach(&self) -> Result<Vec<Link>> {
        let mut links = Vec::new();
        for program in self.programs()? {
            links.extend(program.attach_if_chosen()?);
        }
        for map in self.maps()? {
            links.extend(struct_ops::attach_if_chosen(&map)?);
        }
        Ok(links)
    }

    /// What the kernel has counted of each loaded program, by its name.
    pub fn statistics(&self) -> Result<Vec<(String, ProgramStatistics)>> {
        let mut statistics = Vec::new();
        for program in self.programs()? {
            if program.fd().is_ok() {
                statistics.push((program.facts()?.name, program.statistics()?));
            }
        }
        Ok(statistics)
    }

    /// Why a program that is one of alternatives is not loaded.
    pub(crate) fn why_not_chosen(&self, program: &str) -> Option<String> {
        self.owner.adaptation().alternatives.why_not_chosen(program)
    }

    /// What of the loaded object `read` finds.
    pub(crate) fn object<R>(&self, read: impl FnOnce(&libbpf_rs::Object) -> R) -> Result<R> {
        self.with(|skeleton| read(skeleton.object()))
    }

    /// All maps, those of global variables included.
    pub(crate) fn maps(&self) -> Result<Vec<Handle<libbpf_sys::bpf_map>>> {
        let maps: Vec<_> = self.object(|object| object.maps().map(|map| map.as_libbpf_object()).collect())?;
        Ok(maps.into_iter().map(|map| self.handle(map)).collect())
    }

    /// All programs, those that are not loaded included.
    pub(crate) fn programs(&self) -> Result<Vec<Program>> {
        let programs: Vec<_> =
            self.object(|object| object.progs().map(|program| program.as_libbpf_object()).collect())?;
        Ok(programs.into_iter().map(|program| Program::new(self.handle(program))).collect())
    }

    pub(crate) fn about(&self) -> About<'_> {
        self.about.about()
    }

    /// All maps by their names, those that are not there included; those of sections of global variables have the sections'.
    pub(crate) fn all_maps(&self) -> Result<Vec<(String, RawMap)>> {
        self.maps()?.iter().map(|map| Ok((name_of(map)?, self.as_declared(RawMap::of(map)?)?))).collect()
    }

    /// What was decided about each channel.
    pub(crate) fn channel_choices(&self) -> Vec<(String, ChannelChoice)> {
        self.owner.adaptation().channels.all()
    }

    /// The name of the program or interface that each link is of.
    pub(crate) fn names_of(&self, links: &[Link]) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for program in self.programs()? {
            names.push((program.handle().address(), program.facts()?.name));
        }
        for map in self.maps()? {
            names.push((map.address(), name_of(&map)?));
        }
        let name = |link: &Link| {
            let of = names.iter().find(|(address, _)| link.is_of(*address));
            of.map(|(_, name)| name.clone()).ok_or_else(|| {
                let message = format!("a link is of no program of `{}`", self.about().name);
                Error::new(ErrorKind::InvalidInput, message)
            })
        };
        links.iter().map(name).collect()
    }

    fn handle<T>(&self, pointer: NonNull<T>) -> Handle<T> {
        Handle::new(Arc::clone(&self.owner) as Arc<dyn Keep>, pointer)
    }

    pub(super) fn with<R>(&self, act: impl FnOnce(&O::Output) -> R) -> Result<R> {
        match &*self.owner.lock() {
            Phase::Loaded(skeleton) => Ok(act(skeleton)),
            _ => Err(not(self.about.about(), "loaded")),
        }
    }
}

impl<O: OpenSkel<'static>> fmt::Debug for Loaded<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Loaded").field(&self.about.about().name).finish()
    }
}
