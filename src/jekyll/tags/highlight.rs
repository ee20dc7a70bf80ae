//! `highlight`: a block of code, coloured.
//!
//! Rules from Jekyll's `tags/highlight.rb`.

use crate::config::Jekyll;
use crate::diag::{Code, Diagnostic, Result, Span};
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

/// An option: its name, and its value if that is a list in quotes.
static OPTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(\w+)(?:="([^"]*)"|=\w+)?"#).expect("the pattern is fixed"));

#[derive(Debug)]
struct Highlight {
    language: String,
    line_numbers: bool,
    /// The option `mark_lines`, which Jekyll has since 4.4.
    marked: Option<MarkedLines>,
    body: Block,
}

#[derive(Debug)]
enum MarkedLines {
    /// A list in quotes: the numbers of the lines to highlight.
    List(Vec<usize>),
    /// Anything else, with the place of the tag: an error where the option exists.
    Invalid(Option<Span>),
}

/// Reads `{% highlight language linenos mark_lines="1 3" %}`.
pub(super) fn highlight<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let Some(found) = SYNTAX.captures(tag.text.trim()) else {
        let mut error = tag.error(format!("invalid language `{}`", tag.text.trim()));
        error
            .hints
            .push("write it as `{% highlight language %}` or `{% highlight language linenos %}`".to_owned());
        return Err(error);
    };
    let language = found[1].to_lowercase();
    let options = || OPTION.captures_iter(&found[2]);
    let line_numbers = options().any(|option| &option[1] == "linenos");
    let marked = options().filter(|option| &option[1] == "mark_lines").last();
    let marked = marked.map(|option| match option.get(2) {
        Some(list) => {
            let numbers = list.as_str().split_whitespace();
            MarkedLines::List(numbers.filter_map(|number| number.parse().ok()).collect())
        }
        None => MarkedLines::Invalid(tag.span),
    });
    let (body, _) = parser.block(&tag, &[])?;
    Ok(Box::new(Highlight {
        language,
        line_numbers,
        marked,
        body,
    }))
}

impl Highlight {
    /// The content of `<code>`.
    fn html(&self, code: &str, host: Option<&Host>) -> Result<String> {
        if host.is_some_and(|host| !host.highlight) {
            return Ok(QUOTES.escape(code).trim().to_owned());
        }
        let marked = self.marked(host)?;
        let codes = host.map(|host| Arc::clone(&host.codes)).unwrap_or_default();
        let found = codes.find(&self.language, code);
        let plain = codes.find("plaintext", code);
        let format = |lexer: ConfiguredLexer, format: Format| format.write(&lexer.tokens(code), code);
        Ok(match (found.or(plain), marked) {
            (Some(lexer), marked) if self.line_numbers => format(lexer, table(marked)),
            (Some(lexer), Some(numbers)) => format(lexer, Format::HighlightedLines(numbers.to_vec())),
            (Some(lexer), None) => codes.html(&lexer, code).to_string(),
            (None, _) => QUOTES.escape(code).trim().to_owned(),
        })
    }

    /// The numbers of the lines to highlight; `None` without the option `mark_lines`, and in versions of Jekyll that do
    /// not have it.
    fn marked(&self, host: Option<&Host>) -> Result<Option<&[usize]>> {
        match &self.marked {
            _ if host.is_some_and(|host| host.jekyll < Jekyll::V4_4) => Ok(None),
            None => Ok(None),
            Some(MarkedLines::List(numbers)) => Ok(Some(numbers)),
            Some(MarkedLines::Invalid(span)) => {
                let message = "`mark_lines` of `highlight` must be a list of line numbers in double quotes";
                let mut error = Diagnostic::error(Code::InvalidArgument, message)
                    .hint("write it as `mark_lines=\"2 3\"`");
                error.span = *span;
                Err(Box::new(error))
            }
        }
    }
}

/// The table with line numbers.
fn table(marked: Option<&[usize]>) -> Format {
    Format::Table(LineTable {
        gutter_class: "gutter".to_owned(),
        code_class: "code".to_owned(),
        highlighted: marked.map(<[usize]>::to_vec),
        ..LineTable::default()
    })
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
        let code = self.html(code.trim_matches(['\n', '\r']), context.host::<Host>())?;
        let code = code.strip_suffix('\n').unwrap_or(&code);
        let class = self.language.replace('+', "-");
        let html = format!(
            "{prefix}<figure class=\"highlight\"><pre><code class=\"language-{class}\" data-lang=\"{}\">{code}</code></pre></figure>{suffix}",
            self.language
        );
        context.write(&Value::from(html), out)?;
        Ok(flow)
    }
}
