//! Keeps Tera templates within limits: Tera itself has none.
//!
//! A call of a function is put at the start of each loop body, macro, block and template, and after each `set`; it counts
//! steps and looks at the stack and at the memory of the process. Functions and filters whose results may be far larger
//! than what they are given are replaced by ones that check. What would overflow the stack of Tera's parser is refused
//! before it is parsed.

use crate::config::Limits;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tera::ast::{Expr, ExprVal, FunctionCall, Node, WS};
use tera::{Error, Filter, Function, Result, Tera, Value};

/// The function that counts. No template can call it: its name is not one that Tera's parser reads.
const STEP: &str = "recto::step";

/// The filter at the end of each `set`.
const BOUNDED: &str = "recto::bounded";

/// The stack that one rendering may use: half of what a thread has at least.
const STACK: usize = 1 << 20;

/// The longest text and the largest list that a variable may hold, in bytes.
const LARGEST: usize = 16 << 20;

/// The numbers of the longest range.
const LONGEST_RANGE: u64 = 1_000_000;

/// How often the memory is looked at.
const PERIOD: Duration = Duration::from_millis(2);

/// How deep tags may nest, and brackets within a tag; how many operators a tag may have.
const DEEPEST: usize = 100;
const MOST_OPERATORS: usize = 100;

/// What the rendering on this thread has taken.
#[derive(Debug)]
struct Meter {
    steps: u64,
    most_steps: u64,
    /// The address of a variable on the stack at the start.
    stack: usize,
    memory: u64,
    most_memory: u64,
    looked: Instant,
    exceeded: bool,
}

thread_local! {
    static METER: RefCell<Option<Meter>> = const { RefCell::new(None) };
}

/// The limits of a theme, and the steps that its templates have taken in this build.
#[derive(Debug)]
pub(super) struct Guard {
    limits: Limits,
    spent: AtomicU64,
}

/// Whether a rendering exceeded a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Within,
    Exceeded,
}

fn taken() -> u64 {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem as u64)
}

/// The address of the top of the stack, about.
#[inline(never)]
fn stack_address() -> usize {
    let here = 0_u8;
    (&raw const here).addr()
}

impl Meter {
    fn step(&mut self) -> std::result::Result<(), String> {
        self.steps += 1;
        if self.steps > self.most_steps {
            return Err(format!(
                "the template takes more than {} steps: does a loop run away? (`--budget page-steps=N` allows more)",
                self.most_steps
            ));
        }
        if self.stack.abs_diff(stack_address()) > STACK {
            return Err(
                "the templates nest too deeply: does one include itself, or a macro call itself?".to_owned(),
            );
        }
        if self.looked.elapsed() >= PERIOD {
            self.looked = Instant::now();
            if taken().saturating_sub(self.memory) > self.most_memory {
                return Err(format!(
                    "the template takes more than {} MB: does a loop run away? (`--budget page-memory=N` allows more)",
                    self.most_memory >> 20
                ));
            }
        }
        Ok(())
    }
}

impl Guard {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            spent: AtomicU64::new(0),
        }
    }

    /// Runs `render`, which renders a template with Tera, within the limits.
    pub(super) fn within<T>(&self, render: impl FnOnce() -> T) -> (T, Verdict) {
        let left = self
            .limits
            .build_steps
            .saturating_sub(self.spent.load(Ordering::Relaxed));
        let meter = Meter {
            steps: 0,
            most_steps: self.limits.page_steps.min(left),
            stack: stack_address(),
            memory: taken(),
            most_memory: self.limits.page_memory,
            looked: Instant::now(),
            exceeded: false,
        };
        let outer = METER.replace(Some(meter));
        let result = render();
        let meter = METER.replace(outer);
        let (steps, exceeded) = meter.map_or((0, false), |meter| (meter.steps, meter.exceeded));
        self.spent.fetch_add(steps, Ordering::Relaxed);
        let verdict = match exceeded {
            true => Verdict::Exceeded,
            false => Verdict::Within,
        };
        (result, verdict)
    }
}

/// Notes that a limit is exceeded.
fn exceed(message: String) -> Error {
    METER.with_borrow_mut(|meter| {
        if let Some(meter) = meter {
            meter.exceeded = true;
        }
    });
    Error::msg(message)
}

fn step(_: &HashMap<String, Value>) -> Result<Value> {
    let result = METER.with_borrow_mut(|meter| meter.as_mut().map_or(Ok(()), Meter::step));
    result.map_err(exceed)?;
    Ok(Value::String(String::new()))
}

/// The bytes that a value takes, without what is inside its items.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.len() * 64,
        Value::Object(items) => items.len() * 64,
        _ => 0,
    }
}

fn bounded(value: &Value, _: &HashMap<String, Value>) -> Result<Value> {
    match size(value) <= LARGEST {
        true => Ok(value.clone()),
        false => Err(exceed(format!("a variable holds more than {} MB", LARGEST >> 20))),
    }
}

/// `range`, as Tera has it.
fn range(args: &HashMap<String, Value>) -> Result<Value> {
    let number = |name: &str, default: Option<u64>| match args.get(name) {
        Some(value) => value
            .as_u64()
            .ok_or_else(|| Error::msg(format!("`range` requires a number for `{name}`, not {value}"))),
        None => default.ok_or_else(|| Error::msg("`range` requires `end`")),
    };
    let (start, end) = (number("start", Some(0))?, number("end", None)?);
    let by = number("step_by", Some(1))?;
    if start > end {
        return Err(Error::msg(
            "`range` requires a `start` that is not greater than its `end`",
        ));
    }
    if by == 0 {
        return Err(Error::msg("`range` requires a `step_by` of at least 1"));
    }
    if (end - start) / by > LONGEST_RANGE {
        return Err(exceed(format!("`range` has more than {LONGEST_RANGE} numbers")));
    }
    let step = usize::try_from(by).unwrap_or(usize::MAX);
    Ok((start..end).step_by(step).map(Value::from).collect())
}

/// A filter of Tera that is run only if its result is not too large.
struct Bounded {
    filter: Arc<dyn Filter>,
    /// The bytes of the result, about.
    result: SizeOfResult,
}

/// The bytes that the result of a filter has, about, for a text and the arguments by name.
type SizeOfResult = fn(&str, &dyn Fn(&str) -> String) -> usize;

impl Filter for Bounded {
    fn filter(&self, value: &Value, args: &HashMap<String, Value>) -> Result<Value> {
        let text = |name: &str| match args.get(name) {
            Some(Value::String(text)) => text.clone(),
            _ => String::new(),
        };
        let input = match value {
            Value::String(input) => input.as_str(),
            Value::Array(items) if text("sep").len().saturating_mul(items.len()) > LARGEST => {
                return Err(exceed("`join` makes a text that is too long".to_owned()));
            }
            _ => "",
        };
        match (self.result)(input, &text) <= LARGEST {
            true => self.filter.filter(value, args),
            false => Err(exceed("a filter makes a value that is too large".to_owned())),
        }
    }

    fn is_safe(&self) -> bool {
        self.filter.is_safe()
    }
}

fn matches(input: &str, part: &str) -> usize {
    match part {
        "" => input.len() + 1,
        part => input.matches(part).count(),
    }
}

type Estimate = fn(&str, &dyn Fn(&str) -> String) -> usize;

/// Filters whose result may be far larger than what they are given.
const GROWING: [(&str, Estimate); 4] = [
    ("replace", |input, arg| {
        input.len() + matches(input, &arg("from")).saturating_mul(arg("to").len())
    }),
    ("indent", |input, arg| {
        input.len() + input.lines().count().saturating_mul(arg("prefix").len())
    }),
    ("split", |input, arg| {
        matches(input, &arg("pat")).saturating_mul(64)
    }),
    ("join", |input, _| input.len()),
];

/// A function that templates must not have, with the reason.
struct Refused(&'static str);

impl Function for Refused {
    fn call(&self, _: &HashMap<String, Value>) -> Result<Value> {
        Err(Error::msg(self.0))
    }
}

/// Replaces what templates must not have, or have only within limits.
pub(super) fn functions(tera: &mut Tera) {
    tera.register_function(STEP, step);
    tera.register_function("range", range);
    tera.register_function(
        "get_env",
        Refused("`get_env` is not available: a template does not read the environment"),
    );
    tera.register_function(
        "get_random",
        Refused("`get_random` is not available: two builds of a site are the same"),
    );
    tera.register_filter(BOUNDED, bounded);
    for (name, result) in GROWING {
        if let Some(filter) = tera.filters.get(name).cloned() {
            tera.register_filter(name, Bounded { filter, result });
        }
    }
}

/// Puts the calls that count into all templates.
#[expect(clippy::iter_over_hash_type, reason = "each template changes on its own")]
pub(super) fn instrument(tera: &mut Tera) {
    for template in tera.templates.values_mut() {
        body(&mut template.ast);
        for definition in template.macros.values_mut() {
            body(&mut definition.body);
        }
        for block in template.blocks.values_mut() {
            body(&mut block.body);
        }
        for (_, block) in template.blocks_definitions.values_mut().flatten() {
            body(&mut block.body);
        }
    }
}

fn call() -> Node {
    let call = FunctionCall {
        name: STEP.to_owned(),
        args: HashMap::new(),
    };
    Node::VariableBlock(WS::default(), Expr::new(ExprVal::FunctionCall(call)))
}

/// Instruments the body of a loop, a macro, a block or a template.
fn body(nodes: &mut Vec<Node>) {
    inner(nodes);
    nodes.insert(0, call());
}

fn inner(nodes: &mut Vec<Node>) {
    let mut at = 0;
    while at < nodes.len() {
        match &mut nodes[at] {
            Node::MacroDefinition(_, definition, _) => body(&mut definition.body),
            Node::Block(_, block, _) => body(&mut block.body),
            Node::FilterSection(_, section, _) => inner(&mut section.body),
            Node::Forloop(_, forloop, _) => {
                body(&mut forloop.body);
                forloop.empty_body.iter_mut().for_each(inner);
            }
            Node::If(node, _) => {
                node.conditions.iter_mut().for_each(|(_, _, nodes)| inner(nodes));
                node.otherwise.iter_mut().for_each(|(_, nodes)| inner(nodes));
            }
            Node::Set(_, set) => {
                set.value.filters.push(FunctionCall {
                    name: BOUNDED.to_owned(),
                    args: HashMap::new(),
                });
                at += 1;
                nodes.insert(at, call());
            }
            _ => {}
        }
        at += 1;
    }
}

/// Where a template nests so deeply that parsing it would overflow the stack: the byte, and what is wrong.
pub fn too_deep(text: &str) -> Option<(usize, &'static str)> {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let rest = &text[start..];
        if rest.starts_with("{#") {
            at = start + rest.find("#}")? + 2;
            continue;
        }
        let close = match rest.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let length = tag(&rest[2..], close);
        let markup = &rest[2..2 + length.unwrap_or(rest.len() - 2)];
        if let Some(fault) = crowded(markup) {
            return Some((start, fault));
        }
        let word = markup.trim_start_matches(['-', ' ', '\t', '\n', '\r']);
        let word = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        at = start + 2 + length? + 2;
        match (close, word) {
            ("%}", "raw") => at += text[at..].find("endraw")?,
            ("%}", "if" | "for" | "block" | "macro" | "filter") => depth += 1,
            ("%}", "endif" | "endfor" | "endblock" | "endmacro" | "endfilter") => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        if depth > DEEPEST {
            return Some((start, "the tags nest too deeply"));
        }
    }
    None
}

/// The length of the markup up to `close`, which does not count in quotes.
fn tag(rest: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, _) if rest.as_bytes()[at..].starts_with(close.as_bytes()) => return Some(at),
            _ => {}
        }
    }
    None
}

/// What is wrong with a tag whose expression would be parsed or evaluated with too much recursion.
fn crowded(markup: &str) -> Option<&'static str> {
    let (mut quote, mut depth, mut operators) = (None, 0_usize, 0);
    for byte in markup.bytes() {
        match (quote, byte) {
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'(' | b'[') => depth += 1,
            (None, b')' | b']') => depth = depth.saturating_sub(1),
            (None, b'+' | b'-' | b'*' | b'/' | b'%' | b'~') => operators += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Some("the brackets of the expression nest too deeply");
        }
    }
    let words = markup.split_ascii_whitespace();
    operators += words.filter(|word| matches!(*word, "and" | "or" | "not")).count();
    (operators > MOST_OPERATORS).then_some("the expression has too many operators")
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn what_would_overflow_the_parser_is_found_and_ordinary_templates_are_not() {
        let deep = [
            format!("{{{{ {}1{} }}}}", "(".repeat(200), ")".repeat(200)),
            format!("{{{{ {}1 }}}}", "1 + ".repeat(200)),
            format!("{{% if {}true %}}x{{% endif %}}", "not ".repeat(200)),
            "{% if true %}".repeat(200),
            format!("{{{{ {}", "[".repeat(200)),
        ];
        for text in deep {
            assert!(too_deep(&text).is_some(), "{}", &text[..40]);
        }
        let ordinary = [
            "{% if a and b %}{{ c | replace(from=\"-\", to=\"+\") }}{% endif %}".repeat(200),
            format!("{{{{ \"{}\" }}}}", "-(".repeat(500)),
            format!("{{# {} #}}", "((".repeat(500)),
            format!("{{% raw %}}{}{{% endraw %}}", "{% if x %}".repeat(200)),
            "a { b: c }".repeat(500),
        ];
        for text in ordinary {
            assert_eq!(too_deep(&text), None, "{}", &text[..40]);
        }
    }
}
