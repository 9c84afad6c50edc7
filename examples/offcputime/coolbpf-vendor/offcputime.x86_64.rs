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
    bss: ::coolbpf::__private::v1::Variables<types::bss>,
    rodata: ::coolbpf::__private::v1::Variables<types::rodata>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenOffcputimeSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "offcputime",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::OffcputimeSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "offcputime",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST.alternatives().variables(),
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {
                off: object.map(|skeleton| &skeleton.maps.map_off)?,
                places: object.map(|skeleton| &skeleton.maps.map_places)?,
                stacks: object.map(|skeleton| &skeleton.maps.map_stacks)?,
            },
            progs: OpenPrograms {
                switch_by_tp_btf: object
                    .program(|skeleton| &skeleton.progs.prog_switch_by_tp_btf)?,
                switch_by_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_switch_by_raw_tp)?,
                switch_by_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_switch_by_tracepoint)?,
            },
            alternatives: OpenAlternatives {
                sched_switch: object.alternatives(),
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
                switch_by_tp_btf: object
                    .program(|skeleton| &skeleton.progs.prog_switch_by_tp_btf)?,
                switch_by_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_switch_by_raw_tp)?,
                switch_by_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_switch_by_tracepoint)?,
            },
            alternatives: Alternatives {
                sched_switch: object.alternatives()?,
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
    /// The map `off`.
    pub off: ::coolbpf::OpenMap,
    /// The map `places`.
    pub places: ::coolbpf::OpenMap,
    /// The map `stacks`.
    pub stacks: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `switch_by_tp_btf` in the section `tp_btf/sched_switch`.
    pub switch_by_tp_btf: ::coolbpf::OpenProgram,
    /// The program `switch_by_raw_tp` in the section `raw_tp/sched_switch`.
    pub switch_by_raw_tp: ::coolbpf::OpenProgram,
    /// The program `switch_by_tracepoint` in the section `tracepoint/sched/sched_switch`.
    pub switch_by_tracepoint: ::coolbpf::OpenProgram,
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
    bss: Bss,
    rodata: Rodata,
    links: ::std::vec::Vec<::coolbpf::Link>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenOffcputimeSkel<'static>>,
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
        "offcputime",
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
        "off",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<types::left>(),
        ],
    ),
    (
        "places",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::place>(),
            ::coolbpf::__private::v1::Shape::of::<types::spent>(),
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
    /// `u64 lost`, at byte 0 of `.bss`.
    pub lost: ::coolbpf::Variable<u64>,
    /// `u64 without_stack`, at byte 8 of `.bss`.
    pub without_stack: ::coolbpf::Variable<u64>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            lost: all.variable(0)?,
            without_stack: all.variable(8)?,
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
    /// `u64 at_least`, at byte 0 of `.rodata`.
    pub at_least: ::coolbpf::Constant<u64>,
    /// `u64 at_most`, at byte 8 of `.rodata`.
    pub at_most: ::coolbpf::Constant<u64>,
    /// `u32 without_user`, at byte 16 of `.rodata`.
    pub without_user: ::coolbpf::Constant<u32>,
    /// `u32 without_kernel`, at byte 20 of `.rodata`.
    pub without_kernel: ::coolbpf::Constant<u32>,
    /// `struct coolbpf_filter filter`, at byte 24 of `.rodata`.
    pub filter: ::coolbpf::Constant<types::coolbpf_filter>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            at_least: all.constant(0)?,
            at_most: all.constant(8)?,
            without_user: all.constant(16)?,
            without_kernel: all.constant(20)?,
            filter: all.constant(24)?,
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
    /// The map `off`: a hash map.
    pub off: ::coolbpf::HashMap<u32, types::left>,
    /// The map `places`: a hash map.
    pub places: ::coolbpf::HashMap<types::place, types::spent>,
    /// The map `stacks`: stack traces.
    pub stacks: ::coolbpf::StackTraces,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            off: <::coolbpf::HashMap<u32, types::left>>::of(object.map("off")?)?,
            places: <::coolbpf::HashMap<
                types::place,
                types::spent,
            >>::of(object.map("places")?)?,
            stacks: <::coolbpf::StackTraces>::of(object.map("stacks")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `switch_by_tp_btf` in the section `tp_btf/sched_switch`.
    pub switch_by_tp_btf: ::coolbpf::Program,
    /// The program `switch_by_raw_tp` in the section `raw_tp/sched_switch`.
    pub switch_by_raw_tp: ::coolbpf::Program,
    /// The program `switch_by_tracepoint` in the section `tracepoint/sched/sched_switch`.
    pub switch_by_tracepoint: ::coolbpf::Program,
}
/// The groups of alternatives before the load.
#[derive(Debug)]
pub struct OpenAlternatives {
    /// The alternatives `sched_switch`.
    pub sched_switch: ::coolbpf::OpenAlternatives<alternatives::SchedSwitch>,
}
/// The groups of alternatives. Shown, each is a line that tells which way is used and why others don't work.
#[derive(Debug)]
pub struct Alternatives {
    /// The alternatives `sched_switch`.
    pub sched_switch: ::coolbpf::Alternatives<alternatives::SchedSwitch>,
}
impl ::core::fmt::Display for Alternatives {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&self.sched_switch, f)?;
        ::core::result::Result::Ok(())
    }
}
/// The ways of each group of alternatives.
pub mod alternatives {
    /// The ways of the alternatives `sched_switch`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum SchedSwitch {
        /// `tp_btf`: the program `switch_by_tp_btf` (`tp_btf/sched_switch`).
        TpBtf,
        /// `raw_tp`: the program `switch_by_raw_tp` (`raw_tp/sched_switch`).
        RawTp,
        /// `tracepoint`: the program `switch_by_tracepoint` (`tracepoint/sched/sched_switch`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for SchedSwitch {
        const GROUP: &'static str = "sched_switch";
        const ALL: &'static [Self] = &[Self::TpBtf, Self::RawTp, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::TpBtf => "tp_btf",
                Self::RawTp => "raw_tp",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for SchedSwitch {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for SchedSwitch {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `SEC(".bss")`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bss {
        /// `u64 lost`, at byte 0.
        pub lost: u64,
        /// `u64 without_stack`, at byte 8.
        pub without_stack: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(bss, lost) == 0);
        ::core::assert!(::core::mem::offset_of!(bss, without_stack) == 8);
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
                .field("lost", &self.lost)
                .field("without_stack", &self.without_stack)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.lost, &other.lost)
                && ::core::cmp::PartialEq::eq(&self.without_stack, &other.without_stack)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.lost, state);
            ::core::hash::Hash::hash(&self.without_stack, state);
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
    /// `struct left`, 48 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct left {
        /// `u64 at`, at byte 0.
        pub at: u64,
        /// `struct place place`, at byte 8.
        pub place: place,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < left > () == 48);
        ::core::assert!(
            48 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < place > ()
        );
        ::core::assert!(::core::mem::offset_of!(left, at) == 0);
        ::core::assert!(::core::mem::offset_of!(left, place) == 8);
    };
    unsafe impl ::coolbpf::Value for left {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "at",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "place",
                64,
                320,
                <place as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for left {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for left {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("left")
                .field("at", &self.at)
                .field("place", &self.place)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for left {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.at, &other.at)
                && ::core::cmp::PartialEq::eq(&self.place, &other.place)
        }
    }
    impl ::core::cmp::Eq for left {}
    impl ::core::hash::Hash for left {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.at, state);
            ::core::hash::Hash::hash(&self.place, state);
        }
    }
    /// `struct place`, 40 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct place {
        /// `s64 user`, at byte 0.
        pub user: i64,
        /// `s64 kernel`, at byte 8.
        pub kernel: i64,
        /// `u32 pid`, at byte 16.
        pub pid: u32,
        /// `char comm[16]`, at byte 20.
        pub comm: ::coolbpf::Chars<16>,
        /// `u32 padding`, at byte 36.
        pub padding: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < place > () == 40);
        ::core::assert!(
            40 == 0 + ::coolbpf::__private::v1::storage::size:: < i64 > () +
            ::coolbpf::__private::v1::storage::size:: < i64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(place, user) == 0);
        ::core::assert!(::core::mem::offset_of!(place, kernel) == 8);
        ::core::assert!(::core::mem::offset_of!(place, pid) == 16);
        ::core::assert!(::core::mem::offset_of!(place, comm) == 20);
        ::core::assert!(::core::mem::offset_of!(place, padding) == 36);
    };
    unsafe impl ::coolbpf::Value for place {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "user",
                0,
                64,
                <i64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "kernel",
                64,
                64,
                <i64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "pid",
                128,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "comm",
                160,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                288,
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
                .field("user", &self.user)
                .field("kernel", &self.kernel)
                .field("pid", &self.pid)
                .field("comm", &self.comm)
                .field("padding", &self.padding)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for place {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.user, &other.user)
                && ::core::cmp::PartialEq::eq(&self.kernel, &other.kernel)
                && ::core::cmp::PartialEq::eq(&self.pid, &other.pid)
                && ::core::cmp::PartialEq::eq(&self.comm, &other.comm)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
        }
    }
    impl ::core::cmp::Eq for place {}
    impl ::core::hash::Hash for place {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.user, state);
            ::core::hash::Hash::hash(&self.kernel, state);
            ::core::hash::Hash::hash(&self.pid, state);
            ::core::hash::Hash::hash(&self.comm, state);
            ::core::hash::Hash::hash(&self.padding, state);
        }
    }
    /// `SEC(".rodata")`, 80 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u64 at_least`, at byte 0.
        pub at_least: u64,
        /// `u64 at_most`, at byte 8.
        pub at_most: u64,
        /// `u32 without_user`, at byte 16.
        pub without_user: u32,
        /// `u32 without_kernel`, at byte 20.
        pub without_kernel: u32,
        /// `struct coolbpf_filter filter`, at byte 24.
        pub filter: coolbpf_filter,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 80);
        ::core::assert!(
            80 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_filter > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, at_least) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, at_most) == 8);
        ::core::assert!(::core::mem::offset_of!(rodata, without_user) == 16);
        ::core::assert!(::core::mem::offset_of!(rodata, without_kernel) == 20);
        ::core::assert!(::core::mem::offset_of!(rodata, filter) == 24);
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
                .field("at_least", &self.at_least)
                .field("at_most", &self.at_most)
                .field("without_user", &self.without_user)
                .field("without_kernel", &self.without_kernel)
                .field("filter", &self.filter)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.at_least, &other.at_least)
                && ::core::cmp::PartialEq::eq(&self.at_most, &other.at_most)
                && ::core::cmp::PartialEq::eq(&self.without_user, &other.without_user)
                && ::core::cmp::PartialEq::eq(
                    &self.without_kernel,
                    &other.without_kernel,
                ) && ::core::cmp::PartialEq::eq(&self.filter, &other.filter)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.at_least, state);
            ::core::hash::Hash::hash(&self.at_most, state);
            ::core::hash::Hash::hash(&self.without_user, state);
            ::core::hash::Hash::hash(&self.without_kernel, state);
            ::core::hash::Hash::hash(&self.filter, state);
        }
    }
    /// `struct spent`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct spent {
        /// `u64 nanoseconds`, at byte 0.
        pub nanoseconds: u64,
        /// `u64 times`, at byte 8.
        pub times: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < spent > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(spent, nanoseconds) == 0);
        ::core::assert!(::core::mem::offset_of!(spent, times) == 8);
    };
    unsafe impl ::coolbpf::Value for spent {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "nanoseconds",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "times",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for spent {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for spent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("spent")
                .field("nanoseconds", &self.nanoseconds)
                .field("times", &self.times)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for spent {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.nanoseconds, &other.nanoseconds)
                && ::core::cmp::PartialEq::eq(&self.times, &other.times)
        }
    }
    impl ::core::cmp::Eq for spent {}
    impl ::core::hash::Hash for spent {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.nanoseconds, state);
            ::core::hash::Hash::hash(&self.times, state);
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
                .name("offcputime_bpf")
                .map("off", false)
                .map("places", false)
                .map("stacks", false)
                .map("offcputi.rodata", true)
                .map("offcputi.bss", true)
                .map(".rodata.cst16", false)
                .prog("switch_by_tp_btf")
                .prog("switch_by_raw_tp")
                .prog("switch_by_tracepoint");
            builder.build()
        }
        pub struct OpenOffcputimeMaps<'obj> {
            pub map_off: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_places: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_stacks: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            pub rodata_cst16: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenOffcputimeMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_off = None;
                let mut map_places = None;
                let mut map_stacks = None;
                let mut rodata = None;
                let mut bss = None;
                let mut rodata_cst16 = None;
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
                        "off" => map_off = Some(map),
                        "places" => map_places = Some(map),
                        "stacks" => map_stacks = Some(map),
                        "offcputi.rodata" => rodata = Some(map),
                        "offcputi.bss" => bss = Some(map),
                        ".rodata.cst16" => rodata_cst16 = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_off: map_off.present("map `map_off` not present")?,
                    map_places: map_places.present("map `map_places` not present")?,
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
                    rodata_cst16: rodata_cst16
                        .present("map `rodata_cst16` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OffcputimeMaps<'obj> {
            pub map_off: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_places: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_stacks: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            pub rodata_cst16: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OffcputimeMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_off = None;
                let mut map_places = None;
                let mut map_stacks = None;
                let mut rodata = None;
                let mut bss = None;
                let mut rodata_cst16 = None;
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
                        "off" => map_off = Some(map),
                        "places" => map_places = Some(map),
                        "stacks" => map_stacks = Some(map),
                        "offcputi.rodata" => rodata = Some(map),
                        "offcputi.bss" => bss = Some(map),
                        ".rodata.cst16" => rodata_cst16 = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_off: map_off.present("map `map_off` not present")?,
                    map_places: map_places.present("map `map_places` not present")?,
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
                    rodata_cst16: rodata_cst16
                        .present("map `rodata_cst16` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenOffcputimeProgs<'obj> {
            pub prog_switch_by_tp_btf: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_switch_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_switch_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenOffcputimeProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_switch_by_tp_btf = None;
                let mut prog_switch_by_raw_tp = None;
                let mut prog_switch_by_tracepoint = None;
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
                        "switch_by_tp_btf" => prog_switch_by_tp_btf = Some(prog),
                        "switch_by_raw_tp" => prog_switch_by_raw_tp = Some(prog),
                        "switch_by_tracepoint" => prog_switch_by_tracepoint = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_switch_by_tp_btf: prog_switch_by_tp_btf
                        .present("prog `prog_switch_by_tp_btf` not present")?,
                    prog_switch_by_raw_tp: prog_switch_by_raw_tp
                        .present("prog `prog_switch_by_raw_tp` not present")?,
                    prog_switch_by_tracepoint: prog_switch_by_tracepoint
                        .present("prog `prog_switch_by_tracepoint` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OffcputimeProgs<'obj> {
            pub prog_switch_by_tp_btf: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_switch_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_switch_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OffcputimeProgs<'obj> {
            fn new(open_progs: OpenOffcputimeProgs<'obj>) -> Self {
                Self {
                    prog_switch_by_tp_btf: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_switch_by_tp_btf.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_switch_by_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_switch_by_raw_tp.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_switch_by_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_switch_by_tracepoint
                                .as_libbpf_object()
                                .as_mut(),
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
        pub struct OffcputimeSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> OffcputimeSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenOffcputimeSkel<'obj>> {
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
                let mut skel = OpenOffcputimeSkel {
                    maps: unsafe {
                        OpenOffcputimeMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenOffcputimeProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for OffcputimeSkelBuilder {
            type Output = OpenOffcputimeSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenOffcputimeSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenOffcputimeSkel<'obj>> {
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
        pub struct OpenOffcputimeSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenOffcputimeMaps<'obj>,
            pub progs: OpenOffcputimeProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenOffcputimeSkel<'obj> {
            type Output = OffcputimeSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OffcputimeSkel<'obj>> {
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
                Ok(OffcputimeSkel {
                    maps: unsafe {
                        OffcputimeMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: OffcputimeProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: OffcputimeLinks::default(),
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
        pub struct OffcputimeLinks {
            pub prog_switch_by_tp_btf: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_switch_by_raw_tp: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_switch_by_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
        }
        pub struct OffcputimeSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: OffcputimeMaps<'obj>,
            pub progs: OffcputimeProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: OffcputimeLinks,
        }
        unsafe impl Send for OffcputimeSkel<'_> {}
        unsafe impl Sync for OffcputimeSkel<'_> {}
        impl<'obj> Skel<'obj> for OffcputimeSkel<'obj> {
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
                self.links = OffcputimeLinks {
                    prog_switch_by_tp_btf: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_switch_by_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_switch_by_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl OffcputimeSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
