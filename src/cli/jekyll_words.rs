//! What Jekyll prints for a diagnostic, for scripts that look for its words in the output of `--trace`.

use recto::diag::{Code, Diagnostic, Severity, Sources, Span};

/// Jekyll's line about `diagnostic`, as topic and message; `None` where Jekyll has none.
pub(super) fn line(diagnostic: &Diagnostic, sources: &Sources) -> Option<(&'static str, String)> {
    let exception = match diagnostic.severity {
        Severity::Error => "Liquid Exception:",
        Severity::Warning | Severity::Note => "Liquid Warning:",
    };
    let name = diagnostic.subject.as_deref().unwrap_or_default();
    let place = || Template::of(diagnostic, sources);
    Some(match diagnostic.code {
        Code::UnknownTag => (exception, place()?.syntax_error(&format!("Unknown tag '{name}'"))),
        Code::LiquidSyntax | Code::UnclosedBlock => (exception, place()?.syntax_error(&diagnostic.message)),
        Code::UndefinedVariable => {
            // Liquid names the key that is missing, not the whole path.
            let key = name.rsplit('.').next().unwrap_or(name);
            (exception, place()?.error(&format!("undefined variable {key}")))
        }
        Code::UnknownFilter => (exception, place()?.error(&format!("undefined filter {name}"))),
        Code::InvalidArgument | Code::InvalidComparison => {
            let message = diagnostic.subject.as_ref().unwrap_or(&diagnostic.message);
            (exception, place()?.error(message))
        }
        Code::UnknownInclude => (
            exception,
            place()?.raised(&format!("Could not locate the included file '{name}'.")),
        ),
        Code::InvalidIncludeName => (
            exception,
            place()?.raised(&format!(
                "Invalid syntax for include tag. File contains invalid characters or sequences: {name}"
            )),
        ),
        Code::UnknownLink => (
            exception,
            place()?.raised(&format!("Could not find document '{name}' in tag 'link'.")),
        ),
        Code::UnknownPost => (
            exception,
            place()?.raised(&format!("Could not find post \"{name}\" in tag 'post_url'.")),
        ),
        Code::IncompletePostName => (
            "Deprecation:",
            format!("A call to '{{% post_url {name} %}}' did not match a post by its full name."),
        ),
        Code::OutputConflict => (
            "Conflict:",
            format!("The following destination is shared by multiple files. {name}"),
        ),
        Code::MissingSortKey => ("Sort warning:", format!("'{name}' not defined")),
        Code::InvalidDate if !name.is_empty() => {
            let path = &sources.get(sources.original(diagnostic.span?).source).path;
            let name = match name {
                "front matter" => "YAML front matter",
                "file name" => "filename",
                other => other,
            };
            let message = format!("Document '{path}' does not have a valid date in the {name}.");
            ("Error:", message)
        }
        _ => return None,
    })
}

/// Where a template is at fault, as Jekyll names it.
struct Template {
    /// The file that is at fault.
    path: String,
    /// The line in it, counted from the end of its front matter.
    line: usize,
    /// The page or layout that includes the file, if it is an include.
    included_in: Option<String>,
}

impl Template {
    fn of(diagnostic: &Diagnostic, sources: &Sources) -> Option<Self> {
        let path = |span: Span| sources.get(sources.original(span).source).path.clone();
        let span = sources.original(diagnostic.span?);
        let source = sources.get(span.source);
        let outermost = diagnostic.trace.iter().rev().find_map(|step| step.span);
        Some(Self {
            path: source.path.clone(),
            line: source.place(span.start).line - head_lines(&source.text),
            included_in: outermost.map(path),
        })
    }

    fn syntax_error(&self, message: &str) -> String {
        self.described("Liquid syntax error", message)
    }

    fn error(&self, message: &str) -> String {
        self.described("Liquid error", message)
    }

    fn described(&self, kind: &str, message: &str) -> String {
        let Self { path, line, .. } = self;
        match &self.included_in {
            Some(outer) => format!("{kind} (./{path} line {line}): {message} included in {outer}"),
            None => format!("{kind} (line {line}): {message} in {path}"),
        }
    }

    /// An exception that has no line.
    fn raised(&self, message: &str) -> String {
        let outer = self.included_in.as_ref().unwrap_or(&self.path);
        format!("{message} in {outer}")
    }
}

/// The lines of the front matter.
fn head_lines(text: &str) -> usize {
    let mut lines = text.lines();
    if lines.next().is_none_or(|first| first.trim_end() != "---") {
        return 0;
    }
    let end = lines.position(|line| matches!(line.trim_end(), "---" | "..."));
    end.map_or(0, |end| end + 2)
}
