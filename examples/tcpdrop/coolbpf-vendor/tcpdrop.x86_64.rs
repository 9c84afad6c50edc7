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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenTcpdropSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "tcpdrop",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::TcpdropSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "tcpdrop",
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
                reasons: object.map(|skeleton| &skeleton.maps.map_reasons)?,
                events: object.channel("events", |skeleton| &skeleton.maps.map_events)?,
            },
            progs: OpenPrograms {
                on_drop: object.program(|skeleton| &skeleton.progs.prog_on_drop)?,
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
                on_drop: object.program(|skeleton| &skeleton.progs.prog_on_drop)?,
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
    /// The map `reasons`.
    pub reasons: ::coolbpf::OpenMap,
    /// The map `events`.
    pub events: ::coolbpf::OpenChannel,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `on_drop` in the section `raw_tp/kfree_skb`.
    pub on_drop: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenTcpdropSkel<'static>>,
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
        "tcpdrop",
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
        "reasons",
        &[
            ::coolbpf::__private::v1::Shape::of::<i32>(),
            ::coolbpf::__private::v1::Shape::of::<u32>(),
        ],
    ),
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
    /// `u16 port`, at byte 0 of `.rodata`.
    pub port: ::coolbpf::Constant<u16>,
    /// `bool stack`, at byte 2 of `.rodata`.
    pub stack: ::coolbpf::Constant<::coolbpf::Bool>,
    /// `bool has_reasons`, at byte 3 of `.rodata`.
    pub has_reasons: ::coolbpf::Constant<::coolbpf::Bool>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            port: all.constant(0)?,
            stack: all.constant(2)?,
            has_reasons: all.constant(3)?,
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
    /// The map `reasons`: a hash map.
    pub reasons: ::coolbpf::HashMap<i32, u32>,
    /// The map `events`: a channel of events.
    pub events: ::coolbpf::Channel<types::event>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            reasons: <::coolbpf::HashMap<i32, u32>>::of(object.map("reasons")?)?,
            events: object.channel("events")?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `on_drop` in the section `raw_tp/kfree_skb`.
    pub on_drop: ::coolbpf::Program,
}
::coolbpf::__private::v1::options! {
    #[doc = " Only packets from or to this port; 0 for all"] Set port : u16 = "0" in
    rodata; #[doc = " Also print the kernel's stack of each drop"] SetTrue stack : bool =
    "false" in rodata;
}
/// The program's types, with the layout that they have in C.
pub mod types {
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
    /// `struct event`, 1072 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct event {
        /// `struct packet packet`, at byte 0.
        pub packet: packet,
        /// `s32 reason`, at byte 40.
        pub reason: i32,
        /// `u32 state`, at byte 44.
        pub state: u32,
        /// `struct coolbpf_stack stack`, at byte 48.
        pub stack: coolbpf_stack,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < event > () == 1072);
        ::core::assert!(
            1072 == 0 + ::coolbpf::__private::v1::storage::size:: < packet > () +
            ::coolbpf::__private::v1::storage::size:: < i32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_stack > ()
        );
        ::core::assert!(::core::mem::offset_of!(event, packet) == 0);
        ::core::assert!(::core::mem::offset_of!(event, reason) == 40);
        ::core::assert!(::core::mem::offset_of!(event, state) == 44);
        ::core::assert!(::core::mem::offset_of!(event, stack) == 48);
    };
    unsafe impl ::coolbpf::Value for event {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "packet",
                0,
                320,
                <packet as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "reason",
                320,
                32,
                <i32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "state",
                352,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "stack",
                384,
                8192,
                <coolbpf_stack as ::coolbpf::Value>::FIELDS,
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
                .field("packet", &self.packet)
                .field("reason", &self.reason)
                .field("state", &self.state)
                .field("stack", &self.stack)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for event {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.packet, &other.packet)
                && ::core::cmp::PartialEq::eq(&self.reason, &other.reason)
                && ::core::cmp::PartialEq::eq(&self.state, &other.state)
                && ::core::cmp::PartialEq::eq(&self.stack, &other.stack)
        }
    }
    impl ::core::cmp::Eq for event {}
    impl ::core::hash::Hash for event {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.packet, state);
            ::core::hash::Hash::hash(&self.reason, state);
            ::core::hash::Hash::hash(&self.state, state);
            ::core::hash::Hash::hash(&self.stack, state);
        }
    }
    /// `struct packet`, 40 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct packet {
        /// `u8 source[16]`, at byte 0.
        pub source: [u8; 16],
        /// `u8 destination[16]`, at byte 16.
        pub destination: [u8; 16],
        /// `u16 source_port`, at byte 32.
        pub source_port: u16,
        /// `u16 destination_port`, at byte 34.
        pub destination_port: u16,
        /// `u16 family`, at byte 36.
        pub family: u16,
        /// `u8 has_header`, at byte 38.
        pub has_header: u8,
        /// `u8 flags`, at byte 39.
        pub flags: u8,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < packet > () == 40);
        ::core::assert!(
            40 == 0 + ::coolbpf::__private::v1::storage::size:: < [u8; 16] > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 16] > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u8 > () +
            ::coolbpf::__private::v1::storage::size:: < u8 > ()
        );
        ::core::assert!(::core::mem::offset_of!(packet, source) == 0);
        ::core::assert!(::core::mem::offset_of!(packet, destination) == 16);
        ::core::assert!(::core::mem::offset_of!(packet, source_port) == 32);
        ::core::assert!(::core::mem::offset_of!(packet, destination_port) == 34);
        ::core::assert!(::core::mem::offset_of!(packet, family) == 36);
        ::core::assert!(::core::mem::offset_of!(packet, has_header) == 38);
        ::core::assert!(::core::mem::offset_of!(packet, flags) == 39);
    };
    unsafe impl ::coolbpf::Value for packet {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "source",
                0,
                128,
                <[u8; 16] as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "destination",
                128,
                128,
                <[u8; 16] as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "source_port",
                256,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "destination_port",
                272,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "family",
                288,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "has_header",
                304,
                8,
                <u8 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "flags",
                312,
                8,
                <u8 as ::coolbpf::Value>::FIELDS,
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
                .field("source", &self.source)
                .field("destination", &self.destination)
                .field("source_port", &self.source_port)
                .field("destination_port", &self.destination_port)
                .field("family", &self.family)
                .field("has_header", &self.has_header)
                .field("flags", &self.flags)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for packet {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.source, &other.source)
                && ::core::cmp::PartialEq::eq(&self.destination, &other.destination)
                && ::core::cmp::PartialEq::eq(&self.source_port, &other.source_port)
                && ::core::cmp::PartialEq::eq(
                    &self.destination_port,
                    &other.destination_port,
                ) && ::core::cmp::PartialEq::eq(&self.family, &other.family)
                && ::core::cmp::PartialEq::eq(&self.has_header, &other.has_header)
                && ::core::cmp::PartialEq::eq(&self.flags, &other.flags)
        }
    }
    impl ::core::cmp::Eq for packet {}
    impl ::core::hash::Hash for packet {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.source, state);
            ::core::hash::Hash::hash(&self.destination, state);
            ::core::hash::Hash::hash(&self.source_port, state);
            ::core::hash::Hash::hash(&self.destination_port, state);
            ::core::hash::Hash::hash(&self.family, state);
            ::core::hash::Hash::hash(&self.has_header, state);
            ::core::hash::Hash::hash(&self.flags, state);
        }
    }
    /// `SEC(".rodata")`, 4 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u16 port`, at byte 0.
        pub port: u16,
        /// `bool stack`, at byte 2.
        pub stack: ::coolbpf::Bool,
        /// `bool has_reasons`, at byte 3.
        pub has_reasons: ::coolbpf::Bool,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 4);
        ::core::assert!(
            4 == 0 + ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Bool > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Bool > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, port) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, stack) == 2);
        ::core::assert!(::core::mem::offset_of!(rodata, has_reasons) == 3);
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
                .field("port", &self.port)
                .field("stack", &self.stack)
                .field("has_reasons", &self.has_reasons)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.port, &other.port)
                && ::core::cmp::PartialEq::eq(&self.stack, &other.stack)
                && ::core::cmp::PartialEq::eq(&self.has_reasons, &other.has_reasons)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.port, state);
            ::core::hash::Hash::hash(&self.stack, state);
            ::core::hash::Hash::hash(&self.has_reasons, state);
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
                .name("tcpdrop_bpf")
                .map("reasons", false)
                .map("events", false)
                .map("__coolbpf_state_events", false)
                .map("tcpdrop_.rodata", true)
                .prog("on_drop");
            builder.build()
        }
        pub struct OpenTcpdropMaps<'obj> {
            pub map_reasons: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_events: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map___coolbpf_state_events: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<
                'obj,
            >,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenTcpdropMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_reasons = None;
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
                        "reasons" => map_reasons = Some(map),
                        "events" => map_events = Some(map),
                        "__coolbpf_state_events" => {
                            map___coolbpf_state_events = Some(map);
                        }
                        "tcpdrop_.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_reasons: map_reasons.present("map `map_reasons` not present")?,
                    map_events: map_events.present("map `map_events` not present")?,
                    map___coolbpf_state_events: map___coolbpf_state_events
                        .present("map `map___coolbpf_state_events` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(3)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct TcpdropMaps<'obj> {
            pub map_reasons: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_events: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map___coolbpf_state_events: ::coolbpf::__private::v1::libbpf_rs::MapMut<
                'obj,
            >,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> TcpdropMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_reasons = None;
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
                        "reasons" => map_reasons = Some(map),
                        "events" => map_events = Some(map),
                        "__coolbpf_state_events" => {
                            map___coolbpf_state_events = Some(map);
                        }
                        "tcpdrop_.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_reasons: map_reasons.present("map `map_reasons` not present")?,
                    map_events: map_events.present("map `map_events` not present")?,
                    map___coolbpf_state_events: map___coolbpf_state_events
                        .present("map `map___coolbpf_state_events` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(3)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenTcpdropProgs<'obj> {
            pub prog_on_drop: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenTcpdropProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_on_drop = None;
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
                        "on_drop" => prog_on_drop = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_on_drop: prog_on_drop
                        .present("prog `prog_on_drop` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct TcpdropProgs<'obj> {
            pub prog_on_drop: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> TcpdropProgs<'obj> {
            fn new(open_progs: OpenTcpdropProgs<'obj>) -> Self {
                Self {
                    prog_on_drop: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_drop.as_libbpf_object().as_mut(),
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
        pub struct TcpdropSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> TcpdropSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenTcpdropSkel<'obj>> {
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
                let mut skel = OpenTcpdropSkel {
                    maps: unsafe {
                        OpenTcpdropMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenTcpdropProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for TcpdropSkelBuilder {
            type Output = OpenTcpdropSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenTcpdropSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenTcpdropSkel<'obj>> {
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
        pub struct OpenTcpdropSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenTcpdropMaps<'obj>,
            pub progs: OpenTcpdropProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenTcpdropSkel<'obj> {
            type Output = TcpdropSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<TcpdropSkel<'obj>> {
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
                Ok(TcpdropSkel {
                    maps: unsafe {
                        TcpdropMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: TcpdropProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: TcpdropLinks::default(),
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
        pub struct TcpdropLinks {
            pub prog_on_drop: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct TcpdropSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: TcpdropMaps<'obj>,
            pub progs: TcpdropProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: TcpdropLinks,
        }
        unsafe impl Send for TcpdropSkel<'_> {}
        unsafe impl Sync for TcpdropSkel<'_> {}
        impl<'obj> Skel<'obj> for TcpdropSkel<'obj> {
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
                self.links = TcpdropLinks {
                    prog_on_drop: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl TcpdropSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
