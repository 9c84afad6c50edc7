//! Stacks that are counted, as flame graphs are drawn of.

use std::collections::BTreeMap;
use std::fmt;

use super::Symbol;

/// How often each stack came.
///
/// It is shown as folded stacks, which flame graphs and other tools read: a line for each, of the functions from the outermost to the innermost, and the count.
/// Functions of the kernel end with `_[k]`, and inlined ones with `_[i]`; what has no name is its file, as in `[libc.so.6]`, or `[unknown]`.
///
/// ```text
/// postgres;main;PostmasterMain;__read;entry_SYSCALL_64_[k];ksys_read_[k];vfs_read_[k] 12
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoldedStacks {
    counts: BTreeMap<String, u64>,
}

impl FoldedStacks {
    /// No stack yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts a stack `count` times: of the thread of that name, `user` in its process and `kernel` in the kernel, each with the innermost call first, as
    /// [`Symbolizer`](super::Symbolizer) gives them.
    pub fn add(&mut self, comm: &str, user: &[Symbol], kernel: &[Symbol], count: u64) {
        let mut stack = String::new();
        push(&mut stack, comm, "");
        for (symbols, mark) in [(user, ""), (kernel, "_[k]")] {
            for symbol in symbols.iter().rev() {
                match (&symbol.function, &symbol.module) {
                    (Some(function), _) if symbol.is_inlined => push(&mut stack, function, "_[i]"),
                    (Some(function), _) => push(&mut stack, function, mark),
                    (None, Some(module)) => {
                        let file = module.rsplit('/').next().unwrap_or(module);
                        push(&mut stack, &format!("[{file}]"), mark);
                    }
                    (None, None) => push(&mut stack, "[unknown]", mark),
                }
            }
        }
        let sum = self.counts.entry(stack).or_default();
        *sum = sum.saturating_add(count);
    }

    /// Each stack, as in `postgres;main;PostmasterMain`, and its count.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.counts.iter().map(|(stack, count)| (stack.as_str(), *count))
    }

    /// How many were counted, as far as `u64` counts.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Writes the stacks as a flame graph: an SVG that browsers show, with functions to be clicked at and searched for. `unit` is what was counted, as in `samples`. Needs the
    /// feature `flamegraph`.
    ///
    /// # Errors
    /// Where there are no stacks, or it can't be written.
    #[cfg(feature = "flamegraph")]
    pub fn write_svg(&self, title: &str, unit: &str, to: impl std::io::Write) -> crate::Result<()> {
        use inferno::flamegraph::{self, Palette, color::MultiPalette};

        let lines: Vec<_> = self.iter().map(|(stack, count)| format!("{stack} {count}")).collect();
        let mut options = flamegraph::Options::default();
        title.clone_into(&mut options.title);
        unit.clone_into(&mut options.count_name);
        // The palette that tells functions of the kernel and inlined ones from others.
        options.colors = Palette::Multi(MultiPalette::Java);
        if lines.is_empty() {
            return Err(crate::Error::new(
                crate::ErrorKind::InvalidInput,
                "can't draw a flame graph: there are no stacks",
            ));
        }
        flamegraph::from_lines(&mut options, lines.iter().map(String::as_str), to)
            .map_err(|error| crate::Error::system("can't write a flame graph", error))
    }
}

/// A name must not end a frame or a line.
fn push(stack: &mut String, name: &str, mark: &str) {
    if !stack.is_empty() {
        stack.push(';');
    }
    let name = if name.is_empty() { "[unknown]" } else { name };
    stack.extend(name.chars().map(|c| match c {
        ';' => ':',
        c if c.is_control() => '?',
        c => c,
    }));
    stack.push_str(mark);
}

impl fmt::Display for FoldedStacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|(stack, count)| writeln!(f, "{stack} {count}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbol(function: Option<&str>) -> Symbol {
        Symbol { function: function.map(str::to_owned), ..Symbol::unknown(7, "because".into()) }
    }

    fn folded() -> FoldedStacks {
        let mut folded = FoldedStacks::new();
        let inlined = Symbol { is_inlined: true, ..symbol(Some("parse")) };
        let in_file = Symbol { module: Some("/usr/lib/libc.so.6".into()), ..symbol(None) };
        let user = [inlined, symbol(Some("f(a; b)")), in_file, symbol(Some("main"))];
        let kernel = [symbol(None), symbol(Some("vfs_read"))];
        folded.add("a b\n;", &user, &kernel, 3);
        folded.add("a b\n;", &user, &kernel, 4);
        folded.add("idle", &[], &[symbol(Some("do_idle"))], 1);
        folded.add("", &[], &[], 1);
        folded
    }

    #[test]
    fn stacks_are_folded_from_the_thread_to_the_innermost_function() {
        let folded = folded();
        assert_eq!(
            folded.to_string(),
            "[unknown] 1\na b?:;main;[libc.so.6];f(a: b);parse_[i];vfs_read_[k];[unknown]_[k] 7\nidle;do_idle_[k] 1\n"
        );
        assert_eq!(folded.total(), 9);
        assert_eq!(folded.iter().last(), Some(("idle;do_idle_[k]", 1)));
    }

    #[cfg(feature = "flamegraph")]
    #[test]
    fn a_flame_graph_has_each_function_once_where_stacks_share_it() {
        let mut svg = Vec::new();
        folded().write_svg("A title & more", "samples", &mut svg).unwrap();
        let svg = String::from_utf8(svg).unwrap();
        assert!(svg.starts_with("<?xml") && svg.trim_end().ends_with("</svg>"), "{svg}");
        for text in ["A title &amp; more", ">vfs_read (7 samples, 77.78%)<", ">do_idle (1 samples, 11.11%)<"]
        {
            assert!(svg.contains(text), "{text} is not in {svg}");
        }
        let none = FoldedStacks::new().write_svg("", "", Vec::new()).unwrap_err();
        assert!(none.to_string().contains("there are no stacks"), "{none}");
    }
}
