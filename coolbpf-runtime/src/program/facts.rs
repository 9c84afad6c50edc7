//! What is known of a program without the kernel: its name, its section, its type.

use std::fs::File;
use std::io;

use libbpf_rs::{AsRawLibbpf as _, ProgramType, libbpf_sys};

use crate::attach::clsact::Direction;
use crate::capability::Capability;
use crate::instructions::{self, Instruction};
use crate::object::Handle;
use crate::tracefs;
use crate::{InstructionSet, Result};

/// What errors say about a program.
#[derive(Debug, Clone)]
pub(crate) struct ProgramFacts {
    pub(crate) name: String,
    pub(crate) section: String,
    pub(crate) program_type: ProgramType,
    /// What it is loaded for: `enum bpf_attach_type`.
    pub(crate) attach_type: libbpf_sys::bpf_attach_type,
    pub(crate) autoload: bool,
    /// The oldest instruction set that has all of its own instructions.
    pub(crate) instruction_set: InstructionSet,
    /// What its instructions take that not all kernels have, by the names of coolbpf-linux.
    pub(crate) needs: Vec<&'static str>,
}

impl ProgramFacts {
    pub(crate) fn of(program: &libbpf_rs::OpenProgram<'_>) -> Self {
        Self {
            name: program.name().to_string_lossy().into_owned(),
            section: program.section().to_string_lossy().into_owned(),
            program_type: program.prog_type(),
            // SAFETY: the reference keeps the program valid.
            attach_type: unsafe {
                libbpf_sys::bpf_program__expected_attach_type(program.as_libbpf_object().as_ptr())
            },
            autoload: program.autoload(),
            instruction_set: InstructionSet::of(program.insns()),
            needs: needs(program),
        }
    }

    /// Looks at the instructions again, when those of the functions that it calls are among them.
    pub(crate) fn look_again(&mut self, program: &libbpf_rs::OpenProgram<'_>) {
        self.needs = needs(program);
    }

    /// What attaches it by hand.
    pub(crate) fn way_to_attach(&self) -> &'static str {
        match self.hook().0 {
            _ if self.section.starts_with('?') => "`set_autoload(true)` before the load and `attach`",
            "xdp" | "xdp.frags" => "`attach_to(Xdp)`",
            "kprobe" | "kretprobe" => "`attach_to(Kprobe)`",
            "kprobe.multi" | "kretprobe.multi" | "kprobe.session" => "`attach_to(KprobeMulti)`",
            "ksyscall" | "kretsyscall" => "`attach_to(Ksyscall)`",
            "uprobe" | "uretprobe" | "uprobe.s" | "uretprobe.s" => "`attach_to(Uprobe)`",
            "uprobe.multi" | "uretprobe.multi" | "uprobe.session" => "`attach_to(UprobeMulti)`",
            "usdt" => "`attach_to(Usdt)`",
            "tp" | "tracepoint" => "`attach_to(Tracepoint)`",
            "raw_tp" | "raw_tracepoint" => "`attach_to(RawTracepoint)`",
            "freplace" => "`attach_to(Freplace)`",
            "perf_event" => "`attach_to(PerfEvent)`",
            "tcx" | "tc" | "classifier" => "`attach_to(Tcx)`",
            "netkit" => "`attach_to(Netkit)`",
            "netfilter" => "`attach_to(Netfilter)`",
            "sk_lookup" | "flow_dissector" => "`attach_to(Netns)`",
            "sk_skb" | "sk_msg" => "`attach_to(SocketMap)`",
            "socket" | "sk_reuseport" => "`attach_to(Socket)`",
            "lirc_mode2" => "`attach_to(Lirc)`",
            "iter" => "`iterate`",
            "syscall" => "`test_run`",
            "sockops" | "lsm_cgroup" => "`attach_to(Cgroup)`",
            hook if hook.starts_with("cgroup") => "`attach_to(Cgroup)`",
            _ => "its `fd`",
        }
    }

    pub(crate) fn of_handle(handle: &Handle<libbpf_sys::bpf_program>) -> Result<Self> {
        // SAFETY: the handle keeps the program valid.
        handle
            .call(|program| Self::of(&libbpf_rs::OpenProgram::new(unsafe { &*program })))
            .map(|(facts, _)| facts)
    }

    /// `` `handle_exec` (tracepoint/sched/sched_process_exec) ``
    pub(crate) fn shown(&self) -> String {
        format!("`{}` ({})", self.name, self.section)
    }

    /// The kind of hook that it is for and the target, as in `tracepoint` and `sched/sched_process_exec`.
    pub(crate) fn hook(&self) -> (&str, Option<&str>) {
        let section = self.section.trim_start_matches('?');
        section.split_once('/').map_or((section, None), |(hook, target)| (hook, Some(target)))
    }

    /// The pattern of the functions that one probe is for.
    pub(crate) fn probe_of_many(&self) -> Option<&str> {
        match self.hook() {
            ("kprobe.multi" | "kretprobe.multi", pattern) => pattern,
            _ => None,
        }
    }

    /// The binary and the pattern of its functions that one probe is for.
    pub(crate) fn uprobe_of_many(&self) -> Option<(&str, &str)> {
        match self.hook() {
            (hook, Some(target)) if is_uprobe_of_many(hook) => target.rsplit_once(':'),
            _ => None,
        }
    }

    /// Which packets it is for, as its section says: `tcx/ingress`, `tc/egress`.
    pub(crate) fn direction(&self) -> Option<Direction> {
        match self.hook() {
            ("tcx" | "tc", Some("ingress")) => Some(Direction::Ingress),
            ("tcx" | "tc", Some("egress")) => Some(Direction::Egress),
            _ => None,
        }
    }

    /// What loading and attaching it asks for.
    pub(crate) fn capabilities(&self) -> impl Iterator<Item = Capability> + use<> {
        // The number of a tracepoint is in a file that, as a rule, only root can read.
        let unreadable = match self.hook() {
            ("tp" | "tracepoint", Some(target)) => File::open(tracefs::of(&["events", target, "id"]))
                .is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied),
            _ => false,
        };
        [Capability::Bpf]
            .into_iter()
            .chain(Capability::for_program(self.program_type).iter().copied())
            .chain(unreadable.then_some(Capability::DacReadSearch))
    }
}

/// Whether a hook is one probe for many functions of user space, which can as well be many.
pub(super) fn is_uprobe_of_many(hook: &str) -> bool {
    matches!(hook.trim_end_matches(".s"), "uprobe.multi" | "uretprobe.multi")
}

fn needs(program: &libbpf_rs::OpenProgram<'_>) -> Vec<&'static str> {
    let code: Vec<_> = program.insns().iter().copied().map(Instruction::from).collect();
    instructions::needs(&code)
}
