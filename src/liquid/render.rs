//! Renders blocks: walks the nodes of a template, of its includes and of captures.

use super::ast::{Block, Flow, Node, NodeKind, Shape, Template};
use super::context::{Context, Frame, captured_origins};
use super::output::Output;
use recto_diag::{Code, Diagnostic, Result};
use recto_value::{Str, Value};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// How many blocks may be open, those around includes counted: deeper ones would overflow the stack of a thread.
const MOST_BLOCKS: usize = 400;

/// What prints more than this is charged for its length.
const LONG: usize = 1 << 10;

impl Context<'_> {
    /// Renders another template in these scopes, as an include does. `label` names it in the trace of errors. Fails
    /// where includes nest too deeply.
    pub fn nested(&mut self, template: &Template, label: &str, out: &mut Output) -> Result<Flow> {
        let at = self.at;
        if self.depth >= self.engine.options().include_depth {
            let error = Diagnostic::error(Code::LimitExceeded, format!("`{label}` nests too deeply"));
            return Err(self.place(Box::new(error.hint("does it include itself?"))));
        }
        self.depth += 1;
        let before = out.text.len();
        let span = tracing::trace_span!("include", name = label, bytes = tracing::field::Empty).entered();
        let result = self.template(template, out);
        span.record("bytes", out.text.len().saturating_sub(before));
        drop(span);
        self.depth -= 1;
        self.at = at;
        result.map_err(|error| Box::new(error.step(format!("included as `{label}`"), self.span())))
    }

    pub(super) fn template(&mut self, template: &Template, out: &mut Output) -> Result<Flow> {
        let parsed = &*template.inner;
        if !parsed.warnings.is_empty() && !self.warned.contains(&parsed.source) {
            self.warned.push(parsed.source);
            self.warnings.extend(parsed.warnings.iter().cloned());
        }
        self.globals.reserve(self.engine.names().len());
        self.paths.reserve(self.engine.paths().len());
        let frame = Frame {
            source: parsed.source,
            text: Arc::clone(&parsed.text),
        };
        let outer = self.frame.replace(frame);
        let result = self
            .block(&parsed.body, out)
            .and_then(|flow| self.check_size(out).map(|()| flow));
        self.frame = outer;
        result
    }

    /// Renders a block of the template that is being rendered.
    pub fn block(&mut self, block: &Block, out: &mut Output) -> Result<Flow> {
        self.charge(block.nodes.len() as u64 + 1)?;
        if self.blocks >= MOST_BLOCKS {
            let error = Diagnostic::error(Code::LimitExceeded, "tags nest too deeply");
            return Err(self.place(Box::new(
                error.hint("does an include inside a tag include itself?"),
            )));
        }
        self.blocks += 1;
        let result = self.nodes(block, out);
        self.blocks -= 1;
        result
    }

    fn nodes(&mut self, block: &Block, out: &mut Output) -> Result<Flow> {
        for node in &block.nodes {
            let (tag, drops) = match &node.kind {
                NodeKind::Word(text, shape) => {
                    self.word(text, node, *shape, out);
                    continue;
                }
                NodeKind::Text => {
                    self.write_literal(node.start as usize..node.end as usize, out);
                    continue;
                }
                NodeKind::Output(filtered) => {
                    self.at = (node.start, node.end);
                    self.output(filtered, out).map_err(|error| self.place(error))?;
                    continue;
                }
                NodeKind::Tag(tag) => (tag, false),
                NodeKind::Silent(tag) => (tag, true),
            };
            self.at = (node.start, node.end);
            if !out.is_untraced() {
                out.enter_tag(self.span());
            }
            let length = out.text.len();
            let flow = tag.render(self, out).map_err(|error| self.place(error))?;
            if drops {
                out.truncate(length);
            }
            if flow != Flow::Next || !self.pending.is_empty() {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    #[inline]
    fn word(&self, text: &str, node: &Node, shape: Shape, out: &mut Output) {
        let source = self.source();
        if shape == Shape::LineFeed && !out.is_empty() && !out.is_exact() {
            out.line_feed();
        } else if out.is_in_line_of(source) && shape != Shape::Lines || out.is_untraced() {
            out.go_on(text, shape != Shape::Within);
        } else if let Some(source) = source {
            out.literal(text, source, node.start, shape);
        }
    }

    /// Writes bytes of the template that is being rendered as they are, for tags like `raw`.
    pub fn write_literal(&self, range: Range<usize>, out: &mut Output) {
        if let Some(frame) = &self.frame {
            let start = u32::try_from(range.start).unwrap_or(u32::MAX);
            let text = frame.text.get(range).unwrap_or_default();
            out.literal(text, frame.source, start, Shape::of(text));
        }
    }

    /// Renders a block to a text of its own. Its origins are kept: where the text is printed, they count.
    pub fn capture(&mut self, block: &Block, out: &Output) -> Result<(Str, Flow)> {
        if let [node] = &*block.nodes
            && let NodeKind::Output(filtered) = &node.kind
        {
            self.at = (node.start, node.end);
            let value = self.filtered(filtered).map(Cow::into_owned);
            return match value.map_err(|error| self.place(error))? {
                // The text as it is, however long, without a copy.
                Value::Str(text) => Ok((text, Flow::Next)),
                value => self.apart(out, |context, inner| {
                    context.write(&value, inner)?;
                    Ok(Flow::Next)
                }),
            };
        }
        self.apart(out, |context, inner| context.block(block, inner))
    }

    /// Renders another template, as [`nested`](Self::nested) does, to a text of its own.
    pub fn capture_nested(&mut self, template: &Template, label: &str, out: &Output) -> Result<(Str, Flow)> {
        self.apart(out, |context, inner| context.nested(template, label, inner))
    }

    fn apart(
        &mut self,
        out: &Output,
        write: impl FnOnce(&mut Self, &mut Output) -> Result<Flow>,
    ) -> Result<(Str, Flow)> {
        self.written += out.text.len();
        let spare = self.spare.pop().unwrap_or_default();
        let mut inner = spare.untraced(out.is_untraced()).exact(out.is_exact());
        let result = write(self, &mut inner).and_then(|flow| self.check_size(&inner).map(|()| flow));
        self.written -= out.text.len();
        let flow = result?;
        self.charge_bytes(inner.text.len())?;
        self.grow(inner.text.len() as u64)?;
        let text = Str::from(&*inner.text);
        if !inner.is_untraced() {
            self.captured.note(&text, &mut inner.origins);
        }
        inner.clear();
        self.spare.push(inner);
        Ok((text, flow))
    }

    /// Writes a value as `{{ … }}` does.
    ///
    /// # Errors
    ///
    /// The output grows beyond its limit.
    pub fn write(&self, value: &Value, out: &mut Output) -> Result<()> {
        let before = out.text.len();
        if let (Value::Str(text), Some(origins)) = (value, captured_origins(&self.captured, value)) {
            out.captured(text, origins);
        } else {
            self.check_print(value)?;
            out.printed(value, self.span());
        }
        match out.text.len() - before {
            0..LONG => Ok(()),
            long => {
                self.charge_bytes(long)?;
                self.check_size(out)
            }
        }
    }
}
