//! The references that a page has.

use super::scan::{FileKind, scan};
use proptest::prelude::*;

fn links(html: &str) -> Vec<String> {
    let scan = scan(html, FileKind::Html);
    scan.references.iter().map(|link| link.text.to_string()).collect()
}

#[test]
fn references_are_found_in_many_attributes() {
    let html = r##"<A HREF='/a' ping="/p /q">x</A><img src=b.png srcset="c.png 1x, d.png 2x,e.png"><link rel=stylesheet href=/f.css>
        <video poster="g.jpg"><source src="h.mp4"></video><object data=i.pdf></object><script src="/j.js"></script>
        <meta http-equiv=refresh content="0; url='/k/'"><svg><use xlink:href="#l"/><feImage href=m.png /></svg>
        <meta property="og:image" content=n.png><button formaction=o></button><td background=r.png style="background:url(s.png)">
        <style>@import "t.css";</style><img alt data-src=u.png><iframe srcdoc="&lt;a href=v>"></iframe>
        <script type="application/ld+json">{"image":["https://x.org/w.png"]}</script>"##;
    let expected = [
        "/a",
        "/p",
        "/q",
        "b.png",
        "c.png",
        "d.png",
        "e.png",
        "/f.css",
        "g.jpg",
        "h.mp4",
        "i.pdf",
        "/j.js",
        "/k/",
        "#l",
        "m.png",
        "n.png",
        "o",
        "r.png",
        "s.png",
        "t.css",
        "u.png",
        "v",
        "https://x.org/w.png",
    ];
    assert_eq!(links(html), expected);
}

#[test]
fn every_range_is_the_address_as_written() {
    let html = r#"<a href="x&amp;y"></a><img srcset="a 1x, b"><p style="background:url('c')"><iframe srcdoc="&lt;a href=d>">"#;
    let scan = scan(html, FileKind::Html);
    let written: Vec<&str> = scan
        .references
        .iter()
        .map(|link| &html[link.range.clone()])
        .collect();
    assert_eq!(written, ["x&amp;y", "a", "b", "c", "d"]);
}

#[test]
fn comments_scripts_and_templates_hold_no_references() {
    let html = "<!-- <a href=1> --><script>'<a href=2>'</SCRIPT><a href=3><textarea><a href=4></textarea><!--><a href=5><template><a href=6></template>";
    assert_eq!(links(html), ["3", "5"]);
}

#[test]
fn an_element_marked_so_is_left_out_with_its_content() {
    let html = "<div data-nocheck><div><a href=1></a></div><a href=2></a></div><a href=3></a><img data-proofer-ignore src=4>";
    assert_eq!(links(html), ["3"]);
}

#[test]
fn ids_are_anchors_and_names_only_of_links() {
    let html =
        "<h2 id=one><a name='two'></a><input name=three><map name=four><template><p id=five></template>";
    let scan = scan(html, FileKind::Html);
    assert_eq!(scan.anchors, ["one", "two"]);
    assert_eq!(scan.maps, ["four"]);
}

#[test]
fn a_hint_for_a_connection_is_no_reference() {
    assert!(
        links("<link rel=preconnect href=https://x.org><link rel='dns-prefetch' href=//y.org>").is_empty()
    );
}

proptest! {
    #[test]
    fn any_text_can_be_searched_for_references(html in "(<[/!a-z]?|[ =\"'>&;#-]|href|id|src|script|style|url\\(|[a-zé]){0,60}") {
        for kind in [FileKind::Html, FileKind::Svg, FileKind::Css, FileKind::Xml, FileKind::Manifest] {
            for reference in scan(&html, kind).references {
                prop_assert!(html.get(reference.range).is_some());
            }
        }
    }
}
