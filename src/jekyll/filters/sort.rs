//! `sort`, of plain items or by a property.

use super::unfit;
use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::Host;
use crate::jekyll::order::merge_sort;
use crate::jekyll::property::{item_property, named, order};
use crate::jekyll::shared::{Question, Work, shared};
use crate::liquid::{self, Context, compare};
use crate::value::{Value, print};
use std::cmp::Ordering;
use std::sync::Arc;

/// Sorts; `nil` properties come first unless the second argument is `last`.
pub(super) fn sort(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let fault = |message: String| Err(Box::new(Diagnostic::error(Code::InvalidArgument, message)));
    if input.is_nil() {
        return fault("cannot sort nothing (nil)".to_owned());
    }
    let Some(property) = args.first().filter(|property| !property.is_nil()) else {
        return plain(&input);
    };
    let nils_first = match args.get(1) {
        None => true,
        Some(Value::Str(order)) if &**order == "first" => true,
        Some(Value::Str(order)) if &**order == "last" => false,
        Some(other) => {
            return fault(format!(
                "invalid order of nils `{}`: it must be `first` or `last`",
                print::to_s(other)
            ));
        }
    };
    let Value::Array(items) = &input else {
        return unfit("sort", "an array", &input);
    };
    let property = print::to_s(property);
    let is_jekyll_3 = Host::renders_as_jekyll_3(context);
    let sort = |_: &mut Context<'_>| {
        let keyed = items
            .iter()
            .map(|item| Ok((item_property(item, &property, is_jekyll_3)?, item)));
        let keyed = keyed.collect::<Result<Vec<_>>>()?;
        let sorted = merge_sort(keyed, &mut |a, b| Ok(order(&a.0, &b.0, nils_first)))?;
        let sorted = sorted.into_iter().map(|(_, item)| item.clone());
        Ok(Value::Array(Arc::new(items.like(sorted.collect()))))
    };
    let question = Question {
        filter: "sort",
        property: property.clone(),
        target: Some((u8::from(nils_first), "".into())),
    };
    shared(context, Work::Filter(items, question), sort)
}

/// Ruby's own `sort`, which fails where two items do not compare.
fn plain(input: &Value) -> Result<Value> {
    let items = match input {
        Value::Array(items) => items.to_vec(),
        Value::Range(first, last) => liquid::range(*first, *last)?,
        Value::Hash(hash) => {
            let pair = |(key, value): (&Value, &Value)| Value::array(vec![key.clone(), value.clone()]);
            hash.iter().map(pair).collect()
        }
        // `site.categories` and the like: pairs of a name and its posts.
        Value::Object(object) => {
            let entries = object.entries().into_iter();
            entries
                .map(|(key, value)| Value::array(vec![key, value]))
                .collect()
        }
        other => return unfit("sort", "an array", other),
    };
    let sorted = merge_sort(items, &mut |a, b| compared(a, b))?;
    Ok(match input {
        Value::Array(items) => Value::Array(Arc::new(items.like(sorted))),
        _ => Value::array(sorted),
    })
}

fn compared(a: &Value, b: &Value) -> Result<Ordering> {
    compare::three_way(a, b).ok_or_else(|| {
        let message = format!("cannot sort {} with {}", named(a), named(b));
        let error = Diagnostic::error(Code::InvalidComparison, message);
        Box::new(error.hint("sort by a property: `sort: \"title\"`"))
    })
}
