//! Perl.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::run::Step;
use crate::highlight::token::Token::*;

/// Rouge's `perl`.
pub(crate) static LEXER: Lexer = Lexer::new("perl", define);

const KEYWORDS: &str = "BEGIN CHECK END INIT case continue do else elsif for foreach if last my next our print redo reset \
    return then unless until use while new";

const BUILTINS: &str = "abs accept alarm atan2 bind binmode bless caller chdir chmod chomp chop chown chr chroot close \
    closedir connect cos crypt dbmclose dbmopen defined delete die dump each endgrent endhostent endnetent \
    endprotoent endpwent endservent eof eval exec exists exit exp fcntl fileno flock fork format formline getc \
    getgrent getgrgid getgrnam gethostbyaddr gethostbyname gethostent getlogin getpeername getpgrp getppid \
    getpriority getpwent getpwnam getpwuid getsockname getsockopt glob gmtime goto grep hex import index int ioctl \
    join keys kill lc lcfirst length link listen local localtime log lstat map mkdir msgctl msgget msgrcv msgsnd no oct \
    open opendir ord pack package pipe pop pos printf prototype push quotemeta rand read readdir readline readlink \
    readpipe recv ref rename require reverse rewinddir rindex rmdir scalar seek seekdir select semctl semget semop send \
    setpgrp setpriority setsockopt shift shmctl shmget shmread shmwrite shutdown sin sleep socket socketpair sort \
    splice split sprintf sqrt srand stat study substr symlink syscall sysopen sysread sysseek system syswrite tell \
    telldir tie tied time times truncate uc ucfirst umask undef unlink unpack unshift untie utime values vec wait \
    waitpid wantarray warn write";

fn define(d: &mut Definition) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Nb, BUILTINS),
        (Ow, "and cmp eq ge gt le lt ne not or xor"),
        (Bp, "DATA STDIN STDOUT STDERR __DIE__ __WARN__"),
    ]);
    d.state("root", |s| {
        s.rule(r"#!?.*?$", C1);
        s.rule(r"(?s)^=[a-zA-Z0-9]+\s+.*?\n=cut", Cm);
        s.rule(r"(?s)__(?:END|DATA)__.*", Cp);
        s.rule(r"sub\s+", K).push("sub");
        s.rule(r"\w+", S).before(r"\s*=>");
        s.call(r"(?:s|tr|y)[^\w]", substitution);
        s.call(r"m[^\w]", quoted);
        s.rule(r"(?:m ?)?/(?:\\.|[^\\/\n])*/[acdgilmnopsux]*", Sr);
        s.call(r"q[wrqx]?[^\w]", quoted);
        s.call(r#"<<"?([A-Za-z_]\w*)"?"#, heredoc);
        s.call(r"<<'([A-Za-z_]\w*)'", heredoc);
        s.rule(r"\s+", Text);
        s.rule(r"\$\^[A-Z]|\$_\b", Vg);
        s.rule(r#"\$[\\"\[\]'&`+*.,;=%~?@$!<>(^|/-]"#, Vg)
            .not_before(r"\w");
        s.rule(r"[$@%&*][$@%&*#_]{0,15}", Nv)
            .before(r"[A-Za-z{\[;]")
            .push("variable");
        s.groups(r"((?:[A-Za-z_]\w*::)+)(\w*)", [Nn, Nv]);
        s.rule(r"\.\.\.?", O);
        s.rule(r"0[xX]\h+(?:_\h+)*", Mh);
        s.rule(r"0[bB][01]+(?:_[01]+)*", Mb);
        s.rule(r"0_?[0-7]+(?:_[0-7]+)*", Mo);
        s.rule(
            r"\.\d+(?:_\d+)*(?:\.\d+)*(?:[eE][+-]?\d+)?|\d[\d_]*(?:\.\d+(?:_\d+)*)+(?:[eE][+-]?\d+)?|\d+(?:_\d+)*[eE][+-]?\d+",
            Mf,
        );
        s.rule(r"\d[\d_]*", Mi);
        s.rule(r"'", P).push("single");
        s.rule(r#"""#, P).push("double");
        s.words(r"[A-Za-z_]\w*", &words, Nv).when(&[Nv]).push("colons");
        s.rule(r"`", P).push("backtick");
        s.rule(r"::|\[\]|[-+*/<>=&^~!|.%\\]", O);
        s.rule(r"[()\[\]{}:;,?]", P);
    });
    d.state("sub", |s| {
        s.rule(r"[A-Za-z_]\w*", Nf);
        s.rule(r"\s+", Text);
        s.rule(r"\([$@%]*\)", P);
        s.rule(r".*?\{", P).pop();
        s.rule(r";", P).pop();
        s.empty("").pop();
    });
    d.state("variable", |s| {
        s.rule(r"\{", P).pop();
        s.rule(r"\w+::", Nn);
        s.rule(r"[\w:]+", Nv).pop();
        s.empty("").pop();
    });
    d.state("colons", |s| {
        s.rule(r"[\w:]+", Nv);
        s.empty("").pop();
    });
    d.state("replacement", |s| {
        for (open, close) in [(r"\{", r"\}"), (r"\[", r"\]"), (r"\(", r"\)"), ("<", ">")] {
            s.rule(format!(r"(?s){open}(?:\\.|[^\\{close}])*{close}[egimosx]*"), Sr)
                .pop();
        }
        s.rule(r"/(?:\\.|[^\\/])*/[egimosx]*", Sr).pop();
        s.rule(r"\s+", Sr);
    });
    d.state("single", |s| {
        s.rule(r"'", P).pop();
        s.rule(r"\\['\\]", Se);
        s.rule(r"[^\\']+", S1);
        s.rule(r"\\", S1);
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.rule(r"\w+", Si);
    });
    for (name, quote, token) in [("double", '"', S2), ("backtick", '`', Sb)] {
        d.state(name, |s| {
            s.rule(quote.to_string(), P).pop();
            s.rule(r"\\x\{\h+\}|\\x\h\h|\\.", Se);
            s.rule(r"[$@]\{", Si).push("interpolation");
            s.rule(r"[$@][a-zA-Z_]\w*", Si);
            s.rule(format!(r"[^\\{quote}$@]+|[$@]"), token);
        });
    }
}

/// Where the text that begins with `open` ends, if it does: behind the delimiter that closes it. Between brackets
/// further pairs may stand where `nested`.
fn end(text: &str, open: char, nested: bool, escapes: bool) -> Option<usize> {
    let close = match open {
        '{' => '}',
        '(' => ')',
        '[' => ']',
        '<' => '>',
        other => other,
    };
    let mut depth = 1;
    let mut letters = text.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        if letter == close {
            depth -= 1;
            if depth == 0 {
                return Some(place + letter.len_utf8());
            }
        } else if nested && letter == open {
            depth += 1;
        } else if letter == '\\' && escapes {
            letters.next();
        }
    }
    None
}

fn flags(text: &str, known: &str) -> usize {
    text.len()
        - text
            .trim_start_matches(|letter: char| known.contains(letter))
            .len()
}

/// The match is no quote after all: its word stands alone.
fn no_quote(step: &mut Step<'_, '_>) {
    let word = step
        .text()
        .trim_end_matches(|letter: char| !letter.is_alphanumeric());
    step.set_length(word.len());
    step.token(Nv);
}

/// `m{…}`, `q(…)` and their kin.
fn quoted(step: &mut Step<'_, '_>) {
    let matches = step.text().starts_with('m');
    let open = step.text().chars().last().unwrap_or('/');
    let start = step.text().len() - open.len_utf8();
    let rest = step.here();
    match end(&rest[start..], open, !matches, true) {
        Some(length) => {
            let length = start + length;
            let more = if matches {
                flags(&rest[length..], "egimosx")
            } else {
                0
            };
            step.set_length(length + more);
            step.token(if matches { Sr } else { Sx });
        }
        None => no_quote(step),
    }
}

/// `s/…/…/`, `tr/…/…/`, `s{…}{…}`.
fn substitution(step: &mut Step<'_, '_>) {
    let open = step.text().chars().last().unwrap_or('/');
    let start = step.text().len() - open.len_utf8();
    let rest = step.here();
    let Some(first) = end(&rest[start..], open, false, true).map(|length| start + length) else {
        return no_quote(step);
    };
    if "{([<".contains(open) {
        step.set_length(first);
        step.token(Sr);
        return step.push("replacement");
    }
    let again = first - open.len_utf8();
    match end(&rest[again..], open, false, true) {
        Some(length) => {
            let length = again + length;
            step.set_length(length + flags(&rest[length..], "acdgilmnopsuxr"));
            step.token(Sr);
        }
        None => no_quote(step),
    }
}

/// A text up to a line that is its name.
fn heredoc(step: &mut Step<'_, '_>) {
    let name = step.group(1);
    let ahead = step.ahead().strip_prefix(';').unwrap_or(step.ahead());
    if !ahead.starts_with('\n') {
        step.set_length(2);
        return step.token(O);
    }
    if step.notes().texts.iter().any(|absent| absent == name) {
        step.set_length(2);
        return step.token(O);
    }
    let mut length = 0;
    for line in step.ahead().split_inclusive('\n') {
        length += line.len();
        if length > 2 && line.strip_suffix('\n') == Some(name) {
            step.set_length(step.text().len() + length);
            step.token(S);
            return;
        }
    }
    // Nor will it end another text further on.
    step.notes().texts.push(name.to_owned());
    step.set_length(2);
    step.token(O);
}
