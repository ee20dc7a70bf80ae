//! Perl.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `perl`.
pub(crate) static LEXER: Lexer = Lexer::new("perl", define);

const KEYWORDS: &str = "BEGIN|CHECK|END|INIT|case|continue|do|else|elsif|for|foreach|if|last|my|new|next|our|print|redo|reset|\
    return|then|unless|until|use|while";

const BUILTINS: &str = "abs|accept|alarm|atan2|bind|binmode|bless|caller|chdir|chmod|chomp|chop|chown|chr|chroot|close|closedir|\
    connect|cos|crypt|dbmclose|dbmopen|defined|delete|die|dump|each|endgrent|endhostent|endnetent|endprotoent|\
    endpwent|endservent|eof|eval|exec|exists|exit|exp|fcntl|fileno|flock|fork|format|formline|getc|getgrent|\
    getgrgid|getgrnam|gethostbyaddr|gethostbyname|gethostent|getlogin|getnetbyaddr|getnetbyname|getnetent|\
    getpeername|getpgrp|getppid|getpriority|getprotobyname|getprotobynumber|getprotoent|getpwent|getpwnam|\
    getpwuid|getservbyname|getservbyport|getservent|getsockname|getsockopt|glob|gmtime|goto|grep|hex|import|\
    index|int|ioctl|join|keys|kill|lc|lcfirst|length|link|listen|local|localtime|log|lstat|map|mkdir|msgctl|\
    msgget|msgrcv|msgsnd|no|oct|open|opendir|ord|pack|package|pipe|pop|pos|printf|prototype|push|quotemeta|\
    rand|read|readdir|readline|readlink|readpipe|recv|ref|rename|require|reverse|rewinddir|rindex|rmdir|\
    scalar|seek|seekdir|select|semctl|semget|semop|send|setgrent|sethostent|setnetent|setpgrp|setpriority|\
    setprotoent|setpwent|setservent|setsockopt|shift|shmctl|shmget|shmread|shmwrite|shutdown|sin|sleep|socket|\
    socketpair|sort|splice|split|sprintf|sqrt|srand|stat|study|substr|symlink|syscall|sysopen|sysread|sysseek|\
    system|syswrite|tell|telldir|tie|tied|time|times|tr|truncate|uc|ucfirst|umask|undef|unlink|unpack|unshift|\
    untie|utime|values|vec|wait|waitpid|wantarray|warn|write";

/// Brackets that delimit quoted text: the patterns of the opening and the closing one, and the state inside nested ones.
const BRACKETS: [(&str, &str, &str); 4] = [
    (r"\{", r"\}", "braces"),
    ("<", ">", "angles"),
    (r"\[", r"\]", "brackets"),
    (r"\(", r"\)", "parentheses"),
];

/// How far a delimiter that is not ASCII is searched for, in bytes. It limits the cost: any character may be one.
const FAR: usize = 4096;

#[derive(Default)]
struct State {
    /// Delimiters of heredocs that never end.
    unclosed: Vec<String>,
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"#.*", C1);
        s.rule(r"^(?s:=[a-zA-Z0-9]+\s+.*?\n=cut)", Cm);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.groups(r"(format)(\s+)(\w+)(\s*)(=)(\s*\n)", [K, Text, N, Text, P, Text])
            .push("format");
        s.rule(r"(?:eq|lt|gt|le|ge|ne|not|and|or|cmp)\b", Ow);
        for (open, close, _) in BRACKETS {
            s.rule(
                format!(r"(?:s|tr|y){open}(?:\\\\|\\{close}|[^{close}])*{close}\s*"),
                Sr,
            )
            .push("balanced");
        }
        s.call(r"(s|tr|y)\s*([^\w\s])", substitution);
        s.call(r"(s|tr|y)\s+(\w)", substitution);
        s.rule(r"m?/(?:\\\\|\\/|[^/\n])*/[msixpodualngc]*", Sr);
        s.rule("m", Sr).followed_by(r"[/!\\{<\[(@%$]").push("balanced");
        s.call(r"(m)\s*([^\w\s])", quoted);
        s.call(r"(m)\s+(\w)", quoted);
        s.rule(r"\s+", Text);
        s.empty("")
            .followed_by(r"[A-Za-z_]\w*(?:\s*#.*\n)*\s*=>")
            .push("fat comma");
        s.rule(format!(r"(?:{BUILTINS})\b"), Nb);
        s.rule(r"(?:__(?:DIE|WARN)__|DATA|STD(?:IN|OUT|ERR))\b", Bp);
        for name in [r"'([a-zA-Z_]\w*)'", r#""([a-zA-Z_]\w*)""#, r"([a-zA-Z_]\w*)"] {
            s.call(format!("<<{name}"), heredoc).followed_by(";?\n");
        }
        s.rule(r"__(?:END|DATA)__\b", Cp).push("end");
        s.rule(r"\$\^[ADEFHILMOPSTWX]", Vg);
        s.rule(r#"\$[\\"'\[\]&`+*.,;=%~?@$!<>(^|/_\-]"#, Vg)
            .not_followed_by(r"\w");
        s.rule(r"[$@%&*][$@%&*#_]{0,15}", Nv)
            .followed_by(r"[A-Za-z{\[;]")
            .push("variable");
        s.rule(r"[-+/*%=<>&^|!\\~]=?", O);
        numbers(s);
        s.rule("'", P).push("single");
        s.rule(r#"""#, P).push("double");
        s.rule("`", P).push("backtick");
        for (open, _, state) in BRACKETS {
            s.rule(format!("q[qwrx]?{open}"), Sx).push(state);
        }
        s.call(r"(q[qwrx]?)(\W)", quoted);
        s.rule(r"sub\s+", K).push("sub");
        s.rule(r"\[\]|::|\.{1,3}", O);
        s.rule(r"[()\[\]:;,?{}]", P);
        s.empty("").followed_by(r"\w").push("name");
    });
    d.state("format", |s| {
        s.rule(r"\.\n", Si).pop();
        s.rule(r".*\n", Si);
    });
    d.state("fat comma", |s| {
        s.rule(r"#.*", C1);
        s.rule(r"\w+", S);
        s.rule(r"\s+", Text);
        s.rule("=>", O).pop();
    });
    d.state("end", |s| {
        s.rule(r"(?s).+", Cp).pop();
    });
    names(d);
    balanced(d);
    strings(d);
}

fn numbers(s: &mut StateBuilder) {
    s.rule(r"0_?[0-7]+(?:_[0-7]+)*", Mo);
    s.rule(r"0x\h+(?:_\h+)*", Mh);
    s.rule(r"0b[01]+(?:_[01]+)*", Mb);
    s.rule(r"(?:\d[\d_]*|_[\d_]*)?\.\d[\d_]*(?:[eE][+-]?\d+)?", Mf);
    s.rule(r"\d[\d_]*[eE][+-]?\d[\d_]*", Mf);
    s.rule(r"\d+(?:_\d+)*", Mi);
}

fn names(d: &mut LexerBuilder) {
    d.state("variable", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[{\[),;]", P).pop();
        s.rule(r"\w+::", Nn);
        s.rule(r"[\w:]+", Nv).pop();
    });
    d.state("name", |s| {
        s.rule(r"\w+::", Nn);
        s.rule(r"[\w:]+", Nv).pop();
        s.empty("").followed_by(r"\W").pop();
    });
    d.state("sub", |s| {
        s.rule(r"[a-zA-Z_]\w*[!?]?", Nf);
        s.rule(r"\s+", Text);
        s.groups(r"(\([$@%]*\))(\s*)", [P, Text]);
        s.rule(r".*?\{", P).pop();
        s.rule(";", P).pop();
    });
}

/// The pattern of a match, or its replacement.
fn balanced(d: &mut LexerBuilder) {
    d.state("balanced", |s| {
        for open in ["/", "!"] {
            s.rule(format!(r"{open}(?:\\[\\{open}]|[^{open}])*{open}[egimosx]*"), Sr)
                .pop();
        }
        s.rule(r"\\(?:\\\\|[^\\])*\\[egimosx]*", Sr).pop();
        for (open, close, _) in BRACKETS {
            s.rule(
                format!(r"{open}(?:\\[\\{close}]|[^{close}])*{close}[egimosx]*"),
                Sr,
            )
            .pop();
        }
        for open in ["@", "%", r"\$"] {
            s.rule(format!(r"{open}(?:\\[\\{open}]|[^{open}])*{open}[egimosx]*"), Sr)
                .pop();
        }
    });
}

fn strings(d: &mut LexerBuilder) {
    d.state("single", |s| {
        s.rule(r"\\[\\']", Se);
        s.rule(r"[^\\']+", S1);
        s.rule("'", P).pop();
        s.rule(r"\\", S1);
    });
    d.state("double", |s| {
        interpolation(s);
        s.rule(r#"\\[\\tnrabefluLUE"$@]"#, Se);
        s.rule(r"\\0\d{2}|\\o\{\d+\}|\\x\h{2}|\\x\{\h+\}|\\c.|\\N\{[^}]+\}", Se);
        s.rule(r#"[^\\"$@]+|[$@]"#, S2);
        s.rule(r#"""#, P).pop();
        s.rule(r"\\", Se);
    });
    d.state("backtick", |s| {
        interpolation(s);
        s.rule(r"\\[\\tnr`]", Se);
        s.rule(r"[^\\`$@]+|[$@]", Sb);
        s.rule("`", P).pop();
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.rule(r"\s+", Text);
        s.rule(r"[a-zA-Z_]\w*", Si);
    });
    for (open, close, state) in BRACKETS {
        d.state(state, |s| {
            s.rule(format!(r"\\[{open}{close}\\]|\\"), Sx);
            s.rule(open, Sx).push(state);
            s.rule(close, Sx).pop();
            s.rule(format!(r"[^{open}{close}\\]+"), Sx);
        });
    }
}

fn interpolation(s: &mut StateBuilder) {
    s.rule(r"[$@]\{", Si).push("interpolation");
    s.rule(r"[$@][a-zA-Z_]\w*", Si);
}

/// The length of `text` up to the end of the delimiter. A delimiter after a backslash counts only if no other follows;
/// without `escapes` a backslash has no meaning.
fn up_to(text: &str, delimiter: char, escapes: bool) -> Option<usize> {
    let far = if delimiter.is_ascii() { text.len() } else { FAR };
    let mut escaped = None;
    let mut letters = text.char_indices().take_while(|(place, _)| *place < far);
    while let Some((place, letter)) = letters.next() {
        if letter == delimiter {
            return Some(place + letter.len_utf8());
        }
        if escapes && letter == '\\' {
            let next = text[place + 1..].chars().next();
            if next == Some(delimiter) {
                escaped = Some(place + 1 + delimiter.len_utf8());
            }
            if next == Some(delimiter) || next == Some('\\') {
                letters.next();
            }
        }
    }
    escaped
}

fn flags(text: &str, known: &str) -> usize {
    let rest = text.trim_start_matches(|letter: char| known.contains(letter));
    text.len() - rest.len()
}

/// The word is not a quote operator here, but a name.
fn no_quote(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.group(1);
    let ahead = ctx.text_from_match()[word.len()..].trim_start();
    if word == "tr" {
        ctx.set_length(word.len());
        return ctx.token(if ahead.starts_with("=>") { S } else { Nb });
    }
    ctx.set_length(0);
    let comma = !word.starts_with('q') && ahead.starts_with("=>");
    ctx.push(if comma { "fat comma" } else { "name" });
}

/// The text quoted by `m`, `q` and similar operators, up to the next delimiter.
fn quoted(ctx: &mut MatchContext<'_, '_>) {
    let start = ctx.text().len();
    let delimiter = ctx.group(2).chars().next().unwrap_or('/');
    let matches = ctx.group(1) == "m";
    let ahead = ctx.rest();
    match up_to(ahead, delimiter, matches) {
        Some(length) => {
            let known = if matches { "msixpodualngc" } else { "" };
            ctx.set_length(start + length + flags(&ahead[length..], known));
            ctx.token(if matches { Sr } else { Sx });
        }
        None => no_quote(ctx),
    }
}

/// `s/…/…/`, `tr/…/…/`, `y/…/…/`.
fn substitution(ctx: &mut MatchContext<'_, '_>) {
    let start = ctx.text().len();
    let delimiter = ctx.group(2).chars().next().unwrap_or('/');
    let ahead = ctx.rest();
    let parts = up_to(ahead, delimiter, true)
        .and_then(|first| up_to(&ahead[first..], delimiter, true).map(|second| first + second));
    match parts {
        Some(length) => {
            ctx.set_length(start + length + flags(&ahead[length..], "msixpodualngcr"));
            ctx.token(Sr);
        }
        None => no_quote(ctx),
    }
}

/// A heredoc. It ends with a line that is its name, after at least one other line.
fn heredoc(ctx: &mut MatchContext<'_, '_>) {
    let name = ctx.group(1);
    let absent = ctx.state::<State>().unclosed.iter().any(|known| known == name);
    let mut length = 0;
    let mut end = None;
    for (index, line) in ctx.rest().split_inclusive('\n').enumerate() {
        length += line.len();
        if absent || (index > 1 && line.strip_suffix('\n') == Some(name)) {
            end = Some(length);
            break;
        }
    }
    match end.filter(|_| !absent) {
        Some(end) => {
            ctx.set_length(ctx.text().len() + end);
            ctx.token(S);
        }
        None => {
            // No later heredoc of this name ends either.
            if !absent {
                ctx.state::<State>().unclosed.push(name.to_owned());
            }
            ctx.set_length(1);
            ctx.token(O);
        }
    }
}
