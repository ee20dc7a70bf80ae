//! The live preview in a real browser: what stays when a page changes, and what is shown of the build.

use crate::support::server::Server;
use crate::support::webdriver::Browser;
use serde_json::{Value, json};

fn page(body: &str) -> String {
    format!("---\n---\n<!doctype html><html><head><title>T</title></head><body>{body}</body></html>")
}

const FORM: &str = "<details><summary>More</summary><p>Hidden text.</p></details><input id=field><p id=text>";

#[test]
fn open_details_and_typed_text_survive_an_edit() {
    let Some(browser) = Browser::open() else { return };
    let server = Server::start(&[("index.html", &page(&format!("{FORM}One.</p>")))], &[]);
    browser.go(&server.url("/"));
    browser.run("document.querySelector('details').open = true; document.getElementById('field').value = 'typed'; window.same = true;");
    std::thread::sleep(std::time::Duration::from_millis(300));
    server.write(
        "index.html",
        &page(&format!("{FORM}Two.</p><ul><li>new</li></ul>")),
    );
    browser.wait("return document.getElementById('text').textContent === 'Two.'");
    let state = "return [window.same === true, document.querySelector('details').open, document.getElementById('field').value, document.querySelectorAll('li').length]";
    assert_eq!(browser.run(state), json!([true, true, "typed", 1]));
}

#[test]
fn what_scripts_have_done_to_a_page_survives_an_edit_of_other_parts() {
    let Some(browser) = Browser::open() else { return };
    let script = "<script>document.querySelector('h1').append(document.createElement('button')); document.getElementById('a').onclick = () => { window.clicked = true; };</script>";
    let body = |text: &str| {
        page(&format!(
            "<h1>Title</h1><p id=a>Click</p><p id=text>{text}</p>{script}"
        ))
    };
    let server = Server::start(&[("index.html", &body("One."))], &[]);
    browser.go(&server.url("/"));
    browser.run("window.same = true");
    std::thread::sleep(std::time::Duration::from_millis(300));
    server.write("index.html", &body("Two."));
    browser.wait("return document.getElementById('text').textContent === 'Two.'");
    let state = "document.getElementById('a').click(); return [window.same === true, window.clicked === true, document.querySelectorAll('h1 button').length]";
    assert_eq!(browser.run(state), json!([true, true, 1]));
}

#[test]
fn a_page_is_reloaded_where_a_script_would_have_to_run_on_new_parts() {
    let Some(browser) = Browser::open() else { return };
    let script =
        "<script>for (const heading of document.querySelectorAll('h2')) heading.append('#');</script>";
    let body = |headings: &str| page(&format!("<h1>Title</h1><h2>A</h2>{headings}{script}"));
    let server = Server::start(&[("index.html", &body(""))], &[]);
    browser.go(&server.url("/"));
    server.write("index.html", &body("<h2>B</h2>"));
    browser.wait(
        "return [...document.querySelectorAll('h2')].map(heading => heading.textContent).join() === 'A#,B#'",
    );
}

#[test]
fn a_changed_script_runs() {
    let Some(browser) = Browser::open() else { return };
    let files = [
        ("index.html", page("<p>x</p><script src=/a.js></script>")),
        ("a.js", "window.version = 1".to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let server = Server::start(&files, &[]);
    browser.go(&server.url("/"));
    browser.wait("return window.version === 1");
    server.write("a.js", "window.version = 2");
    browser.wait("return window.version === 2");
}

#[test]
fn nine_tabs_load_and_all_are_updated() {
    let Some(browser) = Browser::open() else { return };
    let server = Server::start(&[("index.html", &page("<p>One.</p>"))], &[]);
    let mut tabs = Vec::new();
    for _ in 0..9 {
        let made = browser.command("POST", "/window/new", &json!({ "type": "tab" }));
        browser.command("POST", "/window", &json!({ "handle": made["handle"] }));
        browser.go(&server.url("/"));
        assert_eq!(
            browser.run("return document.querySelector('p').textContent"),
            "One."
        );
        tabs.push(made["handle"].clone());
    }
    server.write("index.html", &page("<p>Two.</p>"));
    for tab in tabs {
        browser.command("POST", "/window", &json!({ "handle": tab }));
        browser.wait("return document.querySelector('p').textContent === 'Two.'");
    }
}

#[test]
fn an_open_tab_is_updated_after_the_server_was_restarted() {
    let Some(browser) = Browser::open() else { return };
    let mut server = Server::start(&[("index.html", &page("<p>One.</p>"))], &[]);
    browser.go(&server.url("/"));
    server.write("index.html", &page("<p>Two.</p>"));
    browser.wait("return document.querySelector('p').textContent === 'Two.'");
    server.restart();
    server.write("index.html", &page("<p>Three.</p>"));
    browser.wait("return document.querySelector('p').textContent === 'Three.'");
}

#[test]
fn linked_files_load_at_the_printed_address_and_at_the_other_name() {
    let Some(browser) = Browser::open() else { return };
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let head =
        "---\n---\n<head><link rel=stylesheet href=\"{{ '/a.css' | absolute_url }}\"></head><h1>x</h1>";
    let server = Server::start(
        &[("index.html", head), ("a.css", "h1 { color: rgb(1, 2, 3) }")],
        &["-P", &port.to_string()],
    );
    for url in [server.url("/"), format!("http://127.0.0.1:{port}/")] {
        browser.go(&url);
        browser.wait("return getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'");
    }
}

#[test]
fn pages_with_a_strict_policy_and_pages_in_xhtml_are_updated() {
    let Some(browser) = Browser::open() else { return };
    let strict = |text: &str| {
        format!(
            "---\n---\n<!doctype html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'nonce-abc'\"></head><p>{text}</p>"
        )
    };
    let xhtml = |text: &str| {
        format!(
            "---\n---\n<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T</title></head><body><p>{text}</p></body></html>"
        )
    };
    let server = Server::start(
        &[("strict.html", &strict("One.")), ("x.xhtml", &xhtml("One."))],
        &[],
    );
    browser.go(&server.url("/strict.html"));
    server.write("strict.html", &strict("Two."));
    browser.wait("return document.querySelector('p').textContent === 'Two.'");
    browser.go(&server.url("/x.xhtml"));
    server.write("x.xhtml", &xhtml("Two."));
    browser.wait("return document.querySelector('p').textContent === 'Two.'");
}

#[test]
fn strings_and_comments_that_look_like_tags_stay_as_they_are() {
    let Some(browser) = Browser::open() else { return };
    let body = |text: &str| {
        format!(
            "---\n---\n<head><!-- </head> --><script>window.S = \"<html><head></head></body>\"; window.ran = true;</script></head><textarea></body></textarea><p>{text}</p>"
        )
    };
    let server = Server::start(&[("index.html", &body("One."))], &[]);
    browser.go(&server.url("/"));
    let state = "return [window.ran, window.S, document.querySelector('textarea').value]";
    assert_eq!(
        browser.run(state),
        json!([true, "<html><head></head></body>", "</body>"])
    );
    server.write("index.html", &body("Two."));
    browser.wait("return document.querySelector('p').textContent === 'Two.'");
}

const PANEL: &str = "const root = document.getElementById('recto-diagnostics')?.shadowRoot;";

fn panel(browser: &Browser, script: &str) -> Value {
    browser.run(&format!("{PANEL} {script}"))
}

#[test]
fn warnings_are_a_badge_that_unfolds_and_goes_when_they_are_fixed() {
    let Some(browser) = Browser::open() else { return };
    let server = Server::start(
        &[
            ("index.html", &page("<p>One.</p>")),
            ("b.md", "---\nlayout: gone\n---\nx\n"),
        ],
        &[],
    );
    browser.go(&server.url("/"));
    browser.wait(&format!(
        "{PANEL} return root?.querySelector('.badge')?.textContent === '1 warning'"
    ));
    panel(&browser, "root.querySelector('.badge').click()");
    assert_eq!(
        panel(
            &browser,
            "return root.querySelector('.place').textContent.startsWith('b.md:2:')"
        ),
        true
    );
    panel(&browser, "root.querySelector('header button').click()");
    assert_eq!(panel(&browser, "return !!root.querySelector('.badge')"), true);
    server.write("b.md", "---\n---\nx\n");
    browser.wait("return !document.getElementById('recto-diagnostics')");
}

#[test]
fn alt_click_opens_the_source_of_the_clicked_text() {
    let Some(browser) = Browser::open() else { return };
    let log = tempfile::NamedTempFile::new().unwrap();
    let editor = format!("sh -c 'echo {{file}}:{{line}} >> {}'", log.path().display());
    let list = "---\n---\n# Title\n\n- same\n- other\n- same\n";
    let server = Server::start(&[("index.md", list)], &["--editor", &editor]);
    browser.go(&server.url("/"));
    browser.run("document.querySelectorAll('li')[2].dispatchEvent(new MouseEvent('click', { altKey: true, bubbles: true, cancelable: true, composed: true }))");
    browser.wait(&format!(
        "{PANEL} return root?.querySelector('.note')?.textContent === 'Opened index.md:7'"
    ));
    assert!(
        std::fs::read_to_string(log.path())
            .unwrap()
            .trim()
            .ends_with("index.md:7")
    );
}
