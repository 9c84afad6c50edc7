//! The tools of the examples on each kernel: their end-to-end tests, with the file that `cargo xtask tools` makes.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use coolbpf_vm::{Arch, Files, Guest, Kernel, Outcome, Version};

use super::guests::{self, Built, in_parallel};
use super::table::{Row, Table};
use crate::command::output;
use crate::{Result, tools};

/// The package whose tests these are.
const TESTS: &str = "coolbpf-tests";
/// What tells the tests of the file.
const GIVEN: &str = "COOLBPF_TOOLS";
/// Where the file lies in a guest.
const FILE: &str = "/usr/bin/coolbpf-tools";
/// What the tests run beside it.
const PROGRAMS: &[&str] =
    &["cat", "chmod", "ip", "kill", "rm", "sh", "sleep", "taskset", "touch", "true", "uname"];
/// What has networks of the tests' own, filters for packets, and a disk that can be written to.
const MODULES: [&str; 4] = ["veth", "sch_ingress", "cls_bpf", "null_blk"];
/// A test that is left out, on all kernels or on those before one (major, minor), and why.
struct LeftOut(&'static str, Option<(u16, u16)>, &'static str);
const LEFT_OUT: [LeftOut; 6] = [
    LeftOut(
        "cachestat_counts_pages_that_come_into_the_cache_and_become_dirty",
        None,
        "a guest's files lie in memory",
    ),
    LeftOut(
        "softirqs_counts_how_long_hard_ones_run_by_number_and_name",
        None,
        "a guest's disk has no interrupt",
    ),
    LeftOut(
        "tcpdrop_knows_the_state_of_the_socket",
        Some((6, 11)),
        "the kernel does not tell the socket that a packet came for",
    ),
    LeftOut("tcpdrop_names_the_reasons_that_there_are", Some((5, 17)), NO_REASONS),
    LeftOut("tcpdrop_prints_a_table_with_stacks", Some((5, 17)), NO_REASONS),
    LeftOut("tcpdrop_tells_of_connections_that_nobody_listens_to", Some((5, 17)), NO_REASONS),
];
const NO_REASONS: &str = "the kernel has no reasons of drops";
/// QEMU emulates what the tests wait for.
const TIME_LIMIT: Duration = Duration::from_secs(1800);

/// Runs the tests, in one guest for each kernel. Gives what tests and tools said where some failed, too.
pub(super) fn on(kernels: &[Kernel]) -> Result<(Table, Result)> {
    let file = tools::build()?;
    let tests = Tests::of(&tools_of(&file)?)?;
    let run = |kernel: &Kernel| tests.run(&file, kernel).map_err(|error| error.to_string());
    let outputs = in_parallel(kernels, run).into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
    for LeftOut(test, before, why) in LEFT_OUT {
        let before = before.map_or_else(String::new, |(major, minor)| format!(" before {major}.{minor}"));
        println!("left out{before}: {test}: {why}");
    }
    let names = super::columns(kernels);
    let mut said = String::new();
    for (name, (outcome, output)) in names.iter().zip(&outputs) {
        if *outcome != Outcome::Exited(0) {
            said += &format!("the tools on {name}: {outcome:?}\n{output}\n");
        }
    }
    let outputs: Vec<_> = outputs.into_iter().map(|(_, output)| output).collect();
    let runs: Vec<_> = kernels.iter().map(|kernel| kernel.version).zip(outputs).collect();
    let table = table(&tests.of_tools, names, &runs);
    Ok((table, if said.is_empty() { Ok(()) } else { Err(said.into()) }))
}

/// The tools that the file has.
fn tools_of(file: &Path) -> Result<Vec<String>> {
    let help = output(Command::new(file).arg("--help"))?;
    let (_, list) = help.split_once("\nTools:\n").ok_or("coolbpf-tools lists no tools")?;
    let names = list.lines().map_while(|line| line.split_whitespace().next());
    Ok(names.filter(|name| !["links", "help"].contains(name)).map(str::to_owned).collect())
}

/// Tests that are built, and which of them are of tools.
struct Tests {
    built: Built,
    /// Of each tool.
    of_tools: BTreeMap<String, Vec<String>>,
    /// Of each file that is built.
    of_files: Vec<(PathBuf, Vec<String>)>,
}

impl Tests {
    /// Builds the tests, and finds those of each tool by their names, which begin with the tool's.
    fn of(tools: &[String]) -> Result<Self> {
        let mut targets = Vec::new();
        for file in fs::read_dir("tests")? {
            let file = file?.file_name().to_string_lossy().into_owned();
            let target =
                file.strip_suffix(".rs").filter(|name| name.starts_with("tools") || *name == "examples");
            targets.extend(target.map(str::to_owned));
        }
        targets.sort();
        let built = guests::build(TESTS, &targets)?;
        let mut of_tools: BTreeMap<String, Vec<String>> =
            tools.iter().map(|tool| (tool.clone(), Vec::new())).collect();
        let mut of_files = Vec::new();
        for test in &built.executables {
            let list = output(Command::new(test).args(["--list", "--format", "terse"]))?;
            let mut wanted = Vec::new();
            for name in list.lines().filter_map(|line| line.strip_suffix(": test")) {
                if let Some(tests) = tool_of(name, tools).and_then(|tool| of_tools.get_mut(tool)) {
                    tests.push(name.to_owned());
                    wanted.push(name.to_owned());
                }
            }
            of_files.push((test.clone(), wanted));
        }
        if let Some((tool, _)) = of_tools.iter().find(|(_, tests)| tests.is_empty()) {
            return Err(format!("no test of {tool} is run in guests").into());
        }
        Ok(Self { built, of_tools, of_files })
    }

    /// What a guest with a kernel does.
    fn script(&self, version: Version) -> String {
        let mut script = "failed=0\n".to_owned();
        for (file, tests) in &self.of_files {
            let tests: Vec<_> =
                tests.iter().map(String::as_str).filter(|test| is_run(test, version)).collect();
            if !tests.is_empty() {
                script += &format!("{} --exact {} || failed=1\n", file.display(), tests.join(" "));
            }
        }
        script + "exit $failed\n"
    }

    fn run(&self, file: &Path, kernel: &Kernel) -> Result<(Outcome, String)> {
        let mut files = Files::new();
        files.add_program(file, Path::new(FILE), Arch::X86_64)?;
        for test in &self.built.executables {
            files.add_program(test, test, Arch::X86_64)?;
        }
        for directory in &self.built.out_directories {
            files.add(directory, directory)?;
        }
        for program in PROGRAMS {
            files.add_program(&found(program)?, &Path::new("/bin").join(program), Arch::X86_64)?;
        }
        let mut guest = Guest::new(kernel);
        guest.memory_mib = Some(1024);
        guest.cpus = 2;
        guest.time_limit = Some(TIME_LIMIT);
        guest.modules = MODULES.map(str::to_owned).to_vec();
        guest.files = files;
        let command = coolbpf_vm::Command {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), self.script(kernel.version).into()],
            environment: vec![(GIVEN.into(), FILE.into())],
            directory: "/".into(),
        };
        guests::run(&guest, &command)
    }
}

/// The tool that a test is named after.
fn tool_of<'a>(test: &str, tools: &'a [String]) -> Option<&'a String> {
    tools.iter().find(|tool| test.strip_prefix(tool.as_str()).is_some_and(|rest| rest.starts_with('_')))
}

/// Whether a test is not left out on a kernel.
fn is_run(test: &str, version: Version) -> bool {
    !LEFT_OUT.iter().any(|LeftOut(left_out, before, _)| {
        *left_out == test && before.is_none_or(|before| (version.major, version.minor) < before)
    })
}

/// Where a program is on this machine.
fn found(program: &str) -> Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut places = env::split_paths(&path).map(|directory| directory.join(program));
    Ok(places.find(|place| place.is_file()).ok_or_else(|| format!("there is no program {program}"))?)
}

/// A row for each tool: `yes` where all of its tests pass that are not left out.
fn table(tests: &BTreeMap<String, Vec<String>>, names: Vec<String>, runs: &[(Version, String)]) -> Table {
    let cell = |tests: &[String], version: Version, output: &str| {
        let passed = |wanted: &&String| {
            output.lines().filter_map(guests::test_and_result).any(|(test, passes)| test == *wanted && passes)
        };
        let run: Vec<_> = tests.iter().filter(|test| is_run(test, version)).collect();
        let cell = match run.iter().all(passed) {
            _ if run.is_empty() => "not run",
            true => "yes",
            false => "no",
        };
        cell.to_owned()
    };
    let row = |(tool, tests): (&String, &Vec<String>)| Row {
        labels: vec![tool.clone()],
        cells: runs.iter().map(|(version, output)| cell(tests, *version, output)).collect(),
    };
    Table { heads: vec!["tool"], kernels: names, rows: tests.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_works_where_all_tests_of_its_name_pass() {
        let tools = ["tcp", "tcplife"].map(str::to_owned);
        assert_eq!(tool_of("tcplife_tells", &tools).map(String::as_str), Some("tcplife"));
        assert_eq!(tool_of("tcplifetime", &tools), None);
        let tests = BTreeMap::from([
            ("tcp".to_owned(), vec!["tcp_a".to_owned(), "tcp_b".to_owned()]),
            ("tcpdrop".to_owned(), vec!["tcpdrop_prints_a_table_with_stacks".to_owned()]),
        ]);
        let runs =
            [(10, "test tcp_a ... ok\ntest tcp_b ... ok"), (17, "test tcp_a ... ok\ntest tcp_b ... FAILED")];
        let names = runs.map(|(minor, _)| format!("5.{minor}")).to_vec();
        let runs = runs.map(|(minor, output)| (Version { major: 5, minor, patch: 0 }, output.to_owned()));
        assert_eq!(
            table(&tests, names, &runs).markdown(),
            "| tool | 5.10 | 5.17 |\n|---|---|---|\n| tcp | yes | no |\n| tcpdrop | not run | no |\n"
        );
    }
}
