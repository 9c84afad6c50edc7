//! Values out of bytes.

use std::sync::Arc;

use super::{Kind, MOST_PARTS, Member, Shape, Value};

impl Shape {
    /// The value that the first bytes are; there may be more of them.
    ///
    /// # Errors
    /// Where there are too few, or the value has too many parts.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<Value, String> {
        let Some(bytes) = bytes.get(..self.size) else {
            return Err(format!("there are {} bytes, not {}", bytes.len(), self.size));
        };
        self.value(bytes, &mut MOST_PARTS.clone())
    }

    /// `bytes` are as many as the shape has.
    fn value(&self, bytes: &[u8], left: &mut usize) -> Result<Value, String> {
        *left = left.checked_sub(1).ok_or_else(|| format!("the value has more than {MOST_PARTS} parts"))?;
        Ok(match &self.kind {
            Kind::Text => {
                let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
                Value::Text(String::from_utf8_lossy(text).into_owned())
            }
            Kind::Array { element, length } => {
                let mut elements = Vec::with_capacity((*length).min(*left));
                for index in 0..*length {
                    let start = index.saturating_mul(element.size);
                    let bytes = bytes.get(start..start.saturating_add(element.size)).unwrap_or_default();
                    elements.push(element.checked(bytes, left)?);
                }
                Value::Array(elements)
            }
            Kind::Struct { members } => {
                let mut found = Vec::with_capacity(members.len().min(*left));
                add_members(members, bytes, left, &mut found)?;
                Value::Struct(found)
            }
            Kind::Bytes => Value::Bytes(bytes.to_vec()),
            _ => self.scalar(bits(bytes, 0, bytes.len() * 8), bytes.len() * 8),
        })
    }

    fn checked(&self, bytes: &[u8], left: &mut usize) -> Result<Value, String> {
        if bytes.len() == self.size {
            self.value(bytes, left)
        } else {
            Err("a part lies outside of the value".to_owned())
        }
    }

    /// A number of so many bits.
    fn scalar(&self, number: u128, width: usize) -> Value {
        let signed = || match 128_usize.checked_sub(width) {
            // Shifting all bits out is an overflow, and there are none.
            Some(128) | None => 0,
            Some(unused) => (number << unused).cast_signed() >> unused,
        };
        match &self.kind {
            Kind::Bool => Value::Bool(number != 0),
            Kind::Int { signed: true } => Value::Signed(signed()),
            Kind::Float if self.size == 4 => Value::Float(f32::from_bits(number as u32).into()),
            Kind::Float => Value::Float(f64::from_bits(number as u64)),
            Kind::Enum { signed: is_signed, names } => {
                let number = if *is_signed { signed() } else { number.cast_signed() };
                let name = names.iter().find(|(_, value)| *value == number);
                Value::Enum { name: name.map(|(name, _)| Arc::clone(name)), number }
            }
            Kind::Pointer => Value::Pointer(number as u64),
            _ => Value::Unsigned(number),
        }
    }
}

/// Adds the members with names, those of anonymous members among them.
fn add_members(
    members: &[Member],
    bytes: &[u8],
    left: &mut usize,
    found: &mut Vec<(Arc<str>, Value)>,
) -> Result<(), String> {
    for member in members {
        if let Some(width) = member.width {
            // Those without a name are padding.
            if !member.name.is_empty() {
                *left = left.saturating_sub(1);
                let width = usize::from(width);
                let number = bits(bytes, member.offset, width);
                found.push((Arc::clone(&member.name), member.shape.scalar(number, width)));
            }
            continue;
        }
        let start = member.offset / 8;
        let bytes = bytes.get(start..start.saturating_add(member.shape.size)).unwrap_or_default();
        match &member.shape.kind {
            Kind::Struct { members } if member.name.is_empty() && bytes.len() == member.shape.size => {
                *left = left
                    .checked_sub(1)
                    .ok_or_else(|| format!("the value has more than {MOST_PARTS} parts"))?;
                add_members(members, bytes, left, found)?;
            }
            _ => found.push((Arc::clone(&member.name), member.shape.checked(bytes, left)?)),
        }
    }
    Ok(())
}

/// So many bits from a place on, of which the first is the lowest: 128 at most.
fn bits(bytes: &[u8], offset: usize, width: usize) -> u128 {
    let width = width.min(128);
    let mut number = 0_u128;
    for (at, byte) in bytes.iter().skip(offset / 8).take(17).enumerate() {
        let place = (at * 8).cast_signed() - (offset % 8).cast_signed();
        number |= match place {
            0..128 => u128::from(*byte) << place,
            -7..0 => u128::from(*byte) >> -place,
            _ => 0,
        };
    }
    if width < 128 { number & ((1 << width) - 1) } else { number }
}
