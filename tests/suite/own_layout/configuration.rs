//! `recto.yml`, front matter and the folders: nothing without effect passes silently.

use super::{build, run};

const PAGE: (&str, &str) = ("content/guide/install.md", "---\ntitle: Install\n---\nText.\n");

/// What a build of these files prints.
fn printed(files: &[(&str, &str)]) -> String {
    run(files, &["build", "-s", "src", "-d", "out"]).printed
}

#[test]
fn unknown_keys_are_errors_with_a_suggestion() {
    for (key, suggestion) in [
        ("footr", "did you mean `footer`?"),
        ("navigation", "under `nav:`"),
        ("repo_url", "write `repository:`"),
        ("edit_uri", "write `edit_url:`"),
        ("colour_scheme_of_mine", "below `extra:`"),
    ] {
        let site = build(&[PAGE, ("recto.yml", &format!("title: T\n{key}: x\n"))]);
        assert_eq!(site.code, Some(1), "{key}");
        assert!(site.printed.contains("recto.yml:2:1"), "{}", site.printed);
        assert!(site.printed.contains(suggestion), "{}", site.printed);
        assert!(site.files.is_empty());
    }
}

#[test]
fn a_value_of_the_wrong_type_is_an_error_at_its_place() {
    let site = build(&[
        PAGE,
        ("recto.yml", "title: T\nlinks:\n  - title: A\n    ulr: /x/\n"),
    ]);
    assert_eq!(site.code, Some(1));
    assert!(
        site.printed.contains("recto.yml:4") && site.printed.contains("`ulr`"),
        "{}",
        site.printed
    );
}

#[test]
fn several_mistakes_are_reported_in_one_run() {
    let site = build(&[PAGE, ("recto.yml", "titel: T\nfootr: x\nsearch: maybe\n")]);
    for part in ["`titel`", "`footr`", "expected a boolean"] {
        assert!(site.printed.contains(part), "{part} in {}", site.printed);
    }
}

#[test]
fn a_site_has_values_of_its_own_below_extra() {
    let files = [
        PAGE,
        ("recto.yml", "title: T\nextra: { team: Blue }\n"),
        ("templates/page.html", "{{ site.extra.team }} {{ site.title }}"),
    ];
    assert_eq!(build(&files).file("guide/install/index.html"), "Blue T");
}

#[test]
fn misspelt_front_matter_is_a_warning_at_its_line() {
    let text = printed(&[("content/a.md", "---\ntitle: A\nwieght: 3\n---\nx")]);
    assert!(
        text.contains("content/a.md:3:1") && text.contains("did you mean `weight`?"),
        "{text}"
    );
    // A key that a template reads is the site's own.
    let text = printed(&[
        ("content/a.md", "---\ntitle: A\nstability: beta\n---\nx"),
        ("templates/page.html", "{{ page.stability }}"),
    ]);
    assert!(!text.contains("stability"), "{text}");
}

#[test]
fn the_edit_link_leads_to_the_source_file() {
    let config = "title: T\nedit_url: https://example.org/o/n/edit/main\n";
    let site = build(&[PAGE, ("recto.yml", config)]);
    let link = "href=\"https://example.org/o/n/edit/main/content/guide/install.md\"";
    assert!(site.file("guide/install/index.html").contains(link));
}

#[test]
fn folders_and_files_that_nothing_reads_are_warned_of() {
    let text = printed(&[
        PAGE,
        ("layouts/page.html", "x"),
        ("content/b.mdx", "import X from 'x'\n"),
    ]);
    assert!(text.contains("the folder `layouts` is not read"), "{text}");
    assert!(text.contains("`content/b.mdx`") && text.contains("MDX"), "{text}");
}

#[test]
fn a_missing_include_names_the_folder_of_this_layout() {
    let site = build(&[("content/a.md", "{% include note.html %}")]);
    assert!(site.printed.contains("the folder `includes`"), "{}", site.printed);
}

#[test]
fn a_build_says_nothing_of_flags_without_effect() {
    let text = printed(&[PAGE]);
    assert!(
        text.contains("Destination:") && !text.contains("Incremental"),
        "{text}"
    );
}

#[test]
fn files_of_the_configuration_must_exist() {
    let site = build(&[PAGE, ("recto.yml", "title: T\ncss: [assets/custom.css]\n")]);
    assert_eq!(site.code, Some(1));
    assert!(site.printed.contains("recto.yml:2:7"), "{}", site.printed);
    let files = [
        PAGE,
        ("recto.yml", "title: T\ncss: [assets/custom.css]\n"),
        ("assets/custom.css", "p{}"),
    ];
    let page = build(&files);
    assert!(
        page.file("guide/install/index.html")
            .contains("href=\"/assets/custom.css?v=")
    );
}
