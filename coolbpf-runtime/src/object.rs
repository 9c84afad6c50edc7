//! Opening and loading an object, and keeping it while something refers to it.
//!
//! A libbpf-rs skeleton borrows the memory that its object lies in. An [`Owner`] has both, behind a lock, and whatever
//! is handed out (programs, links, maps before the load) keeps the owner alive. So all of it is `'static`, may move to
//! another thread, and may outlive the module's handle.

use std::fmt;
use std::io;
use std::mem::{self, MaybeUninit};
use std::os::fd::BorrowedFd;
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use libbpf_rs::skel::{OpenSkel, Skel, SkelBuilder};
use libbpf_rs::{AsRawLibbpf, MapMut, OpenMapMut, OpenObject, OpenProgramMut, ProgramMut, libbpf_sys};

use crate::adapt::{self, Adaptation};
use crate::alternatives::{Alternative, Alternatives, OpenAlternatives};
use crate::attach::struct_ops;
use crate::events::{Channel, OpenChannel};
use crate::kernel_types::{Btf, Chosen, EmbeddedTypes, KernelTypes};
use crate::link::Link;
use crate::map::{Arena, Globals, Inner, OpenMap, RawMap, Template, Variables};
use crate::messages::captured;
use crate::program::{self, OpenProgram, Program, ProgramFacts};
use crate::struct_ops::{OpenStructOps, StructOps};
use crate::verifier::Source;
use crate::{Error, ErrorKind, Result, Value, failure, provenance};

/// What generated code knows about an object beside its skeleton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// The program's name.
    pub name: &'a str,
    /// Where its C is.
    pub source: Source<'a>,
}

/// A skeleton and the memory that it borrows.
struct Owner<O: OpenSkel<'static>> {
    phase: Mutex<Phase<O>>,
    attached: Attached,
    adaptation: Mutex<Adaptation>,
    /// Freed after what borrows it: fields are dropped in this order.
    _memory: Memory,
}

enum Phase<O: OpenSkel<'static>> {
    Open(O),
    Loaded(O::Output),
    /// Loading failed, which closes the object.
    Closed,
}

// SAFETY: libbpf's objects aren't bound to a thread, and this one is only touched with the lock held.
unsafe impl<O: OpenSkel<'static>> Send for Owner<O> {}
// SAFETY: as above.
unsafe impl<O: OpenSkel<'static>> Sync for Owner<O> {}

struct Memory(NonNull<MaybeUninit<OpenObject>>);

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: the pointer comes from a box, and the skeleton that borrowed it is gone.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

impl<O: OpenSkel<'static>> Owner<O> {
    fn lock(&self) -> MutexGuard<'_, Phase<O>> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be locked with the phase's lock held or without, never the other way round.
    fn adaptation(&self) -> MutexGuard<'_, Adaptation> {
        self.adaptation.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<O: OpenSkel<'static>> Drop for Owner<O> {
    fn drop(&mut self) {
        let phase = self.phase.get_mut().unwrap_or_else(PoisonError::into_inner);
        captured(|| *phase = Phase::Closed);
    }
}

/// Tells the programs and maps of an object apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address(usize);

impl Address {
    fn of<T>(pointer: NonNull<T>) -> Self {
        Self(pointer.as_ptr().addr())
    }
}

/// The programs and maps of an object that are attached, each as often as it has links.
#[derive(Default)]
pub(crate) struct Attached(Mutex<Vec<Address>>);

impl Attached {
    pub(crate) fn add(&self, address: Address) {
        self.lock().push(address);
    }

    pub(crate) fn remove(&self, address: Address) {
        let mut attached = self.lock();
        if let Some(at) = attached.iter().position(|other| *other == address) {
            attached.swap_remove(at);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Address>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An [`Owner`] of whatever skeleton.
trait Keep: Send + Sync {
    fn attached(&self) -> &Attached;

    fn adaptation(&self) -> MutexGuard<'_, Adaptation>;

    /// Runs `act` with the lock held, unless the object is closed; tells whether it did.
    fn locked(&self, act: &mut dyn FnMut()) -> bool;
}

impl<O: OpenSkel<'static>> Keep for Owner<O> {
    fn attached(&self) -> &Attached {
        &self.attached
    }

    fn adaptation(&self) -> MutexGuard<'_, Adaptation> {
        Owner::adaptation(self)
    }

    fn locked(&self, act: &mut dyn FnMut()) -> bool {
        let phase = self.lock();
        let there = !matches!(*phase, Phase::Closed);
        if there {
            act();
        }
        there
    }
}

/// What says, as long as there is one, that variables are in use.
pub(crate) type Lent = Arc<dyn Send + Sync>;

/// Keeps an object open, and guards what libbpf does with it.
#[derive(Clone)]
pub(crate) struct Guard(Arc<dyn Keep>);

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").finish_non_exhaustive()
    }
}

impl Guard {
    /// Calls libbpf with the object's lock held; returns its warnings beside the result. Within `act` the object is
    /// open, and the lock must not be taken again, as dropping a [`Link`] does.
    pub(crate) fn call<R>(&self, act: impl FnOnce() -> R) -> Result<(R, Vec<String>)> {
        let mut act = Some(act);
        let mut result = None;
        self.0.locked(&mut || result = act.take().map(captured));
        result.ok_or_else(|| Error::new(ErrorKind::Other, "the object is closed, because loading it failed"))
    }
}

impl Guard {
    pub(crate) fn attached(&self) -> &Attached {
        self.0.attached()
    }

    pub(crate) fn adaptation(&self) -> MutexGuard<'_, Adaptation> {
        self.0.adaptation()
    }

    /// Changes what is to be chosen of the object.
    pub(crate) fn adapt(&self, act: impl FnOnce(&mut Adaptation) -> Result<()>) -> Result<()> {
        act(&mut self.adaptation())
    }
}

/// A program or map inside of an object that it keeps open.
pub(crate) struct Handle<T> {
    guard: Guard,
    pointer: NonNull<T>,
}

// SAFETY: the pointer leads into an object that isn't bound to a thread, and is only followed with its lock held.
unsafe impl<T> Send for Handle<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Handle<T> {}

impl<T> Handle<T> {
    fn new(owner: Arc<dyn Keep>, pointer: NonNull<T>) -> Self {
        Self { guard: Guard(owner), pointer }
    }

    pub(crate) fn guard(&self) -> Guard {
        self.guard.clone()
    }

    /// Where it is, to be followed with the object's lock held only.
    pub(crate) fn pointer(&self) -> *mut T {
        self.pointer.as_ptr()
    }

    pub(crate) fn is_of_the_object_of<U>(&self, other: &Handle<U>) -> bool {
        Arc::ptr_eq(&self.guard.0, &other.guard.0)
    }

    pub(crate) fn address(&self) -> Address {
        Address::of(self.pointer)
    }

    /// Whether there is a link by which it is attached.
    pub(crate) fn is_attached(&self) -> bool {
        self.guard.attached().lock().contains(&self.address())
    }

    /// [`Guard::call`] with the pointer, which is valid within `act`.
    pub(crate) fn call<R>(&self, act: impl FnOnce(*mut T) -> R) -> Result<(R, Vec<String>)> {
        self.guard.call(|| act(self.pointer.as_ptr()))
    }
}

/// An object before its programs and maps are in the kernel.
pub struct Opened<O: OpenSkel<'static>> {
    owner: Arc<Owner<O>>,
    about: About<'static>,
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

    /// Parses the object, and chooses the kernel's types: those that are given, else the kernel's own, else those of `embedded`.
    pub fn open_with<B>(
        mut builder: B,
        about: About<'static>,
        embedded: EmbeddedTypes,
        given: Option<Btf>,
    ) -> Result<Self>
    where
        B: SkelBuilder<'static, Output = O>,
    {
        let types = Chosen::of(given, embedded)?;
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
        let adaptation = Adaptation::of(skeleton.open_object());
        Ok(Self {
            owner: Arc::new(Owner {
                phase: Mutex::new(Phase::Open(skeleton)),
                attached: Attached::default(),
                adaptation: Mutex::new(adaptation),
                _memory: memory,
            }),
            about,
            lent: Arc::default(),
            types,
        })
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
            _ => Err(not(self.about, "open")),
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
            _ => return Err(not(self.about, "open")),
        };
        let mut lent = self.lent.lock().unwrap_or_else(PoisonError::into_inner);
        if lent.contains(&Address::of(map)) {
            let message = format!("the variables of a section of `{}` are in use already", self.about.name);
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
            _ => Err(not(self.about, "open")),
        }
    }

    /// Creates the maps and loads the programs. That takes the variables away, so there must be no [`Variables`] left.
    pub fn load(self) -> Result<Loaded<O>> {
        self.load_with_messages().map(|(loaded, _)| loaded)
    }

    /// [`Opened::load`] with what libbpf said.
    pub(crate) fn load_with_messages(mut self) -> Result<(Loaded<O>, Vec<String>)> {
        if Arc::get_mut(&mut self.lent).is_none() {
            let message = format!("can't load `{}` while its variables are in use", self.about.name);
            return Err(Error::new(ErrorKind::Other, message));
        }
        let mut phase = self.owner.lock();
        let Phase::Open(mut skeleton) = mem::replace(&mut *phase, Phase::Closed) else {
            return Err(not(self.about, "open"));
        };
        let mut programs: Vec<_> =
            skeleton.open_object().progs().map(|program| ProgramFacts::of(&program)).collect();
        let maps = map_types(skeleton.open_object());
        let about = self.about;
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
            adaptation.alternatives.explain(error, failure::failed_program(messages))
        };
        let (prepared, mut messages) = captured(|| adapt::prepare(skeleton.open_object_mut()));
        prepared.map_err(|error| failed(&mut adaptation, error, &messages, &programs))?;
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

/// An object in the kernel.
pub struct Loaded<O: OpenSkel<'static>> {
    owner: Arc<Owner<O>>,
    about: About<'static>,
    types: KernelTypes,
}

impl<O: OpenSkel<'static> + 'static> Loaded<O> {
    /// The types that CO-RE relocations were answered by.
    pub fn kernel_types(&self) -> &KernelTypes {
        &self.types
    }

    /// The map that `pick` names.
    pub fn map(&self, pick: impl FnOnce(&O::Output) -> &MapMut<'static>) -> Result<RawMap> {
        let map = self.with(|skeleton| RawMap::of(pick(skeleton)))??;
        self.owner.adaptation().alternatives.as_declared(map)
    }

    /// The kernel interface whose map `pick` names.
    pub fn struct_ops<T>(&self, pick: impl FnOnce(&O::Output) -> &MapMut<'static>) -> Result<StructOps<T>> {
        let pointer = self.with(|skeleton| pick(skeleton).as_libbpf_object())?;
        Ok(StructOps::new(self.handle(pointer)))
    }

    /// The channel `name`, whose map `pick` names, and beside it the array that `COOLBPF_EVENTS` declares with it.
    pub fn channel<T: Value>(
        &self,
        name: &str,
        pick: impl FnOnce(&O::Output) -> (&MapMut<'static>, &MapMut<'static>),
    ) -> Result<Channel<T>> {
        let (raw, state) = self.with(|skeleton| {
            let (raw, state) = pick(skeleton);
            (RawMap::of(raw), RawMap::of(state))
        })?;
        let choice = self.owner.adaptation().channels.choice(name);
        let choice = choice.ok_or_else(|| {
            let message = format!("`{}` has no channel `{name}`", self.about.name);
            Error::new(ErrorKind::Other, message)
        })?;
        Channel::new(raw?, state?, choice)
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

    /// The arena that `pick` names.
    pub fn arena(&self, pick: impl FnOnce(&O::Output) -> &MapMut<'static>) -> Result<Arena> {
        let (raw, map) = self.with(|skeleton| {
            let map = pick(skeleton);
            (RawMap::of(map), map.as_libbpf_object())
        })?;
        let raw = self.owner.adaptation().alternatives.as_declared(raw?)?;
        Arena::new(raw, self.handle(map))
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

    /// A section of global variables, as the program sees them now.
    pub fn globals<T: Value>(&self, map: impl FnOnce(&O::Output) -> &MapMut<'static>) -> Result<Globals<T>> {
        Globals::new(self.map(map)?)
    }

    /// [`Loaded::attach`], for whom it is a mistake if nothing is attached by it.
    pub fn attach_some(&self) -> Result<Vec<Link>> {
        let links = self.attach()?;
        if links.is_empty() {
            let programs = self.programs()?.iter().map(Program::facts).collect::<Result<Vec<_>>>()?;
            return Err(failure::nothing_attached(self.about, &programs));
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

    fn handle<T>(&self, pointer: NonNull<T>) -> Handle<T> {
        Handle::new(Arc::clone(&self.owner) as Arc<dyn Keep>, pointer)
    }

    fn with<R>(&self, act: impl FnOnce(&O::Output) -> R) -> Result<R> {
        match &*self.owner.lock() {
            Phase::Loaded(skeleton) => Ok(act(skeleton)),
            _ => Err(not(self.about, "loaded")),
        }
    }
}

/// What a skeleton finds in its object, or an error that says what it misses.
pub trait Present {
    /// What is found.
    type Found;

    /// The error says `what`.
    fn present(self, what: &str) -> libbpf_rs::Result<Self::Found>;
}

impl<T> Present for Option<T> {
    type Found = T;

    fn present(self, what: &str) -> libbpf_rs::Result<T> {
        self.ok_or_else(|| io::Error::new(io::ErrorKind::Unsupported, what).into())
    }
}

impl<T> Present for libbpf_rs::Result<T> {
    type Found = T;

    fn present(self, what: &str) -> libbpf_rs::Result<T> {
        self.map_err(|error| libbpf_rs::ErrorExt::context(error, what.to_owned()))
    }
}

impl<O: OpenSkel<'static>> fmt::Debug for Opened<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Opened").field(&self.about.name).finish()
    }
}

impl<O: OpenSkel<'static>> fmt::Debug for Loaded<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Loaded").field(&self.about.name).finish()
    }
}

fn not(about: About<'_>, state: &str) -> Error {
    Error::new(ErrorKind::Other, format!("`{}` is not {state}", about.name))
}

/// The error that a libbpf function left in `errno` beside its null pointer.
pub(crate) fn last_error<T>(pointer: *mut T) -> io::Result<NonNull<T>> {
    NonNull::new(pointer).ok_or_else(io::Error::last_os_error)
}

/// The error that a libbpf function returned as a negative number.
pub(crate) fn returned(code: i32) -> io::Result<()> {
    if code < 0 { Err(io::Error::from_raw_os_error(-code)) } else { Ok(()) }
}

/// The names of an object's maps with their types: libbpf-rs has no names for the newest of these.
pub(crate) fn map_types(object: &OpenObject) -> Vec<(String, u32)> {
    let map_type = |map: libbpf_rs::OpenMap<'_>| {
        // SAFETY: the reference keeps the map valid.
        let map_type = unsafe { libbpf_sys::bpf_map__type(map.as_libbpf_object().as_ptr()) };
        (map.name().to_string_lossy().into_owned(), map_type)
    };
    object.maps().map(map_type).collect()
}
