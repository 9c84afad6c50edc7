//! Many functions of user space at once.

use std::ffi::CString;
use std::io;
use std::path::PathBuf;
use std::ptr;

use libbpf_rs::libbpf_sys::{self, bpf_uprobe_multi_opts, bpf_uprobe_opts};

use super::{Place, Way, binary, binary_functions};
use crate::kernel::{Attachment, kernel};
use crate::link::Pending;
use crate::object::last_error;
use crate::program::{Program, c_string};
use crate::{Error, ErrorKind, Link, Result};

/// Many functions of a binary or library at once, for programs of the sections `uprobe.multi`, `uretprobe.multi` (Linux 6.6,
/// 89ae89f53d20; before, each is a probe of its own, at most 2000) and `uprobe.session`, which is called at the entry and the return (6.13, d920179b3d48).
#[derive(Debug, Clone)]
pub struct UprobeMulti {
    binary: PathBuf,
    which: Which,
    pid: Option<u32>,
    cookies: Vec<u64>,
    returns: Option<bool>,
}

#[derive(Debug, Clone)]
enum Which {
    Pattern(String),
    Functions(Vec<String>),
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

    fn of(binary: PathBuf, which: Which) -> Self {
        Self { binary, which, pid: None, cookies: Vec::new(), returns: None }
    }

    /// In this process only.
    #[must_use]
    pub fn pid(self, pid: u32) -> Self {
        Self { pid: Some(pid), ..self }
    }

    /// What `bpf_get_attach_cookie` gives the program, for each of [`UprobeMulti::functions`] in their order.
    #[must_use]
    pub fn cookies(self, cookies: impl IntoIterator<Item = u64>) -> Self {
        Self { cookies: cookies.into_iter().collect(), ..self }
    }

    /// When the functions return, whatever the section says.
    #[must_use]
    pub fn on_return(self) -> Self {
        Self { returns: Some(true), ..self }
    }
}

impl UprobeMulti {
    /// A probe of each function.
    fn attach_each(&self, program: &Program, place: Place<'_>, process: i32, retprobe: bool) -> Result<Link> {
        let binary = binary::path(&self.binary)?;
        let targets: io::Result<Vec<(usize, Option<CString>)>> = match &self.which {
            Which::Pattern(pattern) => binary_functions::offsets(&self.binary, pattern)
                .map(|offsets| offsets.into_iter().map(|offset| (offset, None)).collect()),
            Which::Functions(names) => {
                let names = names.iter().map(|name| Ok((0, Some(CString::new(name.as_str())?))));
                names.collect()
            }
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
            Ok(links) if links.is_empty() => {
                let error = io::Error::new(io::ErrorKind::NotFound, "no function is named");
                Err(place.refused(program, error, &messages)?)
            }
            Ok(links) => Ok(Link::of_many(links, program.handle())),
            Err(error) => Err(place.refused(program, error, &messages)?),
        }
    }
}

impl Way for UprobeMulti {
    fn attach(self, program: &Program) -> Result<Link> {
        let binary = binary::path(&self.binary)?;
        let process = binary::process(self.pid)?;
        let (pattern, names) = match &self.which {
            Which::Pattern(pattern) => (Some(c_string(pattern.as_bytes())?), [].as_slice()),
            Which::Functions(names) => (None, names.as_slice()),
        };
        if !self.cookies.is_empty() && self.cookies.len() != names.len() {
            let (cookies, names) = (self.cookies.len(), names.len());
            let message = format!("{cookies} cookies for {names} named functions: each needs one");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let shown = match &self.which {
            Which::Pattern(pattern) => format!("{pattern} in {}", self.binary.display()),
            Which::Functions(names) => format!("{} in {}", names.join(", "), self.binary.display()),
        };
        let facts = program.facts()?;
        let hook = facts.hook().0.trim_end_matches(".s");
        let session = hook == "uprobe.session";
        let place = Place { kind: if session { hook } else { "uprobe.multi" }, name: &shown };
        if !session && kernel().attachment(Attachment::UprobeMulti).is_no() {
            let retprobe = self.returns.unwrap_or_else(|| hook.starts_with("uretprobe"));
            return self.attach_each(program, place, process, retprobe);
        }
        let names = names.iter().map(|name| c_string(name.as_bytes())).collect::<Result<Vec<_>>>()?;
        let mut symbols: Vec<_> = names.iter().map(|name| name.as_ptr()).collect();
        let options = bpf_uprobe_multi_opts {
            sz: size_of::<bpf_uprobe_multi_opts>() as _,
            syms: if symbols.is_empty() { ptr::null_mut() } else { symbols.as_mut_ptr() },
            cookies: if self.cookies.is_empty() { ptr::null() } else { self.cookies.as_ptr() },
            cnt: symbols.len() as _,
            retprobe: self.returns.unwrap_or_else(|| hook.starts_with("uretprobe")),
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
