//! Takes the steps that the README shows.

#[allow(unused, reason = "the macro's tokens count as another crate's, which is not warned of")]
mod hello {
    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/bindings/steps/bindings.rs"));

    /// What users can't do, because these fields are private.
    pub fn check_that_variables_are_lent_once_and_never_after_the_load() -> coolbpf::Result<()> {
        let Open { object, mut bss, .. } = open()?;
        let again = object.variables::<types::bss>(|skeleton| &mut skeleton.maps.bss).unwrap_err();
        assert_eq!(again.to_string(), "the variables of a section of `steps` are in use already");
        assert_eq!(object.load().unwrap_err().to_string(), "can't load `steps` while its variables are in use");
        // They keep their object.
        bss.get().exits += 1;
        assert_eq!(bss.get().exits, 1);
        Ok(())
    }
}

/// How often the program saw an exec and a fork when this process started another one.
fn seen(bpf: &hello::Bpf) -> coolbpf::Result<(u64, u64)> {
    let count = |process: u32| Ok::<_, coolbpf::Error>(bpf.maps.counts.get(&process)?.unwrap_or(0));
    let before = count(std::process::id())?;
    let mut child = std::process::Command::new("/bin/true").spawn()?;
    child.wait()?;
    Ok((count(child.id())?, count(std::process::id())? - before))
}

fn main() -> coolbpf::Result<()> {
    hello::check_that_variables_are_lent_once_and_never_after_the_load()?;

    let (mut bpf, link) = include!("../readme_steps.rs");
    assert_eq!(bpf.rodata().read()?.min_us, 1000);
    assert_eq!(bpf.maps.counts.max_entries(), 4096);
    assert!(bpf.maps.counts.get(&7)?.is_some());
    assert_eq!(seen(&bpf)?, (1, 1));

    bpf.attach()?;
    assert_eq!(seen(&bpf)?, (1, 1), "what is attached is not attached again");

    drop(link);
    assert_eq!(seen(&bpf)?, (0, 1));
    bpf.attach()?;
    assert_eq!(seen(&bpf)?, (1, 1), "what was detached is attached again");

    let another = bpf.progs.on_exec.attach()?;
    assert_eq!(seen(&bpf)?, (2, 1), "who asks for one program gets a link of their own");
    another.detach()?;
    assert_eq!(seen(&bpf)?, (1, 1));
    assert_eq!(bpf.bss().read()?.exits, 0, "`on_exit` was not loaded");
    Ok(())
}
