//! Iterators over objects of the kernel.

use coolbpf::attach::Iterate;
use coolbpf::{Chars, OpenProgram, Result};
use coolbpf_features::iterators::{self, OpenPrograms, types};

use crate::since;
use crate::system::tid;

fn loaded(choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<iterators::Bpf> {
    let mut open = iterators::open()?;
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

#[test]
fn an_iterator_gives_typed_records() {
    since::ITERATOR_RECORDS.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.tasks)?;
        let all = bpf.progs.tasks.iterate(Iterate::new())?.records::<types::entry>();
        let all = all.collect::<Result<Vec<_>>>()?;
        let this = all.iter().find(|entry| entry.tid == tid()).unwrap();
        assert_eq!(this.pid, std::process::id());
        assert!(!this.comm.to_string().is_empty());
        // Of another size than what is written.
        let torn: Vec<_> = bpf.progs.tasks.iterate(Iterate::new())?.records::<[u8; 17]>().collect();
        let whole = torn.iter().filter(|record| record.is_ok()).count();
        assert_eq!(torn.len() > whole, !(whole * 17).is_multiple_of(24), "{whole}");
        Ok(())
    });
}

#[test]
fn an_iterator_gives_lines() {
    since::ITERATOR_LINES.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.lines)?;
        let wanted = format!("{} {}", std::process::id(), tid());
        let link = bpf.progs.lines.attach()?;
        for _ in 0..2 {
            let mut lines = link.iterate()?.lines();
            assert!(lines.any(|line| line.is_ok_and(|line| line == wanted)));
        }
        Ok(())
    });
}

#[test]
fn an_iterator_goes_through_one_process() {
    since::ITERATOR_OF_A_PROCESS.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.tasks)?;
        let records =
            |over| bpf.progs.tasks.iterate(over)?.records::<types::entry>().collect::<Result<Vec<_>>>();
        let process = records(Iterate::new().process(std::process::id()))?;
        assert!(process.iter().all(|entry| entry.pid == std::process::id()));
        assert!(process.iter().any(|entry| entry.tid == tid()));
        let thread = records(Iterate::new().thread(tid()))?;
        assert_eq!(thread.iter().map(|entry| entry.tid).collect::<Vec<_>>(), [tid()]);
        Ok(())
    });
}

#[test]
fn an_iterator_goes_through_a_map() {
    since::ITERATOR_OF_A_MAP.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.elements)?;
        let entry = types::entry { pid: 1, tid: 2, comm: Chars::new("x").unwrap() };
        for key in 1..=3 {
            bpf.maps.entries.insert(&key, &entry)?;
        }
        let over = Iterate::new().map(bpf.maps.entries.raw());
        let mut keys = bpf.progs.elements.iterate(over)?.records::<u32>().collect::<Result<Vec<_>>>()?;
        keys.sort_unstable();
        assert_eq!(keys, [1, 2, 3]);
        Ok(())
    });
}
