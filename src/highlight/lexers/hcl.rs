//! HashiCorp's configuration language.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, StateDraft};
use crate::highlight::run::Step;
use crate::highlight::token::Token::*;

/// Rouge's `hcl`.
pub(crate) static LEXER: Lexer = Lexer::new("hcl", |d| define(d, |_| {}));

/// The states; `words` come before names.
pub(crate) fn define(d: &mut Definition, words: fn(&mut StateDraft)) {
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"#.*?$", C1);
        s.rule(r"/\*", Cm).push("comment");
    });
    d.state("comment", |s| {
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^*]+|\*", Cm);
    });
    d.state("root", |s| {
        s.mixin("blanks");
        s.mixin("primitives");
        s.rule(r"\{", P).push("hash");
        s.rule(r"\[", P).push("array");
        words(s);
        s.rule(r"[A-Za-z_$][\w$]*(?:-[\w$]+)*", Nx);
    });
    d.state("primitives", |s| {
        s.call(r"(<<-?)([a-zA-Z_]\w*)([^\n]*\n)", heredoc);
        s.rule(r"(?:true|false|null)\b", Kc);
        s.rule(r"\d+\.\d+(?:[eE][+-]?\d+)?[fd]?", Mf);
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d+(?:kb|mb|gb|k|m|g)?\b", Mi);
        s.rule(r"\d+", Mi);
        s.rule(r#"""#, S2).push("string");
        s.rule(r"'", S1).push("single");
    });
    d.state("string", |s| {
        s.rule(r#"[^\\"$]+"#, S2);
        s.rule(r"\\.", Se);
        s.rule(r#"""#, S2).pop();
        s.rule(r"\$", S2);
    });
    d.state("single", |s| {
        s.rule(r"[^\\']+", S1);
        s.rule(r"\\.", Se);
        s.rule(r"'", S1).pop();
    });
    d.state("hash", |s| {
        s.rule(r"\}", P).pop();
        s.rule(r"[=,]", P);
        s.mixin("root");
    });
    d.state("array", |s| {
        s.rule(r"\]", P).pop();
        s.rule(r",", P);
        s.mixin("root");
    });
}

/// A text up to a line that is its name alone.
fn heredoc(step: &mut Step<'_, '_>) {
    let (dashed, name) = (step.group(1) == "<<-", step.group(2));
    let mut length = 0;
    let mut end = None;
    for line in step.ahead().split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if bare == name || (dashed && bare.trim() == name) {
            end = Some((length, line.len()));
            break;
        }
        length += line.len();
    }
    let (length, last) = end.unwrap_or((length, 0));
    let head = step.text().len();
    step.group_token(1, O);
    step.group_token(2, No);
    step.set_length(head + length);
    step.token(Sh);
    step.set_length(head + length + last);
    step.token(if dashed { Sh } else { No });
}
