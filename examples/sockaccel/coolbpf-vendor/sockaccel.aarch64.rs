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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenSockaccelSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "sockaccel",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::SockaccelSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "sockaccel",
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
                connections: object.map(|skeleton| &skeleton.maps.map_connections)?,
                sockets: object.map(|skeleton| &skeleton.maps.map_sockets)?,
                counts: object.map(|skeleton| &skeleton.maps.map_counts)?,
            },
            progs: OpenPrograms {
                on_established: object
                    .program(|skeleton| &skeleton.progs.prog_on_established)?,
                on_message: object.program(|skeleton| &skeleton.progs.prog_on_message)?,
                on_socket: object.program(|skeleton| &skeleton.progs.prog_on_socket)?,
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
                on_established: object
                    .program(|skeleton| &skeleton.progs.prog_on_established)?,
                on_message: object.program(|skeleton| &skeleton.progs.prog_on_message)?,
                on_socket: object.program(|skeleton| &skeleton.progs.prog_on_socket)?,
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
    /// The map `connections`.
    pub connections: ::coolbpf::OpenMap,
    /// The map `sockets`.
    pub sockets: ::coolbpf::OpenMap,
    /// The map `counts`.
    pub counts: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `on_established` in the section `sockops`.
    pub on_established: ::coolbpf::OpenProgram,
    /// The program `on_message` in the section `sk_msg`.
    pub on_message: ::coolbpf::OpenProgram,
    /// The program `on_socket` in the section `iter/sockmap`.
    pub on_socket: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenSockaccelSkel<'static>>,
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
        "sockaccel",
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
    ("connections", &[::coolbpf::__private::v1::Shape::of::<types::connection>()]),
    ("sockets", &[::coolbpf::__private::v1::Shape::of::<types::end>()]),
    (
        "counts",
        &[
            ::coolbpf::__private::v1::Shape::of::<u16>(),
            ::coolbpf::__private::v1::Shape::of::<types::count>(),
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
    /// `u32 is_ending`, at byte 0 of `.bss`.
    pub is_ending: ::coolbpf::Variable<u32>,
    /// `u64 without_room`, at byte 8 of `.bss`.
    pub without_room: ::coolbpf::Variable<u64>,
    /// `u64 unread`, at byte 16 of `.bss`.
    pub unread: ::coolbpf::Variable<u64>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            is_ending: all.variable(0)?,
            without_room: all.variable(8)?,
            unread: all.variable(16)?,
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
    /// `u16 ports[16]`, at byte 0 of `.rodata`.
    pub ports: ::coolbpf::Constant<[u16; 16]>,
    /// `u32 behind`, at byte 32 of `.rodata`.
    pub behind: ::coolbpf::Constant<u32>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            ports: all.constant(0)?,
            behind: all.constant(32)?,
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
    /// The map `connections`: a value per socket.
    pub connections: ::coolbpf::SocketStorage<types::connection>,
    /// The map `sockets`: sockets by keys.
    pub sockets: ::coolbpf::SockHash<types::end>,
    /// The map `counts`: a hash map with a value per CPU.
    pub counts: ::coolbpf::PerCpuHashMap<u16, types::count>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            connections: <::coolbpf::SocketStorage<
                types::connection,
            >>::of(object.map("connections")?)?,
            sockets: <::coolbpf::SockHash<types::end>>::of(object.map("sockets")?)?,
            counts: <::coolbpf::PerCpuHashMap<
                u16,
                types::count,
            >>::of(object.map("counts")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `on_established` in the section `sockops`.
    pub on_established: ::coolbpf::Program,
    /// The program `on_message` in the section `sk_msg`.
    pub on_message: ::coolbpf::Program,
    /// The program `on_socket` in the section `iter/sockmap`.
    pub on_socket: ::coolbpf::Program,
}
::coolbpf::__private::v1::options! {
    #[doc =
    " How many MiB a receiver may be behind: if there is more, the rest of what it is sent goes by TCP"]
    Set behind : u32 = "64" in rodata;
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `SEC(".bss")`, 24 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bss {
        /// `u32 is_ending`, at byte 0.
        pub is_ending: u32,
        #[doc(hidden)]
        pub __padding_4: [u8; 4],
        /// `u64 without_room`, at byte 8.
        pub without_room: u64,
        /// `u64 unread`, at byte 16.
        pub unread: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 24);
        ::core::assert!(
            24 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(bss, is_ending) == 0);
        ::core::assert!(::core::mem::offset_of!(bss, __padding_4) == 4);
        ::core::assert!(::core::mem::offset_of!(bss, without_room) == 8);
        ::core::assert!(::core::mem::offset_of!(bss, unread) == 16);
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
                .field("is_ending", &self.is_ending)
                .field("without_room", &self.without_room)
                .field("unread", &self.unread)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.is_ending, &other.is_ending)
                && ::core::cmp::PartialEq::eq(&self.without_room, &other.without_room)
                && ::core::cmp::PartialEq::eq(&self.unread, &other.unread)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.is_ending, state);
            ::core::hash::Hash::hash(&self.without_room, state);
            ::core::hash::Hash::hash(&self.unread, state);
        }
    }
    /// `struct connection`, 64 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct connection {
        /// `struct end peer`, at byte 0.
        pub peer: end,
        /// `u64 unread`, at byte 48.
        pub unread: u64,
        /// `u32 way`, at byte 56.
        pub way: u32,
        /// `u16 port`, at byte 60.
        pub port: u16,
        /// `u16 padding`, at byte 62.
        pub padding: u16,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < connection > () == 64);
        ::core::assert!(
            64 == 0 + ::coolbpf::__private::v1::storage::size:: < end > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > ()
        );
        ::core::assert!(::core::mem::offset_of!(connection, peer) == 0);
        ::core::assert!(::core::mem::offset_of!(connection, unread) == 48);
        ::core::assert!(::core::mem::offset_of!(connection, way) == 56);
        ::core::assert!(::core::mem::offset_of!(connection, port) == 60);
        ::core::assert!(::core::mem::offset_of!(connection, padding) == 62);
    };
    unsafe impl ::coolbpf::Value for connection {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "peer",
                0,
                384,
                <end as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "unread",
                384,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "way",
                448,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "port",
                480,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                496,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for connection {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for connection {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("connection")
                .field("peer", &self.peer)
                .field("unread", &self.unread)
                .field("way", &self.way)
                .field("port", &self.port)
                .field("padding", &self.padding)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for connection {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.peer, &other.peer)
                && ::core::cmp::PartialEq::eq(&self.unread, &other.unread)
                && ::core::cmp::PartialEq::eq(&self.way, &other.way)
                && ::core::cmp::PartialEq::eq(&self.port, &other.port)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
        }
    }
    impl ::core::cmp::Eq for connection {}
    impl ::core::hash::Hash for connection {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.peer, state);
            ::core::hash::Hash::hash(&self.unread, state);
            ::core::hash::Hash::hash(&self.way, state);
            ::core::hash::Hash::hash(&self.port, state);
            ::core::hash::Hash::hash(&self.padding, state);
        }
    }
    /// `struct count`, 40 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct count {
        /// `u64 connections`, at byte 0.
        pub connections: u64,
        /// `u64 redirected`, at byte 8.
        pub redirected: u64,
        /// `u64 bytes`, at byte 16.
        pub bytes: u64,
        /// `u64 by_tcp`, at byte 24.
        pub by_tcp: u64,
        /// `u64 behind`, at byte 32.
        pub behind: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < count > () == 40);
        ::core::assert!(
            40 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(count, connections) == 0);
        ::core::assert!(::core::mem::offset_of!(count, redirected) == 8);
        ::core::assert!(::core::mem::offset_of!(count, bytes) == 16);
        ::core::assert!(::core::mem::offset_of!(count, by_tcp) == 24);
        ::core::assert!(::core::mem::offset_of!(count, behind) == 32);
    };
    unsafe impl ::coolbpf::Value for count {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "connections",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "redirected",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "bytes",
                128,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "by_tcp",
                192,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "behind",
                256,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for count {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for count {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("count")
                .field("connections", &self.connections)
                .field("redirected", &self.redirected)
                .field("bytes", &self.bytes)
                .field("by_tcp", &self.by_tcp)
                .field("behind", &self.behind)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for count {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.connections, &other.connections)
                && ::core::cmp::PartialEq::eq(&self.redirected, &other.redirected)
                && ::core::cmp::PartialEq::eq(&self.bytes, &other.bytes)
                && ::core::cmp::PartialEq::eq(&self.by_tcp, &other.by_tcp)
                && ::core::cmp::PartialEq::eq(&self.behind, &other.behind)
        }
    }
    impl ::core::cmp::Eq for count {}
    impl ::core::hash::Hash for count {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.connections, state);
            ::core::hash::Hash::hash(&self.redirected, state);
            ::core::hash::Hash::hash(&self.bytes, state);
            ::core::hash::Hash::hash(&self.by_tcp, state);
            ::core::hash::Hash::hash(&self.behind, state);
        }
    }
    /// `struct end`, 48 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct end {
        /// `u64 network`, at byte 0.
        pub network: u64,
        /// `u32 address[4]`, at byte 8.
        pub address: [u32; 4],
        /// `u32 other_address[4]`, at byte 24.
        pub other_address: [u32; 4],
        /// `u16 port`, at byte 40.
        pub port: u16,
        /// `u16 other_port`, at byte 42.
        pub other_port: u16,
        /// `u32 padding`, at byte 44.
        pub padding: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < end > () == 48);
        ::core::assert!(
            48 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < [u32; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < [u32; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(end, network) == 0);
        ::core::assert!(::core::mem::offset_of!(end, address) == 8);
        ::core::assert!(::core::mem::offset_of!(end, other_address) == 24);
        ::core::assert!(::core::mem::offset_of!(end, port) == 40);
        ::core::assert!(::core::mem::offset_of!(end, other_port) == 42);
        ::core::assert!(::core::mem::offset_of!(end, padding) == 44);
    };
    unsafe impl ::coolbpf::Value for end {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "network",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "address",
                64,
                128,
                <[u32; 4] as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "other_address",
                192,
                128,
                <[u32; 4] as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "port",
                320,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "other_port",
                336,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                352,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for end {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for end {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("end")
                .field("network", &self.network)
                .field("address", &self.address)
                .field("other_address", &self.other_address)
                .field("port", &self.port)
                .field("other_port", &self.other_port)
                .field("padding", &self.padding)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for end {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.network, &other.network)
                && ::core::cmp::PartialEq::eq(&self.address, &other.address)
                && ::core::cmp::PartialEq::eq(&self.other_address, &other.other_address)
                && ::core::cmp::PartialEq::eq(&self.port, &other.port)
                && ::core::cmp::PartialEq::eq(&self.other_port, &other.other_port)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
        }
    }
    impl ::core::cmp::Eq for end {}
    impl ::core::hash::Hash for end {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.network, state);
            ::core::hash::Hash::hash(&self.address, state);
            ::core::hash::Hash::hash(&self.other_address, state);
            ::core::hash::Hash::hash(&self.port, state);
            ::core::hash::Hash::hash(&self.other_port, state);
            ::core::hash::Hash::hash(&self.padding, state);
        }
    }
    /// `SEC(".rodata")`, 36 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u16 ports[16]`, at byte 0.
        pub ports: [u16; 16],
        /// `u32 behind`, at byte 32.
        pub behind: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 36);
        ::core::assert!(
            36 == 0 + ::coolbpf::__private::v1::storage::size:: < [u16; 16] > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, ports) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, behind) == 32);
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
                .field("ports", &self.ports)
                .field("behind", &self.behind)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.ports, &other.ports)
                && ::core::cmp::PartialEq::eq(&self.behind, &other.behind)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.ports, state);
            ::core::hash::Hash::hash(&self.behind, state);
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
                .name("sockaccel_bpf")
                .map("connections", false)
                .map("sockets", false)
                .map("counts", false)
                .map("sockacce.rodata", true)
                .map("sockacce.bss", true)
                .prog("on_established")
                .prog("on_message")
                .prog("on_socket");
            builder.build()
        }
        pub struct OpenSockaccelMaps<'obj> {
            pub map_connections: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_sockets: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_counts: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenSockaccelMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_connections = None;
                let mut map_sockets = None;
                let mut map_counts = None;
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
                        "connections" => map_connections = Some(map),
                        "sockets" => map_sockets = Some(map),
                        "counts" => map_counts = Some(map),
                        "sockacce.rodata" => rodata = Some(map),
                        "sockacce.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_connections: map_connections
                        .present("map `map_connections` not present")?,
                    map_sockets: map_sockets.present("map `map_sockets` not present")?,
                    map_counts: map_counts.present("map `map_counts` not present")?,
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
        pub struct SockaccelMaps<'obj> {
            pub map_connections: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_sockets: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_counts: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> SockaccelMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_connections = None;
                let mut map_sockets = None;
                let mut map_counts = None;
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
                        "connections" => map_connections = Some(map),
                        "sockets" => map_sockets = Some(map),
                        "counts" => map_counts = Some(map),
                        "sockacce.rodata" => rodata = Some(map),
                        "sockacce.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_connections: map_connections
                        .present("map `map_connections` not present")?,
                    map_sockets: map_sockets.present("map `map_sockets` not present")?,
                    map_counts: map_counts.present("map `map_counts` not present")?,
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
        pub struct OpenSockaccelProgs<'obj> {
            pub prog_on_established: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_on_message: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_on_socket: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenSockaccelProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_on_established = None;
                let mut prog_on_message = None;
                let mut prog_on_socket = None;
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
                        "on_established" => prog_on_established = Some(prog),
                        "on_message" => prog_on_message = Some(prog),
                        "on_socket" => prog_on_socket = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_on_established: prog_on_established
                        .present("prog `prog_on_established` not present")?,
                    prog_on_message: prog_on_message
                        .present("prog `prog_on_message` not present")?,
                    prog_on_socket: prog_on_socket
                        .present("prog `prog_on_socket` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct SockaccelProgs<'obj> {
            pub prog_on_established: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_on_message: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_on_socket: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> SockaccelProgs<'obj> {
            fn new(open_progs: OpenSockaccelProgs<'obj>) -> Self {
                Self {
                    prog_on_established: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_established.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_on_message: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_message.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_on_socket: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_socket.as_libbpf_object().as_mut(),
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
        pub struct SockaccelSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> SockaccelSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenSockaccelSkel<'obj>> {
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
                let mut skel = OpenSockaccelSkel {
                    maps: unsafe {
                        OpenSockaccelMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenSockaccelProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for SockaccelSkelBuilder {
            type Output = OpenSockaccelSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenSockaccelSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenSockaccelSkel<'obj>> {
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
        pub struct OpenSockaccelSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenSockaccelMaps<'obj>,
            pub progs: OpenSockaccelProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenSockaccelSkel<'obj> {
            type Output = SockaccelSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<SockaccelSkel<'obj>> {
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
                Ok(SockaccelSkel {
                    maps: unsafe {
                        SockaccelMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: SockaccelProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: SockaccelLinks::default(),
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
        pub struct SockaccelLinks {
            pub prog_on_established: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_on_message: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_on_socket: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct SockaccelSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: SockaccelMaps<'obj>,
            pub progs: SockaccelProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: SockaccelLinks,
        }
        unsafe impl Send for SockaccelSkel<'_> {}
        unsafe impl Sync for SockaccelSkel<'_> {}
        impl<'obj> Skel<'obj> for SockaccelSkel<'obj> {
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
                self.links = SockaccelLinks {
                    prog_on_established: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_on_message: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_on_socket: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl SockaccelSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
