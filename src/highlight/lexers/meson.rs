//! Build files of Meson.

use crate::Lexer;
use crate::notation::{Definition, Words};
use crate::run::Step;
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

/// Notes: whether the string is formatted, and how many quotes it is between.
const FORMATTED: usize = 0;
const QUOTES: usize = 1;

fn define(d: &mut Definition) {
    let functions = Words::new(&[(Nb, FUNCTIONS)]);
    let words = Words::new(&[(Nb, VARIABLES), (K, KEYWORDS)]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("#.*\n?", C1);
        s.rule(r"[\[\]{}:(),;.]", P);
        s.rule(r"\\\n|\\", Text);
        s.rule(r"(?:in|and|or|not)\b", Ow);
        s.rule(r"[-+/*%=<>]=?|!=", O);
        s.call("([fF]?)('''|')", |step| {
            let (formatted, quotes) = (step.group(1).len(), step.group(2).len());
            step.notes().numbers[FORMATTED] = formatted;
            step.notes().numbers[QUOTES] = quotes;
            step.group_token(1, Sa);
            step.group_token(2, S);
        })
        .push("string");
        s.words(format!(r"{NAME}\b\s*"), &functions, N).before(r"\(");
        s.words(NAME, &words, N).before(r"\s*(?:[^\s:]|\z)");
        s.rule(NAME, N);
        s.rule("0[bB](?:_?[01])+", Mb);
        s.rule("0[oO](?:_?[0-7])+", Mo);
        s.rule(r"0[xX](?:_?\h)+", Mh);
        s.rule(r"[1-9](?:_?\d)*|0(?:_?0)*", Mi);
    });
    d.state("string", |s| {
        s.rule(r"[^'\\@]+", S);
        s.call("'''|'", |step| {
            step.token(S);
            let ends = step.text().len() == step.notes().numbers[QUOTES];
            step.pop(usize::from(ends));
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

fn interpolation(step: &mut Step<'_, '_>) {
    if step.notes().numbers[FORMATTED] == 1 {
        step.token(Si);
        step.push("interpolation");
    } else {
        step.token(S);
    }
}
