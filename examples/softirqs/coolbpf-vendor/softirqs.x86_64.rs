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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenSoftirqsSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "softirqs",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::SoftirqsSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "softirqs",
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
                since: object.map(|skeleton| &skeleton.maps.map_since)?,
                times: object.map(|skeleton| &skeleton.maps.map_times)?,
            },
            progs: OpenPrograms {
                softirq_raise_by_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_softirq_raise_by_raw_tp)?,
                softirq_raise_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_softirq_raise_by_tracepoint
                    })?,
                softirq_entry_by_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_softirq_entry_by_raw_tp)?,
                softirq_entry_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_softirq_entry_by_tracepoint
                    })?,
                softirq_exit_by_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_softirq_exit_by_raw_tp)?,
                softirq_exit_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_softirq_exit_by_tracepoint
                    })?,
                irq_handler_entry_by_raw_tp: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_irq_handler_entry_by_raw_tp
                    })?,
                irq_handler_entry_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_irq_handler_entry_by_tracepoint
                    })?,
                irq_handler_exit_by_raw_tp: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_irq_handler_exit_by_raw_tp
                    })?,
                irq_handler_exit_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_irq_handler_exit_by_tracepoint
                    })?,
            },
            alternatives: OpenAlternatives {
                irq_handler_entry: object.alternatives(),
                irq_handler_exit: object.alternatives(),
                softirq_entry: object.alternatives(),
                softirq_exit: object.alternatives(),
                softirq_raise: object.alternatives(),
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
                softirq_raise_by_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_softirq_raise_by_raw_tp)?,
                softirq_raise_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_softirq_raise_by_tracepoint
                    })?,
                softirq_entry_by_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_softirq_entry_by_raw_tp)?,
                softirq_entry_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_softirq_entry_by_tracepoint
                    })?,
                softirq_exit_by_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_softirq_exit_by_raw_tp)?,
                softirq_exit_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_softirq_exit_by_tracepoint
                    })?,
                irq_handler_entry_by_raw_tp: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_irq_handler_entry_by_raw_tp
                    })?,
                irq_handler_entry_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_irq_handler_entry_by_tracepoint
                    })?,
                irq_handler_exit_by_raw_tp: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_irq_handler_exit_by_raw_tp
                    })?,
                irq_handler_exit_by_tracepoint: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_irq_handler_exit_by_tracepoint
                    })?,
            },
            alternatives: Alternatives {
                irq_handler_entry: object.alternatives()?,
                irq_handler_exit: object.alternatives()?,
                softirq_entry: object.alternatives()?,
                softirq_exit: object.alternatives()?,
                softirq_raise: object.alternatives()?,
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
    /// The map `since`.
    pub since: ::coolbpf::OpenMap,
    /// The map `times`.
    pub times: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `softirq_raise_by_raw_tp` in the section `raw_tp/softirq_raise`.
    pub softirq_raise_by_raw_tp: ::coolbpf::OpenProgram,
    /// The program `softirq_raise_by_tracepoint` in the section `tracepoint/irq/softirq_raise`.
    pub softirq_raise_by_tracepoint: ::coolbpf::OpenProgram,
    /// The program `softirq_entry_by_raw_tp` in the section `raw_tp/softirq_entry`.
    pub softirq_entry_by_raw_tp: ::coolbpf::OpenProgram,
    /// The program `softirq_entry_by_tracepoint` in the section `tracepoint/irq/softirq_entry`.
    pub softirq_entry_by_tracepoint: ::coolbpf::OpenProgram,
    /// The program `softirq_exit_by_raw_tp` in the section `raw_tp/softirq_exit`.
    pub softirq_exit_by_raw_tp: ::coolbpf::OpenProgram,
    /// The program `softirq_exit_by_tracepoint` in the section `tracepoint/irq/softirq_exit`.
    pub softirq_exit_by_tracepoint: ::coolbpf::OpenProgram,
    /// The program `irq_handler_entry_by_raw_tp` in the section `raw_tp/irq_handler_entry`.
    pub irq_handler_entry_by_raw_tp: ::coolbpf::OpenProgram,
    /// The program `irq_handler_entry_by_tracepoint` in the section `tracepoint/irq/irq_handler_entry`.
    pub irq_handler_entry_by_tracepoint: ::coolbpf::OpenProgram,
    /// The program `irq_handler_exit_by_raw_tp` in the section `raw_tp/irq_handler_exit`.
    pub irq_handler_exit_by_raw_tp: ::coolbpf::OpenProgram,
    /// The program `irq_handler_exit_by_tracepoint` in the section `tracepoint/irq/irq_handler_exit`.
    pub irq_handler_exit_by_tracepoint: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenSoftirqsSkel<'static>>,
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
        "softirqs",
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
    ("since", &[::coolbpf::__private::v1::Shape::of::<u64>()]),
    (
        "times",
        &[
            ::coolbpf::__private::v1::Shape::of::<types::interrupt>(),
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
    /// `bool wait`, at byte 0 of `.rodata`.
    pub wait: ::coolbpf::Constant<::coolbpf::Bool>,
    /// `bool nanoseconds`, at byte 1 of `.rodata`.
    pub nanoseconds: ::coolbpf::Constant<::coolbpf::Bool>,
    /// `struct coolbpf_log2 no_times`, at byte 8 of `.rodata`.
    pub no_times: ::coolbpf::Constant<types::coolbpf_log2>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            wait: all.constant(0)?,
            nanoseconds: all.constant(1)?,
            no_times: all.constant(8)?,
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
    /// The map `since`: an array with a value per CPU.
    pub since: ::coolbpf::PerCpuArray<u64>,
    /// The map `times`: a hash map.
    pub times: ::coolbpf::HashMap<types::interrupt, types::coolbpf_log2>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            since: <::coolbpf::PerCpuArray<u64>>::of(object.map("since")?)?,
            times: <::coolbpf::HashMap<
                types::interrupt,
                types::coolbpf_log2,
            >>::of(object.map("times")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `softirq_raise_by_raw_tp` in the section `raw_tp/softirq_raise`.
    pub softirq_raise_by_raw_tp: ::coolbpf::Program,
    /// The program `softirq_raise_by_tracepoint` in the section `tracepoint/irq/softirq_raise`.
    pub softirq_raise_by_tracepoint: ::coolbpf::Program,
    /// The program `softirq_entry_by_raw_tp` in the section `raw_tp/softirq_entry`.
    pub softirq_entry_by_raw_tp: ::coolbpf::Program,
    /// The program `softirq_entry_by_tracepoint` in the section `tracepoint/irq/softirq_entry`.
    pub softirq_entry_by_tracepoint: ::coolbpf::Program,
    /// The program `softirq_exit_by_raw_tp` in the section `raw_tp/softirq_exit`.
    pub softirq_exit_by_raw_tp: ::coolbpf::Program,
    /// The program `softirq_exit_by_tracepoint` in the section `tracepoint/irq/softirq_exit`.
    pub softirq_exit_by_tracepoint: ::coolbpf::Program,
    /// The program `irq_handler_entry_by_raw_tp` in the section `raw_tp/irq_handler_entry`.
    pub irq_handler_entry_by_raw_tp: ::coolbpf::Program,
    /// The program `irq_handler_entry_by_tracepoint` in the section `tracepoint/irq/irq_handler_entry`.
    pub irq_handler_entry_by_tracepoint: ::coolbpf::Program,
    /// The program `irq_handler_exit_by_raw_tp` in the section `raw_tp/irq_handler_exit`.
    pub irq_handler_exit_by_raw_tp: ::coolbpf::Program,
    /// The program `irq_handler_exit_by_tracepoint` in the section `tracepoint/irq/irq_handler_exit`.
    pub irq_handler_exit_by_tracepoint: ::coolbpf::Program,
}
/// The groups of alternatives before the load.
#[derive(Debug)]
pub struct OpenAlternatives {
    /// The alternatives `irq_handler_entry`.
    pub irq_handler_entry: ::coolbpf::OpenAlternatives<alternatives::IrqHandlerEntry>,
    /// The alternatives `irq_handler_exit`.
    pub irq_handler_exit: ::coolbpf::OpenAlternatives<alternatives::IrqHandlerExit>,
    /// The alternatives `softirq_entry`.
    pub softirq_entry: ::coolbpf::OpenAlternatives<alternatives::SoftirqEntry>,
    /// The alternatives `softirq_exit`.
    pub softirq_exit: ::coolbpf::OpenAlternatives<alternatives::SoftirqExit>,
    /// The alternatives `softirq_raise`.
    pub softirq_raise: ::coolbpf::OpenAlternatives<alternatives::SoftirqRaise>,
}
/// The groups of alternatives. Shown, each is a line that tells which way is used and why others don't work.
#[derive(Debug)]
pub struct Alternatives {
    /// The alternatives `irq_handler_entry`.
    pub irq_handler_entry: ::coolbpf::Alternatives<alternatives::IrqHandlerEntry>,
    /// The alternatives `irq_handler_exit`.
    pub irq_handler_exit: ::coolbpf::Alternatives<alternatives::IrqHandlerExit>,
    /// The alternatives `softirq_entry`.
    pub softirq_entry: ::coolbpf::Alternatives<alternatives::SoftirqEntry>,
    /// The alternatives `softirq_exit`.
    pub softirq_exit: ::coolbpf::Alternatives<alternatives::SoftirqExit>,
    /// The alternatives `softirq_raise`.
    pub softirq_raise: ::coolbpf::Alternatives<alternatives::SoftirqRaise>,
}
impl ::core::fmt::Display for Alternatives {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&self.irq_handler_entry, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.irq_handler_exit, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.softirq_entry, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.softirq_exit, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.softirq_raise, f)?;
        ::core::result::Result::Ok(())
    }
}
/// The ways of each group of alternatives.
pub mod alternatives {
    /// The ways of the alternatives `irq_handler_entry`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum IrqHandlerEntry {
        /// `raw_tp`: the program `irq_handler_entry_by_raw_tp` (`raw_tp/irq_handler_entry`).
        RawTp,
        /// `tracepoint`: the program `irq_handler_entry_by_tracepoint` (`tracepoint/irq/irq_handler_entry`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for IrqHandlerEntry {
        const GROUP: &'static str = "irq_handler_entry";
        const ALL: &'static [Self] = &[Self::RawTp, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::RawTp => "raw_tp",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for IrqHandlerEntry {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for IrqHandlerEntry {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `irq_handler_exit`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum IrqHandlerExit {
        /// `raw_tp`: the program `irq_handler_exit_by_raw_tp` (`raw_tp/irq_handler_exit`).
        RawTp,
        /// `tracepoint`: the program `irq_handler_exit_by_tracepoint` (`tracepoint/irq/irq_handler_exit`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for IrqHandlerExit {
        const GROUP: &'static str = "irq_handler_exit";
        const ALL: &'static [Self] = &[Self::RawTp, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::RawTp => "raw_tp",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for IrqHandlerExit {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for IrqHandlerExit {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `softirq_entry`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum SoftirqEntry {
        /// `raw_tp`: the program `softirq_entry_by_raw_tp` (`raw_tp/softirq_entry`).
        RawTp,
        /// `tracepoint`: the program `softirq_entry_by_tracepoint` (`tracepoint/irq/softirq_entry`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for SoftirqEntry {
        const GROUP: &'static str = "softirq_entry";
        const ALL: &'static [Self] = &[Self::RawTp, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::RawTp => "raw_tp",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for SoftirqEntry {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for SoftirqEntry {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `softirq_exit`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum SoftirqExit {
        /// `raw_tp`: the program `softirq_exit_by_raw_tp` (`raw_tp/softirq_exit`).
        RawTp,
        /// `tracepoint`: the program `softirq_exit_by_tracepoint` (`tracepoint/irq/softirq_exit`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for SoftirqExit {
        const GROUP: &'static str = "softirq_exit";
        const ALL: &'static [Self] = &[Self::RawTp, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::RawTp => "raw_tp",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for SoftirqExit {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for SoftirqExit {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `softirq_raise`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum SoftirqRaise {
        /// `raw_tp`: the program `softirq_raise_by_raw_tp` (`raw_tp/softirq_raise`).
        RawTp,
        /// `tracepoint`: the program `softirq_raise_by_tracepoint` (`tracepoint/irq/softirq_raise`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for SoftirqRaise {
        const GROUP: &'static str = "softirq_raise";
        const ALL: &'static [Self] = &[Self::RawTp, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::RawTp => "raw_tp",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for SoftirqRaise {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for SoftirqRaise {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
}
::coolbpf::__private::v1::options! {
    #[doc =
    " How long soft interrupts wait from when they are raised, and not how long they run"]
    SetTrue wait : bool = "false" in rodata; #[doc = " Count in nanoseconds"] SetTrue
    nanoseconds : bool = "false" in rodata;
}
/// The program's types, with the layout that they have in C.
pub mod types {
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
    /// `struct interrupt`, 8 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct interrupt {
        /// `u32 is_hard`, at byte 0.
        pub is_hard: u32,
        /// `u32 number`, at byte 4.
        pub number: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < interrupt > () == 8);
        ::core::assert!(
            8 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(interrupt, is_hard) == 0);
        ::core::assert!(::core::mem::offset_of!(interrupt, number) == 4);
    };
    unsafe impl ::coolbpf::Value for interrupt {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "is_hard",
                0,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "number",
                32,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for interrupt {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for interrupt {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("interrupt")
                .field("is_hard", &self.is_hard)
                .field("number", &self.number)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for interrupt {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.is_hard, &other.is_hard)
                && ::core::cmp::PartialEq::eq(&self.number, &other.number)
        }
    }
    impl ::core::cmp::Eq for interrupt {}
    impl ::core::hash::Hash for interrupt {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.is_hard, state);
            ::core::hash::Hash::hash(&self.number, state);
        }
    }
    /// `SEC(".rodata")`, 520 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `bool wait`, at byte 0.
        pub wait: ::coolbpf::Bool,
        /// `bool nanoseconds`, at byte 1.
        pub nanoseconds: ::coolbpf::Bool,
        #[doc(hidden)]
        pub __padding_2: [u8; 6],
        /// `struct coolbpf_log2 no_times`, at byte 8.
        pub no_times: coolbpf_log2,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 520);
        ::core::assert!(
            520 == 0 + ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Bool > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Bool > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 6] > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_log2 > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, wait) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, nanoseconds) == 1);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_2) == 2);
        ::core::assert!(::core::mem::offset_of!(rodata, no_times) == 8);
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
                .field("wait", &self.wait)
                .field("nanoseconds", &self.nanoseconds)
                .field("no_times", &self.no_times)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.wait, &other.wait)
                && ::core::cmp::PartialEq::eq(&self.nanoseconds, &other.nanoseconds)
                && ::core::cmp::PartialEq::eq(&self.no_times, &other.no_times)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.wait, state);
            ::core::hash::Hash::hash(&self.nanoseconds, state);
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
                .name("softirqs_bpf")
                .map("since", false)
                .map("times", false)
                .map("softirqs.rodata", true)
                .map("softirqs.bss", true)
                .prog("softirq_raise_by_raw_tp")
                .prog("softirq_raise_by_tracepoint")
                .prog("softirq_entry_by_raw_tp")
                .prog("softirq_entry_by_tracepoint")
                .prog("softirq_exit_by_raw_tp")
                .prog("softirq_exit_by_tracepoint")
                .prog("irq_handler_entry_by_raw_tp")
                .prog("irq_handler_entry_by_tracepoint")
                .prog("irq_handler_exit_by_raw_tp")
                .prog("irq_handler_exit_by_tracepoint");
            builder.build()
        }
        pub struct OpenSoftirqsMaps<'obj> {
            pub map_since: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_times: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenSoftirqsMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_since = None;
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
                        "since" => map_since = Some(map),
                        "times" => map_times = Some(map),
                        "softirqs.rodata" => rodata = Some(map),
                        "softirqs.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_since: map_since.present("map `map_since` not present")?,
                    map_times: map_times.present("map `map_times` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
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
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct SoftirqsMaps<'obj> {
            pub map_since: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_times: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> SoftirqsMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_since = None;
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
                        "since" => map_since = Some(map),
                        "times" => map_times = Some(map),
                        "softirqs.rodata" => rodata = Some(map),
                        "softirqs.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_since: map_since.present("map `map_since` not present")?,
                    map_times: map_times.present("map `map_times` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(3)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenSoftirqsProgs<'obj> {
            pub prog_softirq_raise_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_softirq_raise_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_softirq_entry_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_softirq_entry_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_softirq_exit_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_softirq_exit_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_irq_handler_entry_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_irq_handler_entry_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_irq_handler_exit_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_irq_handler_exit_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenSoftirqsProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_softirq_raise_by_raw_tp = None;
                let mut prog_softirq_raise_by_tracepoint = None;
                let mut prog_softirq_entry_by_raw_tp = None;
                let mut prog_softirq_entry_by_tracepoint = None;
                let mut prog_softirq_exit_by_raw_tp = None;
                let mut prog_softirq_exit_by_tracepoint = None;
                let mut prog_irq_handler_entry_by_raw_tp = None;
                let mut prog_irq_handler_entry_by_tracepoint = None;
                let mut prog_irq_handler_exit_by_raw_tp = None;
                let mut prog_irq_handler_exit_by_tracepoint = None;
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
                        "softirq_raise_by_raw_tp" => {
                            prog_softirq_raise_by_raw_tp = Some(prog);
                        }
                        "softirq_raise_by_tracepoint" => {
                            prog_softirq_raise_by_tracepoint = Some(prog);
                        }
                        "softirq_entry_by_raw_tp" => {
                            prog_softirq_entry_by_raw_tp = Some(prog);
                        }
                        "softirq_entry_by_tracepoint" => {
                            prog_softirq_entry_by_tracepoint = Some(prog);
                        }
                        "softirq_exit_by_raw_tp" => {
                            prog_softirq_exit_by_raw_tp = Some(prog);
                        }
                        "softirq_exit_by_tracepoint" => {
                            prog_softirq_exit_by_tracepoint = Some(prog);
                        }
                        "irq_handler_entry_by_raw_tp" => {
                            prog_irq_handler_entry_by_raw_tp = Some(prog);
                        }
                        "irq_handler_entry_by_tracepoint" => {
                            prog_irq_handler_entry_by_tracepoint = Some(prog);
                        }
                        "irq_handler_exit_by_raw_tp" => {
                            prog_irq_handler_exit_by_raw_tp = Some(prog);
                        }
                        "irq_handler_exit_by_tracepoint" => {
                            prog_irq_handler_exit_by_tracepoint = Some(prog);
                        }
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_softirq_raise_by_raw_tp: prog_softirq_raise_by_raw_tp
                        .present("prog `prog_softirq_raise_by_raw_tp` not present")?,
                    prog_softirq_raise_by_tracepoint: prog_softirq_raise_by_tracepoint
                        .present("prog `prog_softirq_raise_by_tracepoint` not present")?,
                    prog_softirq_entry_by_raw_tp: prog_softirq_entry_by_raw_tp
                        .present("prog `prog_softirq_entry_by_raw_tp` not present")?,
                    prog_softirq_entry_by_tracepoint: prog_softirq_entry_by_tracepoint
                        .present("prog `prog_softirq_entry_by_tracepoint` not present")?,
                    prog_softirq_exit_by_raw_tp: prog_softirq_exit_by_raw_tp
                        .present("prog `prog_softirq_exit_by_raw_tp` not present")?,
                    prog_softirq_exit_by_tracepoint: prog_softirq_exit_by_tracepoint
                        .present("prog `prog_softirq_exit_by_tracepoint` not present")?,
                    prog_irq_handler_entry_by_raw_tp: prog_irq_handler_entry_by_raw_tp
                        .present("prog `prog_irq_handler_entry_by_raw_tp` not present")?,
                    prog_irq_handler_entry_by_tracepoint: prog_irq_handler_entry_by_tracepoint
                        .present(
                            "prog `prog_irq_handler_entry_by_tracepoint` not present",
                        )?,
                    prog_irq_handler_exit_by_raw_tp: prog_irq_handler_exit_by_raw_tp
                        .present("prog `prog_irq_handler_exit_by_raw_tp` not present")?,
                    prog_irq_handler_exit_by_tracepoint: prog_irq_handler_exit_by_tracepoint
                        .present(
                            "prog `prog_irq_handler_exit_by_tracepoint` not present",
                        )?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct SoftirqsProgs<'obj> {
            pub prog_softirq_raise_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_softirq_raise_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_softirq_entry_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_softirq_entry_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_softirq_exit_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_softirq_exit_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_irq_handler_entry_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_irq_handler_entry_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_irq_handler_exit_by_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_irq_handler_exit_by_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> SoftirqsProgs<'obj> {
            fn new(open_progs: OpenSoftirqsProgs<'obj>) -> Self {
                Self {
                    prog_softirq_raise_by_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_softirq_raise_by_raw_tp
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_softirq_raise_by_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_softirq_raise_by_tracepoint
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_softirq_entry_by_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_softirq_entry_by_raw_tp
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_softirq_entry_by_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_softirq_entry_by_tracepoint
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_softirq_exit_by_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_softirq_exit_by_raw_tp
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_softirq_exit_by_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_softirq_exit_by_tracepoint
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_irq_handler_entry_by_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_irq_handler_entry_by_raw_tp
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_irq_handler_entry_by_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_irq_handler_entry_by_tracepoint
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_irq_handler_exit_by_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_irq_handler_exit_by_raw_tp
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_irq_handler_exit_by_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_irq_handler_exit_by_tracepoint
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
        pub struct SoftirqsSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> SoftirqsSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenSoftirqsSkel<'obj>> {
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
                let mut skel = OpenSoftirqsSkel {
                    maps: unsafe {
                        OpenSoftirqsMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenSoftirqsProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for SoftirqsSkelBuilder {
            type Output = OpenSoftirqsSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenSoftirqsSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenSoftirqsSkel<'obj>> {
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
        pub struct OpenSoftirqsSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenSoftirqsMaps<'obj>,
            pub progs: OpenSoftirqsProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenSoftirqsSkel<'obj> {
            type Output = SoftirqsSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<SoftirqsSkel<'obj>> {
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
                Ok(SoftirqsSkel {
                    maps: unsafe {
                        SoftirqsMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: SoftirqsProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: SoftirqsLinks::default(),
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
        pub struct SoftirqsLinks {
            pub prog_softirq_raise_by_raw_tp: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_softirq_raise_by_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_softirq_entry_by_raw_tp: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_softirq_entry_by_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_softirq_exit_by_raw_tp: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_softirq_exit_by_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_irq_handler_entry_by_raw_tp: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_irq_handler_entry_by_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_irq_handler_exit_by_raw_tp: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_irq_handler_exit_by_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
        }
        pub struct SoftirqsSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: SoftirqsMaps<'obj>,
            pub progs: SoftirqsProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: SoftirqsLinks,
        }
        unsafe impl Send for SoftirqsSkel<'_> {}
        unsafe impl Sync for SoftirqsSkel<'_> {}
        impl<'obj> Skel<'obj> for SoftirqsSkel<'obj> {
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
                self.links = SoftirqsLinks {
                    prog_softirq_raise_by_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_softirq_raise_by_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_softirq_entry_by_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_softirq_entry_by_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_softirq_exit_by_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_softirq_exit_by_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_irq_handler_entry_by_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_irq_handler_entry_by_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_irq_handler_exit_by_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_irq_handler_exit_by_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl SoftirqsSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
