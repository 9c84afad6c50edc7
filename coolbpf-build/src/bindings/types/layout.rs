//! Where the members of a record lie, and which Rust fields make the same bytes.
//!
//! A record is a struct, a union, or a section of variables. Its members are collected with those of its anonymous
//! members, as C sees them; a member that shares no byte with another is a field. Bit-fields and the members
//! of unions share bytes: these are a field of bytes, with getters and setters. What no member covers is a field
//! of padding. So every byte belongs to exactly one field, whatever the BTF says.

use coolbpf_contract::btf::TypeId;

use super::Result;

/// A member with a name and a place in bits.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) type_id: TypeId,
    pub(super) start: u64,
    /// Its width in bits.
    pub(super) width: u64,
    pub(super) is_bitfield: bool,
}

impl Member {
    fn first_byte(&self) -> u64 {
        self.start / 8
    }

    fn end_byte(&self) -> u64 {
        (self.start + self.width).div_ceil(8)
    }
}

/// A Rust field, with its place in bytes.
pub(super) enum Field {
    /// The member itself.
    Member(Member),
    /// Bytes that the members share.
    Shared { start: u64, size: u64, members: Vec<Member> },
    /// Bytes that no member covers.
    Padding { start: u64, size: u64 },
}

/// The fields of a record of `size` bytes, in order, without a gap.
pub(super) fn fields(size: u64, mut members: Vec<Member>) -> Result<Vec<Field>> {
    for member in &members {
        if member.end_byte() > size {
            return Err(format!("`{}` lies outside of its {size} bytes", member.name));
        }
        if !member.is_bitfield && !member.start.is_multiple_of(8) {
            return Err(format!("`{}` starts within a byte but is no bit-field", member.name));
        }
    }
    // In the order of their declaration where they start together, except that a flexible array yields to no member.
    members.sort_by_key(|member| (member.first_byte(), member.width > 0));
    let mut fields = Vec::new();
    let mut at = 0;
    let mut members = members.into_iter().peekable();
    while let Some(member) = members.next() {
        let start = member.first_byte();
        let mut end = member.end_byte();
        if at < start {
            fields.push(Field::Padding { start: at, size: start - at });
        }
        let mut group = vec![member];
        let only_bitfields = |group: &[Member]| group.iter().all(|member| member.is_bitfield);
        while let Some(next) = members.next_if(|next| {
            next.first_byte() < end || next.first_byte() == end && next.is_bitfield && only_bitfields(&group)
        }) {
            end = end.max(next.end_byte());
            group.push(next);
        }
        at = end;
        match group.pop() {
            Some(alone) if group.is_empty() && !alone.is_bitfield => fields.push(Field::Member(alone)),
            last => {
                group.extend(last);
                // A flexible array that shares its place has no byte to be read.
                group.retain(|member| member.width > 0);
                fields.push(Field::Shared { start, size: end - start, members: group });
            }
        }
    }
    if at < size {
        fields.push(Field::Padding { start: at, size: size - at });
    }
    Ok(fields)
}

/// The greatest alignment that fields of the given offsets and alignments can have in a struct of `size` bytes: 8, or
/// as much as `repr(packed)` must lower it to.
///
/// It is never more than 8 (a 128-bit integer has 16 in C), so that every record of a ring buffer is aligned.
pub(super) fn greatest_alignment(size: u64, fields: &[(u64, u64)]) -> u64 {
    let fits = |limit: &u64| {
        let greatest = fields.iter().map(|(_, align)| *align.min(limit)).max().unwrap_or(1);
        size.is_multiple_of(greatest)
            && fields.iter().all(|(offset, align)| offset.is_multiple_of(*align.min(limit)))
    };
    [8, 4, 2].into_iter().find(fits).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, start: u64, width: u64, is_bitfield: bool) -> Member {
        Member { name: name.into(), type_id: TypeId(1), start, width, is_bitfield }
    }

    fn shape(size: u64, members: Vec<Member>) -> String {
        let fields = fields(size, members).unwrap();
        let shown = fields.iter().map(|field| match field {
            Field::Member(member) => format!("{}@{}", member.name, member.first_byte()),
            Field::Shared { start, size, members } => {
                let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
                format!("[{}]@{start}+{size}", names.join(" "))
            }
            Field::Padding { start, size } => format!("_@{start}+{size}"),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn gaps_are_padding_and_what_overlaps_shares_bytes() {
        let bytes = |name: &str, start: u64, size: u64| member(name, start * 8, size * 8, false);
        assert_eq!(shape(8, vec![bytes("a", 0, 1), bytes("b", 4, 4)]), "a@0 _@1+3 b@4");
        assert_eq!(shape(8, vec![bytes("a", 0, 4), bytes("b", 2, 4), bytes("c", 6, 2)]), "[a b]@0+6 c@6");
        assert_eq!(shape(4, vec![bytes("a", 0, 4), bytes("flexible", 4, 0)]), "a@0 flexible@4");
        assert_eq!(shape(4, vec![bytes("all", 0, 4), bytes("flexible", 0, 0)]), "flexible@0 all@0");
        assert_eq!(shape(2, vec![]), "_@0+2");
        assert_eq!(shape(0, vec![]), "");
    }

    #[test]
    fn neighbouring_bit_fields_share_bytes() {
        let bits = |name: &str, start: u64, width: u64| member(name, start, width, true);
        assert_eq!(shape(4, vec![bits("a", 0, 3), bits("b", 3, 5), bits("c", 8, 1)]), "[a b c]@0+2 _@2+2");
        let byte = member("x", 8, 8, false);
        assert_eq!(shape(4, vec![bits("a", 0, 3), byte, bits("c", 17, 1)]), "[a]@0+1 x@1 [c]@2+1 _@3+1");
    }

    #[test]
    fn members_outside_of_the_record_are_refused() {
        assert!(fields(4, vec![member("a", 8, 32, false)]).is_err());
        assert!(fields(4, vec![member("a", 4, 8, false)]).is_err());
    }

    #[test]
    fn alignment_is_lowered_only_as_far_as_the_offsets_ask() {
        assert_eq!(greatest_alignment(16, &[(0, 4), (8, 8)]), 8);
        assert_eq!(greatest_alignment(12, &[(0, 4), (4, 8)]), 4);
        assert_eq!(greatest_alignment(9, &[(0, 1), (1, 8)]), 1);
        assert_eq!(greatest_alignment(32, &[(0, 16)]), 8);
    }
}
