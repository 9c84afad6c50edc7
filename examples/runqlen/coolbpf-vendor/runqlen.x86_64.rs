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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenRunqlenSkel<'static>>,
}
impl Open {
    fn new(
        wanted: ::core::option::Option<::coolbpf::InstructionSet>,
        given: ::core::option::Option<::coolbpf::Btf>,
    ) -> ::coolbpf::Result<Self> {
        let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } = ::coolbpf::__private::v1::choose(
            "runqlen",
            __COOLBPF_CARRIED,
            wanted,
        )?;
        let object = ::coolbpf::__private::v1::Opened::open_adapting(
            skeleton::RunqlenSkelBuilder {
                object: bytes,
                ..::core::default::Default::default()
            },
            ::coolbpf::__private::v1::About {
                name: "runqlen",
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
                lengths: object.map(|skeleton| &skeleton.maps.map_lengths)?,
            },
            progs: OpenPrograms {
                on_sample: object.program(|skeleton| &skeleton.progs.prog_on_sample)?,
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
                on_sample: object.program(|skeleton| &skeleton.progs.prog_on_sample)?,
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
    /// The map `lengths`.
    pub lengths: ::coolbpf::OpenMap,
}
/// The programs before the load.
#[derive(Debug)]
pub struct OpenPrograms {
    /// The program `on_sample` in the section `perf_event`.
    pub on_sample: ::coolbpf::OpenProgram,
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
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenRunqlenSkel<'static>>,
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
        "runqlen",
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
const __COOLBPF_SHAPES: ::coolbpf::__private::v1::Shapes = &[
    ("lengths", &[::coolbpf::__private::v1::Shape::of::<types::coolbpf_linear>()]),
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
/// The maps.
#[derive(Debug)]
pub struct Maps {
    /// The map `lengths`: an array with a value per CPU.
    pub lengths: ::coolbpf::PerCpuArray<types::coolbpf_linear>,
}
impl Maps {
    #[allow(unused_variables, reason = "an object may have no maps")]
    fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
        ::coolbpf::Result::Ok(Self {
            lengths: <::coolbpf::PerCpuArray<
                types::coolbpf_linear,
            >>::of(object.map("lengths")?)?,
        })
    }
}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `on_sample` in the section `perf_event`.
    pub on_sample: ::coolbpf::Program,
}
/// The program's types, with the layout that they have in C.
pub mod types {
    /// `struct coolbpf_linear`, 512 bytes.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    #[repr(C)]
    pub struct coolbpf_linear {
        /// `__u64 slots[64]`, at byte 0.
        pub slots: [u64; 64],
    }
    const _: () = {
        ::core::assert!(::core::mem::size_of:: < coolbpf_linear > () == 512);
        ::core::assert!(
            512 == 0 + ::coolbpf::__private::v1::storage::size:: < [u64; 64] > ()
        );
        ::core::assert!(::core::mem::offset_of!(coolbpf_linear, slots) == 0);
    };
    unsafe impl ::coolbpf::Value for coolbpf_linear {
        const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[
            ::coolbpf::__private::v1::Field::new(
                "slots",
                0,
                4096,
                <[u64; 64] as ::coolbpf::Value>::FIELDS,
            ),
        ];
    }
    impl ::core::default::Default for coolbpf_linear {
        fn default() -> Self {
            ::coolbpf::Value::zeroed()
        }
    }
    impl ::core::fmt::Debug for coolbpf_linear {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("coolbpf_linear").field("slots", &self.slots).finish()
        }
    }
    impl ::core::cmp::PartialEq for coolbpf_linear {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.slots, &other.slots)
        }
    }
    impl ::core::cmp::Eq for coolbpf_linear {}
    impl ::core::hash::Hash for coolbpf_linear {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.slots, state);
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
            builder.name("runqlen_bpf").map("lengths", false).prog("on_sample");
            builder.build()
        }
        pub struct OpenRunqlenMaps<'obj> {
            pub map_lengths: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenRunqlenMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_lengths = None;
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
                        "lengths" => map_lengths = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_lengths: map_lengths.present("map `map_lengths` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct RunqlenMaps<'obj> {
            pub map_lengths: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> RunqlenMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_lengths = None;
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
                        "lengths" => map_lengths = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_lengths: map_lengths.present("map `map_lengths` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenRunqlenProgs<'obj> {
            pub prog_on_sample: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenRunqlenProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_on_sample = None;
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
                        "on_sample" => prog_on_sample = Some(prog),
                        _ => {}
                    }
                }
                let slf = Self {
                    prog_on_sample: prog_on_sample
                        .present("prog `prog_on_sample` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct RunqlenProgs<'obj> {
            pub prog_on_sample: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> RunqlenProgs<'obj> {
            fn new(open_progs: OpenRunqlenProgs<'obj>) -> Self {
                Self {
                    prog_on_sample: unsafe {
                        ::coolbpf::__private::v1::libbpf_rs::ProgramMut::new_mut(
                            open_progs.prog_on_sample.as_libbpf_object().as_mut(),
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
        pub struct RunqlenSkelBuilder {
            pub object: &'static [u8],
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> RunqlenSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenRunqlenSkel<'obj>> {
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
                let mut skel = OpenRunqlenSkel {
                    maps: unsafe {
                        OpenRunqlenMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenRunqlenProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for RunqlenSkelBuilder {
            type Output = OpenRunqlenSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenRunqlenSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenRunqlenSkel<'obj>> {
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
        pub struct OpenRunqlenSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenRunqlenMaps<'obj>,
            pub progs: OpenRunqlenProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenRunqlenSkel<'obj> {
            type Output = RunqlenSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<RunqlenSkel<'obj>> {
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
                Ok(RunqlenSkel {
                    maps: unsafe {
                        RunqlenMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: RunqlenProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: RunqlenLinks::default(),
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
        pub struct RunqlenLinks {
            pub prog_on_sample: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct RunqlenSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: RunqlenMaps<'obj>,
            pub progs: RunqlenProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: RunqlenLinks,
        }
        unsafe impl Send for RunqlenSkel<'_> {}
        unsafe impl Sync for RunqlenSkel<'_> {}
        impl<'obj> Skel<'obj> for RunqlenSkel<'obj> {
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
                self.links = RunqlenLinks {
                    prog_on_sample: core::ptr::NonNull::new(
                            self.skel_config.prog_link_ptr(0)?,
                        )
                        .map(|ptr| unsafe {
                            ::coolbpf::__private::v1::libbpf_rs::Link::from_ptr(ptr)
                        }),
                };
                Ok(())
            }
        }
        impl RunqlenSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
    }
}
