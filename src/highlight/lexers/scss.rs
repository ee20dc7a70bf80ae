//! SCSS, the syntax of Sass with braces.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::lexers::css;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `scss`.
pub(crate) static LEXER: Lexer = Lexer::new("scss", define);

const NAME: &str = r"[\w\-]+";

/// Pops every state but the first.
pub(crate) const ALL: usize = usize::MAX;

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule(r"@import\b", K).push("value");
        statements(s);
        s.empty("").followed_by(r"[^;{}][;}]").push("attribute");
        s.empty("").followed_by(r"[^;{}:\[]+:[^a-z]").push("attribute");
        s.empty("").push("selector");
    });
    d.state("end", |s| {
        s.rule(r"\n", Text);
        s.rule(r"[;{}]", P).pop_n(ALL);
    });
    shared(d);
}

/// At-rules, the parent selector and variables.
pub(crate) fn statements(s: &mut StateBuilder) {
    s.rule(r"@for\b", K).push("for");
    s.rule(r"@(?:debug|warn|if|each|while|else|return|media)", K)
        .push("value");
    s.groups(format!(r"(@mixin)(\s+)({NAME})"), [K, Text, Nf])
        .push("value");
    s.groups(format!(r"(@function)(\s+)({NAME})"), [K, Text, Nf])
        .push("value");
    s.rule(r"@extend\b", K).push("selector");
    s.groups(format!(r"(@include)(\s+)({NAME})"), [K, Text, Nd])
        .push("value");
    s.rule(format!("@{NAME}"), K).push("selector");
    s.rule("&", K).push("selector");
    s.groups(format!(r"(\${NAME})([ \t]*)(:)"), [Nv, Text, P])
        .push("value");
}

fn interpolation(s: &mut StateBuilder) {
    s.rule(r"#\{", Si).push("interpolation");
}

fn quotes(s: &mut StateBuilder) {
    s.rule(r#"""#, S2).push("double");
    s.rule(r"'", S1).push("single");
}

/// The states that both syntaxes of Sass share. Each defines `root` and `end`, where a value or a selector ends.
pub(crate) fn shared(d: &mut LexerBuilder) {
    values(d);
    selectors(d);
    let properties = css::properties(d);
    d.state("attribute name", |s| {
        interpolation(s);
        s.words(NAME, &properties, Na);
    });
    d.state("attribute", |s| {
        s.mixin("attribute name");
        s.groups(r"([ \t]*)(:)", [Text, P]).push("value");
    });
    for (name, end, token) in [("double", '"', S2), ("single", '\'', S1)] {
        d.state(name, |s| {
            s.rule(end.to_string(), token).pop();
            interpolation(s);
            s.rule(r"\\.", token);
            s.rule(format!(r"#|[^\n{end}#\\]+|\\"), token);
        });
    }
    d.state("address", |s| {
        s.rule(r"\)", Sx).pop();
        s.rule(r"\\.", Sx);
        s.rule("#", Sx).not_followed_by(r"\{");
        s.rule(r"[^\n)#\\]+|\\", Sx);
        interpolation(s);
    });
    d.state("inline comment", |s| {
        s.rule(r"\\#", Cm);
        s.rule("#", Cm).followed_by(r"[^\n{]");
        s.rule(r"\*", Cm).followed_by(r"[^\n/]");
        s.rule(r"[^\n#*\\]+|\\", Cm);
        interpolation(s);
        s.rule(r"\*/", Cm).pop();
    });
}

fn values(d: &mut LexerBuilder) {
    // Rouge 4.7 no longer finds the list of colours.
    let words = if d.is_since(V4_7) {
        Words::new(&css::values(d))
    } else {
        Words::new(&[&css::values(d)[..], &[(No, css::COLOURS)]].concat())
    };
    d.state("value", |s| {
        s.mixin("end");
        s.rule(r"[ \t]+", Text);
        s.rule(format!(r"\${NAME}"), Nv);
        s.rule(r"url\(", Sx).push("address");
        s.rule(NAME, Nf).followed_by(r"\s*\(");
        s.rule(format!("%{NAME}"), Nd);
        s.rule(r"(?:true|false)\b", Bp);
        s.rule(r"(?:and|or|not)\b", Ow);
        s.rule(r"#[a-zA-Z0-9]{1,6}", Mh);
        s.rule(r"-?\d+(?:%|[a-z]+)?", M);
        s.rule(r"-?\d*\.\d+(?:%|[a-z]+)?", Mi);
        quotes(s);
        interpolation(s);
        s.rule(r"[~^*!&%<>|+=@:,./?\-]+", O);
        s.rule(r"[\[\]()]+", P);
        s.rule(r"/\*", Cm).push("inline comment");
        s.rule(r"//[^\n]*", C1);
        s.words(NAME, &words, N);
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("value");
    });
    d.state("for", |s| {
        s.rule(r"from|to|through", Ow);
        s.mixin("value");
    });
}

fn selectors(d: &mut LexerBuilder) {
    d.state("selector", |s| {
        s.mixin("end");
        quotes(s);
        interpolation(s);
        s.rule(r"[ \t]+", Text);
        s.rule(":", Nd).push("pseudo class");
        s.rule(r"\.", Nc).push("class");
        s.rule("#", Nn).push("id");
        s.rule("%", Nv).push("placeholder");
        s.rule(NAME, Nt);
        s.rule("&", K);
        s.rule(r"[~^*!&\[\]()<>|+=@:;,./?\-]", O);
    });
    for (name, token) in [
        ("pseudo class", Nd),
        ("class", Nc),
        ("id", Nn),
        ("placeholder", Nv),
    ] {
        d.state(name, |s| {
            s.rule(NAME, token);
            interpolation(s);
            s.empty("").pop();
        });
    }
}
