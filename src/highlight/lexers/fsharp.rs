//! F#.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::lexers::ocaml;
use crate::token::Token::*;

/// Rouge's `fsharp`.
pub(crate) static LEXER: Lexer = Lexer::new("fsharp", define);

const KEYWORDS: &str = "abstract and as assert atomic base begin break checked class component const constraint constructor \
    continue default delegate do done downcast downto eager elif else end event exception extern external \
    false finally fixed for fun function functor global if in include inherit inline interface internal \
    lazy let let! match member method mixin module mutable namespace new not null object of open or \
    override parallel private process protected public pure rec return return! sealed select sig static \
    struct tailcall then to trait true try type upcast use use! val virtual void volatile when while with \
    yield yield!";

/// Operators that are punctuation on their own.
const SIGNS: &str = "!= # & && ( ) * , - -. -> . .. : :: := :> ; ;; < <- <> <| = > >] >} ? ?? [ [< [> [| \\+ ] _ ` { {< | |> \
    |] } ~";

const NAME: &str = r"(?:[a-zA-Z][\w']*|``[^`\n\r\t]+``)";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Ow, "and asr land lor lsl lxor mod or"),
        (Kt, "array bool char float int list string unit"),
    ]);
    let signs = Words::new(&[(P, SIGNS)]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"false|true|[(][)]|\[\]", Bp);
        s.rule(ocaml::UPPER, Nn).followed_by(r"\s*[.]").push("dotted");
        s.rule(ocaml::UPPER, Nc);
        s.rule("[(][*]", C).not_followed_by("[)]").push("comment");
        s.rule("//.*$", C1);
        s.words(NAME, &words, N);
        s.words(r"[\[\];,{}_()!$%&*+./:<=>?@^|~#\-]+", &signs, O);
        ocaml::numbers(s);
        ocaml::characters(s);
        s.rule("'", K);
        s.rule(r#"""#, S2).push("string");
    });
    ocaml::shared(d);
    d.state("dotted", |s| {
        s.rule(r"\s+", Text);
        s.rule("[.]", P);
        s.rule(ocaml::UPPER, Nn).followed_by(r"\s*[.]");
        s.rule(ocaml::UPPER, Nc).pop();
        s.rule(NAME, N).pop();
        s.rule(r"\[", P).pop();
    });
}
