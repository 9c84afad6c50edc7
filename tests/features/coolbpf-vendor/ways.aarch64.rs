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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenWaysSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "ways",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::WaysSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "ways",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST
                .alternatives()
                .variables()
                .attach_many(),
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {},
            progs: OpenPrograms {
                typed_types: object
                    .program(|skeleton| &skeleton.progs.prog_typed_types)?,
                typed_plain: object
                    .program(|skeleton| &skeleton.progs.prog_typed_plain)?,
                called_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_called_tracepoint)?,
                aimed_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_tracepoint)?,
                inner_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_inner_tracepoint)?,
                called_tp_btf: object
                    .program(|skeleton| &skeleton.progs.prog_called_tp_btf)?,
                called_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_called_raw_tp)?,
                called_ksyscall: object
                    .program(|skeleton| &skeleton.progs.prog_called_ksyscall)?,
                called_kretsyscall: object
                    .program(|skeleton| &skeleton.progs.prog_called_kretsyscall)?,
                aimed_fentry: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_fentry)?,
                inner_program: object
                    .program(|skeleton| &skeleton.progs.prog_inner_program)?,
                aimed_ksyscall: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_ksyscall)?,
                aimed_pattern: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_pattern)?,
                aimed_multi: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_multi)?,
                aimed_uprobe: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_uprobe)?,
                aimed_uprobes: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_uprobes)?,
                aimed_usdt: object.program(|skeleton| &skeleton.progs.prog_aimed_usdt)?,
            },
            alternatives: OpenAlternatives {
                aimed: object.alternatives(),
                called: object.alternatives(),
                inner: object.alternatives(),
                typed: object.alternatives(),
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
                typed_types: object
                    .program(|skeleton| &skeleton.progs.prog_typed_types)?,
                typed_plain: object
                    .program(|skeleton| &skeleton.progs.prog_typed_plain)?,
                called_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_called_tracepoint)?,
                aimed_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_tracepoint)?,
                inner_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_inner_tracepoint)?,
                called_tp_btf: object
                    .program(|skeleton| &skeleton.progs.prog_called_tp_btf)?,
                called_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_called_raw_tp)?,
                called_ksyscall: object
                    .program(|skeleton| &skeleton.progs.prog_called_ksyscall)?,
                called_kretsyscall: object
                    .program(|skeleton| &skeleton.progs.prog_called_kretsyscall)?,
                aimed_fentry: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_fentry)?,
                inner_program: object
                    .program(|skeleton| &skeleton.progs.prog_inner_program)?,
                aimed_ksyscall: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_ksyscall)?,
                aimed_pattern: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_pattern)?,
                aimed_multi: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_multi)?,
                aimed_uprobe: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_uprobe)?,
                aimed_uprobes: object
                    .program(|skeleton| &skeleton.progs.prog_aimed_uprobes)?,
                aimed_usdt: object.program(|skeleton| &skeleton.progs.prog_aimed_usdt)?,
            },
            alternatives: Alternatives {
                aimed: object.alternatives()?,
                called: object.alternatives()?,
                inner: object.alternatives()?,
                typed: object.alternatives()?,
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
    /// The program `typed_types` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub typed_types: ::coolbpf::OpenProgram,
    /// The program `typed_plain` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub typed_plain: ::coolbpf::OpenProgram,
    /// The program `called_tracepoint` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub called_tracepoint: ::coolbpf::OpenProgram,
    /// The program `aimed_tracepoint` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub aimed_tracepoint: ::coolbpf::OpenProgram,
    /// The program `inner_tracepoint` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub inner_tracepoint: ::coolbpf::OpenProgram,
    /// The program `called_tp_btf` in the section `?tp_btf/sys_enter`.
    pub called_tp_btf: ::coolbpf::OpenProgram,
    /// The program `called_raw_tp` in the section `?raw_tp/sys_enter`.
    pub called_raw_tp: ::coolbpf::OpenProgram,
    /// The program `called_ksyscall` in the section `?ksyscall/setpriority`.
    pub called_ksyscall: ::coolbpf::OpenProgram,
    /// The program `called_kretsyscall` in the section `?kretsyscall/setpriority`.
    pub called_kretsyscall: ::coolbpf::OpenProgram,
    /// The program `aimed_fentry` in the section `?fentry/no_such_function`.
    pub aimed_fentry: ::coolbpf::OpenProgram,
    /// The program `inner_program` in the section `?fentry/no_such_function`.
    pub inner_program: ::coolbpf::OpenProgram,
    /// The program `aimed_ksyscall` in the section `?ksyscall/no_such_call`.
    pub aimed_ksyscall: ::coolbpf::OpenProgram,
    /// The program `aimed_pattern` in the section `?kprobe.multi/no_such_function*`.
    pub aimed_pattern: ::coolbpf::OpenProgram,
    /// The program `aimed_multi` in the section `?kprobe.multi/no_such_function`.
    pub aimed_multi: ::coolbpf::OpenProgram,
    /// The program `aimed_uprobe` in the section `?uprobe//proc/self/exe:no_such_function`.
    pub aimed_uprobe: ::coolbpf::OpenProgram,
    /// The program `aimed_uprobes` in the section `?uprobe.multi//proc/self/exe:no_such_function*`.
    pub aimed_uprobes: ::coolbpf::OpenProgram,
    /// The program `aimed_usdt` in the section `?usdt//proc/self/exe:coolbpf_features:no_such_probe`.
    pub aimed_usdt: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenWaysSkel<'static>>,
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
        "ways",
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
    /// `__u32 parent`, at byte 0 of `.bss`.
    pub parent: ::coolbpf::Variable<u32>,
    /// `__u64 entries`, at byte 8 of `.bss`.
    pub entries: ::coolbpf::Variable<u64>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            parent: all.variable(0)?,
            entries: all.variable(8)?,
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
    /// `__u64 number`, at byte 0 of `.rodata`.
    pub number: ::coolbpf::Constant<u64>,
    /// `__u32 tid`, at byte 8 of `.rodata`.
    pub tid: ::coolbpf::Constant<u32>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            number: all.constant(0)?,
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
    /// The program `typed_types` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub typed_types: ::coolbpf::Program,
    /// The program `typed_plain` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub typed_plain: ::coolbpf::Program,
    /// The program `called_tracepoint` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub called_tracepoint: ::coolbpf::Program,
    /// The program `aimed_tracepoint` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub aimed_tracepoint: ::coolbpf::Program,
    /// The program `inner_tracepoint` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub inner_tracepoint: ::coolbpf::Program,
    /// The program `called_tp_btf` in the section `?tp_btf/sys_enter`.
    pub called_tp_btf: ::coolbpf::Program,
    /// The program `called_raw_tp` in the section `?raw_tp/sys_enter`.
    pub called_raw_tp: ::coolbpf::Program,
    /// The program `called_ksyscall` in the section `?ksyscall/setpriority`.
    pub called_ksyscall: ::coolbpf::Program,
    /// The program `called_kretsyscall` in the section `?kretsyscall/setpriority`.
    pub called_kretsyscall: ::coolbpf::Program,
    /// The program `aimed_fentry` in the section `?fentry/no_such_function`.
    pub aimed_fentry: ::coolbpf::Program,
    /// The program `inner_program` in the section `?fentry/no_such_function`.
    pub inner_program: ::coolbpf::Program,
    /// The program `aimed_ksyscall` in the section `?ksyscall/no_such_call`.
    pub aimed_ksyscall: ::coolbpf::Program,
    /// The program `aimed_pattern` in the section `?kprobe.multi/no_such_function*`.
    pub aimed_pattern: ::coolbpf::Program,
    /// The program `aimed_multi` in the section `?kprobe.multi/no_such_function`.
    pub aimed_multi: ::coolbpf::Program,
    /// The program `aimed_uprobe` in the section `?uprobe//proc/self/exe:no_such_function`.
    pub aimed_uprobe: ::coolbpf::Program,
    /// The program `aimed_uprobes` in the section `?uprobe.multi//proc/self/exe:no_such_function*`.
    pub aimed_uprobes: ::coolbpf::Program,
    /// The program `aimed_usdt` in the section `?usdt//proc/self/exe:coolbpf_features:no_such_probe`.
    pub aimed_usdt: ::coolbpf::Program,
}
/// The groups of alternatives before the load.
#[derive(Debug)]
pub struct OpenAlternatives {
    /// The alternatives `aimed`.
    pub aimed: ::coolbpf::OpenAlternatives<alternatives::Aimed>,
    /// The alternatives `called`.
    pub called: ::coolbpf::OpenAlternatives<alternatives::Called>,
    /// The alternatives `inner`.
    pub inner: ::coolbpf::OpenAlternatives<alternatives::Inner>,
    /// The alternatives `typed`.
    pub typed: ::coolbpf::OpenAlternatives<alternatives::Typed>,
}
/// The groups of alternatives. Shown, each is a line that tells which way is used and why others don't work.
#[derive(Debug)]
pub struct Alternatives {
    /// The alternatives `aimed`.
    pub aimed: ::coolbpf::Alternatives<alternatives::Aimed>,
    /// The alternatives `called`.
    pub called: ::coolbpf::Alternatives<alternatives::Called>,
    /// The alternatives `inner`.
    pub inner: ::coolbpf::Alternatives<alternatives::Inner>,
    /// The alternatives `typed`.
    pub typed: ::coolbpf::Alternatives<alternatives::Typed>,
}
impl ::core::fmt::Display for Alternatives {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&self.aimed, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.called, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.inner, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.typed, f)?;
        ::core::result::Result::Ok(())
    }
}
/// The ways of each group of alternatives.
pub mod alternatives {
    /// The ways of the alternatives `aimed`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Aimed {
        /// `fentry`: the program `aimed_fentry` (`?fentry/no_such_function`).
        Fentry,
        /// `ksyscall`: the program `aimed_ksyscall` (`?ksyscall/no_such_call`).
        Ksyscall,
        /// `pattern`: the program `aimed_pattern` (`?kprobe.multi/no_such_function*`).
        Pattern,
        /// `multi`: the program `aimed_multi` (`?kprobe.multi/no_such_function`).
        Multi,
        /// `uprobe`: the program `aimed_uprobe` (`?uprobe//proc/self/exe:no_such_function`).
        Uprobe,
        /// `uprobes`: the program `aimed_uprobes` (`?uprobe.multi//proc/self/exe:no_such_function*`).
        Uprobes,
        /// `usdt`: the program `aimed_usdt` (`?usdt//proc/self/exe:coolbpf_features:no_such_probe`).
        Usdt,
        /// `tracepoint`: the program `aimed_tracepoint` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for Aimed {
        const GROUP: &'static str = "aimed";
        const ALL: &'static [Self] = &[
            Self::Fentry,
            Self::Ksyscall,
            Self::Pattern,
            Self::Multi,
            Self::Uprobe,
            Self::Uprobes,
            Self::Usdt,
            Self::Tracepoint,
        ];
        fn name(self) -> &'static str {
            match self {
                Self::Fentry => "fentry",
                Self::Ksyscall => "ksyscall",
                Self::Pattern => "pattern",
                Self::Multi => "multi",
                Self::Uprobe => "uprobe",
                Self::Uprobes => "uprobes",
                Self::Usdt => "usdt",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for Aimed {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Aimed {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `called`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Called {
        /// `tp_btf`: the program `called_tp_btf` (`?tp_btf/sys_enter`).
        TpBtf,
        /// `raw_tp`: the program `called_raw_tp` (`?raw_tp/sys_enter`).
        RawTp,
        /// `ksyscall`: the program `called_ksyscall` (`?ksyscall/setpriority`).
        Ksyscall,
        /// `kretsyscall`: the program `called_kretsyscall` (`?kretsyscall/setpriority`).
        Kretsyscall,
        /// `tracepoint`: the program `called_tracepoint` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for Called {
        const GROUP: &'static str = "called";
        const ALL: &'static [Self] = &[
            Self::TpBtf,
            Self::RawTp,
            Self::Ksyscall,
            Self::Kretsyscall,
            Self::Tracepoint,
        ];
        fn name(self) -> &'static str {
            match self {
                Self::TpBtf => "tp_btf",
                Self::RawTp => "raw_tp",
                Self::Ksyscall => "ksyscall",
                Self::Kretsyscall => "kretsyscall",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for Called {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Called {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `inner`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Inner {
        /// `program`: the program `inner_program` (`?fentry/no_such_function`).
        Program,
        /// `tracepoint`: the program `inner_tracepoint` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for Inner {
        const GROUP: &'static str = "inner";
        const ALL: &'static [Self] = &[Self::Program, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::Program => "program",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for Inner {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Inner {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `typed`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Typed {
        /// `types`: the program `typed_types` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Types,
        /// `plain`: the program `typed_plain` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Plain,
    }
    impl ::coolbpf::Alternative for Typed {
        const GROUP: &'static str = "typed";
        const ALL: &'static [Self] = &[Self::Types, Self::Plain];
        fn name(self) -> &'static str {
            match self {
                Self::Types => "types",
                Self::Plain => "plain",
            }
        }
    }
    impl ::core::fmt::Display for Typed {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Typed {
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
        /// `__u32 parent`, at byte 0.
        pub parent: u32,
        #[doc(hidden)]
        pub __padding_4: [u8; 4],
        /// `__u64 entries`, at byte 8.
        pub entries: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(bss, parent) == 0);
        ::core::assert!(::core::mem::offset_of!(bss, __padding_4) == 4);
        ::core::assert!(::core::mem::offset_of!(bss, entries) == 8);
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
                .field("parent", &self.parent)
                .field("entries", &self.entries)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.parent, &other.parent)
                && ::core::cmp::PartialEq::eq(&self.entries, &other.entries)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.parent, state);
            ::core::hash::Hash::hash(&self.entries, state);
        }
    }
    /// `SEC(".rodata")`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `__u64 number`, at byte 0.
        pub number: u64,
        /// `__u32 tid`, at byte 8.
        pub tid: u32,
        #[doc(hidden)]
        pub __padding_12: [u8; 4],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, number) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, tid) == 8);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_12) == 12);
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
                .field("number", &self.number)
                .field("tid", &self.tid)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.number, &other.number)
                && ::core::cmp::PartialEq::eq(&self.tid, &other.tid)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.number, state);
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
                .name("ways_bpf")
                .map("ways_bpf.bss", true)
                .map("ways_bpf.rodata", true)
                .prog("typed_types")
                .prog("typed_plain")
                .prog("called_tracepoint")
                .prog("aimed_tracepoint")
                .prog("inner_tracepoint")
                .prog("called_tp_btf")
                .prog("called_raw_tp")
                .prog("called_ksyscall")
                .prog("called_kretsyscall")
                .prog("aimed_fentry")
                .prog("inner_program")
                .prog("aimed_ksyscall")
                .prog("aimed_pattern")
                .prog("aimed_multi")
                .prog("aimed_uprobe")
                .prog("aimed_uprobes")
                .prog("aimed_usdt");
            builder.build()
        }
        pub struct OpenWaysMaps<'obj> {
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenWaysMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut bss = None;
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
                        "ways_bpf.bss" => bss = Some(map),
                        "ways_bpf.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(0)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct WaysMaps<'obj> {
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> WaysMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut bss = None;
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
                        "ways_bpf.bss" => bss = Some(map),
                        "ways_bpf.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(0)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenWaysProgs<'obj> {
            pub prog_typed_types: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_typed_plain: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_called_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_aimed_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_inner_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_called_tp_btf: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_called_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_called_ksyscall: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_called_kretsyscall: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_aimed_fentry: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_inner_program: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_aimed_ksyscall: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_aimed_pattern: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_aimed_multi: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_aimed_uprobe: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_aimed_uprobes: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_aimed_usdt: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenWaysProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_typed_types = None;
                let mut prog_typed_plain = None;
                let mut prog_called_tracepoint = None;
                let mut prog_aimed_tracepoint = None;
                let mut prog_inner_tracepoint = None;
                let mut prog_called_tp_btf = None;
                let mut prog_called_raw_tp = None;
                let mut prog_called_ksyscall = None;
                let mut prog_called_kretsyscall = None;
                let mut prog_aimed_fentry = None;
                let mut prog_inner_program = None;
                let mut prog_aimed_ksyscall = None;
                let mut prog_aimed_pattern = None;
                let mut prog_aimed_multi = None;
                let mut prog_aimed_uprobe = None;
                let mut prog_aimed_uprobes = None;
                let mut prog_aimed_usdt = None;
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
                        "typed_types" => prog_typed_types = Some(prog),
                        "typed_plain" => prog_typed_plain = Some(prog),
                        "called_tracepoint" => prog_called_tracepoint = Some(prog),
                        "aimed_tracepoint" => prog_aimed_tracepoint = Some(prog),
                        "inner_tracepoint" => prog_inner_tracepoint = Some(prog),
                        "called_tp_btf" => prog_called_tp_btf = Some(prog),
                        "called_raw_tp" => prog_called_raw_tp = Some(prog),
                        "called_ksyscall" => prog_called_ksyscall = Some(prog),
                        "called_kretsyscall" => prog_called_kretsyscall = Some(prog),
                        "aimed_fentry" => prog_aimed_fentry = Some(prog),
                        "inner_program" => prog_inner_program = Some(prog),
                        "aimed_ksyscall" => prog_aimed_ksyscall = Some(prog),
                        "aimed_pattern" => prog_aimed_pattern = Some(prog),
                        "aimed_multi" => prog_aimed_multi = Some(prog),
                        "aimed_uprobe" => prog_aimed_uprobe = Some(prog),
                        "aimed_uprobes" => prog_aimed_uprobes = Some(prog),
                        "aimed_usdt" => prog_aimed_usdt = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_typed_types: prog_typed_types
                        .present("prog `prog_typed_types` not present")?,
                    prog_typed_plain: prog_typed_plain
                        .present("prog `prog_typed_plain` not present")?,
                    prog_called_tracepoint: prog_called_tracepoint
                        .present("prog `prog_called_tracepoint` not present")?,
                    prog_aimed_tracepoint: prog_aimed_tracepoint
                        .present("prog `prog_aimed_tracepoint` not present")?,
                    prog_inner_tracepoint: prog_inner_tracepoint
                        .present("prog `prog_inner_tracepoint` not present")?,
                    prog_called_tp_btf: prog_called_tp_btf
                        .present("prog `prog_called_tp_btf` not present")?,
                    prog_called_raw_tp: prog_called_raw_tp
                        .present("prog `prog_called_raw_tp` not present")?,
                    prog_called_ksyscall: prog_called_ksyscall
                        .present("prog `prog_called_ksyscall` not present")?,
                    prog_called_kretsyscall: prog_called_kretsyscall
                        .present("prog `prog_called_kretsyscall` not present")?,
                    prog_aimed_fentry: prog_aimed_fentry
                        .present("prog `prog_aimed_fentry` not present")?,
                    prog_inner_program: prog_inner_program
                        .present("prog `prog_inner_program` not present")?,
                    prog_aimed_ksyscall: prog_aimed_ksyscall
                        .present("prog `prog_aimed_ksyscall` not present")?,
                    prog_aimed_pattern: prog_aimed_pattern
                        .present("prog `prog_aimed_pattern` not present")?,
                    prog_aimed_multi: prog_aimed_multi
                        .present("prog `prog_aimed_multi` not present")?,
                    prog_aimed_uprobe: prog_aimed_uprobe
                        .present("prog `prog_aimed_uprobe` not present")?,
                    prog_aimed_uprobes: prog_aimed_uprobes
                        .present("prog `prog_aimed_uprobes` not present")?,
                    prog_aimed_usdt: prog_aimed_usdt
                        .present("prog `prog_aimed_usdt` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct WaysProgs<'obj> {
            pub prog_typed_types: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_typed_plain: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_called_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_aimed_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_inner_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_called_tp_btf: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_called_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_called_ksyscall: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_called_kretsyscall: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_aimed_fentry: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_inner_program: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_aimed_ksyscall: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_aimed_pattern: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_aimed_multi: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_aimed_uprobe: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_aimed_uprobes: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_aimed_usdt: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> WaysProgs<'obj> {
            fn new(open_progs: OpenWaysProgs<'obj>) -> Self {
                Self {
                    prog_typed_types: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_typed_types.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_typed_plain: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_typed_plain.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_called_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_called_tracepoint.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_aimed_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_aimed_tracepoint.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_inner_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_inner_tracepoint.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_called_tp_btf: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_called_tp_btf.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_called_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_called_raw_tp.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_called_ksyscall: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_called_ksyscall.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_called_kretsyscall: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_called_kretsyscall
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_aimed_fentry: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_aimed_fentry.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_inner_program: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_inner_program.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_aimed_ksyscall: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_aimed_ksyscall.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_aimed_pattern: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_aimed_pattern.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_aimed_multi: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_aimed_multi.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_aimed_uprobe: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_aimed_uprobe.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_aimed_uprobes: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_aimed_uprobes.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_aimed_usdt: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_aimed_usdt.as_libbpf_object().as_mut(),
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
        pub struct WaysSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> WaysSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenWaysSkel<'obj>> {
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
                let mut skel = OpenWaysSkel {
                    maps: unsafe { OpenWaysMaps::new(&skel_config, obj_ref.as_mut())? },
                    progs: unsafe { OpenWaysProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for WaysSkelBuilder {
            type Output = OpenWaysSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenWaysSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenWaysSkel<'obj>> {
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
        pub struct OpenWaysSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenWaysMaps<'obj>,
            pub progs: OpenWaysProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenWaysSkel<'obj> {
            type Output = WaysSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<WaysSkel<'obj>> {
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
                Ok(WaysSkel {
                    maps: unsafe { WaysMaps::new(&self.skel_config, obj_ref.as_mut())? },
                    progs: WaysProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: WaysLinks::default(),
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
        pub struct WaysLinks {
            pub prog_typed_types: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_typed_plain: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_called_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_aimed_tracepoint: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_inner_tracepoint: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_called_tp_btf: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_called_raw_tp: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_called_ksyscall: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_called_kretsyscall: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_aimed_fentry: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_inner_program: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_aimed_ksyscall: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_aimed_pattern: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_aimed_multi: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_aimed_uprobe: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_aimed_uprobes: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_aimed_usdt: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct WaysSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: WaysMaps<'obj>,
            pub progs: WaysProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: WaysLinks,
        }
        unsafe impl Send for WaysSkel<'_> {}
        unsafe impl Sync for WaysSkel<'_> {}
        impl<'obj> Skel<'obj> for WaysSkel<'obj> {
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
                self.links = WaysLinks {
                    prog_typed_types: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_typed_plain: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_called_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_aimed_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_inner_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_called_tp_btf: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_called_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_called_ksyscall: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_called_kretsyscall: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_aimed_fentry: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_inner_program: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(10)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_aimed_ksyscall: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(11)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_aimed_pattern: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(12)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_aimed_multi: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(13)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_aimed_uprobe: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(14)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_aimed_uprobes: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(15)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_aimed_usdt: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(16)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl WaysSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
