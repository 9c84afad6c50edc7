//! Uses every kind of handle under names that are hard on a code generator.

use coolbpf::{ErrorKind, Update};
use scratch::bindings;

bindings!(keywords);

fn main() -> coolbpf::Result<()> {
    let me = std::process::id();
    let mut open = keywords::open()?;
    assert_eq!(open.rodata().r#loop, 7);
    assert!(open.rodata().r#ref.get());
    assert_eq!(open.data().r#mut, 5);
    open.rodata().r#loop = 42;
    open.data().r#mut = 6;
    open.bss().r#impl = me;
    open.maps.r#type.set_max_entries(8)?;
    assert_eq!(open.maps.r#type.max_entries()?, 8);
    open.progs.prog.set_autoattach(false)?;
    let mut left_over = std::mem::replace(&mut open.maps, keywords::open()?.maps);

    let mut bpf = open.load()?;
    let resized = left_over.r#type.set_max_entries(16).unwrap_err();
    assert_eq!(resized.to_string(), "can't resize the map `type` after its object is loaded");
    assert_eq!(bpf.maps.r#type.max_entries(), 8);
    bpf.attach()?;
    std::fs::metadata("/")?;

    let entry = bpf.maps.r#type.get(&1)?.expect("the program has seen this process's system calls");
    assert_eq!((entry.r#type, entry.r#fn), (42, 6));
    assert_eq!(bpf.maps.r#type.get(&2)?, None);
    assert_eq!(bpf.bss().read()?.r#impl, me);
    assert!(bpf.data_yield().read()?.r#let > 0);
    let mut data = bpf.data().read()?;
    data.r#mut = 9;
    bpf.data().write(&data)?;
    std::fs::metadata("/")?;
    assert_eq!(bpf.maps.r#type.get(&1)?.map(|entry| entry.r#fn), Some(9));
    assert_eq!(bpf.rodata().read()?.r#loop, 42);
    assert!(bpf.rodata().write(&bpf.rodata().read()?).is_err());

    let calls = bpf.maps.name.get(0)?.expect("the array has two elements");
    assert!(calls > 0);
    assert_eq!(bpf.maps.name.get(1)?, Some(0), "`prog` was not to be attached");
    assert_eq!(bpf.maps.name.get(2)?, None);
    assert_eq!(bpf.maps.name.iter().count(), 2);
    let here = bpf.maps.self_.get(0)?.expect("the array has one element");
    assert!(here.iter().sum::<u32>() > 0);
    assert_eq!(here.len(), std::thread::available_parallelism()?.get());
    assert_eq!(bpf.maps.object.raw().value_size(), 4);
    assert_eq!(bpf.maps.object.peek()?, Some(me), "the program pushed this process's id");

    let map = &bpf.maps.map;
    assert_eq!(map.get(&3)?, None);
    map.insert(&3, &vec![5; here.len()])?;
    assert_eq!(map.get(&3)?, Some(vec![5; here.len()]));
    assert_eq!(map.iter().collect::<coolbpf::Result<Vec<_>>>()?, [(3, vec![5; here.len()])]);
    assert_eq!(map.insert(&3, &[]).unwrap_err().kind(), ErrorKind::InvalidInput);
    assert!(map.remove(&3)? && !map.remove(&3)?);

    // The maps stay for whoever has them.
    let maps = std::mem::replace(&mut bpf.maps, keywords::open()?.load()?.maps);
    drop(bpf);
    let r#type = maps.r#type;
    check_that_a_link_outlives_its_program_and_detaches()?;

    let room = r#type.max_entries();
    for key in 0..room {
        r#type.insert(&key, &keywords::types::r#match { r#type: key, ..entry })?;
    }
    let mut keys: Vec<_> = r#type.iter().map(|entry| entry.map(|(key, value)| key + value.r#type)).collect::<Result<_, _>>()?;
    keys.sort_unstable();
    assert_eq!(keys, (0..room).map(|key| 2 * key).collect::<Vec<_>>());
    assert_eq!(r#type.count()?, 8);
    println!("{:#}", r#type.insert(&99, &entry).unwrap_err());
    println!("{:#}", r#type.update(&0, &entry, Update::NoExist).unwrap_err());
    println!("{:#}", r#type.update(&99, &entry, Update::Exist).unwrap_err());
    println!("{:#}", r#type.raw().get(&[0]).unwrap_err());
    println!("{:#}", maps.name.set(77, &0).unwrap_err());
    println!("{:#}", maps.self_.set(1, &vec![0; here.len()]).unwrap_err());
    for key in 0..room {
        assert!(r#type.remove(&key)?);
    }
    assert!(!r#type.remove(&0)? && r#type.iter().next().is_none());
    Ok(())
}

fn check_that_a_link_outlives_its_program_and_detaches() -> coolbpf::Result<()> {
    let keywords::Bpf { maps, progs, .. } = keywords::open()?.load()?;
    let link = progs.prog.attach()?;
    drop(progs);
    let calls = || maps.name.get(1).map(Option::unwrap_or_default);
    let before = calls()?;
    std::fs::metadata("/")?;
    assert!(calls()? > before);
    link.detach()?;
    let after = calls()?;
    std::fs::metadata("/")?;
    assert_eq!(calls()?, after);
    Ok(())
}
