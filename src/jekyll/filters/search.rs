//! `where`, `find` and their forms with expressions: items that have a property, or for which a condition holds.

use crate::diag::Result;
use crate::jekyll::Host;
use crate::jekyll::property::{Target, item_property};
use crate::jekyll::shared::{Question, Work, shared};
use crate::liquid::{self, Context};
use crate::value::{Array, Str, Value, print};
use std::sync::Arc;

/// The items of what can be searched; of a hash its values.
fn items(input: &Value) -> Result<Option<Arc<Array>>> {
    Ok(Some(match input {
        Value::Array(items) => Arc::clone(items),
        Value::Range(first, last) => Arc::new(Array::from(liquid::range(*first, *last)?)),
        Value::Hash(hash) => Arc::new(hash.iter().map(|(_, value)| value.clone()).collect()),
        Value::Object(object) if object.is_hash() => {
            let entries = object.entries();
            Arc::new(entries.into_iter().map(|(_, value)| value).collect())
        }
        _ => return Ok(None),
    }))
}

/// The target of `where` and `find`; `None` if they return their input.
fn asked(input: &Value, args: &[Value]) -> Result<Option<(Arc<Array>, Str, Target)>> {
    let (Some(property), Some(value)) = (args.first(), args.get(1)) else {
        return Ok(None);
    };
    if !property.is_truthy() || matches!(value, Value::Array(_) | Value::Hash(_)) {
        return Ok(None);
    }
    let items = items(input)?;
    Ok(items.map(|items| (items, print::to_s(property), Target::of(value))))
}

fn question(filter: &'static str, property: &Str, target: &Target) -> Question {
    let target = match target {
        Target::Nil => (0, "".into()),
        Target::Empty => (1, "".into()),
        Target::Text(text) => (2, Str::clone(text)),
    };
    Question {
        filter,
        property: Str::clone(property),
        target: Some(target),
    }
}

/// The items whose property is a value, or an array that holds it.
pub(super) fn where_(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some((items, property, target)) = asked(&input, args)? else {
        return Ok(input);
    };
    let is_jekyll_3 = Host::renders_as_jekyll_3(context);
    if is_jekyll_3 && matches!(target, Target::Nil) {
        return Ok(input);
    }
    let find = |_: &mut Context<'_>| {
        let mut found = Vec::new();
        for item in items.iter() {
            if target.matches(&item_property(item, &property, is_jekyll_3)?) {
                found.push(item.clone());
            }
        }
        Ok(Value::Array(Arc::new(items.like(found))))
    };
    let question = question("where", &property, &target);
    shared(context, Work::Filter(&items, question), find)
}

/// The first of those.
pub(super) fn find(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some((items, property, target)) = asked(&input, args)? else {
        return Ok(input);
    };
    let is_jekyll_3 = Host::renders_as_jekyll_3(context);
    let find = |_: &mut Context<'_>| {
        for item in items.iter() {
            if target.matches(&item_property(item, &property, is_jekyll_3)?) {
                return Ok(item.clone());
            }
        }
        Ok(Value::Nil)
    };
    let question = question("find", &property, &target);
    shared(context, Work::Filter(&items, question), find)
}

/// The items for which the condition in the second argument holds of the name in the first, at most `most`.
fn search(context: &mut Context<'_>, items: &Arc<Array>, args: &[Value], most: usize) -> Result<Value> {
    let (variable, condition) = (print::to_s(&args[0]), print::to_s(&args[1]));
    let name = context.engine().name(&variable);
    let find = |context: &mut Context<'_>| {
        let mut found = Vec::new();
        for item in items.iter() {
            let holds = context.with_variable(name, item.clone(), |context| context.test_text(&condition))?;
            if holds {
                found.push(item.clone());
            }
            if found.len() == most {
                break;
            }
        }
        Ok(Value::Array(Arc::new(items.like(found))))
    };
    let question = Question {
        filter: if most == 1 { "find_exp" } else { "where_exp" },
        property: Str::clone(&condition),
        target: Some((0, Str::clone(&variable))),
    };
    shared(context, Work::Filter(items, question), find)
}

/// The items for which a condition holds.
pub(super) fn where_exp(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    match items(&input)? {
        Some(items) => search(context, &items, args, usize::MAX),
        None => Ok(input),
    }
}

/// The first of those.
pub(super) fn find_exp(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some(items) = items(&input)? else {
        return Ok(input);
    };
    let found = search(context, &items, args, 1)?;
    let first = found.as_array().and_then(|found| found.first());
    Ok(first.cloned().unwrap_or_default())
}
