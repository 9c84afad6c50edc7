//! Channels: whether each is a ring buffer or a perf buffer.
//!
//! `COOLBPF_EVENTS` of `coolbpf.h` declares a ring buffer with code for both. Which of the two runs is written into the
//! instructions, as kernels before 5.0 know of no other constants.

mod decide;

use std::collections::BTreeMap;
use std::io;

use libbpf_rs::{AsRawLibbpf as _, MapType, OpenMapMut, OpenObject, libbpf_sys};

use self::decide::{Decision, decide, placed};
use crate::alternatives::Choices;
use crate::decisions::decided;
use crate::events::{ChannelKind, WakeUp};
use crate::instructions::{self, Changed, FrameObstacle, Instruction, into_frame};
use crate::kernel::{self, ProgramType, Support, kernel};
use crate::object::About;
use crate::program::ProgramFacts;
use crate::{Error, ErrorKind, Result};

/// What the names of the arrays start with that `COOLBPF_EVENTS` declares beside its maps; the map's name follows.
pub(crate) const STATE: &str = "__coolbpf_state_";

/// What a state holds behind an event: the number of lost ones, and a flag.
const BEHIND_EVENT: u32 = 16;
/// What it holds for a ring buffer: the number of lost ones.
const FOR_RING: u32 = 8;
/// `PCPU_MIN_UNIT_SIZE` of `include/linux/percpu.h`: what a value of a per-CPU array has at most.
const LARGEST_STATE: u32 = 32 << 10;

/// The channels of an object.
#[derive(Debug, Default)]
pub(crate) struct Channels {
    wishes: Vec<(String, ChannelWish)>,
    /// What was decided, from the load on.
    choices: Option<Vec<(String, ChannelChoice)>>,
}

/// What the application asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ChannelWish {
    pub(crate) kind: Option<ChannelKind>,
    pub(crate) bytes_per_cpu: Option<u32>,
    pub(crate) wake_up: WakeUp,
}

/// How a channel is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChannelChoice {
    pub(crate) kind: ChannelKind,
    /// The size of the buffer, in bytes.
    pub(crate) bytes: u32,
    /// The size of each event, in bytes.
    pub(crate) event: u32,
    pub(crate) wish: ChannelWish,
}

impl Channels {
    /// What is asked of a channel, to be changed; `None` once it is decided.
    pub(crate) fn wish(&mut self, name: &str) -> Option<&mut ChannelWish> {
        if self.choices.is_some() {
            return None;
        }
        if get(&self.wishes, name).is_none() {
            self.wishes.push((name.to_owned(), ChannelWish::default()));
        }
        self.wishes.iter_mut().find(|(of, _)| of == name).map(|(_, wish)| wish)
    }

    /// All of that.
    pub(crate) fn all(&self) -> Vec<(String, ChannelChoice)> {
        self.choices.clone().unwrap_or_default()
    }

    /// What was decided about a channel.
    pub(crate) fn choice(&self, name: &str) -> Option<ChannelChoice> {
        get(self.choices.as_ref()?, name).copied()
    }

    /// Decides what each channel is, and makes its maps such.
    pub(super) fn before_prepare(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        let states: Vec<(String, u32)> = object
            .maps()
            .filter_map(|map| {
                let name = map.name().to_str()?.strip_prefix(STATE)?.to_owned();
                Some((name, map.value_size()))
            })
            .collect();
        let mut choices = Vec::new();
        if !states.is_empty() {
            let best = best(object);
            for mut map in object.maps_mut() {
                let name = map.name().to_string_lossy().into_owned();
                let Some(state) = get(&states, &name) else { continue };
                let wish = get(&self.wishes, &name).copied().unwrap_or_default();
                let kind = wish.kind.unwrap_or(best);
                let event = state.saturating_sub(BEHIND_EVENT);
                let bytes = map.max_entries();
                if kind == ChannelKind::PerfBuffer {
                    as_perf_buffer(&mut map, *state).map_err(|error| cannot(about, &name, kind, error))?;
                }
                decided(|| format!("the channel `{name}` is a {kind}"));
                choices.push((name, ChannelChoice { kind, bytes, event, wish }));
            }
            for mut map in object.maps_mut() {
                let name = map.name().to_string_lossy().into_owned();
                let Some(name) = name.strip_prefix(STATE) else { continue };
                let kind = ChannelKind::RingBuffer;
                if get(&choices, name).is_some_and(|choice| choice.kind == kind) {
                    map.set_value_size(FOR_RING)
                        .map_err(|error| cannot(about, name, kind, system(&error)))?;
                }
            }
        }
        self.choices = Some(choices);
        Ok(())
    }

    /// Writes what was decided into the instructions.
    pub(super) fn before_load(
        &self,
        object: &mut OpenObject,
        about: About<'_>,
        alternatives: &Choices,
    ) -> Result<()> {
        let Some(choices) = self.choices.as_ref().filter(|choices| !choices.is_empty()) else {
            return Ok(());
        };
        let (mut decisions, mut events) = (BTreeMap::new(), BTreeMap::new());
        for map in object.maps() {
            let Some(choice) = map.name().to_str().and_then(|name| get(choices, name)) else { continue };
            // SAFETY: the map belongs to the object, which is open.
            let descriptor = unsafe { libbpf_sys::bpf_map__fd(map.as_libbpf_object().as_ptr()) };
            decisions.insert(descriptor, Decision::of(*choice, map.max_entries()));
            if choice.kind == ChannelKind::PerfBuffer {
                events.insert(descriptor, choice.event as usize);
            }
        }
        for mut program in object.progs_mut().filter(|program| program.autoload()) {
            let mut code = instructions::read(&program);
            if decide(&mut code, &decisions) {
                let changed = match on_stack(&code, &events) {
                    Ok(changed) => changed,
                    // A way of alternatives stays as it is, and is refused when it is tried.
                    Err(_) if alternatives.has(&program.name().to_string_lossy()) => Changed::not(&code),
                    Err(why) => {
                        let program = ProgramFacts::of(&program).shown();
                        let message = format!("can't load `{}`: the program {program} {why}", about.name);
                        return Err(Error::new(ErrorKind::Unsupported, message));
                    }
                };
                instructions::replace(&mut program, &changed).map_err(|error| {
                    let name = program.name().to_string_lossy();
                    let doing = format!(
                        "can't write the choice of channels into the program `{name}` of `{}`",
                        about.name
                    );
                    Error::system(doing, error)
                })?;
            }
        }
        Ok(())
    }
}

/// Has the events of perf buffers lie on the stack where helpers read and write no map's memory. The error says what the program does that
/// can't be.
fn on_stack(code: &[Instruction], events: &BTreeMap<i32, usize>) -> std::result::Result<Changed, String> {
    let given = placed(code, events);
    if given.is_empty() {
        return Ok(Changed::not(code));
    }
    let Support::No(missing) = kernel().map_memory_arguments() else { return Ok(Changed::not(code)) };
    into_frame(code, &given).map_err(|obstacle| match obstacle {
        FrameObstacle::Frame { taken, left } => format!(
            "reserves events of {taken} bytes, and its stack has {left} left of 512, on which they would lie: {missing}"
        ),
        FrameObstacle::Length => format!("reserves events, and is too long to have them on its stack: {missing}"),
    })
}

/// What is known of a channel.
fn get<'k, T>(known: &'k [(String, T)], name: &str) -> Option<&'k T> {
    known.iter().find(|(of, _)| of == name).map(|(_, it)| it)
}

/// What channels are best on this kernel: perf buffers where it has no ring buffers, or where a program could send by a perf
/// buffer only.
fn best(object: &OpenObject) -> ChannelKind {
    let kernel = kernel();
    let by_perf_only = |program_type: ProgramType| {
        kernel.helper(program_type, "bpf_ringbuf_reserve").is_no()
            && !kernel.helper(program_type, "bpf_perf_event_output").is_no()
    };
    let programs = object.progs().filter(|program| program.autoload());
    let mut types = programs.filter_map(|program| ProgramType::of(program.prog_type() as u32));
    if kernel.map_type(kernel::MapType::Ringbuf).is_no() || types.any(by_perf_only) {
        ChannelKind::PerfBuffer
    } else {
        ChannelKind::RingBuffer
    }
}

/// Makes a ring buffer's map that of a perf buffer, for all CPUs.
fn as_perf_buffer(map: &mut OpenMapMut<'_>, state: u32) -> io::Result<()> {
    if state > LARGEST_STATE {
        let (event, most) = (state - BEHIND_EVENT, LARGEST_STATE - BEHIND_EVENT);
        let message = format!("its events have {event} bytes, and there it holds no more than {most}");
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    map.set_type(MapType::PerfEventArray)
        .and_then(|()| map.set_key_size(size_of::<u32>() as u32))
        .and_then(|()| map.set_value_size(size_of::<u32>() as u32))
        // libbpf takes the number of CPUs.
        .and_then(|()| map.set_max_entries(0))
        .map_err(|error| system(&error))
}

fn system(error: &libbpf_rs::Error) -> io::Error {
    io::Error::other(format!("{error:#}"))
}

fn cannot(about: About<'_>, name: &str, kind: ChannelKind, error: io::Error) -> Error {
    let doing = format!("can't make a {kind} of the channel `{name}` of `{}`", about.name);
    if error.kind() == io::ErrorKind::Unsupported {
        return Error::new(ErrorKind::Unsupported, format!("{doing}: {error}"));
    }
    Error::system(doing, error)
}
