//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use coolbpf_contract::Arch;
use coolbpf_contract::wire::BtfKernel;

use crate::btf::Kernels;
use crate::config::{Config, LogFormat, Settings};
use crate::error::{Result, because};
use crate::{config, credentials, listen, signing};

/// Compiles BPF C for builds on machines without clang.
///
/// Without a configuration it listens on loopback, compiles with every clang that it finds, and keeps its cache in the
/// user's cache directory.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, clap::Args)]
struct Serve {
    /// TOML file with settings; its keys are the names of these flags
    #[arg(long, env = "COOLBPF_SERVER_CONFIG")]
    config: Option<PathBuf>,
    /// Say whether the settings and the files that they name are right, and end
    #[arg(long)]
    check_config: bool,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a minisign key that answers are signed with
    Keygen {
        /// File for the secret key; the public key goes to the same name with `.pub` at its end
        file: PathBuf,
    },
    /// Make a token that gives access, and print it; only its hash is kept
    Token {
        /// File of tokens to add it to
        file: PathBuf,
        /// What the token is called, in the log and when it is to be revoked
        name: String,
    },
    /// Kernels' types, which the server answers questions about
    Btf {
        #[command(subcommand)]
        command: BtfCommand,
    },
}

#[derive(Debug, Subcommand)]
enum BtfCommand {
    /// Add the BTF of kernels: of a vmlinux, a Debian package with one, or raw BTF as in /sys/kernel/btf/vmlinux
    Add {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Directory to add to [default: the server's default]
        #[arg(long, env = "COOLBPF_SERVER_BTF")]
        btf: Option<PathBuf>,
        /// The architecture, where the file doesn't tell it
        #[arg(long)]
        arch: Option<Arch>,
        /// The kernel's release, as `uname -r` prints it, where the file doesn't tell it
        #[arg(long)]
        release: Option<String>,
    },
}

/// Does what the command line says.
pub(crate) fn run(cli: Cli) -> Result {
    match cli.command {
        None => serve(cli.serve),
        Some(Command::Keygen { file }) => {
            let public = signing::generate(&file)?;
            println!("public key: {public}");
            Ok(())
        }
        Some(Command::Btf { command }) => add_btf(command),
        Some(Command::Token { file, name }) => {
            println!("{}", credentials::add_token(&file, &name)?);
            Ok(())
        }
    }
}

fn add_btf(command: BtfCommand) -> Result {
    let BtfCommand::Add { files, btf, arch, release } = command;
    let directory = match btf {
        Some(directory) => directory,
        None => config::default_btf()?,
    };
    let kernels = Kernels::new(directory);
    for file in files {
        let BtfKernel { arch, release, digest, size } = kernels.add(&file, arch, release.as_deref())?;
        println!("{arch} {release}: {size} bytes, {digest}");
    }
    Ok(())
}

fn serve(Serve { config, check_config, settings }: Serve) -> Result {
    let settings = match config {
        None => settings,
        Some(path) => settings.over(Settings::read(&path)?),
    };
    let config = settings.resolve()?;
    start_log(&config);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(because("starting the threads of the server"))?;
    let served = runtime.block_on(listen::serve(config, check_config));
    // What still runs was given up; what reads or writes a file is not waited for any longer.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    served
}

fn start_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("COOLBPF_SERVER_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => log.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).init(),
        LogFormat::Json => log.json().init(),
    }
}
