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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenAlternativesSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "alternatives",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::AlternativesSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "alternatives",
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
            maps: OpenMaps {
                per_thread: object.map(|skeleton| &skeleton.maps.map_per_thread)?,
                per_task: object.map(|skeleton| &skeleton.maps.map_per_task)?,
            },
            progs: OpenPrograms {
                nice_fentry: object
                    .program(|skeleton| &skeleton.progs.prog_nice_fentry)?,
                nice_fexit: object.program(|skeleton| &skeleton.progs.prog_nice_fexit)?,
                nice_kprobe: object
                    .program(|skeleton| &skeleton.progs.prog_nice_kprobe)?,
                nice_kretprobe: object
                    .program(|skeleton| &skeleton.progs.prog_nice_kretprobe)?,
                nice_enter: object.program(|skeleton| &skeleton.progs.prog_nice_enter)?,
                nice_exit: object.program(|skeleton| &skeleton.progs.prog_nice_exit)?,
                stored_storage: object
                    .program(|skeleton| &skeleton.progs.prog_stored_storage)?,
                stored_hash: object
                    .program(|skeleton| &skeleton.progs.prog_stored_hash)?,
                compared_strncmp: object
                    .program(|skeleton| &skeleton.progs.prog_compared_strncmp)?,
                compared_plain: object
                    .program(|skeleton| &skeleton.progs.prog_compared_plain)?,
                forbidden_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_forbidden_tracepoint)?,
                forbidden_kprobe: object
                    .program(|skeleton| &skeleton.progs.prog_forbidden_kprobe)?,
                many_multi: object.program(|skeleton| &skeleton.progs.prog_many_multi)?,
                many_single: object
                    .program(|skeleton| &skeleton.progs.prog_many_single)?,
                user_multi: object.program(|skeleton| &skeleton.progs.prog_user_multi)?,
                user_single: object
                    .program(|skeleton| &skeleton.progs.prog_user_single)?,
                nowhere_fentry: object
                    .program(|skeleton| &skeleton.progs.prog_nowhere_fentry)?,
                nowhere_kprobe: object
                    .program(|skeleton| &skeleton.progs.prog_nowhere_kprobe)?,
                nowhere_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_nowhere_raw_tp)?,
                nowhere_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_nowhere_tracepoint)?,
            },
            alternatives: OpenAlternatives {
                compared: object.alternatives(),
                forbidden: object.alternatives(),
                many: object.alternatives(),
                nice: object.alternatives(),
                nowhere: object.alternatives(),
                stored: object.alternatives(),
                user: object.alternatives(),
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
                nice_fentry: object
                    .program(|skeleton| &skeleton.progs.prog_nice_fentry)?,
                nice_fexit: object.program(|skeleton| &skeleton.progs.prog_nice_fexit)?,
                nice_kprobe: object
                    .program(|skeleton| &skeleton.progs.prog_nice_kprobe)?,
                nice_kretprobe: object
                    .program(|skeleton| &skeleton.progs.prog_nice_kretprobe)?,
                nice_enter: object.program(|skeleton| &skeleton.progs.prog_nice_enter)?,
                nice_exit: object.program(|skeleton| &skeleton.progs.prog_nice_exit)?,
                stored_storage: object
                    .program(|skeleton| &skeleton.progs.prog_stored_storage)?,
                stored_hash: object
                    .program(|skeleton| &skeleton.progs.prog_stored_hash)?,
                compared_strncmp: object
                    .program(|skeleton| &skeleton.progs.prog_compared_strncmp)?,
                compared_plain: object
                    .program(|skeleton| &skeleton.progs.prog_compared_plain)?,
                forbidden_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_forbidden_tracepoint)?,
                forbidden_kprobe: object
                    .program(|skeleton| &skeleton.progs.prog_forbidden_kprobe)?,
                many_multi: object.program(|skeleton| &skeleton.progs.prog_many_multi)?,
                many_single: object
                    .program(|skeleton| &skeleton.progs.prog_many_single)?,
                user_multi: object.program(|skeleton| &skeleton.progs.prog_user_multi)?,
                user_single: object
                    .program(|skeleton| &skeleton.progs.prog_user_single)?,
                nowhere_fentry: object
                    .program(|skeleton| &skeleton.progs.prog_nowhere_fentry)?,
                nowhere_kprobe: object
                    .program(|skeleton| &skeleton.progs.prog_nowhere_kprobe)?,
                nowhere_raw_tp: object
                    .program(|skeleton| &skeleton.progs.prog_nowhere_raw_tp)?,
                nowhere_tracepoint: object
                    .program(|skeleton| &skeleton.progs.prog_nowhere_tracepoint)?,
            },
            alternatives: Alternatives {
                compared: object.alternatives()?,
                forbidden: object.alternatives()?,
                many: object.alternatives()?,
                nice: object.alternatives()?,
                nowhere: object.alternatives()?,
                stored: object.alternatives()?,
                user: object.alternatives()?,
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
    /// The map `per_thread`.
    pub per_thread: ::coolbpf::OpenMap,
    /// The map `per_task`.
    pub per_task: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `nice_fentry` in the section `fentry/security_task_setnice`.
    pub nice_fentry: ::coolbpf::OpenProgram,
    /// The program `nice_fexit` in the section `fexit/security_task_setnice`.
    pub nice_fexit: ::coolbpf::OpenProgram,
    /// The program `nice_kprobe` in the section `kprobe/security_task_setnice`.
    pub nice_kprobe: ::coolbpf::OpenProgram,
    /// The program `nice_kretprobe` in the section `kretprobe/security_task_setnice`.
    pub nice_kretprobe: ::coolbpf::OpenProgram,
    /// The program `nice_enter` in the section `tracepoint/syscalls/sys_enter_setpriority`.
    pub nice_enter: ::coolbpf::OpenProgram,
    /// The program `nice_exit` in the section `tracepoint/syscalls/sys_exit_setpriority`.
    pub nice_exit: ::coolbpf::OpenProgram,
    /// The program `stored_storage` in the section `?tp_btf/sys_enter`.
    pub stored_storage: ::coolbpf::OpenProgram,
    /// The program `stored_hash` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub stored_hash: ::coolbpf::OpenProgram,
    /// The program `compared_strncmp` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub compared_strncmp: ::coolbpf::OpenProgram,
    /// The program `compared_plain` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub compared_plain: ::coolbpf::OpenProgram,
    /// The program `forbidden_tracepoint` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub forbidden_tracepoint: ::coolbpf::OpenProgram,
    /// The program `forbidden_kprobe` in the section `?kprobe/notify_die`.
    pub forbidden_kprobe: ::coolbpf::OpenProgram,
    /// The program `many_multi` in the section `?kprobe.multi/security_task_set*ice`.
    pub many_multi: ::coolbpf::OpenProgram,
    /// The program `many_single` in the section `?kprobe/security_task_setnice`.
    pub many_single: ::coolbpf::OpenProgram,
    /// The program `user_multi` in the section `?uprobe.multi//proc/self/exe:coolbpf_features_alter*`.
    pub user_multi: ::coolbpf::OpenProgram,
    /// The program `user_single` in the section `?uprobe//proc/self/exe:coolbpf_features_alternative`.
    pub user_single: ::coolbpf::OpenProgram,
    /// The program `nowhere_fentry` in the section `?fentry/no_such_function`.
    pub nowhere_fentry: ::coolbpf::OpenProgram,
    /// The program `nowhere_kprobe` in the section `?kprobe/no_such_function`.
    pub nowhere_kprobe: ::coolbpf::OpenProgram,
    /// The program `nowhere_raw_tp` in the section `?raw_tp/no_such_tracepoint`.
    pub nowhere_raw_tp: ::coolbpf::OpenProgram,
    /// The program `nowhere_tracepoint` in the section `?tracepoint/no/such_tracepoint`.
    pub nowhere_tracepoint: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenAlternativesSkel<'static>>,
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
        "alternatives",
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
        "per_thread",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<u64>(),
        ],
    ),
    ("per_task", &[::coolbpf::__private::v1::Shape::of::<u64>()]),
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
    /// `__u64 entries`, at byte 0 of `.bss`.
    pub entries: ::coolbpf::Variable<u64>,
    /// `__u64 returns`, at byte 8 of `.bss`.
    pub returns: ::coolbpf::Variable<u64>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            entries: all.variable(0)?,
            returns: all.variable(8)?,
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
    /// `__u32 tid`, at byte 0 of `.rodata`.
    pub tid: ::coolbpf::Constant<u32>,
    /// `__u64 number`, at byte 8 of `.rodata`.
    pub number: ::coolbpf::Constant<u64>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            tid: all.constant(0)?,
            number: all.constant(8)?,
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
    /// The map `per_thread`: a hash map.
    pub per_thread: ::coolbpf::HashMap<u32, u64>,
    /// The map `per_task`: a value per task.
    pub per_task: ::coolbpf::TaskStorage<u64>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            per_thread: <::coolbpf::HashMap<u32, u64>>::of(object.map("per_thread")?)?,
            per_task: <::coolbpf::TaskStorage<u64>>::of(object.map("per_task")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `nice_fentry` in the section `fentry/security_task_setnice`.
    pub nice_fentry: ::coolbpf::Program,
    /// The program `nice_fexit` in the section `fexit/security_task_setnice`.
    pub nice_fexit: ::coolbpf::Program,
    /// The program `nice_kprobe` in the section `kprobe/security_task_setnice`.
    pub nice_kprobe: ::coolbpf::Program,
    /// The program `nice_kretprobe` in the section `kretprobe/security_task_setnice`.
    pub nice_kretprobe: ::coolbpf::Program,
    /// The program `nice_enter` in the section `tracepoint/syscalls/sys_enter_setpriority`.
    pub nice_enter: ::coolbpf::Program,
    /// The program `nice_exit` in the section `tracepoint/syscalls/sys_exit_setpriority`.
    pub nice_exit: ::coolbpf::Program,
    /// The program `stored_storage` in the section `?tp_btf/sys_enter`.
    pub stored_storage: ::coolbpf::Program,
    /// The program `stored_hash` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub stored_hash: ::coolbpf::Program,
    /// The program `compared_strncmp` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub compared_strncmp: ::coolbpf::Program,
    /// The program `compared_plain` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub compared_plain: ::coolbpf::Program,
    /// The program `forbidden_tracepoint` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub forbidden_tracepoint: ::coolbpf::Program,
    /// The program `forbidden_kprobe` in the section `?kprobe/notify_die`.
    pub forbidden_kprobe: ::coolbpf::Program,
    /// The program `many_multi` in the section `?kprobe.multi/security_task_set*ice`.
    pub many_multi: ::coolbpf::Program,
    /// The program `many_single` in the section `?kprobe/security_task_setnice`.
    pub many_single: ::coolbpf::Program,
    /// The program `user_multi` in the section `?uprobe.multi//proc/self/exe:coolbpf_features_alter*`.
    pub user_multi: ::coolbpf::Program,
    /// The program `user_single` in the section `?uprobe//proc/self/exe:coolbpf_features_alternative`.
    pub user_single: ::coolbpf::Program,
    /// The program `nowhere_fentry` in the section `?fentry/no_such_function`.
    pub nowhere_fentry: ::coolbpf::Program,
    /// The program `nowhere_kprobe` in the section `?kprobe/no_such_function`.
    pub nowhere_kprobe: ::coolbpf::Program,
    /// The program `nowhere_raw_tp` in the section `?raw_tp/no_such_tracepoint`.
    pub nowhere_raw_tp: ::coolbpf::Program,
    /// The program `nowhere_tracepoint` in the section `?tracepoint/no/such_tracepoint`.
    pub nowhere_tracepoint: ::coolbpf::Program,
}
/// The groups of alternatives before the load.
#[derive(Debug)]
pub struct OpenAlternatives {
    /// The alternatives `compared`.
    pub compared: ::coolbpf::OpenAlternatives<alternatives::Compared>,
    /// The alternatives `forbidden`.
    pub forbidden: ::coolbpf::OpenAlternatives<alternatives::Forbidden>,
    /// The alternatives `many`.
    pub many: ::coolbpf::OpenAlternatives<alternatives::Many>,
    /// The alternatives `nice`.
    pub nice: ::coolbpf::OpenAlternatives<alternatives::Nice>,
    /// The alternatives `nowhere`.
    pub nowhere: ::coolbpf::OpenAlternatives<alternatives::Nowhere>,
    /// The alternatives `stored`.
    pub stored: ::coolbpf::OpenAlternatives<alternatives::Stored>,
    /// The alternatives `user`.
    pub user: ::coolbpf::OpenAlternatives<alternatives::User>,
}
/// The groups of alternatives. Shown, each is a line that tells which way is used and why others don't work.
#[derive(Debug)]
pub struct Alternatives {
    /// The alternatives `compared`.
    pub compared: ::coolbpf::Alternatives<alternatives::Compared>,
    /// The alternatives `forbidden`.
    pub forbidden: ::coolbpf::Alternatives<alternatives::Forbidden>,
    /// The alternatives `many`.
    pub many: ::coolbpf::Alternatives<alternatives::Many>,
    /// The alternatives `nice`.
    pub nice: ::coolbpf::Alternatives<alternatives::Nice>,
    /// The alternatives `nowhere`.
    pub nowhere: ::coolbpf::Alternatives<alternatives::Nowhere>,
    /// The alternatives `stored`.
    pub stored: ::coolbpf::Alternatives<alternatives::Stored>,
    /// The alternatives `user`.
    pub user: ::coolbpf::Alternatives<alternatives::User>,
}
impl ::core::fmt::Display for Alternatives {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&self.compared, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.forbidden, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.many, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.nice, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.nowhere, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.stored, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.user, f)?;
        ::core::result::Result::Ok(())
    }
}
/// The ways of each group of alternatives.
pub mod alternatives {
    /// The ways of the alternatives `compared`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Compared {
        /// `strncmp`: the program `compared_strncmp` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Strncmp,
        /// `plain`: the program `compared_plain` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Plain,
    }
    impl ::coolbpf::Alternative for Compared {
        const GROUP: &'static str = "compared";
        const ALL: &'static [Self] = &[Self::Strncmp, Self::Plain];
        fn name(self) -> &'static str {
            match self {
                Self::Strncmp => "strncmp",
                Self::Plain => "plain",
            }
        }
    }
    impl ::core::fmt::Display for Compared {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Compared {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `forbidden`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Forbidden {
        /// `kprobe`: the program `forbidden_kprobe` (`?kprobe/notify_die`).
        Kprobe,
        /// `tracepoint`: the program `forbidden_tracepoint` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for Forbidden {
        const GROUP: &'static str = "forbidden";
        const ALL: &'static [Self] = &[Self::Kprobe, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::Kprobe => "kprobe",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for Forbidden {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Forbidden {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `many`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Many {
        /// `multi`: the program `many_multi` (`?kprobe.multi/security_task_set*ice`).
        Multi,
        /// `single`: the program `many_single` (`?kprobe/security_task_setnice`).
        Single,
    }
    impl ::coolbpf::Alternative for Many {
        const GROUP: &'static str = "many";
        const ALL: &'static [Self] = &[Self::Multi, Self::Single];
        fn name(self) -> &'static str {
            match self {
                Self::Multi => "multi",
                Self::Single => "single",
            }
        }
    }
    impl ::core::fmt::Display for Many {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Many {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `nice`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Nice {
        /// `fentry`: the programs `nice_fentry` (`fentry/security_task_setnice`), `nice_fexit` (`fexit/security_task_setnice`).
        Fentry,
        /// `kprobe`: the programs `nice_kprobe` (`kprobe/security_task_setnice`), `nice_kretprobe` (`kretprobe/security_task_setnice`).
        Kprobe,
        /// `tracepoint`: the programs `nice_enter` (`tracepoint/syscalls/sys_enter_setpriority`), `nice_exit` (`tracepoint/syscalls/sys_exit_setpriority`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for Nice {
        const GROUP: &'static str = "nice";
        const ALL: &'static [Self] = &[Self::Fentry, Self::Kprobe, Self::Tracepoint];
        fn name(self) -> &'static str {
            match self {
                Self::Fentry => "fentry",
                Self::Kprobe => "kprobe",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for Nice {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Nice {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `nowhere`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Nowhere {
        /// `fentry`: the program `nowhere_fentry` (`?fentry/no_such_function`).
        Fentry,
        /// `kprobe`: the program `nowhere_kprobe` (`?kprobe/no_such_function`).
        Kprobe,
        /// `raw_tp`: the program `nowhere_raw_tp` (`?raw_tp/no_such_tracepoint`).
        RawTp,
        /// `tracepoint`: the program `nowhere_tracepoint` (`?tracepoint/no/such_tracepoint`).
        Tracepoint,
    }
    impl ::coolbpf::Alternative for Nowhere {
        const GROUP: &'static str = "nowhere";
        const ALL: &'static [Self] = &[
            Self::Fentry,
            Self::Kprobe,
            Self::RawTp,
            Self::Tracepoint,
        ];
        fn name(self) -> &'static str {
            match self {
                Self::Fentry => "fentry",
                Self::Kprobe => "kprobe",
                Self::RawTp => "raw_tp",
                Self::Tracepoint => "tracepoint",
            }
        }
    }
    impl ::core::fmt::Display for Nowhere {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Nowhere {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `stored`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Stored {
        /// `storage`: the program `stored_storage` (`?tp_btf/sys_enter`).
        Storage,
        /// `hash`: the program `stored_hash` (`?tracepoint/syscalls/sys_enter_setpriority`).
        Hash,
    }
    impl ::coolbpf::Alternative for Stored {
        const GROUP: &'static str = "stored";
        const ALL: &'static [Self] = &[Self::Storage, Self::Hash];
        fn name(self) -> &'static str {
            match self {
                Self::Storage => "storage",
                Self::Hash => "hash",
            }
        }
    }
    impl ::core::fmt::Display for Stored {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Stored {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `user`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum User {
        /// `multi`: the program `user_multi` (`?uprobe.multi//proc/self/exe:coolbpf_features_alter*`).
        Multi,
        /// `single`: the program `user_single` (`?uprobe//proc/self/exe:coolbpf_features_alternative`).
        Single,
    }
    impl ::coolbpf::Alternative for User {
        const GROUP: &'static str = "user";
        const ALL: &'static [Self] = &[Self::Multi, Self::Single];
        fn name(self) -> &'static str {
            match self {
                Self::Multi => "multi",
                Self::Single => "single",
            }
        }
    }
    impl ::core::fmt::Display for User {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for User {
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
        /// `__u64 entries`, at byte 0.
        pub entries: u64,
        /// `__u64 returns`, at byte 8.
        pub returns: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(bss, entries) == 0);
        ::core::assert!(::core::mem::offset_of!(bss, returns) == 8);
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
                .field("entries", &self.entries)
                .field("returns", &self.returns)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.entries, &other.entries)
                && ::core::cmp::PartialEq::eq(&self.returns, &other.returns)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.entries, state);
            ::core::hash::Hash::hash(&self.returns, state);
        }
    }
    /// `SEC(".rodata")`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `__u32 tid`, at byte 0.
        pub tid: u32,
        #[doc(hidden)]
        pub __padding_4: [u8; 4],
        /// `__u64 number`, at byte 8.
        pub number: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, tid) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_4) == 4);
        ::core::assert!(::core::mem::offset_of!(rodata, number) == 8);
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
                .field("tid", &self.tid)
                .field("number", &self.number)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.tid, &other.tid)
                && ::core::cmp::PartialEq::eq(&self.number, &other.number)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.tid, state);
            ::core::hash::Hash::hash(&self.number, state);
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
                .name("alternatives_bpf")
                .map("per_thread", false)
                .map("per_task", false)
                .map("alternat.bss", true)
                .map(".rodata.str1.1", false)
                .map("alternat.rodata", true)
                .prog("nice_fentry")
                .prog("nice_fexit")
                .prog("nice_kprobe")
                .prog("nice_kretprobe")
                .prog("nice_enter")
                .prog("nice_exit")
                .prog("stored_storage")
                .prog("stored_hash")
                .prog("compared_strncmp")
                .prog("compared_plain")
                .prog("forbidden_tracepoint")
                .prog("forbidden_kprobe")
                .prog("many_multi")
                .prog("many_single")
                .prog("user_multi")
                .prog("user_single")
                .prog("nowhere_fentry")
                .prog("nowhere_kprobe")
                .prog("nowhere_raw_tp")
                .prog("nowhere_tracepoint");
            builder.build()
        }
        pub struct OpenAlternativesMaps<'obj> {
            pub map_per_thread: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_per_task: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            pub rodata_str1_1: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenAlternativesMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_per_thread = None;
                let mut map_per_task = None;
                let mut bss = None;
                let mut rodata_str1_1 = None;
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
                        "per_thread" => map_per_thread = Some(map),
                        "per_task" => map_per_task = Some(map),
                        "alternat.bss" => bss = Some(map),
                        ".rodata.str1.1" => rodata_str1_1 = Some(map),
                        "alternat.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_per_thread: map_per_thread
                        .present("map `map_per_thread` not present")?,
                    map_per_task: map_per_task
                        .present("map `map_per_task` not present")?,
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    rodata_str1_1: rodata_str1_1
                        .present("map `rodata_str1_1` not present")?,
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
        pub struct AlternativesMaps<'obj> {
            pub map_per_thread: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_per_task: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            pub rodata_str1_1: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> AlternativesMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_per_thread = None;
                let mut map_per_task = None;
                let mut bss = None;
                let mut rodata_str1_1 = None;
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
                        "per_thread" => map_per_thread = Some(map),
                        "per_task" => map_per_task = Some(map),
                        "alternat.bss" => bss = Some(map),
                        ".rodata.str1.1" => rodata_str1_1 = Some(map),
                        "alternat.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_per_thread: map_per_thread
                        .present("map `map_per_thread` not present")?,
                    map_per_task: map_per_task
                        .present("map `map_per_task` not present")?,
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    rodata_str1_1: rodata_str1_1
                        .present("map `rodata_str1_1` not present")?,
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
        pub struct OpenAlternativesProgs<'obj> {
            pub prog_nice_fentry: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nice_fexit: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nice_kprobe: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nice_kretprobe: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nice_enter: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nice_exit: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_stored_storage: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_stored_hash: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_compared_strncmp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_compared_plain: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_forbidden_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_forbidden_kprobe: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_many_multi: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_many_single: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_user_multi: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_user_single: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nowhere_fentry: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nowhere_kprobe: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nowhere_raw_tp: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_nowhere_tracepoint: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenAlternativesProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_nice_fentry = None;
                let mut prog_nice_fexit = None;
                let mut prog_nice_kprobe = None;
                let mut prog_nice_kretprobe = None;
                let mut prog_nice_enter = None;
                let mut prog_nice_exit = None;
                let mut prog_stored_storage = None;
                let mut prog_stored_hash = None;
                let mut prog_compared_strncmp = None;
                let mut prog_compared_plain = None;
                let mut prog_forbidden_tracepoint = None;
                let mut prog_forbidden_kprobe = None;
                let mut prog_many_multi = None;
                let mut prog_many_single = None;
                let mut prog_user_multi = None;
                let mut prog_user_single = None;
                let mut prog_nowhere_fentry = None;
                let mut prog_nowhere_kprobe = None;
                let mut prog_nowhere_raw_tp = None;
                let mut prog_nowhere_tracepoint = None;
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
                        "nice_fentry" => prog_nice_fentry = Some(prog),
                        "nice_fexit" => prog_nice_fexit = Some(prog),
                        "nice_kprobe" => prog_nice_kprobe = Some(prog),
                        "nice_kretprobe" => prog_nice_kretprobe = Some(prog),
                        "nice_enter" => prog_nice_enter = Some(prog),
                        "nice_exit" => prog_nice_exit = Some(prog),
                        "stored_storage" => prog_stored_storage = Some(prog),
                        "stored_hash" => prog_stored_hash = Some(prog),
                        "compared_strncmp" => prog_compared_strncmp = Some(prog),
                        "compared_plain" => prog_compared_plain = Some(prog),
                        "forbidden_tracepoint" => prog_forbidden_tracepoint = Some(prog),
                        "forbidden_kprobe" => prog_forbidden_kprobe = Some(prog),
                        "many_multi" => prog_many_multi = Some(prog),
                        "many_single" => prog_many_single = Some(prog),
                        "user_multi" => prog_user_multi = Some(prog),
                        "user_single" => prog_user_single = Some(prog),
                        "nowhere_fentry" => prog_nowhere_fentry = Some(prog),
                        "nowhere_kprobe" => prog_nowhere_kprobe = Some(prog),
                        "nowhere_raw_tp" => prog_nowhere_raw_tp = Some(prog),
                        "nowhere_tracepoint" => prog_nowhere_tracepoint = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_nice_fentry: prog_nice_fentry
                        .present("prog `prog_nice_fentry` not present")?,
                    prog_nice_fexit: prog_nice_fexit
                        .present("prog `prog_nice_fexit` not present")?,
                    prog_nice_kprobe: prog_nice_kprobe
                        .present("prog `prog_nice_kprobe` not present")?,
                    prog_nice_kretprobe: prog_nice_kretprobe
                        .present("prog `prog_nice_kretprobe` not present")?,
                    prog_nice_enter: prog_nice_enter
                        .present("prog `prog_nice_enter` not present")?,
                    prog_nice_exit: prog_nice_exit
                        .present("prog `prog_nice_exit` not present")?,
                    prog_stored_storage: prog_stored_storage
                        .present("prog `prog_stored_storage` not present")?,
                    prog_stored_hash: prog_stored_hash
                        .present("prog `prog_stored_hash` not present")?,
                    prog_compared_strncmp: prog_compared_strncmp
                        .present("prog `prog_compared_strncmp` not present")?,
                    prog_compared_plain: prog_compared_plain
                        .present("prog `prog_compared_plain` not present")?,
                    prog_forbidden_tracepoint: prog_forbidden_tracepoint
                        .present("prog `prog_forbidden_tracepoint` not present")?,
                    prog_forbidden_kprobe: prog_forbidden_kprobe
                        .present("prog `prog_forbidden_kprobe` not present")?,
                    prog_many_multi: prog_many_multi
                        .present("prog `prog_many_multi` not present")?,
                    prog_many_single: prog_many_single
                        .present("prog `prog_many_single` not present")?,
                    prog_user_multi: prog_user_multi
                        .present("prog `prog_user_multi` not present")?,
                    prog_user_single: prog_user_single
                        .present("prog `prog_user_single` not present")?,
                    prog_nowhere_fentry: prog_nowhere_fentry
                        .present("prog `prog_nowhere_fentry` not present")?,
                    prog_nowhere_kprobe: prog_nowhere_kprobe
                        .present("prog `prog_nowhere_kprobe` not present")?,
                    prog_nowhere_raw_tp: prog_nowhere_raw_tp
                        .present("prog `prog_nowhere_raw_tp` not present")?,
                    prog_nowhere_tracepoint: prog_nowhere_tracepoint
                        .present("prog `prog_nowhere_tracepoint` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct AlternativesProgs<'obj> {
            pub prog_nice_fentry: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_nice_fexit: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_nice_kprobe: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_nice_kretprobe: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_nice_enter: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_nice_exit: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_stored_storage: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_stored_hash: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_compared_strncmp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_compared_plain: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_forbidden_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_forbidden_kprobe: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_many_multi: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_many_single: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_user_multi: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_user_single: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_nowhere_fentry: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_nowhere_kprobe: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_nowhere_raw_tp: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_nowhere_tracepoint: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> AlternativesProgs<'obj> {
            fn new(open_progs: OpenAlternativesProgs<'obj>) -> Self {
                Self {
                    prog_nice_fentry: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nice_fentry.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nice_fexit: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nice_fexit.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nice_kprobe: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nice_kprobe.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nice_kretprobe: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nice_kretprobe.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nice_enter: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nice_enter.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nice_exit: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nice_exit.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_stored_storage: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_stored_storage.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_stored_hash: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_stored_hash.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_compared_strncmp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_compared_strncmp.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_compared_plain: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_compared_plain.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_forbidden_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_forbidden_tracepoint
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_forbidden_kprobe: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_forbidden_kprobe.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_many_multi: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_many_multi.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_many_single: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_many_single.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_user_multi: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_user_multi.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_user_single: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_user_single.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nowhere_fentry: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nowhere_fentry.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nowhere_kprobe: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nowhere_kprobe.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nowhere_raw_tp: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_nowhere_raw_tp.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_nowhere_tracepoint: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_nowhere_tracepoint
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
        pub struct AlternativesSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> AlternativesSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<
                OpenAlternativesSkel<'obj>,
            > {
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
                let mut skel = OpenAlternativesSkel {
                    maps: unsafe {
                        OpenAlternativesMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenAlternativesProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for AlternativesSkelBuilder {
            type Output = OpenAlternativesSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<
                OpenAlternativesSkel<'obj>,
            > {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<
                OpenAlternativesSkel<'obj>,
            > {
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
        pub struct OpenAlternativesSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenAlternativesMaps<'obj>,
            pub progs: OpenAlternativesProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenAlternativesSkel<'obj> {
            type Output = AlternativesSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<AlternativesSkel<'obj>> {
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
                Ok(AlternativesSkel {
                    maps: unsafe {
                        AlternativesMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: AlternativesProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: AlternativesLinks::default(),
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
        pub struct AlternativesLinks {
            pub prog_nice_fentry: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nice_fexit: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nice_kprobe: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nice_kretprobe: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nice_enter: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nice_exit: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_stored_storage: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_stored_hash: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_compared_strncmp: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_compared_plain: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_forbidden_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_forbidden_kprobe: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_many_multi: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_many_single: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_user_multi: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_user_single: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nowhere_fentry: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nowhere_kprobe: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nowhere_raw_tp: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_nowhere_tracepoint: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
        }
        pub struct AlternativesSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: AlternativesMaps<'obj>,
            pub progs: AlternativesProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: AlternativesLinks,
        }
        unsafe impl Send for AlternativesSkel<'_> {}
        unsafe impl Sync for AlternativesSkel<'_> {}
        impl<'obj> Skel<'obj> for AlternativesSkel<'obj> {
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
                self.links = AlternativesLinks {
                    prog_nice_fentry: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nice_fexit: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nice_kprobe: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nice_kretprobe: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nice_enter: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nice_exit: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_stored_storage: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_stored_hash: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_compared_strncmp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_compared_plain: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_forbidden_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(10)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_forbidden_kprobe: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(11)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_many_multi: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(12)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_many_single: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(13)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_user_multi: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(14)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_user_single: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(15)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nowhere_fentry: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(16)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nowhere_kprobe: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(17)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nowhere_raw_tp: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(18)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_nowhere_tracepoint: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(19)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl AlternativesSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
