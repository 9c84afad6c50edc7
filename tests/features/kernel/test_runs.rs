//! Programs run on data of the application's own.

use coolbpf::{ErrorKind, OpenProgram, Result, SkLookupContext, SkbContext, TestRun, XdpContext};
use coolbpf_features::hooks::{self, OpenPrograms};
use coolbpf_features::packets;

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

/// An IPv4 packet of UDP, from 192.0.2.1, port 1024, to 192.0.2.2, port 7, behind an Ethernet header.
fn datagram() -> [u8; 64] {
    let mut packet = [0; 64];
    packet[12..14].copy_from_slice(&[8, 0]);
    packet[14] = 0x45;
    packet[23] = 17;
    packet[26..34].copy_from_slice(&[192, 0, 2, 1, 192, 0, 2, 2]);
    packet[34..38].copy_from_slice(&[4, 0, 0, 7]);
    packet
}

#[test]
fn a_flow_dissector_is_run_on_a_packet_and_tells_its_ends() {
    since::TEST_RUN_FLOW_DISSECTOR.is_shown_by(|| {
        let mut open = packets::open()?;
        open.progs.dissect.set_autoload(true)?;
        let bpf = open.load()?;
        let ran = bpf.progs.dissect.test_run(TestRun::new().data(&datagram()).repeat(10))?;
        let keys = ran.flow_keys().unwrap();
        assert_eq!((keys.ip_proto, keys.nhoff, keys.thoff), (17, 14, 34));
        let ends = ("192.0.2.1:1024".parse().unwrap(), "192.0.2.2:7".parse().unwrap());
        assert_eq!(keys.ends(), Some(ends));
        Ok(())
    });
}

#[test]
fn a_look_up_of_a_socket_is_run_on_a_connection() {
    since::TEST_RUN_SK_LOOKUP.is_shown_by(|| {
        let mut open = packets::open()?;
        open.progs.look_up.set_autoload(true)?;
        let bpf = open.load()?;
        let (remote, local) = ("192.0.2.1:1024".parse().unwrap(), "192.0.2.2:7".parse().unwrap());
        for (context, expected) in [
            (SkLookupContext::udp(remote, local), 1),
            (SkLookupContext::tcp(remote, local), 0),
            (SkLookupContext::udp(local, remote), 0),
        ] {
            let ran = bpf.progs.look_up.test_run(TestRun::new().context(&context))?;
            assert_eq!(ran.return_value, expected, "{context:?}");
            assert_eq!(ran.context::<SkLookupContext>().unwrap().cookie, 0);
        }
        Ok(())
    });
}

#[coolbpf::test]
fn a_unit_test_takes_programs_to_configure_and_looks_at_their_maps(mut open: packets::Open) -> Result<()> {
    since::TEST_RUN.is_shown_by(|| {
        open.progs.count.set_autoload(true)?;
        let bpf = open.load()?;
        for _ in 0..3 {
            bpf.progs.count.test_run(TestRun::new().data(&datagram()))?;
        }
        assert_eq!(bpf.maps.protocols.iter().collect::<Result<Vec<_>>>()?, [(17, 3)]);
        Ok(())
    });
    Ok(())
}

#[coolbpf::test]
fn a_unit_test_takes_several_programs_that_are_loaded(one: packets::Bpf, other: packets::Bpf) {
    assert_eq!(one.maps.protocols.get(&1).unwrap(), None);
    one.maps.protocols.insert(&1, &2).unwrap();
    assert_eq!(other.maps.protocols.get(&1).unwrap(), None);
}
