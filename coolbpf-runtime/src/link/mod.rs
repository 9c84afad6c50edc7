//! Links: attached programs.

mod info;
mod older;
mod pending;

use std::os::fd::{AsRawFd as _, BorrowedFd, FromRawFd as _, OwnedFd};
use std::path::{Path, PathBuf};
use std::ptr::NonNull;
use std::{fmt, fs, io, mem};

use libbpf_rs::libbpf_sys;

pub use self::info::{LinkInfo, LinkTarget};
pub(crate) use self::older::Older;
pub(crate) use self::pending::Pending;
use crate::map::c_path;
use crate::object::{Address, Guard, Handle, returned};
use crate::program::Program;
use crate::{Error, ErrorKind, Result};

/// An attached program, until this is dropped.
///
/// What the kernel calls a link (Linux 5.7, for perf events 5.15) can outlive the process in a file of a BPF file system
/// ([`Link::pin`]) and have its program replaced in one step ([`Link::update`]). On kernels without, the same programs are attached in
/// the older ways and detached when this is dropped all the same, though not where the process is killed before.
#[must_use = "dropping a link detaches its program"]
pub struct Link {
    /// Nothing once it is detached.
    held: Held,
    /// What was attached, and its object, which has to outlive the link. Nothing for links from files.
    attached: Option<(Guard, Address)>,
    /// The files that keep it attached, one for each link of the kernel in each directory.
    pinned: Vec<PathBuf>,
}

/// What keeps a program attached.
enum Held {
    Nothing,
    /// libbpf's. Several where one hook is made of many.
    Links(Vec<NonNull<libbpf_sys::bpf_link>>),
    /// The kernel's own.
    Kernel(OwnedFd),
    /// None of the kernel's links.
    Older(Box<dyn Older>),
}

// SAFETY: libbpf's links aren't bound to a thread, and this one is only touched with its object's lock held.
unsafe impl Send for Link {}
// SAFETY: as above.
unsafe impl Sync for Link {}

impl Link {
    /// Takes ownership of `link`, by which the program or map is attached.
    pub(crate) fn new<T>(link: NonNull<libbpf_sys::bpf_link>, attached: &Handle<T>) -> Self {
        Self::of(Held::Links(vec![link]), attached)
    }

    /// The same of several.
    pub(crate) fn of_many<T>(links: Vec<NonNull<libbpf_sys::bpf_link>>, attached: &Handle<T>) -> Self {
        Self::of(Held::Links(links), attached)
    }

    /// The same of a link of the kernel.
    pub(crate) fn of_kernel<T>(link: OwnedFd, attached: &Handle<T>) -> Self {
        Self::of(Held::Kernel(link), attached)
    }

    /// The same of what is no link of the kernel.
    pub(crate) fn of_older<T>(older: impl Older + 'static, attached: &Handle<T>) -> Self {
        Self::of(Held::Older(Box::new(older)), attached)
    }

    fn of<T>(held: Held, attached: &Handle<T>) -> Self {
        let (object, address) = (attached.guard(), attached.address());
        object.attached().add(address);
        Self { held, attached: Some((object, address)), pinned: Vec::new() }
    }

    /// The link that a file of a BPF file system keeps ([`Link::pin`]). Dropping it leaves the program attached by the file.
    /// Linux 5.7.
    ///
    /// # Errors
    /// Where there is no such file, or it is of another kind than a link.
    pub fn from_pinned(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let doing = || format!("can't take the link that {} keeps", path.display());
        let name = c_path(path)?;
        // SAFETY: the path ends in a zero byte and outlives the call.
        let fd = unsafe { libbpf_sys::bpf_obj_get(name.as_ptr()) };
        if fd < 0 {
            return Err(Error::system(doing(), io::Error::from_raw_os_error(-fd)));
        }
        // SAFETY: the kernel has just opened it for this caller.
        let link = unsafe { OwnedFd::from_raw_fd(fd) };
        let what = fs::read_link(format!("/proc/self/fd/{}", link.as_raw_fd()));
        if let Ok(what) = what
            && !what.to_string_lossy().contains("bpf_link")
            && !what.to_string_lossy().contains("bpf-link")
        {
            let what = what.display();
            return Err(Error::new(ErrorKind::InvalidInput, format!("{}: it keeps {what}", doing())));
        }
        Ok(Self { held: Held::Kernel(link), attached: None, pinned: vec![path.to_owned()] })
    }

    /// Has a file of a BPF file system keep the program attached, after the link is dropped and the process ends, until the file is
    /// removed or [`Link::unpin`] is called. Linux 5.7, for perf events (kprobes, uprobes, tracepoints) 5.15.
    ///
    /// # Errors
    /// Where `path` is not in a BPF file system or is there already, where the link is pinned, or where it is none of the kernel.
    pub fn pin(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let doing = format!("can't pin a link to {}", path.display());
        if let Some(pinned) = self.pinned() {
            let message = format!("{doing}: {} keeps it already", pinned.display());
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let name = c_path(path)?;
        let Some(link) = self.kernel_link()? else { return Err(self.no_link(&doing)) };
        // SAFETY: the descriptor is open, the path ends in a zero byte and outlives the call.
        let code = unsafe { libbpf_sys::bpf_obj_pin(link.as_raw_fd(), name.as_ptr()) };
        returned(code).map_err(|error| self.not_pinned(&doing, error))?;
        self.pinned = vec![path.to_owned()];
        Ok(())
    }

    /// The kernel's error, explained.
    pub(crate) fn not_pinned(&self, doing: &str, error: io::Error) -> Error {
        match error.raw_os_error() {
            Some(libc::EINVAL) => self.no_link(doing),
            Some(libc::EPERM) => {
                let message = format!(
                    "{doing}: that is no BPF file system (`mount -t bpf bpf /sys/fs/bpf`), or root's"
                );
                Error::system(message, error)
            }
            _ => Error::system(doing, error),
        }
    }

    /// The descriptors of all of the kernel's links that it is made of.
    pub(crate) fn kernel_links(&self, doing: &str) -> Result<Vec<BorrowedFd<'_>>> {
        let Held::Links(links) = &self.held else {
            return Ok(vec![self.kernel_link()?.ok_or_else(|| self.no_link(doing))?]);
        };
        let descriptor = |link: &NonNull<libbpf_sys::bpf_link>| {
            // SAFETY: libbpf made the link, and this owns it.
            let fd = unsafe { libbpf_sys::bpf_link__fd(link.as_ptr()) };
            // SAFETY: the link holds its descriptor open.
            (fd >= 0).then(|| unsafe { BorrowedFd::borrow_raw(fd) })
        };
        links.iter().map(|link| descriptor(link).ok_or_else(|| self.no_link(doing))).collect()
    }

    /// Notes that these files of a directory keep it attached, and no others there any more.
    pub(crate) fn is_kept_by(&mut self, directory: &Path, files: Vec<PathBuf>) {
        self.pinned.retain(|file| !file.starts_with(directory));
        self.pinned.extend(files);
    }

    /// Whether it is of what is at this address of an object.
    pub(crate) fn is_of(&self, address: Address) -> bool {
        self.attached.as_ref().is_some_and(|(_, attached)| *attached == address)
    }

    /// Removes the files that keep the program attached: it is again until the link is dropped. The kernel lets go of a file's hold
    /// soon after, not at once.
    ///
    /// # Errors
    /// Where no file keeps it, one can't be removed, or keeps another link now. One that is gone already is none.
    pub fn unpin(&mut self) -> Result<()> {
        if self.pinned.is_empty() {
            return Err(Error::new(ErrorKind::InvalidInput, "can't unpin a link: no file keeps it"));
        }
        let own = self.info();
        while let Some(path) = self.pinned.last() {
            if let (Ok(own), Ok(there)) = (&own, Self::from_pinned(path).and_then(|link| link.info()))
                && own.id != there.id
            {
                let message = format!("can't unpin a link: {} keeps another one now", path.display());
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
            match fs::remove_file(path) {
                // Somebody else has removed it.
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::system(format!("can't remove {}", path.display()), error));
                }
                _ => self.pinned.pop(),
            };
        }
        Ok(())
    }

    /// The file that keeps the program attached, the first where there are several: each of many places has one, and each directory
    /// that the program was pinned to.
    #[must_use]
    pub fn pinned(&self) -> Option<&Path> {
        self.pinned.first().map(PathBuf::as_path)
    }

    /// Attaches `program` in the place of the one that is attached, in one step: none of both misses anything. For XDP, tcx, netkit,
    /// control groups and network namespaces; Linux 5.7. What is attached in an older way is replaced likewise, for control groups of
    /// several programs from 5.6 on.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] where links of this kind keep their program: detach it, and attach the other. Where the programs
    /// aren't of one type.
    pub fn update(&mut self, program: &Program) -> Result<()> {
        let facts = program.facts()?;
        let doing = format!("can't attach the program {} in the place of another", facts.shown());
        self.exchange(program.fd()?, &doing)?;
        self.now_of(program.handle());
        Ok(())
    }

    /// Has it attach this program, whichever object that is of.
    pub(crate) fn exchange(&mut self, new: BorrowedFd<'_>, doing: &str) -> Result<()> {
        let replaced = if let Held::Older(older) = &mut self.held {
            older.replace(new)
        } else {
            let Some(link) = self.kernel_link()? else { return Err(self.no_link(doing)) };
            // SAFETY: both descriptors are open; no options is what a null pointer means.
            let code =
                unsafe { libbpf_sys::bpf_link_update(link.as_raw_fd(), new.as_raw_fd(), std::ptr::null()) };
            returned(code)
        };
        replaced.map_err(|error| match error.raw_os_error() {
            // What the kernel answers where links of a kind keep their program, among other things.
            Some(libc::EINVAL | libc::EOPNOTSUPP) if !self.is_updatable() => Error::new(
                ErrorKind::Unsupported,
                format!("{doing}: links of this kind keep their program; detach it, and attach the other"),
            ),
            _ => Error::system(doing, error),
        })
    }

    /// Leaves the program attached when this is dropped, which takes what keeps it attached away from this process' control: until
    /// the process ends, or for good where no link of the kernel keeps it (`clsact` filters, and kernels before 5.7). To outlive the
    /// process on any kernel that can, [`Link::pin`] it.
    pub fn keep(mut self) {
        match mem::replace(&mut self.held, Held::Nothing) {
            // What holds it open is given to the process.
            Held::Kernel(link) => mem::forget(link),
            // The link's memory, and its object with it, stay.
            held @ Held::Links(_) => {
                mem::forget(held);
                mem::forget(self.attached.take());
            }
            Held::Older(_) | Held::Nothing => {}
        }
    }

    /// Detaches the program now and tells whether that went well, unlike a drop. The files that keep it are removed.
    ///
    /// XDP, tcx, netkit, control groups and network namespaces: whoever else has the link open, from Linux 5.9 on (73b11c2ab072). The
    /// kernel ends other links when nobody has them any more, which is soon after a file of theirs is removed.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn detach(mut self) -> Result<()> {
        if let Some(link) = self.kernel_link()? {
            // SAFETY: the descriptor is open. Links that can't be detached end with who has them.
            let _ = unsafe { libbpf_sys::bpf_link_detach(link.as_raw_fd()) };
        }
        let unpinned = if self.pinned().is_some() { self.unpin() } else { Ok(()) };
        self.release()?;
        unpinned
    }

    /// What the kernel knows of the link. Linux 5.8.
    ///
    /// # Errors
    /// Where no link of the kernel keeps the program.
    pub fn info(&self) -> Result<LinkInfo> {
        let doing = "can't tell about a link";
        let Some(link) = self.kernel_link()? else { return Err(self.no_link(doing)) };
        LinkInfo::of(link).map_err(|error| match error.raw_os_error() {
            Some(libc::EINVAL) => self.no_link(doing),
            _ => Error::system(doing, error),
        })
    }

    /// The descriptor of the kernel's link, for what this crate doesn't wrap.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] where no link of the kernel keeps the program, or more than one.
    pub fn fd(&self) -> Result<BorrowedFd<'_>> {
        self.kernel_link()?.ok_or_else(|| self.no_link("there is no descriptor of a link"))
    }

    /// The kernel's link. For what libbpf attaches to a perf event on kernels before 5.15, a descriptor of another kind.
    fn kernel_link(&self) -> Result<Option<BorrowedFd<'_>>> {
        use std::os::fd::AsFd as _;
        let link = match &self.held {
            Held::Kernel(link) => return Ok(Some(link.as_fd())),
            _ => self.libbpf_link(),
        };
        let Some(link) = link else { return Ok(None) };
        // SAFETY: libbpf made the link, and this owns it.
        let fd = unsafe { libbpf_sys::bpf_link__fd(link.as_ptr()) };
        // SAFETY: the link holds its descriptor open.
        Ok((fd >= 0).then(|| unsafe { BorrowedFd::borrow_raw(fd) }))
    }

    /// libbpf's link, where there is one.
    pub(crate) fn libbpf_link(&self) -> Option<NonNull<libbpf_sys::bpf_link>> {
        match &self.held {
            Held::Links(links) => match links.as_slice() {
                [link] => Some(*link),
                _ => None,
            },
            _ => None,
        }
    }

    /// Notes that something else is attached by this link now.
    pub(crate) fn now_of<T>(&mut self, attached: &Handle<T>) {
        self.set_attached(Some((attached.guard(), attached.address())));
    }

    /// What is attached by this link, and its object.
    pub(crate) fn attached(&self) -> Option<(Guard, Address)> {
        self.attached.clone()
    }

    /// Notes what is attached by this link now.
    pub(crate) fn set_attached(&mut self, attached: Option<(Guard, Address)>) {
        if let Some((object, address)) = &attached {
            object.attached().add(*address);
        }
        if let Some((object, address)) = std::mem::replace(&mut self.attached, attached) {
            object.attached().remove(address);
        }
    }

    pub(crate) fn is_updatable(&self) -> bool {
        match &self.held {
            Held::Older(older) => older.is_updatable(),
            _ => self.info().is_ok_and(|info| info.target.is_updatable()),
        }
    }

    fn no_link(&self, doing: &str) -> Error {
        let why = match &self.held {
            Held::Links(links) if links.len() > 1 => {
                format!("it is {} links, one for each place", links.len())
            }
            Held::Older(older) => {
                let since = older.link_since().map(|release| format!(", which came with Linux {release}"));
                format!("it is {}, and no link of the kernel{}", older.what(), since.unwrap_or_default())
            }
            _ => "no link of the kernel keeps it attached, which came with Linux 5.7, for perf events with 5.15"
                .to_owned(),
        };
        Error::new(ErrorKind::Unsupported, format!("{doing}: {why}"))
    }

    /// Gives up what keeps it attached, but for its file.
    fn release(&mut self) -> Result<()> {
        let held = match mem::replace(&mut self.held, Held::Nothing) {
            Held::Nothing => return Ok(()),
            held => held,
        };
        let pinned = self.pinned().is_some();
        let detach = || match held {
            Held::Links(links) => {
                // Each of them, whatever the others answer.
                let destroy = |link: NonNull<libbpf_sys::bpf_link>| {
                    // SAFETY: libbpf made the link; this owns it and has just given it up.
                    unsafe {
                        if pinned {
                            disconnect(link);
                        }
                        libbpf_sys::bpf_link__destroy(link.as_ptr())
                    }
                };
                let codes: Vec<i32> = links.into_iter().map(destroy).collect();
                codes.into_iter().try_for_each(returned)
            }
            Held::Older(mut older) => older.remove(),
            Held::Kernel(_) | Held::Nothing => Ok(()),
        };
        let detached = match &self.attached {
            Some((object, attached)) => {
                object.attached().remove(*attached);
                object.call(detach)?.0
            }
            None => detach(),
        };
        detached.map_err(|error| Error::system("can't detach a program", error))
    }
}

/// Has libbpf leave the link attached when it is destroyed; libbpf otherwise disables a perf event that a file keeps. The link is
/// closed here, which libbpf then doesn't; the descriptor of its perf event stays open, which nobody but libbpf knows.
///
/// # Safety
/// The link must be valid and be destroyed next.
unsafe fn disconnect(link: NonNull<libbpf_sys::bpf_link>) {
    // SAFETY: the caller has a valid link, whose descriptor nobody closes after `disconnect`.
    unsafe {
        libbpf_sys::bpf_link__disconnect(link.as_ptr());
        let fd = libbpf_sys::bpf_link__fd(link.as_ptr());
        if fd >= 0 {
            drop(OwnedFd::from_raw_fd(fd));
        }
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").field("pinned", &self.pinned).finish_non_exhaustive()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        // There is nobody to tell; whoever wants to know calls `detach`.
        let _ = self.release();
    }
}
