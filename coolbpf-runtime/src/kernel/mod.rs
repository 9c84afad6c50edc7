//! What this kernel can do, found out by trying.
//!
//! Versions don't tell: distributions bring features to older kernels and leave others out of new ones. So each question
//! is answered by a probe: a program, map or link that is made and closed at once, or an attempt that fails in one way
//! where the kernel knows the thing and in another where it doesn't.

mod attachment;
mod btf;
mod enumerators;
mod function_calls;
mod helper;
pub(crate) mod hook;
mod instruction_set;
mod map;
mod map_memory;
mod permission;
mod program;
mod support;
mod system_call;
mod types;

use std::sync::{Mutex, OnceLock, PoisonError};

use coolbpf_linux::KernelVersion;

use crate::{InstructionSet, Result};

pub use attachment::Attachment;
pub use permission::{Lockdown, Permissions};
pub use support::{Missing, Support};
pub(crate) use system_call::{create_link, runs_tests, tells_of_descriptors};
pub use types::{MapType, ProgramType};

/// The kernel that this process runs on.
///
/// ```
/// use coolbpf::{MapType, Support};
///
/// match coolbpf::kernel().map_type(MapType::Ringbuf) {
///     Support::Yes => println!("events go through a ring buffer"),
///     Support::No(missing) => println!("{missing}"),
///     Support::Unknown(why) => println!("can't tell: {why}"),
/// }
/// ```
pub fn kernel() -> &'static Kernel {
    static KERNEL: OnceLock<Kernel> = OnceLock::new();
    KERNEL.get_or_init(Kernel::default)
}

/// Answers what this kernel can do. Yes and no are kept for the life of the process; what can't be told is tried again when
/// it is asked again, as the process may have got the capabilities by then.
///
/// A probe takes some microseconds, but for those that need the kernel's types: they read them once, which takes
/// some milliseconds.
#[derive(Debug, Default)]
pub struct Kernel {
    answers: Mutex<Vec<(Question, Support)>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    ProgramType(ProgramType),
    MapType(MapType),
    Helper(ProgramType, u32),
    Attachment(Attachment),
    InstructionSet(InstructionSet),
    FunctionCalls,
    MapMemory,
    Btf,
}

impl Kernel {
    /// The kernel's release, as in `6.1.0-28-amd64`; empty if it can't be told.
    #[must_use]
    pub fn release(&self) -> &'static str {
        system_call::release()
    }

    /// The first two numbers of the kernel's release. To be shown, not to be decided by.
    #[must_use]
    pub fn version(&self) -> Option<KernelVersion> {
        let mut numbers =
            self.release().split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().ok());
        Some(KernelVersion::new(numbers.next()??, numbers.next()??))
    }

    /// Whether programs of a type can be loaded.
    #[must_use]
    pub fn program_type(&self, program_type: ProgramType) -> Support {
        self.answer(Question::ProgramType(program_type), || program::probe(program_type))
    }

    /// Whether maps of a type can be created.
    #[must_use]
    pub fn map_type(&self, map_type: MapType) -> Support {
        self.answer(Question::MapType(map_type), || map::probe(map_type))
    }

    /// Whether programs of a type may call a helper, by its name, as in `bpf_ringbuf_reserve`.
    #[must_use]
    pub fn helper(&self, program_type: ProgramType, helper: &str) -> Support {
        let Some(row) = coolbpf_linux::helper_by_name(helper) else {
            return Support::Unknown(format!("there is no helper `{helper}` in include/uapi/linux/bpf.h"));
        };
        match self.program_type(program_type) {
            Support::Yes => {
                self.answer(Question::Helper(program_type, row.id), || helper::probe(program_type, row))
            }
            other => other,
        }
    }

    /// Whether programs can be attached in a way.
    #[must_use]
    pub fn attachment(&self, attachment: Attachment) -> Support {
        self.answer(Question::Attachment(attachment), || attachment::probe(self, attachment))
    }

    /// Whether programs of an instruction set can be loaded.
    #[must_use]
    pub fn instruction_set(&self, instruction_set: InstructionSet) -> Support {
        self.answer(Question::InstructionSet(instruction_set), || {
            instruction_set::probe(self, instruction_set)
        })
    }

    /// Whether programs may call functions of their own, which are else put in the place of their calls.
    #[must_use]
    pub fn function_calls(&self) -> Support {
        self.answer(Question::FunctionCalls, || function_calls::probe(self))
    }

    /// Whether helpers take memory of maps, so that events of a perf buffer can be larger than the stack.
    #[must_use]
    pub fn map_memory_arguments(&self) -> Support {
        self.answer(Question::MapMemory, map_memory::probe)
    }

    /// Whether the kernel tells its types (`CONFIG_DEBUG_INFO_BTF`), which CO-RE relocations, `fentry`, `tp_btf` and
    /// `lsm` programs need.
    #[must_use]
    pub fn btf(&self) -> Support {
        self.answer(Question::Btf, btf::probe)
    }

    /// The names and numbers of an enum of this kernel, as in `skb_drop_reason`, in the order of its source; `None` where it has no enum of
    /// that name. So a tool needs no table that later kernels outgrow. They are read each time, which takes some
    /// milliseconds; a number of 64 bits without a sign keeps its bits.
    ///
    /// # Errors
    /// Where the kernel does not tell its types, or they can't be read.
    pub fn enumerators(&self, name: &str) -> Result<Option<Vec<(String, i64)>>> {
        enumerators::of(name)
    }

    /// How far the kernel is locked against root; `None` where it doesn't say.
    #[must_use]
    pub fn lockdown(&self) -> Option<Lockdown> {
        Lockdown::of_kernel()
    }

    /// What this process may do with BPF, at this moment.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        Permissions::of_this_process()
    }

    /// A type of programs that surely can be loaded, to try instructions by: kernels for tracing alone have no socket filters.
    fn plain_program_type(&self) -> Option<ProgramType> {
        [ProgramType::SocketFilter, ProgramType::Tracepoint]
            .into_iter()
            .find(|program_type| self.program_type(*program_type).is_yes())
    }

    fn answer(&self, question: Question, probe: impl FnOnce() -> Support) -> Support {
        let answers = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, answer)) = answers().iter().find(|(answered, _)| *answered == question) {
            return answer.clone();
        }
        // Without the lock: a probe may ask another question.
        let answer = probe();
        if !matches!(answer, Support::Unknown(_)) {
            answers().push((question, answer.clone()));
        }
        answer
    }
}
