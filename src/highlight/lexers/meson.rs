//! Meson build files.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `meson`.
pub(crate) static LEXER: Lexer = Lexer::new("meson", define);

const KEYWORDS: &str = "break continue elif else endforeach endif false foreach if true";

const VARIABLES: &str = "build_machine host_machine meson target_machine";

const FUNCTIONS: &str = "add_global_arguments add_global_link_arguments add_languages add_project_arguments \
    add_project_link_arguments add_test_setup alias_target assert benchmark both_libraries build_target \
    configuration_data configure_file custom_target declare_dependency dependency disabler environment \
    error executable files find_library find_program generator get_option get_variable gettext import \
    include_directories install_data install_headers install_man install_subdir is_disabler is_variable jar \
    join_paths library message option project run_command run_target set_variable shared_library \
    shared_module static_library subdir subdir_done subproject summary test vcs_tag warning";

const NAME: &str = r"[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*";

#[derive(Default)]
struct State {
    /// Whether the string has interpolations.
    formatted: bool,
    /// The number of quotes on each side of the string.
    quotes: usize,
}

fn define(d: &mut LexerBuilder) {
    let functions = Words::new(&[(Nb, FUNCTIONS)]);
    let words = Words::new(&[(Nb, VARIABLES), (K, KEYWORDS)]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("#.*\n?", C1);
        s.rule(r"[\[\]{}:(),;.]", P);
        s.rule(r"\\\n|\\", Text);
        s.rule(r"(?:in|and|or|not)\b", Ow);
        s.rule(r"[-+/*%=<>]=?|!=", O);
        s.call("([fF]?)('''|')", |ctx| {
            let (formatted, quotes) = (ctx.group(1).len(), ctx.group(2).len());
            *ctx.state::<State>() = State {
                formatted: formatted == 1,
                quotes,
            };
            ctx.group_token(1, Sa);
            ctx.group_token(2, S);
        })
        .push("string");
        s.words(format!(r"{NAME}\b\s*"), &functions, N).followed_by(r"\(");
        s.words(NAME, &words, N).followed_by(r"\s*(?:[^\s:]|\z)");
        s.rule(NAME, N);
        s.rule("0[bB](?:_?[01])+", Mb);
        s.rule("0[oO](?:_?[0-7])+", Mo);
        s.rule(r"0[xX](?:_?\h)+", Mh);
        s.rule(r"[1-9](?:_?\d)*|0(?:_?0)*", Mi);
    });
    d.state("string", |s| {
        s.rule(r"[^'\\@]+", S);
        s.call("'''|'", |ctx| {
            ctx.token(S);
            let ends = ctx.text().len() == ctx.state::<State>().quotes;
            ctx.pop(usize::from(ends));
        });
        s.rule(
            r"\\(?:[\\abfnrtv']|N\{[a-zA-Z][a-zA-Z ]+[a-zA-Z]\}|u\h{4}|U\h{8}|x\h{2}|[0-7]{1,3})",
            Se,
        );
        s.rule(r"\\.", S);
        s.call("@", interpolation);
    });
    d.state("interpolation", |s| {
        s.recurse("[^@]+");
        s.rule("@", Si).pop();
    });
}

fn interpolation(ctx: &mut MatchContext<'_, '_>) {
    if ctx.state::<State>().formatted {
        ctx.token(Si);
        ctx.push("interpolation");
    } else {
        ctx.token(S);
    }
}
