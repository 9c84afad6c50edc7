//! Labels, and the jumps to them.

use std::collections::HashMap;

use super::super::classic::{Unreadable, Written};

#[derive(Debug, Default)]
pub(super) struct Labels<'a> {
    /// The instruction that each stands before, and its line.
    places: HashMap<&'a str, (usize, usize)>,
    jumps: Vec<Jump<'a>>,
}

#[derive(Debug)]
struct Jump<'a> {
    from: usize,
    when: When,
    label: &'a str,
    line: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    True,
    False,
}

impl<'a> Labels<'a> {
    pub(crate) fn define(
        &mut self,
        label: &'a str,
        instruction: usize,
        line: usize,
    ) -> Result<(), Unreadable> {
        match self.places.insert(label, (instruction, line)) {
            None => Ok(()),
            Some(_) => Err(Unreadable::new(line, label, "a label that was not there before")),
        }
    }

    pub(crate) fn always(&mut self, from: usize, label: (&'a str, usize)) {
        self.jump(from, When::Always, label);
    }

    pub(crate) fn where_true(&mut self, from: usize, label: (&'a str, usize)) {
        self.jump(from, When::True, label);
    }

    pub(crate) fn where_false(&mut self, from: usize, label: (&'a str, usize)) {
        self.jump(from, When::False, label);
    }

    fn jump(&mut self, from: usize, when: When, (label, line): (&'a str, usize)) {
        self.jumps.push(Jump { from, when, label, line });
    }

    /// Writes into the instructions how far they jump.
    pub(crate) fn resolve(&self, program: &mut [Written]) -> Result<(), Unreadable> {
        for Jump { from, when, label, line } in &self.jumps {
            let unreadable = |wanted: &str| Unreadable::new(*line, *label, wanted);
            let to = match self.places.get(label) {
                Some((to, _)) if *to < program.len() => *to,
                _ => return Err(unreadable("a label that stands before an instruction")),
            };
            let distance = to
                .checked_sub(from + 1)
                .ok_or_else(|| unreadable("a label further below: filters don't jump backwards"))?;
            let near = || {
                u8::try_from(distance).map_err(|_| {
                    unreadable("a label at most 255 instructions further below; a `ja` reaches beyond that")
                })
            };
            let Some(Written { instruction, .. }) = program.get_mut(*from) else { continue };
            match when {
                When::Always => instruction.operand = distance as u32,
                When::True => instruction.jump_true = near()?,
                When::False => instruction.jump_false = near()?,
            }
        }
        Ok(())
    }
}
