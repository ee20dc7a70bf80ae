//! `include` and `include_relative`: render another file in place of the tag.
//!
//! Rules from Jekyll's `tags/include.rb`.

use super::pieces::Pieces;
use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::Host;
use crate::liquid::{Context, Expression, Flow, Markup, Name, Output, Parser, Render, Template};
use crate::text::ascii::is_space_char;
use crate::value::{Hash, Value};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A name with outputs in it, and what follows.
static COMPUTED: LazyLock<Regex> = LazyLock::new(|| {
    let output = r"\{\{(?-u:\s)*[-\w.]+(?-u:\s)*(?:\|.*)?\}\}";
    Regex::new(&format!(r"(?s)([^{{]*(?:{output}[^\s{{}}]*)+)(.*)")).expect("the pattern is fixed")
});

/// One parameter.
static PARAMETER: LazyLock<Regex> = LazyLock::new(|| {
    let double = r#""([^"\\]*(?:\\.[^"\\]*)*)""#;
    let single = r"'([^'\\]*(?:\\.[^'\\]*)*)'";
    let name = "([-A-Za-z0-9_]+)";
    let variable = "([-A-Za-z0-9_.]+)";
    Regex::new(&format!(
        r"^{name}\s*=\s*(?:{double}|{single}|{variable})(?:\s+|$)"
    ))
    .expect("the pattern is fixed")
});

/// An include as written in a template.
#[derive(Debug)]
pub(super) struct Include {
    name: Named,
    /// `None` if the tag has no parameters: the file then sees those of the enclosing include.
    parameters: Option<Vec<(String, Parameter)>>,
    relative: bool,
}

#[derive(Debug)]
enum Named {
    /// Without outputs, and checked.
    Plainly(Name, String),
    Computed(Pieces),
}

#[derive(Debug)]
enum Parameter {
    Text(Value),
    Variable(Expression),
}

/// Reads `{% include name a=b %}`.
pub(super) fn include<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Include::read(parser, &tag, false)?))
}

/// Reads `{% include_relative name a=b %}`.
pub(super) fn include_relative<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Include::read(parser, &tag, true)?))
}

impl Include {
    /// Reads the markup of a tag that includes.
    pub(super) fn read<'t>(parser: &mut Parser<'t>, tag: &Markup<'t>, relative: bool) -> Result<Self> {
        let markup = tag.text.trim_matches(is_space_char);
        let at = tag.at + (markup.as_ptr().addr() - tag.text.as_ptr().addr());
        let (name, parameters) = match COMPUTED.captures(markup) {
            Some(found) => (found.get(1).map_or(0, |name| name.end()), found.get(2)),
            None => {
                let end = markup.find(is_space_char).unwrap_or(markup.len());
                (end, None)
            }
        };
        let start = COMPUTED.find(markup).map_or(0, |found| found.start());
        let parameters = match parameters {
            Some(found) => Some(found.as_str()),
            None => Some(&markup[name..]).filter(|rest| !rest.is_empty()),
        };
        let named = markup[start..name].trim_matches(is_space_char);
        let named_at = at + (named.as_ptr().addr() - markup.as_ptr().addr());
        Ok(Self {
            name: match is_allowed(named) {
                true => {
                    let name = without_slash(named);
                    Named::Plainly(parser.name(name), name.to_owned())
                }
                false => Named::Computed(Pieces::read(parser, named, named_at)?),
            },
            parameters: parameters
                .map(|text| read_parameters(parser, tag, text))
                .transpose()?,
            relative,
        })
    }

    /// The name, checked.
    pub(super) fn name(&self, context: &mut Context<'_>) -> Result<Cow<'_, str>> {
        let name = match &self.name {
            Named::Plainly(_, name) => return Ok(Cow::Borrowed(name)),
            Named::Computed(pieces) => pieces.text(context)?.into_owned(),
        };
        if is_allowed(&name) {
            return Ok(Cow::Owned(without_slash(&name).to_owned()));
        }
        let error = Diagnostic::error(Code::InvalidIncludeName, format!("invalid include name `{name}`"));
        let hint = self.hint_on(&name);
        Err(Box::new(error.about(name).hint(hint)))
    }

    /// How to write a name that is not allowed. Jekyll reads all up to the last output as the name.
    fn hint_on(&self, name: &str) -> String {
        if let Some((name, parameter)) = name.split_once(is_space_char)
            && let (Some((key, _)), Named::Computed(pieces)) = (parameter.split_once('='), &self.name)
            && let Some(output) = pieces.last_output()
        {
            let key = key.trim();
            let key = key.rsplit(is_space_char).next().unwrap_or(key);
            return match output.contains('|') {
                true => format!(
                    "a parameter takes no filters: `{{% assign {key} = {output} %}}`, then `{key}={key}`"
                ),
                false => format!(
                    "a parameter takes a variable without braces: `{{% include {name} {key}={output} %}}`"
                ),
            };
        }
        let bare = name.trim_matches(['"', '\'']);
        match bare.len() < name.len() && is_allowed(bare) {
            true => format!("write the name without quotes: `{{% include {bare} %}}`"),
            false => "a name may hold letters, digits and `_/.-()+~#@`, but no two dots or slashes in a row"
                .to_owned(),
        }
    }

    /// The template to include.
    pub(super) fn template(&self, context: &Context<'_>, name: &str) -> Result<Template> {
        let found = match (self.relative, context.source(), &self.name) {
            (true, Some(from), _) => context.include_relative(name, from),
            (_, _, Named::Plainly(number, name)) => context.include_numbered(*number, name),
            _ => context.include(name),
        };
        // A file that cannot be parsed.
        let found =
            found.map_err(|error| Box::new(error.step(format!("included as `{name}`"), context.span())))?;
        found.ok_or_else(|| {
            let error = Diagnostic::error(Code::UnknownInclude, format!("unknown include `{name}`"));
            let error = error.about(name);
            let place = match self.relative {
                true => "`include_relative` looks in the folder of the page".to_owned(),
                false => {
                    let folder = context
                        .host::<Host>()
                        .map_or("_includes", |host| &host.includes_dir);
                    format!("includes are in the folder `{folder}` and in that of the theme")
                }
            };
            Box::new(error.hint(place))
        })
    }

    /// The parameters' values; none where the tag has no parameters.
    pub(super) fn values(&self, context: &Context<'_>) -> Result<Option<Hash>> {
        let Some(parameters) = &self.parameters else {
            return Ok(None);
        };
        let mut values = Hash::new();
        for (name, parameter) in parameters {
            let value = match parameter {
                Parameter::Text(text) => {
                    context.note_literal(text);
                    text.clone()
                }
                Parameter::Variable(variable) => context.evaluate(variable)?.into_owned(),
            };
            values.insert(name.as_str(), value);
        }
        Ok(Some(values))
    }
}

impl Render for Include {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let name = self.name(context)?;
        let template = self.template(context, &name)?;
        match self.values(context)? {
            Some(values) => context.with_include(values, |context| context.nested(&template, &name, out)),
            None => context.nested(&template, &name, out),
        }
    }
}

/// The name below the folder of includes. Jekyll joins folder and name with one slash, so a slash in front is redundant.
fn without_slash(name: &str) -> &str {
    name.strip_prefix('/')
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

fn is_allowed(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_/.-()+~#@".contains(&byte);
    let climbs = |pair: &[u8]| pair.iter().all(|byte| matches!(byte, b'.' | b'/'));
    !name.is_empty() && name.bytes().all(fits) && !name.as_bytes().windows(2).any(climbs)
}

fn read_parameters<'t>(
    parser: &Parser<'t>,
    tag: &Markup<'t>,
    text: &str,
) -> Result<Vec<(String, Parameter)>> {
    let mut parameters = Vec::new();
    let mut rest = text.trim_matches(is_space_char);
    while !rest.is_empty() {
        let Some(found) = PARAMETER.captures(rest) else {
            let mut error = tag.error(format!("invalid include parameter `{rest}`"));
            error.hints.push(format!(
                "write parameters as `{{% {} file.ext name='value' other=variable %}}`",
                tag.name
            ));
            return Err(error);
        };
        let unescaped = |group: usize, quote: &str| {
            let text = found.get(group)?.as_str();
            Some(Value::from(text.replace(&format!("\\{quote}"), quote)))
        };
        let value = match unescaped(2, "\"").or_else(|| unescaped(3, "'")) {
            Some(text) => Parameter::Text(text),
            None => Parameter::Variable(parser.expression(&found[4])),
        };
        parameters.push((found[1].to_owned(), value));
        rest = &rest[found[0].len()..];
    }
    Ok(parameters)
}
