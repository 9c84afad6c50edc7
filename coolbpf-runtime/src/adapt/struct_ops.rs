//! Interfaces of the section `.struct_ops.link`, on kernels that have no links for them.

use libbpf_rs::{AsRawLibbpf as _, MapType, OpenObject, libbpf_sys};

use crate::kernel::{Attachment, kernel};

/// Has such interfaces attached without a link, as those of the section `.struct_ops` are, before Linux 6.4 (68b04864ca42).
pub(super) fn before_prepare(object: &mut OpenObject) {
    for map in object.maps_mut().filter(|map| map.map_type() == MapType::StructOps) {
        let map = map.as_libbpf_object().as_ptr();
        // SAFETY: the map is open.
        let flags = unsafe { libbpf_sys::bpf_map__map_flags(map) };
        if flags & libbpf_sys::BPF_F_LINK != 0 && kernel().attachment(Attachment::StructOpsLink).is_no() {
            // SAFETY: the map is open, and libbpf only notes the flags. The one error is of a map that has been created.
            let _ = unsafe { libbpf_sys::bpf_map__set_map_flags(map, flags & !libbpf_sys::BPF_F_LINK) };
        }
    }
}
