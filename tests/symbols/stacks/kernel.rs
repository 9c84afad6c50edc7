//! The kernel's functions.

use std::fs;

use caps::{CapSet, Capability};
use coolbpf::symbols::{FoldedStacks, Symbolizer};

use crate::sampled;

#[test]
fn the_kernel_s_functions_have_the_names_that_the_kernel_tells() {
    let sample = sampled::of_a_system_call();
    let mut symbols = Symbolizer::new();
    let stack = symbols.kernel(&sample.kernel);
    let names: Vec<_> = stack.iter().filter_map(|symbol| symbol.function.as_deref()).collect();
    // The outermost function is where system calls enter: of x86_64 and arm64.
    let is_entry = |name: &&str| name.starts_with("entry_SYSCALL_64") || name.starts_with("el0");
    assert!(names.last().is_some_and(is_entry), "{names:?}");
    let kallsyms = fs::read_to_string("/proc/kallsyms").unwrap();
    for symbol in &stack {
        let name = symbol.function.as_deref().expect("the kernel shows its addresses to root");
        let start = format!("{:016x}", symbol.address - symbol.offset);
        let is_told = |line: &str| line.starts_with(&start) && line.split_whitespace().nth(2) == Some(name);
        assert!(kallsyms.lines().any(is_told), "{symbol} at {start}");
    }
    let mut folded = FoldedStacks::new();
    folded.add(&sample.comm, &[], &stack, 1);
    let entry = format!(";{}_[k];", names.last().unwrap());
    assert!(folded.to_string().contains(&entry), "{folded}");
}

#[test]
fn addresses_that_are_no_functions_stay_addresses() {
    let mut symbols = Symbolizer::new();
    for address in [0, 1, 0x1000_0000, u64::MAX] {
        let found = symbols.kernel(&[address]);
        assert_eq!((found.len(), found[0].address), (1, address));
        assert!(found[0].function.is_none() && found[0].unknown.is_some(), "{found:?}");
        assert_eq!(found[0].to_string(), format!("{address:#x}"));
    }
    assert!(symbols.kernel(&[]).is_empty());
}

#[test]
fn who_may_not_see_the_kernel_s_addresses_is_told_what_it_takes() {
    let address = sampled::of_a_system_call().kernel[0];
    let setting =
        |name| fs::read_to_string(format!("/proc/sys/kernel/{name}")).unwrap().trim().parse::<i32>().unwrap();
    // A thread's capabilities are its own.
    let found = std::thread::spawn(move || {
        caps::drop(None, CapSet::Effective, Capability::CAP_SYSLOG).unwrap();
        Symbolizer::new().kernel(&[address])
    });
    let found = found.join().unwrap();
    if setting("kptr_restrict") == 0 && setting("perf_event_paranoid") <= 1 {
        assert!(found[0].function.is_some(), "{found:?}");
        return;
    }
    let why = found[0].unknown.as_deref().unwrap();
    assert!(found[0].function.is_none() && why.contains("shows this process no addresses"), "{why}");
}
