//! An object, kept open while something refers to it.
//!
//! A libbpf-rs skeleton borrows the memory that its object lies in. An [`Owner`] has both, behind a lock, and whatever
//! is handed out (programs, links, maps before the load) keeps the owner alive. So all of it is `'static`, may move to
//! another thread, and may outlive the module's handle.

use std::fmt;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use libbpf_rs::skel::{OpenSkel, Skel as _};
use libbpf_rs::{AsRawLibbpf as _, OpenObject, libbpf_sys};

use crate::adapt::Adaptation;
use crate::messages::captured;
use crate::{Error, ErrorKind, Result};

/// A skeleton and the memory that it borrows.
pub(super) struct Owner<O: OpenSkel<'static>> {
    pub(super) phase: Mutex<Phase<O>>,
    pub(super) attached: Attached,
    pub(super) adaptation: Mutex<Adaptation>,
    /// Freed after what borrows it: fields are dropped in this order.
    pub(super) _memory: Memory,
}

pub(super) enum Phase<O: OpenSkel<'static>> {
    Open(O),
    Loaded(O::Output),
    /// Loading failed, which closes the object.
    Closed,
}

// SAFETY: libbpf's objects aren't bound to a thread, and this one is only touched with the lock held.
unsafe impl<O: OpenSkel<'static>> Send for Owner<O> {}
// SAFETY: as above.
unsafe impl<O: OpenSkel<'static>> Sync for Owner<O> {}

pub(super) struct Memory(pub(super) NonNull<MaybeUninit<OpenObject>>);

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: the pointer comes from a box, and the skeleton that borrowed it is gone.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

impl<O: OpenSkel<'static>> Owner<O> {
    pub(super) fn lock(&self) -> MutexGuard<'_, Phase<O>> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be locked with the phase's lock held or without, never the other way round.
    pub(super) fn adaptation(&self) -> MutexGuard<'_, Adaptation> {
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
    pub(super) fn of<T>(pointer: NonNull<T>) -> Self {
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
pub(super) trait Keep: Send + Sync {
    fn attached(&self) -> &Attached;

    fn adaptation(&self) -> MutexGuard<'_, Adaptation>;

    /// Another descriptor of the program at this address, if it is loaded.
    fn program(&self, address: Address) -> Option<io::Result<OwnedFd>>;

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

    fn program(&self, address: Address) -> Option<io::Result<OwnedFd>> {
        let phase = self.lock();
        let Phase::Loaded(skeleton) = &*phase else { return None };
        let mut programs = skeleton.object().progs().map(|program| program.as_libbpf_object());
        let program = programs.find(|program| Address::of(*program) == address)?;
        // SAFETY: the object, and the program with it, is there as long as its lock is held.
        let descriptor = unsafe { libbpf_sys::bpf_program__fd(program.as_ptr()) };
        // SAFETY: the program holds its descriptor open as long as the object is.
        (descriptor >= 0).then(|| unsafe { BorrowedFd::borrow_raw(descriptor) }.try_clone_to_owned())
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
pub(crate) struct Guard(pub(super) Arc<dyn Keep>);

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").finish_non_exhaustive()
    }
}

impl Guard {
    /// Calls libbpf with the object's lock held; returns its warnings beside the result. Within `act` the object is
    /// open, and the lock must not be taken again, as dropping a [`Link`](crate::Link) does.
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

    /// Another descriptor of the program at this address, if it is loaded.
    pub(crate) fn program(&self, address: Address) -> Option<io::Result<OwnedFd>> {
        self.0.program(address)
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
    pub(super) fn new(owner: Arc<dyn Keep>, pointer: NonNull<T>) -> Self {
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
