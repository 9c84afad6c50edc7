//! Prints each program that is started and by which user, until Ctrl-C. The C stands in this file: the name of the module is the
//! program's, `cargo coolbpf vendor` keeps its object as `coolbpf-vendor/execs.ARCH.bpf.o`, and clang's errors name lines of this file.
#![forbid(unsafe_code)]

#[coolbpf::program]
mod execs {
    const SOURCE: &str = r#"
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

struct event {
	u32 pid;
	u32 uid;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("tracepoint/sched/sched_process_exec")
int on_exec(void *ctx)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->uid = bpf_get_current_uid_gid();
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
"#;
}

fn main() -> coolbpf::Result<()> {
    println!("{:>7} {:>7} COMM", "PID", "UID");
    for event in execs::attach()?.events()? {
        let event = event?;
        println!("{:>7} {:>7} {}", event.pid, event.uid, event.comm);
    }
    Ok(())
}
