//! Makes the skeletons of the objects that `PEER_OBJECTS` has.

use std::env::var;
use std::path::PathBuf;

fn main() {
    let objects = PathBuf::from(var("PEER_OBJECTS").expect("the directory of the objects"));
    let out = PathBuf::from(var("OUT_DIR").unwrap());
    for name in ["ring", "tracer"] {
        let object = objects.join(format!("{name}.bpf.o"));
        println!("cargo:rerun-if-changed={}", object.display());
        libbpf_cargo::SkeletonBuilder::new().obj(object).generate(out.join(format!("{name}.rs"))).unwrap();
    }
    println!("cargo:rerun-if-env-changed=PEER_OBJECTS");
}
