//! The files that processes run, kept open: so they are there when the process has ended, and the file has another name or none.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blazesym::helper::ElfResolver;
use blazesym::symbolize::TranslateFileOffset as _;

use super::maps::{FileId, MappedFile, Mapping};
use super::regular;
use crate::printable::printable;

/// How many files are kept open; each has two descriptors.
const LIMIT: usize = 128;

#[derive(Debug)]
pub(super) struct Files {
    /// By the numbers that each has itself.
    open: HashMap<FileId, OpenFile>,
    /// By process, the mapped files that have other numbers themselves than the list of what is mapped gives them, and their own. Some file systems have it so, as
    /// overlayfs and btrfs; or the process has since mapped another there, whose names count for no other process.
    others: HashMap<u32, HashMap<MappedFile, Other>>,
    debug_directories: Vec<PathBuf>,
    uses: u64,
}

#[derive(Debug)]
struct Other {
    id: FileId,
    /// Not where the list was read again since it was found.
    is_sure: bool,
}

#[derive(Debug)]
pub(super) struct OpenFile {
    file: File,
    /// Its path, as it was seen by whoever named it.
    pub(super) path: Arc<str>,
    build_id: Option<Vec<u8>>,
    pub(super) debug: Option<DebugFile>,
    last_use: u64,
}

/// The file of debug information that has the build ID of another.
#[derive(Debug)]
pub(super) struct DebugFile {
    pub(super) path: PathBuf,
    /// The other, which knows where its bytes are in memory.
    of: ElfResolver,
}

impl DebugFile {
    /// As tools keep it: by the build ID in one of the directories.
    fn find(build_id: &[u8], of: &Path, directories: &[PathBuf]) -> Option<Self> {
        let (first, rest) = build_id.split_first()?;
        let rest: String = rest.iter().map(|byte| format!("{byte:02x}")).collect();
        let within = format!(".build-id/{first:02x}/{rest}.debug");
        let has_it = |path: &PathBuf| {
            let found = blazesym::helper::read_elf_build_id(path);
            found.is_ok_and(|found| found.as_deref() == Some(build_id))
        };
        let path = directories.iter().map(|directory| directory.join(&within)).find(has_it)?;
        Some(Self { path, of: ElfResolver::open(of).ok()? })
    }

    /// The address that a place in the other file has in both.
    pub(super) fn address(&self, offset: u64) -> Option<u64> {
        self.of.file_offset_to_virt_offset(offset).ok().flatten()
    }
}

impl OpenFile {
    fn new(file: File, path: &Path, debug_directories: &[PathBuf]) -> Self {
        let path = printable(&path.to_string_lossy()).into();
        let mut opened = Self { file, path, build_id: None, debug: None, last_use: 0 };
        let build_id = blazesym::helper::read_elf_build_id(&opened.lasting_path());
        // The kernel tells 20 bytes; an empty one would be every file's.
        opened.build_id =
            build_id.ok().flatten().map(Into::into).filter(|id: &Vec<u8>| matches!(id.len(), 1..=20));
        if let Some(build_id) = &opened.build_id {
            opened.debug = DebugFile::find(build_id, &opened.lasting_path(), debug_directories);
        }
        opened
    }

    /// A path that leads to it as long as it is open.
    pub(super) fn lasting_path(&self) -> PathBuf {
        format!("/proc/self/fd/{}", self.file.as_raw_fd()).into()
    }
}

impl Files {
    pub(super) fn new(debug_directories: Vec<PathBuf>) -> Self {
        Self { open: HashMap::new(), others: HashMap::new(), debug_directories, uses: 0 }
    }

    /// The file of a mapping. Gives the one that was closed for it, too, if there is one.
    pub(super) fn of_mapping(
        &mut self,
        pid: u32,
        mapping: &Mapping,
    ) -> Result<(&OpenFile, Option<OpenFile>), Arc<str>> {
        let Some(mapped) = &mapping.file else { return Err("no file is mapped there".into()) };
        let other = self.others.get(&pid).and_then(|others| others.get(mapped));
        let mut id = other.map_or(mapped.id, |other| other.id);
        let is_sure = other.is_none_or(|other| other.is_sure);
        let is_open = self.open.contains_key(&id);
        let mut found = None;
        if !is_open || !is_sure {
            match find(pid, mapping) {
                Ok((file, own)) => {
                    if own != mapped.id {
                        let other = Other { id: own, is_sure: true };
                        self.others.entry(pid).or_default().insert(mapped.clone(), other);
                    } else if let Some(others) = self.others.get_mut(&pid) {
                        others.remove(mapped);
                    }
                    (id, found) = (own, Some(file));
                }
                // Of a process that has ended, what is known counts.
                Err(_) if is_open => {}
                Err(error) => {
                    let path = printable(&mapped.path.to_string_lossy());
                    return Err(format!("can't open {path}, which process {pid} runs: {error}").into());
                }
            }
        }
        self.keep(id, &mapped.path, || found.ok_or_else(|| Arc::from("it was closed")))
    }

    /// What the process has mapped was read again: another may have its number, or it has other files.
    pub(super) fn doubt(&mut self, pid: u32) {
        if let Some(others) = self.others.get_mut(&pid) {
            others.values_mut().for_each(|other| other.is_sure = false);
        }
    }

    /// Forgets which files the process has mapped.
    pub(super) fn forget(&mut self, pid: u32) {
        self.others.remove(&pid);
    }

    /// A file that has been given by its path.
    pub(super) fn add(&mut self, path: &Path) -> io::Result<Option<OpenFile>> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        let kept = self.keep((metadata.dev(), metadata.ino()), path, || Ok::<_, io::Error>(file))?;
        Ok(kept.1)
    }

    /// The open file of a build ID, which the kernel gives with zeros behind.
    pub(super) fn of_build_id(&mut self, build_id: &[u8; 20]) -> Option<&OpenFile> {
        let is_it = |own: &[u8]| {
            build_id
                .split_at_checked(own.len())
                .is_some_and(|(id, zeros)| id == own && zeros.iter().all(|zero| *zero == 0))
        };
        self.uses += 1;
        let file = self.open.values_mut().find(|file| file.build_id.as_deref().is_some_and(is_it))?;
        file.last_use = self.uses;
        Some(file)
    }

    fn keep<E>(
        &mut self,
        id: FileId,
        path: &Path,
        open: impl FnOnce() -> Result<File, E>,
    ) -> Result<(&OpenFile, Option<OpenFile>), E> {
        self.uses += 1;
        let mut closed = None;
        let mut file = match self.open.remove(&id) {
            Some(file) => file,
            None => {
                let opened = OpenFile::new(open()?, path, &self.debug_directories);
                if self.open.len() >= LIMIT
                    && let Some(oldest) =
                        self.open.iter().min_by_key(|(_, file)| file.last_use).map(|(id, _)| *id)
                {
                    closed = self.open.remove(&oldest);
                }
                opened
            }
        };
        file.last_use = self.uses;
        Ok((self.open.entry(id).insert_entry(file).into_mut(), closed))
    }
}

/// Opens the very file that is mapped: by the kernel's link to it, which takes `CAP_CHECKPOINT_RESTORE` (5.9) or `CAP_SYS_ADMIN`, else by
/// its path in the process's mounts, else in those of this process. Gives the numbers that it has itself, too.
fn find(pid: u32, mapping: &Mapping) -> io::Result<(File, FileId)> {
    let mapped = mapping.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
    let (start, end) = (mapping.range.start, mapping.range.end);
    let open = |path: &Path| {
        let (file, metadata) = regular::open(path, 0)?;
        Ok::<_, io::Error>((file, (metadata.dev(), metadata.ino())))
    };
    if let Ok(found) = open(Path::new(&format!("/proc/{pid}/map_files/{start:x}-{end:x}"))) {
        return Ok(found);
    }
    let mut within = PathBuf::from(format!("/proc/{pid}/root"));
    within.extend(mapped.path.strip_prefix("/"));
    // The path may lead to another file by now.
    let open = |path: &Path| match open(path)? {
        found if found.1 == mapped.id => Ok(found),
        _ => Err(io::Error::new(io::ErrorKind::NotFound, "another file has its path now")),
    };
    open(&within).or_else(|_| open(&mapped.path))
}

#[cfg(test)]
mod tests {
    use super::super::maps;
    use super::*;

    #[test]
    fn a_process_that_changes_what_it_has_mapped_names_no_functions_of_others() {
        let own = std::process::id();
        let here = find as *const () as u64;
        let mut mapping =
            maps::read(own).unwrap().into_iter().find(|found| found.range.contains(&here)).unwrap();
        // As if another file had been there when the list was read.
        mapping.file = Some(MappedFile { id: (1, 2), path: "/nowhere/libc.so".into() });
        let link = format!("/proc/{own}/map_files/{:x}-{:x}", mapping.range.start, mapping.range.end);
        let is_shown = File::open(link).is_ok();
        let mut files = Files::new(Vec::new());
        assert_eq!(files.of_mapping(own, &mapping).is_ok(), is_shown);
        mapping.range = 0..1;
        // What is known of the process counts as long as nothing else is found.
        assert_eq!(files.of_mapping(own, &mapping).is_ok(), is_shown);
        files.doubt(own);
        assert_eq!(files.of_mapping(own, &mapping).is_ok(), is_shown);
        assert!(files.of_mapping(u32::MAX, &mapping).is_err());
        files.forget(own);
        assert!(files.of_mapping(own, &mapping).is_err());
    }
}
