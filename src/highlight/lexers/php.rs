//! PHP, with the HTML around it.

use crate::highlight::Lexer;
use crate::highlight::lexers::html;
use crate::highlight::notation::{Definition, StateDraft, Words};
use crate::highlight::run::Step;
use crate::highlight::token::Token::*;

/// Rouge's `php`.
pub(crate) static LEXER: Lexer = Lexer::new("php", define);

const BUILTINS: &str = include_str!("php_builtins.txt");

const KEYWORDS: &str = "__class__ __dir__ __file__ __function__ __halt_compiler __line__ __method__ __namespace__ \
    __trait__ abstract and array as break case catch cfunction clone const continue declare default die do echo else \
    elseif empty enddeclare endfor endforeach endif endswitch endwhile eval exit extends final finally fn for foreach \
    function global goto if implements include include_once instanceof insteadof isset list match new old_function \
    or parent print private protected public readonly require require_once return self static switch throw try unset \
    var while xor yield";

const CONSTANTS: &str = "true false null e_all e_compile_error e_compile_warning e_core_error e_core_warning \
    e_deprecated e_error e_notice e_parse e_recoverable_error e_strict e_user_deprecated e_user_error e_user_notice \
    e_user_warning e_warning php_binary php_bindir php_config_file_path php_config_file_scan_dir php_datadir \
    php_debug php_eol php_extension_dir php_extra_version php_fd_setsize php_float_dig php_float_epsilon \
    php_float_max php_float_min php_int_max php_int_min php_int_size php_libdir php_localstatedir \
    php_major_version php_mandir php_maxpathlen php_minor_version php_os php_os_family php_output_handler_start \
    php_prefix php_release_version php_sapi php_shlib_suffix php_sysconfdir php_version php_version_id \
    php_windows_version_major php_zts";

const NAME: &str = r"[\p{Alphabetic}_\\][\p{Alphabetic}\p{Nd}_\\]*";
const PLAIN: &str = r"[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*";

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.call("", start);
    });
    d.state("html", |s| {
        s.rule(r"<\?(?:[pP][hH][pP]|=)?", Cp).push("php");
        s.delegate(r"(?s).+?", &html::LEXER).before(r"<\?");
        s.delegate(r"(?s).+", &html::LEXER);
    });
    d.state("php", |s| {
        s.rule(r"\?>", Cp).pop();
        s.mixin("code");
    });
    d.state("bare php", |s| {
        s.rule(r"\?>", Cp).goto("html");
        s.mixin("code");
    });
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?$", C1);
        s.rule(r"//.*?$", C1);
        s.rule(r"/\*\*/", Cm);
        s.rule(r"(?s)/\*\*.*?\*/", Cd).needs("*/");
        s.rule(r"(?s)/\*.*?\*/", Cm).needs("*/");
    });
    code(d);
    values(d);
    strings(d);
    types(d);
}

/// Code that has a tag or begins with one is HTML with PHP in it, other code PHP.
fn start(step: &mut Step<'_, '_>) {
    let code = step.ahead();
    let tags = ["<?php ", "<?php\n", "<?="];
    let template = tags.iter().any(|tag| code.contains(tag)) || code.trim_start().starts_with('<');
    if template {
        step.goto("html");
    } else {
        step.push("html");
        step.push("bare php");
    }
}

fn code(d: &mut Definition) {
    d.state("code", |s| {
        s.mixin("blanks");
        s.call(
            r#"<<<(["']?)([\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*)["']?\n"#,
            heredoc,
        );
        s.groups(r"((?i:new))(\s+)(class)\b", [K, Text, Kd]);
        s.groups(
            format!(r"((?i:class|interface|trait|extends|implements))(\s+)({PLAIN}(?:\\{PLAIN})*)"),
            [Kd, Text, Nc],
        );
        s.groups(format!(r"((?i:new))(\s+)({PLAIN}(?:\\{PLAIN})*)"), [K, Text, Nc]);
        s.groups(
            format!(r"((?i:namespace))(\s+)({PLAIN}(?:\\{PLAIN})*)"),
            [Kn, Text, Nn],
        );
        s.rule(r"(?i:use)\b", K).before(r"\s*\(");
        s.groups(r"((?i:use))(\s+)((?:\w+\\)+)", [Kn, Text, Nn])
            .before(r"\{");
        s.groups(r"((?i:use))(\s+)((?:\w+\\)*\w*_\w*)", [Kn, Text, Nf]);
        s.rule(r"(?i:use)\b", Kn);
        s.groups(format!(r"((?i:const))(\s+)({PLAIN})"), [K, Text, No]);
        s.groups(
            format!(r"((?i:function))(\s+)(&?)(\s*)({NAME})"),
            [K, Text, O, Text, N],
        )
        .push("parameters");
        s.rule(r"(?i:function|fn)\b", K).push("parameters");
        s.rule(r"(?i:public|protected|private)\b", K).push("member type");
        s.rule(r"\${1,16}[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*", Nv);
        s.rule(r"\?->|->", O);
        s.rule(r"\.\.\.", Mf);
        s.mixin("numbers");
        s.rule(r"[~!%^&*+=|:<>/@-]+", O);
        s.rule(r"\?", O).not_before(">");
        s.rule(r"[\[\]{}();,]", P);
        s.mixin("values");
    });
    d.state("numbers", |s| {
        s.rule(r"(?:\d[\d_]*)?\.(?:\d[\d_]*)?(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"0[xX]\h[\h_]*", Mh);
        s.rule(r"0[bB][01][01_]*", Mb);
        s.rule(r"0[0-7]+", Mo);
        s.rule(r"\d+(?:_\d+)*", Mi);
    });
}

fn names(s: &mut StateDraft) {
    let words = Words::any_case(&[(K, KEYWORDS), (Kc, CONSTANTS)]);
    let functions = Words::any_case(&[(K, KEYWORDS), (Kc, CONSTANTS), (Nb, BUILTINS)]);
    let name = format!(r"{PLAIN}(?:\\{PLAIN})*");
    s.words(name.clone(), &functions, Nf).before(r"\s*\(");
    let inside = r"(?:[A-Za-z_][A-Za-z0-9_]*\\)*";
    let ends = r"[\p{Alphabetic}\p{Nd}_]|\\[\p{Alphabetic}_]";
    s.words(format!("{inside}[A-Z][A-Z0-9_]+"), &words, No)
        .not_before(ends);
    s.words(format!("{inside}[A-Z][A-Za-z0-9]*"), &words, Nc)
        .not_before(ends);
    s.words(name, &words, N);
}

fn values(d: &mut Definition) {
    d.state("values", |s| {
        s.rule(r"'(?:\\(?s:.)|[^\\'])*'", S1).needs("'");
        s.rule(r"(?s)`(?:\\.|[^\\`])*`", Sb).needs("`");
        s.rule(r#"""#, S2).push("string");
        names(s);
    });
}

fn strings(d: &mut Definition) {
    d.state("string", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^\\{$"]+"#, S2);
        s.rule(r#"\\u\{\h+\}|\\(?:[nrt"$\\efv0]|[0-7]{1,3}|x\h{1,2})"#, Se);
        s.rule(
            r"\$[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*(?:\[[^\s\]]+\]|->[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*)?",
            Nv,
        );
        s.rule(r"\{", Si).before(r"\$").push("splice");
        s.groups(r"(\{)([^\s$}][^\s}]*)(\})", [Si, Nv, Si]);
        s.rule(r"\\\{", S2);
        s.rule(r"[\\{$]", S2);
    });
    d.state("splice", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("code");
    });
}

fn types(d: &mut Definition) {
    d.state("parameters", |s| {
        s.mixin("blanks");
        s.rule(r"(?i:public|protected|private|readonly|use)\b", K);
        s.rule(r"(?i:array)\b", K).before(r"\(");
        s.rule(r"(?i:true|false|null)\b", Kc);
        s.call(format!(r"(=)(\s*)({PLAIN}(?:\\{PLAIN})*)"), default);
        s.groups(format!(r"(\??{PLAIN})(\s+)(\.\.\.)"), [Kt, Text, Mf]);
        s.groups(format!(r"(\??{PLAIN})(\|)"), [Kt, O]).push("more types");
        s.rule(format!(r"\??{PLAIN}"), Kt);
        s.rule(r"\${1,16}[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*", Nv);
        s.rule(r"\.\.\.", P);
        s.mixin("numbers");
        s.rule(r"=", O).not_before(">");
        s.rule(r"[\[\](),:]", P);
        s.rule(r"'(?:\\(?s:.)|[^\\'])*'", S1);
        s.rule(r#"""#, S2).push("string");
        s.empty("").pop();
    });
    d.state("more types", |s| {
        s.rule(r"\|", O);
        names(s);
        s.empty("").pop();
    });
    d.state("member type", |s| {
        s.mixin("blanks");
        s.rule(r"(?i:static|readonly|abstract|final)\b", K);
        s.empty("")
            .before(r"(?i:function|const|fn|var|use|public|private|protected)\b")
            .pop();
        s.rule(format!(r"\??{PLAIN}"), Kt).pop();
        s.empty("").pop();
    });
}

fn default(step: &mut Step<'_, '_>) {
    step.group_token(1, O);
    step.group_token(2, Text);
    let word = step.group(3);
    let token = match word.to_ascii_lowercase().as_str() {
        "true" | "false" | "null" => Kc,
        "array" | "self" | "static" | "new" | "parent" => K,
        _ if word.len() > 1
            && word
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit()) =>
        {
            No
        }
        _ if word.starts_with(|first: char| first.is_ascii_uppercase()) && !word.contains('_') => Nc,
        _ => N,
    };
    step.group_token(3, token);
    if token == K || token == Nc {
        step.pop(1);
    }
}

/// A text up to a line that is its name.
fn heredoc(step: &mut Step<'_, '_>) {
    let name = step.group(2);
    let mut length = 0;
    for line in step.ahead().split_inclusive('\n') {
        let inner = line.trim_start();
        if let Some(rest) = inner.strip_prefix(name)
            && !rest.starts_with(|next: char| next.is_alphanumeric() && !next.is_ascii_uppercase())
        {
            let semicolon = usize::from(rest.starts_with(';'));
            let end = length + line.len() - inner.len() + name.len() + semicolon;
            step.set_length(step.text().len() + end);
            step.token(Sh);
            return;
        }
        length += line.len();
    }
    step.set_length(3);
    step.token(O);
}
