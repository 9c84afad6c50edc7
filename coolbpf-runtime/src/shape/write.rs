//! Bytes out of values.

use super::{Kind, Member, Shape, Value};

impl Shape {
    /// The bytes of a value. Members of a struct that the value does not have are zero.
    ///
    /// # Errors
    /// Where the value is none of this type: what in it.
    pub(crate) fn write(&self, value: &Value) -> Result<Vec<u8>, String> {
        let mut bytes = vec![0; self.size];
        self.put(value, &mut bytes)?;
        Ok(bytes)
    }

    /// `bytes` are zeros.
    fn put(&self, value: &Value, bytes: &mut [u8]) -> Result<(), String> {
        if bytes.len() != self.size {
            return Err("a part lies outside of the value".to_owned());
        }
        match (&self.kind, value) {
            (Kind::Text, Value::Text(text)) => {
                if text.len() > bytes.len() {
                    return Err(format!("{text:?} has more than {} bytes", bytes.len()));
                }
                bytes.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
                Ok(())
            }
            (Kind::Bytes | Kind::Text, Value::Bytes(given)) => {
                if given.len() != bytes.len() {
                    return Err(format!("there are {} bytes, not {}", given.len(), bytes.len()));
                }
                bytes.copy_from_slice(given);
                Ok(())
            }
            (Kind::Array { element, length }, Value::Array(elements)) => {
                if elements.len() != *length {
                    return Err(format!("there are {} elements, not {length}", elements.len()));
                }
                for (index, value) in elements.iter().enumerate() {
                    let start = index.saturating_mul(element.size);
                    let place = bytes.get_mut(start..start.saturating_add(element.size)).unwrap_or_default();
                    element.put(value, place).map_err(|error| format!("element {index}: {error}"))?;
                }
                Ok(())
            }
            (Kind::Struct { members }, Value::Struct(given)) => {
                for (name, value) in given {
                    put_member(members, name, value, bytes)
                        .ok_or_else(|| {
                            format!("there is no field `{name}`, but {}", names(members).join(", "))
                        })?
                        .map_err(|error| format!("`{name}`: {error}"))?;
                }
                Ok(())
            }
            (Kind::Float, Value::Float(number)) => {
                let bits = match self.size {
                    4 => u64::from((*number as f32).to_bits()),
                    _ => number.to_bits(),
                };
                put_bits(bytes, 0, self.size * 8, bits.into());
                Ok(())
            }
            _ => {
                let width = bytes.len() * 8;
                put_bits(bytes, 0, width, self.number(value, width)?);
                Ok(())
            }
        }
    }

    /// The bits of a number that has to fit into `width` of them.
    fn number(&self, value: &Value, width: usize) -> Result<u128, String> {
        let signed = match &self.kind {
            Kind::Bool | Kind::Pointer => false,
            Kind::Int { signed } | Kind::Enum { signed, .. } => *signed,
            _ => return Err(format!("it is {}, which is not what is there", value.what())),
        };
        let width = width.min(128);
        if let (Kind::Int { signed: false }, Value::Unsigned(number), 128) = (&self.kind, value, width) {
            return Ok(*number);
        }
        let number = match (&self.kind, value) {
            (Kind::Enum { names, .. }, Value::Text(name)) => {
                let named = names.iter().find(|(known, _)| **known == **name);
                named.map(|(_, number)| *number).ok_or_else(|| format!("there is no enumerator `{name}`"))?
            }
            _ => value.number().ok_or_else(|| format!("it is {}, where a number is wanted", value.what()))?,
        };
        let unused = 128 - width;
        let fits = match (&self.kind, signed) {
            _ if width == 0 => false,
            (Kind::Bool, _) => matches!(number, 0 | 1),
            (_, true) => (number << unused) >> unused == number,
            (_, false) => number >= 0 && (width == 128 || number >> width == 0),
        };
        if !fits {
            return Err(format!("{number} does not fit into {width} bits"));
        }
        Ok(if width < 128 { number.cast_unsigned() & ((1 << width) - 1) } else { number.cast_unsigned() })
    }
}

/// Writes the member of this name, which may be one of an anonymous member; `None` where there is none.
fn put_member(members: &[Member], name: &str, value: &Value, bytes: &mut [u8]) -> Option<Result<(), String>> {
    for member in members {
        let start = member.offset / 8;
        let place = start..start.saturating_add(member.shape.size);
        match &member.shape.kind {
            _ if *member.name == *name && !name.is_empty() => {
                return Some(match member.width.map(usize::from) {
                    Some(width) => {
                        let number = member.shape.number(value, width);
                        number.map(|number| put_bits(bytes, member.offset, width, number))
                    }
                    None => {
                        let place = bytes.get_mut(place).unwrap_or_default();
                        // A union's other member may have been there.
                        place.fill(0);
                        member.shape.put(value, place)
                    }
                });
            }
            Kind::Struct { members } if member.name.is_empty() => {
                let inner = bytes.get_mut(place).unwrap_or_default();
                if let Some(put) = put_member(members, name, value, inner) {
                    return Some(put);
                }
            }
            _ => {}
        }
    }
    None
}

/// The names of the members, as many as are worth telling.
fn names(members: &[Member]) -> Vec<String> {
    let named = members.iter().filter(|member| !member.name.is_empty());
    named.take(20).map(|member| format!("`{}`", member.name)).collect()
}

/// Writes so many bits from a place on; the others stay.
fn put_bits(bytes: &mut [u8], offset: usize, width: usize, number: u128) {
    for bit in 0..width.min(128) {
        let at = offset.saturating_add(bit);
        if let Some(byte) = bytes.get_mut(at / 8) {
            let mask = 1 << (at % 8);
            *byte = if number >> bit & 1 == 1 { *byte | mask } else { *byte & !mask };
        }
    }
}
