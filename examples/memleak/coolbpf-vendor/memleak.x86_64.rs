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
    bss: ::coolbpf::__private::v1::Variables<types::bss>,
    rodata: ::coolbpf::__private::v1::Variables<types::rodata>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenMemleakSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "memleak",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::MemleakSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "memleak",
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
                allocations: object.map(|skeleton| &skeleton.maps.map_allocations)?,
                calls: object.map(|skeleton| &skeleton.maps.map_calls)?,
                stacks: object.map(|skeleton| &skeleton.maps.map_stacks)?,
            },
            progs: OpenPrograms {
                enter_malloc: object
                    .program(|skeleton| &skeleton.progs.prog_enter_malloc)?,
                enter_calloc: object
                    .program(|skeleton| &skeleton.progs.prog_enter_calloc)?,
                enter_realloc: object
                    .program(|skeleton| &skeleton.progs.prog_enter_realloc)?,
                enter_reallocarray: object
                    .program(|skeleton| &skeleton.progs.prog_enter_reallocarray)?,
                enter_aligned_alloc: object
                    .program(|skeleton| &skeleton.progs.prog_enter_aligned_alloc)?,
                enter_memalign: object
                    .program(|skeleton| &skeleton.progs.prog_enter_memalign)?,
                enter_posix_memalign: object
                    .program(|skeleton| &skeleton.progs.prog_enter_posix_memalign)?,
                enter_free: object.program(|skeleton| &skeleton.progs.prog_enter_free)?,
                leave_malloc: object
                    .program(|skeleton| &skeleton.progs.prog_leave_malloc)?,
                leave_calloc: object
                    .program(|skeleton| &skeleton.progs.prog_leave_calloc)?,
                leave_realloc: object
                    .program(|skeleton| &skeleton.progs.prog_leave_realloc)?,
                leave_reallocarray: object
                    .program(|skeleton| &skeleton.progs.prog_leave_reallocarray)?,
                leave_aligned_alloc: object
                    .program(|skeleton| &skeleton.progs.prog_leave_aligned_alloc)?,
                leave_memalign: object
                    .program(|skeleton| &skeleton.progs.prog_leave_memalign)?,
                leave_posix_memalign: object
                    .program(|skeleton| &skeleton.progs.prog_leave_posix_memalign)?,
                on_exec: object.program(|skeleton| &skeleton.progs.prog_on_exec)?,
            },
            bss: object
                .variables(|skeleton| {
                    let _ = skeleton.maps.bss_data.take();
                    &mut skeleton.maps.bss
                })?,
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
    /// The initial values of the variables in `.bss`.
    pub fn bss(&mut self) -> &mut types::bss {
        self.bss.get()
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
        ::core::mem::drop(self.bss);
        ::core::mem::drop(self.rodata);
        let object = self.object.load()?;
        ::coolbpf::Result::Ok(Bpf {
            maps: Maps::of(&object)?,
            progs: Programs {
                enter_malloc: object
                    .program(|skeleton| &skeleton.progs.prog_enter_malloc)?,
                enter_calloc: object
                    .program(|skeleton| &skeleton.progs.prog_enter_calloc)?,
                enter_realloc: object
                    .program(|skeleton| &skeleton.progs.prog_enter_realloc)?,
                enter_reallocarray: object
                    .program(|skeleton| &skeleton.progs.prog_enter_reallocarray)?,
                enter_aligned_alloc: object
                    .program(|skeleton| &skeleton.progs.prog_enter_aligned_alloc)?,
                enter_memalign: object
                    .program(|skeleton| &skeleton.progs.prog_enter_memalign)?,
                enter_posix_memalign: object
                    .program(|skeleton| &skeleton.progs.prog_enter_posix_memalign)?,
                enter_free: object.program(|skeleton| &skeleton.progs.prog_enter_free)?,
                leave_malloc: object
                    .program(|skeleton| &skeleton.progs.prog_leave_malloc)?,
                leave_calloc: object
                    .program(|skeleton| &skeleton.progs.prog_leave_calloc)?,
                leave_realloc: object
                    .program(|skeleton| &skeleton.progs.prog_leave_realloc)?,
                leave_reallocarray: object
                    .program(|skeleton| &skeleton.progs.prog_leave_reallocarray)?,
                leave_aligned_alloc: object
                    .program(|skeleton| &skeleton.progs.prog_leave_aligned_alloc)?,
                leave_memalign: object
                    .program(|skeleton| &skeleton.progs.prog_leave_memalign)?,
                leave_posix_memalign: object
                    .program(|skeleton| &skeleton.progs.prog_leave_posix_memalign)?,
                on_exec: object.program(|skeleton| &skeleton.progs.prog_on_exec)?,
            },
            bss: Bss::of(&object)?,
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
    /// The map `allocations`.
    pub allocations: ::coolbpf::OpenMap,
    /// The map `calls`.
    pub calls: ::coolbpf::OpenMap,
    /// The map `stacks`.
    pub stacks: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `enter_malloc` in the section `uprobe`.
    pub enter_malloc: ::coolbpf::OpenProgram,
    /// The program `enter_calloc` in the section `uprobe`.
    pub enter_calloc: ::coolbpf::OpenProgram,
    /// The program `enter_realloc` in the section `uprobe`.
    pub enter_realloc: ::coolbpf::OpenProgram,
    /// The program `enter_reallocarray` in the section `uprobe`.
    pub enter_reallocarray: ::coolbpf::OpenProgram,
    /// The program `enter_aligned_alloc` in the section `uprobe`.
    pub enter_aligned_alloc: ::coolbpf::OpenProgram,
    /// The program `enter_memalign` in the section `uprobe`.
    pub enter_memalign: ::coolbpf::OpenProgram,
    /// The program `enter_posix_memalign` in the section `uprobe`.
    pub enter_posix_memalign: ::coolbpf::OpenProgram,
    /// The program `enter_free` in the section `uprobe`.
    pub enter_free: ::coolbpf::OpenProgram,
    /// The program `leave_malloc` in the section `uretprobe`.
    pub leave_malloc: ::coolbpf::OpenProgram,
    /// The program `leave_calloc` in the section `uretprobe`.
    pub leave_calloc: ::coolbpf::OpenProgram,
    /// The program `leave_realloc` in the section `uretprobe`.
    pub leave_realloc: ::coolbpf::OpenProgram,
    /// The program `leave_reallocarray` in the section `uretprobe`.
    pub leave_reallocarray: ::coolbpf::OpenProgram,
    /// The program `leave_aligned_alloc` in the section `uretprobe`.
    pub leave_aligned_alloc: ::coolbpf::OpenProgram,
    /// The program `leave_memalign` in the section `uretprobe`.
    pub leave_memalign: ::coolbpf::OpenProgram,
    /// The program `leave_posix_memalign` in the section `uretprobe`.
    pub leave_posix_memalign: ::coolbpf::OpenProgram,
    /// The program `on_exec` in the section `tracepoint/sched/sched_process_exec`.
    pub on_exec: ::coolbpf::OpenProgram,
}
/// The program in the kernel. Dropping it detaches what [`Bpf::attach`] attached.
#[derive(Debug)]
pub struct Bpf {
    /// The maps.
    pub maps: Maps,
    /// The programs.
    pub progs: Programs,
    bss: Bss,
    rodata: Rodata,
    links: ::std::vec::Vec<::coolbpf::Link>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenMemleakSkel<'static>>,
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
    /// The variables in `.bss`, to be read and written.
    pub fn bss(&self) -> &Bss {
        &self.bss
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
        "memleak",
        __COOLBPF_SHAPES,
        __COOLBPF_CARRIED,
    )?;
    ::coolbpf::Result::Ok(Pinned {
        maps: Maps::of(&object)?,
        bss: Bss::of(&object)?,
        rodata: Rodata::of(&object)?,
        object,
    })
}
/// The program as files of a BPF file system keep it. Dropping it leaves them, and the programs attached.
#[derive(Debug)]
pub struct Pinned {
    /// The maps.
    pub maps: Maps,
    bss: Bss,
    rodata: Rodata,
    object: ::coolbpf::Pins,
}
impl Pinned {
    /// The variables in `.bss`, to be read and written.
    pub fn bss(&self) -> &Bss {
        &self.bss
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
        "allocations",
        &[
            ::coolbpf::__private::v1::Shape::of::<u64>(),
            ::coolbpf::__private::v1::Shape::of::<types::allocation>(),
        ],
    ),
    (
        "calls",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::call>(),
            ::coolbpf::__private::v1::Shape::of::<types::asked>(),
        ],
    ),
    ("stacks", &[]),
    (".bss", &[::coolbpf::__private::v1::Shape::of::<types::bss>()]),
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
/// The variables in `.bss`, each by itself; all of them by the methods of [`Globals`](::coolbpf::Globals).
#[derive(Debug)]
pub struct Bss {
    /// `u64 started_at`, at byte 0 of `.bss`.
    pub started_at: ::coolbpf::Variable<u64>,
    /// `u32 is_called`, at byte 8 of `.bss`.
    pub is_called: ::coolbpf::Variable<u32>,
    /// `u64 lost`, at byte 16 of `.bss`.
    pub lost: ::coolbpf::Variable<u64>,
    /// `u64 without_stack`, at byte 24 of `.bss`.
    pub without_stack: ::coolbpf::Variable<u64>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            started_at: all.variable(0)?,
            is_called: all.variable(8)?,
            lost: all.variable(16)?,
            without_stack: all.variable(24)?,
            __all: all,
        })
    }
}
impl ::core::ops::Deref for Bss {
    type Target = ::coolbpf::Globals<types::bss>;
    fn deref(&self) -> &Self::Target {
        &self.__all
    }
}
/// The constants in `.rodata`, each by itself; all of them by the methods of [`Globals`](::coolbpf::Globals).
#[derive(Debug)]
pub struct Rodata {
    /// `u32 process`, at byte 0 of `.rodata`.
    pub process: ::coolbpf::Constant<u32>,
    /// `u64 at_least`, at byte 8 of `.rodata`.
    pub at_least: ::coolbpf::Constant<u64>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            process: all.constant(0)?,
            at_least: all.constant(8)?,
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
    /// The map `allocations`: a hash map.
    pub allocations: ::coolbpf::HashMap<u64, types::allocation>,
    /// The map `calls`: a hash map.
    pub calls: ::coolbpf::HashMap<types::call, types::asked>,
    /// The map `stacks`: stack traces.
    pub stacks: ::coolbpf::StackTraces,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            allocations: <::coolbpf::HashMap<
                u64,
                types::allocation,
            >>::of(object.map("allocations")?)?,
            calls: <::coolbpf::HashMap<
                types::call,
                types::asked,
            >>::of(object.map("calls")?)?,
            stacks: <::coolbpf::StackTraces>::of(object.map("stacks")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `enter_malloc` in the section `uprobe`.
    pub enter_malloc: ::coolbpf::Program,
    /// The program `enter_calloc` in the section `uprobe`.
    pub enter_calloc: ::coolbpf::Program,
    /// The program `enter_realloc` in the section `uprobe`.
    pub enter_realloc: ::coolbpf::Program,
    /// The program `enter_reallocarray` in the section `uprobe`.
    pub enter_reallocarray: ::coolbpf::Program,
    /// The program `enter_aligned_alloc` in the section `uprobe`.
    pub enter_aligned_alloc: ::coolbpf::Program,
    /// The program `enter_memalign` in the section `uprobe`.
    pub enter_memalign: ::coolbpf::Program,
    /// The program `enter_posix_memalign` in the section `uprobe`.
    pub enter_posix_memalign: ::coolbpf::Program,
    /// The program `enter_free` in the section `uprobe`.
    pub enter_free: ::coolbpf::Program,
    /// The program `leave_malloc` in the section `uretprobe`.
    pub leave_malloc: ::coolbpf::Program,
    /// The program `leave_calloc` in the section `uretprobe`.
    pub leave_calloc: ::coolbpf::Program,
    /// The program `leave_realloc` in the section `uretprobe`.
    pub leave_realloc: ::coolbpf::Program,
    /// The program `leave_reallocarray` in the section `uretprobe`.
    pub leave_reallocarray: ::coolbpf::Program,
    /// The program `leave_aligned_alloc` in the section `uretprobe`.
    pub leave_aligned_alloc: ::coolbpf::Program,
    /// The program `leave_memalign` in the section `uretprobe`.
    pub leave_memalign: ::coolbpf::Program,
    /// The program `leave_posix_memalign` in the section `uretprobe`.
    pub leave_posix_memalign: ::coolbpf::Program,
    /// The program `on_exec` in the section `tracepoint/sched/sched_process_exec`.
    pub on_exec: ::coolbpf::Program,
}
::coolbpf::__private::v1::options! {
    #[doc = " Only allocations of so many bytes or more"] Set at_least : u64 = "0" in
    rodata;
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `struct allocation`, 24 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct allocation {
        /// `u64 bytes`, at byte 0.
        pub bytes: u64,
        /// `u64 at`, at byte 8.
        pub at: u64,
        /// `s64 stack`, at byte 16.
        pub stack: i64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < allocation > () == 24);
        ::core::assert!(
            24 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < i64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(allocation, bytes) == 0);
        ::core::assert!(::core::mem::offset_of!(allocation, at) == 8);
        ::core::assert!(::core::mem::offset_of!(allocation, stack) == 16);
    };
    unsafe impl ::coolbpf::Value for allocation {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "bytes",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "at",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "stack",
                128,
                64,
                <i64 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for allocation {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for allocation {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("allocation")
                .field("bytes", &self.bytes)
                .field("at", &self.at)
                .field("stack", &self.stack)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for allocation {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.bytes, &other.bytes)
                && ::core::cmp::PartialEq::eq(&self.at, &other.at)
                && ::core::cmp::PartialEq::eq(&self.stack, &other.stack)
        }
    }
    impl ::core::cmp::Eq for allocation {}
    impl ::core::hash::Hash for allocation {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.bytes, state);
            ::core::hash::Hash::hash(&self.at, state);
            ::core::hash::Hash::hash(&self.stack, state);
        }
    }
    /// `struct asked`, 48 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct asked {
        /// `u64 bytes`, at byte 0.
        pub bytes: u64,
        /// `u64 place`, at byte 8.
        pub place: u64,
        /// `u64 old_address`, at byte 16.
        pub old_address: u64,
        /// `struct allocation old`, at byte 24.
        pub old: allocation,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < asked > () == 48);
        ::core::assert!(
            48 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < allocation > ()
        );
        ::core::assert!(::core::mem::offset_of!(asked, bytes) == 0);
        ::core::assert!(::core::mem::offset_of!(asked, place) == 8);
        ::core::assert!(::core::mem::offset_of!(asked, old_address) == 16);
        ::core::assert!(::core::mem::offset_of!(asked, old) == 24);
    };
    unsafe impl ::coolbpf::Value for asked {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "bytes",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "place",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "old_address",
                128,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "old",
                192,
                192,
                <allocation as ::coolbpf::Value>::FIELDS,
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
                .field("bytes", &self.bytes)
                .field("place", &self.place)
                .field("old_address", &self.old_address)
                .field("old", &self.old)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for asked {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.bytes, &other.bytes)
                && ::core::cmp::PartialEq::eq(&self.place, &other.place)
                && ::core::cmp::PartialEq::eq(&self.old_address, &other.old_address)
                && ::core::cmp::PartialEq::eq(&self.old, &other.old)
        }
    }
    impl ::core::cmp::Eq for asked {}
    impl ::core::hash::Hash for asked {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.bytes, state);
            ::core::hash::Hash::hash(&self.place, state);
            ::core::hash::Hash::hash(&self.old_address, state);
            ::core::hash::Hash::hash(&self.old, state);
        }
    }
    /// `SEC(".bss")`, 32 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bss {
        /// `u64 started_at`, at byte 0.
        pub started_at: u64,
        /// `u32 is_called`, at byte 8.
        pub is_called: u32,
        #[doc(hidden)]
        pub __padding_12: [u8; 4],
        /// `u64 lost`, at byte 16.
        pub lost: u64,
        /// `u64 without_stack`, at byte 24.
        pub without_stack: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 32);
        ::core::assert!(
            32 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(bss, started_at) == 0);
        ::core::assert!(::core::mem::offset_of!(bss, is_called) == 8);
        ::core::assert!(::core::mem::offset_of!(bss, __padding_12) == 12);
        ::core::assert!(::core::mem::offset_of!(bss, lost) == 16);
        ::core::assert!(::core::mem::offset_of!(bss, without_stack) == 24);
    };
    unsafe impl ::coolbpf::Value for bss {}
    impl ::core::default::Default for bss {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for bss {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("bss")
                .field("started_at", &self.started_at)
                .field("is_called", &self.is_called)
                .field("lost", &self.lost)
                .field("without_stack", &self.without_stack)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.started_at, &other.started_at)
                && ::core::cmp::PartialEq::eq(&self.is_called, &other.is_called)
                && ::core::cmp::PartialEq::eq(&self.lost, &other.lost)
                && ::core::cmp::PartialEq::eq(&self.without_stack, &other.without_stack)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.started_at, state);
            ::core::hash::Hash::hash(&self.is_called, state);
            ::core::hash::Hash::hash(&self.lost, state);
            ::core::hash::Hash::hash(&self.without_stack, state);
        }
    }
    /// `struct call`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct call {
        /// `u64 thread`, at byte 0.
        pub thread: u64,
        /// `u64 function`, at byte 8.
        pub function: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < call > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(call, thread) == 0);
        ::core::assert!(::core::mem::offset_of!(call, function) == 8);
    };
    unsafe impl ::coolbpf::Value for call {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "thread",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "function",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for call {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for call {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("call")
                .field("thread", &self.thread)
                .field("function", &self.function)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for call {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.thread, &other.thread)
                && ::core::cmp::PartialEq::eq(&self.function, &other.function)
        }
    }
    impl ::core::cmp::Eq for call {}
    impl ::core::hash::Hash for call {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.thread, state);
            ::core::hash::Hash::hash(&self.function, state);
        }
    }
    /// `SEC(".rodata")`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u32 process`, at byte 0.
        pub process: u32,
        #[doc(hidden)]
        pub __padding_4: [u8; 4],
        /// `u64 at_least`, at byte 8.
        pub at_least: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, process) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_4) == 4);
        ::core::assert!(::core::mem::offset_of!(rodata, at_least) == 8);
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
                .field("process", &self.process)
                .field("at_least", &self.at_least)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.process, &other.process)
                && ::core::cmp::PartialEq::eq(&self.at_least, &other.at_least)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.process, state);
            ::core::hash::Hash::hash(&self.at_least, state);
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
                .name("memleak_bpf")
                .map("allocations", false)
                .map("calls", false)
                .map("stacks", false)
                .map("memleak_.rodata", true)
                .map("memleak_.bss", true)
                .prog("enter_malloc")
                .prog("enter_calloc")
                .prog("enter_realloc")
                .prog("enter_reallocarray")
                .prog("enter_aligned_alloc")
                .prog("enter_memalign")
                .prog("enter_posix_memalign")
                .prog("enter_free")
                .prog("leave_malloc")
                .prog("leave_calloc")
                .prog("leave_realloc")
                .prog("leave_reallocarray")
                .prog("leave_aligned_alloc")
                .prog("leave_memalign")
                .prog("leave_posix_memalign")
                .prog("on_exec");
            builder.build()
        }
        pub struct OpenMemleakMaps<'obj> {
            pub map_allocations: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_calls: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_stacks: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenMemleakMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_allocations = None;
                let mut map_calls = None;
                let mut map_stacks = None;
                let mut rodata = None;
                let mut bss = None;
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
                        "allocations" => map_allocations = Some(map),
                        "calls" => map_calls = Some(map),
                        "stacks" => map_stacks = Some(map),
                        "memleak_.rodata" => rodata = Some(map),
                        "memleak_.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_allocations: map_allocations
                        .present("map `map_allocations` not present")?,
                    map_calls: map_calls.present("map `map_calls` not present")?,
                    map_stacks: map_stacks.present("map `map_stacks` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(3)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(4)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct MemleakMaps<'obj> {
            pub map_allocations: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_calls: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_stacks: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> MemleakMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_allocations = None;
                let mut map_calls = None;
                let mut map_stacks = None;
                let mut rodata = None;
                let mut bss = None;
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
                        "allocations" => map_allocations = Some(map),
                        "calls" => map_calls = Some(map),
                        "stacks" => map_stacks = Some(map),
                        "memleak_.rodata" => rodata = Some(map),
                        "memleak_.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_allocations: map_allocations
                        .present("map `map_allocations` not present")?,
                    map_calls: map_calls.present("map `map_calls` not present")?,
                    map_stacks: map_stacks.present("map `map_stacks` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(3)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(4)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenMemleakProgs<'obj> {
            pub prog_enter_malloc: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_calloc: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_realloc: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_reallocarray: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_aligned_alloc: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_memalign: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_posix_memalign: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_enter_free: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_leave_malloc: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_leave_calloc: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_leave_realloc: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_leave_reallocarray: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_leave_aligned_alloc: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_leave_memalign: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_leave_posix_memalign: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_on_exec: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenMemleakProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_enter_malloc = None;
                let mut prog_enter_calloc = None;
                let mut prog_enter_realloc = None;
                let mut prog_enter_reallocarray = None;
                let mut prog_enter_aligned_alloc = None;
                let mut prog_enter_memalign = None;
                let mut prog_enter_posix_memalign = None;
                let mut prog_enter_free = None;
                let mut prog_leave_malloc = None;
                let mut prog_leave_calloc = None;
                let mut prog_leave_realloc = None;
                let mut prog_leave_reallocarray = None;
                let mut prog_leave_aligned_alloc = None;
                let mut prog_leave_memalign = None;
                let mut prog_leave_posix_memalign = None;
                let mut prog_on_exec = None;
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
                        "enter_malloc" => prog_enter_malloc = Some(prog),
                        "enter_calloc" => prog_enter_calloc = Some(prog),
                        "enter_realloc" => prog_enter_realloc = Some(prog),
                        "enter_reallocarray" => prog_enter_reallocarray = Some(prog),
                        "enter_aligned_alloc" => prog_enter_aligned_alloc = Some(prog),
                        "enter_memalign" => prog_enter_memalign = Some(prog),
                        "enter_posix_memalign" => prog_enter_posix_memalign = Some(prog),
                        "enter_free" => prog_enter_free = Some(prog),
                        "leave_malloc" => prog_leave_malloc = Some(prog),
                        "leave_calloc" => prog_leave_calloc = Some(prog),
                        "leave_realloc" => prog_leave_realloc = Some(prog),
                        "leave_reallocarray" => prog_leave_reallocarray = Some(prog),
                        "leave_aligned_alloc" => prog_leave_aligned_alloc = Some(prog),
                        "leave_memalign" => prog_leave_memalign = Some(prog),
                        "leave_posix_memalign" => prog_leave_posix_memalign = Some(prog),
                        "on_exec" => prog_on_exec = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_enter_malloc: prog_enter_malloc
                        .present("prog `prog_enter_malloc` not present")?,
                    prog_enter_calloc: prog_enter_calloc
                        .present("prog `prog_enter_calloc` not present")?,
                    prog_enter_realloc: prog_enter_realloc
                        .present("prog `prog_enter_realloc` not present")?,
                    prog_enter_reallocarray: prog_enter_reallocarray
                        .present("prog `prog_enter_reallocarray` not present")?,
                    prog_enter_aligned_alloc: prog_enter_aligned_alloc
                        .present("prog `prog_enter_aligned_alloc` not present")?,
                    prog_enter_memalign: prog_enter_memalign
                        .present("prog `prog_enter_memalign` not present")?,
                    prog_enter_posix_memalign: prog_enter_posix_memalign
                        .present("prog `prog_enter_posix_memalign` not present")?,
                    prog_enter_free: prog_enter_free
                        .present("prog `prog_enter_free` not present")?,
                    prog_leave_malloc: prog_leave_malloc
                        .present("prog `prog_leave_malloc` not present")?,
                    prog_leave_calloc: prog_leave_calloc
                        .present("prog `prog_leave_calloc` not present")?,
                    prog_leave_realloc: prog_leave_realloc
                        .present("prog `prog_leave_realloc` not present")?,
                    prog_leave_reallocarray: prog_leave_reallocarray
                        .present("prog `prog_leave_reallocarray` not present")?,
                    prog_leave_aligned_alloc: prog_leave_aligned_alloc
                        .present("prog `prog_leave_aligned_alloc` not present")?,
                    prog_leave_memalign: prog_leave_memalign
                        .present("prog `prog_leave_memalign` not present")?,
                    prog_leave_posix_memalign: prog_leave_posix_memalign
                        .present("prog `prog_leave_posix_memalign` not present")?,
                    prog_on_exec: prog_on_exec
                        .present("prog `prog_on_exec` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct MemleakProgs<'obj> {
            pub prog_enter_malloc: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_calloc: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_enter_realloc: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_reallocarray: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_aligned_alloc: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_memalign: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_posix_memalign: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_enter_free: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_leave_malloc: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_leave_calloc: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_leave_realloc: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_leave_reallocarray: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_leave_aligned_alloc: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_leave_memalign: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_leave_posix_memalign: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_on_exec: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> MemleakProgs<'obj> {
            fn new(open_progs: OpenMemleakProgs<'obj>) -> Self {
                Self {
                    prog_enter_malloc: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_malloc.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_calloc: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_calloc.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_realloc: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_realloc.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_reallocarray: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_enter_reallocarray
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_enter_aligned_alloc: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_enter_aligned_alloc
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_enter_memalign: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_memalign.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_enter_posix_memalign: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_enter_posix_memalign
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_enter_free: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_enter_free.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_leave_malloc: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_leave_malloc.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_leave_calloc: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_leave_calloc.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_leave_realloc: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_leave_realloc.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_leave_reallocarray: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_leave_reallocarray
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_leave_aligned_alloc: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_leave_aligned_alloc
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_leave_memalign: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_leave_memalign.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_leave_posix_memalign: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_leave_posix_memalign
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_on_exec: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_exec.as_libbpf_object().as_mut(),
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
        pub struct MemleakSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> MemleakSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenMemleakSkel<'obj>> {
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
                let mut skel = OpenMemleakSkel {
                    maps: unsafe {
                        OpenMemleakMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenMemleakProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for MemleakSkelBuilder {
            type Output = OpenMemleakSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenMemleakSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenMemleakSkel<'obj>> {
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
        pub struct OpenMemleakSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenMemleakMaps<'obj>,
            pub progs: OpenMemleakProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenMemleakSkel<'obj> {
            type Output = MemleakSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<MemleakSkel<'obj>> {
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
                Ok(MemleakSkel {
                    maps: unsafe {
                        MemleakMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: MemleakProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: MemleakLinks::default(),
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
        pub struct MemleakLinks {
            pub prog_enter_malloc: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_calloc: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_realloc: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_reallocarray: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_enter_aligned_alloc: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_enter_memalign: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_enter_posix_memalign: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_enter_free: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_leave_malloc: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_leave_calloc: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_leave_realloc: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_leave_reallocarray: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_leave_aligned_alloc: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_leave_memalign: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_leave_posix_memalign: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_on_exec: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct MemleakSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: MemleakMaps<'obj>,
            pub progs: MemleakProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: MemleakLinks,
        }
        unsafe impl Send for MemleakSkel<'_> {}
        unsafe impl Sync for MemleakSkel<'_> {}
        impl<'obj> Skel<'obj> for MemleakSkel<'obj> {
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
                self.links = MemleakLinks {
                    prog_enter_malloc: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_calloc: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_realloc: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_reallocarray: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_aligned_alloc: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_memalign: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_posix_memalign: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_enter_free: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_leave_malloc: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_leave_calloc: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_leave_realloc: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(10)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_leave_reallocarray: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(11)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_leave_aligned_alloc: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(12)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_leave_memalign: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(13)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_leave_posix_memalign: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(14)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_on_exec: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(15)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl MemleakSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
