//! What `#[coolbpf::test]` makes of a function.

use crate::capability::in_user_namespace;
use crate::{Result, kernel};

/// What a function under `#[coolbpf::test]` may take. The bindings of a program implement it for its `Open` and its `Bpf`.
pub trait Tested: Sized {
    /// Opens the program; for a `Bpf`, loads it too. Nothing is attached.
    fn for_test() -> Result<Self>;
}

/// A function with up to three parameters that are [`Tested`].
#[diagnostic::on_unimplemented(
    message = "this function can't be a `#[coolbpf::test]`",
    label = "a parameter is neither the `Open` nor the `Bpf` of a program, or there are more than three",
    note = "name the types by their modules, as in `fn it_counts(bpf: hello::Bpf)`",
    note = "vendored bindings that an older coolbpf wrote don't fit: `cargo coolbpf vendor` writes them anew"
)]
pub trait Test<Parameters> {
    /// What it returns.
    type Returned;

    /// Calls it.
    fn run(self) -> Self::Returned;
}

macro_rules! test {
    ($($parameter:ident)*) => {
        impl<F: FnOnce($($parameter),*) -> R, R, $($parameter: Tested),*> Test<($($parameter,)*)> for F {
            type Returned = R;

            #[track_caller]
            fn run(self) -> R {
                self($(made::<$parameter>()),*)
            }
        }
    };
}

test!(A);
test!(A B);
test!(A B C);

/// Calls a function with programs that are opened for it.
///
/// # Panics
/// So that the test fails: where the process may not load programs, or one of these can't be.
#[track_caller]
pub fn run_test<P, T: Test<P>>(test: T) -> T::Returned {
    // `CAP_SYS_ADMIN` stands for it before Linux 5.8. In a user namespace, there may be a BPF token.
    let lacks = kernel().permissions().missing();
    if !in_user_namespace()
        && lacks.iter().any(|capability| matches!(*capability, "CAP_BPF" | "CAP_SYS_ADMIN"))
    {
        panic!("{}", not_permitted(&lacks));
    }
    test.run()
}

fn not_permitted(lacks: &[&str]) -> String {
    format!(
        "this test loads BPF programs, and the process lacks {}\n\
         help: run the tests as root: cargo test --config \"target.'cfg(unix)'.runner='sudo -E'\"\n\
         help: or as anybody, in a virtual machine: cargo coolbpf test",
        lacks.join(", ")
    )
}

#[track_caller]
fn made<T: Tested>() -> T {
    match T::for_test() {
        Ok(made) => made,
        Err(error) => panic!("{error:#}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, ErrorKind};

    struct Good;
    struct Bad;

    impl Tested for Good {
        fn for_test() -> Result<Self> {
            Ok(Self)
        }
    }

    impl Tested for Bad {
        fn for_test() -> Result<Self> {
            Err(Error::new(ErrorKind::Other, "no").context("can't load `bad`"))
        }
    }

    #[test]
    fn a_test_gets_what_it_takes_and_its_result_is_the_test_s() {
        assert_eq!((|_: Good| 7).run(), 7);
        assert_eq!((|_: Good, _: Good| "x").run(), "x");
    }

    #[test]
    #[should_panic = "can't load `bad`: no"]
    fn what_can_not_be_loaded_fails_the_test_with_its_error() {
        (|_: Good, _: Bad| ()).run();
    }

    #[test]
    fn who_may_not_load_programs_is_told_two_ways_to() {
        let text = not_permitted(&["CAP_BPF", "CAP_PERFMON"]);
        assert!(text.contains("the process lacks CAP_BPF, CAP_PERFMON"), "{text}");
        assert!(text.contains("sudo -E") && text.contains("cargo coolbpf test"), "{text}");
    }
}
