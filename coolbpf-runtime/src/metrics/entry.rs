//! What of a map's entry becomes labels and numbers.

use crate::shape::{Shape, Value};

/// The labels of a key. `name` is that of a key which is no struct.
pub(super) fn labels(key: &Value, name: &str) -> Vec<(String, String)> {
    let mut labels = Vec::new();
    add(key, String::new(), name, &mut labels);
    labels
}

fn add(value: &Value, prefix: String, name: &str, labels: &mut Vec<(String, String)>) {
    match value {
        Value::Struct(members) => {
            for (member, value) in members {
                let joined =
                    if prefix.is_empty() { member.to_string() } else { format!("{prefix}_{member}") };
                add(value, joined, name, labels);
            }
        }
        _ => {
            let wanted = if prefix.is_empty() { name.to_owned() } else { prefix };
            // `le` is that of buckets; names that start with two lines are Prometheus' own.
            let mut label = match wanted.trim_start_matches('_') {
                "" => "key".to_owned(),
                "le" => "key_le".to_owned(),
                // As of a tuple's fields in other languages.
                trimmed if trimmed.starts_with(|c: char| c.is_ascii_digit()) => format!("_{trimmed}"),
                trimmed if wanted.starts_with("__") => trimmed.to_owned(),
                _ => wanted,
            };
            // The kernel lets names have a dot.
            label = label.replace(|c: char| !c.is_ascii_alphanumeric() && c != '_', "_");
            // C has no two fields of one name, but joined names may be the same.
            while labels.iter().any(|(other, _)| *other == label) {
                label.push('_');
            }
            let text = match value {
                Value::Text(text) => text.clone(),
                other => other.to_string(),
            };
            labels.push((label, text));
        }
    }
}

/// The number that a value is, or its field is.
pub(super) fn number(value: &Value, field: Option<&str>) -> Result<f64, String> {
    match (field, value) {
        (Some(field), _) => {
            let found = value.field(field).ok_or_else(|| format!("its values have no field `{field}`"))?;
            number(found, None)
        }
        (None, Value::Float(number)) => Ok(*number),
        (None, Value::Unsigned(number)) => Ok(*number as f64),
        (None, Value::Struct(members)) => {
            let names: Vec<_> = members.iter().take(20).map(|(name, _)| format!("`{name}`")).collect();
            Err(format!("its values are structs; name the `field`, one of {}", names.join(", ")))
        }
        (None, other) => {
            other.number().map(|number| number as f64).ok_or_else(|| format!("a value is {}", other.what()))
        }
    }
}

/// The counts of a histogram's slots.
pub(super) fn slots(value: &Value, field: Option<&str>) -> Result<[u64; 64], String> {
    let array = match value {
        Value::Struct(_) => value.field(field.unwrap_or("slots")).unwrap_or(value),
        other => other,
    };
    let counts: Option<Vec<u64>> =
        array.elements().and_then(|elements| elements.iter().map(Value::as_u64).collect());
    let slots = counts.and_then(|counts| counts.try_into().ok());
    slots.ok_or_else(|| "its values are no histograms, which have 64 counts".to_owned())
}

/// The values of all CPUs, or the only one.
pub(super) fn values(shape: &Shape, bytes: &[u8], is_per_cpu: bool) -> Result<Vec<Value>, String> {
    if !is_per_cpu {
        return Ok(vec![shape.read(bytes)?]);
    }
    bytes.chunks_exact(shape.size.next_multiple_of(8).max(8)).map(|bytes| shape.read(bytes)).collect()
}
