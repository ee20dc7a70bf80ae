//! Sieve, which filters mail.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `sieve`.
pub(crate) static LEXER: Lexer = Lexer::new("sieve", define);

const TESTS: &str = "address allof anyof exists false header not size true body hasflag spamtest virustest date currentdate \
    valid_notify_method notify_method_capability mailboxexists metadata metadataexists servermetadata \
    servermetadataexists";

const ACTIONS: &str = "keep fileinto redirect discard addheader deleteheader reject ereject notify setflag addflag removeflag \
    vacation replace enclose extracttext";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[(K, "if elsif else require stop"), (Nv, TESTS), (Nf, ACTIONS)]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("#.*", C1);
        s.rule(r"(?s)/(?:\\\n)?[*].*?[*](?:\\\n)?/", Cm);
        s.rule(r"[\[\](),;{}]", P);
        s.rule(":[a-zA-Z_][a-zA-Z0-9_]*", O);
        s.words("[a-zA-Z_][a-zA-Z0-9_]*", &words, Nx);
        s.rule(r#"""#, S2).push("string");
        s.rule("[0-9]+[KMG]", Mi);
    });
    d.state("string", |s| {
        s.rule(r"\\.", Se);
        s.rule(r#"""#, S2).pop();
        s.rule(r"\$\{(?:[0-9][.0-9]*|[a-zA-Z_][.a-zA-Z0-9_]*)\}", Si);
        s.rule(".", S2);
    });
}
