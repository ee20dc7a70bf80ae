//! Sessions of `irb`, Ruby's shell.

use crate::context::ProcedureContext;
use crate::lexers::{console, irb_output, ruby};
use crate::{Lexer, LexerKind};

/// Rouge's `irb`.
pub(crate) static LEXER: Lexer = Lexer::of("irb", LexerKind::Procedure(read));

fn read(ctx: &mut ProcedureContext<'_, '_>) {
    console::read_by(ctx, &ruby::LEXER, &irb_output::LEXER, prompt);
}

/// The end of the line's prompt, if it has one. A prompt contains the name of the shell.
fn prompt(line: &str) -> Option<usize> {
    let place = ["irb", "pry"].iter().filter_map(|name| line.find(name)).min()?;
    let name = place + 3;
    let sign = line[name..].find(['>', '"', '*'])?;
    Some(name + sign + 1)
}
