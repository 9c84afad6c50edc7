//! Interfaces of the kernel that the application puts together.

use std::io;
use std::net::TcpListener;

use coolbpf::{Chars, ErrorKind, Result};
use coolbpf_features::interfaces::{self, types};
use rustix::net::sockopt::set_tcp_congestion;

use crate::since;

fn choose(name: &str) -> io::Result<()> {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    set_tcp_congestion(&socket, name).map_err(io::Error::from)
}

/// Two interfaces of one name; the first has a function that was chosen here.
fn filled(name: &str) -> Result<interfaces::Bpf> {
    let mut open = interfaces::open()?;
    let avoid = types::tcp_congestion_ops::cong_avoid();
    open.maps.first.set(avoid, &open.progs.another_cong_avoid)?;
    for interface in [&mut open.maps.first, &mut open.maps.second] {
        let mut fields = interface.read()?;
        fields.name = Chars::new(name).unwrap();
        interface.write(&fields)?;
        interface.set_autoattach(false)?;
    }
    open.load()
}

#[test]
fn an_interface_is_named_filled_and_attached() {
    since::STRUCT_OPS_FILLED.is_shown_by(|| {
        const NAME: &str = "coolbpf_filled";
        let bpf = filled(NAME)?;
        assert!(bpf.progs.another_cong_avoid.fd().is_ok(), "loaded as it is used");
        assert_eq!(choose(NAME).unwrap_err().kind(), io::ErrorKind::NotFound);
        let link = bpf.maps.first.attach()?;
        choose(NAME).unwrap();
        link.detach()?;
        assert_eq!(choose(NAME).unwrap_err().kind(), io::ErrorKind::NotFound);
        Ok(())
    });
}

#[test]
fn an_interface_is_replaced_in_one_step() {
    since::STRUCT_OPS_UPDATE.is_shown_by(|| {
        const NAME: &str = "coolbpf_update";
        let bpf = filled(NAME)?;
        let mut link = bpf.maps.first.attach()?;
        choose(NAME).unwrap();
        link.update_struct_ops(&bpf.maps.second)?;
        choose(NAME).unwrap();
        link.detach()?;
        assert_eq!(choose(NAME).unwrap_err().kind(), io::ErrorKind::NotFound);
        Ok(())
    });
}

#[test]
fn a_program_of_another_object_or_kind_is_no_function_of_an_interface() {
    since::STRUCT_OPS_PROGRAMS.is_shown_by(|| -> Result<()> {
        let mut open = interfaces::open()?;
        let other = interfaces::open()?;
        let hooks = coolbpf_features::hooks::open()?;
        let avoid = types::tcp_congestion_ops::cong_avoid();
        for (program, text) in [
            (&other.progs.cong_avoid, "it is of another object"),
            (&hooks.progs.xdp, "its section is not `struct_ops`"),
        ] {
            let error = open.maps.first.set(avoid, program).unwrap_err();
            assert!(error.kind() == ErrorKind::InvalidInput && error.to_string().ends_with(text), "{error}");
        }
        Ok(())
    });
}
