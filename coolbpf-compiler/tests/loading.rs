//! The programs are real ones: a kernel's verifier accepts what they compile to.

use std::fs;
use std::path::Path;

use coolbpf_compiler::{Toolchain, compile};
use coolbpf_contract::{Arch, Options, Request, SourcePath, Sources};

/// Programs for what not every kernel has.
const NEEDS: [(&str, &str); 4] = [
    ("fentry", "BPF trampolines"),
    ("lsm", "BPF LSM"),
    ("per_cpu_ksym", "`runqueues` among the kernel's symbols"),
    ("sched_ext", "CONFIG_SCHED_CLASS_EXT"),
];

#[test]
fn every_program_that_this_kernel_can_run_is_accepted_by_its_verifier() {
    let toolchain = Toolchain::find().expect("this test needs clang");
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let mut rejected = Vec::new();
    for path in fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap().trim_end_matches(".bpf.c");
        let main: SourcePath = format!("src/bpf/{name}.bpf.c").parse().unwrap();
        let sources = Sources::new(main.clone(), [(main, fs::read(&path).unwrap())].into()).unwrap();
        let request = Request { sources, options: Options::default(), arch: Arch::X86_64 };
        let object =
            compile(&request, &toolchain).unwrap_or_else(|failure| panic!("{name}:\n{failure}")).object;
        let opened = libbpf_rs::ObjectBuilder::default().open_memory(object.bytes());
        let Err(error) = opened.and_then(libbpf_rs::OpenObject::load) else { continue };
        match NEEDS.iter().find(|(program, _)| *program == name) {
            Some((_, needed)) => println!("{name} needs {needed}, which this kernel lacks: {error}"),
            None => rejected.push(format!("{name}: {error:#}")),
        }
    }
    assert!(rejected.is_empty(), "run as root? {}", rejected.join("\n"));
}
