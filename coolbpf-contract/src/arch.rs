//! What an object is compiled for: the kernel's architecture and the BPF instruction set.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// The architecture of the kernel that runs the program.
///
/// BPF bytecode is the same everywhere, but kernel types, `pt_regs` and UAPI headers are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arch {
    /// 64-bit x86.
    X86_64,
    /// 64-bit Arm, little-endian.
    Aarch64,
    /// 64-bit RISC-V; programs bring their own `vmlinux.h`.
    Riscv64,
    /// 64-bit LoongArch; programs bring their own `vmlinux.h`.
    Loongarch64,
    /// 64-bit PowerPC, little-endian; programs bring their own `vmlinux.h`.
    Powerpc64,
}

impl Arch {
    /// Every architecture that coolbpf compiles for.
    pub const ALL: [Self; 5] =
        [Self::X86_64, Self::Aarch64, Self::Riscv64, Self::Loongarch64, Self::Powerpc64];

    /// The architectures that coolbpf brings kernel types and the kernel's `asm/` headers for.
    pub const BUNDLED: [Self; 2] = [Self::X86_64, Self::Aarch64];

    /// The name as Cargo and Rust spell it (`CARGO_CFG_TARGET_ARCH`).
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64",
            Self::Aarch64 => "aarch64",
            Self::Riscv64 => "riscv64",
            Self::Loongarch64 => "loongarch64",
            Self::Powerpc64 => "powerpc64",
        }
    }

    /// The name in libbpf's `__TARGET_ARCH_*` macros, which is the kernel's `SRCARCH`.
    #[must_use]
    pub const fn libbpf_name(self) -> &'static str {
        match self {
            Self::X86_64 => "x86",
            Self::Aarch64 => "arm64",
            Self::Riscv64 => "riscv",
            Self::Loongarch64 => "loongarch",
            Self::Powerpc64 => "powerpc",
        }
    }
}

impl fmt::Display for Arch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Arch {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|arch| arch.as_str() == name).ok_or_else(|| {
            Error::new(format!(
                "coolbpf compiles for no architecture called `{name}`, but for x86_64 and aarch64, and for \
                 riscv64, loongarch64 and powerpc64 where the package has a vmlinux.h of its own; put the \
                 program behind #[cfg(any(target_arch = \"x86_64\", target_arch = \"aarch64\"))]"
            ))
        })
    }
}

/// The BPF instruction set, as clang's `-mcpu` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Cpu {
    /// The first instruction set; every kernel with BPF runs it.
    V1,
    /// Adds `JLT`, `JLE` and their signed kin (Linux 4.14).
    V2,
    /// Adds 32-bit jumps, and 32-bit arithmetic by default (Linux 5.1).
    #[default]
    V3,
    /// Adds sign-extending loads and moves, byte swaps, long jumps (Linux 6.6).
    V4,
}

impl Cpu {
    /// Every instruction set, oldest first.
    pub const ALL: [Self; 4] = [Self::V1, Self::V2, Self::V3, Self::V4];

    /// The name as in `-mcpu=v3`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
            Self::V4 => "v4",
        }
    }
}

impl fmt::Display for Cpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Cpu {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|cpu| cpu.as_str() == name).ok_or_else(|| {
            Error::new(format!("`{name}` is no BPF instruction set; it is one of v1, v2, v3, v4"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_architecture_is_read_as_it_is_written_and_no_other_is() {
        for arch in Arch::ALL {
            assert_eq!(arch.to_string().parse(), Ok(arch));
        }
        let error = "s390x".parse::<Arch>().unwrap_err().to_string();
        assert!(
            error.contains("#[cfg(any(target_arch = \"x86_64\", target_arch = \"aarch64\"))]"),
            "{error}"
        );
    }
}
