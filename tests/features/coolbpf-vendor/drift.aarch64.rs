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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenDriftSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "drift",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::DriftSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "drift",
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
                tasks: object.map(|skeleton| &skeleton.maps.map_tasks)?,
                paths: object.map(|skeleton| &skeleton.maps.map_paths)?,
                connections: object.map(|skeleton| &skeleton.maps.map_connections)?,
                blocks: object.map(|skeleton| &skeleton.maps.map_blocks)?,
            },
            progs: OpenPrograms {
                task: object.program(|skeleton| &skeleton.progs.prog_task)?,
                path: object.program(|skeleton| &skeleton.progs.prog_path)?,
                connection: object.program(|skeleton| &skeleton.progs.prog_connection)?,
                block: object.program(|skeleton| &skeleton.progs.prog_block)?,
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
                task: object.program(|skeleton| &skeleton.progs.prog_task)?,
                path: object.program(|skeleton| &skeleton.progs.prog_path)?,
                connection: object.program(|skeleton| &skeleton.progs.prog_connection)?,
                block: object.program(|skeleton| &skeleton.progs.prog_block)?,
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
    /// The map `tasks`.
    pub tasks: ::coolbpf::OpenMap,
    /// The map `paths`.
    pub paths: ::coolbpf::OpenMap,
    /// The map `connections`.
    pub connections: ::coolbpf::OpenMap,
    /// The map `blocks`.
    pub blocks: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `task` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub task: ::coolbpf::OpenProgram,
    /// The program `path` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub path: ::coolbpf::OpenProgram,
    /// The program `connection` in the section `?raw_tp/inet_sock_set_state`.
    pub connection: ::coolbpf::OpenProgram,
    /// The program `block` in the section `?raw_tp/block_rq_issue`.
    pub block: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenDriftSkel<'static>>,
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
        "drift",
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
    ("tasks", &[::coolbpf::__private::v1::Shape::of::<types::task>()]),
    ("paths", &[::coolbpf::__private::v1::Shape::of::<types::coolbpf_path>()]),
    ("connections", &[::coolbpf::__private::v1::Shape::of::<types::connection>()]),
    ("blocks", &[::coolbpf::__private::v1::Shape::of::<types::block>()]),
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
    /// `u32 is_private`, at byte 0 of `.rodata`.
    pub is_private: ::coolbpf::Constant<u32>,
    /// `u32 disk`, at byte 4 of `.rodata`.
    pub disk: ::coolbpf::Constant<u32>,
    /// `__u32 tid`, at byte 8 of `.rodata`.
    pub tid: ::coolbpf::Constant<u32>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            is_private: all.constant(0)?,
            disk: all.constant(4)?,
            tid: all.constant(8)?,
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
    /// The map `tasks`: an array.
    pub tasks: ::coolbpf::Array<types::task>,
    /// The map `paths`: an array.
    pub paths: ::coolbpf::Array<types::coolbpf_path>,
    /// The map `connections`: an array.
    pub connections: ::coolbpf::Array<types::connection>,
    /// The map `blocks`: an array.
    pub blocks: ::coolbpf::Array<types::block>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            tasks: <::coolbpf::Array<types::task>>::of(object.map("tasks")?)?,
            paths: <::coolbpf::Array<types::coolbpf_path>>::of(object.map("paths")?)?,
            connections: <::coolbpf::Array<
                types::connection,
            >>::of(object.map("connections")?)?,
            blocks: <::coolbpf::Array<types::block>>::of(object.map("blocks")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `task` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub task: ::coolbpf::Program,
    /// The program `path` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub path: ::coolbpf::Program,
    /// The program `connection` in the section `?raw_tp/inet_sock_set_state`.
    pub connection: ::coolbpf::Program,
    /// The program `block` in the section `?raw_tp/block_rq_issue`.
    pub block: ::coolbpf::Program,
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `struct block`, 24 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct block {
        /// `u64 sector`, at byte 0.
        pub sector: u64,
        /// `u32 padding`, at byte 8.
        pub padding: u32,
        /// `u32 operation`, at byte 12.
        pub operation: u32,
        /// `u32 bytes`, at byte 16.
        pub bytes: u32,
        /// `u32 seen`, at byte 20.
        pub seen: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < block > () == 24);
        ::core::assert!(
            24 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(block, sector) == 0);
        ::core::assert!(::core::mem::offset_of!(block, padding) == 8);
        ::core::assert!(::core::mem::offset_of!(block, operation) == 12);
        ::core::assert!(::core::mem::offset_of!(block, bytes) == 16);
        ::core::assert!(::core::mem::offset_of!(block, seen) == 20);
    };
    unsafe impl ::coolbpf::Value for block {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "sector",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                64,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "operation",
                96,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "bytes",
                128,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "seen",
                160,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for block {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for block {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("block")
                .field("sector", &self.sector)
                .field("padding", &self.padding)
                .field("operation", &self.operation)
                .field("bytes", &self.bytes)
                .field("seen", &self.seen)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for block {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.sector, &other.sector)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
                && ::core::cmp::PartialEq::eq(&self.operation, &other.operation)
                && ::core::cmp::PartialEq::eq(&self.bytes, &other.bytes)
                && ::core::cmp::PartialEq::eq(&self.seen, &other.seen)
        }
    }
    impl ::core::cmp::Eq for block {}
    impl ::core::hash::Hash for block {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.sector, state);
            ::core::hash::Hash::hash(&self.padding, state);
            ::core::hash::Hash::hash(&self.operation, state);
            ::core::hash::Hash::hash(&self.bytes, state);
            ::core::hash::Hash::hash(&self.seen, state);
        }
    }
    /// `struct connection`, 56 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct connection {
        /// `struct coolbpf_ends ends`, at byte 0.
        pub ends: coolbpf_ends,
        /// `u32 namespace`, at byte 40.
        pub namespace: u32,
        /// `u32 type`, at byte 44.
        pub r#type: u32,
        /// `u32 state`, at byte 48.
        pub state: u32,
        /// `u32 seen`, at byte 52.
        pub seen: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < connection > () == 56);
        ::core::assert!(
            56 == 0 + ::coolbpf::__private::v1::storage::size:: < coolbpf_ends > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(connection, ends) == 0);
        ::core::assert!(::core::mem::offset_of!(connection, namespace) == 40);
        ::core::assert!(::core::mem::offset_of!(connection, r#type) == 44);
        ::core::assert!(::core::mem::offset_of!(connection, state) == 48);
        ::core::assert!(::core::mem::offset_of!(connection, seen) == 52);
    };
    unsafe impl ::coolbpf::Value for connection {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "ends",
                0,
                320,
                <coolbpf_ends as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "namespace",
                320,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "type",
                352,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "state",
                384,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "seen",
                416,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
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
                .field("ends", &self.ends)
                .field("namespace", &self.namespace)
                .field("type", &self.r#type)
                .field("state", &self.state)
                .field("seen", &self.seen)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for connection {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.ends, &other.ends)
                && ::core::cmp::PartialEq::eq(&self.namespace, &other.namespace)
                && ::core::cmp::PartialEq::eq(&self.r#type, &other.r#type)
                && ::core::cmp::PartialEq::eq(&self.state, &other.state)
                && ::core::cmp::PartialEq::eq(&self.seen, &other.seen)
        }
    }
    impl ::core::cmp::Eq for connection {}
    impl ::core::hash::Hash for connection {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.ends, state);
            ::core::hash::Hash::hash(&self.namespace, state);
            ::core::hash::Hash::hash(&self.r#type, state);
            ::core::hash::Hash::hash(&self.state, state);
            ::core::hash::Hash::hash(&self.seen, state);
        }
    }
    /// `struct coolbpf_ends`, 40 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_ends {
        /// `__u8 local[16]`, at byte 0.
        pub local: [u8; 16],
        /// `__u8 remote[16]`, at byte 16.
        pub remote: [u8; 16],
        /// `__u16 local_port`, at byte 32.
        pub local_port: u16,
        /// `__u16 remote_port`, at byte 34.
        pub remote_port: u16,
        /// `__u16 family`, at byte 36.
        pub family: u16,
        /// `__u16 protocol`, at byte 38.
        pub protocol: u16,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_ends > () == 40);
        ::core::assert!(
            40 == 0 + ::coolbpf::__private::v1::storage::size:: < [u8; 16] > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 16] > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < u16 > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_ends, local) == 0);
        ::core::assert!(::core::mem::offset_of!(coolbpf_ends, remote) == 16);
        ::core::assert!(::core::mem::offset_of!(coolbpf_ends, local_port) == 32);
        ::core::assert!(::core::mem::offset_of!(coolbpf_ends, remote_port) == 34);
        ::core::assert!(::core::mem::offset_of!(coolbpf_ends, family) == 36);
        ::core::assert!(::core::mem::offset_of!(coolbpf_ends, protocol) == 38);
    };
    unsafe impl ::coolbpf::Value for coolbpf_ends {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "local",
                0,
                128,
                <[u8; 16] as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "remote",
                128,
                128,
                <[u8; 16] as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "local_port",
                256,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "remote_port",
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
                "protocol",
                304,
                16,
                <u16 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_ends {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_ends {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_ends")
                .field("local", &self.local)
                .field("remote", &self.remote)
                .field("local_port", &self.local_port)
                .field("remote_port", &self.remote_port)
                .field("family", &self.family)
                .field("protocol", &self.protocol)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_ends {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.local, &other.local)
                && ::core::cmp::PartialEq::eq(&self.remote, &other.remote)
                && ::core::cmp::PartialEq::eq(&self.local_port, &other.local_port)
                && ::core::cmp::PartialEq::eq(&self.remote_port, &other.remote_port)
                && ::core::cmp::PartialEq::eq(&self.family, &other.family)
                && ::core::cmp::PartialEq::eq(&self.protocol, &other.protocol)
        }
    }
    impl ::core::cmp::Eq for coolbpf_ends {}
    impl ::core::hash::Hash for coolbpf_ends {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.local, state);
            ::core::hash::Hash::hash(&self.remote, state);
            ::core::hash::Hash::hash(&self.local_port, state);
            ::core::hash::Hash::hash(&self.remote_port, state);
            ::core::hash::Hash::hash(&self.family, state);
            ::core::hash::Hash::hash(&self.protocol, state);
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
    /// `SEC(".rodata")`, 12 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u32 is_private`, at byte 0.
        pub is_private: u32,
        /// `u32 disk`, at byte 4.
        pub disk: u32,
        /// `__u32 tid`, at byte 8.
        pub tid: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 12);
        ::core::assert!(
            12 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, is_private) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, disk) == 4);
        ::core::assert!(::core::mem::offset_of!(rodata, tid) == 8);
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
                .field("is_private", &self.is_private)
                .field("disk", &self.disk)
                .field("tid", &self.tid)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.is_private, &other.is_private)
                && ::core::cmp::PartialEq::eq(&self.disk, &other.disk)
                && ::core::cmp::PartialEq::eq(&self.tid, &other.tid)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.is_private, state);
            ::core::hash::Hash::hash(&self.disk, state);
            ::core::hash::Hash::hash(&self.tid, state);
        }
    }
    /// `struct task`, 128 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct task {
        /// `u64 start_time`, at byte 0.
        pub start_time: u64,
        /// `u64 cgroup`, at byte 8.
        pub cgroup: u64,
        /// `u64 parent_cgroup`, at byte 16.
        pub parent_cgroup: u64,
        /// `u64 root_cgroup`, at byte 24.
        pub root_cgroup: u64,
        /// `s64 state`, at byte 32.
        pub state: i64,
        /// `s32 level`, at byte 40.
        pub level: i32,
        /// `u32 parent`, at byte 44.
        pub parent: u32,
        /// `u32 own_number`, at byte 48.
        pub own_number: u32,
        /// `u32 is_kernel_thread`, at byte 52.
        pub is_kernel_thread: u32,
        /// `u32 is_kernel_parent`, at byte 56.
        pub is_kernel_parent: u32,
        /// `u32 has_kernfs_parent`, at byte 60.
        pub has_kernfs_parent: u32,
        /// `char cgroup_name[64]`, at byte 64.
        pub cgroup_name: ::coolbpf::Chars<64>,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < task > () == 128);
        ::core::assert!(
            128 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < i64 > () +
            ::coolbpf::__private::v1::storage::size:: < i32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 64 > > ()
        );
        ::core::assert!(::core::mem::offset_of!(task, start_time) == 0);
        ::core::assert!(::core::mem::offset_of!(task, cgroup) == 8);
        ::core::assert!(::core::mem::offset_of!(task, parent_cgroup) == 16);
        ::core::assert!(::core::mem::offset_of!(task, root_cgroup) == 24);
        ::core::assert!(::core::mem::offset_of!(task, state) == 32);
        ::core::assert!(::core::mem::offset_of!(task, level) == 40);
        ::core::assert!(::core::mem::offset_of!(task, parent) == 44);
        ::core::assert!(::core::mem::offset_of!(task, own_number) == 48);
        ::core::assert!(::core::mem::offset_of!(task, is_kernel_thread) == 52);
        ::core::assert!(::core::mem::offset_of!(task, is_kernel_parent) == 56);
        ::core::assert!(::core::mem::offset_of!(task, has_kernfs_parent) == 60);
        ::core::assert!(::core::mem::offset_of!(task, cgroup_name) == 64);
    };
    unsafe impl ::coolbpf::Value for task {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "start_time",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "cgroup",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "parent_cgroup",
                128,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "root_cgroup",
                192,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "state",
                256,
                64,
                <i64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "level",
                320,
                32,
                <i32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "parent",
                352,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "own_number",
                384,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "is_kernel_thread",
                416,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "is_kernel_parent",
                448,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "has_kernfs_parent",
                480,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "cgroup_name",
                512,
                512,
                <::coolbpf::Chars<64> as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for task {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for task {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("task")
                .field("start_time", &self.start_time)
                .field("cgroup", &self.cgroup)
                .field("parent_cgroup", &self.parent_cgroup)
                .field("root_cgroup", &self.root_cgroup)
                .field("state", &self.state)
                .field("level", &self.level)
                .field("parent", &self.parent)
                .field("own_number", &self.own_number)
                .field("is_kernel_thread", &self.is_kernel_thread)
                .field("is_kernel_parent", &self.is_kernel_parent)
                .field("has_kernfs_parent", &self.has_kernfs_parent)
                .field("cgroup_name", &self.cgroup_name)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for task {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.start_time, &other.start_time)
                && ::core::cmp::PartialEq::eq(&self.cgroup, &other.cgroup)
                && ::core::cmp::PartialEq::eq(&self.parent_cgroup, &other.parent_cgroup)
                && ::core::cmp::PartialEq::eq(&self.root_cgroup, &other.root_cgroup)
                && ::core::cmp::PartialEq::eq(&self.state, &other.state)
                && ::core::cmp::PartialEq::eq(&self.level, &other.level)
                && ::core::cmp::PartialEq::eq(&self.parent, &other.parent)
                && ::core::cmp::PartialEq::eq(&self.own_number, &other.own_number)
                && ::core::cmp::PartialEq::eq(
                    &self.is_kernel_thread,
                    &other.is_kernel_thread,
                )
                && ::core::cmp::PartialEq::eq(
                    &self.is_kernel_parent,
                    &other.is_kernel_parent,
                )
                && ::core::cmp::PartialEq::eq(
                    &self.has_kernfs_parent,
                    &other.has_kernfs_parent,
                ) && ::core::cmp::PartialEq::eq(&self.cgroup_name, &other.cgroup_name)
        }
    }
    impl ::core::cmp::Eq for task {}
    impl ::core::hash::Hash for task {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.start_time, state);
            ::core::hash::Hash::hash(&self.cgroup, state);
            ::core::hash::Hash::hash(&self.parent_cgroup, state);
            ::core::hash::Hash::hash(&self.root_cgroup, state);
            ::core::hash::Hash::hash(&self.state, state);
            ::core::hash::Hash::hash(&self.level, state);
            ::core::hash::Hash::hash(&self.parent, state);
            ::core::hash::Hash::hash(&self.own_number, state);
            ::core::hash::Hash::hash(&self.is_kernel_thread, state);
            ::core::hash::Hash::hash(&self.is_kernel_parent, state);
            ::core::hash::Hash::hash(&self.has_kernfs_parent, state);
            ::core::hash::Hash::hash(&self.cgroup_name, state);
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
                .name("drift_bpf")
                .map("tasks", false)
                .map("paths", false)
                .map("connections", false)
                .map("blocks", false)
                .map("drift_bp.rodata", true)
                .prog("task")
                .prog("path")
                .prog("connection")
                .prog("block");
            builder.build()
        }
        pub struct OpenDriftMaps<'obj> {
            pub map_tasks: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_paths: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_connections: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_blocks: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenDriftMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_tasks = None;
                let mut map_paths = None;
                let mut map_connections = None;
                let mut map_blocks = None;
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
                        "tasks" => map_tasks = Some(map),
                        "paths" => map_paths = Some(map),
                        "connections" => map_connections = Some(map),
                        "blocks" => map_blocks = Some(map),
                        "drift_bp.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_tasks: map_tasks.present("map `map_tasks` not present")?,
                    map_paths: map_paths.present("map `map_paths` not present")?,
                    map_connections: map_connections
                        .present("map `map_connections` not present")?,
                    map_blocks: map_blocks.present("map `map_blocks` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(4)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct DriftMaps<'obj> {
            pub map_tasks: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_paths: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_connections: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_blocks: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> DriftMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_tasks = None;
                let mut map_paths = None;
                let mut map_connections = None;
                let mut map_blocks = None;
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
                        "tasks" => map_tasks = Some(map),
                        "paths" => map_paths = Some(map),
                        "connections" => map_connections = Some(map),
                        "blocks" => map_blocks = Some(map),
                        "drift_bp.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_tasks: map_tasks.present("map `map_tasks` not present")?,
                    map_paths: map_paths.present("map `map_paths` not present")?,
                    map_connections: map_connections
                        .present("map `map_connections` not present")?,
                    map_blocks: map_blocks.present("map `map_blocks` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(4)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenDriftProgs<'obj> {
            pub prog_task: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_path: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_connection: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_block: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenDriftProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_task = None;
                let mut prog_path = None;
                let mut prog_connection = None;
                let mut prog_block = None;
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
                        "task" => prog_task = Some(prog),
                        "path" => prog_path = Some(prog),
                        "connection" => prog_connection = Some(prog),
                        "block" => prog_block = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_task: prog_task.present("prog `prog_task` not present")?,
                    prog_path: prog_path.present("prog `prog_path` not present")?,
                    prog_connection: prog_connection
                        .present("prog `prog_connection` not present")?,
                    prog_block: prog_block.present("prog `prog_block` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct DriftProgs<'obj> {
            pub prog_task: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_path: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_connection: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_block: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> DriftProgs<'obj> {
            fn new(open_progs: OpenDriftProgs<'obj>) -> Self {
                Self {
                    prog_task: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_task.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_path: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_path.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_connection: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_connection.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_block: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_block.as_libbpf_object().as_mut(),
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
        pub struct DriftSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> DriftSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenDriftSkel<'obj>> {
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
                let mut skel = OpenDriftSkel {
                    maps: unsafe { OpenDriftMaps::new(&skel_config, obj_ref.as_mut())? },
                    progs: unsafe { OpenDriftProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for DriftSkelBuilder {
            type Output = OpenDriftSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenDriftSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenDriftSkel<'obj>> {
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
        pub struct OpenDriftSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenDriftMaps<'obj>,
            pub progs: OpenDriftProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenDriftSkel<'obj> {
            type Output = DriftSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<DriftSkel<'obj>> {
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
                Ok(DriftSkel {
                    maps: unsafe {
                        DriftMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: DriftProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: DriftLinks::default(),
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
        pub struct DriftLinks {
            pub prog_task: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_path: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_connection: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_block: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct DriftSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: DriftMaps<'obj>,
            pub progs: DriftProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: DriftLinks,
        }
        unsafe impl Send for DriftSkel<'_> {}
        unsafe impl Sync for DriftSkel<'_> {}
        impl<'obj> Skel<'obj> for DriftSkel<'obj> {
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
                self.links = DriftLinks {
                    prog_task: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_path: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_connection: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_block: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl DriftSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
