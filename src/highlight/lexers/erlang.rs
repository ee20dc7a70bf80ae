//! Erlang.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `erlang`.
pub(crate) static LEXER: Lexer = Lexer::new("erlang", define);

const KEYWORDS: &str = "after|begin|case|catch|cond|end|fun|if|let|of|query|receive|try|when";

const BUILTINS: &str = "abs|append_element|apply|atom_to_list|binary_to_list|bitstring_to_list|binary_to_term|bit_size|\
    bump_reductions|byte_size|cancel_timer|check_process_code|delete_module|demonitor|disconnect_node|\
    display|element|erase|exit|float|float_to_list|fun_info|fun_to_list|function_exported|garbage_collect|\
    get|get_keys|group_leader|hash|hd|integer_to_list|iolist_to_binary|iolist_size|is_atom|is_binary|\
    is_bitstring|is_boolean|is_builtin|is_float|is_function|is_integer|is_list|is_number|is_pid|is_port|\
    is_process_alive|is_record|is_reference|is_tuple|length|link|list_to_atom|list_to_binary|\
    list_to_bitstring|list_to_existing_atom|list_to_float|list_to_integer|list_to_pid|list_to_tuple|\
    load_module|localtime_to_universaltime|make_tuple|md5|md5_final|md5_update|memory|module_loaded|monitor|\
    monitor_node|node|nodes|open_port|phash|phash2|pid_to_list|port_close|port_command|port_connect|\
    port_control|port_call|port_info|port_to_list|process_display|process_flag|process_info|purge_module|\
    put|read_timer|ref_to_list|register|resume_process|round|send|send_after|send_nosuspend|set_cookie|\
    setelement|size|spawn|spawn_link|spawn_monitor|spawn_opt|split_binary|start_timer|statistics|\
    suspend_process|system_flag|system_info|system_monitor|system_profile|term_to_binary|tl|trace|\
    trace_delivered|trace_info|trace_pattern|trunc|tuple_size|tuple_to_list|universaltime_to_localtime|\
    unlink|unregister|whereis";

const WORD_OPERATORS: &str = "and|andalso|band|bnot|bor|bsl|bsr|bxor|div|not|or|orelse|rem|xor";

const ATOM: &str = r"(?:[a-z]\w*|'[^\n']*[^\\]')";

const VARIABLE: &str = r"[A-Z_]\w*";

const ESCAPE: &str = r#"\\(?:[bdefnrstv'"\\/]|[0-7][0-7]?[0-7]?|\^[a-zA-Z])"#;

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("%.*\n", C);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.rule(format!(r"(?:{BUILTINS})\b"), Nb);
        s.rule(format!(r"(?:{WORD_OPERATORS})\b"), Ow);
        s.rule("^-", P).push("directive");
        s.rule(r"\+\+?|--?|\*|/|<|>|/=|=:=|=/=|=<|>=|==?|<-|!|\?", O);
        s.rule(r#"""#, S).push("string");
        s.groups(format!("({ATOM})(:)"), [Nn, P]);
        s.groups(format!(r"({ATOM})(\s*)(\()"), [Nf, Text, P]);
        s.rule(r"[+-]?(?:[2-9]|[12][0-9]|3[0-6])#[0-9a-zA-Z]+", Mi);
        s.rule(r"[+-]?\d+", Mi);
        s.rule(r#"[\]\[:_@".{}()|;,]"#, P);
        s.rule(VARIABLE, Nv);
        s.rule(ATOM, N);
        s.rule(format!(r"\$(?:{ESCAPE}|\\[ %]|[^\\])"), Sc);
        s.rule(format!(r"#{ATOM}(?::?\.{ATOM})?"), Nl);
    });
    d.state("string", |s| {
        s.rule(ESCAPE, Se);
        s.rule(r#"""#, S).pop();
        s.rule(r"~[0-9.*]*[~#+bBcdefginpPswWxX]", Si);
        s.rule(r#"[^"\\~]+|~"#, S);
    });
    d.state("directive", |s| {
        for (name, token) in [("define", No), ("record", Nl)] {
            s.groups(
                format!(r"({name})(\s*)(\()({VARIABLE}|{ATOM})"),
                [Ni, Text, P, token],
            )
            .pop();
        }
        s.rule(ATOM, Ni).pop();
    });
}
