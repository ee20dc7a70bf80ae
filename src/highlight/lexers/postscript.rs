//! PostScript.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `postscript`.
pub(crate) static LEXER: Lexer = Lexer::new("postscript", define);

/// The characters that end a name or a number. The end of the text does not end one.
const DELIMITER: &str = r"[()<>\[\]{}/%\s]";

const CONDITIONS: &str = "and eq for forall ge gt if ifelse le lt ne not or";

const OPERATORS: &str = "abs add aload arc arcn array atan begin bind ceiling charpath clip closepath concat \
    concatmatrix copy cos currentlinewidth currentmatrix currentpoint curveto cvi cvs def defaultmatrix dict div \
    dtransform dup end exch exec exit exp fill findfont floor get getinterval grestore gsave identmatrix idiv \
    idtransform index invertmatrix itransform length lineto ln load log loop matrix mod moveto mul neg newpath \
    pathbbox pathforall pop print pstack put quit rand rcurveto repeat restore rlineto rmoveto roll rotate round run \
    save scale scalefont setdash setfont setgray setlinecap setlinejoin setlinewidth setmatrix setrgbcolor shfill show \
    showpage sin sqrt stack stringwidth stroke strokepath sub transform translate truncate";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[(Kr, CONDITIONS), (Nb, OPERATORS), (Kc, "true false")]);
    d.state("root", |s| {
        s.rule(r"^%!.+", Cp);
        s.rule(r"%%.*", Cs);
        s.rule(r"%.*", C1);
        s.rule(r"\(", S).push("string");
        s.rule(r"<<|>>|[\[\]{}<>]", P);
        s.rule(r"/[^()<>\[\]{}/%\s]+", Nv).followed_by(DELIMITER);
        s.rule(r"[+-]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?", Mf)
            .followed_by(DELIMITER);
        s.words(r"[^()<>\[\]{}/%\s]+", &words, Nf).followed_by(DELIMITER);
        s.rule(r"\s+", Text);
        // A word at the end of the text.
        s.rule(r"[^()<>\[\]{}/%\s]+\z", Err);
    });
    d.state("string", |s| {
        s.rule(r"[^()\\]+", S);
        s.rule(r"\\", Se).push("escape");
        s.rule(r"\(", S).push("string");
        s.rule(r"\)", S).pop();
    });
    d.state("escape", |s| {
        s.rule(r"[0-8]{3}|[nrtbf\\()]", Se).pop();
    });
}
