//! Which way of each group is used.

use std::fmt::{self, Write as _};

use libbpf_rs::{OpenObject, OpenProgram, OpenProgramMut};

use super::absent_maps::AbsentMaps;
use super::attempt;
use super::declared::{self, DeclaredGroup};
use super::facts::{self, Fact};
use super::targets::Targets;
use crate::decisions::decided;
use crate::kernel_types::Chosen;
use crate::map::RawMap;
use crate::object::About;
use crate::program::ProgramFacts;
use crate::{Error, ErrorKind, Rejection, Result};

/// The groups of an object: what the application asks for, and what is chosen.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    /// The way that a group is to be done by, or none at all.
    asked: Vec<(String, Option<String>)>,
    groups: Vec<Group>,
    targets: Targets,
    absent: AbsentMaps,
}

/// [`Choices::before_prepare`].
pub(crate) type BeforePrepare = fn(&mut Choices, &mut OpenObject, &Chosen) -> Result<()>;

/// A group, and what is known of its ways.
#[derive(Debug, Clone)]
pub(super) struct Group {
    name: String,
    ways: Vec<WayOfGroup>,
}

#[derive(Debug, Clone)]
struct WayOfGroup {
    name: String,
    programs: Vec<String>,
    state: State,
}

/// What is known of a way.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// It may work.
    Possible,
    /// It may work, but not by what the kernel has for it: other ways are better.
    FallBack,
    /// It doesn't work.
    Refused(Reason),
    /// It is not to be used.
    NotWanted,
    /// A better one is used.
    NotNeeded,
    /// It is the one.
    Used,
}

/// Why a way doesn't work.
#[derive(Debug, Clone)]
pub(crate) struct Reason {
    kind: ErrorKind,
    /// In one line.
    pub(super) text: String,
    rejection: Option<Box<Rejection>>,
}

impl From<Error> for Reason {
    fn from(error: Error) -> Self {
        let text = format!("{error:#}");
        Self {
            kind: error.kind(),
            // The steps of the verifier follow the first line.
            text: text.lines().next().unwrap_or_default().to_owned(),
            rejection: error.rejection().cloned().map(Box::new),
        }
    }
}

impl Choices {
    /// The groups that an object declares.
    pub(crate) fn of(object: &OpenObject) -> Self {
        Self { groups: declared::groups(object).into_iter().map(Group::from).collect(), ..Self::default() }
    }

    /// Whether a program is one of alternatives.
    pub(crate) fn has(&self, program: &str) -> bool {
        let mut ways = self.groups.iter().flat_map(|group| &group.ways);
        ways.any(|way| way.programs.iter().any(|name| name == program))
    }

    /// What the application has set in the place of what programs' sections name.
    pub(crate) fn targets(&mut self) -> &mut Targets {
        &mut self.targets
    }

    /// Has a group done by one way, or by none.
    pub(super) fn force(&mut self, group: &str, way: Option<&str>) {
        self.free(group);
        self.asked.push((group.to_owned(), way.map(str::to_owned)));
    }

    /// Leaves the choice to the kernel again.
    pub(super) fn free(&mut self, group: &str) {
        self.asked.retain(|(asked, _)| asked != group);
    }

    pub(super) fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// Why a program is not loaded, if that is because of its alternatives.
    pub(crate) fn why_not_chosen(&self, program: &str) -> Option<String> {
        self.groups.iter().find_map(|group| {
            let way = group.ways.iter().find(|way| way.programs.iter().any(|name| name == program))?;
            (!matches!(way.state, State::Used))
                .then(|| format!("of the alternatives `{}`, {way}", group.name))
        })
    }

    /// Excludes what surely doesn't work, before libbpf prepares the object.
    pub(crate) fn before_prepare(&mut self, object: &mut OpenObject, types: &Chosen) -> Result<()> {
        if self.groups.is_empty() {
            return Ok(());
        }
        for group in &mut self.groups {
            let asked = self.asked.iter().find(|(asked, _)| *asked == group.name);
            let asked = asked.map(|(_, way)| way.as_deref());
            for way in &mut group.ways {
                way.want(object, asked);
                if let State::Possible = way.state {
                    way.state = way.judge(object, types, &mut self.targets);
                }
                if !way.state.is_open() {
                    way.set_autoload(object, false);
                }
            }
            group.check()?;
        }
        self.targets.forget_types();
        Ok(())
    }

    /// Has maps that the kernel can't have created as others, as they may be those of a way that is not used.
    pub(crate) fn stand_in(&mut self, object: &mut OpenObject) -> Result<()> {
        if self.groups.is_empty() { Ok(()) } else { self.absent.stand_in(object) }
    }

    /// A map of the loaded object as the object declares it, though it may not be there.
    pub(crate) fn as_declared(&self, map: RawMap) -> Result<RawMap> {
        self.absent.as_declared(map)
    }

    /// Tries what is left, and leaves out what is not used.
    pub(crate) fn before_load(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        self.absent.created(object);
        let (targets, absent) = (&self.targets, &self.absent);
        for group in &mut self.groups {
            group.choose(|programs| {
                for name in programs {
                    let Some(program) = find(object, name).filter(OpenProgram::autoload) else { continue };
                    absent.check(&program)?;
                    attempt::attempt(object, &program, about, targets)?;
                }
                Ok(())
            });
            decided(|| group.to_string());
            for way in &group.ways {
                if !matches!(way.state, State::Used) {
                    way.set_autoload(object, false);
                }
            }
        }
        let lacks = |program: OpenProgram<'_>| {
            let error = self.absent.check(&program).err()?;
            Some((error, program.name().to_string_lossy().into_owned()))
        };
        match object.progs().filter(OpenProgram::autoload).find_map(lacks) {
            Some((error, program)) => Err(self.explain(error, Some(&program))),
            None => Ok(()),
        }
    }

    /// An error of loading or attaching a program, which may come of a way that was not tried before: then it tells of all ways.
    pub(crate) fn explain(&self, error: Error, failed: Option<&str>) -> Error {
        let is_failed = |way: &WayOfGroup| {
            matches!(way.state, State::Used) && way.programs.iter().any(|name| Some(name.as_str()) == failed)
        };
        let Some(group) = self.groups.iter().find(|group| group.ways.iter().any(is_failed)) else {
            return error;
        };
        let mut group = group.clone();
        let text = error.to_string();
        if let Some(way) = group.ways.iter_mut().find(|way| is_failed(way)) {
            way.state = State::Refused(error.into());
        }
        group.failure(text.split_once('\n').map(|(_, steps)| steps))
    }
}

/// The program of that name.
fn find<'o>(object: &'o OpenObject, name: &str) -> Option<OpenProgram<'o>> {
    object.progs().find(|program| program.name() == name)
}

impl From<DeclaredGroup> for Group {
    fn from(DeclaredGroup { name, ways }: DeclaredGroup) -> Self {
        let way =
            |declared::DeclaredWay { name, programs }| WayOfGroup { name, programs, state: State::Possible };
        Self { name, ways: ways.into_iter().map(way).collect() }
    }
}

impl Group {
    /// What became of a way.
    pub(super) fn state(&self, way: &str) -> Option<&State> {
        self.ways.iter().find(|known| known.name == way).map(|way| &way.state)
    }

    /// # Errors
    /// Where no way is left, unless none is wanted.
    fn check(&self) -> Result<()> {
        let is_left = self.ways.iter().any(|way| way.state.is_open());
        let is_refused = self.ways.iter().any(|way| matches!(way.state, State::Refused(_)));
        if is_refused && !is_left { Err(self.failure(None)) } else { Ok(()) }
    }

    /// Takes the first way that `attempt` finds no fault with, given its programs. The last that is left is taken untried.
    fn choose(&mut self, mut attempt: impl FnMut(&[String]) -> Result<()>) {
        let mut order: Vec<usize> = Vec::new();
        for wanted in [State::is_possible, State::is_fall_back] {
            order.extend(
                (0..self.ways.len()).filter(|at| self.ways.get(*at).is_some_and(|way| wanted(&way.state))),
            );
        }
        let mut used = false;
        for (count, at) in order.iter().enumerate() {
            let Some(way) = self.ways.get_mut(*at) else { continue };
            way.state = if used {
                State::NotNeeded
            } else if count + 1 == order.len() {
                State::Used
            } else {
                attempt(&way.programs).map_or_else(|error| State::Refused(error.into()), |()| State::Used)
            };
            used |= matches!(way.state, State::Used);
        }
    }

    /// No way works. What the verifier saw of the last one may follow.
    fn failure(&self, steps: Option<&str>) -> Error {
        let refused: Vec<_> = self
            .ways
            .iter()
            .filter_map(|way| match &way.state {
                State::Refused(reason) => Some((&way.name, reason)),
                _ => None,
            })
            .collect();
        let name = &self.name;
        let mut message = match refused.as_slice() {
            [(way, reason)] if self.is_forced() => {
                format!(
                    "the alternatives `{name}` are to be done by `{way}`, which doesn't work here: {}",
                    reason.text
                )
            }
            _ if self.ways.iter().any(|way| matches!(way.state, State::NotNeeded)) => {
                format!("what was chosen of the alternatives `{name}` doesn't work:")
            }
            _ => format!("none of the alternatives `{name}` works here:"),
        };
        // Writing into a String can't fail.
        for way in self.ways.iter().filter(|_| !self.is_forced()) {
            let _ = match &way.state {
                State::Refused(reason) => write!(message, "\n    {}: {}", way.name, reason.text),
                State::NotNeeded => {
                    write!(message, "\n    {}: not tried, as a better one loads; it can be forced", way.name)
                }
                _ => Ok(()),
            };
        }
        if let Some(steps) = steps {
            let _ = write!(message, "\n{steps}");
        }
        let first = refused.first().map_or(ErrorKind::Unsupported, |(_, reason)| reason.kind);
        let is_one = refused.iter().all(|(_, reason)| reason.kind == first);
        let error = Error::new(if is_one { first } else { ErrorKind::Unsupported }, message);
        match refused.iter().rev().find_map(|(_, reason)| reason.rejection.clone()) {
            Some(rejection) => error.with_rejection(*rejection),
            None => error,
        }
    }

    fn is_forced(&self) -> bool {
        self.ways.iter().any(|way| matches!(way.state, State::NotWanted))
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name)?;
        for (at, way) in self.ways.iter().enumerate() {
            write!(f, "{}{way}", if at == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl fmt::Display for WayOfGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ", self.name)?;
        match &self.state {
            State::Possible | State::FallBack => f.write_str("may work"),
            State::Refused(reason) => write!(f, "does not work ({})", reason.text),
            State::NotWanted => f.write_str("is not wanted"),
            State::NotNeeded => f.write_str("is not needed"),
            State::Used => f.write_str("is used"),
        }
    }
}

impl WayOfGroup {
    /// Follows what is asked for; else the way is wanted if any of its programs is.
    fn want(&mut self, object: &mut OpenObject, asked: Option<Option<&str>>) {
        if let Some(asked) = asked {
            let wanted = asked == Some(&self.name);
            self.set_autoload(object, wanted);
        }
        let programs = std::mem::take(&mut self.programs);
        let is_wanted = |name: &String| find(object, name).is_some_and(|program| program.autoload());
        if !programs.iter().any(is_wanted) {
            self.state = State::NotWanted;
        }
        self.programs = programs;
    }

    /// What is known of it before any of its programs is tried.
    fn judge(&self, object: &OpenObject, types: &Chosen, targets: &mut Targets) -> State {
        let mut state = State::Possible;
        for name in &self.programs {
            let Some(program) = find(object, name).filter(OpenProgram::autoload) else { continue };
            let facts = ProgramFacts::of(&program);
            if let Err(error) =
                types.check(&format!("the way `{}`", self.name), [facts.name.as_str()].into_iter())
            {
                return State::Refused(error.into());
            }
            match facts::of(&facts, targets) {
                Fact::Possible => {}
                Fact::FallBack => state = State::FallBack,
                Fact::Refused(reason) => return State::Refused(reason),
            }
        }
        state
    }

    fn set_autoload(&self, object: &mut OpenObject, load: bool) {
        let mine =
            |program: &OpenProgramMut<'_>| self.programs.iter().any(|name| program.name() == name.as_str());
        object.progs_mut().filter(mine).for_each(|mut program| {
            program.set_autoload(load);
        });
    }
}

impl State {
    fn is_possible(&self) -> bool {
        matches!(self, Self::Possible)
    }

    fn is_fall_back(&self) -> bool {
        matches!(self, Self::FallBack)
    }

    fn is_open(&self) -> bool {
        self.is_possible() || self.is_fall_back()
    }
}
