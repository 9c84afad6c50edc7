//! Which types of maps can be created.

use std::os::fd::AsRawFd as _;

use libbpf_rs::libbpf_sys::{self, bpf_map_create_opts};

use super::program::{NOT_SUPPORTED, is_unknown};
use super::support::Support;
use super::system_call::{create_map, load_btf};
use super::{MapType, btf};

pub(super) fn probe(map_type: MapType) -> Support {
    let mut options = bpf_map_create_opts::default();
    // Open until the map is created.
    let (mut types, mut inner) = (None, None);
    let (mut key_size, mut value_size, mut max_entries) = (4, 4, 1);
    match map_type {
        MapType::StackTrace => value_size = 8,
        MapType::InsnArray => value_size = size_of::<libbpf_sys::bpf_insn_array_value>() as u32,
        MapType::LpmTrie => {
            (key_size, value_size) = (8, 8);
            options.map_flags = libbpf_sys::BPF_F_NO_PREALLOC;
        }
        MapType::CgroupStorage | MapType::PercpuCgroupStorage => {
            key_size = size_of::<libbpf_sys::bpf_cgroup_storage_key>() as u32;
            (value_size, max_entries) = (8, 0);
        }
        MapType::Queue | MapType::Stack | MapType::BloomFilter => key_size = 0,
        MapType::Ringbuf | MapType::UserRingbuf => {
            (key_size, value_size, max_entries) = (0, 0, page_size());
        }
        MapType::Arena => {
            (key_size, value_size) = (0, 0);
            options.map_flags = libbpf_sys::BPF_F_MMAPABLE;
        }
        MapType::SkStorage | MapType::InodeStorage | MapType::TaskStorage | MapType::CgrpStorage => {
            match load_btf(&btf::integer()) {
                Ok(btf) => options.btf_fd = types.insert(btf).as_raw_fd() as u32,
                // What needs the types of its keys and values isn't older than types.
                Err(error) if is_unknown(&error) => return absent(map_type),
                Err(error) => return Support::refused(&error),
            }
            (options.btf_key_type_id, options.btf_value_type_id) = (1, 1);
            (max_entries, options.map_flags) = (0, libbpf_sys::BPF_F_NO_PREALLOC);
        }
        MapType::ArrayOfMaps | MapType::HashOfMaps => {
            match create_map(MapType::Array, 4, 4, 1, bpf_map_create_opts::default()) {
                Ok(map) => options.inner_map_fd = inner.insert(map).as_raw_fd() as u32,
                Err(error) if is_unknown(&error) => return absent(map_type),
                Err(error) => return Support::refused(&error),
            }
        }
        // The first type of the kernel is no struct of functions, which only a kernel that knows of those can say.
        MapType::StructOps => options.btf_vmlinux_value_type_id = 1,
        _ => {}
    }
    match create_map(map_type, key_size, value_size, max_entries, options) {
        Ok(_) => Support::Yes,
        Err(error) if error.raw_os_error() == Some(NOT_SUPPORTED) => Support::Yes,
        Err(error) if is_unknown(&error) => absent(map_type),
        Err(error) => Support::refused(&error),
    }
}

fn absent(map_type: MapType) -> Support {
    Support::no(format!("map type `{}`", map_type.name()), map_type.since())
}

fn page_size() -> u32 {
    // SAFETY: no more than a look-up of a number.
    let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    u32::try_from(size).unwrap_or(4096)
}
