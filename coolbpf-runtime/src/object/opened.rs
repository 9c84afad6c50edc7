//! An object before its programs and maps are in the kernel.

use std::fmt;
use std::mem::{self, MaybeUninit};
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, PoisonError};

use libbpf_rs::skel::{OpenSkel, SkelBuilder};
use libbpf_rs::{AsRawLibbpf, OpenMapMut, OpenObject, OpenProgramMut};

use super::loaded::Loaded;
use super::owner::{Address, Attached, Guard, Handle, Keep, Lent, Memory, Owner, Phase};
use super::{About, Kept, map_types, not};
use crate::adapt::{self, Adaptation, Adaptations};
use crate::alternatives::{Alternative, OpenAlternatives};
use crate::decisions::{Loading, decided};
use crate::events::OpenChannel;
use crate::kernel_types::{Btf, Chosen, EmbeddedTypes, KernelTypes};
use crate::map::{OpenMap, Variables};
use crate::messages::captured;
use crate::program::{self, OpenProgram, ProgramFacts};
use crate::struct_ops::OpenStructOps;
use crate::{Error, ErrorKind, Result, Value, failure, provenance};

/// An object before its programs and maps are in the kernel.
pub struct Opened<O: OpenSkel<'static>> {
    pub(super) owner: Arc<Owner<O>>,
    pub(super) about: Kept,
    /// The maps whose variables have been lent. Each [`Variables`] has this too, as long as it lives.
    lent: Arc<Mutex<Vec<Address>>>,
    types: Chosen,
}

impl<O: OpenSkel<'static> + 'static> Opened<O> {
    /// Parses the object.
    pub fn open<B>(builder: B, about: About<'static>) -> Result<Self>
    where
        B: SkelBuilder<'static, Output = O>,
    {
        Self::open_with(builder, about, EmbeddedTypes::NONE, None)
    }

    /// [`Opened::open_adapting`] to whatever the object needs.
    pub fn open_with<B>(
        builder: B,
        about: About<'static>,
        embedded: EmbeddedTypes,
        given: Option<Btf>,
    ) -> Result<Self>
    where
        B: SkelBuilder<'static, Output = O>,
    {
        Self::open_adapting(builder, about, embedded, given, Adaptations::ALL)
    }

    /// Parses the object, and chooses the kernel's types: those that are given, else the kernel's own, else those of `embedded`. It
    /// is loaded with these adaptations.
    pub fn open_adapting<B>(
        builder: B,
        about: About<'static>,
        embedded: EmbeddedTypes,
        given: Option<Btf>,
        adaptations: Adaptations,
    ) -> Result<Self>
    where
        B: SkelBuilder<'static, Output = O>,
    {
        Self::open_kept(builder, Kept::Carried(about), Chosen::of(given, embedded)?, adaptations)
    }

    /// Parses the object, to be loaded with these types and adaptations.
    pub(crate) fn open_kept<B>(
        mut builder: B,
        kept: Kept,
        types: Chosen,
        adaptations: Adaptations,
    ) -> Result<Self>
    where
        B: SkelBuilder<'static, Output = O>,
    {
        let about = kept.about();
        decided(|| format!("`{}`: CO-RE relocations are answered by {}", about.name, types.types));
        if let Some(path) = types.path() {
            let set = builder.object_builder_mut().btf_custom_path(path).map(drop);
            set.map_err(|error| failure::open(about, error, &[]))?;
        }
        provenance::keep();
        let memory = NonNull::from(Box::leak(Box::new(MaybeUninit::uninit())));
        // SAFETY: the memory is this function's alone, lives until `Memory` frees it, and by then what borrows it here
        // is gone: the owner drops the skeleton first.
        let borrowed: &'static mut MaybeUninit<OpenObject> = unsafe { &mut *memory.as_ptr() };
        let memory = Memory(memory);
        let (opened, messages) = captured(|| builder.open(borrowed));
        let skeleton = opened.map_err(|error| failure::open(about, error, &messages))?;
        let adaptation = Adaptation::with(adaptations, skeleton.open_object());
        Ok(Self {
            owner: Arc::new(Owner {
                phase: Mutex::new(Phase::Open(skeleton)),
                attached: Attached::default(),
                adaptation: Mutex::new(adaptation),
                _memory: memory,
            }),
            about: kept,
            lent: Arc::default(),
            types,
        })
    }

    /// The program's name.
    pub(crate) fn name(&self) -> &str {
        self.about.about().name
    }

    /// The types that CO-RE relocations are answered by.
    pub fn kernel_types(&self) -> &KernelTypes {
        &self.types.types
    }

    /// The map that `pick` names.
    pub fn map(&self, pick: impl FnOnce(&O) -> &OpenMapMut<'static>) -> Result<OpenMap> {
        self.handle(|skeleton| pick(skeleton).as_libbpf_object()).map(OpenMap::new)
    }

    /// The kernel interface whose map `pick` names.
    pub fn struct_ops<T: Value>(
        &self,
        pick: impl FnOnce(&O) -> &OpenMapMut<'static>,
    ) -> Result<OpenStructOps<T>> {
        OpenStructOps::new(self.handle(|skeleton| pick(skeleton).as_libbpf_object())?)
    }

    /// The channel `name`, whose map `pick` names.
    pub fn channel(
        &self,
        name: &'static str,
        pick: impl FnOnce(&O) -> &OpenMapMut<'static>,
    ) -> Result<OpenChannel> {
        self.handle(|skeleton| pick(skeleton).as_libbpf_object()).map(|map| OpenChannel::new(name, map))
    }

    /// The program that `pick` names.
    pub fn program(&self, pick: impl FnOnce(&O) -> &OpenProgramMut<'static>) -> Result<OpenProgram> {
        self.handle(|skeleton| pick(skeleton).as_libbpf_object()).map(OpenProgram::new)
    }

    /// A group of alternatives.
    pub fn alternatives<W: Alternative>(&self) -> OpenAlternatives<W> {
        OpenAlternatives::new(Guard(Arc::clone(&self.owner) as Arc<dyn Keep>))
    }

    fn handle<T>(&self, pick: impl FnOnce(&O) -> NonNull<T>) -> Result<Handle<T>> {
        match &*self.owner.lock() {
            Phase::Open(skeleton) => {
                Ok(Handle::new(Arc::clone(&self.owner) as Arc<dyn Keep>, pick(skeleton)))
            }
            _ => Err(not(self.about.about(), "open")),
        }
    }

    /// The initial values of the section of global variables whose map `pick` names, to be had once. In `pick`, the
    /// skeleton's own reference to them has to be dropped.
    pub fn variables<T: Value>(
        &self,
        pick: impl FnOnce(&mut O) -> &mut OpenMapMut<'static>,
    ) -> Result<Variables<T>> {
        let map = match &mut *self.owner.lock() {
            Phase::Open(skeleton) => pick(skeleton).as_libbpf_object(),
            _ => return Err(not(self.about.about(), "open")),
        };
        let mut lent = self.lent.lock().unwrap_or_else(PoisonError::into_inner);
        if lent.contains(&Address::of(map)) {
            let message =
                format!("the variables of a section of `{}` are in use already", self.about.about().name);
            return Err(Error::new(ErrorKind::Other, message));
        }
        lent.push(Address::of(map));
        let handle = Handle::new(Arc::clone(&self.owner) as Arc<dyn Keep>, map);
        Variables::of(handle, Arc::clone(&self.lent) as Lent)
    }

    /// Does something to each program.
    pub(crate) fn each_program(&self, act: impl FnMut(OpenProgramMut<'_>)) -> Result<()> {
        match &mut *self.owner.lock() {
            Phase::Open(skeleton) => {
                skeleton.open_object_mut().progs_mut().for_each(act);
                Ok(())
            }
            _ => Err(not(self.about.about(), "open")),
        }
    }

    /// Creates the maps and loads the programs. That takes the variables away, so there must be no [`Variables`] left.
    pub fn load(self) -> Result<Loaded<O>> {
        self.load_with_messages().map(|(loaded, _)| loaded)
    }

    /// [`Opened::load`] with what libbpf said.
    pub(crate) fn load_with_messages(mut self) -> Result<(Loaded<O>, Vec<String>)> {
        if Arc::get_mut(&mut self.lent).is_none() {
            let message = format!("can't load `{}` while its variables are in use", self.about.about().name);
            return Err(Error::new(ErrorKind::Other, message));
        }
        let _loading = Loading::of(self.about.about().name);
        let mut phase = self.owner.lock();
        let Phase::Open(mut skeleton) = mem::replace(&mut *phase, Phase::Closed) else {
            return Err(not(self.about.about(), "open"));
        };
        let mut programs: Vec<_> =
            skeleton.open_object().progs().map(|program| ProgramFacts::of(&program)).collect();
        let maps = map_types(skeleton.open_object());
        let kept = self.about.clone();
        let about = kept.about();
        let mut adaptation = self.owner.adaptation();
        adaptation.before_prepare(skeleton.open_object_mut(), about, &self.types)?;
        for program in skeleton.open_object_mut().progs_mut() {
            program::prepare(&program);
        }
        let loaded = skeleton.open_object().progs().filter(|program| program.autoload());
        let loaded: Vec<String> =
            loaded.map(|program| program.name().to_string_lossy().into_owned()).collect();
        self.types.check(&format!("`{}`", about.name), loaded.iter().map(String::as_str))?;
        let types = &self.types.types;
        let failed = |adaptation: &mut Adaptation, error, messages: &[String], programs: &[_]| {
            let error = failure::load(about, error, messages, programs, &maps, types);
            adaptation.explain(error, failure::failed_program(messages))
        };
        let (prepared, mut messages) = captured(|| adapt::prepare(skeleton.open_object_mut()));
        prepared.map_err(|error| {
            adaptation
                .explain_pinned(skeleton.open_object(), &messages)
                .unwrap_or_else(|| failed(&mut adaptation, error, &messages, &programs))
        })?;
        adaptation.before_load(skeleton.open_object_mut(), about)?;
        // Now the functions that they call are part of them.
        for (facts, program) in programs.iter_mut().zip(skeleton.open_object().progs()) {
            facts.look_again(&program);
        }
        let (loaded, of_load) = captured(|| skeleton.load());
        messages.extend(of_load);
        let loaded = loaded.map_err(|error| failed(&mut adaptation, error, &messages, &programs))?;
        drop(adaptation);
        *phase = Phase::Loaded(loaded);
        drop(phase);
        Ok((Loaded { owner: self.owner, about: self.about, types: self.types.types }, messages))
    }
}

impl<O: OpenSkel<'static>> fmt::Debug for Opened<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Opened").field(&self.about.about().name).finish()
    }
}
