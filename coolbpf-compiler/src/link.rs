//! Several sources in one object: each is compiled by itself, and libbpf's linker joins the objects.

use std::collections::BTreeMap;
use std::ffi::CString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::ptr::{self, NonNull};

use coolbpf_contract::btf::{Btf, Kind};
use coolbpf_contract::elf::{Binding, Elf};
use coolbpf_contract::{
    CheckedObject, Diagnostic, Options, Request, SourcePath, Sources, alternative_groups,
};
use libbpf_rs::libbpf_sys::{self, bpf_linker};

use crate::compile::Failure;
use crate::{Error, Result, diagnostics, libbpf_messages};

/// The sections of what the kernel, and not another source, defines.
const OF_KERNEL: [&str; 2] = [".ksyms", ".kconfig"];

/// A request for each of the sources that `request` has compiled, in the order in which they are linked. Each sees its own
/// includes only, so that it is compiled as if it were alone.
pub(crate) fn parts(request: &Request) -> Result<Vec<Request>> {
    let part = |(index, source): (usize, &SourcePath)| {
        let text = |path: &SourcePath| Ok(request.sources.get(path).map(<[u8]>::to_vec));
        let mut options = Options { sources: Vec::new(), ..request.options.clone() };
        if index > 0 {
            // The types of events are those of the main source.
            options.events.clear();
        }
        let own = text(source)?.unwrap_or_default();
        let sources = Sources::collect(source.clone(), own, &options, text)?;
        Request::new(sources, options, request.arch)
    };
    let parts: coolbpf_contract::Result<_> = request.compiled().enumerate().map(part).collect();
    parts.map_err(|error| Error::new(error.to_string()))
}

/// Refuses alternatives that several sources declare: which is better is told by their order, and sources have none.
///
/// # Errors
/// [`Failure::Source`] if there are any.
pub(crate) fn refuse_split_alternatives(request: &Request, objects: &[Vec<u8>]) -> Result<(), Failure> {
    let unread = |error: coolbpf_contract::Error| Error::new(error.to_string());
    let mut sources: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (object, source) in objects.iter().zip(request.compiled()) {
        let elf = Elf::parse(object).map_err(unread)?;
        let Some((_, types)) = elf.section(".BTF") else { continue };
        for group in alternative_groups(&Btf::parse(types.data).map_err(unread)?) {
            sources.entry(group).or_default().push(format!("`{source}`"));
        }
    }
    match sources.into_iter().find(|(_, sources)| sources.len() > 1) {
        None => Ok(()),
        Some((group, sources)) => Err(refusal(
            request,
            &format!(
                "the alternatives `{group}` are declared in {}; the best is the one that stands first, which only one C file can \
                 tell: declare all of them in one",
                sources.join(" and in ")
            ),
        )),
    }
}

/// Links what was compiled from the sources of `request`, in their order.
///
/// # Errors
/// [`Failure::Source`] where libbpf's linker refuses, with what it says; [`Failure::Tool`] where files can't be written or read.
pub(crate) fn link(request: &Request, objects: &[Vec<u8>]) -> Result<Vec<u8>, Failure> {
    let directory = tempfile::Builder::new()
        .prefix("coolbpf-link-")
        .tempdir()
        .map_err(|error| Error::new(format!("making a directory to link in: {error}")))?;
    let file = |name: &str| directory.path().join(name);
    let failed = |what: &str, error: &dyn std::fmt::Display| Error::new(format!("{what} {error}"));
    let output = file("linked.o");
    let inputs: Vec<_> = (0..objects.len()).map(|index| file(&format!("{index}.o"))).collect();
    for (input, object) in inputs.iter().zip(objects) {
        fs::write(input, object).map_err(|error| failed("writing an object to link:", &error))?;
    }
    let (linked, messages) = libbpf_messages::heard(|| {
        let linker = Linker::new(&output)?;
        inputs.iter().try_for_each(|input| linker.add(input))?;
        linker.finish()
    });
    if let Err(error) = linked {
        let mut said: Vec<String> = messages.iter().map(|message| plain(message)).collect();
        for (input, source) in inputs.iter().zip(request.compiled()) {
            let (input, source) = (input.display().to_string(), source.as_str());
            said.iter_mut().for_each(|said| *said = said.replace(&input, source));
        }
        if said.is_empty() {
            said.push(error.to_string());
        }
        return Err(refusal(
            request,
            &format!("libbpf's linker can't join the sources: {}", said.join("; ")),
        ));
    }
    fs::read(&output).map_err(|error| failed("reading the linked object:", &error).into())
}

/// Refuses an object with a function or variable that is declared `extern` and that no source defines.
///
/// # Errors
/// [`Failure::Source`] if it has one.
pub(crate) fn refuse_undefined(request: &Request, object: &CheckedObject) -> Result<(), Failure> {
    let elf = Elf::parse(object.bytes()).map_err(|error| Error::new(error.to_string()))?;
    let btf = object.btf();
    let mut of_kernel = Vec::new();
    for (_, ty) in btf.types() {
        if let Kind::DataSection { variables, .. } = ty.kind
            && OF_KERNEL.contains(&ty.name)
        {
            of_kernel.extend(variables.filter_map(|variable| Some(btf.type_by_id(variable.type_id)?.name)));
        }
    }
    let undefined =
        elf.symbols.iter().skip(1).filter(|symbol| symbol.section == 0 && symbol.binding != Binding::Local);
    for symbol in undefined {
        let name = String::from_utf8_lossy(symbol.name);
        if !of_kernel.contains(&name.as_ref()) {
            let message = format!(
                "`{name}` is declared `extern`, and none of the sources defines it; add the one that does to `sources` in \
                 package.metadata.coolbpf, or declare it with `__ksym` or `__kconfig` if it is the kernel's"
            );
            return Err(refusal(request, &message));
        }
    }
    Ok(())
}

fn refusal(request: &Request, message: &str) -> Failure {
    Failure::Source(vec![diagnostics::about(request.sources.main(), message)])
}

/// What libbpf said, without who says it.
fn plain(message: &str) -> String {
    message.trim().trim_start_matches("libbpf: ").trim_start_matches("linker: ").to_owned()
}

/// Adds to `all` what isn't among it: headers that several sources include are warned of in each.
pub(crate) fn add_new(all: &mut Vec<Diagnostic>, said: Vec<Diagnostic>) {
    for diagnostic in said {
        if !all.contains(&diagnostic) {
            all.push(diagnostic);
        }
    }
}

/// libbpf's linker.
struct Linker(NonNull<bpf_linker>);

impl Linker {
    /// One that writes the file `output`.
    fn new(output: &Path) -> io::Result<Self> {
        let output = c_path(output)?;
        // SAFETY: the path ends in a zero byte and outlives the call; no options is what a null pointer means.
        let linker = unsafe { libbpf_sys::bpf_linker__new(output.as_ptr(), ptr::null_mut()) };
        NonNull::new(linker).map(Self).ok_or_else(io::Error::last_os_error)
    }

    /// Adds the object in a file.
    fn add(&self, input: &Path) -> io::Result<()> {
        let input = c_path(input)?;
        // SAFETY: as in `new`; the linker is valid until it is dropped.
        returned(unsafe { libbpf_sys::bpf_linker__add_file(self.0.as_ptr(), input.as_ptr(), ptr::null()) })
    }

    /// Writes what all that was added is together.
    fn finish(self) -> io::Result<()> {
        // SAFETY: the linker is valid until it is dropped.
        returned(unsafe { libbpf_sys::bpf_linker__finalize(self.0.as_ptr()) })
    }
}

impl Drop for Linker {
    fn drop(&mut self) {
        // SAFETY: the linker is valid, and nobody uses it after this.
        unsafe { libbpf_sys::bpf_linker__free(self.0.as_ptr()) }
    }
}

fn c_path(path: &Path) -> io::Result<CString> {
    Ok(CString::new(path.as_os_str().as_bytes())?)
}

/// What libbpf returns: 0, or an error number below it.
fn returned(number: i32) -> io::Result<()> {
    if number == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(number.saturating_neg())) }
}
