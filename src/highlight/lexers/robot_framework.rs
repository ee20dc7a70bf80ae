//! Robot Framework.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `robot_framework`.
pub(crate) static LEXER: Lexer = Lexer::new("robot_framework", define);

const NAME: &str = r"(?:\\|[^|$@&% \t\n])+(?: (?:\\.|[^|$@&% \t\n])+)*";

const VARIABLE: &str = r"[$@&%]\{";

const SETTINGS_WITH_KEYWORDS: [&str; 14] = [
    "library",
    "resource",
    "setup",
    "teardown",
    "template",
    "suite setup",
    "suite teardown",
    "task setup",
    "task teardown",
    "task template",
    "test setup",
    "test teardown",
    "test template",
    "variables",
];

const SETTINGS_WITH_ARGUMENTS: [&str; 10] = [
    "arguments",
    "default tags",
    "documentation",
    "force tags",
    "metadata",
    "return",
    "tags",
    "timeout",
    "task timeout",
    "test timeout",
];

/// What the next cells of a line are.
#[derive(Clone, Copy, PartialEq)]
enum Cells {
    Keyword,
    Arguments,
}

#[derive(Default)]
struct State {
    column: usize,
    next: Option<Cells>,
    /// Whether the test follows a template: all its cells are arguments.
    template: bool,
}

fn define(d: &mut LexerBuilder) {
    d.start(&["prose"]);
    d.state("prose", |s| {
        s.rule("^[^*].*", Text);
        s.empty("").pop();
    });
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.call(r"^(?:\| )?\*[* ]*([A-Za-z]+(?: [A-Za-z]+)?).*", heading);
    });
    d.state("cells", |s| {
        s.empty("").followed_by(r"(?:\| )?\*").pop();
        s.rule(r"\| ", W);
        s.call(r" +\| +|[ ]{2,}|\t+", separator);
        s.call(r"\.\.\. *", |ctx| {
            ctx.token(W);
            ctx.state::<State>().column += 1;
        })
        .push("arguments");
        s.rule(r" ?\|", W);
        s.call(r"\n", |ctx| {
            ctx.token(W);
            let state = ctx.state::<State>();
            state.column = 0;
            state.next = None;
        })
        .push("cell");
    });
    sections(d);
    cells(d);
}

fn heading(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(Gh);
    let title = ctx.group(1);
    let title = title.strip_suffix('s').unwrap_or(title).to_ascii_lowercase();
    match title.as_str() {
        "setting" => ctx.push("settings"),
        "test case" | "task" => ctx.push("tests"),
        "keyword" => ctx.push("keywords"),
        "variable" => ctx.push("variables"),
        _ => {}
    }
}

fn separator(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(W);
    let state = ctx.state::<State>();
    state.column += 1;
    if state.next.is_none() && !state.template && state.column == 1 {
        state.next = Some(Cells::Keyword);
    }
    let keyword = state.next == Some(Cells::Keyword);
    ctx.push(if keyword { "keyword" } else { "arguments" });
    ctx.push("cell");
}

/// The cells that follow a setting; `None` for unknown ones.
fn cells_after(setting: &str) -> Option<Cells> {
    let setting = setting.to_ascii_lowercase();
    if SETTINGS_WITH_KEYWORDS.contains(&setting.as_str()) {
        Some(Cells::Keyword)
    } else if SETTINGS_WITH_ARGUMENTS.contains(&setting.as_str()) {
        Some(Cells::Arguments)
    } else {
        None
    }
}

fn sections(d: &mut LexerBuilder) {
    d.state("settings", |s| {
        s.mixin("cells");
        s.call("([A-Za-z]+(?: [A-Za-z]+)?)(:?)", |ctx| {
            ctx.state::<State>().next = cells_after(ctx.group(1));
            ctx.group_token(1, Bp);
            ctx.group_token(2, P);
        });
    });
    d.state("tests", |s| {
        s.mixin("cells");
        s.rule("[$@&%{}]+", Nl);
        s.rule(" ", Nl).not_followed_by("[ |]");
        s.call(NAME, |ctx| {
            ctx.state::<State>().template = false;
            ctx.token(Nl);
        });
    });
    d.state("keywords", |s| {
        s.mixin("cells");
        s.rule(VARIABLE, Nv).push("variable");
        s.rule("[$@&%{}]+", Nl);
        s.rule(" ", Nl).not_followed_by("[ |]");
        s.rule(NAME, Nl);
    });
    d.state("variables", |s| {
        s.mixin("cells");
        s.call(VARIABLE, |ctx| {
            ctx.token(Nv);
            ctx.state::<State>().next = Some(Cells::Arguments);
        })
        .push("variable");
    });
}

fn cells(d: &mut LexerBuilder) {
    d.state("cell", |s| {
        s.rule("#.*", C);
        s.empty("").pop();
    });
    d.state("keyword", |s| {
        s.call(r"(\[)([A-Za-z]+(?: [A-Za-z]+)?)(\])", setting).pop();
        variable(s);
        s.call("(?i)FOR", |ctx| {
            ctx.token(Nf);
            keyword_follows(ctx);
        });
        s.rule(" ", Nf).not_followed_by("[ |]");
        s.rule("(?i)(?:Given|When|Then|And|But) ", Nb);
        s.call(NAME, |ctx| {
            ctx.token(Nf);
            ctx.state::<State>().next = None;
        });
        s.empty("").pop();
    });
    d.state("arguments", |s| {
        variable(s);
        s.rule("[$@&%]+", S);
        s.rule(" ", S).not_followed_by("[ |]");
        s.rule(NAME, S);
        s.empty("").pop();
    });
    d.state("variable", |s| {
        s.groups(r"(\})( )(=)", [Nv, W, P]).pop();
        s.rule(VARIABLE, Nv).push("variable");
        s.rule(r"[{\[]", Nv).push("variable");
        s.rule(r"[}\]]", Nv).pop();
        s.rule(r"[^$@&%{}\[\]]+", Nv);
    });
}

fn variable(s: &mut StateBuilder) {
    s.call(VARIABLE, |ctx| {
        ctx.token(Nv);
        keyword_follows(ctx);
    })
    .push("variable");
}

/// The next cell is a keyword, if it is known at all what it is.
fn keyword_follows(ctx: &mut MatchContext<'_, '_>) {
    let next = &mut ctx.state::<State>().next;
    *next = next.map(|_| Cells::Keyword);
}

fn setting(ctx: &mut MatchContext<'_, '_>) {
    ctx.group_token(1, P);
    ctx.group_token(2, Bp);
    ctx.group_token(3, P);
    let name = ctx.group(2);
    let state = ctx.state::<State>();
    state.template |= name.eq_ignore_ascii_case("template");
    state.next = cells_after(name).or(state.next);
}
