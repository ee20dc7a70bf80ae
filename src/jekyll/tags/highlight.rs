//! `highlight`: a block of code, coloured.
//!
//! Rules from Jekyll's `tags/highlight.rb`.

use crate::diag::Result;
use crate::highlight::{ConfiguredLexer, Format, LineTable};
use crate::jekyll::Host;
use crate::liquid::{Block, Context, Flow, Markup, Output, Parser, Render};
use crate::text::escape::QUOTES;
use crate::value::{Value, print};
use regex::Regex;
use std::sync::{Arc, LazyLock};

static SYNTAX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^([a-zA-Z0-9.+#_-]+)((?:\s+\w+(?:=(?:\w+|"(?:[0-9]+\s)*[0-9]+"))?)*)$"#)
        .expect("the pattern is fixed")
});

#[derive(Debug)]
struct Highlight {
    language: String,
    line_numbers: bool,
    body: Block,
}

/// Reads `{% highlight language linenos %}`.
pub(super) fn highlight<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let Some(found) = SYNTAX.captures(tag.text.trim()) else {
        let mut error = tag.error(format!("invalid language `{}`", tag.text.trim()));
        error
            .hints
            .push("write it as `{% highlight language %}` or `{% highlight language linenos %}`".to_owned());
        return Err(error);
    };
    let language = found[1].to_lowercase();
    let mut options = found[2].split_whitespace().map(|option| option.split('=').next());
    let line_numbers = options.any(|option| option == Some("linenos"));
    let (body, _) = parser.block(&tag, &[])?;
    Ok(Box::new(Highlight {
        language,
        line_numbers,
        body,
    }))
}

impl Highlight {
    /// The content of `<code>`.
    fn html(&self, code: &str, host: Option<&Host>) -> String {
        if host.is_some_and(|host| !host.highlight) {
            return QUOTES.escape(code).trim().to_owned();
        }
        let codes = host.map(|host| Arc::clone(&host.codes)).unwrap_or_default();
        let found = codes.find(&self.language, code);
        let plain = codes.find("plaintext", code);
        match found.or(plain) {
            Some(lexer) if self.line_numbers => self.table(&lexer, code),
            Some(lexer) => codes.html(&lexer, code).to_string(),
            None => QUOTES.escape(code).trim().to_owned(),
        }
    }

    fn table(&self, lexer: &ConfiguredLexer, code: &str) -> String {
        let table = LineTable {
            gutter_class: "gutter".to_owned(),
            code_class: "code".to_owned(),
            ..LineTable::default()
        };
        Format::Table(table).write(&lexer.tokens(code), code)
    }
}

impl Render for Highlight {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let around = |context: &Context<'_>, name: &str| {
            let value = context.variable_named(name);
            value
                .filter(|value| value.is_truthy())
                .map(|value| print::to_s(&value))
        };
        let prefix = around(context, "highlighter_prefix").unwrap_or_default();
        let suffix = around(context, "highlighter_suffix").unwrap_or_default();
        let (code, flow) = context.capture(&self.body, out)?;
        let code = self.html(code.trim_matches(['\n', '\r']), context.host::<Host>());
        let code = code.strip_suffix('\n').unwrap_or(&code);
        let class = self.language.replace('+', "-");
        let html = format!(
            "{prefix}<figure class=\"highlight\"><pre><code class=\"language-{class}\" data-lang=\"{}\">{code}</code></pre></figure>{suffix}",
            self.language
        );
        context.write(&Value::from(html), out);
        Ok(flow)
    }
}
