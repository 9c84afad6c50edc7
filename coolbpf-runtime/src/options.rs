//! Options of a command line from the documented constants of a program.

use std::str::FromStr;

use crate::{Chars, Error, ErrorKind, Result};

/// What [`Chars::new`] takes.
impl<const N: usize> FromStr for Chars<N> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::new(text).ok_or_else(|| {
            let message = format!("there is room for {} bytes without NUL", N.saturating_sub(1));
            Error::new(ErrorKind::InvalidInput, message)
        })
    }
}

/// Makes `Options` of the constants that bindings name. Bindings can't know whether the application has the feature `clap`.
#[cfg(feature = "clap")]
#[doc(hidden)]
#[macro_export]
macro_rules! __options {
    ($($(#[doc = $doc:literal])+ $action:ident $name:ident: $type:ty = $initial:literal in $section:ident;)+) => {
        mod options {
            // What `derive` writes names `clap` as if the application had it.
            use $crate::__private::v1::clap;

            use super::*;

            /// The program's constants that have a doc comment, as options of a command line by `#[command(flatten)]`.
            #[derive(Debug, Clone, clap::Args)]
            // The struct that it is flattened into may have the same name.
            #[group(skip)]
            pub struct Options {
                $(
                    $(#[doc = $doc])+
                    #[arg(
                        long,
                        action = clap::ArgAction::$action,
                        allow_negative_numbers = clap::ArgAction::$action.takes_values(),
                        default_value = $initial,
                        hide_default_value = $initial.is_empty()
                    )]
                    pub $name: $type,
                )+
            }

            impl Options {
                /// Writes the constants.
                pub fn fill(&self, open: &mut Open) {
                    $(open.$section().$name = self.$name.into();)+
                }
            }
        }

        pub use options::Options;
    };
}

#[cfg(not(feature = "clap"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __options {
    ($($any:tt)*) => {};
}

#[cfg(all(test, feature = "clap"))]
#[allow(unreachable_pub, reason = "of bindings, too, not all is reachable")]
mod tests {
    use clap::Parser;

    use crate::{Bool, Chars};

    #[derive(Default)]
    struct Constants {
        failed: Bool,
        names: Bool,
        least: i16,
        r#type: Chars<8>,
    }

    /// As bindings have it.
    #[derive(Default)]
    pub struct Open(Constants);

    impl Open {
        fn rodata(&mut self) -> &mut Constants {
            &mut self.0
        }
    }

    __options! {
        /// Only what failed.
        SetTrue failed: bool = "false" in rodata;
        /// Names are found.
        Set names: bool = "true" in rodata;
        /// The least that is told of
        Set least: i16 = "-3" in rodata;
        /// Names that start so
        Set r#type: Chars<8> = "" in rodata;
    }

    #[derive(Parser)]
    struct Tool {
        #[command(flatten)]
        options: Options,
    }

    fn constants(arguments: &[&str]) -> Constants {
        let tool = Tool::try_parse_from([&["tool"], arguments].concat()).unwrap();
        let mut open = Open::default();
        tool.options.fill(&mut open);
        open.0
    }

    #[test]
    fn constants_that_are_not_asked_for_stay_as_the_c_has_them() {
        let constants = constants(&[]);
        assert!(
            !constants.failed && constants.names == true && constants.least == -3 && constants.r#type == ""
        );
    }

    #[test]
    fn each_option_is_written_to_its_constant() {
        let arguments = ["--failed", "--names", "false", "--least", "-300", "--type", "seven b"];
        let constants = constants(&arguments);
        assert!(constants.failed == true && !constants.names);
        assert!(constants.least == -300 && constants.r#type == "seven b");
    }
}
