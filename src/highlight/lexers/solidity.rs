//! Solidity.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `solidity`.
pub(crate) static LEXER: Lexer = Lexer::new("solidity", define);

const KEYWORDS: &str = "abstract anonymous as assembly break calldata catch constant constructor continue contract delete do \
    else emit enum event external fallback for function hex if import indexed interface internal is library \
    mapping memory modifier new override payable pragma private public pure receive return returns storage \
    struct throw try type using var view virtual while";

const BUILTINS: &str = "abi.decode abi.encode abi.encodePacked abi.encodeWithSelector abi.encodeWithSignature addmod assert \
    balance block.coinbase block.difficulty block.gaslimit block.hash block.number block.timestamp \
    blockhash call callcode delegatecall ecrecover false gasleft keccak256 msg.data msg.gas msg.sender \
    msg.sig msg.value mulmod now require revert ripemd160 selector selfdestruct send sha256 sha3 suicide \
    super this transfer true tx.gasprice tx.origin";

const CONSTANTS: &str = "days ether finney hours minutes seconds szabo weeks wei years";

const TYPES: &str = "address bool byte bytes int string uint";

const RESERVED: &str = "after alias apply auto case copyof default define final fixed immutable implements in inline let macro \
    match mutable null of partial promise reference relocatable sealed sizeof static supports switch \
    typedef typeof ufixed unchecked";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Nb, BUILTINS),
        (Kc, CONSTANTS),
        (Kt, TYPES),
        (Kr, RESERVED),
    ]);
    d.state("root", |s| {
        blanks(s);
        s.empty("").push("statement");
    });
    d.state("statement", |s| {
        s.rule(";", P).pop();
        blanks(s);
        s.rule(r#"(?:hex)?""#, S).push("double");
        s.rule("(?:hex)?'", S).push("single");
        s.rule(r"\d+\.\d+(?:[eE]\d+)?", Mf);
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d+(?:[eE]\d+)?", Mi);
        s.rule(r"\*/", Err);
        s.rule(r"[~!%^&*+=|?:<>/\-]", O);
        s.rule(r"[()\[\],.]", P);
        s.rule(r"u?fixed\d+x\d+", Kr);
        s.rule(r"bytes\d+", Kt);
        s.rule(r"u?int\d+", Kt);
        s.words(r"[a-zA-Z$_][\w$]*", &words, N);
        s.rule("[{}]", P);
    });
    for (name, quote, other) in [("double", '"', '\''), ("single", '\'', '"')] {
        d.state(name, |s| {
            s.rule(r"(?s)\\(?:u\h{4}|x[^\n][^\n]|[^x])", Se);
            s.rule(r#"[^\\"'\n]+"#, S);
            s.rule(r"\\", S);
            s.rule(quote.to_string(), S).pop();
            s.rule(other.to_string(), S);
        });
    }
    d.state("comment", |s| {
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^*/]+|[*/]", Cm);
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\n+", Text);
    s.rule(r"//.*\n", C1);
    s.rule(r"[ \t\r]+", Text);
    s.rule("\\\\\n", Text);
    s.rule(r"/\*", Cm).push("comment");
}
