//! `where`, `find` and their forms with expressions: items that have a property, or for which a condition holds.

use crate::diag::Result;
use crate::jekyll::Host;
use crate::jekyll::memo::Question;
use crate::jekyll::property::{Target, item_property};
use crate::liquid::Context;
use crate::value::{Array, Str, Value, print};
use std::sync::Arc;

/// The longest range that is written out.
const LONGEST: i64 = 10_000_000;

/// The numbers of a range.
pub(super) fn range(first: i64, last: i64) -> Vec<Value> {
    (first..=last.min(first.saturating_add(LONGEST)))
        .map(Value::Int)
        .collect()
}

/// The items of what can be searched; of a hash its values.
fn items(input: &Value) -> Option<Arc<Array>> {
    Some(match input {
        Value::Array(items) => Arc::clone(items),
        Value::Range(first, last) => Arc::new(Array::from(range(*first, *last))),
        Value::Hash(hash) => Arc::new(hash.iter().map(|(_, value)| value.clone()).collect()),
        Value::Object(object) if object.is_hash() => {
            let entries = object.entries();
            Arc::new(entries.into_iter().map(|(_, value)| value).collect())
        }
        _ => return None,
    })
}

/// What `where` and `find` are asked for; none where they give back their input.
fn asked(input: &Value, args: &[Value]) -> Option<(Arc<Array>, Str, Target)> {
    let (property, value) = (args.first()?, args.get(1)?);
    if !property.is_truthy() || matches!(value, Value::Array(_) | Value::Hash(_)) {
        return None;
    }
    Some((items(input)?, print::to_s(property), Target::of(value)))
}

fn question(filter: &'static str, property: &Str, target: &Target) -> Question {
    let wanted = match target {
        Target::Nil => (0, "".into()),
        Target::Empty => (1, "".into()),
        Target::Text(text) => (2, Str::clone(text)),
    };
    Question {
        filter,
        property: Str::clone(property),
        wanted: Some(wanted),
    }
}

/// The items whose property is a value, or an array that holds it.
pub(super) fn where_(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some((items, property, target)) = asked(&input, args) else {
        return Ok(input);
    };
    let work = || {
        let mut found = Vec::new();
        for item in items.iter() {
            if target.matches(&item_property(item, &property)?) {
                found.push(item.clone());
            }
        }
        Ok(Value::array(found))
    };
    match context.host::<Host>() {
        Some(host) => host
            .memo
            .answer(&items, question("where", &property, &target), work),
        None => work(),
    }
}

/// The first of those.
pub(super) fn find(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some((items, property, target)) = asked(&input, args) else {
        return Ok(input);
    };
    let work = || {
        for item in items.iter() {
            if target.matches(&item_property(item, &property)?) {
                return Ok(item.clone());
            }
        }
        Ok(Value::Nil)
    };
    match context.host::<Host>() {
        Some(host) => host
            .memo
            .answer(&items, question("find", &property, &target), work),
        None => work(),
    }
}

/// Runs `each` for every item for which the condition holds, until it says to stop.
fn search(
    context: &mut Context<'_>,
    items: &Arc<Array>,
    args: &[Value],
    mut each: impl FnMut(&Value) -> bool,
) -> Result<()> {
    let (variable, condition) = (print::to_s(&args[0]), print::to_s(&args[1]));
    let name = context.engine().name(&variable);
    for item in items.iter() {
        let holds = context.with_variable(name, item.clone(), |context| context.test_text(&condition))?;
        if holds && !each(item) {
            break;
        }
    }
    Ok(())
}

/// The items for which a condition holds.
pub(super) fn where_exp(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some(items) = items(&input) else {
        return Ok(input);
    };
    let mut found = Vec::new();
    search(context, &items, args, |item| {
        found.push(item.clone());
        true
    })?;
    Ok(Value::array(found))
}

/// The first of those.
pub(super) fn find_exp(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some(items) = items(&input) else {
        return Ok(input);
    };
    let mut found = Value::Nil;
    search(context, &items, args, |item| {
        found = item.clone();
        false
    })?;
    Ok(found)
}
