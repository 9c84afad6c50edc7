//! What programs are loaded for, on kernels that don't ask (before Linux 4.17) and refuse to be told.
//!
//! libbpf leaves it out for programs that any kernel runs without. Programs for packets are loaded for tcx, and become filters on
//! kernels without.

use libbpf_rs::libbpf_sys::{self, BPF_NETKIT_PEER, BPF_NETKIT_PRIMARY, BPF_TCX_EGRESS, BPF_TCX_INGRESS};
use libbpf_rs::{AsRawLibbpf as _, OpenObject};

use crate::decisions::decided;
use crate::kernel::{Attachment, kernel};

/// What a program is loaded for that isn't said.
const NOTHING: libbpf_sys::bpf_attach_type = 0;

pub(super) fn before_prepare(object: &mut OpenObject) {
    for program in object.progs_mut().filter(|program| program.autoload()) {
        let program = program.as_libbpf_object().as_ptr();
        // SAFETY: the program is open.
        let attach_type = unsafe { libbpf_sys::bpf_program__expected_attach_type(program) };
        let attachment = match attach_type {
            BPF_TCX_INGRESS | BPF_TCX_EGRESS => Attachment::Tcx,
            // Attaching it says that there is no such thing.
            BPF_NETKIT_PRIMARY | BPF_NETKIT_PEER => Attachment::Netkit,
            _ => continue,
        };
        if kernel().attachment(attachment).is_no() {
            decided(|| {
                format!("a program is loaded without its attach type, as this kernel has no {attachment:?}")
            });
            // SAFETY: the program is open, so that libbpf takes any type.
            unsafe { libbpf_sys::bpf_program__set_expected_attach_type(program, NOTHING) };
        }
    }
}
