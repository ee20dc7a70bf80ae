//! Jekyll's filters, as a table for the engine. Those that Liquid has as well (`date`, `sort`, `where`…) are here
//! where Jekyll's answer differs or needs the site's clock.

mod convert;
mod dates;
mod data;
mod group;
mod lists;
mod search;
mod sort;
mod urls;
mod words;

use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::property::named;
use crate::liquid::{Filter, RunFilter};
use crate::value::{Str, Value};

const fn filter(name: &'static str, arity: (usize, usize), run: RunFilter) -> Filter {
    Filter {
        name,
        arity,
        run,
        pure_text: false,
    }
}

/// A filter that makes one text of the printed form of anything, and looks at nothing else.
const fn pure(name: &'static str, arity: (usize, usize), run: RunFilter) -> Filter {
    Filter {
        name,
        arity,
        run,
        pure_text: true,
    }
}

/// All of Jekyll's filters.
pub const FILTERS: &[Filter] = &[
    filter("markdownify", (0, 0), convert::markdownify),
    filter("smartify", (0, 0), convert::smartify),
    filter("sassify", (0, 0), convert::sassify),
    filter("scssify", (0, 0), convert::scssify),
    filter("slugify", (0, 1), words::slugify),
    pure("xml_escape", (0, 0), words::xml_escape),
    filter("cgi_escape", (0, 0), words::cgi_escape),
    filter("uri_escape", (0, 0), words::uri_escape),
    pure("normalize_whitespace", (0, 0), words::normalize_whitespace),
    filter("number_of_words", (0, 1), words::number_of_words),
    filter(
        "array_to_sentence_string",
        (0, 1),
        words::array_to_sentence_string,
    ),
    filter("jsonify", (0, 0), data::jsonify),
    filter("inspect", (0, 0), data::inspect),
    filter("to_integer", (0, 0), data::to_integer),
    filter("where", (2, 2), search::where_),
    filter("where_exp", (2, 2), search::where_exp),
    filter("find", (2, 2), search::find),
    filter("find_exp", (2, 2), search::find_exp),
    filter("group_by", (1, 1), group::group_by),
    filter("group_by_exp", (2, 2), group::group_by_exp),
    filter("sort", (0, 2), sort::sort),
    filter("concat", (1, 1), lists::concat),
    filter("pop", (0, 1), lists::pop),
    filter("push", (1, 1), lists::push),
    filter("shift", (0, 1), lists::shift),
    filter("unshift", (1, 1), lists::unshift),
    filter("sample", (0, 1), lists::sample),
    filter("date", (1, 1), dates::date),
    filter("date_to_string", (0, 2), dates::date_to_string),
    filter("date_to_long_string", (0, 2), dates::date_to_long_string),
    filter("date_to_xmlschema", (0, 0), dates::date_to_xmlschema),
    filter("date_to_rfc822", (0, 0), dates::date_to_rfc822),
    filter("relative_url", (0, 0), urls::relative_url),
    filter("absolute_url", (0, 0), urls::absolute_url),
    filter("strip_index", (0, 0), urls::strip_index),
];

/// The error of a filter that cannot work on `input`.
fn unfit<T>(filter: &str, wanted: &str, input: &Value) -> Result<T> {
    let message = format!("`{filter}` requires {wanted}, not {}", named(input));
    Err(Box::new(Diagnostic::error(Code::InvalidArgument, message)))
}

/// The text of an input that must be a String.
fn text_in(filter: &str, input: &Value) -> Result<Str> {
    match input {
        Value::Str(text) => Ok(Str::clone(text)),
        other => unfit(filter, "a text", other),
    }
}

/// Liquid's `Utils.to_integer`: the integer that a value prints as.
fn whole_number(value: &Value) -> Result<i64> {
    let text = crate::value::print::to_s(value);
    let digits = text.trim().replace('_', "");
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    let invalid = || {
        Box::new(Diagnostic::error(
            Code::InvalidArgument,
            format!("`{text}` is not a whole number"),
        ))
    };
    digits.parse().map_err(|_| invalid())
}
