//! What the kernel knows a file by.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

/// Opens a place in the tree of files, and not what is there.
const O_PATH: i32 = 0o10_000_000;

/// The device and the inode's number that programs find in the kernel's `struct inode`. `stat` tells others of btrfs and overlayfs; on btrfs,
/// files of two subvolumes may have one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileId {
    /// `s_dev` of the superblock, as the kernel writes it: 12 bits for the major number, 20 for the minor one.
    pub device: u32,
    /// `i_ino` of the inode.
    pub inode: u64,
}

impl FileId {
    /// That of what `path` leads to, through symbolic links.
    ///
    /// # Errors
    /// Where there is no such file, or `/proc` can't be read.
    pub fn of(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).custom_flags(O_PATH).open(path)?;
        let about = fs::read_to_string(format!("/proc/self/fdinfo/{}", file.as_raw_fd()))?;
        let mounts = fs::read_to_string("/proc/self/mountinfo")?;
        let mount = field(&about, "mnt_id:");
        let device = mount.and_then(|mount| device(&mounts, mount)).ok_or_else(|| {
            io::Error::other("its mount is not in /proc/self/mountinfo, as that of another namespace")
        })?;
        // Linux 5.14 tells it (3845f256a8b5).
        let inode = field(&about, "ino:").and_then(|inode| inode.parse().ok());
        Ok(Self { device, inode: inode.map_or_else(|| file.metadata().map(|file| file.ino()), Ok)? })
    }
}

fn field<'a>(about: &'a str, name: &str) -> Option<&'a str> {
    about.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
}

/// The device of a mount, by its number: `27 1 254:0 / / rw ..`.
fn device(mounts: &str, mount: &str) -> Option<u32> {
    let mut mounts = mounts.lines().map(|line| line.split(' '));
    let (major, minor) = mounts
        .find_map(|mut fields| (fields.next() == Some(mount)).then(|| fields.nth(1)))??
        .split_once(':')?;
    Some(major.parse::<u32>().ok()? << 20 | minor.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_identity_by_all_of_its_names() {
        let directory = std::env::temp_dir().join(format!("coolbpf-file-id-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let (file, hard, soft) = (directory.join("file"), directory.join("hard"), directory.join("soft"));
        fs::write(&file, "").unwrap();
        fs::hard_link(&file, &hard).unwrap();
        std::os::unix::fs::symlink("hard", &soft).unwrap();
        let ids = [&file, &hard, &soft].map(|path| FileId::of(path).unwrap());
        assert!(ids[0] == ids[1] && ids[1] == ids[2], "{ids:?}");
        assert_ne!(FileId::of(&directory).unwrap(), ids[0]);
        fs::remove_dir_all(&directory).unwrap();
        assert_eq!(FileId::of(&file).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_device_is_that_of_the_mount() {
        let mounts = "2 1 0:5 / /a rw - tmpfs tmpfs rw\n27 1 254:3 / / rw - ext4 /dev/vda rw\n";
        assert_eq!(device(mounts, "27"), Some(254 << 20 | 3));
        assert_eq!(device(mounts, "7"), None);
    }
}
