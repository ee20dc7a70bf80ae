//! BBC BASIC.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `bbcbasic`.
pub(crate) static LEXER: Lexer = Lexer::new("bbcbasic", define);

const FUNCTIONS: &str = r"ABS|ACS|ADVAL|ASC|ASN|ATN|BEATS|BEAT|BGET#|CHR\$|COS|COUNT|DEG|DIM|EOF#|ERL|ERR|EVAL|EXP|EXT#|FN|GET\$#|GET\$|GET|HIMEM|INKEY\$|INKEY|INSTR|INT|LEFT\$|LEN|LN|LOG|LOMEM|MID\$|OPENIN|OPENOUT|OPENUP|PAGE|POINT|POS|PTR#|RAD|REPORT\$|RIGHT\$|RND|SGN|SIN|SQR|STR\$|STRING\$|SUM|SUMLEN|TAN|TEMPO|TIME\$|TIME|TOP|USR|VAL|VPOS";

const STATEMENTS: &str = "BEATS|BPUT#|CALL|CASE|CHAIN|CLEAR|CLG|CLOSE#|CLS|COLOR|COLOUR|DATA|ELSE|ENDCASE|ENDIF|ENDPROC|ENDWHILE|\
    END|ENVELOPE|FOR|GCOL|GOSUB|GOTO|IF|INSTALL|LET|LIBRARY|MODE|NEXT|OFF|OF|ON|ORIGIN|OSCI|OTHERWISE|OVERLAY|PLOT|PRINT#|\
    PRINT|PROC|QUIT|READ|REPEAT|REPORT|RETURN|SOUND|STEP|STEREO|STOP|SWAP|SYS|THEN|TINT|TO|VDU|VOICES|VOICE|UNTIL|WAIT|WHEN|\
    WHILE|WIDTH|CIRCLE(?: *FILL)?|DEF *(?:FN|PROC)|DRAW(?: *BY)?";

const MORE_STATEMENTS: &str = "ELLIPSE(?: *FILL)?|ERROR(?: *EXT)?|FILL(?: *BY)?|INPUT(?:#| *LINE)?|LINE(?: *INPUT)?|\
    LOCAL(?: *DATA| *ERROR)?|MOUSE(?: *COLOUR| *OFF| *ON| *RECTANGLE| *STEP| *TO)?|MOVE(?: *BY)?";

const LAST_STATEMENTS: &str = "RECTANGE(?: *FILL)?|RESTORE(?: *DATA| *ERROR)?|\
    TRACE(?: *CLOSE| *ENDPROC| *OFF| *STEP(?: *FN| *ON| *PROC)?| *TO)?";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.groups(r"(:+)( *)(\*)(.*)", [P, Text, K, Text]);
        s.groups(r"(\n+ *)(\*)(.*)", [Text, K, Text]);
        s.groups(r"(ELSE|OTHERWISE|REPEAT|THEN)( *)(\*)(.*)", [K, Text, K, Text]);
        s.rule(r"[ \n]+", Text);
        s.rule(":+", P);
        s.rule(r"\[", K).push("assembly");
        s.rule("REM *>.*", Cs);
        s.rule("REM.*", C);
        s.rule(STATEMENTS, K);
        s.rule("DIM", K).not_followed_by(r"\(");
        s.rule(MORE_STATEMENTS, K);
        s.rule("POINT(?: *BY)?", K).not_followed_by(r"\(");
        s.rule("POINT", K).followed_by(r" *BY\(");
        s.rule(LAST_STATEMENTS, K);
        expression(s);
        s.rule("[,;'~]|SPC|TAB", P);
    });
    d.state("assembly", |s| {
        s.rule(" +", Text);
        s.rule(r"\]", K).pop();
        s.rule(r"[:\n]", P);
        s.rule(r"\.[a-zA-Z_`][\w`]*%? *", Nl);
        s.rule(r"(?:REM|;)[^:\n]*", C);
        s.rule(r"[^ :\n]+", K).push("operands");
    });
    d.state("operands", |s| {
        s.rule(" +", Text);
        s.rule(r"[:\n]", P).pop();
        s.rule(r"(?:REM|;)[^:\n]*", C).pop();
        expression(s);
        s.rule(r"[!#,@\[\]^{}]", P);
    });
}

fn expression(s: &mut StateBuilder) {
    s.rule(FUNCTIONS, Nb);
    s.rule(r"<<|<=|<>|<|>=|>>>|>>|>|[-!$()*+/=?^|]|AND|DIV|EOR|MOD|NOT|OR", O);
    s.rule("FALSE|TRUE", No);
    s.rule(r#""[^"]*""#, S);
    s.rule(r"[a-zA-Z_`][\w`]*[$%]?|@%", Nv);
    s.rule(r"[\d.]+", M);
    s.rule("%[01]+", Mb);
    s.rule(r"&\h+", Mh);
}
