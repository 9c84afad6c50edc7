//! Where in the user's files something is.

use coolbpf_build::Compilation;
use coolbpf_contract::Diagnostic;
use coolbpf_contract::btf::Btf;
use coolbpf_contract::btf_ext::{BtfExt, LineInfo};
use coolbpf_contract::elf::Elf;

/// A place in a file, with the line that stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, relative to the package; or a header that coolbpf brings.
    pub(crate) file: String,
    /// The line, counted from 1.
    pub(crate) line: u32,
    /// The line's text.
    pub(crate) text: String,
    /// Where in the text it is, in bytes.
    pub(crate) at: usize,
}

impl Place {
    /// The place of what clang says, if it has one.
    pub(crate) fn of_diagnostic(compilation: &Compilation, diagnostic: &Diagnostic) -> Option<Self> {
        let Diagnostic { file, line, column, snippet, .. } = diagnostic;
        (*line > 0).then(|| Self::new(compilation, file, *line, *column, snippet))
    }

    /// `column` counts the bytes of `said`, which is how clang knows the line: C that starts within a line of Rust begins
    /// there.
    fn new(compilation: &Compilation, file: &str, line: u32, column: u32, said: &str) -> Self {
        let of_file = compilation.line(file, line).map(str::trim_end);
        let (text, before) = match of_file.and_then(|text| Some((text, text.find(said.trim_end())?))) {
            Some((text, before)) => (text, before),
            None if said.is_empty() => (of_file.unwrap_or_default(), 0),
            None => (said, 0),
        };
        let at = before.saturating_add((column.max(1) - 1) as usize);
        Self { file: file.to_owned(), line, text: text.to_owned(), at: floor(text, at) }
    }

    /// The token that stands there: a word, or one character. Empty at the end of a line.
    pub(crate) fn token(&self) -> std::ops::Range<usize> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let word = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
        self.at..self.at + length
    }

    /// The C that the last of the verifier's steps is about.
    pub(crate) fn of_steps(compilation: &Compilation, program: &str, steps: &[String]) -> Option<Self> {
        let object = compilation.object.as_ref()?;
        let elf = Elf::parse(object.bytes()).ok()?;
        let (_, section) = elf.section(".BTF.ext")?;
        let lines = Lines { ext: BtfExt::parse(section.data).ok()?, btf: object.btf() };
        let said = steps.iter().rev().find_map(|step| SaidLine::read(step));
        let by_number = steps
            .iter()
            .rev()
            .find_map(|step| step.split_once(':')?.0.parse::<u32>().ok())
            .and_then(|number| lines.of_instruction(&elf, program, number));
        let matches = |line: &LineInfo| said.as_ref().is_none_or(|said| lines.is(compilation, line, said));
        let line =
            by_number.filter(matches).or_else(|| lines.all().find(|line| said.is_some() && matches(line)))?;
        let file = lines.file(&line);
        let number = if compilation.is_inline(&file) {
            line.line.saturating_add(compilation.start.saturating_sub(1))
        } else {
            line.line
        };
        let text = lines.text(line.text);
        Some(Self::new(compilation, &file, number, line.column, &text))
    }
}

/// The greatest start of a character of `text` that is not beyond `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A line of C as a log shows it: `; CODE @ FILE:LINE`, before Linux 6.9 only `; CODE`.
#[derive(Debug, PartialEq, Eq)]
struct SaidLine<'a> {
    code: &'a str,
    /// The line in the file that a log shown by coolbpf names.
    number: Option<u32>,
}

impl<'a> SaidLine<'a> {
    fn read(step: &'a str) -> Option<Self> {
        let shown = step.strip_prefix(';')?.trim();
        let placed = shown.rsplit_once(" @ ").and_then(|(code, place)| {
            let (_, number) = place.rsplit_once(':')?;
            Some((code, number.parse().ok()?))
        });
        Some(match placed {
            Some((code, number)) => Self { code, number: Some(number) },
            None => Self { code: shown, number: None },
        })
    }
}

/// The line info of an object.
struct Lines<'a> {
    ext: BtfExt<'a>,
    btf: Btf<'a>,
}

impl Lines<'_> {
    fn text(&self, offset: u32) -> String {
        String::from_utf8_lossy(self.btf.string(offset).unwrap_or_default()).into_owned()
    }

    /// The file that a line is in.
    fn file(&self, line: &LineInfo) -> String {
        coolbpf_compiler::readable(&self.text(line.file))
    }

    fn all(&self) -> impl Iterator<Item = LineInfo> {
        self.ext.lines.iter().flat_map(|block| self.ext.lines_of(block))
    }

    /// The line of an instruction of a program, counted from the program's start. `None` for those of functions that libbpf
    /// puts behind it.
    fn of_instruction(&self, elf: &Elf<'_>, program: &str, number: u32) -> Option<LineInfo> {
        let symbol = elf.symbols.iter().find(|symbol| elf.symbol_name(symbol) == program.as_bytes())?;
        let section = elf.sections.get(usize::from(symbol.section))?;
        let within = u64::from(number).checked_mul(8)?;
        if within >= symbol.size {
            return None;
        }
        let at = symbol.value.checked_add(within)?;
        let block =
            self.ext.lines.iter().find(|block| self.btf.string(block.section) == Some(section.name))?;
        let before = self.ext.lines_of(block).filter(|line| u64::from(line.instruction) <= at);
        before.max_by_key(|line| line.instruction)
    }

    /// Whether `said` is this line.
    fn is(&self, compilation: &Compilation, line: &LineInfo, said: &SaidLine<'_>) -> bool {
        let start = if compilation.is_inline(&self.file(line)) { compilation.start } else { 1 };
        let number = line.line.saturating_add(start.saturating_sub(1));
        let same_code = || self.text(line.text).trim() == said.code;
        said.number.map_or_else(same_code, |said| said == number && same_code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, at: usize) -> Place {
        Place { file: "src/x.bpf.c".into(), line: 1, text: text.into(), at }
    }

    #[test]
    fn a_token_is_a_word_or_one_character() {
        for (text, at, token) in [
            ("\treturn value_1;", 8, "value_1"),
            ("a += 1;", 2, "+"),
            ("int größe;", 4, "größe"),
            ("int é", 99, ""),
            ("", 0, ""),
        ] {
            let place = place(text, floor(text, at));
            assert_eq!(&text[place.token()], token, "{text}");
        }
        assert_eq!(floor("é", 1), 0, "a column within a character is the character's");
    }

    #[test]
    fn lines_of_c_are_read_from_the_logs_of_old_and_new_kernels() {
        let said = SaidLine::read("; return *p; @ src/main.rs:36").unwrap();
        assert_eq!((said.code, said.number), ("return *p;", Some(36)));
        assert_eq!(SaidLine::read("; return *p;").unwrap().number, None);
        assert_eq!(SaidLine::read("; x @ y:z").unwrap().code, "x @ y:z");
        assert_eq!(SaidLine::read("1: (79) r0 = *(u64 *)(r0 +0)"), None);
    }
}
