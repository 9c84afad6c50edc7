//! The value of a string literal.

/// The text that a string literal stands for, by the rules of the Rust Reference; `None` for literals of other
/// types, and for those that the compiler refuses.
pub(super) fn string_value(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let text = raw[hashes..].strip_prefix('"')?;
        let text = text.get(..text.len().checked_sub(hashes + 1)?)?;
        // A file with CRLF gives the same value as one with LF: the compiler reads it that way.
        return Some(text.replace("\r\n", "\n"));
    }
    let body = literal.strip_prefix('"')?.strip_suffix('"')?.replace("\r\n", "\n");
    let mut value = String::with_capacity(body.len());
    let mut characters = body.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            value.push(character);
            continue;
        }
        match characters.next()? {
            'n' => value.push('\n'),
            'r' => value.push('\r'),
            't' => value.push('\t'),
            '0' => value.push('\0'),
            quoted @ ('\\' | '\'' | '"') => value.push(quoted),
            'x' => {
                let code: String = characters.by_ref().take(2).collect();
                value.push(char::from(u8::from_str_radix(&code, 16).ok()?));
            }
            'u' => {
                let code: String = characters.by_ref().skip(1).take_while(|&c| c != '}').collect();
                value.push(char::from_u32(u32::from_str_radix(&code.replace('_', ""), 16).ok()?)?);
            }
            '\n' => {
                let rest = characters.as_str().trim_start_matches([' ', '\t', '\n', '\r']);
                characters = rest.chars();
            }
            _ => return None,
        }
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_the_one_that_rustc_gives() {
        macro_rules! check {
            ($($literal:literal)*) => {
                $(assert_eq!(string_value(stringify!($literal)).as_deref(), Some($literal));)*
            };
        }
        check!("" "a\tb\r\n\0\\\'\"" "\x41\u{e9}\u{1F_600}é" "one \
            two" r"raw\n" r#"a "quoted" b"# r##"a "# b"##);
    }

    #[test]
    fn line_ends_of_the_file_do_not_count() {
        assert_eq!(string_value("r\"a\r\nb\"").as_deref(), Some("a\nb"));
        assert_eq!(string_value("\"a\r\nb \\\r\n  c\"").as_deref(), Some("a\nb c"));
    }

    #[test]
    fn other_literals_have_no_text() {
        for other in ["1", "'a'", "b\"x\"", "c\"x\"", "br\"x\"", "\"\\q\"", "1.0"] {
            assert_eq!(string_value(other), None, "{other}");
        }
    }
}
