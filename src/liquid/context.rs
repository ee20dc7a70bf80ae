//! The state of one rendering: its variables, the interfaces to its environment, and the stack of includes.

use super::ast::{Condition, Flow, Template};
use super::budget::Budget;
use super::cells::Cells;
use super::counters::Counters;
use super::engine::Engine;
use super::items::Items;
use super::output::{Captured, Expanded, Origins, Output};
use super::scope::{Bound, Name, Scopes};
use super::trail::Trail;
use memchr::memmem::Finder;
use recto_diag::{Diagnostic, Result, SourceId, Span};
use recto_value::{Hash, Include, Str, Value, World};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a rendering reads that is not in the template.
#[derive(Clone, Copy)]
pub struct Inputs<'r> {
    /// Everything that is read from outside.
    pub world: &'r dyn World,
    /// The counters of `increment` and `decrement`.
    pub counters: &'r Counters,
}

impl std::fmt::Debug for Inputs<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inputs")
            .field("counters", self.counters)
            .finish_non_exhaustive()
    }
}

/// A template that is being rendered: what literal text refers to.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) source: SourceId,
    pub(super) text: Arc<str>,
}

/// So many warnings of one rendering are kept without a look at whether they repeat, as those of a loop do.
const FEW_WARNINGS: usize = 64;

/// The most warnings of one rendering that are kept.
const MOST_WARNINGS: usize = 1000;

/// A filter that built a longer text gives its room back.
const MOST_SCRATCH: usize = 1 << 16;

/// One rendering, as tags and filters see it.
#[derive(Debug)]
pub struct Context<'r> {
    pub(super) engine: &'r Engine,
    pub(super) inputs: Inputs<'r>,
    pub(super) scopes: Scopes,
    /// The variables around the isolated renderings that are under way.
    pub(super) outer_scopes: Vec<Scopes>,
    pub(super) budget: Budget<'r>,
    /// Global variables that were looked up before, by name. They do not change during a rendering.
    pub(super) globals: Cells,
    /// What global objects had under the first key of a lookup, by `Lookup::path`.
    pub(super) paths: Cells,
    pub(super) frame: Option<Frame>,
    /// The bytes of the tag or output that is being rendered.
    pub(super) at: (u32, u32),
    pub(super) depth: usize,
    /// How many blocks are being rendered, one inside the other.
    pub(super) blocks: usize,
    /// Bytes in the outputs around the one that is being written.
    pub(super) written: usize,
    pub(super) registers: HashMap<Str, Value, foldhash::fast::RandomState>,
    /// `break` and `continue` raised inside a `tablerow`, which ignores them: each enclosing `for` consumes one (as in Ruby).
    pub(super) pending: Vec<Flow>,
    /// Counters of the isolated renderings that are under way.
    pub(super) isolated: Vec<Counters>,
    pub(super) captured: Captured,
    /// The compiled search of the last `contains`.
    pub(super) finder: RefCell<Option<Finder<'static>>>,
    /// An empty text with room, for the next filter that builds one.
    scratch: String,
    /// An empty list with room, for the arguments of the next filter.
    pub(super) args: Vec<Value>,
    /// Empty outputs with room, for the next captures.
    pub(super) spare: Vec<Output>,
    /// Includes that were looked up before, by the number of their name.
    included: RefCell<Vec<(Name, Template)>>,
    pub(super) warnings: Vec<Diagnostic>,
    pub(super) warned: Vec<SourceId>,
    /// Where an undefined parameter has been warned of.
    pub(super) undefined: HashSet<Span>,
    /// Names looked up outside the scopes, while they are recorded.
    pub(super) free_variables: RefCell<Option<Vec<Name>>>,
    /// Whether those names are recorded.
    tracking: bool,
    /// Where strings come from, in an exact rendering.
    pub(super) trail: Option<RefCell<Box<Trail>>>,
}

impl<'r> Context<'r> {
    pub(super) fn new(engine: &'r Engine, inputs: &Inputs<'r>) -> Self {
        Self {
            engine,
            inputs: *inputs,
            scopes: Scopes::default(),
            outer_scopes: Vec::new(),
            budget: Budget::new(engine.spent(), &engine.options().limits),
            globals: Cells::default(),
            paths: Cells::default(),
            frame: None,
            at: (0, 0),
            depth: 0,
            blocks: 0,
            written: 0,
            registers: HashMap::default(),
            pending: Vec::new(),
            isolated: Vec::new(),
            captured: Captured::default(),
            finder: RefCell::new(None),
            scratch: String::new(),
            args: Vec::new(),
            spare: engine.spare(),
            included: RefCell::default(),
            warnings: Vec::new(),
            warned: Vec::new(),
            undefined: HashSet::new(),
            free_variables: RefCell::new(None),
            tracking: false,
            trail: None,
        }
    }

    /// The same as an exact rendering: every piece of the output has its origin, and strings have a trail.
    pub(super) fn exact(mut self) -> Self {
        self.trail = Some(RefCell::default());
        self.captured.exact = true;
        self
    }

    /// Whether this rendering is to find out where text comes from: nothing may be taken from a cache then.
    pub fn is_exact(&self) -> bool {
        self.trail.is_some()
    }

    /// Notes that `value` is written as a literal in the tag or output that is being rendered.
    pub fn note_literal(&self, value: &Value) {
        if let (Some(trail), Value::Str(text), Some(span)) = (&self.trail, value, self.span()) {
            trail.borrow_mut().note_literal(text, span);
        }
    }

    pub(super) fn render_whole(mut self, template: &Template, traced: bool) -> Result<Expanded> {
        let exact = self.is_exact();
        let mut out = self
            .spare
            .pop()
            .unwrap_or_default()
            .untraced(!traced)
            .exact(exact);
        self.template(template, &mut out)?;
        let (text, origins) = out.take();
        self.spare.push(out);
        self.engine.give_back(self.spare);
        let trail = self.trail.map(RefCell::into_inner).map(|mut trail| {
            trail.note_captured(self.captured.into_texts());
            trail
        });
        Ok(Expanded {
            text,
            origins,
            warnings: self.warnings,
            trail,
        })
    }

    /// The engine.
    pub fn engine(&self) -> &'r Engine {
        self.engine
    }

    /// The caller's own part, if it is a `T`.
    pub fn host<T: 'static>(&self) -> Option<&'r T> {
        self.inputs.world.host().downcast_ref()
    }

    /// The counters of `increment` and `decrement`.
    pub fn counters(&self) -> &Counters {
        self.isolated.last().unwrap_or(self.inputs.counters)
    }

    /// The source of the template or include that is being rendered.
    pub fn source(&self) -> Option<SourceId> {
        self.frame.as_ref().map(|frame| frame.source)
    }

    /// The place of the tag or output that is being rendered.
    pub fn span(&self) -> Option<Span> {
        self.frame.as_ref().map(|frame| Span {
            source: frame.source,
            start: self.at.0,
            end: self.at.1,
        })
    }

    /// Notes something worth a warning, at the place that is being rendered unless it has one.
    pub fn warn(&mut self, mut warning: Diagnostic) {
        warning.span = warning.span.or(self.span());
        let known = self.warnings.len() < FEW_WARNINGS;
        if known || (self.warnings.len() < MOST_WARNINGS && !self.warnings.contains(&warning)) {
            self.warnings.push(warning);
        }
    }

    /// The value of a variable: locals first, innermost scope first, then counters and globals.
    #[inline]
    pub fn variable(&self, name: Name) -> Option<Cow<'_, Value>> {
        match self.scopes.get(name) {
            Some(value) => Some(Cow::Borrowed(value)),
            None => self.outer_variable(name),
        }
    }

    fn outer_variable(&self, name: Name) -> Option<Cow<'_, Value>> {
        self.look_outside(name);
        if self.counters().are_used()
            && let Some(count) = self.counters().get(&self.engine.names().text(name))
        {
            return Some(Cow::Owned(count));
        }
        if self.tracking {
            // Whoever answers records what is read, each time.
            return self.ask_for(name).map(Cow::Owned);
        }
        match self.globals.get(name.0) {
            Some(cell) => {
                let known = cell.get_or_init(|| self.ask_for(name));
                known.as_ref().map(Cow::Borrowed)
            }
            None => self.ask_for(name).map(Cow::Owned),
        }
    }

    fn ask_for(&self, name: Name) -> Option<Value> {
        self.inputs.world.global(&self.engine.names().text(name))
    }

    /// The global variable with a name that no local variable has. `None` if lookups are recorded, or if
    /// there may be a counter of the name.
    #[inline]
    pub(super) fn kept_global(&self, name: Name) -> Option<Option<&Value>> {
        if self.tracking || self.counters().are_used() {
            return None;
        }
        let cell = self.globals.get(name.0)?;
        Some(cell.get_or_init(|| self.ask_for(name)).as_ref())
    }

    /// The value of the variable called `text`.
    pub fn variable_named(&self, text: &str) -> Option<Cow<'_, Value>> {
        match self.engine.names().find(text) {
            Some(name) => self.variable(name),
            None => {
                self.look_outside_for(text);
                let count = self.counters().get(text);
                count.or_else(|| self.inputs.world.global(text)).map(Cow::Owned)
            }
        }
    }

    /// The global variable called `text`, whatever locals there are.
    pub fn global(&self, text: &str) -> Option<Value> {
        self.look_outside_for(text);
        self.inputs.world.global(text)
    }

    /// Sets a variable as `assign` does: in the outermost scope, where it outlives includes and loops.
    pub fn assign(&mut self, name: Name, value: Value) {
        self.scopes.assign(name, value);
    }

    /// Runs `inside` with `name` standing for `value`, then forgets it.
    pub fn with_variable<T>(&mut self, name: Name, value: Value, inside: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.scopes.begin();
        self.scopes.shadow(name, Bound::Value(value));
        let result = inside(self);
        self.scopes.end(mark);
        result
    }

    /// As [`with_variable`](Self::with_variable), with any number of variables.
    pub fn with_variables<T>(
        &mut self,
        values: Vec<(Name, Value)>,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mark = self.scopes.begin();
        for (name, value) in values {
            self.scopes.shadow(name, Bound::Value(value));
        }
        let result = inside(self);
        self.scopes.end(mark);
        result
    }

    /// Runs `body` for each item of `items`, with `name` standing for the item, until it fails or `Break`s.
    pub fn for_each(
        &mut self,
        name: Name,
        items: &Items,
        mut body: impl FnMut(&mut Self, usize) -> Result<Flow>,
    ) -> Result<()> {
        let mark = self.scopes.begin();
        let mut result = Ok(());
        for index in 0..items.len() {
            match index {
                0 => self.scopes.shadow(name, items.first()),
                _ => self.scopes.advance(name, items, index),
            }
            match body(self, index) {
                Ok(Flow::Break) => break,
                Ok(_) => {}
                Err(error) => {
                    result = Err(error);
                    break;
                }
            }
        }
        self.scopes.end(mark);
        result
    }

    /// Leaves an interrupt to whatever loop is around, for tags that go on rendering all the same.
    pub fn postpone(&mut self, flow: Flow) {
        if flow != Flow::Next {
            self.pending.push(flow);
        }
    }

    /// How a loop goes on after its body: by the body's own interrupt, or by one that was postponed.
    pub fn interrupted(&mut self, flow: Flow) -> Flow {
        match flow {
            Flow::Next => self.pending.pop().unwrap_or(Flow::Next),
            own => own,
        }
    }

    /// Runs `inside` as [`isolated`](Self::isolated) does, and gives with its result the names of all variables that it
    /// did not set itself but looked up: if all of them have the same values, the result would be
    /// the same elsewhere.
    pub fn render_isolated_tracked<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> (T, Vec<Name>) {
        let outer = self.free_variables.replace(Some(Vec::new()));
        let noted = std::mem::replace(&mut self.tracking, true);
        let result = self.isolated(inside);
        self.tracking = noted;
        let names = self.free_variables.replace(outer).unwrap_or_default();
        for name in &names {
            self.look_outside(*name);
        }
        (result, names)
    }

    /// Whether a variable of this name has been set in this rendering.
    pub fn is_set(&self, name: Name) -> bool {
        self.scopes.get(name).is_some()
    }

    fn look_outside(&self, name: Name) {
        if let Some(free_variables) = &mut *self.free_variables.borrow_mut()
            && !free_variables.contains(&name)
        {
            free_variables.push(name);
        }
    }

    fn look_outside_for(&self, text: &str) {
        if self.free_variables.borrow().is_some() {
            self.look_outside(self.engine.name(text));
        }
    }

    /// Runs `inside` with no variables but globals and those it sets, and with counters of its own, as `render` does.
    pub fn isolated<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.outer_scopes.push(std::mem::take(&mut self.scopes));
        let pending = std::mem::take(&mut self.pending);
        self.isolated.push(Counters::default());
        let result = inside(self);
        self.isolated.pop();
        self.pending = pending;
        self.scopes = self.outer_scopes.pop().unwrap_or_default();
        result
    }

    /// A place for what a tag remembers during one rendering, such as the turn of a `cycle`; `Nil` at first.
    pub fn register(&mut self, key: &str) -> &mut Value {
        if !self.registers.contains_key(key) {
            self.registers.insert(key.into(), Value::Nil);
        }
        self.registers.get_mut(key).expect("it was just put in")
    }

    /// The include called `name`, parsed; `None` where there is none.
    pub fn include(&self, name: &str) -> Result<Option<Template>> {
        self.parsed(self.inputs.world.include(name))
    }

    /// The include at `path` relative to the file that is being rendered, parsed; `None` where there is none.
    pub fn include_relative(&self, path: &str, from: SourceId) -> Result<Option<Template>> {
        self.parsed(self.inputs.world.include_relative(path, from))
    }

    /// As [`include`](Self::include), looked up once per rendering; `number` is that of the name.
    pub fn include_numbered(&self, number: Name, name: &str) -> Result<Option<Template>> {
        if self.tracking {
            return self.include(name);
        }
        let known = self.included.borrow();
        if let Some((_, template)) = known.iter().find(|(known, _)| *known == number) {
            return Ok(Some(template.clone()));
        }
        drop(known);
        let found = self.include(name)?;
        if let Some(template) = &found {
            self.included.borrow_mut().push((number, template.clone()));
        }
        Ok(found)
    }

    fn parsed(&self, include: Option<Include>) -> Result<Option<Template>> {
        include
            .map(|include| self.engine.parse_include(&include))
            .transpose()
    }

    /// The text that `build` appends to an empty one, which needs no room of its own until it is done.
    pub fn build_text(&mut self, build: impl FnOnce(&mut String)) -> Value {
        let mut scratch = std::mem::take(&mut self.scratch);
        build(&mut scratch);
        let made = Value::str(&*scratch);
        scratch.clear();
        if scratch.capacity() <= MOST_SCRATCH {
            self.scratch = scratch;
        }
        made
    }

    /// Whether `part` is in `text`. The compiled search is kept, since loops repeat the same one.
    pub(super) fn finds(&self, text: &str, part: &str) -> bool {
        let mut kept = self.finder.borrow_mut();
        let finder = match &*kept {
            Some(finder) if finder.needle() == part.as_bytes() => kept.as_ref(),
            _ => Some(&*kept.insert(Finder::new(part).into_owned())),
        };
        finder.is_some_and(|finder| finder.find(text.as_bytes()).is_some())
    }

    /// `error` at the place that is being rendered, unless it has one.
    pub(super) fn place(&self, mut error: Box<Diagnostic>) -> Box<Diagnostic> {
        error.span = error.span.or(self.span());
        error
    }

    /// Evaluates a condition read at run time, as `where_exp` does; parsed once for each text.
    pub fn test_text(&mut self, markup: &str) -> Result<bool> {
        let condition: Arc<Condition> = self.engine.runtime_condition(markup)?;
        self.test(&condition)
    }

    /// Evaluates an expression with filters read at run time; parsed once for each text.
    pub fn evaluate_text(&mut self, markup: &str) -> Result<Value> {
        let filtered = self.engine.runtime_expression(markup)?;
        self.filtered(&filtered).map(Cow::into_owned)
    }

    /// A Hash of parameters under the name `include`, for tags that include.
    pub fn with_include<T>(&mut self, parameters: Hash, inside: impl FnOnce(&mut Self) -> T) -> T {
        let name = self.engine.name("include");
        self.with_variable(name, Value::from(parameters), inside)
    }
}

pub(super) fn captured_origins<'c>(captured: &'c Captured, value: &Value) -> Option<&'c Origins> {
    match value {
        Value::Str(text) => captured.find(text),
        _ => None,
    }
}
