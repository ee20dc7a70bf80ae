//! jekyll-github-metadata: `site.github`, from the local repository and the configuration only.
//!
//! What only GitHub's servers know (releases, contributors, the licence) is `nil` or empty; `github:` in the
//! configuration may set it. In development, addresses are those that the gem uses without access to GitHub for
//! them; else those under which GitHub publishes the site.

use super::{Plugin, Priority, Tools, git};
use crate::diag::Result;
use crate::discover::Content;
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render, Tag, text_of};
use crate::site::{Draft, permalink};
use crate::value::{Hash, Value};
use std::sync::Arc;

/// The plugin.
pub(super) struct GithubMetadata;

impl Plugin for GithubMetadata {
    fn gem(&self) -> &'static str {
        "jekyll-github-metadata"
    }

    fn priority(&self) -> Priority {
        Priority::Hook
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let domain = own_domain(draft);
        let config = Arc::make_mut(&mut draft.config);
        let mut github = match config.plugin_config.repository.clone() {
            Some(name) => known(&name, domain.as_deref(), config),
            None if config.safe => Hash::new(),
            None => git::repository(&config.source)
                .map(|name| known(&name, domain.as_deref(), config))
                .unwrap_or_default(),
        };
        for (key, value) in config.plugin_config.github.iter() {
            github.insert(key.clone(), value.clone());
        }
        let mut values = Hash::clone(&config.values);
        let of = |key: &str| github.get(key).cloned().unwrap_or_default();
        // A site with a `name` is known by that.
        let title = match (of("is_user_page").is_truthy(), values.get("name")) {
            (_, Some(name)) if name.is_truthy() => Value::Nil,
            (true, _) => of("owner_name"),
            (false, _) => of("project_title"),
        };
        for (key, value) in [("title", title), ("description", of("project_tagline"))] {
            if !values.get(key).is_some_and(Value::is_truthy) && value.is_truthy() {
                values.insert(key, value);
            }
        }
        if &*config.environment == "production" {
            published(&github, &mut values);
            let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default().into();
            (config.url, config.baseurl) = (text("url"), text("baseurl"));
        }
        values.insert("github", github);
        config.values = Arc::new(values);
    }

    fn tags(&self) -> &'static [Tag] {
        &[Tag {
            name: "github_edit_link",
            parse,
        }]
    }
}

/// Sets `url` and `baseurl` to where the site will be published, unless the configuration sets them.
fn published(github: &Hash, values: &mut Hash) {
    let of = |key: &str| github.get(key).and_then(Value::as_str).unwrap_or_default();
    let (whole, baseurl) = (of("url"), of("baseurl"));
    let host = whole.strip_suffix(baseurl).unwrap_or(whole);
    if !values.get("url").is_some_and(Value::is_truthy) && !host.is_empty() {
        values.insert("url", host);
    }
    let open = match values.get("baseurl") {
        None | Some(Value::Nil) => true,
        Some(value) => value.as_str() == Some("/"),
    };
    if open && !host.is_empty() {
        values.insert("baseurl", baseurl);
    }
}

/// The domain that the file `CNAME` of the source names.
fn own_domain(draft: &Draft) -> Option<String> {
    let file = draft.static_files.iter().find(|file| &*file.path == "/CNAME")?;
    match draft.reader.text(&file.location, &file.shown).ok()? {
        Content::Text { text, .. } => Some(text.lines().next()?.trim().to_owned()),
        Content::Unread => None,
    }
    .filter(|domain| !domain.is_empty())
}

/// `{% github_edit_link "text" %}`: a link to where the page can be edited; its address alone without a text.
#[derive(Debug)]
struct EditLink(Option<String>);

fn parse<'t>(_: &mut Parser<'t>, markup: Markup<'t>) -> Result<Box<dyn Render>> {
    let quoted = |quote: char| {
        let (_, rest) = markup.text.split_once(quote)?;
        rest.rsplit_once(quote).map(|(text, _)| text.to_owned())
    };
    Ok(Box::new(EditLink(quoted('"').or_else(|| quoted('\'')))))
}

impl Render for EditLink {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let github = context.global("site").unwrap_or_default().get("github");
        let source = github.get("source");
        let page = context.global("page").unwrap_or_default().get("path");
        let parts = [
            github.get("repository_url"),
            source.get("branch"),
            source.get("path"),
            page,
        ];
        let mut address = String::new();
        if parts.iter().all(|part| !part.is_nil()) {
            let [repository, branch, folder, page] = parts.map(|part| text_of(&part).to_string());
            let part = |text: &str| match text.trim_matches('/') {
                "" => String::new(),
                text => format!("{text}/"),
            };
            let page = permalink::escape(page.trim_start_matches('/'));
            address = format!(
                "{}edit/{}{}{page}",
                part(&repository),
                part(&branch),
                part(&folder)
            );
        }
        out.push_str(&match &self.0 {
            Some(text) => format!("<a href=\"{address}\">{text}</a>"),
            None => address,
        });
        Ok(Flow::Next)
    }
}

/// What follows from `owner/name`, the site's own domain and the local repository.
fn known(repository: &str, domain: Option<&str>, config: &crate::config::Config) -> Hash {
    let (owner, name) = repository.split_once('/').unwrap_or(("", repository));
    let url = format!("https://github.com/{repository}");
    let develops = matches!(&*config.environment, "development" | "test");
    let hostname = if develops { "localhost:4000" } else { "github.io" };
    let is_users = |host: &str| name.eq_ignore_ascii_case(&format!("{owner}.{host}"));
    let user_page = is_users(hostname) || is_users("github.com");
    let published = if user_page { "master" } else { "gh-pages" };
    // The branch of another repository that happens to contain the site is not relevant.
    let own = !develops
        && !config.safe
        && git::repository(&config.source).is_some_and(|origin| origin == repository);
    let branch = own
        .then(|| git::ask(&config.source, &["symbolic-ref", "--short", "HEAD"]))
        .flatten();
    let branch = branch.map_or(published.to_owned(), |name| name.trim().to_owned());
    let (host, baseurl) = match domain {
        _ if develops => {
            let path = if user_page { owner } else { repository };
            ("https://github.com".to_owned(), format!("/pages/{path}"))
        }
        Some(domain) => (format!("https://{domain}"), String::new()),
        None if user_page => (format!("https://{owner}.github.io"), String::new()),
        None => (format!("https://{owner}.github.io"), format!("/{name}")),
    };
    let revision = match config.safe {
        true => None,
        false => git::ask(&config.source, &["rev-parse", "HEAD"]),
    };
    let revision = revision.unwrap_or_default();
    let mut hash = Hash::new();
    let texts = [
        ("api_url", "https://api.github.com".to_owned()),
        ("build_revision", revision.trim().to_owned()),
        ("clone_url", format!("{url}.git")),
        ("environment", config.environment.to_string()),
        ("help_url", "https://help.github.com".to_owned()),
        ("hostname", "github.com".to_owned()),
        ("issues_url", format!("{url}/issues")),
        ("owner_gravatar_url", format!("https://github.com/{owner}.png")),
        ("owner_name", owner.to_owned()),
        ("owner_url", format!("https://github.com/{owner}")),
        ("pages_env", config.environment.to_string()),
        ("pages_hostname", hostname.to_owned()),
        ("project_title", name.to_owned()),
        ("releases_url", format!("{url}/releases")),
        ("repository_name", name.to_owned()),
        ("repository_nwo", repository.to_owned()),
        ("repository_url", url.clone()),
        ("tar_url", format!("{url}/tarball/{branch}")),
        ("url", format!("{host}{baseurl}")),
        ("wiki_url", format!("{url}/wiki")),
        ("zip_url", format!("{url}/zipball/{branch}")),
        ("baseurl", baseurl),
    ];
    for (key, value) in texts {
        hash.insert(key, value);
    }
    for key in [
        "contributors",
        "organization_members",
        "public_repositories",
        "releases",
    ] {
        hash.insert(key, Vec::new());
    }
    let source: Hash = [("branch", Value::from(branch)), ("path", "/".into())]
        .into_iter()
        .collect();
    hash.insert("source", source);
    hash.insert("is_project_page", !user_page);
    hash.insert("is_user_page", user_page);
    hash.insert("show_downloads", true);
    hash
}
