//! Resolves lookups: follows keys and brackets from a variable to a value.
//!
//! Most lookups end at a value stored in a variable, in data or in the template: those are found by
//! [`peek`](Context::peek), which computes and counts nothing. The others are computed by [`lookup`](Context::lookup).

use super::ast::{Command, Expression, Lookup, Root, Step};
use super::compare;
use super::context::Context;
use recto_diag::{Code, Diagnostic, Result};
use recto_value::Value;
use std::borrow::Cow;

static NIL: Value = Value::Nil;

impl Context<'_> {
    /// A reference to the value of an expression. `None` if the value must be computed, or is an error.
    #[inline]
    pub(super) fn peek<'c>(&'c self, expression: &'c Expression) -> Option<&'c Value> {
        match expression {
            Expression::Literal(value) => Some(value),
            Expression::Lookup(lookup) => self.peek_lookup(lookup),
            _ => None,
        }
    }

    #[inline]
    fn peek_lookup<'c>(&'c self, lookup: &'c Lookup) -> Option<&'c Value> {
        let Root::Name(name) = &lookup.root else {
            return None;
        };
        let (mut value, steps) = match self.scopes.get(*name) {
            Some(value) => (value, &*lookup.steps),
            None => self.peek_outside(lookup)?,
        };
        for step in steps {
            // The way of nearly all lookups.
            if let (Value::Hash(hash), Step::Key(key, None)) = (value, step) {
                value = match hash.get(key) {
                    Some(found) => found,
                    None => self.peek_nothing()?,
                };
                continue;
            }
            value = self.peek_step(value, step)?;
        }
        Some(value)
    }

    fn peek_step<'c>(&'c self, value: &'c Value, step: &'c Step) -> Option<&'c Value> {
        match (value, step) {
            (Value::Hash(hash), Step::Key(key, _)) => hash.get(key),
            (Value::Nil, Step::Key(_, None)) => self.peek_nothing(),
            (Value::Hash(hash), Step::Index(index)) => match hash.get_value(self.peek(index)?) {
                Some(found) => Some(found),
                None => self.peek_nothing(),
            },
            (Value::Array(array), Step::Index(index)) => {
                let index = compare::index(self.peek(index)?)?;
                Some(place(array.len(), index).map_or(&NIL, |at| &array[at]))
            }
            (Value::Array(array), Step::Key(_, Some(Command::First))) => Some(array.first().unwrap_or(&NIL)),
            (Value::Array(array), Step::Key(_, Some(Command::Last))) => Some(array.last().unwrap_or(&NIL)),
            _ => None,
        }
    }

    /// Nil for what is not there, unless that is an error.
    #[inline]
    fn peek_nothing(&self) -> Option<&Value> {
        (!self.engine.options().strict_variables).then_some(&NIL)
    }

    /// The global variable that a lookup starts from, or its value under the first key if it is an object. It is looked up
    /// once per rendering, during which globals do not change. Also returns the remaining steps.
    fn peek_outside<'c>(&'c self, lookup: &'c Lookup) -> Option<(&'c Value, &'c [Step])> {
        let Root::Name(name) = &lookup.root else {
            return None;
        };
        let Some(global) = self.kept_global(*name)? else {
            return self.peek_nothing().map(|nil| (nil, &[][..]));
        };
        let (Value::Object(object), [Step::Key(key, command), rest @ ..], Some(path)) =
            (global, &*lookup.steps, lookup.path)
        else {
            return Some((global, &lookup.steps));
        };
        match self.paths.get(path)?.get_or_init(|| object.get(key)) {
            Some(found) => Some((found, rest)),
            None if command.is_none() => self.peek_nothing().map(|nil| (nil, &[][..])),
            None => None,
        }
    }

    /// The value of any lookup.
    pub(super) fn lookup<'c>(&'c self, lookup: &'c Lookup) -> Result<Cow<'c, Value>> {
        let root = match &lookup.root {
            Root::Name(name) => self.variable(*name),
            Root::Computed(expression) => {
                let name = self.evaluate(expression)?.into_owned();
                name.as_str().and_then(|name| self.variable_named(name))
            }
            Root::Nothing => None,
        };
        let mut value = root;
        for step in &lookup.steps {
            match value {
                Some(found) => value = self.step(found, step)?,
                None => break,
            }
        }
        match value {
            Some(value) => Ok(value),
            None => self.missing(lookup),
        }
    }

    fn step<'c>(&'c self, value: Cow<'c, Value>, step: &'c Step) -> Result<Option<Cow<'c, Value>>> {
        Ok(match step {
            Step::Key(key, command) => by_key(value, key, *command),
            Step::Index(index) => by_value(value, &*self.evaluate(index)?),
        })
    }

    fn missing(&self, lookup: &Lookup) -> Result<Cow<'_, Value>> {
        if self.engine().options().strict_variables {
            let message = format!("undefined variable `{}`", lookup.markup);
            let error = Diagnostic::error(Code::UndefinedVariable, message);
            return Err(Box::new(error.about(lookup.markup.to_string())));
        }
        Ok(Cow::Owned(Value::Nil))
    }
}

/// The value under a key; the commands work where there is none.
fn by_key<'v>(value: Cow<'v, Value>, key: &str, command: Option<Command>) -> Option<Cow<'v, Value>> {
    match value {
        Cow::Borrowed(Value::Hash(hash)) => match hash.get(key) {
            Some(found) => Some(Cow::Borrowed(found)),
            None => run_command(value.as_ref(), command?).map(Cow::Owned),
        },
        Cow::Borrowed(Value::Array(array)) => match command? {
            Command::Size => Some(Cow::Owned(Value::Int(array.len() as i64))),
            Command::First => Some(array.first().map_or(Cow::Owned(Value::Nil), Cow::Borrowed)),
            Command::Last => Some(array.last().map_or(Cow::Owned(Value::Nil), Cow::Borrowed)),
        },
        _ => {
            let found = match value.as_ref() {
                Value::Hash(hash) => hash.get(key).cloned(),
                Value::Object(object) => object.get(key),
                _ => None,
            };
            match found {
                Some(found) => Some(Cow::Owned(found)),
                None => run_command(value.as_ref(), command?).map(Cow::Owned),
            }
        }
    }
}

/// The value under a computed key.
fn by_value<'v>(value: Cow<'v, Value>, key: &Value) -> Option<Cow<'v, Value>> {
    if let (Value::Array(array), Some(index)) = (value.as_ref(), compare::index(key)) {
        return Some(match (&value, place(array.len(), index)) {
            (_, None) => Cow::Owned(Value::Nil),
            (Cow::Borrowed(Value::Array(array)), Some(at)) => Cow::Borrowed(&array[at]),
            (_, Some(at)) => Cow::Owned(array[at].clone()),
        });
    }
    match (&value, key) {
        (Cow::Borrowed(Value::Hash(hash)), key) => hash.get_value(key).map(Cow::Borrowed),
        (Cow::Owned(Value::Hash(hash)), key) => hash.get_value(key).cloned().map(Cow::Owned),
        (_, Value::Str(text)) => match value.as_ref() {
            Value::Object(object) => object.get(text).map(Cow::Owned),
            _ => None,
        },
        _ => None,
    }
}

/// The place an index means in an array; a negative one counts from the end.
fn place(length: usize, index: i64) -> Option<usize> {
    let at = match usize::try_from(index) {
        Ok(at) => Some(at),
        Err(_) => length.checked_sub(index.unsigned_abs() as usize),
    };
    at.filter(|at| *at < length)
}

/// `size`, `first` and `last` of values that have no such key.
fn run_command(value: &Value, command: Command) -> Option<Value> {
    match (command, value) {
        (Command::Size, Value::Str(text)) => Some(Value::Int(text.chars().count() as i64)),
        (Command::Size, Value::Array(array)) => Some(Value::Int(array.len() as i64)),
        (Command::Size, Value::Hash(hash)) => Some(Value::Int(hash.len() as i64)),
        // Ruby's Integer#size: bytes of a machine word.
        (Command::Size, Value::Int(_)) => Some(Value::Int(8)),
        (Command::Size, Value::Range(first, last)) => Some(Value::Int((last - first + 1).max(0))),
        (Command::First, Value::Range(first, _)) => Some(Value::Int(*first)),
        (Command::Last, Value::Range(_, last)) => Some(Value::Int(*last)),
        (Command::First, Value::Array(array)) => Some(array.first().cloned().unwrap_or_default()),
        (Command::Last, Value::Array(array)) => Some(array.last().cloned().unwrap_or_default()),
        (Command::First, Value::Hash(hash)) => Some(match hash.at(0) {
            Some((key, value)) => Value::array(vec![key.clone(), value.clone()]),
            None => Value::Nil,
        }),
        (Command::Size, Value::Object(object)) if object.is_hash() => {
            Some(Value::Int(object.entries().len() as i64))
        }
        (Command::First, Value::Object(object)) => Some(match object.entries().into_iter().next() {
            Some((key, value)) => Value::array(vec![key, value]),
            None => Value::Nil,
        }),
        (Command::Size, Value::Big(number)) => Some(Value::Int(number.bits().div_ceil(8) as i64)),
        _ => None,
    }
}
