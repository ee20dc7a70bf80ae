//! D.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `d`.
pub(crate) static LEXER: Lexer = Lexer::new("d", define);

const KEYWORDS: &str = "abstract|alias|align|asm|assert|auto|body|break|case|cast|catch|class|const|continue|debug|default|\
    delegate|delete|deprecated|do|else|enum|export|extern|finally|final|foreach_reverse|foreach|for|\
    function|goto|if|immutable|import|interface|invariant|inout|in|is|lazy|mixin|module|new|nothrow|out|\
    override|package|pragma|private|protected|public|pure|ref|return|scope|shared|static|struct|super|\
    switch|synchronized|template|this|throw|try|typedef|typeid|typeof|union|unittest|version|volatile|while|\
    with|__gshared|__traits|__vector|__parameters";

const TYPES: &str = "bool|byte|cdouble|cent|cfloat|char|creal|dchar|double|float|idouble|ifloat|int|ireal|long|real|short|\
    ubyte|ucent|uint|ulong|ushort|void|wchar";

const PSEUDO: &str = "__FILE__|__FILE_FULL_PATH__|__MODULE__|__LINE__|__FUNCTION__|__PRETTY_FUNCTION__|__DATE__|__EOF__|\
    __TIME__|__TIMESTAMP__|__VENDOR__|__VERSION__";

/// Brackets that delimit strings, and the states outside and inside nested brackets.
const BRACKETS: [(&str, &str, &str, &str); 4] = [
    (r"\[", r"\]", "brackets", "in brackets"),
    (r"\(", r"\)", "parentheses", "in parentheses"),
    ("<", ">", "angles", "in angles"),
    (r"\{", r"\}", "braces", "in braces"),
];

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*", C1);
        s.rule(r"/(?:\\\n)?[*](?s:.*?)[*](?:\\\n)?/", Cm);
        s.rule(r"/\+", Cm).push("comment");
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.rule(format!(r"(?:{TYPES})\b"), Kt);
        s.rule(r"(?:false|true|null)\b", Kc);
        s.rule(format!(r"(?:{PSEUDO})\b"), Kp);
        s.rule(r"macro\b", Kr);
        s.rule(r"(?:string|wstring|dstring|size_t|ptrdiff_t)\b", Nb);
        numbers(s);
        literals(s);
        s.rule(r"@(?:[a-zA-Z_]\w*)?", Nd);
        s.rule(r"[~^%*=!><+\-|&./()\[\]{}?,;:$]", P);
        s.rule(r"[a-zA-Z_]\w*", N);
        s.rule(r"#line\s.*\n", Cs);
    });
    d.state("comment", |s| {
        s.rule("[^+/]+", Cm);
        s.rule(r"/\+", Cm).push("comment");
        s.rule(r"\+/", Cm).pop();
        s.rule("[+/]", Cm);
    });
    d.state("tokens", |s| {
        s.rule(r"\{", P).push("in tokens");
        s.rule(r"\}", S).pop();
        s.mixin("root");
    });
    d.state("in tokens", |s| {
        s.rule(r"\{", P).push("in tokens");
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
    for (open, close, outside, inside) in BRACKETS {
        d.state(outside, |s| {
            s.rule(format!("[^{open}{close}]+"), S);
            s.rule(open, S).push(inside);
            s.rule(format!(r#"{close}""#), S).pop();
        });
        d.state(inside, |s| {
            s.rule(format!("[^{open}{close}]+"), S);
            s.rule(open, S).push(inside);
            s.rule(close, S).pop();
        });
    }
}

fn numbers(s: &mut StateBuilder) {
    s.rule(r"0[xX](?:[\h_]*\.[\h_]+|[\h_]+)[pP][+\-]?[\d_]+[fFL]?i?", Mf);
    s.rule(
        r"[\d_]+(?:\.[\d_]+[eE][+\-]?[\d_]+|\.[\d_]*|[eE][+\-]?[\d_]+)[fFL]?i?",
        Mf,
    );
    s.rule(r"\.(?:0|[1-9][\d_]*)(?:[eE][+\-]?[\d_]+)?[fFL]?i?", Mf);
    s.rule("0[Bb][01_]+", Mb);
    s.rule("0[0-7_]+", Mo);
    s.rule(r"0[xX][\h_]+", Mh);
    s.rule(r"(?:0|[1-9][\d_]*)(?:[LUu]|Lu|LU|uL|UL)?", Mi);
}

fn literals(s: &mut StateBuilder) {
    let escape = r#"\\(?:['"?\\abfnrtv]|x\h{2}|[0-7]{1,3}|u\h{4}|U\h{8}|&\w+;)"#;
    s.rule(format!("'(?:{escape}|.)'"), Sc);
    s.rule(r#"r"[^"]*"[cwd]?"#, S);
    s.rule("`[^`]*`[cwd]?", S);
    s.rule(r#""(?:\\\\|\\"|[^"])*"[cwd]?"#, S);
    s.rule(escape, S);
    s.rule(r#"x"[\h_\s]*"[cwd]?"#, S);
    for (open, _, outside, _) in BRACKETS {
        s.rule(format!(r#"q"{open}"#), S).push(outside);
    }
    s.call(r#"q"([a-zA-Z_]\w*)\n"#, |ctx| {
        let end = format!("\n{}\"", ctx.group(1));
        let body = ctx.find_ahead("\n").unwrap_or_default();
        let found = ctx.rest()[body..].starts_with(&end);
        delimited(ctx, found.then_some(body + end.len()));
    });
    s.call(r#"q"(.)"#, |ctx| {
        let end = format!("{}\"", ctx.group(1));
        let newline = ctx.find_ahead("\n").unwrap_or(usize::MAX);
        let place = ctx.find_ahead(&end).filter(|place| *place < newline);
        delimited(ctx, place.map(|place| place + end.len()));
    });
    s.rule(r"q\{", S).push("tokens");
}

/// A delimited string of `length` bytes. If its end is missing, the prefix is a name.
fn delimited(ctx: &mut MatchContext<'_, '_>, length: Option<usize>) {
    match length {
        Some(length) => {
            ctx.set_length(ctx.text().len() + length);
            ctx.token(S);
        }
        None => {
            ctx.set_length(1);
            ctx.token(N);
        }
    }
}
