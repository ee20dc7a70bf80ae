//! Sessions of Ruby's own shell.

use crate::lexers::{console, irb_output, ruby};
use crate::run::Feed;
use crate::{Kind, Lexer};

/// Rouge's `irb`.
pub(crate) static LEXER: Lexer = Lexer::of("irb", Kind::Procedure(read));

fn read(feed: &mut Feed<'_, '_>) {
    console::read_by(feed, &ruby::LEXER, &irb_output::LEXER, prompt);
}

/// Where the prompt of the line ends, if it has one: it holds the shell's name.
fn prompt(line: &str) -> Option<usize> {
    let place = ["irb", "pry"].iter().filter_map(|name| line.find(name)).min()?;
    let name = place + 3;
    let sign = line[name..].find(['>', '"', '*'])?;
    Some(name + sign + 1)
}
