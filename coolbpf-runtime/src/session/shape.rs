//! What the maps of an object hold, for comparing them with those of another process or another version.

use std::fmt::Write as _;

use crate::Value;
use crate::value::Field;

/// What a map's keys, values or events look like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    size: usize,
    fields: &'static [Field],
}

/// The maps of an object by their names, those of sections of variables among them, each with the types that it is made of.
pub type Shapes = &'static [(&'static str, &'static [Shape])];

impl Shape {
    /// That of a type.
    #[must_use]
    pub const fn of<T: Value>() -> Self {
        Self { size: size_of::<T>(), fields: T::FIELDS }
    }
}

/// All of it as one line of words, which are the same where the names, places and sizes of all fields are.
pub(super) fn words(shapes: &[Shape]) -> String {
    let mut words = String::new();
    for shape in shapes {
        // Writing to a string does not fail.
        let _ = write!(words, "{}{} bytes", if words.is_empty() { "" } else { ", " }, shape.size);
        fields(shape.fields, "", &mut words);
    }
    words
}

fn fields(all: &[Field], place: &str, words: &mut String) {
    for field in all {
        let name = format!("{place}{}", field.name);
        let _ = write!(words, " {name}@{}+{}", field.start, field.width);
        fields(field.fields, &format!("{name}."), words);
    }
}

/// Where two of these first differ: what the one has there, and the other.
pub(super) fn difference<'a>(one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    if one == other {
        return None;
    }
    let (mut ones, mut others) = (one.split(' '), other.split(' '));
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return Some((one, other)),
            (one, other) if one != other => {
                return Some((one.unwrap_or("nothing more"), other.unwrap_or("nothing more")));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy)]
    #[repr(C)]
    struct Count {
        _times: u32,
        _last: u32,
    }

    // SAFETY: two numbers, without padding.
    unsafe impl Value for Count {
        const FIELDS: &'static [Field] =
            &[Field::new("times", 0, 32, &[]), Field::new("last", 32, 32, &[Field::new("low", 0, 16, &[])])];
    }

    #[test]
    fn names_places_and_sizes_of_all_fields_count() {
        let text = words(&[Shape::of::<u32>(), Shape::of::<Count>()]);
        assert_eq!(text, "4 bytes, 8 bytes times@0+32 last@32+32 last.low@0+16");
        assert_eq!(difference(&text, &text), None);
        assert_eq!(difference("4 bytes a@0+32", "4 bytes b@0+32"), Some(("a@0+32", "b@0+32")));
        assert_eq!(difference("4 bytes", "4 bytes b@0+32"), Some(("nothing more", "b@0+32")));
    }
}
