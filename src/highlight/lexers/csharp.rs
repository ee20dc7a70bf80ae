//! C#.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::token::Token::*;

/// Rouge's `csharp`.
pub(crate) static LEXER: Lexer = Lexer::new("csharp", define);

const KEYWORDS: &str = "abstract add alias as ascending async await base break by case catch checked const continue \
    default delegate descending do else enum equals event explicit extern false finally fixed for foreach from get \
    global goto group if implicit in init internal into is join let lock nameof new notnull null on operator \
    orderby out override params partial private protected public readonly ref remove return sealed select set sizeof \
    stackalloc static switch this throw true try typeof unchecked unsafe value virtual void volatile where while \
    yield";

const TYPES: &str = "bool byte char decimal double dynamic float int long object sbyte short string uint ulong ushort \
    var";

const NAME: &str = r"@?[A-Za-z_]\w*";

fn define(d: &mut Definition) {
    let words = Words::new(&[(K, KEYWORDS), (Kt, TYPES)]);
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm).needs("*/");
    });
    d.state("root", |s| {
        s.rule(r"^#(?:if|endif|else|elif|define|undef|line|error|warning|region|endregion|pragma|nullable)\b.*?\n", Cp);
        s.mixin("blanks");
        s.rule(r#"[$]@""#, S).push("verbatim splices");
        s.rule(r#"[$]""#, S).push("splices");
        s.rule(r#"@"(?:""|[^"])*""#, S);
        s.rule(r#""(?:\\.|.)*?["\n]"#, S);
        s.rule(r"'(?:\\.|.)'", Sc);
        s.rule(r"\d*0[xX]\h+[lLuU]?", M);
        s.rule(r"\d+(?:[.]\d*)?(?:[eE][+-]\d+)?[flduFLDU]?", M);
        s.rule(r"(?:class|struct|interface)\b", K).push("class");
        s.rule(r"(?:namespace|using)\b", K).push("namespace");
        s.rule(r"[~!%^&*()+=|\[\]{}:;,.<>/?-]", P);
        s.words(NAME, &words, Nf).before(r"\s*[(]");
        s.words(NAME, &words, N);
    });
    d.state("class", |s| {
        s.mixin("blanks");
        s.rule(NAME, Nc).pop();
    });
    d.state("namespace", |s| {
        s.mixin("blanks");
        s.empty("").before(r"[(]").pop();
        s.rule(r"(?:[A-Za-z_]\w*|\.)+", Nn).pop();
    });
    d.state("splice", |s| {
        s.rule(r"\{", P).push_same();
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
    d.state("splices", |s| {
        s.rule(r"\{", P).push("splice");
        s.rule(r"\\.", S);
        s.rule(r#"["\n]"#, S).pop();
        s.rule(r#"[^"\n\\{]+"#, S);
    });
    d.state("verbatim splices", |s| {
        s.rule(r"\{", P).push("splice");
        s.rule(r#""""#, S);
        s.rule(r#"""#, S).pop();
        s.rule(r#"[^"{\n]+"#, S);
    });
}
