//! Coq.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `coq`.
pub(crate) static LEXER: Lexer = Lexer::new("coq", define);

static WORDS: LazyLock<[Arc<Words>; 2]> =
    LazyLock::new(|| Version::ALL.map(|version| Words::file(include_str!("coq.txt"), version)));

const NAME: &str = r"(?:[a-zA-Z][\w']*|[_a-zA-Z][\w']+)";

fn define(d: &mut LexerBuilder) {
    if d.is_since(Version::V4_7) {
        sentences(d);
    } else {
        words(d);
    }
    d.state("comment", |s| {
        s.rule("[^(*)]+", C);
        s.rule("[(][*]", C).push("comment");
        s.rule("[*][)]", C).pop();
        s.rule("[(*)]", C);
    });
}

/// The rules of Rouge 3, which see words only.
fn words(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"[(][*]", C).not_followed_by("[)]").push("comment");
        s.rule(r"\s+", W);
        s.groups(r"(Module)(\s+)(Type)(\s+)", [K, W, K, W]);
        s.groups(
            r"(Set|Unset)(\s+)(Universe|Printing|Implicit|Strict)(\s+)(Polymorphism|All|Notations|Arguments|Universes|Implicit)(\s*)(\.)",
            [K, W, K, W, K, W, Pi],
        );
        s.call(format!(r"({NAME}(?:\.{NAME})*)(?:(\.)(\s+))?"), name);
        s.rule(r"/\\|\\/", O);
        s.rule(r"-?\d[\d_]*(?:.[\d_]*)?(?:[eE][+-]?\d[\d_]*)", Mf);
        s.rule(r"\d[\d_]*", Mi);
        s.rule(r#"'(?:\\[\\"'ntbr ]|\\[0-9]{3}|\\x\h{2})'"#, Sc);
        s.rule("'", K);
        s.rule(r#"""#, S2).push("string");
        s.rule(format!("[~?]{NAME}"), Nv);
        s.rule("[_;:⇒→↔⇔≔≡∀∃∧∨¬⊤⊥⊢⊨∈]", P);
        s.rule(r"[\[\],{}()!$%&*+./<=>?@^|~#-]", O);
    });
    d.state("string", |s| {
        s.rule(r#"(?:\\")+|[^"]"#, S2);
        s.rule(r#"""#, S2).pop();
    });
}

/// A name since Rouge 4.
const UNICODE_NAME: &str = r"(?:\p{L}[\p{L}\p{N}_']*|[\p{L}_][\p{L}\p{N}_']+)";

/// The rules since Rouge 4, which follow sentences and proofs.
fn sentences(d: &mut LexerBuilder) {
    let sentence = |ctx: &mut MatchContext<'_, '_>| {
        name(ctx);
        if ctx.group(2).is_empty() {
            ctx.push("sentence");
        }
    };
    let path = format!(r"({UNICODE_NAME}(?:\.{UNICODE_NAME})*)(?:(\.)(\s+))?");
    d.state("root", |s| {
        s.groups(r"(?i)(Proof)(\s*)(\.)(\s+)", [K, W, Pi, W])
            .push("proof");
        common(s);
        s.call(path.as_str(), sentence);
    });
    d.state("proof", |s| {
        common(s);
        s.groups(r"(?i)(Proof)(\s*)(\.)(\s+)", [K, W, Pi, W])
            .push("proof");
        s.groups(r"(?i)(Qed|Defined|Save|Admitted)(\s*)(\.)(\s+)", [K, W, Pi, W])
            .pop();
        s.rule(r"-+|\++|\*+|[{}]", P);
        s.groups("(!|all|par)(:)", [Kp, P]);
        s.rule(r"\d+", Mi).push("goals");
        s.groups(
            format!(r"(\[)(\s*)({UNICODE_NAME})(\s*)(\])(\s*)(:)"),
            [P, W, No, W, P, W, P],
        );
        s.call(path.as_str(), sentence);
    });
    d.state("goals", |s| {
        s.rule(r"\s+", W);
        s.groups(r"(,)(\s*)(\d+)", [P, W, Mi]);
        s.rule(":", P).pop();
    });
    d.state("sentence", |s| {
        common(s);
        s.rule(":=|=>|;|:>|:|::|_", P);
        s.rule(r"->|/\\|\\/|;|:>|[⇒→↔⇔≔≡∀∃∧∨¬⊤⊥⊢⊨∈λ]", O);
        s.call(path.as_str(), |ctx| {
            name(ctx);
            if !ctx.group(2).is_empty() {
                ctx.pop(1);
            }
        });
        s.rule(r"\.", Pi).followed_by(r"\s").pop();
        s.rule(r"-?\d[\d_]*(?:.[\d_]*)?(?:[eE][+-]?\d[\d_]*)", Mf);
        s.rule(r"-?\d[\d_]*", Mi);
        s.rule(r#"'(?:\\[\\"'ntbr ]|\\[0-9]{3}|\\x\h{2})'"#, Sc);
        s.rule("'", K);
        s.rule(r#"""#, S2).push("string");
        s.rule(format!("[~?]{UNICODE_NAME}"), Nv);
        s.rule(r"`\{|[{}\[\]()?|;,.]", P);
        s.rule(r"[!@^|~#.%/]+", O);
        s.rule(r"(?:\p{S}|\p{Pc}|[./:<=>\-+*])+", O);
    });
    d.state("string", |s| {
        s.rule(r#"[^"]+|"""#, S2);
        s.rule(r#"""#, S2).pop();
    });
}

fn common(s: &mut StateBuilder) {
    s.rule("[(][*]", C).not_followed_by("[)]").push("comment");
    s.rule(r"\s+", W);
    s.groups(r"(Module)(\s+)(Type)(\s+)", [K, W, K, W]);
    s.groups(
        r"(Set|Unset)(\s+)(Universe|Printing|Implicit|Strict)(\s+)(Polymorphism|All|Notations|Arguments|Universes|Implicit)?(\s*)(\.)",
        [K, W, K, W, K, W, Pi],
    );
}

/// A name, perhaps with those of modules before it, and perhaps the end of a sentence.
fn name(ctx: &mut MatchContext<'_, '_>) {
    let path = ctx.group(1);
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_some() {
            ctx.token_next(Nn, part.len());
            ctx.token_next(P, 1);
        } else if ctx.rest().is_empty() && ctx.group(2).is_empty() {
            // Rouge writes a name when it has seen what follows, and loses the one at the end.
            ctx.token_next(Omitted, part.len());
        } else if path.contains('.') {
            ctx.token_next(No, part.len());
        } else {
            ctx.token_next(WORDS[ctx.version().index()].get(part).unwrap_or(No), part.len());
        }
    }
    ctx.group_token(2, Pi);
    ctx.group_token(3, W);
}
