//! Console sessions: prompts, the commands typed after them, and the output of the programs.

use crate::context::ProcedureContext;
use crate::lexers::shell;
use crate::options::Options;
use crate::token::Token::*;
use crate::version::Version;
use crate::{Lexer, LexerKind, registry};

/// Rouge's `console`. Options: `prompt` (the ends of prompts, separated by commas), `comments` (lines with `#` are
/// comments), `lang` (the language of the commands), `output` (the language of the output), `error` (the beginnings of
/// error messages, separated by commas).
pub(crate) static LEXER: Lexer = Lexer::of("console", LexerKind::Procedure(read));

struct Session {
    endings: Vec<String>,
    comments: bool,
    errors: Vec<String>,
    lang: &'static Lexer,
    output: Option<&'static Lexer>,
    /// Finds the end of a line's prompt, in sessions of programs other than shells.
    find_prompt: Option<fn(&str) -> Option<usize>>,
}

impl Session {
    fn new(options: &Options, version: Version) -> Session {
        let list = |key: &str| -> Vec<String> {
            let list = options.get(key).unwrap_or_default().split(',').map(str::to_owned);
            list.filter(|item| !item.is_empty()).collect()
        };
        let lexer = |key: &str| registry::lexer(options.get(key)?, version);
        let mut endings = list("prompt");
        let hashless = !endings.is_empty() && !endings.iter().any(|ending| ending.contains('#'));
        let comments = if options.get("comments").is_some() {
            options.is_on("comments")
        } else {
            hashless
        };
        if endings.is_empty() {
            let usual: &[&str] = if comments {
                &["$", ">", ";"]
            } else {
                &["#", "$", ">", ";"]
            };
            endings = usual.iter().map(|ending| (*ending).to_owned()).collect();
        }
        let lang = lexer("lang").unwrap_or(&shell::LEXER);
        Session {
            endings,
            comments,
            errors: list("error"),
            lang,
            output: lexer("output"),
            find_prompt: None,
        }
    }

    /// The end of the line's prompt, if it has one.
    fn prompt(&self, line: &str) -> Option<usize> {
        if let Some(find) = self.find_prompt {
            return find(line);
        }
        let places = self
            .endings
            .iter()
            .filter_map(|ending| Some((line.find(ending.as_str())?, ending.len())));
        places
            .min_by_key(|(place, _)| *place)
            .map(|(place, length)| place + length)
    }
}

fn read(ctx: &mut ProcedureContext<'_, '_>) {
    let session = Session::new(ctx.options(), ctx.version());
    follow(ctx, &session);
}

/// Reads a session of another program, given by the language of the commands, that of the output, and a function that
/// finds the end of a line's prompt. Lines with `#` are comments.
pub(crate) fn read_by(
    ctx: &mut ProcedureContext<'_, '_>,
    lang: &'static Lexer,
    output: &'static Lexer,
    find_prompt: fn(&str) -> Option<usize>,
) {
    let session = Session {
        endings: Vec::new(),
        comments: true,
        errors: Vec::new(),
        lang,
        output: Some(output),
        find_prompt: Some(find_prompt),
    };
    follow(ctx, &session);
}

fn follow(ctx: &mut ProcedureContext<'_, '_>, session: &Session) {
    let mut start = 0;
    for line in ctx.text().split_inclusive('\n') {
        let end = start + line.len();
        let bare = line.trim_end_matches('\n');
        if is_gap(bare) {
            ctx.reset(session.lang);
            ctx.token(C, end);
        } else if let Some(prompt) = session.prompt(bare) {
            let typed = line[prompt..].trim_ascii_start().len();
            ctx.token(Gp, start + prompt);
            ctx.token(W, end - typed);
            ctx.delegate(session.lang, end - typed..end);
            if let Some(output) = session.output {
                ctx.reset(output);
            }
        } else {
            ctx.reset(session.lang);
            match session.output {
                _ if session.comments && bare.trim_start().starts_with('#') => ctx.token(C, end),
                _ if session
                    .errors
                    .iter()
                    .any(|error| bare.starts_with(error.as_str())) =>
                {
                    ctx.token(Gr, end)
                }
                Some(output) => ctx.delegate(output, start..end),
                None => ctx.token(Go, end),
            }
        }
        start = end;
    }
}

/// Whether the line stands for omitted lines: only dots, perhaps in angle brackets.
fn is_gap(line: &str) -> bool {
    let line = line.trim_ascii();
    let inner = line
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(line);
    !inner.is_empty() && inner.bytes().all(|byte| byte == b'.')
}
