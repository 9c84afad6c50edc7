//! What stands in a row.

use coolbpf::Chars;
use serde_json::Value;

/// Something to be printed, in a table as in JSON.
pub trait Cell {
    /// It, as JSON knows it. Texts have nothing in them that would command a terminal.
    fn value(&self) -> Value;
}

macro_rules! as_json {
    ($($type:ty)*) => {$(
        impl Cell for $type {
            fn value(&self) -> Value {
                Value::from(*self)
            }
        }
    )*};
}
as_json!(bool u16 u32 u64 i32 i64 f64 &str);

impl Cell for String {
    fn value(&self) -> Value {
        Value::from(self.as_str())
    }
}

impl Cell for Vec<String> {
    fn value(&self) -> Value {
        Value::from(self.as_slice())
    }
}

impl<const N: usize> Cell for Chars<N> {
    fn value(&self) -> Value {
        Value::from(self.to_string())
    }
}

impl<T: Cell> Cell for Option<T> {
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::value)
    }
}
