//! Programs that depend on the kernel's own types.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::{AsFd as _, AsRawFd as _, FromRawFd as _, OwnedFd};
use std::ptr;

use coolbpf::{Btf, KernelTypes};
use coolbpf_features::types;

use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel;

#[test]
fn fields_are_found_where_this_kernel_has_them() {
    since::CORE_RELOCATION.is_shown_by(|| {
        let mut open = types::open()?;
        open.rodata().tid = tid();
        open.progs.relocated.set_autoload(true)?;
        let mut bpf = open.load()?;
        bpf.attach()?;
        nice(3);
        let bss = bpf.bss().read()?;
        assert_eq!(bss.parent, std::os::unix::process::parent_id());
        let (major, minor) = this_kernel::version();
        // 2f064a59a11f renamed it.
        assert_eq!(bss.state_is_renamed == 1, (major, minor) >= (5, 14));
        assert_eq!(bss.version >> 8, u32::from(major) << 8 | u32::from(minor));
        Ok(())
    });
}

#[test]
fn types_that_the_application_gives_answer_as_the_kernels_own_do() {
    since::GIVEN_TYPES.is_shown_by(|| {
        let types = Btf::bytes(std::fs::read("/sys/kernel/btf/vmlinux")?);
        let mut open = types::open_with_types(types)?;
        assert_eq!(*open.kernel_types(), KernelTypes::Given);
        open.rodata().tid = tid();
        open.progs.relocated.set_autoload(true)?;
        let mut bpf = open.load()?;
        bpf.attach()?;
        nice(4);
        assert_eq!(bpf.bss().read()?.parent, std::os::unix::process::parent_id());
        Ok(())
    });
}

#[test]
fn an_object_loads_without_types_if_those_of_its_programs_that_ask_for_them_are_not_loaded() {
    since::NO_TYPES.is_shown_by(|| {
        let open = types::open()?;
        let own = std::fs::exists("/sys/kernel/btf/vmlinux")?;
        assert_eq!(*open.kernel_types() == KernelTypes::Kernel, own);
        open.load().map(drop)
    });
}

#[test]
fn an_iterator_lists_all_tasks() {
    since::ITERATOR.is_shown_by(|| {
        let mut open = types::open()?;
        open.progs.iterator.set_autoload(true)?;
        let bpf = open.load()?;
        bpf.progs.iterator.attach()?.detach()?;
        let program = bpf.progs.iterator.fd()?;
        // SAFETY: the descriptor is open; no options is what a null pointer means.
        let link = descriptor(unsafe {
            libbpf_sys::bpf_link_create(program.as_raw_fd(), 0, libbpf_sys::BPF_TRACE_ITER, ptr::null())
        });
        // SAFETY: the descriptor is that of a link.
        let list = descriptor(unsafe { libbpf_sys::bpf_iter_create(link.as_fd().as_raw_fd()) });
        let mut bytes = Vec::new();
        File::from(list).read_to_end(&mut bytes).unwrap();
        let this = bytes.chunks(4).any(|number| number == tid().to_ne_bytes());
        assert!(this, "{} bytes", bytes.len());
        Ok(())
    });
}

/// What a call of libbpf opened.
fn descriptor(fd: i32) -> OwnedFd {
    assert!(fd >= 0, "{}", io::Error::last_os_error());
    // SAFETY: the kernel has just opened it for this caller.
    unsafe { OwnedFd::from_raw_fd(fd) }
}
