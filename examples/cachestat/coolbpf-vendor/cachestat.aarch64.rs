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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenCachestatSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "cachestat",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::CachestatSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "cachestat",
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
                readings: object.map(|skeleton| &skeleton.maps.map_readings)?,
            },
            progs: OpenPrograms {
                on_add: object.program(|skeleton| &skeleton.progs.prog_on_add)?,
                no_read: object.program(|skeleton| &skeleton.progs.prog_no_read)?,
                on_dirty_folio: object
                    .program(|skeleton| &skeleton.progs.prog_on_dirty_folio)?,
                on_dirty_page: object
                    .program(|skeleton| &skeleton.progs.prog_on_dirty_page)?,
                fentry_read: object
                    .program(|skeleton| &skeleton.progs.prog_fentry_read)?,
                fexit_read: object.program(|skeleton| &skeleton.progs.prog_fexit_read)?,
                fentry_splice: object
                    .program(|skeleton| &skeleton.progs.prog_fentry_splice)?,
                fexit_splice: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_splice)?,
                kprobe_splice: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_splice)?,
                kprobe_splice_end: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_splice_end)?,
                kprobe_read: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_read)?,
                kprobe_6_4_read: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_6_4_read)?,
                kprobe_read_end: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_read_end)?,
                kprobe_6_4_read_end: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_6_4_read_end)?,
                kprobe_5_11_read: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_5_11_read)?,
                kprobe_5_11_read_end: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_5_11_read_end)?,
            },
            alternatives: OpenAlternatives {
                dirty: object.alternatives(),
                read: object.alternatives(),
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
                on_add: object.program(|skeleton| &skeleton.progs.prog_on_add)?,
                no_read: object.program(|skeleton| &skeleton.progs.prog_no_read)?,
                on_dirty_folio: object
                    .program(|skeleton| &skeleton.progs.prog_on_dirty_folio)?,
                on_dirty_page: object
                    .program(|skeleton| &skeleton.progs.prog_on_dirty_page)?,
                fentry_read: object
                    .program(|skeleton| &skeleton.progs.prog_fentry_read)?,
                fexit_read: object.program(|skeleton| &skeleton.progs.prog_fexit_read)?,
                fentry_splice: object
                    .program(|skeleton| &skeleton.progs.prog_fentry_splice)?,
                fexit_splice: object
                    .program(|skeleton| &skeleton.progs.prog_fexit_splice)?,
                kprobe_splice: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_splice)?,
                kprobe_splice_end: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_splice_end)?,
                kprobe_read: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_read)?,
                kprobe_6_4_read: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_6_4_read)?,
                kprobe_read_end: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_read_end)?,
                kprobe_6_4_read_end: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_6_4_read_end)?,
                kprobe_5_11_read: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_5_11_read)?,
                kprobe_5_11_read_end: object
                    .program(|skeleton| &skeleton.progs.prog_kprobe_5_11_read_end)?,
            },
            alternatives: Alternatives {
                dirty: object.alternatives()?,
                read: object.alternatives()?,
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
    /// The map `readings`.
    pub readings: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `on_add` in the section `raw_tp/mm_filemap_add_to_page_cache`.
    pub on_add: ::coolbpf::OpenProgram,
    /// The program `no_read` in the section `raw_tp/mm_filemap_add_to_page_cache`.
    pub no_read: ::coolbpf::OpenProgram,
    /// The program `on_dirty_folio` in the section `raw_tp/writeback_dirty_folio`.
    pub on_dirty_folio: ::coolbpf::OpenProgram,
    /// The program `on_dirty_page` in the section `raw_tp/writeback_dirty_page`.
    pub on_dirty_page: ::coolbpf::OpenProgram,
    /// The program `fentry_read` in the section `fentry/filemap_read`.
    pub fentry_read: ::coolbpf::OpenProgram,
    /// The program `fexit_read` in the section `fexit/filemap_read`.
    pub fexit_read: ::coolbpf::OpenProgram,
    /// The program `fentry_splice` in the section `fentry/filemap_splice_read`.
    pub fentry_splice: ::coolbpf::OpenProgram,
    /// The program `fexit_splice` in the section `fexit/filemap_splice_read`.
    pub fexit_splice: ::coolbpf::OpenProgram,
    /// The program `kprobe_splice` in the section `kprobe/filemap_splice_read`.
    pub kprobe_splice: ::coolbpf::OpenProgram,
    /// The program `kprobe_splice_end` in the section `kretprobe/filemap_splice_read`.
    pub kprobe_splice_end: ::coolbpf::OpenProgram,
    /// The program `kprobe_read` in the section `kprobe/filemap_read`.
    pub kprobe_read: ::coolbpf::OpenProgram,
    /// The program `kprobe_6_4_read` in the section `kprobe/filemap_read`.
    pub kprobe_6_4_read: ::coolbpf::OpenProgram,
    /// The program `kprobe_read_end` in the section `kretprobe/filemap_read`.
    pub kprobe_read_end: ::coolbpf::OpenProgram,
    /// The program `kprobe_6_4_read_end` in the section `kretprobe/filemap_read`.
    pub kprobe_6_4_read_end: ::coolbpf::OpenProgram,
    /// The program `kprobe_5_11_read` in the section `kprobe/generic_file_buffered_read`.
    pub kprobe_5_11_read: ::coolbpf::OpenProgram,
    /// The program `kprobe_5_11_read_end` in the section `kretprobe/generic_file_buffered_read`.
    pub kprobe_5_11_read_end: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenCachestatSkel<'static>>,
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
        "cachestat",
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
        "readings",
        &[
            ::coolbpf::__private::v1::Shape::of::<u32>(),
            ::coolbpf::__private::v1::Shape::of::<types::reading>(),
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
    /// `u64 hits`, at byte 0 of `.bss`.
    pub hits: ::coolbpf::Variable<u64>,
    /// `u64 misses`, at byte 8 of `.bss`.
    pub misses: ::coolbpf::Variable<u64>,
    /// `u64 added`, at byte 16 of `.bss`.
    pub added: ::coolbpf::Variable<u64>,
    /// `u64 dirtied`, at byte 24 of `.bss`.
    pub dirtied: ::coolbpf::Variable<u64>,
    __all: ::coolbpf::Globals<types::bss>,
}
impl Bss {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::bss>(".bss")?;
        ::coolbpf::Result::Ok(Self {
            hits: all.variable(0)?,
            misses: all.variable(8)?,
            added: all.variable(16)?,
            dirtied: all.variable(24)?,
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
    /// `u32 page_shift`, at byte 0 of `.rodata`.
    pub page_shift: ::coolbpf::Constant<u32>,
    /// `struct coolbpf_filter filter`, at byte 8 of `.rodata`.
    pub filter: ::coolbpf::Constant<types::coolbpf_filter>,
    __all: ::coolbpf::Globals<types::rodata>,
}
impl Rodata {
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        let all = object.globals::<types::rodata>(".rodata")?;
        ::coolbpf::Result::Ok(Self {
            page_shift: all.constant(0)?,
            filter: all.constant(8)?,
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
    /// The map `readings`: a hash map that forgets its oldest entries.
    pub readings: ::coolbpf::HashMap<u32, types::reading>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            readings: <::coolbpf::HashMap<
                u32,
                types::reading,
            >>::of(object.map("readings")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `on_add` in the section `raw_tp/mm_filemap_add_to_page_cache`.
    pub on_add: ::coolbpf::Program,
    /// The program `no_read` in the section `raw_tp/mm_filemap_add_to_page_cache`.
    pub no_read: ::coolbpf::Program,
    /// The program `on_dirty_folio` in the section `raw_tp/writeback_dirty_folio`.
    pub on_dirty_folio: ::coolbpf::Program,
    /// The program `on_dirty_page` in the section `raw_tp/writeback_dirty_page`.
    pub on_dirty_page: ::coolbpf::Program,
    /// The program `fentry_read` in the section `fentry/filemap_read`.
    pub fentry_read: ::coolbpf::Program,
    /// The program `fexit_read` in the section `fexit/filemap_read`.
    pub fexit_read: ::coolbpf::Program,
    /// The program `fentry_splice` in the section `fentry/filemap_splice_read`.
    pub fentry_splice: ::coolbpf::Program,
    /// The program `fexit_splice` in the section `fexit/filemap_splice_read`.
    pub fexit_splice: ::coolbpf::Program,
    /// The program `kprobe_splice` in the section `kprobe/filemap_splice_read`.
    pub kprobe_splice: ::coolbpf::Program,
    /// The program `kprobe_splice_end` in the section `kretprobe/filemap_splice_read`.
    pub kprobe_splice_end: ::coolbpf::Program,
    /// The program `kprobe_read` in the section `kprobe/filemap_read`.
    pub kprobe_read: ::coolbpf::Program,
    /// The program `kprobe_6_4_read` in the section `kprobe/filemap_read`.
    pub kprobe_6_4_read: ::coolbpf::Program,
    /// The program `kprobe_read_end` in the section `kretprobe/filemap_read`.
    pub kprobe_read_end: ::coolbpf::Program,
    /// The program `kprobe_6_4_read_end` in the section `kretprobe/filemap_read`.
    pub kprobe_6_4_read_end: ::coolbpf::Program,
    /// The program `kprobe_5_11_read` in the section `kprobe/generic_file_buffered_read`.
    pub kprobe_5_11_read: ::coolbpf::Program,
    /// The program `kprobe_5_11_read_end` in the section `kretprobe/generic_file_buffered_read`.
    pub kprobe_5_11_read_end: ::coolbpf::Program,
}
/// The groups of alternatives before the load.
#[derive(Debug)]
pub struct OpenAlternatives {
    /// The alternatives `dirty`.
    pub dirty: ::coolbpf::OpenAlternatives<alternatives::Dirty>,
    /// The alternatives `read`.
    pub read: ::coolbpf::OpenAlternatives<alternatives::Read>,
}
/// The groups of alternatives. Shown, each is a line that tells which way is used and why others don't work.
#[derive(Debug)]
pub struct Alternatives {
    /// The alternatives `dirty`.
    pub dirty: ::coolbpf::Alternatives<alternatives::Dirty>,
    /// The alternatives `read`.
    pub read: ::coolbpf::Alternatives<alternatives::Read>,
}
impl ::core::fmt::Display for Alternatives {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&self.dirty, f)?;
        f.write_str("\n")?;
        ::core::fmt::Display::fmt(&self.read, f)?;
        ::core::result::Result::Ok(())
    }
}
/// The ways of each group of alternatives.
pub mod alternatives {
    /// The ways of the alternatives `dirty`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Dirty {
        /// `folio`: the program `on_dirty_folio` (`raw_tp/writeback_dirty_folio`).
        Folio,
        /// `page`: the program `on_dirty_page` (`raw_tp/writeback_dirty_page`).
        Page,
    }
    impl ::coolbpf::Alternative for Dirty {
        const GROUP: &'static str = "dirty";
        const ALL: &'static [Self] = &[Self::Folio, Self::Page];
        fn name(self) -> &'static str {
            match self {
                Self::Folio => "folio",
                Self::Page => "page",
            }
        }
    }
    impl ::core::fmt::Display for Dirty {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Dirty {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
    /// The ways of the alternatives `read`, the best first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Read {
        /// `fentry`: the programs `fentry_read` (`fentry/filemap_read`), `fexit_read` (`fexit/filemap_read`), `fentry_splice` (`fentry/filemap_splice_read`), `fexit_splice` (`fexit/filemap_splice_read`).
        Fentry,
        /// `kprobe`: the programs `kprobe_splice` (`kprobe/filemap_splice_read`), `kprobe_splice_end` (`kretprobe/filemap_splice_read`), `kprobe_read` (`kprobe/filemap_read`), `kprobe_read_end` (`kretprobe/filemap_read`).
        Kprobe,
        /// `kprobe_6_4`: the programs `kprobe_6_4_read` (`kprobe/filemap_read`), `kprobe_6_4_read_end` (`kretprobe/filemap_read`).
        Kprobe64,
        /// `kprobe_5_11`: the programs `kprobe_5_11_read` (`kprobe/generic_file_buffered_read`), `kprobe_5_11_read_end` (`kretprobe/generic_file_buffered_read`).
        Kprobe511,
        /// `none`: the program `no_read` (`raw_tp/mm_filemap_add_to_page_cache`).
        None,
    }
    impl ::coolbpf::Alternative for Read {
        const GROUP: &'static str = "read";
        const ALL: &'static [Self] = &[
            Self::Fentry,
            Self::Kprobe,
            Self::Kprobe64,
            Self::Kprobe511,
            Self::None,
        ];
        fn name(self) -> &'static str {
            match self {
                Self::Fentry => "fentry",
                Self::Kprobe => "kprobe",
                Self::Kprobe64 => "kprobe_6_4",
                Self::Kprobe511 => "kprobe_5_11",
                Self::None => "none",
            }
        }
    }
    impl ::core::fmt::Display for Read {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(::coolbpf::Alternative::name(*self))
        }
    }
    impl ::core::str::FromStr for Read {
        type Err = ::coolbpf::Error;
        fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
            ::coolbpf::Alternative::named(name)
        }
    }
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `SEC(".bss")`, 32 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct bss {
        /// `u64 hits`, at byte 0.
        pub hits: u64,
        /// `u64 misses`, at byte 8.
        pub misses: u64,
        /// `u64 added`, at byte 16.
        pub added: u64,
        /// `u64 dirtied`, at byte 24.
        pub dirtied: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < bss > () == 32);
        ::core::assert!(
            32 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(bss, hits) == 0);
        ::core::assert!(::core::mem::offset_of!(bss, misses) == 8);
        ::core::assert!(::core::mem::offset_of!(bss, added) == 16);
        ::core::assert!(::core::mem::offset_of!(bss, dirtied) == 24);
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
                .field("hits", &self.hits)
                .field("misses", &self.misses)
                .field("added", &self.added)
                .field("dirtied", &self.dirtied)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for bss {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.hits, &other.hits)
                && ::core::cmp::PartialEq::eq(&self.misses, &other.misses)
                && ::core::cmp::PartialEq::eq(&self.added, &other.added)
                && ::core::cmp::PartialEq::eq(&self.dirtied, &other.dirtied)
        }
    }
    impl ::core::cmp::Eq for bss {}
    impl ::core::hash::Hash for bss {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.hits, state);
            ::core::hash::Hash::hash(&self.misses, state);
            ::core::hash::Hash::hash(&self.added, state);
            ::core::hash::Hash::hash(&self.dirtied, state);
        }
    }
    /// `struct coolbpf_filter`, 56 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_filter {
        /// `__u32 process`, at byte 0.
        pub process: u32,
        /// `__u32 thread`, at byte 4.
        pub thread: u32,
        /// `__u32 has_user`, at byte 8.
        pub has_user: u32,
        /// `__u32 user`, at byte 12.
        pub user: u32,
        /// `__u64 cgroup`, at byte 16.
        pub cgroup: u64,
        /// `__u64 within`, at byte 24.
        pub within: u64,
        /// `__u32 level`, at byte 32.
        pub level: u32,
        /// `char comm[16]`, at byte 36.
        pub comm: ::coolbpf::Chars<16>,
        /// `__u32 padding`, at byte 52.
        pub padding: u32,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_filter > () == 56);
        ::core::assert!(
            56 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < ::coolbpf::Chars < 16 > > () +
            ::coolbpf::__private::v1::storage::size:: < u32 > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, process) == 0);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, thread) == 4);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, has_user) == 8);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, user) == 12);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, cgroup) == 16);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, within) == 24);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, level) == 32);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, comm) == 36);
        ::core::assert!(::core::mem::offset_of!(coolbpf_filter, padding) == 52);
    };
    unsafe impl ::coolbpf::Value for coolbpf_filter {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "process",
                0,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "thread",
                32,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "has_user",
                64,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "user",
                96,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "cgroup",
                128,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "within",
                192,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "level",
                256,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "comm",
                288,
                128,
                <::coolbpf::Chars<16> as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "padding",
                416,
                32,
                <u32 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_filter {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_filter {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_filter")
                .field("process", &self.process)
                .field("thread", &self.thread)
                .field("has_user", &self.has_user)
                .field("user", &self.user)
                .field("cgroup", &self.cgroup)
                .field("within", &self.within)
                .field("level", &self.level)
                .field("comm", &self.comm)
                .field("padding", &self.padding)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_filter {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.process, &other.process)
                && ::core::cmp::PartialEq::eq(&self.thread, &other.thread)
                && ::core::cmp::PartialEq::eq(&self.has_user, &other.has_user)
                && ::core::cmp::PartialEq::eq(&self.user, &other.user)
                && ::core::cmp::PartialEq::eq(&self.cgroup, &other.cgroup)
                && ::core::cmp::PartialEq::eq(&self.within, &other.within)
                && ::core::cmp::PartialEq::eq(&self.level, &other.level)
                && ::core::cmp::PartialEq::eq(&self.comm, &other.comm)
                && ::core::cmp::PartialEq::eq(&self.padding, &other.padding)
        }
    }
    impl ::core::cmp::Eq for coolbpf_filter {}
    impl ::core::hash::Hash for coolbpf_filter {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.process, state);
            ::core::hash::Hash::hash(&self.thread, state);
            ::core::hash::Hash::hash(&self.has_user, state);
            ::core::hash::Hash::hash(&self.user, state);
            ::core::hash::Hash::hash(&self.cgroup, state);
            ::core::hash::Hash::hash(&self.within, state);
            ::core::hash::Hash::hash(&self.level, state);
            ::core::hash::Hash::hash(&self.comm, state);
            ::core::hash::Hash::hash(&self.padding, state);
        }
    }
    /// `struct reading`, 48 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct reading {
        /// `u64 mapping`, at byte 0.
        pub mapping: u64,
        /// `u64 position`, at byte 8.
        pub position: u64,
        /// `s64 before`, at byte 16.
        pub before: i64,
        /// `u64 first`, at byte 24.
        pub first: u64,
        /// `u64 last`, at byte 32.
        pub last: u64,
        /// `u64 missing`, at byte 40.
        pub missing: u64,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < reading > () == 48);
        ::core::assert!(
            48 == 0 + ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < i64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > () +
            ::coolbpf::__private::v1::storage::size:: < u64 > ()
        );
        ::core::assert!(::core::mem::offset_of!(reading, mapping) == 0);
        ::core::assert!(::core::mem::offset_of!(reading, position) == 8);
        ::core::assert!(::core::mem::offset_of!(reading, before) == 16);
        ::core::assert!(::core::mem::offset_of!(reading, first) == 24);
        ::core::assert!(::core::mem::offset_of!(reading, last) == 32);
        ::core::assert!(::core::mem::offset_of!(reading, missing) == 40);
    };
    unsafe impl ::coolbpf::Value for reading {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "mapping",
                0,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "position",
                64,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "before",
                128,
                64,
                <i64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "first",
                192,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "last",
                256,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
            ::coolbpf::__private::v1::Field::new(
                "missing",
                320,
                64,
                <u64 as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for reading {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for reading {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("reading")
                .field("mapping", &self.mapping)
                .field("position", &self.position)
                .field("before", &self.before)
                .field("first", &self.first)
                .field("last", &self.last)
                .field("missing", &self.missing)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for reading {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.mapping, &other.mapping)
                && ::core::cmp::PartialEq::eq(&self.position, &other.position)
                && ::core::cmp::PartialEq::eq(&self.before, &other.before)
                && ::core::cmp::PartialEq::eq(&self.first, &other.first)
                && ::core::cmp::PartialEq::eq(&self.last, &other.last)
                && ::core::cmp::PartialEq::eq(&self.missing, &other.missing)
        }
    }
    impl ::core::cmp::Eq for reading {}
    impl ::core::hash::Hash for reading {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.mapping, state);
            ::core::hash::Hash::hash(&self.position, state);
            ::core::hash::Hash::hash(&self.before, state);
            ::core::hash::Hash::hash(&self.first, state);
            ::core::hash::Hash::hash(&self.last, state);
            ::core::hash::Hash::hash(&self.missing, state);
        }
    }
    /// `SEC(".rodata")`, 64 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct rodata {
        /// `u32 page_shift`, at byte 0.
        pub page_shift: u32,
        #[doc(hidden)]
        pub __padding_4: [u8; 4],
        /// `struct coolbpf_filter filter`, at byte 8.
        pub filter: coolbpf_filter,
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < rodata > () == 64);
        ::core::assert!(
            64 == 0 + ::coolbpf::__private::v1::storage::size:: < u32 > () +
            ::coolbpf::__private::v1::storage::size:: < [u8; 4] > () +
            ::coolbpf::__private::v1::storage::size:: < coolbpf_filter > ()
        );
        ::core::assert!(::core::mem::offset_of!(rodata, page_shift) == 0);
        ::core::assert!(::core::mem::offset_of!(rodata, __padding_4) == 4);
        ::core::assert!(::core::mem::offset_of!(rodata, filter) == 8);
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
                .field("page_shift", &self.page_shift)
                .field("filter", &self.filter)
                .finish()
        }
    }
    impl ::core::cmp::PartialEq for rodata {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.page_shift, &other.page_shift)
                && ::core::cmp::PartialEq::eq(&self.filter, &other.filter)
        }
    }
    impl ::core::cmp::Eq for rodata {}
    impl ::core::hash::Hash for rodata {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.page_shift, state);
            ::core::hash::Hash::hash(&self.filter, state);
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
                .name("cachestat_bpf")
                .map("readings", false)
                .map("cachesta.rodata", true)
                .map("cachesta.bss", true)
                .prog("on_add")
                .prog("no_read")
                .prog("on_dirty_folio")
                .prog("on_dirty_page")
                .prog("fentry_read")
                .prog("fexit_read")
                .prog("fentry_splice")
                .prog("fexit_splice")
                .prog("kprobe_splice")
                .prog("kprobe_splice_end")
                .prog("kprobe_read")
                .prog("kprobe_6_4_read")
                .prog("kprobe_read_end")
                .prog("kprobe_6_4_read_end")
                .prog("kprobe_5_11_read")
                .prog("kprobe_5_11_read_end");
            builder.build()
        }
        pub struct OpenCachestatMaps<'obj> {
            pub map_readings: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub rodata_data: Option<&'obj mut super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenCachestatMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_readings = None;
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
                        "readings" => map_readings = Some(map),
                        "cachesta.rodata" => rodata = Some(map),
                        "cachesta.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_readings: map_readings
                        .present("map `map_readings` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_mut()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct CachestatMaps<'obj> {
            pub map_readings: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub rodata_data: Option<&'obj super::super::types::rodata>,
            pub bss: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            pub bss_data: Option<&'obj mut super::super::types::bss>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> CachestatMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_readings = None;
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
                        "readings" => map_readings = Some(map),
                        "cachesta.rodata" => rodata = Some(map),
                        "cachesta.bss" => bss = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_readings: map_readings
                        .present("map `map_readings` not present")?,
                    rodata: rodata.present("map `rodata` not present")?,
                    rodata_data: unsafe {
                        config
                            .map_mmap_ptr(1)
                            .present("BPF map `rodata` does not have mmap pointer")?
                            .cast::<super::super::types::rodata>()
                            .as_ref()
                    },
                    bss: bss.present("map `bss` not present")?,
                    bss_data: unsafe {
                        config
                            .map_mmap_ptr(2)
                            .present("BPF map `bss` does not have mmap pointer")?
                            .cast::<super::super::types::bss>()
                            .as_mut()
                    },
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenCachestatProgs<'obj> {
            pub prog_on_add: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_no_read: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_on_dirty_folio: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_on_dirty_page: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fentry_read: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_read: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fentry_splice: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_fexit_splice: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kprobe_splice: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kprobe_splice_end: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kprobe_read: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kprobe_6_4_read: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kprobe_read_end: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kprobe_6_4_read_end: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kprobe_5_11_read: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_kprobe_5_11_read_end: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenCachestatProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_on_add = None;
                let mut prog_no_read = None;
                let mut prog_on_dirty_folio = None;
                let mut prog_on_dirty_page = None;
                let mut prog_fentry_read = None;
                let mut prog_fexit_read = None;
                let mut prog_fentry_splice = None;
                let mut prog_fexit_splice = None;
                let mut prog_kprobe_splice = None;
                let mut prog_kprobe_splice_end = None;
                let mut prog_kprobe_read = None;
                let mut prog_kprobe_6_4_read = None;
                let mut prog_kprobe_read_end = None;
                let mut prog_kprobe_6_4_read_end = None;
                let mut prog_kprobe_5_11_read = None;
                let mut prog_kprobe_5_11_read_end = None;
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
                        "on_add" => prog_on_add = Some(prog),
                        "no_read" => prog_no_read = Some(prog),
                        "on_dirty_folio" => prog_on_dirty_folio = Some(prog),
                        "on_dirty_page" => prog_on_dirty_page = Some(prog),
                        "fentry_read" => prog_fentry_read = Some(prog),
                        "fexit_read" => prog_fexit_read = Some(prog),
                        "fentry_splice" => prog_fentry_splice = Some(prog),
                        "fexit_splice" => prog_fexit_splice = Some(prog),
                        "kprobe_splice" => prog_kprobe_splice = Some(prog),
                        "kprobe_splice_end" => prog_kprobe_splice_end = Some(prog),
                        "kprobe_read" => prog_kprobe_read = Some(prog),
                        "kprobe_6_4_read" => prog_kprobe_6_4_read = Some(prog),
                        "kprobe_read_end" => prog_kprobe_read_end = Some(prog),
                        "kprobe_6_4_read_end" => prog_kprobe_6_4_read_end = Some(prog),
                        "kprobe_5_11_read" => prog_kprobe_5_11_read = Some(prog),
                        "kprobe_5_11_read_end" => prog_kprobe_5_11_read_end = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_on_add: prog_on_add.present("prog `prog_on_add` not present")?,
                    prog_no_read: prog_no_read
                        .present("prog `prog_no_read` not present")?,
                    prog_on_dirty_folio: prog_on_dirty_folio
                        .present("prog `prog_on_dirty_folio` not present")?,
                    prog_on_dirty_page: prog_on_dirty_page
                        .present("prog `prog_on_dirty_page` not present")?,
                    prog_fentry_read: prog_fentry_read
                        .present("prog `prog_fentry_read` not present")?,
                    prog_fexit_read: prog_fexit_read
                        .present("prog `prog_fexit_read` not present")?,
                    prog_fentry_splice: prog_fentry_splice
                        .present("prog `prog_fentry_splice` not present")?,
                    prog_fexit_splice: prog_fexit_splice
                        .present("prog `prog_fexit_splice` not present")?,
                    prog_kprobe_splice: prog_kprobe_splice
                        .present("prog `prog_kprobe_splice` not present")?,
                    prog_kprobe_splice_end: prog_kprobe_splice_end
                        .present("prog `prog_kprobe_splice_end` not present")?,
                    prog_kprobe_read: prog_kprobe_read
                        .present("prog `prog_kprobe_read` not present")?,
                    prog_kprobe_6_4_read: prog_kprobe_6_4_read
                        .present("prog `prog_kprobe_6_4_read` not present")?,
                    prog_kprobe_read_end: prog_kprobe_read_end
                        .present("prog `prog_kprobe_read_end` not present")?,
                    prog_kprobe_6_4_read_end: prog_kprobe_6_4_read_end
                        .present("prog `prog_kprobe_6_4_read_end` not present")?,
                    prog_kprobe_5_11_read: prog_kprobe_5_11_read
                        .present("prog `prog_kprobe_5_11_read` not present")?,
                    prog_kprobe_5_11_read_end: prog_kprobe_5_11_read_end
                        .present("prog `prog_kprobe_5_11_read_end` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct CachestatProgs<'obj> {
            pub prog_on_add: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_no_read: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_on_dirty_folio: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_on_dirty_page: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fentry_read: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_fexit_read: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_fentry_splice: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_fexit_splice: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_kprobe_splice: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_kprobe_splice_end: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_kprobe_read: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_kprobe_6_4_read: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_kprobe_read_end: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_kprobe_6_4_read_end: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_kprobe_5_11_read: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            pub prog_kprobe_5_11_read_end: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> CachestatProgs<'obj> {
            fn new(open_progs: OpenCachestatProgs<'obj>) -> Self {
                Self {
                    prog_on_add: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_add.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_no_read: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_no_read.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_on_dirty_folio: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_dirty_folio.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_on_dirty_page: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_dirty_page.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fentry_read: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fentry_read.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_read: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fexit_read.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fentry_splice: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fentry_splice.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_fexit_splice: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_fexit_splice.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_kprobe_splice: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_kprobe_splice.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_kprobe_splice_end: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_kprobe_splice_end.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_kprobe_read: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_kprobe_read.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_kprobe_6_4_read: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_kprobe_6_4_read.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_kprobe_read_end: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_kprobe_read_end.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_kprobe_6_4_read_end: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_kprobe_6_4_read_end
                                .as_libbpf_object()
                                .as_mut(),
                        )
                    },
                    prog_kprobe_5_11_read: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_kprobe_5_11_read.as_libbpf_object().as_mut(),
                        )
                    },
                    prog_kprobe_5_11_read_end: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs
                                .prog_kprobe_5_11_read_end
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
        pub struct CachestatSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> CachestatSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCachestatSkel<'obj>> {
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
                let mut skel = OpenCachestatSkel {
                    maps: unsafe {
                        OpenCachestatMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenCachestatProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for CachestatSkelBuilder {
            type Output = OpenCachestatSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCachestatSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCachestatSkel<'obj>> {
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
        pub struct OpenCachestatSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenCachestatMaps<'obj>,
            pub progs: OpenCachestatProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenCachestatSkel<'obj> {
            type Output = CachestatSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<CachestatSkel<'obj>> {
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
                Ok(CachestatSkel {
                    maps: unsafe {
                        CachestatMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: CachestatProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: CachestatLinks::default(),
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
        pub struct CachestatLinks {
            pub prog_on_add: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_no_read: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_on_dirty_folio: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_on_dirty_page: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fentry_read: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_read: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fentry_splice: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_fexit_splice: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_kprobe_splice: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_kprobe_splice_end: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_kprobe_read: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_kprobe_6_4_read: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_kprobe_read_end: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_kprobe_6_4_read_end: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
            pub prog_kprobe_5_11_read: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_kprobe_5_11_read_end: Option<
                ::coolbpf::__private::v1::libbpf_rs::Link,
            >,
        }
        pub struct CachestatSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: CachestatMaps<'obj>,
            pub progs: CachestatProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: CachestatLinks,
        }
        unsafe impl Send for CachestatSkel<'_> {}
        unsafe impl Sync for CachestatSkel<'_> {}
        impl<'obj> Skel<'obj> for CachestatSkel<'obj> {
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
                self.links = CachestatLinks {
                    prog_on_add: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_no_read: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(1)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_on_dirty_folio: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(2)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_on_dirty_page: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(3)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fentry_read: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(4)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_read: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(5)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fentry_splice: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(6)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_fexit_splice: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(7)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kprobe_splice: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(8)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kprobe_splice_end: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(9)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kprobe_read: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(10)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kprobe_6_4_read: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(11)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kprobe_read_end: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(12)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kprobe_6_4_read_end: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(13)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kprobe_5_11_read: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(14)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                    prog_kprobe_5_11_read_end: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(15)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl CachestatSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
