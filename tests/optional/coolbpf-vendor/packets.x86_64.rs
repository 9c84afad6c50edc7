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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenPacketsSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "packets",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::PacketsSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "packets",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST.channels().variables(),
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {
                lengths: object.map(|skeleton| &skeleton.maps.map_lengths)?,
                sizes: object.map(|skeleton| &skeleton.maps.map_sizes)?,
                sent: object.channel("sent", |skeleton| &skeleton.maps.map_sent)?,
                flows: object.map(|skeleton| &skeleton.maps.map_flows)?,
                ports: object.map(|skeleton| &skeleton.maps.map_ports)?,
            },
            progs: OpenPrograms {
                on_packet: object.program(|skeleton| &skeleton.progs.prog_on_packet)?,
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
                on_packet: object.program(|skeleton| &skeleton.progs.prog_on_packet)?,
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
    /// The map `lengths`.
    pub lengths: ::coolbpf::OpenMap,
    /// The map `sizes`.
    pub sizes: ::coolbpf::OpenMap,
    /// The map `sent`.
    pub sent: ::coolbpf::OpenChannel,
    /// The map `flows`.
    pub flows: ::coolbpf::OpenMap,
    /// The map `ports`.
    pub ports: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `on_packet` in the section `socket`.
    pub on_packet: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenPacketsSkel<'static>>,
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
    /// The events of the map `sent`, as they come.
    ///
    /// # Errors
    /// Where they are being read already, or the ring buffer can't be mapped.
    pub fn events(&self) -> ::coolbpf::Result<::coolbpf::Events<'_, types::packet>> {
        self.maps.sent.events()
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
        "packets",
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
    /// The events of the map `sent`, as they come.
    ///
    /// # Errors
    /// Where they are being read already, or the ring buffer can't be mapped.
    pub fn events(&self) -> ::coolbpf::Result<::coolbpf::Events<'_, types::packet>> {
        self.maps.sent.events()
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
    ("lengths", &[::coolbpf::__private::v1::Shape::of::<types::coolbpf_log2>()]),
    ("sizes", &[::coolbpf::__private::v1::Shape::of::<types::coolbpf_linear>()]),
    ("sent", &[::coolbpf::__private::v1::Shape::of::<types::packet>()]),
    (
        "flows",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::flow>(),
            ::coolbpf::__private::v1::Shape::of::<types::traffic>(),
        ],
    ),
    (
        "ports",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<u32>(),
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
    /// `u64 seen`, at byte 0 of `.bss`.
    pub seen: ::coolbpf::Variable<u64>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            seen: all.variable(0)?,
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
    /// `struct traffic total`, at byte 0 of `.data`.
    pub total: ::coolbpf::Variable<types::traffic>,
    __all: ::coolbpf::Globals<types::data>,
}
impl Data {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::data>(".data")?;
        ::coolbpf::Result::Ok(Self {
            total: all.variable(0)?,
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
    /// `u32 step`, at byte 0 of `.rodata`.
    pub step: ::coolbpf::Constant<u32>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            step: all.constant(0)?,
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
    /// The map `lengths`: an array.
    pub lengths: ::coolbpf::Array<types::coolbpf_log2>,
    /// The map `sizes`: an array with a value per CPU.
    pub sizes: ::coolbpf::PerCpuArray<types::coolbpf_linear>,
    /// The map `sent`: a channel of events.
    pub sent: ::coolbpf::Channel<types::packet>,
    /// The map `flows`: a hash map.
    pub flows: ::coolbpf::HashMap<types::flow, types::traffic>,
    /// The map `ports`: a hash map with a value per CPU.
    pub ports: ::coolbpf::PerCpuHashMap<u32, u32>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            lengths: <::coolbpf::Array<
                types::coolbpf_log2,
            >>::of(object.map("lengths")?)?,
            sizes: <::coolbpf::PerCpuArray<
                types::coolbpf_linear,
            >>::of(object.map("sizes")?)?,
            sent: object.channel("sent")?,
            flows: <::coolbpf::HashMap<
                types::flow,
                types::traffic,
            >>::of(object.map("flows")?)?,
            ports: <::coolbpf::PerCpuHashMap<u32, u32>>::of(object.map("ports")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `on_packet` in the section `socket`.
    pub on_packet: ::coolbpf::Program,
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `SEC(".bss")`, 8 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bss {
        /// `u64 seen`, at byte 0.
        pub seen: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 8);
        ::core::assert!(8 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > ());
        ::core::assert!(::core::mem::offset_of!(bss, seen) == 0);
    };
    unsafe impl ::coolbpf::Value for bss {}
    impl ::core::default::Default for bss {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for bss {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("bss").field("seen", &self.seen).finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.seen, &other.seen)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.seen, state);
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
    /// `SEC(".data")`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct data {
        /// `struct traffic total`, at byte 0.
        pub total: traffic,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < data > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < traffic > ()
        );
        ::core::assert!(::core::mem::offset_of!(data, total) == 0);
    };
    unsafe impl ::coolbpf::Value for data {}
    impl ::core::default::Default for data {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for data {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("data").field("total", &self.total).finish()
        }
    }
    impl ::core::cmp::PartialEq for data {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.total, &other.total)
        }
    }
    impl ::core::cmp::Eq for data {}
    impl ::core::hash::Hash for data {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.total, state);
        }
    }
    /// `enum direction`: a number, of which some values have names.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
        ::core::default::Default
    )]
    #[repr(transparent)]
    pub struct direction {
        /// The number.
        pub value: u32,
    }
    impl direction {
        /// `RECEIVED`, 1.
        pub const RECEIVED: Self = Self { value: 1 };
        /// `SENT`, 2.
        pub const SENT: Self = Self { value: 2 };
    }
    /// The name of the value, or the number where it has none.
    impl ::core::fmt::Display for direction {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.value {
                1 => f.pad("RECEIVED"),
                2 => f.pad("SENT"),
                number => ::core::fmt::Display::fmt(&number, f),
            }
        }
    }
    impl ::core::fmt::Debug for direction {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(self, f)
        }
    }
    unsafe impl ::coolbpf::Value for direction {}
    /// `struct flow`, 24 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct flow {
        /// `enum direction direction`, at byte 0.
        pub direction: direction,
        /// `u16 port`, at byte 4.
        pub port: u16,
        /// `bool is_local`, at byte 6.
        pub is_local: ::coolbpf::Bool,
        #[doc(hidden)]
        pub __padding_7: [u8; 1],
        /// `char name[16]`, at byte 8.
        pub name: ::coolbpf::Chars<16>,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < flow > () == 24);
        ::core::assert!(
            24 == 0 + ::coolbpf::__private::v1::storage::size:: < direction > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Bool > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 1] > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > ()
        );
        ::core::assert!(::core::mem::offset_of!(flow, direction) == 0);
        ::core::assert!(::core::mem::offset_of!(flow, port) == 4);
        ::core::assert!(::core::mem::offset_of!(flow, is_local) == 6);
        ::core::assert!(::core::mem::offset_of!(flow, __padding_7) == 7);
        ::core::assert!(::core::mem::offset_of!(flow, name) == 8);
    };
    unsafe impl ::coolbpf::Value for flow {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "direction",
                0,
                32,
                <direction as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "port",
                32,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "is_local",
                48,
                8,
                <::coolbpf::Bool as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "name",
                64,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for flow {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for flow {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("flow")
                .field("direction", &self.direction)
                .field("port", &self.port)
                .field("is_local", &self.is_local)
                .field("name", &self.name)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for flow {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.direction, &other.direction)
                && ::core::cmp::PartialEq::eq(&self.port, &other.port)
                && ::core::cmp::PartialEq::eq(&self.is_local, &other.is_local)
                && ::core::cmp::PartialEq::eq(&self.name, &other.name)
        }
    }
    impl ::core::cmp::Eq for flow {}
    impl ::core::hash::Hash for flow {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.direction, state);
            ::core::hash::Hash::hash(&self.port, state);
            ::core::hash::Hash::hash(&self.is_local, state);
            ::core::hash::Hash::hash(&self.name, state);
        }
    }
    /// `struct packet`, 40 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct packet {
        /// `u32 length`, at byte 0.
        pub length: u32,
        /// `s16 order`, at byte 4.
        pub order: i16,
        #[doc(hidden)]
        pub __bytes_6: [u8; 1],
        /// `char name[8]`, at byte 7.
        pub name: ::coolbpf::Chars<8>,
        #[doc(hidden)]
        pub __padding_15: [u8; 1],
        /// `struct flow flow`, at byte 16.
        pub flow: flow,
    }
    impl packet {
        /// `u8 kind : 3`, at bit 48.
        #[must_use]
        pub fn kind(&self) -> u8 {
            ::coolbpf::__private::v1::storage::bits(&self.__bytes_6, 0, 3) as u8
        }
        /// Sets `kind`. Bits of the value that don't fit are dropped, as C drops them.
        pub fn set_kind(&mut self, value: u8) {
            ::coolbpf::__private::v1::storage::set_bits(
                &mut self.__bytes_6,
                0,
                3,
                value as u128,
            );
        }
        /// `u8 is_first : 1`, at bit 51.
        #[must_use]
        pub fn is_first(&self) -> u8 {
            ::coolbpf::__private::v1::storage::bits(&self.__bytes_6, 3, 1) as u8
        }
        /// Sets `is_first`. Bits of the value that don't fit are dropped, as C drops them.
        pub fn set_is_first(&mut self, value: u8) {
            ::coolbpf::__private::v1::storage::set_bits(
                &mut self.__bytes_6,
                3,
                1,
                value as u128,
            );
        }
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < packet > () == 40);
        ::core::assert!(
            40 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < i16 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 1] > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 8 > > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 1] > () +
            ::coolbpf::__private::v1::storage::size:: < flow > ()
        );
        ::core::assert!(::core::mem::offset_of!(packet, length) == 0);
        ::core::assert!(::core::mem::offset_of!(packet, order) == 4);
        ::core::assert!(::core::mem::offset_of!(packet, __bytes_6) == 6);
        ::core::assert!(::core::mem::offset_of!(packet, name) == 7);
        ::core::assert!(::core::mem::offset_of!(packet, __padding_15) == 15);
        ::core::assert!(::core::mem::offset_of!(packet, flow) == 16);
    };
    unsafe impl ::coolbpf::Value for packet {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "length",
                0,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "order",
                32,
                16,
                <i16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new("kind", 48, 3, &[]),
            ::coolbpf::__private::v1::Field::new("is_first", 51, 1, &[]),
            ::coolbpf::__private::v1::Field::new(
                "name",
                56,
                64,
                <::coolbpf::Chars<8> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "flow",
                128,
                192,
                <flow as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for packet {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for packet {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("packet")
                .field("length", &self.length)
                .field("order", &self.order)
                .field("kind", &self.kind())
                .field("is_first", &self.is_first())
                .field("name", &self.name)
                .field("flow", &self.flow)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for packet {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.length, &other.length)
                && ::core::cmp::PartialEq::eq(&self.order, &other.order)
                && ::core::cmp::PartialEq::eq(&self.kind(), &other.kind())
                && ::core::cmp::PartialEq::eq(&self.is_first(), &other.is_first())
                && ::core::cmp::PartialEq::eq(&self.name, &other.name)
                && ::core::cmp::PartialEq::eq(&self.flow, &other.flow)
        }
    }
    impl ::core::cmp::Eq for packet {}
    impl ::core::hash::Hash for packet {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.length, state);
            ::core::hash::Hash::hash(&self.order, state);
            ::core::hash::Hash::hash(&self.kind(), state);
            ::core::hash::Hash::hash(&self.is_first(), state);
            ::core::hash::Hash::hash(&self.name, state);
            ::core::hash::Hash::hash(&self.flow, state);
        }
    }
    /// `SEC(".rodata")`, 4 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u32 step`, at byte 0.
        pub step: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 4);
        ::core::assert!(4 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > ());
        ::core::assert!(::core::mem::offset_of!(rodata, step) == 0);
    };
    unsafe impl ::coolbpf::Value for rodata {}
    impl ::core::default::Default for rodata {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for rodata {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("rodata").field("step", &self.step).finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.step, &other.step)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.step, state);
        }
    }
    /// `struct traffic`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct traffic {
        /// `u64 packets`, at byte 0.
        pub packets: u64,
        /// `u64 bytes`, at byte 8.
        pub bytes: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < traffic > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(traffic, packets) == 0);
        ::core::assert!(::core::mem::offset_of!(traffic, bytes) == 8);
    };
    unsafe impl ::coolbpf::Value for traffic {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "packets",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "bytes",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for traffic {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for traffic {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("traffic")
                .field("packets", &self.packets)
                .field("bytes", &self.bytes)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for traffic {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.packets, &other.packets)
                && ::core::cmp::PartialEq::eq(&self.bytes, &other.bytes)
        }
    }
    impl ::core::cmp::Eq for traffic {}
    impl ::core::hash::Hash for traffic {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.packets, state);
            ::core::hash::Hash::hash(&self.bytes, state);
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
                .name("packets_bpf")
                .map("lengths", false)
                .map("sizes", false)
                .map("sent", false)
                .map("__coolbpf_state_sent", false)
                .map("flows", false)
                .map("ports", false)
                .map("packets_.rodata", true)
                .map("packets_.data", true)
                .map("packets_.bss", true)
                .prog("on_packet");
            builder.build()
        }
        pub struct OpenPacketsMaps<'obj> {
            pub map_lengths: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_sizes: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_sent: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map___coolbpf_state_sent: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<
                'obj,
            >,
            pub map_flows: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_ports: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub data: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub data_data: Option<&'obj mut super::super::types::data>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenPacketsMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_lengths = None;
                let mut map_sizes = None;
                let mut map_sent = None;
                let mut map___coolbpf_state_sent = None;
                let mut map_flows = None;
                let mut map_ports = None;
                let mut rodata = None;
                let mut data = None;
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
                        "lengths" => map_lengths = Some(map),
                        "sizes" => map_sizes = Some(map),
                        "sent" => map_sent = Some(map),
                        "__coolbpf_state_sent" => map___coolbpf_state_sent = Some(map),
                        "flows" => map_flows = Some(map),
                        "ports" => map_ports = Some(map),
                        "packets_.rodata" => rodata = Some(map),
                        "packets_.data" => data = Some(map),
                        "packets_.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_lengths: map_lengths.present("map `map_lengths` not present")?,
                    map_sizes: map_sizes.present("map `map_sizes` not present")?,
                    map_sent: map_sent.present("map `map_sent` not present")?,
                    map___coolbpf_state_sent: map___coolbpf_state_sent
                        .present("map `map___coolbpf_state_sent` not present")?,
                    map_flows: map_flows.present("map `map_flows` not present")?,
                    map_ports: map_ports.present("map `map_ports` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(6)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    data: data.present("map `data` not present")?,
                    data_data: unsafe {
                        config
                            .map_mmap_ptr(7)
                            .present("BPF map `data` does not have mmap pointer")?
                            .cast::<super::super::types::data>()
                            .as_mut()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(8)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct PacketsMaps<'obj> {
            pub map_lengths: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_sizes: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_sent: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map___coolbpf_state_sent: ::coolbpf::__private::v1::libbpf_rs::MapMut<
                'obj,
            >,
            pub map_flows: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_ports: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub data: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub data_data: Option<&'obj mut super::super::types::data>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> PacketsMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_lengths = None;
                let mut map_sizes = None;
                let mut map_sent = None;
                let mut map___coolbpf_state_sent = None;
                let mut map_flows = None;
                let mut map_ports = None;
                let mut rodata = None;
                let mut data = None;
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
                        "lengths" => map_lengths = Some(map),
                        "sizes" => map_sizes = Some(map),
                        "sent" => map_sent = Some(map),
                        "__coolbpf_state_sent" => map___coolbpf_state_sent = Some(map),
                        "flows" => map_flows = Some(map),
                        "ports" => map_ports = Some(map),
                        "packets_.rodata" => rodata = Some(map),
                        "packets_.data" => data = Some(map),
                        "packets_.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_lengths: map_lengths.present("map `map_lengths` not present")?,
                    map_sizes: map_sizes.present("map `map_sizes` not present")?,
                    map_sent: map_sent.present("map `map_sent` not present")?,
                    map___coolbpf_state_sent: map___coolbpf_state_sent
                        .present("map `map___coolbpf_state_sent` not present")?,
                    map_flows: map_flows.present("map `map_flows` not present")?,
                    map_ports: map_ports.present("map `map_ports` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(6)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    data: data.present("map `data` not present")?,
                    data_data: unsafe {
                        config
                            .map_mmap_ptr(7)
                            .present("BPF map `data` does not have mmap pointer")?
                            .cast::<super::super::types::data>()
                            .as_mut()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(8)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenPacketsProgs<'obj> {
            pub prog_on_packet: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenPacketsProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_on_packet = None;
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
                        "on_packet" => prog_on_packet = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_on_packet: prog_on_packet
                        .present("prog `prog_on_packet` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct PacketsProgs<'obj> {
            pub prog_on_packet: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> PacketsProgs<'obj> {
            fn new(open_progs: OpenPacketsProgs<'obj>) -> Self {
                Self {
                    prog_on_packet: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_packet.as_libbpf_object().as_mut(),
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
        pub struct PacketsSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> PacketsSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenPacketsSkel<'obj>> {
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
                let mut skel = OpenPacketsSkel {
                    maps: unsafe {
                        OpenPacketsMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenPacketsProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for PacketsSkelBuilder {
            type Output = OpenPacketsSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenPacketsSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenPacketsSkel<'obj>> {
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
        pub struct OpenPacketsSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenPacketsMaps<'obj>,
            pub progs: OpenPacketsProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenPacketsSkel<'obj> {
            type Output = PacketsSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<PacketsSkel<'obj>> {
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
                Ok(PacketsSkel {
                    maps: unsafe {
                        PacketsMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: PacketsProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: PacketsLinks::default(),
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
        pub struct PacketsLinks {
            pub prog_on_packet: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct PacketsSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: PacketsMaps<'obj>,
            pub progs: PacketsProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: PacketsLinks,
        }
        unsafe impl Send for PacketsSkel<'_> {}
        unsafe impl Sync for PacketsSkel<'_> {}
        impl<'obj> Skel<'obj> for PacketsSkel<'obj> {
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
                self.links = PacketsLinks {
                    prog_on_packet: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl PacketsSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
