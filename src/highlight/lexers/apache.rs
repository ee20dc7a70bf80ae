//! Configuration of Apache's server.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::token::Token::*;

/// Rouge's `apache`.
pub(crate) static LEXER: Lexer = Lexer::new("apache", define);

const SECTIONS: &str = "authnprovideralias authzprovideralias directory directorymatch else elseif files filesmatch if \
    ifdefine ifmodule ifversion limit limitexcept location locationmatch macro mdomainset proxy proxymatch requireall \
    requireany requirenone virtualhost";

fn define(d: &mut Definition) {
    let known = |token| {
        Words::any_case(&[
            (token, SECTIONS),
            (token, include_str!("apache_directives.txt")),
            (token, include_str!("apache_values.txt")),
        ])
    };
    let (directives, sections) = (known(Nc), known(Nl));
    let values = Words::any_case(&[(Ss, include_str!("apache_values.txt"))]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?$", C);
        s.rule(r"</?", P).before(r"\w").push("section");
        s.words(r"\w+", &directives, Text).push("line");
    });
    d.state("section", |s| {
        s.words(r"\w+", &sections, Text).goto("section argument");
    });
    d.state("section argument", |s| {
        s.rule(r">\n?", P).pop();
        s.rule(r"[^\S\n]*$", Text);
        s.rule(r"[^>]+", Sr);
    });
    d.state("line", |s| {
        s.rule(r"\\\n", Text);
        s.rule(r"\n", Text).pop();
        s.rule(r"#.*?$", C);
        s.rule(r"[^\S\n]+", Text);
        s.words(r"\S+", &values, Text);
    });
}
