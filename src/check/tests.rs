//! Links and names that pages hold, and where links lead.

use super::*;
use proptest::prelude::*;

fn links(html: &str) -> Vec<String> {
    extract(html)
        .links
        .iter()
        .map(|link| link.text.to_string())
        .collect()
}

#[test]
fn links_stand_in_many_attributes() {
    let html = r##"<A HREF='/a'>x</A><img src=b.png srcset="c.png 1x, d.png 2x,e.png"><link rel=stylesheet href=/f.css>
        <video poster="g.jpg"><source src="h.mp4"></video><object data=i.pdf></object><script src="/j.js"></script>
        <meta http-equiv=refresh content="0; url='/k/'"><svg><use xlink:href="#l"/></svg>"##;
    let wanted = [
        "/a", "b.png", "c.png", "d.png", "e.png", "/f.css", "g.jpg", "h.mp4", "i.pdf", "/j.js", "/k/", "#l",
    ];
    assert_eq!(links(html), wanted);
}

#[test]
fn comments_and_scripts_hold_no_links() {
    let html = "<!-- <a href=1> --><script>'<a href=2>'</SCRIPT><a href=3><textarea><a href=4></textarea><!--><a href=5>";
    assert_eq!(links(html), ["3", "5"]);
}

#[test]
fn an_element_marked_so_is_left_out_with_its_content() {
    let html = "<div data-nocheck><div><a href=1></a></div><a href=2></a></div><a href=3></a><img data-proofer-ignore src=4>";
    assert_eq!(links(html), ["3"]);
}

#[test]
fn character_references_are_resolved() {
    assert_eq!(
        links("<a href='?a=1&amp;b=2&#38;c=&#x33;&copy=4'>"),
        ["?a=1&b=2&c=3&copy=4"]
    );
}

#[test]
fn ids_and_names_of_anchors_are_names() {
    let html = "<h2 id=one><a name='two'></a><input name=three>";
    let extract = extract(html);
    let mut names = extract.names.iter().map(|name| &**name).collect::<Vec<_>>();
    names.sort_unstable();
    assert_eq!(names, ["one", "two"]);
}

/// Follows a link on the page `guide/index.html` of a small site below `/base`.
fn follow(link: &str) -> Outcome {
    let names = "<h1 id='top-part'><h2 id='größe'>";
    let paths = [
        "index.html",
        "guide/index.html",
        "about.html",
        "a b.pdf",
        "img/x.png",
        "only/file.txt",
    ];
    let files = paths.map(|path| File {
        path,
        extract: path.ends_with(".html").then(|| extract(names)),
    });
    let html = format!("<a href=\"{link}\">");
    let page = extract(&html);
    Addresses::of(&files, "https://example.org", "/base").follow(&files[1], &page.links[0])
}

#[test]
fn good_links_are_fine() {
    let good = [
        "",
        "#",
        "#top",
        "#top-part",
        "#gr%C3%B6%C3%9Fe",
        "#größe",
        ".",
        "./",
        "../",
        "../about",
        "../about.html?x=1#top-part",
        "/base",
        "/base/",
        "/base/guide",
        "/base/guide/#top-part",
        "/base/a%20b.pdf#page=3",
        "../img/../img/x.png",
        "mailto:a@example.org",
        "javascript:void(0)",
        "tel:+1",
        "https://example.org/base/about",
        "#:~:text=x",
        "#/route",
        "../../../../about",
    ];
    for link in good {
        assert_eq!(follow(link), Outcome::Fine, "{link}");
    }
}

#[test]
fn other_sites_are_outside() {
    for link in [
        "https://example.com/",
        "//example.com/x",
        "HTTP://example.com",
        "https://example.org/elsewhere",
    ] {
        assert_eq!(follow(link), Outcome::Outside, "{link}");
    }
}

#[test]
fn broken_links_say_why() {
    let file = |path: &str| {
        Outcome::Broken(Problem::NoFile {
            path: path.to_owned(),
        })
    };
    assert_eq!(follow("nope"), file("guide/nope"));
    assert_eq!(follow("/base/only/"), file("only/"));
    assert_eq!(follow("/about"), Outcome::Broken(Problem::OutsideBase));
    assert_eq!(follow("/basement"), Outcome::Broken(Problem::OutsideBase));
    assert_eq!(follow("%ff"), Outcome::Broken(Problem::NotUtf8));
    let anchor = Problem::NoAnchor {
        path: "about.html".to_owned(),
        name: "x".to_owned(),
    };
    assert_eq!(follow("../about#x"), Outcome::Broken(anchor));
}

#[test]
fn a_near_miss_is_suggested() {
    let files = ["docs/install/index.html", "docs/Setup.html"].map(|path| File {
        path,
        extract: Some(extract("<h2 id=options>")),
    });
    let addresses = Addresses::of(&files, "", "");
    let file = |path: &str| {
        addresses.nearest(&Problem::NoFile {
            path: path.to_owned(),
        })
    };
    assert_eq!(file("docs/instal/").as_deref(), Some("/docs/install/"));
    assert_eq!(file("docs/setup").as_deref(), Some("/docs/Setup.html"));
    assert_eq!(file("old/install").as_deref(), Some("/docs/install/"));
    assert_eq!(file("zzz"), None);
    let anchor = Problem::NoAnchor {
        path: "docs/Setup.html".to_owned(),
        name: "option".to_owned(),
    };
    assert_eq!(addresses.nearest(&anchor).as_deref(), Some("#options"));
}

proptest! {
    #[test]
    fn any_text_can_be_searched_for_links(html in "(<[/!a-z]?|[ =\"'>&;#-]|href|id|src|script|[a-zé]){0,60}") {
        let extract = extract(&html);
        let files = [File { path: "a/b.html", extract: Some(extract) }];
        let addresses = Addresses::of(&files, "https://x.org", "/b");
        for link in &files[0].extract.as_ref().unwrap().links {
            addresses.follow(&files[0], link);
        }
    }
}
