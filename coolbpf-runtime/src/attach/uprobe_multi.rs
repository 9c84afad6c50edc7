//! Many functions of user space at once.

use std::ffi::{CString, c_ulong};
use std::io;
use std::path::PathBuf;
use std::ptr;

use libbpf_rs::libbpf_sys::{self, bpf_uprobe_multi_opts, bpf_uprobe_opts};

use super::probe_mode::{NO_SEMAPHORES, has_semaphores};
use super::{Place, Way, binary, binary_functions, cookie, many};
use crate::kernel::{Attachment, kernel};
use crate::link::Pending;
use crate::object::last_error;
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// Many functions of a binary or library at once, for programs of the sections `uprobe.multi`, `uretprobe.multi` (Linux 6.6,
/// 89ae89f53d20; before, each is a probe of its own, at most 2000) and `uprobe.session`, which is called at the entry and the return (6.13, d920179b3d48).
#[derive(Debug, Clone)]
pub struct UprobeMulti {
    binary: PathBuf,
    which: Which,
    pid: Option<u32>,
    cookies: Vec<u64>,
    semaphores: Vec<c_ulong>,
    returns: Option<bool>,
}

#[derive(Debug, Clone)]
enum Which {
    Pattern(String),
    Functions(Vec<String>),
    Offsets(Vec<c_ulong>),
}

impl UprobeMulti {
    /// The functions that a pattern means, in which `*` stands for any text and `?` for one character.
    #[must_use]
    pub fn pattern(binary: impl Into<PathBuf>, pattern: impl Into<String>) -> Self {
        Self::of(binary.into(), Which::Pattern(pattern.into()))
    }

    /// The functions of these names.
    #[must_use]
    pub fn functions<S: Into<String>>(
        binary: impl Into<PathBuf>,
        names: impl IntoIterator<Item = S>,
    ) -> Self {
        Self::of(binary.into(), Which::Functions(names.into_iter().map(Into::into).collect()))
    }

    /// The places so many bytes into the file.
    #[must_use]
    pub fn offsets(binary: impl Into<PathBuf>, offsets: impl IntoIterator<Item = usize>) -> Self {
        let offsets = offsets.into_iter().map(|offset| offset as c_ulong).collect();
        Self::of(binary.into(), Which::Offsets(offsets))
    }

    fn of(binary: PathBuf, which: Which) -> Self {
        Self { binary, which, pid: None, cookies: Vec::new(), semaphores: Vec::new(), returns: None }
    }

    /// In this process only.
    #[must_use]
    pub fn pid(self, pid: u32) -> Self {
        Self { pid: Some(pid), ..self }
    }

    /// What `bpf_get_attach_cookie` gives the program, for each of the functions or offsets in their order. Linux 6.6 (0b779b61f651);
    /// of single uprobes 5.15 (7adfc6c9b315).
    #[must_use]
    pub fn cookies(self, cookies: impl IntoIterator<Item = u64>) -> Self {
        Self { cookies: cookies.into_iter().collect(), ..self }
    }

    /// Where in the file the 16 bits are that the kernel counts the watchers in, for each of the functions or offsets in their order; 0
    /// for none. Linux 6.6 (89ae89f53d20), of single uprobes 4.20 (a6ca88b241d5).
    #[must_use]
    pub fn semaphores(self, offsets: impl IntoIterator<Item = usize>) -> Self {
        Self { semaphores: offsets.into_iter().map(|offset| offset as c_ulong).collect(), ..self }
    }

    /// When the functions return, whatever the section says.
    #[must_use]
    pub fn on_return(self) -> Self {
        Self { returns: Some(true), ..self }
    }

    fn shown(&self) -> String {
        let binary = self.binary.display();
        match &self.which {
            Which::Pattern(pattern) => format!("{pattern} in {binary}"),
            Which::Functions(names) => format!("{} in {binary}", names.join(", ")),
            Which::Offsets(offsets) => {
                let offsets: Vec<_> = offsets.iter().map(|offset| format!("{offset:#x}")).collect();
                format!("{} in {binary}", offsets.join(", "))
            }
        }
    }

    /// How many places are named.
    fn named(&self) -> usize {
        match &self.which {
            Which::Pattern(_) => 0,
            Which::Functions(names) => names.len(),
            Which::Offsets(offsets) => offsets.len(),
        }
    }

    /// A probe of each function.
    fn attach_each(&self, program: &Program, place: Place<'_>, process: i32, retprobe: bool) -> Result<Link> {
        let first = self.cookies.iter().copied().find(|cookie| *cookie != 0);
        cookie::check(first.unwrap_or_default(), Attachment::PerfLink)?;
        if self.semaphores.iter().any(|semaphore| *semaphore != 0) && !has_semaphores() {
            let error = io::Error::new(io::ErrorKind::Unsupported, NO_SEMAPHORES);
            return Err(place.refused(program, error, &[])?);
        }
        let binary = binary::path(&self.binary)?;
        let targets: io::Result<Vec<(usize, Option<CString>)>> = match &self.which {
            Which::Pattern(pattern) => binary_functions::offsets(&self.binary, pattern)
                .map(|offsets| offsets.into_iter().map(|offset| (offset, None)).collect()),
            Which::Functions(names) => {
                let names = names.iter().map(|name| Ok((0, Some(CString::new(name.as_str())?))));
                names.collect()
            }
            Which::Offsets(offsets) => Ok(offsets.iter().map(|offset| (*offset as usize, None)).collect()),
        };
        let targets = match targets {
            Ok(targets) => targets,
            Err(error) => return Err(place.refused(program, error, &[])?),
        };
        let attach_all = |program: *mut libbpf_sys::bpf_program| {
            let mut links = Pending::default();
            for (at, (offset, name)) in targets.iter().enumerate() {
                let options = bpf_uprobe_opts {
                    sz: size_of::<bpf_uprobe_opts>() as _,
                    retprobe,
                    func_name: name.as_ref().map_or(ptr::null(), |name| name.as_ptr()),
                    bpf_cookie: self.cookies.get(at).copied().unwrap_or_default(),
                    ref_ctr_offset: self.semaphores.get(at).copied().unwrap_or_default() as _,
                    ..Default::default()
                };
                // SAFETY: the handle keeps the program valid; the names and the options outlive the call.
                links.0.push(last_error(unsafe {
                    libbpf_sys::bpf_program__attach_uprobe_opts(
                        program,
                        process,
                        binary.as_ptr(),
                        *offset as _,
                        &raw const options,
                    )
                })?);
            }
            io::Result::Ok(links.taken())
        };
        let (links, messages) = program.handle().call(attach_all)?;
        match links {
            Ok(links) => Ok(Link::of_many(links, program.handle())),
            Err(error) => Err(place.refused(program, error, &messages)?),
        }
    }
}

impl Way for UprobeMulti {
    fn attach(self, program: &Program) -> Result<Link> {
        let binary = binary::path(&self.binary)?;
        let process = binary::process(self.pid)?;
        many::check_each_has_one("cookies", self.cookies.len(), self.named())?;
        many::check_each_has_one("semaphores", self.semaphores.len(), self.named())?;
        let shown = self.shown();
        let facts = program.facts()?;
        let hook = facts.hook().0.trim_end_matches(".s");
        let session = hook == "uprobe.session";
        let place = Place { kind: if session { hook } else { "uprobe.multi" }, name: &shown };
        let (mut pattern, mut names) = (None, Vec::new());
        match &self.which {
            Which::Pattern(text) => pattern = Some(c_string(text.as_bytes())?),
            _ if self.named() == 0 => return Err(place.refused(program, many::nothing_named(), &[])?),
            Which::Functions(functions) => {
                let all = functions.iter().map(|name| c_string(name.as_bytes()));
                names = all.collect::<Result<Vec<_>>>()?;
            }
            Which::Offsets(_) => {}
        }
        let retprobe = self.returns.unwrap_or_else(|| hook.starts_with("uretprobe"));
        if !session && kernel().attachment(Attachment::UprobeMulti).is_no() {
            return self.attach_each(program, place, process, retprobe);
        }
        let mut symbols: Vec<_> = names.iter().map(|name| name.as_ptr()).collect();
        let options = bpf_uprobe_multi_opts {
            sz: size_of::<bpf_uprobe_multi_opts>() as _,
            syms: if symbols.is_empty() { ptr::null_mut() } else { symbols.as_mut_ptr() },
            offsets: match &self.which {
                Which::Offsets(offsets) => offsets.as_ptr(),
                Which::Pattern(_) | Which::Functions(_) => ptr::null(),
            },
            ref_ctr_offsets: if self.semaphores.is_empty() { ptr::null() } else { self.semaphores.as_ptr() },
            cookies: if self.cookies.is_empty() { ptr::null() } else { self.cookies.as_ptr() },
            cnt: self.named() as _,
            retprobe,
            session,
            ..Default::default()
        };
        // SAFETY: libbpf keeps nothing of the strings and the options, which outlive the call as what they point to does.
        place.attach(program, |program| unsafe {
            let pattern = pattern.as_ref().map_or(ptr::null(), |pattern| pattern.as_ptr());
            libbpf_sys::bpf_program__attach_uprobe_multi(
                program,
                process,
                binary.as_ptr(),
                pattern,
                &raw const options,
            )
        })
    }
}
