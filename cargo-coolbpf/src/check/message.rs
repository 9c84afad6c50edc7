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

    /// Makes it no reason to fail, and says why it is none.
    pub(crate) fn warn_only(&mut self, why: String) {
        self.gravity = Gravity::Warning;
        self.below.push((Below::Note, why));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(message: &Message) -> String {
        message.render(&Renderer::plain(), Path::new("/package"))
    }

    #[test]
    fn a_message_shows_its_line_with_the_token_underlined_and_what_belongs_to_it() {
        let place = Place { file: "src/x.bpf.c".into(), line: 41, text: "\treturn value;".into(), at: 8 };
        let declared = Place { file: "src/x.h".into(), line: 7, text: "int valu;".into(), at: 4 };
        let mut message =
            Message::new(Gravity::Error, "no 'value'", Some(place)).below(Below::Help, "declare it");
        message.further.push(("'valu' declared here".into(), declared));
        assert_eq!(
            rendered(&message),
            "\
error: no 'value'
  --> /package/src/x.bpf.c:41:9
   |
41 |     return value;
   |            ^^^^^
   |
   = help: declare it
note: 'valu' declared here
  --> /package/src/x.h:7:5
   |
 7 | int valu;
   |     ^^^^

"
        );
    }

    #[test]
    fn what_a_terminal_would_obey_is_made_visible() {
        let place = Place {
            file: "src/\u{1b}[2J.c".into(),
            line: 1,
            text: "int \u{1b}]0;x\u{7} \u{202e}y;".into(),
            at: 4,
        };
        let message = Message::new(Gravity::Warning, "a \u{1b}[31m b \u{9b}2J", Some(place))
            .below(Below::Note, "c\u{7}\u{202e}");
        let shown = rendered(&message);
        let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!shown.chars().any(steers), "{shown:?}");
    }

    #[test]
    fn headers_of_the_bundle_are_no_files_of_the_package() {
        assert_eq!(shown_path("<bpf/bpf_helpers.h>", Path::new("/package")), "<bpf/bpf_helpers.h>");
        assert_eq!(shown_path("src/x.c", Path::new("/package")), "/package/src/x.c");
        let here = std::env::current_dir().unwrap();
        assert_eq!(shown_path("src/x.c", &here), "src/x.c");
    }
}
