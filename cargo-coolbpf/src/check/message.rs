//! Messages in rustc's style.

use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use coolbpf_build::Compilation;
use coolbpf_contract::{Diagnostic, Level as Gravity, printable};

use super::place::Place;

/// A message with its place, and what belongs to it.
#[derive(Debug)]
pub(crate) struct Message {
    gravity: Gravity,
    text: String,
    place: Option<Place>,
    /// What is said below the place: a word like `note` or `help`, and a text.
    below: Vec<(Below, String)>,
    /// Messages with places of their own.
    further: Vec<(String, Place)>,
}

/// How something below a message is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Below {
    Note,
    Help,
}

impl Message {
    pub(crate) fn new(gravity: Gravity, text: impl Into<String>, place: Option<Place>) -> Self {
        Self { gravity, text: text.into(), place, below: Vec::new(), further: Vec::new() }
    }

    /// What clang said, each with the notes that follow it.
    pub(crate) fn of_clang(compilation: &Compilation) -> Vec<Self> {
        let mut messages: Vec<Self> = Vec::new();
        for diagnostic in &compilation.diagnostics {
            let Diagnostic { level, message, .. } = diagnostic;
            let place = Place::of_diagnostic(compilation, diagnostic);
            match (messages.last_mut(), level, place) {
                (Some(last), Gravity::Note, Some(place)) => last.further.push((message.clone(), place)),
                (Some(last), Gravity::Note, None) => last.below.push((Below::Note, message.clone())),
                (_, _, place) => messages.push(Self::new(*level, message.clone(), place)),
            }
        }
        messages
    }

    #[must_use]
    pub(crate) fn below(mut self, how: Below, text: impl Into<String>) -> Self {
        self.below.push((how, text.into()));
        self
    }

    pub(crate) fn gravity(&self) -> Gravity {
        self.gravity
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The message for a terminal, which need not obey anything in it, with the files of the package in `directory` named so
    /// that an editor that was started here finds them.
    pub(crate) fn render(&self, renderer: &Renderer, directory: &Path) -> String {
        let level = match self.gravity {
            Gravity::Error => Level::ERROR,
            Gravity::Warning => Level::WARNING,
            Gravity::Note => Level::NOTE,
        };
        let mut first = Group::with_title(level.primary_title(printable(&self.text)));
        first = first.elements(self.place.as_ref().map(|place| snippet(place, directory)));
        for (how, text) in &self.below {
            let level = match how {
                Below::Note => Level::NOTE,
                Below::Help => Level::HELP,
            };
            first = first.element(level.message(printable(text)));
        }
        let further = self.further.iter().map(|(text, place)| {
            Group::with_title(Level::NOTE.secondary_title(printable(text))).element(snippet(place, directory))
        });
        let groups: Vec<Group<'_>> = std::iter::once(first).chain(further).collect();
        format!("{}\n\n", renderer.render(&groups))
    }
}

fn snippet<'a>(place: &Place, directory: &Path) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(place.text.clone())
        .line_start(place.line as usize)
        .path(shown_path(&place.file, directory))
        .annotation(AnnotationKind::Primary.span(place.token()))
}

/// A file as it is named from the current directory; one that lies elsewhere with its whole path. Headers that coolbpf brings are
/// no files of the user's.
fn shown_path(file: &str, directory: &Path) -> String {
    if file.starts_with('<') {
        return printable(file);
    }
    let path = directory.join(file);
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| Some(path.strip_prefix(here).ok()?.to_owned()));
    printable(&relative.unwrap_or(path).display().to_string())
}
