//! `highlight`: a block of code, coloured.
//!
//! Rules from Jekyll's `tags/highlight.rb`.

use crate::diag::Result;
use crate::highlight::{self, Choice, Format, LineTable};
use crate::jekyll::Host;
use crate::liquid::{Block, Context, Flow, Markup, Output, Parser, Render};
use crate::value::{Value, print};
use regex::Regex;
use std::sync::LazyLock;

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
        let mut error = tag.error(format!("`{}` is no language to highlight", tag.text.trim()));
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
    /// What stands inside `<code>`.
    fn html(&self, code: &str, colours: bool) -> String {
        let found = highlight::find(&self.language);
        let plain = highlight::find("plaintext");
        let Some(choice) = found.choice().or(plain.choice()).filter(|_| colours) else {
            return escaped(code).trim().to_owned();
        };
        match self.line_numbers {
            true => self.table(choice, code),
            false => highlight::html(choice, code),
        }
    }

    fn table(&self, choice: &Choice, code: &str) -> String {
        let table = LineTable {
            gutter_class: "gutter".to_owned(),
            code_class: "code".to_owned(),
            ..LineTable::default()
        };
        Format::Table(table).write(&choice.pieces(code), code)
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
        let colours = context.host::<Host>().is_none_or(|host| host.highlight);
        let code = self.html(code.trim_matches(['\n', '\r']), colours);
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

/// Ruby's `CGI.escapeHTML`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
