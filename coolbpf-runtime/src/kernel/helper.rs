//! Which helpers programs of a type may call.

use std::ffi::CStr;

use coolbpf_linux::Helper;
use libbpf_rs::libbpf_sys;

use super::program::target;
use super::support::Support;
use super::system_call::{Loaded, Target, btf_id, instruction, load};
use super::{Lockdown, Permissions, ProgramType};

/// A tracepoint of every kernel, and a hook that every kernel with BPF as a security module has. Nothing is attached.
const TRACEPOINT: &CStr = c"sched_process_exec";
const SECURITY_HOOK: &CStr = c"file_open";

/// The program type is one that the kernel knows.
pub(super) fn probe(program_type: ProgramType, helper: &Helper) -> Support {
    let target = match program_type {
        ProgramType::Tracing => named(TRACEPOINT, libbpf_sys::BPF_TRACE_RAW_TP),
        ProgramType::Lsm => named(SECURITY_HOOK, libbpf_sys::BPF_LSM_MAC),
        ProgramType::Ext | ProgramType::StructOps => Err(format!(
            "what a program of type `{}` may call depends on what it takes the place of",
            program_type.name()
        )),
        _ => Ok(target(program_type)),
    };
    let target = match target {
        Ok(target) => target,
        Err(why) => return Support::Unknown(why),
    };
    // `call helper; exit`
    let call = [instruction(0x85, helper.id as i32), instruction(0x95, 0)];
    let Loaded { program, log } = load(program_type, &call, target);
    let Err(error) = program else { return Support::Yes };
    if !log.is_empty() {
        let unknown = ["invalid func ", "unknown func ", "program of this type cannot use helper "];
        if !unknown.iter().any(|text| log.contains(text)) {
            // It is known, and its arguments are wrong.
            return Support::Yes;
        }
        let missing = Permissions::of_this_process().missing();
        if !missing.is_empty() {
            // To such a process the kernel denies having it.
            return Support::Unknown(format!("this process lacks {} to try it", missing.join(", ")));
        }
        // `bpf_base_func_proto` of `kernel/bpf/helpers.c` asks `security_locked_down` for these.
        let lockdown = Lockdown::of_kernel().filter(|lockdown| *lockdown != Lockdown::None);
        if lockdown.is_some() && helper.name.starts_with("bpf_probe_") {
            let why =
                "the kernel is locked down (/sys/kernel/security/lockdown), and hides such helpers then";
            return Support::Unknown(why.to_owned());
        }
        let what = format!("helper `{}` for programs of type `{}`", helper.name, program_type.name());
        return Support::no(what, helper.since);
    }
    Support::refused(&error)
}

fn named(name: &CStr, attach_type: libbpf_sys::bpf_attach_type) -> Result<Target, String> {
    btf_id(name, attach_type)
        .map(|btf_id| Target { attach_type, btf_id, ..Target::default() })
        .map_err(|error| format!("the kernel's types don't name `{}`: {error}", name.to_string_lossy()))
}
