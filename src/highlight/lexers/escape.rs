//! Text with escaped sections.
//!
//! Rouge writes what stands between `<!` and `!>` as it is, if the site enables that, and as an error otherwise, as Jekyll
//! does. The delimiters are omitted.

use crate::Lexer;
use crate::LexerKind;
use crate::context::ProcedureContext;
use crate::token::Token::*;

/// Rouge's `escape`.
pub(crate) static LEXER: Lexer = Lexer::of("escape", LexerKind::Procedure(read));

const BEGIN: &str = "<!";
const END: &str = "!>";

fn read(ctx: &mut ProcedureContext<'_, '_>) {
    let text = ctx.text();
    let mut position = 0;
    while let Some(begin) = text[position..].find(BEGIN) {
        ctx.token(Text, position + begin);
        position += begin + BEGIN.len();
        ctx.token(Omitted, position);
        let Some(end) = text[position..].find(END) else {
            return ctx.token(Err, text.len());
        };
        ctx.token(Err, position + end);
        position += end + END.len();
        ctx.token(Omitted, position);
    }
    ctx.token(Text, text.len());
}
