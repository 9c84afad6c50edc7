//! Running programs on data of one's own.

mod context;

use std::io;
use std::os::fd::AsRawFd as _;
use std::ptr;
use std::time::Duration;

use libbpf_rs::{ProgramType, libbpf_sys};

pub use self::context::{FlowKeys, SkLookupContext, SkbContext, XdpContext};
use crate::kernel::runs_tests;
use crate::{Error, ErrorKind, Program, Result, Value};

/// What a program is run on: [`Program::test_run`].
#[derive(Debug, Clone, Default)]
pub struct TestRun<'a> {
    data: Option<&'a [u8]>,
    room: Option<usize>,
    context: Vec<u8>,
    repeat: u32,
    cpu: Option<u32>,
    live_frames: Option<u32>,
}

/// What a program has made of it.
#[derive(Debug, Clone)]
pub struct TestRan {
    /// What it returned.
    pub return_value: u32,
    /// How long it took, on average where it ran more than once.
    pub duration: Duration,
    /// The data behind it: a packet that it may have changed. Empty where programs of the type have none.
    pub data: Vec<u8>,
    context: Vec<u8>,
    has_flow_keys: bool,
}

impl TestRan {
    /// The context behind it, `None` where programs of the type don't give it back or `T` is larger.
    #[must_use]
    pub fn context<T: Value>(&self) -> Option<T> {
        T::read_from(&self.context)
    }

    /// What a program of the section `flow_dissector` has found in the packet, `None` for others.
    #[must_use]
    pub fn flow_keys(&self) -> Option<FlowKeys> {
        self.has_flow_keys.then(|| FlowKeys::read_from(&self.data)).flatten()
    }
}

impl<'a> TestRun<'a> {
    /// Once, on nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The packet, from its Ethernet header on; at least 14 bytes.
    #[must_use]
    pub fn data(self, data: &'a [u8]) -> Self {
        Self { data: Some(data), ..self }
    }

    /// How many bytes the packet may have when the program is done with it: 512 more than before without this.
    #[must_use]
    pub fn room(self, bytes: usize) -> Self {
        Self { room: Some(bytes), ..self }
    }

    /// The program's context: an [`XdpContext`], an [`SkbContext`], an [`SkLookupContext`], a raw tracepoint's arguments as `[u64; N]`, or what a
    /// program of the section `syscall` takes.
    #[must_use]
    pub fn context(self, context: &impl Value) -> Self {
        Self { context: context.as_bytes().to_vec(), ..self }
    }

    /// So many times, to measure. 1 without this.
    #[must_use]
    pub fn repeat(self, times: u32) -> Self {
        Self { repeat: times, ..self }
    }

    /// On this CPU, for raw tracepoints. Linux 5.10 (1b4d60ec162f).
    #[must_use]
    pub fn cpu(self, cpu: u32) -> Self {
        Self { cpu: Some(cpu), ..self }
    }

    /// XDP's verdicts are carried out: packets are sent, passed on and redirected, so many at a time (0 for the kernel's own choice of 64).
    /// Linux 5.18 (b530e9e1063e).
    #[must_use]
    pub fn live_frames(self, at_a_time: u32) -> Self {
        Self { live_frames: Some(at_a_time), ..self }
    }
}

/// The release that brought test runs of programs of a type, and its commit.
fn since(program_type: ProgramType) -> Option<(&'static str, &'static str)> {
    use ProgramType as Type;
    Some(match program_type {
        Type::SocketFilter
        | Type::SchedCls
        | Type::SchedAct
        | Type::Xdp
        | Type::CgroupSkb
        | Type::LwtIn
        | Type::LwtOut
        | Type::LwtXmit => ("4.12", "1cf1cae963c2"),
        Type::FlowDissector => ("5.1", "b7a1848e8398"),
        Type::Tracing => ("5.7", "da00d2f117a0"),
        Type::RawTracepoint => ("5.10", "1b4d60ec162f"),
        Type::SkLookup => ("5.13", "7c32e8f8bc33"),
        Type::Syscall => ("5.14", "79a7f8bdb159"),
        Type::Netfilter => ("6.4", "2b99ef22e0d2"),
        _ => return None,
    })
}

/// How programs of a type give their context back.
enum Back {
    Never,
    /// Into memory of its own.
    Apart,
    /// Into that which it came from.
    InPlace,
}

fn back(program_type: ProgramType) -> Back {
    use ProgramType as Type;
    match program_type {
        Type::Syscall => Back::InPlace,
        Type::SocketFilter
        | Type::SchedCls
        | Type::SchedAct
        | Type::Xdp
        | Type::CgroupSkb
        | Type::LwtIn
        | Type::LwtOut
        | Type::LwtXmit
        | Type::SkLookup
        | Type::FlowDissector => Back::Apart,
        _ => Back::Never,
    }
}

impl Program {
    /// Runs the program on data of one's own, without attaching it. Linux 4.12 for packets; contexts of packets 5.2 (b0b9395d865e), of XDP
    /// 5.15 (47316f4a3053).
    ///
    /// ```no_run
    /// # fn example(program: coolbpf::Program) -> coolbpf::Result<()> {
    /// use coolbpf::TestRun;
    ///
    /// let ran = program.test_run(TestRun::new().data(&[0; 64]).repeat(1000))?;
    /// println!("it returned {} after {:?}", ran.return_value, ran.duration);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] where programs of the type can't be run so, or not on this kernel; [`ErrorKind::InvalidInput`] where
    /// the data is too short, or the packet has outgrown its room.
    pub fn test_run(&self, run: TestRun<'_>) -> Result<TestRan> {
        let facts = self.facts()?;
        let doing = || format!("can't run the program {}", facts.shown());
        let mut room = vec![0; run.data.map_or(0, |data| run.room.unwrap_or(data.len() + 512))];
        let mut context = run.context.clone();
        let mut context_back = match back(facts.program_type) {
            Back::Apart => vec![0; context.len()],
            Back::Never | Back::InPlace => Vec::new(),
        };
        let mut options = libbpf_sys::bpf_test_run_opts {
            sz: size_of::<libbpf_sys::bpf_test_run_opts>() as _,
            repeat: i32::try_from(run.repeat).unwrap_or(i32::MAX),
            cpu: run.cpu.unwrap_or_default(),
            batch_size: run.live_frames.unwrap_or_default(),
            ..Default::default()
        };
        if run.cpu.is_some() {
            options.flags |= libbpf_sys::BPF_F_TEST_RUN_ON_CPU;
        }
        if run.live_frames.is_some() {
            options.flags |= libbpf_sys::BPF_F_TEST_XDP_LIVE_FRAMES;
            // There is no one packet to give back.
            room.clear();
        }
        let (data, size) = input(run.data.unwrap_or_default());
        (options.data_in, options.data_size_in) = (data, size);
        (options.data_out, options.data_size_out) = output(&mut room);
        (options.ctx_in, options.ctx_size_in) = input(&context);
        if matches!(back(facts.program_type), Back::InPlace) {
            // The kernel writes to where it read from.
            options.ctx_in = output(&mut context).0.cast_const();
        }
        (options.ctx_out, options.ctx_size_out) = output(&mut context_back);
        let program = self.fd()?.as_raw_fd();
        // SAFETY: the descriptor is open; data, context and room outlive the call and are as long as the options say.
        let code = unsafe { libbpf_sys::bpf_prog_test_run_opts(program, &raw mut options) };
        if code < 0 {
            return Err(not_run(
                &doing(),
                facts.program_type,
                &run,
                options.data_size_out,
                io::Error::from_raw_os_error(-code),
            ));
        }
        room.truncate(options.data_size_out as usize);
        // An older kernel's may be shorter: what it lacks is 0.
        if options.ctx_size_out == 0 {
            context_back.clear();
        }
        Ok(TestRan {
            return_value: options.retval,
            duration: Duration::from_nanos(options.duration.into()),
            data: room,
            has_flow_keys: facts.program_type == ProgramType::FlowDissector,
            context: if matches!(back(facts.program_type), Back::InPlace) { context } else { context_back },
        })
    }
}

fn input(bytes: &[u8]) -> (*const std::ffi::c_void, u32) {
    let start = if bytes.is_empty() { ptr::null() } else { bytes.as_ptr() };
    (start.cast(), u32::try_from(bytes.len()).unwrap_or(u32::MAX))
}

fn output(bytes: &mut [u8]) -> (*mut std::ffi::c_void, u32) {
    let start = if bytes.is_empty() { ptr::null_mut() } else { bytes.as_mut_ptr() };
    (start.cast(), u32::try_from(bytes.len()).unwrap_or(u32::MAX))
}

fn not_run(doing: &str, program_type: ProgramType, run: &TestRun<'_>, size: u32, error: io::Error) -> Error {
    /// The kernel's own ENOTSUPP.
    const NO_TEST_RUN: i32 = 524;
    let length = run.data.map_or(0, <[u8]>::len);
    let no_kernel = || {
        let why = "no kernel runs programs of this type on data of one's own";
        Error::new(ErrorKind::Unsupported, format!("{doing}: {why}"))
    };
    match (error.raw_os_error(), since(program_type)) {
        (Some(NO_TEST_RUN | libc::EOPNOTSUPP), Some((release, commit))) => Error::new(
            ErrorKind::Unsupported,
            format!(
                "{doing}: running programs of this type on data of one's own came with Linux {release} ({commit})"
            ),
        ),
        (Some(NO_TEST_RUN | libc::EOPNOTSUPP), None) => no_kernel(),
        (Some(libc::EINVAL), None) if !runs_tests() => no_kernel(),
        (Some(libc::EINVAL), Some(_)) if !runs_tests() => Error::new(
            ErrorKind::Unsupported,
            format!("{doing}: running programs on data of one's own came with Linux 4.12 (1cf1cae963c2)"),
        ),
        (Some(libc::ENOSPC), _) => Error::new(
            ErrorKind::InvalidInput,
            format!("{doing}: the packet has {size} bytes behind it; give it `room`"),
        ),
        (Some(libc::EINVAL), _) if run.data.is_some() && length < 14 => Error::new(
            ErrorKind::InvalidInput,
            format!("{doing}: a packet has at least the 14 bytes of an Ethernet header, not {length}"),
        ),
        _ => Error::system(doing, error),
    }
}
