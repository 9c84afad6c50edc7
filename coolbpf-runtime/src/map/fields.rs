//! Compares the fields of a value with the C type that the kernel knows of a map.

use std::ffi::CStr;
use std::slice;

use libbpf_rs::libbpf_sys::{
    self, BTF_KIND_ARRAY, BTF_KIND_STRUCT, BTF_KIND_UNION, btf, btf_array, btf_member, btf_type,
};

use crate::printable::printable;
use crate::value::Field;

/// How deeply anonymous members may lie within each other.
const MAX_DEPTH: u32 = 32;
/// How many members of a struct and its anonymous members are looked at: who made the map chose its types, and a struct of a few bytes may
/// have more members than there is memory.
const MOST_MEMBERS: usize = 1 << 16;

/// BTF that libbpf has read, and found well-formed.
struct Btf(*mut btf);

impl Drop for Btf {
    fn drop(&mut self) {
        // SAFETY: the pointer is libbpf's, and nothing refers to it any more.
        unsafe { libbpf_sys::btf__free(self.0) };
    }
}

/// A named member of a struct or union.
struct Member {
    name: String,
    type_id: u32,
    start: u64,
    width: u64,
}

/// Compares `fields` with the type of this number in the kernel's BTF of another number. The error is what is different, behind the
/// name of what has the type. Without fields, types or permission to read them there is nothing to be compared.
pub(super) fn check(btf_id: u32, type_id: u32, fields: &[Field]) -> Result<(), String> {
    if fields.is_empty() || btf_id == 0 || type_id == 0 {
        return Ok(());
    }
    // SAFETY: any number may be asked for.
    let btf = Btf(unsafe { libbpf_sys::btf__load_from_kernel_by_id(btf_id) });
    if btf.0.is_null() { Ok(()) } else { btf.compare(type_id, fields, "", 0) }
}

impl Btf {
    fn compare(&self, type_id: u32, fields: &[Field], place: &str, depth: u32) -> Result<(), String> {
        if fields.is_empty() || depth > MAX_DEPTH {
            return Ok(());
        }
        let (mut members, mut left) = (Vec::new(), MOST_MEMBERS);
        self.members(self.element(type_id), 0, depth, &mut members, &mut left);
        if left == 0 {
            return Err(format!("has too many fields{} to be compared", within(place)));
        }
        if members.is_empty() {
            return Err(format!("has no fields{}", within(place)));
        }
        for field in fields {
            let Some(member) = members.iter().find(|member| member.name == field.name) else {
                return Err(format!("has no field `{place}{}`", field.name));
            };
            if (member.start, member.width) != (field.start, field.width) {
                return Err(format!(
                    "has `{place}{}` at bit {}, {} bits wide, not at bit {}, {} bits wide",
                    field.name, member.start, member.width, field.start, field.width
                ));
            }
            self.compare(member.type_id, field.fields, &format!("{place}{}.", field.name), depth + 1)?;
        }
        match members.iter().find(|member| fields.iter().all(|field| field.name != member.name)) {
            Some(more) => {
                Err(format!("has a field `{place}{}`, which is not expected", printable(&more.name)))
            }
            None => Ok(()),
        }
    }

    /// Adds the members with names, those of anonymous members among them, until as many have been seen as are `left`.
    fn members(&self, type_id: u32, base: u64, depth: u32, found: &mut Vec<Member>, left: &mut usize) {
        let Some((ty, kind, count)) = self.ty(type_id) else { return };
        if depth > MAX_DEPTH || !matches!(kind, BTF_KIND_STRUCT | BTF_KIND_UNION) {
            return;
        }
        // SAFETY: libbpf has seen that so many members stand behind the struct.
        let members =
            unsafe { slice::from_raw_parts(std::ptr::from_ref(ty).add(1).cast::<btf_member>(), count) };
        let has_bitfields = ty.info >> 31 == 1;
        for member in members {
            *left = left.saturating_sub(1);
            if *left == 0 {
                return;
            }
            let (offset, bits) = match has_bitfields {
                true => (member.offset & 0x00ff_ffff, member.offset >> 24),
                false => (member.offset, 0),
            };
            let start = base.saturating_add(offset.into());
            let name = self.name(member.name_off);
            if name.is_empty() {
                self.members(self.skip(member.type_), start, depth + 1, found, left);
                continue;
            }
            // SAFETY: libbpf looks the number up.
            let size = unsafe { libbpf_sys::btf__resolve_size(self.0, member.type_) };
            let width = match bits {
                0 => u64::try_from(size).unwrap_or(0).saturating_mul(8),
                bits => u64::from(bits),
            };
            found.push(Member { name, type_id: member.type_, start, width });
        }
    }

    /// The type without modifiers, or that of the elements of an array.
    fn element(&self, mut type_id: u32) -> u32 {
        for _ in 0..MAX_DEPTH {
            type_id = self.skip(type_id);
            match self.ty(type_id) {
                // SAFETY: libbpf has seen that an array's description stands behind it.
                Some((ty, BTF_KIND_ARRAY, _)) => unsafe {
                    type_id = (*std::ptr::from_ref(ty).add(1).cast::<btf_array>()).type_;
                },
                _ => break,
            }
        }
        type_id
    }

    /// The type without modifiers and typedefs.
    fn skip(&self, type_id: u32) -> u32 {
        // SAFETY: libbpf looks the number up.
        u32::try_from(unsafe { libbpf_sys::btf__resolve_type(self.0, type_id) }).unwrap_or(0)
    }

    /// A type, its kind, and how many things stand behind it.
    fn ty(&self, type_id: u32) -> Option<(&btf_type, u32, usize)> {
        // SAFETY: libbpf looks the number up, and what it returns lives as long as the BTF.
        let ty = unsafe { libbpf_sys::btf__type_by_id(self.0, type_id).as_ref()? };
        Some((ty, ty.info >> 24 & 0x1f, (ty.info & 0xffff) as usize))
    }

    fn name(&self, offset: u32) -> String {
        // SAFETY: libbpf looks the offset up; names end in a zero byte and live as long as the BTF.
        unsafe {
            let name = libbpf_sys::btf__name_by_offset(self.0, offset);
            if name.is_null() { String::new() } else { CStr::from_ptr(name).to_string_lossy().into_owned() }
        }
    }
}

fn within(place: &str) -> String {
    match place.strip_suffix('.') {
        Some(place) => format!(" in `{place}`"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile::Random;
    use crate::messages::captured;

    const POINT: &[Field] = &[Field::new("x", 0, 32, &[]), Field::new("y", 32, 32, &[])];
    const FIELDS: &[Field] = &[Field::new("at", 0, 64, POINT), Field::new("flag", 64, 1, &[])];

    /// The bytes of BTF: a header, types and names.
    fn btf(types: &[u32], names: &[u8]) -> Vec<u8> {
        let length = size_of_val(types) as u32;
        let header = [0x0001_eb9f, 24, 0, length, length, names.len() as u32];
        let mut bytes: Vec<u8> = header.iter().chain(types).flat_map(|word| word.to_le_bytes()).collect();
        bytes.extend(names);
        bytes
    }

    /// `int`, `struct { int x, y; }` and a struct with one of these and a flag of one bit in an anonymous struct.
    fn example() -> Vec<u8> {
        let (int, with_2, with_1) = (1 << 24, 4 << 24 | 2, 4 << 24 | 1 << 31 | 1);
        let names = b"\0int\0x\0y\0at\0flag\0";
        let mut types = vec![1, int, 4, 32];
        types.extend([0, with_2, 8, 5, 1, 0, 7, 1, 32]);
        types.extend([0, with_1, 4, 12, 1, 1 << 24]);
        types.extend([0, with_2, 12, 9, 2, 0, 0, 3, 64]);
        btf(&types, names)
    }

    fn read(bytes: &[u8]) -> Option<Btf> {
        // SAFETY: libbpf copies the bytes.
        let read = captured(|| unsafe { libbpf_sys::btf__new(bytes.as_ptr().cast(), bytes.len() as u32) }).0;
        (!read.is_null()).then_some(Btf(read))
    }

    #[test]
    fn fields_are_compared_through_anonymous_members_and_structs_within() {
        let btf = read(&example()).unwrap();
        assert_eq!(btf.compare(4, FIELDS, "", 0), Ok(()));
        assert_eq!(btf.compare(2, POINT, "", 0), Ok(()));
        let other = btf.compare(4, &[Field::new("at", 32, 64, POINT)], "", 0).unwrap_err();
        assert_eq!(other, "has `at` at bit 0, 64 bits wide, not at bit 32, 64 bits wide");
        let fewer = btf.compare(4, &FIELDS[..1], "", 0).unwrap_err();
        assert_eq!(fewer, "has a field `flag`, which is not expected");
    }

    #[test]
    fn whatever_types_a_map_has_comparing_them_ends() {
        let whole = example();
        let mut random = Random(5);
        let (mut read_some, mut different) = (0, 0);
        for _ in 0..20_000 {
            let mut changed = whole.clone();
            for _ in 0..=random.below(3) {
                let at = random.below(changed.len());
                changed[at] = [0, 1, 2, 3, 0x7f, 0x80, 0xff, random.below(256) as u8][random.below(8)];
            }
            let Some(btf) = read(&changed) else { continue };
            read_some += 1;
            for type_id in [0, 1, 2, 3, 4, 5, u32::MAX] {
                different += usize::from(btf.compare(type_id, FIELDS, "", 0).is_err());
            }
        }
        assert!(read_some > 1000 && different > 1000, "{read_some} {different}");
    }

    #[test]
    fn a_few_types_that_are_more_members_than_there_is_memory_are_refused_at_once() {
        let (empty, with_many) = (4 << 24, 4 << 24 | 60_000_u32);
        let mut types = vec![0, empty, 0];
        for inner in 1..20 {
            types.extend([0, with_many, 0]);
            types.extend((0..60_000).flat_map(|_| [0, inner, 0]));
        }
        let btf = read(&btf(&types, b"\0")).unwrap();
        let error = btf.compare(20, POINT, "", 0).unwrap_err();
        assert_eq!(error, "has too many fields to be compared");
    }
}
