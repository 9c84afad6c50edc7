//! Maps before and after the load.

mod arena;
mod array;
mod attached_storage;
mod bloom_filter;
mod commands;
mod descriptors;
mod entries;
mod fields;
mod foreign;
mod globals;
mod handle;
mod hash;
mod iter;
mod lpm_trie;
mod many;
mod of_maps;
mod one_cpu;
mod open;
mod per_cpu;
mod pinned;
mod queue;
mod raw;
mod redirect;
mod section;
mod shared_bytes;
mod stack_traces;
mod storage;
mod update;
mod user_ring;
mod variables;

pub use arena::Arena;
pub use array::{Array, ArrayIter};
pub use attached_storage::{AttachedStorage, PerCpuAttachedStorage};
pub use bloom_filter::BloomFilter;
pub use descriptors::{CgroupArray, ProgArray, ReuseportSockArray, SockHash, SockMap, XskMap};
pub(crate) use foreign::{explain_pinned, pinned_without_name};
pub use globals::{Constant, Globals, Variable};
pub use handle::Map;
pub use hash::HashMap;
pub use iter::{Drain, Iter, Keys};
pub use lpm_trie::LpmTrie;
pub use of_maps::{ArrayOfMaps, HashOfMaps, Inner, Template};
pub use open::OpenMap;
pub use per_cpu::{PerCpuArray, PerCpuHashMap, PerCpuIter};
<<<<<<< HEAD
#[cfg(feature = "metrics")]
pub(crate) use pinned::info;
pub(crate) use pinned::{check_keeps_files, is_bpf, is_bpf_directory, types_of};
=======
pub(crate) use pinned::{info, is_bpf, types_of};
>>>>>>> eight-s
pub use queue::{Queue, Stack};
pub(crate) use raw::Facts as MapFacts;
pub use raw::RawMap;
pub use redirect::{CpuMap, DevMap, DevMapHash, Target};
#[cfg(feature = "dynamic")]
pub(crate) use section::Section;
pub use stack_traces::{Frame, StackTraces};
pub use storage::{CgroupStorage, InodeStorage, SocketStorage, TaskStorage};
pub use update::Update;
pub use user_ring::{Producer, Reserved, UserRingBuffer};
pub use variables::Variables;
