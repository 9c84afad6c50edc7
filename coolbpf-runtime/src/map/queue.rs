//! Queues and stacks.

use std::marker::PhantomData;
use std::ptr;

use super::handle::handle;
use super::{RawMap, Update};
use crate::{Result, Value};

macro_rules! sequence {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<V> {
            raw: RawMap,
            _entries: PhantomData<fn() -> V>,
        }

        handle!($name<V>: $name, () => V);

        impl<V: Value> $name<V> {
            /// Adds a value.
            ///
            /// # Errors
            /// Where it is full.
            pub fn push(&self, value: &V) -> Result<()> {
                self.raw.insert(&[], value.as_bytes(), Update::Any)
            }

            /// Adds a value, in the place of the oldest where it is full.
            ///
            /// # Errors
            /// Where the kernel refuses.
            pub fn push_over(&self, value: &V) -> Result<()> {
                self.raw.insert(&[], value.as_bytes(), Update::Exist)
            }

            /// Takes the next value out, `None` where there is none.
            ///
            /// # Errors
            /// Where the kernel refuses.
            pub fn pop(&self) -> Result<Option<V>> {
                let mut value = V::zeroed();
                // SAFETY: there are no keys, and `of` has compared the size of values with the map's.
                let found = unsafe { self.raw.take(ptr::null(), ptr::from_mut(&mut value).cast())? };
                Ok(found.then_some(value))
            }

            /// The next value, which stays; `None` where there is none.
            ///
            /// # Errors
            /// Where the kernel refuses.
            pub fn peek(&self) -> Result<Option<V>> {
                let mut value = V::zeroed();
                Ok(self.raw.get_into(&[], value.as_bytes_mut())?.then_some(value))
            }

            /// Takes values out as they come, at most as many as there is room for; what is not asked for stays.
            pub fn drain(&self) -> impl Iterator<Item = Result<V>> {
                let mut left = self.raw.max_entries();
                std::iter::from_fn(move || {
                    left = left.checked_sub(1)?;
                    let value = self.pop().transpose();
                    if !matches!(value, Some(Ok(_))) {
                        left = 0;
                    }
                    value
                })
            }
        }
    };
}

sequence! {
    /// Values that come out in the order in which they went in: `BPF_MAP_TYPE_QUEUE`, Linux 4.20.
    Queue
}

sequence! {
    /// Values of which the last to go in comes out first: `BPF_MAP_TYPE_STACK`, Linux 4.20.
    Stack
}
