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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenCgroupsSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "cgroups",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::CgroupsSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "cgroups",
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
            maps: OpenMaps {},
            progs: OpenPrograms {
                bind4: object.program(|skeleton| &skeleton.progs.prog_bind4)?,
                bind6: object.program(|skeleton| &skeleton.progs.prog_bind6)?,
                connect4: object.program(|skeleton| &skeleton.progs.prog_connect4)?,
                connect6: object.program(|skeleton| &skeleton.progs.prog_connect6)?,
                sendmsg4: object.program(|skeleton| &skeleton.progs.prog_sendmsg4)?,
                sendmsg6: object.program(|skeleton| &skeleton.progs.prog_sendmsg6)?,
                recvmsg4: object.program(|skeleton| &skeleton.progs.prog_recvmsg4)?,
                recvmsg6: object.program(|skeleton| &skeleton.progs.prog_recvmsg6)?,
                getpeername4: object
                    .program(|skeleton| &skeleton.progs.prog_getpeername4)?,
                getpeername6: object
                    .program(|skeleton| &skeleton.progs.prog_getpeername6)?,
                getsockname4: object
                    .program(|skeleton| &skeleton.progs.prog_getsockname4)?,
                getsockname6: object
                    .program(|skeleton| &skeleton.progs.prog_getsockname6)?,
                connect_unix: object
                    .program(|skeleton| &skeleton.progs.prog_connect_unix)?,
                sendmsg_unix: object
                    .program(|skeleton| &skeleton.progs.prog_sendmsg_unix)?,
                recvmsg_unix: object
                    .program(|skeleton| &skeleton.progs.prog_recvmsg_unix)?,
                getpeername_unix: object
                    .program(|skeleton| &skeleton.progs.prog_getpeername_unix)?,
                getsockname_unix: object
                    .program(|skeleton| &skeleton.progs.prog_getsockname_unix)?,
                post_bind4: object.program(|skeleton| &skeleton.progs.prog_post_bind4)?,
                post_bind6: object.program(|skeleton| &skeleton.progs.prog_post_bind6)?,
                sock_create: object
                    .program(|skeleton| &skeleton.progs.prog_sock_create)?,
                sock_release: object
                    .program(|skeleton| &skeleton.progs.prog_sock_release)?,
                device: object.program(|skeleton| &skeleton.progs.prog_device)?,
                sysctl: object.program(|skeleton| &skeleton.progs.prog_sysctl)?,
                getsockopt: object.program(|skeleton| &skeleton.progs.prog_getsockopt)?,
                setsockopt: object.program(|skeleton| &skeleton.progs.prog_setsockopt)?,
                ingress: object.program(|skeleton| &skeleton.progs.prog_ingress)?,
                egress_1: object.program(|skeleton| &skeleton.progs.prog_egress_1)?,
                egress_2: object.program(|skeleton| &skeleton.progs.prog_egress_2)?,
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
                bind4: object.program(|skeleton| &skeleton.progs.prog_bind4)?,
                bind6: object.program(|skeleton| &skeleton.progs.prog_bind6)?,
                connect4: object.program(|skeleton| &skeleton.progs.prog_connect4)?,
                connect6: object.program(|skeleton| &skeleton.progs.prog_connect6)?,
                sendmsg4: object.program(|skeleton| &skeleton.progs.prog_sendmsg4)?,
                sendmsg6: object.program(|skeleton| &skeleton.progs.prog_sendmsg6)?,
                recvmsg4: object.program(|skeleton| &skeleton.progs.prog_recvmsg4)?,
                recvmsg6: object.program(|skeleton| &skeleton.progs.prog_recvmsg6)?,
                getpeername4: object
                    .program(|skeleton| &skeleton.progs.prog_getpeername4)?,
                getpeername6: object
                    .program(|skeleton| &skeleton.progs.prog_getpeername6)?,
                getsockname4: object
                    .program(|skeleton| &skeleton.progs.prog_getsockname4)?,
                getsockname6: object
                    .program(|skeleton| &skeleton.progs.prog_getsockname6)?,
                connect_unix: object
                    .program(|skeleton| &skeleton.progs.prog_connect_unix)?,
                sendmsg_unix: object
                    .program(|skeleton| &skeleton.progs.prog_sendmsg_unix)?,
                recvmsg_unix: object
                    .program(|skeleton| &skeleton.progs.prog_recvmsg_unix)?,
                getpeername_unix: object
                    .program(|skeleton| &skeleton.progs.prog_getpeername_unix)?,
                getsockname_unix: object
                    .program(|skeleton| &skeleton.progs.prog_getsockname_unix)?,
                post_bind4: object.program(|skeleton| &skeleton.progs.prog_post_bind4)?,
                post_bind6: object.program(|skeleton| &skeleton.progs.prog_post_bind6)?,
                sock_create: object
                    .program(|skeleton| &skeleton.progs.prog_sock_create)?,
                sock_release: object
                    .program(|skeleton| &skeleton.progs.prog_sock_release)?,
                device: object.program(|skeleton| &skeleton.progs.prog_device)?,
                sysctl: object.program(|skeleton| &skeleton.progs.prog_sysctl)?,
                getsockopt: object.program(|skeleton| &skeleton.progs.prog_getsockopt)?,
                setsockopt: object.program(|skeleton| &skeleton.progs.prog_setsockopt)?,
                ingress: object.program(|skeleton| &skeleton.progs.prog_ingress)?,
                egress_1: object.program(|skeleton| &skeleton.progs.prog_egress_1)?,
                egress_2: object.program(|skeleton| &skeleton.progs.prog_egress_2)?,
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
pub struct OpenMaps {}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `bind4` in the section `?cgroup/bind4`.
    pub bind4: ::coolbpf::OpenProgram,
    /// The program `bind6` in the section `?cgroup/bind6`.
    pub bind6: ::coolbpf::OpenProgram,
    /// The program `connect4` in the section `?cgroup/connect4`.
    pub connect4: ::coolbpf::OpenProgram,
    /// The program `connect6` in the section `?cgroup/connect6`.
    pub connect6: ::coolbpf::OpenProgram,
    /// The program `sendmsg4` in the section `?cgroup/sendmsg4`.
    pub sendmsg4: ::coolbpf::OpenProgram,
    /// The program `sendmsg6` in the section `?cgroup/sendmsg6`.
    pub sendmsg6: ::coolbpf::OpenProgram,
    /// The program `recvmsg4` in the section `?cgroup/recvmsg4`.
    pub recvmsg4: ::coolbpf::OpenProgram,
    /// The program `recvmsg6` in the section `?cgroup/recvmsg6`.
    pub recvmsg6: ::coolbpf::OpenProgram,
    /// The program `getpeername4` in the section `?cgroup/getpeername4`.
    pub getpeername4: ::coolbpf::OpenProgram,
    /// The program `getpeername6` in the section `?cgroup/getpeername6`.
    pub getpeername6: ::coolbpf::OpenProgram,
    /// The program `getsockname4` in the section `?cgroup/getsockname4`.
    pub getsockname4: ::coolbpf::OpenProgram,
    /// The program `getsockname6` in the section `?cgroup/getsockname6`.
    pub getsockname6: ::coolbpf::OpenProgram,
    /// The program `connect_unix` in the section `?cgroup/connect_unix`.
    pub connect_unix: ::coolbpf::OpenProgram,
    /// The program `sendmsg_unix` in the section `?cgroup/sendmsg_unix`.
    pub sendmsg_unix: ::coolbpf::OpenProgram,
    /// The program `recvmsg_unix` in the section `?cgroup/recvmsg_unix`.
    pub recvmsg_unix: ::coolbpf::OpenProgram,
    /// The program `getpeername_unix` in the section `?cgroup/getpeername_unix`.
    pub getpeername_unix: ::coolbpf::OpenProgram,
    /// The program `getsockname_unix` in the section `?cgroup/getsockname_unix`.
    pub getsockname_unix: ::coolbpf::OpenProgram,
    /// The program `post_bind4` in the section `?cgroup/post_bind4`.
    pub post_bind4: ::coolbpf::OpenProgram,
    /// The program `post_bind6` in the section `?cgroup/post_bind6`.
    pub post_bind6: ::coolbpf::OpenProgram,
    /// The program `sock_create` in the section `?cgroup/sock_create`.
    pub sock_create: ::coolbpf::OpenProgram,
    /// The program `sock_release` in the section `?cgroup/sock_release`.
    pub sock_release: ::coolbpf::OpenProgram,
    /// The program `device` in the section `?cgroup/dev`.
    pub device: ::coolbpf::OpenProgram,
    /// The program `sysctl` in the section `?cgroup/sysctl`.
    pub sysctl: ::coolbpf::OpenProgram,
    /// The program `getsockopt` in the section `?cgroup/getsockopt`.
    pub getsockopt: ::coolbpf::OpenProgram,
    /// The program `setsockopt` in the section `?cgroup/setsockopt`.
    pub setsockopt: ::coolbpf::OpenProgram,
    /// The program `ingress` in the section `?cgroup_skb/ingress`.
    pub ingress: ::coolbpf::OpenProgram,
    /// The program `egress_1` in the section `?cgroup_skb/egress`.
    pub egress_1: ::coolbpf::OpenProgram,
    /// The program `egress_2` in the section `?cgroup_skb/egress`.
    pub egress_2: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenCgroupsSkel<'static>>,
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
        "cgroups",
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
    /// `__u32 calls`, at byte 0 of `.bss`.
    pub calls: ::coolbpf::Variable<u32>,
    /// `__u32 first`, at byte 4 of `.bss`.
    pub first: ::coolbpf::Variable<u32>,
    /// `__u32 last`, at byte 8 of `.bss`.
    pub last: ::coolbpf::Variable<u32>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            calls: all.variable(0)?,
            first: all.variable(4)?,
            last: all.variable(8)?,
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
    /// `__u16 port`, at byte 0 of `.rodata`.
    pub port: ::coolbpf::Constant<u16>,
    /// `__u64 cookie`, at byte 8 of `.rodata`.
    pub cookie: ::coolbpf::Constant<u64>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            port: all.constant(0)?,
            cookie: all.constant(8)?,
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
pub struct Maps {}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {})
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `bind4` in the section `?cgroup/bind4`.
    pub bind4: ::coolbpf::Program,
    /// The program `bind6` in the section `?cgroup/bind6`.
    pub bind6: ::coolbpf::Program,
    /// The program `connect4` in the section `?cgroup/connect4`.
    pub connect4: ::coolbpf::Program,
    /// The program `connect6` in the section `?cgroup/connect6`.
    pub connect6: ::coolbpf::Program,
    /// The program `sendmsg4` in the section `?cgroup/sendmsg4`.
    pub sendmsg4: ::coolbpf::Program,
    /// The program `sendmsg6` in the section `?cgroup/sendmsg6`.
    pub sendmsg6: ::coolbpf::Program,
    /// The program `recvmsg4` in the section `?cgroup/recvmsg4`.
    pub recvmsg4: ::coolbpf::Program,
    /// The program `recvmsg6` in the section `?cgroup/recvmsg6`.
    pub recvmsg6: ::coolbpf::Program,
    /// The program `getpeername4` in the section `?cgroup/getpeername4`.
    pub getpeername4: ::coolbpf::Program,
    /// The program `getpeername6` in the section `?cgroup/getpeername6`.
    pub getpeername6: ::coolbpf::Program,
    /// The program `getsockname4` in the section `?cgroup/getsockname4`.
    pub getsockname4: ::coolbpf::Program,
    /// The program `getsockname6` in the section `?cgroup/getsockname6`.
    pub getsockname6: ::coolbpf::Program,
    /// The program `connect_unix` in the section `?cgroup/connect_unix`.
    pub connect_unix: ::coolbpf::Program,
    /// The program `sendmsg_unix` in the section `?cgroup/sendmsg_unix`.
    pub sendmsg_unix: ::coolbpf::Program,
    /// The program `recvmsg_unix` in the section `?cgroup/recvmsg_unix`.
    pub recvmsg_unix: ::coolbpf::Program,
    /// The program `getpeername_unix` in the section `?cgroup/getpeername_unix`.
    pub getpeername_unix: ::coolbpf::Program,
    /// The program `getsockname_unix` in the section `?cgroup/getsockname_unix`.
    pub getsockname_unix: ::coolbpf::Program,
    /// The program `post_bind4` in the section `?cgroup/post_bind4`.
    pub post_bind4: ::coolbpf::Program,
    /// The program `post_bind6` in the section `?cgroup/post_bind6`.
    pub post_bind6: ::coolbpf::Program,
    /// The program `sock_create` in the section `?cgroup/sock_create`.
    pub sock_create: ::coolbpf::Program,
    /// The program `sock_release` in the section `?cgroup/sock_release`.
    pub sock_release: ::coolbpf::Program,
    /// The program `device` in the section `?cgroup/dev`.
    pub device: ::coolbpf::Program,
    /// The program `sysctl` in the section `?cgroup/sysctl`.
    pub sysctl: ::coolbpf::Program,
    /// The program `getsockopt` in the section `?cgroup/getsockopt`.
    pub getsockopt: ::coolbpf::Program,
    /// The program `setsockopt` in the section `?cgroup/setsockopt`.
    pub setsockopt: ::coolbpf::Program,
    /// The program `ingress` in the section `?cgroup_skb/ingress`.
    pub ingress: ::coolbpf::Program,
    /// The program `egress_1` in the section `?cgroup_skb/egress`.
    pub egress_1: ::coolbpf::Program,
    /// The program `egress_2` in the section `?cgroup_skb/egress`.
    pub egress_2: ::coolbpf::Program,
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `SEC(".bss")`, 12 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bss {
        /// `__u32 calls`, at byte 0.
        pub calls: u32,
        /// `__u32 first`, at byte 4.
        pub first: u32,
        /// `__u32 last`, at byte 8.
        pub last: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 12);
        ::core::assert!(
            12 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(bss, calls) == 0);
        ::core::assert!(::core::mem::offset_of!(bss, first) == 4);
        ::core::assert!(::core::mem::offset_of!(bss, last) == 8);
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
                .field("first", &self.first)
                .field("last", &self.last)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.calls, &other.calls)
                && ::core::cmp::PartialEq::eq(&self.first, &other.first)
                && ::core::cmp::PartialEq::eq(&self.last, &other.last)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.calls, state);
            ::core::hash::Hash::hash(&self.first, state);
            ::core::hash::Hash::hash(&self.last, state);
        }
    }
    /// `SEC(".rodata")`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `__u16 port`, at byte 0.
        pub port: u16,
        #[doc(hidden)]
        pub __padding_2: [u8; 6],
        /// `__u64 cookie`, at byte 8.
        pub cookie: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u16 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 6] > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, port) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_2) == 2);
        ::core::assert!(::core::mem::offset_of!(rodata, cookie) == 8);
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
                .field("cookie", &self.cookie)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.port, &other.port)
                && ::core::cmp::PartialEq::eq(&self.cookie, &other.cookie)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.port, state);
            ::core::hash::Hash::hash(&self.cookie, state);
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
                .name("cgroups_bpf")
                .map("cgroups_.rodata", true)
                .map("cgroups_.bss", true)
                .prog("bind4")
                .prog("bind6")
                .prog("connect4")
                .prog("connect6")
                .prog("sendmsg4")
                .prog("sendmsg6")
                .prog("recvmsg4")
                .prog("recvmsg6")
                .prog("getpeername4")
                .prog("getpeername6")
                .prog("getsockname4")
                .prog("getsockname6")
                .prog("connect_unix")
                .prog("sendmsg_unix")
                .prog("recvmsg_unix")
                .prog("getpeername_unix")
                .prog("getsockname_unix")
                .prog("post_bind4")
                .prog("post_bind6")
                .prog("sock_create")
                .prog("sock_release")
                .prog("device")
                .prog("sysctl")
                .prog("getsockopt")
                .prog("setsockopt")
                .prog("ingress")
                .prog("egress_1")
                .prog("egress_2");
            builder.build()
        }
        pub struct OpenCgroupsMaps<'obj> {
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenCgroupsMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
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
                        "cgroups_.rodata" => rodata = Some(map),
                        "cgroups_.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(0)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct CgroupsMaps<'obj> {
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> CgroupsMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
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
                        "cgroups_.rodata" => rodata = Some(map),
                        "cgroups_.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(0)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenCgroupsProgs<'obj> {
            pub prog_bind4: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_bind6: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_connect4: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_connect6: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_sendmsg4: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_sendmsg6: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_recvmsg4: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_recvmsg6: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_getpeername4: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_getpeername6: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_getsockname4: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_getsockname6: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_connect_unix: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_sendmsg_unix: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_recvmsg_unix: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_getpeername_unix: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_getsockname_unix: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_post_bind4: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_post_bind6: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_sock_create: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_sock_release: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_device: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_sysctl: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_getsockopt: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_setsockopt: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_ingress: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_egress_1: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_egress_2: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenCgroupsProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_bind4 = None;
                let mut prog_bind6 = None;
                let mut prog_connect4 = None;
                let mut prog_connect6 = None;
                let mut prog_sendmsg4 = None;
                let mut prog_sendmsg6 = None;
                let mut prog_recvmsg4 = None;
                let mut prog_recvmsg6 = None;
                let mut prog_getpeername4 = None;
                let mut prog_getpeername6 = None;
                let mut prog_getsockname4 = None;
                let mut prog_getsockname6 = None;
                let mut prog_connect_unix = None;
                let mut prog_sendmsg_unix = None;
                let mut prog_recvmsg_unix = None;
                let mut prog_getpeername_unix = None;
                let mut prog_getsockname_unix = None;
                let mut prog_post_bind4 = None;
                let mut prog_post_bind6 = None;
                let mut prog_sock_create = None;
                let mut prog_sock_release = None;
                let mut prog_device = None;
                let mut prog_sysctl = None;
                let mut prog_getsockopt = None;
                let mut prog_setsockopt = None;
                let mut prog_ingress = None;
                let mut prog_egress_1 = None;
                let mut prog_egress_2 = None;
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
                        "bind4" => prog_bind4 = Some(prog),
                        "bind6" => prog_bind6 = Some(prog),
                        "connect4" => prog_connect4 = Some(prog),
                        "connect6" => prog_connect6 = Some(prog),
                        "sendmsg4" => prog_sendmsg4 = Some(prog),
                        "sendmsg6" => prog_sendmsg6 = Some(prog),
                        "recvmsg4" => prog_recvmsg4 = Some(prog),
                        "recvmsg6" => prog_recvmsg6 = Some(prog),
                        "getpeername4" => prog_getpeername4 = Some(prog),
                        "getpeername6" => prog_getpeername6 = Some(prog),
                        "getsockname4" => prog_getsockname4 = Some(prog),
                        "getsockname6" => prog_getsockname6 = Some(prog),
                        "connect_unix" => prog_connect_unix = Some(prog),
                        "sendmsg_unix" => prog_sendmsg_unix = Some(prog),
                        "recvmsg_unix" => prog_recvmsg_unix = Some(prog),
                        "getpeername_unix" => prog_getpeername_unix = Some(prog),
                        "getsockname_unix" => prog_getsockname_unix = Some(prog),
                        "post_bind4" => prog_post_bind4 = Some(prog),
                        "post_bind6" => prog_post_bind6 = Some(prog),
                        "sock_create" => prog_sock_create = Some(prog),
                        "sock_release" => prog_sock_release = Some(prog),
                        "device" => prog_device = Some(prog),
                        "sysctl" => prog_sysctl = Some(prog),
                        "getsockopt" => prog_getsockopt = Some(prog),
                        "setsockopt" => prog_setsockopt = Some(prog),
                        "ingress" => prog_ingress = Some(prog),
                        "egress_1" => prog_egress_1 = Some(prog),
                        "egress_2" => prog_egress_2 = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_bind4: prog_bind4.present("prog `prog_bind4` not present")?,
                    prog_bind6: prog_bind6.present("prog `prog_bind6` not present")?,
                    prog_connect4: prog_connect4
                        .present("prog `prog_connect4` not present")?,
                    prog_connect6: prog_connect6
                        .present("prog `prog_connect6` not present")?,
                    prog_sendmsg4: prog_sendmsg4
                        .present("prog `prog_sendmsg4` not present")?,
                    prog_sendmsg6: prog_sendmsg6
                        .present("prog `prog_sendmsg6` not present")?,
                    prog_recvmsg4: prog_recvmsg4
                        .present("prog `prog_recvmsg4` not present")?,
                    prog_recvmsg6: prog_recvmsg6
                        .present("prog `prog_recvmsg6` not present")?,
                    prog_getpeername4: prog_getpeername4
                        .present("prog `prog_getpeername4` not present")?,
                    prog_getpeername6: prog_getpeername6
                        .present("prog `prog_getpeername6` not present")?,
                    prog_getsockname4: prog_getsockname4
                        .present("prog `prog_getsockname4` not present")?,
                    prog_getsockname6: prog_getsockname6
                        .present("prog `prog_getsockname6` not present")?,
                    prog_connect_unix: prog_connect_unix
                        .present("prog `prog_connect_unix` not present")?,
                    prog_sendmsg_unix: prog_sendmsg_unix
                        .present("prog `prog_sendmsg_unix` not present")?,
                    prog_recvmsg_unix: prog_recvmsg_unix
                        .present("prog `prog_recvmsg_unix` not present")?,
                    prog_getpeername_unix: prog_getpeername_unix
                        .present("prog `prog_getpeername_unix` not present")?,
                    prog_getsockname_unix: prog_getsockname_unix
                        .present("prog `prog_getsockname_unix` not present")?,
                    prog_post_bind4: prog_post_bind4
                        .present("prog `prog_post_bind4` not present")?,
                    prog_post_bind6: prog_post_bind6
                        .present("prog `prog_post_bind6` not present")?,
                    prog_sock_create: prog_sock_create
                        .present("prog `prog_sock_create` not present")?,
                    prog_sock_release: prog_sock_release
                        .present("prog `prog_sock_release` not present")?,
                    prog_device: prog_device.present("prog `prog_device` not present")?,
                    prog_sysctl: prog_sysctl.present("prog `prog_sysctl` not present")?,
                    prog_getsockopt: prog_getsockopt
                        .present("prog `prog_getsockopt` not present")?,
                    prog_setsockopt: prog_setsockopt
                        .present("prog `prog_setsockopt` not present")?,
                    prog_ingress: prog_ingress
                        .present("prog `prog_ingress` not present")?,
                    prog_egress_1: prog_egress_1
                        .present("prog `prog_egress_1` not present")?,
                    prog_egress_2: prog_egress_2
                        .present("prog `prog_egress_2` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct CgroupsProgs<'obj> {
            pub prog_bind4: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_bind6: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_connect4: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_connect6: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_sendmsg4: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_sendmsg6: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_recvmsg4: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_recvmsg6: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_getpeername4: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_getpeername6: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_getsockname4: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_getsockname6: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_connect_unix: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_sendmsg_unix: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_recvmsg_unix: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_getpeername_unix: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_getsockname_unix: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_post_bind4: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_post_bind6: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_sock_create: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_sock_release: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_device: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_sysctl: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_getsockopt: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_setsockopt: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_ingress: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_egress_1: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_egress_2: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> CgroupsProgs<'obj> {
            fn new(open_progs: OpenCgroupsProgs<'obj>) -> Self {
                Self {
                    prog_bind4: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_bind4.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_bind6: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_bind6.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_connect4: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_connect4.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_connect6: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_connect6.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_sendmsg4: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_sendmsg4.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_sendmsg6: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_sendmsg6.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_recvmsg4: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_recvmsg4.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_recvmsg6: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_recvmsg6.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_getpeername4: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_getpeername4.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_getpeername6: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_getpeername6.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_getsockname4: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_getsockname4.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_getsockname6: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_getsockname6.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_connect_unix: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_connect_unix.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_sendmsg_unix: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_sendmsg_unix.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_recvmsg_unix: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_recvmsg_unix.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_getpeername_unix: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_getpeername_unix.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_getsockname_unix: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_getsockname_unix.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_post_bind4: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_post_bind4.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_post_bind6: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_post_bind6.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_sock_create: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_sock_create.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_sock_release: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_sock_release.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_device: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_device.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_sysctl: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_sysctl.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_getsockopt: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_getsockopt.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_setsockopt: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_setsockopt.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_ingress: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_ingress.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_egress_1: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_egress_1.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_egress_2: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_egress_2.as_libbpf_object().as_mut(),
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
        pub struct CgroupsSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> CgroupsSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCgroupsSkel<'obj>> {
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
                let mut skel = OpenCgroupsSkel {
                    maps: unsafe {
                        OpenCgroupsMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenCgroupsProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for CgroupsSkelBuilder {
            type Output = OpenCgroupsSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCgroupsSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCgroupsSkel<'obj>> {
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
        pub struct OpenCgroupsSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenCgroupsMaps<'obj>,
            pub progs: OpenCgroupsProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenCgroupsSkel<'obj> {
            type Output = CgroupsSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<CgroupsSkel<'obj>> {
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
                Ok(CgroupsSkel {
                    maps: unsafe {
                        CgroupsMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: CgroupsProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: CgroupsLinks::default(),
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
        pub struct CgroupsLinks {
            pub prog_bind4: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_bind6: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_connect4: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_connect6: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_sendmsg4: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_sendmsg6: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_recvmsg4: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_recvmsg6: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_getpeername4: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_getpeername6: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_getsockname4: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_getsockname6: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_connect_unix: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_sendmsg_unix: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_recvmsg_unix: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_getpeername_unix: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_getsockname_unix: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_post_bind4: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_post_bind6: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_sock_create: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_sock_release: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_device: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_sysctl: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_getsockopt: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_setsockopt: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_ingress: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_egress_1: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_egress_2: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct CgroupsSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: CgroupsMaps<'obj>,
            pub progs: CgroupsProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: CgroupsLinks,
        }
        unsafe impl Send for CgroupsSkel<'_> {}
        unsafe impl Sync for CgroupsSkel<'_> {}
        impl<'obj> Skel<'obj> for CgroupsSkel<'obj> {
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
                self.links = CgroupsLinks {
                    prog_bind4: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_bind6: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_connect4: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_connect6: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_sendmsg4: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_sendmsg6: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_recvmsg4: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_recvmsg6: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_getpeername4: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_getpeername6: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_getsockname4: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(10)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_getsockname6: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(11)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_connect_unix: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(12)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_sendmsg_unix: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(13)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_recvmsg_unix: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(14)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_getpeername_unix: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(15)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_getsockname_unix: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(16)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_post_bind4: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(17)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_post_bind6: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(18)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_sock_create: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(19)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_sock_release: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(20)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_device: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(21)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_sysctl: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(22)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_getsockopt: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(23)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_setsockopt: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(24)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_ingress: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(25)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_egress_1: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(26)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_egress_2: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(27)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl CgroupsSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
