//! Channels before the load.

use std::borrow::Cow;
use std::fmt;

use libbpf_rs::libbpf_sys;

use super::{ChannelKind, WakeUp};
use crate::adapt::ChannelWish;
use crate::object::{Handle, returned};
use crate::{Error, ErrorKind, Result};

/// A channel that isn't in the kernel yet: `open.maps.NAME` of what `COOLBPF_EVENTS` declares.
///
/// ```no_run
/// # use std::time::Duration;
/// # use coolbpf::WakeUp;
/// # fn example(events: &mut coolbpf::OpenChannel) -> coolbpf::Result<()> {
/// events.set_bytes(4 << 20)?;
/// events.set_wake_up(WakeUp::Events { count: 64, within: Duration::from_millis(100) })?;
/// # Ok(())
/// # }
/// ```
pub struct OpenChannel {
    name: Cow<'static, str>,
    map: Handle<libbpf_sys::bpf_map>,
}

impl OpenChannel {
    pub(crate) fn new(name: impl Into<Cow<'static, str>>, map: Handle<libbpf_sys::bpf_map>) -> Self {
        Self { name: name.into(), map }
    }

    /// The size of its buffer in bytes.
    ///
    /// # Errors
    /// Where loading the object has failed already.
    pub fn bytes(&self) -> Result<u32> {
        // SAFETY: the handle keeps the map valid.
        self.map.call(|map| unsafe { libbpf_sys::bpf_map__max_entries(map) }).map(|(bytes, _)| bytes)
    }

    /// Chooses the size of its buffer in bytes, which is rounded up to a power of two of whole pages. The CPUs share it, where it
    /// is a perf buffer; but each has room for some events.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_bytes(&mut self, bytes: u32) -> Result<()> {
        // SAFETY: the handle keeps the map valid.
        let (code, _) = self.map.call(|map| unsafe { libbpf_sys::bpf_map__set_max_entries(map, bytes) })?;
        returned(code)
            .map_err(|error| Error::system("can't resize a channel after its object is loaded", error))
    }

    /// Chooses the size of each CPU's buffer, in bytes, where it is a perf buffer. An event that is larger is lost.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_bytes_per_cpu(&mut self, bytes: u32) -> Result<()> {
        self.wish(|wish| wish.bytes_per_cpu = Some(bytes))
    }

    /// Chooses what carries the events, whatever the kernel has.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_kind(&mut self, kind: ChannelKind) -> Result<()> {
        self.wish(|wish| wish.kind = Some(kind))
    }

    /// Chooses when the reader is woken.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_wake_up(&mut self, wake_up: WakeUp) -> Result<()> {
        self.wish(|wish| wish.wake_up = wake_up)
    }

    fn wish(&mut self, change: impl FnOnce(&mut ChannelWish)) -> Result<()> {
        self.map.guard().adapt(|adaptation| match adaptation.channels.wish(&self.name) {
            Some(wish) => {
                change(wish);
                Ok(())
            }
            None => {
                let message = format!("can't change the channel `{}` after its object is loaded", self.name);
                Err(Error::new(ErrorKind::InvalidInput, message))
            }
        })
    }
}

impl fmt::Debug for OpenChannel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenChannel").field("name", &self.name).finish_non_exhaustive()
    }
}
