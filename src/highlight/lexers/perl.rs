//! Perl.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::run::Step;
use crate::highlight::token::Token::*;

/// Rouge's `perl`.
pub(crate) static LEXER: Lexer = Lexer::new("perl", define);

const KEYWORDS: &str = "BEGIN CHECK END INIT case continue do else elsif for foreach if last my next our print redo reset \
    return then unless until use while when new require no say given default";

const BUILTINS: &str = "abs accept alarm atan2 bind binmode bless caller chdir chmod chomp chop chown chr chroot close \
    closedir connect cos crypt dbmclose dbmopen defined delete die dump each endgrent endhostent endnetent \
    endprotoent endpwent endservent eof eval exec exists exit exp fcntl fileno flock fork format formline getc \
    getgrent getgrgid getgrnam gethostbyaddr gethostbyname gethostent getlogin getpeername getpgrp getppid \
    getpriority getpwent getpwnam getpwuid getsockname getsockopt glob gmtime goto grep hex import index int ioctl \
    join keys kill lc lcfirst length link listen local localtime log lstat map mkdir msgctl msgget msgrcv msgsnd oct \
    open opendir ord pack package pipe pop pos printf prototype push quotemeta rand read readdir readline readlink \
    readpipe recv ref rename reverse rewinddir rindex rmdir scalar seek seekdir select semctl semget semop send \
    setpgrp setpriority setsockopt shift shmctl shmget shmread shmwrite shutdown sin sleep socket socketpair sort \
    splice split sprintf sqrt srand stat study substr symlink syscall sysopen sysread sysseek system syswrite tell \
    telldir tie tied time times truncate uc ucfirst umask undef unlink unpack unshift untie utime values vec wait \
    waitpid wantarray warn write";

fn define(d: &mut Definition) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Nb, BUILTINS),
        (Ow, "and cmp eq ge gt le lt ne not or xor"),
        (Bp, "STDIN STDOUT STDERR"),
    ]);
    d.state("root", |s| {
        s.rule(r"#!?.*?$", C1);
        s.rule(r"(?s)^=[a-zA-Z0-9]+\s+.*?\n=cut", Cm);
        s.rule(r"(?s)__(?:END|DATA)__.*", Cp);
        s.groups(r"(sub\s+)(\w+)", [K, Nf]);
        s.rule(r"(?:s|tr|y)/(?:\\.|[^\\/])*/(?:\\.|[^\\/])*/[egimosxnr]*", Sr);
        s.rule(r"m?/(?:\\.|[^\\/\n])+/[gcimosx]*", Sr)
            .before(r"\s*[;)},\]]");
        s.groups(r"(=~|!~)(\s*)(m?/(?:\\.|[^\\/\n])+/[gcimosx]*)", [O, Text, Sr]);
        s.rule(r"m\{(?:\\.|[^\\}])*\}[gcimosx]*", Sr);
        s.call(r#"<<"?([A-Za-z_]\w*)"?"#, heredoc);
        s.call(r"<<'([A-Za-z_]\w*)'", heredoc);
        s.rule(r"\s+", Text);
        s.rule(r"\$[_!@&/\\,.|]", Vg);
        s.rule(
            r"[$@%&]\#?[$]?[a-zA-Z_][\w:]*|\$#\{?\w+\}?|@\$\w+|%\$\w+|[@%]_",
            Nv,
        );
        s.groups(r"((?:[A-Za-z_]\w*::)+)(\w+)", [Nn, Nv]);
        s.groups(r"(\{)(\w+)(\})", [P, Nv, P]);
        s.rule(r"(?:qw|qq?|qx)\([^)]*\)", Sx);
        s.rule(r"(?:qw|qq?|qx)\{[^}]*\}", Sx);
        s.rule(r"(?:qw|qq?|qx)/[^/]*/", Sx);
        s.rule(r"0x\h+(?:_\h+)*", Mh);
        s.rule(r"\d[\d_]*\.\d+(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"\d[\d_]*", Mi);
        s.rule(r"'", P).push("single");
        s.rule(r#"""#, P).push("double");
        s.rule(r"\w+", S).before(r"\s*=>");
        s.words(r"[A-Za-z_]\w*", &words, Nv);
        s.rule(r"<=>|\.\.|->|=>|=~|!~|\*\*|\|\||&&|[-+*/<>=&^~!|.%]", O);
        s.rule(r"::|\\", O);
        s.rule(r"[()\[\]{}:;,?`]", P);
    });
    d.state("single", |s| {
        s.rule(r"'", P).pop();
        s.rule(r"(?:\\.|[^\\'])+", S1);
    });
    d.state("double", |s| {
        s.rule(r#"""#, P).pop();
        s.rule(r"\\.", Se);
        s.rule(r"\$\{[^}]*\}|@\{[^}]*\}|[$@][a-zA-Z_]\w*", Si);
        s.rule(r#"[^\\"$@]+|[$@]"#, S2);
    });
}

/// A text up to a line that is its name.
fn heredoc(step: &mut Step<'_, '_>) {
    let name = step.group(1);
    let mut length = 0;
    for line in step.ahead().split_inclusive('\n') {
        length += line.len();
        if line.trim_end_matches('\n') == name {
            step.set_length(step.text().len() + length);
            step.token(S);
            return;
        }
    }
    step.set_length(2);
    step.token(O);
}
