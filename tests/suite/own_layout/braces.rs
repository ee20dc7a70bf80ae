//! Braces in code: Liquid there is a choice, and what it drops is reported.

use super::{build, run};

const WORKFLOW: &str =
    "Set `${{ secrets.INLINE }}`:\n\n```yaml\ntoken: ${{ secrets.TOKEN }}\n```\n\n{{ site.title }}\n";

#[test]
fn an_output_of_nothing_in_code_is_a_warning() {
    let site = run(
        &[("content/a.md", WORKFLOW)],
        &["build", "-s", "src", "-d", "out"],
    );
    assert!(site.printed.contains("content/a.md:1:7"), "{}", site.printed);
    assert!(site.printed.contains("content/a.md:4:9"), "{}", site.printed);
    assert!(site.printed.contains("liquid_in_code: false"), "{}", site.printed);
}

#[test]
fn code_keeps_its_braces_where_the_site_or_the_page_says_so() {
    let page = format!("---\nliquid_in_code: false\n---\n{WORKFLOW}");
    let site = ("recto.yml", "title: Test\nliquid_in_code: false\n");
    for site in [
        build(&[("content/a.md", &page)]),
        build(&[site, ("content/a.md", WORKFLOW)]),
    ] {
        let html = site.file("a/index.html");
        assert!(
            html.contains("${{ secrets.INLINE }}") && html.contains("secrets.TOKEN"),
            "{html}"
        );
        assert!(html.contains("<p>Test</p>"), "{html}");
        assert_eq!(site.printed, "");
    }
}

#[test]
fn a_page_may_let_liquid_into_its_code_again() {
    let site = ("recto.yml", "title: Test\nliquid_in_code: false\n");
    let page = "---\nliquid_in_code: true\n---\n`{{ site.title }}`\n";
    assert!(
        build(&[site, ("content/a.md", page)])
            .file("a/index.html")
            .contains("<code>Test</code>")
    );
}

#[test]
fn variables_that_the_page_or_an_include_defines_are_no_mistake() {
    let page = "{% assign a = 1 %}{% include set.html %}{% for x in site.pages limit: 1 %}`{{ x.url }}`{% endfor %}\n\n`{{ a }} {{ b }} {{ 'text' }}`\n";
    let files = [
        ("content/a.md", page),
        ("includes/set.html", "{% capture b %}2{% endcapture %}"),
    ];
    let site = run(&files, &["build", "-s", "src", "-d", "out"]);
    assert!(!site.printed.contains("prints nothing"), "{}", site.printed);
}

#[test]
fn a_liquid_error_in_code_says_how_to_keep_liquid_out() {
    let site = build(&[(
        "content/a.md",
        "```jsx\n<p style={{color: 'red'}}>\n{% nope %}\n```\n",
    )]);
    assert_eq!(site.code, Some(1));
    assert!(site.printed.contains("liquid_in_code: false"), "{}", site.printed);
}
