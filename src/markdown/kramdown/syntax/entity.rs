//! The meaning of entities.

use crate::entities;

/// The code point of an entity with its `&` and `;`, if its name is known. `html5` includes the names that kramdown
/// 2.5 added.
pub(crate) fn code_point(source: &str, html5: bool) -> Option<u32> {
    let inside = &source[1..source.len() - 1];
    let number = if let Some(hex) = inside.strip_prefix("#x") {
        u32::from_str_radix(hex, 16)
    } else if let Some(decimal) = inside.strip_prefix('#') {
        decimal.parse()
    } else {
        return entities::by_name(inside, html5);
    };
    Some(entities::by_number(number.unwrap_or(u32::MAX)))
}
