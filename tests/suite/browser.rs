//! The theme and the development server in a real browser: headless Chromium, driven over WebDriver.

use crate::support::program::Program;
use crate::support::webdriver::Browser;
use serde_json::json;
use std::path::Path;
use std::process::Command;

const PAGE: &str = r##"---
title: Panes
---
Words.

{% capture steps %}
#### Inside the second

1. a step
{% endcapture %}

<ul class="nav nav-tabs">
  <li class="active"><a data-toggle="tab" href="#one">One</a></li>
  <li><a data-toggle="tab" href="#two">Two</a></li>
  <li><a data-toggle="tab" href="#three">Three</a></li>
</ul>
<div class="tab-content">
  <div id="one" class="tab-pane fade in active"><p>first</p></div>
  <div id="two" class="tab-pane fade">{{ steps | markdownify }}</div>
  <div id="three" class="tab-pane fade"><p>third</p></div>
</div>
"##;

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A small site, the program that serves it, and its address.
fn served() -> (tempfile::TempDir, Program, String) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "recto.yml", "title: Test\npermalink: pretty\n");
    write(folder.path(), "content/index.md", PAGE);
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command.args(["serve", "-P", "0", "-s"]).arg(folder.path());
    let server = Program::start(&mut command, "Serving ").unwrap();
    let address = server.ready.split_whitespace().last().unwrap().to_owned();
    (folder, server, address)
}

/// The labels of the chosen tab, of the visible panes and of what has the focus.
const STATE: &str = "return [
    [...document.querySelectorAll('[role=tab][aria-selected=true]')].map(tab => tab.textContent).join(),
    [...document.querySelectorAll('[role=tabpanel]:not([hidden])')].map(pane => pane.id).join(),
    document.activeElement.textContent.slice(0, 9)]";

#[test]
fn tabs_follow_keys_and_the_address() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    browser.go(&address);
    browser.wait("return !!document.querySelector('[role=tablist]')");
    let roles = "return [...document.querySelectorAll('[role=tab]')].every(tab => {
        const pane = document.getElementById(tab.getAttribute('aria-controls'));
        return pane.getAttribute('role') === 'tabpanel' && pane.getAttribute('aria-labelledby') === tab.id
            && tab.tabIndex === (tab.getAttribute('aria-selected') === 'true' ? 0 : -1);
    })";
    assert_eq!(browser.run(roles), json!(true));
    browser.run("document.querySelector('[role=tab]').focus()");
    let (left, right, home, end) = ("\u{e012}", "\u{e014}", "\u{e011}", "\u{e010}");
    for (key, label, pane) in [
        (right, "Two", "two"),
        (end, "Three", "three"),
        (right, "One", "one"),
        (left, "Three", "three"),
        (home, "One", "one"),
    ] {
        browser.key(key);
        assert_eq!(browser.run(STATE), json!([label, pane, label]));
        assert_eq!(browser.run(roles), json!(true));
    }
    // A heading inside a pane opens it; so does the pane's own name, also when only the fragment changes.
    browser.run("location.hash = 'inside-the-second'");
    browser.wait(
        "return !document.getElementById('two').hidden && document.getElementById('one').hidden !== false",
    );
    browser.run("location.hash = 'three'");
    browser.wait("return !document.getElementById('three').hidden");
    // The choice of a reader is kept; without the script all panes are there.
    browser.run("document.querySelectorAll('[role=tab]')[1].click()");
    browser.go(&address);
    browser.wait("return document.querySelector('[role=tab][aria-selected=true]')?.textContent === 'Two'");
    let bare = "const text = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html');
        return text.querySelectorAll('.tab-pane[hidden]').length === 0 && text.querySelectorAll('.tab-pane ol li').length === 1;";
    assert_eq!(
        browser.run(&format!("return (async () => {{ {bare} }})()")),
        json!(true)
    );
}

#[test]
fn an_edit_updates_the_page_and_an_error_is_shown_over_it() {
    let Some(browser) = Browser::open() else { return };
    let (folder, _server, address) = served();
    browser.go(&address);
    browser.wait("return document.body.innerText.includes('Words.')");
    write(
        folder.path(),
        "content/index.md",
        &PAGE.replace("Words.", "Other words."),
    );
    browser.wait("return document.body.innerText.includes('Other words.')");
    write(
        folder.path(),
        "content/index.md",
        &PAGE.replace("Words.", "{% include <b>gone</b>.html %}"),
    );
    browser.wait("return !!document.getElementById('recto-diagnostics')");
    let text = "return document.getElementById('recto-diagnostics').shadowRoot.querySelector('article').textContent.includes('content/index.md:4:1')";
    assert_eq!(browser.run(text), json!(true));
    let escaped =
        "return document.getElementById('recto-diagnostics').shadowRoot.querySelectorAll('article b').length";
    assert_eq!(browser.run(escaped), json!(0));
    // The last good page is still shown.
    assert_eq!(
        browser.run("return document.body.innerText.includes('Other words.')"),
        json!(true)
    );
    write(
        folder.path(),
        "content/index.md",
        &PAGE.replace("Words.", "Fixed words."),
    );
    browser.wait("return document.body.innerText.includes('Fixed words.') && !document.getElementById('recto-diagnostics')");
    // A style sheet is swapped; the page stays as it is.
    browser.run("window.stays = true");
    write(folder.path(), "assets/theme.css", "body { margin-top: 77px }");
    browser.wait("return getComputedStyle(document.body).marginTop === '77px'");
    write(folder.path(), "assets/theme.css", "body { margin-top: 78px }");
    browser.wait("return getComputedStyle(document.body).marginTop === '78px'");
    assert_eq!(browser.run("return window.stays === true"), json!(true));
}
