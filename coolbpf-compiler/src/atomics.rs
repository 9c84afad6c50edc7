//! What to say of atomic operations that an instruction set doesn't have.

use coolbpf_contract::{Diagnostic, Request};

use crate::diagnostics;

/// What clang says where the result of an atomic addition is used, which has none before v3. Up to version 18 it breaks down over
/// it, and names no file.
const UNUSABLE: &str = "Invalid usage of the XADD return value";

/// Says in the place of that what mends it.
pub(crate) fn explain(diagnostic: &mut Diagnostic, request: &Request) {
    if !diagnostic.message.ends_with(UNUSABLE) {
        return;
    }
    let cpu = request.options.cpu;
    let message = format!(
        "the result of an atomic addition is used, and {cpu} has none (`{UNUSABLE}`); don't use it, or leave {cpu} out of `cpu` in \
         package.metadata.coolbpf"
    );
    if diagnostic.file.is_empty() {
        *diagnostic = diagnostics::about(request.sources.main(), &message);
    } else {
        diagnostic.message = message;
    }
}
