#!/usr/bin/python3
"""Prints each program that is started, until Ctrl-C."""

import sys

from bcc import BPF

SOURCE = r"""
struct event {
    u32 pid;
    char comm[16];
};

BPF_RINGBUF_OUTPUT(events, 64);

TRACEPOINT_PROBE(sched, sched_process_exec)
{
    struct event *event = events.ringbuf_reserve(sizeof(*event));

    if (!event)
        return 0;
    event->pid = bpf_get_current_pid_tgid() >> 32;
    bpf_get_current_comm(event->comm, sizeof(event->comm));
    events.ringbuf_submit(event, 0);
    return 0;
}
"""


def on_event(_context, data, _size):
    event = bpf["events"].event(data)
    print(f"{event.pid:7} {event.comm.decode(errors='replace')}", flush=True)


bpf = BPF(text=SOURCE)
bpf["events"].open_ring_buffer(on_event)
while True:
    try:
        bpf.ring_buffer_poll()
    except KeyboardInterrupt:
        sys.exit()
