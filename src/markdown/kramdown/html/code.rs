//! Code blocks and code spans, with the markup of kramdown and Rouge around highlighted code.

use crate::escape;
use crate::kramdown::classes::{has_word, language_in, with_highlighter};
use crate::kramdown::document::{AttrList, AttrName, ElementId, TextRange};
use crate::kramdown::html::writer::{HtmlWriter, write_attr};
use crate::kramdown::options::Highlighting;

impl HtmlWriter<'_, '_, '_> {
    /// Writes a code block. `fence` is the language of its fence with options.
    pub(super) fn convert_codeblock(&mut self, id: ElementId, fence: TextRange, indent: usize) {
        let attrs = self.doc.tree[id].attrs;
        let class = self.doc.attr(attrs, AttrName::Class).map(str::to_owned);
        let mut rest = class.clone().unwrap_or_default();
        let mut lang = None;
        if let Some((range, found)) = language_in(&rest) {
            lang = Some(found.to_owned());
            rest = format!("{}{}", &rest[..range.start], &rest[range.end..])
                .trim()
                .to_owned();
        }
        let moved = lang.is_some() && rest.is_empty();
        let code = self.doc.tree[id].text;
        let options = &self.doc.options().block_highlighting;
        let requested = if fence.is_empty() {
            lang.clone()
        } else {
            Some(self.text(fence).to_owned())
        };
        let Some(requested) = self.lexer(requested.as_deref(), code, options) else {
            self.plain_block(
                attrs,
                code,
                lang.as_deref(),
                (&rest, class.as_deref().unwrap_or("")),
                indent,
            );
            return;
        };
        let shown = lang.as_deref().or(options.default_lang.as_deref());
        let class = with_highlighter(&rest, &self.doc.options().highlighter_name, shown);
        self.indent(indent);
        self.out.push_str("<div");
        self.attrs_with(attrs, AttrName::Class, &class, moved);
        self.out.push('>');
        self.block_code(&requested, code, options);
        self.indent(indent);
        self.out.push_str("</div>\n");
    }

    /// The language to highlight, if highlighting is on and there is a lexer.
    fn lexer(&self, lang: Option<&str>, code: TextRange, options: &Highlighting) -> Option<String> {
        if !self.doc.options().syntax_highlighter {
            return None;
        }
        let lang = lang
            .or(options.default_lang.as_deref())
            .or(options.guess_lang.then_some("guess"))?;
        let lexer = self.highlighter.lexer(lang, self.doc.arena.get(code))?;
        let shown = !options.disable && (lexer != "plaintext" || options.guess_lang);
        shown.then(|| lang.to_owned())
    }

    fn block_code(&mut self, lang: &str, code: TextRange, options: &Highlighting) {
        if options.wrap {
            self.out.push_str("<div class=\"highlight\"><pre class=\"");
            self.out.push_str(&options.css_class);
            self.out.push_str("\"><code>");
        }
        self.highlighted(lang, code, options);
        if options.wrap {
            self.out.push_str("</code></pre></div>");
        }
    }

    /// Writes highlighted code, in a table if lines are numbered.
    fn highlighted(&mut self, lang: &str, code: TextRange, options: &Highlighting) {
        let code = self.doc.arena.get(code);
        if !options.line_numbers {
            self.highlighter.highlight(lang, code, &mut self.out);
            return;
        }
        let mut formatted = String::new();
        self.highlighter.highlight(lang, code, &mut formatted);
        self.out.push_str(&options.table.wrap(formatted, code));
    }

    /// Writes a block without highlighting.
    fn plain_block(
        &mut self,
        attrs: AttrList,
        code: TextRange,
        lang: Option<&str>,
        (rest, class): (&str, &str),
        indent: usize,
    ) {
        self.indent(indent);
        self.out.push_str("<pre");
        match lang {
            Some(_) => self.attrs_with(attrs, AttrName::Class, rest, rest.is_empty()),
            None => self.attrs(attrs),
        }
        self.out.push_str("><code");
        if let Some(lang) = lang {
            write_attr(&mut self.out, "class", &format!("language-{lang}"));
        }
        self.out.push('>');
        let mut escaped = String::new();
        escape::code(&mut escaped, self.doc.arena.get(code));
        if escaped.ends_with('\n') {
            escaped.pop();
        }
        if has_word(class, "show-whitespaces") {
            escaped = with_shown_whitespace(&escaped);
        }
        self.out.push_str(&escaped);
        self.out.push_str("\n</code></pre>\n");
    }

    /// Writes a code span.
    pub(super) fn convert_codespan(&mut self, id: ElementId) {
        let (attrs, code) = (self.doc.tree[id].attrs, self.doc.tree[id].text);
        let options = &self.doc.options().span_highlighting;
        let class = self.doc.attr(attrs, AttrName::Class).unwrap_or("").to_owned();
        let lang = language_in(&class).map(|(_, lang)| lang);
        self.out.push_str("<code");
        if let Some(asked) = self.lexer(lang, code, options) {
            let shown = lang.or(options.default_lang.as_deref());
            let class = with_highlighter(&class, &self.doc.options().highlighter_name, shown);
            self.attrs_with(attrs, AttrName::Class, &class, false);
            self.out.push('>');
            self.highlighted(&asked, code, options);
        } else {
            self.attrs(attrs);
            self.out.push('>');
            escape::code(&mut self.out, self.doc.arena.get(code));
        }
        self.out.push_str("</code>");
    }
}

/// Marks spaces and tabs at the start of lines, at their end, and between.
fn with_shown_whitespace(code: &str) -> String {
    let mut out = String::with_capacity(code.len() * 2);
    for (index, line) in code.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let is_blank = |c: char| c == ' ' || c == '\t';
        let start = line.len() - line.trim_start_matches(is_blank).len();
        let end = line.trim_end_matches(is_blank).len();
        for (at, c) in line.char_indices() {
            let suffix = if at < start {
                "-l"
            } else if at >= end {
                "-r"
            } else {
                ""
            };
            match c {
                '\t' => out.push_str(&format!("<span class=\"ws-tab{suffix}\">\t</span>")),
                ' ' => out.push_str(&format!("<span class=\"ws-space{suffix}\">&#8901;</span>")),
                _ => out.push(c),
            }
        }
    }
    out
}
