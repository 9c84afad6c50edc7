//! Binaries and libraries whose functions are watched.

use std::ffi::CString;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::program::c_string;
use crate::{Error, ErrorKind, Result};

/// The path as libbpf takes it. A name without a slash is looked up by libbpf, as `libc.so.6` and `bash` are.
pub(super) fn path(binary: &Path) -> Result<CString> {
    let shown = binary.display();
    if binary.components().count() > 1 {
        let mut magic = [0; 4];
        let read = File::open(binary).and_then(|mut file| match file.metadata()?.is_dir() {
            true => Err(io::Error::from_raw_os_error(libc::EISDIR)),
            false => file.read_exact(&mut magic),
        });
        match read {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Error::new(ErrorKind::NoAttachPoint, format!("there is no file {shown}")));
            }
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
                return Err(Error::system(format!("can't read {shown}"), error));
            }
            _ if magic != *b"\x7fELF" => {
                let message = format!("{shown} is neither a binary nor a library: it is no ELF file");
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
            _ => {}
        }
    }
    c_string(binary.as_os_str().as_encoded_bytes())
}

/// The process as libbpf takes it: -1 for all.
pub(super) fn process(pid: Option<u32>) -> Result<i32> {
    let Some(pid) = pid else { return Ok(-1) };
    let number = i32::try_from(pid).ok().filter(|number| *number > 0);
    number.filter(|number| Path::new("/proc").join(number.to_string()).exists()).ok_or_else(|| {
        Error::new(ErrorKind::NoAttachPoint, format!("there is no process {pid} in this PID namespace"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_can_not_hold_functions_is_named() {
        for (file, text) in [
            ("/no/such/file", "there is no file /no/such/file"),
            ("/proc/self/comm", "/proc/self/comm is neither a binary nor a library: it is no ELF file"),
            ("/dev/null", "/dev/null is neither a binary nor a library: it is no ELF file"),
            ("/proc", "can't read /proc"),
        ] {
            assert_eq!(path(Path::new(file)).unwrap_err().to_string(), text);
        }
        path(Path::new("/proc/self/exe")).unwrap();
        path(Path::new("libc.so.6")).unwrap();
    }

    #[test]
    fn a_process_that_is_not_there_is_named() {
        assert_eq!(process(None).unwrap(), -1);
        assert!(process(Some(std::process::id())).is_ok());
        for pid in [0, u32::MAX] {
            assert_eq!(
                process(Some(pid)).unwrap_err().to_string(),
                format!("there is no process {pid} in this PID namespace")
            );
        }
    }
}
