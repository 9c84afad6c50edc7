//! Prints which programs are executed and whether they are on a list, and refuses those that are not, until Ctrl-C.
#![forbid(unsafe_code)]

mod list;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Parser;
use coolbpf::{Chars, Error, Filter};
use tool::{Tracer, number, text};

use list::{Place, Rule, What};

#[coolbpf::program]
mod execaudit {
    const SOURCE: &str = include_str!("bpf/execaudit.bpf.c");
}

use execaudit::types;

/// Prints which programs are executed, and whether they are on a list of what may be.
///
/// Programs are told by their own paths, not as they were asked for. With --enforce, the kernel refuses those that are not on the list,
/// for as long as this runs.
#[derive(Parser)]
#[command(after_help = "\
The list has a rule in each line:
  /usr/bin/python3.11   this file: that name in that directory, also after an upgrade
  /usr/lib/             all below this directory, but for what is mounted there
  cgroup /builds        all that is executed in this control group or below it
  # the rest of a line that starts so is a comment

A script is judged by its interpreter, and with --enforce by its own path, too.

Examples:
  execaudit --learn LIST --duration 3600     write a list of what is executed within an hour
  execaudit LIST --only-violations --json    what is not on it
  execaudit LIST --enforce --cgroup /web     refuse that to a control group")]
pub struct Options {
    /// What may be executed
    #[arg(required_unless_present = "learn")]
    list: Option<PathBuf>,
    /// Only what is not on the list
    #[arg(long, requires = "list")]
    only_violations: bool,
    /// Write, at the end, a list of all that was executed
    #[arg(long, value_name = "FILE")]
    learn: Option<PathBuf>,
    /// Refuse what is not on the list; takes Linux 5.7 with the security module `bpf`
    #[arg(long, requires = "list")]
    enforce: bool,
    #[command(flatten)]
    tracer: Tracer,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the list can't be read, the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let rules = options.list.as_deref().map(read).transpose()?;
    let mut open = execaudit::open()?;
    let constants = open.rodata();
    options.tracer.filter.fill(&mut constants.filter)?;
    constants.enforces = options.enforce.into();
    constants.only_violations = options.only_violations.into();
    let rules = match &rules {
        Some(rules) if rules.is_empty() && options.enforce => {
            return Err(io::Error::other("the list is empty: nothing could be executed any more").into());
        }
        Some(rules) => rules.as_slice(),
        None => &[],
    };
    let room = u32::try_from(rules.len().max(1)).unwrap_or(u32::MAX);
    open.maps.places.set_max_entries(room)?;
    open.maps.groups.set_max_entries(room)?;
    if options.enforce {
        open.alternatives.exec.force(execaudit::alternatives::Exec::Lsm);
    }
    let mut bpf = open.load().map_err(|error| explain(options.enforce, error))?;
    for (rule, number) in rules.iter().zip(1..) {
        if let Err(error) = allow(&bpf.maps, &rule.what, number) {
            eprintln!("nothing is allowed by `{}`: {error:#}", rule.text);
        }
    }
    bpf.attach().map_err(|error| explain(options.enforce, error))?;

    let mut learned = Learned::default();
    let columns = [
        text("allowed", 7),
        text("refused", 7),
        number("pid", 7),
        number("ppid", 7),
        number("uid", 7),
        text("comm", 16),
        text("path", 40),
        text("asked", 40),
        text("rule", 0),
    ];
    let followed = options.tracer.follow(bpf.events()?, columns, |table, event| {
        let path = coolbpf::path(&event.path)?;
        learned.add(path.to_bytes());
        let rule = usize::try_from(event.rule).ok().and_then(|rule| rules.get(rule.checked_sub(1)?));
        let allowed = options.list.is_some().then_some(event.rule != 0);
        let refused = event.refused != 0;
        table.row([
            &allowed,
            &refused,
            &event.pid,
            &event.ppid,
            &event.uid,
            &event.comm,
            &path,
            &event.asked,
            &rule.map(|rule| rule.text.clone()),
        ]);
        Ok(())
    });
    if let Some(file) = &options.learn {
        learned.write(file)?;
    }
    followed
}

fn read(list: &Path) -> coolbpf::Result<Vec<Rule>> {
    let rules = fs::read_to_string(list).and_then(|text| list::rules(&text));
    rules.map_err(|error| Error::from(error).context(format!("can't read the list {}", list.display())))
}

fn allow(maps: &execaudit::Maps, what: &What, number: u32) -> coolbpf::Result<()> {
    match what {
        What::Group(path) => {
            let mut group = types::coolbpf_filter::default();
            Filter { cgroup: Some(path.clone()), ..Filter::default() }.fill(&mut group)?;
            maps.groups.insert(&group.within, &number)
        }
        What::Path(path) => {
            let Place { directory: tool::FileId { device, inode }, name } = Place::of(path)?;
            let name = name.unwrap_or_default();
            let text = std::str::from_utf8(&name).ok().and_then(Chars::new);
            let text =
                text.ok_or_else(|| io::Error::other("a name has at most 63 bytes here, which are UTF-8"))?;
            let length = name.len() as u32;
            maps.places.insert(&types::place { inode, device, length, name: text }, &number)
        }
    }
}

fn explain(enforces: bool, error: Error) -> Error {
    if enforces {
        error.context(
            "--enforce takes the hook bprm_check_security of security modules: Linux 5.7 with CONFIG_BPF_LSM, `bpf` among the modules of \
             the kernel's parameter lsm=, and the right to load programs for it; without --enforce, this kernel can be watched",
        )
    } else {
        error
    }
}

/// The paths of what was executed.
#[derive(Default)]
struct Learned {
    paths: BTreeSet<String>,
    without_path: u64,
}

impl Learned {
    /// A list can't hold each path: not one that is incomplete, has a line break, or looks like another rule.
    fn add(&mut self, path: &[u8]) {
        match std::str::from_utf8(path) {
            Ok(path) if path.starts_with('/') && path.trim() == path && !path.contains(char::is_control) => {
                self.paths.insert(path.to_owned());
            }
            _ => self.without_path += 1,
        }
    }

    fn write(&self, file: &Path) -> coolbpf::Result<()> {
        let list: String = self.paths.iter().map(|path| format!("{path}\n")).collect();
        fs::write(file, list).map_err(|error| {
            Error::from(error).context(format!("can't write the list {}", file.display()))
        })?;
        let count = (self.without_path > 0).then_some(self.without_path);
        tool::lost(count, "programs", "their paths can't be told in a list");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reads_back_as_the_path_is_learned() {
        let mut learned = Learned::default();
        for path in ["/bin/b", "/bin/a", "/bin/b", "", "memfd:x", "/bin/a\n/bin/evil", "/bin/a "] {
            learned.add(path.as_bytes());
        }
        assert_eq!(learned.paths.iter().collect::<Vec<_>>(), ["/bin/a", "/bin/b"]);
        assert_eq!(learned.without_path, 4);
    }
}
