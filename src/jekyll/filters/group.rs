//! `group_by` and `group_by_exp`: items gathered under what they have in common.

use crate::diag::Result;
use crate::jekyll::Host;
use crate::jekyll::property::item_property;
use crate::jekyll::shared::{Question, Work, shared};
use crate::liquid::{self, Context};
use crate::value::{Array, Hash, Value, print};
use std::borrow::Cow;
use std::sync::Arc;

/// The items of what can be grouped: arrays, ranges, and hashes as pairs.
fn items(input: &Value) -> Result<Option<Cow<'_, [Value]>>> {
    let pair = |(key, value): (&Value, &Value)| Value::array(vec![key.clone(), value.clone()]);
    Ok(Some(match input {
        Value::Array(items) => Cow::Borrowed(&items[..]),
        Value::Range(first, last) => Cow::Owned(liquid::range(*first, *last)?),
        Value::Hash(hash) => Cow::Owned(hash.iter().map(pair).collect()),
        Value::Object(object) => {
            let entries = object.entries();
            Cow::Owned(entries.iter().map(|(key, value)| pair((key, value))).collect())
        }
        _ => return Ok(None),
    }))
}

/// Groups, in the order in which they first appear.
#[derive(Default)]
struct Groups {
    /// Place of each name among the groups.
    names: Hash,
    groups: Vec<(Value, Vec<Value>)>,
}

/// A list of the kind that `input` is.
fn kind_of(input: &Value) -> Arc<Array> {
    match input {
        Value::Array(items) => Arc::clone(items),
        _ => Arc::default(),
    }
}

impl Groups {
    fn add(&mut self, name: Value, item: Value) {
        let place = match self.names.get_value(&name) {
            Some(Value::Int(place)) => usize::try_from(*place).unwrap_or(0),
            _ => {
                let place = self.groups.len();
                self.names.insert(name.clone(), i64::try_from(place).unwrap_or(0));
                self.groups.push((name, Vec::new()));
                place
            }
        };
        self.groups[place].1.push(item);
    }

    /// The groups, their items in lists of the kind that `input` is.
    fn finish(self, input: &Value) -> Value {
        let kind = kind_of(input);
        let groups = self.groups.into_iter().map(|(name, items)| {
            let size = i64::try_from(items.len()).unwrap_or(i64::MAX);
            let mut group = Hash::new();
            group.insert("name", name);
            group.insert("items", Value::Array(Arc::new(kind.like(items))));
            group.insert("size", size);
            Value::from(group)
        });
        Value::array(groups.collect())
    }
}

/// By the printed form of a property.
pub(super) fn group_by(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some(items) = items(&input)? else {
        return Ok(input);
    };
    let property = args.first().map(print::to_s).unwrap_or_default();
    let is_jekyll_3 = Host::renders_as_jekyll_3(context);
    let group = |_: &mut Context<'_>| {
        let mut groups = Groups::default();
        for item in items.iter() {
            let name = print::to_s(&item_property(item, &property, is_jekyll_3)?);
            groups.add(Value::Str(name), item.clone());
        }
        Ok(groups.finish(&input))
    };
    let Value::Array(array) = &input else {
        return group(context);
    };
    let question = Question {
        filter: "group_by",
        property: property.clone(),
        target: None,
    };
    shared(context, Work::Filter(array, question), group)
}

/// By the value of an expression over each item.
pub(super) fn group_by_exp(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Some(items) = items(&input)? else {
        return Ok(input);
    };
    let (variable, expression) = (print::to_s(&args[0]), print::to_s(&args[1]));
    let name = context.engine().name(&variable);
    let group = |context: &mut Context<'_>| {
        let mut groups = Groups::default();
        for item in items.iter() {
            let key =
                context.with_variable(name, item.clone(), |context| context.evaluate_text(&expression))?;
            groups.add(key, item.clone());
        }
        Ok(groups.finish(&input))
    };
    let Value::Array(array) = &input else {
        return group(context);
    };
    let question = Question {
        filter: "group_by_exp",
        property: expression.clone(),
        target: Some((0, variable)),
    };
    shared(context, Work::Filter(array, question), group)
}
