//! System calls by which the tests have the kernel run programs.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};

use coolbpf::Result;
use rustix::process::setpriority_process;
use rustix::thread::{self, CpuSet};

/// This thread's number.
pub(crate) fn tid() -> u32 {
    thread::gettid().as_raw_nonzero().get().cast_unsigned()
}

/// Sets the nice value of this thread: the call that most programs here watch.
pub(crate) fn set_nice(value: i32) -> io::Result<()> {
    Ok(setpriority_process(None, value)?)
}

/// What a test does where coolbpf's errors are expected, and the system's are none of them.
pub(crate) fn nice(value: i32) {
    set_nice(value).expect("root may set priorities");
}

/// Keeps this thread on one CPU, where events have one order.
pub(crate) fn stay() {
    let mut first = CpuSet::new();
    first.set(0);
    thread::sched_setaffinity(None, &first).expect("CPU 0 is always there");
}

/// Has this thread act on each CPU that it may run on.
pub(crate) fn on_each_cpu(act: impl Fn()) {
    let all = thread::sched_getaffinity(None).expect("a thread knows where it may run");
    for cpu in (0..CpuSet::MAX_CPU).filter(|cpu| all.is_set(*cpu)) {
        let mut one = CpuSet::new();
        one.set(cpu);
        thread::sched_setaffinity(None, &one).expect("it may run there");
        act();
    }
    thread::sched_setaffinity(None, &all).expect("it might run there before");
}

/// Whether a thread of this process waits for something.
pub(crate) fn is_asleep(thread: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/self/task/{thread}/stat")).expect("the thread is there");
    let (_, fields) = stat.rsplit_once(')').expect("the name is in parentheses");
    fields.trim_start().starts_with('S')
}

/// Where control groups of version 2 are.
pub(crate) fn cgroups() -> Result<PathBuf> {
    let mounts = fs::read_to_string("/proc/self/mounts")?;
    let root = mounts.lines().find_map(|mount| {
        let mut fields = mount.split(' ');
        let (_, path, kind) = (fields.next()?, fields.next()?, fields.next()?);
        (kind == "cgroup2").then(|| PathBuf::from(path))
    });
    root.ok_or_else(|| {
        io::Error::other("no cgroup2 is mounted, which came with Linux 4.5 (67e9c74b8a87)").into()
    })
}

/// A control group that this process is in until this is dropped.
pub(crate) struct OwnCgroup {
    directory: PathBuf,
    _alone: MutexGuard<'static, ()>,
}

impl OwnCgroup {
    pub(crate) fn enter() -> Result<Self> {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let directory = cgroups()?.join(format!("coolbpf-features-{}", process::id()));
        fs::create_dir(&directory).unwrap();
        fs::write(directory.join("cgroup.procs"), "0").expect("root may move itself");
        Ok(Self { directory, _alone: alone })
    }

    /// The number by which BPF knows it.
    pub(crate) fn number(&self) -> u64 {
        number(&self.directory)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn name(&self) -> &str {
        self.directory.file_name().unwrap().to_str().unwrap()
    }
}

impl Drop for OwnCgroup {
    /// Also processes that this one has started meanwhile leave it.
    fn drop(&mut self) {
        let above = self.directory.parent().unwrap();
        while {
            let inside = fs::read_to_string(self.directory.join("cgroup.procs")).unwrap();
            for process in inside.lines() {
                // It may be gone.
                let _ = fs::write(above.join("cgroup.procs"), process);
            }
            fs::remove_dir(&self.directory).is_err()
        } {}
    }
}

/// The number by which BPF knows the control group of a directory.
pub(crate) fn number(directory: &Path) -> u64 {
    fs::metadata(directory).unwrap().ino()
}

/// Something on a disk, to be read past the kernel's cache.
pub(crate) struct Disk {
    file: File,
    number: u64,
}

impl Disk {
    /// What the module null_blk makes, where it is loaded, and else this program's file.
    pub(crate) fn open() -> Self {
        let mut options = File::options();
        options.read(true).custom_flags(rustix::fs::OFlags::DIRECT.bits().cast_signed());
        if let Ok(file) = options.open(NOTHING) {
            let number = file.metadata().unwrap().rdev();
            return Self { file, number };
        }
        let file = options.open("/proc/self/exe").expect("the program lies on a disk, or null_blk is loaded");
        // Else reading it past the cache would first write it.
        file.sync_all().unwrap();
        let number = file.metadata().unwrap().dev();
        Self { file, number }
    }

    /// Whether nobody else uses the disk.
    pub(crate) fn is_private(&self) -> bool {
        Path::new(NOTHING).exists()
    }

    /// The number of the disk, as the kernel keeps it.
    pub(crate) fn number(&self) -> u32 {
        let (major, minor) = (rustix::fs::major(self.number), rustix::fs::minor(self.number));
        let disk = format!("/sys/dev/block/{major}:{minor}");
        // A partition lies in its disk.
        let disk = if Path::new(&disk).join("partition").exists() { format!("{disk}/..") } else { disk };
        let numbers = fs::read_to_string(Path::new(&disk).join("dev")).expect("the file lies on a disk");
        let (major, minor) = numbers.trim().split_once(':').unwrap();
        major.parse::<u32>().unwrap() << 20 | minor.parse::<u32>().unwrap()
    }

    /// Reads the first page.
    pub(crate) fn read_first_page(&self) {
        #[repr(align(4096))]
        struct Page([u8; 4096]);
        let mut page = Page([0; 4096]);
        self.file.read_exact_at(&mut page.0, 0).unwrap();
    }
}

/// The disk of the module null_blk, which holds nothing.
const NOTHING: &str = "/dev/nullb0";
