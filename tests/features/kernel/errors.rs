//! Errors that explain what a kernel or a machine does not have.

use std::process::Command;
use std::thread;

use coolbpf::{Error, ErrorKind, OpenProgram, Result};
use coolbpf_features::refused::{self, OpenPrograms};
use coolbpf_features::tracing;
use rustix::mount::{MountPropagationFlags, mount_bind, mount_change};
use rustix::thread::{CapabilitySet, UnshareFlags, remove_capability_from_bounding_set, unshare_unsafe};

use crate::{since, this_kernel};

/// A program can't be loaded and attached, and the error says why. Other errors are this test's.
fn is_refused(
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    kind: ErrorKind,
    texts: &[&str],
) -> Result<()> {
    let attach = || {
        let mut open = refused::open()?;
        choose(&mut open.progs).set_autoload(true)?;
        open.load()?.attach()
    };
    let error: Error = attach().unwrap_err();
    let text = format!("{error:#}");
    if error.kind() == kind && texts.iter().all(|part| text.contains(part)) {
        assert_eq!(error.verifier_log().is_some(), kind == ErrorKind::VerifierRejected);
        return Ok(());
    }
    Err(error)
}

#[test]
fn a_rejected_program_is_shown_with_the_verifier_s_reason_and_the_line_of_c() {
    since::REJECTION.is_shown_by(|| {
        is_refused(
            |programs| &mut programs.unsafe_read,
            ErrorKind::VerifierRejected,
            &[
                "the kernel's verifier rejected the program `unsafe_read` (",
                "invalid mem access 'map_value_or_null'",
                // Kernels are told of lines since 5.0 (c454a46b5efd).
                if this_kernel::version() < (5, 0) { "" } else { "return *value;" },
            ],
        )
    });
}

#[test]
fn a_missing_tracepoint_is_named() {
    since::MISSING_TRACEPOINT.is_shown_by(|| {
        let text = "this kernel has no tracepoint `coolbpf/none`";
        is_refused(|programs| &mut programs.missing_tracepoint, ErrorKind::NoAttachPoint, &[text])
    });
}

#[test]
fn a_missing_raw_tracepoint_is_named() {
    since::MISSING_RAW_TRACEPOINT.is_shown_by(|| {
        let text = "this kernel has no raw tracepoint `coolbpf_none`";
        is_refused(|programs| &mut programs.missing_raw_tracepoint, ErrorKind::NoAttachPoint, &[text])
    });
}

#[test]
fn a_missing_raw_tracepoint_with_types_is_named() {
    since::MISSING_TP_BTF.is_shown_by(|| {
        let text = "this kernel has no `coolbpf_none` to attach to";
        is_refused(|programs| &mut programs.missing_tp_btf, ErrorKind::NoAttachPoint, &[text])
    });
}

#[test]
fn a_missing_function_is_named_for_fentry() {
    since::MISSING_FENTRY.is_shown_by(|| {
        let text = "this kernel has no `coolbpf_none` to attach to";
        is_refused(|programs| &mut programs.missing_fentry, ErrorKind::NoAttachPoint, &[text])
    });
}

#[test]
fn a_missing_function_is_named_for_a_kprobe() {
    since::MISSING_KPROBE.is_shown_by(|| {
        let text = "there is no `coolbpf_none`";
        is_refused(|programs| &mut programs.missing_kprobe, ErrorKind::NoAttachPoint, &[text])
    });
}

#[test]
fn a_missing_function_of_a_binary_is_named() {
    since::MISSING_UPROBE.is_shown_by(|| {
        is_refused(|programs| &mut programs.missing_uprobe, ErrorKind::NoAttachPoint, &["coolbpf_none"])
    });
}

#[test]
fn a_security_module_that_is_not_active_is_named() {
    since::INACTIVE_LSM.is_shown_by(|| {
        let mut open = tracing::open()?;
        open.progs.lsm.set_autoload(true)?;
        let bpf = open.load()?;
        let list = std::env::temp_dir().join(format!("coolbpf-features-lsm-{}", std::process::id()));
        std::fs::write(&list, "lockdown,capability,apparmor\n").unwrap();
        let attach = || {
            // In this thread alone, the kernel seems to have booted with others.
            // SAFETY: nothing that other threads have is left behind.
            unsafe { unshare_unsafe(UnshareFlags::NEWNS) }.unwrap();
            mount_change("/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC).unwrap();
            mount_bind(&list, "/sys/kernel/security/lsm").unwrap();
            bpf.progs.lsm.attach().unwrap_err()
        };
        let error = thread::scope(|scope| scope.spawn(attach).join().unwrap());
        std::fs::remove_file(&list).unwrap();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error:#}");
        assert!(
            error.to_string().contains("boot the kernel with `lsm=lockdown,capability,apparmor,bpf`"),
            "{error}"
        );
        Ok(())
    });
}

/// Set for the process that this test starts without capabilities.
const WITHOUT_CAPABILITIES: &str = "COOLBPF_FEATURES_WITHOUT_CAPABILITIES";

#[test]
fn missing_capabilities_are_named_with_the_command_that_gives_them() {
    if std::env::var_os(WITHOUT_CAPABILITIES).is_some() {
        let load = || -> Result<()> {
            let mut open = tracing::open()?;
            open.progs.tracepoint.set_autoload(true)?;
            open.load().map(drop)
        };
        println!("{:?}: {:#}", load().map_err(|error| error.kind()), load().unwrap_err());
        return;
    }
    since::MISSING_CAPABILITY.is_shown_by(|| {
        for capability in [CapabilitySet::BPF, CapabilitySet::PERFMON, CapabilitySet::SYS_ADMIN] {
            remove_capability_from_bounding_set(capability).unwrap();
        }
        let this = "errors::missing_capabilities_are_named_with_the_command_that_gives_them";
        let output = Command::new("/proc/self/exe")
            .args(["--exact", this, "--nocapture"])
            .env(WITHOUT_CAPABILITIES, "1")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("Err(PermissionDenied): no permission: can't load `tracing`"), "{text}");
        assert!(
            text.contains("this process lacks the capabilities CAP_BPF and CAP_PERFMON; run it with `sudo`"),
            "{text}"
        );
        assert!(text.contains("sudo setcap cap_bpf,cap_perfmon=ep"), "{text}");
        Ok(())
    });
}
