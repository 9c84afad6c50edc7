//! The kernel's types as C, as bpftool writes them.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr;

use coolbpf_contract::btf::{Btf, Kind, TypeId};
use libbpf_sys::__va_list_tag;

use crate::Result;

/// A kernel function that programs may call, as the kernel's BTF marks them.
const KFUNC: &str = "bpf_kfunc";

/// The definitions of all types of `btf` in an order in which C accepts them.
pub(crate) fn types(btf: &[u8], count: usize) -> Result<String> {
    let mut dump = Dump::new(btf)?;
    for id in 1..count {
        dump.types(u32::try_from(id)?)?;
    }
    dump.text()
}

/// Name, prototype's id and declaration of each kfunc, by name.
pub(crate) fn kfuncs(bytes: &[u8], btf: &Btf<'_>) -> Result<Vec<(String, TypeId, String)>> {
    let mut kfuncs = Vec::new();
    for (_, tag) in btf.types() {
        let Kind::DeclTag { target, component: None, .. } = tag.kind else { continue };
        let Some(function) = btf.type_by_id(target).filter(|_| tag.name == KFUNC) else { continue };
        let Kind::Function { prototype, .. } = function.kind else { continue };
        let mut dump = Dump::new(bytes)?;
        dump.declaration(prototype.0, function.name)?;
        kfuncs.push((function.name.to_owned(), prototype, dump.text()?));
    }
    kfuncs.sort_by(|a, b| a.0.cmp(&b.0));
    kfuncs.dedup_by(|a, b| a.0 == b.0);
    Ok(kfuncs)
}

/// `bytes` with no name given twice where C wants one meaning: among tags of structs, unions and enums, and
/// among typedefs and enumerators. The second `x` becomes `x___2`, as libbpf would write it, which CO-RE takes for `x`.
pub(crate) fn with_unique_names(bytes: &[u8]) -> Result<Vec<u8>> {
    let btf = Btf::parse(bytes)?;
    let (mut tags, mut ordinary) = (HashMap::new(), HashMap::new());
    let mut renamed = Vec::new();
    for (id, ty) in btf.types() {
        let space = match ty.kind {
            Kind::Enum(body) | Kind::Enum64(body) if body.enumerators.len() == 0 => continue,
            Kind::Struct(_) | Kind::Union(_) | Kind::Enum(_) | Kind::Enum64(_) => &mut tags,
            Kind::Typedef(_) => &mut ordinary,
            _ => continue,
        };
        if !ty.name.is_empty() {
            renamed.extend(again(space, ty.name).map(|name| (id, None, name)));
        }
    }
    for (id, ty) in btf.types() {
        if let Kind::Enum(body) | Kind::Enum64(body) = ty.kind {
            for (index, enumerator) in body.enumerators.enumerate() {
                renamed.extend(again(&mut ordinary, enumerator.name).map(|name| (id, Some(index), name)));
            }
        }
    }
    rename(bytes, &renamed)
}

/// The name for another thing called `name`, unless it is the first one.
fn again<'a>(space: &mut HashMap<&'a str, u32>, name: &'a str) -> Option<String> {
    let count = space.entry(name).or_insert(0);
    *count += 1;
    (*count > 1).then(|| format!("{name}___{count}"))
}

/// `bytes` with new names for types, or for their enumerators, by ascending id.
fn rename(bytes: &[u8], names: &[(TypeId, Option<usize>, String)]) -> Result<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    let number = |bytes: &[u8], at: usize| -> Result<usize> {
        Ok(u32::from_le_bytes(bytes.get(at..at + 4).ok_or("cut short")?.try_into()?) as usize)
    };
    let (types_length, mut strings_length) = (number(&bytes, 12)?, number(&bytes, 20)?);
    let starts = starts(&bytes[24..24 + types_length])?;
    for (id, enumerator, name) in names {
        let start = 24 + starts[id.0 as usize];
        let kind = number(&bytes, start + 4)? >> 24 & 0x1f;
        // struct btf_type is 12 bytes; struct btf_enum 8, struct btf_enum64 12; each starts with its name.
        let size = if kind == 19 { 12 } else { 8 };
        let at = enumerator.map_or(start, |index| start + 12 + index * size);
        bytes[at..at + 4].copy_from_slice(&u32::try_from(strings_length)?.to_le_bytes());
        bytes.extend_from_slice(CString::new(name.as_str())?.as_bytes_with_nul());
        strings_length += name.len() + 1;
    }
    bytes[20..24].copy_from_slice(&u32::try_from(strings_length)?.to_le_bytes());
    Ok(bytes)
}

/// Where each type's record starts; that of `void` doesn't exist.
fn starts(types: &[u8]) -> Result<Vec<usize>> {
    let (mut starts, mut at) = (vec![0], 0);
    while at < types.len() {
        starts.push(at);
        let info = u32::from_le_bytes(types[at + 4..at + 8].try_into()?);
        let (kind, length) = (info >> 24 & 0x1f, (info & 0xffff) as usize);
        // Documentation/bpf/btf.rst, "Type Encoding".
        at += 12
            + match kind {
                1 | 14 | 17 => 4,
                3 => 12,
                4 | 5 | 15 | 19 => 12 * length,
                6 | 13 => 8 * length,
                2 | 7..=12 | 16 | 18 => 0,
                other => return Err(format!("BTF kind {other} is unknown").into()),
            };
    }
    Ok(starts)
}

/// libbpf's writer of C, and what it has written.
struct Dump {
    btf: *mut libbpf_sys::btf,
    dump: *mut libbpf_sys::btf_dump,
    /// In a box, because libbpf keeps its address.
    text: Box<Text>,
}

#[derive(Default)]
struct Text(Vec<u8>);

impl Dump {
    fn new(btf: &[u8]) -> Result<Self> {
        let mut text = Box::new(Text::default());
        // SAFETY: `btf__new` copies `size` bytes of `btf`, which has them.
        let parsed = unsafe { libbpf_sys::btf__new(btf.as_ptr().cast(), u32::try_from(btf.len())?) };
        if parsed.is_null() {
            return Err("libbpf can't parse the kernel's BTF".into());
        }
        let context = (&raw mut *text).cast::<c_void>();
        // SAFETY: `parsed` and the text behind `context` live as long as the dump: `drop` frees the dump first.
        let dump = unsafe { libbpf_sys::btf_dump__new(parsed, Some(append), context, ptr::null()) };
        if dump.is_null() {
            return Err("libbpf can't write the kernel's BTF".into());
        }
        Ok(Self { btf: parsed, dump, text })
    }

    fn types(&mut self, id: u32) -> Result {
        // SAFETY: `self.dump` is a live dump.
        match unsafe { libbpf_sys::btf_dump__dump_type(self.dump, id) } {
            0 => Ok(()),
            error => Err(format!("libbpf can't write type {id}: error {error}").into()),
        }
    }

    fn declaration(&mut self, id: u32, name: &str) -> Result {
        let name = CString::new(name)?;
        let options = libbpf_sys::btf_dump_emit_type_decl_opts {
            sz: size_of::<libbpf_sys::btf_dump_emit_type_decl_opts>() as _,
            field_name: name.as_ptr(),
            ..Default::default()
        };
        // SAFETY: `self.dump` is a live dump; `options` and the name that it points to outlive the call.
        match unsafe { libbpf_sys::btf_dump__emit_type_decl(self.dump, id, &raw const options) } {
            0 => Ok(()),
            error => Err(format!("libbpf can't write the prototype of {name:?}: error {error}").into()),
        }
    }

    fn text(self) -> Result<String> {
        Ok(String::from_utf8(self.text.0.clone())?)
    }
}

impl Drop for Dump {
    fn drop(&mut self) {
        // SAFETY: both were made by `new` and are freed once, the dump before the BTF that it refers to.
        unsafe {
            libbpf_sys::btf_dump__free(self.dump);
            libbpf_sys::btf__free(self.btf);
        }
    }
}

unsafe extern "C" {
    fn vasprintf(text: *mut *mut c_char, format: *const c_char, arguments: *mut __va_list_tag) -> c_int;
    fn free(memory: *mut c_void);
}

/// Appends what libbpf prints to the vector that `context` points to.
unsafe extern "C" fn append(context: *mut c_void, format: *const c_char, arguments: *mut __va_list_tag) {
    let mut text = ptr::null_mut();
    // SAFETY: libbpf hands on a format and the arguments that belong to it; `vasprintf` allocates the text.
    if unsafe { vasprintf(&raw mut text, format, arguments) } < 0 {
        return;
    }
    // SAFETY: `text` is the string that `vasprintf` made, and `context` the text of a `Dump`, which nothing else uses
    // while libbpf runs.
    unsafe {
        (*context.cast::<Text>()).0.extend_from_slice(CStr::from_ptr(text).to_bytes());
        free(text.cast());
    }
}
