//! AppleScript.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::{self, *};

/// Rouge's `applescript`.
pub(crate) static LEXER: Lexer = Lexer::new("applescript", define);

/// Patterns of phrases, one in a line, in sections.
const PHRASES: &str = include_str!("applescript.txt");

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule("¬\n", Se);
        s.rule(r"'s\s+", Text);
        s.rule("(?:--|#).*?$", C1);
        s.rule(r"\(\*", Cm);
        s.rule("[(){}!,.:]", P);
        s.groups("(«)([^»]+)(»)", [Text, Nb, Text]);
        s.groups(
            r"((?:considering|ignoring)\s*)(application responses|case|diacriticals|hyphens|numeric strings|punctuation|white space)",
            [K, Nb],
        );
        s.rule(r"-|\*|\+|&|≠|>=?|<=?|=|≥|≤|/|÷|\^", O);
        phrases(s, "operators", Ow);
        s.groups(r"^(\s*)(in|on|script|to)(\s+)", [Text, K, Text]);
        s.groups(
            format!(r"(as )({})\b", section("classes").join("|")),
            [K, Nc],
        );
        phrases(s, "literals", Nb);
        phrases(s, "commands", Nb);
        phrases(s, "controls", K);
        phrases(s, "declarations", K);
        phrases(s, "reserved", Nb);
        s.rule(format!(r"(?:{})s?\b", section("builtins").join("|")), Nb);
        phrases(s, "handler parameters", Nb);
        phrases(s, "studio properties", Na);
        s.rule(format!(r"(?:{})s?\b", section("studio classes").join("|")), Nb);
        phrases(s, "studio commands", Nb);
        phrases(s, "references", Nb);
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S2);
        s.rule(r"[a-zA-Z]\w*\b", Nv);
        s.rule(r"[-+]?(?:\d+\.\d*|\d*\.\d+)(?:E[-+][0-9]+)?", Mf);
        s.rule(r"[-+]?\d+", Mi);
    });
}

fn phrases(s: &mut StateBuilder, name: &str, token: Token) {
    s.rule(format!(r"(?:{})\b", section(name).join("|")), token);
}

/// The patterns of a section.
fn section(name: &str) -> Vec<&'static str> {
    let heading = format!("[{name}]");
    let lines = PHRASES.lines().skip_while(|line| *line != heading).skip(1);
    let headings = |line: &&str| line.starts_with('[') && line.ends_with(']');
    lines.take_while(|line| !headings(line)).collect()
}
