//! Applies `@extend` after a style sheet is compiled, in a second pass of grass over nothing but its selectors.
//!
//! grass extends selectors while it evaluates, which invents and loses some: a nested rule sees its parent as it is
//! extended so far (`&--info`), and the order of rules decides what is a duplicate. Once the nesting is resolved, the
//! same code is right. So
//!
//! 1. [`prepared`] writes each `@extend` as a declaration and each placeholder as a class, before grass reads a file;
//! 2. [`Sheet::of`] reads the rules of the result;
//! 3. [`Sheet::skeleton`] is a style sheet with these selectors and their `@extend`, each with its
//!    number, and [`Sheet::strongest_first`] another one for a case that grass still takes wrongly;
//! 4. [`Sheet::extended`] writes the result with the selectors that grass has made of them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// The declaration that stands for `@extend`. Both are equally long, so that places in a file stay the same.
const EXTEND: &str = "--rxext:";
/// The beginning of the classes that stand for placeholders.
const PLACEHOLDER: &str = ".rx-placeholder_";
/// The declaration with the number of a rule.
const NUMBER: &str = "--rx:";

/// The text of a style sheet with declarations for `@extend` and classes for placeholders; `indented` selects the
/// syntax of `.sass`.
pub(super) fn prepared(text: &str, indented: bool) -> Cow<'_, str> {
    if !text.contains("@extend") && !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let skipped = skipped(rest, indented);
        if skipped > 0 {
            out.push_str(&rest[..skipped]);
            at += skipped;
        } else if rest.starts_with("@extend") && rest[7..].starts_with([' ', '\t']) {
            out.push_str(EXTEND);
            at += EXTEND.len();
            // The selector may have placeholders, which stay.
            let end = text[at..]
                .find([';', '}', '\n'])
                .map_or(text.len(), |end| at + end);
            let end = interpolation_end(text, at, end);
            out.push_str(&text[at..end]);
            at = end;
        } else if c == '%' && is_placeholder(rest, &text[..at], indented) {
            out.push_str(PLACEHOLDER);
            at += 1;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    Cow::Owned(out)
}

/// `end`, or the end of the value where `end` is the brace of an interpolation in it.
fn interpolation_end(text: &str, from: usize, end: usize) -> usize {
    let value = &text[from..end];
    match text[end..].starts_with('}') && value.matches("#{").count() > value.matches('}').count() {
        true => {
            let after = end + 1;
            let next = text[after..].find([';', '}', '\n']);
            interpolation_end(text, from, next.map_or(text.len(), |next| after + next))
        }
        false => end,
    }
}

/// The length of a comment or a string that begins here, or 0.
fn skipped(rest: &str, indented: bool) -> usize {
    let through = |from: usize, sign: &str| {
        let found = rest[from..].find(sign);
        found.map_or(rest.len(), |at| from + at + sign.len())
    };
    match rest.as_bytes() {
        [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] if !indented => through(2, "*/"),
        [quote @ (b'"' | b'\''), ..] => {
            let mut escaped = false;
            let closed = rest.bytes().enumerate().skip(1).find(|(_, byte)| {
                let closes = !escaped && (byte == quote || *byte == b'\n');
                escaped = !escaped && *byte == b'\\';
                closes
            });
            closed.map_or(rest.len(), |(at, _)| at + 1)
        }
        // An address is not quoted, and `//` in it begins no comment.
        _ if rest.starts_with("url(") => through(4, ")"),
        _ => 0,
    }
}

/// Whether the `%` at the beginning of `rest` begins a placeholder in a selector, and is not an operator or a unit.
fn is_placeholder(rest: &str, before: &str, indented: bool) -> bool {
    let named = rest[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '-' | '#' | '\\'));
    // A number in front, or an expression in parentheses, is an operand.
    let after_operand = before.ends_with(|c: char| c.is_ascii_digit() || c == ')');
    if !named || after_operand {
        return false;
    }
    if indented {
        let line = before.rsplit('\n').next().unwrap_or("").trim_start();
        return !line.starts_with(['$', '@', '+', '=']) && !line.contains(": ");
    }
    // A selector is followed by its block, everything else by a semicolon or the end of the block.
    let mut depth = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '{' if rest[..at].ends_with('#') => depth += 1,
            '{' => return depth == 0,
            '}' if depth > 0 => depth -= 1,
            ';' | '}' => return false,
            _ => {}
        }
    }
    false
}

/// A compiled style sheet with its rules.
#[derive(Debug)]
pub(super) struct Sheet<'c> {
    css: &'c str,
    parts: Vec<Part>,
}

/// A part of a style sheet; everything between parts is white space and comments, at-rules without selectors, and what
/// they contain.
#[derive(Debug)]
enum Part {
    /// A rule with its selector and its declarations.
    Rule {
        selector: Range<usize>,
        body: Range<usize>,
    },
    /// The beginning of an at-rule that contains rules, up to its brace.
    Open(Range<usize>),
    /// Its closing brace.
    Close(usize),
}

impl<'c> Sheet<'c> {
    /// The rules of a style sheet that grass has compiled after [`prepared`]; `None` if there is nothing to extend.
    pub(super) fn of(css: &'c str) -> Option<Self> {
        if !css.contains(EXTEND) && !css.contains(PLACEHOLDER) {
            return None;
        }
        let mut sheet = Self {
            css,
            parts: Vec::new(),
        };
        let (mut at, mut start) = (0, 0);
        while let Some(c) = css[at..].chars().next() {
            let length = skipped(&css[at..], false).max(c.len_utf8());
            match c {
                // A comment before a selector does not belong to it.
                '/' if css[at..].starts_with("/*") => start = at + length,
                ';' => start = at + 1,
                '}' => {
                    sheet.parts.push(Part::Close(at));
                    start = at + 1;
                }
                '{' => {
                    let head = css[start..at].trim_start();
                    let head = at - head.len()..at - head.len() + head.trim_end().len();
                    let end = block_end(css, at);
                    let name = css[head.clone()].split([' ', '(']).next().unwrap_or("");
                    match name {
                        "@media" | "@supports" | "@layer" | "@container" | "@document" | "@-moz-document" => {
                            sheet.parts.push(Part::Open(head));
                            start = at + 1;
                        }
                        // Keyframes, fonts and pages have no selectors.
                        name => {
                            if !name.starts_with('@') {
                                let body = at + 1..end;
                                sheet.parts.push(Part::Rule { selector: head, body });
                            }
                            at = (end + 1).min(css.len());
                            start = at;
                            continue;
                        }
                    }
                }
                _ => {}
            }
            at += length;
        }
        Some(sheet)
    }

    /// The selectors with their `@extend`, each rule with its number, in the syntax of `.scss`.
    pub(super) fn skeleton(&self) -> String {
        let mut out = String::new();
        for (number, part) in self.parts.iter().enumerate() {
            match part {
                Part::Open(head) => _ = writeln!(out, "{} {{", &self.css[head.clone()]),
                Part::Close(_) => out.push_str("}\n"),
                Part::Rule { selector, body } => {
                    let selector = self.css[selector.clone()].replace(PLACEHOLDER, "%");
                    let _ = write!(out, "{selector} {{ {NUMBER} {number};");
                    for target in declarations(&self.css[body.clone()]).filter_map(extended) {
                        let _ = write!(out, " @extend {target};");
                    }
                    out.push_str(" }\n");
                }
            }
        }
        out
    }

    /// The skeleton after all `@extend` outside of at-rules, those of the most specific selectors first, if that can make
    /// a difference: grass notes how specific the first extender with a simple selector is, and drops results that it
    /// takes for less specific duplicates by that.
    pub(super) fn strongest_first(&self) -> Option<String> {
        let mut extenders = Vec::new();
        let mut depth = 0;
        for part in &self.parts {
            match part {
                Part::Open(_) => depth += 1,
                Part::Close(_) => depth -= 1,
                Part::Rule { selector, body } if depth == 0 => {
                    let selector = &self.css[selector.clone()];
                    let targets = declarations(&self.css[body.clone()]).filter_map(extended);
                    extenders.extend(targets.map(|target| (specificity(selector), selector, target)));
                }
                Part::Rule { .. } => {}
            }
        }
        let mut first: HashMap<&str, u32> = HashMap::new();
        let mut differs = false;
        for (specificity, selector, _) in &extenders {
            for simple in simples(selector) {
                differs |= *first.entry(simple).or_insert(*specificity) < *specificity;
            }
        }
        if !differs {
            return None;
        }
        let mut out = String::new();
        extenders.sort_by_key(|(specificity, ..)| std::cmp::Reverse(*specificity));
        for (_, selector, target) in extenders {
            let selector = selector.replace(PLACEHOLDER, "%");
            let _ = writeln!(out, "{selector} {{ @extend {target}; }}");
        }
        Some(out + &self.skeleton())
    }

    /// The style sheet with the selectors of the compiled skeleton, without rules that have none. `strongest_first` is the
    /// other skeleton, compiled: where it has more selectors, they are right, and else the order of the first one.
    pub(super) fn extended(&self, skeleton: &str, strongest_first: Option<&str>) -> String {
        let mut selectors = numbered(skeleton);
        for (number, more) in strongest_first.map(numbered).into_iter().flatten() {
            let count = |list: &str| list.split(',').count();
            if selectors
                .get(&number)
                .is_none_or(|known| count(known) < count(more))
            {
                selectors.insert(number, more);
            }
        }
        let mut out = Writer {
            text: String::with_capacity(self.css.len()),
            space: None,
        };
        // For each open at-rule, the text before it and the space at its beginning, unless a rule is written in it.
        let mut open: Vec<Option<(usize, &str)>> = Vec::new();
        let mut at = 0;
        for (number, part) in self.parts.iter().enumerate() {
            match part {
                Part::Open(head) => {
                    let before = &self.css[at..head.start];
                    let start = out.text.len();
                    out.between(before);
                    let space = before.len() - before.trim_start().len();
                    open.push(Some((start, &before[..space])));
                    let brace = self.css[head.end..]
                        .find('{')
                        .map_or(head.end, |at| head.end + at + 1);
                    out.text.push_str(&self.css[head.start..brace]);
                    at = brace;
                }
                Part::Close(end) => {
                    let between = &self.css[at..*end];
                    at = end + 1;
                    out.space = None;
                    match open.pop().flatten() {
                        Some((start, space)) if between.trim().is_empty() => {
                            out.text.truncate(start);
                            out.space = Some(space);
                        }
                        _ => {
                            out.text.extend([between, "}"]);
                            open.fill(None);
                        }
                    }
                }
                Part::Rule { selector, body } => {
                    let before = &self.css[at..selector.start];
                    let kept = without_extends(&self.css[body.clone()]);
                    at = body.end + 1;
                    match selectors.get(&number).filter(|_| !kept.trim().is_empty()) {
                        Some(extended) => {
                            out.between(before);
                            let space = &self.css[selector.end..body.start - 1];
                            out.text.extend([*extended, space, "{", &kept, "}"]);
                            open.fill(None);
                        }
                        None => out.skip(before),
                    }
                }
            }
        }
        out.text.push_str(&self.css[at.min(self.css.len())..]);
        out.text.trim_start().to_owned()
    }
}

/// Writes rules with the space that grass writes between those that are left.
struct Writer<'c> {
    text: String,
    /// The space before the first of the rules that were skipped since the last one that was written.
    space: Option<&'c str>,
}

impl<'c> Writer<'c> {
    /// Writes what is between the last rule and the next.
    fn between(&mut self, before: &'c str) {
        match self.space.take() {
            Some(space) => self.text.extend([space, before.trim_start()]),
            None => self.text.push_str(before),
        }
    }

    /// Skips a rule after `before`, which may hold comments.
    fn skip(&mut self, before: &'c str) {
        let comments = before.trim();
        if comments.is_empty() {
            self.space.get_or_insert(before);
        } else {
            self.between(before.trim_end());
        }
    }
}

/// The simple selectors of a selector, such as `.a` and `:hover`; those in parentheses belong to theirs.
fn simples(selector: &str) -> impl Iterator<Item = &str> {
    let is_break = |c: char| c.is_whitespace() || matches!(c, '>' | '+' | '~' | ',');
    let mut at = 0;
    std::iter::from_fn(move || {
        at += selector[at..].len() - selector[at..].trim_start_matches(is_break).len();
        let start = at;
        let mut depth = 0;
        for (place, c) in selector[start..].char_indices() {
            let begins_next = matches!(c, '.' | '#' | '[' | ':' | '%')
                && !selector[start..start + place].ends_with([':', '\\']);
            if depth == 0 && place > 0 && (begins_next || is_break(c)) {
                break;
            }
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                _ => {}
            }
            at = start + place + c.len_utf8();
        }
        (start < at).then(|| &selector[start..at])
    })
}

/// How specific the most specific of a list of selectors is, in Sass's units.
fn specificity(selectors: &str) -> u32 {
    let of_one = |selector: &str| {
        let of_simple = |simple: &str| match simple.as_bytes() {
            [b'#', ..] => 1_000_000,
            [b':', b':', ..] => 1,
            [b'.' | b'[' | b':' | b'%', ..] => 1000,
            [b'*', ..] => 0,
            _ => 1,
        };
        simples(selector).map(of_simple).sum()
    };
    selectors.split(',').map(of_one).max().unwrap_or(0)
}

/// The place of the brace that closes the block whose brace opens at `at`.
fn block_end(css: &str, at: usize) -> usize {
    let (mut depth, mut place) = (0, at);
    while let Some(c) = css[place..].chars().next() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return place,
            '}' => depth -= 1,
            _ => {}
        }
        place += skipped(&css[place..], false).max(c.len_utf8());
    }
    css.len()
}

/// The declarations of a block, each with the blanks before it and its semicolon.
fn declarations(body: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        while let Some(c) = body[at..].chars().next() {
            at += skipped(&body[at..], false).max(c.len_utf8());
            if c == ';' {
                break;
            }
        }
        (start < at).then(|| &body[start..at])
    })
}

/// The selector that a declaration extends, if it stands for `@extend`.
fn extended(declaration: &str) -> Option<&str> {
    let value = declaration.trim().strip_prefix(EXTEND)?;
    Some(value.trim_end_matches(';').trim())
}

fn without_extends(body: &str) -> String {
    let all = declarations(body);
    all.filter(|declaration| extended(declaration).is_none())
        .collect()
}

/// The selectors of a compiled skeleton by number.
fn numbered(skeleton: &str) -> HashMap<usize, &str> {
    let mut found = HashMap::new();
    let mut from = 0;
    while let Some(open) = skeleton[from..].find(NUMBER).map(|at| from + at) {
        let value = skeleton[open + NUMBER.len()..].trim_start();
        let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
        let brace = skeleton[..open].rfind('{').unwrap_or(0);
        let head = skeleton[..brace].rfind(['{', '}', ';']).map_or(0, |at| at + 1);
        if let Ok(number) = value[..digits].parse() {
            found.insert(number, skeleton[head..brace].trim());
        }
        from = open + NUMBER.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Sheet, prepared, simples, specificity};

    /// The CSS of a text in the syntax of `.scss`.
    fn compiled(text: &str) -> String {
        let options = grass::Options::default();
        let css = grass::from_string(prepared(text, false).into_owned(), &options).unwrap();
        let sheet = Sheet::of(&css).expect("something to extend");
        let compile = |text: String| grass::from_string(text, &options).unwrap();
        let strongest_first = sheet.strongest_first().map(compile);
        sheet.extended(&compile(sheet.skeleton()), strongest_first.as_deref())
    }

    #[test]
    fn a_suffix_of_an_extended_parent_is_not_extended() {
        assert_eq!(
            compiled("#x{@extend .btn} .btn{color:red; &--info{color:blue}}"),
            ".btn, #x {\n  color: red;\n}\n.btn--info {\n  color: blue;\n}\n"
        );
    }

    #[test]
    fn no_selector_is_lost_or_repeated() {
        assert_eq!(
            compiled(
                "%t{a{margin:0}} %b{a{color:blue}} .b{@extend %b} .p{> table{@extend %t} > .b{@extend %b}}"
            ),
            ".p > table a {\n  margin: 0;\n}\n\n.p > .b a, .b a {\n  color: blue;\n}\n"
        );
        assert_eq!(
            compiled(".p { & > { .b { @extend %b; } } } .b { @extend %b; } %b { th { color: blue; } }"),
            ".p > .b th, .b th {\n  color: blue;\n}\n"
        );
    }

    #[test]
    fn placeholders_that_nothing_extends_are_left_out_with_their_media() {
        assert_eq!(
            compiled(
                "%a{b:c} @media print { %d{e:f} } g{h: 5%; i: 10 % 4} @media print { j{@extend %k} %k{l:m} }"
            ),
            "g {\n  h: 5%;\n  i: 2;\n}\n\n@media print {\n  j {\n    l: m;\n  }\n}\n"
        );
    }

    #[test]
    fn strings_comments_and_addresses_are_left_alone() {
        let text = "a{b:\"@extend %c;\"; d:url(//x/%e{f}); /* @extend %g; */ h: i} %j k{l:m} n{@extend %j}";
        let css = compiled(text);
        for kept in [
            "\"@extend %c;\"",
            "url(//x/%e{f})",
            "/* @extend %g; */",
            "n k {\n  l: m;\n}",
        ] {
            assert!(css.contains(kept), "{kept} in {css}");
        }
    }

    #[test]
    fn computed_targets_and_optional_ones_are_extended() {
        assert_eq!(
            compiled(
                "$n: b; %a-#{$n}{c:d} e{@extend %a-#{$n}; @extend .f !optional} @mixin m{@extend %a-b} g{@include m}"
            ),
            "g, e {\n  c: d;\n}\n"
        );
    }

    #[test]
    fn selectors_are_read_by_their_parts() {
        let parts: Vec<&str> = simples("a.b:not(.c > d)::after > #e[f=\"g h\"] , *").collect();
        assert_eq!(
            parts,
            ["a", ".b", ":not(.c > d)", "::after", "#e", "[f=\"g h\"]", "*"]
        );
        assert_eq!(specificity("a.b, #c d"), 1_000_001);
    }
}
