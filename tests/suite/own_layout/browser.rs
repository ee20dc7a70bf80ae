//! The theme in a real browser: search and the colour scheme. `quality.rs` measures every kind of page.

use crate::support::fixture;
use crate::support::program::Program;
use crate::support::webdriver::Browser;
use serde_json::json;

const PAGE: &str = "---\ntitle: Everything\n---\nText with `code` and a [link](/).\n\n## First\n\n> [!WARNING] Title\n> text\n\n> [!TIP]- Closed\n> text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\nNote[^1].\n\n## Second\n\n```py title=\"a.py\" linenums hl_lines=\"1\"\nprint(1)\n```\n\n### Third\n\n{% tabs %}{% tab \"One\" %}a{% endtab %}{% tab \"Two\" %}b{% endtab %}{% endtabs %}\n\nTerm\n: Definition\n\n[^1]: Foot.\n";

const HOME: &str = "---\ntitle: Home\ntemplate: home\nhero:\n  tagline: Line\n  actions:\n    - { title: Go, url: /guide/all/ }\n  terminal: [one]\ncards:\n  - { title: Card, text: Text, url: /guide/all/ }\n---\n";

const CODE: &str = "# Code\n\n```diff\n- a\n+ b\n```\n\n```rust title=\"src/main.rs\" linenums ins=\"1\" del=\"2\"\nfn main() {} // gnu\nlet x = \"a long line that does not fit the width of any narrow window, so that the block scrolls sideways\";\n```\n\n~~~\nplain\n~~~\n";

const TABLES: &str = "# Tables\n\n## Wide\n\n| one | two | three | four | five | six | seven | eight |\n|---|:-:|--:|---|---|---|---|---|\n| a long entry | another long entry | 3 | `some_code_here` | `some_code_here` | `some_code_here` | x | y |\n\n## Formulas\n\n$a < b$ and\n\n$$\\sum_{k<n} \\frac{1}{k}$$\n\n## Image\n\n![A dot](x.gif)\n\n*[HTML]: HyperText\n\nHTML and <kbd>Ctrl</kbd>.\n\n1. one\n\n   {% tabs %}\n   {% tab \"In a list\" %}\n   a\n   {% endtab %}\n   {% tab \"Other\" %}\n   b\n   {% endtab %}\n   {% endtabs %}\n";

/// A picture of 320 by 240 pixels.
const GIF: &[u8] = b"GIF89a\x40\x01\xf0\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const CONFIGURATION: &str = "title: Test
baseurl: /base
url: https://example.org
permalink: pretty
llms: true
math: true
plugins: [jekyll-relative-links]
edit_url: https://example.org/edit
repository: https://example.org/o/n
announcement: News <a href=\"/base/guide/\">here</a>
accent: { light: '#7a2e8e', dark: '#d7a6e6' }
links: [{ title: Blog, url: /guide/all/ }, { title: Chat, url: /guide/all/, icon: chat }]
versions: [{ title: '2', url: /, current: true }, { title: '1', url: /1/ }]
webrick:
  headers:
    Content-Security-Policy: \"default-src 'self'\"
";

/// A site with every kind of page, the program that serves it, and its address below a path.
pub(super) fn served() -> (fixture::SiteFolder, Program, String) {
    let folder = fixture::with(&[
        ("recto.yml", CONFIGURATION),
        ("content/index.md", HOME),
        ("content/guide/index.md", "---\ntitle: Guide\n---\nA section.\n"),
        ("content/guide/all.md", PAGE),
        ("content/guide/code.md", CODE),
        ("content/guide/tables.md", TABLES),
        ("content/guide/deep/one.md", "# One\n\nWords about zebras.\n"),
        ("content/guide/deep/two.md", "# Two\n"),
        (
            "content/kramdown.html",
            "---\ntitle: HTML\n---\n<h2 id=\"a\">A</h2>\n<p>Text</p>\n<h2 id=\"b\">B</h2>\n<pre><code>x</code></pre>\n",
        ),
        (
            "content/ar.md",
            "---\ntitle: العربية\nlang: ar\n---\n## أ\n\nنص `code`\n\n## ب\n\n> [!NOTE]\n> نص\n",
        ),
        (
            "content/_posts/2024-01-02-news.md",
            "---\ntitle: News\n---\nA post.\n",
        ),
    ]);
    folder.write("src/content/guide/x.gif", GIF);
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
