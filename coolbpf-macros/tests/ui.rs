//! What the attribute says where it can't do its work. Each `ui/*.rs` has the expected words beside it.

#[test]
fn mistakes_are_told_at_their_place() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
