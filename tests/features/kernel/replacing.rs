//! Programs in the place of other programs' functions.

use coolbpf::attach::Freplace;
use coolbpf::{ErrorKind, TestRun};
use coolbpf_features::{replaceable, replacement};

use crate::since;

/// `XDP_DROP` and `XDP_PASS`
const DROP: u32 = 1;
const PASS: u32 = 2;

#[test]
fn a_program_takes_the_place_of_another_one_s_function() {
    since::FREPLACE.is_shown_by(|| {
        let target = replaceable::open()?.load()?;
        let verdict =
            || target.progs.target.test_run(TestRun::new().data(&[0; 64])).map(|ran| ran.return_value);
        assert_eq!(verdict()?, PASS);
        let mut open = replacement::open()?;
        let error = open.progs.verdict.set_attach_target(&target.progs.target, "no_such").unwrap_err();
        if error.kind() == ErrorKind::Unsupported {
            return Err(error);
        }
        assert_eq!(error.kind(), ErrorKind::NoAttachPoint, "{error:#}");
        open.progs.verdict.set_attach_target(&target.progs.target, "verdict")?;
        let bpf = open.load()?;
        let link = bpf.progs.verdict.attach()?;
        assert_eq!(verdict()?, DROP);
        link.detach()?;
        assert_eq!(verdict()?, PASS);
        Ok(())
    });
}

#[test]
fn the_function_is_named_when_the_program_is_attached() {
    since::FREPLACE_TARGET.is_shown_by(|| {
        let target = replaceable::open()?.load()?;
        let verdict =
            || target.progs.target.test_run(TestRun::new().data(&[0; 64])).map(|ran| ran.return_value);
        let mut open = replacement::open()?;
        open.progs.verdict.set_attach_target(&target.progs.target, "verdict")?;
        let bpf = open.load()?;
        let link = bpf.progs.verdict.attach_to(Freplace::new(&target.progs.target, "verdict"))?;
        assert_eq!(verdict()?, DROP);
        link.detach()?;
        assert_eq!(verdict()?, PASS);
        Ok(())
    });
}
