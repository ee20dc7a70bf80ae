//! jekyll-github-metadata: `site.github`, from the local repository and the configuration only.
//!
//! What only GitHub's servers know (releases, contributors, the licence) is `nil` or empty; `github:` in the
//! configuration may give it.

use super::{Plugin, Tools, git};
use crate::site::Draft;
use crate::value::{Hash, Value};
use std::sync::Arc;

/// The plugin.
pub(super) struct GithubMetadata;

impl Plugin for GithubMetadata {
    fn gem(&self) -> &'static str {
        "jekyll-github-metadata"
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let config = Arc::make_mut(&mut draft.config);
        let mut github = match config.get("repository") {
            Value::Str(name) => known(&name, config),
            _ => git::repository(&config.source)
                .map(|name| known(&name, config))
                .unwrap_or_default(),
        };
        if let Value::Hash(said) = config.get("github") {
            for (key, value) in said.iter() {
                github.insert(key.clone(), value.clone());
            }
        }
        let mut values = Hash::clone(&config.values);
        for (key, from) in [("title", "project_title"), ("description", "project_tagline")] {
            let value = github.get(from).cloned().unwrap_or_default();
            if !values.get(key).is_some_and(Value::is_truthy) && value.is_truthy() {
                values.insert(key, value);
            }
        }
        values.insert("github", github);
        config.values = Arc::new(values);
    }
}

/// What follows from `owner/name` alone.
fn known(repository: &str, config: &crate::config::Config) -> Hash {
    let (owner, name) = repository.split_once('/').unwrap_or(("", repository));
    let url = format!("https://github.com/{repository}");
    let user_page = name.eq_ignore_ascii_case(&format!("{owner}.github.io"));
    let revision = git::ask(&config.source, &["rev-parse", "HEAD"]).unwrap_or_default();
    let mut hash = Hash::new();
    let texts = [
        ("api_url", "https://api.github.com".to_owned()),
        ("build_revision", revision.trim().to_owned()),
        ("clone_url", format!("{url}.git")),
        ("environment", config.environment.to_string()),
        ("help_url", "https://help.github.com".to_owned()),
        ("hostname", "https://github.com".to_owned()),
        ("issues_url", format!("{url}/issues")),
        ("owner_gravatar_url", format!("https://github.com/{owner}.png")),
        ("owner_name", owner.to_owned()),
        ("owner_url", format!("https://github.com/{owner}")),
        ("pages_env", config.environment.to_string()),
        ("pages_hostname", "github.io".to_owned()),
        ("project_title", name.to_owned()),
        ("releases_url", format!("{url}/releases")),
        ("repository_name", name.to_owned()),
        ("repository_nwo", repository.to_owned()),
        ("repository_url", url.clone()),
        ("tar_url", format!("{url}/tarball/gh-pages")),
        (
            "url",
            if user_page {
                format!("https://{owner}.github.io")
            } else {
                format!("https://{owner}.github.io/{name}")
            },
        ),
        ("wiki_url", format!("{url}/wiki")),
        ("zip_url", format!("{url}/zipball/gh-pages")),
        (
            "baseurl",
            if user_page {
                String::new()
            } else {
                format!("/{name}")
            },
        ),
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
    hash.insert("is_project_page", !user_page);
    hash.insert("is_user_page", user_page);
    hash.insert("show_downloads", true);
    hash
}
