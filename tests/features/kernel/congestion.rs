//! Interfaces of the kernel that programs implement.

use std::io;
use std::net::TcpListener;

use coolbpf_features::congestion;
use rustix::net::sockopt::set_tcp_congestion;

use crate::since;

#[test]
fn a_congestion_control_is_there_as_long_as_it_is_attached() {
    since::STRUCT_OPS.is_shown_by(|| {
        let choose = || {
            let socket = TcpListener::bind("127.0.0.1:0").unwrap();
            set_tcp_congestion(&socket, "coolbpf_feature").map_err(io::Error::from)
        };
        let bpf = congestion::attach()?;
        choose().unwrap();
        drop(bpf);
        assert_eq!(choose().unwrap_err().kind(), io::ErrorKind::NotFound);
        Ok(())
    });
}
