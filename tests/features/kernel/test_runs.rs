//! Programs run on data of the application's own.

use coolbpf::{ErrorKind, OpenProgram, Result, SkbContext, TestRun, XdpContext};
use coolbpf_features::hooks::{self, OpenPrograms};

use crate::since;

/// `XDP_PASS`
const PASS: u32 = 2;

fn loaded(choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<hooks::Bpf> {
    let mut open = hooks::open()?;
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

#[test]
fn xdp_is_run_on_a_packet_and_gives_it_back() {
    since::TEST_RUN.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.xdp)?;
        let packet = [0x11; 64];
        let ran = bpf.progs.xdp.test_run(TestRun::new().data(&packet).repeat(3))?;
        assert_eq!((ran.return_value, ran.data.len(), ran.data[0], ran.data[1]), (PASS, 64, 0x66, 0x11));
        assert_eq!(bpf.bss().read()?.calls, 3);
        // Since 6b3d638ca897 (5.17).
        if let Err(error) = bpf.progs.xdp.test_run(TestRun::new().data(&packet[..3])) {
            assert!(
                error.to_string().ends_with("at least the 14 bytes of an Ethernet header, not 3"),
                "{error}"
            );
        }
        let error = bpf.progs.xdp.test_run(TestRun::new().data(&packet).room(8)).unwrap_err();
        assert!(error.to_string().ends_with("the packet has 64 bytes behind it; give it `room`"), "{error}");
        Ok(())
    });
}

#[test]
fn xdp_is_run_with_a_context() {
    since::TEST_RUN_XDP_CONTEXT.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.xdp)?;
        let run = TestRun::new().data(&[0; 64]).context(&XdpContext::of_length(64));
        let context = bpf.progs.xdp.test_run(run)?.context::<XdpContext>().unwrap();
        assert_eq!((context.data, context.data_end), (0, 64));
        Ok(())
    });
}

#[test]
fn a_packet_s_context_is_given_and_given_back() {
    since::TEST_RUN_CONTEXT.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.changes)?;
        let context = SkbContext { mark: 41, cb: [6, 0, 0, 0, 0], ..SkbContext::default() };
        let ran = bpf.progs.changes.test_run(TestRun::new().data(&[0; 64]).context(&context))?;
        let context = ran.context::<SkbContext>().unwrap();
        assert_eq!((ran.return_value, ran.data[20], context.cb[1], context.mark), (7, 0x55, 7, 42));
        Ok(())
    });
}

#[test]
fn a_raw_tracepoint_is_run_on_arguments() {
    since::TEST_RUN_RAW_TRACEPOINT.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.sum)?;
        let arguments = TestRun::new().context(&[40_u64, 2]);
        assert_eq!(bpf.progs.sum.test_run(arguments.clone())?.return_value, 42);
        assert_eq!(bpf.progs.sum.test_run(arguments.cpu(0))?.return_value, 42);
        Ok(())
    });
}

#[test]
fn a_program_that_the_application_calls_changes_its_context() {
    since::TEST_RUN_SYSCALL.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.system_call)?;
        let ran = bpf.progs.system_call.test_run(TestRun::new().context(&[7_u64, 0]))?;
        assert_eq!((ran.return_value, ran.context::<[u64; 2]>()), (3, Some([7, 8])));
        Ok(())
    });
}

#[test]
fn programs_that_no_kernel_runs_so_are_named() {
    since::NO_TEST_RUN.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.tracepoint)?;
        let error = bpf.progs.tracepoint.test_run(TestRun::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error:#}");
        assert!(
            error.to_string().ends_with("no kernel runs programs of this type on data of one's own"),
            "{error}"
        );
        Ok(())
    });
}
