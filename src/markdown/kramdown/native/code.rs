//! Conversion of `<code>`, `<pre>` and of formulas in `<script>`.

use crate::escape::reference;
use crate::kramdown::classes::{language_class, without_highlighter};
use crate::kramdown::document::{AttrList, AttrName, Category, ElementId, ElementKind, TextRange};
use crate::kramdown::native::ElementConverter;
use crate::kramdown::syntax::entity::code_point;

impl ElementConverter<'_, '_> {
    /// Converts `<code>` and `<pre>`. Entities in their text become characters.
    pub(super) fn convert_code(&mut self, id: ElementId, is_block: bool) {
        let mut raw = String::new();
        self.extract_text(id, &mut raw);
        let code = decoded(&raw, self.doc.options().behavior().html5_entities);
        let only = self
            .doc
            .tree
            .first(id)
            .filter(|&first| self.doc.tree.next(first).is_none());
        let inner = only.filter(|&only| {
            matches!(self.doc.tree[only].kind, ElementKind::Html { .. })
                && self.doc.arena.get(self.doc.tree[only].text) == "code"
        });
        let mut attrs: AttrList = self.doc.tree[id].attrs;
        let source = self.doc.tree[id].source.start as usize;
        let class = self.doc.attr(attrs, AttrName::Class).map(str::to_owned);
        if is_block {
            let inner_class =
                inner.and_then(|inner| self.doc.attr(self.doc.tree[inner].attrs, AttrName::Class));
            let lang = inner_class.and_then(language_class).map(str::to_owned);
            if let Some(lang) = lang {
                let class = format!("{lang} {}", class.unwrap_or_default());
                let class = self.doc.arena.add(class.trim_end(), source);
                self.doc.set_attr(&mut attrs, AttrName::Class, class);
            }
        } else if let Some(class) = class {
            let class = self.doc.arena.add(&without_highlighter(&class), source);
            self.doc.set_attr(&mut attrs, AttrName::Class, class);
        }
        let kind = if is_block {
            ElementKind::Codeblock {
                lang: TextRange::default(),
            }
        } else {
            ElementKind::Codespan
        };
        self.set_basics(id, kind);
        self.doc.tree[id].attrs = attrs;
        self.doc.tree[id].text = self.doc.arena.add(&code, source);
        self.doc.tree.clear(id);
    }

    /// Converts `<script type="math/tex">` to a formula. Other scripts are kept.
    pub(super) fn convert_script(&mut self, id: ElementId) {
        let Some(types) = self
            .doc
            .other_attr(self.doc.tree[id].attrs, "type")
            .map(str::to_owned)
            .filter(|types| types.contains("math/tex"))
        else {
            self.process_as_html_element(id, "script");
            return;
        };
        let Some(text) = self.doc.tree.first(id).map(|first| self.doc.tree[first].text) else {
            self.process_as_html_element(id, "script");
            return;
        };
        let is_block = types.contains("mode=display");
        let formula = without_cdata(self.doc.arena.get(text)).to_owned();
        self.set_basics(
            id,
            ElementKind::Math(if is_block { Category::Block } else { Category::Span }),
        );
        let source = self.doc.tree[id].source.start as usize;
        self.doc.tree[id].text = self.doc.arena.add(&formula, source);
        self.doc.tree.clear(id);
        let mut attrs = self.doc.tree[id].attrs;
        let name = AttrName::Other(self.doc.arena.add("type", source));
        self.doc.delete_attr(&mut attrs, name);
        self.doc.tree[id].attrs = attrs;
    }
}

/// The text inside `% <![CDATA[ … %]]>`.
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

/// The text with known entities replaced by characters.
fn decoded(text: &str, html5: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known =
            reference(rest.as_bytes()).and_then(|length| Some((length, code_point(&rest[..length], html5)?)));
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
