//! Compiling for a build script in the light form, which runs `cargo coolbpf compile-program`.

use std::fs;
use std::path::Path;

use coolbpf_contract::{BINDINGS_VERSION, CIdent, CompileReport, Outcome, Record, Request};

use crate::compiler::{Compiler, Failure};
use crate::servers::Servers;
use crate::{Error, Result};

/// Compiles the request in the file `request`, whose program is called `name`, and writes the object, the bindings and
/// a [`CompileReport`] into the directory `out`. Errors in the C are told in the report. It compiles on this machine: the
/// build script that asks has no feature `remote`, so nothing may be sent on its behalf.
///
/// # Errors
/// Where the request can't be read, there is no clang, clang fails otherwise than by errors in the C, or
/// `out` can't be written.
pub fn compile_program(request: &Path, name: &str, out: &Path) -> Result<()> {
    let encoded =
        fs::read(request).map_err(|error| Error::new(format!("read {}: {error}", request.display())))?;
    let request = Request::decode(&encoded)
        .map_err(|error| Error::from(error).context(format!("read {}", request.display())))?;
    let name: CIdent = name.parse()?;
    let write = |file: &str, bytes: &[u8]| {
        let path = out.join(file);
        fs::write(&path, bytes).map_err(|error| Error::new(format!("write {}: {error}", path.display())))
    };
    let bundle = coolbpf_compiler::bundle_digest();
    let bindings_version = BINDINGS_VERSION;
    let report = match Compiler::with(Servers::default()).compile(name.as_str(), &request) {
        Ok(compiled) => {
            write(Record::OBJECT, &compiled.files.object)?;
            write(Record::BINDINGS, compiled.files.bindings.as_bytes())?;
            let (toolchain, diagnostics) = (compiled.maker.toolchain, compiled.warnings);
            CompileReport { toolchain, bundle, bindings_version, outcome: Outcome::Ready, diagnostics }
        }
        Err(Failure::Source { maker, diagnostics }) => {
            let toolchain = maker.toolchain;
            CompileReport { toolchain, bundle, bindings_version, outcome: Outcome::Failed, diagnostics }
        }
        Err(Failure::NoCompiler(reason) | Failure::Tool(reason)) => return Err(Error::new(reason)),
    };
    write(CompileReport::FILE, report.to_toml().as_bytes())
}
