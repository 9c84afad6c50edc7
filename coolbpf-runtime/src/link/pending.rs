//! Links that nobody has yet.

use std::mem;
use std::ptr::NonNull;

use libbpf_rs::libbpf_sys;

/// Links of libbpf that are being collected. What isn't taken is detached.
#[derive(Default)]
pub(crate) struct Pending(pub(crate) Vec<NonNull<libbpf_sys::bpf_link>>);

impl Pending {
    pub(crate) fn taken(mut self) -> Vec<NonNull<libbpf_sys::bpf_link>> {
        mem::take(&mut self.0)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        for link in self.0.drain(..) {
            // SAFETY: libbpf made the link, and only this has it. Whatever it answers, the program is being given up.
            let _ = unsafe { libbpf_sys::bpf_link__destroy(link.as_ptr()) };
        }
    }
}
