//! Shapes of the types in BTF.

use std::collections::HashMap;
use std::sync::Arc;

use coolbpf_contract::btf::{self, Btf, TypeId};

use super::{Kind, MOST_BYTES, MOST_DEPTH, Member, Shape};

/// Builds the shapes of one BTF, each of them once.
pub(crate) struct Builder<'a> {
    btf: &'a Btf<'a>,
    built: HashMap<TypeId, Option<Arc<Shape>>>,
    /// How many types it is in the middle of.
    depth: usize,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(btf: &'a Btf<'a>) -> Self {
        Self { btf, built: HashMap::new(), depth: 0 }
    }

    /// The shape of a type; `None` for what has no values, or contains itself, or nests too deep.
    pub(crate) fn shape(&mut self, id: TypeId) -> Option<Arc<Shape>> {
        self.build(id)
    }

    /// The shape of a type, or as many bytes where there is none.
    pub(crate) fn shape_or_bytes(&mut self, id: Option<TypeId>, size: usize) -> Arc<Shape> {
        let shape = id.and_then(|id| self.shape(id)).filter(|shape| shape.size == size);
        shape.unwrap_or_else(|| Arc::new(Shape::bytes(size)))
    }

    fn build(&mut self, id: TypeId) -> Option<Arc<Shape>> {
        let id = self.btf.skip_modifiers(id);
        if let Some(built) = self.built.get(&id) {
            return built.clone();
        }
        // What is met again before it is built contains itself.
        self.built.insert(id, None);
        self.depth += 1;
        let shape = if self.depth <= MOST_DEPTH { self.new_shape(id).map(Arc::new) } else { None };
        self.depth -= 1;
        self.built.insert(id, shape.clone());
        shape
    }

    fn new_shape(&mut self, id: TypeId) -> Option<Shape> {
        let size = usize::try_from(self.btf.size_of(id)?).ok().filter(|size| *size <= MOST_BYTES)?;
        let kind = match self.btf.type_by_id(id)?.kind {
            btf::Kind::Int(int) if int.is_bool => Kind::Bool,
            btf::Kind::Int(int) => Kind::Int { signed: int.signed },
            btf::Kind::Float { size: 4 | 8 } => Kind::Float,
            btf::Kind::Enum(e) | btf::Kind::Enum64(e) => {
                let names = e.enumerators.map(|enumerator| (enumerator.name.into(), enumerator.value));
                Kind::Enum { signed: e.signed, names: names.collect() }
            }
            btf::Kind::Pointer(_) => Kind::Pointer,
            btf::Kind::Array(array) if self.is_char(array.element) => Kind::Text,
            btf::Kind::Array(array) => {
                Kind::Array { element: self.build(array.element)?, length: array.length as usize }
            }
            btf::Kind::Struct(composite) | btf::Kind::Union(composite) => self.members(composite)?,
            // Floating-point numbers that no processor of BPF's has.
            _ => Kind::Bytes,
        };
        let within = match &kind {
            Kind::Array { element, .. } => element.height,
            Kind::Struct { members } => members.iter().map(|member| member.shape.height).max().unwrap_or(0),
            _ => 0,
        };
        (within < MOST_DEPTH).then_some(Shape { size, height: within + 1, kind })
    }

    fn members(&mut self, composite: btf::Composite<'_>) -> Option<Kind> {
        let members = composite.members.map(|member| {
            Some(Member {
                name: member.name.into(),
                offset: member.bit_offset as usize,
                width: member.bitfield,
                shape: self.build(member.type_id)?,
            })
        });
        members.collect::<Option<_>>().map(|members| Kind::Struct { members })
    }

    /// As the bindings have it: clang does not say which integers are characters.
    fn is_char(&self, id: TypeId) -> bool {
        self.btf.type_by_id(self.btf.skip_modifiers(id)).is_some_and(|ty| {
            ty.name == "char" && matches!(ty.kind, btf::Kind::Int(int) if int.size == 1 && !int.is_bool)
        })
    }
}
