//! Shows how long a function of a program or of a library takes, as histograms, until Ctrl-C.
#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Parser, ValueEnum};
use coolbpf::Filter;
use coolbpf::attach::Uprobe;
use tool::Intervals;
use tool::histogram::Histograms;

#[coolbpf::program]
mod funclatency {
    const SOURCE: &str = include_str!("bpf/funclatency.bpf.c");
}

/// Shows how long a function of a program or of a library takes, as a histogram.
///
/// That is from its call until it returns. Calls within others of the same function count by themselves; those that never return, as by an exception, don't.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  funclatency ./server:handle_request
                                     one histogram of all calls, at Ctrl-C
  funclatency libc.so.6:getaddrinfo --unit milliseconds --every 5
                                     a library by its name, each 5 seconds
  funclatency /usr/lib/postgresql/17/bin/postgres:exec_simple_query --pid 1234
  funclatency ./server:0x4f20 --each-process --json
                                     a function without a symbol, by its place in the file

Each call costs two traps into the kernel, some microseconds: of a function that is called a million times a second, nothing else is left.")]
pub struct Options {
    /// The file, as a path, or a name that is looked for in the usual places; and the function's symbol, or in hexadecimal its place in the file
    #[arg(value_name = "FILE:FUNCTION")]
    function: Function,
    /// What the histogram counts in
    #[arg(long, value_enum, default_value_t = Unit::Microseconds)]
    unit: Unit,
    #[command(flatten)]
    constants: funclatency::Options,
    /// Print a line of JSON for each histogram
    #[arg(long, help_heading = "Output")]
    json: bool,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    intervals: Intervals,
}

#[derive(Clone, Copy, ValueEnum)]
enum Unit {
    Nanoseconds,
    Microseconds,
    Milliseconds,
}

impl Unit {
    fn name_and_nanoseconds(self) -> (&'static str, u64) {
        match self {
            Self::Nanoseconds => ("nanoseconds", 1),
            Self::Microseconds => ("microseconds", 1000),
            Self::Milliseconds => ("milliseconds", 1_000_000),
        }
    }
}

/// A function of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Function {
    file: PathBuf,
    place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Symbol(String),
    Offset(usize),
}

impl FromStr for Function {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // A C++ symbol has colons only where it is demangled, and a path may have some.
        let (file, function) = text
            .rsplit_once(':')
            .filter(|(file, function)| !file.is_empty() && !function.is_empty())
            .ok_or("it is to be FILE:FUNCTION, as in libc.so.6:malloc")?;
        let place = match function.strip_prefix("0x") {
            Some(digits) => Place::Offset(
                usize::from_str_radix(digits, 16).map_err(|error| format!("{function}: {error}"))?,
            ),
            None => Place::Symbol(function.to_owned()),
        };
        Ok(Self { file: file.into(), place })
    }
}

impl Function {
    fn probe(&self, pid: Option<u32>) -> Uprobe {
        let probe = Uprobe::new(&self.file);
        let probe = match &self.place {
            Place::Symbol(symbol) => probe.function(symbol),
            Place::Offset(offset) => probe.offset(*offset),
        };
        match pid {
            Some(pid) => probe.pid(pid),
            None => probe,
        }
    }
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the file has no such function, the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let (unit, nanoseconds) = options.unit.name_and_nanoseconds();
    let mut open = funclatency::open()?;
    options.constants.fill(&mut open);
    let constants = open.rodata();
    options.filter.fill(&mut constants.filter)?;
    constants.unit = nanoseconds;
    let bpf = open.load()?;
    // A return is known by its call: so calls are watched first.
    let probe = options.function.probe(options.filter.pid);
    let _calls = bpf.progs.on_call.attach_to(probe.clone())?;
    let _returns = bpf.progs.on_return.attach_to(probe)?;
    let mut histograms = Histograms::new(options.json, unit);
    options.intervals.each(|| {
        let processes = bpf.maps.processes.iter();
        let processes =
            processes.map(|entry| entry.map(|(pid, process)| (pid, process.comm, process.durations.slots)));
        histograms.print_processes("calls", options.constants.each_process, processes)
    })?;
    tool::lost(Some(bpf.bss().forgotten.get()?), "calls", "there was no room for so many at a time");
    tool::lost(Some(bpf.bss().uncounted.get()?), "calls", "there was no room for so many processes");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_a_symbol_or_a_place_in_a_file() {
        let function = |text: &str| text.parse::<Function>();
        let symbol = Place::Symbol("malloc".into());
        assert_eq!(
            function("libc.so.6:malloc"),
            Ok(Function { file: "libc.so.6".into(), place: symbol.clone() })
        );
        assert_eq!(function("/a:b/c:malloc"), Ok(Function { file: "/a:b/c".into(), place: symbol }));
        assert_eq!(function("./a:0x4f20"), Ok(Function { file: "./a".into(), place: Place::Offset(0x4f20) }));
        for wrong in ["malloc", ":malloc", "libc.so.6:", "a:0xg"] {
            assert!(function(wrong).is_err(), "{wrong}");
        }
    }
}
