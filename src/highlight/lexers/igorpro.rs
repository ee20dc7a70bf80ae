//! Igor Pro.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `igorpro`.
pub(crate) static LEXER: Lexer = Lexer::new("igorpro", define);

static WORDS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file_any_case(include_str!("igorpro.txt"), Version::V4_7));

const NAME: &str = r"[a-zA-Z][a-zA-Z0-9_.]*?\b";

/// Space that does not end a line: a backslash continues it.
const SPACE: &str = r"(?:[ \t]|\\\s*[\r\n])+";

const DIRECTIVES: [&str; 9] = [
    "pragma", "include", "define", "ifdef", "ifndef", "undef", "if", "elif", "else",
];

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("//", C).push("comment");
        s.call(NAME, name);
        s.call(format!("(#)({NAME})"), directive);
        s.groups(
            format!(r"((?i)/(?:wave|X|Y))(\s*)(=)(\s*)({NAME})"),
            [Kp, Text, P, Text, Nv],
        );
        s.rule(r"\s", Text);
        s.rule(r"[#$~!%^&*+=|?:<>/-]", O);
        s.rule(r"[{}()\[\],.;]", P);
        s.rule(r#"""#, S2).push("string");
        s.rule("'[^']*'", S1);
        s.rule("0[xX][a-fA-F0-9]+", Mf);
        s.rule(r"\d+\.\d+(?:e[+\-]?\d+)?", Mh);
        s.rule(r"\d+(?:_\d+)*", Mi);
        s.rule(SPACE, Text);
    });
    d.state("string", |s| {
        s.rule(r"%\w\b", Sx);
        s.rule(r#"\\\\|\\"|\\"#, Se);
        s.rule(r#"[^"]"#, S);
        s.rule(r#"""#, S2).pop();
    });
    d.state("comment", |s| {
        s.groups(r"(/\s*)(@\w+\b)", [C, Cs]);
        s.rule(r"[^\r\n]", C);
        s.empty("").pop();
    });
    declarations(d);
}

fn name(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.text().to_ascii_lowercase();
    if word.contains("function") {
        ctx.token(Kd);
        return ctx.push("function");
    }
    let kind = WORDS.get(&word);
    ctx.token(kind.unwrap_or(if is_result(&word) { No } else { N }));
    match kind {
        Some(Kd) => ctx.push("variables"),
        Some(Kr) => ctx.push("flags"),
        _ => {}
    }
}

/// Whether this is a variable that operations leave results in: `V_flag`.
fn is_result(word: &str) -> bool {
    let rest = ["v_", "s_", "w_"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_lowercase()))
}

fn directive(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.group(2).to_ascii_lowercase();
    if DIRECTIVES.contains(&word.as_str()) || word == "endif" {
        ctx.token(Cp);
    } else {
        ctx.group_token(1, P);
        ctx.group_token(2, N);
    }
}

fn declarations(d: &mut LexerBuilder) {
    d.state("assignment", |s| {
        s.rule(SPACE, Text);
        s.rule(r#"""#, S2).push("string");
        s.rule("'[^']*'", S1);
        s.rule("0[xX][a-fA-F0-9]+", Mf).pop();
        s.rule(r"\d+(?:_\d+)*", Mi).pop();
        s.rule(r"[(\[{][^)\]}]+[)\]}]", G).pop();
        s.rule(r"[^\s/(]+", G).pop();
        s.empty("").pop();
    });
    d.state("variables", |s| {
        s.rule(SPACE, Text);
        s.rule("=", P).push("assignment");
        s.rule(NAME, Nv);
        s.rule(r"[\[\]]", P);
        s.rule(",", P).push("variables");
        s.rule(r"\)", P).pop();
        s.rule("/[a-zA-Z]+", Kp).push("variables");
        s.empty("").pop();
    });
    d.state("function", |s| {
        s.rule("/[a-zA-Z]+", Kp);
        s.rule(SPACE, Text);
        s.rule(NAME, Nf);
        s.rule(r"\(", P).push("variables");
        s.empty("").pop();
    });
    d.state("flags", |s| {
        s.rule(SPACE, Text);
        s.rule("=", P).push("assignment");
        s.rule("/[a-zA-Z]+", Kp).push("flags");
        s.groups(format!(r"((?i)as)(\s*)({NAME})"), [Kt, Text, Nl]);
        s.empty("").pop();
    });
}
