//! C#.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `csharp`.
pub(crate) static LEXER: Lexer = Lexer::new("csharp", define);

const KEYWORDS: &str = "abstract|as|base|break|case|catch|checked|const|continue|default|delegate|do|else|enum|event|\
    explicit|extern|false|finally|fixed|for|foreach|goto|if|implicit|in|interface|internal|is|lock|new|null|operator|\
    out|override|params|private|protected|public|readonly|ref|return|sealed|sizeof|stackalloc|static|switch|this|throw|\
    true|try|typeof|unchecked|unsafe|virtual|void|volatile|while|add|alias|async|await|get|global|partial|remove|set|\
    value|where|yield|nameof|ascending|by|descending|equals|from|group|into|join|let|on|orderby|select";

const TYPES: &str =
    "bool|byte|char|decimal|double|dynamic|float|int|long|object|sbyte|short|string|uint|ulong|ushort|var";

const NAME: &str = r"@?[a-zA-Z_]\w*";

fn define(d: &mut LexerBuilder) {
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
    });
    d.state("root", |s| {
        s.mixin("blanks");
        s.rule(r#"\$\s*""#, S).push("spliced");
        s.rule(r#"\$@\s*""#, S).push("spliced verbatim");
        s.rule(format!(r"<\[\s*(?:{NAME}:)?"), K);
        s.rule(r"\]>", K);
        s.rule(r"[~!%^&*()+=|\[\]{}:;,.<>/?\-]", P);
        s.rule(r#"@"(?:""|[^"])*""#, S);
        s.rule(r#""(?:\\.|.)*?["\n]"#, S);
        s.rule(r"'(?:\\.|.)'", Sc);
        s.rule(r"(?i)0x[0-9a-f]+[lu]?", M);
        s.rule(r"(?i)\d(?:[.]\d*)?(?:e[+-]\d+)?[fldu]?", M);
        s.rule(r"\b(?:class|struct|interface)\b", K).push("class");
        s.rule(r"\b(?:namespace|using)\b", K).push("namespace");
        s.rule(
            r"^#[ \t]*(?:if|endif|else|elif|define|undef|line|error|warning|region|endregion|pragma)\b.*?\n",
            Cp,
        );
        s.rule(format!(r"\b(?:{KEYWORDS})\b"), K);
        s.rule(format!(r"\b(?:{TYPES})\b"), Kt);
        s.rule(NAME, Nf).followed_by(r"\s*[(]");
        s.rule(NAME, N);
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
        s.rule(NAME, Nc).pop();
    });
    d.state("namespace", |s| {
        s.mixin("blanks");
        s.empty("").followed_by("[(]").pop();
        s.rule(format!("(?:{NAME}|[.])+"), Nn).pop();
    });
}
