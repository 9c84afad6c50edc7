//! What the kernel was doing, as a program that a tracepoint calls sees it.

use coolbpf::symbols::{Symbol, Symbolizer};

/// The functions of a stack of the kernel, the innermost first, without those by which the tracepoint calls the program.
pub fn of_kernel(symbols: &mut Symbolizer, stack: &[u64]) -> Vec<Symbol> {
    let mut calls = symbols.kernel(stack);
    calls.drain(..calls.iter().take_while(|call| is_of_tracing(call)).count());
    calls
}

fn is_of_tracing(call: &Symbol) -> bool {
    let starts =
        ["bpf_prog_", "bpf_trace_run", "__bpf_trace_", "__traceiter_", "trace_call_bpf", "perf_trace_"];
    let function = call.function.as_deref().unwrap_or_default();
    starts.iter().any(|start| function.starts_with(start))
}
