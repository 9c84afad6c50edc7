//! Functions that are called, on kernels on which a program is one function (before Linux 4.16).

use libbpf_rs::OpenObject;

use crate::alternatives::Choices;
use crate::decisions::decided;
use crate::instructions::{each, has_lines, inline, read, write};
use crate::kernel::{Support, kernel};
use crate::object::About;
use crate::program::ProgramFacts;
use crate::{Error, ErrorKind, Result};

/// Puts them in the place of their calls. A way of alternatives for which that can't be done stays as it is: the kernel refuses it when it is tried, and
/// another is used.
pub(super) fn before_load(object: &mut OpenObject, about: About<'_>, alternatives: &Choices) -> Result<()> {
    for mut program in object.progs_mut().filter(|program| program.autoload()) {
        let code = read(&program);
        // Who is told of functions knows them.
        if has_lines(&program) || !each(&code).any(|(_, instruction)| instruction.is_own_call()) {
            continue;
        }
        let Support::No(missing) = kernel().function_calls() else { return Ok(()) };
        let whole = match inline(&code) {
            Ok(whole) => whole,
            Err(_) if alternatives.has(&program.name().to_string_lossy()) => continue,
            Err(obstacle) => {
                let program = ProgramFacts::of(&program).shown();
                let doing = format!("can't load `{}`: the program {program} calls functions", about.name);
                return Err(Error::new(
                    ErrorKind::Unsupported,
                    format!("{doing}: {missing}, and {obstacle}"),
                ));
            }
        };
        decided(|| {
            let program = ProgramFacts::of(&program).shown();
            format!("the functions of the program {program} are put in the place of their calls: {missing}")
        });
        write(&mut program, &whole).map_err(|error| {
            Error::system(format!("can't load `{}`: can't put its functions together", about.name), error)
        })?;
    }
    Ok(())
}
