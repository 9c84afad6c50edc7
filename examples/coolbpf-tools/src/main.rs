//! All tools of the examples in one file, which is copied to a host and runs them all: `coolbpf-tools execsnoop --json`. Under the name of a
//! tool, as by a link, it is that tool.
#![forbid(unsafe_code)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

/// The name of all tools together; the file may have another.
const ALL: &str = "coolbpf-tools";

#[derive(Parser)]
#[command(multicall = true)]
enum Program {
    /// Tools that tell what a machine does, each by BPF
    #[command(name = ALL, version, arg_required_else_help = true, subcommand_help_heading = "Tools", subcommand_value_name = "TOOL")]
    All {
        #[command(subcommand)]
        command: Command,
    },
    #[command(flatten)]
    Tool(Tool),
}

#[derive(Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one of it")]
enum Command {
    #[command(flatten)]
    Tool(Tool),
    /// Makes a link for each tool in a directory
    #[command(after_help = "\
Examples:
  coolbpf-tools links /usr/local/sbin   so that `execsnoop` is a command of its own")]
    Links(Links),
}

#[derive(Args)]
struct Links {
    /// Where the links are to lie
    directory: PathBuf,
}

impl Links {
    /// Makes those that are not there yet.
    fn make(&self) -> coolbpf::Result<()> {
        let file = std::env::current_exe()?;
        for tool in Tool::augment_subcommands(clap::Command::new(ALL)).get_subcommands() {
            let link = self.directory.join(tool.get_name());
            if std::fs::read_link(&link).is_ok_and(|to| to == file) {
                continue;
            }
            std::os::unix::fs::symlink(&file, &link).map_err(|error| {
                coolbpf::Error::from(error).context(format!("can't make the link {}", link.display()))
            })?;
        }
        Ok(())
    }
}

macro_rules! tools {
    ($($variant:ident $tool:ident)*) => {
        #[derive(Subcommand)]
        enum Tool {
            $(#[command(version)] $variant($tool::Options),)*
        }

        impl Tool {
            fn run(&self) -> coolbpf::Result<()> {
                match self {
                    $(Self::$variant(options) => $tool::run(options),)*
                }
            }
        }
    };
}

tools! {
    Bindsnoop bindsnoop
    Biolatency biolatency
    Bpftop bpftop
    Cachestat cachestat
    Cpudist cpudist
    Execaudit execaudit
    Execsnoop execsnoop
    Exitsnoop exitsnoop
    Fileguard fileguard
    Filelife filelife
    Funclatency funclatency
    Memleak memleak
    Offcputime offcputime
    Opensnoop opensnoop
    Profile profile
    Runqlat runqlat
    Runqlen runqlen
    Sockaccel sockaccel
    Sockfilter sockfilter
    Softirqs softirqs
    Syscount syscount
    Tcpconnect tcpconnect
    Tcpdrop tcpdrop
    Tcplife tcplife
    Tcprtt tcprtt
    Tcxredirect tcxredirect
    Xdpblock xdpblock
}

/// The command line, under the name of the tool that the file is called by, or else under that of all.
fn command_line() -> Vec<OsString> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    let name = words.first().and_then(|path| Path::new(path).file_name()?.to_str());
    let name = name.filter(|name| Tool::has_subcommand(name)).unwrap_or(ALL).to_owned();
    words.splice(..words.len().min(1), [name.into()]);
    words
}

fn main() -> coolbpf::Result<()> {
    match Program::parse_from(command_line()) {
        Program::All { command: Command::Tool(tool) } | Program::Tool(tool) => tool.run(),
        Program::All { command: Command::Links(links) } => links.make(),
    }
}
