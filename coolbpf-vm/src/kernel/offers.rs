//! Which kernels the packages of a suite make up.

use super::apt::Stanza;
use super::banner;
use super::debian::{Offer, Package};

/// A package that may be part of a kernel, with what apt's list says of it.
pub(super) struct Listed {
    package: Package,
    version: String,
    depends: String,
}

/// Reads a package that may be part of a kernel; none for any other.
pub(super) fn package(stanza: &Stanza) -> Option<Listed> {
    let name = stanza.field("Package");
    let release = KINDS.iter().find_map(|kind| name.strip_prefix(kind))?;
    // Debug symbols are no kernel. What isn't signed for secure boot is offered signed, too.
    if !banner::is_release(release) || release.ends_with("-dbg") || release.ends_with("-unsigned") {
        return None;
    }
    let field = |name| Some(stanza.field(name)).filter(|value| !value.is_empty()).map(str::to_owned);
    Some(Listed {
        package: Package {
            name: name.to_owned(),
            path: field("Filename")?,
            sha256: field("SHA256")?,
            bytes: field("Size")?.parse().ok()?,
        },
        version: field("Version")?,
        depends: stanza.field("Depends").to_owned(),
    })
}

/// The package that stands for a kernel; up to Linux 6.18 it holds all of it.
const WHOLE: &str = "linux-image-";
/// What holds the image of Linux 6.19 and later, as `linux-image-` says by its dependencies.
pub(super) const IMAGE: &str = "linux-binary-";
/// What holds the modules then.
const MODULES: &str = "linux-modules-";
const KINDS: [&str; 3] = [WHOLE, IMAGE, MODULES];

/// The kernels that the packages of `suite` make up.
pub(super) fn of(packages: Vec<Listed>, suite: &str) -> Vec<Offer> {
    let offer = |image: &Listed| {
        let release = image.package.name.strip_prefix(WHOLE)?.to_owned();
        let names = image.depends.split([',', '|']).filter_map(|depends| depends.split_whitespace().next());
        let parts: Vec<&str> =
            names.filter(|name| [IMAGE, MODULES].iter().any(|part| name.starts_with(part))).collect();
        let found = |name: &&str| {
            let same = packages
                .iter()
                .find(|listed| listed.package.name == *name && listed.version == image.version);
            same.map(|listed| listed.package.clone())
        };
        let packages = if parts.is_empty() {
            vec![image.package.clone()]
        } else {
            parts.iter().filter_map(found).collect()
        };
        // Of point releases that are on their way out of a suite, Debian drops the modules first.
        let has_image = packages.iter().any(|package| !package.name.starts_with(MODULES));
        has_image.then(|| Offer {
            release,
            package_version: image.version.clone(),
            suite: suite.to_owned(),
            packages,
        })
    };
    packages.iter().filter_map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(name: &str, version: &str, depends: &str) -> Option<Listed> {
        let stanza = format!(
            "Package: {name}\nVersion: {version}\nDepends: {depends}\nFilename: pool/{name}.deb\nSize: 7\nSHA256: 00"
        );
        package(&Stanza::from(stanza.as_str()))
    }

    #[test]
    fn a_kernel_is_one_package_or_the_two_that_its_image_package_depends_on() {
        let packages = [
            listed(
                "linux-image-6.12.107+deb13-cloud-amd64",
                "6.12.107-1",
                "kmod, initramfs-tools | linux-initramfs-tool",
            ),
            listed("linux-image-6.12.107+deb13-cloud-amd64-dbg", "6.12.107-1", ""),
            listed("linux-image-6.12.107+deb13-cloud-amd64-unsigned", "6.12.107-1", ""),
            listed("linux-image-cloud-amd64", "6.12.107-1", "linux-image-6.12.107+deb13-cloud-amd64"),
            listed("linux-binary-7.3.4-cloud-amd64", "7.3.4-1", ""),
            listed("linux-modules-7.3.4-cloud-amd64", "7.3.4-1", ""),
            listed(
                "linux-image-7.3.4-cloud-amd64",
                "7.3.4-1",
                "dracut | x, linux-binary-7.3.4-cloud-amd64 (= 7.3.4-1), linux-modules-7.3.4-cloud-amd64 (= 7.3.4-1)",
            ),
            listed("linux-image-7.4.1-amd64", "7.4.1-1", "linux-binary-7.4.1-amd64"),
            listed(
                "linux-image-7.1.3-amd64",
                "7.1.3-1",
                "linux-binary-7.1.3-amd64, linux-modules-7.1.3-amd64",
            ),
            listed("linux-binary-7.1.3-amd64", "7.1.3-1", ""),
            listed(
                "linux-image-7.1.4-amd64",
                "7.1.4-1",
                "linux-binary-7.1.4-amd64, linux-modules-7.1.4-amd64",
            ),
            listed("linux-modules-7.1.4-amd64", "7.1.4-1", ""),
            listed("linux-libc-dev", "7.3.4-1", ""),
        ];
        let offers = of(packages.into_iter().flatten().collect(), "sid");
        let shown: Vec<(String, Vec<String>)> = offers
            .into_iter()
            .map(|offer| (offer.release, offer.packages.into_iter().map(|package| package.name).collect()))
            .collect();
        let expected = [
            (
                "6.12.107+deb13-cloud-amd64".to_owned(),
                vec!["linux-image-6.12.107+deb13-cloud-amd64".to_owned()],
            ),
            (
                "7.3.4-cloud-amd64".to_owned(),
                vec![
                    "linux-binary-7.3.4-cloud-amd64".to_owned(),
                    "linux-modules-7.3.4-cloud-amd64".to_owned(),
                ],
            ),
            ("7.1.3-amd64".to_owned(), vec!["linux-binary-7.1.3-amd64".to_owned()]),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_package_with_a_field_missing_is_none() {
        assert!(package(&Stanza::from("Package: linux-image-6.1\nVersion: 6.1-1")).is_none());
        assert!(package(&Stanza::default()).is_none());
    }
}
