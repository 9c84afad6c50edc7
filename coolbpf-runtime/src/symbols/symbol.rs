//! A function that a stack goes through.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use blazesym::symbolize::{CodeInfo, Sym};

use crate::printable::printable;

/// A call of a stack, by its name where it has one.
///
/// It is shown as `vfs_read+0x1c`, as `parse [inlined]`, or as the address where nothing is known. Names and paths have no control
/// characters, whoever wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Symbol {
    /// What was asked for: an address, or of [`Frame::InFile`](crate::Frame::InFile) the place in the file.
    pub address: u64,
    /// The function's name, demangled; `None` where it is unknown.
    pub function: Option<String>,
    /// How many bytes `address` lies behind the function's start; 0 of an inlined function, which has none.
    pub offset: u64,
    /// Whether the function was inlined into the one of the next symbol, which has the same address.
    pub is_inlined: bool,
    /// The file that the function is in, as the process sees its path, as far as it is known; of the kernel's, a module's name or file
    /// where its debug information was read.
    pub module: Option<Arc<str>>,
    /// The place in the source, where there is debug information.
    pub source: Option<SourcePlace>,
    /// Why the function is unknown.
    pub unknown: Option<Arc<str>>,
}

/// A place in the source of a function: where the call is, or where the innermost function was.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourcePlace {
    /// The file, as the compiler was given it.
    pub file: PathBuf,
    /// The line, from 1 on.
    pub line: Option<u32>,
    /// The column, from 1 on.
    pub column: Option<u16>,
}

impl Symbol {
    pub(super) fn unknown(address: u64, why: Arc<str>) -> Self {
        Self {
            address,
            function: None,
            offset: 0,
            is_inlined: false,
            module: None,
            source: None,
            unknown: Some(why),
        }
    }

    /// The functions at an address, the innermost first, of which `found` is the one that the others are inlined into.
    pub(super) fn all(address: u64, offset: u64, found: Sym<'_>, module: Option<Arc<str>>) -> Vec<Self> {
        let module = module
            .or_else(|| found.module.as_ref().map(|module| printable(&module.to_string_lossy()).into()));
        let symbol = |name: &str, offset, is_inlined, place: Option<&CodeInfo<'_>>| Self {
            address,
            function: Some(printable(name)),
            offset,
            is_inlined,
            module: module.clone(),
            source: place.map(SourcePlace::of),
            unknown: None,
        };
        let inlined = found.inlined.iter().rev();
        let inlined = inlined.map(|function| symbol(&function.name, 0, true, function.code_info.as_ref()));
        inlined.chain([symbol(&found.name, offset, false, found.code_info.as_deref())]).collect()
    }
}

impl SourcePlace {
    fn of(place: &CodeInfo<'_>) -> Self {
        let file = printable(&place.to_path().to_string_lossy()).into();
        Self { file, line: place.line, column: place.column }
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.function {
            Some(function) if self.is_inlined => write!(f, "{function} [inlined]"),
            Some(function) => write!(f, "{function}+{:#x}", self.offset),
            None => write!(f, "{:#x}", self.address),
        }
    }
}

impl fmt::Display for SourcePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, ":{line}:{column}"),
            (Some(line), None) => write!(f, ":{line}"),
            (None, _) => Ok(()),
        }
    }
}
