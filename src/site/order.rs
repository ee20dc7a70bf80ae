//! The order of documents in their collections, as Ruby's `sort!` gives it.

use super::PageDraft;
use crate::config::CollectionConfig;
use crate::diag::{Code, Diagnostic};
use crate::value::Value;
use std::cmp::Ordering;

/// Puts the documents of a collection into their order: by `order`, else by the key `sort_by`, else by date and path.
/// Jekyll 3 knows only the last of these.
pub(super) fn sort(
    docs: &mut Vec<PageDraft>,
    config: &CollectionConfig,
    is_jekyll_3: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    merge_sort(docs, &mut by_date);
    // Jekyll does not look at these keys for posts.
    if &*config.label == "posts" || is_jekyll_3 {
        return;
    }
    if let Some(order) = &config.order {
        let folder = format!("_{}/", config.label);
        let listed = |page: &PageDraft| {
            let path = page.path.strip_prefix(&folder)?;
            order
                .iter()
                .position(|entry| entry.trim_start_matches('/') == path)
        };
        docs.sort_by_cached_key(|page| listed(page).unwrap_or(usize::MAX));
    } else if let Some(key) = &config.sort_by {
        let mut unsorted: Vec<String> = Vec::new();
        let mut compare = |a: &PageDraft, b: &PageDraft| by_key(key, a, b, &mut unsorted);
        merge_sort(docs, &mut compare);
        unsorted.sort_unstable();
        unsorted.dedup();
        for path in unsorted {
            let text = format!("`{path}` has no `{key}`, by which its collection is sorted; it comes last");
            diagnostics.push(
                Diagnostic::warning(Code::MissingSortKey, text)
                    .about(&**key)
                    .hint(format!("give it a `{key}` in its front matter")),
            );
        }
    }
}

/// By date, then by path. A document without a date is compared by path alone, so this is not a total order; the
/// result then depends on the way of sorting.
fn by_date(a: &PageDraft, b: &PageDraft) -> Ordering {
    let dates = match (&a.date, &b.date) {
        (Some(a), Some(b)) => a.cmp(b),
        _ => Ordering::Equal,
    };
    dates.then_with(|| a.path.cmp(&b.path))
}

fn by_key(key: &str, a: &PageDraft, b: &PageDraft, unsorted: &mut Vec<String>) -> Ordering {
    let (left, right) = (a.get(key), b.get(key));
    match (left.is_nil(), right.is_nil()) {
        (true, false) => {
            unsorted.push(a.path.to_string());
            Ordering::Greater
        }
        (false, true) => {
            unsorted.push(b.path.to_string());
            Ordering::Less
        }
        _ => match compare(&left, &right) {
            None | Some(Ordering::Equal) => by_date(a, b),
            Some(order) => order,
        },
    }
}

/// Ruby's `<=>` between values of front matter.
fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    let float = |n: &i64| *n as f64;
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Float(b)) => float(a).partial_cmp(b),
        (Value::Float(a), Value::Int(b)) => a.partial_cmp(&float(b)),
        (Value::Str(a), Value::Str(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::Array(a), Value::Array(b)) => {
            for (a, b) in a.iter().zip(b.iter()) {
                match compare(a, b)? {
                    Ordering::Equal => {}
                    order => return Some(order),
                }
            }
            Some(a.len().cmp(&b.len()))
        }
        _ => None,
    }
}

/// The merge sort of the C library that Ruby's `sort!` runs on: halves, the smaller one first; of two that are equal
/// the left one first. Accepts comparisons that are not a total order, as Ruby does.
pub(super) fn merge_sort<T>(items: &mut Vec<T>, compare: &mut impl FnMut(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let mut right = items.split_off(items.len() / 2);
    merge_sort(items, compare);
    merge_sort(&mut right, compare);
    let mut merged = Vec::with_capacity(items.len() + right.len());
    let mut left = items.drain(..).peekable();
    let mut right = right.into_iter().peekable();
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let next = if compare(a, b) == Ordering::Greater {
            right.next()
        } else {
            left.next()
        };
        merged.extend(next);
    }
    merged.extend(left);
    merged.extend(right);
    *items = merged;
}
