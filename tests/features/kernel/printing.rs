//! What programs print with `bpf_printk`, and what they write to streams of their own.

use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use coolbpf::{End, Printk, PrintkLine, Result, TestRun};
use coolbpf_features::{printing, writing};

use crate::since;
use crate::system::{nice, stay, tid};
use crate::this_kernel::{self, Lack};

/// Before 5.9 all readers share a pipe.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn attached() -> Result<printing::Bpf> {
    let mut open = printing::open()?;
    open.rodata().tid = tid();
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

fn in_a_minute() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

/// The text of a line that this thread's program printed.
fn own(line: &PrintkLine) -> Option<&str> {
    line.text.strip_suffix(&format!(" of {}\\u{{1b}}[2J", tid()))
}

fn instances() -> Vec<String> {
    let own = format!("coolbpf-{}-", std::process::id());
    let instances = fs::read_dir(format!("{}/instances", this_kernel::tracefs())).into_iter().flatten();
    let names = instances.map(|instance| instance.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(&own)).collect()
}

#[test]
fn what_programs_print_comes_with_its_task_cpu_and_time() {
    since::PRINTK.is_shown_by(|| {
        let _alone = alone();
        stay();
        let mut lines = coolbpf::printk()?.ignore_signals().ignore_stdout().deadline(in_a_minute());
        let _bpf = attached()?;
        nice(1);
        nice(2);
        let name = fs::read_to_string("/proc/thread-self/comm").unwrap();
        let mut times = Vec::new();
        for text in ["nice 1", "nice 2"] {
            let line = lines.by_ref().map(|line| line.unwrap()).find(|line| own(line).is_some()).unwrap();
            assert_eq!(own(&line), Some(text), "{line}");
            assert_eq!((line.tid, line.cpu), (tid(), 0));
            assert!([name.trim_end(), "<...>"].contains(&line.task.as_str()), "{line}");
            times.push(line.time.unwrap());
        }
        assert!(times[0] <= times[1] && !times[0].is_zero(), "{times:?}");
        assert_eq!(lines.lost(), 0);
        let is_new = !this_kernel::lacks(Lack::Version, (5, 9)) || this_kernel::is_like_another();
        assert_eq!(lines.is_shared(), !is_new);
        Ok(())
    });
}

#[test]
fn readers_take_no_lines_from_each_other_and_leave_nothing_behind() {
    since::PRINTK.is_shown_by(|| {
        let _alone = alone();
        let abandoned = format!("{}/instances/coolbpf-0-0", this_kernel::tracefs());
        fs::create_dir(&abandoned).unwrap();
        let open =
            || coolbpf::printk().map(|lines| lines.ignore_signals().ignore_stdout().deadline(in_a_minute()));
        let mut readers = [open()?, open()?];
        if readers.iter().any(Printk::is_shared) {
            return Ok(());
        }
        assert_eq!(instances().len(), 2);
        assert!(!fs::exists(&abandoned).unwrap());
        let _bpf = attached()?;
        nice(3);
        for reader in &mut readers {
            assert!(reader.map(|line| line.unwrap()).any(|line| own(&line) == Some("nice 3")));
        }
        drop(readers);
        assert_eq!(instances(), [""; 0]);
        Ok(())
    });
}

#[test]
fn a_reader_of_what_programs_print_waits_as_long_as_it_is_told() {
    since::PRINTK.is_shown_by(|| {
        let _alone = alone();
        let _bpf = attached()?;
        let mut lines = coolbpf::printk()?.ignore_signals().ignore_stdout().deadline(Instant::now());
        nice(4);
        // What was printed by then comes first.
        assert!(lines.by_ref().map(|line| line.unwrap()).any(|line| own(&line) == Some("nice 4")));
        assert!(lines.next().is_none());
        assert_eq!(lines.end(), Some(End::Timeout));
        let mut lines = lines.deadline(in_a_minute()).timeout(Duration::ZERO);
        // Other programs may print, too.
        assert!(lines.by_ref().map(|line| line.unwrap()).all(|line| own(&line).is_none()));
        assert_eq!(lines.end(), Some(End::Timeout));
        Ok(())
    });
}

#[test]
fn a_reader_that_waits_is_woken_by_what_is_printed() {
    since::PRINTK.is_shown_by(|| {
        let _alone = alone();
        let lines = coolbpf::printk()?.ignore_signals().ignore_stdout().deadline(in_a_minute());
        let _bpf = attached()?;
        let own_tid = tid();
        let (tell, told) = std::sync::mpsc::channel();
        let reader = std::thread::spawn(move || {
            tell.send(tid()).unwrap();
            let mut lines = lines.map(|line| line.unwrap().text);
            lines.any(|text| text.starts_with(&format!("nice 5 of {own_tid}")))
        });
        let reading = told.recv().unwrap();
        while !crate::system::is_asleep(reading) {
            std::thread::yield_now();
        }
        nice(5);
        assert!(reader.join().unwrap());
        Ok(())
    });
}

#[test]
fn streams_are_a_program_s_own() {
    since::STREAMS.is_shown_by(|| {
        const STDOUT: u64 = 1;
        const STDERR: u64 = 2;
        /// `-ENOMEM`
        const NO_MEMORY: i32 = -12;
        let bpf = writing::open()?.load()?;
        let program = &bpf.progs.write;
        assert_eq!(program.stdout()?, "");
        let mut expected = [String::new(), String::new()];
        for (stream, number) in [(STDOUT, 1_u64), (STDOUT, 2), (STDERR, 3)] {
            let ran = program.test_run(TestRun::new().context(&[stream, number]))?;
            // The kernel takes memory without waiting for it, and may have none.
            if ran.return_value.cast_signed() == NO_MEMORY {
                continue;
            }
            assert_eq!(ran.return_value, 0);
            expected[usize::from(stream == STDERR)] += &format!("the number is {number}\n");
        }
        assert_eq!([program.stdout()?, program.stderr()?], expected);
        assert_eq!(program.stdout()?, "");
        Ok(())
    });
}
