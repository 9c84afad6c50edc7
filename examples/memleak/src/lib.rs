//! Shows what a process has allocated and not freed, by the stacks that allocated it.
#![forbid(unsafe_code)]

mod library;
mod target;

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Parser;
use coolbpf::ErrorKind;
use coolbpf::attach::Uprobe;
use coolbpf::symbols::{Symbol, Symbolizer};
use serde_json::json;
use tool::{Intervals, print};

use target::Target;

#[coolbpf::program]
mod memleak {
    const SOURCE: &str = include_str!("bpf/memleak.bpf.c");
}

/// Shows what a process has allocated and not freed, by stacks.
///
/// That is what it has allocated since the tool started. It is printed at intervals, at Ctrl-C, and when the process ends.
#[derive(Parser)]
#[command(mut_arg("every", |every| every.help("Print so often what is not freed, and not only at the end")))]
#[command(mut_arg("at_least", |least| least.value_name("BYTES")))]
#[command(after_help = "\
Examples:
  memleak --pid 1234 --every 10      what is older than half a second, each 10 seconds
  memleak --pid 1234 --older 60000 --every 60
                                     what is older than a minute
  memleak --json -- ./server --port 80 > leaks.jsonl
                                     what a command has not freed when it ends; it is killed where the tool ends first
  memleak --pid 1234 --library /usr/lib/libjemalloc.so.2

The functions of a command that ends within a moment have no names, nor have those of a library that a process loads in its last second. Stacks of what was compiled without frame pointers are short; gcc and clang keep them with -fno-omit-frame-pointer, rustc with
-C force-frame-pointers=yes.")]
pub struct Options {
    /// Watch this process
    #[arg(short, long, required_unless_present = "command", conflicts_with = "command")]
    pid: Option<u32>,
    /// Start this command and watch it. What it prints goes to standard error
    #[arg(last = true)]
    command: Vec<String>,
    /// The library or the binary whose malloc and free are called: a path, or a name as in libc.so.6. Otherwise it is the C library
    #[arg(long, value_name = "FILE")]
    library: Option<PathBuf>,
    /// Leave out what was allocated more recently, unless the process has ended
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 500)]
    older: u64,
    #[command(flatten)]
    constants: memleak::Options,
    /// How many stacks to print, those that hold most
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    top: usize,
    /// Print a line of JSON for each stack
    #[arg(long, help_heading = "Output")]
    json: bool,
    #[command(flatten)]
    intervals: Intervals,
}

/// How often it is looked which libraries the process has mapped: that takes long where there are many.
const LOOKS: Duration = Duration::from_secs(1);

/// What one stack has allocated and nobody freed.
#[derive(Default)]
struct Leak {
    bytes: u64,
    allocations: u64,
    oldest: Duration,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the process is not there, the library is not found, the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut target = match options.pid {
        Some(pid) => Target::Running(pid),
        None => Target::waiting(&options.command)?,
    };
    let library = match (&options.library, options.pid) {
        (Some(library), _) => library.clone(),
        (None, Some(pid)) => library::of_process(pid)?,
        (None, None) => "libc.so.6".into(),
    };
    let mut open = memleak::open()?;
    open.rodata().process = target.pid();
    options.constants.fill(&mut open);
    if options.pid.is_none() {
        // Until the command is executed, it is the shell that starts it.
        open.bss().started_at = u64::MAX;
    }
    let mut bpf = open.load()?;
    bpf.attach()?;
    attach(&mut bpf, &Uprobe::new(&library).pid(target.pid()))?;
    target.go_on()?;

    let (start, pid) = (Instant::now(), target.pid());
    let target = RefCell::new(target);
    let (symbols, has_ended) = (RefCell::new(Symbolizer::new()), Cell::new(false));
    let mut next = start;
    let is_over = || {
        // Its functions are to have names when it has ended. A command that has just started may end soon.
        if Instant::now() >= next || options.pid.is_none() && start.elapsed() < LOOKS {
            let _ = symbols.borrow_mut().remember(pid);
            next = Instant::now() + LOOKS;
        }
        has_ended.set(target.borrow_mut().has_ended());
        has_ended.get()
    };
    options.intervals.each_until(is_over, || {
        if has_ended.get() && bpf.bss().started_at.get()? == u64::MAX {
            let (command, why) = (options.command.join(" "), target.borrow_mut().not_started());
            return Err(io::Error::other(format!("the command was not started: {command}: {why}")).into());
        }
        let older = if has_ended.get() { Duration::ZERO } else { Duration::from_millis(options.older) };
        let leaks = leaks(&bpf, older)?;
        let seconds = start.elapsed().as_secs_f64();
        if !options.json {
            let bytes: u64 = leaks.iter().map(|(_, leak)| leak.bytes).sum();
            print(format_args!(
                "\nafter {seconds:.1} s, {bytes} bytes of {} stacks are not freed\n",
                leaks.len()
            ));
        }
        for (stack, leak) in leaks.iter().take(options.top) {
            let addresses = bpf.maps.stacks.get(*stack)?.unwrap_or_default();
            let stack = symbols.borrow_mut().process(pid, &addresses);
            print(format_args!(
                "{}\n",
                if options.json { leak.json(seconds, &stack) } else { leak.text(&stack) }
            ));
        }
        Ok(())
    })?;
    if bpf.bss().is_called.get()? == 0 {
        let library = library.display();
        eprintln!(
            "malloc and free of {library} were never called; --library names another file that has them, as the binary itself where it is static"
        );
    }
    tool::lost(Some(bpf.bss().lost.get()?), "allocations", "there was no room for so many");
    tool::lost(Some(bpf.bss().without_stack.get()?), "stacks", "other stacks have their places");
    Ok(())
}

fn attach(bpf: &mut memleak::Bpf, probe: &Uprobe) -> coolbpf::Result<()> {
    let programs = &bpf.progs;
    let functions = [
        ("free", vec![&programs.enter_free]),
        ("malloc", vec![&programs.enter_malloc, &programs.leave_malloc]),
        ("calloc", vec![&programs.enter_calloc, &programs.leave_calloc]),
        ("realloc", vec![&programs.enter_realloc, &programs.leave_realloc]),
        ("reallocarray", vec![&programs.enter_reallocarray, &programs.leave_reallocarray]),
        ("aligned_alloc", vec![&programs.enter_aligned_alloc, &programs.leave_aligned_alloc]),
        ("memalign", vec![&programs.enter_memalign, &programs.leave_memalign]),
        ("posix_memalign", vec![&programs.enter_posix_memalign, &programs.leave_posix_memalign]),
    ];
    let mut links = Vec::new();
    for (name, programs) in functions {
        for program in programs {
            match program.attach_to(probe.clone().function(name)) {
                Ok(link) => links.push(link),
                // Not every library has all the others.
                Err(error)
                    if error.kind() == ErrorKind::NoAttachPoint && !["free", "malloc"].contains(&name) => {}
                Err(error) => {
                    return Err(error
                        .context("can't watch malloc and free; --library names another file that has them"));
                }
            }
        }
    }
    links.into_iter().for_each(|link| bpf.hold(link));
    Ok(())
}

/// What is older, by the numbers of the stacks, the largest first.
fn leaks(bpf: &memleak::Bpf, older: Duration) -> coolbpf::Result<Vec<(i64, Leak)>> {
    let (now, started_at) = (coolbpf::ktime(), bpf.bss().started_at.get()?);
    let mut leaks: HashMap<i64, Leak> = HashMap::new();
    for entry in bpf.maps.allocations.iter() {
        let (_, allocation) = entry?;
        let age = now.saturating_sub(Duration::from_nanos(allocation.at));
        if allocation.at >= started_at && age >= older {
            let leak = leaks.entry(allocation.stack).or_default();
            leak.bytes += allocation.bytes;
            leak.allocations += 1;
            leak.oldest = leak.oldest.max(age);
        }
    }
    let mut leaks: Vec<_> = leaks.into_iter().collect();
    leaks.sort_by_key(|(stack, leak)| (Reverse(leak.bytes), *stack));
    Ok(leaks)
}

impl Leak {
    fn json(&self, seconds: f64, stack: &[Symbol]) -> String {
        let (bytes, allocations) = (self.bytes, self.allocations);
        let (oldest, stack) = (self.oldest.as_secs_f64(), tool::stacks::names(stack));
        json!({"seconds": seconds, "bytes": bytes, "allocations": allocations, "oldest": oldest, "stack": stack})
            .to_string()
    }

    fn text(&self, stack: &[Symbol]) -> String {
        let head = format!(
            "{} bytes in {} {}, the oldest {:.1} s ago",
            self.bytes,
            self.allocations,
            if self.allocations == 1 { "allocation" } else { "allocations" },
            self.oldest.as_secs_f64()
        );
        if stack.is_empty() {
            return format!("{head}\n    [unknown]");
        }
        stack.iter().fold(head, |text, symbol| format!("{text}\n    {symbol}"))
    }
}
