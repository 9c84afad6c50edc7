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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenLibrarySkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "library",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::LibrarySkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "library",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST.variables(),
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {
                value: object.map(|skeleton| &skeleton.maps.map_value)?,
                limit: object.map(|skeleton| &skeleton.maps.map_limit)?,
                stacks: object.map(|skeleton| &skeleton.maps.map_stacks)?,
                frames: object.map(|skeleton| &skeleton.maps.map_frames)?,
                results: object.map(|skeleton| &skeleton.maps.map_results)?,
            },
            progs: OpenPrograms {
                count: object.program(|skeleton| &skeleton.progs.prog_count)?,
                limited: object.program(|skeleton| &skeleton.progs.prog_limited)?,
                filtered: object.program(|skeleton| &skeleton.progs.prog_filtered)?,
                read_stack: object.program(|skeleton| &skeleton.progs.prog_read_stack)?,
                text: object.program(|skeleton| &skeleton.progs.prog_text)?,
                stack: object.program(|skeleton| &skeleton.progs.prog_stack)?,
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
                count: object.program(|skeleton| &skeleton.progs.prog_count)?,
                limited: object.program(|skeleton| &skeleton.progs.prog_limited)?,
                filtered: object.program(|skeleton| &skeleton.progs.prog_filtered)?,
                read_stack: object.program(|skeleton| &skeleton.progs.prog_read_stack)?,
                text: object.program(|skeleton| &skeleton.progs.prog_text)?,
                stack: object.program(|skeleton| &skeleton.progs.prog_stack)?,
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
    /// The map `value`.
    pub value: ::coolbpf::OpenMap,
    /// The map `limit`.
    pub limit: ::coolbpf::OpenMap,
    /// The map `stacks`.
    pub stacks: ::coolbpf::OpenMap,
    /// The map `frames`.
    pub frames: ::coolbpf::OpenMap,
    /// The map `results`.
    pub results: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `count` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub count: ::coolbpf::OpenProgram,
    /// The program `limited` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub limited: ::coolbpf::OpenProgram,
    /// The program `filtered` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub filtered: ::coolbpf::OpenProgram,
    /// The program `read_stack` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub read_stack: ::coolbpf::OpenProgram,
    /// The program `text` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub text: ::coolbpf::OpenProgram,
    /// The program `stack` in the section `?raw_tp/sys_enter`.
    pub stack: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenLibrarySkel<'static>>,
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
        "library",
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
    ("value", &[::coolbpf::__private::v1::Shape::of::<u64>()]),
    ("limit", &[::coolbpf::__private::v1::Shape::of::<types::coolbpf_rate>()]),
    ("stacks", &[]),
    ("frames", &[::coolbpf::__private::v1::Shape::of::<types::coolbpf_stack>()]),
    ("results", &[::coolbpf::__private::v1::Shape::of::<types::results>()]),
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
    /// `struct coolbpf_filter filter`, at byte 0 of `.rodata`.
    pub filter: ::coolbpf::Constant<types::coolbpf_filter>,
    /// `__u32 tid`, at byte 56 of `.rodata`.
    pub tid: ::coolbpf::Constant<u32>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            filter: all.constant(0)?,
            tid: all.constant(56)?,
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
    /// The map `value`: an array.
    pub value: ::coolbpf::Array<u64>,
    /// The map `limit`: an array.
    pub limit: ::coolbpf::Array<types::coolbpf_rate>,
    /// The map `stacks`: stack traces.
    pub stacks: ::coolbpf::StackTraces,
    /// The map `frames`: an array with a value per CPU.
    pub frames: ::coolbpf::PerCpuArray<types::coolbpf_stack>,
    /// The map `results`: an array.
    pub results: ::coolbpf::Array<types::results>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            value: <::coolbpf::Array<u64>>::of(object.map("value")?)?,
            limit: <::coolbpf::Array<types::coolbpf_rate>>::of(object.map("limit")?)?,
            stacks: <::coolbpf::StackTraces>::of(object.map("stacks")?)?,
            frames: <::coolbpf::PerCpuArray<
                types::coolbpf_stack,
            >>::of(object.map("frames")?)?,
            results: <::coolbpf::Array<types::results>>::of(object.map("results")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `count` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub count: ::coolbpf::Program,
    /// The program `limited` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub limited: ::coolbpf::Program,
    /// The program `filtered` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub filtered: ::coolbpf::Program,
    /// The program `read_stack` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub read_stack: ::coolbpf::Program,
    /// The program `text` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub text: ::coolbpf::Program,
    /// The program `stack` in the section `?raw_tp/sys_enter`.
    pub stack: ::coolbpf::Program,
}
/// The program's types, with the layout that they have in C.
pub mod types {
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
    /// `struct coolbpf_linear`, 512 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_linear {
        /// `__u64 slots[64]`, at byte 0.
        pub slots: [u64; 64],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_linear > () == 512);
        ::core::assert!(
            512 == 0 + ::coolbpf::__private::v1::storage::size:: < [u64; 64] > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_linear, slots) == 0);
    };
    unsafe impl ::coolbpf::Value for coolbpf_linear {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "slots",
                0,
                4096,
                <[u64; 64] as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_linear {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_linear {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_linear").field("slots", &self.slots).finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_linear {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.slots, &other.slots)
        }
    }
    impl ::core::cmp::Eq for coolbpf_linear {}
    impl ::core::hash::Hash for coolbpf_linear {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.slots, state);
        }
    }
    /// `struct coolbpf_log2`, 512 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_log2 {
        /// `__u64 slots[64]`, at byte 0.
        pub slots: [u64; 64],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_log2 > () == 512);
        ::core::assert!(
            512 == 0 + ::coolbpf::__private::v1::storage::size:: < [u64; 64] > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_log2, slots) == 0);
    };
    unsafe impl ::coolbpf::Value for coolbpf_log2 {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "slots",
                0,
                4096,
                <[u64; 64] as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_log2 {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_log2 {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_log2").field("slots", &self.slots).finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_log2 {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.slots, &other.slots)
        }
    }
    impl ::core::cmp::Eq for coolbpf_log2 {}
    impl ::core::hash::Hash for coolbpf_log2 {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.slots, state);
        }
    }
    /// `struct coolbpf_rate`, 24 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_rate {
        /// `__u64 since`, at byte 0.
        pub since: u64,
        /// `__u64 used`, at byte 8.
        pub used: u64,
        /// `__u64 refused`, at byte 16.
        pub refused: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_rate > () == 24);
        ::core::assert!(
            24 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_rate, since) == 0);
        ::core::assert!(::core::mem::offset_of!(coolbpf_rate, used) == 8);
        ::core::assert!(::core::mem::offset_of!(coolbpf_rate, refused) == 16);
    };
    unsafe impl ::coolbpf::Value for coolbpf_rate {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "since",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "used",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "refused",
                128,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_rate {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_rate {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_rate")
                .field("since", &self.since)
                .field("used", &self.used)
                .field("refused", &self.refused)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_rate {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.since, &other.since)
                && ::core::cmp::PartialEq::eq(&self.used, &other.used)
                && ::core::cmp::PartialEq::eq(&self.refused, &other.refused)
        }
    }
    impl ::core::cmp::Eq for coolbpf_rate {}
    impl ::core::hash::Hash for coolbpf_rate {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.since, state);
            ::core::hash::Hash::hash(&self.used, state);
            ::core::hash::Hash::hash(&self.refused, state);
        }
    }
    /// `struct coolbpf_stack`, 1024 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_stack {
        /// `__u32 bytes`, at byte 0.
        pub bytes: u32,
        /// `__u32 padding`, at byte 4.
        pub padding: u32,
        /// `__u64 frames[127]`, at byte 8.
        pub frames: [u64; 127],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_stack > () == 1024);
        ::core::assert!(
            1024 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u64; 127] > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_stack, bytes) == 0);
        ::core::assert!(::core::mem::offset_of!(coolbpf_stack, padding) == 4);
        ::core::assert!(::core::mem::offset_of!(coolbpf_stack, frames) == 8);
    };
    unsafe impl ::coolbpf::Value for coolbpf_stack {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "bytes",
                0,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                32,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "frames",
                64,
                8128,
                <[u64; 127] as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_stack {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_stack {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_stack")
                .field("bytes", &self.bytes)
                .field("padding", &self.padding)
                .field("frames", &self.frames)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_stack {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.bytes, &other.bytes)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
                && ::core::cmp::PartialEq::eq(&self.frames, &other.frames)
        }
    }
    impl ::core::cmp::Eq for coolbpf_stack {}
    impl ::core::hash::Hash for coolbpf_stack {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.bytes, state);
            ::core::hash::Hash::hash(&self.padding, state);
            ::core::hash::Hash::hash(&self.frames, state);
        }
    }
    /// `struct results`, 1072 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct results {
        /// `struct coolbpf_log2 log2`, at byte 0.
        pub log2: coolbpf_log2,
        /// `struct coolbpf_linear linear`, at byte 512.
        pub linear: coolbpf_linear,
        /// `__u64 wanted`, at byte 1024.
        pub wanted: u64,
        /// `__u64 allowed`, at byte 1032.
        pub allowed: u64,
        /// `__s64 kernel_stack`, at byte 1040.
        pub kernel_stack: i64,
        /// `__s64 user_stack`, at byte 1048.
        pub user_stack: i64,
        /// `__u32 length`, at byte 1056.
        pub length: u32,
        /// `__u32 is_equal`, at byte 1060.
        pub is_equal: u32,
        /// `__u32 starts`, at byte 1064.
        pub starts: u32,
        /// `__u32 differs`, at byte 1068.
        pub differs: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < results > () == 1072);
        ::core::assert!(
            1072 == 0 + ::coolbpf::__private::v1::storage::size:: < coolbpf_log2 > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_linear > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < i64 > () +
            ::coolbpf::__private::v1::storage::size:: < i64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(results, log2) == 0);
        ::core::assert!(::core::mem::offset_of!(results, linear) == 512);
        ::core::assert!(::core::mem::offset_of!(results, wanted) == 1024);
        ::core::assert!(::core::mem::offset_of!(results, allowed) == 1032);
        ::core::assert!(::core::mem::offset_of!(results, kernel_stack) == 1040);
        ::core::assert!(::core::mem::offset_of!(results, user_stack) == 1048);
        ::core::assert!(::core::mem::offset_of!(results, length) == 1056);
        ::core::assert!(::core::mem::offset_of!(results, is_equal) == 1060);
        ::core::assert!(::core::mem::offset_of!(results, starts) == 1064);
        ::core::assert!(::core::mem::offset_of!(results, differs) == 1068);
    };
    unsafe impl ::coolbpf::Value for results {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "log2",
                0,
                4096,
                <coolbpf_log2 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "linear",
                4096,
                4096,
                <coolbpf_linear as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "wanted",
                8192,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "allowed",
                8256,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "kernel_stack",
                8320,
                64,
                <i64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "user_stack",
                8384,
                64,
                <i64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "length",
                8448,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "is_equal",
                8480,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "starts",
                8512,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "differs",
                8544,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for results {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for results {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("results")
                .field("log2", &self.log2)
                .field("linear", &self.linear)
                .field("wanted", &self.wanted)
                .field("allowed", &self.allowed)
                .field("kernel_stack", &self.kernel_stack)
                .field("user_stack", &self.user_stack)
                .field("length", &self.length)
                .field("is_equal", &self.is_equal)
                .field("starts", &self.starts)
                .field("differs", &self.differs)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for results {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.log2, &other.log2)
                && ::core::cmp::PartialEq::eq(&self.linear, &other.linear)
                && ::core::cmp::PartialEq::eq(&self.wanted, &other.wanted)
                && ::core::cmp::PartialEq::eq(&self.allowed, &other.allowed)
                && ::core::cmp::PartialEq::eq(&self.kernel_stack, &other.kernel_stack)
                && ::core::cmp::PartialEq::eq(&self.user_stack, &other.user_stack)
                && ::core::cmp::PartialEq::eq(&self.length, &other.length)
                && ::core::cmp::PartialEq::eq(&self.is_equal, &other.is_equal)
                && ::core::cmp::PartialEq::eq(&self.starts, &other.starts)
                && ::core::cmp::PartialEq::eq(&self.differs, &other.differs)
        }
    }
    impl ::core::cmp::Eq for results {}
    impl ::core::hash::Hash for results {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.log2, state);
            ::core::hash::Hash::hash(&self.linear, state);
            ::core::hash::Hash::hash(&self.wanted, state);
            ::core::hash::Hash::hash(&self.allowed, state);
            ::core::hash::Hash::hash(&self.kernel_stack, state);
            ::core::hash::Hash::hash(&self.user_stack, state);
            ::core::hash::Hash::hash(&self.length, state);
            ::core::hash::Hash::hash(&self.is_equal, state);
            ::core::hash::Hash::hash(&self.starts, state);
            ::core::hash::Hash::hash(&self.differs, state);
        }
    }
    /// `SEC(".rodata")`, 64 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `struct coolbpf_filter filter`, at byte 0.
        pub filter: coolbpf_filter,
        /// `__u32 tid`, at byte 56.
        pub tid: u32,
        #[doc(hidden)]
        pub __padding_60: [u8; 4],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 64);
        ::core::assert!(
            64 == 0 + ::coolbpf::__private::v1::storage::size:: < coolbpf_filter > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, filter) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, tid) == 56);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_60) == 60);
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
                .field("filter", &self.filter)
                .field("tid", &self.tid)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.filter, &other.filter)
                && ::core::cmp::PartialEq::eq(&self.tid, &other.tid)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.filter, state);
            ::core::hash::Hash::hash(&self.tid, state);
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
                .name("library_bpf")
                .map("value", false)
                .map("limit", false)
                .map("stacks", false)
                .map("frames", false)
                .map("results", false)
                .map("library_.rodata", true)
                .map(".rodata.str1.1", false)
                .prog("count")
                .prog("limited")
                .prog("filtered")
                .prog("read_stack")
                .prog("text")
                .prog("stack");
            builder.build()
        }
        pub struct OpenLibraryMaps<'obj> {
            pub map_value: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_limit: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_stacks: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_frames: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_results: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub rodata_str1_1: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenLibraryMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_value = None;
                let mut map_limit = None;
                let mut map_stacks = None;
                let mut map_frames = None;
                let mut map_results = None;
                let mut rodata = None;
                let mut rodata_str1_1 = None;
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
                        "value" => map_value = Some(map),
                        "limit" => map_limit = Some(map),
                        "stacks" => map_stacks = Some(map),
                        "frames" => map_frames = Some(map),
                        "results" => map_results = Some(map),
                        "library_.rodata" => rodata = Some(map),
                        ".rodata.str1.1" => rodata_str1_1 = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_value: map_value.present("map `map_value` not present")?,
                    map_limit: map_limit.present("map `map_limit` not present")?,
                    map_stacks: map_stacks.present("map `map_stacks` not present")?,
                    map_frames: map_frames.present("map `map_frames` not present")?,
                    map_results: map_results.present("map `map_results` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(5)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    rodata_str1_1: rodata_str1_1
                        .present("map `rodata_str1_1` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct LibraryMaps<'obj> {
            pub map_value: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_limit: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_stacks: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_frames: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_results: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub rodata_str1_1: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> LibraryMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_value = None;
                let mut map_limit = None;
                let mut map_stacks = None;
                let mut map_frames = None;
                let mut map_results = None;
                let mut rodata = None;
                let mut rodata_str1_1 = None;
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
                        "value" => map_value = Some(map),
                        "limit" => map_limit = Some(map),
                        "stacks" => map_stacks = Some(map),
                        "frames" => map_frames = Some(map),
                        "results" => map_results = Some(map),
                        "library_.rodata" => rodata = Some(map),
                        ".rodata.str1.1" => rodata_str1_1 = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_value: map_value.present("map `map_value` not present")?,
                    map_limit: map_limit.present("map `map_limit` not present")?,
                    map_stacks: map_stacks.present("map `map_stacks` not present")?,
                    map_frames: map_frames.present("map `map_frames` not present")?,
                    map_results: map_results.present("map `map_results` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(5)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    rodata_str1_1: rodata_str1_1
                        .present("map `rodata_str1_1` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenLibraryProgs<'obj> {
            pub prog_count: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_limited: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_filtered: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_read_stack: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_text: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_stack: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenLibraryProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_count = None;
                let mut prog_limited = None;
                let mut prog_filtered = None;
                let mut prog_read_stack = None;
                let mut prog_text = None;
                let mut prog_stack = None;
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
                        "count" => prog_count = Some(prog),
                        "limited" => prog_limited = Some(prog),
                        "filtered" => prog_filtered = Some(prog),
                        "read_stack" => prog_read_stack = Some(prog),
                        "text" => prog_text = Some(prog),
                        "stack" => prog_stack = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_count: prog_count.present("prog `prog_count` not present")?,
                    prog_limited: prog_limited
                        .present("prog `prog_limited` not present")?,
                    prog_filtered: prog_filtered
                        .present("prog `prog_filtered` not present")?,
                    prog_read_stack: prog_read_stack
                        .present("prog `prog_read_stack` not present")?,
                    prog_text: prog_text.present("prog `prog_text` not present")?,
                    prog_stack: prog_stack.present("prog `prog_stack` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct LibraryProgs<'obj> {
            pub prog_count: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_limited: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_filtered: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_read_stack: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_text: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_stack: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> LibraryProgs<'obj> {
            fn new(open_progs: OpenLibraryProgs<'obj>) -> Self {
                Self {
                    prog_count: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_count.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_limited: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_limited.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_filtered: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_filtered.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_read_stack: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_read_stack.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_text: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_text.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_stack: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_stack.as_libbpf_object().as_mut(),
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
        pub struct LibrarySkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> LibrarySkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenLibrarySkel<'obj>> {
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
                let mut skel = OpenLibrarySkel {
                    maps: unsafe {
                        OpenLibraryMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenLibraryProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for LibrarySkelBuilder {
            type Output = OpenLibrarySkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenLibrarySkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenLibrarySkel<'obj>> {
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
        pub struct OpenLibrarySkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenLibraryMaps<'obj>,
            pub progs: OpenLibraryProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenLibrarySkel<'obj> {
            type Output = LibrarySkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<LibrarySkel<'obj>> {
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
                Ok(LibrarySkel {
                    maps: unsafe {
                        LibraryMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: LibraryProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: LibraryLinks::default(),
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
        pub struct LibraryLinks {
            pub prog_count: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_limited: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_filtered: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_read_stack: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_text: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_stack: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct LibrarySkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: LibraryMaps<'obj>,
            pub progs: LibraryProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: LibraryLinks,
        }
        unsafe impl Send for LibrarySkel<'_> {}
        unsafe impl Sync for LibrarySkel<'_> {}
        impl<'obj> Skel<'obj> for LibrarySkel<'obj> {
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
                self.links = LibraryLinks {
                    prog_count: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_limited: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_filtered: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_read_stack: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_text: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_stack: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl LibrarySkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
