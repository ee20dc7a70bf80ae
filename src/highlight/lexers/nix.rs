//! Nix.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `nix`.
pub(crate) static LEXER: Lexer = Lexer::new("nix", define);

fn define(d: &mut LexerBuilder) {
    let word = r"[a-zA-Z0-9._\-]+";
    let steps = format!("(?:/{word})+");
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("#.*$", C);
        s.rule(r"/\*", C).push("comment");
        s.rule("true|false|null", Kc);
        s.rule(r"\d", Mi);
        s.rule(
            format!(r"{steps}|~{steps}|{word}{steps}|[a-z+]+://(?:/?{word}{steps})"),
            Sx,
        );
        s.rule(r#"""#, S2).push("string");
        s.rule("''", S2).push("indented string");
        s.rule(r"(?:with|in|inherit)\b", Kn);
        s.rule(r"let\b", Kd);
        s.rule(r"(?:if|then|else)\b", K);
        s.rule(
            r"(?:rec|assert|map|abort|baseNameOf|builtins|derivation|fetchTarball|import|isNull|removeAttrs|throw|toString)\b",
            Kr,
        );
        s.rule(r"\.|\?|\+\+?|!=?|//?|==?|&&|\|\||->?|\*|[<>]=?|@", O);
        s.rule(r"[$;,:]", P);
        s.rule(r"[a-zA-Z_][a-zA-Z0-9\-]*", Nv);
        s.rule(r"\(", P).push("parentheses");
        s.rule(r"\{", P).push("set");
        s.rule(r"\[", P).push("list");
    });
    d.state("comment", |s| {
        s.rule(r"\*/", C).pop();
        s.rule(".", C);
    });
    d.state("parentheses", |s| {
        s.mixin("root");
        s.rule(r"\)", P).pop();
    });
    d.state("set", |s| {
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
    d.state("list", |s| {
        s.rule(r"\]", P).pop();
        s.mixin("root");
    });
    d.state("interpolation", |s| {
        s.mixin("root");
        s.rule(r"\}", Si).pop();
    });
    d.state("string", |s| {
        s.rule(r"\\.|\$\$", Se);
        s.rule(r"\$\{", Si).push("interpolation");
        s.rule(r#"""#, S2).pop();
        s.rule(".", S2);
    });
    d.state("indented string", |s| {
        s.rule(r"'''|''\$|\$\$|''\\.", Se);
        s.rule(r"\$\{", Si).push("interpolation");
        s.rule("''", S2).pop();
        s.rule(".", S2);
    });
}
