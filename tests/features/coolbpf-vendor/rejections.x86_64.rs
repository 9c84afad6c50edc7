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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenRejectionsSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "rejections",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::RejectionsSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "rejections",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
                object: bytes,
            },
            types,
            given,
            ::coolbpf::__private::v1::Adaptations::FEWEST.variables().functions(),
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {
                entries: object.map(|skeleton| &skeleton.maps.map_entries)?,
                ring: object.map(|skeleton| &skeleton.maps.map_ring)?,
                values: object.map(|skeleton| &skeleton.maps.map_values)?,
                locks: object.map(|skeleton| &skeleton.maps.map_locks)?,
            },
            progs: OpenPrograms {
                no_null_check: object
                    .program(|skeleton| &skeleton.progs.prog_no_null_check)?,
                pointer_moved_before_null_check: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_pointer_moved_before_null_check
                    })?,
                beyond_the_value: object
                    .program(|skeleton| &skeleton.progs.prog_beyond_the_value)?,
                index_without_upper_bound: object
                    .program(|skeleton| &skeleton.progs.prog_index_without_upper_bound)?,
                index_that_may_be_negative: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_index_that_may_be_negative
                    })?,
                context_beyond_its_fields: object
                    .program(|skeleton| &skeleton.progs.prog_context_beyond_its_fields)?,
                context_by_a_moved_pointer: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_context_by_a_moved_pointer
                    })?,
                reservation_that_is_forgotten: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_reservation_that_is_forgotten
                    })?,
                reservation_used_after_its_end: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_reservation_used_after_its_end
                    })?,
                loop_without_an_end: object
                    .program(|skeleton| &skeleton.progs.prog_loop_without_an_end)?,
                too_many_ways: object
                    .program(|skeleton| &skeleton.progs.prog_too_many_ways)?,
                register_without_a_value: object
                    .program(|skeleton| &skeleton.progs.prog_register_without_a_value)?,
                stack_read_before_it_is_written: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_stack_read_before_it_is_written
                    })?,
                stack_beyond_its_size: object
                    .program(|skeleton| &skeleton.progs.prog_stack_beyond_its_size)?,
                stacks_of_calls_too_large: object
                    .program(|skeleton| &skeleton.progs.prog_stacks_of_calls_too_large)?,
                wrong_argument_of_a_helper: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_wrong_argument_of_a_helper
                    })?,
                helper_of_another_program_type: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_helper_of_another_program_type
                    })?,
                helper_that_nobody_has: object
                    .program(|skeleton| &skeleton.progs.prog_helper_that_nobody_has)?,
                pointer_changed_by_an_operation: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_pointer_changed_by_an_operation
                    })?,
                constant_that_is_written: object
                    .program(|skeleton| &skeleton.progs.prog_constant_that_is_written)?,
                size_without_a_bound: object
                    .program(|skeleton| &skeleton.progs.prog_size_without_a_bound)?,
                size_that_may_be_zero: object
                    .program(|skeleton| &skeleton.progs.prog_size_that_may_be_zero)?,
                kernel_memory_read_directly: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_kernel_memory_read_directly
                    })?,
                packet_without_length_check: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_packet_without_length_check
                    })?,
                value_that_may_not_be_returned: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_value_that_may_not_be_returned
                    })?,
                call_while_locked: object
                    .program(|skeleton| &skeleton.progs.prog_call_while_locked)?,
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
                no_null_check: object
                    .program(|skeleton| &skeleton.progs.prog_no_null_check)?,
                pointer_moved_before_null_check: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_pointer_moved_before_null_check
                    })?,
                beyond_the_value: object
                    .program(|skeleton| &skeleton.progs.prog_beyond_the_value)?,
                index_without_upper_bound: object
                    .program(|skeleton| &skeleton.progs.prog_index_without_upper_bound)?,
                index_that_may_be_negative: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_index_that_may_be_negative
                    })?,
                context_beyond_its_fields: object
                    .program(|skeleton| &skeleton.progs.prog_context_beyond_its_fields)?,
                context_by_a_moved_pointer: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_context_by_a_moved_pointer
                    })?,
                reservation_that_is_forgotten: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_reservation_that_is_forgotten
                    })?,
                reservation_used_after_its_end: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_reservation_used_after_its_end
                    })?,
                loop_without_an_end: object
                    .program(|skeleton| &skeleton.progs.prog_loop_without_an_end)?,
                too_many_ways: object
                    .program(|skeleton| &skeleton.progs.prog_too_many_ways)?,
                register_without_a_value: object
                    .program(|skeleton| &skeleton.progs.prog_register_without_a_value)?,
                stack_read_before_it_is_written: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_stack_read_before_it_is_written
                    })?,
                stack_beyond_its_size: object
                    .program(|skeleton| &skeleton.progs.prog_stack_beyond_its_size)?,
                stacks_of_calls_too_large: object
                    .program(|skeleton| &skeleton.progs.prog_stacks_of_calls_too_large)?,
                wrong_argument_of_a_helper: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_wrong_argument_of_a_helper
                    })?,
                helper_of_another_program_type: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_helper_of_another_program_type
                    })?,
                helper_that_nobody_has: object
                    .program(|skeleton| &skeleton.progs.prog_helper_that_nobody_has)?,
                pointer_changed_by_an_operation: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_pointer_changed_by_an_operation
                    })?,
                constant_that_is_written: object
                    .program(|skeleton| &skeleton.progs.prog_constant_that_is_written)?,
                size_without_a_bound: object
                    .program(|skeleton| &skeleton.progs.prog_size_without_a_bound)?,
                size_that_may_be_zero: object
                    .program(|skeleton| &skeleton.progs.prog_size_that_may_be_zero)?,
                kernel_memory_read_directly: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_kernel_memory_read_directly
                    })?,
                packet_without_length_check: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_packet_without_length_check
                    })?,
                value_that_may_not_be_returned: object
                    .program(|skeleton| {
                        &skeleton.progs.prog_value_that_may_not_be_returned
                    })?,
                call_while_locked: object
                    .program(|skeleton| &skeleton.progs.prog_call_while_locked)?,
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
    /// The map `entries`.
    pub entries: ::coolbpf::OpenMap,
    /// The map `ring`.
    pub ring: ::coolbpf::OpenMap,
    /// The map `values`.
    pub values: ::coolbpf::OpenMap,
    /// The map `locks`.
    pub locks: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `no_null_check` in the section `?socket`.
    pub no_null_check: ::coolbpf::OpenProgram,
    /// The program `pointer_moved_before_null_check` in the section `?socket`.
    pub pointer_moved_before_null_check: ::coolbpf::OpenProgram,
    /// The program `beyond_the_value` in the section `?socket`.
    pub beyond_the_value: ::coolbpf::OpenProgram,
    /// The program `index_without_upper_bound` in the section `?socket`.
    pub index_without_upper_bound: ::coolbpf::OpenProgram,
    /// The program `index_that_may_be_negative` in the section `?socket`.
    pub index_that_may_be_negative: ::coolbpf::OpenProgram,
    /// The program `context_beyond_its_fields` in the section `?socket`.
    pub context_beyond_its_fields: ::coolbpf::OpenProgram,
    /// The program `context_by_a_moved_pointer` in the section `?socket`.
    pub context_by_a_moved_pointer: ::coolbpf::OpenProgram,
    /// The program `reservation_that_is_forgotten` in the section `?socket`.
    pub reservation_that_is_forgotten: ::coolbpf::OpenProgram,
    /// The program `reservation_used_after_its_end` in the section `?socket`.
    pub reservation_used_after_its_end: ::coolbpf::OpenProgram,
    /// The program `loop_without_an_end` in the section `?socket`.
    pub loop_without_an_end: ::coolbpf::OpenProgram,
    /// The program `too_many_ways` in the section `?socket`.
    pub too_many_ways: ::coolbpf::OpenProgram,
    /// The program `register_without_a_value` in the section `?socket`.
    pub register_without_a_value: ::coolbpf::OpenProgram,
    /// The program `stack_read_before_it_is_written` in the section `?socket`.
    pub stack_read_before_it_is_written: ::coolbpf::OpenProgram,
    /// The program `stack_beyond_its_size` in the section `?socket`.
    pub stack_beyond_its_size: ::coolbpf::OpenProgram,
    /// The program `stacks_of_calls_too_large` in the section `?socket`.
    pub stacks_of_calls_too_large: ::coolbpf::OpenProgram,
    /// The program `wrong_argument_of_a_helper` in the section `?socket`.
    pub wrong_argument_of_a_helper: ::coolbpf::OpenProgram,
    /// The program `helper_of_another_program_type` in the section `?socket`.
    pub helper_of_another_program_type: ::coolbpf::OpenProgram,
    /// The program `helper_that_nobody_has` in the section `?socket`.
    pub helper_that_nobody_has: ::coolbpf::OpenProgram,
    /// The program `pointer_changed_by_an_operation` in the section `?socket`.
    pub pointer_changed_by_an_operation: ::coolbpf::OpenProgram,
    /// The program `constant_that_is_written` in the section `?socket`.
    pub constant_that_is_written: ::coolbpf::OpenProgram,
    /// The program `size_without_a_bound` in the section `?socket`.
    pub size_without_a_bound: ::coolbpf::OpenProgram,
    /// The program `size_that_may_be_zero` in the section `?socket`.
    pub size_that_may_be_zero: ::coolbpf::OpenProgram,
    /// The program `kernel_memory_read_directly` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub kernel_memory_read_directly: ::coolbpf::OpenProgram,
    /// The program `packet_without_length_check` in the section `?xdp`.
    pub packet_without_length_check: ::coolbpf::OpenProgram,
    /// The program `value_that_may_not_be_returned` in the section `?cgroup_skb/ingress`.
    pub value_that_may_not_be_returned: ::coolbpf::OpenProgram,
    /// The program `call_while_locked` in the section `?tc`.
    pub call_while_locked: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenRejectionsSkel<'static>>,
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
        "rejections",
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
    (
        "entries",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<types::record>(),
        ],
    ),
    ("ring", &[]),
    ("values", &[::coolbpf::__private::v1::Shape::of::<types::record>()]),
    ("locks", &[::coolbpf::__private::v1::Shape::of::<types::locked>()]),
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
    /// `__u64 limit`, at byte 0 of `.rodata`.
    pub limit: ::coolbpf::Constant<u64>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            limit: all.constant(0)?,
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
    /// The map `entries`: a hash map.
    pub entries: ::coolbpf::HashMap<u32, types::record>,
    /// The map `ring`: a ring buffer with no event type: declare it with `COOLBPF_EVENTS`, or name it under `events` in `[package.metadata.coolbpf.program.rejections]`.
    pub ring: ::coolbpf::RawMap,
    /// The map `values`: an array.
    pub values: ::coolbpf::Array<types::record>,
    /// The map `locks`: an array.
    pub locks: ::coolbpf::Array<types::locked>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            entries: <::coolbpf::HashMap<
                u32,
                types::record,
            >>::of(object.map("entries")?)?,
            ring: object.map("ring")?,
            values: <::coolbpf::Array<types::record>>::of(object.map("values")?)?,
            locks: <::coolbpf::Array<types::locked>>::of(object.map("locks")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `no_null_check` in the section `?socket`.
    pub no_null_check: ::coolbpf::Program,
    /// The program `pointer_moved_before_null_check` in the section `?socket`.
    pub pointer_moved_before_null_check: ::coolbpf::Program,
    /// The program `beyond_the_value` in the section `?socket`.
    pub beyond_the_value: ::coolbpf::Program,
    /// The program `index_without_upper_bound` in the section `?socket`.
    pub index_without_upper_bound: ::coolbpf::Program,
    /// The program `index_that_may_be_negative` in the section `?socket`.
    pub index_that_may_be_negative: ::coolbpf::Program,
    /// The program `context_beyond_its_fields` in the section `?socket`.
    pub context_beyond_its_fields: ::coolbpf::Program,
    /// The program `context_by_a_moved_pointer` in the section `?socket`.
    pub context_by_a_moved_pointer: ::coolbpf::Program,
    /// The program `reservation_that_is_forgotten` in the section `?socket`.
    pub reservation_that_is_forgotten: ::coolbpf::Program,
    /// The program `reservation_used_after_its_end` in the section `?socket`.
    pub reservation_used_after_its_end: ::coolbpf::Program,
    /// The program `loop_without_an_end` in the section `?socket`.
    pub loop_without_an_end: ::coolbpf::Program,
    /// The program `too_many_ways` in the section `?socket`.
    pub too_many_ways: ::coolbpf::Program,
    /// The program `register_without_a_value` in the section `?socket`.
    pub register_without_a_value: ::coolbpf::Program,
    /// The program `stack_read_before_it_is_written` in the section `?socket`.
    pub stack_read_before_it_is_written: ::coolbpf::Program,
    /// The program `stack_beyond_its_size` in the section `?socket`.
    pub stack_beyond_its_size: ::coolbpf::Program,
    /// The program `stacks_of_calls_too_large` in the section `?socket`.
    pub stacks_of_calls_too_large: ::coolbpf::Program,
    /// The program `wrong_argument_of_a_helper` in the section `?socket`.
    pub wrong_argument_of_a_helper: ::coolbpf::Program,
    /// The program `helper_of_another_program_type` in the section `?socket`.
    pub helper_of_another_program_type: ::coolbpf::Program,
    /// The program `helper_that_nobody_has` in the section `?socket`.
    pub helper_that_nobody_has: ::coolbpf::Program,
    /// The program `pointer_changed_by_an_operation` in the section `?socket`.
    pub pointer_changed_by_an_operation: ::coolbpf::Program,
    /// The program `constant_that_is_written` in the section `?socket`.
    pub constant_that_is_written: ::coolbpf::Program,
    /// The program `size_without_a_bound` in the section `?socket`.
    pub size_without_a_bound: ::coolbpf::Program,
    /// The program `size_that_may_be_zero` in the section `?socket`.
    pub size_that_may_be_zero: ::coolbpf::Program,
    /// The program `kernel_memory_read_directly` in the section `?tracepoint/syscalls/sys_enter_setpriority`.
    pub kernel_memory_read_directly: ::coolbpf::Program,
    /// The program `packet_without_length_check` in the section `?xdp`.
    pub packet_without_length_check: ::coolbpf::Program,
    /// The program `value_that_may_not_be_returned` in the section `?cgroup_skb/ingress`.
    pub value_that_may_not_be_returned: ::coolbpf::Program,
    /// The program `call_while_locked` in the section `?tc`.
    pub call_while_locked: ::coolbpf::Program,
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `struct bpf_spin_lock`, 4 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bpf_spin_lock {
        /// `__u32 val`, at byte 0.
        pub val: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bpf_spin_lock > () == 4);
        ::core::assert!(4 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > ());
        ::core::assert!(::core::mem::offset_of!(bpf_spin_lock, val) == 0);
    };
    unsafe impl ::coolbpf::Value for bpf_spin_lock {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "val",
                0,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for bpf_spin_lock {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for bpf_spin_lock {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("bpf_spin_lock").field("val", &self.val).finish()
        }
    }
    impl ::core::cmp::PartialEq for bpf_spin_lock {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.val, &other.val)
        }
    }
    impl ::core::cmp::Eq for bpf_spin_lock {}
    impl ::core::hash::Hash for bpf_spin_lock {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.val, state);
        }
    }
    /// `struct locked`, 16 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct locked {
        /// `struct bpf_spin_lock lock`, at byte 0.
        pub lock: bpf_spin_lock,
        #[doc(hidden)]
        pub __padding_4: [u8; 4],
        /// `__u64 number`, at byte 8.
        pub number: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < locked > () == 16);
        ::core::assert!(
            16 == 0 + ::coolbpf::__private::v1::storage::size:: < bpf_spin_lock > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(locked, lock) == 0);
        ::core::assert!(::core::mem::offset_of!(locked, __padding_4) == 4);
        ::core::assert!(::core::mem::offset_of!(locked, number) == 8);
    };
    unsafe impl ::coolbpf::Value for locked {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "lock",
                0,
                32,
                <bpf_spin_lock as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "number",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for locked {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for locked {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("locked")
                .field("lock", &self.lock)
                .field("number", &self.number)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for locked {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.lock, &other.lock)
                && ::core::cmp::PartialEq::eq(&self.number, &other.number)
        }
    }
    impl ::core::cmp::Eq for locked {}
    impl ::core::hash::Hash for locked {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.lock, state);
            ::core::hash::Hash::hash(&self.number, state);
        }
    }
    /// `struct record`, 64 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct record {
        /// `__u64 numbers[8]`, at byte 0.
        pub numbers: [u64; 8],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < record > () == 64);
        ::core::assert!(
            64 == 0 + ::coolbpf::__private::v1::storage::size:: < [u64; 8] > ()
        );
        ::core::assert!(::core::mem::offset_of!(record, numbers) == 0);
    };
    unsafe impl ::coolbpf::Value for record {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "numbers",
                0,
                512,
                <[u64; 8] as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for record {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for record {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("record").field("numbers", &self.numbers).finish()
        }
    }
    impl ::core::cmp::PartialEq for record {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.numbers, &other.numbers)
        }
    }
    impl ::core::cmp::Eq for record {}
    impl ::core::hash::Hash for record {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.numbers, state);
        }
    }
    /// `SEC(".rodata")`, 8 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `__u64 limit`, at byte 0.
        pub limit: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 8);
        ::core::assert!(8 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > ());
        ::core::assert!(::core::mem::offset_of!(rodata, limit) == 0);
    };
    unsafe impl ::coolbpf::Value for rodata {}
    impl ::core::default::Default for rodata {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for rodata {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("rodata").field("limit", &self.limit).finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.limit, &other.limit)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.limit, state);
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
                .name("rejections_bpf")
                .map("entries", false)
                .map("ring", false)
                .map("values", false)
                .map("locks", false)
                .map("rejectio.rodata", true)
                .prog("no_null_check")
                .prog("pointer_moved_before_null_check")
                .prog("beyond_the_value")
                .prog("index_without_upper_bound")
                .prog("index_that_may_be_negative")
                .prog("context_beyond_its_fields")
                .prog("context_by_a_moved_pointer")
                .prog("reservation_that_is_forgotten")
                .prog("reservation_used_after_its_end")
                .prog("loop_without_an_end")
                .prog("too_many_ways")
                .prog("register_without_a_value")
                .prog("stack_read_before_it_is_written")
                .prog("stack_beyond_its_size")
                .prog("stacks_of_calls_too_large")
                .prog("wrong_argument_of_a_helper")
                .prog("helper_of_another_program_type")
                .prog("helper_that_nobody_has")
                .prog("pointer_changed_by_an_operation")
                .prog("constant_that_is_written")
                .prog("size_without_a_bound")
                .prog("size_that_may_be_zero")
                .prog("kernel_memory_read_directly")
                .prog("packet_without_length_check")
                .prog("value_that_may_not_be_returned")
                .prog("call_while_locked");
            builder.build()
        }
        pub struct OpenRejectionsMaps<'obj> {
            pub map_entries: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_ring: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_values: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub map_locks: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenRejectionsMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_entries = None;
                let mut map_ring = None;
                let mut map_values = None;
                let mut map_locks = None;
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
                        "entries" => map_entries = Some(map),
                        "ring" => map_ring = Some(map),
                        "values" => map_values = Some(map),
                        "locks" => map_locks = Some(map),
                        "rejectio.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_entries: map_entries.present("map `map_entries` not present")?,
                    map_ring: map_ring.present("map `map_ring` not present")?,
                    map_values: map_values.present("map `map_values` not present")?,
                    map_locks: map_locks.present("map `map_locks` not present")?,
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
        pub struct RejectionsMaps<'obj> {
            pub map_entries: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_ring: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_values: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub map_locks: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> RejectionsMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_entries = None;
                let mut map_ring = None;
                let mut map_values = None;
                let mut map_locks = None;
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
                        "entries" => map_entries = Some(map),
                        "ring" => map_ring = Some(map),
                        "values" => map_values = Some(map),
                        "locks" => map_locks = Some(map),
                        "rejectio.rodata" => rodata = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_entries: map_entries.present("map `map_entries` not present")?,
                    map_ring: map_ring.present("map `map_ring` not present")?,
                    map_values: map_values.present("map `map_values` not present")?,
                    map_locks: map_locks.present("map `map_locks` not present")?,
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
        pub struct OpenRejectionsProgs<'obj> {
            pub prog_no_null_check: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_pointer_moved_before_null_check: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_beyond_the_value: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_index_without_upper_bound: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_index_that_may_be_negative: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_context_beyond_its_fields: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_context_by_a_moved_pointer: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_reservation_that_is_forgotten: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_reservation_used_after_its_end: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_loop_without_an_end: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_too_many_ways: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_register_without_a_value: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_stack_read_before_it_is_written: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_stack_beyond_its_size: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_stacks_of_calls_too_large: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_wrong_argument_of_a_helper: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_helper_of_another_program_type: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_helper_that_nobody_has: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_pointer_changed_by_an_operation: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_constant_that_is_written: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_size_without_a_bound: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_size_that_may_be_zero: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kernel_memory_read_directly: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_packet_without_length_check: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_value_that_may_not_be_returned: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_call_while_locked: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenRejectionsProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_no_null_check = None;
                let mut prog_pointer_moved_before_null_check = None;
                let mut prog_beyond_the_value = None;
                let mut prog_index_without_upper_bound = None;
                let mut prog_index_that_may_be_negative = None;
                let mut prog_context_beyond_its_fields = None;
                let mut prog_context_by_a_moved_pointer = None;
                let mut prog_reservation_that_is_forgotten = None;
                let mut prog_reservation_used_after_its_end = None;
                let mut prog_loop_without_an_end = None;
                let mut prog_too_many_ways = None;
                let mut prog_register_without_a_value = None;
                let mut prog_stack_read_before_it_is_written = None;
                let mut prog_stack_beyond_its_size = None;
                let mut prog_stacks_of_calls_too_large = None;
                let mut prog_wrong_argument_of_a_helper = None;
                let mut prog_helper_of_another_program_type = None;
                let mut prog_helper_that_nobody_has = None;
                let mut prog_pointer_changed_by_an_operation = None;
                let mut prog_constant_that_is_written = None;
                let mut prog_size_without_a_bound = None;
                let mut prog_size_that_may_be_zero = None;
                let mut prog_kernel_memory_read_directly = None;
                let mut prog_packet_without_length_check = None;
                let mut prog_value_that_may_not_be_returned = None;
                let mut prog_call_while_locked = None;
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
                        "no_null_check" => prog_no_null_check = Some(prog),
                        "pointer_moved_before_null_check" => {
                            prog_pointer_moved_before_null_check = Some(prog);
                        }
                        "beyond_the_value" => prog_beyond_the_value = Some(prog),
                        "index_without_upper_bound" => {
                            prog_index_without_upper_bound = Some(prog);
                        }
                        "index_that_may_be_negative" => {
                            prog_index_that_may_be_negative = Some(prog);
                        }
                        "context_beyond_its_fields" => {
                            prog_context_beyond_its_fields = Some(prog);
                        }
                        "context_by_a_moved_pointer" => {
                            prog_context_by_a_moved_pointer = Some(prog);
                        }
                        "reservation_that_is_forgotten" => {
                            prog_reservation_that_is_forgotten = Some(prog);
                        }
                        "reservation_used_after_its_end" => {
                            prog_reservation_used_after_its_end = Some(prog);
                        }
                        "loop_without_an_end" => prog_loop_without_an_end = Some(prog),
                        "too_many_ways" => prog_too_many_ways = Some(prog),
                        "register_without_a_value" => {
                            prog_register_without_a_value = Some(prog);
                        }
                        "stack_read_before_it_is_written" => {
                            prog_stack_read_before_it_is_written = Some(prog);
                        }
                        "stack_beyond_its_size" => {
                            prog_stack_beyond_its_size = Some(prog);
                        }
                        "stacks_of_calls_too_large" => {
                            prog_stacks_of_calls_too_large = Some(prog);
                        }
                        "wrong_argument_of_a_helper" => {
                            prog_wrong_argument_of_a_helper = Some(prog);
                        }
                        "helper_of_another_program_type" => {
                            prog_helper_of_another_program_type = Some(prog);
                        }
                        "helper_that_nobody_has" => {
                            prog_helper_that_nobody_has = Some(prog);
                        }
                        "pointer_changed_by_an_operation" => {
                            prog_pointer_changed_by_an_operation = Some(prog);
                        }
                        "constant_that_is_written" => {
                            prog_constant_that_is_written = Some(prog);
                        }
                        "size_without_a_bound" => prog_size_without_a_bound = Some(prog),
                        "size_that_may_be_zero" => {
                            prog_size_that_may_be_zero = Some(prog);
                        }
                        "kernel_memory_read_directly" => {
                            prog_kernel_memory_read_directly = Some(prog);
                        }
                        "packet_without_length_check" => {
                            prog_packet_without_length_check = Some(prog);
                        }
                        "value_that_may_not_be_returned" => {
                            prog_value_that_may_not_be_returned = Some(prog);
                        }
                        "call_while_locked" => prog_call_while_locked = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_no_null_check: prog_no_null_check
                        .present("prog `prog_no_null_check` not present")?,
                    prog_pointer_moved_before_null_check: prog_pointer_moved_before_null_check
                        .present(
                            "prog `prog_pointer_moved_before_null_check` not present",
                        )?,
                    prog_beyond_the_value: prog_beyond_the_value
                        .present("prog `prog_beyond_the_value` not present")?,
                    prog_index_without_upper_bound: prog_index_without_upper_bound
                        .present("prog `prog_index_without_upper_bound` not present")?,
                    prog_index_that_may_be_negative: prog_index_that_may_be_negative
                        .present("prog `prog_index_that_may_be_negative` not present")?,
                    prog_context_beyond_its_fields: prog_context_beyond_its_fields
                        .present("prog `prog_context_beyond_its_fields` not present")?,
                    prog_context_by_a_moved_pointer: prog_context_by_a_moved_pointer
                        .present("prog `prog_context_by_a_moved_pointer` not present")?,
                    prog_reservation_that_is_forgotten: prog_reservation_that_is_forgotten
                        .present(
                            "prog `prog_reservation_that_is_forgotten` not present",
                        )?,
                    prog_reservation_used_after_its_end: prog_reservation_used_after_its_end
                        .present(
                            "prog `prog_reservation_used_after_its_end` not present",
                        )?,
                    prog_loop_without_an_end: prog_loop_without_an_end
                        .present("prog `prog_loop_without_an_end` not present")?,
                    prog_too_many_ways: prog_too_many_ways
                        .present("prog `prog_too_many_ways` not present")?,
                    prog_register_without_a_value: prog_register_without_a_value
                        .present("prog `prog_register_without_a_value` not present")?,
                    prog_stack_read_before_it_is_written: prog_stack_read_before_it_is_written
                        .present(
                            "prog `prog_stack_read_before_it_is_written` not present",
                        )?,
                    prog_stack_beyond_its_size: prog_stack_beyond_its_size
                        .present("prog `prog_stack_beyond_its_size` not present")?,
                    prog_stacks_of_calls_too_large: prog_stacks_of_calls_too_large
                        .present("prog `prog_stacks_of_calls_too_large` not present")?,
                    prog_wrong_argument_of_a_helper: prog_wrong_argument_of_a_helper
                        .present("prog `prog_wrong_argument_of_a_helper` not present")?,
                    prog_helper_of_another_program_type: prog_helper_of_another_program_type
                        .present(
                            "prog `prog_helper_of_another_program_type` not present",
                        )?,
                    prog_helper_that_nobody_has: prog_helper_that_nobody_has
                        .present("prog `prog_helper_that_nobody_has` not present")?,
                    prog_pointer_changed_by_an_operation: prog_pointer_changed_by_an_operation
                        .present(
                            "prog `prog_pointer_changed_by_an_operation` not present",
                        )?,
                    prog_constant_that_is_written: prog_constant_that_is_written
                        .present("prog `prog_constant_that_is_written` not present")?,
                    prog_size_without_a_bound: prog_size_without_a_bound
                        .present("prog `prog_size_without_a_bound` not present")?,
                    prog_size_that_may_be_zero: prog_size_that_may_be_zero
                        .present("prog `prog_size_that_may_be_zero` not present")?,
                    prog_kernel_memory_read_directly: prog_kernel_memory_read_directly
                        .present("prog `prog_kernel_memory_read_directly` not present")?,
                    prog_packet_without_length_check: prog_packet_without_length_check
                        .present("prog `prog_packet_without_length_check` not present")?,
                    prog_value_that_may_not_be_returned: prog_value_that_may_not_be_returned
                        .present(
                            "prog `prog_value_that_may_not_be_returned` not present",
                        )?,
                    prog_call_while_locked: prog_call_while_locked
                        .present("prog `prog_call_while_locked` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct RejectionsProgs<'obj> {
            pub prog_no_null_check: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_pointer_moved_before_null_check: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_beyond_the_value: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_index_without_upper_bound: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_index_that_may_be_negative: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_context_beyond_its_fields: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_context_by_a_moved_pointer: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_reservation_that_is_forgotten: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_reservation_used_after_its_end: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_loop_without_an_end: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_too_many_ways: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_register_without_a_value: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_stack_read_before_it_is_written: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_stack_beyond_its_size: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_stacks_of_calls_too_large: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_wrong_argument_of_a_helper: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_helper_of_another_program_type: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_helper_that_nobody_has: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_pointer_changed_by_an_operation: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_constant_that_is_written: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_size_without_a_bound: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_size_that_may_be_zero: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_kernel_memory_read_directly: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_packet_without_length_check: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_value_that_may_not_be_returned: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_call_while_locked: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> RejectionsProgs<'obj> {
            fn new(open_progs: OpenRejectionsProgs<'obj>) -> Self {
                Self {
                    prog_no_null_check: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_no_null_check.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_pointer_moved_before_null_check: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_pointer_moved_before_null_check
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_beyond_the_value: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_beyond_the_value.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_index_without_upper_bound: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_index_without_upper_bound
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_index_that_may_be_negative: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_index_that_may_be_negative
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_context_beyond_its_fields: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_context_beyond_its_fields
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_context_by_a_moved_pointer: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_context_by_a_moved_pointer
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_reservation_that_is_forgotten: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_reservation_that_is_forgotten
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_reservation_used_after_its_end: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_reservation_used_after_its_end
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_loop_without_an_end: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_loop_without_an_end
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_too_many_ways: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_too_many_ways.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_register_without_a_value: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_register_without_a_value
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_stack_read_before_it_is_written: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_stack_read_before_it_is_written
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_stack_beyond_its_size: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_stack_beyond_its_size
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_stacks_of_calls_too_large: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_stacks_of_calls_too_large
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_wrong_argument_of_a_helper: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_wrong_argument_of_a_helper
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_helper_of_another_program_type: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_helper_of_another_program_type
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_helper_that_nobody_has: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_helper_that_nobody_has
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_pointer_changed_by_an_operation: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_pointer_changed_by_an_operation
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_constant_that_is_written: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_constant_that_is_written
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_size_without_a_bound: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_size_without_a_bound
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_size_that_may_be_zero: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_size_that_may_be_zero
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_kernel_memory_read_directly: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_kernel_memory_read_directly
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_packet_without_length_check: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_packet_without_length_check
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_value_that_may_not_be_returned: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_value_that_may_not_be_returned
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_call_while_locked: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_call_while_locked.as_libbpf_object().as_mut(),
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
        pub struct RejectionsSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> RejectionsSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenRejectionsSkel<'obj>> {
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
                let mut skel = OpenRejectionsSkel {
                    maps: unsafe {
                        OpenRejectionsMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenRejectionsProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for RejectionsSkelBuilder {
            type Output = OpenRejectionsSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenRejectionsSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenRejectionsSkel<'obj>> {
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
        pub struct OpenRejectionsSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenRejectionsMaps<'obj>,
            pub progs: OpenRejectionsProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenRejectionsSkel<'obj> {
            type Output = RejectionsSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<RejectionsSkel<'obj>> {
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
                Ok(RejectionsSkel {
                    maps: unsafe {
                        RejectionsMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: RejectionsProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: RejectionsLinks::default(),
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
        pub struct RejectionsLinks {
            pub prog_no_null_check: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_pointer_moved_before_null_check: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_beyond_the_value: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_index_without_upper_bound: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_index_that_may_be_negative: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_context_beyond_its_fields: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_context_by_a_moved_pointer: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_reservation_that_is_forgotten: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_reservation_used_after_its_end: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_loop_without_an_end: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_too_many_ways: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_register_without_a_value: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_stack_read_before_it_is_written: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_stack_beyond_its_size: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_stacks_of_calls_too_large: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_wrong_argument_of_a_helper: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_helper_of_another_program_type: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_helper_that_nobody_has: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_pointer_changed_by_an_operation: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_constant_that_is_written: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_size_without_a_bound: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_size_that_may_be_zero: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_kernel_memory_read_directly: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_packet_without_length_check: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_value_that_may_not_be_returned: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_call_while_locked: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
        }
        pub struct RejectionsSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: RejectionsMaps<'obj>,
            pub progs: RejectionsProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: RejectionsLinks,
        }
        unsafe impl Send for RejectionsSkel<'_> {}
        unsafe impl Sync for RejectionsSkel<'_> {}
        impl<'obj> Skel<'obj> for RejectionsSkel<'obj> {
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
                self.links = RejectionsLinks {
                    prog_no_null_check: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_pointer_moved_before_null_check: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_beyond_the_value: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_index_without_upper_bound: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_index_that_may_be_negative: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_context_beyond_its_fields: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_context_by_a_moved_pointer: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_reservation_that_is_forgotten: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_reservation_used_after_its_end: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_loop_without_an_end: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_too_many_ways: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(10)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_register_without_a_value: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(11)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_stack_read_before_it_is_written: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(12)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_stack_beyond_its_size: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(13)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_stacks_of_calls_too_large: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(14)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_wrong_argument_of_a_helper: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(15)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_helper_of_another_program_type: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(16)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_helper_that_nobody_has: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(17)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_pointer_changed_by_an_operation: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(18)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_constant_that_is_written: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(19)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_size_without_a_bound: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(20)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_size_that_may_be_zero: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(21)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kernel_memory_read_directly: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(22)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_packet_without_length_check: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(23)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_value_that_may_not_be_returned: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(24)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_call_while_locked: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(25)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl RejectionsSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
