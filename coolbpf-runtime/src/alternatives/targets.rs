//! Where programs of the kernel's types (`fentry`, `tp_btf`, `lsm`) are attached, by the numbers that their targets have.

use std::ffi::{CStr, CString};
use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd, FromRawFd as _, OwnedFd};
use std::ptr::NonNull;

use libbpf_rs::libbpf_sys::{self, bpf_attach_type, btf};

use super::choice::Reason;
use crate::object::{last_error, returned};

/// The targets of programs, by their names, as far as they have been looked for and are there.
#[derive(Debug, Default)]
pub(crate) struct Targets {
    types: Option<Btf>,
    /// What the application sets in the place of what the sections name; the last counts.
    set: Vec<(String, Set)>,
    found: Vec<(String, BtfTarget)>,
}

/// What an application has set.
#[derive(Debug)]
enum Set {
    /// Something that the kernel names.
    Kernel(String),
    /// A function of a program, which is found.
    Program,
    /// It is not there.
    Refused(Reason),
}

/// What is known of the target that an application has set.
pub(super) enum Known<'a> {
    /// This is to be looked for in the kernel's types.
    Named(&'a str),
    Found,
    Refused(&'a Reason),
}

/// Something that types name.
#[derive(Debug)]
pub(super) struct BtfTarget {
    /// Its number.
    pub(super) id: u32,
    of: Types,
}

/// Whose types they are.
#[derive(Debug)]
enum Types {
    Kernel,
    Module(OwnedFd),
    Program(OwnedFd),
}

impl BtfTarget {
    /// The descriptor of the module's types; 0 for others.
    pub(super) fn object(&self) -> u32 {
        match &self.of {
            Types::Module(types) => types.as_raw_fd().cast_unsigned(),
            Types::Kernel | Types::Program(_) => 0,
        }
    }

    /// The descriptor of the program whose function it is; 0 for others.
    pub(super) fn program(&self) -> u32 {
        match &self.of {
            Types::Program(program) => program.as_raw_fd().cast_unsigned(),
            Types::Kernel | Types::Module(_) => 0,
        }
    }
}

impl Targets {
    /// What was found for a program.
    pub(super) fn get(&self, program: &str) -> Option<&BtfTarget> {
        self.found.iter().rev().find(|(found, _)| found == program).map(|(_, target)| target)
    }

    /// What is known of the target that the application has set for a program, or that its section names: `named`.
    pub(super) fn known<'a>(&'a self, program: &str, named: &'a str) -> Known<'a> {
        match self.set.iter().rev().find(|(of, _)| of == program).map(|(_, set)| set) {
            None => Known::Named(named),
            Some(Set::Kernel(name)) => Known::Named(name),
            Some(Set::Program) => Known::Found,
            Some(Set::Refused(reason)) => Known::Refused(reason),
        }
    }

    /// Notes that a program is for something else of the kernel than its section names.
    pub(crate) fn set_kernel(&mut self, program: &str, name: &str) {
        self.set.push((program.to_owned(), Set::Kernel(name.to_owned())));
    }

    /// Notes that a program is for the function of a program that is in the kernel.
    pub(crate) fn set_program(
        &mut self,
        program: &str,
        of: BorrowedFd<'_>,
        function: &str,
    ) -> io::Result<()> {
        let id = function_of(of, function)?;
        let target = BtfTarget { id, of: Types::Program(of.try_clone_to_owned()?) };
        self.found.push((program.to_owned(), target));
        self.set.push((program.to_owned(), Set::Program));
        Ok(())
    }

    /// Notes that what a program was to be for is not there.
    pub(crate) fn set_refused(&mut self, program: &str, reason: Reason) {
        self.set.push((program.to_owned(), Set::Refused(reason)));
    }

    /// Looks for the `target` of a program, as in `do_unlinkat` or `nf_conntrack:nf_ct_delete`; whether it is there.
    pub(super) fn find(
        &mut self,
        program: &str,
        target: &str,
        attach_type: bpf_attach_type,
    ) -> io::Result<bool> {
        let types = match &self.types {
            Some(types) => types,
            None => self.types.insert(Btf::load()?),
        };
        let found = types.find(target, attach_type)?;
        let is_found = found.is_some();
        self.found.extend(found.map(|found| (program.to_owned(), found)));
        Ok(is_found)
    }

    /// Lets go of the kernel's types, which take some megabytes.
    pub(super) fn forget_types(&mut self) {
        self.types = None;
    }
}

/// Types of the kernel, of a module or of a program, parsed.
#[derive(Debug)]
struct Btf(NonNull<btf>);

// SAFETY: it is only read, and no part of it is bound to a thread.
unsafe impl Send for Btf {}
// SAFETY: as above.
unsafe impl Sync for Btf {}

impl Drop for Btf {
    fn drop(&mut self) {
        // SAFETY: this has it from libbpf, alone.
        unsafe { libbpf_sys::btf__free(self.0.as_ptr()) }
    }
}

impl Btf {
    fn load() -> io::Result<Self> {
        // SAFETY: the call takes nothing.
        last_error(unsafe { libbpf_sys::btf__load_vmlinux_btf() }).map(Self)
    }

    fn find(&self, target: &str, attach_type: bpf_attach_type) -> io::Result<Option<BtfTarget>> {
        let (module, name) = match target.split_once(':') {
            Some((module, name)) => (Some(module), name),
            None => (None, target),
        };
        let (prefix, kind) = named_as(attach_type);
        let Ok(name) = CString::new(format!("{prefix}{name}")) else { return Ok(None) };
        if module.is_none_or(|module| module == "vmlinux")
            && let Some(id) = id(self.0, &name, kind)
        {
            return Ok(Some(BtfTarget { id, of: Types::Kernel }));
        }
        self.find_in_modules(module, &name, kind)
    }

    /// Looks through the types of modules, which a kernel tells since Linux 5.11 to those with `CAP_SYS_ADMIN`.
    fn find_in_modules(&self, only: Option<&str>, name: &CStr, kind: u32) -> io::Result<Option<BtfTarget>> {
        let mut last = 0;
        loop {
            let mut next = 0;
            // SAFETY: the number is written where there is room for it.
            if unsafe { libbpf_sys::bpf_btf_get_next_id(last, &raw mut next) } < 0 {
                let error = io::Error::last_os_error();
                return if error.raw_os_error() == Some(libc::ENOENT) { Ok(None) } else { Err(error) };
            }
            last = next;
            // SAFETY: the call takes a number.
            let fd = unsafe { libbpf_sys::bpf_btf_get_fd_by_id(last) };
            if fd < 0 {
                // It is gone.
                continue;
            }
            // SAFETY: the kernel has just opened it for this caller.
            let module = unsafe { OwnedFd::from_raw_fd(fd) };
            if !is_module(&module, only) {
                continue;
            }
            // SAFETY: the base outlives what is built on it, which is freed at the end of this turn.
            let types = unsafe { libbpf_sys::btf__load_from_kernel_by_id_split(last, self.0.as_ptr()) };
            let Ok(types) = last_error(types).map(Self) else { continue };
            if let Some(id) = id(types.0, name, kind) {
                return Ok(Some(BtfTarget { id, of: Types::Module(module) }));
            }
        }
    }
}

/// What the target's name starts with in the kernel's types, and what kind of type it is (`btf_get_kernel_prefix_kind` of libbpf).
fn named_as(attach_type: bpf_attach_type) -> (&'static str, u32) {
    match attach_type {
        libbpf_sys::BPF_TRACE_RAW_TP => ("btf_trace_", libbpf_sys::BTF_KIND_TYPEDEF),
        libbpf_sys::BPF_LSM_MAC | libbpf_sys::BPF_LSM_CGROUP => ("bpf_lsm_", libbpf_sys::BTF_KIND_FUNC),
        libbpf_sys::BPF_TRACE_ITER => ("bpf_iter_", libbpf_sys::BTF_KIND_FUNC),
        _ => ("", libbpf_sys::BTF_KIND_FUNC),
    }
}

/// The number of a program's function in the types that it was loaded with.
fn function_of(program: BorrowedFd<'_>, function: &str) -> io::Result<u32> {
    let mut info = libbpf_sys::bpf_prog_info::default();
    let mut length = size_of::<libbpf_sys::bpf_prog_info>() as u32;
    // SAFETY: the descriptor is open, and the kernel writes what there is room for.
    returned(unsafe {
        libbpf_sys::bpf_prog_get_info_by_fd(program.as_raw_fd(), &raw mut info, &raw mut length)
    })?;
    // SAFETY: the call takes a number.
    let types = Btf(last_error(unsafe { libbpf_sys::btf__load_from_kernel_by_id(info.btf_id) })?);
    let name = CString::new(function)?;
    id(types.0, &name, libbpf_sys::BTF_KIND_FUNC).ok_or_else(|| io::ErrorKind::NotFound.into())
}

fn id(types: NonNull<btf>, name: &CStr, kind: u32) -> Option<u32> {
    // SAFETY: the types are loaded, and the name ends in a zero byte.
    let id = unsafe { libbpf_sys::btf__find_by_name_kind(types.as_ptr(), name.as_ptr(), kind) };
    u32::try_from(id).ok().filter(|id| *id > 0)
}

/// Whether BTF that the kernel holds is of a module, and of that one if one is meant.
fn is_module(btf: &OwnedFd, only: Option<&str>) -> bool {
    // `MODULE_NAME_LEN` is less.
    let mut name = [0_u8; 64];
    let mut info = libbpf_sys::bpf_btf_info {
        name: name.as_mut_ptr().addr() as u64,
        name_len: name.len() as u32,
        ..Default::default()
    };
    let mut length = size_of::<libbpf_sys::bpf_btf_info>() as u32;
    // SAFETY: the kernel writes what there is room for into the information and the name, which outlive the call.
    let code = unsafe { libbpf_sys::bpf_btf_get_info_by_fd(btf.as_raw_fd(), &raw mut info, &raw mut length) };
    let name = CStr::from_bytes_until_nul(&name).ok().and_then(|name| name.to_str().ok());
    code == 0
        && info.kernel_btf != 0
        && name.is_some_and(|name| !matches!(name, "" | "vmlinux") && only.is_none_or(|only| only == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_names_is_found_and_the_rest_is_not() {
        let mut targets = Targets::default();
        let fentry = libbpf_sys::BPF_TRACE_FENTRY;
        assert!(targets.find("a", "do_unlinkat", fentry).unwrap());
        assert!(targets.find("b", "vmlinux:do_unlinkat", fentry).unwrap());
        assert!(targets.find("c", "sched_process_exec", libbpf_sys::BPF_TRACE_RAW_TP).unwrap());
        for nowhere in ["no_such_function", "no_such_module:do_unlinkat", "", ":", "a\0b"] {
            assert!(!targets.find("d", nowhere, fentry).unwrap(), "{nowhere:?}");
        }
        assert_eq!(targets.get("a").map(|found| found.id), targets.get("b").map(|found| found.id));
        assert!(targets.get("d").is_none() && targets.get("c").is_some_and(|found| found.object() == 0));
    }
}
