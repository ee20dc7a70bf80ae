//! What renderings may take: steps, memory, and the depth of values, of each rendering and of a whole build.
//!
//! A template is a program, and it may come from a stranger. Exceeding a limit is a diagnostic at the place where it
//! happens; without the limits a loop would never end, or the allocator would end the process.

use super::context::Context;
use super::output::Output;
use recto_diag::{Code, Diagnostic, Result};
use recto_value::Value;
use std::cell::Cell;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The limits of renderings. The defaults are far above what real sites take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The steps of one rendering. A tag, an output, a filter and a comparison is a step; a filter over a large value
    /// takes more, in proportion to its size.
    pub page_steps: u64,
    /// The steps of all renderings of a build.
    pub build_steps: u64,
    /// The bytes of the variables of one rendering, and of what it writes.
    pub page_memory: u64,
    /// The bytes of the variables of all renderings that are under way at a time.
    pub build_memory: u64,
    /// How deep arrays and hashes may nest.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_steps: 500_000_000,
            build_steps: 50_000_000_000,
            page_memory: 512 << 20,
            build_memory: 2 << 30,
            depth: 500,
        }
    }
}

/// Markdown takes about so many bytes for each byte of text: the tree, its texts and the HTML.
const MARKDOWN: u64 = 32;

impl Limits {
    /// How long a text may be that is converted from Markdown, in bytes.
    pub fn markdown(&self) -> usize {
        usize::try_from(self.page_memory / MARKDOWN).unwrap_or(usize::MAX)
    }
}

/// The bytes of a value once everything that it shares is written out: more than any function should walk over.
const MOST_EXPANDED: u64 = 4 << 30;

/// How many steps a rendering takes before it reports them to the build.
const STRIDE: u64 = 1 << 16;

/// How many bytes a rendering makes before what is left of them is measured.
const MEASURE: u64 = 32 << 20;

/// A value of this size is worth one step.
const BYTES_PER_STEP: u64 = 64;

/// What the renderings of a build have taken so far.
#[derive(Debug, Default)]
pub(super) struct Spent {
    steps: AtomicU64,
    memory: AtomicU64,
}

impl Spent {
    /// Begins the next build.
    pub(super) fn reset(&self) {
        self.steps.store(0, Ordering::Relaxed);
    }
}

/// What one rendering has taken so far.
#[derive(Debug)]
pub(super) struct Budget<'r> {
    spent: &'r Spent,
    steps: Cell<u64>,
    /// Those of the steps that are in the sum of the build.
    reported: Cell<u64>,
    /// The number of steps at which the limits are looked at again.
    checkpoint: Cell<u64>,
    /// The bytes made since the variables were measured.
    made: u64,
    /// The bytes of the variables when they were measured.
    held: u64,
}

impl<'r> Budget<'r> {
    pub(super) fn new(spent: &'r Spent, limits: &Limits) -> Self {
        Self {
            spent,
            steps: Cell::new(0),
            reported: Cell::new(0),
            checkpoint: Cell::new(STRIDE.min(limits.page_steps)),
            made: 0,
            held: 0,
        }
    }

    /// Adds the steps that the build does not have yet, and returns the steps of the build.
    fn report(&self) -> u64 {
        let new = self.steps.get() - self.reported.replace(self.steps.get());
        self.spent.steps.fetch_add(new, Ordering::Relaxed) + new
    }

    /// Notes that the variables take `held` bytes, and returns the bytes of all renderings under way.
    fn hold(&mut self, held: u64) -> u64 {
        let memory = &self.spent.memory;
        memory.fetch_sub(self.held, Ordering::Relaxed);
        self.held = held;
        memory.fetch_add(held, Ordering::Relaxed) + held
    }
}

impl Drop for Budget<'_> {
    fn drop(&mut self) {
        self.report();
        self.hold(0);
    }
}

/// The steps that a function over `value` is worth, besides the call.
fn work(value: &Value) -> u64 {
    match value {
        Value::Str(text) => text.len() as u64 / BYTES_PER_STEP,
        Value::Array(_) | Value::Hash(_) => value.extent().bytes / BYTES_PER_STEP,
        // Decimal digits take quadratic time.
        Value::Big(number) => number.bits() / 4,
        _ => 0,
    }
}

/// The bytes that `value` takes by itself.
fn size(value: &Value) -> u64 {
    let items = match value {
        Value::Str(text) => return text.len() as u64,
        Value::Array(array) => array.len(),
        Value::Hash(hash) => 3 * hash.len(),
        Value::Big(number) => return number.bits() / 8,
        _ => 0,
    };
    (items * size_of::<Value>()) as u64
}

fn exceeded(what: &str, flag: &str, hint: &str) -> Box<Diagnostic> {
    let error = Diagnostic::error(Code::LimitExceeded, what);
    Box::new(error.hint(hint).hint(format!(
        "a template that needs more gets it with `--budget {flag}=N`"
    )))
}

/// The error of a value that is too large to be made.
pub(super) fn too_large(what: &str) -> Box<Diagnostic> {
    exceeded(what, "page-memory", "does a loop or a filter run away?")
}

impl Context<'_> {
    fn limits(&self) -> &Limits {
        &self.engine.options().limits
    }

    /// Takes `steps` from the budget.
    ///
    /// # Errors
    ///
    /// The budget of this rendering or of the build is used up.
    #[inline]
    pub fn charge(&self, steps: u64) -> Result<()> {
        let used = self.budget.steps.get().saturating_add(steps);
        self.budget.steps.set(used);
        match used <= self.budget.checkpoint.get() {
            true => Ok(()),
            false => self.checkpoint(),
        }
    }

    #[cold]
    fn checkpoint(&self) -> Result<()> {
        let limits = self.limits();
        let used = self.budget.steps.get();
        if used > limits.page_steps {
            let what = format!("the template takes more than {} steps", limits.page_steps);
            let error = exceeded(&what, "page-steps", "does a loop run away?");
            return Err(self.place(error));
        }
        if self.budget.report() > limits.build_steps {
            let what = format!(
                "the templates of the site take more than {} steps",
                limits.build_steps
            );
            let error = exceeded(&what, "build-steps", "do loops run over all pages on each page?");
            return Err(self.place(error));
        }
        self.budget
            .checkpoint
            .set(used.saturating_add(STRIDE).min(limits.page_steps));
        Ok(())
    }

    /// Takes the steps for a text of `bytes` from the budget.
    pub(super) fn charge_bytes(&self, bytes: usize) -> Result<()> {
        self.charge(bytes as u64 / BYTES_PER_STEP)
    }

    /// Takes the steps for a function over `values` from the budget.
    pub(super) fn charge_for<'v>(&self, values: impl IntoIterator<Item = &'v Value>) -> Result<()> {
        self.charge(values.into_iter().map(work).sum::<u64>() + 1)
    }

    /// Accepts a value that a filter made.
    ///
    /// # Errors
    ///
    /// The value is too large or nests too deeply, or the variables take too much memory.
    pub(super) fn admit(&mut self, value: &Value) -> Result<()> {
        self.check_extent(value)?;
        self.grow(size(value))
    }

    /// Fails if `value` nests too deeply, or is too large when everything that it shares is written out.
    pub(super) fn check_extent(&self, value: &Value) -> Result<()> {
        if !matches!(value, Value::Array(_) | Value::Hash(_)) {
            return Ok(());
        }
        let extent = value.extent();
        if extent.depth > self.limits().depth {
            let what = format!("a value nests more than {} levels deep", self.limits().depth);
            let hint = "does a loop put a list into itself?";
            return Err(self.place(exceeded(&what, "depth", hint)));
        }
        if extent.bytes > MOST_EXPANDED {
            let error = Diagnostic::error(Code::LimitExceeded, "a value repeats its parts to more than 4 GB");
            return Err(self.place(Box::new(error.hint("does a loop put a list into itself?"))));
        }
        Ok(())
    }

    /// Fails if the text of `value` would be longer than a rendering may write.
    pub(super) fn check_print(&self, value: &Value) -> Result<()> {
        if !matches!(value, Value::Array(_) | Value::Hash(_)) {
            return Ok(());
        }
        let extent = value.extent();
        if extent.bytes <= self.engine.options().rendered_size as u64 && extent.depth <= self.limits().depth {
            return Ok(());
        }
        let error = Diagnostic::error(Code::LimitExceeded, "a value is too large to be printed");
        Err(self.place(Box::new(error.hint("print one of its items or properties"))))
    }

    /// Notes that `bytes` were made, and measures the variables from time to time.
    pub(super) fn grow(&mut self, bytes: u64) -> Result<()> {
        self.budget.made = self.budget.made.saturating_add(bytes);
        match self.budget.made > MEASURE.max(self.budget.held) {
            true => self.measure(),
            false => Ok(()),
        }
    }

    #[cold]
    fn measure(&mut self) -> Result<()> {
        self.budget.made = 0;
        if !self.is_exact() {
            self.captured.forget_unused();
        }
        let limits = *self.limits();
        let mut held = Measure::default();
        for scopes in self.outer_scopes.iter().chain([&self.scopes]) {
            scopes.values().for_each(|value| held.add(value));
        }
        self.registers.values().for_each(|value| held.add(value));
        let held = held.bytes + self.captured.bytes() + self.written as u64;
        let all = self.budget.hold(held);
        if held > limits.page_memory {
            let what = format!(
                "the variables of the template take more than {} MB",
                limits.page_memory >> 20
            );
            return Err(self.place(exceeded(
                &what,
                "page-memory",
                "does a loop or a filter run away?",
            )));
        }
        if all > limits.build_memory {
            let what = format!(
                "the variables of all templates take more than {} MB",
                limits.build_memory >> 20
            );
            return Err(self.place(exceeded(
                &what,
                "build-memory",
                "does a loop or a filter run away?",
            )));
        }
        Ok(())
    }

    /// Fails if the output has grown beyond the limit. Loops check it.
    pub fn check_size(&self, out: &Output) -> Result<()> {
        let text = self.written + out.text.len();
        let fits = text <= self.engine.options().rendered_size;
        if fits && (text + out.origins.size()) as u64 <= self.limits().page_memory {
            return Ok(());
        }
        let error = Diagnostic::error(Code::LimitExceeded, "the rendered text grows beyond the limit");
        Err(self.place(Box::new(error.hint("does a loop or an include run away?"))))
    }
}

/// Adds up values, each allocation once.
#[derive(Default)]
struct Measure {
    seen: HashSet<usize, foldhash::fast::RandomState>,
    bytes: u64,
}

impl Measure {
    /// Adds a value that is within the limits of [`Context::check_extent`].
    fn add(&mut self, value: &Value) {
        let address = match value {
            Value::Str(text) => text.as_ptr().addr(),
            Value::Array(array) => Arc::as_ptr(array).addr(),
            Value::Hash(hash) => Arc::as_ptr(hash).addr(),
            Value::Big(number) => Arc::as_ptr(number).addr(),
            _ => return,
        };
        if !self.seen.insert(address) {
            return;
        }
        // Arcs have two counts, and the set above an entry.
        self.bytes += size(value) + 32;
        match value {
            Value::Array(array) => {
                self.bytes += array.known_print().map_or(0, |text| text.len() as u64);
                array.iter().for_each(|item| self.add(item));
            }
            Value::Hash(hash) => {
                self.bytes += hash.known_print().map_or(0, |text| text.len() as u64);
                for (key, item) in hash.iter() {
                    self.add(key);
                    self.add(item);
                }
            }
            _ => {}
        }
    }
}
