//! Events as streams, read by tasks of tokio.

use std::future::Future as _;
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use coolbpf::{Result, WakeUp};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::polling::{attached, kinds, sender};
use crate::since;
use crate::system::{nice, on_each_cpu, stay, tid};

/// Runs a future on a thread, this one, on which tasks take turns.
fn block_on<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    Builder::new_current_thread().enable_io().build()?.block_on(future)
}

#[test]
fn a_task_of_its_own_reads_what_is_sent_while_another_one_has_its_turns() {
    since::STREAM.is_shown_by(|| {
        const SENT: usize = 20_000;
        let within = Duration::from_millis(5);
        for wake_up in [WakeUp::EachEvent, WakeUp::Events { count: 64, within }, WakeUp::Never { within }] {
            for kind in kinds() {
                let (who, begin, thread) = sender((0..SENT).map(|number| (number % 5) as i32).collect());
                let bpf = attached(kind, wake_up, who)?;
                let (read, turns) = block_on(async {
                    let events = bpf.maps.events.events()?.owned().into_stream()?;
                    let (end, ended) = oneshot::channel::<()>();
                    let mut events = events.until(async {
                        let _ = ended.await;
                    });
                    let reader = tokio::spawn(async move {
                        let mut read = 0;
                        while let Some(event) = events.next().await {
                            event?;
                            read += 1;
                        }
                        coolbpf::Result::<_>::Ok(read)
                    });
                    begin.send(()).unwrap();
                    let mut turns = 0_u64;
                    while !thread.is_finished() {
                        turns += 1;
                        tokio::task::yield_now().await;
                    }
                    // All was sent: what is in the buffer is read, and then the stream ends.
                    end.send(()).unwrap();
                    Ok((reader.await.unwrap()?, turns))
                })?;
                thread.join().unwrap();
                assert!(turns > 0, "{kind}");
                let ran = bpf.maps.mine.get(1)?.unwrap_or_default() as usize;
                assert!((1..=SENT).contains(&ran), "{kind} {wake_up:?}: {ran}");
                // Of a perf buffer, the kernel tells how many a CPU had no room for with the next one there.
                bpf.maps.mine.set(0, &tid())?;
                on_each_cpu(|| nice(1));
                let left = bpf.maps.events.events()?.ignore_signals().ignore_stdout();
                left.timeout(Duration::ZERO).collect::<Result<Vec<_>>>()?;
                let lost = bpf.maps.events.lost()?;
                assert_eq!(read + lost as usize, ran, "{kind} {wake_up:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn a_future_that_is_dropped_takes_no_event_with_it() {
    since::STREAM.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let bpf = attached(kind, WakeUp::EachEvent, tid())?;
            block_on(async {
                let mut events = bpf.maps.events.events()?.into_stream()?;
                let mut context = Context::from_waker(Waker::noop());
                for value in 0..3 {
                    assert!(pin!(events.next()).poll(&mut context).is_pending(), "{kind}");
                    nice(value);
                    assert_eq!(events.next().await.unwrap()?.nice, value as u32, "{kind}");
                }
                Ok(())
            })?;
        }
        Ok(())
    });
}

#[test]
fn events_without_end_leave_other_tasks_their_turns() {
    since::STREAM.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let bpf = attached(kind, WakeUp::EachEvent, tid())?;
            (0..1000).for_each(|_| nice(1));
            block_on(async {
                let mut events = bpf.maps.events.events()?.into_stream()?;
                let mut in_a_row = 0;
                // As an executor's task would: all that there is, until it is told to wait.
                poll_fn(|context| {
                    while pin!(events.next()).poll(context).is_ready() {
                        in_a_row += 1;
                    }
                    Poll::Ready(())
                })
                .await;
                assert!((1..1000).contains(&in_a_row), "{kind}: {in_a_row}");
                Ok(())
            })?;
        }
        Ok(())
    });
}

#[test]
fn a_stream_ends_behind_what_was_sent_before_its_programs_were_detached() {
    since::STREAM.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let bpf = attached(kind, WakeUp::Never { within: Duration::from_secs(240) }, tid())?;
            let read = block_on(async {
                let events = bpf.maps.events.events()?.owned().into_stream()?;
                let mut events = events.until(async move {
                    (0..5).for_each(nice);
                    drop(bpf);
                    nice(6);
                });
                let mut read = Vec::new();
                while let Some(event) = events.next().await {
                    read.push(event?.nice);
                }
                assert!(events.next().await.is_none(), "{kind}");
                Ok(read)
            })?;
            assert_eq!(read, [0, 1, 2, 3, 4], "{kind}");
        }
        Ok(())
    });
}

#[test]
fn a_stream_is_made_within_a_runtime() {
    since::STREAM.is_shown_by(|| {
        let kind = kinds().next().unwrap();
        let bpf = attached(kind, WakeUp::EachEvent, tid())?;
        let error = bpf.maps.events.events()?.into_stream().unwrap_err();
        assert!(error.to_string().contains("within a runtime of tokio"), "{error:#}");
        Ok(())
    });
}
