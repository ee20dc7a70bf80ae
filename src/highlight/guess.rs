//! Guesses the language of code whose language is given as `guess`.
//!
//! The rules are those of Rouge's guessers (`guessers/modeline.rb`, `guessers/source.rb`) and of its lexers' `detect?`: a
//! mode line of an editor decides, else the beginning of the code. If two lexers claim the code, Rouge raises an error;
//! here it is plain text, like code that no lexer claims.

use crate::names;
use crate::version::Version;
use foldhash::HashMap;
use parking_lot::Mutex;
use regex::Regex;
use std::sync::{Arc, LazyLock};

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("the pattern is fixed"));
    };
}

pattern!(SHEBANG, r"\A[ \t\r\n\f\v]*#!(.*)");
pattern!(
    DOCTYPE,
    r"(?si)\A[ \t\r\n\f\v]*(?:<\?.*?\?>[ \t\r\n\f\v]*)?<!DOCTYPE[ \t\r\n\f\v]+(.+?)>"
);
pattern!(
    VIM,
    r"(?i)(?:vim|vi|ex):\s*(?:ft|filetype|syntax)=([0-9A-Za-z_]+)"
);
pattern!(
    VIM_SET,
    r"(?i)(?:vim|vi|ex):\s*set?.*\s(?:ft|filetype|syntax)=([0-9A-Za-z_]+)\s?.*:"
);
pattern!(EMACS, r"-\*-(.*?)-\*-");

/// The programs after `#!` in the first line, by the tag of the lexer that claims them. A blank or the end of the line
/// follows the program.
const PROGRAMS: &[(&str, &str)] = &[
    ("awk", "awk"),
    ("coffeescript", "coffee"),
    ("crystal", "crystal"),
    ("factor", "factor"),
    ("gherkin", "cucumber"),
    ("groovy", "groovy"),
    ("hack", "hhvm"),
    ("haskell", "runhaskell"),
    ("haxe", "haxe"),
    ("io", "io"),
    ("javascript", "node|jsc"),
    ("julia", "julia"),
    ("lasso", "lasso9"),
    ("livescript", "lsc"),
    ("lua", "lua"),
    ("moonscript", "moon"),
    ("perl", "perl"),
    ("php", "php"),
    ("praat", "praat"),
    ("puppet", "puppet-apply|puppet"),
    ("python", r"pythonw?(?:[23](?:\.[0-9]+)?)?"),
    ("r", "Rscript"),
    ("ruby", "ruby"),
    ("rust", "rustc"),
    ("sed", "sed"),
    ("shell", "(?:ba|z|k)?sh"),
    ("tcl", "tclsh|wish|jimsh"),
    ("tulip", "tulip"),
];

/// Programs that only Rouge 4.7 knows.
const PROGRAMS_SINCE_4_7: &[(&str, &str)] = &[
    ("elixir", "elixir"),
    ("groovy", "nextflow"),
    ("mojo", r"mojow?(?:[23](?:\.[0-9]+)?)?"),
];

/// Patterns by which other code is claimed. `^` is the beginning of any line, as in Ruby.
const MARKS: &[(&str, &str)] = &[
    ("biml", r"<\s*Biml\b"),
    (
        "diff",
        r"\AIndex: |\Adiff[^\n]*?\ba/[^\n]*\bb/|---.*?\n\+\+\+|\+\+\+.*?\n---",
    ),
    ("hack", r"<\?hh|async function [a-zA-Z]|\): Awaitable<"),
    ("lasso", r"\A.*?<\?(?:lasso(?:script)?|=)"),
    ("postscript", r"(?m)^%!"),
    ("racket", r"(?m)\A#lang[ \t]*[^\n]*?(?:racket|scribble)"),
    (
        "tex",
        r"\A\s*\\(?:documentclass|input|documentstyle|relax|ProvidesPackage|ProvidesClass)",
    ),
    ("yaml", r"\A\s*%YAML"),
];

/// Patterns that Rouge 4.7 no longer has.
const MARKS_BEFORE_4_7: &[(&str, &str)] = &[
    ("mosel", r"(?m)^\s*(?:model|package)\s+"),
    ("solidity", r"\Apragma solidity"),
];

/// Patterns that only Rouge 4.7 has.
const MARKS_SINCE_4_7: &[(&str, &str)] = &[("shell", r"\A#(?:compdef|autoload)")];

/// Rouge's name of the lexer for `code`; `plaintext` if no lexer or more than one claims it.
pub(crate) fn guess(code: &str, version: Version) -> &'static str {
    let code = code
        .strip_prefix('\u{feff}')
        .unwrap_or(code)
        .replace("\r\n", "\n");
    let named = by_mode_line(&code, version);
    if let [only] = named[..] {
        return only;
    }
    let mut claims = by_source(&code, version);
    if !named.is_empty() {
        let both: Vec<_> = claims.iter().filter(|tag| named.contains(tag)).copied().collect();
        claims = if both.is_empty() { named } else { both };
    }
    match claims[..] {
        [only] => only,
        _ => "plaintext",
    }
}

/// The languages named by mode lines of Emacs and Vim in the first and the last five lines.
fn by_mode_line(code: &str, version: Version) -> Vec<&'static str> {
    let lines: Vec<&str> = code.trim_end_matches('\n').split('\n').collect();
    let head = &lines[..lines.len().min(5)];
    let tail = &lines[lines.len().saturating_sub(5)..];
    let space = [head, tail].concat().join("\n");
    let emacs = EMACS
        .captures(&space)
        .and_then(|found| emacs_mode(found.get(1)?.as_str()));
    let vim = |pattern: &Regex| Some(pattern.captures(&space)?.get(1)?.as_str().to_owned());
    let mut tags: Vec<&'static str> = [emacs.map(str::to_owned), vim(&VIM), vim(&VIM_SET)]
        .into_iter()
        .flatten()
        .filter_map(|name| names::tag(&name, version))
        .collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// The mode in an Emacs line: `ruby`, `mode: ruby`, `coding: utf-8; mode: ruby`.
fn emacs_mode(line: &str) -> Option<&str> {
    let mut parts = line.split(';').map(str::trim).filter(|part| !part.is_empty());
    let word = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
    };
    parts.find_map(|part| match part.split_once(':') {
        None => Some(part).filter(|name| word(name)),
        Some((key, value)) if key.trim().eq_ignore_ascii_case("mode") => {
            Some(value.trim()).filter(|name| word(name))
        }
        Some(_) => None,
    })
}

/// The regex of a fixed pattern, compiled once.
fn regex(pattern: &'static str) -> Arc<Regex> {
    static COMPILED: LazyLock<Mutex<HashMap<&'static str, Arc<Regex>>>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock();
    let regex = compiled
        .entry(pattern)
        .or_insert_with(|| Arc::new(Regex::new(pattern).expect("the pattern is fixed")));
    Arc::clone(regex)
}

fn by_source(code: &str, version: Version) -> Vec<&'static str> {
    let program = SHEBANG.captures(code).map(|found| found[1].to_owned());
    let runs = |programs: &str| {
        program.as_deref().is_some_and(|line| {
            Regex::new(&format!(r"(?-u:\b)(?:{programs})(?:[ \t\r\n\f\v]|$)"))
                .is_ok_and(|word| word.is_match(line))
        })
    };
    let mut claims: Vec<&'static str> = Vec::new();
    let (programs, marks) = match version {
        Version::V3_30 => (&[] as &[_], MARKS_BEFORE_4_7),
        Version::V4_7 => (PROGRAMS_SINCE_4_7, MARKS_SINCE_4_7),
    };
    if program.is_some() {
        claims.extend(
            PROGRAMS
                .iter()
                .chain(programs)
                .filter(|(_, programs)| runs(programs))
                .map(|(tag, _)| *tag),
        );
    }
    let matches = |pattern| regex(pattern).is_match(code);
    let marks = MARKS.iter().chain(marks);
    claims.extend(marks.filter(|(_, mark)| matches(mark)).map(|(tag, _)| *tag));
    let doctype = DOCTYPE.captures(code).map(|found| found[1].to_owned());
    let xml = matches(r"\A<\?xml\b");
    let doctype_matches = |pattern| {
        doctype
            .as_deref()
            .is_some_and(|doctype| regex(pattern).is_match(doctype))
    };
    if doctype_matches(r"(?i)\bhtml\b") || (!xml && matches(r"<\s*html\b")) {
        claims.push("html");
    }
    if !doctype_matches("html") && (xml || doctype.is_some()) {
        claims.push("xml");
    }
    if !claims.contains(&"php") && !matches(r"(?m)^<\?hh") && matches(r"(?m)^<\?php") {
        claims.push("php");
    }
    claims.sort_unstable();
    claims.dedup();
    claims
}
