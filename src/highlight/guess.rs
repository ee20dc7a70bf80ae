//! Which language a code is in, where it is called `guess`: in goes the code, out comes Rouge's name of a lexer.
//!
//! Rules of Rouge's guessers (`guessers/modeline.rb`, `guessers/source.rb`) and of its lexers' `detect?`: a line
//! that tells an editor the language, else what the code begins with. Where two lexers claim a code Rouge fails;
//! here it is plain text, as code that none claims.

use crate::names::NAMES;
use foldhash::HashMap;
use regex::Regex;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

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

/// What follows `#!` in the first line, if that names a program as Rouge looks for it: a word, then a blank or the
/// end.
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

/// What the lexers look for beside programs. `^` is the beginning of any line, as in Ruby.
const MARKS: &[(&str, &str)] = &[
    ("biml", r"<\s*Biml\b"),
    (
        "diff",
        r"\AIndex: |\Adiff[^\n]*?\ba/[^\n]*\bb/|---.*?\n\+\+\+|\+\+\+.*?\n---",
    ),
    ("hack", r"<\?hh|async function [a-zA-Z]|\): Awaitable<"),
    ("lasso", r"\A.*?<\?(?:lasso(?:script)?|=)"),
    ("mosel", r"(?m)^\s*(?:model|package)\s+"),
    ("postscript", r"(?m)^%!"),
    ("racket", r"(?m)\A#lang[ \t]*[^\n]*?(?:racket|scribble)"),
    ("solidity", r"\Apragma solidity"),
    (
        "tex",
        r"\A\s*\\(?:documentclass|input|documentstyle|relax|ProvidesPackage|ProvidesClass)",
    ),
    ("yaml", r"\A\s*%YAML"),
];

/// Rouge's name of the lexer for `code`; `plaintext` where no or more than one lexer claims it.
pub(crate) fn guess(code: &str) -> &'static str {
    let code = code
        .strip_prefix('\u{feff}')
        .unwrap_or(code)
        .replace("\r\n", "\n");
    let named = by_mode_line(&code);
    if let [only] = named[..] {
        return only;
    }
    let mut claims = by_source(&code);
    if !named.is_empty() {
        let both: Vec<_> = claims.iter().filter(|tag| named.contains(tag)).copied().collect();
        claims = if both.is_empty() { named } else { both };
    }
    match claims[..] {
        [only] => only,
        _ => "plaintext",
    }
}

/// The languages that mode lines name: of Emacs, of Vim, in the first and the last five lines.
fn by_mode_line(code: &str) -> Vec<&'static str> {
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
        .filter_map(|name| {
            let place = NAMES
                .binary_search_by_key(&name.as_str(), |(known, _)| known)
                .ok()?;
            Some(NAMES[place].1)
        })
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

/// The expression of a fixed pattern, made once.
fn made(pattern: &'static str) -> Arc<Regex> {
    static MADE: LazyLock<Mutex<HashMap<&'static str, Arc<Regex>>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = made
        .entry(pattern)
        .or_insert_with(|| Arc::new(Regex::new(pattern).expect("the pattern is fixed")));
    Arc::clone(regex)
}

fn by_source(code: &str) -> Vec<&'static str> {
    let program = SHEBANG.captures(code).map(|found| found[1].to_owned());
    let runs = |programs: &str| {
        program.as_deref().is_some_and(|line| {
            Regex::new(&format!(r"(?-u:\b)(?:{programs})(?:[ \t\r\n\f\v]|$)"))
                .is_ok_and(|word| word.is_match(line))
        })
    };
    let mut claims: Vec<&'static str> = Vec::new();
    if program.is_some() {
        claims.extend(
            PROGRAMS
                .iter()
                .filter(|(_, programs)| runs(programs))
                .map(|(tag, _)| *tag),
        );
    }
    let marked = |pattern| made(pattern).is_match(code);
    claims.extend(MARKS.iter().filter(|(_, mark)| marked(mark)).map(|(tag, _)| *tag));
    let doctype = DOCTYPE.captures(code).map(|found| found[1].to_owned());
    let xml = marked(r"\A<\?xml\b");
    let says = |pattern| {
        doctype
            .as_deref()
            .is_some_and(|doctype| made(pattern).is_match(doctype))
    };
    if says(r"(?i)\bhtml\b") || (!xml && marked(r"<\s*html\b")) {
        claims.push("html");
    }
    if !says("html") && (xml || doctype.is_some()) {
        claims.push("xml");
    }
    if !claims.contains(&"php") && !marked(r"(?m)^<\?hh") && marked(r"(?m)^<\?php") {
        claims.push("php");
    }
    claims.sort_unstable();
    claims.dedup();
    claims
}
