//! libbpf itself, asked about the same objects.

mod objects;

use coolbpf_inspect::{Inspection, SECTION_RULES};
use libbpf_rs::ObjectBuilder;

#[test]
fn libbpf_makes_the_same_of_every_section() {
    let sections = SECTION_RULES.iter().map(|rule| rule.pattern.replace('+', "/target"));
    let source: String = sections
        .enumerate()
        .map(|(i, section)| {
            format!("__attribute__((section(\"{section}\"), used)) int f{i}(void *c) {{ return 0; }}\n")
        })
        .collect();
    let (object, _directory) = objects::compiled(&source, &[]);
    let inspection = Inspection::of(&object).unwrap();
    assert_eq!(inspection.programs.len(), SECTION_RULES.len());
    let opened = ObjectBuilder::default().open_memory(object.bytes()).unwrap();
    for (program, rule) in inspection.programs.iter().zip(SECTION_RULES) {
        let theirs = opened.progs().find(|theirs| theirs.name() == program.name.as_str()).unwrap();
        let ours = rule.program_type().unwrap();
        assert_eq!(program.program_type, Some(ours.name), "{}", program.section);
        assert_eq!(theirs.prog_type() as u32, ours.id, "{}", program.section);
        assert_eq!(theirs.insn_cnt(), program.instructions, "{}", program.section);
    }
}

#[test]
fn libbpf_reads_the_same_maps() {
    for name in ["cgroup_sockopt", "sockops", "tail_calls", "per_cpu_array", "usdt"] {
        let object = objects::of_the_compilers_tests(name);
        let inspection = Inspection::of(&object).unwrap();
        assert!(!inspection.maps.is_empty(), "{name}");
        let opened = ObjectBuilder::default().open_memory(object.bytes()).unwrap();
        for map in &inspection.maps {
            let theirs = opened.maps().find(|theirs| theirs.name() == map.name.as_str()).unwrap();
            assert_eq!(theirs.map_type() as u32, map.type_id, "{name}: {}", map.name);
            assert_eq!(
                (theirs.key_size(), theirs.value_size()),
                (map.key_size, map.value_size),
                "{}",
                map.name
            );
            assert_eq!(theirs.max_entries(), map.max_entries, "{name}: {}", map.name);
        }
    }
}
