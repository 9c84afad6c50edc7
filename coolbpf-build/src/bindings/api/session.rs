//! Programs that outlive their process, and that take the place of others.

use proc_macro2::TokenStream;
use quote::quote;

use super::Result;
use super::map::MapSurface;
use crate::bindings::types::Types;

/// What the bindings have of it.
pub(super) struct Session {
    /// Beside the others: `from_pins` and what it gives.
    pub(super) items: TokenStream,
    /// Of `Bpf`.
    pub(super) methods: TokenStream,
    /// Of `Open`.
    pub(super) replace: TokenStream,
}

/// What each map holds.
pub(super) fn shapes(maps: &[MapSurface<'_>], types: &Types<'_>) -> Result<TokenStream> {
    maps.iter()
        .map(|map| {
            let (name, shapes) = (map.map.name.as_str(), map.shapes(types)?);
            Ok(quote!((#name, &[#(#shapes),*]),))
        })
        .collect()
}

impl Session {
    /// `shapes` are those of maps and sections; the others are what `Bpf` has of events and sections, too.
    pub(super) fn of(
        program: &str,
        shapes: &TokenStream,
        events: &TokenStream,
        fields: &TokenStream,
        values: &TokenStream,
        methods: &TokenStream,
    ) -> Self {
        Self {
            items: items(program, shapes, events, fields, values, methods),
            methods: of_bpf(),
            replace: replace(),
        }
    }
}

fn items(
    program: &str,
    shapes: &TokenStream,
    events: &TokenStream,
    fields: &TokenStream,
    values: &TokenStream,
    methods: &TokenStream,
) -> TokenStream {
    quote! {
            /// Opens what [`Bpf::pin_all`] has pinned to a directory: that of another process, or of the last run of this one.
            ///
            /// # Errors
            /// Where there are no such pins, those of another program, or of a version whose maps hold other types.
            pub fn from_pins(directory: impl ::core::convert::AsRef<::std::path::Path>) -> ::coolbpf::Result<Pinned> {
                let object =
                    ::coolbpf::Pins::open(directory.as_ref(), #program, __COOLBPF_SHAPES, __COOLBPF_CARRIED)?;
                ::coolbpf::Result::Ok(Pinned { maps: Maps::of(&object)?, #values object })
            }

            /// The program as files of a BPF file system keep it. Dropping it leaves them, and the programs attached.
            #[derive(Debug)]
            pub struct Pinned {
                /// The maps.
                pub maps: Maps,
                #fields
                object: ::coolbpf::Pins,
            }

            impl Pinned {
                #events
                #methods

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
                fn __parts(&self) -> ::coolbpf::Result<::std::vec::Vec<::coolbpf::__private::v1::Part>> {
                    self.object.parts()
                }

                fn __take_links(
                    &mut self,
                ) -> ::coolbpf::Result<::std::vec::Vec<(::std::string::String, ::coolbpf::Link)>> {
                    self.object.links()
                }

                fn __give_back(&mut self, _: ::std::vec::Vec<(::std::string::String, ::coolbpf::Link)>) {}
            }

            impl ::coolbpf::Running for Bpf {
                fn __parts(&self) -> ::coolbpf::Result<::std::vec::Vec<::coolbpf::__private::v1::Part>> {
                    self.object.parts(__COOLBPF_SHAPES)
                }

                fn __take_links(
                    &mut self,
                ) -> ::coolbpf::Result<::std::vec::Vec<(::std::string::String, ::coolbpf::Link)>> {
                    self.object.named(&mut self.links)
                }

                fn __give_back(&mut self, links: ::std::vec::Vec<(::std::string::String, ::coolbpf::Link)>) {
                    self.links.extend(links.into_iter().map(|(_, link)| link));
                }
            }

            static __COOLBPF_CARRIED: &[::coolbpf::__private::v1::Carried] = __COOLBPF_OBJECTS;

            const __COOLBPF_SHAPES: ::coolbpf::__private::v1::Shapes = &[#shapes];
    }
}

fn of_bpf() -> TokenStream {
    quote! {
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
                    let detached: ::std::vec::Vec<_> =
                        self.links.drain(..).map(::coolbpf::Link::detach).collect();
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
    }
}

fn replace() -> TokenStream {
    quote! {
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
                    let kept =
                        self.object.keep_maps(::coolbpf::Running::__parts(old)?, __COOLBPF_SHAPES, how)?;
                    let mut bpf = self.load()?;
                    let switched = bpf.object.take_over(old, kept, how, &mut bpf.links)?;
                    ::coolbpf::Result::Ok((bpf, switched))
                }
    }
}
