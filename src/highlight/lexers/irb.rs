//! Sessions of `irb`, Ruby's shell.

use crate::context::ProcedureContext;
use crate::lexers::{console, irb_output, ruby};
use crate::version::Version::V4_7;
use crate::{Lexer, LexerKind};

/// Rouge's `irb`.
pub(crate) static LEXER: Lexer = Lexer::of("irb", LexerKind::Procedure(read));

fn read(ctx: &mut ProcedureContext<'_, '_>) {
    let find_prompt = if ctx.version() >= V4_7 {
        |line: &str| match (named_prompt(line), short_prompt(line)) {
            (Some((name, _)), Some(sign)) if sign < name => Some(sign + 2),
            (Some((_, end)), _) => Some(end),
            (None, sign) => sign.map(|sign| sign + 2),
        }
    } else {
        |line: &str| named_prompt(line).map(|(_, end)| end)
    };
    console::read_by(ctx, &ruby::LEXER, &irb_output::LEXER, find_prompt);
}

/// The place of the shell's name in a prompt, and the end of the prompt.
fn named_prompt(line: &str) -> Option<(usize, usize)> {
    let place = ["irb", "pry"].iter().filter_map(|name| line.find(name)).min()?;
    let name = place + 3;
    let sign = line[name..].find(['>', '"', '*'])?;
    Some((place, name + sign + 1))
}

/// The place of a prompt without the shell's name, which Rouge 4 knows.
fn short_prompt(line: &str) -> Option<usize> {
    [">>", "\">", "*>"]
        .iter()
        .filter_map(|sign| line.find(sign))
        .min()
}
