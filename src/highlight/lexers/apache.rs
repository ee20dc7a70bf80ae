//! Configuration of the Apache server.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, Words};
use crate::token::Token::{self, *};
use std::sync::Arc;

/// Rouge's `apache`.
pub(crate) static LEXER: Lexer = Lexer::new("apache", define);

const SECTIONS: &str = "authnprovideralias authzprovideralias directory directorymatch else elseif files filesmatch if \
    ifdefine ifmodule ifversion limit limitexcept location locationmatch macro mdomainset proxy proxymatch requireall \
    requireany requirenone virtualhost";

/// The class of a word depends on the place: sections, directives and values are known everywhere.
fn known(token: Token) -> Arc<Words> {
    Words::any_case(&[
        (token, SECTIONS),
        (token, include_str!("apache_directives.txt")),
        (token, include_str!("apache_values.txt")),
    ])
}

fn define(d: &mut LexerBuilder) {
    d.state("blanks", |s| {
        s.rule(r"#.*", C);
        s.rule(r"\s+", Text);
    });
    d.state("root", |s| {
        s.mixin("blanks");
        s.groups(r"(</?)(\w+)", [P.into(), Emit::Keyword(known(Nl), Text)])
            .push("section");
        s.words(r"\w+", &known(Nc), Text).push("directive");
    });
    d.state("section", |s| {
        s.groups(r"([^>]+)?(>(?:\r\n?|\n)?)", [Sr, P]).pop();
        s.mixin("blanks");
    });
    d.state("directive", |s| {
        s.rule(r"\r\n?|\n", Text).pop();
        s.mixin("blanks");
        s.words(r"\S+", &known(Ss), Text);
    });
}
