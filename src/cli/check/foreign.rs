//! Checks a folder that another program has built.

use super::super::Outcome;
use super::super::flags::SiteFlags;
use super::super::say::Level;
use super::flags::Flags;
use super::output::{Output, write_file};
use super::{outcome, read};
use anyhow::{Context, Result};
use recto::check::{self, Baseline, Content, Document, Input, OwnSource};
use recto::config::CheckConfig;
use recto::diag::Sources;
use recto::value::Zone;
use std::path::{Path, PathBuf};

/// Checks the files of `folder`: all of them, whatever their names.
pub(super) fn run(site: &SiteFlags, flags: &Flags, folder: &Path, output: &Output) -> Result<Outcome> {
    let level = Level::of(site);
    let surroundings = super::super::flags::surroundings()?;
    let folder = surroundings.directory.join(folder);
    if !folder.is_dir() {
        super::super::say::failure(&anyhow::anyhow!("`{}` is not a folder", folder.display()));
        return Ok(Outcome::CheckMisuse);
    }
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read `{}`", folder.display()))?;
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
            files.push((
                below.to_string_lossy().replace('\\', "/"),
                entry.path().to_owned(),
            ));
        }
    }
    let sources = Sources::default();
    let config = CheckConfig::default();
    let name = |path: &Path| {
        let below = path.strip_prefix(&folder).unwrap_or(path);
        below.to_string_lossy().replace('\\', "/")
    };
    let input = Input {
        documents: files.iter().map(document).collect(),
        url: flags.url.as_deref().unwrap_or(""),
        baseurl: flags.render.baseurl.as_deref().unwrap_or(""),
        kept: Vec::new(),
        config: &config,
        sources: &sources,
        texts: Vec::new(),
        moved: &Vec::new,
        redirects: Vec::new(),
        today: Zone::utc().time(surroundings.now.0, 0).date(),
        baseline: match &flags.baseline {
            Some(path) => {
                let bytes = read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
                let parsed = Baseline::parse(&String::from_utf8_lossy(&bytes));
                Some(parsed.map_err(|reason| anyhow::anyhow!("`{}`: {reason}", path.display()))?)
            }
            None => None,
        },
        build: Vec::new(),
        internal: true,
    };
    let mut locate = OwnSource {
        sources: &sources,
        name: &name,
        read: &read,
    };
    let report = check::check(&input, &mut locate, &read, None);
    if let Some(path) = &flags.write_baseline {
        let path = match path.as_os_str().is_empty() {
            true => flags
                .baseline
                .clone()
                .unwrap_or_else(|| PathBuf::from(".recto/check-baseline.json")),
            false => path.clone(),
        };
        write_file(&path, &Baseline::of(&report, &sources).print())?;
        return Ok(Outcome::Fine);
    }
    let paths = output.paths(&surroundings.directory, &folder, flags);
    output.write(&report, &sources, &paths)?;
    if output.is_readable() {
        level.line("Links:", &format!("{}.", report.summary()));
    }
    Ok(outcome(&report, flags))
}

fn document((path, location): &(String, PathBuf)) -> Document<'_> {
    Document {
        path,
        content: Content::File(location.clone()),
        page: None,
        checked: true,
        on_demand: false,
    }
}
