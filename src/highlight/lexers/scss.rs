//! SCSS: style sheets of Sass with braces.

use crate::highlight::Lexer;
use crate::highlight::lexers::css;
use crate::highlight::notation::{Definition, StateDraft, Words};
use crate::highlight::token::Token::*;

/// Rouge's `scss`.
pub(crate) static LEXER: Lexer = Lexer::new("scss", define);

const NAME: &str = r"[\w-]+";

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm).needs("*/");
        s.rule(r"@import\b", K).push("value");
        s.mixin("statements");
        s.rule(r"[{};]", P);
        s.groups(r"(\$[\w-]+)([ \t]*)(:)", [Nv, Text, P]).push("value");
        s.empty("")
            .before(r"[^&:{}\[;][^:{}\[;]*:[^a-z]")
            .needs(":")
            .push("property");
        s.empty("").before("[^{};$]").push("selectors");
    });
    d.state("selectors", |s| {
        s.rule(r"\s+", Text);
        s.mixin("selector");
        s.empty("").pop();
    });
    d.state("property", |s| {
        s.words(NAME, &Words::new(&[(Nl, css::PROPERTIES)]), Na);
        s.rule(r"[ \t]+", Text).before(":");
        s.rule(r":", P).goto("value");
    });
    d.state("end", |s| {
        s.rule(r"\s+", Text);
        s.rule(r";", P).pop();
        s.rule(r"\{", P).pop();
        s.empty("").before(r"\}").pop();
    });
    shared(d);
}

/// A property: those of CSS have a class of their own.
pub(crate) fn property(s: &mut StateDraft, ahead: &'static str, value: &'static str) {
    let properties = Words::new(&[(Nl, css::PROPERTIES)]);
    s.words(NAME, &properties, Na).before(ahead).push("property end");
    s.groups(r"(\$[\w-]+)([ \t]*)(:)", [Nv, Text, P]).push(value);
}

/// The states that both ways of writing Sass share; each brings `root` and `end`, where a value ends.
pub(crate) fn shared(d: &mut Definition) {
    let values = Words::new(&[(Bp, "true false"), (Ow, "and or not")]);
    let css_values = css::value_words();
    d.state("property end", |s| {
        s.rule(r":", P).goto("value");
        s.empty("").pop();
    });
    d.state("statements", |s| {
        s.groups(format!(r"(@mixin)(\s+)({NAME})"), [K, Text, Nf])
            .push("value");
        s.groups(format!(r"(@function)(\s+)({NAME})"), [K, Text, Nf])
            .push("value");
        s.groups(format!(r"(@include)(\s+)({NAME})"), [K, Text, Nd])
            .push("value");
        s.rule(r"@(?:debug|warn|if|else|while|return|each|media)\b", K)
            .push("value");
        s.rule(r"@for\b", K).push("for");
        s.rule(r"@[\w-]+", K);
    });
    d.state("for", |s| {
        s.rule(r"(?:from|through)", Ow);
        s.mixin("value");
    });
    d.state("value", |s| {
        s.mixin("end");
        s.rule(r"url\(", Sx).push("address");
        s.rule(format!(r"\${NAME}"), Nv);
        s.rule(format!(r"{NAME}\b"), Nf).before(r"[ \t]*\(");
        s.rule(r"-+", Nf).before(r"[ \t]*\(");
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r"#[0-9a-zA-Z]{1,6}", Mh);
        s.rule(r"-?\d+(?:-\d+)?(?:%|[a-z]+)?", M);
        s.rule(r"\.\d+(?:%|[a-z]+)?", Mi);
        s.rule(r"default\b", Nb);
        s.words(r"(?:true|false|and|or|not)\b", &values, N)
            .not_before(r"[\w-]");
        s.words(r"[A-Za-z_][\w-]*", &css_values, N);
        s.rule(r"[()\[\]]", P);
        s.rule(r"[~^*!&%<>|+=@:,./?-]+", O);
        s.mixin("quoted");
    });
    d.state("address", |s| {
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r"\)", Sx).pop();
        s.rule(r"[^)#\n]+|#", Sx);
    });
    d.state("quoted", |s| {
        s.rule(r#"""#, S2).push("double");
        s.rule(r"'", S1).push("single");
    });
    d.state("double", |s| {
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r#"""#, S2).pop();
        s.rule(r#"(?:\\.|[^"\\#\n])+|#"#, S2);
    });
    d.state("single", |s| {
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r"'", S1).pop();
        s.rule(r"(?:\\.|[^'\\#\n])+|#", S1);
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("value");
    });
    d.state("selector", |s| {
        s.rule(r"#\{", Si).push("interpolation");
        s.groups(r"(&)([\w-]*)", [K, Nt]);
        s.rule(r"\.[\w-]*", Nc).push("class rest");
        s.rule(r"#[\w-]*", Nn);
        s.rule(format!(r"%{NAME}|%"), Nv);
        s.rule(format!(r"::?{NAME}|::?"), Nd);
        s.rule(NAME, Nt);
        s.rule(r"[~^*!\[\]()<>|+=@,/?]", O);
        s.mixin("quoted");
    });
    d.state("class rest", |s| {
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(NAME, Nc);
        s.empty("").pop();
    });
}
