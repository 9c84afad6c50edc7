//! A skeleton for whatever object, so that it goes the way of those that bindings bring.

use std::mem::MaybeUninit;

use libbpf_rs::libbpf_sys::bpf_object_open_opts;
use libbpf_rs::skel::{OpenSkel, Skel, SkelBuilder};
use libbpf_rs::{Object, ObjectBuilder, OpenObject, Result};

pub(super) struct Builder {
    builder: ObjectBuilder,
    object: &'static [u8],
}

impl Builder {
    pub(super) fn new(name: &str, object: &'static [u8]) -> Result<Self> {
        let mut builder = ObjectBuilder::default();
        builder.name(name)?;
        Ok(Self { builder, object })
    }
}

impl SkelBuilder<'static> for Builder {
    type Output = Open;

    fn open(mut self, _object: &'static mut MaybeUninit<OpenObject>) -> Result<Open> {
        self.builder.open_memory(self.object).map(Open)
    }

    fn open_opts(
        self,
        _options: bpf_object_open_opts,
        object: &'static mut MaybeUninit<OpenObject>,
    ) -> Result<Open> {
        self.open(object)
    }

    fn object_builder(&self) -> &ObjectBuilder {
        &self.builder
    }

    fn object_builder_mut(&mut self) -> &mut ObjectBuilder {
        &mut self.builder
    }
}

pub(super) struct Open(OpenObject);

impl OpenSkel<'static> for Open {
    type Output = Loaded;

    fn load(self) -> Result<Loaded> {
        self.0.load().map(Loaded)
    }

    fn open_object(&self) -> &OpenObject {
        &self.0
    }

    fn open_object_mut(&mut self) -> &mut OpenObject {
        &mut self.0
    }
}

pub(super) struct Loaded(Object);

impl Skel<'static> for Loaded {
    fn object(&self) -> &Object {
        &self.0
    }

    fn object_mut(&mut self) -> &mut Object {
        &mut self.0
    }
}
