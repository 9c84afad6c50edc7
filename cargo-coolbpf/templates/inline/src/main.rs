//! Prints each process that ends, until Ctrl-C.

#[coolbpf::program]
mod exits {
    const SOURCE: &str = r#"
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

struct event {
	u32 pid;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("tracepoint/sched/sched_process_exit")
int on_exit(void *ctx)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
"#;
}

fn main() -> coolbpf::Result<()> {
    let bpf = exits::attach()?;
    println!("{:>7} COMMAND", "PID");
    for event in bpf.events()? {
        let event = event?;
        println!("{:>7} {}", event.pid, event.comm);
    }
    Ok(())
}
