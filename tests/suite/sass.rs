//! Builds style sheets and compares them with what sassc and Dart Sass make of them.

use crate::support::fixture;

/// The CSS of a style sheet with this name without comments, each rule on one line.
fn css(name: &str, text: &str) -> String {
    let sheet = format!("---\n---\n{text}");
    let folder = fixture::with(&[("_config.yml", "sass: {sourcemap: never}\n"), (name, &sheet)]);
    let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
    assert!(
        output.status.success(),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let css = std::fs::read_to_string(folder.path().join("out/a.css")).unwrap();
    let css = regex::Regex::new(r"(?s)/\*.*?\*/").unwrap().replace_all(&css, "");
    let css = css.split_whitespace().collect::<Vec<_>>().join(" ");
    css.replace("} ", "}\n")
}

#[test]
fn indented_sass_that_sassc_accepts_is_compiled() {
    // The expected texts are those of sassc 3.6.2.
    for (text, expected) in [
        (".a,\n.b,\n\tcolor: red\n", ".a, .b { color: red; }"),
        ("/*\n * x\n */\n.a\n\tcolor: red\n", ".a { color: red; }"),
        ("//\n // x\n.a\n\tcolor: red\n", ".a { color: red; }"),
        (
            ".a\n\tcolor: red\n\t/* one\n\t * two\n\t */\n\tb: c\n",
            ".a { color: red; b: c; }",
        ),
        (
            ".a\n  .b,\n  .c,\n    color: red\n",
            ".a .b, .a .c { color: red; }",
        ),
        (
            ".a\n  &:hover,\n  &.x,\n    b: c\n.z\n  y: x\n",
            ".a:hover, .a.x { b: c; }\n.z { y: x; }",
        ),
        (".a,\n\n  b: c\n", ".a { b: c; }"),
        (
            "@media screen,\nprint\n  .a\n    b: c\n",
            "@media screen, print { .a { b: c; }\n}",
        ),
        (".a\n  color: red;\n  b: c;\n", ".a { color: red; b: c; }"),
        (".a\n  :color red\n", ".a { color: red; }"),
        (".a { color: red }\n", ".a { color: red; }"),
    ] {
        assert_eq!(css("a.sass", text), expected, "{text}");
    }
}

#[test]
fn indented_sass_that_sassc_refuses_is_refused() {
    for text in [".a\n    b: c\n  d: e\n", "@import \"missing\"\n.a\n  b: c\n"] {
        let sheet = format!("---\n---\n{text}");
        let folder = fixture::with(&[("a.sass", &sheet)]);
        assert!(
            !folder
                .recto(&["build", "-q", "-s", "src", "-d", "out"])
                .status
                .success(),
            "{text}"
        );
    }
}

#[test]
fn extended_selectors_are_those_of_sassc() {
    for (text, expected) in [
        (
            "%t{a{margin:0}} %b{a{color:blue}} .b{@extend %b} .p{> table{@extend %t} > .b{@extend %b}}",
            ".p > table a { margin: 0; }\n.p > .b a, .b a { color: blue; }",
        ),
        (
            "#x{@extend .btn} .btn{color:red; &--info{color:blue}}",
            ".btn, #x { color: red; }\n.btn--info { color: blue; }",
        ),
        (
            ".p { & > { .b { @extend %b; } } } .b { @extend %b; } %b { th { color: blue; } }",
            ".p > .b th, .b th { color: blue; }",
        ),
        (
            ".a:hover{x:y} .b{@extend .a; &:focus{z:w}}",
            ".a:hover, .b:hover { x: y; }\n.b:focus { z: w; }",
        ),
        (
            "@media print{ %p{a:b} .c{@extend %p} .d{e:f} }",
            "@media print { .c { a: b; }\n.d { e: f; }\n}",
        ),
        (
            "%p:not(.q){a:b} .c{@extend %p; d:e}",
            ".c:not(.q) { a: b; }\n.c { d: e; }",
        ),
    ] {
        assert_eq!(css("a.scss", text), expected, "{text}");
    }
}

#[test]
fn an_extend_that_cannot_be_is_reported_at_its_place() {
    let folder = fixture::with(&[("a.scss", "---\n---\n.b .c { d: e; }\n.f { @extend .b .c; }\n")]);
    let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("a.scss:4:"), "{text}");
    assert!(text.contains(".f { @extend .b .c; }"), "{text}");
}

#[test]
fn a_filter_names_the_encoding_of_its_css() {
    let text = "{% capture css %}a{b:'é'} c{d:e}{% endcapture %}{{ css | scssify }}\
                {% capture css %}a{b:c}{% endcapture %}{{ css | scssify }}";
    let folder = fixture::with(&[("a.html", &format!("---\n---\n{text}"))]);
    let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
    assert!(output.status.success());
    let html = std::fs::read_to_string(folder.path().join("out/a.html")).unwrap();
    assert!(html.starts_with("@charset \"UTF-8\";\na {"), "{html}");
    assert_eq!(html.matches("@charset").count(), 1, "{html}");
}
