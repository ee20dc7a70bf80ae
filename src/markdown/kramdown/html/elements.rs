//! Elements as HTML: kramdown's `Html` converter.

use crate::escape;
use crate::kramdown::document::{
    Alignment, AttrList, AttrName, Category, ElementId, ElementKind, Quote, Symbol, TextRange,
};
use crate::kramdown::html::ids::basic_id;
use crate::kramdown::html::writer::{HtmlWriter, PLACEHOLDER, name_text, write_attr};

impl HtmlWriter<'_, '_, '_> {
    /// Writes the children of `id`. Blocks are indented by `indent` spaces.
    pub(super) fn inner(&mut self, id: ElementId, indent: usize) {
        self.stack.push(id);
        let mut child = self.doc.tree.first(id);
        while let Some(id) = child {
            self.convert(id, indent);
            child = self.doc.tree.next(id);
        }
        if let Some(links) = self.backlinks.get(&id) {
            self.out.push_str(links);
        }
        self.stack.pop();
    }

    /// Writes one element.
    fn convert(&mut self, id: ElementId, indent: usize) {
        match self.kind(id) {
            ElementKind::Text => self.convert_text(id),
            ElementKind::Blank => self.out.push('\n'),
            ElementKind::P { transparent } => self.convert_p(id, indent, transparent),
            ElementKind::Header { level } => self.convert_header(id, level, indent),
            ElementKind::Blockquote => self.indented_block("blockquote", id, indent),
            ElementKind::Codeblock { lang } => self.convert_codeblock(id, lang, indent),
            ElementKind::Ul | ElementKind::Ol => self.convert_list(id, indent),
            ElementKind::Li => self.convert_item("li", id, indent),
            ElementKind::Dl => self.indented_block("dl", id, indent),
            ElementKind::Dt => self.convert_dt(id, indent),
            ElementKind::Dd => self.convert_item("dd", id, indent),
            ElementKind::Table { .. } => self.indented_block("table", id, indent),
            ElementKind::Thead => self.indented_block("thead", id, indent),
            ElementKind::Tbody => self.indented_block("tbody", id, indent),
            ElementKind::Tfoot => self.indented_block("tfoot", id, indent),
            ElementKind::Tr => {
                let outer = std::mem::replace(&mut self.column, 0);
                self.indented_block("tr", id, indent);
                self.column = outer;
            }
            ElementKind::Td | ElementKind::Th => self.convert_td(id, indent),
            ElementKind::Hr => {
                self.indent(indent);
                self.open("hr", self.doc.tree[id].attrs);
                self.out.push_str(" />\n");
            }
            ElementKind::A => self.convert_a(id, indent),
            ElementKind::Img => {
                self.record_link(id, "img");
                self.open("img", self.doc.tree[id].attrs);
                self.out.push_str(" />");
            }
            ElementKind::Em => self.span("em", id, indent),
            ElementKind::Strong => self.span("strong", id, indent),
            ElementKind::Codespan => self.convert_codespan(id),
            ElementKind::Br => self.out.push_str("<br />"),
            ElementKind::Entity { code } => self.entity(code, self.doc.tree[id].text),
            ElementKind::SmartQuote(quote) => self.convert_smart_quote(quote),
            ElementKind::TypographicSym(symbol) => self.convert_symbol(symbol),
            ElementKind::Math(category) => self.convert_math(id, category, indent),
            ElementKind::Comment(category) => self.convert_comment(id, category, indent),
            ElementKind::Raw(category) => {
                self.out.push_str(self.doc.arena.get(self.doc.tree[id].text));
                if category == Some(Category::Block) {
                    self.out.push('\n');
                }
            }
            ElementKind::XmlComment(category) | ElementKind::XmlPi(category) => {
                self.convert_xml(id, category, indent)
            }
            ElementKind::Html {
                category,
                model,
                closed,
            } => self.convert_html(id, category, model, closed, indent),
            ElementKind::Footnote { definition } => self.convert_footnote(definition),
            ElementKind::Abbreviation { definition } => self.convert_abbreviation(id, definition),
            ElementKind::RawText => escape::text(&mut self.out, self.doc.arena.get(self.doc.tree[id].text)),
            ElementKind::Root | ElementKind::Eob(_) => {}
        }
    }

    fn span(&mut self, name: &str, id: ElementId, indent: usize) {
        self.open(name, self.doc.tree[id].attrs);
        self.out.push('>');
        self.inner(id, indent + 2);
        self.close(name);
    }

    fn block(&mut self, name: &str, id: ElementId, indent: usize) {
        self.indent(indent);
        self.span(name, id, indent);
        self.out.push('\n');
    }

    pub(super) fn indented_block(&mut self, name: &str, id: ElementId, indent: usize) {
        self.indent(indent);
        self.open(name, self.doc.tree[id].attrs);
        self.out.push_str(">\n");
        self.inner(id, indent + 2);
        self.indent(indent);
        self.close(name);
        self.out.push('\n');
    }

    fn convert_text(&mut self, id: ElementId) {
        let range = self.doc.tree[id].text;
        if self.doc.options().remove_line_breaks_for_cjk {
            let mut text = String::new();
            self.text_with_breaks(id, range, &mut text);
            self.out.push_str(&without_cjk_line_breaks(&text));
            return;
        }
        let mut out = std::mem::take(&mut self.out);
        self.text_with_breaks(id, range, &mut out);
        self.out = out;
    }

    /// Writes text with the line breaks of GFM: at each backslash before a line feed, or at each line feed with
    /// `hard_wrap`.
    fn text_with_breaks(&self, id: ElementId, range: TextRange, out: &mut String) {
        let text = self.text(range);
        if !self.gfm_pass {
            escape::text(out, text);
            return;
        }
        let hard = self.doc.options().hard_wrap;
        let needle = if hard { b'\n' } else { b'\\' };
        if memchr::memchr(needle, text.as_bytes()).is_none() {
            escape::text(out, text);
            return;
        }
        let delimiter = if hard { "\n" } else { "\\\n" };
        let parent_is_block = self
            .stack
            .last()
            .is_some_and(|&parent| self.kind(parent).is_block());
        let omit_last = text.ends_with(delimiter) && parent_is_block && self.doc.tree.next(id).is_none();
        let count = text.matches(delimiter).count();
        for (index, line) in text.split(delimiter).enumerate() {
            if index > 0 {
                if index < count || !omit_last {
                    out.push_str("<br />");
                }
                out.push('\n');
            }
            escape::text(out, line);
        }
    }

    fn convert_p(&mut self, id: ElementId, indent: usize, transparent: bool) {
        if transparent {
            self.inner(id, indent + 2);
            return;
        }
        if let Some(image) = self.doc.tree.first(id) {
            let alone = self.doc.tree.next(image).is_none() && self.kind(image) == ElementKind::Img;
            if alone && !self.backlinks.contains_key(&id) && self.has_ref(image, "standalone") {
                self.convert_standalone_image(id, image, indent);
                return;
            }
        }
        self.block("p", id, indent);
    }

    /// True if the attribute list of an element refers to `name`.
    pub(super) fn has_ref(&self, id: ElementId, name: &str) -> bool {
        self.doc.tree[id].ial.is_some_and(|ial| {
            self.doc
                .attributes
                .ial(ial)
                .refs
                .iter()
                .any(|&found| self.text(found) == name)
        })
    }

    fn convert_standalone_image(&mut self, id: ElementId, image: ElementId, indent: usize) {
        self.record_link(image, "img");
        let (figure, attrs) = (self.doc.tree[id].attrs, self.doc.tree[image].attrs);
        // The figure gets the class and the id of the image, unless it has its own.
        let moved = |name| {
            let value = self.doc.attr(attrs, name);
            value.filter(|_| self.doc.attr(figure, name).is_none())
        };
        let (class, id) = (moved(AttrName::Class), moved(AttrName::Id));
        self.indent(indent);
        self.open("figure", figure);
        for (name, value) in [("class", class), ("id", id)] {
            if let Some(value) = value {
                write_attr(&mut self.out, name, value);
            }
        }
        self.out.push_str(">\n");
        self.indent(indent + 2);
        self.out.push_str("<img");
        for attr in self.doc.attributes.iter(attrs) {
            let is_moved = match attr.name {
                AttrName::Class => class.is_some(),
                AttrName::Id => id.is_some(),
                _ => false,
            };
            if !is_moved {
                write_attr(
                    &mut self.out,
                    name_text(self.doc, attr.name),
                    self.doc.arena.get(attr.value),
                );
            }
        }
        self.out.push_str(" />\n");
        self.indent(indent + 2);
        let alt = self.doc.attr(attrs, AttrName::Alt).unwrap_or("");
        self.out.push_str("<figcaption>");
        self.out.push_str(alt);
        self.out.push_str("</figcaption>\n");
        self.indent(indent);
        self.out.push_str("</figure>\n");
    }

    fn convert_list(&mut self, id: ElementId, indent: usize) {
        if self.toc_place.is_none() && self.has_ref(id, "toc") {
            self.toc_place = Some((self.out.len(), id));
            self.out.push(PLACEHOLDER);
        } else if self.footnote_place.is_none() && self.has_ref(id, "footnotes") {
            self.footnote_place = Some(self.out.len());
            self.out.push(PLACEHOLDER);
        } else {
            let name = if self.kind(id) == ElementKind::Ul {
                "ul"
            } else {
                "ol"
            };
            self.indented_block(name, id, indent);
        }
    }

    pub(super) fn convert_item(&mut self, name: &str, id: ElementId, indent: usize) {
        self.indent(indent);
        self.open(name, self.doc.tree[id].attrs);
        self.out.push('>');
        let first = self.doc.tree.first(id).map(|first| self.kind(first));
        let inline = matches!(first, None | Some(ElementKind::P { transparent: true }));
        if !inline {
            self.out.push('\n');
        }
        let start = self.out.len();
        self.inner(id, indent + 2);
        if !inline || self.out.len() > start && self.out.ends_with('\n') {
            self.indent(indent);
        }
        self.close(name);
        self.out.push('\n');
    }

    fn convert_dt(&mut self, id: ElementId, indent: usize) {
        let attrs = self.doc.tree[id].attrs;
        let own_id = self.doc.attr(attrs, AttrName::Id).is_some();
        let list = self.stack.last().and_then(|&list| self.doc.tree[list].ial);
        let prefix = list.filter(|_| !own_id).and_then(|ial| {
            self.doc.attributes.ial(ial).refs.iter().find_map(|&name| {
                let rest = self.text(name).strip_prefix("auto_ids")?;
                let prefix = rest.strip_prefix('-').unwrap_or("");
                let end = prefix.find(|c: char| c != '-' && !c.is_ascii_alphanumeric() && c != '_');
                Some(prefix[..end.unwrap_or(prefix.len())].to_owned())
            })
        });
        self.indent(indent);
        self.open("dt", attrs);
        if let Some(prefix) = prefix {
            let mut text = String::new();
            self.header_text(id, self.doc.is_gfm(), &mut text);
            let new_id = format!("{prefix}{}", basic_id(&text));
            write_attr(&mut self.out, "id", new_id.trim_start());
        }
        self.out.push('>');
        self.inner(id, indent + 2);
        self.out.push_str("</dt>\n");
    }

    fn convert_td(&mut self, id: ElementId, indent: usize) {
        let depth = self.stack.len();
        let column = self.column;
        self.column += 1;
        let above = |levels: usize| depth.checked_sub(levels).map(|at| self.stack[at]);
        let is_head = above(2).is_some_and(|part| self.kind(part) == ElementKind::Thead);
        let name = if is_head || self.kind(id) == ElementKind::Th {
            "th"
        } else {
            "td"
        };
        let alignment = match above(3).map(|table| self.kind(table)) {
            Some(ElementKind::Table { alignment }) => {
                self.doc.alignments[alignment as usize].get(column).copied()
            }
            _ => None,
        };
        let alignment = match alignment {
            None | Some(Alignment::Default) => None,
            Some(Alignment::Left) => Some("text-align: left"),
            Some(Alignment::Center) => Some("text-align: center"),
            Some(Alignment::Right) => Some("text-align: right"),
        };
        let attrs = self.doc.tree[id].attrs;
        self.indent(indent);
        if let Some(alignment) = alignment {
            let style = match self.doc.attr(attrs, AttrName::Style) {
                Some(style) => format!("{style}; {alignment}"),
                None => alignment.to_owned(),
            };
            self.open(name, AttrList::default());
            self.attrs_with(attrs, AttrName::Style, &style, false);
        } else {
            self.open(name, attrs);
        }
        self.out.push('>');
        let start = self.out.len();
        self.inner(id, indent + 2);
        if self.out.len() == start {
            self.entity(160, TextRange::default());
        }
        self.close(name);
        self.out.push('\n');
    }

    fn convert_a(&mut self, id: ElementId, indent: usize) {
        if self.in_toc {
            self.inner(id, indent);
            return;
        }
        self.record_link(id, "a");
        self.span("a", id, indent);
    }

    fn convert_smart_quote(&mut self, quote: Quote) {
        let code = self.doc.options().smart_quotes[quote as usize];
        self.entity(code, TextRange::default());
    }

    fn convert_symbol(&mut self, symbol: Symbol) {
        let words = &self.doc.options().typographic_symbols;
        let (word, codes): (&Option<String>, &[u32]) = match symbol {
            Symbol::Hellip => (&words.hellip, &[0x2026]),
            Symbol::Mdash => (&words.mdash, &[0x2014]),
            Symbol::Ndash => (&words.ndash, &[0x2013]),
            Symbol::Laquo => (&words.laquo, &[0xAB]),
            Symbol::Raquo => (&words.raquo, &[0xBB]),
            Symbol::LaquoSpace => (&words.laquo_space, &[0xAB, 0xA0]),
            Symbol::RaquoSpace => (&words.raquo_space, &[0xA0, 0xBB]),
        };
        if let Some(word) = word {
            escape::text(&mut self.out, word);
            return;
        }
        for &code in codes {
            self.entity(code, TextRange::default());
        }
    }

    fn convert_math(&mut self, id: ElementId, category: Category, indent: usize) {
        let (attrs, formula) = (self.doc.tree[id].attrs, self.doc.tree[id].text);
        let is_block = category == Category::Block;
        if !self.doc.options().math_engine {
            let class = self.doc.attr(attrs, AttrName::Class).unwrap_or("");
            let class = format!("{class} kdmath").trim_start().to_owned();
            let (name, delimiter) = if is_block { ("div", "$$\n") } else { ("span", "$") };
            self.indent(if is_block { indent } else { 0 });
            self.out.push('<');
            self.out.push_str(name);
            self.attrs_with(attrs, AttrName::Class, &class, false);
            self.out.push('>');
            self.out.push_str(delimiter);
            self.out.push_str(self.doc.arena.get(formula));
            self.out.push_str(if is_block { "\n$$" } else { "$" });
            self.close(name);
            self.out.push_str(if is_block { "\n" } else { "" });
            return;
        }
        let bare = attrs.is_empty();
        if is_block {
            if !bare {
                self.indent(indent);
                self.open("div", attrs);
                self.out.push('>');
            }
            self.out.push_str("\\[");
            escape::code(&mut self.out, self.doc.arena.get(formula));
            self.out.push_str("\\]\n");
            if !bare {
                self.out.push_str("</div>\n");
            }
        } else if bare {
            self.out.push_str("\\(");
            escape::code(&mut self.out, self.doc.arena.get(formula));
            self.out.push_str("\\)");
        } else {
            self.open("span", attrs);
            self.out.push_str(">$");
            self.out.push_str(self.doc.arena.get(formula));
            self.out.push_str("$</span>");
        }
    }

    fn convert_comment(&mut self, id: ElementId, category: Category, indent: usize) {
        if category == Category::Block {
            self.indent(indent);
        }
        self.out.push_str("<!-- ");
        self.out.push_str(self.doc.arena.get(self.doc.tree[id].text));
        self.out.push_str(" -->");
        if category == Category::Block {
            self.out.push('\n');
        }
    }

    fn convert_abbreviation(&mut self, id: ElementId, definition: u32) {
        let abbreviation = *self.doc.abbreviations.get(definition);
        self.open("abbr", self.doc.tree[abbreviation.eob].attrs);
        if !abbreviation.title.is_empty() {
            write_attr(&mut self.out, "title", self.doc.arena.get(abbreviation.title));
        }
        self.out.push('>');
        self.out.push_str(self.doc.arena.get(self.doc.tree[id].text));
        self.out.push_str("</abbr>");
    }
}

/// The text without line feeds between Chinese or Japanese characters.
fn without_cjk_line_breaks(text: &str) -> String {
    let is_cjk = |c: Option<char>| {
        c.is_some_and(|c| {
            matches!(c, '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}'
                | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FD}'..='\u{30FF}'
                | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
                | '\u{FF66}'..='\u{FF6F}' | '\u{FF71}'..='\u{FF9D}' | '\u{20000}'..='\u{323AF}')
        })
    };
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' && is_cjk(out.chars().next_back()) && is_cjk(chars.peek().copied()) {
            continue;
        }
        out.push(c);
    }
    out
}
