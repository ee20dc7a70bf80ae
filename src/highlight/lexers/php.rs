//! PHP, with the HTML around it.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;
use std::sync::{Arc, LazyLock};

/// Rouge's `php`.
pub(crate) static LEXER: Lexer = Lexer::new("php", define);

const KEYWORDS: &str = "__class__ __dir__ __file__ __function__ __halt_compiler __line__ __method__ __namespace__ __trait__ \
    abstract and array as break case catch cfunction clone continue declare default die do echo else \
    elseif empty enddeclare endfor endforeach endif endswitch endwhile eval exit extends final finally \
    fn for foreach global goto if implements include include_once instanceof insteadof isset list match \
    new old_function or parent print private protected public readonly require require_once return self \
    static switch throw try unset var while xor yield";

const NAME: &str = r"[\p{L}_][\p{L}\p{N}_]*";

/// A name with its namespaces, which Rouge 4 also knows from the root on.
pub(crate) fn path(s: &StateBuilder) -> &'static str {
    if s.is_since(V4_7) {
        r"\\?(?:(?:[\p{L}_][\p{L}\p{N}_]*\\)+)?[\p{L}_][\p{L}\p{N}_]*"
    } else {
        r"(?:(?:[\p{L}_][\p{L}\p{N}_]*\\)+)?[\p{L}_][\p{L}\p{N}_]*"
    }
}

/// Pops all states but the first.
const ALL: usize = usize::MAX;

/// Keywords and builtin functions, of Rouge 3.30 and of Rouge 4.7.
static CALLED_3_30: LazyLock<Arc<Words>> =
    LazyLock::new(|| called(include_str!("php_builtins_before_4_7.txt")));
static CALLED_4_7: LazyLock<Arc<Words>> =
    LazyLock::new(|| called(include_str!("php_builtins_since_4_7.txt")));

fn called(builtins: &'static str) -> Arc<Words> {
    let common = include_str!("php_builtins.txt");
    Words::any_case(&[(K, KEYWORDS), (Nb, common), (Nb, builtins)])
}

static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::any_case(&[(K, KEYWORDS)]));

#[derive(Default)]
struct State {
    /// Delimiters of heredocs that never end.
    unclosed: Vec<String>,
}

/// The states, shared with Hack.
pub(crate) fn define(d: &mut LexerBuilder) {
    d.start(&["start"]);
    d.state("start", |s| {
        s.call("", |ctx| match ctx.options().get("start_inline") {
            None => ctx.goto("guess"),
            Some(_) if ctx.options().is_on("start_inline") => ctx.goto("php"),
            Some(_) => ctx.pop(1),
        });
    });
    d.state("guess", |s| {
        s.delegate_to_parent(r"\s*").followed_by("<").pop();
        s.delegate_to_parent(r"[^$]+")
            .followed_by(r"(?i)<\?(?:php|=)")
            .pop();
        s.empty("").goto("php");
    });
    d.state("root", |s| {
        s.rule(r"(?i)<\?(?:php|=)?", Cp).push("php");
        s.delegate_to_parent(r"(?s).*?").followed_by(r"<\?");
        s.delegate_to_parent(r"(?s).*");
    });
    d.state("php", |s| {
        around(s);
        variables(s);
        values(s);
        let path = path(s);
        s.groups(format!(r"((?i:namespace))(\s+)({path})"), [Kn, Text, Nn]);
        s.rule(r"#\[.*\]$", Na).since(V4_7);
        s.groups(
            format!(r"((?i:class|interface|trait|extends|implements))(\s+)({path})"),
            [Kd, Text, Nc],
        );
        s.groups(format!(r"((?i:enum))(\s+)({path})"), [Kd, Text, Nc])
            .push("enum")
            .since(V4_7);
        s.mixin("names");
        s.rule(r"[;,(){}\[\]]", P);
        operators(s);
        s.rule(r"[=?]", O);
    });
    d.state("names", names);
    strings(d);
    functions(d);
    statements(d);
    enums(d);
}

/// White space, comments, and the tag that ends the code.
fn around(s: &mut StateBuilder) {
    s.rule(r"\?>", Cp).pop_n(ALL);
    s.rule(r"\s+", Text);
    s.rule(r"#.*$", C1).before(V4_7);
    s.rule(r"#[^\[].*?$", C1).since(V4_7);
    s.rule(r"//.*$", C1);
    s.rule(r"(?s)/\*\*(?:\*/|[^/].*?\*/)", Cd);
    s.rule(r"(?s)/\*.*?\*/", Cm);
}

fn variables(s: &mut StateBuilder) {
    s.rule(format!(r"\$\{{\${{1,16}}{NAME}\}}"), Nv);
    s.rule(format!(r"\${{1,16}}{NAME}"), Nv);
}

fn operators(s: &mut StateBuilder) {
    s.rule(r"[~!%^&*+|:.<>/@\-]+", O);
}

fn values(s: &mut StateBuilder) {
    for (quote, end) in [("'", "'"), ("\"", "\""), ("", "")] {
        s.call(format!(r"<<<{quote}({NAME}){end}\n"), heredoc);
    }
    s.rule(r"(?:\d[_\d]*)?\.(?:\d[_\d]*)?(?:[eE][+-]?\d[_\d]*)?", Mf);
    s.rule(r"0[0-7][0-7_]*", Mo).before(V4_7);
    s.rule(r"0[oO]?[0-7][0-7_]*", Mo).since(V4_7);
    s.rule(r"0[bB][01][01_]*", Mb);
    s.rule(r"0[xX]\h[\h_]*", Mh);
    s.rule(r"\d[_\d]*", Mi);
    s.rule(r"'[^'\\]*(?:\\.[^'\\]*)*'", S1);
    s.rule(r"`[^`\\]*(?:\\.[^`\\]*)*`", Sb);
    s.rule(r#"""#, S2).push("string");
    s.rule(r"(?i)(?:function|fn)\b", K)
        .push("function return")
        .push("function parameters")
        .push("function name");
    s.rule(r"(?i)(?:true|false|null)\b", Kc);
    s.rule(r"(?i)new\b", K).push("new");
}

fn names(s: &mut StateBuilder) {
    let path = path(s);
    s.rule(r"(?i)(?:public|protected|private)\(set\)", K)
        .push("visibility")
        .since(V4_7);
    s.call(path, |ctx| {
        let called = if ctx.version() >= V4_7 {
            &CALLED_4_7
        } else {
            &CALLED_3_30
        };
        let token = called.get(ctx.text()).unwrap_or(Nf);
        let options = ctx.options();
        let plain = options.get("funcnamehighlighting").is_some() && !options.is_on("funcnamehighlighting");
        ctx.token(if token == Nb && plain { Nf } else { token });
    })
    .followed_by(r"\s*\(");
    s.call(path, name);
}

/// A name that is not called. Some words push a state; the capitals of other names decide what they are.
fn name(ctx: &mut MatchContext<'_, '_>) {
    let text = ctx.text();
    let word = text.to_ascii_lowercase();
    let (token, state) = match word.as_str() {
        "use" => (Kn, Some("use")),
        "const" => (K, Some("const")),
        "catch" => (K, Some("catch")),
        "public" | "protected" | "private" => (K, Some("visibility")),
        _ => (WORDS.get(&word).unwrap_or_else(|| kind(text)), None),
    };
    ctx.token(token);
    if let Some(state) = state {
        ctx.push(state);
    }
}

fn kind(name: &str) -> Token {
    let upper = |part: &str| !part.is_empty() && part.chars().all(char::is_uppercase);
    let magic = name.len() > 3 && name.starts_with("__") && name.ends_with("__");
    let constant = name
        .strip_prefix("PHP_")
        .or_else(|| name.strip_prefix("E_"))
        .is_some_and(|rest| rest.split('_').all(upper));
    let last = name.rsplit('\\').next().unwrap_or(name);
    let mut letters = last.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    let shouted = |letter: char| letter.is_uppercase() || letter.is_numeric() || letter == '_';
    match () {
        () if magic => Nb,
        () if constant => Kc,
        () if capital && !rest.is_empty() && rest.chars().all(shouted) => No,
        () if capital && rest.chars().all(char::is_alphanumeric) => Nc,
        () => N,
    }
}

/// A heredoc. It ends with its name after white space at the beginning of a line.
fn heredoc(ctx: &mut MatchContext<'_, '_>) {
    let name = ctx.group(1);
    let absent = ctx.state::<State>().unclosed.iter().any(|known| known == name);
    let ahead = ctx.rest();
    let ends = |(place, _): (usize, &str)| {
        let inner = ahead[place..].trim_start();
        let found = inner
            .get(..name.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(name));
        let semicolon = usize::from(found && inner[name.len()..].starts_with(';'));
        found.then(|| ahead.len() - inner.len() + name.len() + semicolon)
    };
    let end = if absent {
        None
    } else {
        ahead.match_indices('\n').find_map(ends)
    };
    match end {
        Some(end) => {
            ctx.set_length(ctx.text().len() + end);
            ctx.token(Sh);
        }
        None => {
            // No later heredoc of this name ends either.
            if !absent {
                ctx.state::<State>().unclosed.push(name.to_owned());
            }
            ctx.set_length(3);
            ctx.token(O);
        }
    }
}

fn strings(d: &mut LexerBuilder) {
    d.state("string", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^\\{$"]+"#, S2);
        s.rule(r"\\u\{\h+\}", Se);
        s.rule(r#"\\(?:[efrntv"$\\]|[0-7]{1,3}|[xX]\h{1,2})"#, Se);
        s.rule(format!(r"\${NAME}(?:\[\S+\]|->{NAME})?"), Nv);
        s.rule(r"\{\$\{", Si).push("double splice");
        s.rule(r"\{", Si).followed_by(r"\$").push("splice");
        s.groups(r"(\{)(\S+)(\})", [Si, Nv, Si]);
        s.rule(r"[${\\]+", S2);
    });
    d.state("double splice", |s| {
        s.rule(r"\}\}", Si).pop();
        s.mixin("php");
    });
    d.state("splice", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("php");
    });
}

/// The last rules of a state: white space and comments still belong to it, all else ends it.
fn end(s: &mut StateBuilder) {
    around(s);
    s.empty("").pop();
}

fn functions(d: &mut LexerBuilder) {
    d.state("function name", |s| {
        s.rule("&", O);
        s.rule(NAME, N);
        s.rule(r"\(", P).pop();
        end(s);
    });
    d.state("function parameters", |s| {
        s.rule(r"\)", P).pop();
        s.rule(r",|\.{3}", P);
        s.rule("=", O).push("value");
        s.rule(r"(?i)(?:public|protected|private|readonly)\(set\)", K)
            .since(V4_7);
        s.rule(r"(?i)\b(?:public|protected|private|readonly)\b", K);
        s.rule(format!(r"\??{NAME}"), Kt).push("value");
        around(s);
        variables(s);
        s.empty("").pop();
    });
    d.state("function return", |s| {
        s.rule(":", P);
        s.rule(r"(?i)use\b", K).push("function use");
        s.rule(format!(r"\??{NAME}"), Kt).push("value");
        s.rule(r"\{", P).goto("function body");
        end(s);
    });
    d.state("function use", |s| {
        s.rule(r"[,(]", P);
        s.rule("&", O);
        s.rule(r"\)", P).pop();
        around(s);
        variables(s);
        s.empty("").pop();
    });
    d.state("function body", |s| {
        s.rule(r"\{", P).push("function body");
        s.rule(r"\}", P).pop();
        s.mixin("php");
    });
}

fn statements(d: &mut LexerBuilder) {
    d.state("value", |s| {
        s.rule(",", P).pop();
        s.rule(r"[\[\]]", P);
        s.rule(r"\(", P).push("value call");
        around(s);
        values(s);
        variables(s);
        s.mixin("names");
        operators(s);
        s.empty("").pop();
    });
    d.state("value call", |s| {
        s.rule(r"\)", P).pop();
        s.rule(",", P);
        s.mixin("value");
    });
    d.state("catch", |s| {
        s.rule(r"\(", P);
        s.rule(r"\|", O);
        s.rule(if s.is_since(V4_7) { path(s) } else { NAME }, Nc);
        end(s);
    });
    d.state("const", |s| {
        s.groups(format!(r"(\??{NAME})(\s+)({NAME})"), [Kt, Text, No])
            .since(V4_7);
        s.rule(NAME, No);
        s.rule("=", O).push("value");
        end(s);
    });
    d.state("new", |s| {
        s.rule(r"(?i)class\b", Kd).goto("new class");
        s.rule(path(s), Nc).pop();
        end(s);
    });
    d.state("new class", |s| {
        s.rule(r"\}", P).pop();
        s.rule(r"\{", P);
        s.mixin("php");
    });
    d.state("use", |s| {
        s.rule(r"[,}]", P);
        s.rule(r"(?i)(?:function|const)\b", K);
        s.groups(format!(r"((?:{NAME}\\)+)(\{{)"), [Nn, P]);
        s.rule(format!("{}(?:_{NAME})+", path(s)), Nf);
        around(s);
        s.mixin("names");
        s.empty("").pop();
    });
    d.state("visibility", |s| {
        s.rule(r"(?i)(?:public|protected|private)(?:\(set\)|\b)", K)
            .since(V4_7);
        s.rule(r"(?i)\b(?:readonly|static)\b", K);
        s.empty("")
            .followed_by(r"(?i)(?:abstract|const|function)\b")
            .pop();
        s.rule(format!(r"\??{NAME}"), Kt).pop();
        end(s);
    });
}

fn enums(d: &mut LexerBuilder) {
    d.state("enum", |s| {
        s.rule(":", P).push("enum base type");
        s.rule(r"\{", P).push("enum body");
        end(s);
    });
    d.state("enum base type", |s| {
        s.rule(NAME, Kt).pop();
        end(s);
    });
    d.state("enum body", |s| {
        s.rule(r"\}", P).pop();
        s.groups(format!(r"((?i:case))(\s+)({NAME})"), [K, Text, No]);
        s.mixin("php");
    });
}
