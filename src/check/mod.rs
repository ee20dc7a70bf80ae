//! Checks the links of a built site and reports each problem at the place in the source that has to be changed.
//!
//! # Steps
//!
//! 1. `scan` collects the references and anchors of a built file, as a browser sees them;
//! 2. `resolve` resolves each reference by the URL standard, `targets` looks up the file and the anchor that it
//!    names, and `inspect` does both for all files;
//! 3. `trace` finds where a problem is written, by rendering its page again;
//! 4. `findings` groups problems by place and `suggest` adds what may have been meant;
//! 5. `ignore` and `baseline` leave out what is known;
//! 6. `report` writes the result for people, CI systems and programs, and `fix` changes the sources.
//!
//! [`external`] asks other sites.

mod baseline;
mod css;
mod documents;
mod encoding;
pub mod external;
mod findings;
mod fix;
mod html;
mod ignore;
mod inspect;
mod moved;
mod places;
mod report;
mod resolve;
mod saved;
mod scan;
mod suggest;
mod targets;
mod trace;

pub use baseline::Baseline;
pub use findings::Finding;
pub use fix::{Fix, Fixed, diff, fixed};
pub use inspect::{Content, Document, Hit, Problem, ReadFile};
pub use moved::{Moved, former_addresses, redirects};
pub use places::{Locate, Located, OwnSource};
pub use report::{Format, Paths};
pub use saved::saved_pages;
pub use scan::Slot;
pub use trace::Tracer;

use crate::config::{CheckConfig, RuleLevel};
use crate::diag::{Code, Diagnostic, SourceId, Sources};
use crate::site::{Built, FileContent, OutputFile};
use crate::value::{Date, Value};
use external::Verdict;
use findings::Making;
use inspect::{Inspection, Wanted, inspect};
use resolve::SiteUrl;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use suggest::Suggestions;
use targets::Files;

/// A site to check.
pub struct Input<'a> {
    /// The built files, each path once.
    pub documents: Vec<Document<'a>>,
    /// `url`.
    pub url: &'a str,
    /// `baseurl`.
    pub baseurl: &'a str,
    /// Folders that another program fills: paths in them count as present.
    pub kept: Vec<String>,
    /// Levels and what is left out.
    pub config: &'a CheckConfig,
    /// The sources, to which files that are their own source are added.
    pub sources: &'a Sources,
    /// The sources that may hold ignore comments.
    pub texts: Vec<SourceId>,
    /// Collects former addresses of pages; called when a link is broken.
    pub moved: &'a dyn Fn() -> Vec<Moved>,
    /// The paths of files that only lead to another address, with that address.
    pub redirects: Vec<(String, String)>,
    /// The day by which ignore entries expire.
    pub today: Date,
    /// Findings that are already known.
    pub baseline: Option<Baseline>,
    /// What building the site reported.
    pub build: Vec<Diagnostic>,
    /// Whether to report problems within the site.
    pub internal: bool,
}

/// Asks other sites: the verdicts on a set of addresses.
pub type Ask<'a> = &'a mut dyn FnMut(&BTreeSet<Arc<str>>) -> BTreeMap<Arc<str>, Verdict>;

/// The result of a check.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings, ordered by place.
    pub findings: Vec<Finding>,
    /// What building the site reported.
    pub build: Vec<Diagnostic>,
    /// How many references were followed.
    pub references: usize,
    /// How many pages were read.
    pub pages: usize,
    /// How many references lead to other sites.
    pub outside: usize,
    /// How many findings were left out by the configuration and by comments.
    pub ignored: usize,
    /// How many findings were left out by the baseline.
    pub known: usize,
    /// How many addresses of other sites were not asked in the time there was.
    pub not_checked: usize,
}

impl Report {
    /// How many findings have this level.
    pub fn count(&self, level: RuleLevel) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    }
}

/// Checks a site. `locate` finds the places of problems; `ask` asks other sites, where that is wanted.
pub fn check(input: &Input<'_>, locate: &mut dyn Locate, read: ReadFile<'_>, ask: Option<Ask<'_>>) -> Report {
    let site = SiteUrl::new(input.url, input.baseurl);
    let on = |rule| input.config.level(rule) != RuleLevel::Off;
    let wanted = Wanted {
        external: ask.is_some(),
        flaws: on(Code::DuplicateId) || on(Code::ImageAlt),
    };
    let mut files = Files::new(
        input.documents.iter().map(|document| document.path),
        input.kept.clone(),
    );
    if on(Code::RedirectedLink) {
        files.set_redirects(&input.redirects, &site);
    }
    let mut inspection = inspect(&input.documents, &site, files, wanted, read);
    let is_reference = |diagnostic: &&Diagnostic| diagnostic.code == Code::UndefinedReference;
    let build = input.build.iter().filter(|diagnostic| !is_reference(diagnostic));
    let mut report = Report {
        build: build.cloned().collect(),
        references: inspection.references,
        pages: inspection.pages,
        outside: inspection.outside,
        ..Report::default()
    };
    let mut hits = match input.internal {
        true => std::mem::take(&mut inspection.hits),
        false => Vec::new(),
    };
    if let Some(ask) = ask {
        let external = std::mem::take(&mut inspection.external);
        hits.extend(judged(external, ask, &mut report));
        hits.sort_by_key(|hit| (hit.document, hit.range.start));
    }
    let mut findings = findings_of(input, &site, &inspection, &hits, locate);
    if input.internal && on(Code::UndefinedReference) {
        let references = input.build.iter().filter(is_reference);
        findings.extend(references.map(|diagnostic| undefined_reference(diagnostic, input)));
    }
    ignore::apply(input, findings, &mut report);
    report
}

/// The finding for a Markdown reference without a definition, which the build has reported.
fn undefined_reference(diagnostic: &Diagnostic, input: &Input<'_>) -> Finding {
    let subject = diagnostic.subject.as_ref().unwrap_or(&diagnostic.message);
    Finding {
        rule: diagnostic.code,
        level: input.config.level(diagnostic.code),
        slot: Slot {
            element: "markdown",
            attribute: "reference",
        },
        written: subject.clone(),
        target: None,
        more_targets: 0,
        message: diagnostic.message.clone(),
        hints: diagnostic.hints.clone(),
        span: diagnostic.span.map(|span| input.sources.original(span)),
        pages: Vec::new(),
        page_count: 0,
        occurrences: 1,
        fix: None,
    }
}

/// The links to other sites that are not as they should be.
fn judged(external: Vec<Hit>, ask: Ask<'_>, report: &mut Report) -> Vec<Hit> {
    let address = |hit: &Hit| match &hit.problem {
        Problem::External(url) => Some(Arc::clone(url)),
        _ => None,
    };
    let addresses = external.iter().filter_map(address).collect();
    let verdicts = ask(&addresses);
    let not_checked = verdicts
        .values()
        .filter(|verdict| **verdict == Verdict::NotChecked);
    report.not_checked = not_checked.count();
    let problem = |hit: &Hit| match verdicts.get(&address(hit)?)? {
        Verdict::Alive | Verdict::NotChecked => None,
        Verdict::Moved(to) => Some(Problem::Moved(to.as_str().into())),
        Verdict::Dead(reason) => Some(Problem::Dead(reason.as_str().into())),
        Verdict::Uncertain(reason) => Some(Problem::Uncertain(reason.as_str().into())),
    };
    let judged = external.into_iter().filter_map(|hit| {
        let problem = problem(&hit)?;
        Some(Hit { problem, ..hit })
    });
    judged.collect()
}

fn findings_of(
    input: &Input<'_>,
    site: &SiteUrl,
    inspection: &Inspection,
    hits: &[Hit],
    locate: &mut dyn Locate,
) -> Vec<Finding> {
    let reported = |hit: &&Hit| {
        let rule = hit.problem.rule();
        rule.is_some_and(|rule| input.config.level(rule) != RuleLevel::Off)
    };
    let hits: Vec<Hit> = hits.iter().filter(reported).cloned().collect();
    if hits.is_empty() {
        return Vec::new();
    }
    let located = locate.locate(&input.documents, &hits);
    let suggestions = Suggestions::new(&inspection.files, (input.moved)());
    let making = Making {
        documents: &input.documents,
        inspection,
        site,
        config: input.config,
        sources: input.sources,
        suggestions: &suggestions,
    };
    findings::findings(&making, &hits, &located)
}

/// The files of a built site as documents, the last of those with one path. Pages with `check: false` in their front
/// matter are not checked.
pub fn documents(built: &Built) -> Vec<Document<'_>> {
    let mut last = HashMap::new();
    for (at, file) in built.outputs.iter().enumerate() {
        last.insert(&*file.path, at);
    }
    let outputs = built.outputs.iter().enumerate();
    let outputs = outputs.filter(|(at, file)| last.get(&*file.path) == Some(at));
    let checked = |file: &OutputFile| {
        let page = file.page.map(|page| built.site.page(page));
        page.is_none_or(|page| !matches!(page.get("check"), Value::Bool(false)))
    };
    let documents = outputs.map(|(_, file)| Document {
        path: &file.path,
        content: match &file.content {
            FileContent::Bytes(bytes) => Content::Bytes(bytes),
            FileContent::Copy(path) => Content::File(path.clone()),
            FileContent::Staged(_) => Content::None,
        },
        page: file.page,
        checked: checked(file),
        on_demand: false,
    });
    documents.collect()
}

#[cfg(test)]
mod tests;
