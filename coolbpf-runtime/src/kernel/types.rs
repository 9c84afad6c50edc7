//! The kernel's kinds of programs and maps, by their numbers in `include/uapi/linux/bpf.h`.

use coolbpf_linux::Since;

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident in $rows:path: $($variant:ident = $id:literal,)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u32)]
        #[expect(missing_docs, reason = "the kernel's own names")]
        pub enum $name {
            $($variant = $id,)+
        }

        impl $name {
            /// All of them, by number.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The one of that number.
            pub(crate) fn of(id: u32) -> Option<Self> {
                Self::ALL.get((id as usize).checked_sub(1)?).copied()
            }

            /// The name in libbpf and in section names.
            #[must_use]
            pub fn name(self) -> &'static str {
                $rows[self as usize - 1].name
            }

            /// Which release of Linux brought it.
            #[must_use]
            pub fn since(self) -> Since {
                $rows[self as usize - 1].since
            }
        }
    };
}

kinds! {
    /// What a program is to the kernel: which context it gets and which helpers it may call.
    ProgramType in coolbpf_linux::PROGRAM_TYPES:
    SocketFilter = 1,
    Kprobe = 2,
    SchedCls = 3,
    SchedAct = 4,
    Tracepoint = 5,
    Xdp = 6,
    PerfEvent = 7,
    CgroupSkb = 8,
    CgroupSock = 9,
    LwtIn = 10,
    LwtOut = 11,
    LwtXmit = 12,
    SockOps = 13,
    SkSkb = 14,
    CgroupDevice = 15,
    SkMsg = 16,
    RawTracepoint = 17,
    CgroupSockAddr = 18,
    LwtSeg6Local = 19,
    LircMode2 = 20,
    SkReuseport = 21,
    FlowDissector = 22,
    CgroupSysctl = 23,
    RawTracepointWritable = 24,
    CgroupSockopt = 25,
    Tracing = 26,
    StructOps = 27,
    Ext = 28,
    Lsm = 29,
    SkLookup = 30,
    Syscall = 31,
    Netfilter = 32,
}

kinds! {
    /// A kind of map.
    MapType in coolbpf_linux::MAP_TYPES:
    Hash = 1,
    Array = 2,
    ProgArray = 3,
    PerfEventArray = 4,
    PercpuHash = 5,
    PercpuArray = 6,
    StackTrace = 7,
    CgroupArray = 8,
    LruHash = 9,
    LruPercpuHash = 10,
    LpmTrie = 11,
    ArrayOfMaps = 12,
    HashOfMaps = 13,
    Devmap = 14,
    Sockmap = 15,
    Cpumap = 16,
    Xskmap = 17,
    Sockhash = 18,
    CgroupStorage = 19,
    ReuseportSockarray = 20,
    PercpuCgroupStorage = 21,
    Queue = 22,
    Stack = 23,
    SkStorage = 24,
    DevmapHash = 25,
    StructOps = 26,
    Ringbuf = 27,
    InodeStorage = 28,
    TaskStorage = 29,
    BloomFilter = 30,
    UserRingbuf = 31,
    CgrpStorage = 32,
    Arena = 33,
    InsnArray = 34,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_the_tables_know_has_a_variant_of_its_number() {
        assert_eq!(ProgramType::ALL.len(), coolbpf_linux::PROGRAM_TYPES.len());
        assert_eq!(MapType::ALL.len(), coolbpf_linux::MAP_TYPES.len());
        for (at, program_type) in ProgramType::ALL.iter().enumerate() {
            assert_eq!(*program_type as usize, at + 1);
            assert_eq!(program_type.name().replace('_', ""), format!("{program_type:?}").to_lowercase());
        }
        for (at, map_type) in MapType::ALL.iter().enumerate() {
            assert_eq!(*map_type as usize, at + 1);
            assert_eq!(map_type.name().replace('_', ""), format!("{map_type:?}").to_lowercase());
        }
    }
}
