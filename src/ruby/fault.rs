//! What can go wrong with Ruby, as diagnostics: an exception with its place in the plugin, and a child process that fails.

use crate::diag::{Code, Diagnostic, Severity, SourceId, Span};
use serde_json::Value as Json;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Finds the text of a file by its path below the source folder.
pub(super) type Texts<'a> = dyn Fn(&str) -> Option<(SourceId, Arc<str>)> + 'a;

/// A request that failed.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// Ruby cannot be started.
    NotStarted(String),
    /// An exception that nobody rescued.
    Raised(Raised),
    /// The process has ended.
    Died(String),
    /// The process did not answer in time.
    TimedOut(Duration),
    /// The process sent what is not a message.
    Garbage(String),
    /// The process ended at an earlier request, which is reported there.
    Ended,
}

/// An exception.
#[derive(Clone, Debug)]
pub(super) struct Raised {
    class: String,
    message: String,
    /// The calls in code of the site and of its gems, innermost first.
    frames: Vec<Frame>,
}

#[derive(Clone, Debug)]
struct Frame {
    file: String,
    line: usize,
    method: String,
}

impl Fault {
    /// The exception that the host describes.
    pub(super) fn raised(json: &Json) -> Self {
        let text = |json: &Json, key: &str| {
            json.get(key)
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let frame = |json: &Json| Frame {
            file: text(json, "file"),
            line: json
                .get("line")
                .and_then(Json::as_u64)
                .map_or(1, |line| usize::try_from(line).unwrap_or(1)),
            method: text(json, "in"),
        };
        Self::Raised(Raised {
            class: text(json, "class"),
            message: text(json, "message"),
            frames: json
                .get("frames")
                .and_then(Json::as_array)
                .map_or_else(Vec::new, |frames| frames.iter().map(frame).collect()),
        })
    }

    /// Whether no later request can succeed.
    pub(super) fn is_final(&self) -> bool {
        !matches!(self, Self::Raised(_))
    }

    /// What a later request gets.
    pub(super) fn again(&self) -> Self {
        Self::Ended
    }

    /// The diagnostic; `doing` completes “Ruby failed while …”.
    pub(super) fn diagnostic(&self, doing: &str, texts: &Texts<'_>, source: &Path) -> Box<Diagnostic> {
        let error = |message: String| Diagnostic::error(Code::RubyHost, message);
        Box::new(match self {
            Self::Raised(raised) => return Box::new(raised.diagnostic(doing, texts, source)),
            Self::NotStarted(reason) => error(format!("Ruby cannot be started: {reason}"))
                .hint("install Ruby and the site's gems (`bundle install`), or build without `--ruby`"),
            Self::Died(status) => error(format!("Ruby ended while {doing}: {status}"))
                .hint("a plugin that calls `exit!` or crashes an extension ends the process"),
            Self::TimedOut(limit) => {
                let seconds = limit.as_secs();
                error(format!("Ruby did not answer within {seconds} s while {doing}"))
                    .hint("allow it more time with `--ruby-timeout SECONDS`")
            }
            Self::Garbage(reason) => error(format!(
                "Ruby sent an unreadable message while {doing}: {reason}"
            ))
            .hint("a plugin that writes to a file descriptor of its own may have hit the pipe to recto"),
            Self::Ended => {
                let mut note = error(format!("Ruby had ended before {doing}"));
                note.severity = Severity::Note;
                note
            }
        })
    }
}

impl Raised {
    fn diagnostic(&self, doing: &str, texts: &Texts<'_>, source: &Path) -> Diagnostic {
        let message = self.message.lines().next().unwrap_or_default();
        let mut error = Diagnostic::error(
            Code::RubyException,
            format!("`{}` while {doing}: {message}", self.class),
        );
        for frame in &self.frames {
            let (shown, span) = place(frame, texts, source);
            let label = match frame.method.is_empty() {
                true => format!("in `{shown}`"),
                false => format!("in `{}` of `{shown}`", frame.method),
            };
            error = error.step(label, span);
        }
        if self.class == "LoadError" {
            error = error.hint("install the gem that the plugin requires, or add it to the `Gemfile`");
        }
        error
    }
}

/// A frame's file as users know it, with its line, which is a span where the file is the site's.
fn place(frame: &Frame, texts: &Texts<'_>, source: &Path) -> (String, Option<Span>) {
    let path = Path::new(&frame.file);
    let Ok(below) = path.strip_prefix(source) else {
        return (format!("{}:{}", frame.file, frame.line), None);
    };
    let shown = below.to_string_lossy().replace('\\', "/");
    let Some((id, text)) = texts(&shown) else {
        return (format!("{shown}:{}", frame.line), None);
    };
    let start: usize = text
        .split_inclusive('\n')
        .take(frame.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text
        .get(start..)
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    let (from, to) = (start + indent, start + line.trim_end().len());
    (shown, Some(Span::new(id, from, to.max(from))))
}
