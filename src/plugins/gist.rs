//! jekyll-gist: `{% gist user/1234567 file.rb %}` embeds a gist by GitHub's script.
//!
//! The gem fetches the gist during the build for readers without scripts; recto does not use the network while it
//! builds, so there is no `noscript` part.

use super::Plugin;
use crate::diag::Result;
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render, Tag, text_of};
use crate::value::Value;

/// The plugin.
pub(super) struct Gist;

impl Plugin for Gist {
    fn gem(&self) -> &'static str {
        "jekyll-gist"
    }

    fn tags(&self) -> &'static [Tag] {
        &[Tag { name: "gist", parse }]
    }
}

#[derive(Debug)]
struct Embed {
    id: String,
    file: String,
}

fn parse<'t>(_: &mut Parser<'t>, markup: Markup<'t>) -> Result<Box<dyn Render>> {
    let mut words = markup.text.split_whitespace().map(str::to_owned);
    match (words.next(), words.next().unwrap_or_default(), words.next()) {
        (Some(id), file, None) => Ok(Box::new(Embed { id, file })),
        _ => Err(Box::new(markup.error("syntax error in tag `gist`").hint(
            "write it as `{% gist user/1234567 %}` or with a file name after it",
        ))),
    }
}

/// A word of the tag, or the value of the expression that it is.
fn word(context: &mut Context<'_>, word: &str) -> String {
    let value = context.evaluate_text(word).unwrap_or_default();
    match value {
        Value::Nil => word.to_owned(),
        value => text_of(&value).to_string(),
    }
}

impl Render for Embed {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let (id, file) = (word(context, &self.id), word(context, &self.file));
        let query = if file.is_empty() {
            String::new()
        } else {
            format!("?file={file}")
        };
        out.push_str(&format!(
            "<script src=\"https://gist.github.com/{id}.js{query}\"> </script>"
        ));
        Ok(Flow::Next)
    }
}
