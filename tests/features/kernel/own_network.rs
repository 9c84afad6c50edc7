//! A network of a test's own, in which nobody else sends, and no other test attaches.

use std::io;

use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, recv, send, socket_with};
use rustix::thread::{UnshareFlags, unshare_unsafe};

/// Moves this thread into a network namespace of its own, whose loopback device is up.
pub(crate) fn enter() {
    // SAFETY: no table of files is unshared.
    unsafe { unshare_unsafe(UnshareFlags::NEWNET) }.expect("root may have network namespaces");
    bring_up(LOOPBACK).expect("it is there");
}

/// The index of the loopback device, in every network namespace.
pub(crate) const LOOPBACK: u32 = 1;

/// Makes a device of a kind, as `ip link add NAME type KIND` does.
pub(crate) fn make_device(name: &str, kind: &str) -> io::Result<()> {
    const NAME: u16 = 3;
    const INFO: u16 = 18;
    const INFO_KIND: u16 = 1;
    const CREATE: u16 = 0x400;
    const ONLY_NEW: u16 = 0x200;
    let name = attribute(NAME, &[name.as_bytes(), &[0]].concat());
    let info = attribute(INFO, &attribute(INFO_KIND, kind.as_bytes()));
    change(0, 0, CREATE | ONLY_NEW, &[name, info].concat())
}

/// Sets a device up, as `ip link set INDEX up` does.
pub(crate) fn bring_up(index: u32) -> io::Result<()> {
    const UP: u32 = 1;
    change(index, UP, 0, &[])
}

fn attribute(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(4 + bytes.len()).unwrap();
    let mut attribute = [&length.to_ne_bytes(), &kind.to_ne_bytes(), bytes].concat();
    attribute.resize(attribute.len().next_multiple_of(4), 0);
    attribute
}

/// Sends `RTM_NEWLINK` (`include/uapi/linux/rtnetlink.h`), and waits for the answer.
fn change(index: u32, flags: u32, more: u16, attributes: &[u8]) -> io::Result<()> {
    const NEW_LINK: u16 = 16;
    const REQUEST: u16 = 1;
    const ANSWER: u16 = 4;
    // Family, type, index, flags, and which of these are to change.
    let link = [0, index, flags, flags].map(u32::to_ne_bytes).concat();
    let length = u32::try_from(16 + link.len() + attributes.len()).unwrap();
    let kind = [NEW_LINK, REQUEST | ANSWER | more].map(u16::to_ne_bytes).concat();
    let message = [&length.to_ne_bytes()[..], &kind, &[0; 8], &link, attributes].concat();
    // The protocol 0 is `NETLINK_ROUTE`.
    let socket = socket_with(AddressFamily::NETLINK, SocketType::RAW, SocketFlags::CLOEXEC, None)?;
    send(&socket, &message, SendFlags::empty())?;
    let mut answer = [0_u8; 4096];
    recv(&socket, &mut answer, RecvFlags::empty())?;
    match i32::from_ne_bytes(answer[16..20].try_into().unwrap()) {
        0 => Ok(()),
        code => Err(io::Error::from_raw_os_error(-code)),
    }
}
