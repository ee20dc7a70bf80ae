//! `recto new`: a folder's name in, a small site that builds out.

use super::Outcome;
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Flags of `recto new`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    /// The folder to make
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Write into a folder that is not empty; files that are there are kept
    #[arg(long)]
    force: bool,
    /// Use Jekyll's layout
    #[arg(long, alias = "blank")]
    jekyll: bool,
    /// There are no gems to install
    #[arg(long = "skip-bundle", hide = true)]
    skip_bundle: bool,
}

const RECTO: &[(&str, &str)] = &[
    (
        "recto.yml",
        "title: My documentation\ndescription: What this documents, in one line.\npermalink: pretty\nplugins:\n  - jekyll-relative-links\n",
    ),
    (
        "content/index.md",
        "---\ntitle: Welcome\nweight: 0\n---\nThis page is `content/index.md`. Edit it while `recto serve` runs, and the browser follows.\n\n- [A guide](guide/index.md) with a page below it\n",
    ),
    (
        "content/guide/index.md",
        "---\ntitle: Guide\ndescription: Pages of a folder are listed on its first page.\n---\n",
    ),
    (
        "content/guide/install.md",
        "---\ntitle: Install\ndescription: The same steps for several systems.\nweight: 10\n---\n{% capture last-step %}\nThen say hello:\n\n```sh\nhello\n```\n{% endcapture %}\n\n{% tabs group=\"system\" %}\n{% tab \"Linux\" %}\nInstall the package.\n\n{{ last-step }}\n{% endtab %}\n{% tab \"Windows\" %}\nUnpack the archive.\n\n{{ last-step }}\n{% endtab %}\n{% endtabs %}\n",
    ),
    (".gitignore", "/_site\n"),
];

const JEKYLL: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: My documentation\ndescription: What this documents, in one line.\npermalink: pretty\n",
    ),
    (
        "index.md",
        "---\nlayout: default\ntitle: Welcome\n---\n\n# Welcome\n\nThis page is `index.md`. Edit it while `recto serve` runs, and the browser follows.\n",
    ),
    (
        "_layouts/default.html",
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{{ page.title | escape }} - {{ site.title | escape }}</title>\n<link rel=\"stylesheet\" href=\"{{ '/assets/css/main.css' | relative_url }}\">\n</head>\n<body>\n{{ content }}\n</body>\n</html>\n",
    ),
    (
        "_sass/base.scss",
        "body {\n  max-width: 46rem;\n  margin: 2rem auto;\n  padding: 0 1rem;\n  font: 1rem/1.6 system-ui, sans-serif;\n}\n",
    ),
    ("assets/css/main.scss", "---\n---\n@import \"base\";\n"),
    (".gitignore", "/_site\n/.jekyll-cache\n/.jekyll-metadata\n"),
];

/// Makes the site.
pub(super) fn run(flags: &Flags) -> Result<Outcome> {
    let folder = &flags.folder;
    if !flags.force && is_full(folder)? {
        let _ = writeln!(
            std::io::stderr(),
            "error: `{}` is not empty\n  help: `--force` adds the files that are missing",
            folder.display()
        );
        return Ok(Outcome::Misuse);
    }
    let files = if flags.jekyll { JEKYLL } else { RECTO };
    for (path, text) in files {
        add(&folder.join(path), text)?;
    }
    let _ = writeln!(
        std::io::stdout(),
        "New site in `{0}`. Look at it: recto serve -s {0}",
        folder.display()
    );
    Ok(Outcome::Fine)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this folder is the user's wish, not part of a build"
)]
fn is_full(folder: &Path) -> Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("cannot look into `{}`", folder.display())),
    }
}

/// Writes a file, where none is.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder is the user's wish, not part of a build"
)]
fn add(path: &Path, text: &str) -> Result<()> {
    let context = || format!("cannot write `{}`", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(context)?;
    }
    match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).with_context(context),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error).with_context(context),
    }
}
