//! What the kernel's types say of an enum.

use std::ffi::OsStr;
use std::path::PathBuf;

use libbpf_rs::btf::Btf;
use libbpf_rs::btf::types::{Enum, Enum64};

use crate::kernel_types::{KernelTypes, VMLINUX, looked_at};
use crate::messages::captured;
use crate::{Error, ErrorKind, Result};

pub(super) fn of(name: &str) -> Result<Option<Vec<(String, i64)>>> {
    let path = match KernelTypes::of_this_kernel() {
        KernelTypes::None => {
            let places = looked_at().join(", ");
            let message = format!(
                "can't look for the enum `{name}`: this kernel does not tell its types (CONFIG_DEBUG_INFO_BTF); there is none of {places}"
            );
            return Err(Error::new(ErrorKind::NoKernelBtf, message));
        }
        KernelTypes::File(path) => path,
        _ => PathBuf::from(VMLINUX),
    };
    let types = captured(|| Btf::from_path(&path)).0.map_err(|error| {
        let message = format!("can't read the kernel's types in {}: {error:#}", path.display());
        Error::new(ErrorKind::Other, message)
    })?;
    Ok(find(&types, OsStr::new(name)))
}

fn find(types: &Btf<'_>, name: &OsStr) -> Option<Vec<(String, i64)>> {
    let text = |name: Option<&OsStr>| name.unwrap_or_default().to_string_lossy().into_owned();
    // One that is only declared has no enumerators.
    let small =
        types.type_by_kind::<Enum<'_>>().find(|found| found.name() == Some(name) && !found.is_empty());
    if let Some(found) = small {
        return Some(found.iter().map(|member| (text(member.name), member.value)).collect());
    }
    let large = types.type_by_kind::<Enum64<'_>>().find(|found| found.name() == Some(name))?;
    // Those of 64 bits without a sign keep their bits.
    Some(large.iter().map(|member| (text(member.name), member.value as i64)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(enumerators: &[(String, i64)], name: &str) -> Option<i64> {
        enumerators.iter().find(|(found, _)| found == name).map(|(_, number)| *number)
    }

    #[test]
    fn an_enum_of_the_kernel_has_its_names_and_numbers() {
        let commands = of("bpf_cmd").unwrap().unwrap();
        assert_eq!(commands[0], ("BPF_MAP_CREATE".to_owned(), 0));
        assert_eq!(number(&commands, "BPF_PROG_LOAD"), Some(5));
        // One with a sign.
        assert_eq!(number(&of("perf_event_state").unwrap().unwrap(), "PERF_EVENT_STATE_OFF"), Some(-1));
        // One of 64 bits, which types have since 5.19 (6089fb325cf7), and only the low half of it before.
        let contexts = of("perf_callchain_context").unwrap().unwrap();
        assert_eq!(number(&contexts, "PERF_CONTEXT_HV").map(|number| number as i32), Some(-32));
        assert_eq!(of("no_such_enum").unwrap(), None);
        // A struct.
        assert_eq!(of("task_struct").unwrap(), None);
    }
}
