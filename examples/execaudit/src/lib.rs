//! Prints which programs are executed and whether they are on a list, and refuses those that are not, until Ctrl-C.
#![forbid(unsafe_code)]

mod list;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Parser;
use coolbpf::{Attachment, Chars, Error, Filter};
use tool::{FileId, Tracer, number, text};

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
  /opt/web/bin/         all below this directory, up to 18 levels, but for what is mounted there
  cgroup /builds        all that is executed in this control group, or up to 7 levels below it
  # the rest of a line that starts so is a comment

A script is judged by its interpreter, and with --enforce by its own path, too; --learn writes both where the kernel has BPF LSM.
Interpreters and the dynamic loader run whatever file they are given: a rule that allows one of them, such as /usr/lib/, allows all.
A program of another mount namespace, as of a container, is learned only where its path leads to the same file here.

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
    #[arg(long, value_name = "FILE", conflicts_with_all = ["enforce", "only_violations"])]
    learn: Option<PathBuf>,
    /// Refuse what is not on the list; takes Linux 5.7 with the security module `bpf`. To some tasks only: --cgroup, --container, --uid
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
    let rules = options.list.as_deref().map(read).transpose()?.unwrap_or_default();
    if options.enforce {
        check(&options.tracer.filter, &rules)?;
    }
    let mut allowed = Vec::new();
    for (rule, number) in rules.iter().zip(1..) {
        match Allowed::by(&rule.what) {
            Ok(key) => allowed.push((key, number)),
            Err(error) => {
                let what = format!("nothing is allowed by `{}`", rule.text);
                if options.enforce {
                    return Err(error.context(what));
                }
                eprintln!("{what}: {error:#}");
            }
        }
    }
    let create = |path: &PathBuf| List::create(path).map_err(|error| unwritten(path, error));
    let list = options.learn.as_ref().map(create).transpose()?;
    let mut bpf = load(options, allowed.len())?;
    for (key, number) in &allowed {
        match key {
            Allowed::Group(group) => bpf.maps.groups.insert(group, number)?,
            Allowed::Place(place) => bpf.maps.places.insert(place, number)?,
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
        if options.learn.is_some() {
            learned.add(path.to_bytes(), FileId { device: event.device, inode: event.inode });
        }
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
    if let Some(mut list) = list {
        list.write(&learned.text()).map_err(|error| unwritten(&list.path, error))?;
        let count = (learned.without_path > 0).then_some(learned.without_path);
        tool::lost(count, "programs", "no path that a list can have leads to them here");
    }
    followed
}

fn read(list: &Path) -> coolbpf::Result<Vec<Rule>> {
    let rules = fs::read_to_string(list).and_then(|text| list::rules(&text));
    rules.map_err(|error| Error::from(error).context(format!("can't read the list {}", list.display())))
}

fn unwritten(list: &Path, error: io::Error) -> Error {
    Error::from(error).context(format!("can't write the list {}", list.display()))
}

/// Whether the rules can be enforced for the tasks that are asked for.
fn check(filter: &Filter, rules: &[Rule]) -> coolbpf::Result<()> {
    let error = if rules.is_empty() {
        "the list is empty: nothing could be executed any more"
    } else if filter.pid.is_some() || filter.tid.is_some() || filter.comm.is_some() {
        "a task gets around what is enforced by --pid, --tid or --comm, by a fork or another name: take --cgroup, --container or --uid"
    } else {
        return Ok(());
    };
    Err(io::Error::other(error).into())
}

/// What a rule allows, as the programs look for it.
enum Allowed {
    Group(u64),
    Place(types::place),
}

impl Allowed {
    fn by(what: &What) -> coolbpf::Result<Self> {
        match what {
            What::Group(path) => {
                let mut group = types::coolbpf_filter::default();
                Filter { cgroup: Some(path.clone()), ..Filter::default() }.fill(&mut group)?;
                Ok(Self::Group(group.within))
            }
            What::Path(path) => {
                let Place { directory: FileId { device, inode }, name } = Place::of(path)?;
                let name = name.unwrap_or_default();
                let text = std::str::from_utf8(&name).ok().and_then(Chars::new);
                let text = text
                    .ok_or_else(|| io::Error::other("a name has at most 63 bytes here, which are UTF-8"))?;
                let length = name.len() as u32;
                Ok(Self::Place(types::place { inode, device, length, name: text }))
            }
        }
    }
}

/// Loads the programs: to learn, those that enforcement takes, where the kernel has them, for the others never see a script's own file.
fn load(options: &Options, rules: usize) -> coolbpf::Result<execaudit::Bpf> {
    let load = |by_lsm: bool| {
        let mut open = execaudit::open()?;
        let constants = open.rodata();
        options.tracer.filter.fill(&mut constants.filter)?;
        constants.enforces = options.enforce.into();
        constants.only_violations = options.only_violations.into();
        let room = u32::try_from(rules.max(1)).unwrap_or(u32::MAX);
        open.maps.places.set_max_entries(room)?;
        open.maps.groups.set_max_entries(room)?;
        if by_lsm {
            open.alternatives.exec.force(execaudit::alternatives::Exec::Lsm);
        }
        open.load()
    };
    if options.learn.is_some() {
        if coolbpf::kernel().attachment(Attachment::Lsm).is_yes()
            && let Ok(bpf) = load(true)
        {
            return Ok(bpf);
        }
        eprintln!(
            "without BPF LSM, the list has no scripts, only their interpreters: to enforce it, add them"
        );
    }
    load(options.enforce).map_err(|error| explain(options.enforce, error))
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
    /// A list can't hold each path: not one that is incomplete, has a line break, or looks like another rule, nor one that leads elsewhere
    /// than it did for the task, which has a tree of its own.
    fn add(&mut self, path: &[u8], directory: FileId) {
        let path = str::from_utf8(path)
            .ok()
            .filter(|path| path.starts_with('/') && path.trim() == *path && !path.contains(char::is_control));
        match path {
            Some(path) if self.paths.contains(path) => {}
            Some(path) if Place::of(Path::new(path)).is_ok_and(|place| place.directory == directory) => {
                self.paths.insert(path.to_owned());
            }
            _ => self.without_path += 1,
        }
    }

    fn text(&self) -> String {
        self.paths.iter().map(|path| format!("{path}\n")).collect()
    }
}

/// A file that is written at once, at the end: who reads it finds the old text or the new one. What isn't a file, such as a pipe, is
/// written to.
struct List {
    file: File,
    path: PathBuf,
    /// Where the file is until it takes the place of the old one.
    new: Option<PathBuf>,
}

impl List {
    /// Fails where it can't be written, before an hour is spent on learning it.
    fn create(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&path).is_ok_and(|about| !about.is_file()) {
            return Ok(Self { file: File::options().write(true).open(&path)?, path, new: None });
        }
        let mut new = path.clone().into_os_string();
        new.push(format!(".{}", std::process::id()));
        let new = PathBuf::from(new);
        Ok(Self { file: File::create_new(&new)?, path, new: Some(new) })
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())?;
        if let Some(new) = &self.new {
            self.file.sync_all()?;
            fs::rename(new, &self.path)?;
            self.new = None;
        }
        Ok(())
    }
}

impl Drop for List {
    fn drop(&mut self) {
        if let Some(new) = &self.new {
            let _ = fs::remove_file(new);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reads_back_as_the_path_is_learned() {
        let mut learned = Learned::default();
        let directory = FileId::of(Path::new("/usr/bin")).unwrap();
        for path in
            ["/usr/bin/b", "/usr/bin/a", "/usr/bin/b", "", "memfd:x", "/usr/bin/a\n/bin/evil", "/usr/bin/a "]
        {
            learned.add(path.as_bytes(), directory);
        }
        assert_eq!(learned.paths.iter().collect::<Vec<_>>(), ["/usr/bin/a", "/usr/bin/b"]);
        assert_eq!(learned.without_path, 4);
    }

    #[test]
    fn what_has_another_directory_than_its_path_says_is_not_learned() {
        let mut learned = Learned::default();
        learned.add(b"/usr/bin/a", FileId { device: 0, inode: 0 });
        learned.add(b"/no-such-directory/a", FileId { device: 0, inode: 0 });
        assert_eq!((learned.paths.len(), learned.without_path), (0, 2));
    }
}
