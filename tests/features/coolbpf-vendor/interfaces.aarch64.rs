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
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenInterfacesSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "interfaces",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::InterfacesSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "interfaces",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST,
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {
                first: object.struct_ops(|skeleton| &skeleton.maps.map_first)?,
                second: object.struct_ops(|skeleton| &skeleton.maps.map_second)?,
            },
            progs: OpenPrograms {
                ssthresh: object.program(|skeleton| &skeleton.progs.prog_ssthresh)?,
                cong_avoid: object.program(|skeleton| &skeleton.progs.prog_cong_avoid)?,
                undo_cwnd: object.program(|skeleton| &skeleton.progs.prog_undo_cwnd)?,
                another_cong_avoid: object
                    .program(|skeleton| &skeleton.progs.prog_another_cong_avoid)?,
            },
            instruction_set,
            object,
        })
    }
    /// The instruction set that the opened object is compiled for.
    pub fn instruction_set(&self) -> ::coolbpf::InstructionSet {
        self.instruction_set
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
        let object = self.object.load()?;
        ::coolbpf::Result::Ok(Bpf {
            maps: Maps::of(&object)?,
            progs: Programs {
                ssthresh: object.program(|skeleton| &skeleton.progs.prog_ssthresh)?,
                cong_avoid: object.program(|skeleton| &skeleton.progs.prog_cong_avoid)?,
                undo_cwnd: object.program(|skeleton| &skeleton.progs.prog_undo_cwnd)?,
                another_cong_avoid: object
                    .program(|skeleton| &skeleton.progs.prog_another_cong_avoid)?,
            },
            links: ::std::vec::Vec::new(),
            instruction_set: self.instruction_set,
            object,
        })
    }
}
/// The maps before the load.
#[derive(Debug)]
pub struct OpenMaps {
    /// The interface `first` of the kernel.
    pub first: ::coolbpf::OpenStructOps<types::tcp_congestion_ops>,
    /// The interface `second` of the kernel.
    pub second: ::coolbpf::OpenStructOps<types::tcp_congestion_ops>,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `ssthresh` in the section `struct_ops`.
    pub ssthresh: ::coolbpf::OpenProgram,
    /// The program `cong_avoid` in the section `struct_ops`.
    pub cong_avoid: ::coolbpf::OpenProgram,
    /// The program `undo_cwnd` in the section `struct_ops`.
    pub undo_cwnd: ::coolbpf::OpenProgram,
    /// The program `another_cong_avoid` in the section `?struct_ops`.
    pub another_cong_avoid: ::coolbpf::OpenProgram,
}
/// The program in the kernel. Dropping it detaches what [`Bpf::attach`] attached.
#[derive(Debug)]
pub struct Bpf {
    /// The maps.
    pub maps: Maps,
    /// The programs.
    pub progs: Programs,
    links: ::std::vec::Vec<::coolbpf::Link>,
    instruction_set: ::coolbpf::InstructionSet,
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenInterfacesSkel<'static>>,
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
        "interfaces",
        __COOLBPF_SHAPES,
        __COOLBPF_CARRIED,
    )?;
    ::coolbpf::Result::Ok(Pinned {
        maps: Maps::of(&object)?,
        object,
    })
}
/// The program as files of a BPF file system keep it. Dropping it leaves them, and the programs attached.
#[derive(Debug)]
pub struct Pinned {
    /// The maps.
    pub maps: Maps,
    object: ::coolbpf::Pins,
}
impl Pinned {
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
const __COOLBPF_SHAPES: ::coolbpf::__private::v1::Shapes = &[];
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
/// The maps.
#[derive(Debug)]
pub struct Maps {
    /// The interface `first` of the kernel.
    pub first: ::coolbpf::StructOps<types::tcp_congestion_ops>,
    /// The interface `second` of the kernel.
    pub second: ::coolbpf::StructOps<types::tcp_congestion_ops>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            first: object.struct_ops("first")?,
            second: object.struct_ops("second")?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `ssthresh` in the section `struct_ops`.
    pub ssthresh: ::coolbpf::Program,
    /// The program `cong_avoid` in the section `struct_ops`.
    pub cong_avoid: ::coolbpf::Program,
    /// The program `undo_cwnd` in the section `struct_ops`.
    pub undo_cwnd: ::coolbpf::Program,
    /// The program `another_cong_avoid` in the section `?struct_ops`.
    pub another_cong_avoid: ::coolbpf::Program,
}
/// What programs can implement.
impl types::tcp_congestion_ops {
    /// The function `cong_avoid`.
    #[must_use]
    pub const fn cong_avoid() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("cong_avoid", 0)
    }
    /// The function `cong_control`.
    #[must_use]
    pub const fn cong_control() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("cong_control", 8)
    }
    /// The function `ssthresh`.
    #[must_use]
    pub const fn ssthresh() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("ssthresh", 16)
    }
    /// The function `set_state`.
    #[must_use]
    pub const fn set_state() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("set_state", 24)
    }
    /// The function `cwnd_event`.
    #[must_use]
    pub const fn cwnd_event() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("cwnd_event", 32)
    }
    /// The function `cwnd_event_tx_start`.
    #[must_use]
    pub const fn cwnd_event_tx_start() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("cwnd_event_tx_start", 40)
    }
    /// The function `in_ack_event`.
    #[must_use]
    pub const fn in_ack_event() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("in_ack_event", 48)
    }
    /// The function `pkts_acked`.
    #[must_use]
    pub const fn pkts_acked() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("pkts_acked", 56)
    }
    /// The function `min_tso_segs`.
    #[must_use]
    pub const fn min_tso_segs() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("min_tso_segs", 64)
    }
    /// The function `undo_cwnd`.
    #[must_use]
    pub const fn undo_cwnd() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("undo_cwnd", 72)
    }
    /// The function `sndbuf_expand`.
    #[must_use]
    pub const fn sndbuf_expand() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("sndbuf_expand", 80)
    }
    /// The function `get_info`.
    #[must_use]
    pub const fn get_info() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("get_info", 88)
    }
    /// The function `init`.
    #[must_use]
    pub const fn init() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("init", 144)
    }
    /// The function `release`.
    #[must_use]
    pub const fn release() -> ::coolbpf::Callback<Self> {
        ::coolbpf::Callback::at("release", 152)
    }
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `struct list_head`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct list_head {
        /// `struct list_head *next`, at byte 0.
        pub next: ::coolbpf::Pointer,
        /// `struct list_head *prev`, at byte 8.
        pub prev: ::coolbpf::Pointer,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < list_head > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > ()
            + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > ()
        );
        ::core::assert!(::core::mem::offset_of!(list_head, next) == 0);
        ::core::assert!(::core::mem::offset_of!(list_head, prev) == 8);
    };
    unsafe impl ::coolbpf::Value for list_head {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "next",
                0,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "prev",
                64,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for list_head {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for list_head {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("list_head")
                .field("next", &self.next)
                .field("prev", &self.prev)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for list_head {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.next, &other.next)
                && ::core::cmp::PartialEq::eq(&self.prev, &other.prev)
        }
    }
    impl ::core::cmp::Eq for list_head {}
    impl ::core::hash::Hash for list_head {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.next, state);
            ::core::hash::Hash::hash(&self.prev, state);
        }
    }
    /// `struct tcp_congestion_ops`, 192 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct tcp_congestion_ops {
        /// `void (*cong_avoid)(...)`, at byte 0.
        pub cong_avoid: ::coolbpf::Pointer,
        /// `void (*cong_control)(...)`, at byte 8.
        pub cong_control: ::coolbpf::Pointer,
        /// `u32 (*ssthresh)(...)`, at byte 16.
        pub ssthresh: ::coolbpf::Pointer,
        /// `void (*set_state)(...)`, at byte 24.
        pub set_state: ::coolbpf::Pointer,
        /// `void (*cwnd_event)(...)`, at byte 32.
        pub cwnd_event: ::coolbpf::Pointer,
        /// `void (*cwnd_event_tx_start)(...)`, at byte 40.
        pub cwnd_event_tx_start: ::coolbpf::Pointer,
        /// `void (*in_ack_event)(...)`, at byte 48.
        pub in_ack_event: ::coolbpf::Pointer,
        /// `void (*pkts_acked)(...)`, at byte 56.
        pub pkts_acked: ::coolbpf::Pointer,
        /// `u32 (*min_tso_segs)(...)`, at byte 64.
        pub min_tso_segs: ::coolbpf::Pointer,
        /// `u32 (*undo_cwnd)(...)`, at byte 72.
        pub undo_cwnd: ::coolbpf::Pointer,
        /// `u32 (*sndbuf_expand)(...)`, at byte 80.
        pub sndbuf_expand: ::coolbpf::Pointer,
        /// `size_t (*get_info)(...)`, at byte 88.
        pub get_info: ::coolbpf::Pointer,
        /// `char name[16]`, at byte 96.
        pub name: ::coolbpf::Chars<16>,
        /// `struct module *owner`, at byte 112.
        pub owner: ::coolbpf::Pointer,
        /// `struct list_head list`, at byte 120.
        pub list: list_head,
        /// `u32 key`, at byte 136.
        pub key: u32,
        /// `u32 flags`, at byte 140.
        pub flags: u32,
        /// `void (*init)(...)`, at byte 144.
        pub init: ::coolbpf::Pointer,
        /// `void (*release)(...)`, at byte 152.
        pub release: ::coolbpf::Pointer,
        #[doc(hidden)]
        pub __padding_160: [u8; 32],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < tcp_congestion_ops > () == 192);
        ::core::assert!(
            192 == 0 + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer >
            () + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < list_head > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Pointer > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 32] > ()
        );
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, cong_avoid) == 0);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, cong_control) == 8);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, ssthresh) == 16);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, set_state) == 24);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, cwnd_event) == 32);
        ::core::assert!(
            ::core::mem::offset_of!(tcp_congestion_ops, cwnd_event_tx_start) == 40
        );
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, in_ack_event) == 48);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, pkts_acked) == 56);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, min_tso_segs) == 64);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, undo_cwnd) == 72);
        ::core::assert!(
            ::core::mem::offset_of!(tcp_congestion_ops, sndbuf_expand) == 80
        );
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, get_info) == 88);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, name) == 96);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, owner) == 112);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, list) == 120);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, key) == 136);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, flags) == 140);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, init) == 144);
        ::core::assert!(::core::mem::offset_of!(tcp_congestion_ops, release) == 152);
        ::core::assert!(
            ::core::mem::offset_of!(tcp_congestion_ops, __padding_160) == 160
        );
    };
    unsafe impl ::coolbpf::Value for tcp_congestion_ops {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "cong_avoid",
                0,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "cong_control",
                64,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "ssthresh",
                128,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "set_state",
                192,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "cwnd_event",
                256,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "cwnd_event_tx_start",
                320,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "in_ack_event",
                384,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "pkts_acked",
                448,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "min_tso_segs",
                512,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "undo_cwnd",
                576,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "sndbuf_expand",
                640,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "get_info",
                704,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "name",
                768,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "owner",
                896,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "list",
                960,
                128,
                <list_head as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "key",
                1088,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "flags",
                1120,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "init",
                1152,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "release",
                1216,
                64,
                <::coolbpf::Pointer as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for tcp_congestion_ops {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for tcp_congestion_ops {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("tcp_congestion_ops")
                .field("cong_avoid", &self.cong_avoid)
                .field("cong_control", &self.cong_control)
                .field("ssthresh", &self.ssthresh)
                .field("set_state", &self.set_state)
                .field("cwnd_event", &self.cwnd_event)
                .field("cwnd_event_tx_start", &self.cwnd_event_tx_start)
                .field("in_ack_event", &self.in_ack_event)
                .field("pkts_acked", &self.pkts_acked)
                .field("min_tso_segs", &self.min_tso_segs)
                .field("undo_cwnd", &self.undo_cwnd)
                .field("sndbuf_expand", &self.sndbuf_expand)
                .field("get_info", &self.get_info)
                .field("name", &self.name)
                .field("owner", &self.owner)
                .field("list", &self.list)
                .field("key", &self.key)
                .field("flags", &self.flags)
                .field("init", &self.init)
                .field("release", &self.release)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for tcp_congestion_ops {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.cong_avoid, &other.cong_avoid)
                && ::core::cmp::PartialEq::eq(&self.cong_control, &other.cong_control)
                && ::core::cmp::PartialEq::eq(&self.ssthresh, &other.ssthresh)
                && ::core::cmp::PartialEq::eq(&self.set_state, &other.set_state)
                && ::core::cmp::PartialEq::eq(&self.cwnd_event, &other.cwnd_event)
                && ::core::cmp::PartialEq::eq(
                    &self.cwnd_event_tx_start,
                    &other.cwnd_event_tx_start,
                ) && ::core::cmp::PartialEq::eq(&self.in_ack_event, &other.in_ack_event)
                && ::core::cmp::PartialEq::eq(&self.pkts_acked, &other.pkts_acked)
                && ::core::cmp::PartialEq::eq(&self.min_tso_segs, &other.min_tso_segs)
                && ::core::cmp::PartialEq::eq(&self.undo_cwnd, &other.undo_cwnd)
                && ::core::cmp::PartialEq::eq(&self.sndbuf_expand, &other.sndbuf_expand)
                && ::core::cmp::PartialEq::eq(&self.get_info, &other.get_info)
                && ::core::cmp::PartialEq::eq(&self.name, &other.name)
                && ::core::cmp::PartialEq::eq(&self.owner, &other.owner)
                && ::core::cmp::PartialEq::eq(&self.list, &other.list)
                && ::core::cmp::PartialEq::eq(&self.key, &other.key)
                && ::core::cmp::PartialEq::eq(&self.flags, &other.flags)
                && ::core::cmp::PartialEq::eq(&self.init, &other.init)
                && ::core::cmp::PartialEq::eq(&self.release, &other.release)
        }
    }
    impl ::core::cmp::Eq for tcp_congestion_ops {}
    impl ::core::hash::Hash for tcp_congestion_ops {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.cong_avoid, state);
            ::core::hash::Hash::hash(&self.cong_control, state);
            ::core::hash::Hash::hash(&self.ssthresh, state);
            ::core::hash::Hash::hash(&self.set_state, state);
            ::core::hash::Hash::hash(&self.cwnd_event, state);
            ::core::hash::Hash::hash(&self.cwnd_event_tx_start, state);
            ::core::hash::Hash::hash(&self.in_ack_event, state);
            ::core::hash::Hash::hash(&self.pkts_acked, state);
            ::core::hash::Hash::hash(&self.min_tso_segs, state);
            ::core::hash::Hash::hash(&self.undo_cwnd, state);
            ::core::hash::Hash::hash(&self.sndbuf_expand, state);
            ::core::hash::Hash::hash(&self.get_info, state);
            ::core::hash::Hash::hash(&self.name, state);
            ::core::hash::Hash::hash(&self.owner, state);
            ::core::hash::Hash::hash(&self.list, state);
            ::core::hash::Hash::hash(&self.key, state);
            ::core::hash::Hash::hash(&self.flags, state);
            ::core::hash::Hash::hash(&self.init, state);
            ::core::hash::Hash::hash(&self.release, state);
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
                .name("interfaces_bpf")
                .map("first", false)
                .map("second", false)
                .prog("ssthresh")
                .prog("cong_avoid")
                .prog("undo_cwnd")
                .prog("another_cong_avoid");
            builder.build()
        }
        pub struct OpenInterfacesMaps<'obj> {
            pub map_first: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_second: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenInterfacesMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_first = None;
                let mut map_second = None;
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
                        "first" => map_first = Some(map),
                        "second" => map_second = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_first: map_first.present("map `map_first` not present")?,
                    map_second: map_second.present("map `map_second` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct InterfacesMaps<'obj> {
            pub map_first: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_second: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> InterfacesMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_first = None;
                let mut map_second = None;
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
                        "first" => map_first = Some(map),
                        "second" => map_second = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_first: map_first.present("map `map_first` not present")?,
                    map_second: map_second.present("map `map_second` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenInterfacesProgs<'obj> {
            pub prog_ssthresh: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_cong_avoid: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_undo_cwnd: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_another_cong_avoid: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenInterfacesProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_ssthresh = None;
                let mut prog_cong_avoid = None;
                let mut prog_undo_cwnd = None;
                let mut prog_another_cong_avoid = None;
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
                        "ssthresh" => prog_ssthresh = Some(prog),
                        "cong_avoid" => prog_cong_avoid = Some(prog),
                        "undo_cwnd" => prog_undo_cwnd = Some(prog),
                        "another_cong_avoid" => prog_another_cong_avoid = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_ssthresh: prog_ssthresh
                        .present("prog `prog_ssthresh` not present")?,
                    prog_cong_avoid: prog_cong_avoid
                        .present("prog `prog_cong_avoid` not present")?,
                    prog_undo_cwnd: prog_undo_cwnd
                        .present("prog `prog_undo_cwnd` not present")?,
                    prog_another_cong_avoid: prog_another_cong_avoid
                        .present("prog `prog_another_cong_avoid` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct InterfacesProgs<'obj> {
            pub prog_ssthresh: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_cong_avoid: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_undo_cwnd: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_another_cong_avoid: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> InterfacesProgs<'obj> {
            fn new(open_progs: OpenInterfacesProgs<'obj>) -> Self {
                Self {
                    prog_ssthresh: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_ssthresh.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_cong_avoid: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_cong_avoid.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_undo_cwnd: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_undo_cwnd.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_another_cong_avoid: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_another_cong_avoid
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
        pub struct InterfacesSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> InterfacesSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenInterfacesSkel<'obj>> {
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
                let mut skel = OpenInterfacesSkel {
                    maps: unsafe {
                        OpenInterfacesMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenInterfacesProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                skel.struct_ops.map_first = skel
                    .maps
                    .map_first
                    .initial_value_mut()
                    .unwrap()
                    .as_mut_ptr()
                    .cast();
                skel.struct_ops.map_second = skel
                    .maps
                    .map_second
                    .initial_value_mut()
                    .unwrap()
                    .as_mut_ptr()
                    .cast();
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for InterfacesSkelBuilder {
            type Output = OpenInterfacesSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenInterfacesSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenInterfacesSkel<'obj>> {
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
        pub struct StructOps {
            pub map_first: *mut ::std::ffi::c_void,
            pub map_second: *mut ::std::ffi::c_void,
        }
        impl StructOps {
            pub fn map_first(&self) -> &::std::ffi::c_void {
                unsafe { self.map_first.as_ref() }.unwrap()
            }
            pub fn map_first_mut(&mut self) -> &mut ::std::ffi::c_void {
                unsafe { self.map_first.as_mut() }.unwrap()
            }
            pub fn map_second(&self) -> &::std::ffi::c_void {
                unsafe { self.map_second.as_ref() }.unwrap()
            }
            pub fn map_second_mut(&mut self) -> &mut ::std::ffi::c_void {
                unsafe { self.map_second.as_mut() }.unwrap()
            }
        }
        pub struct OpenInterfacesSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenInterfacesMaps<'obj>,
            pub progs: OpenInterfacesProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenInterfacesSkel<'obj> {
            type Output = InterfacesSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<InterfacesSkel<'obj>> {
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
                Ok(InterfacesSkel {
                    maps: unsafe {
                        InterfacesMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: InterfacesProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: InterfacesLinks::default(),
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
        pub struct InterfacesLinks {
            pub prog_ssthresh: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_cong_avoid: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_undo_cwnd: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_another_cong_avoid: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
        }
        pub struct InterfacesSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: InterfacesMaps<'obj>,
            pub progs: InterfacesProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: InterfacesLinks,
        }
        unsafe impl Send for InterfacesSkel<'_> {}
        unsafe impl Sync for InterfacesSkel<'_> {}
        impl<'obj> Skel<'obj> for InterfacesSkel<'obj> {
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
                self.links = InterfacesLinks {
                    prog_ssthresh: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_cong_avoid: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_undo_cwnd: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_another_cong_avoid: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl InterfacesSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
