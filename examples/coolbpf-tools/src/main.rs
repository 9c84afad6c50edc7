//! All tools of the examples in one file, which is copied to a host and runs them all: `coolbpf-tools execsnoop --json`. Under the name of a
//! tool, as by a link, it is that tool.
#![forbid(unsafe_code)]

use clap::Parser;

/// Tools that tell what a machine does, each by BPF.
#[derive(Parser)]
#[command(multicall = true)]
enum Program {
    /// Tools that tell what a machine does, each by BPF
    #[command(name = "coolbpf-tools", subcommand_required = true)]
    CoolbpfTools {
        #[command(subcommand)]
        tool: Tool,
    },
    #[command(flatten)]
    Tool(Tool),
}

macro_rules! tools {
    ($($variant:ident $tool:ident)*) => {
        #[derive(clap::Subcommand)]
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
    Execsnoop execsnoop
    Exitsnoop exitsnoop
    Opensnoop opensnoop
    Profile profile
    Runqlat runqlat
    Sockfilter sockfilter
    Syscount syscount
    Tcpconnect tcpconnect
}

fn main() -> coolbpf::Result<()> {
    match Program::parse() {
        Program::CoolbpfTools { tool } | Program::Tool(tool) => tool.run(),
    }
}
