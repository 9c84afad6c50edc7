//! The types of the kernels that a package names, for the objects that are vendored.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use coolbpf_contract::{Arch, CheckedObject, KernelId, KernelTypes, NamedKernel, PinnedKernels, Release};

use super::{Vendoring, Wanted};
use crate::kernel_types::{Found, Kernel, Kernels, Place, slimmed};
use crate::servers::Servers;
use crate::vendored::Fresh;
use crate::{Error, Result};

/// Finds the BTF of a kernel of this architecture and release on this machine, if it is kept there.
pub type FindKernelBtf = Box<dyn Fn(Arch, &Release) -> Result<Option<Vec<u8>>, String>>;

/// Where kernels are kept.
pub(super) struct KeptKernels(pub(super) FindKernelBtf);

const KEPT: &str = "that is kept on this machine";

impl KeptKernels {
    /// The BTF of a kernel, if it is kept on this machine.
    fn btf(&self, kernel: &Kernel, arch: Arch) -> Result<Found> {
        let release = &kernel.id.release;
        let kept = (self.0)(arch, release)
            .map_err(|reason| Error::new(format!("the types of {release}: {reason}")))?;
        Ok(kept.map_or(Found::Nothing, |bytes| Found::Btf {
            bytes,
            place: format!("the BTF of {release} for {arch} {KEPT}"),
        }))
    }
}

impl fmt::Debug for KeptKernels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptKernels")
    }
}

impl Vendoring {
    /// The same, with `find` to find the BTF of kernels that the package names by their releases. It is asked before compile servers
    /// are.
    #[must_use]
    pub fn kernel_btf(mut self, find: FindKernelBtf) -> Self {
        self.kernels = KeptKernels(find);
        self
    }

    /// What pins are to say of kernels, without the digest of their types.
    pub(super) fn pinned_kernels(&self) -> Option<PinnedKernels> {
        let named = self.package.metadata.kernels();
        (!named.is_empty()).then(|| PinnedKernels { named: NamedKernel::digest_of(named), types: None })
    }

    /// Whether what is vendored is for the kernels that the package names.
    pub(super) fn has_kernels(&self, fresh: &Fresh) -> bool {
        fresh.pin.kernels.map(|kernels| kernels.named) == self.pinned_kernels().map(|kernels| kernels.named)
    }

    /// For each object, the types of the kernels that the package names: from files of the package, else from the kernels that are
    /// kept on this machine, else from a compile server, else those that are vendored with this very object.
    ///
    /// # Errors
    /// Where the BTF of a kernel can't be found, or is refused.
    pub(super) fn kernel_types<'a>(
        &self,
        objects: impl Iterator<Item = (&'a Wanted, &'a Vec<u8>, Option<&'a KernelTypes>)>,
        servers: &Servers,
    ) -> Result<Vec<Option<KernelTypes>>> {
        let (mut checked, mut vendored) = (Vec::new(), Vec::new());
        for (program, object, types) in objects {
            let object = CheckedObject::check(object.clone());
            checked.push((program.arch, object.map_err(|refusal| Error::new(refusal.to_string()))?));
            vendored.push(types);
        }
        let objects: Vec<_> = checked.iter().map(|(arch, object)| (*arch, object)).collect();
        let kernels = Kernels::of(&self.package.directory, self.package.metadata.kernels())?;
        let client = Client::of(servers);
        let mut elsewhere = Elsewhere { kept: &self.kernels, client, vendored, reasons: Vec::new() };
        // As the package names them: a release without an architecture may be of any.
        let (mut found, mut missing) = (BTreeSet::new(), BTreeSet::new());
        let types = slimmed(&kernels, &objects, &mut |kernel, arch, asking| {
            let btf = match kernel.place {
                Place::File(_) => kernels.read(kernel)?,
                Place::Elsewhere => elsewhere.find(kernel, arch, asking)?,
            };
            let named = (kernel.id.clone(), kernel.arch.map(Arch::as_str));
            match btf {
                Found::Nothing => missing.insert(named),
                Found::Btf { .. } | Found::Slim(_) => found.insert(named),
            };
            Ok(btf)
        })?;
        match missing.difference(&found).next() {
            None => Ok(types),
            Some((id, arch)) => Err(elsewhere.nowhere(id, *arch)),
        }
    }

    /// Says whether the types of kernels are those that the package names, and what their BTF gives, where it lies in the package or is
    /// kept on this machine.
    #[cfg(feature = "remote")]
    pub(super) fn compare_kernel_types(
        &self,
        wanted: &Wanted,
        verification: &super::Verification,
    ) -> Option<super::Problem> {
        use super::Problem;
        use crate::vendored::DIRECTORY;
        let (pin, object) = (verification.pin.as_ref()?, verification.object.as_ref()?);
        if pin.kernels.map(|kernels| kernels.named) != self.pinned_kernels().map(|kernels| kernels.named) {
            return Some(Problem::StaleKernels);
        }
        let vendored = wanted.files.contents(pin.clone()).ok()?.kernel_types;
        let name = format!("{DIRECTORY}/{}", wanted.files.kernel_types_name());
        // Packages need not have the whole BTF with them.
        let kernels = Kernels::of(&self.package.directory, self.package.metadata.kernels()).ok()?;
        let mut find = |kernel: &Kernel, arch, _: &[usize]| match kernel.place {
            Place::File(_) => kernels.read(kernel),
            Place::Elsewhere => self.kernels.btf(kernel, arch),
        };
        let at_hand = match slimmed(&kernels, &[(wanted.arch, object)], &mut find) {
            Ok(mut types) => types.pop().flatten(),
            Err(error) => return Some(Problem::Altered(format!("{name} can't be compared: {error}"))),
        };
        let slim = |types: &Option<KernelTypes>, id| {
            let types = types.as_ref()?;
            types.bytes().get(types.kernels().get(id)?.clone()).map(<[u8]>::to_vec)
        };
        let is_named = |id: &KernelId| {
            let mut of_arch =
                kernels.all.iter().filter(|kernel| kernel.arch.is_none_or(|arch| arch == wanted.arch));
            of_arch.any(|kernel| kernel.id == *id)
        };
        let ids = |types: &Option<KernelTypes>| {
            types.iter().flat_map(|types| types.kernels().keys().cloned()).collect::<Vec<_>>()
        };
        let problem =
            if let Some(id) = ids(&at_hand).iter().find(|id| slim(&at_hand, id) != slim(&vendored, id)) {
                let is_in_package = |kernel: &Kernel| kernel.id == *id && kernel.place != Place::Elsewhere;
                let place = if kernels.all.iter().any(is_in_package) { "in the package" } else { KEPT };
                format!("holds other types of {id} than its BTF {place} gives")
            } else {
                let id = ids(&vendored).into_iter().find(|id| !is_named(id))?;
                format!("holds types of {id}, which `kernels` does not name")
            };
        Some(Problem::Altered(format!("{name} {problem}; `cargo coolbpf vendor --all-again` writes it anew")))
    }
}

/// Looks for BTF outside of the package.
struct Elsewhere<'a> {
    kept: &'a KeptKernels,
    client: Client,
    /// What is vendored with each object.
    vendored: Vec<Option<&'a KernelTypes>>,
    /// What is wrong with where it was looked for.
    reasons: Vec<String>,
}

impl Elsewhere<'_> {
    /// Finds the BTF of a kernel; or else what is vendored of it, if all of the objects that ask for it have that.
    fn find(&mut self, kernel: &Kernel, arch: Arch, asking: &[usize]) -> Result<Found> {
        let release = &kernel.id.release;
        let kept = self.kept.btf(kernel, arch)?;
        if !matches!(kept, Found::Nothing) {
            return Ok(kept);
        }
        match self.client.find(arch, release) {
            Ok(Some((bytes, server))) => {
                return Ok(Found::Btf {
                    bytes,
                    place: format!("the BTF of {release} for {arch} that {server} gives"),
                });
            }
            Ok(None) => {}
            Err(reason) => self.reasons.push(reason),
        }
        let slim = self.vendored.iter().enumerate().filter_map(|(at, types)| {
            let types = types.filter(|types| types.arch() == arch)?;
            Some((at, types.bytes().get(types.kernels().get(&kernel.id)?.clone())?.to_vec()))
        });
        let slim: BTreeMap<usize, Vec<u8>> = slim.collect();
        Ok(if asking.iter().all(|at| slim.contains_key(at)) { Found::Slim(slim) } else { Found::Nothing })
    }

    /// The error of a kernel that is nowhere.
    fn nowhere(&self, id: &KernelId, arch: Option<&str>) -> Error {
        let release = &id.release;
        let flag = arch.map(|arch| format!(" --arch {arch}")).unwrap_or_default();
        let mut text = format!(
            "`kernels` of package.metadata.coolbpf names {release}, and its types are not to be found: neither among the kernels that are \
             kept on this machine (`cargo coolbpf kernels add{flag} {release}` adds one of Debian's, and `cargo coolbpf kernels add` with a \
             file another) nor at a compile server (`coolbpf-server btf add` adds one there); or put its BTF into the package, as \
             btf/x86_64/{release}.btf, and name that file"
        );
        for reason in &self.reasons {
            text.push_str("\n  ");
            text.push_str(reason);
        }
        Error::new(text)
    }
}

/// Whoever asks compile servers.
#[cfg(feature = "remote")]
struct Client(Option<Result<crate::remote::Client, String>>);

#[cfg(feature = "remote")]
impl Client {
    fn of(servers: &Servers) -> Self {
        Self(servers.to_ask().map(crate::remote::client))
    }

    fn find(&mut self, arch: Arch, release: &Release) -> Result<Option<(Vec<u8>, String)>, String> {
        match &mut self.0 {
            None => Ok(None),
            Some(Err(reason)) => Err(reason.clone()),
            Some(Ok(client)) => client.btf(arch, release),
        }
    }
}

#[cfg(not(feature = "remote"))]
struct Client;

#[cfg(not(feature = "remote"))]
impl Client {
    fn of(_servers: &Servers) -> Self {
        Self
    }

    fn find(&mut self, _arch: Arch, _release: &Release) -> Result<Option<(Vec<u8>, String)>, String> {
        Ok(None)
    }
}
