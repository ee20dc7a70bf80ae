//! Runs the tags, blocks and filters of plugins: the Liquid engine calls the host for them.

use super::references::label;
use super::{Build, Ruby, wire};
use crate::diag::{Code, Diagnostic, Result};
use crate::incremental::{self, Dependency};
use crate::jekyll::Host;
use crate::liquid::{Context, Flow, Foreign, Markup, Output, Parser, Render};
use crate::value::Value;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The register of a rendering with its number.
const RENDERING: &str = "ruby";

/// Numbers tags and renderings, of all engines of the program.
static NEXT: AtomicU64 = AtomicU64::new(1);

fn next() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A tag as it is written in a template.
#[derive(Debug)]
struct RubyTag {
    number: u64,
    name: String,
    markup: String,
    /// The text that a block has read after its tag.
    rest: String,
    trim: bool,
    blank: bool,
    /// Whether what it prints is dropped where it is blank: Liquid 4 does so.
    drops: bool,
}

impl Foreign for Ruby {
    fn parse_tag<'t>(&self, parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
        let block = self.inventory.is_block(tag.name);
        let mut parsed = RubyTag {
            number: next(),
            name: tag.name.to_owned(),
            markup: tag.text.to_owned(),
            rest: String::new(),
            trim: parser.trims(),
            blank: false,
            drops: block && self.inventory.liquid.starts_with("4."),
        };
        if !block {
            return Ok(Box::new(parsed));
        }
        let request = parsed.request("parse", parser.rest());
        let doing = format!("the block `{}` was parsed", tag.name);
        let read = self
            .call_host(&request, &doing, &mut |_, _| json!({}))
            .map_err(|mut error| {
                error.span = error.span.or(tag.span);
                error
            })?;
        let bytes = read.get("bytes").and_then(Json::as_u64).unwrap_or_default();
        let flag = |key: &str| read.get(key).and_then(Json::as_bool) == Some(true);
        let bytes = usize::try_from(bytes).unwrap_or_default();
        let Some(rest) = parser.rest().get(..bytes) else {
            return Err(tag.error(format!("`{}` reads half a character", tag.name)));
        };
        rest.clone_into(&mut parsed.rest);
        parser.skip(bytes, flag("trim"));
        // Liquid 5 prints blocks whose body is blank, also inside of others.
        parsed.blank = flag("blank") && parsed.drops;
        Ok(Box::new(parsed))
    }

    fn filter(&self, context: &mut Context<'_>, name: &str, input: Value, args: &[Value]) -> Result<Value> {
        let build = Build::of(context, name)?;
        let mut request = json!({
            "do": "filter",
            "name": name,
            "input": wire::encode(&input),
            "arguments": args.iter().map(wire::encode).collect::<Vec<_>>(),
        });
        build.place(context, &mut request);
        let done = build.run(context, &request, &format!("the filter `{name}` ran"))?;
        Ok(build.decode(done.get("value").unwrap_or(&Json::Null)))
    }
}

impl RubyTag {
    fn request(&self, what: &str, rest: &str) -> Json {
        json!({
            "do": what,
            "id": self.number,
            "name": self.name,
            "markup": self.markup,
            "rest": rest,
            "trim": self.trim,
        })
    }
}

impl Render for RubyTag {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let build = Build::of(context, &self.name)?;
        let mut request = self.request("tag", &self.rest);
        build.place(context, &mut request);
        let done = build.run(
            context,
            &request,
            &format!("the tag `{}` was rendered", self.name),
        )?;
        out.push_str(done.get("text").and_then(Json::as_str).unwrap_or_default());
        Ok(match done.get("flow").and_then(Json::as_str) {
            Some("break") => Flow::Break,
            Some("continue") => Flow::Continue,
            _ => Flow::Next,
        })
    }

    fn is_blank(&self) -> bool {
        self.blank
    }

    fn is_block(&self) -> bool {
        self.drops
    }
}

impl Build {
    /// The build that a rendering belongs to.
    fn of<'r>(context: &Context<'r>, name: &str) -> Result<&'r Self> {
        let host = context.host::<Host>().and_then(|host| host.extension.as_deref());
        host.and_then(|extension| extension.downcast_ref::<Arc<Self>>())
            .map(|build| &**build)
            .ok_or_else(|| {
                let message = format!("`{name}` works only in a site");
                Box::new(Diagnostic::error(Code::InvalidArgument, message))
            })
    }

    /// Adds to `request` the page and the rendering that it belongs to.
    fn place(&self, context: &mut Context<'_>, request: &mut Json) {
        let number = match context.register(RENDERING) {
            Value::Int(number) => *number,
            unset => {
                let number = i64::try_from(next()).unwrap_or_default();
                *unset = Value::Int(number);
                number
            }
        };
        request["render"] = json!(number);
        if let (Some(reader), Some(site)) = (incremental::reader(), self.site()) {
            let page = site.page(reader.page);
            request["page"] = wire::page_name(page, label(&site, page));
        }
    }

    /// Sends a request of a template, answers what the host asks about its variables, and records what was read.
    fn run(&self, context: &mut Context<'_>, request: &Json, doing: &str) -> Result<Json> {
        let mut answer = |question: &str, key: &str| {
            let is_set = || context.is_set(context.engine().name(key));
            if question == "local" && !is_set() {
                return json!({});
            }
            match context.variable_named(key) {
                Some(value) => json!({ "value": wire::encode(&value) }),
                None => json!({}),
            }
        };
        let done = self.call(request, doing, &mut answer)?;
        self.record(done.get("read").unwrap_or(&Json::Null));
        if let Some(Json::Object(sets)) = done.get("sets") {
            for (name, value) in sets {
                let name = context.engine().name(name);
                context.assign(name, self.decode(value));
            }
        }
        Ok(done)
    }

    /// Records what a plugin has read.
    pub(super) fn record(&self, read: &Json) {
        let flag = |key: &str| read.get(key).and_then(Json::as_bool) == Some(true);
        if flag("site") {
            incremental::record(|| Dependency::WholeSite);
        }
        if flag("volatile") {
            incremental::record(|| Dependency::OtherProgram);
        }
        let files = read.get("files").and_then(Json::as_array);
        for file in files.into_iter().flatten().filter_map(Json::as_str) {
            incremental::record(|| Dependency::DiskFile(file.into()));
        }
    }
}
