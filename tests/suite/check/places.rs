//! The place of a finding is the text that its author has to change.

use super::places;

const HEAD: &str = "---\n---\n";

fn page(body: &str) -> String {
    format!("{HEAD}{body}")
}

#[test]
fn a_link_in_a_capture_that_is_printed_twice_is_one_finding_in_the_capture() {
    let text = page(
        "{% capture c %}\nSee [x](nope.html).\n{% endcapture %}\n\n<div>{{ c | markdownify }}</div>\n\n<div>{{ c | markdownify }}</div>\n\n{{ c }}\n",
    );
    assert_eq!(places(&[("index.md", &text)]), ["index.md:4:9"]);
}

#[test]
fn a_link_in_a_capture_within_a_capture_is_found() {
    let text = page(
        "{% capture outer %}\n{% capture inner %}[x](nope.html){% endcapture %}\n* {{ inner }}\n{% endcapture %}\n{{ outer | markdownify }}\n",
    );
    assert_eq!(places(&[("index.md", &text)]), ["index.md:4:24"]);
}

#[test]
fn a_reference_is_found_at_its_definition_once() {
    let text = page("[a][r] and [b][r] and `nope.html`\n\n[r]: nope.html \"T\"\n");
    assert_eq!(places(&[("index.md", &text)]), ["index.md:5:6"]);
}

#[test]
fn the_same_text_in_prose_and_code_is_not_the_link() {
    let text = page(
        "<p>The address /nope/ is gone.</p>\n<code>&lt;a href=\"/nope/\"&gt;</code>\n<a href=\"/nope/\">x</a>\n",
    );
    assert_eq!(places(&[("index.html", &text)]), ["index.html:5:10"]);
}

#[test]
fn a_link_of_a_layout_with_baseurl_is_found_as_its_author_wrote_it() {
    let layout = "<a href=\"{{ site.baseurl }}/nope/\">x</a> <a href=\"{{ \"/nope2/\" | relative_url }}\">x</a>{{ content }}\n";
    let index = "---\nlayout: default\n---\nhi\n";
    let files = [
        ("_config.yml", "baseurl: /base\n"),
        ("_layouts/default.html", layout),
        ("_layouts/aaa.html", layout),
        ("index.md", index),
        ("other.md", index),
    ];
    assert_eq!(
        places(&files),
        ["_layouts/default.html:1:10", "_layouts/default.html:1:51"]
    );
}

#[test]
fn a_relative_link_of_a_layout_is_one_finding_for_all_pages() {
    let files = [
        (
            "_layouts/default.html",
            "<a href=\"nope.html\">x</a>{{ content }}\n",
        ),
        ("a/index.md", "---\nlayout: default\n---\n"),
        ("b/index.md", "---\nlayout: default\n---\n"),
    ];
    assert_eq!(places(&files), ["_layouts/default.html:1:10"]);
}

#[test]
fn a_link_from_a_data_file_is_found_in_the_file() {
    let files = [
        (
            "_data/nav.yml",
            "- title: A\n  url: /nope/\n- title: B\n  url: '/nope2/'\n",
        ),
        ("_data/t.csv", "name,link\nA,/nope3/\n\"B\",\"/nope4/\"\n"),
        ("_data/j.json", "{\"a\": [{\"u\": \"/nope5/\"}]}\n"),
        (
            "index.html",
            "---\n---\n{% for i in site.data.nav %}<a href=\"{{ i.url }}\">x</a>{% endfor %}{% for r in site.data.t %}<a href=\"{{ r.link }}\">x</a>{% endfor %}<a href=\"{{ site.data.j.a[0].u }}\">x</a>\n",
        ),
    ];
    let expected = [
        "_data/j.json:1:15",
        "_data/nav.yml:2:8",
        "_data/nav.yml:4:9",
        "_data/t.csv:2:3",
        "_data/t.csv:3:6",
    ];
    assert_eq!(places(&files), expected);
}

#[test]
fn markdown_in_a_data_file_is_found_there() {
    let files = [
        ("_data/y.yml", "text: |\n  Some *md* and\n  [x](nope.html).\n"),
        ("index.html", "---\n---\n{{ site.data.y.text | markdownify }}\n"),
    ];
    assert_eq!(places(&files), ["_data/y.yml:3:7"]);
}

#[test]
fn a_link_from_front_matter_or_configuration_is_found_there() {
    let files = [
        ("_config.yml", "footer:\n  - /nope/\n"),
        (
            "index.html",
            "---\nlink: /nope2/\n---\n{% for f in site.footer %}<a href=\"{{ f }}\">f</a>{% endfor %}<a href=\"{{ page.link }}\">x</a>\n",
        ),
    ];
    assert_eq!(places(&files), ["_config.yml:2:5", "index.html:2:7"]);
}

#[test]
fn an_include_parameter_and_an_assigned_text_are_found_where_they_are_written() {
    let files = [
        ("_includes/card.html", "<a href=\"{{ include.to }}\">x</a>\n"),
        (
            "index.html",
            "---\n---\n{% assign a = \"/nope/\" %}\n{% include card.html to=a %}\n{% include card.html to='/nope2/' %}\n",
        ),
    ];
    assert_eq!(places(&files), ["index.html:3:16", "index.html:5:26"]);
}

#[test]
fn the_part_with_the_last_word_of_an_address_decides_about_its_place() {
    let files = [
        ("_data/d.yml", "slug: nope\n"),
        (
            "index.md",
            "---\n---\n{% assign prefix = '/linux' %}\n[a]({{ prefix }}/nope.html) [b](/linux/{{ site.data.d.slug }}/) [c]({{ prefix | append: '/nope2' }})\n",
        ),
    ];
    assert_eq!(
        places(&files),
        ["_data/d.yml:1:7", "index.md:4:5", "index.md:4:69"]
    );
}

#[test]
fn a_link_in_an_include_is_found_in_the_include_that_was_used() {
    let link = "<a href=\"/nope/\">x</a>\n";
    let files = [
        ("_includes/a.html", link),
        ("_includes/b.html", link),
        ("index.html", "---\n---\n{% include b.html %}\n"),
    ];
    assert_eq!(places(&files), ["_includes/b.html:1:10"]);
}

#[test]
fn content_that_a_layout_changes_is_still_followed() {
    let files = [
        (
            "_layouts/default.html",
            "{{ content | replace: \"A\", \"B\" | strip }}\n",
        ),
        ("index.md", "---\nlayout: default\n---\nA [x](nope.html)\n"),
    ];
    assert_eq!(places(&files), ["index.md:4:7"]);
}

#[test]
fn the_content_of_another_page_is_followed_to_that_page() {
    let files = [
        (
            "_posts/2026-01-01-a.md",
            "---\npermalink: /a.html\n---\n[x](nope.html)\n",
        ),
        (
            "list.html",
            "---\n---\n{% for p in site.posts %}{{ p.content }}{% endfor %}\n",
        ),
    ];
    assert_eq!(places(&files), ["_posts/2026-01-01-a.md:4:5"]);
}

#[test]
fn a_rewritten_relative_link_is_found_in_the_author_s_text() {
    let files = [
        ("_config.yml", "plugins: [jekyll-relative-links]\n"),
        ("other.md", "---\n---\nx\n"),
        (
            "index.md",
            "---\n---\nSee [a](other.md), [b](nope.md) and [c](other.md#nope).\n",
        ),
    ];
    assert_eq!(places(&files), ["index.md:3:24", "index.md:3:41"]);
}

#[test]
fn a_file_without_front_matter_is_its_own_source() {
    let files = [
        ("index.html", "<p>hi</p>\n<a href=\"nope.html\">x</a>\n"),
        ("a.css", "a { background: url(nope.png) }\n"),
    ];
    assert_eq!(places(&files), ["a.css:1:21", "index.html:2:10"]);
}

#[test]
fn a_redirect_is_found_in_the_front_matter_that_asks_for_it() {
    let files = [
        ("_config.yml", "plugins: [jekyll-redirect-from]\n"),
        ("old.md", "---\nredirect_to: /nope/\n---\n"),
    ];
    assert_eq!(places(&files), ["old.md:2:14"]);
}

#[test]
fn links_in_tabs_are_found_in_their_tab() {
    let files = [
        ("recto.yml", "title: T\n"),
        (
            "content/index.md",
            "# T\n\n{% tabs %}\n{% tab \"A\" %}\n[x](nope.html)\n{% endtab %}\n{% tab \"B\" %}\n[y](nope2.html)\n{% endtab %}\n{% endtabs %}\n",
        ),
    ];
    assert_eq!(places(&files), ["content/index.md:5:5", "content/index.md:8:5"]);
}

#[test]
fn a_finding_without_a_known_place_names_the_built_page() {
    let files = [
        ("_config.yml", "plugins: [jekyll-seo-tag]\nurl: https://x.org\n"),
        (
            "index.html",
            "---\nimage: /nope.png\n---\n<html><head>{% seo %}</head></html>\n",
        ),
    ];
    let output = super::site(&files).recto(&["check", "-q"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("nope.png") && text.contains("on the built page `index.html`"),
        "{text}"
    );
}
