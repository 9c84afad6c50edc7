//! The baseline that a workspace commits.

use crate::{json, matrix, user_crate};

#[test]
fn only_what_got_worse_than_the_baseline_is_a_failure() {
    let user = user_crate("matrix-baseline");
    user.manifest(
        "[workspace.metadata.coolbpf]\nmatrix = [\"5.10\", \"6.12\"]\n",
        coolbpf_tests::Form::Light,
    );
    user.write(
        "coolbpf-matrix.toml",
        "version = 1\n[matrix.matrix-baseline]\n\"bin gone\".\"6.12\" = \"passed\"\n\
         \"bin matrix-baseline\".\"6.12\" = \"passed\"\n\"hello/on_exec\".\"4.19\" = \"failed\"\n",
    );
    let saved = matrix(&user, &["--save-baseline"]).run().ended_with(2).saying("coolbpf-matrix.toml");
    let baseline = user.read("coolbpf-matrix.toml");
    assert!(
        baseline.ends_with(
            "version = 1\n\n[matrix.matrix-baseline.\"bin matrix-baseline\"]\n\"6.12\" = \"passed\"\n\n\
             [matrix.matrix-baseline.\"hello/on_exec\"]\n\"4.19\" = \"failed\"\n\"5.10\" = \"attached\"\n\"6.12\" = \"attached\"\n\n\
             [matrix.matrix-baseline.\"newer/old\"]\n\"5.10\" = \"held-back\"\n\"6.12\" = \"attached\"\n\n\
             [matrix.matrix-baseline.\"newer/optional\"]\n\"5.10\" = \"failed\"\n\"6.12\" = \"failed\"\n\n\
             [matrix.matrix-baseline.\"newer/young\"]\n\"5.10\" = \"failed\"\n\"6.12\" = \"attached\"\n"
        ),
        "{baseline}{saved}"
    );
    let _ = matrix(&user, &["--check"]).run().succeeded();

    // The verifier of every kernel rejects that.
    user.edit("src/bpf/hello.bpf.c", "if (!event)\n\t\treturn 0;\n", "");
    let worse = matrix(&user, &["--check", "--format", "json"]).run().ended_with(2);
    let regressions = &json(&worse)["regressions"];
    assert_eq!(regressions.as_array().unwrap().len(), 2, "{worse}");
    for (index, kernel) in ["5.10", "6.12"].into_iter().enumerate() {
        let regression = &regressions[index];
        let text = |key: &str| regression[key].as_str().unwrap();
        assert_eq!([text("row"), text("kernel")], ["hello/on_exec", kernel]);
        assert_eq!([text("baseline"), text("outcome")], ["attached", "failed"]);
    }
    let said = matrix(&user, &["--check", "--kernel", "6.12"]).run().ended_with(2);
    let line = "worse: matrix-baseline: hello/on_exec on 6.12: failed; the baseline has attached\n";
    assert!(said.stdout.contains(line), "{said}");

    user.write("coolbpf-matrix.toml", "version = 9\n");
    let _ = matrix(&user, &["--check"]).run().ended_with(1).saying("version 9 is not known here");
}
