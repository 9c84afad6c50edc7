//! Why packets are dropped.

use std::io;

/// What the kernel's names of reasons begin with.
const PREFIX: &str = "SKB_DROP_REASON_";
/// What has such a name and is no reason: a bound, and bits.
const OTHERS: [&str; 2] = ["MAX", "SUBSYS_MASK"];

/// The reasons that this kernel knows, with their names.
pub struct Reasons(Vec<(String, i64)>);

impl Reasons {
    /// Those of the kernel that runs; none before Linux 5.17.
    pub fn of_kernel() -> coolbpf::Result<Self> {
        let all = coolbpf::kernel().enumerators("skb_drop_reason")?.unwrap_or_default();
        Ok(Self::of(&all))
    }

    fn of(all: &[(String, i64)]) -> Self {
        let named = all.iter().filter_map(|(name, number)| Some((name.strip_prefix(PREFIX)?, *number)));
        let reasons = named.filter(|(name, _)| !OTHERS.contains(name));
        Self(reasons.map(|(name, number)| (name.to_owned(), number)).collect())
    }

    /// The name of a reason, as in `NO_SOCKET`; the number of one that is not of the kernel's core, as those of Open vSwitch.
    pub fn name(&self, number: i32) -> String {
        let named = self.0.iter().find(|(_, known)| *known == i64::from(number));
        named.map_or_else(|| format!("{number:#x}"), |(name, _)| name.clone())
    }

    /// The number of a reason by its name.
    pub fn number(&self, name: &str) -> io::Result<i32> {
        let short = name.strip_prefix(PREFIX).unwrap_or(name);
        let known = self.0.iter().find(|(known, _)| known == short);
        known.and_then(|(_, number)| i32::try_from(*number).ok()).ok_or_else(|| {
            let names: Vec<_> = self.0.iter().map(|(name, _)| name.as_str()).collect();
            let why = if names.is_empty() {
                "this kernel tells none, as Linux 5.17 is the first to do".to_owned()
            } else {
                format!("this kernel knows {}", names.join(", "))
            };
            io::Error::new(io::ErrorKind::InvalidInput, format!("`{name}` is no reason of a drop: {why}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons() -> Reasons {
        let all = [
            ("SKB_NOT_DROPPED_YET", 0),
            ("SKB_DROP_REASON_NO_SOCKET", 3),
            ("SKB_DROP_REASON_TCP_CSUM", 10),
            ("SKB_DROP_REASON_MAX", 128),
            ("SKB_DROP_REASON_SUBSYS_MASK", 0xffff_0000),
        ];
        Reasons::of(&all.map(|(name, number)| (name.to_owned(), number)))
    }

    #[test]
    fn reasons_are_found_by_number_and_by_name() {
        let reasons = reasons();
        assert_eq!([3, 0x2_0001].map(|number| reasons.name(number)), ["NO_SOCKET", "0x20001"]);
        for name in ["TCP_CSUM", "SKB_DROP_REASON_TCP_CSUM"] {
            assert_eq!(reasons.number(name).unwrap(), 10);
        }
    }

    #[test]
    fn what_is_no_reason_is_refused_with_all_that_are() {
        for name in ["MAX", "no_socket"] {
            let error = reasons().number(name).unwrap_err().to_string();
            let wanted = format!("`{name}` is no reason of a drop: this kernel knows NO_SOCKET, TCP_CSUM");
            assert_eq!(error, wanted);
        }
        let error = Reasons::of(&[]).number("NO_SOCKET").unwrap_err().to_string();
        assert!(error.ends_with("this kernel tells none, as Linux 5.17 is the first to do"), "{error}");
    }
}
