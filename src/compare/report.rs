//! Prints a comparison: as text for a terminal, and as one HTML page with both sides of every difference.

use super::{Comparison, Row, Verdict};
use crate::text::escape::ATTRIBUTE;
use std::fmt::Write;

const REPORTED: [Verdict; 4] = [Verdict::Byte, Verdict::Dom, Verdict::Differs, Verdict::Missing];

/// A line on the files that were not shown, where there are any.
fn more(comparison: &Comparison, verdict: Verdict, show: usize) -> String {
    match of(comparison, verdict).count().saturating_sub(show) {
        0 => String::new(),
        left => format!("        … and {left} more, shown by `--show`\n"),
    }
}

/// The report as text: the first `show` differences of each kind, then the counts.
pub fn text(comparison: &Comparison, show: usize) -> String {
    let mut out = String::new();
    for row in of(comparison, Verdict::Differs).take(show) {
        let _ = writeln!(out, "differs {}", row.path);
        if let Some(hunk) = &row.hunk {
            for (sign, lines) in [(' ', &hunk.before), ('-', &hunk.expected), ('+', &hunk.actual)] {
                for line in lines {
                    let _ = writeln!(out, "    {sign} {line}");
                }
            }
        }
    }
    out.push_str(&more(comparison, Verdict::Differs, show));
    for (word, verdict) in [("missing", Verdict::Missing), ("extra  ", Verdict::Extra)] {
        for row in of(comparison, verdict).take(show) {
            let _ = writeln!(out, "{word} {}", row.path);
        }
        out.push_str(&more(comparison, verdict, show));
    }
    for (word, pages) in [("pages", true), ("other files", false)] {
        let [byte, dom, differs, missing] = REPORTED.map(|verdict| comparison.count(pages, verdict));
        let all = byte + dom + differs + missing;
        if all > 0 {
            let share = 100.0 * (byte + dom) as f64 / all as f64;
            let _ = writeln!(
                out,
                "{word}: {all}, of which {byte} byte-identical, {dom} the same to a reader, {differs} different, \
                 {missing} missing: {share:.2} % same"
            );
        }
    }
    let _ = writeln!(out, "extra files: {}", of(comparison, Verdict::Extra).count());
    let [expected, actual] = &comparison.versions;
    if let Some(advice) = expected.advice(actual) {
        let _ = writeln!(out, "{advice}");
    }
    out
}

fn of(comparison: &Comparison, verdict: Verdict) -> impl Iterator<Item = &Row> {
    comparison.rows.iter().filter(move |row| row.verdict == verdict)
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}\
table{border-collapse:collapse}td,th{border:1px solid #8888;padding:.3rem .7rem;text-align:start}\
.sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem}pre{overflow:auto;padding:.7rem;white-space:pre-wrap;\
overflow-wrap:anywhere;border:1px solid #8888}.old{background:#ffebe9;color:#82071e}.new{background:#dafbe1;color:#044f1e}\
@media(max-width:50rem){.sides{grid-template-columns:1fr}}\
@media(prefers-color-scheme:dark){body{background:#111;color:#eee}.old{background:#3d0c11;color:#ffc1c0}\
.new{background:#0b2e16;color:#aff5b4}}";

/// The report as a self-contained page: counts, then every difference with both sides.
pub fn html(comparison: &Comparison) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>Two sites compared</title>\n<style>{STYLE}</style>\n\
         <h1>Two sites compared</h1>\n<table>\n<tr><th>files<th>byte-identical<th>same to a reader<th>different\
         <th>missing\n"
    );
    for (word, pages) in [("pages", true), ("other", false)] {
        let counts = REPORTED.map(|verdict| format!("<td>{}", comparison.count(pages, verdict)));
        let _ = writeln!(out, "<tr><th>{word}{}", counts.concat());
    }
    out.push_str("</table>\n");
    for row in of(comparison, Verdict::Differs) {
        let _ = writeln!(out, "<h2>{}</h2>", ATTRIBUTE.escape(&row.path));
        let Some(hunk) = &row.hunk else {
            out.push_str("<p>Binary files that differ.</p>\n");
            continue;
        };
        out.push_str("<div class=\"sides\">\n");
        for (class, title, lines) in [
            ("old", "expected", &hunk.expected),
            ("new", "actual", &hunk.actual),
        ] {
            let shown = |lines: &[String]| ATTRIBUTE.escape(&lines.join("\n")).into_owned();
            let _ = writeln!(
                out,
                "<section><h3>{title}</h3><pre>{}\n<span class=\"{class}\">{}</span></pre></section>",
                shown(&hunk.before),
                shown(lines)
            );
        }
        out.push_str("</div>\n");
    }
    for (title, verdict) in [("Missing", Verdict::Missing), ("Extra", Verdict::Extra)] {
        if of(comparison, verdict).next().is_some() {
            let _ = writeln!(out, "<h2>{title}</h2>\n<ul>");
            for row in of(comparison, verdict) {
                let _ = writeln!(out, "<li>{}", ATTRIBUTE.escape(&row.path));
            }
            out.push_str("</ul>\n");
        }
    }
    out
}
