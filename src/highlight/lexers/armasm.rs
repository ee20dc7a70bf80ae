//! Assembly of ARM.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `armasm`.
pub(crate) static LEXER: Lexer = Lexer::new("armasm", define);

const PREPROCESSOR: &str = "define|elif|else|endif|error|if|ifdef|ifndef|include|line|pragma|undef|warning";

const DIRECTIVES: &str = r"ALIAS|ALIGN|AOF|AOUT|AREA|ARM|ASSERT|ATTR|CN|CODE16|CODE32|COMMON|CP|DATA|DCB|DCD|DCDO|DCDU|DCFD|DCFDU|DCFH|DCFHU|DCFS|DCFSU|DCI|DCI.N|DCI.W|DCQ|DCQU|DCW|DCWU|DN|ELIF|ELSE|END|ENDFUNC|ENDIF|ENDP|ENTRY|EQU|EXPORT|EXPORTAS|EXTERN|FIELD|FILL|FN|FRAME|FUNCTION|GBLA|GBLL|GBLS|GLOBAL|IF|IMPORT|INFO|KEEP|LCLA|LCLL|LCLS|LEADR|LEAF|LTORG|MACRO|MAP|MEND|MEXIT|NOFP|OPT|ORG|PRESERVE8|PROC|QN|RELOC|REQUIRE|REQUIRE8|RLIST|RN|ROUT|SETA|SETL|SETS|SN|SPACE|STRONG|SUBT|THUMB|THUMBX|TTL|WEND|WHILE|\[|\]|[|!#*=%&^]";

const CONDITIONS: &str = "ASR|LSL|LSR|ROR|RRX|AL|CC|CS|EQ|GE|GT|HI|HS|LE|LO|LS|LT|MI|NE|PL|VC|VS|asr|lsl|lsr|ror|rrx|al|cc|cs|eq|\
    ge|gt|hi|hs|le|lo|ls|lt|mi|ne|pl|vc|vs";

const BUILTINS: &str = "ARCHITECTURE|AREANAME|ARMASM_VERSION|CODESIZE|COMMANDLINE|CONFIG|CPU|ENDIAN|FALSE|FPIC|FPU|INPUTFILE|\
    INTER|LINENUM|LINENUMUP|LINENUMUPPER|OBJASM_VERSION|OPT|PC|PCSTOREOFFSET|REENTRANT|ROPI|RWPI|TRUE|VAR";

const OPERATORS: &str = "AND|BASE|CC|CC_ENCODING|CHR|DEF|EOR|FATTR|FEXEC|FLOAD|FSIZE|INDEX|LAND|LEFT|LEN|LEOR|LNOT|LOR|LOWERCASE|\
    MOD|NOT|OR|RCONST|REVERSE_CC|RIGHT|ROL|ROR|SHL|SHR|STR|TARGET_ARCH_[0-9A-Z_]+|TARGET_FEATURE_[0-9A-Z_]+|\
    TARGET_FPU_[A-Z_]|TARGET_PROFILE_[ARM]|UAL|UPPERCASE";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\n", Text);
        s.groups(
            format!(r"^([ \t]*)(#[ \t]*(?:(?:{PREPROCESSOR})(?:[ \t].*)?)?)(\n)"),
            [Text, Cp, Text],
        );
        s.rule(r"[ \t]+", Text).push("command");
        s.rule(";.*", C);
        s.rule(r"\$[a-zA-Z_]\w*\.?", Nn);
        s.rule(r"\w+|\|[^|\n]+\|", Nl);
    });
    d.state("command", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"[ \t]+", Text).goto("operands");
        s.rule(";.*", C).pop();
        s.rule(r"(?:BIN|GET|INCBIN|INCLUDE|LNK)\b", K).goto("file");
        s.rule(format!("(?:{DIRECTIVES})"), K).followed_by(r"[; \t\n]");
        s.rule(
            r"(?:[A-Z][\dA-Z]*|[a-z][\da-z]*)(?:\.[NWnw])?(?:\.[DFIPSUdfipsu]?(?:8|16|32|64)?){0,3}\b",
            Nb,
        );
        s.rule(r"[a-zA-Z_]\w*|\|[^|\n]+\|", Nf);
        variables(s);
    });
    d.state("operands", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"[ \t]+", Text);
        s.rule(";.*", C).pop();
        s.rule(format!(r"(?:{CONDITIONS})\b"), Nb);
        s.rule(r"[a-zA-Z_]\w*|\|[^|\n]+\|", Nv);
        s.rule(r"(?i)%[bf]?[at]?\d+(?:[a-z_]\w*)?", Nl);
        numbers(s);
        s.rule("[@:]", O)
            .followed_by(r"[ \t]*(?:8|16|32|64|128|256)[^\d]");
        s.rule(format!(r"[.@]|\{{(?:{BUILTINS})\}}"), No);
        s.rule(
            format!(r"[-!#%&()*+,/<=>?^{{|}}]|\[|\]|!=|&&|/=|<<|<=|<>|==|><|>=|>>|\|\||:(?:{OPERATORS}):"),
            O,
        );
        variables(s);
        s.rule("'", Sc).goto("character");
        s.rule(r#"""#, S2).goto("string");
    });
    for (state, quote, token) in [("character", '\'', Sc), ("string", '"', S2)] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(r"\n", Text).pop();
            s.rule(r"\$\$", token);
            variables(s);
            s.rule(quote.to_string(), token).goto("operands");
            s.rule(format!(r"[^${quote}\n]+"), token);
        });
    }
    d.state("file", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"\$\$", Sx);
        variables(s);
        s.rule(r"[^$\n]+", Sx);
    });
}

fn variables(s: &mut StateBuilder) {
    s.rule(r"\$[a-zA-Z]\w*\.?", Nn);
}

/// A number of one kind ends before the letter that begins the exponent of another: its last digit goes with that.
fn numbers(s: &mut StateBuilder) {
    s.rule(r"(?i)(?:&|0x)\h+", Mh).not_followed_by("[pP]");
    s.rule(r"(?i)(?:&|0x)\h+", Mh).followed_by(r"\h[pP]");
    s.rule(r"(?i)(?:&|0x)[.\h]+(?:p[-+]?\d+)?", Mf);
    s.rule(r"(?i)0f_\h{8}|0d_\h{16}", Mf);
    for base in 2..=9 {
        let digits = format!("[0-{}]", base - 1);
        s.rule(format!("{base}_{digits}+"), Mi).not_followed_by("[eE]");
        s.rule(format!("{base}_{digits}+"), Mi)
            .followed_by(format!("{digits}[eE]"));
    }
    s.rule(r"\d+", Mi).not_followed_by("[eE]");
    s.rule(r"\d+", Mi).followed_by(r"\d[eE]");
    let bases: Vec<String> = (2..=9).map(|base| format!("{base}_[.0-{}]+", base - 1)).collect();
    s.rule(format!(r"(?:{}|[.\d]+)(?:[eE][-+]?\d+)?", bases.join("|")), Mf);
}
