//! Many functions of the kernel at once.

use std::ffi::{CString, c_ulong};
use std::io;
use std::ptr;

use libbpf_rs::libbpf_sys::{self, bpf_kprobe_multi_opts, bpf_kprobe_opts};

use super::{Place, Way, cookie, functions, many};
use crate::kernel::{Attachment, kernel};
use crate::link::Pending;
use crate::object::last_error;
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// Many functions of the kernel at once, for programs of the sections `kprobe.multi`, `kretprobe.multi` and `kprobe.session`.
/// Linux 5.18 (0dcac2725406); before, and without `CONFIG_FPROBE`, it is a kprobe of each of them, of which each takes a descriptor and
/// about a millisecond. `kprobe.session`, which is called at the entry and the return: Linux 6.10 (535a3692ba72).
#[derive(Debug, Clone)]
pub struct KprobeMulti {
    which: Which,
    is_one: bool,
    cookies: Vec<u64>,
    returns: Option<bool>,
}

#[derive(Debug, Clone)]
enum Which {
    Pattern(String),
    Functions(Vec<String>),
    Addresses(Vec<c_ulong>),
}

impl KprobeMulti {
    /// The functions that a pattern means, in which `*` stands for any text and `?` for one character.
    #[must_use]
    pub fn pattern(pattern: impl Into<String>) -> Self {
        Self::of(Which::Pattern(pattern.into()))
    }

    /// The functions of these names.
    #[must_use]
    pub fn functions<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self::of(Which::Functions(names.into_iter().map(Into::into).collect()))
    }

    /// The functions at these addresses, as `/proc/kallsyms` tells them to root: so one of several of a name can be meant. Linux 5.18;
    /// before, it is an error.
    #[must_use]
    pub fn addresses(addresses: impl IntoIterator<Item = u64>) -> Self {
        Self::of(Which::Addresses(addresses.into_iter().map(|address| address as c_ulong).collect()))
    }

    fn of(which: Which) -> Self {
        Self { which, is_one: false, cookies: Vec::new(), returns: None }
    }

    /// The pattern has to mean one function, of which there is one: else it is an error, which says how many there are.
    #[must_use]
    pub fn only_one(self) -> Self {
        Self { is_one: true, ..self }
    }

    /// What `bpf_get_attach_cookie` gives the program, for each of the functions or addresses in their order. Linux 5.18 (ca74823c6e16);
    /// of single kprobes 5.15 (7adfc6c9b315).
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
            Which::Addresses(addresses) => match addresses.as_slice() {
                [address] => format!("{address:#x}"),
                addresses => format!("{} addresses", addresses.len()),
            },
        }
    }

    /// How many places are named.
    fn named(&self) -> usize {
        match &self.which {
            Which::Pattern(_) => 0,
            Which::Functions(names) => names.len(),
            Which::Addresses(addresses) => addresses.len(),
        }
    }

    /// A probe of each function. Those that can't be probed are passed over.
    fn attach_each(&self, program: &Program, place: Place<'_>, retprobe: bool) -> Result<Link> {
        let first = self.cookies.iter().copied().find(|cookie| *cookie != 0);
        cookie::check(first.unwrap_or_default(), Attachment::PerfLink)?;
        let functions = match &self.which {
            Which::Pattern(pattern) => functions::matching(pattern),
            Which::Functions(names) => Ok(names.clone()),
            // What asks for them is refused by libbpf with the kernel's words, and explained.
            Which::Addresses(_) => Err(io::Error::from_raw_os_error(libc::EOPNOTSUPP)),
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
            Ok(links) => Ok(Link::of_many(links, program.handle())),
            Err(error) => Err(place.refused(program, error, &messages)?),
        }
    }
}

impl Way for KprobeMulti {
    fn attach(mut self, program: &Program) -> Result<Link> {
        let shown = self.shown();
        let facts = program.facts()?;
        let session = facts.hook().0 == "kprobe.session";
        let place = Place { kind: if session { "kprobe.session" } else { "kprobe.multi" }, name: &shown };
        if let (true, Which::Pattern(pattern)) = (self.is_one, &self.which) {
            match functions::only(pattern) {
                Ok(name) => self.which = Which::Functions(vec![name]),
                Err(error) => return Err(place.refused(program, error, &[])?),
            }
        }
        many::check_each_has_one("cookies", self.cookies.len(), self.named())?;
        if self.named() == 0 && !matches!(self.which, Which::Pattern(_)) {
            return Err(place.refused(program, many::nothing_named(), &[])?);
        }
        let retprobe = self.returns.unwrap_or_else(|| facts.hook().0.starts_with("kretprobe"));
        if !session && kernel().attachment(Attachment::KprobeMulti).is_no() {
            return self.attach_each(program, place, retprobe);
        }
        let pattern = match &self.which {
            Which::Pattern(pattern) => Some(c_string(pattern.as_bytes())?),
            Which::Functions(_) | Which::Addresses(_) => None,
        };
        let names = match &self.which {
            Which::Functions(names) => {
                names.iter().map(|name| c_string(name.as_bytes())).collect::<Result<Vec<_>>>()?
            }
            Which::Pattern(_) | Which::Addresses(_) => Vec::new(),
        };
        let mut symbols: Vec<_> = names.iter().map(|name| name.as_ptr()).collect();
        let options = bpf_kprobe_multi_opts {
            sz: size_of::<bpf_kprobe_multi_opts>() as _,
            syms: if symbols.is_empty() { ptr::null_mut() } else { symbols.as_mut_ptr() },
            addrs: match &self.which {
                Which::Addresses(addresses) => addresses.as_ptr(),
                Which::Pattern(_) | Which::Functions(_) => ptr::null(),
            },
            cookies: if self.cookies.is_empty() { ptr::null() } else { self.cookies.as_ptr() },
            cnt: self.named() as _,
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
