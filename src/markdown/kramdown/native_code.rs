//! `<code>`, `<pre>` and formulas in `<script>` made those of Markdown.

use crate::escape::reference;
use crate::kramdown::attributes::{AttrList, Name};
use crate::kramdown::code::{language_class, without_highlighter};
use crate::kramdown::element::{Category, ElementId, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::span::entity_code;

impl Parser<'_> {
    /// `<code>` and `<pre>`: their text, with entities as characters.
    pub(super) fn convert_code(&mut self, id: ElementId, is_block: bool) {
        let mut raw = String::new();
        self.extract_text(id, &mut raw);
        let code = decoded(&raw);
        let only = self
            .tree
            .first(id)
            .filter(|&first| self.tree.next(first).is_none());
        let inner = only.filter(|&only| {
            matches!(self.tree[only].kind, Kind::Html { .. }) && self.pool.get(self.tree[only].text) == "code"
        });
        let mut attrs: AttrList = self.tree[id].attrs;
        let source = self.tree[id].source.start as usize;
        let class = self.attr(attrs, Name::Class).map(str::to_owned);
        if is_block {
            let inner_class = inner.and_then(|inner| self.attr(self.tree[inner].attrs, Name::Class));
            let lang = inner_class.and_then(language_class).map(str::to_owned);
            if let Some(lang) = lang {
                let class = format!("{lang} {}", class.unwrap_or_default());
                let class = self.pool.add(class.trim_end(), source);
                self.set_attr(&mut attrs, Name::Class, class);
            }
        } else if let Some(class) = class {
            let class = self.pool.add(&without_highlighter(&class), source);
            self.set_attr(&mut attrs, Name::Class, class);
        }
        let kind = if is_block {
            Kind::Codeblock {
                lang: Slice::default(),
            }
        } else {
            Kind::Codespan
        };
        self.set_basics(id, kind);
        self.tree[id].attrs = attrs;
        self.tree[id].text = self.pool.add(&code, source);
        self.tree.clear(id);
    }

    /// `<script type="math/tex">` is a formula; others stay.
    pub(super) fn convert_script(&mut self, id: ElementId) {
        let Some(types) = self.script_type(id).filter(|types| types.contains("math/tex")) else {
            self.process_as_html_element(id, "script");
            return;
        };
        let Some(text) = self.tree.first(id).map(|first| self.tree[first].text) else {
            self.process_as_html_element(id, "script");
            return;
        };
        let is_block = types.contains("mode=display");
        let formula = without_cdata(self.pool.get(text)).to_owned();
        self.set_basics(
            id,
            Kind::Math(if is_block { Category::Block } else { Category::Span }),
        );
        let source = self.tree[id].source.start as usize;
        self.tree[id].text = self.pool.add(&formula, source);
        self.tree.clear(id);
        let mut attrs = self.tree[id].attrs;
        let name = Name::Other(self.pool.add("type", source));
        self.delete_attr(&mut attrs, name);
        self.tree[id].attrs = attrs;
    }

    fn script_type(&self, id: ElementId) -> Option<String> {
        let list = self.tree[id].attrs;
        let found = self.attributes.iter(list).find(|attr| match attr.name {
            Name::Other(name) => self.pool.get(name) == "type",
            _ => false,
        });
        found.map(|attr| self.pool.get(attr.value).to_owned())
    }
}

/// The text inside of `% <![CDATA[ … %]]>`.
fn without_cdata(text: &str) -> &str {
    let inside = text.strip_prefix('%').map_or(text, str::trim_start);
    match inside
        .strip_prefix("<![CDATA[")
        .and_then(|inside| inside.strip_suffix("]]>"))
    {
        Some(inside) => {
            let inside = inside.strip_prefix('\n').unwrap_or(inside);
            inside.strip_suffix('%').map_or(inside, |inside| {
                inside.strip_suffix(char::is_whitespace).unwrap_or(inside)
            })
        }
        None => text,
    }
}

/// Text with its entities as characters; those that are not known stay.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known =
            reference(rest.as_bytes()).and_then(|length| Some((length, entity_code(&rest[..length])?)));
        match known.and_then(|(length, code)| Some((length, char::from_u32(code)?))) {
            Some((length, c)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
