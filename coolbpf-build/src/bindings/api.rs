//! What users see of a program: its functions, maps, programs and global variables.

use coolbpf_contract::btf::TypeId;
use coolbpf_contract::{CheckedObject, GlobalSection, Map, Program};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::ident::Scope;
use super::skeleton::Skeleton;
use super::types::{Root, Types};

/// What can't be written, in words that follow on the name of the program.
type Result<T> = std::result::Result<T, String>;

/// `enum bpf_map_type` of `linux/bpf.h`, as far as there are handles of their own.
mod map_type {
    pub(super) const HASH: u32 = 1;
    pub(super) const ARRAY: u32 = 2;
    pub(super) const PERF_EVENT_ARRAY: u32 = 4;
    pub(super) const PERCPU_HASH: u32 = 5;
    pub(super) const PERCPU_ARRAY: u32 = 6;
    pub(super) const LRU_HASH: u32 = 9;
    pub(super) const LRU_PERCPU_HASH: u32 = 10;
    pub(super) const RINGBUF: u32 = 27;
}

/// How a map is handed out.
#[derive(Clone, Copy)]
enum Form {
    Hash { key: TypeId, value: TypeId },
    Array { value: TypeId },
    PerCpuHash { key: TypeId, value: TypeId },
    PerCpuArray { value: TypeId },
    RingBuffer { event: TypeId },
    PerfBuffer { event: TypeId },
    Raw,
}

struct MapSurface<'a> {
    map: &'a Map,
    form: Form,
    /// What key, value and event are called in Rust if they have no names in C.
    names: [String; 2],
}

/// Where `coolbpf.h` counts lost events: a section and a variable in it.
const LOST_SECTION: &str = ".bss.coolbpf";
const LOST_VARIABLE: &str = "__coolbpf_lost";

/// What of an object is handed out.
pub(super) struct Surface<'a> {
    maps: Vec<MapSurface<'a>>,
    programs: &'a [Program],
    /// The sections of global variables that are the user's.
    pub(super) sections: Vec<GlobalSection>,
    /// Where the counter of lost events starts in its section, if the object has one.
    lost: Option<u32>,
}

impl<'a> Surface<'a> {
    pub(super) fn of(object: &'a CheckedObject) -> Self {
        let maps = object.maps().iter().map(|map| {
            let event = object.events().iter().find(|event| event.map == map.name).map(|event| event.event);
            let (first, second) = match event {
                Some(_) => ("event", "event"),
                None => ("key", "value"),
            };
            let names = [first, second].map(|part| format!("{}_{part}", map.name));
            MapSurface { map, form: Form::of(map, event), names }
        });
        let (ours, sections): (Vec<_>, Vec<_>) =
            object.globals().iter().cloned().partition(|section| section.name == LOST_SECTION);
        let lost = ours
            .iter()
            .flat_map(|section| &section.variables)
            .find(|variable| variable.name.as_str() == LOST_VARIABLE && variable.size == 8);
        let lost = lost.map(|variable| variable.offset);
        Self { maps: maps.collect(), programs: object.programs(), sections, lost }
    }

    /// The types that the handles name.
    pub(super) fn roots(&self) -> Vec<Root<'_>> {
        let mut roots = Vec::new();
        for MapSurface { form, names: [first, second], .. } in &self.maps {
            let mut root = |type_id, name| roots.push(Root { type_id, name });
            match *form {
                Form::Hash { key, value } | Form::PerCpuHash { key, value } => {
                    root(key, first.as_str());
                    root(value, second.as_str());
                }
                Form::Array { value } | Form::PerCpuArray { value } => root(value, second.as_str()),
                Form::RingBuffer { event } | Form::PerfBuffer { event } => root(event, first.as_str()),
                Form::Raw => {}
            }
        }
        roots
    }

    /// The items beside `types` and the skeleton.
    pub(super) fn items(&self, program: &str, types: &Types<'_>, skeleton: &Skeleton) -> Result<TokenStream> {
        let (open_maps, maps) = self.maps(program, types)?;
        let (open_programs, programs) = self.programs();
        let globals = self.globals(types, skeleton)?;
        let events = self.events(types)?;
        let Skeleton { builder, open, .. } = skeleton;
        let Globals { open_fields, open_values, open_methods, dropped, fields, values, methods } = globals;
        let (open_map_fields, open_map_values) = (&open_maps.fields, &open_maps.values);
        let (map_fields, map_values) = (&maps.fields, &maps.values);
        let (open_program_fields, open_program_values) = (&open_programs.fields, &open_programs.values);
        let (program_fields, program_values) = (&programs.fields, &programs.values);
        Ok(quote! {
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
                #open_fields
                object: ::coolbpf::__private::v1::Opened<skeleton::#open<'static>>,
            }

            impl Open {
                fn new() -> ::coolbpf::Result<Self> {
                    let object = ::coolbpf::__private::v1::Opened::open(
                        <skeleton::#builder as ::core::default::Default>::default(),
                        ::coolbpf::__private::v1::About {
                            name: #program,
                            source: ::coolbpf::__private::v1::Source {
                                rust_file: ::core::file!(),
                                start: __COOLBPF_SOURCE_START,
                            },
                        },
                    )?;
                    ::coolbpf::Result::Ok(Self {
                        maps: OpenMaps { #open_map_values },
                        progs: OpenPrograms { #open_program_values },
                        #open_values
                        object,
                    })
                }

                #open_methods

                /// Creates the maps and loads the programs into the kernel, which verifies them.
                ///
                /// # Errors
                /// Where permission or the kernel's types are missing, or the verifier rejects a program: see
                /// [`ErrorKind`](::coolbpf::ErrorKind).
                pub fn load(self) -> ::coolbpf::Result<Bpf> {
                    #dropped
                    let object = self.object.load()?;
                    ::coolbpf::Result::Ok(Bpf {
                        maps: Maps { #map_values },
                        progs: Programs { #program_values },
                        #values
                        links: ::std::vec::Vec::new(),
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
                #fields
                links: ::std::vec::Vec<::coolbpf::Link>,
                object: ::coolbpf::__private::v1::Loaded<skeleton::#open<'static>>,
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

                #events
                #methods
            }

            /// The maps.
            #[derive(Debug)]
            pub struct Maps { #map_fields }

            /// The programs.
            #[derive(Debug)]
            pub struct Programs { #program_fields }
        })
    }

    fn maps(&self, program: &str, types: &Types<'_>) -> Result<(Fields, Fields)> {
        let (mut open, mut loaded) = (Fields::default(), Fields::default());
        for MapSurface { map, form, .. } in &self.maps {
            let name = map.name.as_str();
            let (handle, doc) = form.handle(program, map, types)?;
            let field = Skeleton::map_field(name);
            let pick = quote!(|skeleton| &skeleton.maps.#field);
            open.push(
                name,
                &format!(" The map `{name}`."),
                &quote!(::coolbpf::OpenMap),
                &quote!(object.map(#pick)?),
            );
            let value = match (form, self.lost) {
                (Form::Raw, _) => quote!(object.map(#pick)?),
                (Form::RingBuffer { .. }, Some(offset)) => {
                    let counters = Skeleton::section_field(LOST_SECTION);
                    let counters = quote!(object.map(|skeleton| &skeleton.maps.#counters)?);
                    let offset = Literal::u32_unsuffixed(offset);
                    quote!(<#handle>::counting(object.map(#pick)?, #counters, #offset)?)
                }
                _ => quote!(<#handle>::of(object.map(#pick)?)?),
            };
            loaded.push(name, &doc, &handle, &value);
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
            globals.section(section, ty, skeleton);
        }
        Ok(globals)
    }

    /// The short way to the events, where it is clear which are meant.
    fn events(&self, types: &Types<'_>) -> Result<TokenStream> {
        let mut scope = Scope::default();
        let mut event_maps = Vec::new();
        for MapSurface { map, form, .. } in &self.maps {
            let field = scope.claim([map.name.as_str()]);
            match form {
                Form::RingBuffer { event } => {
                    event_maps.push((field, types.path(*event)?, " Where the ring buffer can't be mapped."));
                }
                Form::PerfBuffer { event } => {
                    event_maps.push((
                        field,
                        types.path(*event)?,
                        " Where the rings of the CPUs can't be made.",
                    ));
                }
                _ => {}
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

impl Form {
    fn of(map: &Map, event: Option<TypeId>) -> Self {
        match (map.map_type, map.key, map.value, event) {
            (map_type::HASH | map_type::LRU_HASH, Some(key), Some(value), _) => Self::Hash { key, value },
            (map_type::PERCPU_HASH | map_type::LRU_PERCPU_HASH, Some(key), Some(value), _) => {
                Self::PerCpuHash { key, value }
            }
            (map_type::ARRAY, _, Some(value), _) => Self::Array { value },
            (map_type::PERCPU_ARRAY, _, Some(value), _) => Self::PerCpuArray { value },
            (map_type::RINGBUF, _, _, Some(event)) => Self::RingBuffer { event },
            (map_type::PERF_EVENT_ARRAY, _, _, Some(event)) => Self::PerfBuffer { event },
            _ => Self::Raw,
        }
    }

    /// The type of the handle, and what to say about it.
    fn handle(self, program: &str, map: &Map, types: &Types<'_>) -> Result<(TokenStream, String)> {
        let path = |type_id| types.path(type_id);
        let (handle, what) = match self {
            Self::Hash { key, value } => {
                let (key, value) = (path(key)?, path(value)?);
                (quote!(::coolbpf::HashMap<#key, #value>), "a hash map")
            }
            Self::Array { value } => {
                let value = path(value)?;
                (quote!(::coolbpf::Array<#value>), "an array")
            }
            Self::PerCpuHash { key, value } => {
                let (key, value) = (path(key)?, path(value)?);
                (quote!(::coolbpf::PerCpuHashMap<#key, #value>), "a hash map with a value per CPU")
            }
            Self::PerCpuArray { value } => {
                let value = path(value)?;
                (quote!(::coolbpf::PerCpuArray<#value>), "an array with a value per CPU")
            }
            Self::RingBuffer { event } => {
                let event = path(event)?;
                (quote!(::coolbpf::RingBuffer<#event>), "a ring buffer")
            }
            Self::PerfBuffer { event } => {
                let event = path(event)?;
                (quote!(::coolbpf::PerfBuffer<#event>), "a perf buffer")
            }
            Self::Raw => {
                let mut doc = format!(" The map `{}`.", map.name);
                let hint = match map.map_type {
                    map_type::RINGBUF => {
                        "a ring buffer with no event type: declare it with `COOLBPF_EVENTS`, or name it"
                    }
                    map_type::PERF_EVENT_ARRAY => "a perf buffer with no event type: name it",
                    _ => return Ok((quote!(::coolbpf::RawMap), doc)),
                };
                doc.pop();
                doc.push_str(&format!(
                    ": {hint} under `events` in `[package.metadata.coolbpf.program.{program}]`."
                ));
                return Ok((quote!(::coolbpf::RawMap), doc));
            }
        };
        Ok((handle, format!(" The map `{}`: {what}.", map.name)))
    }
}

/// The fields of a struct, and their values.
#[derive(Default)]
struct Fields {
    scope: Scope,
    fields: TokenStream,
    values: TokenStream,
}

impl Fields {
    fn push(&mut self, name: &str, doc: &str, ty: &TokenStream, value: &TokenStream) {
        let field = self.scope.claim([name]);
        self.fields.extend(quote! {
            #[doc = #doc]
            pub #field: #ty,
        });
        self.values.extend(quote!(#field: #value,));
    }
}

/// Sections of global variables: fields of `Open` and `Bpf`, their values, and the methods that give access.
#[derive(Default)]
struct Globals {
    open_fields: TokenStream,
    open_values: TokenStream,
    open_methods: TokenStream,
    /// The end of their use, before the load.
    dropped: TokenStream,
    fields: TokenStream,
    values: TokenStream,
    methods: TokenStream,
}

impl Globals {
    fn section(&mut self, section: &GlobalSection, ty: &Ident, skeleton: &Skeleton) {
        let name = &section.name;
        let field = Skeleton::section_field(name);
        // The only reference to the variables is to be the one that is handed out.
        let take =
            skeleton.variables_field(name).map(|variables| quote!(let _ = skeleton.maps.#variables.take();));
        self.open_fields.extend(quote!(#field: ::coolbpf::__private::v1::Variables<types::#ty>,));
        self.open_values.extend(quote! {
            #field: object.variables(|skeleton| {
                #take
                &mut skeleton.maps.#field
            })?,
        });
        let doc = format!(" The initial values of the variables in `{name}`.");
        self.open_methods.extend(quote! {
            #[doc = #doc]
            pub fn #field(&mut self) -> &mut types::#ty {
                self.#field.get()
            }
        });
        self.dropped.extend(quote!(::core::mem::drop(self.#field);));
        self.fields.extend(quote!(#field: ::coolbpf::Globals<types::#ty>,));
        self.values.extend(quote!(#field: object.globals(|skeleton| &skeleton.maps.#field)?,));
        let doc = if section.read_only {
            format!(" The constants in `{name}`, to be read.")
        } else {
            format!(" The variables in `{name}`, to be read and written.")
        };
        self.methods.extend(quote! {
            #[doc = #doc]
            pub fn #field(&self) -> &::coolbpf::Globals<types::#ty> {
                &self.#field
            }
        });
    }
}
