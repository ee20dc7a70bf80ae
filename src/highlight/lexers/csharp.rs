//! C#.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `csharp`.
pub(crate) static LEXER: Lexer = Lexer::new("csharp", define);

const KEYWORDS: &str = "abstract|as|base|break|case|catch|checked|const|continue|default|delegate|do|else|enum|event|\
    explicit|extern|false|finally|fixed|for|foreach|goto|if|implicit|in|interface|internal|is|lock|new|null|operator|\
    out|override|params|private|protected|public|readonly|ref|return|sealed|sizeof|stackalloc|static|switch|this|throw|\
    true|try|typeof|unchecked|unsafe|virtual|void|volatile|while|add|alias|async|await|get|global|partial|remove|set|\
    value|where|yield|nameof|ascending|by|descending|equals|from|group|into|join|let|on|orderby|select";

const TYPES: &str =
    "bool|byte|char|decimal|double|dynamic|float|int|long|object|sbyte|short|string|uint|ulong|ushort|var";

const KEYWORDS_SINCE_4_7: &str = "and|init|notnull|unmanaged|when|with";

const DIRECTIVES: &str = "if|endif|else|elif|define|undef|line|error|warning|region|endregion|pragma";

fn define(d: &mut LexerBuilder) {
    let name = if d.is_since(V4_7) {
        r"@?[_\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Nl}][\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Nl}\p{Nd}\p{Pc}\p{Cf}\p{Mn}\p{Mc}]*"
    } else {
        r"@?[a-zA-Z_]\w*"
    };
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
    });
    d.state("root", |s| {
        s.mixin("blanks");
        s.rule(r#"\$\s*""#, S).push("spliced");
        s.rule(r#"\$@\s*""#, S).push("spliced verbatim");
        s.rule(format!(r"<\[\s*(?:{name}:)?"), K);
        s.rule(r"\]>", K);
        s.rule(r"[~!%^&*()+=|\[\]{}:;,.<>/?\-]", P);
        s.rule(r#"@"(?:""|[^"])*""#, S);
        s.rule(r#""(?:\\.|.)*?["\n]"#, S);
        s.rule(r"'(?:\\.|.)'", Sc);
        numbers(s);
        s.rule(r"record\b", K).push("class").since(V4_7);
        s.rule(r"\b(?:class|struct|interface)\b", K).push("class");
        s.rule(r"\b(?:namespace|using)\b", K).push("namespace");
        s.rule(format!(r"^#[ \t]*(?:{DIRECTIVES})\b.*?\n"), Cp);
        s.rule(r"^#[ \t]*nullable\b.*?\n", Cp).since(V4_7);
        s.rule(format!(r"\b(?:{KEYWORDS})\b"), K);
        s.rule(format!(r"\b(?:{KEYWORDS_SINCE_4_7})\b"), K).since(V4_7);
        s.rule(format!(r"\b(?:{TYPES})\b"), Kt);
        s.rule(r"nu?int\b", Kt).since(V4_7);
        s.rule(name, Nf).followed_by(r"\s*[(]");
        s.rule(name, N);
    });
    d.state("nest", |s| {
        s.rule(r"\{", P).push("nest");
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
    d.state("spliced", |s| {
        s.rule(r"\\.", S);
        s.rule(r"\{", P).push("nest");
        s.rule(r#""|\n"#, S).pop();
        s.rule(".", S);
    });
    d.state("spliced verbatim", |s| {
        s.rule(r#""""#, S);
        s.rule(r"\{", P).push("nest");
        s.rule(r#"""#, S).pop();
        s.rule(".", S);
    });
    d.state("class", |s| {
        s.mixin("blanks");
        s.rule(name, Nc).pop();
    });
    d.state("namespace", |s| {
        s.mixin("blanks");
        s.empty("").followed_by("[(]").pop();
        s.rule(format!("(?:{name}|[.])+"), Nn).pop();
    });
}

fn numbers(s: &mut StateBuilder) {
    if s.is_since(V4_7) {
        let digits = r"\d(?:[_\d]*\d)?";
        s.rule("(?i)0b[_01]+[lu]?", M);
        s.rule(r"(?i)0x[_\h]+[lu]?", M);
        s.rule(
            format!(r"(?i){digits}(?:[.]{digits})?(?:e[+-]?{digits})?[fldum]?"),
            M,
        );
    } else {
        s.rule(r"(?i)0x\h+[lu]?", M);
        s.rule(r"(?i)\d(?:[.]\d*)?(?:e[+-]\d+)?[fldu]?", M);
    }
}
