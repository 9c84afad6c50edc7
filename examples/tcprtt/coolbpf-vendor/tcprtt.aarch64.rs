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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenTcprttSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "tcprtt",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::TcprttSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "tcprtt",
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
                times: object.map(|skeleton| &skeleton.maps.map_times)?,
            },
            progs: OpenPrograms {
                on_received_fentry: object
                    .program(|skeleton| &skeleton.progs.prog_on_received_fentry)?,
                on_received_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_on_received_raw_tp)?,
                on_received_kprobe: object
                    .program(|skeleton| &skeleton.progs.prog_on_received_kprobe)?,
            },
            alternatives: OpenAlternatives {
                received: object.alternatives(),
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
                on_received_fentry: object
                    .program(|skeleton| &skeleton.progs.prog_on_received_fentry)?,
                on_received_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_on_received_raw_tp)?,
                on_received_kprobe: object
                    .program(|skeleton| &skeleton.progs.prog_on_received_kprobe)?,
            },
            alternatives: Alternatives {
                received: object.alternatives()?,
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
    /// The map `times`.
    pub times: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `on_received_fentry` in the section `fentry/tcp_rcv_established`.
    pub on_received_fentry: ::coolbpf::OpenProgram,
    /// The program `on_received_raw_tp` in the section `raw_tp/tcp_probe`.
    pub on_received_raw_tp: ::coolbpf::OpenProgram,
    /// The program `on_received_kprobe` in the section `kprobe/tcp_rcv_established`.
    pub on_received_kprobe: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenTcprttSkel<'static>>,
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
        "tcprtt",
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
        "times",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::address>(),
            ::coolbpf::__private::v1::Shape::of::<types::coolbpf_log2>(),
        ],
    ),
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
    /// `u64 uncounted`, at byte 0 of `.bss`.
    pub uncounted: ::coolbpf::Variable<u64>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            uncounted: all.variable(0)?,
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
    /// `struct address local_address`, at byte 0 of `.rodata`.
    pub local_address: ::coolbpf::Constant<types::address>,
    /// `struct address remote_address`, at byte 16 of `.rodata`.
    pub remote_address: ::coolbpf::Constant<types::address>,
    /// `u16 local_port`, at byte 32 of `.rodata`.
    pub local_port: ::coolbpf::Constant<u16>,
    /// `u16 remote_port`, at byte 34 of `.rodata`.
    pub remote_port: ::coolbpf::Constant<u16>,
    /// `bool each_remote`, at byte 36 of `.rodata`.
    pub each_remote: ::coolbpf::Constant<::coolbpf::Bool>,
    /// `struct coolbpf_log2 no_times`, at byte 40 of `.rodata`.
    pub no_times: ::coolbpf::Constant<types::coolbpf_log2>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            local_address: all.constant(0)?,
            remote_address: all.constant(16)?,
            local_port: all.constant(32)?,
            remote_port: all.constant(34)?,
            each_remote: all.constant(36)?,
            no_times: all.constant(40)?,
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
    /// The map `times`: a hash map.
    pub times: ::coolbpf::HashMap<types::address, types::coolbpf_log2>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            times: <::coolbpf::HashMap<
                types::address,
                types::coolbpf_log2,
            >>::of(object.map("times")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `on_received_fentry` in the section `fentry/tcp_rcv_established`.
    pub on_received_fentry: ::coolbpf::Program,
    /// The program `on_received_raw_tp` in the section `raw_tp/tcp_probe`.
    pub on_received_raw_tp: ::coolbpf::Program,
    /// The program `on_received_kprobe` in the section `kprobe/tcp_rcv_established`.
    pub on_received_kprobe: ::coolbpf::Program,
}
/// The groups of alternatives before the load.
#[derive(Debug)]
pub struct OpenAlternatives {
    /// The alternatives `received`.
    pub received: ::coolbpf::OpenAlternatives<alternatives::Received>,
}
/// The groups of alternatives. Shown, each is a line that tells which way is used and why others don't work.
#[derive(Debug)]
pub struct Alternatives {
    /// The alternatives `received`.
    pub received: ::coolbpf::Alternatives<alternatives::Received>,
}
impl ::core::fmt::Display for Alternatives {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&self.received, f)?;
        ::core::result::Result::Ok(())
    }
}
/// The ways of each group of alternatives.
pub mod alternatives {
    /// The ways of the alternatives `received`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Received {
        /// `fentry`: the program `on_received_fentry` (`fentry/tcp_rcv_established`).
        Fentry,
        /// `raw_tp`: the program `on_received_raw_tp` (`raw_tp/tcp_probe`).
        RawTp,
        /// `kprobe`: the program `on_received_kprobe` (`kprobe/tcp_rcv_established`).
        Kprobe,
    }
    impl ::coolbpf::Alternative for Received {
        const GROUP: &'static str = "received";
        const ALL: &'static [Self] = &[Self::Fentry, Self::RawTp, Self::Kprobe];
        fn name(self) -> &'static str {
            match self {
                Self::Fentry => "fentry",
                Self::RawTp => "raw_tp",
                Self::Kprobe => "kprobe",
            }
        }
    }
    impl ::core::fmt::Display for Received {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Received {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
}
::coolbpf::__private::v1::options! {
    #[doc = " Only connections of this port here; 0 for all"] Set local_port : u16 = "0"
    in rodata; #[doc = " Only connections to this port; 0 for all"] Set remote_port : u16
    = "0" in rodata; #[doc = " A histogram for each remote address"] SetTrue each_remote
    : bool = "false" in rodata;
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `struct address`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct address {
        /// `u32 words[4]`, at byte 0.
        pub words: [u32; 4],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < address > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < [u32; 4] > ()
        );
        ::core::assert!(::core::mem::offset_of!(address, words) == 0);
    };
    unsafe impl ::coolbpf::Value for address {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "words",
                0,
                128,
                <[u32; 4] as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for address {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for address {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("address").field("words", &self.words).finish()
        }
    }
    impl ::core::cmp::PartialEq for address {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.words, &other.words)
        }
    }
    impl ::core::cmp::Eq for address {}
    impl ::core::hash::Hash for address {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.words, state);
        }
    }
    /// `SEC(".bss")`, 8 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bss {
        /// `u64 uncounted`, at byte 0.
        pub uncounted: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 8);
        ::core::assert!(8 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > ());
        ::core::assert!(::core::mem::offset_of!(bss, uncounted) == 0);
    };
    unsafe impl ::coolbpf::Value for bss {}
    impl ::core::default::Default for bss {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for bss {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("bss").field("uncounted", &self.uncounted).finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.uncounted, &other.uncounted)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.uncounted, state);
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
    /// `SEC(".rodata")`, 552 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `struct address local_address`, at byte 0.
        pub local_address: address,
        /// `struct address remote_address`, at byte 16.
        pub remote_address: address,
        /// `u16 local_port`, at byte 32.
        pub local_port: u16,
        /// `u16 remote_port`, at byte 34.
        pub remote_port: u16,
        /// `bool each_remote`, at byte 36.
        pub each_remote: ::coolbpf::Bool,
        #[doc(hidden)]
        pub __padding_37: [u8; 3],
        /// `struct coolbpf_log2 no_times`, at byte 40.
        pub no_times: coolbpf_log2,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 552);
        ::core::assert!(
            552 == 0 + ::coolbpf::__private::v1::storage::size:: < address > () +
            ::coolbpf::__private::v1::storage::size:: < address > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Bool > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 3] > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_log2 > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, local_address) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, remote_address) == 16);
        ::core::assert!(::core::mem::offset_of!(rodata, local_port) == 32);
        ::core::assert!(::core::mem::offset_of!(rodata, remote_port) == 34);
        ::core::assert!(::core::mem::offset_of!(rodata, each_remote) == 36);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_37) == 37);
        ::core::assert!(::core::mem::offset_of!(rodata, no_times) == 40);
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
                .field("local_address", &self.local_address)
                .field("remote_address", &self.remote_address)
                .field("local_port", &self.local_port)
                .field("remote_port", &self.remote_port)
                .field("each_remote", &self.each_remote)
                .field("no_times", &self.no_times)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.local_address, &other.local_address)
                && ::core::cmp::PartialEq::eq(
                    &self.remote_address,
                    &other.remote_address,
                ) && ::core::cmp::PartialEq::eq(&self.local_port, &other.local_port)
                && ::core::cmp::PartialEq::eq(&self.remote_port, &other.remote_port)
                && ::core::cmp::PartialEq::eq(&self.each_remote, &other.each_remote)
                && ::core::cmp::PartialEq::eq(&self.no_times, &other.no_times)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.local_address, state);
            ::core::hash::Hash::hash(&self.remote_address, state);
            ::core::hash::Hash::hash(&self.local_port, state);
            ::core::hash::Hash::hash(&self.remote_port, state);
            ::core::hash::Hash::hash(&self.each_remote, state);
            ::core::hash::Hash::hash(&self.no_times, state);
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
                .name("tcprtt_bpf")
                .map("times", false)
                .map("tcprtt_b.rodata", true)
                .map("tcprtt_b.bss", true)
                .prog("on_received_fentry")
                .prog("on_received_raw_tp")
                .prog("on_received_kprobe");
            builder.build()
        }
        pub struct OpenTcprttMaps<'obj> {
            pub map_times: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenTcprttMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_times = None;
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
                        "times" => map_times = Some(map),
                        "tcprtt_b.rodata" => rodata = Some(map),
                        "tcprtt_b.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_times: map_times.present("map `map_times` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct TcprttMaps<'obj> {
            pub map_times: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> TcprttMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_times = None;
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
                        "times" => map_times = Some(map),
                        "tcprtt_b.rodata" => rodata = Some(map),
                        "tcprtt_b.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_times: map_times.present("map `map_times` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenTcprttProgs<'obj> {
            pub prog_on_received_fentry: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_on_received_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_on_received_kprobe: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenTcprttProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_on_received_fentry = None;
                let mut prog_on_received_raw_tp = None;
                let mut prog_on_received_kprobe = None;
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
                        "on_received_fentry" => prog_on_received_fentry = Some(prog),
                        "on_received_raw_tp" => prog_on_received_raw_tp = Some(prog),
                        "on_received_kprobe" => prog_on_received_kprobe = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_on_received_fentry: prog_on_received_fentry
                        .present("prog `prog_on_received_fentry` not present")?,
                    prog_on_received_raw_tp: prog_on_received_raw_tp
                        .present("prog `prog_on_received_raw_tp` not present")?,
                    prog_on_received_kprobe: prog_on_received_kprobe
                        .present("prog `prog_on_received_kprobe` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct TcprttProgs<'obj> {
            pub prog_on_received_fentry: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_on_received_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_on_received_kprobe: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> TcprttProgs<'obj> {
            fn new(open_progs: OpenTcprttProgs<'obj>) -> Self {
                Self {
                    prog_on_received_fentry: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_on_received_fentry
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_on_received_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_on_received_raw_tp
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_on_received_kprobe: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_on_received_kprobe
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
        pub struct TcprttSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> TcprttSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenTcprttSkel<'obj>> {
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
                let mut skel = OpenTcprttSkel {
                    maps: unsafe {
                        OpenTcprttMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenTcprttProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for TcprttSkelBuilder {
            type Output = OpenTcprttSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenTcprttSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenTcprttSkel<'obj>> {
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
        pub struct OpenTcprttSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenTcprttMaps<'obj>,
            pub progs: OpenTcprttProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenTcprttSkel<'obj> {
            type Output = TcprttSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<TcprttSkel<'obj>> {
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
                Ok(TcprttSkel {
                    maps: unsafe {
                        TcprttMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: TcprttProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: TcprttLinks::default(),
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
        pub struct TcprttLinks {
            pub prog_on_received_fentry: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_on_received_raw_tp: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_on_received_kprobe: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
        }
        pub struct TcprttSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: TcprttMaps<'obj>,
            pub progs: TcprttProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: TcprttLinks,
        }
        unsafe impl Send for TcprttSkel<'_> {}
        unsafe impl Sync for TcprttSkel<'_> {}
        impl<'obj> Skel<'obj> for TcprttSkel<'obj> {
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
                self.links = TcprttLinks {
                    prog_on_received_fentry: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_on_received_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_on_received_kprobe: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl TcprttSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
