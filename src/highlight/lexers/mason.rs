//! Mason: HTML with Perl in it.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::lexers::perl;
use crate::token::Token::*;

/// Rouge's `mason`.
pub(crate) static LEXER: Lexer = Lexer::new("mason", define);

const TEXT: &str = "(?:text|doc)";
const PERL: &str = "(?:args|flags|attr|init|once|shared|perl|cleanup|filter)";
const COMPONENT: &str = "(?:def|method)";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule(format!("(?i)<%{TEXT}>"), Cp).push("text block");
        s.rule(format!("(?i)<%{PERL}>"), Cp).push("perl block");
        s.groups(format!("(?i)(<%{COMPONENT})([^>]*)(>)"), [Cp, N, Cp])
            .push("component block");
        s.groups("^(%)(.*)$", [Cp.into(), Emit::Delegate(&perl::LEXER)]);
        s.rule("<%", Cp).push("call");
        s.rule(r"<&\|", Cp)
            .push("component with content")
            .push("component");
        s.rule("<&", Cp).push("component");
        s.delegate_to_parent("(?s).+?").followed_by("</?&|</?%|^%|^#");
        s.delegate_to_parent("(?s).+");
    });
    d.state("perl block", |s| {
        s.rule(format!("(?i)</%{PERL}>"), Cp).pop();
        s.rule(r"\s+", W);
        s.rule("^#.*$", C);
        s.delegate(r#"(?s).*?[^"]"#, &perl::LEXER).followed_by("</%");
    });
    d.state("text block", |s| {
        s.rule(format!("(?i)</%{TEXT}>"), Cp).pop();
        s.rule(r"\s+", W);
        s.rule("^#.*$", C);
        s.rule(r#"(?s).*?[^"]"#, C).followed_by("</%");
    });
    d.state("component block", |s| {
        s.rule(format!("(?i)</%{COMPONENT}>"), Cp).pop();
        s.rule(r"\s+", W);
        s.rule("^#.*$", C);
        s.mixin("root");
    });
    d.state("component with content", |s| {
        s.rule("</&>", Cp).pop();
        s.mixin("root");
    });
    for (state, end) in [("component", "&>"), ("call", "%>")] {
        d.state(state, |s| {
            s.rule(end, Cp).pop();
            s.delegate("(?s).*?", &perl::LEXER).followed_by(end);
        });
    }
}
