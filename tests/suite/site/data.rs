//! Data files.

use super::*;

#[test]
fn files_and_folders_become_a_tree() {
    let loaded = Fixture::new(&[
        ("_data/a.b.yml", "x: 1"),
        ("_data/team/mem bers.csv", "n,m\n1,\"x,y\"\n"),
        ("_data/t.tsv", "a\tb\n1\t2\n"),
        ("_data/j.json", "{\"k\": [1, null]}"),
        ("_data/ignored.txt", "x"),
    ])
    .load();
    let data = &loaded.site.data;
    assert_eq!(show(&data.get("ab")), "{\"x\"=>1}");
    assert_eq!(
        show(&data.get("team").get("mem_bers")),
        "[{\"n\"=>\"1\", \"m\"=>\"x,y\"}]"
    );
    assert_eq!(show(&data.get("t")), "[{\"a\"=>\"1\", \"b\"=>\"2\"}]");
    assert_eq!(show(&data.get("j")), "{\"k\"=>[1, nil]}");
    assert!(data.get("ignored").is_nil());
}

#[test]
fn a_broken_file_is_an_error_at_its_place() {
    let loaded = Fixture::new(&[("_data/a.yml", "x: [1\ny: 2\n"), ("_data/b.yml", "x: 1")]).load();
    assert_eq!(loaded.worst(), Some(Severity::Error));
    assert!(loaded.printed().contains("_data/a.yml:"), "{}", loaded.printed());
    assert_eq!(show(&loaded.site.data.get("b").get("x")), "1");
}
