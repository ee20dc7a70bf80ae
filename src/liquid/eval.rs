//! Evaluates expressions: lookups borrow what they find, filters are called from the engine's table.

use super::ast::{Call, Comparison, Condition, Expression, Filtered, Joint, Operator, Root, Step};
use super::compare;
use super::context::Context;
use super::filters::After;
use super::output::Output;
use recto_diag::{Code, Diagnostic, Result};
use recto_value::{Hash, Str, Value, print};
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

/// The value of the literals `empty` and `blank`.
static EMPTY: LazyLock<Value> = LazyLock::new(|| Value::from(""));

/// Whether `value` was written as `empty` or `blank`: filters see an empty text, and some of Jekyll's want to know.
pub fn is_empty_literal(value: &Value) -> bool {
    matches!((value, &*EMPTY), (Value::Str(text), Value::Str(empty)) if Arc::ptr_eq(text, empty))
}

impl Context<'_> {
    /// The value of an expression, borrowed where it is in a variable.
    pub fn evaluate<'c>(&'c self, expression: &'c Expression) -> Result<Cow<'c, Value>> {
        if let Some(value) = self.peek(expression) {
            if let Expression::Literal(value) = expression {
                self.note_literal(value);
            }
            return Ok(Cow::Borrowed(value));
        }
        match expression {
            Expression::Literal(value) => Ok(Cow::Borrowed(value)),
            // As values both are empty texts: only comparisons know better.
            Expression::Blank | Expression::Empty => Ok(Cow::Borrowed(&EMPTY)),
            Expression::Range(ends) => {
                let written = matches!(**ends, (Expression::Literal(_), Expression::Literal(_)));
                let first = self.range_end(&ends.0, written)?;
                let last = self.range_end(&ends.1, written)?;
                Ok(Cow::Owned(Value::Range(first, last)))
            }
            Expression::Lookup(lookup) => self.lookup(lookup),
        }
    }

    /// `RangeLookup`: integers stay, texts and nil are read as integers; floats are cut where both ends are written
    /// out, and no integers elsewhere.
    fn range_end(&self, expression: &Expression, written: bool) -> Result<i64> {
        let value = self.evaluate(expression)?;
        match value.as_ref() {
            Value::Int(number) => Ok(*number),
            Value::Nil => Ok(0),
            Value::Float(number) if written => Ok(*number as i64),
            Value::Str(text) => Ok(compare::leading_integer(text)),
            _ => Err(Box::new(Diagnostic::error(
                Code::InvalidArgument,
                "the end of a range must be an integer",
            ))),
        }
    }

    /// The value of an expression after its filters.
    pub fn filtered<'c>(&'c mut self, filtered: &'c Filtered) -> Result<Cow<'c, Value>> {
        if filtered.filters.is_empty() {
            return self.evaluate(&filtered.start);
        }
        let mut value = self.evaluate(&filtered.start)?.into_owned();
        let mut calls = &*filtered.filters;
        while let [call, rest @ ..] = calls {
            if let [next, after @ ..] = rest
                && let Some(result) = self.fused(call, next, &value)?
            {
                (value, calls) = (result, after);
                continue;
            }
            (value, calls) = (self.call(call, value)?, rest);
        }
        Ok(Cow::Owned(value))
    }

    /// The result of two calls for which there is one step, if these are such calls.
    fn fused(&mut self, call: &Call, next: &Call, input: &Value) -> Result<Option<Value>> {
        let (Some(first), Some(second)) = (call.filter, next.filter) else {
            return Ok(None);
        };
        let ([pattern], [] | [_]) = (&*call.args, &*next.args) else {
            return Ok(None);
        };
        let (first, second) = (self.engine().filter(first), self.engine().filter(second));
        let plain = call.named.is_empty() && next.named.is_empty() && next.args.len() <= second.arity.1;
        let Some(after) = After::of(first.run, second.run).filter(|_| plain && !self.is_exact()) else {
            return Ok(None);
        };
        let pattern = self.evaluate(pattern)?.into_owned();
        let glue = match next.args.first() {
            Some(glue) => self.evaluate(glue)?.into_owned(),
            None => Value::from(" "),
        };
        match after.run(self, input, &pattern, &glue) {
            Some(Value::Str(text)) if text.len() > self.engine().options().rendered_size => {
                Err(Box::new(too_long(second.name)))
            }
            Some(value) => {
                self.admit(&value)?;
                Ok(Some(value))
            }
            None => Ok(None),
        }
    }

    fn call(&mut self, call: &Call, input: Value) -> Result<Value> {
        let Some(index) = call.filter else {
            if let Some(foreign) = self.engine().foreign_filter(&call.name) {
                let args = self.arguments(call)?;
                return foreign
                    .filter(self, &call.name, input, &args)
                    .map_err(|mut error| {
                        error.span = error.span.or(call.span);
                        error
                    });
            }
            if self.engine().options().strict_filters {
                let mut error =
                    Diagnostic::error(Code::UnknownFilter, format!("undefined filter `{}`", call.name));
                error.span = call.span;
                error.subject = Some(call.name.to_string());
                return Err(Box::new(error));
            }
            return Ok(input);
        };
        let mut args = self.arguments(call)?;
        let kept = self.is_exact().then(|| (input.clone(), args.clone()));
        let result = self.run(index, input, &args);
        if let (Some((input, args)), Ok(value)) = (kept, &result) {
            self.note_derived(self.engine().filter(index).name, input, args, value);
        }
        args.clear();
        self.args = args;
        result.map_err(|mut error| {
            error.span = error.span.or(call.span);
            error
        })
    }

    /// The values of a filter's arguments, in the list with room if it is free: a filter may run others meanwhile, which make
    /// their own.
    fn arguments(&mut self, call: &Call) -> Result<Vec<Value>> {
        let mut args = std::mem::take(&mut self.args);
        for arg in &call.args {
            args.push(self.evaluate(arg)?.into_owned());
        }
        if !call.named.is_empty() {
            let mut named = Hash::new();
            for (name, value) in &call.named {
                named.insert(Value::Str(name.clone()), self.evaluate(value)?.into_owned());
            }
            args.push(Value::from(named));
        }
        Ok(args)
    }

    /// Notes, in an exact rendering, that `result` is what a filter or tag has made from `input`.
    pub fn note_derived(&self, name: &'static str, input: Value, arguments: Vec<Value>, result: &Value) {
        let Some(trail) = &self.trail else { return };
        match (result, &input) {
            (Value::Str(text), Value::Str(input)) if Arc::ptr_eq(text, input) => {}
            (Value::Str(text), _) => {
                trail
                    .borrow_mut()
                    .note_derived(text, name, input, arguments, self.span())
            }
            (Value::Array(items), Value::Str(_)) => {
                trail.borrow_mut().note_parts(items, name, &input, self.span())
            }
            _ => {}
        }
    }

    /// Runs a filter.
    fn run(&mut self, index: usize, input: Value, args: &[Value]) -> Result<Value> {
        let filter = self.engine().filter(index);
        self.charge_for(args.iter().chain([&input]))?;
        if filter.pure_text
            && args.is_empty()
            && !self.is_exact()
            && let Some(text) = lasting_text(&input)
        {
            if let Some(known) = self.engine().memo().find(index, &text) {
                return Ok(known);
            }
            let made = (filter.run)(self, Value::Str(Str::clone(&text)), args)?;
            self.engine().memo().note(index, &text, &made);
            return Ok(made);
        }
        let (least, most) = filter.arity;
        let result = match (least..=most).contains(&args.len()) {
            true => (filter.run)(self, input, args),
            false => Err(Box::new(wrong_number(filter.name, args.len(), least, most))),
        };
        let limit = self.engine().options().rendered_size;
        match result {
            Ok(Value::Str(text)) if text.len() > limit => Err(Box::new(too_long(filter.name))),
            Ok(value) => {
                self.admit(&value)?;
                Ok(value)
            }
            error => error,
        }
    }

    /// Evaluates an output and writes what it gives.
    pub(super) fn output(&mut self, filtered: &Filtered, out: &mut Output) -> Result<()> {
        if filtered.filters.is_empty() {
            match self.peek(&filtered.start) {
                Some(Value::Nil) => {
                    self.warn_of_parameter(&filtered.start);
                    return Ok(());
                }
                Some(value) => {
                    if let Expression::Literal(value) = &filtered.start {
                        self.note_literal(value);
                    }
                    return self.write(value, out);
                }
                None => {}
            }
            let value = self.evaluate(&filtered.start)?;
            if !value.is_nil() {
                return self.write(&value, out);
            }
            drop(value);
            self.warn_of_parameter(&filtered.start);
            return Ok(());
        }
        let value = self.filtered(filtered)?.into_owned();
        self.write(&value, out)
    }

    /// Notes that an include prints a parameter that it was not given, once for each place.
    fn warn_of_parameter(&mut self, printed: &Expression) {
        let Expression::Lookup(lookup) = printed else {
            return;
        };
        let parameter = match (&lookup.root, &*lookup.steps) {
            (Root::Name(root), [Step::Key(key, _)])
                if self.engine().names().find("include") == Some(*root) =>
            {
                key
            }
            _ => return,
        };
        if let Some(span) = self.span()
            && self.undefined.insert(span)
        {
            // Most themes print optional parameters without a default.
            let note = Diagnostic::note(
                Code::UndefinedParameter,
                format!("undefined include parameter `{parameter}`"),
            );
            let hint = format!(
                "pass it as `{parameter}=\"…\"` or print `{{{{ include.{parameter} | default: \"…\" }}}}`"
            );
            self.warn(note.at(span).hint(hint));
        }
    }

    /// Whether a condition holds.
    #[inline]
    pub fn test(&self, condition: &Condition) -> Result<bool> {
        match condition.rest.is_empty() {
            true => self.test_one(&condition.first),
            false => self.test_all(condition),
        }
    }

    fn test_all(&self, condition: &Condition) -> Result<bool> {
        let mut holds = self.test_one(&condition.first)?;
        for (joint, comparison) in &condition.rest {
            if holds != (*joint == Joint::And) {
                break;
            }
            holds = self.test_one(comparison)?;
        }
        Ok(holds)
    }

    #[inline]
    fn test_one(&self, comparison: &Comparison) -> Result<bool> {
        match &comparison.test {
            Some((operator, right)) => self.compare(&comparison.left, operator, right),
            None => Ok(match &comparison.left {
                Expression::Blank | Expression::Empty => true,
                left => match self.peek(left) {
                    Some(value) => value.is_truthy(),
                    None => self.evaluate(left)?.is_truthy(),
                },
            }),
        }
    }

    /// Compares two expressions as conditions do; `blank` and `empty` test the other side.
    pub(super) fn compare(&self, left: &Expression, operator: &Operator, right: &Expression) -> Result<bool> {
        if matches!(operator, Operator::Equal | Operator::NotEqual) {
            let equal = self.equal(left, right)?;
            return Ok(equal == (*operator == Operator::Equal));
        }
        let literal = |side: &Expression| matches!(side, Expression::Blank | Expression::Empty);
        if literal(left) || (literal(right) && *operator != Operator::Contains) {
            return match operator {
                Operator::Unknown(sign) => Err(unknown_operator(sign)),
                // Ruby's literals have neither order nor parts.
                _ => Ok(false),
            };
        }
        let (left, right) = (self.evaluate(left)?, self.evaluate(right)?);
        self.charge_for([left.as_ref(), right.as_ref()])?;
        match operator {
            Operator::Contains => Ok(match (left.as_ref(), right.as_ref()) {
                (Value::Str(text), Value::Str(part)) => self.finds(text, part),
                (left, right) => compare::contains(left, right),
            }),
            Operator::Unknown(sign) => Err(Box::new(Diagnostic::error(
                Code::LiquidSyntax,
                format!("unknown operator `{sign}`"),
            ))),
            _ => compare::order(&left, operator, &right),
        }
    }

    /// `==` of two expressions.
    pub(super) fn equal(&self, left: &Expression, right: &Expression) -> Result<bool> {
        if let (Some(left), Some(right)) = (self.peek(left), self.peek(right)) {
            self.charge_for([left, right])?;
            return Ok(compare::equal(left, right));
        }
        Ok(match (left, right) {
            (Expression::Empty, Expression::Empty) | (Expression::Blank, Expression::Blank) => true,
            (Expression::Empty | Expression::Blank, Expression::Empty | Expression::Blank) => false,
            (Expression::Empty, other) | (other, Expression::Empty) => {
                compare::is_empty(&*self.evaluate(other)?)
            }
            // Plain Ruby objects have no `blank?`, so nothing equals it.
            (Expression::Blank, _) | (_, Expression::Blank) => false,
            _ => {
                let (left, right) = (self.evaluate(left)?, self.evaluate(right)?);
                self.charge_for([left.as_ref(), right.as_ref()])?;
                compare::equal(&left, &right)
            }
        })
    }
}

/// The printed form of an array or hash that remembers it; none where objects in it may print differently later.
fn lasting_text(value: &Value) -> Option<Str> {
    if !matches!(value, Value::Array(_) | Value::Hash(_)) {
        return None;
    }
    let text = print::to_s(value);
    let known = match value {
        Value::Array(array) => array.known_print(),
        Value::Hash(hash) => hash.known_print(),
        _ => None,
    };
    known.is_some().then_some(text)
}

fn too_long(filter: &str) -> Diagnostic {
    Diagnostic::error(
        Code::LimitExceeded,
        format!("`{filter}` makes a text beyond the limit"),
    )
}

fn unknown_operator(sign: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(
        Code::LiquidSyntax,
        format!("unknown operator `{sign}`"),
    ))
}

fn wrong_number(name: &str, given: usize, least: usize, most: usize) -> Diagnostic {
    let wanted = match (least, most) {
        (least, most) if least == most => least.to_string(),
        (least, usize::MAX) => format!("{least} or more"),
        (least, most) => format!("{least} to {most}"),
    };
    // Ruby counts the input as well.
    let expected = match (least, most) {
        (least, most) if least == most => (least + 1).to_string(),
        (least, usize::MAX) => format!("{}+", least + 1),
        (least, most) => format!("{}..{}", least + 1, most + 1),
    };
    let in_ruby = format!(
        "wrong number of arguments (given {}, expected {expected})",
        given + 1
    );
    Diagnostic::error(
        Code::InvalidArgument,
        format!("`{name}` takes {wanted} arguments, not {given}"),
    )
    .about(in_ruby)
}

/// The text a value has for filters that work on texts.
pub fn text_of(value: &Value) -> recto_value::Str {
    print::to_s(value)
}
