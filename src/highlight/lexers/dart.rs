//! Dart.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `dart`.
pub(crate) static LEXER: Lexer = Lexer::new("dart", define);

const KEYWORDS: &str = "as|assert|await|break|case|catch|continue|default|do|else|finally|for|if|in|is|new|rethrow|return|super|\
    switch|this|throw|try|while|with|yield";

const DECLARATIONS: &str = "abstract|async|dynamic|const|covariant|external|extends|factory|final|get|implements|late|native|on|\
    operator|required|set|static|sync|typedef|var";

const TYPES: &str = "bool|Comparable|double|Dynamic|enum|Function|int|List|Map|Never|Null|num|Object|Pattern|Set|String|\
    Symbol|Type|Uri|void";

const NAME: &str = r"[a-zA-Z_]\w*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.call(
            format!(r"^(\s*(?:[a-zA-Z_][\w.\[\]]*\s+)+?)({NAME})(\s*)(\()"),
            |ctx| {
                ctx.recurse(1);
                for (group, token) in [(2, Nf), (3, Text), (4, P)] {
                    ctx.group_token(group, token);
                }
            },
        );
        s.rule(r"\s+", Text);
        s.rule(r"//.*$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule(r#"""#, S).push("double");
        s.rule("'", S).push("single");
        s.rule(r#"r"[^"]*"|r'[^']*'"#, Sx);
        s.rule(format!("#(?:{NAME})*"), Ss);
        s.rule(format!("@{NAME}"), Nd);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.rule(r"when\b", K).since(V4_7);
        s.rule(format!(r"(?:{DECLARATIONS})\b"), Kd);
        s.rule(r"(?:base|interface|sealed)\b", Kd).since(V4_7);
        s.rule(format!(r"(?:{TYPES})\b"), Kt);
        s.rule(r"Record\b", Kt).since(V4_7);
        s.rule(r"(?:true|false|null)\b", Kc);
        s.rule(r"(?:class|mixin)\b", Kd).push("class");
        s.rule(r"interface\b", Kd).push("class").before(V4_7);
        s.rule(r"(?:import|deferred|export|library|part\s*of|part|source)\b", Kn)
            .push("import");
        s.groups(format!(r"(\.)({NAME})"), [O, Na]);
        s.rule(format!("{NAME}:"), Nl);
        s.rule(format!(r"\$?{NAME}"), N);
        s.rule(r"[~^*!%&|+=:/?\-]", O);
        s.rule(r"[\[\](){}<>.,;]", P);
        s.rule(r"\d*\.\d+(?:[eE]-?\d+)?", Mf);
        s.rule(r"0x\h+", Mh);
        s.rule(r"\d+L?", Mi);
    });
    d.state("class", |s| {
        s.rule(r"\s+", Text);
        s.rule(NAME, Nc).pop();
    });
    d.state("import", |s| {
        s.rule(";", O).pop();
        s.rule(r"(?:show|hide)\b", Kd);
        s.mixin("root");
    });
    d.state("double", |s| string(s, '"'));
    d.state("single", |s| string(s, '\''));
}

fn string(s: &mut StateBuilder, quote: char) {
    s.rule(quote.to_string(), S).pop();
    s.rule(format!(r"[^\\${quote}]+"), S);
    s.rule(format!(r"\${NAME}"), Si);
    s.rule(r"\$\{[^}]+\}", Si);
    s.rule(r#"\\[nrt"'\\]"#, Se);
}
