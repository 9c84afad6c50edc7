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
    data: ::coolbpf::__private::v1::Variables<types::data>,
    rodata: ::coolbpf::__private::v1::Variables<types::rodata>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenOldSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "old",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::OldSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "old",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST.variables().functions(),
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {
                seen: object.map(|skeleton| &skeleton.maps.map_seen)?,
            },
            progs: OpenPrograms {
                variables: object.program(|skeleton| &skeleton.progs.prog_variables)?,
                choice: object.program(|skeleton| &skeleton.progs.prog_choice)?,
                texts: object.program(|skeleton| &skeleton.progs.prog_texts)?,
                reads: object.program(|skeleton| &skeleton.progs.prog_reads)?,
                functions: object.program(|skeleton| &skeleton.progs.prog_functions)?,
                loops: object.program(|skeleton| &skeleton.progs.prog_loops)?,
                many: object.program(|skeleton| &skeleton.progs.prog_many)?,
                configured: object.program(|skeleton| &skeleton.progs.prog_configured)?,
            },
            bss: object
                .variables(|skeleton| {
                    let _ = skeleton.maps.bss_data.take();
                    &mut skeleton.maps.bss
                })?,
            data: object
                .variables(|skeleton| {
                    let _ = skeleton.maps.data_data.take();
                    &mut skeleton.maps.data
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
    /// The initial values of the variables in `.data`.
    pub fn data(&mut self) -> &mut types::data {
        self.data.get()
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
        ::core::mem::drop(self.data);
        ::core::mem::drop(self.rodata);
        let object = self.object.load()?;
        ::coolbpf::Result::Ok(Bpf {
            maps: Maps::of(&object)?,
            progs: Programs {
                variables: object.program(|skeleton| &skeleton.progs.prog_variables)?,
                choice: object.program(|skeleton| &skeleton.progs.prog_choice)?,
                texts: object.program(|skeleton| &skeleton.progs.prog_texts)?,
                reads: object.program(|skeleton| &skeleton.progs.prog_reads)?,
                functions: object.program(|skeleton| &skeleton.progs.prog_functions)?,
                loops: object.program(|skeleton| &skeleton.progs.prog_loops)?,
                many: object.program(|skeleton| &skeleton.progs.prog_many)?,
                configured: object.program(|skeleton| &skeleton.progs.prog_configured)?,
            },
            bss: Bss::of(&object)?,
            data: Data::of(&object)?,
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
    /// The map `seen`.
    pub seen: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `variables` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub variables: ::coolbpf::OpenProgram,
    /// The program `choice` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub choice: ::coolbpf::OpenProgram,
    /// The program `texts` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub texts: ::coolbpf::OpenProgram,
    /// The program `reads` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub reads: ::coolbpf::OpenProgram,
    /// The program `functions` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub functions: ::coolbpf::OpenProgram,
    /// The program `loops` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub loops: ::coolbpf::OpenProgram,
    /// The program `many` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub many: ::coolbpf::OpenProgram,
    /// The program `configured` in the section `?kprobe/security_task_setnice`.
    pub configured: ::coolbpf::OpenProgram,
}
/// The program in the kernel. Dropping it detaches what [`Bpf::attach`] attached.
#[derive(Debug)]
pub struct Bpf {
    /// The maps.
    pub maps: Maps,
    /// The programs.
    pub progs: Programs,
    bss: Bss,
    data: Data,
    rodata: Rodata,
    links: ::std::vec::Vec<::coolbpf::Link>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenOldSkel<'static>>,
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
    /// The variables in `.data`, to be read and written.
    pub fn data(&self) -> &Data {
        &self.data
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
        "old",
        __COOLBPF_SHAPES,
        __COOLBPF_CARRIED,
    )?;
    ::coolbpf::Result::Ok(Pinned {
        maps: Maps::of(&object)?,
        bss: Bss::of(&object)?,
        data: Data::of(&object)?,
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
    data: Data,
    rodata: Rodata,
    object: ::coolbpf::Pins,
}
impl Pinned {
    /// The variables in `.bss`, to be read and written.
    pub fn bss(&self) -> &Bss {
        &self.bss
    }
    /// The variables in `.data`, to be read and written.
    pub fn data(&self) -> &Data {
        &self.data
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
        "seen",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<u64>(),
        ],
    ),
    (".bss", &[::coolbpf::__private::v1::Shape::of::<types::bss>()]),
    (".data", &[::coolbpf::__private::v1::Shape::of::<types::data>()]),
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
    /// `__u64 calls`, at byte 0 of `.bss`.
    pub calls: ::coolbpf::Variable<u64>,
    /// `__s64 last`, at byte 8 of `.bss`.
    pub last: ::coolbpf::Variable<i64>,
    /// `char text[16]`, at byte 16 of `.bss`.
    pub text: ::coolbpf::Variable<::coolbpf::Chars<16>>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            calls: all.variable(0)?,
            last: all.variable(8)?,
            text: all.variable(16)?,
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
/// The variables in `.data`, each by itself; all of them by the methods of [`Globals`](::coolbpf::Globals).
#[derive(Debug)]
pub struct Data {
    /// `__u64 numbers[4]`, at byte 0 of `.data`.
    pub numbers: ::coolbpf::Variable<[u64; 4]>,
    __all: ::coolbpf::Globals<types::data>,
}
impl Data {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::data>(".data")?;
        ::coolbpf::Result::Ok(Self {
            numbers: all.variable(0)?,
            __all: all,
        })
    }
}
impl ::core::ops::Deref for Data {
    type Target = ::coolbpf::Globals<types::data>;
    fn deref(&self) -> &Self::Target {
        &self.__all
    }
}
/// The constants in `.rodata`, each by itself; all of them by the methods of [`Globals`](::coolbpf::Globals).
#[derive(Debug)]
pub struct Rodata {
    /// `_Bool with_newest`, at byte 0 of `.rodata`.
    pub with_newest: ::coolbpf::Constant<::coolbpf::Bool>,
    /// `__u64 wide`, at byte 8 of `.rodata`.
    pub wide: ::coolbpf::Constant<u64>,
    /// `__s16 negative`, at byte 16 of `.rodata`.
    pub negative: ::coolbpf::Constant<i16>,
    /// `__u32 table[8]`, at byte 20 of `.rodata`.
    pub table: ::coolbpf::Constant<[u32; 8]>,
    /// `__u32 tid`, at byte 56 of `.rodata`.
    pub tid: ::coolbpf::Constant<u32>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            with_newest: all.constant(0)?,
            wide: all.constant(8)?,
            negative: all.constant(16)?,
            table: all.constant(20)?,
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
    /// The map `seen`: a hash map.
    pub seen: ::coolbpf::HashMap<u32, u64>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            seen: <::coolbpf::HashMap<u32, u64>>::of(object.map("seen")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `variables` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub variables: ::coolbpf::Program,
    /// The program `choice` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub choice: ::coolbpf::Program,
    /// The program `texts` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub texts: ::coolbpf::Program,
    /// The program `reads` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub reads: ::coolbpf::Program,
    /// The program `functions` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub functions: ::coolbpf::Program,
    /// The program `loops` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub loops: ::coolbpf::Program,
    /// The program `many` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub many: ::coolbpf::Program,
    /// The program `configured` in the section `?kprobe/security_task_setnice`.
    pub configured: ::coolbpf::Program,
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `SEC(".bss")`, 32 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bss {
        /// `__u64 calls`, at byte 0.
        pub calls: u64,
        /// `__s64 last`, at byte 8.
        pub last: i64,
        /// `char text[16]`, at byte 16.
        pub text: ::coolbpf::Chars<16>,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 32);
        ::core::assert!(
            32 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < i64 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > ()
        );
        ::core::assert!(::core::mem::offset_of!(bss, calls) == 0);
        ::core::assert!(::core::mem::offset_of!(bss, last) == 8);
        ::core::assert!(::core::mem::offset_of!(bss, text) == 16);
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
                .field("calls", &self.calls)
                .field("last", &self.last)
                .field("text", &self.text)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.calls, &other.calls)
                && ::core::cmp::PartialEq::eq(&self.last, &other.last)
                && ::core::cmp::PartialEq::eq(&self.text, &other.text)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.calls, state);
            ::core::hash::Hash::hash(&self.last, state);
            ::core::hash::Hash::hash(&self.text, state);
        }
    }
    /// `SEC(".data")`, 32 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct data {
        /// `__u64 numbers[4]`, at byte 0.
        pub numbers: [u64; 4],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < data > () == 32);
        ::core::assert!(
            32 == 0 + ::coolbpf::__private::v1::storage::size:: < [u64; 4] > ()
        );
        ::core::assert!(::core::mem::offset_of!(data, numbers) == 0);
    };
    unsafe impl ::coolbpf::Value for data {}
    impl ::core::default::Default for data {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for data {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("data").field("numbers", &self.numbers).finish()
        }
    }
    impl ::core::cmp::PartialEq for data {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.numbers, &other.numbers)
        }
    }
    impl ::core::cmp::Eq for data {}
    impl ::core::hash::Hash for data {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.numbers, state);
        }
    }
    /// `SEC(".rodata")`, 64 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `_Bool with_newest`, at byte 0.
        pub with_newest: ::coolbpf::Bool,
        #[doc(hidden)]
        pub __padding_1: [u8; 7],
        /// `__u64 wide`, at byte 8.
        pub wide: u64,
        /// `__s16 negative`, at byte 16.
        pub negative: i16,
        #[doc(hidden)]
        pub __padding_18: [u8; 2],
        /// `__u32 table[8]`, at byte 20.
        pub table: [u32; 8],
        #[doc(hidden)]
        pub __padding_52: [u8; 4],
        /// `__u32 tid`, at byte 56.
        pub tid: u32,
        #[doc(hidden)]
        pub __padding_60: [u8; 4],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 64);
        ::core::assert!(
            64 == 0 + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Bool > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 7] > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < i16 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 2] > () +
            ::coolbpf::__private::v1::storage::size:: < [u32; 8] > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, with_newest) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_1) == 1);
        ::core::assert!(::core::mem::offset_of!(rodata, wide) == 8);
        ::core::assert!(::core::mem::offset_of!(rodata, negative) == 16);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_18) == 18);
        ::core::assert!(::core::mem::offset_of!(rodata, table) == 20);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_52) == 52);
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
                .field("with_newest", &self.with_newest)
                .field("wide", &self.wide)
                .field("negative", &self.negative)
                .field("table", &self.table)
                .field("tid", &self.tid)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.with_newest, &other.with_newest)
                && ::core::cmp::PartialEq::eq(&self.wide, &other.wide)
                && ::core::cmp::PartialEq::eq(&self.negative, &other.negative)
                && ::core::cmp::PartialEq::eq(&self.table, &other.table)
                && ::core::cmp::PartialEq::eq(&self.tid, &other.tid)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.with_newest, state);
            ::core::hash::Hash::hash(&self.wide, state);
            ::core::hash::Hash::hash(&self.negative, state);
            ::core::hash::Hash::hash(&self.table, state);
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
                .name("old_bpf")
                .map("seen", false)
                .map("old_bpf.rodata", true)
                .map("old_bpf.data", true)
                .map("old_bpf.bss", true)
                .map(".rodata.str1.1", false)
                .map("old_bpf.kconfig", true)
                .prog("variables")
                .prog("choice")
                .prog("texts")
                .prog("reads")
                .prog("functions")
                .prog("loops")
                .prog("many")
                .prog("configured");
            builder.build()
        }
        pub struct OpenOldMaps<'obj> {
            pub map_seen: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub data: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub data_data: Option<&'obj mut super::super::types::data>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            pub rodata_str1_1: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub kconfig: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub kconfig_data: Option<&'obj mut ::std::ffi::c_void>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenOldMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_seen = None;
                let mut rodata = None;
                let mut data = None;
                let mut bss = None;
                let mut rodata_str1_1 = None;
                let mut kconfig = None;
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
                        "seen" => map_seen = Some(map),
                        "old_bpf.rodata" => rodata = Some(map),
                        "old_bpf.data" => data = Some(map),
                        "old_bpf.bss" => bss = Some(map),
                        ".rodata.str1.1" => rodata_str1_1 = Some(map),
                        "old_bpf.kconfig" => kconfig = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_seen: map_seen.present("map `map_seen` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    data: data.present("map `data` not present")?,
                    data_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `data` does not have mmap pointer")?
                            .cast::<super::super::types::data>()
                            .as_mut()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(3)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    rodata_str1_1: rodata_str1_1
                        .present("map `rodata_str1_1` not present")?,
                    kconfig: kconfig.present("map `kconfig` not present")?,
                    kconfig_data: unsafe {
                        config
                            .map_mmap_ptr(5)
                            .present("BPF map `kconfig` does not have mmap pointer")?
                            .cast::<::std::ffi::c_void>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OldMaps<'obj> {
            pub map_seen: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub data: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub data_data: Option<&'obj mut super::super::types::data>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            pub rodata_str1_1: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub kconfig: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub kconfig_data: Option<&'obj ::std::ffi::c_void>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OldMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_seen = None;
                let mut rodata = None;
                let mut data = None;
                let mut bss = None;
                let mut rodata_str1_1 = None;
                let mut kconfig = None;
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
                        "seen" => map_seen = Some(map),
                        "old_bpf.rodata" => rodata = Some(map),
                        "old_bpf.data" => data = Some(map),
                        "old_bpf.bss" => bss = Some(map),
                        ".rodata.str1.1" => rodata_str1_1 = Some(map),
                        "old_bpf.kconfig" => kconfig = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_seen: map_seen.present("map `map_seen` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    data: data.present("map `data` not present")?,
                    data_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `data` does not have mmap pointer")?
                            .cast::<super::super::types::data>()
                            .as_mut()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(3)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    rodata_str1_1: rodata_str1_1
                        .present("map `rodata_str1_1` not present")?,
                    kconfig: kconfig.present("map `kconfig` not present")?,
                    kconfig_data: unsafe {
                        config
                            .map_mmap_ptr(5)
                            .present("BPF map `kconfig` does not have mmap pointer")?
                            .cast::<::std::ffi::c_void>()
                            .as_ref()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenOldProgs<'obj> {
            pub prog_variables: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_choice: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_texts: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_reads: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_functions: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_loops: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_many: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_configured: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenOldProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_variables = None;
                let mut prog_choice = None;
                let mut prog_texts = None;
                let mut prog_reads = None;
                let mut prog_functions = None;
                let mut prog_loops = None;
                let mut prog_many = None;
                let mut prog_configured = None;
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
                        "variables" => prog_variables = Some(prog),
                        "choice" => prog_choice = Some(prog),
                        "texts" => prog_texts = Some(prog),
                        "reads" => prog_reads = Some(prog),
                        "functions" => prog_functions = Some(prog),
                        "loops" => prog_loops = Some(prog),
                        "many" => prog_many = Some(prog),
                        "configured" => prog_configured = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_variables: prog_variables
                        .present("prog `prog_variables` not present")?,
                    prog_choice: prog_choice.present("prog `prog_choice` not present")?,
                    prog_texts: prog_texts.present("prog `prog_texts` not present")?,
                    prog_reads: prog_reads.present("prog `prog_reads` not present")?,
                    prog_functions: prog_functions
                        .present("prog `prog_functions` not present")?,
                    prog_loops: prog_loops.present("prog `prog_loops` not present")?,
                    prog_many: prog_many.present("prog `prog_many` not present")?,
                    prog_configured: prog_configured
                        .present("prog `prog_configured` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OldProgs<'obj> {
            pub prog_variables: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_choice: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_texts: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_reads: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_functions: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_loops: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_many: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_configured: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OldProgs<'obj> {
            fn new(open_progs: OpenOldProgs<'obj>) -> Self {
                Self {
                    prog_variables: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_variables.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_choice: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_choice.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_texts: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_texts.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_reads: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_reads.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_functions: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_functions.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_loops: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_loops.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_many: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_many.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_configured: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_configured.as_libbpf_object().as_mut(),
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
        pub struct OldSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> OldSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenOldSkel<'obj>> {
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
                let mut skel = OpenOldSkel {
                    maps: unsafe { OpenOldMaps::new(&skel_config, obj_ref.as_mut())? },
                    progs: unsafe { OpenOldProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for OldSkelBuilder {
            type Output = OpenOldSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenOldSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenOldSkel<'obj>> {
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
        pub struct OpenOldSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenOldMaps<'obj>,
            pub progs: OpenOldProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenOldSkel<'obj> {
            type Output = OldSkel<'obj>;
            fn load(self) -> ::coolbpf::__private::v1::libbpf_rs::Result<OldSkel<'obj>> {
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
                Ok(OldSkel {
                    maps: unsafe { OldMaps::new(&self.skel_config, obj_ref.as_mut())? },
                    progs: OldProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: OldLinks::default(),
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
        pub struct OldLinks {
            pub prog_variables: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_choice: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_texts: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_reads: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_functions: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_loops: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_many: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_configured: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct OldSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: OldMaps<'obj>,
            pub progs: OldProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: OldLinks,
        }
        unsafe impl Send for OldSkel<'_> {}
        unsafe impl Sync for OldSkel<'_> {}
        impl<'obj> Skel<'obj> for OldSkel<'obj> {
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
                self.links = OldLinks {
                    prog_variables: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_choice: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_texts: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_reads: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_functions: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_loops: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_many: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_configured: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl OldSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
