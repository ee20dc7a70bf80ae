//! Ruby.
//!
//! Where an expression begins, a slash begins a regular expression and a question mark a character; after a name
//! that may be a call, white space decides. Heredocs wait in the notes until their line ends.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, StateDraft};
use crate::highlight::run::Step;
use crate::highlight::token::Token::{self, *};

/// Rouge's `ruby`.
pub(crate) static LEXER: Lexer = Lexer::new("ruby", define);

const KEYWORDS: &str = "BEGIN|END|alias|begin|break|case|defined\\?|do|else|elsif|end|ensure|for|if|in|next|raise|redo|\
    rescue|retry|return|super|then|undef|unless|until|when|while|yield";

const PSEUDO: &str = "__FILE__|__LINE__|alias_method|attr|catch|extend|false|include|loop|module_function|nil|private|\
    protected|public|throw|true";

const BUILTINS: &str = "__id__|__send__|abort|ancestors|at_exit|attr_accessor|attr_reader|attr_writer|autoload|binding|callcc|\
    caller|chomp|chop|class_eval|class_variables|clone|const_get|const_missing|const_set|constants|display|\
    dup|eval|exec|exit|fail|fork|format|freeze|getc|gets|global_variables|gsub|hash|id|included_modules|\
    inspect|instance_eval|instance_method|instance_methods|instance_variable_get|instance_variable_set|\
    instance_variables|lambda|load|local_variables|method|method_missing|methods|module_eval|name|object_id|\
    open|p|print|printf|private_class_method|private_instance_methods|private_methods|proc|\
    protected_instance_methods|protected_methods|public_class_method|public_instance_methods|public_methods|\
    putc|puts|rand|readline|readlines|require|require_relative|scan|select|self|send|set_trace_func|\
    singleton_methods|sleep|split|sprintf|srand|sub|syscall|system|taint|test|to_a|to_s|trace_var|trap|\
    untaint|untrace_var|warn";

/// Built-in names that end in a mark.
const MARKED: &str = "autoload\\?|block_given\\?|chomp!|chop!|const_defined\\?|eql\\?|equal\\?|exit!|frozen\\?|gsub!|\
    instance_of\\?|is_a\\?|iterator\\?|kind_of\\?|method_defined\\?|private_method_defined\\?|\
    protected_method_defined\\?|public_method_defined\\?|respond_to\\?|sub!|tainted\\?";

/// The states, shared with what the shell answers.
pub(crate) fn define(d: &mut Definition) {
    d.start(&["expression"]);
    d.state("root", |s| {
        s.mixin("space");
        s.rule(r"(?s)__END__.*", Cp);
        literals(s);
        s.groups(r"(module)(\s+)([a-zA-Z_]\w*(?:::[a-zA-Z_]\w*)*)", [K, Text, Nn]);
        s.groups(r"(def\b)(\s*)", [K, Text]).push("function");
        s.groups(r"(class\b)(\s*)", [K, Text]).push("class");
        s.rule(format!(r"(?:{KEYWORDS})"), K)
            .not_before(r"\w")
            .push("expression");
        s.rule(format!(r"(?:{PSEUDO})\b"), Kp).push("expression");
        s.rule(format!("(?:{MARKED})"), Nb).push("call");
        s.rule(format!(r"(?:{BUILTINS})\b"), Nb).push("call");
        s.rule(r"[A-Z]\w*", No).push("call");
        s.groups(r"(\.)(\s*)([a-z_]\w*[!?]?|[*%&^`~+\-/\[<>=])", [P, Text, Nf])
            .push("call");
        s.rule(r"[a-zA-Z_]\w*[?!]", N).push("expression");
        s.rule(r"[a-zA-Z_]\w*", N).push("call");
        s.call(
            r#"(<<[-~]?)("[a-zA-Z_]\w*"|'[a-zA-Z_]\w*'|`[a-zA-Z_]\w*`|[a-zA-Z_]\w*)"#,
            heredoc,
        );
        s.rule(r"\.\.\.?|!~?|[-+*/%=<>&|^~.]|::", O).push("expression");
        s.rule(r"\?", P).push("ternary").push("expression");
        s.rule(r"[\[({,:\\;]", P).push("expression");
        s.rule(r"[)}\]]", P);
    });
    d.state("space", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.call(r"\n", newline);
        s.rule(r"#.*", C1);
        s.rule(r"(?s)=begin\b.*?\n=end\b", Cm).needs("\n=end");
    });
    names(d);
    expressions(d);
    strings(d);
    delimited(d);
    heredocs(d);
}

fn literals(s: &mut StateDraft) {
    s.rule(r"[a-z_]\w*[?!]?:\s+", Ss).push("expression");
    s.rule(r"0[0-7]+(?:_[0-7]+)*", Mo).not_before(r"\d|_\d");
    s.rule(r"0x\h+(?:_\h+)*", Mh);
    s.rule(r"0b[01]+(?:_[01]+)*", Mb);
    s.rule(
        r"\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?[eE][+-]?\d+(?:_\d+)*|\d+(?:_\d+)*\.\d+(?:_\d+)*",
        Mf,
    );
    s.rule(r"\d+(?:_\d+)*", Mi);
    s.rule(r"::", O).push("expression");
    s.rule(
        r":(?:\*\*|<=>|<<|<=?|>>|===?|[-+]@|[/%&|^`~]|\[\]=?|@{0,2}[a-zA-Z_]\w*[!?]?)",
        Ss,
    );
    s.rule(r#":""#, Ss).push("symbol");
    s.rule(r"(?s):'(?:\\.|[^'\\])*'", Ss).needs("'");
    s.rule(r#"""#, S2).push("double");
    s.rule(r"`", Sb).push("backtick");
    s.rule(r"(?s)'(?:\\.|[^'\\])*'", S1).needs("'");
    s.rule(r"@@[a-zA-Z_]\w*", Vc);
    s.rule(r"@[a-zA-Z_]\w*", Vi);
    s.rule(
        r#"\$(?:[a-zA-Z_]\w*|\d+|-[0adFiIlpvw]|[!@&`'+~=/\\,;.<>_*$?:"])"#,
        Vg,
    );
    s.call(r"%([rqswQWxiI])?([^\w\s=])", sigil);
}

fn names(d: &mut Definition) {
    d.state("function", |s| {
        s.groups(r"([a-zA-Z_]\w*)(\.)", [Nc, O])
            .before(r"[a-zA-Z_*%&^`~+\-/\[<>=]");
        s.rule(
            r"[a-zA-Z_]\w*[!?]?|\*\*?|[-+]@?|[/%&|^`~]|\[\]=?|<<|>>|<|>|===?",
            Nf,
        )
        .pop();
        s.empty("").pop();
    });
    d.state("class", |s| {
        s.rule(r"<<", O).pop();
        s.rule(r"[A-Z_]\w*(?:::\w+)*|[a-z]\w*(?:::\w+)+", Nc).pop();
        s.empty("").pop();
    });
}

fn expressions(d: &mut Definition) {
    d.state("expression", |s| {
        s.mixin("space");
        s.rule(
            r#"\?(?:\\[MC]-)*(?:\\(?:[\\abefnrstv0"']|x\h{1,2}|[0-7]{1,3})|\S)"#,
            Sc,
        )
        .not_before(r"\w")
        .pop();
        s.call(r"%([\s=])", sigil_here);
        s.rule(r"/", Sr).goto("regex");
        s.empty("").pop();
    });
    // The colon of a condition is the last of its line, or one before white space.
    d.state("ternary", |s| {
        s.rule(r":", P).before(r"\s").goto("expression");
        s.rule(r":", P).not_before(r"[^#\n]*[:\\]").goto("expression");
        s.mixin("root");
    });
    d.state("call", |s| {
        s.rule(r"[/%]", O).pop();
        s.empty("").before(r"\n").pop();
        s.rule(r"[^\S\n]+", Text).goto("spaced call");
        s.empty("").pop();
    });
    d.state("spaced call", |s| {
        s.rule(r"[/%]", O).before(r"[\s=]").goto("expression");
        s.rule(r"/", Sr).goto("regex");
        s.empty("").pop();
    });
}

fn interpolations(s: &mut StateDraft) {
    s.rule(r"#\{", Si).push("interpolation");
    s.rule(r"#(?:@@?[a-zA-Z_]\w*|\$[a-zA-Z_]\w*)", Si);
}

fn escapes(s: &mut StateDraft) {
    s.rule(r"\\(?:[0-7]{1,3}|x\h{1,2}|.)", Se);
}

fn strings(d: &mut Definition) {
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
    quoted(d, "double", '"', S2);
    quoted(d, "backtick", '`', Sb);
    quoted(d, "symbol", '"', Ss);
    d.state("regex", |s| {
        s.rule(r"/[mixounse]*", Sr).pop();
        interpolations(s);
        s.rule(r"(?s)\\.", Sr);
        s.rule(r"[^\\/#]+|[\\#]", Sr);
    });
}

fn quoted(d: &mut Definition, state: &'static str, quote: char, token: Token) {
    d.state(state, |s| {
        s.rule(format!("{quote}"), token).pop();
        interpolations(s);
        escapes(s);
        s.rule(format!(r"[^\\{quote}#]+|[\\#]"), token);
    });
}

/// Strings between brackets or marks of any kind; the notes hold their opening, their closing and how deep the
/// brackets are.
fn delimited(d: &mut Definition) {
    for (state, token, rich) in [
        ("percent", Sx, true),
        ("plain percent", Sx, false),
        ("percent regex", Sr, true),
    ] {
        d.state(state, |s| {
            if rich {
                interpolations(s);
                escapes(s);
            } else {
                s.call(r"\\.", plain_escape);
            }
            s.rule(r"[\w\s]+", token);
            match token {
                Sr => s.call(r"([^\w\s])([mixounse]*)", |step| bracket(step, Sr)),
                _ => s.call(r"([^\w\s])", |step| bracket(step, Sx)),
            };
        });
    }
}

fn sigil(step: &mut Step<'_, '_>) {
    let kind = step.group(1);
    let opening = step.group(2).to_owned();
    begin(step, kind, &opening);
}

/// White space and the equals sign delimit only where an expression begins.
fn sigil_here(step: &mut Step<'_, '_>) {
    let opening = step.group(1).to_owned();
    step.pop(1);
    begin(step, "", &opening);
}

fn begin(step: &mut Step<'_, '_>, kind: &str, opening: &str) {
    let closing = match opening {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        "<" => ">",
        same => same,
    };
    let pair = format!("{opening}{closing}");
    step.notes().texts.push(format!("%{pair}"));
    step.token(if kind == "r" { Sr } else { Sx });
    step.push(match kind {
        "r" => "percent regex",
        "Q" | "W" | "I" | "x" => "percent",
        _ => "plain percent",
    });
}

/// The delimiters of the string that is open: how many brackets are open inside it is told by `(`s that follow.
fn bracket(step: &mut Step<'_, '_>, token: Token) {
    let found = step.group(1);
    let Some(place) = step.notes().texts.iter().rposition(|text| text.starts_with('%')) else {
        return step.pop(1);
    };
    let kind = step.notes().texts[place].clone();
    let mut delimiters = kind[1..].chars();
    let (opening, closing) = (delimiters.next(), delimiters.next());
    let mark = found.chars().next();
    if mark == closing {
        if delimiters.next().is_some() {
            step.notes().texts[place].pop();
        } else {
            step.notes().texts.remove(place);
            step.pop(1);
            return step.token(token);
        }
    } else if mark == opening {
        step.notes().texts[place].push('(');
    }
    step.set_length(found.len());
    step.token(token);
}

fn plain_escape(step: &mut Step<'_, '_>) {
    let last = step.text().chars().next_back();
    let open = step.notes().texts.iter().rfind(|text| text.starts_with('%'));
    let delimiter = open.is_some_and(|text| text[1..].chars().take(2).any(|mark| Some(mark) == last));
    let delimiter = delimiter || last == Some('\\');
    step.token(if delimiter { Se } else { Sx });
}

fn heredocs(d: &mut Definition) {
    d.state("heredoc", |s| {
        s.call(r"[^\n]*", heredoc_line);
    });
    d.state("heredoc text", |s| {
        s.rule(r"\n", Sh).goto("heredoc");
        interpolations(s);
        escapes(s);
        s.rule(r"[^#\\\n]+|[#\\]", Sh);
    });
}

/// A heredoc is announced: `-` before its name in the notes says that its end may be indented.
fn heredoc(step: &mut Step<'_, '_>) {
    step.group_token(1, O);
    step.group_token(2, No);
    let name = step.group(2).trim_matches(['"', '\'', '`']);
    let indented = if step.group(1).len() > 2 { "-" } else { "=" };
    step.notes().texts.push(format!("{indented}{name}"));
    step.push("expression");
}

fn first_heredoc(step: &mut Step<'_, '_>) -> Option<usize> {
    step.notes()
        .texts
        .iter()
        .position(|text| text.starts_with(['-', '=']))
}

/// A line ends: the heredocs announced on it follow.
fn newline(step: &mut Step<'_, '_>) {
    if first_heredoc(step).is_some() {
        step.token(Sh);
        step.push("heredoc");
    } else {
        step.token(Text);
        if !step.is_state("expression") {
            step.push("expression");
        }
    }
}

/// A line of a heredoc: its end, or text.
fn heredoc_line(step: &mut Step<'_, '_>) {
    let line = step.text();
    let ends = first_heredoc(step).filter(|place| {
        let text = &step.notes().texts[*place];
        let name = if text.starts_with('-') { line.trim() } else { line };
        name == &text[1..]
    });
    let Some(place) = ends else {
        step.set_length(0);
        return step.goto("heredoc text");
    };
    step.token(No);
    step.notes().texts.remove(place);
    if first_heredoc(step).is_some() {
        step.goto("heredoc text");
    } else {
        step.pop(1);
    }
}
