//! Flags and commands of Jekyll and other programs that recto does not have: flags that are accepted with a notice,
//! flags and commands that are refused with a hint.

use clap::Args;

/// Flags of `jekyll serve` without a counterpart.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct ServeFlags {
    #[arg(long, alias = "skip_initial_build", hide = true)]
    skip_initial_build: bool,
    #[arg(long, alias = "livereload_min_delay", hide = true, value_name = "SECONDS")]
    livereload_min_delay: Option<String>,
    #[arg(long, alias = "livereload_max_delay", hide = true, value_name = "SECONDS")]
    livereload_max_delay: Option<String>,
    #[arg(long, alias = "livereload_port", hide = true, value_name = "PORT")]
    livereload_port: Option<String>,
}

impl ServeFlags {
    /// The flags given that have no effect, with the reason.
    pub(super) fn notices(&self) -> Vec<&'static str> {
        let lines = [
            (
                self.skip_initial_build,
                "`--skip-initial-build` has no effect: what is served is built first, in memory",
            ),
            (
                self.livereload_min_delay.is_some() || self.livereload_max_delay.is_some(),
                "`--livereload-min-delay` and `--livereload-max-delay` have no effect: a page is reloaded as soon as it is built",
            ),
            (
                self.livereload_port.is_some(),
                "`--livereload-port` has no effect: reloading does not need another port",
            ),
        ];
        let given = lines.into_iter().filter(|(given, _)| *given);
        given.map(|(_, line)| line).collect()
    }
}

/// What to do instead of a command that other programs have.
pub(super) fn instead_of(command: &str) -> Option<&'static str> {
    Some(match command {
        "new-theme" => {
            "a theme is a folder with `_layouts`, `_includes`, `_sass` and `assets`; name it in `theme_dir`"
        }
        "draft" | "post" | "page" | "compose" => {
            "write the file: `_posts/2026-01-31-title.md`, `_drafts/title.md`, `page.md`"
        }
        "publish" | "unpublish" | "rename" => {
            "move the file between `_drafts` and `_posts`, with its date in its name"
        }
        "docs" => "read the manual that comes with recto",
        "init" | "create" => "`recto new FOLDER` creates a site; `recto new --force .` uses this folder",
        "dev" | "start" | "preview" | "live" => "`recto serve` shows the site and follows every change",
        "watch" => "`recto serve` follows every change; `recto build --watch` also writes the site",
        "generate" | "compile" => "`recto build` writes the site",
        "test" | "lint" | "links" | "linkcheck" | "validate" => "`recto check` checks all links",
        "deploy" => {
            "publish the folder that `recto build` writes; the manual has a page for each kind of host"
        }
        "version" => "`recto --version` prints the version",
        _ => return None,
    })
}

/// The replacement of an option that Jekyll itself has removed, such as `--server`.
pub(super) fn instead_of_option(option: &str) -> Option<&'static str> {
    Some(match option {
        "--server" | "--serve" | "--no-server" => "the command `serve` serves, `build` does not",
        "--auto" => "`serve` and `build --watch` follow every change",
        "--no-auto" => "a build happens once, unless `--watch` is given",
        "--pygments" => "Rouge highlights code; `highlighter: rouge` is the default",
        "--paginate" => "set `paginate:` in the configuration",
        "--url" => {
            "set `url:` in the configuration; a file of its own may hold it: `--config _config.yml,url.yml`"
        }
        _ => return None,
    })
}
