//! What can be wrong with a program's module, in words.

use std::fmt;

use proc_macro2::Span;

/// A mistake and its place.
#[derive(Debug, Clone)]
pub struct SyntaxError {
    /// The place.
    pub span: Span,
    /// The mistake.
    pub mistake: Mistake,
}

impl SyntaxError {
    pub(crate) fn new(span: Span, mistake: Mistake) -> Self {
        Self { span, mistake }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.mistake.fmt(f)
    }
}

impl std::error::Error for SyntaxError {}

/// What is wrong with the item under the attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// It is something else than a module; the first word of it.
    NoModule(String),
    /// It is a module in another file; its name.
    NoBody(String),
    /// The module's name can't be a C identifier; the name.
    Name(String),
    /// The module has no `SOURCE`; its name.
    NoSource(String),
    /// The module has two.
    TwoSources,
    /// `SOURCE` is not a string literal and not `include_str!` of one.
    SourceIsNoLiteral,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoModule(found) => write!(
                f,
                "#[program] goes on a module, not on `{found}`\n\
                 help: write `mod NAME {{ const SOURCE: &str = include_str!(\"bpf/NAME.bpf.c\"); }}`"
            ),
            Self::NoBody(name) => write!(
                f,
                "#[program] needs the module's body: write `mod {name} {{ ... }}` here, instead of in a file"
            ),
            Self::Name(name) => write!(
                f,
                "`{name}` can't be the name of a program, which is made of ASCII letters, digits and underscores, \
                 at most 255 of them"
            ),
            Self::NoSource(name) => write!(
                f,
                "the program `{name}` has no SOURCE\n\
                 help: add `const SOURCE: &str = include_str!(\"bpf/{name}.bpf.c\");`, or the C itself as a string \
                 literal"
            ),
            Self::TwoSources => f.write_str("the program has two SOURCE constants; it is compiled from one"),
            Self::SourceIsNoLiteral => f.write_str(
                "SOURCE should be a string literal or include_str!(\"FILE\"): the build script reads it without \
                 running the compiler, so it can't be computed",
            ),
        }
    }
}
