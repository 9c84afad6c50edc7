//! A skeleton for whatever object, so that it goes the way of those that bindings bring.

use std::borrow::Cow;
use std::mem::MaybeUninit;

use libbpf_rs::libbpf_sys::bpf_object_open_opts;
use libbpf_rs::skel::{OpenSkel, Skel, SkelBuilder};
use libbpf_rs::{Object, ObjectBuilder, OpenObject, Result};

pub(crate) struct Builder {
    builder: ObjectBuilder,
    object: Cow<'static, [u8]>,
}

impl Builder {
    pub(crate) fn new(name: &str, object: impl Into<Cow<'static, [u8]>>) -> Result<Self> {
        let mut builder = ObjectBuilder::default();
        builder.name(name)?;
        Ok(Self { builder, object: object.into() })
    }
}

impl SkelBuilder<'static> for Builder {
    type Output = Open;

    fn open(mut self, _object: &'static mut MaybeUninit<OpenObject>) -> Result<Open> {
        // libbpf has copied what it needs by the time that this returns.
        self.builder.open_memory(&self.object).map(Open)
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

pub(crate) struct Open(OpenObject);

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

pub(crate) struct Loaded(Object);

impl Skel<'static> for Loaded {
    fn object(&self) -> &Object {
        &self.0
    }

    fn object_mut(&mut self) -> &mut Object {
        &mut self.0
    }
}
