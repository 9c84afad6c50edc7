//! Which capabilities the process lacks.

use std::fs;

use libbpf_rs::ProgramType;

/// The capabilities that BPF asks for, with their numbers in `include/uapi/linux/capability.h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Capability {
    DacReadSearch = 2,
    NetAdmin = 12,
    SysAdmin = 21,
    Perfmon = 38,
    Bpf = 39,
}

impl Capability {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DacReadSearch => "CAP_DAC_READ_SEARCH",
            Self::NetAdmin => "CAP_NET_ADMIN",
            Self::SysAdmin => "CAP_SYS_ADMIN",
            Self::Perfmon => "CAP_PERFMON",
            Self::Bpf => "CAP_BPF",
        }
    }

    /// What the kernel asks for, beside `CAP_BPF`, when a program of this type is loaded
    /// (`is_perfmon_prog_type` and `is_net_admin_prog_type` in `kernel/bpf/syscall.c`).
    pub(crate) fn for_program(program: ProgramType) -> &'static [Self] {
        use ProgramType as Type;
        match program {
            Type::Kprobe
            | Type::Tracepoint
            | Type::PerfEvent
            | Type::RawTracepoint
            | Type::RawTracepointWritable
            | Type::Tracing
            | Type::Lsm
            | Type::StructOps => &[Self::Perfmon],
            Type::SchedCls
            | Type::SchedAct
            | Type::Xdp
            | Type::LwtIn
            | Type::LwtOut
            | Type::LwtXmit
            | Type::LwtSeg6local
            | Type::SkSkb
            | Type::SkMsg
            | Type::FlowDissector
            | Type::CgroupDevice
            | Type::CgroupSock
            | Type::CgroupSockAddr
            | Type::CgroupSockopt
            | Type::CgroupSysctl
            | Type::SockOps
            | Type::Netfilter => &[Self::NetAdmin],
            Type::Ext => &[Self::Perfmon, Self::NetAdmin],
            _ => &[],
        }
    }
}

/// The effective capabilities of this thread, which are the process's unless it gave some up in one thread only.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Capabilities {
    effective: u64,
    /// `CAP_BPF` and `CAP_PERFMON` came with Linux 5.8; before, `CAP_SYS_ADMIN` stands for them.
    split: bool,
    /// Capabilities in a user namespace do not count for BPF, unless by a BPF token.
    in_user_namespace: bool,
}

impl Capabilities {
    /// `None` if `/proc` can't be read.
    pub(crate) fn of_this_process() -> Option<Self> {
        // Linux 3.17 brought the first of these.
        let status = fs::read_to_string("/proc/thread-self/status");
        let status = status.or_else(|_| fs::read_to_string("/proc/self/status")).ok()?;
        let last = fs::read_to_string("/proc/sys/kernel/cap_last_cap").ok();
        Some(Self { in_user_namespace: in_user_namespace(), ..Self::read(&status, last.as_deref())? })
    }

    /// Those in a text as of `/proc/self/status`, where the kernel's last capability is of the number `last`.
    fn read(status: &str, last: Option<&str>) -> Option<Self> {
        let effective = status.lines().find_map(|line| line.strip_prefix("CapEff:"))?;
        let last: u32 = last.and_then(|last| last.trim().parse().ok()).unwrap_or(u32::MAX);
        Some(Self {
            effective: u64::from_str_radix(effective.trim(), 16).ok()?,
            split: last >= Capability::Bpf as u32,
            in_user_namespace: false,
        })
    }

    /// What this kernel asks for where `required` is needed: sorted, without repetition, under the names that it knows.
    pub(crate) fn required(self, required: &[Capability]) -> Vec<Capability> {
        let mut sorted: Vec<Capability> = Vec::new();
        for capability in required {
            let capability = match capability {
                Capability::Bpf | Capability::Perfmon if !self.split => Capability::SysAdmin,
                other => *other,
            };
            let place = sorted.iter().position(|other| *other as u32 <= capability as u32);
            if place.and_then(|place| sorted.get(place)) != Some(&capability) {
                sorted.insert(place.unwrap_or(sorted.len()), capability);
            }
        }
        sorted
    }

    /// Those of `required` that the process does not have.
    pub(crate) fn missing(self, required: &[Capability]) -> Vec<Capability> {
        let has =
            |capability: Capability| !self.in_user_namespace && self.effective >> capability as u32 & 1 == 1;
        let mut missing = self.required(required);
        missing.retain(|capability| {
            // The kernel takes CAP_SYS_ADMIN for each of the three that were cut out of it.
            let implied = matches!(capability, Capability::Bpf | Capability::Perfmon | Capability::NetAdmin);
            !(has(*capability) || implied && has(Capability::SysAdmin))
        });
        missing
    }
}

/// Whether this process is in another user namespace than the first one.
pub(crate) fn in_user_namespace() -> bool {
    /// `PROC_USER_INIT_INO` of `include/linux/proc_ns.h`, since Linux 3.8 (98f842e675f9).
    const FIRST: &str = "user:[4026531837]";
    fs::read_link("/proc/self/ns/user").is_ok_and(|namespace| namespace.as_os_str() != FIRST)
}

/// What helps in a user namespace.
pub(crate) const BY_TOKEN: &str = "this process is in a user namespace, whose capabilities do not count for BPF; run it \
     outside, or, for loading alone, have a BPF token (Linux 6.9) allow it, by a BPF file system that is delegated to the \
     namespace, at /sys/fs/bpf or where LIBBPF_BPF_TOKEN_PATH says";

/// `this process lacks ...`
pub(crate) fn lacking(missing: &[Capability]) -> String {
    let lacking = match names(missing).as_slice() {
        [] => "a capability".to_owned(),
        [one] => format!("the capability {one}"),
        [most @ .., last] => format!("the capabilities {} and {last}", most.join(", ")),
    };
    format!("this process lacks {lacking}")
}

/// `this process lacks ...`, and how to come by all that is `required`.
pub(crate) fn advice(missing: &[Capability], required: &[Capability]) -> String {
    let program =
        std::env::current_exe().map_or_else(|_| "PROGRAM".to_owned(), |path| path.display().to_string());
    format!(
        "{}; run it with `sudo`, or allow the program once and for all with `sudo setcap {}=ep {program}`",
        lacking(missing),
        names(required).join(",").to_lowercase()
    )
}

fn names(capabilities: &[Capability]) -> Vec<&'static str> {
    capabilities.iter().map(|capability| capability.name()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: [Capability; 3] = [Capability::Perfmon, Capability::Bpf, Capability::Perfmon];

    fn with(capabilities: &[Capability], split: bool) -> Capabilities {
        Capabilities {
            effective: capabilities.iter().fold(0, |all, one| all | 1 << *one as u32),
            split,
            in_user_namespace: false,
        }
    }

    #[test]
    fn capabilities_in_a_user_namespace_do_not_count() {
        let all = with(&[Capability::Bpf, Capability::Perfmon, Capability::SysAdmin], true);
        let there = Capabilities { in_user_namespace: true, ..all };
        assert_eq!(there.missing(&WANTED), [Capability::Bpf, Capability::Perfmon]);
    }

    #[test]
    fn missing_capabilities_are_named_once() {
        assert_eq!(with(&[], true).missing(&WANTED), [Capability::Bpf, Capability::Perfmon]);
        assert_eq!(with(&[Capability::Bpf], true).missing(&WANTED), [Capability::Perfmon]);
        assert_eq!(with(&[Capability::Bpf, Capability::Perfmon], true).missing(&WANTED), []);
    }

    #[test]
    fn sys_admin_stands_for_the_capabilities_that_were_cut_out_of_it() {
        assert_eq!(with(&[Capability::SysAdmin], true).missing(&WANTED), []);
        assert_eq!(with(&[Capability::SysAdmin], true).missing(&[Capability::NetAdmin]), []);
        let read = [Capability::DacReadSearch];
        assert_eq!(with(&[Capability::SysAdmin], true).missing(&read), read);
    }

    #[test]
    fn kernels_before_5_8_are_asked_for_sys_admin() {
        assert_eq!(with(&[], false).missing(&WANTED), [Capability::SysAdmin]);
    }

    #[test]
    fn the_advice_names_the_command() {
        let advice = advice(&[Capability::Perfmon], &[Capability::Bpf, Capability::Perfmon]);
        assert!(
            advice.starts_with("this process lacks the capability CAP_PERFMON; run it with `sudo`, or"),
            "{advice}"
        );
        assert!(advice.contains("`sudo setcap cap_bpf,cap_perfmon=ep /"), "{advice}");
    }

    #[test]
    fn a_status_that_no_kernel_writes_gives_no_capability_that_is_not_in_it() {
        let seeds =
            ["Name:\ttool\nCapPrm:\t000001ffffffffff\nCapEff:\t000000c000000000\nCapBnd:\t0\n", "40\n"];
        let texts: Vec<_> = crate::hostile::texts(&seeds, 3000).collect();
        for texts in texts.windows(2) {
            let Some(found) = Capabilities::read(&texts[0], Some(&texts[1])) else { continue };
            let lines = texts[0].lines().filter_map(|line| line.strip_prefix("CapEff:"));
            let said = lines.map(|line| u64::from_str_radix(line.trim(), 16)).next().unwrap();
            assert_eq!(Ok(found.effective), said);
            assert!(found.missing(&WANTED).len() <= WANTED.len());
        }
    }
}
