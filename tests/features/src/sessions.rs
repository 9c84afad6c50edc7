//! A program that outlives its process, and others of its name.

/// What is pinned, picked up, and replaced.
#[coolbpf::program]
pub mod session {
    const SOURCE: &str = include_str!("bpf/session.bpf.c");
}

/// The next version, with the same maps.
pub mod next {
    /// Of the same name, so that its sections of variables have the same names, too.
    #[coolbpf::program]
    pub mod session {
        const SOURCE: &str = include_str!("bpf/session_next.bpf.c");
    }
}

/// Another version, whose map holds something else.
pub mod other {
    /// Of the same name.
    #[coolbpf::program]
    pub mod session {
        const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct count {
	__u64 last;
	__u32 version;
	__u32 unused;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct count);
} counts SEC(".maps");

SEC("socket") int all(void *packet) { return -1; }
"#;
    }
}

/// A program of another name, with the map that the other version has.
#[coolbpf::program]
pub mod stranger {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

__u64 seen;

SEC("socket") int all(void *packet) { seen++; return -1; }
"#;
}

/// The next version, of which a program can't be attached.
pub mod broken {
    /// Of the same name.
    #[coolbpf::program]
    pub mod session {
        const SOURCE: &str = include_str!("bpf/session_broken.bpf.c");
    }
}
