//! How long programs stay attached.

use coolbpf_features::tracing;

use crate::since;
use crate::system::{nice, tid};

#[test]
fn a_program_is_attached_as_long_as_its_link_is_there() {
    since::LINKS.is_shown_by(|| {
        let mut open = tracing::open()?;
        open.rodata().tid = tid();
        open.progs.tracepoint.set_autoload(true)?;
        let mut bpf = open.load()?;
        let calls = |bpf: &tracing::Bpf| bpf.bss().read().map(|bss| bss.calls);
        nice(1);
        assert_eq!(calls(&bpf)?, 0, "loaded, not attached");

        let link = bpf.progs.tracepoint.attach()?;
        nice(2);
        assert_eq!(calls(&bpf)?, 1);
        link.detach()?;
        nice(3);
        assert_eq!(calls(&bpf)?, 1, "detached");

        bpf.attach()?;
        bpf.attach()?;
        nice(4);
        assert_eq!(calls(&bpf)?, 2, "attached once");

        Ok(())
    });
}

#[test]
fn a_program_that_is_not_to_be_loaded_is_not() {
    since::AUTOLOAD.is_shown_by(|| {
        let mut open = tracing::open()?;
        open.progs.tracepoint.set_autoload(true)?;
        open.progs.tracepoint.set_autoattach(false)?;
        let mut bpf = open.load()?;
        assert!(bpf.progs.tracepoint.fd().is_ok());
        let missing = bpf.progs.fentry.fd().unwrap_err();
        assert_eq!(missing.to_string(), "the program `fentry` (fentry/security_task_setnice) is not loaded");
        bpf.attach()?;
        nice(1);
        assert_eq!(bpf.bss().read()?.calls, 0);
        Ok(())
    });
}
