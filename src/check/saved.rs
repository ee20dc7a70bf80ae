//! Checks the links of single pages: those that an author has just saved while a server runs.

use super::places::OwnSource;
use super::trace::Tracer;
use super::{Content, Document, Input, ReadFile, check};
use crate::config::RuleLevel;
use crate::diag::{Code, Diagnostic, Severity};
use crate::pipeline::{OutputSource, Session};
use crate::site::{FileContent, Page};
use crate::value::Str;
use std::collections::HashMap;
use std::path::Path;

/// The problems with links on the pages that `is_saved` names, as warnings at their places. Other pages are read only
/// for the anchors that these links name.
pub fn saved_pages(
    session: &Session,
    is_saved: &dyn Fn(&Page) -> bool,
    read: ReadFile<'_>,
) -> Vec<Diagnostic> {
    let site = session.site();
    if !site.pages.iter().any(is_saved) {
        return Vec::new();
    }
    let plan = session.plan();
    let mut last = HashMap::new();
    for (at, output) in plan.iter().enumerate() {
        last.insert(&*output.path, at);
    }
    let text = |source: &OutputSource| match source {
        OutputSource::Page(id) => session.page(*id),
        OutputSource::Ready(_) => None,
    };
    let texts: Vec<Option<Str>> = plan.iter().map(|output| text(&output.source)).collect();
    let outputs = plan.iter().zip(&texts).enumerate();
    let outputs = outputs.filter(|(at, (output, _))| last[&*output.path] == *at);
    let documents = outputs.map(|(_, (output, text))| {
        let (content, page) = match (&output.source, text) {
            (OutputSource::Page(id), Some(text)) => (Content::Bytes(text.as_bytes()), Some(*id)),
            (OutputSource::Page(id), None) => (Content::None, Some(*id)),
            (OutputSource::Ready(FileContent::Copy(path)), _) => (Content::File(path.clone()), None),
            (OutputSource::Ready(_), _) => (Content::None, None),
        };
        let checked = page.is_some_and(|id| is_saved(site.page(id)));
        Document {
            path: &output.path,
            content,
            page,
            checked,
            on_demand: !checked,
        }
    });
    let mut config = site.config.check.clone();
    for rule in [Code::UnusedIgnore, Code::ExpiredIgnore] {
        config.rules.insert(rule, RuleLevel::Off);
    }
    let saved = site.pages.iter().filter(|page| is_saved(page));
    let input = Input {
        documents: documents.collect(),
        url: &site.config.url,
        baseurl: &site.config.baseurl,
        kept: site.config.keep_files.iter().map(ToString::to_string).collect(),
        config: &config,
        sources: &site.sources,
        texts: saved.map(|page| page.source).collect(),
        moved: &Vec::new,
        redirects: Vec::new(),
        today: site.config.time.date(),
        baseline: None,
        build: Vec::new(),
        internal: true,
    };
    let own = OwnSource {
        sources: &site.sources,
        name: &|path: &Path| path.to_string_lossy().into_owned(),
        read,
    };
    let report = check(&input, &mut Tracer::new(session, own), read, None);
    let warnings = report.findings.iter().map(|finding| Diagnostic {
        severity: finding.severity().min(Severity::Warning),
        ..finding.diagnostic()
    });
    warnings.collect()
}
