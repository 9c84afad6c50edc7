//! Prints what is tried on files that are guarded, by whom, and refuses what is asked for, until Ctrl-C.
#![forbid(unsafe_code)]

mod names;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};
use coolbpf::{Alternative as _, Chars, Error, Filter};
use tool::{FileId, Tracer, number, text, words};

#[coolbpf::program]
mod fileguard {
    const SOURCE: &str = include_str!("bpf/fileguard.bpf.c");
}

use fileguard::alternatives::Guard;
use fileguard::types;

/// Prints what is tried on files and below directories, by whom, and what came of it.
///
/// With --deny, the kernel refuses it, for as long as this runs. A file is guarded by its inode and by its name, whatever replaces it; a
/// directory by its inode, for as long as it is not replaced. Files are found up to 23 directories below one that is guarded; what is mounted
/// there is to be named by itself. By lsm and fexit, all of it is seen that goes through the file system; by tracepoint, system calls, of
/// which all but successful opens are judged by the names that they are given.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  fileguard /etc/shadow                           who opens it, or does something else with it
  fileguard /etc --deny change --except-comm apt  nothing below /etc is changed but by apt
  fileguard /srv/keys --deny open --except-uid 33 --json
                                                  only the user 33 may open keys

Where read or write is denied, a file is not renamed or linked to a name that isn't guarded either. A link from outside that a file has
already is not guarded; nor is what root does to this process or to the disk itself.

A task chooses its comm itself: an exception by it is for convenience, and keeps nobody out. By --pid, --tid and --comm, nothing can be
denied, as a task leaves them when it likes; --uid, --cgroup and --container limit --deny to some tasks.")]
pub struct Options {
    /// The files to guard, and the directories with all that is below them
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Refuse this; takes Linux 5.7 with the security module `bpf`
    #[arg(long, value_name = "WHAT", value_delimiter = ',', conflicts_with_all = ["pid", "tid", "comm"])]
    deny: Vec<What>,
    /// Print this
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "all")]
    watch: Vec<What>,
    /// Tasks of this name (comm) may do all of it, and are not printed
    #[arg(long, value_name = "NAME")]
    except_comm: Vec<String>,
    /// This user may, likewise
    #[arg(long, value_name = "UID")]
    except_uid: Vec<u32>,
    /// Tasks in this control group (version 2) or below may, likewise
    #[arg(long, value_name = "PATH")]
    except_cgroup: Vec<PathBuf>,
    /// By what to watch, and not by the best that the kernel has: lsm, fexit or tracepoint
    #[arg(long, value_parser = Guard::named, conflicts_with = "deny")]
    means: Option<Guard>,
    #[command(flatten)]
    tracer: Tracer,
}

/// What can be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// To open for reading
    Read,
    /// To open for writing, or to truncate
    Write,
    /// Read and write
    Open,
    /// To create in a directory
    Create,
    /// To remove, directories also
    Unlink,
    /// To rename, also to a name that is taken from another file
    Rename,
    /// To give another name
    Link,
    /// To change the mode
    Chmod,
    /// All but read
    Change,
    /// All of them
    All,
}

impl What {
    const EACH: [Self; 7] =
        [Self::Read, Self::Write, Self::Create, Self::Unlink, Self::Rename, Self::Link, Self::Chmod];

    /// The bits that programs know it by.
    fn bits(self) -> u32 {
        match self {
            Self::Open => Self::Read.bits() | Self::Write.bits(),
            Self::All => Self::EACH.iter().fold(0, |bits, what| bits | what.bits()),
            Self::Change => Self::All.bits() & !Self::Read.bits(),
            one => Self::EACH.iter().position(|each| *each == one).map_or(0, |at| 1 << at),
        }
    }

    fn bits_of(what: &[Self]) -> u32 {
        what.iter().fold(0, |bits, what| bits | what.bits())
    }

    /// The name of what programs tell.
    fn name(bits: u32) -> &'static str {
        match bits {
            1 => "read",
            2 => "write",
            3 => "open",
            4 => "create",
            8 => "unlink",
            16 => "rename",
            32 => "link",
            64 => "chmod",
            _ => "other",
        }
    }
}

/// Runs the tool to its end.
///
/// # Errors
/// Where a path is not there, the programs can't be loaded or attached, as where something is to be refused that can only be watched, or
/// what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let guarded = options.paths.iter().map(|path| guard(path)).collect::<coolbpf::Result<Vec<_>>>()?;

    let mut open = fileguard::open()?;
    let constants = open.rodata();
    options.tracer.filter.fill(&mut constants.filter)?;
    constants.denied = What::bits_of(&options.deny);
    constants.watched = What::bits_of(&options.watch) | constants.denied;
    let exceptions = [options.except_comm.len(), options.except_uid.len(), options.except_cgroup.len()];
    constants.has_exceptions = exceptions.iter().any(|count| *count > 0).into();
    let [comms, uids, groups] = exceptions.map(room);
    let names = guarded.iter().zip(1_u32..).filter_map(|((path, _), number)| Some((name(path)?, number)));
    let names = names.map(|(name, number)| Ok((name?, number))).collect::<coolbpf::Result<Vec<_>>>()?;
    constants.has_names = (!names.is_empty()).into();
    open.maps.guarded.set_max_entries(room(guarded.len()))?;
    open.maps.guarded_names.set_max_entries(room(names.len()))?;
    open.maps.excepted_comms.set_max_entries(comms)?;
    open.maps.excepted_uids.set_max_entries(uids)?;
    open.maps.excepted_groups.set_max_entries(groups)?;
    if !options.deny.is_empty() {
        open.alternatives.guard.force(Guard::Lsm);
    } else if let Some(means) = options.means {
        open.alternatives.guard.force(means);
    }
    let mut bpf = open.load().map_err(|error| explain(options, error))?;
    for ((_, FileId { device, inode }), number) in guarded.iter().zip(1_u32..) {
        let place = types::place { device: *device, inode: *inode, ..Default::default() };
        bpf.maps.guarded.insert(&place, &number)?;
    }
    for (name, number) in &names {
        bpf.maps.guarded_names.insert(name, number)?;
    }
    except(&bpf.maps, options)?;
    bpf.attach().map_err(|error| explain(options, error))?;
    eprintln!("{}", bpf.alternatives);
    let means = bpf.alternatives.guard.chosen().map_or("none", Guard::name);

    let paths: Vec<PathBuf> = guarded.into_iter().map(|(path, _)| path).collect();
    let columns = [
        text("operation", 9),
        text("allowed", 7),
        text("means", 10),
        number("pid", 7),
        number("uid", 7),
        text("comm", 16),
        text("path", 40),
        text("error", 0),
    ];
    options.tracer.follow(bpf.events()?, columns, |table, event| {
        let below = coolbpf::path(&event.path)?;
        let below = below.to_string_lossy();
        let guard = usize::try_from(event.guard).ok().and_then(|number| paths.get(number.checked_sub(1)?));
        let path = match guard {
            Some(guard) => names::join(guard, &below),
            None => match names::guarded(&paths, &below, &event.name.to_string_lossy()) {
                Some(path) => path,
                None => return Ok(()),
            },
        };
        table.row([
            &What::name(event.operation),
            &(event.result >= 0),
            &means,
            &event.pid,
            &event.uid,
            &event.comm,
            &path,
            &(event.result < 0).then(|| words::error(event.result.wrapping_neg())),
        ]);
        Ok(())
    })
}

/// Where a path leads to, and what programs know that by.
fn guard(path: &Path) -> coolbpf::Result<(PathBuf, FileId)> {
    let found = fs::canonicalize(path).and_then(|path| FileId::of(&path).map(|id| (path, id)));
    found.map_err(|error| Error::from(error).context(format!("can't guard {}", path.display())))
}

/// What a file is known by that replaces this one; `None` for a directory.
fn name(path: &Path) -> Option<coolbpf::Result<types::name>> {
    let (directory, name) = (path.parent()?, path.file_name()?);
    if path.is_dir() {
        return None;
    }
    let known = || {
        let FileId { device, inode } = FileId::of(directory)?;
        let text = name.to_str().and_then(Chars::new).ok_or_else(|| {
            io::Error::other("a file's name has at most 63 bytes here, which are UTF-8; guard its directory")
        })?;
        let directory = types::place { device, inode, ..Default::default() };
        Ok(types::name { directory, length: room(name.len()), text, ..Default::default() })
    };
    Some(
        known().map_err(|error: io::Error| {
            Error::from(error).context(format!("can't guard {}", path.display()))
        }),
    )
}

/// The size of a map for so many.
fn room(count: usize) -> u32 {
    u32::try_from(count.max(1)).unwrap_or(u32::MAX)
}

fn except(maps: &fileguard::Maps, options: &Options) -> coolbpf::Result<()> {
    for name in &options.except_comm {
        let text = Chars::new(name).ok_or_else(|| {
            io::Error::other(format!("no task is called {name:?}: the kernel keeps 15 bytes of a name"))
        })?;
        maps.excepted_comms.insert(&types::comm { text }, &1)?;
    }
    for uid in &options.except_uid {
        maps.excepted_uids.insert(uid, &1)?;
    }
    for path in &options.except_cgroup {
        let mut group = types::coolbpf_filter::default();
        Filter { cgroup: Some(path.clone()), ..Filter::default() }.fill(&mut group)?;
        maps.excepted_groups.insert(&group.within, &1)?;
    }
    Ok(())
}

fn explain(options: &Options, error: Error) -> Error {
    if options.deny.is_empty() {
        return error;
    }
    error.context(
        "--deny takes the hooks of security modules: Linux 5.7 with CONFIG_BPF_LSM, `bpf` among the modules of the kernel's parameter lsm=, \
         and the right to load programs for it; without --deny, this kernel can be watched",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_has_a_bit_and_a_name() {
        assert_eq!(What::EACH.map(What::bits), [1, 2, 4, 8, 16, 32, 64]);
        assert_eq!([What::Open, What::Change, What::All].map(What::bits), [3, 126, 127]);
        for what in What::EACH {
            assert_eq!(What::name(what.bits()), format!("{what:?}").to_lowercase());
        }
    }
}
