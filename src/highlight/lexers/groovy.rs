//! Groovy.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `groovy`.
pub(crate) static LEXER: Lexer = Lexer::new("groovy", |d| define(d, WORDS));

/// The words of the language in all versions.
pub(crate) const WORDS: &[(Token, &str)] = &[
    (
        K,
        "as assert break case catch continue default do else finally for goto if in instanceof new return switch this \
         throw try while",
    ),
    (
        Kd,
        "abstract const extends final implements native private protected public static strictfp super \
         synchronized throws transient volatile",
    ),
    (Kt, "boolean byte char def double float int long short void"),
    (Kc, "false null true"),
];

/// The states, shared with Gradle build scripts, which have more words.
pub(crate) fn define(d: &mut LexerBuilder, words: &[(Token, &'static str)]) {
    let own = [(Kd, d.before(V4_7, "enum")), (Kt, d.since(V4_7, "var"))];
    let words = Words::new(&[words, &own].concat());
    d.state("root", |s| {
        s.call(r"^(\s*(?:\w[\w.\[\]]*\s+)+?)(\w+)(\s*)(\()", |ctx| {
            ctx.recurse(1);
            for (group, token) in [(2, Nf), (3, Text), (4, O)] {
                ctx.group_token(group, token);
            }
        });
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"//.*$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule(r"@\w[\w.]*", Nd);
        s.rule(r"(?:class|interface|trait)\b", Kd).push("class");
        s.rule(r"(?:enum|record)\b", Kd).push("class").since(V4_7);
        s.rule(r"(?:package|import)\b", Kn).push("import");
        s.rule(r#"(?s)""".*?""""#, S2);
        s.rule(r"(?s)'''.*?'''", S1);
        s.rule(r#""(?:\\.|\\\n|.)*?""#, S2);
        s.rule(r"'(?:\\.|\\\n|.)*?'", S1);
        s.rule(r"(?s)\$/(?:\$.|.)*?/\$", S);
        s.rule(r"/(?:\\.|\\\n|.)*?/", S);
        s.groups(r"(\.)([a-zA-Z_]\w*)", [O, Na]);
        s.rule(r"[a-zA-Z_]\w*:", Nl);
        s.words(r"[a-zA-Z_$]\w*", &words, N);
        s.rule(r"[~^*!%&\[\](){}<>|+=:;,./?\-]", O);
        s.rule(r"\d+\.\d+(?:[eE]\d+)?[fd]?", Mf);
        s.rule(r"0x[0-9a-f]+", Mh);
        s.rule(r"\d+L?", Mi);
        s.rule(r"\n", Text);
    });
    d.state("class", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\w+", Nc).pop();
    });
    d.state("import", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[\w.]+\*?", Nn).pop();
    });
}
