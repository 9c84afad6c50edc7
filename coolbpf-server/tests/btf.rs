//! Kernels' types: adding them, and asking about them.

mod api;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use api::{BINARY, Client, server};
use coolbpf_contract::Digest;
use coolbpf_contract::wire::{BtfDeclarations, BtfKernels, ProblemKind};
use object::write::Object;
use object::{Architecture, BinaryFormat, Endianness, SectionKind};
use tempfile::TempDir;

const RUNNING_KERNEL: &str = "/sys/kernel/btf/vmlinux";

fn add(directory: &Path, file: &Path, more: &[&str]) -> Output {
    Command::new(BINARY).args(["btf", "add", "--btf"]).arg(directory).args(more).arg(file).output().unwrap()
}

/// A vmlinux, as far as its BTF and its banner go.
fn vmlinux(btf: &[u8], release: &str) -> Vec<u8> {
    let mut elf = Object::new(BinaryFormat::Elf, Architecture::Aarch64, Endianness::Little);
    let banner = format!("x Linux version %s Linux version {release} (debian@x) #1 SMP\n");
    let data = elf.add_section(Vec::new(), b".rodata".to_vec(), SectionKind::ReadOnlyData);
    elf.append_section_data(data, banner.as_bytes(), 1);
    let section = elf.add_section(Vec::new(), b".BTF".to_vec(), SectionKind::ReadOnlyData);
    elf.append_section_data(section, btf, 4);
    elf.write().unwrap()
}

#[test]
fn types_and_functions_of_a_kernel_are_told_in_c() {
    let directory = TempDir::new().unwrap();
    let added =
        add(directory.path(), Path::new(RUNNING_KERNEL), &["--arch", "x86_64", "--release", "6.0.1-x"]);
    assert!(added.status.success(), "{added:?}");
    let server = server(&["--btf", directory.path().to_str().unwrap()]);
    let client = Client::new(server.url());
    let kernels: BtfKernels = client.get("/v1/btf").json();
    let [kernel] = kernels.kernels.as_slice() else { panic!("{kernels:?}") };
    let btf = std::fs::read(RUNNING_KERNEL).unwrap();
    assert_eq!((kernel.release.as_str(), kernel.digest), ("6.0.1-x", Digest::of(&btf)));
    assert_eq!(client.get("/v1/btf/x86_64/6.0.1-x").body, btf);

    let ask = |path: &str| -> Vec<String> {
        client.get(&format!("/v1/btf/x86_64/6.0.1-x/{path}")).json::<BtfDeclarations>().declarations
    };
    assert_eq!(
        ask("types/list_head"),
        ["struct list_head {\n\tstruct list_head *next;\n\tstruct list_head *prev;\n};"]
    );
    assert_eq!(ask("types/pid_t"), ["typedef __kernel_pid_t pid_t;"]);
    assert_eq!(ask("functions/vfs_fsync"), ["int vfs_fsync(struct file *file, int datasync);"]);
    let task = ask("types/task_struct").join("");
    for member in ["\tpid_t pid;\n", "\tchar comm[16];\n", "\tconst struct cred *cred;\n"] {
        assert!(task.contains(member), "{member} is not in {task}");
    }
    let handler = ask("types/irq_handler_t");
    assert_eq!(handler, ["typedef irqreturn_t (*irq_handler_t)(int, void *);"]);
    let nothing = |path: &str| {
        client.get(&format!("/v1/btf/{path}")).problem(ProblemKind::NotFound);
    };
    nothing("x86_64/6.0.1-x/types/no_such_type");
    nothing("x86_64/6.0.1-x/functions/list_head");
    nothing("aarch64/6.0.1-x");
    nothing("sparc/6.0.1-x");
    nothing("x86_64/..%2f..%2fetc");
}

#[test]
fn a_vmlinux_tells_its_architecture_and_release_alone_and_in_a_debian_package() {
    let directory = TempDir::new().unwrap();
    let btf = std::fs::read(RUNNING_KERNEL).unwrap();
    let file = directory.path().join("vmlinux");
    std::fs::write(&file, vmlinux(&btf, "6.1.0-18-arm64")).unwrap();
    let store = directory.path().join("btf");
    let added = add(&store, &file, &[]);
    let said = String::from_utf8_lossy(&added.stdout).into_owned();
    assert!(said.starts_with("aarch64 6.1.0-18-arm64: "), "{said}");
    assert_eq!(std::fs::read(store.join("aarch64/6.1.0-18-arm64.btf")).unwrap(), btf);

    let tree = directory.path().join("tree");
    std::fs::create_dir_all(tree.join("DEBIAN")).unwrap();
    std::fs::create_dir_all(tree.join("usr/lib/debug/boot")).unwrap();
    let control = "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n";
    std::fs::write(tree.join("DEBIAN/control"), control).unwrap();
    std::fs::write(tree.join("usr/lib/debug/boot/vmlinux-6.1.0-19-arm64"), vmlinux(&btf, "6.1.0-19-arm64"))
        .unwrap();
    let package = directory.path().join("linux.deb");
    let built =
        Command::new("dpkg-deb").args(["--build", "-Znone"]).args([&tree, &package]).output().unwrap();
    assert!(built.status.success(), "{built:?}");
    let added = add(&store, &package, &[]);
    assert!(added.status.success(), "{added:?}");
    assert!(store.join("aarch64/6.1.0-19-arm64.btf").exists());
}

#[test]
fn another_user_can_read_what_is_added_whatever_the_umask() {
    let directory = TempDir::new().unwrap();
    let store = directory.path().join("store");
    let mut command = Command::new("sh");
    command.args(["-c", "umask 077 && exec \"$@\"", "sh", BINARY, "btf", "add", "--btf"]).arg(&store);
    let added = command.args(["--arch", "x86_64", "--release", "6.0", RUNNING_KERNEL]).output().unwrap();
    assert!(added.status.success(), "{added:?}");
    let mode = |name: &str| store.join(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("x86_64"), mode("x86_64/6.0.btf")), (0o755, 0o755, 0o644));
    // What the operator has set stays.
    std::fs::set_permissions(&store, std::fs::Permissions::from_mode(0o750)).unwrap();
    assert!(
        add(&store, Path::new(RUNNING_KERNEL), &["--arch", "x86_64", "--release", "6.1"]).status.success()
    );
    assert_eq!(mode(""), 0o750);
}

#[test]
fn what_is_no_kernel_is_refused_with_the_reason() {
    let directory = TempDir::new().unwrap();
    let refused = |bytes: &[u8], more: &[&str], expected: &str| {
        let file = directory.path().join("file");
        std::fs::write(&file, bytes).unwrap();
        let output = add(directory.path(), &file, more);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(expected), "{said}");
    };
    let btf = std::fs::read(RUNNING_KERNEL).unwrap();
    refused(b"MZ", &[], "neither a vmlinux (ELF) nor a Debian package nor raw BTF");
    refused(&btf, &[], "--arch x86_64");
    refused(&btf, &["--arch", "x86_64"], "--release");
    refused(&btf, &["--arch", "x86_64", "--release", "../6"], "can't be a kernel's release");
    refused(&btf[..1000], &["--arch", "x86_64", "--release", "6"], "the BTF in");
    refused(&std::fs::read("/bin/true").unwrap(), &[], "the kernel has no BTF");
}
