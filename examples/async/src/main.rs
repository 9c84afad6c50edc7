//! Has a thread call the kernel as often as it is told to, and reads an event of each call while another task has its turns.
#![forbid(unsafe_code)]

use std::env;
use std::hint::black_box;
use std::os::unix::process::parent_id;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::runtime::Builder;
use tokio::task::{spawn, spawn_blocking, yield_now};

#[coolbpf::program]
mod calls {
    const SOURCE: &str = include_str!("bpf/calls.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let number = env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(100_000);
    Builder::new_current_thread().enable_io().build()?.block_on(watch(number))
}

async fn watch(number: u64) -> coolbpf::Result<()> {
    let mut open = calls::open()?;
    open.rodata().pid = std::process::id();
    let mut bpf = open.load()?;
    bpf.attach()?;
    let events = bpf.events()?.owned().into_stream()?;
    let turns = Arc::new(AtomicU64::new(0));
    let other = spawn(take_turns(Arc::clone(&turns)));

    let load = spawn_blocking(move || (0..number).for_each(|_| _ = black_box(parent_id())));
    // When all calls are made, nothing more is sent: the stream ends behind what was sent.
    let mut events = events.until(async move {
        let _ = load.await;
        drop(bpf);
    });
    let (mut read, mut first, mut last) = (0_u64, None, 0);
    while let Some(event) = events.next().await {
        let event = event?;
        first.get_or_insert(event.at);
        last = last.max(event.at);
        read += 1;
    }
    other.abort();
    let (lost, turns) = (events.lost()?.unwrap_or_default(), turns.load(Ordering::Relaxed));
    let milliseconds = last.saturating_sub(first.unwrap_or(last)) / 1_000_000;
    println!("{read} events in {milliseconds} ms, {lost} lost, {turns} turns of the other task");
    Ok(())
}

/// What else a program has to do meanwhile.
async fn take_turns(turns: Arc<AtomicU64>) {
    loop {
        turns.fetch_add(1, Ordering::Relaxed);
        yield_now().await;
    }
}
