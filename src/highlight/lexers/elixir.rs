//! Elixir.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::token::Token::*;

/// Rouge's `elixir`.
pub(crate) static LEXER: Lexer = Lexer::new("elixir", define);

const KEYWORDS: &str = "after case catch cond def defmodule defp defmacro defmacrop defstruct defprotocol defimpl \
    defdelegate defguard defguardp defexception defoverridable do else end fn for if quote raise receive rescue try \
    unless unquote unquote_splicing with";

fn define(d: &mut Definition) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Kn, "import require use"),
        (Ow, "and not or when xor in"),
        (No, "true false nil"),
        (Bp, "__CALLER__ __DIR__ __ENV__ __MODULE__ __STACKTRACE__"),
    ]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?$", C1);
        s.rule(r"&\d+", Nv);
        s.groups(r#"(@doc|@moduledoc)([ \t]+)("""(?s:.*?)""")"#, [Nv, Text, Sd]);
        s.rule(r"\b(?:do|else|after|rescue|catch)\b", K).before(":");
        s.rule(r#""""(?s:.*?)""""#, Sd).needs("\"\"\"");
        s.rule(r#":"(?:\\.|[^"\\])*""#, Ss);
        s.rule(r":(?:\.\.\.|<<>>|%\{\}|%|\{\})", Ss);
        s.rule(r":[A-Za-z_][\w@]*[!?]?", Ss);
        s.rule(r"[A-Za-z_]\w*[?!]?:", Ss).before(r"\s");
        s.rule(r"@[a-z_]\w*", Nv);
        s.rule(r"~r/(?:\\.|[^/\\])*/[a-z]*", Sr);
        for (open, close) in [
            (r"\(", r"\)"),
            (r"\[", r"\]"),
            (r"\{", r"\}"),
            ("/", "/"),
            (r"\|", r"\|"),
        ] {
            s.rule(format!(r"~[a-zA-Z]{open}(?:\\.|[^\\{close}])*?{close}[a-z]*"), Sx);
        }
        s.rule(r"\?(?:\\.|\S)", Sx);
        s.rule(r"[A-Z]\w*", No);
        s.rule(r"%\{|\\\\|::", P);
        s.rule(
            r"<<|>>|\|>|->|<-|=>|==|!=|=~|\+\+|--|<>|&&|\|\||<=|>=|\.\.|[.&|+*/<>=!^%-]",
            O,
        );
        s.rule(r"[\[\](){},:;]", P);
        s.rule(r"0[xX][0-9a-fA-F]+", Mh);
        s.rule(r"\d[\d_]*\.\d+(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"\d(?:_?\d)*", Mi);
        s.words(r"[a-z_]\w*[?!]?", &words, N);
        s.rule(r#"""#, S2).push("double");
        s.rule(r"'", S1).push("single");
    });
    d.state("double", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r"\\.", Se);
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r#"[^"\\#]+|#"#, S2);
    });
    d.state("single", |s| {
        s.rule(r"'", S1).pop();
        s.rule(r"\\.", Se);
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r"[^'\\#]+|#", S1);
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
}
