//! Parses conditions: comparisons joined by `and` and `or`, read as Ruby's parsers do.

use super::ast::{Comparison, Condition, Joint, Operator};
use super::fragment::{find_fragment, quoted_fragment, run, spaces};
use super::parser::Parser;
use super::strict::{Cursor, Fault, Kind};
use recto_diag::{Code, Diagnostic, Result};
use recto_text::ascii::{is_space, is_word};

impl Parser<'_> {
    /// A condition as `if` and Jekyll's `where_exp` read it; `at` is where `markup` starts in the template.
    pub fn condition(&mut self, markup: &str, at: usize) -> Result<Condition> {
        match self.strictly(markup, at, |parser, markup, _| parser.condition_strict(markup))? {
            Some(condition) => Ok(condition),
            None => self.condition_lax(markup).ok_or_else(|| {
                let mut error = Diagnostic::error(Code::LiquidSyntax, "syntax error in a condition");
                error.span = self.place(at, at + markup.len());
                Box::new(error.hint("write `a == b`, with `and` and `or` between comparisons"))
            }),
        }
    }

    /// A condition by the strict grammar, whatever the mode: so Jekyll's filters read theirs.
    pub(super) fn condition_at_run_time(&mut self, markup: &str) -> Result<Condition> {
        self.condition_strict(markup).map_err(|fault| {
            let error = Diagnostic::error(
                Code::LiquidSyntax,
                format!("invalid condition `{markup}`: {}", fault.message),
            );
            Box::new(error.hint("write `a == b`, with `and` and `or` between comparisons"))
        })
    }

    fn condition_strict(&mut self, markup: &str) -> std::result::Result<Condition, Fault> {
        let mut cursor = Cursor::new(markup)?;
        let first = self.comparison_strict(&mut cursor)?;
        let mut rest = Vec::new();
        loop {
            let joint = match () {
                () if cursor.accept_word("and") => Joint::And,
                () if cursor.accept_word("or") => Joint::Or,
                () => break,
            };
            rest.push((joint, self.comparison_strict(&mut cursor)?));
        }
        cursor.expect(Kind::End)?;
        Ok(Condition { first, rest })
    }

    fn comparison_strict(&mut self, cursor: &mut Cursor<'_>) -> std::result::Result<Comparison, Fault> {
        let left = self.expression(&cursor.expression()?);
        let test = match cursor.accept(Kind::Comparison) {
            Some(sign) => Some((operator(sign), self.expression(&cursor.expression()?))),
            None => None,
        };
        Ok(Comparison { left, test })
    }

    /// A condition read by the lax rules; `None` where Ruby calls it a syntax error.
    fn condition_lax(&self, markup: &str) -> Option<Condition> {
        // Ruby reads from the end: comparison, joint, comparison; a joint in front has an empty comparison before it.
        let mut parts = condition_parts(markup);
        let mut last = self.comparison(parts.pop()?)?;
        let mut rest = Vec::new();
        while let Some(joint) = parts.pop() {
            let before = self.comparison(parts.pop().unwrap_or(""))?;
            let joint = match joint.trim() {
                "and" => Joint::And,
                "or" => Joint::Or,
                _ => return None,
            };
            rest.push((joint, std::mem::replace(&mut last, before)));
        }
        rest.reverse();
        Some(Condition { first: last, rest })
    }

    /// `If::Syntax`: a fragment, perhaps an operator and another fragment.
    fn comparison(&self, markup: &str) -> Option<Comparison> {
        let bytes = markup.as_bytes();
        let (start, end) = find_fragment(bytes, 0)?;
        let left = self.expression(&markup[start..end]);
        let from = spaces(bytes, end);
        let to = run(bytes, from, |byte| {
            matches!(byte, b'=' | b'!' | b'<' | b'>' | b'_' | b'a'..=b'z')
        });
        let test = (to > from).then(|| {
            let from_right = spaces(bytes, to);
            let right = quoted_fragment(bytes, from_right).map_or("", |past| &markup[from_right..past]);
            (operator(&markup[from..to]), self.expression(right))
        });
        Some(Comparison { left, test })
    }
}

fn operator(text: &str) -> Operator {
    match text {
        "==" => Operator::Equal,
        "!=" | "<>" => Operator::NotEqual,
        "<" => Operator::Less,
        ">" => Operator::Greater,
        "<=" => Operator::LessOrEqual,
        ">=" => Operator::GreaterOrEqual,
        "contains" => Operator::Contains,
        other => Operator::Unknown(other.into()),
    }
}

/// `ExpressionsAndOperators`: comparisons and the `and` and `or` between them.
fn condition_parts(markup: &str) -> Vec<&str> {
    let bytes = markup.as_bytes();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = joint_end(bytes, at).or_else(|| operand_end(bytes, at));
        match end {
            Some(end) => {
                parts.push(&markup[at..end]);
                at = end;
            }
            None => at += 1,
        }
    }
    parts
}

/// `\b(?:\s?and\s?|\s?or\s?)\b` at `at`.
fn joint_end(bytes: &[u8], at: usize) -> Option<usize> {
    if !boundary(bytes, at) {
        return None;
    }
    let start = at + usize::from(bytes.get(at).copied().is_some_and(is_space));
    let rest = &bytes[start..];
    let end = match rest {
        [b'a', b'n', b'd', ..] => start + 3,
        [b'o', b'r', ..] => start + 2,
        _ => return None,
    };
    let past = end + usize::from(bytes.get(end).copied().is_some_and(is_space));
    [past, end].into_iter().find(|end| boundary(bytes, *end))
}

/// `\b`.
fn boundary(bytes: &[u8], at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .and_then(|before| bytes.get(before))
        .copied()
        .is_some_and(is_word);
    before != bytes.get(at).copied().is_some_and(is_word)
}

/// `(?:\s*(?!and|or)(?:QuotedFragment|\S+)\s*)+` at `at`.
fn operand_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = None;
    let mut from = at;
    loop {
        let start = spaces(bytes, from);
        if start >= bytes.len() || joint_end(bytes, start).is_some() {
            return end;
        }
        let past = quoted_fragment(bytes, start).unwrap_or_else(|| run(bytes, start, |byte| !is_space(byte)));
        from = spaces(bytes, past);
        end = Some(from);
    }
}
