//! `paginator`: one page of a paginated list, as a Hash.

use super::View;
use crate::site::Pager;
use crate::value::{Hash, Value};

/// The variables of jekyll-paginate, in its order.
pub(super) fn pager_value(view: &View, pager: &Pager) -> Value {
    let number = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let turn = |to: &Option<(usize, crate::value::Str)>| match to {
        Some((page, path)) => (number(*page), Value::Str(path.clone())),
        None => (Value::Nil, Value::Nil),
    };
    let (previous_page, previous_path) = turn(&pager.previous);
    let (next_page, next_path) = turn(&pager.next);
    let posts = pager.posts.iter().map(|id| view.page(*id)).collect();
    let mut hash = Hash::new();
    hash.insert("page", number(pager.page));
    hash.insert("per_page", number(pager.per_page));
    hash.insert("posts", Value::bare_array(posts));
    hash.insert("total_posts", number(pager.total_posts));
    hash.insert("total_pages", number(pager.total_pages));
    hash.insert("previous_page", previous_page);
    hash.insert("previous_page_path", previous_path);
    hash.insert("next_page", next_page);
    hash.insert("next_page_path", next_path);
    Value::from(hash.deep_merge(&pager.more))
}
