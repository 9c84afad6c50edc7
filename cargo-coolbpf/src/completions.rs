//! `cargo coolbpf completions`.

use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

use crate::{Result, output};

/// Prints what a shell needs to complete these commands
///
/// In bash and fish, `cargo coolbpf` is completed, and the rest of cargo as before. In the other shells, `cargo-coolbpf coolbpf` is,
/// which is what cargo runs for it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  echo 'source <(cargo coolbpf completions bash)' >> ~/.bashrc
  cargo coolbpf completions fish > ~/.config/fish/completions/cargo-coolbpf.fish
  cargo coolbpf completions zsh > ~/.zfunc/_cargo-coolbpf")]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

/// What cargo runs for `cargo coolbpf`.
const BINARY: &str = "cargo-coolbpf";
/// What the script for bash calls it: clap_complete takes a `-` in this name for the start of a command's.
const BINARY_OF_BASH: &str = "cargo_coolbpf";

/// Has bash complete `cargo coolbpf` as if it were `cargo_coolbpf coolbpf`, and everything else of cargo as it did.
const BASH_CARGO: &str = r#"
type -t _completion_loader > /dev/null && _completion_loader cargo 2> /dev/null
__coolbpf_cargo_before=$(complete -p cargo 2> /dev/null | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
__coolbpf_cargo() {
    if [[ ${COMP_WORDS[1]} == coolbpf && $COMP_CWORD -gt 1 ]]; then
        COMP_WORDS=(cargo_coolbpf "${COMP_WORDS[@]:1}")
        _cargo_coolbpf cargo_coolbpf "$2" "$3"
    elif [[ -n $__coolbpf_cargo_before && $__coolbpf_cargo_before != __coolbpf_cargo ]]; then
        "$__coolbpf_cargo_before" "$@"
    fi
}
complete -F __coolbpf_cargo -o bashdefault -o default cargo
"#;

impl Completions {
    /// Prints them for `program`, which is this whole one.
    pub(crate) fn run(self, program: &Command) -> Result<ExitCode> {
        output::print(script(self.shell, program))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn script(shell: Shell, program: &Command) -> String {
    let binary = match shell {
        Shell::Bash => BINARY_OF_BASH,
        // Fish adds completions to those that there are; others would replace cargo's own.
        Shell::Fish => "cargo",
        _ => BINARY,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut visible(program), binary, &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if shell == Shell::Bash {
        script.push_str(BASH_CARGO);
    }
    script
}

/// The same commands, but for those that nobody is to type.
fn visible(program: &Command) -> Command {
    let subcommands = program.get_subcommands().filter(|command| !command.is_hide_set());
    Command::new(program.get_name().to_owned())
        .args(program.get_arguments().cloned())
        .subcommands(subcommands.map(visible))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Command {
        <crate::Cargo as clap::CommandFactory>::command()
    }

    /// What bash offers after `words`, where cargo itself is completed by a function that offers `own`.
    fn bash(words: &str) -> Vec<String> {
        let script = script(Shell::Bash, &program());
        let text = format!(
            "_before() {{ COMPREPLY=(own); }}\ncomplete -F _before cargo\n{script}\n\
             COMP_WORDS=({words} ''); COMP_CWORD={}\n__coolbpf_cargo cargo '' x\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.split(' ').count()
        );
        let output = std::process::Command::new("bash").args(["-c", &text]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn bash_completes_cargo_coolbpf_and_leaves_the_rest_of_cargo_alone() {
        let commands = bash("cargo coolbpf");
        assert!(
            ["new", "vendor", "doctor"].iter().all(|name| commands.contains(&(*name).into())),
            "{commands:?}"
        );
        let options = bash("cargo coolbpf doctor");
        assert!(options.contains(&"--format".into()), "{options:?}");
        assert_eq!(bash("cargo build"), ["own"]);
    }

    #[test]
    fn what_is_hidden_is_offered_by_no_shell() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::Elvish, Shell::PowerShell] {
            let script = script(shell, &program());
            assert!(script.contains("doctor") && !script.contains("compile-program"), "{shell}");
        }
    }
}
