//! Running things in guests.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use coolbpf_vm::{Guest, Kernel, Outcome};
use serde_json::Value;

use crate::Result;

/// Does something for each of `tasks`, as many at a time as there are processors, and gives the results in their order.
pub(super) fn in_parallel<T: Sync, R: Send>(tasks: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let waiting = Mutex::new(tasks.iter().enumerate());
    // The lock is not held while one works.
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work_off = || {
        let mut done = Vec::new();
        while let Some((at, task)) = next() {
            done.push((at, work(task)));
        }
        done
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut results = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work_off)).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, Vec<_>>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().flat_map(join).collect::<Vec<_>>()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Tests that are built.
pub(super) struct Built {
    /// One for each file of tests.
    pub(super) executables: Vec<PathBuf>,
    /// What build scripts of their package have made lies there.
    pub(super) out_directories: Vec<PathBuf>,
}

/// Builds tests of a package, with the dependencies' features that `cargo test --workspace` has, which then has built most of it.
pub(super) fn build(package: &str, tests: &[impl AsRef<str>]) -> Result<Built> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--no-run", "--workspace", "--message-format=json-render-diagnostics"]);
    for test in tests {
        cargo.args(["--test", test.as_ref()]);
    }
    let output = cargo.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("the tests of {package} do not build").into());
    }
    let messages = String::from_utf8(output.stdout)?;
    let messages =
        messages.lines().map(serde_json::from_str::<Value>).collect::<serde_json::Result<Vec<_>>>()?;
    // An id names the package only where its directory has another name.
    let ids = [format!("#{package}@"), format!("/{package}#")];
    let is_own = |message: &&Value| ids.iter().any(|id| text(message, "package_id").contains(id));
    let own = messages.iter().filter(is_own);
    let paths = |key: &str| {
        let paths = own.clone().map(|message| text(message, key));
        paths.filter(|path| !path.is_empty()).map(PathBuf::from).collect()
    };
    Ok(Built { executables: paths("executable"), out_directories: paths("out_dir") })
}

/// Runs tests in a guest, and gives what they print.
pub(super) fn run(guest: &Guest<'_>, command: &coolbpf_vm::Command) -> Result<(Outcome, String)> {
    let run = || -> Result<(Outcome, String)> {
        let mut output = Vec::new();
        let outcome = guest.run(command, &mut |_, bytes| {
            output.extend_from_slice(bytes);
            Ok(())
        })?;
        Ok((outcome, String::from_utf8_lossy(&output).into_owned()))
    };
    let ran = run()?;
    let (Outcome::Panicked { console }, _) = &ran else { return Ok(ran) };
    // QEMU may run code while another processor of the guest changes it, as the kernel does where tracepoints are switched on.
    println!("the kernel {} panicked, and is tried once more:\n{console}", guest.kernel.release);
    run()
}

/// The name of a test and whether it passed, from a line that says so.
pub(super) fn test_and_result(line: &str) -> Option<(&str, bool)> {
    let (test, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
    Some((test, result == "ok"))
}

/// The rows that `cargo coolbpf matrix` prints for the programs of a package, or of some packages of a workspace.
pub(super) fn matrix(kernels: &[Kernel], manifest: &Path, packages: &[String]) -> Result<Vec<Value>> {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let mut matrix = Command::new(env!("CARGO"));
    matrix
        .args(["run", "--quiet", "--package", "cargo-coolbpf", "--", "coolbpf", "matrix", "--format", "json"])
        .args(["--time-limit", "600", "--manifest-path"])
        .arg(manifest);
    for package in packages {
        matrix.args(["--package", package]);
    }
    for kernel in kernels {
        matrix.args(["--kernel", &kernel.release]);
    }
    // So that packages outside of the workspace use what is built for it.
    matrix.env("CARGO_TARGET_DIR", std::path::absolute(target)?);
    let output = matrix.stderr(Stdio::inherit()).output()?;
    // What failed on a kernel is in what it prints.
    if !matches!(output.status.code(), Some(0 | 2)) {
        return Err(format!("`cargo coolbpf matrix` of {}: {}", manifest.display(), output.status).into());
    }
    let report: Value = serde_json::from_slice(&output.stdout)?;
    Ok(list(&report, "rows").to_vec())
}

/// A text of an object; empty where there is none.
pub(super) fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A list of an object; empty where there is none.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_their_tasks_and_a_panic_is_passed_on() {
        assert_eq!(in_parallel(&[1, 2, 3], |task| task * 2), [2, 4, 6]);
        let all = || in_parallel(&[1, 2, 3], |task| assert_ne!(*task, 2));
        assert!(std::panic::catch_unwind(all).is_err());
    }

    #[test]
    fn lines_of_tests_are_told_from_others() {
        assert_eq!(test_and_result("test it_works ... ok"), Some(("it_works", true)));
        assert_eq!(test_and_result("test it_works ... FAILED"), Some(("it_works", false)));
        assert_eq!(test_and_result("test result: ok. 1 passed"), None);
    }
}
