//! Global variables after the load.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::RawMap;
use super::section::Section;
use crate::{Error, ErrorKind, Result, Value};

/// A section of global variables, after the load.
///
/// A program changes its variables while it runs, so there are no references to them: they are copied out and in, one by one (the
/// fields of `bpf.bss()` are a [`Variable`] each), or all of the section at a time. Behind the variables a section may have more,
/// such as strings; that stays as it is.
///
/// From Linux 5.5 on the section is memory that this process shares with the programs, so that a copy takes no system call. No integer,
/// pointer or enum is torn: it is as it was before or after any change. What a program changes between two of them may be seen in
/// the one and not in the other. On older kernels the kernel copies the section, all of it.
pub struct Globals<T> {
    section: Arc<Section>,
    _values: PhantomData<fn() -> T>,
}

impl<T: Value> Globals<T> {
    pub(crate) fn new(raw: RawMap) -> Result<Self> {
        check_size::<T>(raw.name(), raw.value_size())?;
        Ok(Self { section: Arc::new(Section::new(raw)?), _values: PhantomData })
    }

    /// The variables as they are now.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn read(&self) -> Result<T> {
        let mut values = T::zeroed();
        self.section.read(0, values.as_bytes_mut())?;
        Ok(values)
    }

    /// Replaces all of the variables. What the program wrote since they were read is lost.
    ///
    /// # Errors
    /// For constants (`.rodata`), which nobody can change after the load.
    pub fn write(&self, values: &T) -> Result<()> {
        self.section.write(0, values.as_bytes())
    }

    /// The variable at byte `offset`.
    #[doc(hidden)]
    pub fn variable<V: Value>(&self, offset: usize) -> Result<Variable<V>> {
        self.constant(offset).map(Variable)
    }

    /// The constant at byte `offset`.
    #[doc(hidden)]
    pub fn constant<V: Value>(&self, offset: usize) -> Result<Constant<V>> {
        let end = offset.checked_add(size_of::<V>());
        if end.is_none_or(|end| end > self.section.raw().value_size()) {
            let (size, name) = (size_of::<V>(), self.section.raw().name());
            let message = format!("the map `{name}` has no {size} bytes of a variable at {offset}");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        Ok(Constant { section: Arc::clone(&self.section), offset, _value: PhantomData })
    }

    /// The map whose only entry the section is.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        self.section.raw()
    }
}

/// A global variable that this process and the programs read and write while they run.
///
/// An integer, a pointer or an enum is read and written at once, as by a relaxed atomic access: never torn, and in no order with
/// others. Larger values are copied part by part, each part of them an integer that isn't torn, so that a program may see, or leave,
/// the one half changed and the other not; a counter beside it, or a map whose values have a `struct bpf_spin_lock`, can say which is.
pub struct Variable<V>(Constant<V>);

impl<V: Value> Variable<V> {
    /// The value as it is now.
    ///
    /// # Errors
    /// Never from Linux 5.5 on; before, where the kernel refuses.
    pub fn get(&self) -> Result<V> {
        self.0.get()
    }

    /// Changes the value. Before Linux 5.5 that writes the whole section, and what programs write to its other variables meanwhile
    /// may be lost.
    ///
    /// # Errors
    /// Never from Linux 5.5 on; before, where the kernel refuses.
    pub fn set(&self, value: V) -> Result<()> {
        self.0.section.write(self.0.offset, value.as_bytes())
    }
}

/// A `const volatile` variable, which nobody changes after the load.
pub struct Constant<V> {
    section: Arc<Section>,
    offset: usize,
    _value: PhantomData<fn() -> V>,
}

impl<V: Value> Constant<V> {
    /// The value.
    ///
    /// # Errors
    /// Never from Linux 5.5 on; before, where the kernel refuses.
    pub fn get(&self) -> Result<V> {
        let mut value = V::zeroed();
        self.section.read(self.offset, value.as_bytes_mut())?;
        Ok(value)
    }
}

impl<T> fmt::Debug for Globals<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Globals").field(&self.section.raw().name()).finish()
    }
}

impl<V> fmt::Debug for Variable<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.shown("Variable", f)
    }
}

impl<V> fmt::Debug for Constant<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shown("Constant", f)
    }
}

impl<V> Constant<V> {
    /// Not its value, which may be long.
    fn shown(&self, what: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let section = self.section.raw().name();
        f.debug_struct(what).field("section", &section).field("offset", &self.offset).finish()
    }
}

/// Refuses a section that is shorter than its variables. The struct that stands for a section ends with the last variable,
/// and some padding that the section need not have; behind the variables, a section may hold strings.
pub(super) fn check_size<T>(name: &str, section: usize) -> Result<()> {
    if size_of::<T>() <= section.next_multiple_of(align_of::<T>()) {
        return Ok(());
    }
    let message =
        format!("the map `{name}` should hold variables of {} bytes, not {section}", size_of::<T>());
    Err(Error::new(ErrorKind::InvalidInput, message))
}
