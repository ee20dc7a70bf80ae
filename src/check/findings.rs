//! Groups problems into findings: one for each place that has to be changed, however many pages it appears on.

use super::fix::{self, Fix};
use super::inspect::{Document, Hit, Inspection, Problem};
use super::places::Located;
use super::resolve::SiteUrl;
use super::scan::Slot;
use super::suggest::{self, Suggestions};
use super::targets::FileId;
use crate::config::{CheckConfig, RuleLevel};
use crate::diag::{Code, Diagnostic, Severity, Sources, Span, Step};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A problem at one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: Code,
    /// The level of the rule.
    pub level: RuleLevel,
    /// What the reference was found in.
    pub slot: Slot,
    /// The address, character references decoded.
    pub written: String,
    /// What the address resolves to: the first of several.
    pub target: Option<String>,
    /// How many further targets the same text resolves to on other pages.
    pub more_targets: usize,
    /// What is wrong, without the place.
    pub message: String,
    /// What may help, each a sentence fragment of its own.
    pub hints: Vec<String>,
    /// The place in the source that has to be changed; `None` where it is not known.
    pub span: Option<Span>,
    /// The paths of the built pages, sorted; at most `PAGES` of them.
    pub pages: Vec<String>,
    /// On how many built pages it appears.
    pub page_count: usize,
    /// How often it appears on all of them.
    pub occurrences: usize,
    /// The change that repairs it, where it is certain.
    pub fix: Option<Fix>,
}

/// As many pages of a finding are named.
pub(super) const PAGES: usize = 20;

impl Finding {
    /// The finding as a diagnostic for people.
    pub fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic = match self.level {
            RuleLevel::Error => Diagnostic::error(self.rule, &self.message),
            RuleLevel::Warn => Diagnostic::warning(self.rule, &self.message),
            RuleLevel::Info | RuleLevel::Off => Diagnostic::note(self.rule, &self.message),
        };
        diagnostic.span = self.span;
        diagnostic.hints.clone_from(&self.hints);
        if let Some(label) = self.where_it_appears() {
            diagnostic.trace.push(Step { label, span: None });
        }
        diagnostic
    }

    /// `on the built page index.html and 3 more`, with the number of occurrences where it differs.
    pub fn where_it_appears(&self) -> Option<String> {
        let first = self.pages.first()?;
        let mut label = match (self.page_count, self.occurrences) {
            (1, 1) => format!("on the built page `{first}`"),
            (1, times) => format!("{times} times on the built page `{first}`"),
            (pages, _) => format!("on the built page `{first}` and {} more", pages - 1),
        };
        if self.more_targets > 0 {
            label.push_str(&format!(
                "; it resolves to {} other targets there",
                self.more_targets
            ));
        }
        if self.span.is_none() {
            label.push_str("; its place in the source is not known");
        }
        Some(label)
    }

    /// The severity for a diagnostic.
    pub fn severity(&self) -> Severity {
        match self.level {
            RuleLevel::Error => Severity::Error,
            RuleLevel::Warn => Severity::Warning,
            RuleLevel::Info | RuleLevel::Off => Severity::Note,
        }
    }

    /// Identifies the finding in baselines: it stays the same when lines move.
    pub fn key(&self, sources: &Sources) -> [String; 4] {
        let file = match self.span {
            Some(span) => sources.get(span.source).path.clone(),
            None => self.pages.first().cloned().unwrap_or_default(),
        };
        [
            self.rule.name().to_owned(),
            file,
            self.written.clone(),
            self.target.clone().unwrap_or_default(),
        ]
    }
}

/// What findings are made from.
pub(super) struct Making<'a> {
    pub(super) documents: &'a [Document<'a>],
    pub(super) inspection: &'a Inspection,
    pub(super) site: &'a SiteUrl,
    pub(super) config: &'a CheckConfig,
    pub(super) sources: &'a Sources,
    pub(super) suggestions: &'a Suggestions,
}

/// By what a finding is recognised: a place, or without one the tag.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    rule: Code,
    place: Result<Span, (u64, Slot)>,
    text: &'a str,
}

/// The findings of `hits`, each with its place in `located`, ordered by place.
pub(super) fn findings(making: &Making<'_>, hits: &[Hit], located: &[Located]) -> Vec<Finding> {
    let mut by_key: HashMap<Key<'_>, usize, foldhash::fast::RandomState> = HashMap::default();
    let mut findings: Vec<Finding> = Vec::new();
    let mut pages: Vec<HashSet<u32>> = Vec::new();
    let mut targets: Vec<BTreeSet<&Problem>> = Vec::new();
    for (hit, located) in hits.iter().zip(located) {
        let Some(rule) = hit
            .problem
            .rule()
            .filter(|rule| making.config.level(*rule) != RuleLevel::Off)
        else {
            continue;
        };
        let key = Key {
            rule,
            place: located.span.ok_or((hit.tag, hit.slot)),
            text: &hit.text,
        };
        let at = *by_key.entry(key).or_insert_with(|| {
            findings.push(making.finding(rule, hit, located));
            pages.push(HashSet::new());
            targets.push(BTreeSet::new());
            findings.len() - 1
        });
        findings[at].occurrences += 1;
        pages[at].insert(hit.document);
        targets[at].insert(&hit.problem);
    }
    for ((finding, pages), targets) in findings.iter_mut().zip(pages).zip(targets) {
        let mut paths: Vec<&str> = pages
            .iter()
            .map(|document| making.documents[*document as usize].path)
            .collect();
        paths.sort_unstable();
        finding.page_count = paths.len();
        finding.pages = paths.into_iter().take(PAGES).map(str::to_owned).collect();
        finding.more_targets = targets.len() - 1;
    }
    findings.sort_by_cached_key(|finding| {
        let path = finding
            .span
            .map(|span| making.sources.get(span.source).path.clone());
        let start = finding.span.map(|span| span.start);
        (
            path.is_none(),
            path,
            start,
            finding.pages.first().cloned(),
            finding.written.clone(),
        )
    });
    findings
}

impl Making<'_> {
    fn finding(&self, rule: Code, hit: &Hit, located: &Located) -> Finding {
        let author = located.span.filter(|_| located.rewritten).and_then(|span| {
            let source = self.sources.get(span.source);
            source
                .text
                .get(span.start as usize..span.end as usize)
                .map(str::to_owned)
        });
        let written = author.as_deref().unwrap_or(&hit.text);
        let (message, target) = self.message(hit, written);
        let mut finding = Finding {
            rule,
            level: self.config.level(rule),
            slot: hit.slot,
            written: written.to_owned(),
            target,
            more_targets: 0,
            message,
            hints: Vec::new(),
            span: located.span,
            pages: Vec::new(),
            page_count: 0,
            occurrences: 0,
            fix: None,
        };
        self.suggest(hit, located, &mut finding);
        finding
    }

    /// What is wrong, and the resolved target.
    fn message(&self, hit: &Hit, text: &str) -> (String, Option<String>) {
        let what = describe(hit.slot);
        match &hit.problem {
            Problem::NoFile(path) => {
                let path = path.as_ref();
                let shown = format!("{}/{path}", self.site.baseurl());
                let message = match text.trim_end_matches('/') == shown.trim_end_matches('/') {
                    true => format!("{what} to `{text}`: no such page or file"),
                    false => format!("{what} to `{text}`: no page or file at `{shown}`"),
                };
                (message, Some(self.site.show(path)))
            }
            Problem::NoSourceMap(path) => (
                format!("source map `{text}`: no such file"),
                Some(self.site.show(path)),
            ),
            Problem::NoAnchor(file, fragment) => {
                let path = &self.inspection.files.paths()[*file as usize];
                let name = super::targets::Anchors::name(fragment);
                let kind = if hit.slot.attribute == "usemap" {
                    "map"
                } else {
                    "id"
                };
                (
                    format!("{what} to `{text}`: no {kind} `{name}` in `{path}`"),
                    Some(format!("{}#{fragment}", self.site.show(path))),
                )
            }
            Problem::OutsideBaseurl => (
                format!(
                    "{what} to `{text}`: outside the site's `baseurl`, `{}`",
                    self.site.baseurl()
                ),
                None,
            ),
            Problem::Malformed(reason) => (format!("{what} to `{text}`: {reason}"), None),
            Problem::Empty => (
                format!("empty `{}` of `<{}>`", hit.slot.attribute, hit.slot.element),
                None,
            ),
            Problem::EmptyHref => ("empty `href`: the link leads to the page itself".to_owned(), None),
            Problem::Localhost => (
                format!("{what} to `{text}`: readers do not have this server"),
                None,
            ),
            Problem::Redirected(_, to) => {
                let path = self.site.show(&self.inspection.files.paths()[*to as usize]);
                (
                    format!("{what} to `{text}`: this address only leads to another"),
                    Some(path),
                )
            }
            Problem::OwnHttp => (
                format!("{what} to `{text}`: the site is served by `https:`"),
                None,
            ),
            Problem::DuplicateId(id) => (format!("duplicate id `{id}`"), None),
            Problem::ImageAlt => (format!("image `{text}` has no text alternative (`alt`)"), None),
            Problem::External(url) => (format!("{what} to `{text}`"), Some(url.to_string())),
            Problem::Dead(reason) | Problem::Uncertain(reason) => (
                format!("{what} to `{text}`: {reason}"),
                Some(hit.text.to_string()),
            ),
            Problem::Moved(to) => (
                format!("{what} to `{text}`: moved to `{to}`"),
                Some(hit.text.to_string()),
            ),
        }
    }

    fn suggest(&self, hit: &Hit, located: &Located, finding: &mut Finding) {
        let page = self.documents[hit.document as usize].path;
        let text: &str = &hit.text;
        let (address, certain) = match &hit.problem {
            Problem::NoFile(path) => match self.suggestions.file(path) {
                Some(found) => (
                    fix::address_like(self.site, page, text, &found.path),
                    found.certain,
                ),
                None => {
                    if self.inspection.files.is_folder(path) && !path.is_empty() {
                        finding.hints.push("the folder has no `index.html`".to_owned());
                    }
                    return;
                }
            },
            Problem::NoAnchor(file, fragment) => {
                let anchors = self.inspection.anchors[*file as usize].as_ref();
                let name = super::targets::Anchors::name(fragment);
                if let Some(to) = self.inspection.files.redirect(*file) {
                    let address = self.redirected(page, text, to);
                    finding.hints.push(format!("the page redirects to `{address}`"));
                    return;
                }
                match anchors.and_then(|anchors| suggest::anchor(anchors, name)) {
                    Some((id, certain)) => {
                        let before = text.split('#').next().unwrap_or("");
                        (format!("{before}#{id}"), certain)
                    }
                    None => return,
                }
            }
            Problem::Redirected(_, to) => (self.redirected(page, text, *to), true),
            Problem::OutsideBaseurl if text.starts_with('/') => {
                let inside = text
                    .split(['?', '#'])
                    .next()
                    .unwrap_or("")
                    .trim_start_matches('/');
                match self.inspection.files.serve(inside) {
                    Some(_) => (format!("{}{text}", self.site.baseurl()), true),
                    None => match self.suggestions.file(inside) {
                        Some(found) => (fix::address_like(self.site, page, text, &found.path), false),
                        None => return,
                    },
                }
            }
            Problem::OwnHttp => match text
                .get(..5)
                .filter(|scheme| scheme.eq_ignore_ascii_case("http:"))
            {
                Some(_) => (format!("https:{}", &text[5..]), true),
                None => return,
            },
            Problem::Moved(to) => {
                let fragment = text.find('#').map_or("", |at| &text[at..]);
                let fragment = if to.contains('#') { "" } else { fragment };
                (format!("{to}{fragment}"), true)
            }
            _ => return,
        };
        finding.hints.push(format!("did you mean `{address}`?"));
        if certain {
            finding.fix = fix::at(self.sources, located, text, &address);
        }
    }
}

impl Making<'_> {
    /// The address of the file `to`, which a redirect leads to, as the author of `text` on `page` would write it.
    fn redirected(&self, page: &str, text: &str, to: FileId) -> String {
        let path = &self.inspection.files.paths()[to as usize];
        fix::address_like(self.site, page, text, path)
    }
}

/// What a reference is called in messages.
fn describe(slot: Slot) -> String {
    match (slot.element, slot.attribute) {
        ("a" | "area", "href" | "xlink:href") => "link".to_owned(),
        ("img" | "image", "src" | "href" | "xlink:href") => "image".to_owned(),
        ("script", "src") => "script".to_owned(),
        ("css" | "style", _) => format!("`{}` of a style", slot.attribute),
        ("meta", name) => format!("`{name}` of `<meta>`"),
        ("manifest", _) => "manifest entry".to_owned(),
        ("robots.txt", name) => format!("`{name}` of `robots.txt`"),
        ("xml", name) => format!("`{name}` of a feed or sitemap"),
        (element, attribute) => format!("`{attribute}` of `<{element}>`"),
    }
}
