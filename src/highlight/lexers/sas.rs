//! SAS.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::sync::{Arc, LazyLock};

/// Rouge's `sas`.
pub(crate) static LEXER: Lexer = Lexer::new("sas", define);

const WORDS: &str = include_str!("sas.txt");

static PROCEDURES: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file_any_case(include_str!("sas_procedures.txt"), Version::V4_7));

/// The words of each procedure. A line `sql:` names the procedure whose words follow.
static PROCEDURE_WORDS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut words: HashMap<_, HashSet<_>> = HashMap::new();
    let mut procedure = "";
    for line in include_str!("sas_procedure_words.txt").lines() {
        match line.strip_suffix(':') {
            Some(name) => procedure = name,
            None => words
                .entry(procedure)
                .or_default()
                .extend(line.split_ascii_whitespace()),
        }
    }
    words
});

static COMMON: LazyLock<Arc<Words>> = LazyLock::new(|| Words::file_any_case(WORDS, Version::V4_7));

#[derive(Default)]
struct State {
    procedure: String,
}

fn define(d: &mut LexerBuilder) {
    let macros = d.word_file_any_case(include_str!("sas_macros.txt"));
    d.state("basics", |s| basics(s, &macros));
    d.state("root", |s| {
        s.mixin("basics");
        s.call(r"(?i)(proc)(\s+)(\w+)", procedure).push("procedure");
        s.groups(r"(?i)(data)(\s+)([\w.]+)", [K, Text, Nv]);
        s.groups(r"(?i)(libname)(\s+)(\w+)", [K, Text, Nv]);
        s.words(r"\w+", &COMMON, N);
        rest(s);
    });
    d.state("procedure", |s| {
        s.rule("(?i)quit|run", K).pop();
        s.mixin("basics");
        s.call(r"\w+", word);
        rest(s);
    });
    d.state("single", |s| {
        s.rule("''", Se);
        s.rule("'", S1).pop();
        s.rule("[^']+", S1);
    });
    d.state("double", |s| {
        s.rule(r"(?i)&[a-z0-9_&]+\.?", Si);
        s.rule(r#""""#, Se);
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^&"]+|&"#, S2);
    });
    d.state("data lines", |s| {
        s.rule("[^;]", Sh);
        s.rule(";", P).pop();
    });
    d.state("data lines 4", |s| {
        s.rule(";{4}", P).pop();
        s.rule("[^;]|;{1,3}", Sh);
    });
}

fn basics(s: &mut StateBuilder, macros: &Arc<Words>) {
    s.rule(r"\s+", Text);
    s.rule(r"^\s*%?\*[^;]*;", C1);
    s.groups(r"(;)(\s*)(%?\*[^;]*;)", [P, Text, C1]);
    s.rule("(?s)/[*].*?[*]/", Cm);
    s.rule("(?i)'[0-9a-z]+?'d|'.+?'dt|'[0-9:]+?(?:[a|p]m)?'t", Ld);
    s.rule("'", S1).push("single");
    s.rule(r#"""#, S2).push("double");
    s.rule("(?i)&[a-z0-9_&.]+", Nv);
    s.rule(r"(?i)\d[0-9a-f]*x", Mh);
    s.rule(r"\d[0-9eE\-.]+", M);
    s.rule(r"(?i)(?:_n_|_error_|_file_|_infile_|_msg_|_iorc_|_cmd_)\b", Bp);
    s.rule(r"(?i)(?:_character_|_numeric_|_all_)\b", Nb);
    s.groups(r"(?i)(datalines|cards)(\s*)(;)", [K, Text, P])
        .push("data lines");
    s.groups(r"(?i)(datalines4|cards4)(\s*)(;)", [K, Text, P])
        .push("data lines 4");
    s.rule(r"\*\*|[*/+-]|[^¬~]?=:?|[<>]=?:?", O);
    s.rule(r"(?i)(?:eq|ne|gt|lt|ge|le|in)\b", Ow);
    s.rule("[&|!¦¬∘~]", O);
    s.rule(r"(?i)(?:and|or|not|of|like)\b", Ow);
    s.rule(r"\d+", Mi);
    s.rule(r"\$", Kt);
    s.groups(r"(?i)(%macro|%mend)(\s*)(\w+)", [K, Text, Nf]);
    s.rule("%mend", K);
    s.words(r"%\w+", macros, N);
}

fn rest(s: &mut StateBuilder) {
    s.rule(r"[(),;:{}\[\]\\.]", P);
    s.rule(r"@|\?", Ss);
    s.rule(r"\S+", Text);
}

fn procedure(ctx: &mut MatchContext<'_, '_>) {
    let name = ctx.group(3);
    ctx.group_token(1, K);
    ctx.group_token(2, Text);
    ctx.group_token(3, PROCEDURES.get(name).unwrap_or(N));
    ctx.state::<State>().procedure = name.to_ascii_lowercase();
}

fn word(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.text().to_ascii_lowercase();
    let procedure = ctx.state::<State>().procedure.as_str();
    let own = || {
        PROCEDURE_WORDS
            .get(procedure)
            .is_some_and(|words| words.contains(word.as_str()))
    };
    let known = COMMON.get(&word).is_some() || own();
    ctx.token(if known { K } else { N });
}
