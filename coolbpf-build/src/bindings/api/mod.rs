//! What users see of a program: its functions, maps, programs and global variables.

mod alternatives;
mod fields;
mod map;
mod options;
mod section;
mod session;
mod struct_ops;

use coolbpf_contract::btf::Btf;
use coolbpf_contract::{AlternativeGroup, CheckedObject, GlobalSection, Program, Request};
use proc_macro2::TokenStream;
use quote::quote;

use self::alternatives::Alternatives;
use self::fields::Fields;
use self::map::{Counters, MapSurface};
use self::section::Globals;
use self::session::Session;
use self::struct_ops::StructOps;
use super::ident::Scope;
use super::skeleton::Skeleton;
use super::types::{Root, Types};

/// What can't be written, in words that follow on the name of the program.
type Result<T> = std::result::Result<T, String>;

/// Where `coolbpf.h` counts the events that ring buffers lose: a section, a variable in it of each C file, and its size.
const LOST_SECTION: &str = GlobalSection::OF_COOLBPF;
const LOST_VARIABLE: &str = "__coolbpf_lost";
const LOST_SIZE: u32 = 512 * 8;

/// What of an object is handed out.
pub(super) struct Surface<'a> {
    maps: Vec<MapSurface<'a>>,
    struct_ops: Vec<StructOps>,
    programs: &'a [Program],
    alternatives: &'a [AlternativeGroup],
    /// The sections of global variables that are the user's.
    pub(super) sections: Vec<GlobalSection>,
    /// Where counters of lost events start in their section.
    lost: Vec<u32>,
    /// Whether there are variables, the user's or not.
    has_variables: bool,
    has_functions: bool,
}

impl<'a> Surface<'a> {
    pub(super) fn of(object: &'a CheckedObject) -> Self {
        let (ours, sections): (Vec<_>, Vec<_>) =
            object.globals().iter().cloned().partition(|section| section.name == LOST_SECTION);
        let variables = ours.iter().flat_map(|section| &section.variables);
        let lost = variables
            .filter(|variable| variable.name.as_str() == LOST_VARIABLE && variable.size == LOST_SIZE);
        Self {
            maps: MapSurface::of_all(object.maps(), object.events()),
            struct_ops: struct_ops::of(&object.btf()),
            programs: object.programs(),
            alternatives: object.alternatives(),
            sections,
            lost: lost.map(|variable| variable.offset).collect(),
            has_variables: object.has_variables(),
            has_functions: object.has_functions(),
        }
    }

    /// The types that the handles name.
    pub(super) fn roots(&self) -> Vec<Root<'_>> {
        self.maps
            .iter()
            .flat_map(MapSurface::roots)
            .chain(self.struct_ops.iter().map(StructOps::root))
            .collect()
    }

    /// The items beside `types` and the skeleton.
    pub(super) fn items(
        &self,
        program: &str,
        btf: &Btf<'_>,
        types: &Types<'_>,
        skeleton: &Skeleton,
    ) -> Result<TokenStream> {
        let (open_maps, maps) = self.maps(program, types)?;
        let (open_programs, programs) = self.programs();
        let globals = self.globals(types, skeleton)?;
        let events = self.events(types)?;
        let callbacks = struct_ops::callbacks(&self.struct_ops, btf, types)?;
        let alternatives = Alternatives::of(self.alternatives, self.programs);
        let (open_alternatives, open_alternatives_value) = (alternatives.open_field, alternatives.open_value);
        let (alternatives_field, alternatives_value) = (alternatives.field, alternatives.value);
        let alternatives_items = alternatives.items;
        let adaptations = self.adaptations();
        let Skeleton { builder, open, .. } = skeleton;
        let Globals {
            open_fields,
            open_values,
            open_methods,
            dropped,
            fields,
            values,
            methods,
            items,
            shapes: section_shapes,
            ..
        } = globals;
        let (open_map_fields, open_map_values) = (&open_maps.fields, &open_maps.values);
        let (map_fields, map_values) = (&maps.fields, &maps.values);
        let (open_program_fields, open_program_values) = (&open_programs.fields, &open_programs.values);
        let (program_fields, program_values) = (&programs.fields, &programs.values);
        let of_maps = session::shapes(&self.maps, types)?;
        let session =
            Session::of(program, &quote!(#of_maps #section_shapes), &events, &fields, &values, &methods);
        let Session { items: session_items, methods: session_methods, replace } = session;
        Ok(quote! {
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
                Open::new(::core::option::Option::Some(instruction_set), ::core::option::Option::None)
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
                #open_alternatives
                #open_fields
                instruction_set: ::coolbpf::InstructionSet,
                object: ::coolbpf::__private::v1::Opened<skeleton::#open<'static>>,
            }

            impl Open {
                fn new(
                    wanted: ::core::option::Option<::coolbpf::InstructionSet>,
                    given: ::core::option::Option<::coolbpf::Btf>,
                ) -> ::coolbpf::Result<Self> {
                    let ::coolbpf::__private::v1::Carried { instruction_set, bytes, types } =
                        ::coolbpf::__private::v1::choose(#program, __COOLBPF_CARRIED, wanted)?;
                    let object = ::coolbpf::__private::v1::Opened::open_adapting(
                        skeleton::#builder { object: bytes, ..::core::default::Default::default() },
                        ::coolbpf::__private::v1::About {
                            name: #program,
                            source: ::coolbpf::__private::v1::Source {
                                rust_file: ::core::file!(),
                                start: __COOLBPF_SOURCE_START,
                            },
                            object: bytes,
                        },
                        types,
                        given,
                        #adaptations,
                    )?;
                    ::coolbpf::Result::Ok(Self {
                        maps: OpenMaps { #open_map_values },
                        progs: OpenPrograms { #open_program_values },
                        #open_alternatives_value
                        #open_values
                        instruction_set,
                        object,
                    })
                }

                /// The instruction set that the opened object is compiled for.
                pub fn instruction_set(&self) -> ::coolbpf::InstructionSet {
                    self.instruction_set
                }

                #open_methods

                /// The types that CO-RE relocations are answered by: the kernel's own, else those of a file in the usual places,
                /// else those that the binary carries for this kernel.
                #[must_use]
                pub fn kernel_types(&self) -> &::coolbpf::KernelTypes {
                    self.object.kernel_types()
                }

                #replace

                /// Creates the maps and loads the programs into the kernel, which verifies them.
                ///
                /// # Errors
                /// Where permission or the kernel's types are missing, or the verifier rejects a program: see
                /// [`ErrorKind`](::coolbpf::ErrorKind).
                pub fn load(self) -> ::coolbpf::Result<Bpf> {
                    #dropped
                    let object = self.object.load()?;
                    ::coolbpf::Result::Ok(Bpf {
                        maps: Maps::of(&object)?,
                        progs: Programs { #program_values },
                        #alternatives_value
                        #values
                        links: ::std::vec::Vec::new(),
                        instruction_set: self.instruction_set,
                        object,
                    })
                }
            }

            /// The maps before the load.
            #[derive(Debug)]
            pub struct OpenMaps { #open_map_fields }

            /// The programs before the load.
            #[derive(Debug)]
            pub struct OpenPrograms { #open_program_fields }

            /// The program in the kernel. Dropping it detaches what [`Bpf::attach`] attached.
            #[derive(Debug)]
            pub struct Bpf {
                /// The maps.
                pub maps: Maps,
                /// The programs.
                pub progs: Programs,
                #alternatives_field
                #fields
                links: ::std::vec::Vec<::coolbpf::Link>,
                instruction_set: ::coolbpf::InstructionSet,
                object: ::coolbpf::__private::v1::Loaded<skeleton::#open<'static>>,
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

                #session_methods

                /// The instruction set that the loaded object is compiled for.
                pub fn instruction_set(&self) -> ::coolbpf::InstructionSet {
                    self.instruction_set
                }

                #events
                #methods

                /// How often each loaded program has run, by its name, and for how long: see
                /// [`measure_programs`](::coolbpf::measure_programs). Linux 5.1.
                ///
                /// # Errors
                /// [`ErrorKind::Unsupported`](::coolbpf::ErrorKind) before that.
                pub fn statistics(
                    &self,
                ) -> ::coolbpf::Result<::std::vec::Vec<(::std::string::String, ::coolbpf::ProgramStatistics)>> {
                    self.object.statistics()
                }

                /// The types that CO-RE relocations were answered by.
                #[must_use]
                pub fn kernel_types(&self) -> &::coolbpf::KernelTypes {
                    self.object.kernel_types()
                }
            }

            #session_items

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

            #items

            /// The maps.
            #[derive(Debug)]
            pub struct Maps { #map_fields }

            impl Maps {
                #[allow(unused_variables, reason = "an object may have no maps")]
                fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
                    ::coolbpf::Result::Ok(Self { #map_values })
                }
            }

            /// The programs.
            #[derive(Debug)]
            pub struct Programs { #program_fields }

            #callbacks
            #alternatives_items
        })
    }

    /// The constants that can be options of a command line.
    pub(super) fn options(
        &self,
        request: &Request,
        object: &CheckedObject,
        types: &Types<'_>,
    ) -> Result<TokenStream> {
        options::options(request, object, &self.sections, types)
    }

    /// What of the runtime a binary needs for the object.
    fn adaptations(&self) -> TokenStream {
        let hook =
            |program: &Program| program.section.trim_start_matches('?').split('/').next().map(str::to_owned);
        let is_of_many = |hook: String| hook.ends_with(".multi") || hook.ends_with(".multi.s");
        let needs = [
            (!self.alternatives.is_empty(), quote!(.alternatives())),
            (self.maps.iter().any(MapSurface::is_channel), quote!(.channels())),
            (self.has_variables, quote!(.variables())),
            (self.has_functions, quote!(.functions())),
            (self.programs.iter().filter_map(hook).any(is_of_many), quote!(.attach_many())),
            (self.maps.iter().any(|map| map.map.pinned), quote!(.pins())),
        ];
        let needs = needs.into_iter().filter_map(|(is_needed, need)| is_needed.then_some(need));
        quote!(::coolbpf::__private::v1::Adaptations::FEWEST #(#needs)*)
    }

    fn maps(&self, program: &str, types: &Types<'_>) -> Result<(Fields, Fields)> {
        let (mut open, mut loaded) = (Fields::default(), Fields::default());
        let lost = (!self.lost.is_empty()).then(|| {
            let section = quote!(object.map(#LOST_SECTION)?);
            Counters { section, offsets: self.lost.clone() }
        });
        for map in &self.maps {
            let name = map.map.name.as_str();
            let (ty, value) = map.open();
            open.push(name, &format!(" The map `{name}`."), &ty, &value);
            loaded.push(name, &map.doc(program), &map.handle(types)?, &map.value(types, lost.as_ref())?);
        }
        for interface in &self.struct_ops {
            let name = interface.name.as_str();
            let field = Skeleton::map_field(name);
            let ty = interface.path(types)?;
            let doc = format!(" The interface `{name}` of the kernel.");
            let value = quote!(object.struct_ops(|skeleton| &skeleton.maps.#field)?);
            open.push(name, &doc, &quote!(::coolbpf::OpenStructOps<#ty>), &value);
            let value = quote!(object.struct_ops(#name)?);
            loaded.push(name, &doc, &quote!(::coolbpf::StructOps<#ty>), &value);
        }
        Ok((open, loaded))
    }

    fn programs(&self) -> (Fields, Fields) {
        let (mut open, mut loaded) = (Fields::default(), Fields::default());
        for program in self.programs {
            let name = program.name.as_str();
            let doc = format!(" The program `{name}` in the section `{}`.", program.section);
            let field = Skeleton::program_field(name);
            let value = quote!(object.program(|skeleton| &skeleton.progs.#field)?);
            open.push(name, &doc, &quote!(::coolbpf::OpenProgram), &value);
            loaded.push(name, &doc, &quote!(::coolbpf::Program), &value);
        }
        (open, loaded)
    }

    fn globals(&self, types: &Types<'_>, skeleton: &Skeleton) -> Result<Globals> {
        let mut globals = Globals::default();
        for (index, section) in self.sections.iter().enumerate() {
            let ty =
                types.section(index).ok_or_else(|| format!("the section `{}` has no type", section.name))?;
            globals.section(section, ty, types, skeleton)?;
        }
        Ok(globals)
    }

    /// The short way to the events, where it is clear which are meant.
    fn events(&self, types: &Types<'_>) -> Result<TokenStream> {
        let mut scope = Scope::default();
        let mut event_maps = Vec::new();
        for map in &self.maps {
            let field = scope.claim([map.map.name.as_str()]);
            if let Some((event, error)) = map.events(types)? {
                event_maps.push((field, event, error));
            }
        }
        let [(field, event, error)] = event_maps.as_slice() else { return Ok(TokenStream::new()) };
        let doc = format!(" The events of the map `{field}`, as they come.");
        Ok(quote! {
            #[doc = #doc]
            ///
            /// # Errors
            #[doc = #error]
            pub fn events(&self) -> ::coolbpf::Result<::coolbpf::Events<'_, #event>> {
                self.maps.#field.events()
            }
        })
    }
}
