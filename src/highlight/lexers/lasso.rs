//! Lasso: HTML with its own language in it.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::lexers::html;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `lasso`.
pub(crate) static LEXER: Lexer = Lexer::new("lasso", define);

static WORDS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file_any_case(include_str!("lasso.txt"), Version::V4_7));

const NAME: &str = r"(?:[a-zA-Z_][\w.]*)";
const OPEN: &str = r"(?i)<\?(?:lasso(?:script)?|=)";

fn define(d: &mut LexerBuilder) {
    d.start(&["start"]);
    d.state("start", |s| {
        s.call("", |ctx| {
            let inline = ctx.options().is_on("start_inline");
            ctx.pop(1);
            if inline {
                ctx.push("lasso");
            }
        });
    });
    d.state("root", |s| {
        s.rule(r"^#![ \S]+lasso9\b", Cp).push("lasso");
        s.empty("").followed_by(r"\[|<").push("delimiters");
        s.rule(r"\s+", W);
        s.empty("").push("delimiters").push("file");
    });
    d.state("delimiters", |s| {
        s.rule(r"\[no_square_brackets\]", Cp).push("no square brackets");
        s.rule(r"\[noprocess\]", Cp).push("not processed");
        s.rule(r"\[", Cp).push("square brackets");
        s.rule(OPEN, Cp).push("angle brackets");
        s.call("(?s).", |ctx| page(ctx, |rest| !rest.starts_with('[')));
    });
    d.state("no square brackets", |s| {
        s.rule(r"\[noprocess\]", Cp).push("not processed");
        s.rule(OPEN, Cp).push("angle brackets");
        s.call("(?s).", |ctx| {
            page(ctx, |rest| {
                !rest
                    .get(..10)
                    .is_some_and(|word| word.eq_ignore_ascii_case("[noprocess"))
            });
        });
    });
    d.state("not processed", |s| {
        s.rule(r"\[/noprocess\]", Cp).pop();
        s.delegate(r"[^\[]+", &html::LEXER);
        s.delegate(r"\[", &html::LEXER).not_followed_by("(?i)/noprocess");
    });
    for (state, end) in [
        ("square brackets", r"\]"),
        ("angle brackets", r"\?>"),
        ("file", r"\]|\?>"),
    ] {
        d.state(state, |s| {
            s.rule(end, Cp).pop();
            s.mixin("lasso");
        });
    }
    d.state("lasso", |s| {
        blanks(s);
        literals(s);
        members(s);
        definitions(s);
        names(s);
    });
    parameters(d);
}

/// Which elements do not end in the rest of the text, so that the search for their end is made once.
#[derive(Clone, Copy, Default)]
struct Endless {
    comment: bool,
    script: bool,
    style: bool,
}

/// What is HTML, up to the next place where Lasso begins. `goes_on` answers that for a bracket.
fn page(ctx: &mut MatchContext<'_, '_>, goes_on: fn(&str) -> bool) {
    let text = ctx.text_from_match();
    let mut endless = *ctx.state::<Endless>();
    let mut length = 0;
    while let Some(letter) = text[length..].chars().next() {
        let rest = &text[length..];
        length += match letter {
            '[' if !goes_on(rest) => break,
            '<' => match element(rest, &mut endless) {
                Some(length) => length,
                None if lasso_begins(rest) => break,
                None => 1,
            },
            other => other.len_utf8(),
        };
    }
    *ctx.state() = endless;
    if length == 0 {
        return ctx.token(Err);
    }
    ctx.set_length(length);
    ctx.delegate_next(length, &html::LEXER);
}

fn lasso_begins(rest: &str) -> bool {
    let word = rest.get(2..7).unwrap_or_default();
    rest.starts_with("<?=") || rest.starts_with("<?") && word.eq_ignore_ascii_case("lasso")
}

/// How long a comment, a script or a style sheet is that begins here.
fn element(rest: &str, endless: &mut Endless) -> Option<usize> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        if endless.comment {
            return None;
        }
        let end = comment.find("-->");
        endless.comment = end.is_none();
        return Some(4 + end? + 3);
    }
    let begins = |name: &str| {
        rest.get(1..=name.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(name))
    };
    let (name, is_endless) = match () {
        () if begins("script") => ("script", &mut endless.script),
        () if begins("style") => ("style", &mut endless.style),
        () => return None,
    };
    if *is_endless {
        return None;
    }
    let from = 1 + name.len();
    let bytes = rest.as_bytes();
    let ends = |place: &usize| {
        bytes[*place] == b'>'
            && bytes[from..*place].len() >= name.len()
            && bytes[*place - name.len()..*place].eq_ignore_ascii_case(name.as_bytes())
    };
    let end = (from..bytes.len()).find(ends);
    *is_endless = end.is_none();
    Some(end? + 1)
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("//.*?\n", C1);
    s.rule(r"(?s)/\*\*!.*?\*/", Cd);
    s.rule(r"(?s)/\*.*?\*/", Cm);
}

fn literals(s: &mut StateBuilder) {
    s.rule(r"\d*\.\d+(?:[eE][+-]?\d+)?", Mf);
    s.rule(r"0[xX]\h+", Mh);
    s.rule(r"\d+", Mi);
    s.rule(r"(?i)(?:infinity|NaN)\b", M);
    s.rule(r"(?s)'[^'\\]*(?:\\.[^'\\]*)*'", S1);
    s.rule(r#"(?s)"[^"\\]*(?:\\.[^"\\]*)*""#, S2);
    s.rule("`[^`]*`", Sb);
}

fn members(s: &mut StateBuilder) {
    s.rule(format!(r"\${NAME}"), Nv);
    s.rule(format!(r"#(?:{NAME}|\d+\b)"), Vi);
    s.groups(format!(r"(\.\s*)('{NAME}')"), [Bp, Vc]);
    s.groups(format!(r"((?i:self))(\s*->\s*)('{NAME}')"), [Bp, O, Vc]);
    s.groups(format!(r"(\.\.?\s*)({NAME}=)"), [Bp, Nx])
        .not_followed_by("=");
    s.groups(format!(r"(\.\.?\s*)({NAME})"), [Bp, Nx]);
    s.groups(format!(r"(->\\?\s*|&\s*)({NAME}=)"), [O, Nx])
        .not_followed_by("=");
    s.groups(format!(r"(->\\?\s*|&\s*)({NAME})"), [O, Nx]);
    s.rule(r"(?i)(?:self|inherited|currentcapture|givenblock)\b", Bp);
    s.rule("-", O).followed_by("(?i)infinity");
    s.rule(format!("-{NAME}"), Na);
    s.rule(format!(r"::\s*{NAME}"), Nl);
}

fn definitions(s: &mut StateBuilder) {
    let level = "((?i:public|protected|private|provide))";
    s.groups(
        format!(r"((?i:define))(\s+)({NAME})(\s*=>\s*)((?i:type|trait|thread))\b"),
        [Kd, Text, Nc, O, K],
    );
    s.groups(
        format!(r"((?i:define))(\s+)({NAME})(\s*->\s*)({NAME}=?|[-+*/%])"),
        [Kd, Text, Nc, O, Nf],
    )
    .push("signature");
    s.groups(format!(r"((?i:define))(\s+)({NAME})"), [Kd, Text, Nf])
        .push("signature");
    s.groups(format!(r"{level}(\s+)({NAME}=?|[-+*/%])"), [K, Text, Nf])
        .followed_by(r"\s*\(")
        .push("signature");
    s.groups(format!(r"{level}(\s+)({NAME})"), [K, Text, Nf]);
}

fn names(s: &mut StateBuilder) {
    s.rule(r"(?i)(?:true|false|none|minimal|full|all|void)\b", Kc);
    s.rule(r"(?i)(?:local|var|variable|global)\b", Kd);
    s.rule("(?i)data", Kd).followed_by(r"\s");
    s.groups(format!(r"({NAME})(\s+)((?i:in))\b"), [N, Text, K]);
    s.groups(format!(r"((?i:let|into))(\s+)({NAME})"), [K, Text, N]);
    s.rule(",", P).push("member");
    s.rule(r"(?i)(?:and|or|not)\b", Ow);
    s.groups(format!(r"({NAME})(\s*::\s*{NAME})?(\s*=)"), [N, Nl, O])
        .not_followed_by("[=>]");
    s.call(r"(/?)([\w.]+)", |ctx| {
        ctx.group_token(1, P);
        ctx.group_token(2, WORDS.get(ctx.group(2)).unwrap_or(Nx));
    });
    s.groups(r"(=)((?i:n?bw|n?ew|n?cn|lte?|gte?|n?eq|n?rx|ft))\b", [O, Ow]);
    s.rule(r":=|[-+*/%=<>&|!?\\]+", O);
    s.rule("[{}():;,@^]", P);
}

fn parameters(d: &mut LexerBuilder) {
    d.state("signature", |s| {
        s.rule("=>", O).pop();
        s.rule(r"\)", P).pop();
        s.rule("[(,]", P).push("parameter");
        s.mixin("lasso");
    });
    d.state("parameter", |s| {
        s.rule(r"\)", P).pop();
        s.rule(format!("-?{NAME}"), Na).pop();
        s.rule(r"\.\.\.", Bp);
        s.mixin("lasso");
    });
    d.state("member", |s| {
        s.rule(format!("{NAME}=?|[-+*/%]"), Nf)
            .followed_by(r"\s*(?:\((?:[^()]*\([^()]*\))*[^)]*\)\s*)?(?:::[\w.\s]+)?=>")
            .push("signature");
        blanks(s);
        s.empty("").pop();
    });
}
