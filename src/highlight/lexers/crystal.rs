//! Crystal. Its literals and heredocs are Ruby's.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::lexers::ruby;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `crystal`.
pub(crate) static LEXER: Lexer = Lexer::new("crystal", define);

const KEYWORDS: &str = r"BEGIN|END|alias|begin|break|case|defined\?|do|else|elsif|end|ensure|for|if|ifdef|in|next|redo|rescue|raise|retry|return|super|then|undef|unless|until|when|while|yield|lib|fun|type|of|as";

const PSEUDO: &str = "initialize|new|loop|include|extend|raise|attr_reader|attr_writer|attr_accessor|alias_method|attr|\
    catch|throw|private|module_function|public|protected|true|false|nil|__FILE__|__LINE__|getter|\
    getter?|getter!|property|property?|property!|struct|record";

const BUILTINS: &str = "abort|ancestors|at_exit|caller|catch|chomp|chop|clone|constants|display|dup|eval|exec|exit|\
    extend|fail|fork|format|freeze|getc|gets|global_variables|gsub|hash|id|included_modules|inspect|\
    instance_eval|instance_method|instance_methods|lambda|loop|method|method_missing|methods|module_eval|\
    name|object_id|open|p|print|printf|proc|putc|puts|raise|rand|readline|readlines|require|scan|\
    select|self|send|sleep|split|sprintf|srand|sub|syscall|system|test|throw|to_a|to_s|trap|warn";

const ASKING: &str = "eql|equal|include|is_a|iterator|kind_of|nil";

/// The classes of characters that names are made of: ASCII in Rouge 3, letters of any script since.
struct Names {
    /// Begins a name.
    letter: &'static str,
    /// Begins the name of a variable or a method.
    lower: &'static str,
    /// Begins the name of a constant.
    upper: &'static str,
    /// Continues a name.
    word: &'static str,
    /// Continues the name of a module or a constant.
    alphanumeric: &'static str,
}

const ASCII: Names = Names {
    letter: "[a-zA-Z_]",
    lower: "[a-z_]",
    upper: "[A-Z]",
    word: r"[\w]",
    alphanumeric: "[a-zA-Z0-9_]",
};

const UNICODE: Names = Names {
    letter: r"[\p{L}_]",
    lower: r"[\p{Ll}_]",
    upper: r"\p{Lu}",
    word: r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]",
    alphanumeric: r"[\p{L}0-9_]",
};

fn define(d: &mut LexerBuilder) {
    let names = if d.is_since(V4_7) { &UNICODE } else { &ASCII };
    d.start(&["expression"]);
    d.state("root", |s| root(s, names));
    ruby::blanks(d);
    definitions(d, names);
    expressions(d, names);
    strings(d);
    let escapes = if d.is_since(V4_7) {
        unicode_escapes
    } else {
        ascii_escapes
    };
    ruby::delimited(d, escapes);
    ruby::heredocs(d, escapes);
}

fn root(s: &mut StateBuilder, names: &Names) {
    let Names {
        letter,
        lower,
        upper,
        word,
        alphanumeric,
    } = names;
    s.mixin("space");
    s.rule("__END__", Cp).push("end");
    numbers(s);
    s.rule(r"@\[[^\]]+\]", Nd);
    s.rule(format!("(?i)@@{lower}{word}*"), Vc);
    s.rule(format!("(?i)@{lower}{word}*"), Vi);
    s.rule(format!(r"\${word}+"), Vg);
    s.rule(r#"\$[!@&`'+~=/\\,;.<>_*$?:"]|\$-[0adFiIlpvw]"#, Vg);
    s.rule("::", O);
    literals(s, names);
    s.rule(format!(r"(?:{KEYWORDS})\b"), K).push("expression");
    s.rule(format!(r"(?:{PSEUDO})\b"), Kp).push("expression");
    s.groups(
        format!(r"(module)(\s+)({letter}{alphanumeric}*(?:::{letter}{alphanumeric}*)*)"),
        [K, Text, Nn],
    );
    s.groups(r"(def|macro\b)(\s*)", [K, Text]).push("function");
    s.groups(r"(class\b)(\s*)", [K, Text]).push("class");
    s.rule(format!("(?:{ASKING})[?]"), Nb).push("expression");
    s.rule("(?:chomp|chop|exit|gsub|sub)!", Nb).push("expression");
    s.rule(format!(r"(?:{BUILTINS})\b"), Nb).push("call");
    ruby::announcements(s, &format!("{letter}{word}*"));
    s.rule(r"\.{2,3}", O).push("expression");
    s.rule(format!("{upper}{alphanumeric}*"), No).push("call");
    s.groups(
        format!(r"(\.|::)(\s*)({lower}{word}*[!?]?|[*%&^`~+-/\[<>=])"),
        [P, Text, Nf],
    )
    .push("call");
    s.rule(format!("{letter}{word}*[?!]"), N).push("expression");
    s.rule(format!("{letter}{word}*"), N).push("call");
    s.rule(r"\*\*|//|>=|<=|<=>|<<?|>>?|=~|={3}|!~|&&?|\|\||\.", O)
        .push("expression");
    s.rule(r"\{%|%\}", P);
    s.rule(r"[-+/*%=<>&!^|~]=?", O).push("expression");
    s.rule("[?]", P).push("ternary").push("expression");
    s.rule(r"[\[({,:\\;/]", P).push("expression");
    s.rule(r"[\])}]", P);
}

fn numbers(s: &mut StateBuilder) {
    s.rule("0o[0-7]+(?:_[0-7]+)*", Mo);
    s.rule(r"0x\h+(?:_\h+)*", Mh);
    s.rule("0b[01]+(?:_[01]+)*", Mb);
    s.rule(r"(?i)\d+\.\d+(?:e[+\-]?\d+)?(?:_f32)?|\d+e[+\-]?\d+|\d+_f32", Mf);
    s.rule(r"\d+(?:_\d+)*(?:_[iu]\d+)?", Mi);
}

fn literals(s: &mut StateBuilder, names: &Names) {
    let Names { lower, word, .. } = names;
    s.rule(format!("(?i):@{{0,2}}{lower}{word}*[!?]?"), Ss);
    s.rule(
        r":(?:===|=?~|\[\][=?]?|\*\*=?|//=?|[=^*/+-]=?|&[&*+-]?=?|\|\|?=?|![=~]?|%=?|<=>|<<?=?|>>?=?|\.\.\.?)",
        Ss,
    );
    s.rule(r":'(?:\\\\|\\'|[^'])*'", Ss);
    s.rule(r#":""#, Ss).push("symbol");
    s.rule(format!(r"{lower}{word}*?[?!]?:\s+"), Ss)
        .push("expression");
    s.rule(r#"""#, S2).push("double");
    s.rule("`", Sb).push("backtick");
    s.call(
        r"(')(\\u\h{4}|\\u\{\h{1,6}\}|\\[abefnrtv])?(\\\\|\\'|[^'])*(')",
        character,
    );
}

/// A character between quotes. Rouge omits what is longer than an escape and one character.
fn character(ctx: &mut MatchContext<'_, '_>) {
    let (escape, last) = (ctx.group(2).len(), ctx.group(3).len());
    ctx.token_next(S1, 1);
    ctx.token_next(Se, escape);
    ctx.token_next(Omitted, ctx.text().len() - escape - last - 2);
    ctx.token(S1);
}

fn definitions(d: &mut LexerBuilder, names: &Names) {
    let Names {
        letter, upper, word, ..
    } = names;
    d.state("function", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\(", P).push("definition");
        s.groups(
            format!(
                r"(?:({letter}{word}*)(\.))?({letter}{word}*[!?]?|\*\*?|[-+]@?|[/%&|^`~]|\[\]=?|<<?|>>?|<=>?|>=|===?)"
            ),
            [Nc, O, Nf],
        )
        .pop();
        s.empty("").pop();
    });
    d.state("class", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\(", P).push("definition").push("expression");
        s.rule("<<", O).goto("expression");
        s.rule(format!("(?:{upper}|_){word}*"), Nc).pop();
        s.empty("").pop();
    });
    d.state("definition", |s| {
        s.groups(r"(\))(\.|::)?", [P, O]).pop();
        s.rule(r"\(", P).push("definition").push("expression");
        s.mixin("root");
    });
}

fn expressions(d: &mut LexerBuilder, names: &Names) {
    d.state("expression", |s| {
        s.rule(r"[ \t\r]+", Text);
        s.rule("/", Sr).goto("regex");
        s.rule(
            r#"[?](?:\\[MC]-)*(?:\\(?:[\\abefnrstv#"']|x\h{1,2}|[0-7]{1,3})|\S)"#,
            Sc,
        )
        .not_followed_by(names.word)
        .pop();
        s.groups(r"(\s*)(%[rqswQWxiI]? \S* )", [Text, Sx]).pop();
        percent(s, names);
        s.empty("").pop();
    });
    d.state("ternary", |s| {
        s.rule(":", P).not_followed_by(":").goto("expression");
        s.mixin("root");
    });
    d.state("call", |s| {
        s.rule("/", O).goto("expression");
        s.empty("").followed_by(r"\n").pop();
        s.empty("").goto("spaced call");
    });
    d.state("spaced call", |s| {
        s.mixin("space");
        s.rule("[%/]=", O).goto("expression");
        s.rule("/", Sr).followed_by(r"\S|\s*/").goto("regex");
        percent(s, names);
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
    d.state("interpolations", |s| interpolations(s, names));
}

fn percent(s: &mut StateBuilder, names: &Names) {
    let delimiter = names.word.replacen('[', "[^", 1);
    let delimiter = delimiter.strip_suffix(']').unwrap_or_default();
    s.call(format!(r"%(r)({delimiter}\s}}])"), ruby::open)
        .push("regex flags")
        .push("percent regex");
    s.call(format!(r"%([QWxI])({delimiter}\s}}])"), ruby::open)
        .push("percent");
    s.call(format!(r"%([qswi]?)({delimiter}\s}}])"), ruby::open)
        .push("plain percent");
}

fn interpolations(s: &mut StateBuilder, names: &Names) {
    let Names { lower, word, .. } = names;
    s.rule(r"#\{", Si).push("interpolation");
    s.rule(format!(r"(?i)#(?:@@?|\$){lower}{word}*"), Si);
}

fn escapes(s: &mut StateBuilder, names: &Names) {
    interpolations(s, names);
    s.rule(r#"\\(?:[\\abefnrstv#"']|x\h{1,2}|[0-7]{1,3})"#, Se);
    s.rule(r"\\u(?:\h{4}|\{[^}]+\})|\\.", Se);
}

fn ascii_escapes(s: &mut StateBuilder) {
    escapes(s, &ASCII);
}

fn unicode_escapes(s: &mut StateBuilder) {
    escapes(s, &UNICODE);
}

fn strings(d: &mut LexerBuilder) {
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
    for (state, quote, token) in [("double", '"', S2), ("symbol", '"', Ss), ("backtick", '`', Sb)] {
        d.state(state, |s| {
            if s.is_since(V4_7) {
                unicode_escapes(s);
            } else {
                ascii_escapes(s);
            }
            s.rule(format!(r"[^\\{quote}#]+|[\\#]"), token);
            s.rule(quote.to_string(), token).pop();
        });
    }
}
