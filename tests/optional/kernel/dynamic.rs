//! Objects whose types are known at run time only.

use coolbpf::dynamic::{Bpf, Object, Value};
use coolbpf::{ChannelKind, ErrorKind, TestRun};

#[cfg(target_arch = "x86_64")]
const OBJECT: &[u8] = include_bytes!("../coolbpf-vendor/packets.v1.x86_64.bpf.o");
#[cfg(target_arch = "aarch64")]
const OBJECT: &[u8] = include_bytes!("../coolbpf-vendor/packets.v1.aarch64.bpf.o");

/// The object for the oldest kernels, as a compile server would have given it.
pub(crate) fn object() -> Object {
    Object::check("packets", OBJECT).unwrap()
}

/// Runs the program for a packet of so many bytes, without the Ethernet header.
fn send(bpf: &Bpf, length: usize) {
    let program = bpf.program("on_packet").unwrap();
    program.test_run(TestRun::new().data(&vec![0; length + 14])).unwrap();
}

fn flow(port: u16, name: &str) -> Value {
    let local: Value = true.into();
    [("direction", "SENT".into()), ("port", port.into()), ("is_local", local), ("name", name.into())].into()
}

#[test]
fn maps_are_read_and_written_by_values_with_the_names_that_c_has() {
    let bpf = object().open().unwrap().load().unwrap();
    let mut names: Vec<_> = bpf.maps().iter().map(|map| map.name().to_owned()).collect();
    names.sort();
    assert_eq!(names, ["flows", "lengths", "ports", "sent", "sizes"]);

    let flows = bpf.map("flows").unwrap();
    assert_eq!(flows.get(flow(443, "eth0")).unwrap(), None);
    flows.insert(flow(443, "eth0"), [("packets", 3.into()), ("bytes", (1_u64 << 40).into())]).unwrap();
    let traffic = flows.get(flow(443, "eth0")).unwrap().unwrap();
    assert_eq!(traffic.field("bytes").unwrap().as_u64(), Some(1 << 40));
    let entries: Vec<_> = flows.iter().collect::<coolbpf::Result<_>>().unwrap();
    let [(key, value)] = &entries[..] else { panic!("{entries:?}") };
    assert_eq!(key.to_string(), "{direction: SENT, port: 443, is_local: true, name: eth0}");
    assert_eq!(serde_json::to_string(value).unwrap(), r#"{"packets":3,"bytes":1099511627776}"#);
    assert!(flows.remove(flow(443, "eth0")).unwrap() && !flows.remove(flow(443, "eth0")).unwrap());

    let ports = bpf.map("ports").unwrap();
    let cpus = ports.get(7_u32).unwrap();
    assert_eq!(cpus, None);
    let possible = bpf.map("sizes").unwrap().get(0_u32).unwrap().unwrap().elements().unwrap().len();
    let values: Vec<Value> = (0..possible).map(|cpu| (cpu as u32 + 1).into()).collect();
    ports.insert(7_u32, values.clone()).unwrap();
    assert_eq!(ports.get(7_u32).unwrap(), Some(values.into()));

    let wrong = flows.get([("port", 70_000.into())]).unwrap_err();
    assert_eq!(wrong.to_string(), "a key of the map `flows`: `port`: 70000 does not fit into 16 bits");
    let wrong = ports.insert(7_u32, 1_u32).unwrap_err();
    assert_eq!(wrong.to_string(), "a value of the map `ports`: it is an integer, not one for each CPU");
    assert!(flows.events().unwrap_err().to_string().contains("the map `flows` holds no events"));
    let none = bpf.map("flow").unwrap_err();
    assert_eq!(
        (none.kind(), none.to_string().starts_with("there is no map `flow`, but `")),
        (ErrorKind::InvalidInput, true)
    );
}

#[test]
fn global_variables_are_set_before_the_load_and_read_while_the_program_runs() {
    let mut open = object().open().unwrap();
    open.set_global("step", 5_u32).unwrap();
    open.set_global("total", [("bytes", 9.into())]).unwrap();
    let wrong = open.set_global("step", -1).unwrap_err().to_string();
    assert_eq!(wrong, "can't set the global variable `step`: -1 does not fit into 32 bits");
    let bpf = open.load().unwrap();
    send(&bpf, 64);
    send(&bpf, 64);
    assert_eq!(bpf.global("seen").unwrap().as_u64(), Some(10));
    assert_eq!(bpf.global("total").unwrap().to_string(), "{packets: 2, bytes: 9}");
    bpf.set_global("seen", 1_u64).unwrap();
    send(&bpf, 64);
    assert_eq!(bpf.global("seen").unwrap().as_u64(), Some(6));
    assert!(bpf.set_global("step", 1_u32).unwrap_err().to_string().contains("constants"));
    let none = bpf.global("steps").unwrap_err().to_string();
    assert!(none.starts_with("there is no global variable `steps`, but "), "{none}");
}

#[test]
fn events_are_values_whatever_carries_them() {
    for kind in [None, Some(ChannelKind::PerfBuffer)] {
        let open = object().open().unwrap();
        if let Some(kind) = kind {
            open.channel("sent").unwrap().set_kind(kind).unwrap();
        }
        let bpf = open.load().unwrap();
        let sent = bpf.map("sent").unwrap();
        send(&bpf, 100);
        let mut events = sent.events().unwrap().ignore_signals().ignore_stdout();
        let event = events.next().unwrap().unwrap();
        assert_eq!(
            event.to_string(),
            "{length: 100, order: -2, kind: 5, is_first: 1, name: e, flow: {direction: SENT, port: 443, \
             is_local: true, name: }}",
            "{kind:?}"
        );
        assert_eq!(sent.lost().unwrap(), Some(0));
        // There is one map, and it has one reader at a time.
        assert!(bpf.map("sent").unwrap().events().is_err());
    }
}

#[test]
fn programs_are_chosen_by_name_and_what_is_none_is_refused() {
    let open = object().open().unwrap();
    open.program("on_packet").unwrap().set_autoload(false).unwrap();
    open.map("flows").unwrap().set_max_entries(2).unwrap();
    assert!(open.program("other").unwrap_err().to_string().contains("no program `other`, but `on_packet`"));
    assert!(open.channel("flows").unwrap_err().to_string().contains("not declared by COOLBPF_EVENTS"));
    let mut bpf = open.load().unwrap();
    bpf.attach().unwrap();
    assert_eq!((bpf.attached(), bpf.map("flows").unwrap().raw().max_entries()), (0, 2));

    let error = Object::check("x", b"\x7fELF, or not".as_slice()).unwrap_err();
    assert!(error.to_string().starts_with("`x`: the object is refused: "), "{error}");
}
