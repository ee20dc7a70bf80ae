//! Xpress Mosel.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `mosel`.
pub(crate) static LEXER: Lexer = Lexer::new("mosel", define);

const SYSTEM_PARAMETERS: &str =
    "datefmt datetimefmt monthnames sys_endparse sys_fillchar sys_pid sys_qtype sys_regcache sys_sepchar";

const JOBS_PARAMETERS: &str =
    "conntmpl defaultnode fsrvdelay fsrvnbiter fsrvport jobid keepalive nodenumber parentnumber";

fn define(d: &mut LexerBuilder) {
    let name = r"[a-zA-Z_]\w*\b";
    // Some lists hold words in any case, some as they are written; the first that holds a word decides.
    let lists = [
        d.word_file_any_case(include_str!("mosel_keywords.txt")),
        d.word_file(include_str!("mosel_core.txt")),
        d.word_file_any_case(include_str!("mosel_system.txt")),
        Words::new(&[(Py, SYSTEM_PARAMETERS)]),
        d.word_file_any_case(include_str!("mosel_jobs.txt")),
        Words::new(&[(Py, JOBS_PARAMETERS)]),
    ];
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("!.*$\n?", C1);
        s.rule(r"(?s)\(!.*?!\)", Cm);
        s.rule(r#"""#, S2).push("double");
        s.rule("'", S1).push("single");
        s.rule(
            r"(?:0[xX][0-9a-fA-F]*|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?:L|l|UL|ul|u|U|F|f|ll|LL|ull|ULL)?",
            M,
        );
        s.rule(r"[~!@#$%^&*()+`\-={}\[\]:;<>?,./|\\]", P);
        s.rule(r"(?i)(?:true|false)\b", Nb);
        for list in &lists {
            s.words(name, list, N).listed();
        }
        s.rule(r"[a-zA-Z_]\w*", N);
    });
    d.state("single", |s| {
        s.rule("'", S1).pop();
        s.rule("[^']+", S1);
    });
    d.state("double", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r#"\\"|\\[0-7]{1,3}\D|\\[abfnrtv]|\\\\"#, Se);
        s.rule(r#"[^"]"#, S2);
    });
}
