//! Groovy.

use crate::highlight::Lexer;
use crate::highlight::notation::Definition;
use crate::highlight::token::Token::*;

/// Rouge's `groovy`.
pub(crate) static LEXER: Lexer = Lexer::new("groovy", define);

const KEYWORDS: &str = "assert|break|case|catch|continue|default|do|else|finally|for|if|goto|instanceof|new|return|switch|\
    this|throw|try|while|in|as";

const DECLARATIONS: &str = "abstract|const|enum|trait|extends|final|implements|native|private|protected|public|static|strictfp|\
    super|synchronized|throws|transient|volatile";

const TYPES: &str = "def|boolean|byte|char|double|float|int|long|short|void";

/// The states, shared with build scripts.
pub(crate) fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"^#!.*?$", Cp);
        s.call(
            r"^(\s*(?:[A-Za-z_][\w.\[\]]*\s+)+?)([A-Za-z_]\w*)(\s*)(\()",
            |step| {
                step.recurse(1);
                for (index, token) in [(2, Nf), (3, Text), (4, O)] {
                    step.group_token(index, token);
                }
            },
        )
        .needs("(");
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"\n", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"(?s)/[*].*?[*]/", Cm).needs("*/");
        s.rule(r"@\w[\w.]*", Nd);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.rule(format!(r"(?:{DECLARATIONS})\b"), Kd);
        s.rule(format!(r"(?:{TYPES})\b"), Kt);
        s.rule(r"(?:true|false|null)\b", Kc);
        s.groups(r"(class|interface)\b", [Kd]).push("class");
        s.groups(r"(import|package)(\s+)", [Kn, Text]).push("import");
        s.rule(r#"(?s)"{3}.*?"{3}"#, S2).needs("\"\"\"");
        s.rule(r"(?s)'{3}.*?'{3}", S1).needs("'''");
        s.rule(r#""(?:\\.|\\\n|.)*?""#, S2);
        s.rule(r"'(?:\\.|\\\n|.)*?'", S1);
        s.rule(r"(?s)\$/(?:\$.|.)*?/\$", S);
        s.rule(r"/(?:\\.|\\\n|.)*?/", S);
        s.groups(r"(\.)([a-zA-Z_]\w*)", [O, Na]);
        s.rule(r"[a-zA-Z_]\w*:", Nl);
        s.rule(r"[a-zA-Z_$]\w*", N);
        s.rule(r"[~^*!%&\[\](){}<>|+=:;,./?-]", O);
        s.rule(r"\d+\.\d+(?:[eE]\d+)?[fd]?", Mf);
        s.rule(r"\d+[L]?", Mi);
    });
    d.state("class", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\w+", Nc).pop();
    });
    d.state("import", |s| {
        s.rule(r"[\w.]+[*]?", Nn).pop();
    });
}
