//! The theme in a real browser: search, the drawer, the colour scheme, accessibility, weight.

use crate::support::fixture;
use crate::support::program::Program;
use crate::support::webdriver::Browser;
use serde_json::json;

const PAGE: &str = "---\ntitle: Everything\n---\nText with `code` and a [link](/).\n\n## First\n\n> [!WARNING] Title\n> text\n\n> [!TIP]- Closed\n> text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\nNote[^1].\n\n## Second\n\n```py title=\"a.py\" linenums hl_lines=\"1\"\nprint(1)\n```\n\n### Third\n\n{% tabs %}{% tab \"One\" %}a{% endtab %}{% tab \"Two\" %}b{% endtab %}{% endtabs %}\n\nTerm\n: Definition\n\n[^1]: Foot.\n";

const HOME: &str = "---\ntitle: Home\ntemplate: home\nhero:\n  tagline: Line\n  actions:\n    - { title: Go, url: /guide/all/ }\n  terminal: [one]\ncards:\n  - { title: Card, text: Text, url: /guide/all/ }\n---\n";

/// A site with every kind of page, the program that serves it, and its address below a path.
fn served() -> (fixture::SiteFolder, Program, String) {
    let folder = fixture::with(&[
        (
            "recto.yml",
            "title: Test\nbaseurl: /base\nllms: true\nedit_url: https://example.org/edit\nrepository: https://example.org/o/n\nlinks: [{ title: Blog, url: /guide/all/ }]\nversions: [{ title: '2', url: /, current: true }, { title: '1', url: /1/ }]\n",
        ),
        ("content/index.md", HOME),
        ("content/guide/all.md", PAGE),
        ("content/guide/deep/one.md", "# One\n\nWords about zebras.\n"),
        ("content/guide/deep/two.md", "# Two\n"),
    ]);
    let mut command = folder.command(&["serve", "-P", "0", "-s", "src"]);
    let server = Program::start(&mut command, "Serving ").unwrap();
    let address = server.ready.split_whitespace().last().unwrap();
    let address = address.trim_end_matches('/').to_owned();
    let address = if address.ends_with("/base") {
        address
    } else {
        format!("{address}/base")
    };
    (folder, server, address)
}

#[test]
fn search_finds_a_section_by_the_keyboard_and_below_a_path() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    browser.go(&format!("{address}/guide/all/"));
    browser.wait("return !!document.querySelector('.rc-copy, .rc-with-copy')");
    browser.run("document.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))");
    browser.wait("return document.activeElement?.id === 'rc-search-input'");
    browser.key("zebrs");
    browser.wait("return document.querySelectorAll('[role=option]').length === 1");
    let state = "const input = document.activeElement; const option = document.querySelector('[role=option]');
        return [input.getAttribute('aria-expanded'), input.getAttribute('aria-activedescendant') === option.id,
            option.getAttribute('aria-selected'), option.getAttribute('href').endsWith('/base/guide/deep/one/')]";
    assert_eq!(browser.run(state), json!(["true", true, "true", true]));
    browser.key("\u{e007}");
    browser.wait("return location.pathname === '/base/guide/deep/one/'");
}

#[test]
fn the_chosen_colour_scheme_stays_on_the_next_page() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    browser.go(&format!("{address}/guide/all/"));
    browser.wait("return !!document.querySelector('.rc-with-copy')");
    browser.run("const button = document.querySelector('.rc-theme-button'); button.click(); button.click()");
    browser.go(&format!("{address}/guide/deep/two/"));
    browser.wait("return document.documentElement.dataset.theme === 'dark'");
    assert_eq!(
        browser.run("return document.querySelector('.rc-theme-button').getAttribute('aria-label')"),
        json!("Theme: Dark")
    );
}

#[test]
fn a_page_has_no_inline_script_or_style_and_little_weight() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    for path in ["/", "/guide/all/", "/404.html"] {
        browser.go(&format!("{address}{path}"));
        let inline = "return [document.querySelectorAll('script:not([src]), style').length, document.querySelectorAll('[style]').length]";
        assert_eq!(browser.run(inline), json!([0, 0]), "{path}");
        let weight = "return performance.getEntriesByType('resource').filter(entry => entry.name.includes('/base/assets/'))
            .reduce((sum, entry) => sum + entry.decodedBodySize, 0)";
        let weight = browser.run(weight).as_f64().unwrap();
        assert!(weight > 10_000.0 && weight < 60_000.0, "{weight} bytes on {path}");
        let other = "return performance.getEntriesByType('resource').filter(entry => !entry.name.startsWith(location.origin)).length";
        assert_eq!(browser.run(other), json!(0), "{path}");
    }
}

/// The script of axe-core, where `RECTO_NODE_MODULES` names a folder with it.
fn axe() -> Option<String> {
    let modules = std::env::var_os("RECTO_NODE_MODULES")?;
    std::fs::read_to_string(std::path::Path::new(&modules).join("axe-core/axe.min.js")).ok()
}

#[test]
fn axe_finds_nothing_on_any_kind_of_page() {
    let Some(axe) = axe() else {
        eprintln!("skipped: `RECTO_NODE_MODULES` names no folder with axe-core");
        return;
    };
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    for scheme in ["light", "dark"] {
        for path in ["/", "/guide/all/", "/guide/deep/one/", "/404.html"] {
            browser.go(&format!("{address}{path}"));
            browser.run(&format!("document.documentElement.dataset.theme = '{scheme}'"));
            browser.wait("return document.readyState === 'complete'");
            browser.run(&format!("{axe}; return true"));
            browser.run("window.found = null; axe.run().then(answer => { window.found = answer.violations.map(fault => [fault.id, fault.nodes[0].html]); })");
            browser.wait("return window.found !== null");
            assert_eq!(
                browser.run("return window.found"),
                json!([]),
                "{path} in {scheme}"
            );
        }
    }
}
