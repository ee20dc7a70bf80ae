//! Elixir.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `elixir`.
pub(crate) static LEXER: Lexer = Lexer::new("elixir", define);

const KEYWORDS: &str = "case|cond|end|bc|lc|if|unless|try|loop|receive|fn|defmodule|defp?|defprotocol|defimpl|defrecord|\
    defmacrop?|defdelegate|defexception|defguardp?|defstruct|exit|raise|throw|after|rescue|catch|else";

/// The delimiters of sigils: the patterns of the opening and the closing one, and the states of regular expressions and of
/// other text, each without and with interpolation. (Rouge confuses them: it interpolates in `~S` and not in `~s`.)
const SIGILS: [(&str, &str, [&str; 4]); 8] = [
    (r"\{", r"\}", ["{r", "{R", "{s", "{S"]),
    (r"\[", r"\]", ["[r", "[R", "[s", "[S"]),
    (r"\(", r"\)", ["(r", "(R", "(s", "(S"]),
    ("<", ">", ["<r", "<R", "<s", "<S"]),
    (r"\|", r"\|", ["|r", "|R", "|s", "|S"]),
    ("/", "/", ["/r", "/R", "/s", "/S"]),
    ("'", "'", ["'r", "'R", "'s", "'S"]),
    ("\"", "\"", ["\"r", "\"R", "\"s", "\"S"]),
];

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*$", C1);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K).not_followed_by("[?!]");
        s.rule(r"do\b", K);
        s.rule(r"(?:import|require|use|recur|quote|unquote|super|refer)\b", Kn)
            .not_followed_by("[?!]");
        s.rule(r"(?:and|not|or|when|xor|in)\b", Ow);
        operators(s);
        symbols(s);
        s.rule(r"(?:nil|true|false)\b", No).not_followed_by("[?!]");
        s.rule(r"[A-Z]\w*\b", No);
        s.rule(r"__(?:FILE|LINE|MODULE|MAIN|FUNCTION)__\b", Bp)
            .not_followed_by("[?!]");
        s.rule(r"[a-zA-Z_!]\w*[!?]?", N);
        s.rule(r"::|[%(){};,/|:\\\[\]]", P);
        s.rule(r"@[a-zA-Z_]\w*|&\d", Nv);
        s.rule(r"\d(?:_?\d)*\.\d(?:_?\d)*(?:[eE][-+]?\d(?:_?\d)*)?\b", Mf);
        s.rule(r"0x\h(?:_?\h)*\b", Mh);
        s.rule(r"0o[0-7](?:_?[0-7])*\b", Mo);
        s.rule(r"0b[01](?:_?[01])*\b", Mb);
        s.rule(r"\d(?:_?\d)*\b", Mi);
        strings(s);
        sigils(s);
    });
    d.state("double", |s| {
        escapes(s);
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r#"[^#"\\]+"#, S2);
        s.rule(r#"""#, S2).pop();
        s.rule(r"[#\\]", S2);
    });
    d.state("single", |s| {
        escapes(s);
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r"[^#'\\]+", S1);
        s.rule(r"'", S1).pop();
        s.rule(r"[#\\]", S1);
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
    d.state("symbol", |s| {
        s.rule(r#"""#, Ss).pop();
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r#"[^#"]+"#, Ss);
    });
    d.state("regex flags", |s| {
        s.rule(r"[fgimrsux]*", Sr).pop();
    });
    d.state("list flags", |s| {
        s.rule(r"[csa]?", Sx).pop();
    });
    for (open, close, states) in SIGILS {
        for (kind, state) in states.into_iter().enumerate() {
            let token = if kind < 2 { Sr } else { Sx };
            d.state(state, |s| {
                s.rule(close, token).pop();
                if kind % 2 == 1 {
                    s.rule(r"#\{", Si).push("interpolation");
                    s.rule("#", token);
                } else {
                    s.rule(r"[\\#]", token);
                }
                s.rule(format!(r"[^#{open}{close}\\]+"), token);
            });
        }
    }
}

fn operators(s: &mut StateBuilder) {
    s.rule(r"%=|\*=|\*\*=|\+=|-=|\^=|\|\|=|<=>", O);
    s.rule("<", O).not_followed_by("[<=]");
    s.rule(">", O).not_followed_by("[<=>]");
    s.rule(r"<=|>=|===|==|=~|!=|!~|&&&?", O);
    s.rule("&", O).not_followed_by(r"\d");
    s.rule(r"\|\||[\^*+\-/|]|<<|>>|=|\.|~~~", O);
}

fn symbols(s: &mut StateBuilder) {
    s.rule(r":[a-zA-Z_]\w*[?!]", Ss);
    s.rule(r":[a-zA-Z_]\w*=", Ss).not_followed_by("[>=]");
    s.rule(r":[a-zA-Z_]\w*", Ss);
    s.rule(
        r":(?:<>|===?|>=?|<=?|<=>|&&?|%\(\)|%\[\]|%\{\}|\+\+?|--?|\|\|?|!|//|[%&`/|]|=?~|<-)",
        Ss,
    );
    s.rule(r"[a-zA-Z_]\w*[?!]?:", Ss).not_followed_by(":");
    s.rule(r#":""#, Ss).push("symbol");
}

fn strings(s: &mut StateBuilder) {
    s.rule(r#"(?s)(?:%[A-Ba-z])?""".*?""""#, Sd);
    s.rule(r"(?s)'''.*?'''", Sd);
    s.rule(r#"""#, S2).push("double");
    s.rule(r"'", S1).push("single");
    s.rule(
        r"\?(?:\\(?:x\d{1,2}|\h{1,2}\b|0[0-7]{0,2}\b[^x0MC])|(?:\\[MC]-)+\w|[^\s\\])",
        Sx,
    );
}

fn escapes(s: &mut StateBuilder) {
    s.rule(r"\\x\h{2}", Se);
    s.rule(r"\\u\{?\d+\}?", Se);
    s.rule(r#"\\[\\abdefnrstv0"']"#, Se);
}

fn sigils(s: &mut StateBuilder) {
    for (open, _, [plain_regex, regex, plain, other]) in SIGILS {
        s.rule(format!(r"~r{open}"), Sr)
            .push("regex flags")
            .push(plain_regex);
        s.rule(format!(r"~R{open}"), Sr).push("regex flags").push(regex);
        s.rule(format!(r"~w{open}"), Sx).push("list flags").push(plain);
        s.rule(format!(r"~W{open}"), Sx).push("list flags").push(other);
        s.rule(format!(r"~[SC]{open}"), Sx).push(other);
        s.rule(format!(r"~[A-Za-z]{open}"), Sx).push(plain);
    }
}
