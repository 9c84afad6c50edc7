//! What libbpf says while it works.

use std::cell::RefCell;

use libbpf_rs::PrintLevel;

thread_local! {
    /// What libbpf complained about in this thread.
    static SAID: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Calls libbpf; returns its warnings beside the result, and keeps quiet what it finds merely remarkable.
///
/// libbpf has one listener in a process: this one, from then on. Each thread hears its own calls.
pub fn heard<R>(act: impl FnOnce() -> R) -> (R, Vec<String>) {
    libbpf_rs::set_print(Some((PrintLevel::Warn, |_, message| {
        // This is called by C, which no panic may reach.
        let _ =
            SAID.try_with(|said| said.try_borrow_mut().map(|mut said| said.push(message.trim().to_owned())));
    })));
    SAID.take();
    let result = act();
    (result, SAID.take())
}
