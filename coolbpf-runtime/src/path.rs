//! Paths that programs have put together.

use crate::{Chars, Error, ErrorKind, Result, Value};

/// As in `COOLBPF_PATH_SIZE`.
const SIZE: usize = 4096;

/// The text of a `struct coolbpf_path` of `coolbpf_path.h`, which starts where the struct says; empty where nothing was found.
///
/// ```no_run
/// # fn example(event_path: impl coolbpf::Value) -> coolbpf::Result<()> {
/// println!("{}", coolbpf::path(&event_path)?); // such as `&event.path`
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidInput`] where it is another struct.
pub fn path<T: Value>(path: &T) -> Result<Chars<SIZE>> {
    let field = |name: &str| {
        let place = T::FIELDS.iter().find(|field| field.name == name)?;
        path.as_bytes().get(usize::try_from(place.start / 8).ok()?..)
    };
    let (Some(start), Some(text)) = (field("start").and_then(u32::read_from), field("text")) else {
        return Err(Error::new(
            ErrorKind::InvalidInput,
            "there is no path in what is no struct coolbpf_path",
        ));
    };
    let mut chars = Chars::default();
    // What the program wrote may be anything.
    let text = usize::try_from(start).ok().and_then(|start| text.get(start..SIZE)).unwrap_or_default();
    chars.as_bytes_mut().iter_mut().zip(text).for_each(|(to, from)| *to = *from);
    Ok(chars)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Field;

    #[derive(Clone, Copy)]
    #[repr(C)]
    struct Path([u8; 8 + SIZE + 256]);

    // SAFETY: transparent bytes.
    unsafe impl Value for Path {
        const FIELDS: &'static [Field] = &[
            Field::new("start", 0, 32, &[]),
            Field::new("parts", 32, 32, &[]),
            Field::new("text", 64, 8 * (SIZE as u64 + 256), &[]),
        ];
    }

    fn starting_at(start: u32) -> String {
        let mut bytes = Path::zeroed();
        bytes.as_bytes_mut()[..4].copy_from_slice(&start.to_ne_bytes());
        bytes.as_bytes_mut()[8 + SIZE - 9..8 + SIZE].copy_from_slice(b"/etc/pa\x1b\0");
        bytes.as_bytes_mut()[8 + SIZE..].fill(b'x');
        path(&bytes).unwrap().to_string()
    }

    #[test]
    fn a_path_starts_where_it_says_and_ends_with_a_zero() {
        assert_eq!(starting_at(4096 - 9), r"/etc/pa\u{1b}");
        assert_eq!(starting_at(4096 - 5), r"/pa\u{1b}");
    }

    #[test]
    fn whatever_a_program_wrote_is_no_more_than_the_text() {
        for start in [4095, 4096, 4097, 5000, u32::MAX] {
            assert_eq!(starting_at(start), "", "{start}");
        }
        assert_eq!(
            path(&7_u64).unwrap_err().to_string(),
            "there is no path in what is no struct coolbpf_path"
        );
    }
}
