//! The engine: tables of tags and filters, options, and templates parsed once.

use super::ast::{Condition, Filtered, Render, Template};
use super::budget::{Limits, Spent};
use super::context::{Context, Inputs};
use super::memo::Memo;
use super::output::{Expanded, Output};
use super::parser::{self, Markup, Parser};
use super::scope::{Name, Names, Paths};
use parking_lot::{Mutex, RwLock};
use recto_diag::{Result, SourceId};
use recto_value::{Include, Str, Value};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Reads a tag: takes its markup, and from the parser its blocks if it has any.
pub type ParseTag = for<'t> fn(&mut Parser<'t>, Markup<'t>) -> Result<Box<dyn Render>>;

/// A row of a table of tags.
#[derive(Clone, Copy, Debug)]
pub struct Tag {
    /// The name in `{% name … %}`.
    pub name: &'static str,
    /// Reads it.
    pub parse: ParseTag,
}

/// The function of a filter: computes a value from the context, the input and the arguments. Named arguments are a Hash after
/// the others, as Ruby passes them.
pub type RunFilter = fn(&mut Context<'_>, Value, &[Value]) -> Result<Value>;

/// A row of a table of filters.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// The name after `|`.
    pub name: &'static str,
    /// The least and the greatest number of arguments.
    pub arity: (usize, usize),
    /// Runs it.
    pub run: RunFilter,
    /// Whether it is a pure function of the input's text, in which case its result may be
    /// remembered for the printed form of unchanging data.
    pub pure_text: bool,
}

/// Runs tags and filters whose names are known only at run time, such as those that a site's own plugins define.
pub trait Foreign: std::fmt::Debug + Send + Sync {
    /// Reads a tag, and its blocks from the parser if it has any ([`Parser::rest`], [`Parser::skip`]).
    ///
    /// # Errors
    /// Markup that the tag refuses.
    fn parse_tag<'t>(&self, parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>>;

    /// The result of the filter `name` for `input` and its arguments, as [`RunFilter`] has them.
    ///
    /// # Errors
    /// The filter's own error.
    fn filter(&self, context: &mut Context<'_>, name: &str, input: Value, args: &[Value]) -> Result<Value>;
}

/// The names that a [`Foreign`] has.
#[derive(Debug)]
struct ForeignNames {
    runner: Arc<dyn Foreign>,
    tags: HashSet<String, foldhash::fast::RandomState>,
    filters: HashSet<String, foldhash::fast::RandomState>,
}

/// How markup is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorMode {
    /// By the lax rules.
    Lax,
    /// By the strict grammar, or by the lax rules and with a warning. Jekyll's default.
    #[default]
    Warn,
    /// By the strict grammar.
    Strict,
}

/// What an engine is to do in doubt, and its limits.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How markup is read.
    pub error_mode: ErrorMode,
    /// Whether an unknown filter is an error.
    pub strict_filters: bool,
    /// Whether an unknown variable is an error.
    pub strict_variables: bool,
    /// How deep includes may nest.
    pub include_depth: usize,
    /// How deep blocks may nest.
    pub nesting: usize,
    /// How many bytes one rendering may write.
    pub rendered_size: usize,
    /// What renderings may take besides.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            error_mode: ErrorMode::Warn,
            strict_filters: false,
            strict_variables: false,
            include_depth: 100,
            nesting: 100,
            rendered_size: 256 << 20,
            limits: Limits::default(),
        }
    }
}

/// How many renderings' empty outputs are kept: one for each thread, about.
const SETS: usize = 32;

/// How many expressions of run time are remembered. More are only in templates that compute them.
const MOST_EXPRESSIONS: usize = 10_000;

type Table<T> = HashMap<&'static str, T, foldhash::fast::RandomState>;
type Cache<K, V> = RwLock<HashMap<K, V, foldhash::fast::RandomState>>;

/// Parses and renders templates. Threads share one.
#[derive(Debug, Default)]
pub struct Engine {
    options: Options,
    tags: HashMap<Cow<'static, str>, ParseTag, foldhash::fast::RandomState>,
    filter_numbers: Table<usize>,
    filters: Vec<Filter>,
    foreign: Option<ForeignNames>,
    names: Names,
    paths: Paths,
    includes: Cache<SourceId, Template>,
    expressions: Cache<Str, Arc<Filtered>>,
    conditions: Cache<Str, Arc<Condition>>,
    memo: Memo,
    /// Empty outputs with room, from renderings that are done.
    spare: Mutex<Vec<Vec<Output>>>,
    spent: Spent,
}

impl Engine {
    /// An engine without tags and filters.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            ..Self::default()
        }
    }

    /// The same with more tags; a name that is already there is replaced.
    #[must_use]
    pub fn with_tags(mut self, tags: &[Tag]) -> Self {
        self.tags
            .extend(tags.iter().map(|tag| (Cow::Borrowed(tag.name), tag.parse)));
        self
    }

    /// The same with a tag whose name is known only at run time; a tag of that name is replaced.
    #[must_use]
    pub fn with_tag(mut self, name: String, parse: ParseTag) -> Self {
        self.tags.insert(Cow::Owned(name), parse);
        self
    }

    /// The same with more filters; a name that is already there is replaced.
    #[must_use]
    pub fn with_filters(mut self, filters: &[Filter]) -> Self {
        for filter in filters {
            self.filter_numbers.insert(filter.name, self.filters.len());
            self.filters.push(*filter);
        }
        self
    }

    /// The same with the tags and filters of `runner`; those of the same names are replaced.
    #[must_use]
    pub fn with_foreign(
        mut self,
        runner: Arc<dyn Foreign>,
        tags: impl IntoIterator<Item = String>,
        filters: impl IntoIterator<Item = String>,
    ) -> Self {
        let foreign = ForeignNames {
            runner,
            tags: tags.into_iter().collect(),
            filters: filters.into_iter().collect(),
        };
        self.tags.retain(|name, _| !foreign.tags.contains(&**name));
        self.filter_numbers
            .retain(|name, _| !foreign.filters.contains(*name));
        self.foreign = Some(foreign);
        self
    }

    /// Its options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Begins a build: the steps of those before it do not count any more.
    pub fn begin_build(&self) {
        self.spent.reset();
    }

    pub(super) fn spent(&self) -> &Spent {
        &self.spent
    }

    /// Parses a text. Fails at the first error.
    pub fn parse(&self, source: SourceId, text: &Arc<str>) -> Result<Template> {
        parser::parse(self, source, text, 0..text.len(), &[])
    }

    /// Parses the part `range` of a text, such as the body after the front matter. Spans refer to the whole text.
    /// The range must be on character boundaries. The parts `literal`, in order, are not parsed.
    pub fn parse_part(
        &self,
        source: SourceId,
        text: &Arc<str>,
        range: std::ops::Range<usize>,
        literal: &[std::ops::Range<usize>],
    ) -> Result<Template> {
        parser::parse(self, source, text, range, literal)
    }

    /// The template of an include, parsed once for each source.
    pub fn parse_include(&self, include: &Include) -> Result<Template> {
        if let Some(known) = read(&self.includes).get(&include.source)
            && Arc::ptr_eq(&known.inner.text, &include.text)
        {
            return Ok(known.clone());
        }
        let template = self.parse(include.source, &include.text)?;
        let mut includes = self.includes.write();
        includes.insert(include.source, template.clone());
        Ok(template)
    }

    /// Forgets the templates of includes whose source `is_used` does not name.
    pub fn retain_includes(&self, is_used: impl Fn(SourceId) -> bool) {
        let mut includes = self.includes.write();
        includes.retain(|source, _| is_used(*source));
    }

    /// Renders a template. Fails with the first fault; what was rendered before it is dropped.
    pub fn render(&self, template: &Template, inputs: &Inputs<'_>) -> Result<Expanded> {
        Context::new(self, inputs).render_whole(template, true)
    }

    /// As [`render`](Self::render), with the origin of every piece of the output and a [`Trail`](super::Trail) of its
    /// strings. It takes several times as long, so it is for a page of which somebody asks where a text comes from.
    pub fn render_exact(&self, template: &Template, inputs: &Inputs<'_>) -> Result<Expanded> {
        Context::new(self, inputs).exact().render_whole(template, true)
    }

    /// As [`render`](Self::render), without origins: for text whose place in the source is never reported, such as a
    /// layout.
    pub fn render_untraced(&self, template: &Template, inputs: &Inputs<'_>) -> Result<Expanded> {
        Context::new(self, inputs).render_whole(template, false)
    }

    /// The number of a variable's name, for tags that set it.
    pub fn name(&self, text: &str) -> Name {
        self.names.intern(text)
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    pub(super) fn paths(&self) -> &Paths {
        &self.paths
    }

    pub(super) fn spare(&self) -> Vec<Output> {
        let mut spare = self.spare.lock();
        spare.pop().unwrap_or_default()
    }

    pub(super) fn give_back(&self, mut outputs: Vec<Output>) {
        outputs.retain(Output::is_worth_keeping);
        let mut spare = self.spare.lock();
        if spare.len() < SETS {
            spare.push(outputs);
        }
    }

    pub(super) fn memo(&self) -> &Memo {
        &self.memo
    }

    pub(super) fn tag(&self, name: &str) -> Option<ParseTag> {
        self.tags.get(name).copied()
    }

    /// Who runs the tag `name`, if it is not in the table.
    pub(super) fn foreign_tag(&self, name: &str) -> Option<&dyn Foreign> {
        let foreign = self
            .foreign
            .as_ref()
            .filter(|foreign| foreign.tags.contains(name));
        foreign.map(|foreign| &*foreign.runner)
    }

    /// Who runs the filter `name`, if it is not in the table.
    pub(super) fn foreign_filter(&self, name: &str) -> Option<Arc<dyn Foreign>> {
        let foreign = self
            .foreign
            .as_ref()
            .filter(|foreign| foreign.filters.contains(name));
        foreign.map(|foreign| Arc::clone(&foreign.runner))
    }

    pub(super) fn filter_index(&self, name: &str) -> Option<usize> {
        self.filter_numbers.get(name).copied()
    }

    pub(super) fn filter(&self, index: usize) -> &Filter {
        &self.filters[index]
    }

    /// An expression with filters that is only known when a template runs; remembered by its text.
    pub(super) fn runtime_expression(&self, markup: &str) -> Result<Arc<Filtered>> {
        if let Some(known) = read(&self.expressions).get(markup) {
            return Ok(Arc::clone(known));
        }
        let parsed = Arc::new(Parser::detached(self).filtered(markup, 0)?);
        let mut known = self.expressions.write();
        if known.len() >= MOST_EXPRESSIONS {
            known.clear();
        }
        known.insert(markup.into(), Arc::clone(&parsed));
        Ok(parsed)
    }

    /// A condition that is only known when a template runs; remembered by its text.
    pub(super) fn runtime_condition(&self, markup: &str) -> Result<Arc<Condition>> {
        if let Some(known) = read(&self.conditions).get(markup) {
            return Ok(Arc::clone(known));
        }
        let parsed = Arc::new(Parser::detached(self).condition_at_run_time(markup)?);
        let mut known = self.conditions.write();
        if known.len() >= MOST_EXPRESSIONS {
            known.clear();
        }
        known.insert(markup.into(), Arc::clone(&parsed));
        Ok(parsed)
    }

    pub(super) fn nearest_tag(&self, name: &str) -> Option<&str> {
        recto_text::similar::nearest(name, self.tags.keys().map(|known| &**known))
    }

    pub(super) fn nearest_filter(&self, name: &str) -> Option<&'static str> {
        recto_text::similar::nearest(name, self.filter_numbers.keys().copied())
    }
}

fn read<K, V>(
    cache: &Cache<K, V>,
) -> parking_lot::RwLockReadGuard<'_, HashMap<K, V, foldhash::fast::RandomState>> {
    cache.read()
}
