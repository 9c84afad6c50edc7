//! Which tasks a tool is asked to watch.

mod container;
mod group;

use std::path::PathBuf;

use crate::value::Field;
use crate::{Chars, Error, ErrorKind, Result, Value};

/// Which tasks a tool is asked to watch: what fills the constant that `COOLBPF_FILTER` of `coolbpf_filter.h` declares. What is
/// `None` wants all.
///
/// With the feature `clap`, it is a group of options, by `#[command(flatten)]`: `--pid`, `--tid`, `--uid`, `--comm`, `--cgroup`
/// and `--container`.
///
/// ```
/// use coolbpf::Filter;
///
/// # fn example<Constant: coolbpf::Value>(constant: &mut Constant) -> coolbpf::Result<()> {
/// let filter = Filter { comm: Some("bash".into()), ..Filter::default() };
/// filter.fill(constant)?; // such as `&mut open.rodata().filter`
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::Args), command(next_help_heading = "Which tasks"))]
pub struct Filter {
    /// Only this process.
    #[cfg_attr(feature = "clap", arg(short, long))]
    pub pid: Option<u32>,
    /// Only this thread.
    #[cfg_attr(feature = "clap", arg(long))]
    pub tid: Option<u32>,
    /// Only tasks of the user with this number.
    #[cfg_attr(feature = "clap", arg(long))]
    pub uid: Option<u32>,
    /// Only tasks whose name (comm) starts so.
    #[cfg_attr(feature = "clap", arg(short, long, value_name = "NAME"))]
    pub comm: Option<String>,
    /// Only tasks in this control group (version 2) or below: its directory, or its path as in `/proc/PID/cgroup`.
    #[cfg_attr(feature = "clap", arg(long, value_name = "PATH", conflicts_with = "container"))]
    pub cgroup: Option<PathBuf>,
    /// Only tasks in this container: the first 12 characters of its ID, or more.
    #[cfg_attr(feature = "clap", arg(long, value_name = "ID"))]
    pub container: Option<String>,
}

impl Filter {
    /// Writes what is asked for into a `struct coolbpf_filter`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] where there is no such control group or container, several containers have an ID that starts so,
    /// the name is longer than the kernel's are, or `constant` is another struct; [`ErrorKind::Unsupported`] where control groups
    /// are asked for and none of version 2 are mounted.
    pub fn fill<T: Value>(&self, constant: &mut T) -> Result<()> {
        if let Some(pid) = self.pid {
            set(constant, "process", &pid)?;
        }
        if let Some(tid) = self.tid {
            set(constant, "thread", &tid)?;
        }
        if let Some(uid) = self.uid {
            set(constant, "has_user", &1_u32)?;
            set(constant, "user", &uid)?;
        }
        if let Some(comm) = &self.comm {
            let name: Chars<16> = Chars::new(comm).ok_or_else(|| {
                let message = format!("no task is called {comm:?}: the kernel keeps 15 bytes of a name");
                Error::new(ErrorKind::InvalidInput, message)
            })?;
            set(constant, "comm", &name)?;
        }
        let directory = match (&self.cgroup, &self.container) {
            (Some(path), _) => Some(group::directory(path)?),
            (None, Some(id)) => Some(container::directory(id)?),
            (None, None) => None,
        };
        if let Some(directory) = directory {
            set(constant, "within", &group::number(&directory)?)?;
            set(constant, "level", &group::level(&directory)?)?;
        }
        Ok(())
    }
}

/// Writes one field, which is found by its name in C.
fn set<T: Value>(constant: &mut T, name: &str, value: &impl Value) -> Result<()> {
    let bytes = value.as_bytes();
    let place = T::FIELDS.iter().find(|field| field.name == name).and_then(|field: &Field| {
        let start = usize::try_from(field.start / 8).ok()?;
        constant.as_bytes_mut().get_mut(start..start.checked_add(bytes.len())?)
    });
    let Some(place) = place else {
        let message =
            format!("a filter can't be put where there is no field `{name}`: it is no struct coolbpf_filter");
        return Err(Error::new(ErrorKind::InvalidInput, message));
    };
    place.copy_from_slice(bytes);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `struct coolbpf_filter`, as bindings have it.
    #[derive(Clone, Copy)]
    #[repr(C)]
    struct Constant([u64; 8]);

    // SAFETY: transparent numbers.
    unsafe impl Value for Constant {
        const FIELDS: &'static [Field] = &[
            Field::new("process", 0, 32, &[]),
            Field::new("thread", 32, 32, &[]),
            Field::new("has_user", 64, 32, &[]),
            Field::new("user", 96, 32, &[]),
            Field::new("cgroup", 128, 64, &[]),
            Field::new("within", 192, 64, &[]),
            Field::new("level", 256, 32, &[]),
            Field::new("comm", 288, 128, &[]),
            Field::new("padding", 416, 32, &[]),
        ];
    }

    fn number(constant: &Constant, at: usize) -> u32 {
        u32::read_from(&constant.as_bytes()[at..]).unwrap()
    }

    #[test]
    fn what_is_not_asked_for_stays_zero() {
        let mut constant = Constant::zeroed();
        Filter::default().fill(&mut constant).unwrap();
        assert_eq!(constant.0, [0; 8]);
    }

    #[test]
    fn each_field_is_written_to_its_place() {
        let mut constant = Constant::zeroed();
        let filter = Filter {
            pid: Some(1),
            tid: Some(2),
            uid: Some(0),
            comm: Some("bash".into()),
            ..Filter::default()
        };
        filter.fill(&mut constant).unwrap();
        assert_eq!([0, 4, 8, 12].map(|at| number(&constant, at)), [1, 2, 1, 0]);
        assert_eq!(&constant.as_bytes()[36..52], b"bash\0\0\0\0\0\0\0\0\0\0\0\0");
    }

    #[test]
    fn a_name_that_no_task_has_is_an_error() {
        let filter = Filter { comm: Some("sixteen-bytes-is".into()), ..Filter::default() };
        let error = filter.fill(&mut Constant::zeroed()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no task is called \"sixteen-bytes-is\": the kernel keeps 15 bytes of a name"
        );
    }

    #[test]
    fn another_constant_is_refused() {
        let error = Filter { pid: Some(1), ..Filter::default() }.fill(&mut 0_u64).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a filter can't be put where there is no field `process`: it is no struct coolbpf_filter"
        );
    }
}
