//! QEMU: which is there, how it is told to boot a kernel, and that it ends with the guest.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, PipeReader};
use std::os::fd::{AsRawFd as _, RawFd};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::{env, fs};

use coolbpf_contract::printable;

use crate::{Arch, Boot, Error, Kernel, Result};

/// What the machine of a guest has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hardware {
    pub(crate) cpus: u32,
    pub(crate) memory_mib: u64,
}

/// A running QEMU. It is killed when this is dropped, and by the kernel when the thread that started it ends.
pub(crate) struct Machine {
    child: Child,
}

/// What comes from a running QEMU.
pub(crate) struct Streams {
    /// What the guest's init says.
    pub(crate) frames: ChildStdout,
    /// What the guest's kernel prints on its console.
    pub(crate) console: PipeReader,
    /// What QEMU itself says.
    pub(crate) said: ChildStderr,
}

impl Machine {
    /// Starts a guest. QEMU inherits `initramfs`, which needs no name.
    pub(crate) fn start(kernel: &Kernel, hardware: Hardware, initramfs: &File) -> Result<(Self, Streams)> {
        let program = Qemu::find(kernel.arch)?.program;
        let (console, console_end) =
            io::pipe().map_err(|error| Error::new(format!("make a pipe: {error}")))?;
        let inherited = [initramfs.as_raw_fd(), console_end.as_raw_fd()];
        let acceleration = if is_virtualization_usable(kernel.arch) { KVM } else { TCG };
        let ends = Ends { initramfs: descriptor(inherited[0]), console: descriptor(inherited[1]) };
        let mut command = Command::new(&program);
        command.args(arguments(kernel, hardware, &ends, acceleration));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let parent = std::process::id();
        // SAFETY: between fork and exec only system calls are made, on descriptors that live until `spawn` returns.
        unsafe {
            command.pre_exec(move || {
                die_with_parent(parent)?;
                inherited.into_iter().try_for_each(inherit)
            })
        };
        let cannot = |why: &str| Error::new(format!("start {}: {why}", program.display()));
        let child = command.spawn().map_err(|error| cannot(&error.to_string()))?;
        let mut machine = Self { child };
        let (Some(frames), Some(said)) = (machine.child.stdout.take(), machine.child.stderr.take()) else {
            return Err(cannot("it has no output"));
        };
        Ok((machine, Streams { frames, console, said }))
    }

    /// Ends the guest, if it still runs.
    pub(crate) fn kill(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
    }

    /// Waits for QEMU's end.
    pub(crate) fn wait(&mut self) -> io::Result<ExitStatus> {
        self.child.wait()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.kill();
        let _ = self.child.wait();
    }
}

/// The kernel kills this process when the thread that started it ends, however that comes.
fn die_with_parent(parent: u32) -> io::Result<()> {
    // SAFETY: both calls take and give plain numbers.
    let (set, now) = unsafe { (libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL), libc::getppid()) };
    if set != 0 {
        return Err(io::Error::last_os_error());
    }
    // The parent may have ended before the call.
    if u32::try_from(now) == Ok(parent) { Ok(()) } else { Err(io::Error::from_raw_os_error(libc::ESRCH)) }
}

/// Leaves a descriptor open for the program that is executed next.
fn inherit(fd: RawFd) -> io::Result<()> {
    // SAFETY: F_SETFD takes a plain number.
    match unsafe { libc::fcntl(fd, libc::F_SETFD, 0) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

fn descriptor(fd: RawFd) -> String {
    format!("/dev/fd/{fd}")
}

/// The files that the guest's devices are connected to.
struct Ends {
    initramfs: String,
    console: String,
}

const KVM: &[&str] = &["-accel", "kvm", "-accel", "tcg,thread=multi"];
const TCG: &[&str] = &["-accel", "tcg,thread=multi"];

/// What QEMU is told.
fn arguments(kernel: &Kernel, hardware: Hardware, ends: &Ends, acceleration: &[&str]) -> Vec<OsString> {
    let machine = match (kernel.boot, hardware.cpus) {
        // What it has without being told, KVM on newer boards does not.
        (Boot::Arm64Image, _) if acceleration == KVM => "virt,gic-version=max",
        (Boot::Arm64Image, _) => "virt",
        // It has no firmware that would tell of a second processor, or start a bzImage.
        (Boot::Pvh, 0 | 1) => "microvm,x-option-roms=off,rtc=on,acpi=off,auto-kernel-cmdline=off",
        (Boot::Pvh | Boot::Bzimage, _) => "q35",
    };
    let (cpus, memory) = (hardware.cpus.max(1).to_string(), hardware.memory_mib.to_string());
    let console = format!("file,id=console,path={}", ends.console);
    let channel = "file,id=channel,path=/dev/fd/1";
    let mut arguments: Vec<OsString> = ["-machine", machine].map(Into::into).to_vec();
    arguments.extend(acceleration.iter().map(Into::into));
    arguments.extend(
        ["-cpu", "max", "-smp", &cpus, "-m", &memory, "-nodefaults", "-no-user-config", "-no-reboot"]
            .map(Into::into),
    );
    arguments.extend(["-display", "none", "-monitor", "none", "-chardev", &console].map(Into::into));
    arguments.extend(["-serial", "chardev:console", "-chardev", channel].map(Into::into));
    arguments.extend(match kernel.arch {
        // A port that takes bytes; the init writes to it directly.
        Arch::X86_64 => ["-device", "isa-debugcon,chardev=channel"].map(Into::into),
        Arch::Aarch64 => ["-serial", "chardev:channel"].map(Into::into),
    });
    arguments.extend([OsStr::new("-kernel"), kernel.image.as_os_str()].map(Into::into));
    arguments.extend(["-initrd", &ends.initramfs, "-append", &command_line(kernel.arch)].map(Into::into));
    arguments
}

/// What the kernel is told.
fn command_line(arch: Arch) -> String {
    let console = match arch {
        Arch::X86_64 => "ttyS0",
        Arch::Aarch64 => "ttyAMA0",
    };
    // A panic reboots at once, which ends QEMU. The first file system has no limit but the memory. What only costs time is left
    // out: tests of ciphers, and the patching of locks for one processor. The LSM `bpf` is not in every distribution's list.
    format!(
        "console={console} panic=-1 quiet rdinit=/init rootfstype=ramfs cryptomgr.notests noreplace-smp random.trust_cpu=on \
         lsm=landlock,bpf"
    )
}

/// The oldest QEMU that boots guests: older ones have no `microvm` that takes `acpi=off` together with PVH.
const OLDEST: u32 = 8;

/// A QEMU that can run guests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qemu {
    /// Its file.
    pub program: PathBuf,
    /// What it says of its version.
    pub version: String,
}

impl Qemu {
    /// The QEMU for an architecture, from `PATH`.
    ///
    /// # Errors
    /// Where there is none, or it is older than 8.
    pub fn find(arch: Arch) -> Result<Self> {
        let name = format!("qemu-system-{arch}");
        let path = env::var_os("PATH").unwrap_or_default();
        let found =
            env::split_paths(&path).map(|directory| directory.join(&name)).find(|file| file.is_file());
        let program = found.ok_or_else(|| {
            Error::new(format!("{name}, which runs guests, is not on PATH; {}", mend(arch)))
        })?;
        let output = Command::new(&program).arg("--version").stdin(Stdio::null()).output();
        let output =
            output.map_err(|error| Error::new(format!("run `{} --version`: {error}", program.display())))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let version = printable(text.lines().next().unwrap_or_default());
        match major(&version) {
            Some(OLDEST..) => Ok(Self { program, version }),
            Some(_) => Err(Error::new(format!(
                "{} is `{version}`, and guests need {OLDEST} or newer; {}",
                program.display(),
                mend(arch)
            ))),
            None => Err(Error::new(format!(
                "`{} --version` tells no version of QEMU but `{version}`; {}",
                program.display(),
                mend(arch)
            ))),
        }
    }
}

/// How to come by a QEMU that is new enough.
fn mend(arch: Arch) -> String {
    let package = match arch {
        Arch::X86_64 => "qemu-system-x86",
        Arch::Aarch64 => "qemu-system-arm",
    };
    format!(
        "install it with `apt install --no-install-recommends {package}`, on Debian 12, whose own is too old, from bookworm-backports \
         (`--target-release bookworm-backports`), or take your distribution's package of QEMU {OLDEST} or newer"
    )
}

/// The first number of a version, as QEMU prints it: `QEMU emulator version 10.0.2 (Debian ...)`.
fn major(version: &str) -> Option<u32> {
    version.split_once("version ")?.1.split('.').next()?.parse().ok()
}

/// Whether KVM can run a guest of this architecture. A KVM without the processor's help, as some clouds have it, runs no
/// distribution's kernel.
fn is_virtualization_usable(arch: Arch) -> bool {
    const MODULES: [&str; 2] = ["/sys/module/kvm_intel", "/sys/module/kvm_amd"];

    match arch {
        Arch::X86_64 if cfg!(target_arch = "x86_64") => {
            MODULES.iter().any(|module| Path::new(module).exists()) && can_make_a_machine()
        }
        Arch::Aarch64 if cfg!(target_arch = "aarch64") => can_make_a_machine(),
        _ => false,
    }
}

/// Whether `/dev/kvm` makes a virtual machine for this process.
fn can_make_a_machine() -> bool {
    /// `_IO(KVMIO, 0x01)`.
    const KVM_CREATE_VM: libc::Ioctl = 0xae01;

    let Ok(kvm) = fs::File::options().read(true).write(true).open("/dev/kvm") else { return false };
    // SAFETY: KVM_CREATE_VM takes a number and gives a descriptor.
    let machine = unsafe { libc::ioctl(kvm.as_raw_fd(), KVM_CREATE_VM, 0) };
    if machine < 0 {
        return false;
    }
    // SAFETY: the descriptor was just made and is nobody else's.
    drop(unsafe { <std::os::fd::OwnedFd as std::os::fd::FromRawFd>::from_raw_fd(machine) });
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(arch: Arch, boot: Boot, cpus: u32) -> String {
        line_with(arch, boot, cpus, TCG)
    }

    fn line_with(arch: Arch, boot: Boot, cpus: u32, acceleration: &[&str]) -> String {
        let kernel = Kernel {
            release: "6.12.48".into(),
            version: "6.12.48".parse().unwrap(),
            arch,
            image: "/kernels/image".into(),
            boot,
            btf: None,
            modules: None,
            origin: String::new(),
        };
        let ends = Ends { initramfs: "/dev/fd/7".into(), console: "/dev/fd/8".into() };
        let all = arguments(&kernel, Hardware { cpus, memory_mib: 256 }, &ends, acceleration);
        all.join(OsStr::new(" ")).into_string().unwrap()
    }

    #[test]
    fn the_machine_is_one_that_boots_the_image_with_its_processors() {
        for (arch, boot, cpus, expected) in [
            (Arch::X86_64, Boot::Pvh, 1, "-machine microvm,"),
            (Arch::X86_64, Boot::Pvh, 2, "-machine q35 -accel tcg,thread=multi -cpu max -smp 2 -m 256 "),
            (Arch::X86_64, Boot::Bzimage, 1, "-machine q35 "),
            (Arch::Aarch64, Boot::Arm64Image, 1, "-machine virt "),
        ] {
            let line = line(arch, boot, cpus);
            assert!(line.starts_with(expected), "{line}");
            assert!(line.contains(" -kernel /kernels/image -initrd /dev/fd/7 -append console=tty"), "{line}");
            assert!(line.contains(" -chardev file,id=console,path=/dev/fd/8 "), "{line}");
        }
    }

    #[test]
    fn with_kvm_an_arm64_guest_has_the_interrupt_controller_that_its_host_has() {
        let line = line_with(Arch::Aarch64, Boot::Arm64Image, 1, KVM);
        assert!(line.starts_with("-machine virt,gic-version=max -accel kvm "), "{line}");
    }

    #[test]
    fn the_version_is_read_and_the_mend_leads_to_a_new_one() {
        assert_eq!(major("QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2+deb13u1~bpo12+1)"), Some(10));
        assert_eq!(major("QEMU emulator version 7.2.22"), Some(7));
        assert_eq!(major("something else"), None);
        let mend = mend(Arch::X86_64);
        assert!(mend.contains(" qemu-system-x86`") && mend.contains("bookworm-backports"), "{mend}");
    }

    #[test]
    fn no_guest_has_a_network() {
        assert!(line(Arch::X86_64, Boot::Pvh, 1).contains(" -nodefaults "));
        assert!(!line(Arch::X86_64, Boot::Pvh, 2).contains("net"));
    }
}
