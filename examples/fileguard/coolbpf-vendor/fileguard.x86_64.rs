/// Opens the program: nothing of it is in the kernel yet, and it can be configured.
///
/// # Errors
/// Where the object can't be opened.
pub fn open() -> ::coolbpf::Result<Open> {
    Open::new(::core::option::Option::None, ::core::option::Option::None)
}
/// Opens the program, with CO-RE relocations to be answered by these types instead of those that are found for the
/// kernel.
///
/// # Errors
/// Where the object can't be opened, or the file that is named is not there.
pub fn open_with_types(types: ::coolbpf::Btf) -> ::coolbpf::Result<Open> {
    Open::new(::core::option::Option::None, ::core::option::Option::Some(types))
}
/// Opens the program's object for an instruction set, instead of the newest that this kernel runs.
///
/// # Errors
/// Where the program is not compiled for it, or the object can't be opened.
pub fn open_for(instruction_set: ::coolbpf::InstructionSet) -> ::coolbpf::Result<Open> {
    Open::new(
        ::core::option::Option::Some(instruction_set),
        ::core::option::Option::None,
    )
}
/// Opens, loads and attaches the program.
///
/// # Errors
/// Where one of these steps fails; the error tells which, and why. Where no section says what to attach its
/// program to, as in `SEC("xdp")`, or there is no program, so that nothing would be attached.
pub fn attach() -> ::coolbpf::Result<Bpf> {
    let mut bpf = open()?.load()?;
    bpf.links = bpf.object.attach_some()?;
    ::coolbpf::Result::Ok(bpf)
}
/// The program, open to be configured.
#[derive(Debug)]
pub struct Open {
    /// The maps, to be sized.
    pub maps: OpenMaps,
    /// The programs, to be chosen from.
    pub progs: OpenPrograms,
    /// The alternatives, to be chosen from.
    pub alternatives: OpenAlternatives,
    rodata: ::coolbpf::__private::v1::Variables<types::rodata>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenFileguardSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "fileguard",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::FileguardSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "fileguard",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST
                .alternatives()
                .channels()
                .variables()
                .functions(),
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {
                guarded: object.map(|skeleton| &skeleton.maps.map_guarded)?,
                guarded_names: object.map(|skeleton| &skeleton.maps.map_guarded_names)?,
                excepted_comms: object
                    .map(|skeleton| &skeleton.maps.map_excepted_comms)?,
                excepted_uids: object.map(|skeleton| &skeleton.maps.map_excepted_uids)?,
                excepted_groups: object
                    .map(|skeleton| &skeleton.maps.map_excepted_groups)?,
                events: object.channel("events", |skeleton| &skeleton.maps.map_events)?,
                asking: object.map(|skeleton| &skeleton.maps.map_asking)?,
            },
            progs: OpenPrograms {
                lsm_file_open: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_file_open)?,
                fexit_file_open: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_file_open)?,
                lsm_inode_create: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_create)?,
                fexit_inode_create: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_create)?,
                lsm_inode_mkdir: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_mkdir)?,
                fexit_inode_mkdir: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_mkdir)?,
                lsm_inode_mknod: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_mknod)?,
                fexit_inode_mknod: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_mknod)?,
                lsm_inode_symlink: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_symlink)?,
                fexit_inode_symlink: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_symlink)?,
                lsm_inode_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_unlink)?,
                fexit_inode_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_unlink)?,
                lsm_inode_rmdir: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_rmdir)?,
                fexit_inode_rmdir: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_rmdir)?,
                lsm_path_truncate: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_path_truncate)?,
                fexit_path_truncate: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_path_truncate)?,
                lsm_path_chmod: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_path_chmod)?,
                fexit_path_chmod: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_path_chmod)?,
                lsm_inode_link: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_link)?,
                fexit_inode_link: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_link)?,
                lsm_inode_rename: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_rename)?,
                fexit_inode_rename: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_rename)?,
                enter_openat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_openat)?,
                exit_openat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_openat)?,
                enter_openat2: object
                    .program(|skeleton| &skeleton.progs.prog_enter_openat2)?,
                exit_openat2: object
                    .program(|skeleton| &skeleton.progs.prog_exit_openat2)?,
                enter_mkdirat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_mkdirat)?,
                exit_mkdirat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_mkdirat)?,
                enter_unlinkat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_unlinkat)?,
                exit_unlinkat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_unlinkat)?,
                enter_truncate: object
                    .program(|skeleton| &skeleton.progs.prog_enter_truncate)?,
                exit_truncate: object
                    .program(|skeleton| &skeleton.progs.prog_exit_truncate)?,
                enter_fchmodat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_fchmodat)?,
                exit_fchmodat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_fchmodat)?,
                enter_renameat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_renameat)?,
                exit_renameat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_renameat)?,
                enter_renameat2: object
                    .program(|skeleton| &skeleton.progs.prog_enter_renameat2)?,
                exit_renameat2: object
                    .program(|skeleton| &skeleton.progs.prog_exit_renameat2)?,
                enter_linkat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_linkat)?,
                exit_linkat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_linkat)?,
                enter_open: object.program(|skeleton| &skeleton.progs.prog_enter_open)?,
                exit_open: object.program(|skeleton| &skeleton.progs.prog_exit_open)?,
                enter_creat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_creat)?,
                exit_creat: object.program(|skeleton| &skeleton.progs.prog_exit_creat)?,
                enter_mkdir: object
                    .program(|skeleton| &skeleton.progs.prog_enter_mkdir)?,
                exit_mkdir: object.program(|skeleton| &skeleton.progs.prog_exit_mkdir)?,
                enter_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_enter_unlink)?,
                exit_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_exit_unlink)?,
                enter_rmdir: object
                    .program(|skeleton| &skeleton.progs.prog_enter_rmdir)?,
                exit_rmdir: object.program(|skeleton| &skeleton.progs.prog_exit_rmdir)?,
                enter_chmod: object
                    .program(|skeleton| &skeleton.progs.prog_enter_chmod)?,
                exit_chmod: object.program(|skeleton| &skeleton.progs.prog_exit_chmod)?,
                enter_rename: object
                    .program(|skeleton| &skeleton.progs.prog_enter_rename)?,
                exit_rename: object
                    .program(|skeleton| &skeleton.progs.prog_exit_rename)?,
                enter_link: object.program(|skeleton| &skeleton.progs.prog_enter_link)?,
                exit_link: object.program(|skeleton| &skeleton.progs.prog_exit_link)?,
            },
            alternatives: OpenAlternatives {
                guard: object.alternatives(),
            },
            rodata: object
                .variables(|skeleton| {
                    let _ = skeleton.maps.rodata_data.take();
                    &mut skeleton.maps.rodata
                })?,
            instruction_set,
            object,
        })
    }
    /// The instruction set that the opened object is compiled for.
    pub fn instruction_set(&self) -> ::coolbpf::InstructionSet {
        self.instruction_set
    }
    /// The initial values of the variables in `.rodata`.
    pub fn rodata(&mut self) -> &mut types::rodata {
        self.rodata.get()
    }
    /// The types that CO-RE relocations are answered by: the kernel's own, else those of a file in the usual places,
    /// else those that the binary carries for this kernel.
    #[must_use]
    pub fn kernel_types(&self) -> &::coolbpf::KernelTypes {
        self.object.kernel_types()
    }
    /// Loads the programs in the place of another version, the `Bpf` or `Pinned` of a module, and uses its maps of the
    /// same names. `old` is left with what is in its channels and with what the kernel could not switch.
    ///
    /// # Errors
    /// Those of [`Open::load`] and [`Bpf::attach`]; where maps of one name hold other types. Where it fails before the
    /// switch, and with [`with_doubles`](::coolbpf::Replace::with_doubles) later, too, `old` runs on.
    pub fn replace(
        self,
        old: &mut impl ::coolbpf::Running,
        how: &::coolbpf::Replace,
    ) -> ::coolbpf::Result<(Bpf, ::coolbpf::Switched)> {
        let kept = self
            .object
            .keep_maps(::coolbpf::Running::__parts(old)?, __COOLBPF_SHAPES, how)?;
        let mut bpf = self.load()?;
        let switched = bpf.object.take_over(old, kept, how, &mut bpf.links)?;
        ::coolbpf::Result::Ok((bpf, switched))
    }
    /// Creates the maps and loads the programs into the kernel, which verifies them.
    ///
    /// # Errors
    /// Where permission or the kernel's types are missing, or the verifier rejects a program: see
    /// [`ErrorKind`](::coolbpf::ErrorKind).
    pub fn load(self) -> ::coolbpf::Result<Bpf> {
        ::core::mem::drop(self.rodata);
        let object = self.object.load()?;
        ::coolbpf::Result::Ok(Bpf {
            maps: Maps::of(&object)?,
            progs: Programs {
                lsm_file_open: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_file_open)?,
                fexit_file_open: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_file_open)?,
                lsm_inode_create: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_create)?,
                fexit_inode_create: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_create)?,
                lsm_inode_mkdir: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_mkdir)?,
                fexit_inode_mkdir: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_mkdir)?,
                lsm_inode_mknod: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_mknod)?,
                fexit_inode_mknod: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_mknod)?,
                lsm_inode_symlink: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_symlink)?,
                fexit_inode_symlink: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_symlink)?,
                lsm_inode_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_unlink)?,
                fexit_inode_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_unlink)?,
                lsm_inode_rmdir: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_rmdir)?,
                fexit_inode_rmdir: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_rmdir)?,
                lsm_path_truncate: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_path_truncate)?,
                fexit_path_truncate: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_path_truncate)?,
                lsm_path_chmod: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_path_chmod)?,
                fexit_path_chmod: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_path_chmod)?,
                lsm_inode_link: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_link)?,
                fexit_inode_link: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_link)?,
                lsm_inode_rename: object
                    .program(|skeleton| &skeleton.progs.prog_lsm_inode_rename)?,
                fexit_inode_rename: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_inode_rename)?,
                enter_openat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_openat)?,
                exit_openat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_openat)?,
                enter_openat2: object
                    .program(|skeleton| &skeleton.progs.prog_enter_openat2)?,
                exit_openat2: object
                    .program(|skeleton| &skeleton.progs.prog_exit_openat2)?,
                enter_mkdirat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_mkdirat)?,
                exit_mkdirat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_mkdirat)?,
                enter_unlinkat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_unlinkat)?,
                exit_unlinkat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_unlinkat)?,
                enter_truncate: object
                    .program(|skeleton| &skeleton.progs.prog_enter_truncate)?,
                exit_truncate: object
                    .program(|skeleton| &skeleton.progs.prog_exit_truncate)?,
                enter_fchmodat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_fchmodat)?,
                exit_fchmodat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_fchmodat)?,
                enter_renameat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_renameat)?,
                exit_renameat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_renameat)?,
                enter_renameat2: object
                    .program(|skeleton| &skeleton.progs.prog_enter_renameat2)?,
                exit_renameat2: object
                    .program(|skeleton| &skeleton.progs.prog_exit_renameat2)?,
                enter_linkat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_linkat)?,
                exit_linkat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_linkat)?,
                enter_open: object.program(|skeleton| &skeleton.progs.prog_enter_open)?,
                exit_open: object.program(|skeleton| &skeleton.progs.prog_exit_open)?,
                enter_creat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_creat)?,
                exit_creat: object.program(|skeleton| &skeleton.progs.prog_exit_creat)?,
                enter_mkdir: object
                    .program(|skeleton| &skeleton.progs.prog_enter_mkdir)?,
                exit_mkdir: object.program(|skeleton| &skeleton.progs.prog_exit_mkdir)?,
                enter_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_enter_unlink)?,
                exit_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_exit_unlink)?,
                enter_rmdir: object
                    .program(|skeleton| &skeleton.progs.prog_enter_rmdir)?,
                exit_rmdir: object.program(|skeleton| &skeleton.progs.prog_exit_rmdir)?,
                enter_chmod: object
                    .program(|skeleton| &skeleton.progs.prog_enter_chmod)?,
                exit_chmod: object.program(|skeleton| &skeleton.progs.prog_exit_chmod)?,
                enter_rename: object
                    .program(|skeleton| &skeleton.progs.prog_enter_rename)?,
                exit_rename: object
                    .program(|skeleton| &skeleton.progs.prog_exit_rename)?,
                enter_link: object.program(|skeleton| &skeleton.progs.prog_enter_link)?,
                exit_link: object.program(|skeleton| &skeleton.progs.prog_exit_link)?,
            },
            alternatives: Alternatives {
                guard: object.alternatives()?,
            },
            rodata: Rodata::of(&object)?,
            links: ::std::vec::Vec::new(),
            instruction_set: self.instruction_set,
            object,
        })
    }
}
/// The maps before the load.
#[derive(Debug)]
pub struct OpenMaps {
    /// The map `guarded`.
    pub guarded: ::coolbpf::OpenMap,
    /// The map `guarded_names`.
    pub guarded_names: ::coolbpf::OpenMap,
    /// The map `excepted_comms`.
    pub excepted_comms: ::coolbpf::OpenMap,
    /// The map `excepted_uids`.
    pub excepted_uids: ::coolbpf::OpenMap,
    /// The map `excepted_groups`.
    pub excepted_groups: ::coolbpf::OpenMap,
    /// The map `events`.
    pub events: ::coolbpf::OpenChannel,
    /// The map `asking`.
    pub asking: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `lsm_file_open` in the section `lsm/file_open`.
    pub lsm_file_open: ::coolbpf::OpenProgram,
    /// The program `fexit_file_open` in the section `fexit/security_file_open`.
    pub fexit_file_open: ::coolbpf::OpenProgram,
    /// The program `lsm_inode_create` in the section `lsm/inode_create`.
    pub lsm_inode_create: ::coolbpf::OpenProgram,
    /// The program `fexit_inode_create` in the section `fexit/security_inode_create`.
    pub fexit_inode_create: ::coolbpf::OpenProgram,
    /// The program `lsm_inode_mkdir` in the section `lsm/inode_mkdir`.
    pub lsm_inode_mkdir: ::coolbpf::OpenProgram,
    /// The program `fexit_inode_mkdir` in the section `fexit/security_inode_mkdir`.
    pub fexit_inode_mkdir: ::coolbpf::OpenProgram,
    /// The program `lsm_inode_mknod` in the section `lsm/inode_mknod`.
    pub lsm_inode_mknod: ::coolbpf::OpenProgram,
    /// The program `fexit_inode_mknod` in the section `fexit/security_inode_mknod`.
    pub fexit_inode_mknod: ::coolbpf::OpenProgram,
    /// The program `lsm_inode_symlink` in the section `lsm/inode_symlink`.
    pub lsm_inode_symlink: ::coolbpf::OpenProgram,
    /// The program `fexit_inode_symlink` in the section `fexit/security_inode_symlink`.
    pub fexit_inode_symlink: ::coolbpf::OpenProgram,
    /// The program `lsm_inode_unlink` in the section `lsm/inode_unlink`.
    pub lsm_inode_unlink: ::coolbpf::OpenProgram,
    /// The program `fexit_inode_unlink` in the section `fexit/security_inode_unlink`.
    pub fexit_inode_unlink: ::coolbpf::OpenProgram,
    /// The program `lsm_inode_rmdir` in the section `lsm/inode_rmdir`.
    pub lsm_inode_rmdir: ::coolbpf::OpenProgram,
    /// The program `fexit_inode_rmdir` in the section `fexit/security_inode_rmdir`.
    pub fexit_inode_rmdir: ::coolbpf::OpenProgram,
    /// The program `lsm_path_truncate` in the section `lsm/path_truncate`.
    pub lsm_path_truncate: ::coolbpf::OpenProgram,
    /// The program `fexit_path_truncate` in the section `fexit/security_path_truncate`.
    pub fexit_path_truncate: ::coolbpf::OpenProgram,
    /// The program `lsm_path_chmod` in the section `lsm/path_chmod`.
    pub lsm_path_chmod: ::coolbpf::OpenProgram,
    /// The program `fexit_path_chmod` in the section `fexit/security_path_chmod`.
    pub fexit_path_chmod: ::coolbpf::OpenProgram,
    /// The program `lsm_inode_link` in the section `lsm/inode_link`.
    pub lsm_inode_link: ::coolbpf::OpenProgram,
    /// The program `fexit_inode_link` in the section `fexit/security_inode_link`.
    pub fexit_inode_link: ::coolbpf::OpenProgram,
    /// The program `lsm_inode_rename` in the section `lsm/inode_rename`.
    pub lsm_inode_rename: ::coolbpf::OpenProgram,
    /// The program `fexit_inode_rename` in the section `fexit/security_inode_rename`.
    pub fexit_inode_rename: ::coolbpf::OpenProgram,
    /// The program `enter_openat` in the section `tracepoint/syscalls/sys_enter_openat`.
    pub enter_openat: ::coolbpf::OpenProgram,
    /// The program `exit_openat` in the section `tracepoint/syscalls/sys_exit_openat`.
    pub exit_openat: ::coolbpf::OpenProgram,
    /// The program `enter_openat2` in the section `tracepoint/syscalls/sys_enter_openat2`.
    pub enter_openat2: ::coolbpf::OpenProgram,
    /// The program `exit_openat2` in the section `tracepoint/syscalls/sys_exit_openat2`.
    pub exit_openat2: ::coolbpf::OpenProgram,
    /// The program `enter_mkdirat` in the section `tracepoint/syscalls/sys_enter_mkdirat`.
    pub enter_mkdirat: ::coolbpf::OpenProgram,
    /// The program `exit_mkdirat` in the section `tracepoint/syscalls/sys_exit_mkdirat`.
    pub exit_mkdirat: ::coolbpf::OpenProgram,
    /// The program `enter_unlinkat` in the section `tracepoint/syscalls/sys_enter_unlinkat`.
    pub enter_unlinkat: ::coolbpf::OpenProgram,
    /// The program `exit_unlinkat` in the section `tracepoint/syscalls/sys_exit_unlinkat`.
    pub exit_unlinkat: ::coolbpf::OpenProgram,
    /// The program `enter_truncate` in the section `tracepoint/syscalls/sys_enter_truncate`.
    pub enter_truncate: ::coolbpf::OpenProgram,
    /// The program `exit_truncate` in the section `tracepoint/syscalls/sys_exit_truncate`.
    pub exit_truncate: ::coolbpf::OpenProgram,
    /// The program `enter_fchmodat` in the section `tracepoint/syscalls/sys_enter_fchmodat`.
    pub enter_fchmodat: ::coolbpf::OpenProgram,
    /// The program `exit_fchmodat` in the section `tracepoint/syscalls/sys_exit_fchmodat`.
    pub exit_fchmodat: ::coolbpf::OpenProgram,
    /// The program `enter_renameat` in the section `tracepoint/syscalls/sys_enter_renameat`.
    pub enter_renameat: ::coolbpf::OpenProgram,
    /// The program `exit_renameat` in the section `tracepoint/syscalls/sys_exit_renameat`.
    pub exit_renameat: ::coolbpf::OpenProgram,
    /// The program `enter_renameat2` in the section `tracepoint/syscalls/sys_enter_renameat2`.
    pub enter_renameat2: ::coolbpf::OpenProgram,
    /// The program `exit_renameat2` in the section `tracepoint/syscalls/sys_exit_renameat2`.
    pub exit_renameat2: ::coolbpf::OpenProgram,
    /// The program `enter_linkat` in the section `tracepoint/syscalls/sys_enter_linkat`.
    pub enter_linkat: ::coolbpf::OpenProgram,
    /// The program `exit_linkat` in the section `tracepoint/syscalls/sys_exit_linkat`.
    pub exit_linkat: ::coolbpf::OpenProgram,
    /// The program `enter_open` in the section `tracepoint/syscalls/sys_enter_open`.
    pub enter_open: ::coolbpf::OpenProgram,
    /// The program `exit_open` in the section `tracepoint/syscalls/sys_exit_open`.
    pub exit_open: ::coolbpf::OpenProgram,
    /// The program `enter_creat` in the section `tracepoint/syscalls/sys_enter_creat`.
    pub enter_creat: ::coolbpf::OpenProgram,
    /// The program `exit_creat` in the section `tracepoint/syscalls/sys_exit_creat`.
    pub exit_creat: ::coolbpf::OpenProgram,
    /// The program `enter_mkdir` in the section `tracepoint/syscalls/sys_enter_mkdir`.
    pub enter_mkdir: ::coolbpf::OpenProgram,
    /// The program `exit_mkdir` in the section `tracepoint/syscalls/sys_exit_mkdir`.
    pub exit_mkdir: ::coolbpf::OpenProgram,
    /// The program `enter_unlink` in the section `tracepoint/syscalls/sys_enter_unlink`.
    pub enter_unlink: ::coolbpf::OpenProgram,
    /// The program `exit_unlink` in the section `tracepoint/syscalls/sys_exit_unlink`.
    pub exit_unlink: ::coolbpf::OpenProgram,
    /// The program `enter_rmdir` in the section `tracepoint/syscalls/sys_enter_rmdir`.
    pub enter_rmdir: ::coolbpf::OpenProgram,
    /// The program `exit_rmdir` in the section `tracepoint/syscalls/sys_exit_rmdir`.
    pub exit_rmdir: ::coolbpf::OpenProgram,
    /// The program `enter_chmod` in the section `tracepoint/syscalls/sys_enter_chmod`.
    pub enter_chmod: ::coolbpf::OpenProgram,
    /// The program `exit_chmod` in the section `tracepoint/syscalls/sys_exit_chmod`.
    pub exit_chmod: ::coolbpf::OpenProgram,
    /// The program `enter_rename` in the section `tracepoint/syscalls/sys_enter_rename`.
    pub enter_rename: ::coolbpf::OpenProgram,
    /// The program `exit_rename` in the section `tracepoint/syscalls/sys_exit_rename`.
    pub exit_rename: ::coolbpf::OpenProgram,
    /// The program `enter_link` in the section `tracepoint/syscalls/sys_enter_link`.
    pub enter_link: ::coolbpf::OpenProgram,
    /// The program `exit_link` in the section `tracepoint/syscalls/sys_exit_link`.
    pub exit_link: ::coolbpf::OpenProgram,
}
/// The program in the kernel. Dropping it detaches what [`Bpf::attach`] attached.
#[derive(Debug)]
pub struct Bpf {
    /// The maps.
    pub maps: Maps,
    /// The programs.
    pub progs: Programs,
    /// The alternatives, and which of them are used.
    pub alternatives: Alternatives,
    rodata: Rodata,
    links: ::std::vec::Vec<::coolbpf::Link>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenFileguardSkel<'static>>,
}
impl Bpf {
    /// Attaches every program whose section says what to, until this is dropped.
    ///
    /// It leaves alone which are attached already, and those whose section does not say what to, as in
    /// `SEC("xdp")`: [`attach_to`](::coolbpf::Program::attach_to) is for them.
    ///
    /// # Errors
    /// Where one of them can't be attached; then this attaches none.
    pub fn attach(&mut self) -> ::coolbpf::Result<()> {
        self.links.extend(self.object.attach()?);
        ::coolbpf::Result::Ok(())
    }
    /// Holds a link of one of the programs as it holds those of [`Bpf::attach`]: until it is dropped or detached, and to
    /// be pinned and replaced with them.
    pub fn hold(&mut self, link: ::coolbpf::Link) {
        self.links.push(link);
    }
    /// Detaches all programs whose links it holds; the maps stay, and what was sent can still be read.
    ///
    /// # Errors
    /// Where one of them can't be detached; the others are.
    pub fn detach(&mut self) -> ::coolbpf::Result<()> {
        let detached: ::std::vec::Vec<_> = self
            .links
            .drain(..)
            .map(::coolbpf::Link::detach)
            .collect();
        detached.into_iter().collect()
    }
    /// Pins all maps, programs and links to a directory of a BPF file system: the programs stay attached when this process
    /// has ended, and [`from_pins`] opens them. The directory comes to be with all of them in it, or not at all; pins of
    /// the same program that are there give way in one step (Linux 5.16).
    ///
    /// # Errors
    /// Where the parent directory is in no BPF file system, or the directory is there with something else; where a link is
    /// none of the kernel's: Linux 5.7, for perf events (kprobes, uprobes, tracepoints) 5.15. Without links it takes 4.13.
    pub fn pin_all(
        &mut self,
        directory: impl ::core::convert::AsRef<::std::path::Path>,
    ) -> ::coolbpf::Result<()> {
        self.object.pin_all(directory.as_ref(), &mut self.links, __COOLBPF_SHAPES)
    }
    /// The instruction set that the loaded object is compiled for.
    pub fn instruction_set(&self) -> ::coolbpf::InstructionSet {
        self.instruction_set
    }
    /// The events of the map `events`, as they come.
    ///
    /// # Errors
    /// Where they are being read already, or the ring buffer can't be mapped.
    pub fn events(&self) -> ::coolbpf::Result<::coolbpf::Events<'_, types::event>> {
        self.maps.events.events()
    }
    /// The constants in `.rodata`, to be read.
    pub fn rodata(&self) -> &Rodata {
        &self.rodata
    }
    /// How often each loaded program has run, by its name, and for how long: see
    /// [`measure_programs`](::coolbpf::measure_programs). Linux 5.1.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`](::coolbpf::ErrorKind) before that.
    pub fn statistics(
        &self,
    ) -> ::coolbpf::Result<
        ::std::vec::Vec<(::std::string::String, ::coolbpf::ProgramStatistics)>,
    > {
        self.object.statistics()
    }
    /// The types that CO-RE relocations were answered by.
    #[must_use]
    pub fn kernel_types(&self) -> &::coolbpf::KernelTypes {
        self.object.kernel_types()
    }
}
/// Opens what [`Bpf::pin_all`] has pinned to a directory: that of another process, or of the last run of this one.
///
/// # Errors
/// Where there are no such pins, those of another program, or of a version whose maps hold other types.
pub fn from_pins(
    directory: impl ::core::convert::AsRef<::std::path::Path>,
) -> ::coolbpf::Result<Pinned> {
    let object = ::coolbpf::Pins::open(
        directory.as_ref(),
        "fileguard",
        __COOLBPF_SHAPES,
        __COOLBPF_CARRIED,
    )?;
    ::coolbpf::Result::Ok(Pinned {
        maps: Maps::of(&object)?,
        rodata: Rodata::of(&object)?,
        object,
    })
}
/// The program as files of a BPF file system keep it. Dropping it leaves them, and the programs attached.
#[derive(Debug)]
pub struct Pinned {
    /// The maps.
    pub maps: Maps,
    rodata: Rodata,
    object: ::coolbpf::Pins,
}
impl Pinned {
    /// The events of the map `events`, as they come.
    ///
    /// # Errors
    /// Where they are being read already, or the ring buffer can't be mapped.
    pub fn events(&self) -> ::coolbpf::Result<::coolbpf::Events<'_, types::event>> {
        self.maps.events.events()
    }
    /// The constants in `.rodata`, to be read.
    pub fn rodata(&self) -> &Rodata {
        &self.rodata
    }
    /// The files: their directory, the links, and whether they are of the same version as this process.
    #[must_use]
    pub fn pins(&self) -> &::coolbpf::Pins {
        &self.object
    }
    /// Removes the files, which detaches the programs unless a process holds their links.
    ///
    /// # Errors
    /// Where one of them can't be removed.
    pub fn unpin(self) -> ::coolbpf::Result<()> {
        self.object.unpin()
    }
}
impl ::coolbpf::Running for Pinned {
    fn __parts(
        &self,
    ) -> ::coolbpf::Result<::std::vec::Vec<::coolbpf::__private::v1::Part>> {
        self.object.parts()
    }
    fn __take_links(
        &mut self,
    ) -> ::coolbpf::Result<::std::vec::Vec<(::std::string::String, ::coolbpf::Link)>> {
        self.object.links()
    }
    fn __give_back(
        &mut self,
        _: ::std::vec::Vec<(::std::string::String, ::coolbpf::Link)>,
    ) {}
}
impl ::coolbpf::Running for Bpf {
    fn __parts(
        &self,
    ) -> ::coolbpf::Result<::std::vec::Vec<::coolbpf::__private::v1::Part>> {
        self.object.parts(__COOLBPF_SHAPES)
    }
    fn __take_links(
        &mut self,
    ) -> ::coolbpf::Result<::std::vec::Vec<(::std::string::String, ::coolbpf::Link)>> {
        self.object.named(&mut self.links)
    }
    fn __give_back(
        &mut self,
        links: ::std::vec::Vec<(::std::string::String, ::coolbpf::Link)>,
    ) {
        self.links.extend(links.into_iter().map(|(_, link)| link));
    }
}
static __COOLBPF_CARRIED: &[::coolbpf::__private::v1::Carried] = __COOLBPF_OBJECTS;
const __COOLBPF_SHAPES: ::coolbpf::__private::v1::Shapes = &[
    (
        "guarded",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::place>(),
            ::coolbpf::__private::v1::Shape::of::<u32>(),
        ],
    ),
    (
        "guarded_names",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::name>(),
            ::coolbpf::__private::v1::Shape::of::<u32>(),
        ],
    ),
    (
        "excepted_comms",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::comm>(),
            ::coolbpf::__private::v1::Shape::of::<u8>(),
        ],
    ),
    (
        "excepted_uids",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<u8>(),
        ],
    ),
    (
        "excepted_groups",
        &[
            ::coolbpf::__private::v1::Shape::of::<u64>(),
            ::coolbpf::__private::v1::Shape::of::<u8>(),
        ],
    ),
    ("events", &[::coolbpf::__private::v1::Shape::of::<types::event>()]),
    (
        "asking",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<types::asked>(),
        ],
    ),
    (".rodata", &[::coolbpf::__private::v1::Shape::of::<types::rodata>()]),
];
impl ::coolbpf::__private::v1::Tested for Open {
    fn for_test() -> ::coolbpf::Result<Self> {
        open()
    }
}
impl ::coolbpf::__private::v1::Tested for Bpf {
    fn for_test() -> ::coolbpf::Result<Self> {
        open()?.load()
    }
}
/// The constants in `.rodata`, each by itself; all of them by the methods of [`Globals`](::coolbpf::Globals).
#[derive(Debug)]
pub struct Rodata {
    /// `u32 watched`, at byte 0 of `.rodata`.
    pub watched: ::coolbpf::Constant<u32>,
    /// `u32 denied`, at byte 4 of `.rodata`.
    pub denied: ::coolbpf::Constant<u32>,
    /// `u32 has_exceptions`, at byte 8 of `.rodata`.
    pub has_exceptions: ::coolbpf::Constant<u32>,
    /// `u32 has_names`, at byte 12 of `.rodata`.
    pub has_names: ::coolbpf::Constant<u32>,
    /// `struct coolbpf_filter filter`, at byte 16 of `.rodata`.
    pub filter: ::coolbpf::Constant<types::coolbpf_filter>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            watched: all.constant(0)?,
            denied: all.constant(4)?,
            has_exceptions: all.constant(8)?,
            has_names: all.constant(12)?,
            filter: all.constant(16)?,
            __all: all,
        })
    }
}
impl ::core::ops::Deref for Rodata {
    type Target = ::coolbpf::Globals<types::rodata>;
    fn deref(&self) -> &Self::Target {
        &self.__all
    }
}
/// The maps.
#[derive(Debug)]
pub struct Maps {
    /// The map `guarded`: a hash map.
    pub guarded: ::coolbpf::HashMap<types::place, u32>,
    /// The map `guarded_names`: a hash map.
    pub guarded_names: ::coolbpf::HashMap<types::name, u32>,
    /// The map `excepted_comms`: a hash map.
    pub excepted_comms: ::coolbpf::HashMap<types::comm, u8>,
    /// The map `excepted_uids`: a hash map.
    pub excepted_uids: ::coolbpf::HashMap<u32, u8>,
    /// The map `excepted_groups`: a hash map.
    pub excepted_groups: ::coolbpf::HashMap<u64, u8>,
    /// The map `events`: a channel of events.
    pub events: ::coolbpf::Channel<types::event>,
    /// The map `asking`: a hash map that forgets its oldest entries.
    pub asking: ::coolbpf::HashMap<u32, types::asked>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            guarded: <::coolbpf::HashMap<
                types::place,
                u32,
            >>::of(object.map("guarded")?)?,
            guarded_names: <::coolbpf::HashMap<
                types::name,
                u32,
            >>::of(object.map("guarded_names")?)?,
            excepted_comms: <::coolbpf::HashMap<
                types::comm,
                u8,
            >>::of(object.map("excepted_comms")?)?,
            excepted_uids: <::coolbpf::HashMap<
                u32,
                u8,
            >>::of(object.map("excepted_uids")?)?,
            excepted_groups: <::coolbpf::HashMap<
                u64,
                u8,
            >>::of(object.map("excepted_groups")?)?,
            events: object.channel("events")?,
            asking: <::coolbpf::HashMap<u32, types::asked>>::of(object.map("asking")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `lsm_file_open` in the section `lsm/file_open`.
    pub lsm_file_open: ::coolbpf::Program,
    /// The program `fexit_file_open` in the section `fexit/security_file_open`.
    pub fexit_file_open: ::coolbpf::Program,
    /// The program `lsm_inode_create` in the section `lsm/inode_create`.
    pub lsm_inode_create: ::coolbpf::Program,
    /// The program `fexit_inode_create` in the section `fexit/security_inode_create`.
    pub fexit_inode_create: ::coolbpf::Program,
    /// The program `lsm_inode_mkdir` in the section `lsm/inode_mkdir`.
    pub lsm_inode_mkdir: ::coolbpf::Program,
    /// The program `fexit_inode_mkdir` in the section `fexit/security_inode_mkdir`.
    pub fexit_inode_mkdir: ::coolbpf::Program,
    /// The program `lsm_inode_mknod` in the section `lsm/inode_mknod`.
    pub lsm_inode_mknod: ::coolbpf::Program,
    /// The program `fexit_inode_mknod` in the section `fexit/security_inode_mknod`.
    pub fexit_inode_mknod: ::coolbpf::Program,
    /// The program `lsm_inode_symlink` in the section `lsm/inode_symlink`.
    pub lsm_inode_symlink: ::coolbpf::Program,
    /// The program `fexit_inode_symlink` in the section `fexit/security_inode_symlink`.
    pub fexit_inode_symlink: ::coolbpf::Program,
    /// The program `lsm_inode_unlink` in the section `lsm/inode_unlink`.
    pub lsm_inode_unlink: ::coolbpf::Program,
    /// The program `fexit_inode_unlink` in the section `fexit/security_inode_unlink`.
    pub fexit_inode_unlink: ::coolbpf::Program,
    /// The program `lsm_inode_rmdir` in the section `lsm/inode_rmdir`.
    pub lsm_inode_rmdir: ::coolbpf::Program,
    /// The program `fexit_inode_rmdir` in the section `fexit/security_inode_rmdir`.
    pub fexit_inode_rmdir: ::coolbpf::Program,
    /// The program `lsm_path_truncate` in the section `lsm/path_truncate`.
    pub lsm_path_truncate: ::coolbpf::Program,
    /// The program `fexit_path_truncate` in the section `fexit/security_path_truncate`.
    pub fexit_path_truncate: ::coolbpf::Program,
    /// The program `lsm_path_chmod` in the section `lsm/path_chmod`.
    pub lsm_path_chmod: ::coolbpf::Program,
    /// The program `fexit_path_chmod` in the section `fexit/security_path_chmod`.
    pub fexit_path_chmod: ::coolbpf::Program,
    /// The program `lsm_inode_link` in the section `lsm/inode_link`.
    pub lsm_inode_link: ::coolbpf::Program,
    /// The program `fexit_inode_link` in the section `fexit/security_inode_link`.
    pub fexit_inode_link: ::coolbpf::Program,
    /// The program `lsm_inode_rename` in the section `lsm/inode_rename`.
    pub lsm_inode_rename: ::coolbpf::Program,
    /// The program `fexit_inode_rename` in the section `fexit/security_inode_rename`.
    pub fexit_inode_rename: ::coolbpf::Program,
    /// The program `enter_openat` in the section `tracepoint/syscalls/sys_enter_openat`.
    pub enter_openat: ::coolbpf::Program,
    /// The program `exit_openat` in the section `tracepoint/syscalls/sys_exit_openat`.
    pub exit_openat: ::coolbpf::Program,
    /// The program `enter_openat2` in the section `tracepoint/syscalls/sys_enter_openat2`.
    pub enter_openat2: ::coolbpf::Program,
    /// The program `exit_openat2` in the section `tracepoint/syscalls/sys_exit_openat2`.
    pub exit_openat2: ::coolbpf::Program,
    /// The program `enter_mkdirat` in the section `tracepoint/syscalls/sys_enter_mkdirat`.
    pub enter_mkdirat: ::coolbpf::Program,
    /// The program `exit_mkdirat` in the section `tracepoint/syscalls/sys_exit_mkdirat`.
    pub exit_mkdirat: ::coolbpf::Program,
    /// The program `enter_unlinkat` in the section `tracepoint/syscalls/sys_enter_unlinkat`.
    pub enter_unlinkat: ::coolbpf::Program,
    /// The program `exit_unlinkat` in the section `tracepoint/syscalls/sys_exit_unlinkat`.
    pub exit_unlinkat: ::coolbpf::Program,
    /// The program `enter_truncate` in the section `tracepoint/syscalls/sys_enter_truncate`.
    pub enter_truncate: ::coolbpf::Program,
    /// The program `exit_truncate` in the section `tracepoint/syscalls/sys_exit_truncate`.
    pub exit_truncate: ::coolbpf::Program,
    /// The program `enter_fchmodat` in the section `tracepoint/syscalls/sys_enter_fchmodat`.
    pub enter_fchmodat: ::coolbpf::Program,
    /// The program `exit_fchmodat` in the section `tracepoint/syscalls/sys_exit_fchmodat`.
    pub exit_fchmodat: ::coolbpf::Program,
    /// The program `enter_renameat` in the section `tracepoint/syscalls/sys_enter_renameat`.
    pub enter_renameat: ::coolbpf::Program,
    /// The program `exit_renameat` in the section `tracepoint/syscalls/sys_exit_renameat`.
    pub exit_renameat: ::coolbpf::Program,
    /// The program `enter_renameat2` in the section `tracepoint/syscalls/sys_enter_renameat2`.
    pub enter_renameat2: ::coolbpf::Program,
    /// The program `exit_renameat2` in the section `tracepoint/syscalls/sys_exit_renameat2`.
    pub exit_renameat2: ::coolbpf::Program,
    /// The program `enter_linkat` in the section `tracepoint/syscalls/sys_enter_linkat`.
    pub enter_linkat: ::coolbpf::Program,
    /// The program `exit_linkat` in the section `tracepoint/syscalls/sys_exit_linkat`.
    pub exit_linkat: ::coolbpf::Program,
    /// The program `enter_open` in the section `tracepoint/syscalls/sys_enter_open`.
    pub enter_open: ::coolbpf::Program,
    /// The program `exit_open` in the section `tracepoint/syscalls/sys_exit_open`.
    pub exit_open: ::coolbpf::Program,
    /// The program `enter_creat` in the section `tracepoint/syscalls/sys_enter_creat`.
    pub enter_creat: ::coolbpf::Program,
    /// The program `exit_creat` in the section `tracepoint/syscalls/sys_exit_creat`.
    pub exit_creat: ::coolbpf::Program,
    /// The program `enter_mkdir` in the section `tracepoint/syscalls/sys_enter_mkdir`.
    pub enter_mkdir: ::coolbpf::Program,
    /// The program `exit_mkdir` in the section `tracepoint/syscalls/sys_exit_mkdir`.
    pub exit_mkdir: ::coolbpf::Program,
    /// The program `enter_unlink` in the section `tracepoint/syscalls/sys_enter_unlink`.
    pub enter_unlink: ::coolbpf::Program,
    /// The program `exit_unlink` in the section `tracepoint/syscalls/sys_exit_unlink`.
    pub exit_unlink: ::coolbpf::Program,
    /// The program `enter_rmdir` in the section `tracepoint/syscalls/sys_enter_rmdir`.
    pub enter_rmdir: ::coolbpf::Program,
    /// The program `exit_rmdir` in the section `tracepoint/syscalls/sys_exit_rmdir`.
    pub exit_rmdir: ::coolbpf::Program,
    /// The program `enter_chmod` in the section `tracepoint/syscalls/sys_enter_chmod`.
    pub enter_chmod: ::coolbpf::Program,
    /// The program `exit_chmod` in the section `tracepoint/syscalls/sys_exit_chmod`.
    pub exit_chmod: ::coolbpf::Program,
    /// The program `enter_rename` in the section `tracepoint/syscalls/sys_enter_rename`.
    pub enter_rename: ::coolbpf::Program,
    /// The program `exit_rename` in the section `tracepoint/syscalls/sys_exit_rename`.
    pub exit_rename: ::coolbpf::Program,
    /// The program `enter_link` in the section `tracepoint/syscalls/sys_enter_link`.
    pub enter_link: ::coolbpf::Program,
    /// The program `exit_link` in the section `tracepoint/syscalls/sys_exit_link`.
    pub exit_link: ::coolbpf::Program,
}
/// The groups of alternatives before the load.
#[derive(Debug)]
pub struct OpenAlternatives {
    /// The alternatives `guard`.
    pub guard: ::coolbpf::OpenAlternatives<alternatives::Guard>,
}
/// The groups of alternatives. Shown, each is a line that tells which way is used and why others don't work.
#[derive(Debug)]
pub struct Alternatives {
    /// The alternatives `guard`.
    pub guard: ::coolbpf::Alternatives<alternatives::Guard>,
}
impl ::core::fmt::Display for Alternatives {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&self.guard, f)?;
        ::core::result::Result::Ok(())
    }
}
/// The ways of each group of alternatives.
pub mod alternatives {
    /// The ways of the alternatives `guard`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Guard {
        /// `lsm`: the programs `lsm_file_open` (`lsm/file_open`), `lsm_inode_create` (`lsm/inode_create`), `lsm_inode_mkdir` (`lsm/inode_mkdir`), `lsm_inode_mknod` (`lsm/inode_mknod`), `lsm_inode_symlink` (`lsm/inode_symlink`), `lsm_inode_unlink` (`lsm/inode_unlink`), `lsm_inode_rmdir` (`lsm/inode_rmdir`), `lsm_path_truncate` (`lsm/path_truncate`), `lsm_path_chmod` (`lsm/path_chmod`), `lsm_inode_link` (`lsm/inode_link`), `lsm_inode_rename` (`lsm/inode_rename`).
        Lsm,
        /// `fexit`: the programs `fexit_file_open` (`fexit/security_file_open`), `fexit_inode_create` (`fexit/security_inode_create`), `fexit_inode_mkdir` (`fexit/security_inode_mkdir`), `fexit_inode_mknod` (`fexit/security_inode_mknod`), `fexit_inode_symlink` (`fexit/security_inode_symlink`), `fexit_inode_unlink` (`fexit/security_inode_unlink`), `fexit_inode_rmdir` (`fexit/security_inode_rmdir`), `fexit_path_truncate` (`fexit/security_path_truncate`), `fexit_path_chmod` (`fexit/security_path_chmod`), `fexit_inode_link` (`fexit/security_inode_link`), `fexit_inode_rename` (`fexit/security_inode_rename`).
        Fexit,
        /// `tracepoint`: the programs `enter_openat` (`tracepoint/syscalls/sys_enter_openat`), `exit_openat` (`tracepoint/syscalls/sys_exit_openat`), `enter_openat2` (`tracepoint/syscalls/sys_enter_openat2`), `exit_openat2` (`tracepoint/syscalls/sys_exit_openat2`), `enter_mkdirat` (`tracepoint/syscalls/sys_enter_mkdirat`), `exit_mkdirat` (`tracepoint/syscalls/sys_exit_mkdirat`), `enter_unlinkat` (`tracepoint/syscalls/sys_enter_unlinkat`), `exit_unlinkat` (`tracepoint/syscalls/sys_exit_unlinkat`), `enter_truncate` (`tracepoint/syscalls/sys_enter_truncate`), `exit_truncate` (`tracepoint/syscalls/sys_exit_truncate`), `enter_fchmodat` (`tracepoint/syscalls/sys_enter_fchmodat`), `exit_fchmodat` (`tracepoint/syscalls/sys_exit_fchmodat`), `enter_renameat` (`tracepoint/syscalls/sys_enter_renameat`), `exit_renameat` (`tracepoint/syscalls/sys_exit_renameat`), `enter_renameat2` (`tracepoint/syscalls/sys_enter_renameat2`), `exit_renameat2` (`tracepoint/syscalls/sys_exit_renameat2`), `enter_linkat` (`tracepoint/syscalls/sys_enter_linkat`), `exit_linkat` (`tracepoint/syscalls/sys_exit_linkat`), `enter_open` (`tracepoint/syscalls/sys_enter_open`), `exit_open` (`tracepoint/syscalls/sys_exit_open`), `enter_creat` (`tracepoint/syscalls/sys_enter_creat`), `exit_creat` (`tracepoint/syscalls/sys_exit_creat`), `enter_mkdir` (`tracepoint/syscalls/sys_enter_mkdir`), `exit_mkdir` (`tracepoint/syscalls/sys_exit_mkdir`), `enter_unlink` (`tracepoint/syscalls/sys_enter_unlink`), `exit_unlink` (`tracepoint/syscalls/sys_exit_unlink`), `enter_rmdir` (`tracepoint/syscalls/sys_enter_rmdir`), `exit_rmdir` (`tracepoint/syscalls/sys_exit_rmdir`), `enter_chmod` (`tracepoint/syscalls/sys_enter_chmod`), `exit_chmod` (`tracepoint/syscalls/sys_exit_chmod`), `enter_rename` (`tracepoint/syscalls/sys_enter_rename`), `exit_rename` (`tracepoint/syscalls/sys_exit_rename`), `enter_link` (`tracepoint/syscalls/sys_enter_link`), `exit_link` (`tracepoint/syscalls/sys_exit_link`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for Guard {
        const GROUP: &'static str = "guard";
        const ALL: &'static [Self] = &[Self::Lsm, Self::Fexit, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::Lsm => "lsm",
                Self::Fexit => "fexit",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for Guard {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Guard {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `struct asked`, 32 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct asked {
        /// `u64 name`, at byte 0.
        pub name: u64,
        /// `u64 second_name`, at byte 8.
        pub second_name: u64,
        /// `s32 directory`, at byte 16.
        pub directory: i32,
        /// `s32 second_directory`, at byte 20.
        pub second_directory: i32,
        /// `u32 operation`, at byte 24.
        pub operation: u32,
        /// `u32 padding`, at byte 28.
        pub padding: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < asked > () == 32);
        ::core::assert!(
            32 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < i32 > () +
            ::coolbpf::__private::v1::storage::size:: < i32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(asked, name) == 0);
        ::core::assert!(::core::mem::offset_of!(asked, second_name) == 8);
        ::core::assert!(::core::mem::offset_of!(asked, directory) == 16);
        ::core::assert!(::core::mem::offset_of!(asked, second_directory) == 20);
        ::core::assert!(::core::mem::offset_of!(asked, operation) == 24);
        ::core::assert!(::core::mem::offset_of!(asked, padding) == 28);
    };
    unsafe impl ::coolbpf::Value for asked {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "name",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "second_name",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "directory",
                128,
                32,
                <i32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "second_directory",
                160,
                32,
                <i32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "operation",
                192,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                224,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for asked {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for asked {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("asked")
                .field("name", &self.name)
                .field("second_name", &self.second_name)
                .field("directory", &self.directory)
                .field("second_directory", &self.second_directory)
                .field("operation", &self.operation)
                .field("padding", &self.padding)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for asked {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.name, &other.name)
                && ::core::cmp::PartialEq::eq(&self.second_name, &other.second_name)
                && ::core::cmp::PartialEq::eq(&self.directory, &other.directory)
                && ::core::cmp::PartialEq::eq(
                    &self.second_directory,
                    &other.second_directory,
                ) && ::core::cmp::PartialEq::eq(&self.operation, &other.operation)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
        }
    }
    impl ::core::cmp::Eq for asked {}
    impl ::core::hash::Hash for asked {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.name, state);
            ::core::hash::Hash::hash(&self.second_name, state);
            ::core::hash::Hash::hash(&self.directory, state);
            ::core::hash::Hash::hash(&self.second_directory, state);
            ::core::hash::Hash::hash(&self.operation, state);
            ::core::hash::Hash::hash(&self.padding, state);
        }
    }
    /// `struct comm`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct comm {
        /// `char text[16]`, at byte 0.
        pub text: ::coolbpf::Chars<16>,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < comm > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 >
            > ()
        );
        ::core::assert!(::core::mem::offset_of!(comm, text) == 0);
    };
    unsafe impl ::coolbpf::Value for comm {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "text",
                0,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for comm {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for comm {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("comm").field("text", &self.text).finish()
        }
    }
    impl ::core::cmp::PartialEq for comm {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.text, &other.text)
        }
    }
    impl ::core::cmp::Eq for comm {}
    impl ::core::hash::Hash for comm {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.text, state);
        }
    }
    /// `struct coolbpf_filter`, 56 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_filter {
        /// `__u32 process`, at byte 0.
        pub process: u32,
        /// `__u32 thread`, at byte 4.
        pub thread: u32,
        /// `__u32 has_user`, at byte 8.
        pub has_user: u32,
        /// `__u32 user`, at byte 12.
        pub user: u32,
        /// `__u64 cgroup`, at byte 16.
        pub cgroup: u64,
        /// `__u64 within`, at byte 24.
        pub within: u64,
        /// `__u32 level`, at byte 32.
        pub level: u32,
        /// `char comm[16]`, at byte 36.
        pub comm: ::coolbpf::Chars<16>,
        /// `__u32 padding`, at byte 52.
        pub padding: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_filter > () == 56);
        ::core::assert!(
            56 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, process) == 0);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, thread) == 4);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, has_user) == 8);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, user) == 12);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, cgroup) == 16);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, within) == 24);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, level) == 32);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, comm) == 36);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, padding) == 52);
    };
    unsafe impl ::coolbpf::Value for coolbpf_filter {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "process",
                0,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "thread",
                32,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "has_user",
                64,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "user",
                96,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "cgroup",
                128,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "within",
                192,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "level",
                256,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "comm",
                288,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                416,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_filter {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_filter {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_filter")
                .field("process", &self.process)
                .field("thread", &self.thread)
                .field("has_user", &self.has_user)
                .field("user", &self.user)
                .field("cgroup", &self.cgroup)
                .field("within", &self.within)
                .field("level", &self.level)
                .field("comm", &self.comm)
                .field("padding", &self.padding)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_filter {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.process, &other.process)
                && ::core::cmp::PartialEq::eq(&self.thread, &other.thread)
                && ::core::cmp::PartialEq::eq(&self.has_user, &other.has_user)
                && ::core::cmp::PartialEq::eq(&self.user, &other.user)
                && ::core::cmp::PartialEq::eq(&self.cgroup, &other.cgroup)
                && ::core::cmp::PartialEq::eq(&self.within, &other.within)
                && ::core::cmp::PartialEq::eq(&self.level, &other.level)
                && ::core::cmp::PartialEq::eq(&self.comm, &other.comm)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
        }
    }
    impl ::core::cmp::Eq for coolbpf_filter {}
    impl ::core::hash::Hash for coolbpf_filter {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.process, state);
            ::core::hash::Hash::hash(&self.thread, state);
            ::core::hash::Hash::hash(&self.has_user, state);
            ::core::hash::Hash::hash(&self.user, state);
            ::core::hash::Hash::hash(&self.cgroup, state);
            ::core::hash::Hash::hash(&self.within, state);
            ::core::hash::Hash::hash(&self.level, state);
            ::core::hash::Hash::hash(&self.comm, state);
            ::core::hash::Hash::hash(&self.padding, state);
        }
    }
    /// `struct coolbpf_path`, 4360 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_path {
        /// `__u32 start`, at byte 0.
        pub start: u32,
        /// `__u32 parts`, at byte 4.
        pub parts: u32,
        /// `char text[4352]`, at byte 8.
        pub text: ::coolbpf::Chars<4352>,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_path > () == 4360);
        ::core::assert!(
            4360 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 4352 > > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_path, start) == 0);
        ::core::assert!(::core::mem::offset_of!(coolbpf_path, parts) == 4);
        ::core::assert!(::core::mem::offset_of!(coolbpf_path, text) == 8);
    };
    unsafe impl ::coolbpf::Value for coolbpf_path {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "start",
                0,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "parts",
                32,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "text",
                64,
                34816,
                <::coolbpf::Chars<4352> as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_path {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_path {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_path")
                .field("start", &self.start)
                .field("parts", &self.parts)
                .field("text", &self.text)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_path {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.start, &other.start)
                && ::core::cmp::PartialEq::eq(&self.parts, &other.parts)
                && ::core::cmp::PartialEq::eq(&self.text, &other.text)
        }
    }
    impl ::core::cmp::Eq for coolbpf_path {}
    impl ::core::hash::Hash for coolbpf_path {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.start, state);
            ::core::hash::Hash::hash(&self.parts, state);
            ::core::hash::Hash::hash(&self.text, state);
        }
    }
    /// `struct event`, 4656 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct event {
        /// `u32 pid`, at byte 0.
        pub pid: u32,
        /// `u32 uid`, at byte 4.
        pub uid: u32,
        /// `u32 operation`, at byte 8.
        pub operation: u32,
        /// `s32 result`, at byte 12.
        pub result: i32,
        /// `u32 guard`, at byte 16.
        pub guard: u32,
        /// `u32 padding`, at byte 20.
        pub padding: u32,
        /// `char comm[16]`, at byte 24.
        pub comm: ::coolbpf::Chars<16>,
        /// `char name[256]`, at byte 40.
        pub name: ::coolbpf::Chars<256>,
        /// `struct coolbpf_path path`, at byte 296.
        pub path: coolbpf_path,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < event > () == 4656);
        ::core::assert!(
            4656 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < i32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 256 > > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_path > ()
        );
        ::core::assert!(::core::mem::offset_of!(event, pid) == 0);
        ::core::assert!(::core::mem::offset_of!(event, uid) == 4);
        ::core::assert!(::core::mem::offset_of!(event, operation) == 8);
        ::core::assert!(::core::mem::offset_of!(event, result) == 12);
        ::core::assert!(::core::mem::offset_of!(event, guard) == 16);
        ::core::assert!(::core::mem::offset_of!(event, padding) == 20);
        ::core::assert!(::core::mem::offset_of!(event, comm) == 24);
        ::core::assert!(::core::mem::offset_of!(event, name) == 40);
        ::core::assert!(::core::mem::offset_of!(event, path) == 296);
    };
    unsafe impl ::coolbpf::Value for event {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "pid",
                0,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "uid",
                32,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "operation",
                64,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "result",
                96,
                32,
                <i32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "guard",
                128,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                160,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "comm",
                192,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "name",
                320,
                2048,
                <::coolbpf::Chars<256> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "path",
                2368,
                34880,
                <coolbpf_path as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for event {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for event {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("event")
                .field("pid", &self.pid)
                .field("uid", &self.uid)
                .field("operation", &self.operation)
                .field("result", &self.result)
                .field("guard", &self.guard)
                .field("padding", &self.padding)
                .field("comm", &self.comm)
                .field("name", &self.name)
                .field("path", &self.path)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for event {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.pid, &other.pid)
                && ::core::cmp::PartialEq::eq(&self.uid, &other.uid)
                && ::core::cmp::PartialEq::eq(&self.operation, &other.operation)
                && ::core::cmp::PartialEq::eq(&self.result, &other.result)
                && ::core::cmp::PartialEq::eq(&self.guard, &other.guard)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
                && ::core::cmp::PartialEq::eq(&self.comm, &other.comm)
                && ::core::cmp::PartialEq::eq(&self.name, &other.name)
                && ::core::cmp::PartialEq::eq(&self.path, &other.path)
        }
    }
    impl ::core::cmp::Eq for event {}
    impl ::core::hash::Hash for event {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.pid, state);
            ::core::hash::Hash::hash(&self.uid, state);
            ::core::hash::Hash::hash(&self.operation, state);
            ::core::hash::Hash::hash(&self.result, state);
            ::core::hash::Hash::hash(&self.guard, state);
            ::core::hash::Hash::hash(&self.padding, state);
            ::core::hash::Hash::hash(&self.comm, state);
            ::core::hash::Hash::hash(&self.name, state);
            ::core::hash::Hash::hash(&self.path, state);
        }
    }
    /// `struct name`, 88 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct name {
        /// `struct place directory`, at byte 0.
        pub directory: place,
        /// `u32 length`, at byte 16.
        pub length: u32,
        /// `char text[64]`, at byte 20.
        pub text: ::coolbpf::Chars<64>,
        /// `u32 padding`, at byte 84.
        pub padding: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < name > () == 88);
        ::core::assert!(
            88 == 0 + ::coolbpf::__private::v1::storage::size:: < place > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 64 > > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(name, directory) == 0);
        ::core::assert!(::core::mem::offset_of!(name, length) == 16);
        ::core::assert!(::core::mem::offset_of!(name, text) == 20);
        ::core::assert!(::core::mem::offset_of!(name, padding) == 84);
    };
    unsafe impl ::coolbpf::Value for name {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "directory",
                0,
                128,
                <place as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "length",
                128,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "text",
                160,
                512,
                <::coolbpf::Chars<64> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                672,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for name {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for name {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("name")
                .field("directory", &self.directory)
                .field("length", &self.length)
                .field("text", &self.text)
                .field("padding", &self.padding)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for name {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.directory, &other.directory)
                && ::core::cmp::PartialEq::eq(&self.length, &other.length)
                && ::core::cmp::PartialEq::eq(&self.text, &other.text)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
        }
    }
    impl ::core::cmp::Eq for name {}
    impl ::core::hash::Hash for name {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.directory, state);
            ::core::hash::Hash::hash(&self.length, state);
            ::core::hash::Hash::hash(&self.text, state);
            ::core::hash::Hash::hash(&self.padding, state);
        }
    }
    /// `struct place`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct place {
        /// `u64 inode`, at byte 0.
        pub inode: u64,
        /// `u32 device`, at byte 8.
        pub device: u32,
        /// `u32 padding`, at byte 12.
        pub padding: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < place > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(place, inode) == 0);
        ::core::assert!(::core::mem::offset_of!(place, device) == 8);
        ::core::assert!(::core::mem::offset_of!(place, padding) == 12);
    };
    unsafe impl ::coolbpf::Value for place {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "inode",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "device",
                64,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                96,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for place {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for place {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("place")
                .field("inode", &self.inode)
                .field("device", &self.device)
                .field("padding", &self.padding)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for place {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.inode, &other.inode)
                && ::core::cmp::PartialEq::eq(&self.device, &other.device)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
        }
    }
    impl ::core::cmp::Eq for place {}
    impl ::core::hash::Hash for place {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.inode, state);
            ::core::hash::Hash::hash(&self.device, state);
            ::core::hash::Hash::hash(&self.padding, state);
        }
    }
    /// `SEC(".rodata")`, 72 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u32 watched`, at byte 0.
        pub watched: u32,
        /// `u32 denied`, at byte 4.
        pub denied: u32,
        /// `u32 has_exceptions`, at byte 8.
        pub has_exceptions: u32,
        /// `u32 has_names`, at byte 12.
        pub has_names: u32,
        /// `struct coolbpf_filter filter`, at byte 16.
        pub filter: coolbpf_filter,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 72);
        ::core::assert!(
            72 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_filter > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, watched) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, denied) == 4);
        ::core::assert!(::core::mem::offset_of!(rodata, has_exceptions) == 8);
        ::core::assert!(::core::mem::offset_of!(rodata, has_names) == 12);
        ::core::assert!(::core::mem::offset_of!(rodata, filter) == 16);
    };
    unsafe impl ::coolbpf::Value for rodata {}
    impl ::core::default::Default for rodata {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for rodata {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("rodata")
                .field("watched", &self.watched)
                .field("denied", &self.denied)
                .field("has_exceptions", &self.has_exceptions)
                .field("has_names", &self.has_names)
                .field("filter", &self.filter)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.watched, &other.watched)
                && ::core::cmp::PartialEq::eq(&self.denied, &other.denied)
                && ::core::cmp::PartialEq::eq(
                    &self.has_exceptions,
                    &other.has_exceptions,
                ) && ::core::cmp::PartialEq::eq(&self.has_names, &other.has_names)
                && ::core::cmp::PartialEq::eq(&self.filter, &other.filter)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.watched, state);
            ::core::hash::Hash::hash(&self.denied, state);
            ::core::hash::Hash::hash(&self.has_exceptions, state);
            ::core::hash::Hash::hash(&self.has_names, state);
            ::core::hash::Hash::hash(&self.filter, state);
        }
    }
}
#[allow(clippy::transmute_ptr_to_ptr)]
mod skeleton {
    use ::coolbpf::__private::v1::Present as _;
    pub use self::imp::*;
    mod imp {
        use super::*;
        use ::coolbpf::__private::v1::libbpf_rs::libbpf_sys;
        use ::coolbpf::__private::v1::libbpf_rs::skel::OpenSkel;
        use ::coolbpf::__private::v1::libbpf_rs::skel::Skel;
        use ::coolbpf::__private::v1::libbpf_rs::skel::SkelBuilder;
        use ::coolbpf::__private::v1::libbpf_rs::AsRawLibbpf as _;
        use ::coolbpf::__private::v1::libbpf_rs::MapCore as _;
        use ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder;
        fn build_skel_config(
            object: &'static [u8],
        ) -> ::coolbpf::__private::v1::libbpf_rs::Result<
            ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'static,
            >,
        > {
            let mut builder = ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfigBuilder::new(
                &*object,
            );
            builder
                .name("fileguard_bpf")
                .map("guarded", false)
                .map("guarded_names", false)
                .map("excepted_comms", false)
                .map("excepted_uids", false)
                .map("excepted_groups", false)
                .map("events", false)
                .map("__coolbpf_state_events", false)
                .map("asking", false)
                .map("fileguar.rodata", true)
                .prog("lsm_file_open")
                .prog("fexit_file_open")
                .prog("lsm_inode_create")
                .prog("fexit_inode_create")
                .prog("lsm_inode_mkdir")
                .prog("fexit_inode_mkdir")
                .prog("lsm_inode_mknod")
                .prog("fexit_inode_mknod")
                .prog("lsm_inode_symlink")
                .prog("fexit_inode_symlink")
                .prog("lsm_inode_unlink")
                .prog("fexit_inode_unlink")
                .prog("lsm_inode_rmdir")
                .prog("fexit_inode_rmdir")
                .prog("lsm_path_truncate")
                .prog("fexit_path_truncate")
                .prog("lsm_path_chmod")
                .prog("fexit_path_chmod")
                .prog("lsm_inode_link")
                .prog("fexit_inode_link")
                .prog("lsm_inode_rename")
                .prog("fexit_inode_rename")
                .prog("enter_openat")
                .prog("exit_openat")
                .prog("enter_openat2")
                .prog("exit_openat2")
                .prog("enter_mkdirat")
                .prog("exit_mkdirat")
                .prog("enter_unlinkat")
                .prog("exit_unlinkat")
                .prog("enter_truncate")
                .prog("exit_truncate")
                .prog("enter_fchmodat")
                .prog("exit_fchmodat")
                .prog("enter_renameat")
                .prog("exit_renameat")
                .prog("enter_renameat2")
                .prog("exit_renameat2")
                .prog("enter_linkat")
                .prog("exit_linkat")
                .prog("enter_open")
                .prog("exit_open")
                .prog("enter_creat")
                .prog("exit_creat")
                .prog("enter_mkdir")
                .prog("exit_mkdir")
                .prog("enter_unlink")
                .prog("exit_unlink")
                .prog("enter_rmdir")
                .prog("exit_rmdir")
                .prog("enter_chmod")
                .prog("exit_chmod")
                .prog("enter_rename")
                .prog("exit_rename")
                .prog("enter_link")
                .prog("exit_link");
            builder.build()
        }
        pub struct OpenFileguardMaps<'obj> {
            pub map_guarded: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_guarded_names: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_excepted_comms: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<
                'obj,
            >,
            pub map_excepted_uids: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_excepted_groups: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<
                'obj,
            >,
            pub map_events: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map___coolbpf_state_events: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<
                'obj,
            >,
            pub map_asking: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenFileguardMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_guarded = None;
                let mut map_guarded_names = None;
                let mut map_excepted_comms = None;
                let mut map_excepted_uids = None;
                let mut map_excepted_groups = None;
                let mut map_events = None;
                let mut map___coolbpf_state_events = None;
                let mut map_asking = None;
                let mut rodata = None;
                let object = unsafe {
                    std::mem::transmute::<
                        &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                        &'obj mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                    >(object)
                };
                for map in object.maps_mut() {
                    let name = map
                        .name()
                        .to_str()
                        .ok_or_else(|| {
                            ::coolbpf::__private::v1::libbpf_rs::Error::from(
                                std::io::Error::new(
                                    std::io::ErrorKind::InvalidData,
                                    "map has invalid name",
                                ),
                            )
                        })?;
                    match name {
                        "guarded" => map_guarded = Some(map),
                        "guarded_names" => map_guarded_names = Some(map),
                        "excepted_comms" => map_excepted_comms = Some(map),
                        "excepted_uids" => map_excepted_uids = Some(map),
                        "excepted_groups" => map_excepted_groups = Some(map),
                        "events" => map_events = Some(map),
                        "__coolbpf_state_events" => {
                            map___coolbpf_state_events = Some(map);
                        }
                        "asking" => map_asking = Some(map),
                        "fileguar.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_guarded: map_guarded.present("map `map_guarded` not present")?,
                    map_guarded_names: map_guarded_names
                        .present("map `map_guarded_names` not present")?,
                    map_excepted_comms: map_excepted_comms
                        .present("map `map_excepted_comms` not present")?,
                    map_excepted_uids: map_excepted_uids
                        .present("map `map_excepted_uids` not present")?,
                    map_excepted_groups: map_excepted_groups
                        .present("map `map_excepted_groups` not present")?,
                    map_events: map_events.present("map `map_events` not present")?,
                    map___coolbpf_state_events: map___coolbpf_state_events
                        .present("map `map___coolbpf_state_events` not present")?,
                    map_asking: map_asking.present("map `map_asking` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(8)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct FileguardMaps<'obj> {
            pub map_guarded: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_guarded_names: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_excepted_comms: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_excepted_uids: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_excepted_groups: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_events: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map___coolbpf_state_events: ::coolbpf::__private::v1::libbpf_rs::MapMut<
                'obj,
            >,
            pub map_asking: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> FileguardMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_guarded = None;
                let mut map_guarded_names = None;
                let mut map_excepted_comms = None;
                let mut map_excepted_uids = None;
                let mut map_excepted_groups = None;
                let mut map_events = None;
                let mut map___coolbpf_state_events = None;
                let mut map_asking = None;
                let mut rodata = None;
                let object = unsafe {
                    std::mem::transmute::<
                        &mut ::coolbpf::__private::v1::libbpf_rs::Object,
                        &'obj mut ::coolbpf::__private::v1::libbpf_rs::Object,
                    >(object)
                };
                for map in object.maps_mut() {
                    let name = map
                        .name()
                        .to_str()
                        .ok_or_else(|| {
                            ::coolbpf::__private::v1::libbpf_rs::Error::from(
                                std::io::Error::new(
                                    std::io::ErrorKind::InvalidData,
                                    "map has invalid name",
                                ),
                            )
                        })?;
                    match name {
                        "guarded" => map_guarded = Some(map),
                        "guarded_names" => map_guarded_names = Some(map),
                        "excepted_comms" => map_excepted_comms = Some(map),
                        "excepted_uids" => map_excepted_uids = Some(map),
                        "excepted_groups" => map_excepted_groups = Some(map),
                        "events" => map_events = Some(map),
                        "__coolbpf_state_events" => {
                            map___coolbpf_state_events = Some(map);
                        }
                        "asking" => map_asking = Some(map),
                        "fileguar.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_guarded: map_guarded.present("map `map_guarded` not present")?,
                    map_guarded_names: map_guarded_names
                        .present("map `map_guarded_names` not present")?,
                    map_excepted_comms: map_excepted_comms
                        .present("map `map_excepted_comms` not present")?,
                    map_excepted_uids: map_excepted_uids
                        .present("map `map_excepted_uids` not present")?,
                    map_excepted_groups: map_excepted_groups
                        .present("map `map_excepted_groups` not present")?,
                    map_events: map_events.present("map `map_events` not present")?,
                    map___coolbpf_state_events: map___coolbpf_state_events
                        .present("map `map___coolbpf_state_events` not present")?,
                    map_asking: map_asking.present("map `map_asking` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(8)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenFileguardProgs<'obj> {
            pub prog_lsm_file_open: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_file_open: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_create: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_create: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_mkdir: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_mkdir: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_mknod: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_mknod: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_symlink: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_symlink: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_unlink: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_unlink: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_rmdir: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_rmdir: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_path_truncate: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_path_truncate: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_path_chmod: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_path_chmod: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_link: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_link: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_rename: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_rename: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_openat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_openat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_openat2: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_openat2: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_mkdirat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_mkdirat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_unlinkat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_unlinkat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_truncate: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_truncate: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_fchmodat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_fchmodat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_renameat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_renameat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_renameat2: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_renameat2: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_linkat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_linkat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_open: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_open: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_creat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_creat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_mkdir: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_mkdir: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_unlink: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_unlink: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_rmdir: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_rmdir: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_chmod: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_chmod: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_rename: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_rename: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_link: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_link: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenFileguardProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_lsm_file_open = None;
                let mut prog_fexit_file_open = None;
                let mut prog_lsm_inode_create = None;
                let mut prog_fexit_inode_create = None;
                let mut prog_lsm_inode_mkdir = None;
                let mut prog_fexit_inode_mkdir = None;
                let mut prog_lsm_inode_mknod = None;
                let mut prog_fexit_inode_mknod = None;
                let mut prog_lsm_inode_symlink = None;
                let mut prog_fexit_inode_symlink = None;
                let mut prog_lsm_inode_unlink = None;
                let mut prog_fexit_inode_unlink = None;
                let mut prog_lsm_inode_rmdir = None;
                let mut prog_fexit_inode_rmdir = None;
                let mut prog_lsm_path_truncate = None;
                let mut prog_fexit_path_truncate = None;
                let mut prog_lsm_path_chmod = None;
                let mut prog_fexit_path_chmod = None;
                let mut prog_lsm_inode_link = None;
                let mut prog_fexit_inode_link = None;
                let mut prog_lsm_inode_rename = None;
                let mut prog_fexit_inode_rename = None;
                let mut prog_enter_openat = None;
                let mut prog_exit_openat = None;
                let mut prog_enter_openat2 = None;
                let mut prog_exit_openat2 = None;
                let mut prog_enter_mkdirat = None;
                let mut prog_exit_mkdirat = None;
                let mut prog_enter_unlinkat = None;
                let mut prog_exit_unlinkat = None;
                let mut prog_enter_truncate = None;
                let mut prog_exit_truncate = None;
                let mut prog_enter_fchmodat = None;
                let mut prog_exit_fchmodat = None;
                let mut prog_enter_renameat = None;
                let mut prog_exit_renameat = None;
                let mut prog_enter_renameat2 = None;
                let mut prog_exit_renameat2 = None;
                let mut prog_enter_linkat = None;
                let mut prog_exit_linkat = None;
                let mut prog_enter_open = None;
                let mut prog_exit_open = None;
                let mut prog_enter_creat = None;
                let mut prog_exit_creat = None;
                let mut prog_enter_mkdir = None;
                let mut prog_exit_mkdir = None;
                let mut prog_enter_unlink = None;
                let mut prog_exit_unlink = None;
                let mut prog_enter_rmdir = None;
                let mut prog_exit_rmdir = None;
                let mut prog_enter_chmod = None;
                let mut prog_exit_chmod = None;
                let mut prog_enter_rename = None;
                let mut prog_exit_rename = None;
                let mut prog_enter_link = None;
                let mut prog_exit_link = None;
                let object = unsafe {
                    std::mem::transmute::<
                        &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                        &'obj mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                    >(object)
                };
                for prog in object.progs_mut() {
                    let name = prog
                        .name()
                        .to_str()
                        .ok_or_else(|| {
                            ::coolbpf::__private::v1::libbpf_rs::Error::from(
                                std::io::Error::new(
                                    std::io::ErrorKind::InvalidData,
                                    "prog has invalid name",
                                ),
                            )
                        })?;
                    match name {
                        "lsm_file_open" => prog_lsm_file_open = Some(prog),
                        "fexit_file_open" => prog_fexit_file_open = Some(prog),
                        "lsm_inode_create" => prog_lsm_inode_create = Some(prog),
                        "fexit_inode_create" => prog_fexit_inode_create = Some(prog),
                        "lsm_inode_mkdir" => prog_lsm_inode_mkdir = Some(prog),
                        "fexit_inode_mkdir" => prog_fexit_inode_mkdir = Some(prog),
                        "lsm_inode_mknod" => prog_lsm_inode_mknod = Some(prog),
                        "fexit_inode_mknod" => prog_fexit_inode_mknod = Some(prog),
                        "lsm_inode_symlink" => prog_lsm_inode_symlink = Some(prog),
                        "fexit_inode_symlink" => prog_fexit_inode_symlink = Some(prog),
                        "lsm_inode_unlink" => prog_lsm_inode_unlink = Some(prog),
                        "fexit_inode_unlink" => prog_fexit_inode_unlink = Some(prog),
                        "lsm_inode_rmdir" => prog_lsm_inode_rmdir = Some(prog),
                        "fexit_inode_rmdir" => prog_fexit_inode_rmdir = Some(prog),
                        "lsm_path_truncate" => prog_lsm_path_truncate = Some(prog),
                        "fexit_path_truncate" => prog_fexit_path_truncate = Some(prog),
                        "lsm_path_chmod" => prog_lsm_path_chmod = Some(prog),
                        "fexit_path_chmod" => prog_fexit_path_chmod = Some(prog),
                        "lsm_inode_link" => prog_lsm_inode_link = Some(prog),
                        "fexit_inode_link" => prog_fexit_inode_link = Some(prog),
                        "lsm_inode_rename" => prog_lsm_inode_rename = Some(prog),
                        "fexit_inode_rename" => prog_fexit_inode_rename = Some(prog),
                        "enter_openat" => prog_enter_openat = Some(prog),
                        "exit_openat" => prog_exit_openat = Some(prog),
                        "enter_openat2" => prog_enter_openat2 = Some(prog),
                        "exit_openat2" => prog_exit_openat2 = Some(prog),
                        "enter_mkdirat" => prog_enter_mkdirat = Some(prog),
                        "exit_mkdirat" => prog_exit_mkdirat = Some(prog),
                        "enter_unlinkat" => prog_enter_unlinkat = Some(prog),
                        "exit_unlinkat" => prog_exit_unlinkat = Some(prog),
                        "enter_truncate" => prog_enter_truncate = Some(prog),
                        "exit_truncate" => prog_exit_truncate = Some(prog),
                        "enter_fchmodat" => prog_enter_fchmodat = Some(prog),
                        "exit_fchmodat" => prog_exit_fchmodat = Some(prog),
                        "enter_renameat" => prog_enter_renameat = Some(prog),
                        "exit_renameat" => prog_exit_renameat = Some(prog),
                        "enter_renameat2" => prog_enter_renameat2 = Some(prog),
                        "exit_renameat2" => prog_exit_renameat2 = Some(prog),
                        "enter_linkat" => prog_enter_linkat = Some(prog),
                        "exit_linkat" => prog_exit_linkat = Some(prog),
                        "enter_open" => prog_enter_open = Some(prog),
                        "exit_open" => prog_exit_open = Some(prog),
                        "enter_creat" => prog_enter_creat = Some(prog),
                        "exit_creat" => prog_exit_creat = Some(prog),
                        "enter_mkdir" => prog_enter_mkdir = Some(prog),
                        "exit_mkdir" => prog_exit_mkdir = Some(prog),
                        "enter_unlink" => prog_enter_unlink = Some(prog),
                        "exit_unlink" => prog_exit_unlink = Some(prog),
                        "enter_rmdir" => prog_enter_rmdir = Some(prog),
                        "exit_rmdir" => prog_exit_rmdir = Some(prog),
                        "enter_chmod" => prog_enter_chmod = Some(prog),
                        "exit_chmod" => prog_exit_chmod = Some(prog),
                        "enter_rename" => prog_enter_rename = Some(prog),
                        "exit_rename" => prog_exit_rename = Some(prog),
                        "enter_link" => prog_enter_link = Some(prog),
                        "exit_link" => prog_exit_link = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_lsm_file_open: prog_lsm_file_open
                        .present("prog `prog_lsm_file_open` not present")?,
                    prog_fexit_file_open: prog_fexit_file_open
                        .present("prog `prog_fexit_file_open` not present")?,
                    prog_lsm_inode_create: prog_lsm_inode_create
                        .present("prog `prog_lsm_inode_create` not present")?,
                    prog_fexit_inode_create: prog_fexit_inode_create
                        .present("prog `prog_fexit_inode_create` not present")?,
                    prog_lsm_inode_mkdir: prog_lsm_inode_mkdir
                        .present("prog `prog_lsm_inode_mkdir` not present")?,
                    prog_fexit_inode_mkdir: prog_fexit_inode_mkdir
                        .present("prog `prog_fexit_inode_mkdir` not present")?,
                    prog_lsm_inode_mknod: prog_lsm_inode_mknod
                        .present("prog `prog_lsm_inode_mknod` not present")?,
                    prog_fexit_inode_mknod: prog_fexit_inode_mknod
                        .present("prog `prog_fexit_inode_mknod` not present")?,
                    prog_lsm_inode_symlink: prog_lsm_inode_symlink
                        .present("prog `prog_lsm_inode_symlink` not present")?,
                    prog_fexit_inode_symlink: prog_fexit_inode_symlink
                        .present("prog `prog_fexit_inode_symlink` not present")?,
                    prog_lsm_inode_unlink: prog_lsm_inode_unlink
                        .present("prog `prog_lsm_inode_unlink` not present")?,
                    prog_fexit_inode_unlink: prog_fexit_inode_unlink
                        .present("prog `prog_fexit_inode_unlink` not present")?,
                    prog_lsm_inode_rmdir: prog_lsm_inode_rmdir
                        .present("prog `prog_lsm_inode_rmdir` not present")?,
                    prog_fexit_inode_rmdir: prog_fexit_inode_rmdir
                        .present("prog `prog_fexit_inode_rmdir` not present")?,
                    prog_lsm_path_truncate: prog_lsm_path_truncate
                        .present("prog `prog_lsm_path_truncate` not present")?,
                    prog_fexit_path_truncate: prog_fexit_path_truncate
                        .present("prog `prog_fexit_path_truncate` not present")?,
                    prog_lsm_path_chmod: prog_lsm_path_chmod
                        .present("prog `prog_lsm_path_chmod` not present")?,
                    prog_fexit_path_chmod: prog_fexit_path_chmod
                        .present("prog `prog_fexit_path_chmod` not present")?,
                    prog_lsm_inode_link: prog_lsm_inode_link
                        .present("prog `prog_lsm_inode_link` not present")?,
                    prog_fexit_inode_link: prog_fexit_inode_link
                        .present("prog `prog_fexit_inode_link` not present")?,
                    prog_lsm_inode_rename: prog_lsm_inode_rename
                        .present("prog `prog_lsm_inode_rename` not present")?,
                    prog_fexit_inode_rename: prog_fexit_inode_rename
                        .present("prog `prog_fexit_inode_rename` not present")?,
                    prog_enter_openat: prog_enter_openat
                        .present("prog `prog_enter_openat` not present")?,
                    prog_exit_openat: prog_exit_openat
                        .present("prog `prog_exit_openat` not present")?,
                    prog_enter_openat2: prog_enter_openat2
                        .present("prog `prog_enter_openat2` not present")?,
                    prog_exit_openat2: prog_exit_openat2
                        .present("prog `prog_exit_openat2` not present")?,
                    prog_enter_mkdirat: prog_enter_mkdirat
                        .present("prog `prog_enter_mkdirat` not present")?,
                    prog_exit_mkdirat: prog_exit_mkdirat
                        .present("prog `prog_exit_mkdirat` not present")?,
                    prog_enter_unlinkat: prog_enter_unlinkat
                        .present("prog `prog_enter_unlinkat` not present")?,
                    prog_exit_unlinkat: prog_exit_unlinkat
                        .present("prog `prog_exit_unlinkat` not present")?,
                    prog_enter_truncate: prog_enter_truncate
                        .present("prog `prog_enter_truncate` not present")?,
                    prog_exit_truncate: prog_exit_truncate
                        .present("prog `prog_exit_truncate` not present")?,
                    prog_enter_fchmodat: prog_enter_fchmodat
                        .present("prog `prog_enter_fchmodat` not present")?,
                    prog_exit_fchmodat: prog_exit_fchmodat
                        .present("prog `prog_exit_fchmodat` not present")?,
                    prog_enter_renameat: prog_enter_renameat
                        .present("prog `prog_enter_renameat` not present")?,
                    prog_exit_renameat: prog_exit_renameat
                        .present("prog `prog_exit_renameat` not present")?,
                    prog_enter_renameat2: prog_enter_renameat2
                        .present("prog `prog_enter_renameat2` not present")?,
                    prog_exit_renameat2: prog_exit_renameat2
                        .present("prog `prog_exit_renameat2` not present")?,
                    prog_enter_linkat: prog_enter_linkat
                        .present("prog `prog_enter_linkat` not present")?,
                    prog_exit_linkat: prog_exit_linkat
                        .present("prog `prog_exit_linkat` not present")?,
                    prog_enter_open: prog_enter_open
                        .present("prog `prog_enter_open` not present")?,
                    prog_exit_open: prog_exit_open
                        .present("prog `prog_exit_open` not present")?,
                    prog_enter_creat: prog_enter_creat
                        .present("prog `prog_enter_creat` not present")?,
                    prog_exit_creat: prog_exit_creat
                        .present("prog `prog_exit_creat` not present")?,
                    prog_enter_mkdir: prog_enter_mkdir
                        .present("prog `prog_enter_mkdir` not present")?,
                    prog_exit_mkdir: prog_exit_mkdir
                        .present("prog `prog_exit_mkdir` not present")?,
                    prog_enter_unlink: prog_enter_unlink
                        .present("prog `prog_enter_unlink` not present")?,
                    prog_exit_unlink: prog_exit_unlink
                        .present("prog `prog_exit_unlink` not present")?,
                    prog_enter_rmdir: prog_enter_rmdir
                        .present("prog `prog_enter_rmdir` not present")?,
                    prog_exit_rmdir: prog_exit_rmdir
                        .present("prog `prog_exit_rmdir` not present")?,
                    prog_enter_chmod: prog_enter_chmod
                        .present("prog `prog_enter_chmod` not present")?,
                    prog_exit_chmod: prog_exit_chmod
                        .present("prog `prog_exit_chmod` not present")?,
                    prog_enter_rename: prog_enter_rename
                        .present("prog `prog_enter_rename` not present")?,
                    prog_exit_rename: prog_exit_rename
                        .present("prog `prog_exit_rename` not present")?,
                    prog_enter_link: prog_enter_link
                        .present("prog `prog_enter_link` not present")?,
                    prog_exit_link: prog_exit_link
                        .present("prog `prog_exit_link` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct FileguardProgs<'obj> {
            pub prog_lsm_file_open: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_file_open: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_create: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_create: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_mkdir: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_mkdir: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_mknod: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_mknod: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_symlink: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_symlink: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_unlink: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_unlink: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_rmdir: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_rmdir: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_path_truncate: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_path_truncate: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_path_chmod: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_path_chmod: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_link: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_link: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_lsm_inode_rename: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_inode_rename: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_openat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_openat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_openat2: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_exit_openat2: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_mkdirat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_exit_mkdirat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_unlinkat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_exit_unlinkat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_truncate: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_exit_truncate: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_fchmodat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_exit_fchmodat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_renameat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_exit_renameat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_renameat2: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_exit_renameat2: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_linkat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_linkat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_open: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_open: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_creat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_creat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_mkdir: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_mkdir: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_unlink: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_unlink: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_rmdir: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_rmdir: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_chmod: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_chmod: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_rename: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_rename: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_link: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_link: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> FileguardProgs<'obj> {
            fn new(open_progs: OpenFileguardProgs<'obj>) -> Self {
                Self {
                    prog_lsm_file_open: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_file_open.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_file_open: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fexit_file_open.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_lsm_inode_create: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_inode_create.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_inode_create: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_fexit_inode_create
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_lsm_inode_mkdir: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_inode_mkdir.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_inode_mkdir: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fexit_inode_mkdir.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_lsm_inode_mknod: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_inode_mknod.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_inode_mknod: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fexit_inode_mknod.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_lsm_inode_symlink: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_inode_symlink.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_inode_symlink: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_fexit_inode_symlink
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_lsm_inode_unlink: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_inode_unlink.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_inode_unlink: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_fexit_inode_unlink
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_lsm_inode_rmdir: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_inode_rmdir.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_inode_rmdir: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fexit_inode_rmdir.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_lsm_path_truncate: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_path_truncate.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_path_truncate: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_fexit_path_truncate
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_lsm_path_chmod: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_path_chmod.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_path_chmod: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fexit_path_chmod.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_lsm_inode_link: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_inode_link.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_inode_link: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fexit_inode_link.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_lsm_inode_rename: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_lsm_inode_rename.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_inode_rename: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_fexit_inode_rename
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_enter_openat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_openat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_openat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_openat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_openat2: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_openat2.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_openat2: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_openat2.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_mkdirat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_mkdirat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_mkdirat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_mkdirat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_unlinkat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_unlinkat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_unlinkat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_unlinkat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_truncate: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_truncate.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_truncate: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_truncate.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_fchmodat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_fchmodat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_fchmodat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_fchmodat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_renameat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_renameat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_renameat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_renameat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_renameat2: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_renameat2.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_renameat2: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_renameat2.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_linkat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_linkat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_linkat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_linkat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_open: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_open.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_open: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_open.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_creat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_creat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_creat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_creat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_mkdir: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_mkdir.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_mkdir: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_mkdir.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_unlink: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_unlink.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_unlink: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_unlink.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_rmdir: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_rmdir.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_rmdir: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_rmdir.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_chmod: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_chmod.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_chmod: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_chmod.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_rename: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_rename.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_rename: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_rename.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_link: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_link.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_link: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_link.as_libbpf_object().as_mut(),
                        )
                    },
                    _phantom: std::marker::PhantomData,
                }
            }
        }
        struct OwnedRef<'obj, O> {
            object: Option<&'obj mut std::mem::MaybeUninit<O>>,
        }
        impl<'obj, O> OwnedRef<'obj, O> {
            /// # Safety
            /// The object has to be initialized.
            unsafe fn new(object: &'obj mut std::mem::MaybeUninit<O>) -> Self {
                Self { object: Some(object) }
            }
            fn as_ref(&self) -> &O {
                unsafe { self.object.as_ref().unwrap().assume_init_ref() }
            }
            fn as_mut(&mut self) -> &mut O {
                unsafe { self.object.as_mut().unwrap().assume_init_mut() }
            }
            fn take(mut self) -> &'obj mut std::mem::MaybeUninit<O> {
                self.object.take().unwrap()
            }
        }
        impl<O> Drop for OwnedRef<'_, O> {
            fn drop(&mut self) {
                if let Some(object) = &mut self.object {
                    unsafe { object.assume_init_drop() }
                }
            }
        }
        #[derive(Default)]
        pub struct FileguardSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> FileguardSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenFileguardSkel<'obj>> {
                let skel_config = build_skel_config(self.object)?;
                let skel_ptr = skel_config.as_libbpf_object();
                let ret = unsafe {
                    libbpf_sys::bpf_object__open_skeleton(skel_ptr.as_ptr(), open_opts)
                };
                if ret != 0 {
                    return Err(
                        ::coolbpf::__private::v1::libbpf_rs::Error::from_raw_os_error(
                            -ret,
                        ),
                    );
                }
                let obj_ptr = unsafe { *skel_ptr.as_ref().obj };
                let obj_ptr = std::ptr::NonNull::new(obj_ptr).unwrap();
                let obj = unsafe {
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject::from_ptr(obj_ptr)
                };
                let _obj = object.write(obj);
                let mut obj_ref = unsafe { OwnedRef::new(object) };
                let mut skel = OpenFileguardSkel {
                    maps: unsafe {
                        OpenFileguardMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenFileguardProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for FileguardSkelBuilder {
            type Output = OpenFileguardSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenFileguardSkel<'obj>> {
                let opts = if self.obj_builder.ne(&ObjectBuilder::default()) {
                    self.obj_builder.as_libbpf_object().as_ptr().cast_const()
                } else {
                    std::ptr::null()
                };
                self.open_opts_impl(opts, object)
            }
            fn open_opts(
                self,
                open_opts: libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenFileguardSkel<'obj>> {
                self.open_opts_impl(&open_opts, object)
            }
            fn object_builder(
                &self,
            ) -> &::coolbpf::__private::v1::libbpf_rs::ObjectBuilder {
                &self.obj_builder
            }
            fn object_builder_mut(
                &mut self,
            ) -> &mut ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder {
                &mut self.obj_builder
            }
        }
        #[derive(Debug, Clone)]
        #[repr(C)]
        pub struct StructOps {}
        impl StructOps {}
        pub struct OpenFileguardSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenFileguardMaps<'obj>,
            pub progs: OpenFileguardProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenFileguardSkel<'obj> {
            type Output = FileguardSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<FileguardSkel<'obj>> {
                let skel_ptr = self.skel_config.as_libbpf_object().as_ptr();
                let ret = unsafe { libbpf_sys::bpf_object__load_skeleton(skel_ptr) };
                if ret != 0 {
                    return Err(
                        ::coolbpf::__private::v1::libbpf_rs::Error::from_raw_os_error(
                            -ret,
                        ),
                    );
                }
                let obj_ref = self.obj.take();
                let open_obj = std::mem::replace(
                    obj_ref,
                    std::mem::MaybeUninit::uninit(),
                );
                let obj_ptr = unsafe { open_obj.assume_init().take_ptr() };
                let obj = unsafe {
                    ::coolbpf::__private::v1::libbpf_rs::Object::from_ptr(obj_ptr)
                };
                let obj_ref = unsafe {
                    std::mem::transmute::<
                        &'obj mut std::mem::MaybeUninit<
                            ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                        >,
                        &'obj mut std::mem::MaybeUninit<
                            ::coolbpf::__private::v1::libbpf_rs::Object,
                        >,
                    >(obj_ref)
                };
                let _obj = obj_ref.write(obj);
                let mut obj_ref = unsafe { OwnedRef::new(obj_ref) };
                Ok(FileguardSkel {
                    maps: unsafe {
                        FileguardMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: FileguardProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: FileguardLinks::default(),
                })
            }
            fn open_object(&self) -> &::coolbpf::__private::v1::libbpf_rs::OpenObject {
                self.obj.as_ref()
            }
            fn open_object_mut(
                &mut self,
            ) -> &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject {
                self.obj.as_mut()
            }
        }
        #[derive(Default)]
        pub struct FileguardLinks {
            pub prog_lsm_file_open: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_file_open: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_lsm_inode_create: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_inode_create: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_lsm_inode_mkdir: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_inode_mkdir: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_lsm_inode_mknod: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_inode_mknod: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_lsm_inode_symlink: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_fexit_inode_symlink: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_lsm_inode_unlink: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_inode_unlink: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_lsm_inode_rmdir: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_inode_rmdir: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_lsm_path_truncate: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_fexit_path_truncate: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_lsm_path_chmod: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_path_chmod: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_lsm_inode_link: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_inode_link: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_lsm_inode_rename: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_inode_rename: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_enter_openat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_openat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_openat2: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_openat2: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_mkdirat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_mkdirat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_unlinkat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_unlinkat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_truncate: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_truncate: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_fchmodat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_fchmodat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_renameat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_renameat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_renameat2: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_renameat2: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_linkat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_linkat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_open: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_open: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_creat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_creat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_mkdir: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_mkdir: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_unlink: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_unlink: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_rmdir: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_rmdir: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_chmod: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_chmod: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_rename: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_rename: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_link: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_link: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct FileguardSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: FileguardMaps<'obj>,
            pub progs: FileguardProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: FileguardLinks,
        }
        unsafe impl Send for FileguardSkel<'_> {}
        unsafe impl Sync for FileguardSkel<'_> {}
        impl<'obj> Skel<'obj> for FileguardSkel<'obj> {
            fn object(&self) -> &::coolbpf::__private::v1::libbpf_rs::Object {
                self.obj.as_ref()
            }
            fn object_mut(
                &mut self,
            ) -> &mut ::coolbpf::__private::v1::libbpf_rs::Object {
                self.obj.as_mut()
            }
            fn attach(&mut self) -> ::coolbpf::__private::v1::libbpf_rs::Result<()> {
                let skel_ptr = self.skel_config.as_libbpf_object().as_ptr();
                let ret = unsafe { libbpf_sys::bpf_object__attach_skeleton(skel_ptr) };
                if ret != 0 {
                    return Err(
                        ::coolbpf::__private::v1::libbpf_rs::Error::from_raw_os_error(
                            -ret,
                        ),
                    );
                }
                self.links = FileguardLinks {
                    prog_lsm_file_open: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_file_open: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_inode_create: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_inode_create: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_inode_mkdir: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_inode_mkdir: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_inode_mknod: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_inode_mknod: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_inode_symlink: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_inode_symlink: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_inode_unlink: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(10)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_inode_unlink: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(11)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_inode_rmdir: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(12)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_inode_rmdir: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(13)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_path_truncate: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(14)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_path_truncate: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(15)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_path_chmod: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(16)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_path_chmod: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(17)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_inode_link: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(18)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_inode_link: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(19)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_lsm_inode_rename: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(20)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_inode_rename: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(21)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_openat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(22)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_openat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(23)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_openat2: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(24)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_openat2: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(25)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_mkdirat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(26)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_mkdirat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(27)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_unlinkat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(28)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_unlinkat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(29)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_truncate: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(30)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_truncate: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(31)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_fchmodat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(32)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_fchmodat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(33)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_renameat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(34)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_renameat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(35)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_renameat2: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(36)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_renameat2: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(37)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_linkat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(38)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_linkat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(39)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_open: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(40)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_open: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(41)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_creat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(42)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_creat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(43)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_mkdir: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(44)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_mkdir: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(45)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_unlink: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(46)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_unlink: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(47)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_rmdir: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(48)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_rmdir: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(49)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_chmod: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(50)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_chmod: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(51)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_rename: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(52)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_rename: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(53)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_link: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(54)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_link: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(55)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl FileguardSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
