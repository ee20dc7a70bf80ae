//! Sessions of a shell: prompts, what was typed after them, and what the programs answered.

use crate::lexers::shell;
use crate::options::Options;
use crate::run::Feed;
use crate::token::Token::*;
use crate::{Kind, Lexer, registry};

/// Rouge's `console`. Options: `prompt` (what prompts end with, parted by commas), `comments` (lines with `#` are
/// comments), `lang` (of what is typed), `output` (the language of the answers), `error` (what error messages
/// begin with).
pub(crate) static LEXER: Lexer = Lexer::of("console", Kind::Procedure(read));

struct Session {
    endings: Vec<String>,
    comments: bool,
    errors: Vec<String>,
    lang: &'static Lexer,
    output: Option<&'static Lexer>,
    /// Where the prompt of a line ends, in sessions of other programs than shells.
    find: Option<fn(&str) -> Option<usize>>,
}

impl Session {
    fn new(options: &Options) -> Session {
        let list = |key: &str| -> Vec<String> {
            let list = options.get(key).unwrap_or_default().split(',').map(str::to_owned);
            list.filter(|item| !item.is_empty()).collect()
        };
        let lexer = |key: &str| options.get(key).and_then(registry::lexer);
        let mut endings = list("prompt");
        let hashless = !endings.is_empty() && !endings.iter().any(|ending| ending.contains('#'));
        let comments = if options.get("comments").is_some() {
            options.on("comments")
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
            find: None,
        }
    }

    /// Where the prompt of the line ends, if it has one.
    fn prompt(&self, line: &str) -> Option<usize> {
        if let Some(find) = self.find {
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

fn read(feed: &mut Feed<'_, '_>) {
    let session = Session::new(&feed.options());
    follow(feed, &session);
}

/// A session of another program: the language that is typed, that of the answers, and where the prompt of a line
/// ends. Lines with `#` are comments.
pub(crate) fn read_by(
    feed: &mut Feed<'_, '_>,
    lang: &'static Lexer,
    output: &'static Lexer,
    find: fn(&str) -> Option<usize>,
) {
    let session = Session {
        endings: Vec::new(),
        comments: true,
        errors: Vec::new(),
        lang,
        output: Some(output),
        find: Some(find),
    };
    follow(feed, &session);
}

fn follow(feed: &mut Feed<'_, '_>, session: &Session) {
    let mut start = 0;
    for line in feed.text.split_inclusive('\n') {
        let end = start + line.len();
        let bare = line.trim_end_matches('\n');
        if is_gap(bare) {
            feed.restart(session.lang);
            feed.token(C, end);
        } else if let Some(prompt) = session.prompt(bare) {
            let typed = line[prompt..].trim_ascii_start().len();
            feed.token(Gp, start + prompt);
            feed.token(W, end - typed);
            feed.delegate(session.lang, end - typed..end);
            if let Some(output) = session.output {
                feed.restart(output);
            }
        } else {
            feed.restart(session.lang);
            match session.output {
                _ if session.comments && bare.trim_start().starts_with('#') => feed.token(C, end),
                _ if session
                    .errors
                    .iter()
                    .any(|error| bare.starts_with(error.as_str())) =>
                {
                    feed.token(Gr, end)
                }
                Some(output) => feed.delegate(output, start..end),
                None => feed.token(Go, end),
            }
        }
        start = end;
    }
}

/// Whether the line says that something is left out: dots alone, or dots in angle brackets.
fn is_gap(line: &str) -> bool {
    let line = line.trim_ascii();
    let inner = line
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(line);
    !inner.is_empty() && inner.bytes().all(|byte| byte == b'.')
}
