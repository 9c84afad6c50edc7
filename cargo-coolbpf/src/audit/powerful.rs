//! Helpers and kfuncs that reach beyond watching: worth a look wherever they turn up.

/// What a helper or kfunc of this name can do that few programs need, as what follows its name.
pub(super) fn power_of(name: &str) -> Option<&'static str> {
    POWERFUL.iter().find(|(powerful, _)| *powerful == name).map(|(_, power)| *power)
}

/// What each does stands in the comments of the kernel's `include/uapi/linux/bpf.h`; of `bpf_send_signal_task` in
/// `kernel/trace/bpf_trace.c`.
const POWERFUL: [(&str, &str); 8] = [
    ("bpf_copy_from_user_task", "reads the memory of any process"),
    ("bpf_kallsyms_lookup_name", "tells where the kernel's symbols lie"),
    ("bpf_override_return", "has functions of the kernel return what it likes"),
    ("bpf_probe_write_user", "writes to the memory of processes"),
    ("bpf_send_signal", "sends signals to processes"),
    ("bpf_send_signal_task", "sends signals to any process"),
    ("bpf_send_signal_thread", "sends signals to threads"),
    ("bpf_sys_bpf", "calls bpf(2) itself"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_helper_or_kfunc_that_there_is() {
        for (name, _) in POWERFUL {
            let is_known =
                coolbpf_linux::helper_by_name(name).is_some() || coolbpf_linux::kfunc(name).is_some();
            assert!(is_known, "{name}");
        }
    }
}
