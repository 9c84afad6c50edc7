//! Many functions of the kernel at once.

use std::ffi::CString;
use std::io;
use std::ptr;

use libbpf_rs::libbpf_sys::{self, bpf_kprobe_multi_opts, bpf_kprobe_opts};

use super::{Place, Way, functions};
use crate::kernel::{Attachment, kernel};
use crate::link::Pending;
use crate::object::last_error;
use crate::program::{Program, c_string};
use crate::{Error, ErrorKind, Link, Result};

/// Many functions of the kernel at once, for programs of the sections `kprobe.multi`, `kretprobe.multi` and `kprobe.session`.
/// Linux 5.18 (0dcac2725406); before, and without `CONFIG_FPROBE`, it is a kprobe of each of them, of which each takes a descriptor and
/// about a millisecond. `kprobe.session`, which is called at the entry and the return: Linux 6.10 (535a3692ba72).
#[derive(Debug, Clone)]
pub struct KprobeMulti {
    which: Which,
    cookies: Vec<u64>,
    returns: Option<bool>,
}

#[derive(Debug, Clone)]
enum Which {
    Pattern(String),
    Functions(Vec<String>),
}

impl KprobeMulti {
    /// The functions that a pattern means, in which `*` stands for any text and `?` for one character.
    #[must_use]
    pub fn pattern(pattern: impl Into<String>) -> Self {
        Self { which: Which::Pattern(pattern.into()), cookies: Vec::new(), returns: None }
    }

    /// The functions of these names.
    #[must_use]
    pub fn functions<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        Self { which: Which::Functions(names), cookies: Vec::new(), returns: None }
    }

    /// What `bpf_get_attach_cookie` gives the program, for each of [`KprobeMulti::functions`] in their order. Linux 5.18 (ca74823c6e16).
    #[must_use]
    pub fn cookies(self, cookies: impl IntoIterator<Item = u64>) -> Self {
        Self { cookies: cookies.into_iter().collect(), ..self }
    }

    /// The return of the functions, whatever the section says.
    #[must_use]
    pub fn on_return(self) -> Self {
        Self { returns: Some(true), ..self }
    }

    fn shown(&self) -> String {
        match &self.which {
            Which::Pattern(pattern) => pattern.clone(),
            Which::Functions(names) => match names.as_slice() {
                [name] => name.clone(),
                names => format!("{} functions", names.len()),
            },
        }
    }

    /// A probe of each function. Those that can't be probed are passed over.
    fn attach_each(&self, program: &Program, place: Place<'_>, retprobe: bool) -> Result<Link> {
        let functions = match &self.which {
            Which::Pattern(pattern) => functions::matching(pattern),
            Which::Functions(names) => Ok(names.clone()),
        };
        let names: Vec<CString> = match functions {
            Ok(names) => names.into_iter().filter_map(|name| CString::new(name).ok()).collect(),
            Err(error) => return Err(place.refused(program, error, &[])?),
        };
        let attach_all = |program: *mut libbpf_sys::bpf_program| {
            let mut links = Pending::default();
            let mut refused = None;
            for (at, name) in names.iter().enumerate() {
                let options = bpf_kprobe_opts {
                    sz: size_of::<bpf_kprobe_opts>() as _,
                    retprobe,
                    bpf_cookie: self.cookies.get(at).copied().unwrap_or_default(),
                    ..Default::default()
                };
                // SAFETY: the handle keeps the program valid; the name and the options outlive the call.
                match last_error(unsafe {
                    libbpf_sys::bpf_program__attach_kprobe_opts(program, name.as_ptr(), &raw const options)
                }) {
                    Ok(link) => links.0.push(link),
                    Err(error) if functions::is_passed_over(&error) => refused = Some(error),
                    Err(error) => return Err(functions::too_many(place.name, links.0.len(), error)),
                }
            }
            match refused {
                Some(error) if links.0.is_empty() => Err(error),
                _ => Ok(links.taken()),
            }
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

impl Way for KprobeMulti {
    fn attach(self, program: &Program) -> Result<Link> {
        let shown = self.shown();
        let names = match &self.which {
            Which::Functions(names) => names.as_slice(),
            Which::Pattern(_) => &[],
        };
        if !self.cookies.is_empty() && self.cookies.len() != names.len() {
            let (cookies, names) = (self.cookies.len(), names.len());
            let message = format!("{cookies} cookies for {names} named functions: each needs one");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let facts = program.facts()?;
        let session = facts.hook().0 == "kprobe.session";
        let place = Place { kind: if session { "kprobe.session" } else { "kprobe.multi" }, name: &shown };
        let retprobe = self.returns.unwrap_or_else(|| facts.hook().0.starts_with("kretprobe"));
        if !session && kernel().attachment(Attachment::KprobeMulti).is_no() {
            return self.attach_each(program, place, retprobe);
        }
        let pattern = match &self.which {
            Which::Pattern(pattern) => Some(c_string(pattern.as_bytes())?),
            Which::Functions(_) => None,
        };
        let names = names.iter().map(|name| c_string(name.as_bytes())).collect::<Result<Vec<_>>>()?;
        let mut symbols: Vec<_> = names.iter().map(|name| name.as_ptr()).collect();
        let options = bpf_kprobe_multi_opts {
            sz: size_of::<bpf_kprobe_multi_opts>() as _,
            syms: if symbols.is_empty() { ptr::null_mut() } else { symbols.as_mut_ptr() },
            cookies: if self.cookies.is_empty() { ptr::null() } else { self.cookies.as_ptr() },
            cnt: symbols.len() as _,
            retprobe,
            session,
            ..Default::default()
        };
        // SAFETY: libbpf keeps nothing of the pattern and the options, which outlive the call as what they point to does.
        place.attach(program, |program| unsafe {
            let pattern = pattern.as_ref().map_or(ptr::null(), |pattern| pattern.as_ptr());
            libbpf_sys::bpf_program__attach_kprobe_multi_opts(program, pattern, &raw const options)
        })
    }
}
