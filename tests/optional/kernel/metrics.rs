//! Maps as metrics, read by a parser of the format.

use std::collections::BTreeMap;

use coolbpf::metrics::{Metric, Metrics};
use coolbpf::{ErrorKind, Histogram, TestRun, Value as _};
use coolbpf_optional::packets::{self, types};
use prometheus_parse::{Sample, Scrape, Value};

fn parsed(text: &str) -> Scrape {
    let scrape = Scrape::parse(text.lines().map(|line| Ok(line.to_owned())));
    scrape.unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn labels(sample: &Sample) -> BTreeMap<&str, &str> {
    sample.labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn flow(port: u16, name: &str) -> types::flow {
    let mut flow = types::flow { port, is_local: true.into(), ..Default::default() };
    flow.direction = types::direction::SENT;
    flow.name = coolbpf::Chars::new(name).unwrap();
    flow
}

#[test]
fn the_fields_of_keys_are_labels_and_the_values_of_all_cpus_are_added_up() {
    let bpf = packets::open().unwrap().load().unwrap();
    let traffic = types::traffic { packets: 3, bytes: 1500 };
    bpf.maps.flows.insert(&flow(443, "a \"b\"\\\n"), &traffic).unwrap();
    bpf.maps.flows.insert(&flow(53, "lo"), &traffic).unwrap();
    let cpus = bpf.maps.ports.cpus();
    bpf.maps.ports.insert(&22, &vec![2; cpus]).unwrap();

    let mut metrics = Metrics::new();
    let bytes = Metric::counter("net_bytes_total", "Bytes,\nof \\ all.", &bpf.maps.flows).unwrap();
    metrics
        .add(bytes.field("bytes").only(|key| key.field("port").and_then(|port| port.as_u64()) == Some(443)))
        .unwrap();
    let ports = Metric::gauge("net_ports", "By port.", &bpf.maps.ports).unwrap();
    metrics.add(ports.label("port").scale(0.5)).unwrap();
    let text = metrics.text().unwrap();
    let scrape = parsed(&text);
    assert_eq!(scrape.docs["net_bytes_total"], "Bytes,\\nof \\\\ all.");

    let [bytes, ports] = &scrape.samples[..] else { panic!("{text}") };
    assert_eq!((bytes.metric.as_str(), &bytes.value), ("net_bytes_total", &Value::Counter(1500.0)));
    // The parser leaves them as they are written.
    let name = r#"a \"b\"\\\n"#;
    let expected = [("direction", "SENT"), ("is_local", "true"), ("name", name), ("port", "443")];
    assert_eq!(labels(bytes), expected.into());
    assert_eq!((ports.metric.as_str(), &ports.value), ("net_ports", &Value::Gauge(cpus as f64)));
    assert_eq!(labels(ports), [("port", "22")].into());
}

#[test]
fn histograms_have_cumulative_buckets_up_to_infinity() {
    let bpf = packets::open().unwrap().load().unwrap();
    // Without the Ethernet header.
    for length in [20, 20, 70, 100, 1000] {
        bpf.progs.on_packet.test_run(TestRun::new().data(&vec![0; length + 14])).unwrap();
    }
    let mut metrics = Metrics::new();
    let lengths =
        Metric::histogram("length_kilobytes", "", &bpf.maps.lengths, Histogram::log2("bytes")).unwrap();
    metrics.add(lengths.scale(1e-3).buckets(4..=8)).unwrap();
    let linear = Histogram::linear("bytes", 64, 16);
    metrics.add(Metric::histogram("size_bytes", "", &bpf.maps.sizes, linear).unwrap()).unwrap();
    let text = metrics.text().unwrap();
    let scrape = parsed(&text);

    let of = |name: &str| scrape.samples.iter().filter(|sample| sample.metric == name).collect::<Vec<_>>();
    let [lengths] = of("length_kilobytes")[..] else { panic!("{text}") };
    let Value::Histogram(buckets) = &lengths.value else { panic!("{lengths:?}") };
    let buckets: Vec<_> = buckets.iter().map(|bucket| (bucket.less_than, bucket.count)).collect();
    let infinity = f64::INFINITY;
    let expected = [(0.031, 2.0), (0.063, 2.0), (0.127, 4.0), (0.255, 4.0), (0.511, 4.0), (infinity, 5.0)];
    assert_eq!(buckets, expected);
    assert_eq!(labels(lengths), BTreeMap::new());

    let mut sizes = of("size_bytes");
    // The parser has them in any order.
    sizes.sort_by_key(|sample| labels(sample)["index"]);
    assert_eq!(sizes.iter().map(|sample| labels(sample)["index"]).collect::<Vec<_>>(), ["0", "1"]);
    let Value::Histogram(buckets) = &sizes[0].value else { panic!("{sizes:?}") };
    assert_eq!(buckets.len(), 64);
    let count = |bound| buckets.iter().find(|bucket| bucket.less_than == bound).unwrap().count;
    assert_eq!([79.0, 95.0, 111.0, 1071.0, infinity].map(count), [3.0, 3.0, 4.0, 5.0, 5.0]);
    assert!(text.contains("length_kilobytes_count 5\n") && !text.contains("_sum"), "{text}");
}

#[test]
fn keys_that_labels_don_t_tell_apart_are_one_time_series_with_the_sum_of_both() {
    let bpf = packets::open().unwrap().load().unwrap();
    let traffic = types::traffic { packets: 3, bytes: 1500 };
    for bytes in [b"a\0x\0\0\0\0\0\0\0\0\0\0\0\0\0", b"a\0y\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
        let name = coolbpf::Chars::read_from(bytes).unwrap();
        bpf.maps.flows.insert(&types::flow { name, ..flow(1, "") }, &traffic).unwrap();
    }
    assert_eq!(bpf.maps.flows.keys().count(), 2);
    let mut metrics = Metrics::new();
    metrics.add(Metric::counter("bytes_total", "", &bpf.maps.flows).unwrap().field("bytes")).unwrap();
    let text = metrics.text().unwrap();
    let [bytes] = &parsed(&text).samples[..] else { panic!("{text}") };
    assert_eq!((&bytes.value, labels(bytes)["name"]), (&Value::Counter(3000.0), "a"));
}

#[test]
fn maps_of_objects_that_came_at_run_time_are_metrics_too() {
    let object = crate::dynamic::object();
    let bpf = object.open().unwrap().load().unwrap();
    let flows = bpf.map("flows").unwrap();
    flows.insert([("port", 22.into())], [("packets", 6.into())]).unwrap();
    let mut metrics = Metrics::new();
    metrics.add(Metric::counter("packets_total", "", flows).unwrap().field("packets")).unwrap();
    // It keeps the map.
    drop(bpf);
    let scrape = parsed(&metrics.text().unwrap());
    assert_eq!(scrape.samples[0].value, Value::Counter(6.0));
    assert_eq!(labels(&scrape.samples[0])["port"], "22");
}

#[test]
fn what_is_no_metric_is_told() {
    let bpf = packets::open().unwrap().load().unwrap();
    let flows = &bpf.maps.flows;
    let mut metrics = Metrics::new();
    let error = Metric::counter("net-bytes", "", flows).unwrap_err();
    assert!(error.to_string().contains("\"net-bytes\" is no name of a metric"), "{error}");
    metrics.add(Metric::gauge("flows", "", flows).unwrap()).unwrap();
    let error = metrics.add(Metric::gauge("flows", "", flows).unwrap()).unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string()),
        (ErrorKind::InvalidInput, "there is a metric `flows` already".into())
    );
    for label in ["", "1st", "a-b", "a:b", "a\"} 1\nb", "ä"] {
        let error = metrics.add(Metric::gauge("labelled", "", flows).unwrap().label(label)).unwrap_err();
        assert!(error.to_string().contains(&format!("{label:?} is no name of a label")), "{error}");
    }
    flows.insert(&flow(1, "x"), &types::traffic::default()).unwrap();
    let error = metrics.text().unwrap_err();
    assert_eq!(
        format!("{error:#}"),
        "can't read the metric `flows`: its values are structs; name the `field`, one of `packets`, `bytes`"
    );
}
