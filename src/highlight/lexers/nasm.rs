//! Assembly for NASM.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `nasm`.
pub(crate) static LEXER: Lexer = Lexer::new("nasm", define);

const NAME: &str = r"[a-zA-Z$._?][\w$.?#@~]*";

const DIRECTIVES: &str = "BITS|USE16|USE32|SECTION|SEGMENT|ABSOLUTE|EXTERN|GLOBAL|ORG|ALIGN|STRUC|ENDSTRUC|COMMON|CPU|GROUP|\
    UPPERCASE|IMPORT|EXPORT|LIBRARY|MODULE";

const REGISTERS: &str = r"(?i)r\d[0-5]?[bwd]|[a-d][lh]|[er]?[a-d]x|[er]?[sb]p|[er]?[sd]i|[c-gs]s|st[0-7]|mm[0-7]|cr[0-4]|dr[0-367]|tr[3-7]";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"^\s*%", Cp).push("preprocessor");
        blanks(s);
        if s.is_since(V4_7) {
            signs(s);
        }
        s.rule(format!("{NAME}:"), Nl);
        s.groups(format!(r"({NAME})(\s+)((?i:equ))"), [No, Kd, Kd])
            .push("arguments");
        s.rule(DIRECTIVES, K).push("arguments");
        s.rule("(?i)(?:res|d)[bwdqt]|times", Kd).push("arguments");
        s.rule(NAME, Nf).push("arguments");
        s.rule(r"[\r\n]+", Text);
    });
    d.state("arguments", |s| {
        s.rule(
            r#""(?:\\\\"|[^"\\n])*"|'(?:\\\\'|[^'\\n])*'|`(?:\\\\`|[^`\\n])*`"#,
            S,
        );
        s.rule(r"(?i)0x[\da-f]+|\d+[\da-f]*h", Mh);
        s.rule("[0-7]+[qQ]", Mo);
        s.rule("[01]+[bB]", Mb);
        s.rule(r"\d+\.[eE]?\d+", Mf);
        s.rule(r"\d+", Mi);
        signs(s);
        s.rule(REGISTERS, Nb);
        s.rule(NAME, Nv);
        s.rule(r"[\r\n]+", Text).pop();
        blanks(s);
    });
    d.state("preprocessor", |s| {
        s.rule(r"[^;\n]+", Cp);
        s.rule(";.*?\n", C1).pop();
        s.rule(r"\n", Cp).pop();
    });
}

fn signs(s: &mut StateBuilder) {
    s.rule(r"[,():\[\]]+", P);
    s.rule(r"[&|^<>+*/%~\-]+", O);
    s.rule(r"\$+", Kc);
    s.rule("(?i)seg|wrt|strict", Ow);
    s.rule("(?i)byte|[dq]?word", Kt);
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\n", Text);
    s.rule(r"[ \t]+", Text);
    s.rule(";.*", C1);
}
