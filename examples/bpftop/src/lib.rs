//! Shows which BPF programs are loaded, what they cost, and who holds them, until Ctrl-C.
#![forbid(unsafe_code)]

mod programs;
mod screen;

use std::cell::RefCell;

use clap::{Parser, ValueEnum};
use coolbpf::Result;
use programs::{Programs, Row};
use screen::Screen;
use tool::{Cell as _, Column, Output, Run, Table, number, print, text};

#[coolbpf::program]
mod bpftop {
    const SOURCE: &str = include_str!("bpf/bpftop.bpf.c");
}

/// Shows which BPF programs are loaded, what they cost, and who holds them.
///
/// On a terminal, what is shown is drawn anew until `q` or Ctrl-C. CPU is the share of one CPU in percent, RUNS how often the program runs in a
/// second, NS how many nanoseconds that takes, INSTRUCTIONS how many it has, and MEMORY how many bytes. Processes hold a program by a descriptor
/// of it or of a link; what is only pinned, or attached in another way, is held by none.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  bpftop                    all programs, those that take most time first, until q or Ctrl-C
  bpftop --sort memory --every 10
                            by what they take of memory, each ten seconds
  bpftop --json --duration 60 > programs.jsonl")]
pub struct Options {
    /// What comes first: the largest of this
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,
    #[command(flatten)]
    output: Output,
    /// Look again so often
    #[arg(long, value_name = "SECONDS", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    #[command(flatten)]
    run: Run,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Sort {
    #[default]
    Cpu,
    Runs,
    Ns,
    Instructions,
    Memory,
    Id,
}

impl Sort {
    fn key(self, row: &Row) -> f64 {
        let key = match self {
            Self::Cpu => row.cpu(),
            Self::Runs => row.runs(),
            Self::Ns => row.nanoseconds(),
            Self::Instructions => Some(row.program.instructions.into()),
            Self::Memory => row.program.memory.map(|bytes| bytes as f64),
            Self::Id => Some(row.program.id.into()),
        };
        key.unwrap_or(0.0)
    }
}

const COLUMNS: [Column; 9] = [
    number("id", 5),
    number("cpu", 7),
    number("runs", 10),
    number("ns", 8),
    text("type", 10),
    text("name", 15),
    text("held_by", 10),
    number("instructions", 0),
    number("memory", 0),
];

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be listed or measured, or the list can't be drawn.
pub fn run(options: &Options) -> Result<()> {
    let _measuring = coolbpf::measure_programs()?;
    let (mut programs, missing) = Programs::watch();
    let table = options.output.blocks(COLUMNS);
    let mut look = || -> Result<Vec<Row>> {
        let mut rows = programs.look()?;
        rows.sort_by(|one, other| options.sort.key(other).total_cmp(&options.sort.key(one)));
        Ok(rows)
    };
    let first = look()?;
    let intervals = options.run.every(options.every);
    let screen = if options.output.json { None } else { Screen::open()? };
    let Some(screen) = screen else {
        if let Some(missing) = missing {
            eprintln!("{missing}");
        }
        return intervals.each(|| {
            for line in block(&table, &look()?) {
                print(format_args!("{line}\n"));
            }
            if !options.output.json {
                print(format_args!("\n"));
            }
            Ok(())
        });
    };
    let status = |rows: &[Row]| {
        let missing = missing.as_ref().map(|missing| format!("; {missing}")).unwrap_or_default();
        let cpu = rows.iter().filter_map(Row::cpu).fold(0.0, |sum, cpu| sum + cpu);
        format!("{} programs, {cpu:.3} % of a CPU; q ends{missing}", rows.len())
    };
    let shown = RefCell::new((status(&first), block(&table, &first)));
    let draw = || screen.draw(&shown.borrow().0, &shown.borrow().1);
    draw()?;
    intervals.each_until(
        // A terminal that can't be drawn on is gone.
        || screen.is_to_end() || screen.is_resized() && draw().is_err(),
        || {
            let rows = look()?;
            shown.replace((status(&rows), block(&table, &rows)));
            Ok(draw()?)
        },
    )
}

fn block(table: &Table<9>, rows: &[Row]) -> Vec<String> {
    let cells = rows.iter().map(|row| {
        let program = &row.program;
        [
            program.id.value(),
            row.cpu().value(),
            row.runs().value(),
            row.nanoseconds().value(),
            program.program_type.map(coolbpf::ProgramType::name).value(),
            row.name.value(),
            row.held_by.value(),
            program.instructions.value(),
            program.memory.value(),
        ]
    });
    table.block(cells.collect())
}
