/// Opens the program: nothing of it is in the kernel yet, and it can be configured.
///
/// # Errors
/// Where the object can't be opened.
pub fn open() -> ::coolbpf::Result<Open> {
    Open::new()
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
    object: ::coolbpf::__private::v1::Opened<skeleton::OpenCongestionSkel<'static>>,
}
impl Open {
    fn new() -> ::coolbpf::Result<Self> {
        let object = ::coolbpf::__private::v1::Opened::open(
            <skeleton::CongestionSkelBuilder as ::core::default::Default>::default(),
            ::coolbpf::__private::v1::About {
                name: "congestion",
                source: ::coolbpf::__private::v1::Source {
                    rust_file: ::core::file!(),
                    start: __COOLBPF_SOURCE_START,
                },
            },
        )?;
        ::coolbpf::Result::Ok(Self {
            maps: OpenMaps {},
            progs: OpenPrograms {
                ssthresh: object.program(|skeleton| &skeleton.progs.prog_ssthresh)?,
                cong_avoid: object.program(|skeleton| &skeleton.progs.prog_cong_avoid)?,
                undo_cwnd: object.program(|skeleton| &skeleton.progs.prog_undo_cwnd)?,
            },
            object,
        })
    }
    /// Creates the maps and loads the programs into the kernel, which verifies them.
    ///
    /// # Errors
    /// Where permission or the kernel's types are missing, or the verifier rejects a program: see
    /// [`ErrorKind`](::coolbpf::ErrorKind).
    pub fn load(self) -> ::coolbpf::Result<Bpf> {
        let object = self.object.load()?;
        ::coolbpf::Result::Ok(Bpf {
            maps: Maps {},
            progs: Programs {
                ssthresh: object.program(|skeleton| &skeleton.progs.prog_ssthresh)?,
                cong_avoid: object.program(|skeleton| &skeleton.progs.prog_cong_avoid)?,
                undo_cwnd: object.program(|skeleton| &skeleton.progs.prog_undo_cwnd)?,
            },
            links: ::std::vec::Vec::new(),
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
    /// The program `ssthresh` in the section `struct_ops/ssthresh`.
    pub ssthresh: ::coolbpf::OpenProgram,
    /// The program `cong_avoid` in the section `struct_ops/cong_avoid`.
    pub cong_avoid: ::coolbpf::OpenProgram,
    /// The program `undo_cwnd` in the section `struct_ops/undo_cwnd`.
    pub undo_cwnd: ::coolbpf::OpenProgram,
}
/// The program in the kernel. Dropping it detaches what [`Bpf::attach`] attached.
#[derive(Debug)]
pub struct Bpf {
    /// The maps.
    pub maps: Maps,
    /// The programs.
    pub progs: Programs,
    links: ::std::vec::Vec<::coolbpf::Link>,
    object: ::coolbpf::__private::v1::Loaded<skeleton::OpenCongestionSkel<'static>>,
}
impl Bpf {
    /// Attaches every program whose section says what to, until this is dropped.
    ///
    /// It leaves alone which are attached already, and those whose section does not say what to, as in
    /// `SEC("xdp")`: they have methods of their own, such as
    /// [`attach_xdp`](::coolbpf::Program::attach_xdp).
    ///
    /// # Errors
    /// Where one of them can't be attached; then this attaches none.
    pub fn attach(&mut self) -> ::coolbpf::Result<()> {
        self.links.extend(self.object.attach()?);
        ::coolbpf::Result::Ok(())
    }
}
/// The maps.
#[derive(Debug)]
pub struct Maps {}
/// The programs.
#[derive(Debug)]
pub struct Programs {
    /// The program `ssthresh` in the section `struct_ops/ssthresh`.
    pub ssthresh: ::coolbpf::Program,
    /// The program `cong_avoid` in the section `struct_ops/cong_avoid`.
    pub cong_avoid: ::coolbpf::Program,
    /// The program `undo_cwnd` in the section `struct_ops/undo_cwnd`.
    pub undo_cwnd: ::coolbpf::Program,
}
/// The program's types, with the layout that they have in C.
pub mod types {}
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
        fn build_skel_config() -> ::coolbpf::__private::v1::libbpf_rs::Result<
            ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'static,
            >,
        > {
            let mut builder = ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfigBuilder::new(
                &DATA,
            );
            builder
                .name("congestion_bpf")
                .map("control", false)
                .prog("ssthresh")
                .prog("cong_avoid")
                .prog("undo_cwnd");
            builder.build()
        }
        pub struct OpenCongestionMaps<'obj> {
            pub map_control: ::coolbpf::__private::v1::libbpf_rs::OpenMapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenCongestionMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_control = None;
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
                        "control" => map_control = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_control: map_control.present("map `map_control` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct CongestionMaps<'obj> {
            pub map_control: ::coolbpf::__private::v1::libbpf_rs::MapMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> CongestionMaps<'obj> {
            unsafe fn new(
                config: &::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                    '_,
                >,
                object: &mut ::coolbpf::__private::v1::libbpf_rs::Object,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut map_control = None;
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
                        "control" => map_control = Some(map),
                        _ => {}
                    }
                }
                let slf = Self {
                    map_control: map_control.present("map `map_control` not present")?,
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct OpenCongestionProgs<'obj> {
            pub prog_ssthresh: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<'obj>,
            pub prog_cong_avoid: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            pub prog_undo_cwnd: ::coolbpf::__private::v1::libbpf_rs::OpenProgramMut<
                'obj,
            >,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> OpenCongestionProgs<'obj> {
            unsafe fn new(
                object: &mut ::coolbpf::__private::v1::libbpf_rs::OpenObject,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<Self> {
                let mut prog_ssthresh = None;
                let mut prog_cong_avoid = None;
                let mut prog_undo_cwnd = None;
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
                    _phantom: std::marker::PhantomData,
                };
                Ok(slf)
            }
        }
        pub struct CongestionProgs<'obj> {
            pub prog_ssthresh: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_cong_avoid: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            pub prog_undo_cwnd: ::coolbpf::__private::v1::libbpf_rs::ProgramMut<'obj>,
            _phantom: std::marker::PhantomData<&'obj ()>,
        }
        impl<'obj> CongestionProgs<'obj> {
            fn new(open_progs: OpenCongestionProgs<'obj>) -> Self {
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
        pub struct CongestionSkelBuilder {
            pub obj_builder: ::coolbpf::__private::v1::libbpf_rs::ObjectBuilder,
        }
        impl<'obj> CongestionSkelBuilder {
            fn open_opts_impl(
                self,
                open_opts: *const libbpf_sys::bpf_object_open_opts,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCongestionSkel<'obj>> {
                let skel_config = build_skel_config()?;
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
                let mut skel = OpenCongestionSkel {
                    maps: unsafe {
                        OpenCongestionMaps::new(&skel_config, obj_ref.as_mut())?
                    },
                    progs: unsafe { OpenCongestionProgs::new(obj_ref.as_mut())? },
                    obj: obj_ref,
                    struct_ops: unsafe { std::mem::zeroed() },
                    skel_config,
                };
                skel.struct_ops.map_control = skel
                    .maps
                    .map_control
                    .initial_value_mut()
                    .unwrap()
                    .as_mut_ptr()
                    .cast();
                Ok(skel)
            }
        }
        impl<'obj> SkelBuilder<'obj> for CongestionSkelBuilder {
            type Output = OpenCongestionSkel<'obj>;
            fn open(
                self,
                object: &'obj mut std::mem::MaybeUninit<
                    ::coolbpf::__private::v1::libbpf_rs::OpenObject,
                >,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCongestionSkel<'obj>> {
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
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<OpenCongestionSkel<'obj>> {
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
            pub map_control: *mut ::std::ffi::c_void,
        }
        impl StructOps {
            pub fn map_control(&self) -> &::std::ffi::c_void {
                unsafe { self.map_control.as_ref() }.unwrap()
            }
            pub fn map_control_mut(&mut self) -> &mut ::std::ffi::c_void {
                unsafe { self.map_control.as_mut() }.unwrap()
            }
        }
        pub struct OpenCongestionSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::OpenObject>,
            pub maps: OpenCongestionMaps<'obj>,
            pub progs: OpenCongestionProgs<'obj>,
            pub struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
        }
        impl<'obj> OpenSkel<'obj> for OpenCongestionSkel<'obj> {
            type Output = CongestionSkel<'obj>;
            fn load(
                self,
            ) -> ::coolbpf::__private::v1::libbpf_rs::Result<CongestionSkel<'obj>> {
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
                Ok(CongestionSkel {
                    maps: unsafe {
                        CongestionMaps::new(&self.skel_config, obj_ref.as_mut())?
                    },
                    progs: CongestionProgs::new(self.progs),
                    obj: obj_ref,
                    struct_ops: self.struct_ops,
                    skel_config: self.skel_config,
                    links: CongestionLinks::default(),
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
        pub struct CongestionLinks {
            pub prog_ssthresh: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_cong_avoid: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
            pub prog_undo_cwnd: Option<::coolbpf::__private::v1::libbpf_rs::Link>,
        }
        pub struct CongestionSkel<'obj> {
            obj: OwnedRef<'obj, ::coolbpf::__private::v1::libbpf_rs::Object>,
            pub maps: CongestionMaps<'obj>,
            pub progs: CongestionProgs<'obj>,
            struct_ops: StructOps,
            skel_config: ::coolbpf::__private::v1::libbpf_rs::__internal_skel::ObjectSkeletonConfig<
                'obj,
            >,
            pub links: CongestionLinks,
        }
        unsafe impl Send for CongestionSkel<'_> {}
        unsafe impl Sync for CongestionSkel<'_> {}
        impl<'obj> Skel<'obj> for CongestionSkel<'obj> {
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
                self.links = CongestionLinks {
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
                };
                Ok(())
            }
        }
        impl CongestionSkel<'_> {
            pub fn struct_ops_raw(&self) -> *const StructOps {
                &self.struct_ops
            }
            pub fn struct_ops(&self) -> &StructOps {
                &self.struct_ops
            }
        }
        #[unsafe(link_section = ".bpf.objs")]
        static DATA: [u8; 12592] = *__COOLBPF_OBJECT;
    }
}
