//! What things in an object may be called.

use super::Refusal;
use crate::CIdent;

/// A name that goes into generated code.
pub(super) fn identifier(what: &'static str, name: &[u8]) -> Result<CIdent, Refusal> {
    text(name).and_then(|name| name.parse().ok()).ok_or_else(|| refused(what, name))
}

/// A name of something local: C identifiers joined by dots, as clang calls `static` variables inside functions
/// (`main.count`) and makes two of one name differ (`main.count.1`).
pub(super) fn local(what: &'static str, name: &[u8]) -> Result<(), Refusal> {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let is_local = |name: &&str| {
        let mut parts = name.strip_prefix('.').unwrap_or(name).split('.');
        parts.next().is_some_and(CIdent::is_valid) && parts.all(is_part)
    };
    text(name).filter(is_local).map(drop).ok_or_else(|| refused(what, name))
}

/// A name of an arithmetic type: C identifiers with a space between, as in `unsigned int`.
pub(super) fn arithmetic(what: &'static str, name: &[u8]) -> Result<(), Refusal> {
    let is_arithmetic = |name: &&str| name.split(' ').all(CIdent::is_valid);
    text(name).filter(is_arithmetic).map(drop).ok_or_else(|| refused(what, name))
}

/// A tag, as in `btf_decl_tag("arg:nonnull")`, or an attribute with its arguments.
pub(super) fn tag(what: &'static str, name: &[u8]) -> Result<(), Refusal> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_:.,=+-/*() ".contains(&byte);
    let is_tag = |name: &&str| !name.is_empty() && name.len() <= 255 && name.bytes().all(is_plain);
    text(name).filter(is_tag).map(drop).ok_or_else(|| refused(what, name))
}

/// The name of a section: printable ASCII without spaces, quotes, backslashes, brackets of code and what shells
/// expand. That leaves all that libbpf reads there: kernel symbols with offsets, globs of functions, paths of
/// executables, symbols with versions.
pub(super) fn section(name: &[u8]) -> Result<&str, Refusal> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:+-*?[]@,=~%^!#".contains(&byte);
    let is_section = |name: &&str| name.len() <= 1024 && name.bytes().all(is_plain);
    text(name).filter(is_section).ok_or_else(|| refused("section", name))
}

fn text(name: &[u8]) -> Option<&str> {
    std::str::from_utf8(name).ok()
}

fn refused(what: &'static str, name: &[u8]) -> Refusal {
    Refusal::Name { what, name: String::from_utf8_lossy(name).chars().take(60).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_called_what_libbpf_reads() {
        for good in [
            "",
            ".text",
            "tracepoint/syscalls/sys_enter_execve",
            "kprobe/do_unlinkat+0x10",
            "?fentry/bpf_testmod:func",
            "kprobe.multi/tcp_*",
            "uprobe//usr/lib/x86_64-linux-gnu/libc.so.6:malloc@GLIBC_2.2.5",
            "usdt//usr/bin/python3:python:function__entry",
            "cgroup_skb/egress",
            "tcx/ingress",
            ".rodata.str1.1",
            ".relkprobe.multi/[a-c]?x",
            ".addr_space.1",
            "?.struct_ops.link",
        ] {
            assert_eq!(section(good.as_bytes()), Ok(good));
        }
        for bad in
            ["a b", "a\"b", "a\\b", "a{}", "a\nb", "a`", "a'", "$(x)", "a;b", "a<b>", "a&b", "a|b", "é"]
        {
            assert!(section(bad.as_bytes()).is_err(), "{bad:?}");
        }
        assert!(section(b"a\xff").is_err());
        assert!(section(&[b'a'; 1025]).is_err());
    }

    #[test]
    fn local_names_may_have_dots_and_global_names_may_not() {
        for good in ["main.____fmt", "main.count.1", "LBB0_3", ".Ltmp0"] {
            assert_eq!(local("variable", good.as_bytes()), Ok(()), "{good}");
            assert_eq!(identifier("variable", good.as_bytes()).is_ok(), !good.contains('.'));
        }
        for bad in ["", ".", "a.", "a..b", "1a", "a.b c", "a.\"", "a.b-c"] {
            assert!(local("variable", bad.as_bytes()).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn arithmetic_types_and_tags_have_their_own_grammar() {
        for good in ["int", "unsigned long long", "__ARRAY_SIZE_TYPE__", "_Bool", "unsigned __int128"] {
            assert_eq!(arithmetic("integer", good.as_bytes()), Ok(()));
        }
        for bad in ["", " ", "unsigned  int", "int;", "int "] {
            assert!(arithmetic("integer", bad.as_bytes()).is_err(), "{bad:?}");
        }
        assert_eq!(tag("tag", b"arg:nonnull"), Ok(()));
        assert_eq!(tag("tag", b"address_space(1)"), Ok(()));
        assert!(tag("tag", b"a\"b").is_err());
    }
}
