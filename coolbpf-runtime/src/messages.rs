//! What libbpf has to say belongs into errors, not onto stderr.

use std::cell::RefCell;
use std::sync::{Once, OnceLock};

use libbpf_rs::{PrintCallback, PrintLevel, get_print, set_print};

use crate::failure::LOAD_LOG;

thread_local! {
    /// The messages of the libbpf call that this thread is in, if it is in one that is [`captured`].
    static CAPTURED: RefCell<Option<Vec<(PrintLevel, String)>>> = const { RefCell::new(None) };
}

/// Where messages go that no call of this crate caused: an application may use libbpf beside it.
static OTHERS: OnceLock<(PrintLevel, PrintCallback)> = OnceLock::new();

/// Has libbpf speak to [`receive`].
fn install() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        if let Some(others) = get_print() {
            OTHERS.get_or_init(|| others);
        }
        set_print(Some((PrintLevel::Info, receive)));
    });
}

/// Has [`captured`] return the verifier's logs of programs that it accepts, too, from now on. libbpf has then more to
/// format with each call.
pub(crate) fn hear_load_logs() {
    install();
    set_print(Some((PrintLevel::Debug, receive)));
}

/// Calls into libbpf and returns its warnings beside the result.
pub(crate) fn captured<T>(call: impl FnOnce() -> T) -> (T, Vec<String>) {
    install();
    #[cfg(feature = "tracing")]
    crate::decisions::of_libbpf::want_all(|| {
        set_print(Some((PrintLevel::Debug, receive)));
    });
    let outer = CAPTURED.replace(Some(Vec::new()));
    let result = call();
    let messages = CAPTURED.replace(outer).unwrap_or_default();
    #[cfg(feature = "tracing")]
    messages.iter().for_each(|(level, message)| crate::decisions::of_libbpf::tell(*level, message));
    let warnings = messages.into_iter().filter(|(level, message)| belongs_into_errors(*level, message));
    (result, warnings.map(|(_, message)| message).collect())
}

fn belongs_into_errors(level: PrintLevel, text: &str) -> bool {
    level == PrintLevel::Warn || text.contains(LOAD_LOG)
}

/// Runs inside of C: must not panic.
fn receive(level: PrintLevel, message: String) {
    let left = CAPTURED.try_with(|captured| match captured.try_borrow_mut().as_deref_mut() {
        Ok(Some(messages)) => {
            let text = message.strip_prefix("libbpf: ").unwrap_or(&message).trim_end();
            let is_wanted = cfg!(feature = "tracing") || belongs_into_errors(level, text);
            if is_wanted && !text.is_empty() {
                messages.push((level, escaped(text)));
            }
            None
        }
        _ => Some(message),
    });
    if let (Ok(Some(message)), Some((threshold, others))) = (left, OTHERS.get())
        && level <= *threshold
    {
        others(level, message);
    }
}

/// Without what a terminal would obey: libbpf quotes names that an object gives.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => escaped.push(c),
            _ if c.is_control() => escaped.extend(c.escape_default()),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_garbage() -> bool {
        libbpf_rs::ObjectBuilder::default().open_memory(b"garbage").is_ok()
    }

    #[test]
    fn warnings_of_a_call_come_with_its_result() {
        let (opened, messages) = captured(open_garbage);
        assert!(!opened);
        assert!(messages.iter().any(|message| message.contains("not a proper ELF object")), "{messages:?}");
        assert!(messages.iter().all(|message| !message.contains("libbpf:") && !message.ends_with('\n')));
    }

    #[test]
    fn an_inner_call_keeps_its_messages_from_the_outer_one() {
        let (inner, outer) = captured(|| captured(open_garbage).1);
        assert!(!inner.is_empty());
        assert!(outer.is_empty(), "{outer:?}");
    }

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        assert_eq!(escaped("map '\u{1b}[2Jé':\n\tno\r"), "map '\\u{1b}[2Jé':\n\tno\\r");
    }
}
