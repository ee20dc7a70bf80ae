//! VHDL.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `vhdl`.
pub(crate) static LEXER: Lexer = Lexer::new("vhdl", define);

const KEYWORDS: &str = "access after alias all architecture array assert assume assume_guarantee attribute begin block body \
    buffer bus case component configuration constant context cover default disconnect downto else elsif end \
    entity exit fairness file for force function generate generic group guarded if impure in inertial inout \
    is label library linkage literal loop map new next null of on open others out package parameter port \
    postponed procedure process property protected pure range record register reject release report return \
    select sequence severity shared signal strong subtype then to transport type unaffected units until use \
    variable vmode vprop vunit wait when while with";

const TYPES: &str = "bit bit_vector boolean boolean_vector character integer integer_vector natural positive real \
    real_vector severity_level signed std_logic std_logic_vector std_ulogic std_ulogic_vector string time \
    time_vector unsigned";

const OPERATORS: &str = "abs and mod nand nor not or rem rol ror sla sll sra srl xnor xor";

const NAME: &str = r"[a-zA-Z]\w*";

fn define(d: &mut LexerBuilder) {
    let words = Words::any_case(&[(K, KEYWORDS), (Kt, TYPES), (Ow, OPERATORS)]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("--.*$", C1);
        s.rule(r"-?\d+", Mi);
        s.rule(r#"(?i)[box]?"[^"]*""#, S1);
        s.rule("'[^']?'", Sc);
        s.rule(format!("'{NAME}"), Na);
        s.rule("[(),:;]", P);
        s.rule(r"(?i)(?:true|false|null)\b", Nb);
        s.words(NAME, &words, N);
        s.rule(
            r"=>|[*][*]|:=|/=|>=|<=|<>|\?\?|\?=|\?/=|\?>|\?<|<<|>>|[#&'*+,\-./:<=>?@^]",
            O,
        );
    });
}
