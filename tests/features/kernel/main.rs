//! Each feature of coolbpf-runtime on the kernel that this runs on.
//!
//! Needs root, tracefs and a loopback device that is up: what `cargo coolbpf vm-run` gives to a test in a guest.

mod alternatives;
mod bpf_file_system;
mod cgroup_hooks;
mod channels;
mod congestion;
mod data;
mod drift;
mod errors;
mod events;
mod feature;
mod hooks;
mod interfaces;
mod iterators;
mod library;
mod links;
mod maps;
mod network;
mod network_links;
mod newer;
mod objects;
mod old;
mod others;
mod own_network;
mod perf_events;
mod pinned;
mod pinned_by_another;
mod pins_of_others;
mod probe_modes;
mod probes;
mod redirect;
mod rejections;
mod replacing;
mod since;
mod storage;
mod streams;
mod system;
mod test_runs;
mod this_kernel;
mod tracing;
mod types;
mod user_space;
mod ways;
mod whole_ring;
