//! What clang is told. It all comes from the request.

use coolbpf_contract::{Options, Request};

use crate::job::{ASSEMBLY, BUNDLE, EXPANDED, OBJECT, READ};

/// The same for every program.
const FIXED: [&str; 21] = [
    "--target=bpfel",
    "-O2",
    // CO-RE relocations and BTF are made from debug information. Embedding the sources makes clang take the lines
    // of BTF line information from there, instead of opening whatever path a `#line` names.
    "-g",
    "-gdwarf-5",
    "-gembed-source",
    "-fdebug-compilation-dir=.",
    // As the kernel compiles its own BPF programs: packets are read through casts, and kernel types since 6.19 have
    // unnamed members of named types.
    "-std=gnu11",
    "-fno-strict-aliasing",
    "-fms-extensions",
    "-Wno-microsoft-anon-tag",
    "-Wall",
    // When it is compiled must not get into an object. `-Werror=date-time` could be turned off by a pragma.
    "-Wno-builtin-macro-redefined",
    "-D__DATE__=the_date_of_a_compile_is_not_reproducible",
    "-D__TIME__=the_time_of_a_compile_is_not_reproducible",
    "-D__TIMESTAMP__=the_time_of_a_file_is_not_reproducible",
    // Clang's own headers are kept, those of the machine are not.
    "-nostdlibinc",
    // Plain, unwrapped lines that all versions write alike.
    "-fno-color-diagnostics",
    "-fno-caret-diagnostics",
    "-fno-diagnostics-fixit-info",
    "-fmessage-length=0",
    "-fno-crash-diagnostics",
];

/// What clang is to write.
#[derive(Clone, Copy)]
pub(crate) enum Output {
    /// The object, and a list of the files that it comes from.
    Object,
    /// The text with all macros expanded.
    Preprocessed,
    /// What the object is assembled from, with inline assembly as it is written.
    Assembly,
}

/// The arguments for `request`.
pub(crate) fn arguments(request: &Request, output: Output) -> Vec<String> {
    let Options { cpu, defines, include, sources: _, events: _ } = &request.options;
    let mut arguments: Vec<String> = FIXED.map(str::to_owned).into();
    arguments.push(format!("-mcpu={cpu}"));
    arguments.push(format!("-D__TARGET_ARCH_{}", request.arch.libbpf_name()));
    for (name, value) in defines {
        let value = if value.as_str().is_empty() { "1" } else { value.as_str() };
        arguments.push(format!("-D{name}={value}"));
    }
    arguments.extend(include.iter().map(|directory| format!("-I./{directory}")));
    arguments.extend(["-isystem", BUNDLE].map(str::to_owned));
    let output: &[&str] = match output {
        Output::Object => &["-c", "-MD", "-MF", READ, "-o", OBJECT],
        Output::Preprocessed => &["-E", "-P", "-o", EXPANDED],
        // Clang's own assembler would have carried out the directives. The embedded sources would be taken for them.
        Output::Assembly => &["-S", "-fno-integrated-as", "-gno-embed-source", "-o", ASSEMBLY],
    };
    arguments.extend(output.iter().map(|argument| (*argument).to_owned()));
    arguments.extend(["-x", "c", "--"].map(str::to_owned));
    let main = request.sources.main().as_str();
    // Clang takes a file for an option or for a list of options by its first character, even behind `--`.
    arguments.push(if main.starts_with(['-', '@']) { format!("./{main}") } else { main.to_owned() });
    arguments
}
