//! What every kind of page must hold to, measured in a browser: accessibility, valid HTML, weight, layout shift, a strict
//! Content Security Policy, and the keyboard.

use super::browser::served;
use crate::support::conformance::notice;
use crate::support::fixture::files;
use crate::support::webdriver::Browser;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

/// The kinds of pages, with a script that opens a part of the page, and one that says when it is open.
const KINDS: [(&str, &str, &str, &str); 13] = [
    ("home", "/", "", ""),
    ("article", "/guide/all/", "", ""),
    ("section", "/guide/", "", ""),
    ("leaf", "/guide/deep/one/", "", ""),
    ("page not found", "/404.html", "", ""),
    ("code", "/guide/code/", "", ""),
    ("tables and formulas", "/guide/tables/", "", ""),
    ("kramdown", "/kramdown/", "", ""),
    ("right to left", "/ar/", "", ""),
    ("post", "/2024/01/02/news/", "", ""),
    (
        "search",
        "/guide/deep/one/",
        "document.querySelector('.rc-search-button').click()",
        "return !!document.querySelector('.rc-search[open] input')",
    ),
    (
        "menu of versions",
        "/guide/deep/one/",
        "document.querySelector('.rc-menu').open = true",
        "return true",
    ),
    (
        "open alert",
        "/guide/all/",
        "document.querySelectorAll('details').forEach((box) => { box.open = true; })",
        "return true",
    ),
];

/// A script of a package in the folder that `RECTO_NODE_MODULES` names.
fn package(path: &str) -> Option<PathBuf> {
    let modules = std::env::var_os("RECTO_NODE_MODULES");
    let file = modules.map(|modules| PathBuf::from(modules).join(path));
    let found = file.filter(|file| file.exists());
    if found.is_none() {
        notice(&format!(
            "quality: skipped, `RECTO_NODE_MODULES` names no folder with {path}"
        ));
    }
    found
}

/// Sets the size of the page.
fn resize(browser: &Browser, width: u32) {
    let params = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
    let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": params });
    browser.command("POST", "/goog/cdp/execute", &command);
}

#[test]
fn axe_finds_nothing_on_any_kind_of_page() {
    let Some(axe) = package("axe-core/axe.min.js") else {
        return;
    };
    let Some(browser) = Browser::open() else { return };
    let axe = std::fs::read_to_string(axe).unwrap();
    let (_folder, _server, address) = served();
    for width in [1280, 390] {
        resize(&browser, width);
        for (kind, path, open, is_open) in KINDS {
            browser.go(&format!("{address}{path}"));
            browser.wait("return document.readyState === 'complete'");
            if !open.is_empty() {
                browser.run(open);
                browser.wait(is_open);
            }
            browser.run(&format!("{axe}; return true"));
            for scheme in ["light", "dark"] {
                let run = format!(
                    "document.documentElement.dataset.theme = '{scheme}'; window.found = null;
                    for (const one of document.getAnimations()) one.finish();
                    axe.run({{ resultTypes: ['violations'] }}).then((answer) => {{
                        window.found = answer.violations.map((fault) => [fault.id, fault.nodes[0].html]); }})"
                );
                browser.run(&run);
                browser.wait("return window.found !== null");
                let found = browser.run("return window.found");
                assert_eq!(found, json!([]), "{kind} at {width} px in {scheme}");
            }
        }
    }
}

#[test]
fn the_drawer_has_no_fault_either() {
    let Some(axe) = package("axe-core/axe.min.js") else {
        return;
    };
    let Some(browser) = Browser::open() else { return };
    let axe = std::fs::read_to_string(axe).unwrap();
    let (_folder, _server, address) = served();
    resize(&browser, 390);
    browser.go(&format!("{address}/guide/all/"));
    browser.wait("return document.readyState === 'complete'");
    browser.run("document.querySelector('.rc-menu-button').click()");
    browser.wait("return document.getElementById('site-nav').matches(':popover-open')");
    browser.run(&format!(
        "{axe}; window.found = null; axe.run('#site-nav').then((answer) => {{
        window.found = answer.violations.map((fault) => [fault.id, fault.nodes[0].html]); }})"
    ));
    browser.wait("return window.found !== null");
    assert_eq!(browser.run("return window.found"), json!([]));
}

#[test]
fn every_kind_of_page_is_valid_html() {
    let Some(validator) = package("html-validate/bin/html-validate.mjs") else {
        return;
    };
    let (folder, _server, _) = served();
    let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let pages = files(&folder.path().join("out")).into_keys();
    let pages = pages.filter(|path| path.ends_with(".html")).collect::<Vec<_>>();
    assert!(pages.len() >= 11, "{pages:?}");
    folder.write(
        "out/.htmlvalidate.json",
        b"{ \"root\": true, \"extends\": [\"html-validate:standard\"] }",
    );
    let mut node = Command::new("node");
    node.arg(validator)
        .args(&pages)
        .current_dir(folder.path().join("out"));
    let output = node.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// Opens a page and returns what moved while it was loaded: how far, and which elements.
fn shifts(browser: &Browser, url: &str) -> serde_json::Value {
    browser.go(url);
    browser.wait("return document.readyState === 'complete'");
    browser.run(
        "window.shift = null; new PerformanceObserver(() => {}).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => {
            const observer = new PerformanceObserver(() => {});
            observer.observe({ type: 'layout-shift', buffered: true });
            // What a slow machine paints of a page that it has not read to its end does not count.
            const read = performance.getEntriesByType('navigation')[0].domInteractive;
            window.shift = observer.takeRecords().filter((entry) => entry.startTime > read).map((entry) => [entry.value,
                ...entry.sources.map((one) => one.node?.outerHTML ?? one.node?.textContent)]); }))",
    );
    browser.wait("return window.shift !== null");
    browser.run("return window.shift")
}

#[test]
fn a_first_visit_is_light_and_nothing_moves() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    for width in [1280, 390] {
        resize(&browser, width);
        for (kind, path, ..) in KINDS.into_iter().filter(|(_, _, open, _)| open.is_empty()) {
            // A machine that is short of time shows pages in an order of its own now and then; a page that moves does it
            // at each visit.
            let visit = || shifts(&browser, &format!("{address}{path}"));
            let moved = std::iter::repeat_with(visit)
                .take(3)
                .find(|moved| *moved == json!([]));
            assert!(moved.is_some(), "{kind} at {width} px moves: {}", visit());
            let weight = "return performance.getEntriesByType('resource')
                .filter((entry) => entry.name.includes('/base/assets/'))
                .reduce((sum, entry) => sum + entry.decodedBodySize, 0)";
            let weight = browser.run(weight).as_f64().unwrap();
            assert!(weight > 10_000.0 && weight < 60_000.0, "{weight} bytes on {kind}");
            let other = "return performance.getEntriesByType('resource')
                .filter((entry) => !entry.name.startsWith(location.origin)).length";
            assert_eq!(browser.run(other), json!(0), "{kind} loads from another host");
        }
    }
}

#[test]
fn a_strict_content_security_policy_blocks_nothing() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    for (kind, path, ..) in KINDS.into_iter().filter(|(_, _, open, _)| open.is_empty()) {
        browser.go(&format!("{address}{path}"));
        browser.wait("return document.readyState === 'complete'");
        let inline = "return [document.querySelectorAll('script:not([src]), style').length,
            document.querySelectorAll('[style]').length, document.querySelectorAll('[onclick], [onload]').length]";
        assert_eq!(browser.run(inline), json!([0, 0, 0]), "{kind}");
    }
    // The policy is sent with the page: an inline script does not run, and the theme's scripts do.
    browser.run("const script = document.createElement('script'); script.textContent = 'window.ran = 1'; document.body.append(script)");
    assert_eq!(browser.run("return window.ran ?? null"), Value::Null);
    browser.go(&format!("{address}/guide/code/"));
    browser.wait("return !!document.querySelector('.rc-with-copy')");
    browser.run("document.querySelector('.rc-search-button').click()");
    browser.wait("return document.activeElement?.id === 'rc-search-input'");
    browser.key("zebra");
    browser.wait("return document.querySelectorAll('[role=option]').length > 0");
}

/// Presses a key, such as `Tab`, so many times.
fn press(browser: &Browser, key: &str, times: usize) {
    let one = [
        json!({ "type": "keyDown", "value": key }),
        json!({ "type": "keyUp", "value": key }),
    ];
    let actions = std::iter::repeat_n(one, times).flatten().collect::<Vec<_>>();
    let keyboard = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
    browser.command("POST", "/actions", &keyboard);
}

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const RIGHT: &str = "\u{e014}";

/// Every control that can be seen and has the focus in no other way.
const CONTROLS: &str =
    "[...document.querySelectorAll('a[href], button, summary, input, select, [tabindex=\"0\"]')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
        && one.tabIndex >= 0 && !one.disabled && !one.closest('[hidden], [inert]'))";

#[test]
fn the_tab_key_reaches_every_control_and_shows_where_it_is() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    for (width, path) in [(1280, "/guide/all/"), (1280, "/"), (390, "/guide/all/")] {
        resize(&browser, width);
        browser.go(&format!("{address}{path}"));
        browser.wait("return document.readyState === 'complete'");
        let count = browser
            .run(&format!("return {CONTROLS}.length"))
            .as_u64()
            .unwrap();
        assert!(count > 10, "{count} controls on {path}");
        browser.run(
            "window.seen = []; window.dim = [];
            document.addEventListener('focusin', (event) => {
                window.seen.push(event.target);
                const style = getComputedStyle(event.target);
                if (style.outlineStyle === 'none' || style.outlineWidth === '0px') window.dim.push(event.target.outerHTML);
            })",
        );
        press(&browser, TAB, usize::try_from(count).unwrap() + 5);
        let missed = format!(
            "return {CONTROLS}.filter((one) => !window.seen.includes(one)).map((one) => one.outerHTML)"
        );
        assert_eq!(
            browser.run(&missed),
            json!([]),
            "{path} at {width} px: not reached"
        );
        assert_eq!(
            browser.run("return window.dim"),
            json!([]),
            "{path} at {width} px: not shown"
        );
        let order = "return window.seen.slice(1).filter((one, at) => {
            const order = window.seen[at].compareDocumentPosition(one);
            return order & Node.DOCUMENT_POSITION_PRECEDING; }).length <= 1";
        assert_eq!(
            browser.run(order),
            json!(true),
            "{path} at {width} px: not in order"
        );
    }
}

#[test]
fn every_control_works_by_the_keyboard() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    resize(&browser, 1280);
    browser.go(&format!("{address}/guide/all/"));
    browser.wait("return !!document.querySelector('.rc-with-copy')");
    let focus = |selector: &str| {
        browser.run(&format!("document.querySelector('{selector}').focus()"));
    };

    // The link at the beginning leads past the navigation.
    focus(".rc-skip");
    press(&browser, ENTER, 1);
    browser.wait("return location.hash === '#content'");

    // A menu opens, and closes with Escape.
    focus(".rc-menu summary");
    press(&browser, ENTER, 1);
    browser.wait("return document.querySelector('.rc-menu').open");
    press(&browser, ESCAPE, 1);
    browser.wait("return !document.querySelector('.rc-menu').open && document.activeElement.matches('.rc-menu summary')");

    // The colours change and are named.
    focus(".rc-theme-button");
    press(&browser, ENTER, 1);
    browser.wait("return document.documentElement.dataset.theme === 'light'");

    // A section of the navigation opens.
    focus(".rc-section summary");
    browser.run("window.was = document.querySelector('.rc-section details').open");
    press(&browser, ENTER, 1);
    browser.wait("return document.querySelector('.rc-section details').open !== window.was");

    // Arrow keys choose a tab; Tab goes on to its pane.
    focus(".nav-tabs a");
    press(&browser, RIGHT, 1);
    browser.wait("return document.activeElement.matches('.nav-tabs li:nth-child(2) a[aria-selected=true]')");

    // A collapsed alert opens.
    focus("details.markdown-alert summary");
    press(&browser, ENTER, 1);
    browser.wait("return document.querySelector('details.markdown-alert').open");

    // The button of a code block answers.
    focus(".rc-copy");
    press(&browser, ENTER, 1);
    browser
        .wait("return [...document.querySelectorAll('[role=status]')].some((one) => one.textContent !== '')");

    // Search opens with a key and closes with Escape; the focus returns.
    focus(".rc-search-button");
    press(&browser, "/", 1);
    browser.wait("return document.activeElement?.id === 'rc-search-input'");
    press(&browser, ESCAPE, 1);
    browser.wait("return !document.querySelector('.rc-search').open && document.activeElement.matches('.rc-search-button')");

    // As a drawer the navigation takes the focus, keeps it, and gives it back.
    resize(&browser, 390);
    focus(".rc-menu-button");
    press(&browser, ENTER, 1);
    browser.wait("return document.getElementById('site-nav').matches(':popover-open')");
    press(&browser, TAB, 40);
    let inside =
        "return document.activeElement === document.body || !!document.activeElement.closest('#site-nav')";
    assert_eq!(browser.run(inside), json!(true), "the focus leaves the drawer");
    press(&browser, ESCAPE, 1);
    browser.wait("return document.activeElement.matches('.rc-menu-button')");
}
