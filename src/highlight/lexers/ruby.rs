//! Ruby.
//!
//! At the beginning of an expression, a slash begins a regular expression and a question mark a character. After a name
//! that may be a call, white space decides.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version::V4_7;
use std::collections::VecDeque;

/// Rouge's `ruby`.
pub(crate) static LEXER: Lexer = Lexer::new("ruby", define);

const KEYWORDS: &str = "BEGIN|END|alias|begin|break|case|defined\\?|do|else|elsif|end|ensure|for|if|in|next|redo|rescue|raise|\
    retry|return|super|then|undef|unless|until|when|while|yield";

const PSEUDO: &str = "loop|include|extend|raise|alias_method|attr|catch|throw|private|module_function|public|protected|true|\
    false|nil|__FILE__|__LINE__";

const BUILTINS: &str = "attr_reader|attr_writer|attr_accessor|__id__|__send__|abort|ancestors|at_exit|autoload|binding|callcc|\
    caller|catch|chomp|chop|class_eval|class_variables|clone|const_defined\\?|const_get|const_missing|\
    const_set|constants|display|dup|eval|exec|exit|extend|fail|fork|format|freeze|getc|gets|\
    global_variables|gsub|hash|id|included_modules|inspect|instance_eval|instance_method|instance_methods|\
    instance_variable_get|instance_variable_set|instance_variables|lambda|load|local_variables|loop|method|\
    method_missing|methods|module_eval|name|object_id|open|p|print|printf|private_class_method|\
    private_instance_methods|private_methods|proc|protected_instance_methods|protected_methods|\
    public_class_method|public_instance_methods|public_methods|putc|puts|raise|rand|readline|readlines|\
    require|require_relative|scan|select|self|send|set_trace_func|singleton_methods|sleep|split|sprintf|\
    srand|sub|syscall|system|taint|test|throw|to_a|to_s|trace_var|trap|untaint|untrace_var|warn";

/// Builtins that end with a question mark.
const ASKING: &str = "autoload|block_given|const_defined|eql|equal|frozen|include|instance_of|is_a|iterator|kind_of|\
    method_defined|nil|private_method_defined|protected_method_defined|public_method_defined|respond_to|\
    tainted";

#[derive(Default)]
struct State {
    /// Heredocs whose text follows the current line.
    heredocs: VecDeque<Heredoc>,
    /// The opening and closing delimiters of open `%` literals, the innermost last.
    delimiters: Vec<(char, char)>,
}

struct Heredoc {
    name: String,
    /// Whether its end may be indented.
    indented: bool,
}

/// Patterns of single characters of names. Rouge 4 knows letters of any language.
#[derive(Clone, Copy)]
struct Letters {
    /// The first character of a name: any letter, a small one, a capital one.
    any: &'static str,
    small: &'static str,
    capital: &'static str,
    /// A further character.
    word: &'static str,
    /// A further character of a constant.
    constant: &'static str,
    /// What is not a character of a name.
    other: &'static str,
}

impl Letters {
    fn of(unicode: bool) -> Letters {
        if unicode {
            Letters {
                any: r"[\p{L}_]",
                small: r"[\p{Ll}_]",
                capital: r"\p{Lu}",
                word: r"[\p{L}\p{M}\p{Nd}\p{Pc}]",
                constant: r"[\p{L}0-9_]",
                other: r"[^\p{L}\p{M}\p{Nd}\p{Pc}]",
            }
        } else {
            Letters {
                any: "[a-zA-Z_]",
                small: "[a-z_]",
                capital: "[A-Z]",
                word: r"\w",
                constant: r"\w",
                other: r"\W",
            }
        }
    }
}

/// The states, shared with the output of `irb`.
pub(crate) fn define(d: &mut LexerBuilder) {
    let letters = Letters::of(d.is_since(V4_7));
    let Letters {
        any,
        small,
        capital,
        word,
        constant,
        ..
    } = letters;
    d.start(&["expression"]);
    d.state("root", |s| {
        s.mixin("space");
        s.rule("__END__", Cp).push("end");
        numbers(s);
        s.rule(format!("(?i)@@{small}{word}*"), Vc);
        s.rule(format!("(?i)@{small}{word}*"), Vi);
        s.rule(format!(r"\${word}+"), Vg);
        s.rule(r#"\$(?:[!@&`'+~=/\\,;.<>_*$?:"]|-[0adFiIlpvw])"#, Vg);
        s.rule("::", O);
        literals(s, letters);
        s.rule(format!("(?:{KEYWORDS})"), K)
            .followed_by(r"\W|$")
            .push("expression");
        s.rule(format!(r"(?:{PSEUDO})\b"), Kp).push("expression");
        s.rule(r"(?:not|and|or)\b", Ow).push("expression").since(V4_7);
        s.groups(
            format!(r"(module)(\s+)({any}{constant}*(?:::{any}{constant}*)*)"),
            [K, Text, Nn],
        );
        s.groups(r"(def\b)(\s*)", [K, Text]).push("function");
        s.groups(r"(class\b)(\s*)", [K, Text]).push("class");
        s.rule(format!("(?:{ASKING})[?]"), Nb).push("expression");
        s.rule("(?:chomp|chop|exit|gsub|sub)!", Nb).push("expression");
        s.rule(format!(r"(?:{BUILTINS})\b"), Nb).push("call");
        announcements(s, &format!("{any}{word}*"));
        s.rule(r"\.{2,3}", O).push("expression");
        s.rule(format!("{capital}{constant}*"), No).push("call");
        s.groups(
            format!(r"(\.)(\s*)({small}{word}*[!?]?|[*%&^`~+,\-./\[<>=])"),
            [P, Text, Nf],
        )
        .push("call");
        s.rule(format!("{any}{word}*[?!]"), N).push("expression");
        s.rule(format!("{any}{word}*"), N).push("call");
        s.rule(r"\*\*|<<?|>>?|>=|<=|<=>|=~|={3}|!~|&&?|\|\||\.", O)
            .push("expression");
        s.rule(r"[-+/*%=<>&!^|~]=?", O).push("expression");
        s.rule("[?]", P).push("ternary").push("expression");
        s.rule(r"[\[({,:\\;/]", P).push("expression");
        s.rule(r"[\])}]", P);
    });
    blanks(d);
    definitions(d, letters);
    expressions(d, letters);
    strings(d, letters);
    delimited(d, escapes);
    heredocs(d, escapes);
}

/// The states `end`, of what follows `__END__`, and `space`, with comments.
pub(crate) fn blanks(d: &mut LexerBuilder) {
    d.state("end", |s| {
        s.rule("(?s).+", Cp).pop();
    });
    d.state("space", |s| {
        s.rule(r"[ \t\r]+", Text);
        s.rule(r"\n\s*", Text).push("expression");
        s.rule("#.*$", C1);
        s.rule(r"(?s)=begin\b.*?\n=end\b", Cm);
    });
}

fn numbers(s: &mut StateBuilder) {
    let decimal = r"\d+(?:_\d+)*";
    s.rule("0_?[0-7]+(?:_[0-7]+)*", Mo);
    s.rule(r"0x\h+(?:_\h+)*", Mh);
    s.rule("0b[01]+(?:_[01]+)*", Mb);
    s.rule(
        format!(r"{decimal}(?:\.{decimal}(?:[eE][+-]?\d+)?|[eE][+-]?\d+)"),
        Mf,
    );
    s.rule(decimal, Mi);
}

fn literals(s: &mut StateBuilder, letters: Letters) {
    let Letters { small, word, .. } = letters;
    s.rule(format!("(?i):@{{0,2}}{small}{word}*[!?]?"), Ss);
    s.rule(r":(?:\*\*|[-+]@|[/%&|^`~]|\[\]=?|<<|>>|<=?>|<=?|===?)", Ss);
    s.rule(r":'(?:\\\\|\\'|[^'])*'", Ss);
    s.rule(r#":""#, Ss).push("symbol");
    s.rule(format!(r"\b{small}{word}*?[?!]?:\s+"), Ss)
        .push("expression");
    s.rule(r"'(?:\\\\|\\'|[^'])*'", S1);
    s.rule(r#"""#, S2).push("double");
    s.rule("`", Sb).push("backtick");
}

fn definitions(d: &mut LexerBuilder, letters: Letters) {
    let Letters {
        any, capital, word, ..
    } = letters;
    d.state("function", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\(", P).push("definition");
        let comparison = if s.is_since(V4_7) {
            "<=>?|<<?|>>?|>=|===?"
        } else {
            "<<?|>>?|<=>?|>=|===?"
        };
        s.groups(
            format!(r"(?:({any}{word}*)(\.))?({any}{word}*[!?]?|\*\*?|[-+]@?|[/%&|^`~]|\[\]=?|{comparison})"),
            [Nc, O, Nf],
        )
        .pop();
        s.empty("").pop();
    });
    d.state("class", |s| {
        s.rule(r"\s+", Text);
        s.rule(format!("{word}+(?:::{word}+)+"), Nc);
        s.rule(r"\(", P).push("definition").push("expression");
        s.rule("<<", O).goto("expression");
        s.rule(format!("(?:{capital}|_){word}*"), Nc).pop();
        s.empty("").pop();
    });
    d.state("definition", |s| {
        s.groups(r"(\))(\.|::)?", [P, O]).pop();
        s.rule(r"\(", P).push("definition").push("expression");
        s.mixin("root");
    });
}

fn expressions(d: &mut LexerBuilder, letters: Letters) {
    d.state("expression", |s| {
        s.rule(r"[ \t\r]+", Text);
        s.rule("/", Sr).goto("regex");
        s.rule(
            r#"[?](?:\\[MC]-)*(?:\\(?:[\\abefnrstv#"']|x\h{1,2}|[0-7]{1,3})|\S)"#,
            Sc,
        )
        .followed_by(format!(r"{}|\z", letters.other))
        .pop();
        s.groups(r"(\s*)(%[rqswQWxiI]? \S* )", [Text, Sx]).pop();
        percent(s);
        s.empty("").pop();
    });
    d.state("ternary", |s| {
        s.groups(r"(:)(\s+)", [P, Text]).goto("expression");
        s.rule(":", P)
            .not_followed_by(r"[^#\n]*?[:\\]")
            .goto("expression");
        s.mixin("root");
    });
    d.state("call", |s| {
        s.rule("[/%]", O).goto("expression");
        s.empty("").followed_by(r"\n").pop();
        s.empty("").goto("spaced call");
    });
    d.state("spaced call", |s| {
        s.mixin("space");
        s.rule("[%/]=", O).goto("expression");
        s.rule("/", Sr).followed_by(r"\S|\s*/").goto("regex");
        percent(s);
        s.empty("").followed_by(r"\s*/").pop();
        s.rule(r"\s+", Text).goto("expression");
        s.empty("").pop();
    });
    d.state("regex", |s| {
        s.mixin("interpolations");
        s.rule(r"\\\\|\\/|[\\#]|[^\\/#]+", Sr);
        s.rule("/", Sr).goto("regex flags");
    });
    d.state("regex flags", |s| {
        s.rule("[mixounse]*", Sr).pop();
    });
}

fn escapes(s: &mut StateBuilder) {
    s.mixin("interpolations");
    s.rule(r#"\\(?:[\\abefnrstv#"']|x\h{1,2}|[0-7]{1,3})"#, Se);
    s.rule(r"\\.", Se);
}

fn strings(d: &mut LexerBuilder, letters: Letters) {
    let Letters { small, word, .. } = letters;
    d.state("interpolations", |s| {
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(format!(r"(?i)#(?:@@?|\$){small}{word}*"), Si);
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
    for (state, quote, token) in [("double", '"', S2), ("symbol", '"', Ss), ("backtick", '`', Sb)] {
        d.state(state, |s| {
            escapes(s);
            s.rule(format!(r"[^\\{quote}#]+|[\\#]"), token);
            s.rule(quote.to_string(), token).pop();
        });
    }
}

/// `%` literals: strings between delimiters of any kind.
fn percent(s: &mut StateBuilder) {
    let delimiter = if s.is_since(V4_7) {
        r"([^\p{L}\p{M}\p{Nd}\p{Pc}\s])"
    } else {
        r"([^\w\s])"
    };
    s.call(format!("%(r){delimiter}"), open)
        .push("regex flags")
        .push("percent regex");
    s.call(format!("%([QWxI]){delimiter}"), open).push("percent");
    s.call(format!("%([qswi]){delimiter}"), open)
        .push("plain percent");
    // Without a letter, a string has interpolations. Rouge 3 did not know.
    s.call(format!("%(){delimiter}"), open)
        .push("percent")
        .since(V4_7);
    s.call(format!("%(){delimiter}"), open)
        .push("plain percent")
        .before(V4_7);
}

/// The states of `%` literals. `escapes` adds the rules for escapes and interpolations.
pub(crate) fn delimited(d: &mut LexerBuilder, escapes: fn(&mut StateBuilder)) {
    for (state, token, rich) in [
        ("percent", Sx, true),
        ("plain percent", Sx, false),
        ("percent regex", Sr, true),
    ] {
        d.state(state, |s| {
            s.call(r"\\[^\w\s]", escaped_delimiter);
            s.call(r"[^\w\s\\#]", delimiter);
            if rich {
                escapes(s);
                s.call("#", delimiter);
            } else {
                s.call("#", delimiter);
                s.rule(r"\\", token);
            }
            s.rule(r"[\w\s]+", token);
        });
    }
}

/// The beginning of a `%` literal: its type and its opening delimiter.
pub(crate) fn open(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(if ctx.group(1) == "r" { Sr } else { Sx });
    let Some(opening) = ctx.group(2).chars().next() else {
        return;
    };
    let closing = match opening {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        same => same,
    };
    ctx.state::<State>().delimiters.push((opening, closing));
}

/// A backslash before a delimiter or a special character.
fn escaped_delimiter(ctx: &mut MatchContext<'_, '_>) {
    let mark = ctx.text().chars().next_back().unwrap_or('\\');
    let delimiters = ctx.state::<State>().delimiters.last();
    let (opening, closing) = delimiters.copied().unwrap_or(('\\', '\\'));
    let plain = ctx.is_state("plain percent");
    if !plain || [opening, closing, '#', '\\'].contains(&mark) {
        ctx.token(Se);
    } else {
        ctx.set_length(1);
        ctx.token(Sx);
    }
}

fn delimiter(ctx: &mut MatchContext<'_, '_>) {
    let mark = ctx.text().chars().next();
    ctx.token(if ctx.is_state("percent regex") { Sr } else { Sx });
    let delimiters = &mut ctx.state::<State>().delimiters;
    let Some((opening, closing)) = delimiters.last().copied() else {
        return;
    };
    if mark == Some(closing) {
        delimiters.pop();
        ctx.pop(1);
    } else if mark == Some(opening) {
        delimiters.push((opening, closing));
        for state in ["percent", "plain percent", "percent regex"] {
            if ctx.is_state(state) {
                return ctx.push(state);
            }
        }
    }
}

/// The beginnings of heredocs, whose names match `name`.
pub(crate) fn announcements(s: &mut StateBuilder, name: &str) {
    for name in [
        format!(r#"("{name}")"#),
        format!("('{name}')"),
        format!("(`{name}`)"),
        format!("({name})"),
        r#"(""|'')"#.to_owned(),
    ] {
        s.call(format!("(<<[-~]?){name}"), |ctx| {
            ctx.group_token(1, O);
            ctx.group_token(2, No);
            let name = ctx.group(2).trim_matches(['"', '\'', '`']);
            let heredoc = Heredoc {
                name: name.to_owned(),
                indented: ctx.group(1).len() > 2,
            };
            ctx.state::<State>().heredocs.push_back(heredoc);
            if !ctx.is_state("announced") {
                ctx.push("announced");
            }
        });
    }
}

/// The states of heredocs, from the line that announces them on.
pub(crate) fn heredocs(d: &mut LexerBuilder, escapes: fn(&mut StateBuilder)) {
    d.state("announced", |s| {
        s.empty("").followed_by(r"\n").goto("heredoc");
        s.mixin("root");
    });
    d.state("heredoc", |s| {
        escapes(s);
        s.rule(r"\n", Sh).push("heredoc line");
        s.rule(r"[#\\]|[^#\\\n]+", Sh);
    });
    d.state("heredoc line", |s| {
        s.call(r"[^#\\\n]*$", heredoc_line);
        s.empty("").pop();
    });
}

/// A line of a heredoc: its end, or text.
fn heredoc_line(ctx: &mut MatchContext<'_, '_>) {
    let line = ctx.text();
    let heredocs = &mut ctx.state::<State>().heredocs;
    let is_end = |heredoc: &Heredoc| {
        let line = if heredoc.indented {
            line.trim()
        } else {
            line.trim_end()
        };
        line == heredoc.name
    };
    if !heredocs.front().is_some_and(is_end) {
        ctx.token(Sh);
        return ctx.pop(1);
    }
    heredocs.pop_front();
    let last = heredocs.is_empty();
    ctx.token(No);
    ctx.pop(1 + usize::from(last));
}
