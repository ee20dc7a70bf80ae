//! The theme, the plugins and the values of `extra`.

use super::config::{Reader, Site, named, scalar, shown, strings};
use super::disk;
use crate::value::{Hash, Value};

impl Reader<'_> {
    /// Logo, colours, fonts, language.
    pub(super) fn theme(&mut self, site: &mut Site) {
        let theme = self.values.get("theme");
        let name = theme.get("name");
        let name = theme.as_str().or(name.as_str()).unwrap_or("mkdocs").to_owned();
        if name != "material" {
            let hint = "the pages are converted as those of Material are; look at the result";
            self.left(
                "theme",
                &name,
                format!("the theme is `{name}`, not Material"),
                hint,
            );
        }
        for key in ["logo", "favicon"] {
            if let Some(path) = theme.get(key).as_str() {
                self.write(key, path);
            }
        }
        if let Some(language) = theme.get("language").as_str() {
            self.write("lang", language);
        }
        self.accent(&theme.get("palette"));
        let font = theme.get("font");
        let families = [("text", "sans-serif"), ("code", "monospace")];
        let families = families.map(|(key, kind)| {
            let family = font.get(key);
            let family = family.as_str()?;
            Some(format!("  {key}: {}\n", scalar(&format!("\"{family}\", {kind}"))))
        });
        let families = families.into_iter().flatten().collect::<String>();
        if !families.is_empty() {
            self.out.push_str(&format!("fonts:\n{families}"));
            let hint = "add the files and an `@font-face` rule to a style sheet in `css:`";
            self.left(
                "theme",
                "font",
                "recto loads no fonts from Google".to_owned(),
                hint,
            );
        }
        if let Some(folder) = theme.get("custom_dir").as_str() {
            let folder = site.root.join(folder);
            let files = disk::files(&folder);
            site.overrides = files.into_iter().filter(|path| path.ends_with(".html")).collect();
        }
        site.links_tabs = strings(&theme.get("features"))
            .iter()
            .any(|feature| feature == "content.tabs.link");
    }

    /// The colour of links, from the names of Material's palette.
    fn accent(&mut self, palette: &Value) {
        let first = match palette {
            Value::Array(items) => items.iter().find(|item| !item.get("primary").is_nil()).cloned(),
            Value::Hash(_) => Some(palette.clone()),
            _ => None,
        };
        let name = first.map(|palette| palette.get("primary"));
        let Some(name) = name.as_ref().and_then(Value::as_str) else {
            return;
        };
        let colours = match &*name.replace(' ', "-") {
            "red" => ("#b71c1c", "#ef9a9a"),
            "pink" => ("#ad1457", "#f48fb1"),
            "purple" => ("#7b1fa2", "#ce93d8"),
            "deep-purple" => ("#512da8", "#b39ddb"),
            "indigo" => ("#3949ab", "#9fa8da"),
            "blue" | "light-blue" => ("#0b62a8", "#90caf9"),
            "cyan" => ("#006978", "#80deea"),
            "teal" => ("#00695c", "#80cbc4"),
            "green" | "light-green" | "lime" => ("#2e6b31", "#a5d6a7"),
            "yellow" | "amber" => ("#7a5900", "#ffe082"),
            "orange" | "deep-orange" => ("#a53b00", "#ffab91"),
            "brown" => ("#5d4037", "#d7bfb6"),
            "grey" | "blue-grey" | "black" | "white" => ("#37474f", "#b0bec5"),
            _ => {
                let hint = "write the colour under `accent:`";
                let message = format!("the colour `{name}` is not in the palette");
                return self.left("theme", "palette", message, hint);
            }
        };
        self.out.push_str(&format!(
            "accent: {{ light: \"{}\", dark: \"{}\" }}\n",
            colours.0, colours.1
        ));
    }

    pub(super) fn plugins(&mut self, site: &mut Site) {
        let mut wanted = vec!["jekyll-relative-links".to_owned()];
        let mut has_history = false;
        for (name, options) in named(&self.values.get("plugins")) {
            let hint = match &*name.replace("material/", "") {
                "search" | "offline" | "privacy" | "optimize" | "minify" | "glightbox" | "awesome-pages"
                | "awesome-nav" | "section-index" | "autorefs" | "typeset" | "info" | "exclude" => continue,
                "redirects" => {
                    wanted.push("jekyll-redirect-from".to_owned());
                    self.redirects(&options, site);
                    continue;
                }
                "git-revision-date-localized"
                | "git-revision-date"
                | "git-authors"
                | "git-committers"
                | "git-committers-2" => {
                    has_history = true;
                    continue;
                }
                "macros" => {
                    site.extensions.push("macros".to_owned());
                    continue;
                }
                "blog" => "move the posts to `content/_posts`, with the date in their names",
                "tags" => "list pages by tag in a page of your own, with `site.pages` in Liquid",
                "social" => "set one `image:` for link previews",
                "rss" => "add `jekyll-feed` to `plugins:`",
                "i18n" => "build a site for each language, and link them under `languages:`",
                "mike" => "link other versions under `versions:`",
                "mkdocstrings" | "gen-files" | "literate-nav" => {
                    "let a program write these pages to `content/` before the build"
                }
                _ => "look for what it does in the old site",
            };
            let message = format!("the plugin `{name}` has no counterpart");
            self.left("plugins", &name, message, hint);
        }
        self.list("plugins", &wanted);
        if has_history {
            self.out.push_str("git: true\n");
        }
    }

    /// The redirects to pages of the site.
    fn redirects(&mut self, options: &Value, site: &mut Site) {
        let Value::Hash(maps) = options.get("redirect_maps") else {
            return;
        };
        for (old, target) in maps.iter() {
            let (old, target) = (shown(old), shown(target));
            if target.contains("://") || !site.docs.join(&target).is_file() {
                let hint = "write a page with `redirect_to:` in its front matter";
                let message = format!("the redirect from `{old}` leads to another site");
                self.left("plugins", &old, message, hint);
                continue;
            }
            let url = old
                .trim_end_matches(".md")
                .trim_end_matches("index")
                .trim_end_matches('/');
            site.redirects.entry(target).or_default().push(format!("/{url}/"));
        }
    }

    /// Style sheets, scripts, and the values of `extra`.
    pub(super) fn extra(&mut self, site: &Site) {
        for (old, new) in [("extra_css", "css"), ("extra_javascript", "js")] {
            let files = match self.values.get(old) {
                Value::Array(items) => items
                    .iter()
                    .map(|item| match item.get("path") {
                        Value::Nil => shown(item),
                        path => shown(&path),
                    })
                    .collect(),
                one => strings(&one),
            };
            let (others, own): (Vec<_>, Vec<_>) = files
                .into_iter()
                .partition(|file| file.contains("://") || !site.docs.join(file).is_file());
            for file in others {
                let hint = "copy the file to `assets/`: pages of recto load nothing from other hosts";
                self.left(old, &file, format!("`{file}` is not a file of the site"), hint);
            }
            if !own.is_empty() {
                let hint = "rules for Material's classes have no effect: recto's begin with `rc-`";
                if new == "css" {
                    self.left(old, old, "look through your style sheets".to_owned(), hint);
                }
                self.list(new, &own);
            }
        }
        let extra = self.values.get("extra");
        let Some(extra) = extra.as_hash() else { return };
        let mut rest = Hash::new();
        for (key, value) in extra.iter() {
            match &*shown(key) {
                "social" => self.links(value),
                "alternate" => self.languages(value),
                name @ ("analytics" | "version" | "consent" | "status" | "annotate" | "generator") => {
                    let hint = match name {
                        "analytics" => "add the script under `js:`",
                        "version" => "link other versions under `versions:`",
                        _ => "recto's theme has no such setting",
                    };
                    self.left("extra", name, format!("`extra.{name}` was dropped"), hint);
                }
                _ => _ = rest.insert(key.clone(), value.clone()),
            }
        }
        if !rest.is_empty()
            && let Ok(json) = serde_json::to_string(&Value::from(rest))
        {
            self.out.push_str(&format!("extra: {json}\n"));
        }
    }

    fn links(&mut self, list: &Value) {
        let mut out = String::new();
        for link in list.as_array().iter().flat_map(|items| items.iter()) {
            let (url, icon) = (shown(&link.get("link")), shown(&link.get("icon")));
            let name = icon.rsplit(['/', '-']).next().unwrap_or("").to_owned();
            let title = link
                .get("name")
                .as_str()
                .map_or_else(|| name.clone(), str::to_owned);
            let icon = match &*name {
                "github" | "gitlab" => name.as_str(),
                "rss" | "feed" => "feed",
                "envelope" | "email" | "mail" | "at" => "mail",
                "discord" | "slack" | "gitter" | "chat" | "comments" => "chat",
                "pypi" | "python" | "npm" | "docker" => "package",
                _ => "",
            };
            let icon = if icon.is_empty() {
                String::new()
            } else {
                format!(", icon: {icon}")
            };
            out.push_str(&format!(
                "  - {{ title: {}, url: {}{icon} }}\n",
                serde_json::Value::from(title),
                serde_json::Value::from(url)
            ));
        }
        if !out.is_empty() {
            self.out.push_str(&format!("links:\n{out}"));
        }
    }

    fn languages(&mut self, list: &Value) {
        let mut out = String::new();
        for language in list.as_array().iter().flat_map(|items| items.iter()) {
            let [name, link, lang] =
                ["name", "link", "lang"].map(|key| serde_json::Value::from(shown(&language.get(key))));
            out.push_str(&format!("  - {{ title: {name}, url: {link}, lang: {lang} }}\n"));
        }
        if !out.is_empty() {
            self.out.push_str(&format!("languages:\n{out}"));
        }
    }
}
