//! Types of the kernels that the user named, slimmed to what an object asks of them.
//!
//! `kernels` of `[package.metadata.coolbpf]` names kernels that don't tell their types: by BTF files of the package, which any build
//! can slim, or by releases, whose BTF only `cargo coolbpf vendor` looks for.

mod named;
mod slim;

use std::collections::BTreeMap;

use coolbpf_contract::btf::Btf;
use coolbpf_contract::{Arch, CheckedObject, KernelId, KernelTypes, Release};

pub(crate) use named::{Kernel, Kernels, Place, watched};
use slim::Slimmer;

use crate::{Error, Result};

/// What finds the BTF of a kernel that is named by its release.
pub(crate) type FindBtf<'a> = dyn FnMut(&Kernel, Arch, &[usize]) -> Result<Found> + 'a;

/// What was found of a kernel.
pub(crate) enum Found {
    /// Its BTF, and where.
    Btf {
        bytes: Vec<u8>,
        place: String,
    },
    /// What an object asks of it, slimmed already: by the place of the object among those that are asked for.
    #[cfg(feature = "compile")]
    Slim(BTreeMap<usize, Vec<u8>>),
    Nothing,
}

/// For each object, its architecture's share of the kernels' types: none where it asks nothing of them, or they are of other
/// architectures.
///
/// # Errors
/// Where a kernel's BTF can't be read or is refused.
pub(crate) fn slimmed(
    kernels: &Kernels,
    objects: &[(Arch, &CheckedObject)],
    find: &mut FindBtf<'_>,
) -> Result<Vec<Option<KernelTypes>>> {
    let slimmers = objects.iter().map(|(_, object)| Slimmer::of(object)).collect::<Result<Vec<_>>>()?;
    let mut slim: Vec<BTreeMap<KernelId, Vec<u8>>> = vec![BTreeMap::new(); objects.len()];
    for kernel in &kernels.all {
        for arch in Arch::ALL.into_iter().filter(|arch| kernel.arch.is_none_or(|only| only == *arch)) {
            let asking = || {
                let of_arch = objects.iter().zip(&slimmers).enumerate();
                of_arch.filter(move |(_, ((of, _), slimmer))| *of == arch && !slimmer.is_idle())
            };
            let places: Vec<usize> = asking().map(|(at, _)| at).collect();
            if places.is_empty() {
                continue;
            }
            match find(kernel, arch, &places)? {
                Found::Nothing => {}
                #[cfg(feature = "compile")]
                Found::Slim(mut ready) => {
                    for (at, _) in asking() {
                        if let (Some(bytes), Some(slim)) = (ready.remove(&at), slim.get_mut(at)) {
                            slim.insert(kernel.id.clone(), bytes);
                        }
                    }
                }
                Found::Btf { bytes, place } => {
                    let refused = |error| Error::from(error).context(&place);
                    let btf = Btf::parse(&bytes).map_err(refused)?;
                    for (at, (_, slimmer)) in asking() {
                        if let Some(slim) = slim.get_mut(at) {
                            slim.insert(
                                kernel.id.clone(),
                                slimmer.slim(&btf).map_err(|error| error.context(&place))?,
                            );
                        }
                    }
                }
            }
        }
    }
    let types = slim.iter().zip(objects).map(|(kernels, (arch, _))| {
        let types = (!kernels.is_empty()).then(|| KernelTypes::new(*arch, kernels)).transpose();
        types.map_err(|error| {
            Error::from(error).context("the types of the kernels that `kernels` names are refused")
        })
    });
    types.collect()
}

/// The types for an object that this build compiled, of the kernels whose BTF lies in the package; and what the user should know.
pub(crate) fn of_this_build(
    kernels: &Kernels,
    arch: Arch,
    object: &CheckedObject,
) -> Result<(Option<KernelTypes>, Option<String>)> {
    let mut without: Vec<&Release> = Vec::new();
    for kernel in &kernels.all {
        if kernel.place == Place::Elsewhere && kernel.arch.is_none_or(|only| only == arch) {
            without.push(&kernel.id.release);
        }
    }
    let mut types = slimmed(kernels, &[(arch, object)], &mut |kernel, _, _| kernels.read(kernel))?;
    let asks = !Slimmer::of(object)?.is_idle();
    let notice = (asks && !without.is_empty()).then(|| {
        let names: Vec<&str> = without.iter().map(|release| release.as_str()).collect();
        format!(
            "this build carries no types of {}, which `kernels` names: `cargo coolbpf vendor` looks for them",
            names.join(", ")
        )
    });
    Ok((types.pop().flatten(), notice))
}
