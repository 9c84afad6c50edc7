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
    rodata: ::coolbpf::__private::v1::Variables<types::rodata>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenFilelifeSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "filelife",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::FilelifeSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "filelife",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST
                .channels()
                .variables()
                .functions(),
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {
                files: object.map(|skeleton| &skeleton.maps.map_files)?,
                asking: object.map(|skeleton| &skeleton.maps.map_asking)?,
                work_of_cpu: object.map(|skeleton| &skeleton.maps.map_work_of_cpu)?,
                events: object.channel("events", |skeleton| &skeleton.maps.map_events)?,
            },
            progs: OpenPrograms {
                exit_openat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_openat)?,
                exit_openat2: object
                    .program(|skeleton| &skeleton.progs.prog_exit_openat2)?,
                enter_unlinkat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_unlinkat)?,
                exit_unlinkat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_unlinkat)?,
                enter_renameat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_renameat)?,
                exit_renameat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_renameat)?,
                enter_renameat2: object
                    .program(|skeleton| &skeleton.progs.prog_enter_renameat2)?,
                exit_renameat2: object
                    .program(|skeleton| &skeleton.progs.prog_exit_renameat2)?,
                exit_open: object.program(|skeleton| &skeleton.progs.prog_exit_open)?,
                exit_creat: object.program(|skeleton| &skeleton.progs.prog_exit_creat)?,
                enter_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_enter_unlink)?,
                exit_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_exit_unlink)?,
                enter_rename: object
                    .program(|skeleton| &skeleton.progs.prog_enter_rename)?,
                exit_rename: object.program(|skeleton| &skeleton.progs.prog_exit_rename)?,
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
                exit_openat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_openat)?,
                exit_openat2: object
                    .program(|skeleton| &skeleton.progs.prog_exit_openat2)?,
                enter_unlinkat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_unlinkat)?,
                exit_unlinkat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_unlinkat)?,
                enter_renameat: object
                    .program(|skeleton| &skeleton.progs.prog_enter_renameat)?,
                exit_renameat: object
                    .program(|skeleton| &skeleton.progs.prog_exit_renameat)?,
                enter_renameat2: object
                    .program(|skeleton| &skeleton.progs.prog_enter_renameat2)?,
                exit_renameat2: object
                    .program(|skeleton| &skeleton.progs.prog_exit_renameat2)?,
                exit_open: object.program(|skeleton| &skeleton.progs.prog_exit_open)?,
                exit_creat: object.program(|skeleton| &skeleton.progs.prog_exit_creat)?,
                enter_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_enter_unlink)?,
                exit_unlink: object
                    .program(|skeleton| &skeleton.progs.prog_exit_unlink)?,
                enter_rename: object
                    .program(|skeleton| &skeleton.progs.prog_enter_rename)?,
                exit_rename: object.program(|skeleton| &skeleton.progs.prog_exit_rename)?,
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
    /// The map `files`.
    pub files: ::coolbpf::OpenMap,
    /// The map `asking`.
    pub asking: ::coolbpf::OpenMap,
    /// The map `work_of_cpu`.
    pub work_of_cpu: ::coolbpf::OpenMap,
    /// The map `events`.
    pub events: ::coolbpf::OpenChannel,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `exit_openat` in the section `tracepoint/syscalls/sys_exit_openat`.
    pub exit_openat: ::coolbpf::OpenProgram,
    /// The program `exit_openat2` in the section `tracepoint/syscalls/sys_exit_openat2`.
    pub exit_openat2: ::coolbpf::OpenProgram,
    /// The program `enter_unlinkat` in the section `tracepoint/syscalls/sys_enter_unlinkat`.
    pub enter_unlinkat: ::coolbpf::OpenProgram,
    /// The program `exit_unlinkat` in the section `tracepoint/syscalls/sys_exit_unlinkat`.
    pub exit_unlinkat: ::coolbpf::OpenProgram,
    /// The program `enter_renameat` in the section `tracepoint/syscalls/sys_enter_renameat`.
    pub enter_renameat: ::coolbpf::OpenProgram,
    /// The program `exit_renameat` in the section `tracepoint/syscalls/sys_exit_renameat`.
    pub exit_renameat: ::coolbpf::OpenProgram,
    /// The program `enter_renameat2` in the section `tracepoint/syscalls/sys_enter_renameat2`.
    pub enter_renameat2: ::coolbpf::OpenProgram,
    /// The program `exit_renameat2` in the section `tracepoint/syscalls/sys_exit_renameat2`.
    pub exit_renameat2: ::coolbpf::OpenProgram,
    /// The program `exit_open` in the section `tracepoint/syscalls/sys_exit_open`.
    pub exit_open: ::coolbpf::OpenProgram,
    /// The program `exit_creat` in the section `tracepoint/syscalls/sys_exit_creat`.
    pub exit_creat: ::coolbpf::OpenProgram,
    /// The program `enter_unlink` in the section `tracepoint/syscalls/sys_enter_unlink`.
    pub enter_unlink: ::coolbpf::OpenProgram,
    /// The program `exit_unlink` in the section `tracepoint/syscalls/sys_exit_unlink`.
    pub exit_unlink: ::coolbpf::OpenProgram,
    /// The program `enter_rename` in the section `tracepoint/syscalls/sys_enter_rename`.
    pub enter_rename: ::coolbpf::OpenProgram,
    /// The program `exit_rename` in the section `tracepoint/syscalls/sys_exit_rename`.
    pub exit_rename: ::coolbpf::OpenProgram,
}
/// The program in the kernel. Dropping it detaches what [`Bpf::attach`] attached.
#[derive(Debug)]
pub struct Bpf {
    /// The maps.
    pub maps: Maps,
    /// The programs.
    pub progs: Programs,
    rodata: Rodata,
    links: ::std::vec::Vec<::coolbpf::Link>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenFilelifeSkel<'static>>,
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
        "filelife",
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
        "files",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::name>(),
            ::coolbpf::__private::v1::Shape::of::<types::created>(),
        ],
    ),
    (
        "asking",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<types::asked>(),
        ],
    ),
    ("work_of_cpu", &[::coolbpf::__private::v1::Shape::of::<types::work>()]),
    ("events", &[::coolbpf::__private::v1::Shape::of::<types::event>()]),
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
    /// `u32 max_age`, at byte 0 of `.rodata`.
    pub max_age: ::coolbpf::Constant<u32>,
    /// `struct coolbpf_filter filter`, at byte 8 of `.rodata`.
    pub filter: ::coolbpf::Constant<types::coolbpf_filter>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            max_age: all.constant(0)?,
            filter: all.constant(8)?,
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
    /// The map `files`: a hash map that forgets its oldest entries.
    pub files: ::coolbpf::HashMap<types::name, types::created>,
    /// The map `asking`: a hash map that forgets its oldest entries.
    pub asking: ::coolbpf::HashMap<u32, types::asked>,
    /// The map `work_of_cpu`: an array with a value per CPU.
    pub work_of_cpu: ::coolbpf::PerCpuArray<types::work>,
    /// The map `events`: a channel of events.
    pub events: ::coolbpf::Channel<types::event>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            files: <::coolbpf::HashMap<
                types::name,
                types::created,
            >>::of(object.map("files")?)?,
            asking: <::coolbpf::HashMap<u32, types::asked>>::of(object.map("asking")?)?,
            work_of_cpu: <::coolbpf::PerCpuArray<
                types::work,
            >>::of(object.map("work_of_cpu")?)?,
            events: object.channel("events")?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `exit_openat` in the section `tracepoint/syscalls/sys_exit_openat`.
    pub exit_openat: ::coolbpf::Program,
    /// The program `exit_openat2` in the section `tracepoint/syscalls/sys_exit_openat2`.
    pub exit_openat2: ::coolbpf::Program,
    /// The program `enter_unlinkat` in the section `tracepoint/syscalls/sys_enter_unlinkat`.
    pub enter_unlinkat: ::coolbpf::Program,
    /// The program `exit_unlinkat` in the section `tracepoint/syscalls/sys_exit_unlinkat`.
    pub exit_unlinkat: ::coolbpf::Program,
    /// The program `enter_renameat` in the section `tracepoint/syscalls/sys_enter_renameat`.
    pub enter_renameat: ::coolbpf::Program,
    /// The program `exit_renameat` in the section `tracepoint/syscalls/sys_exit_renameat`.
    pub exit_renameat: ::coolbpf::Program,
    /// The program `enter_renameat2` in the section `tracepoint/syscalls/sys_enter_renameat2`.
    pub enter_renameat2: ::coolbpf::Program,
    /// The program `exit_renameat2` in the section `tracepoint/syscalls/sys_exit_renameat2`.
    pub exit_renameat2: ::coolbpf::Program,
    /// The program `exit_open` in the section `tracepoint/syscalls/sys_exit_open`.
    pub exit_open: ::coolbpf::Program,
    /// The program `exit_creat` in the section `tracepoint/syscalls/sys_exit_creat`.
    pub exit_creat: ::coolbpf::Program,
    /// The program `enter_unlink` in the section `tracepoint/syscalls/sys_enter_unlink`.
    pub enter_unlink: ::coolbpf::Program,
    /// The program `exit_unlink` in the section `tracepoint/syscalls/sys_exit_unlink`.
    pub exit_unlink: ::coolbpf::Program,
    /// The program `enter_rename` in the section `tracepoint/syscalls/sys_enter_rename`.
    pub enter_rename: ::coolbpf::Program,
    /// The program `exit_rename` in the section `tracepoint/syscalls/sys_exit_rename`.
    pub exit_rename: ::coolbpf::Program,
}
::coolbpf::__private::v1::options! {
    #[doc = " Only files that lived for so many milliseconds at most; 0 for all"] Set
    max_age : u32 = "0" in rodata;
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `struct asked`, 160 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct asked {
        /// `struct name moved`, at byte 0.
        pub moved: name,
        /// `struct name removed`, at byte 68.
        pub removed: name,
        /// `u32 moved_places`, at byte 136.
        pub moved_places: u32,
        /// `u32 removed_places`, at byte 140.
        pub removed_places: u32,
        /// `u64 text`, at byte 144.
        pub text: u64,
        /// `u64 replaces`, at byte 152.
        pub replaces: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < asked > () == 160);
        ::core::assert!(
            160 == 0 + ::coolbpf::__private::v1::storage::size:: < name > () +
            ::coolbpf::__private::v1::storage::size:: < name > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(asked, moved) == 0);
        ::core::assert!(::core::mem::offset_of!(asked, removed) == 68);
        ::core::assert!(::core::mem::offset_of!(asked, moved_places) == 136);
        ::core::assert!(::core::mem::offset_of!(asked, removed_places) == 140);
        ::core::assert!(::core::mem::offset_of!(asked, text) == 144);
        ::core::assert!(::core::mem::offset_of!(asked, replaces) == 152);
    };
    unsafe impl ::coolbpf::Value for asked {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "moved",
                0,
                544,
                <name as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "removed",
                544,
                544,
                <name as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "moved_places",
                1088,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "removed_places",
                1120,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "text",
                1152,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "replaces",
                1216,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
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
                .field("moved", &self.moved)
                .field("removed", &self.removed)
                .field("moved_places", &self.moved_places)
                .field("removed_places", &self.removed_places)
                .field("text", &self.text)
                .field("replaces", &self.replaces)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for asked {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.moved, &other.moved)
                && ::core::cmp::PartialEq::eq(&self.removed, &other.removed)
                && ::core::cmp::PartialEq::eq(&self.moved_places, &other.moved_places)
                && ::core::cmp::PartialEq::eq(
                    &self.removed_places,
                    &other.removed_places,
                ) && ::core::cmp::PartialEq::eq(&self.text, &other.text)
                && ::core::cmp::PartialEq::eq(&self.replaces, &other.replaces)
        }
    }
    impl ::core::cmp::Eq for asked {}
    impl ::core::hash::Hash for asked {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.moved, state);
            ::core::hash::Hash::hash(&self.removed, state);
            ::core::hash::Hash::hash(&self.moved_places, state);
            ::core::hash::Hash::hash(&self.removed_places, state);
            ::core::hash::Hash::hash(&self.text, state);
            ::core::hash::Hash::hash(&self.replaces, state);
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
    /// `struct created`, 72 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct created {
        /// `u64 at`, at byte 0.
        pub at: u64,
        /// `u64 dentry`, at byte 8.
        pub dentry: u64,
        /// `u64 inode`, at byte 16.
        pub inode: u64,
        /// `u64 number`, at byte 24.
        pub number: u64,
        /// `u64 parent`, at byte 32.
        pub parent: u64,
        /// `u64 mount`, at byte 40.
        pub mount: u64,
        /// `u32 hash`, at byte 48.
        pub hash: u32,
        /// `u32 pid`, at byte 52.
        pub pid: u32,
        /// `char comm[16]`, at byte 56.
        pub comm: ::coolbpf::Chars<16>,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < created > () == 72);
        ::core::assert!(
            72 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > ()
        );
        ::core::assert!(::core::mem::offset_of!(created, at) == 0);
        ::core::assert!(::core::mem::offset_of!(created, dentry) == 8);
        ::core::assert!(::core::mem::offset_of!(created, inode) == 16);
        ::core::assert!(::core::mem::offset_of!(created, number) == 24);
        ::core::assert!(::core::mem::offset_of!(created, parent) == 32);
        ::core::assert!(::core::mem::offset_of!(created, mount) == 40);
        ::core::assert!(::core::mem::offset_of!(created, hash) == 48);
        ::core::assert!(::core::mem::offset_of!(created, pid) == 52);
        ::core::assert!(::core::mem::offset_of!(created, comm) == 56);
    };
    unsafe impl ::coolbpf::Value for created {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "at",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "dentry",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "inode",
                128,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "number",
                192,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "parent",
                256,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "mount",
                320,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "hash",
                384,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "pid",
                416,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "comm",
                448,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for created {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for created {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("created")
                .field("at", &self.at)
                .field("dentry", &self.dentry)
                .field("inode", &self.inode)
                .field("number", &self.number)
                .field("parent", &self.parent)
                .field("mount", &self.mount)
                .field("hash", &self.hash)
                .field("pid", &self.pid)
                .field("comm", &self.comm)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for created {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.at, &other.at)
                && ::core::cmp::PartialEq::eq(&self.dentry, &other.dentry)
                && ::core::cmp::PartialEq::eq(&self.inode, &other.inode)
                && ::core::cmp::PartialEq::eq(&self.number, &other.number)
                && ::core::cmp::PartialEq::eq(&self.parent, &other.parent)
                && ::core::cmp::PartialEq::eq(&self.mount, &other.mount)
                && ::core::cmp::PartialEq::eq(&self.hash, &other.hash)
                && ::core::cmp::PartialEq::eq(&self.pid, &other.pid)
                && ::core::cmp::PartialEq::eq(&self.comm, &other.comm)
        }
    }
    impl ::core::cmp::Eq for created {}
    impl ::core::hash::Hash for created {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.at, state);
            ::core::hash::Hash::hash(&self.dentry, state);
            ::core::hash::Hash::hash(&self.inode, state);
            ::core::hash::Hash::hash(&self.number, state);
            ::core::hash::Hash::hash(&self.parent, state);
            ::core::hash::Hash::hash(&self.mount, state);
            ::core::hash::Hash::hash(&self.hash, state);
            ::core::hash::Hash::hash(&self.pid, state);
            ::core::hash::Hash::hash(&self.comm, state);
        }
    }
    /// `struct event`, 4672 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct event {
        /// `u64 age`, at byte 0.
        pub age: u64,
        /// `u32 pid`, at byte 8.
        pub pid: u32,
        /// `u32 deleter`, at byte 12.
        pub deleter: u32,
        /// `u32 replaced`, at byte 16.
        pub replaced: u32,
        /// `u32 padding`, at byte 20.
        pub padding: u32,
        /// `char comm[16]`, at byte 24.
        pub comm: ::coolbpf::Chars<16>,
        /// `char deleter_comm[16]`, at byte 40.
        pub deleter_comm: ::coolbpf::Chars<16>,
        /// `char name[256]`, at byte 56.
        pub name: ::coolbpf::Chars<256>,
        /// `struct coolbpf_path directory`, at byte 312.
        pub directory: coolbpf_path,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < event > () == 4672);
        ::core::assert!(
            4672 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 256 > > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_path > ()
        );
        ::core::assert!(::core::mem::offset_of!(event, age) == 0);
        ::core::assert!(::core::mem::offset_of!(event, pid) == 8);
        ::core::assert!(::core::mem::offset_of!(event, deleter) == 12);
        ::core::assert!(::core::mem::offset_of!(event, replaced) == 16);
        ::core::assert!(::core::mem::offset_of!(event, padding) == 20);
        ::core::assert!(::core::mem::offset_of!(event, comm) == 24);
        ::core::assert!(::core::mem::offset_of!(event, deleter_comm) == 40);
        ::core::assert!(::core::mem::offset_of!(event, name) == 56);
        ::core::assert!(::core::mem::offset_of!(event, directory) == 312);
    };
    unsafe impl ::coolbpf::Value for event {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "age",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "pid",
                64,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "deleter",
                96,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "replaced",
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
                "deleter_comm",
                320,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "name",
                448,
                2048,
                <::coolbpf::Chars<256> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "directory",
                2496,
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
                .field("age", &self.age)
                .field("pid", &self.pid)
                .field("deleter", &self.deleter)
                .field("replaced", &self.replaced)
                .field("padding", &self.padding)
                .field("comm", &self.comm)
                .field("deleter_comm", &self.deleter_comm)
                .field("name", &self.name)
                .field("directory", &self.directory)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for event {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.age, &other.age)
                && ::core::cmp::PartialEq::eq(&self.pid, &other.pid)
                && ::core::cmp::PartialEq::eq(&self.deleter, &other.deleter)
                && ::core::cmp::PartialEq::eq(&self.replaced, &other.replaced)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
                && ::core::cmp::PartialEq::eq(&self.comm, &other.comm)
                && ::core::cmp::PartialEq::eq(&self.deleter_comm, &other.deleter_comm)
                && ::core::cmp::PartialEq::eq(&self.name, &other.name)
                && ::core::cmp::PartialEq::eq(&self.directory, &other.directory)
        }
    }
    impl ::core::cmp::Eq for event {}
    impl ::core::hash::Hash for event {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.age, state);
            ::core::hash::Hash::hash(&self.pid, state);
            ::core::hash::Hash::hash(&self.deleter, state);
            ::core::hash::Hash::hash(&self.replaced, state);
            ::core::hash::Hash::hash(&self.padding, state);
            ::core::hash::Hash::hash(&self.comm, state);
            ::core::hash::Hash::hash(&self.deleter_comm, state);
            ::core::hash::Hash::hash(&self.name, state);
            ::core::hash::Hash::hash(&self.directory, state);
        }
    }
    /// `struct name`, 68 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct name {
        /// `char end[64]`, at byte 0.
        pub end: ::coolbpf::Chars<64>,
        /// `u32 place`, at byte 64.
        pub place: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < name > () == 68);
        ::core::assert!(
            68 == 0 + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 64 >
            > () + ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(name, end) == 0);
        ::core::assert!(::core::mem::offset_of!(name, place) == 64);
    };
    unsafe impl ::coolbpf::Value for name {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "end",
                0,
                512,
                <::coolbpf::Chars<64> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "place",
                512,
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
                .field("end", &self.end)
                .field("place", &self.place)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for name {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.end, &other.end)
                && ::core::cmp::PartialEq::eq(&self.place, &other.place)
        }
    }
    impl ::core::cmp::Eq for name {}
    impl ::core::hash::Hash for name {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.end, state);
            ::core::hash::Hash::hash(&self.place, state);
        }
    }
    /// `SEC(".rodata")`, 64 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u32 max_age`, at byte 0.
        pub max_age: u32,
        #[doc(hidden)]
        pub __padding_4: [u8; 4],
        /// `struct coolbpf_filter filter`, at byte 8.
        pub filter: coolbpf_filter,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 64);
        ::core::assert!(
            64 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_filter > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, max_age) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_4) == 4);
        ::core::assert!(::core::mem::offset_of!(rodata, filter) == 8);
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
                .field("max_age", &self.max_age)
                .field("filter", &self.filter)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.max_age, &other.max_age)
                && ::core::cmp::PartialEq::eq(&self.filter, &other.filter)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.max_age, state);
            ::core::hash::Hash::hash(&self.filter, state);
        }
    }
    /// `struct work`, 4304 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct work {
        /// `char zeroes[64]`, at byte 0.
        pub zeroes: ::coolbpf::Chars<64>,
        /// `char text[4160]`, at byte 64.
        pub text: ::coolbpf::Chars<4160>,
        /// `char end[64]`, at byte 4224.
        pub end: ::coolbpf::Chars<64>,
        /// `u64 oldest`, at byte 4288.
        pub oldest: u64,
        /// `u32 place`, at byte 4296.
        pub place: u32,
        /// `u32 places`, at byte 4300.
        pub places: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < work > () == 4304);
        ::core::assert!(
            4304 == 0 + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 64
            > > () + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 4160
            > > () + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 64 >
            > () + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(work, zeroes) == 0);
        ::core::assert!(::core::mem::offset_of!(work, text) == 64);
        ::core::assert!(::core::mem::offset_of!(work, end) == 4224);
        ::core::assert!(::core::mem::offset_of!(work, oldest) == 4288);
        ::core::assert!(::core::mem::offset_of!(work, place) == 4296);
        ::core::assert!(::core::mem::offset_of!(work, places) == 4300);
    };
    unsafe impl ::coolbpf::Value for work {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "zeroes",
                0,
                512,
                <::coolbpf::Chars<64> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "text",
                512,
                33280,
                <::coolbpf::Chars<4160> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "end",
                33792,
                512,
                <::coolbpf::Chars<64> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "oldest",
                34304,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "place",
                34368,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "places",
                34400,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for work {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for work {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("work")
                .field("zeroes", &self.zeroes)
                .field("text", &self.text)
                .field("end", &self.end)
                .field("oldest", &self.oldest)
                .field("place", &self.place)
                .field("places", &self.places)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for work {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.zeroes, &other.zeroes)
                && ::core::cmp::PartialEq::eq(&self.text, &other.text)
                && ::core::cmp::PartialEq::eq(&self.end, &other.end)
                && ::core::cmp::PartialEq::eq(&self.oldest, &other.oldest)
                && ::core::cmp::PartialEq::eq(&self.place, &other.place)
                && ::core::cmp::PartialEq::eq(&self.places, &other.places)
        }
    }
    impl ::core::cmp::Eq for work {}
    impl ::core::hash::Hash for work {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.zeroes, state);
            ::core::hash::Hash::hash(&self.text, state);
            ::core::hash::Hash::hash(&self.end, state);
            ::core::hash::Hash::hash(&self.oldest, state);
            ::core::hash::Hash::hash(&self.place, state);
            ::core::hash::Hash::hash(&self.places, state);
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
                .name("filelife_bpf")
                .map("files", false)
                .map("asking", false)
                .map("work_of_cpu", false)
                .map("events", false)
                .map("__coolbpf_state_events", false)
                .map("filelife.rodata", true)
                .prog("exit_openat")
                .prog("exit_openat2")
                .prog("enter_unlinkat")
                .prog("exit_unlinkat")
                .prog("enter_renameat")
                .prog("exit_renameat")
                .prog("enter_renameat2")
                .prog("exit_renameat2")
                .prog("exit_open")
                .prog("exit_creat")
                .prog("enter_unlink")
                .prog("exit_unlink")
                .prog("enter_rename")
                .prog("exit_rename");
            builder.build()
        }
        pub struct OpenFilelifeMaps<'obj> {
            pub map_files: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_asking: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_work_of_cpu: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_events: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map___coolbpf_state_events: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<
                'obj,
            >,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenFilelifeMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_files = None;
                let mut map_asking = None;
                let mut map_work_of_cpu = None;
                let mut map_events = None;
                let mut map___coolbpf_state_events = None;
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
                        "files" => map_files = Some(map),
                        "asking" => map_asking = Some(map),
                        "work_of_cpu" => map_work_of_cpu = Some(map),
                        "events" => map_events = Some(map),
                        "__coolbpf_state_events" => {
                            map___coolbpf_state_events = Some(map);
                        }
                        "filelife.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_files: map_files.present("map `map_files` not present")?,
                    map_asking: map_asking.present("map `map_asking` not present")?,
                    map_work_of_cpu: map_work_of_cpu
                        .present("map `map_work_of_cpu` not present")?,
                    map_events: map_events.present("map `map_events` not present")?,
                    map___coolbpf_state_events: map___coolbpf_state_events
                        .present("map `map___coolbpf_state_events` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(5)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct FilelifeMaps<'obj> {
            pub map_files: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_asking: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_work_of_cpu: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_events: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map___coolbpf_state_events: ::coolbpf::__private::v1::libbpf_rs::MapMut<
                'obj,
            >,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> FilelifeMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_files = None;
                let mut map_asking = None;
                let mut map_work_of_cpu = None;
                let mut map_events = None;
                let mut map___coolbpf_state_events = None;
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
                        "files" => map_files = Some(map),
                        "asking" => map_asking = Some(map),
                        "work_of_cpu" => map_work_of_cpu = Some(map),
                        "events" => map_events = Some(map),
                        "__coolbpf_state_events" => {
                            map___coolbpf_state_events = Some(map);
                        }
                        "filelife.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_files: map_files.present("map `map_files` not present")?,
                    map_asking: map_asking.present("map `map_asking` not present")?,
                    map_work_of_cpu: map_work_of_cpu
                        .present("map `map_work_of_cpu` not present")?,
                    map_events: map_events.present("map `map_events` not present")?,
                    map___coolbpf_state_events: map___coolbpf_state_events
                        .present("map `map___coolbpf_state_events` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(5)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenFilelifeProgs<'obj> {
            pub prog_exit_openat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_openat2: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_unlinkat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_unlinkat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
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
            pub prog_exit_open: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_creat: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_unlink: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_unlink: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_rename: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_exit_rename: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenFilelifeProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_exit_openat = None;
                let mut prog_exit_openat2 = None;
                let mut prog_enter_unlinkat = None;
                let mut prog_exit_unlinkat = None;
                let mut prog_enter_renameat = None;
                let mut prog_exit_renameat = None;
                let mut prog_enter_renameat2 = None;
                let mut prog_exit_renameat2 = None;
                let mut prog_exit_open = None;
                let mut prog_exit_creat = None;
                let mut prog_enter_unlink = None;
                let mut prog_exit_unlink = None;
                let mut prog_enter_rename = None;
                let mut prog_exit_rename = None;
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
                        "exit_openat" => prog_exit_openat = Some(prog),
                        "exit_openat2" => prog_exit_openat2 = Some(prog),
                        "enter_unlinkat" => prog_enter_unlinkat = Some(prog),
                        "exit_unlinkat" => prog_exit_unlinkat = Some(prog),
                        "enter_renameat" => prog_enter_renameat = Some(prog),
                        "exit_renameat" => prog_exit_renameat = Some(prog),
                        "enter_renameat2" => prog_enter_renameat2 = Some(prog),
                        "exit_renameat2" => prog_exit_renameat2 = Some(prog),
                        "exit_open" => prog_exit_open = Some(prog),
                        "exit_creat" => prog_exit_creat = Some(prog),
                        "enter_unlink" => prog_enter_unlink = Some(prog),
                        "exit_unlink" => prog_exit_unlink = Some(prog),
                        "enter_rename" => prog_enter_rename = Some(prog),
                        "exit_rename" => prog_exit_rename = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_exit_openat: prog_exit_openat
                        .present("prog `prog_exit_openat` not present")?,
                    prog_exit_openat2: prog_exit_openat2
                        .present("prog `prog_exit_openat2` not present")?,
                    prog_enter_unlinkat: prog_enter_unlinkat
                        .present("prog `prog_enter_unlinkat` not present")?,
                    prog_exit_unlinkat: prog_exit_unlinkat
                        .present("prog `prog_exit_unlinkat` not present")?,
                    prog_enter_renameat: prog_enter_renameat
                        .present("prog `prog_enter_renameat` not present")?,
                    prog_exit_renameat: prog_exit_renameat
                        .present("prog `prog_exit_renameat` not present")?,
                    prog_enter_renameat2: prog_enter_renameat2
                        .present("prog `prog_enter_renameat2` not present")?,
                    prog_exit_renameat2: prog_exit_renameat2
                        .present("prog `prog_exit_renameat2` not present")?,
                    prog_exit_open: prog_exit_open
                        .present("prog `prog_exit_open` not present")?,
                    prog_exit_creat: prog_exit_creat
                        .present("prog `prog_exit_creat` not present")?,
                    prog_enter_unlink: prog_enter_unlink
                        .present("prog `prog_enter_unlink` not present")?,
                    prog_exit_unlink: prog_exit_unlink
                        .present("prog `prog_exit_unlink` not present")?,
                    prog_enter_rename: prog_enter_rename
                        .present("prog `prog_enter_rename` not present")?,
                    prog_exit_rename: prog_exit_rename
                        .present("prog `prog_exit_rename` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct FilelifeProgs<'obj> {
            pub prog_exit_openat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_openat2: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_unlinkat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_exit_unlinkat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
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
            pub prog_exit_open: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_creat: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_unlink: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_unlink: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_rename: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_exit_rename: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> FilelifeProgs<'obj> {
            fn new(open_progs: OpenFilelifeProgs<'obj>) -> Self {
                Self {
                    prog_exit_openat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_openat.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_openat2: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_openat2.as_libbpf_object().as_mut(),
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
                    prog_exit_open: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_open.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_exit_creat: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_exit_creat.as_libbpf_object().as_mut(),
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
        pub struct FilelifeSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> FilelifeSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenFilelifeSkel<'obj>> {
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
                let mut skel = OpenFilelifeSkel {
                    maps: unsafe {
                        OpenFilelifeMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenFilelifeProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for FilelifeSkelBuilder {
            type Output = OpenFilelifeSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenFilelifeSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenFilelifeSkel<'obj>> {
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
        pub struct OpenFilelifeSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenFilelifeMaps<'obj>,
            pub progs: OpenFilelifeProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenFilelifeSkel<'obj> {
            type Output = FilelifeSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<FilelifeSkel<'obj>> {
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
                Ok(FilelifeSkel {
                    maps: unsafe {
                        FilelifeMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: FilelifeProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: FilelifeLinks::default(),
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
        pub struct FilelifeLinks {
            pub prog_exit_openat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_openat2: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_unlinkat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_unlinkat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_renameat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_renameat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_renameat2: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_renameat2: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_open: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_creat: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_unlink: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_unlink: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_rename: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_exit_rename: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct FilelifeSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: FilelifeMaps<'obj>,
            pub progs: FilelifeProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: FilelifeLinks,
        }
        unsafe impl Send for FilelifeSkel<'_> {}
        unsafe impl Sync for FilelifeSkel<'_> {}
        impl<'obj> Skel<'obj> for FilelifeSkel<'obj> {
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
                self.links = FilelifeLinks {
                    prog_exit_openat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_openat2: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_unlinkat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_unlinkat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_renameat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_renameat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_renameat2: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_renameat2: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_open: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_creat: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_unlink: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(10)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_unlink: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(11)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_rename: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(12)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_exit_rename: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(13)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl FilelifeSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
