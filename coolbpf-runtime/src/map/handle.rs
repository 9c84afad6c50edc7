//! What all typed maps have.

use super::RawMap;
use crate::Result;

/// A typed map, as the maps in a map are.
pub trait Map: Sized {
    /// The typed map that `raw` is.
    ///
    /// # Errors
    /// Where its type, or the size of its keys or values, is another.
    fn from_raw(raw: RawMap) -> Result<Self>;

    /// The map with keys and values as bytes.
    fn raw(&self) -> &RawMap;
}

impl Map for RawMap {
    fn from_raw(raw: RawMap) -> Result<Self> {
        Ok(raw)
    }

    fn raw(&self) -> &RawMap {
        self
    }
}

/// Gives a struct with a field `raw` what all typed maps have: the types of the kernel's maps that it is for, and what their keys
/// and values are.
macro_rules! handle {
    ($name:ident<$($parameter:ident),*>: $($map_type:ident)|+, $key:ty => $value:ty) => {
        impl<$($parameter: $crate::Value),*> $name<$($parameter),*> {
            #[doc(hidden)]
            pub fn of(raw: $crate::RawMap) -> $crate::Result<Self> {
                let types = [$($crate::MapType::$map_type),+];
                raw.check_holds::<$key, $value>(&types)?;
                Ok(Self { raw, _entries: ::std::marker::PhantomData })
            }

            /// The map that is pinned at `path`, in a BPF file system.
            ///
            /// # Errors
            /// Where there is none, and where it is a map of another type, or of other keys or values. Where it knows their C types,
            /// their fields are compared by name, place and size.
            pub fn from_pinned(path: impl AsRef<::std::path::Path>) -> $crate::Result<Self> {
                Self::of($crate::RawMap::from_pinned(path)?)
            }

            /// Pins the map at `path`, in a BPF file system, where other processes find it until the file is removed. Linux 4.4.
            ///
            /// # Errors
            /// Where there is such a file, or its directory is in no BPF file system.
            pub fn pin(&self, path: impl AsRef<::std::path::Path>) -> $crate::Result<()> {
                self.raw.pin(path)
            }

            /// The map with keys and values as bytes.
            #[must_use]
            pub fn raw(&self) -> &$crate::RawMap {
                &self.raw
            }
        }

        impl<$($parameter: $crate::Value),*> $crate::Map for $name<$($parameter),*> {
            fn from_raw(raw: $crate::RawMap) -> $crate::Result<Self> {
                Self::of(raw)
            }

            fn raw(&self) -> &$crate::RawMap {
                &self.raw
            }
        }

        impl<$($parameter),*> ::std::os::fd::AsFd for $name<$($parameter),*> {
            fn as_fd(&self) -> ::std::os::fd::BorrowedFd<'_> {
                self.raw.as_fd()
            }
        }
    };
}
pub(super) use handle;
