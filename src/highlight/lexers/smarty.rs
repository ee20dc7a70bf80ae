//! Smarty templates, in HTML.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `smarty`.
pub(crate) static LEXER: Lexer = Lexer::new("smarty", define);

const BUILTINS: &str = "append assign block break call capitalize capture cat config_load continue count_characters \
    count_paragraphs count_sentences count_words counter cycle date_format debug default else elseif escape \
    eval extends fetch for foreach foreachelse from_charset function html_checkboxes html_image \
    html_options html_radios html_select_date html_select_time html_table if include include_php indent \
    insert ldelim literal lower mailto math nl2br nocache php rdelim regex_replace replace section \
    sectionelse setfilter spacify string_format strip strip_tags textformat to_charset truncate unescape \
    upper while wordwrap";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[(Nb, BUILTINS)]);
    d.state("root", |s| {
        s.delegate_to_parent(r"\{\s+");
        s.rule(r"(?s)\{\*.*?\*\}", C);
        open(s);
        s.delegate_to_parent(r"(?s).+?")
            .followed_by(r#"\{[/a-zA-Z0-9$#*"']"#);
        s.delegate_to_parent(r"(?s).+");
    });
    d.state("smarty", |s| {
        open(s);
        s.rule(r"\}", K).pop();
        s.rule(r"\s+", Text);
        s.rule(r"[~!%^&*()+=|\[\]:;,.<>/@?\-]", O);
        s.rule(r"#[a-zA-Z_]\w*#", Nv);
        s.rule(r"\$[a-zA-Z_]\w*(?:\.\w+)*", Nv);
        s.rule(r"(?:true|false|null)\b", Kc);
        s.rule(r"\d(?:\.\d*)?(?:eE[+-]\d)?[flFLdD]?|0[xX]\h+[Ll]?", M);
        s.rule(r#""(?:\\.|.)*?""#, S2);
        s.rule(r"'(?:\\.|.)*?'", S1);
        s.words(r"[a-zA-Z_]\w*", &words, Na);
    });
}

fn open(s: &mut StateBuilder) {
    s.rule(r"\{/?", K).followed_by(r"[^\s*]|\z").push("smarty");
}
