//! Bourne-like shells.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `shell`.
pub(crate) static LEXER: Lexer = Lexer::new("shell", define);

const KEYWORDS: &str = "if|fi|else|while|do|done|for|then|return|function|select|continue|until|elif|in|esac";

const BUILTINS: &str = "alias|arch|awk|b2sum|base32|base64|basename|bg|bind|break|builtin|caller|cat|cd|chcon|chgrp|\
    chmod|chown|chroot|cksum|comm|command|compgen|complete|cp|csplit|cut|date|dd|declare|df|dir|dircolors|dirname|\
    dirs|disown|du|echo|enable|env|eval|exec|exit|expand|export|expr|factor|false|fc|fg|fmt|fold|getopts|grep|\
    groups|gunzip|gzip|hash|head|help|history|hostid|hostname|id|install|jobs|join|kill|let|link|ln|local|logname|\
    logout|ls|mapfile|md5sum|mkdir|mkfifo|mknod|mktemp|mv|nice|nl|nohup|nproc|numfmt|od|paste|pathchk|popd|pr|\
    printenv|printf|ptx|pushd|pwd|read|readlink|readonly|realpath|rm|rmdir|runcon|sed|seq|set|sha1sum|sha224sum|\
    sha256sum|sha384sum|sha512sum|shift|shopt|shred|shuf|sleep|sort|source|split|stat|stdbuf|stty|sudo|sum|suspend|\
    sync|tac|tail|tar|tee|test|time|timeout|times|touch|tr|trap|true|truncate|tsort|tty|type|typeset|ulimit|umask|\
    unalias|uname|unexpand|uniq|unlink|unset|uptime|users|vdir|wait|wc|who|whoami|yes";

#[derive(Default)]
struct State {
    /// The delimiters of the open heredocs, the innermost last.
    heredocs: Vec<String>,
}

/// The states, shared with languages that extend the shell.
pub(crate) fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.mixin("basic");
        s.mixin("data");
    });
    d.state("basic", |s| {
        s.rule(r"#.*", C);
        s.rule(format!(r"\b(?:{KEYWORDS})\s*\b"), K);
        s.rule(r"\bcase\b", K).push("case");
        s.rule(format!(r"\b(?:{BUILTINS})\s*\b"), Nb)
            .not_followed_by(r"[.\-]");
        s.rule(r"\.", Nb).followed_by(r"\s");
        s.groups(r"(\b\w+)(=)", [Nv, O]);
        s.rule(r"[\[\]{}()!=>]", O);
        s.rule(r"&&|\|\||<<<", O);
        for pattern in [
            r"(<<-?)(\s*)(')(\\?)(\w+)(')",
            r#"(<<-?)(\s*)(")(\\?)(\w+)(")"#,
            r"(<<-?)(\s*)()(\\?)(\w+)()",
        ] {
            s.call(pattern, heredoc).push("heredoc");
        }
    });
    d.state("data", |s| {
        s.rule(r"\s+", Text);
        s.mixin("escape");
        s.rule(r#"\$?""#, S2).push("double");
        s.rule(r"\$'", S1).push("ansi");
        s.rule(r"'", S1).push("single");
        s.rule(r"\*", K);
        s.rule(r";", P);
        s.rule(r"-[\w\-]+", Nt);
        s.mixin("interpolation");
        s.rule(r#"[^=*\s{}$()'"`;\\<]+"#, Text);
        s.rule(r"<", Text);
    });
    d.state("escape", |s| {
        s.rule(r"\\.?", Se);
    });
    d.state("interpolation", |s| {
        s.rule(r"\$\(\(", K).push("math");
        s.rule(r"\$\(", Si).push("paren");
        s.rule(r"\$\{#?", K).push("curly");
        s.rule(r"`", Sb).push("backticks");
        s.rule(r"\$#?(?:\w+|.)", Nv);
    });
    strings(d);
    nested(d);
}

fn strings(d: &mut LexerBuilder) {
    d.state("double", |s| {
        s.rule(r#"(?:\$#?)?""#, S2).pop();
        s.mixin("escape");
        s.mixin("interpolation");
        s.rule(r#"[^"`\\$]+"#, S2);
    });
    d.state("single", |s| {
        s.rule(r"'", S1).pop();
        s.rule(r"[^']+", S1);
    });
    d.state("ansi", |s| {
        s.rule(r"\\.", Se);
        s.rule(r"[^\\']+", S1);
        s.rule(r"'", S1).pop();
    });
    d.state("heredoc", |s| {
        s.rule(r"\n", Sh).push("heredoc line");
        s.rule(r"[^$\n\\]+", Sh);
        s.mixin("escape");
        s.rule(r"\$\(\(", K).push("math");
        s.rule(r"\$\(", Si).push("paren");
        s.rule(r"\$\{#?", K).push("curly");
        s.rule(r"\$#?(?:\w+|.)", Nv);
        s.rule(r"\$", Sh);
    });
    d.state("heredoc line", |s| {
        s.call(r"\s*(\w+)\s*\n", heredoc_line);
        s.empty("").pop();
    });
}

fn nested(d: &mut LexerBuilder) {
    d.state("case", |s| {
        s.rule(r"\besac\b", K).pop();
        s.rule(r"\|", P);
        s.rule(r"\)", P).push("case branch");
        s.mixin("root");
    });
    d.state("case branch", |s| {
        s.rule(r";;", P).pop();
        s.mixin("root");
    });
    d.state("curly", |s| {
        s.rule(r"\}", K).pop();
        s.rule(r":-", K);
        s.rule(r"\w+", Nv);
        s.rule(r#"[^}:"'`$]+"#, P);
        s.mixin("root");
    });
    d.state("paren", |s| {
        s.rule(r"\)", Si).pop();
        parens(s);
    });
    d.state("inner paren", |s| {
        s.rule(r"\)", O).pop();
        parens(s);
    });
    d.state("math", |s| {
        s.rule(r"\)\)", K).pop();
        s.rule(r"[-+*/%^|&!]|\*\*|\|\|", O);
        s.rule(r"\d+(?:#\w+)?", M);
        s.mixin("root");
    });
    d.state("backticks", |s| {
        s.rule(r"`", Sb).pop();
        s.mixin("root");
    });
}

fn parens(s: &mut StateBuilder) {
    s.rule(r"\(", O).push("inner paren");
    s.mixin("root");
}

fn heredoc(ctx: &mut MatchContext<'_, '_>) {
    for (index, token) in [(1, O), (2, Text), (3, Sh), (4, Sh), (5, No), (6, Sh)] {
        ctx.group_token(index, token);
    }
    let name = ctx.group(5).to_owned();
    ctx.state::<State>().heredocs.push(name);
}

/// A line of one word in a heredoc, which may be its end.
fn heredoc_line(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.group(1);
    let heredocs = &mut ctx.state::<State>().heredocs;
    if heredocs.last().is_some_and(|name| name == word) {
        heredocs.pop();
        ctx.token(No);
        ctx.pop(2);
    } else {
        ctx.token(Sh);
    }
}
