//! Visual Basic.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `vb`.
pub(crate) static LEXER: Lexer = Lexer::new("vb", define);

const KEYWORDS: &str = "AddHandler Alias ByRef ByVal CBool CByte CChar CDate CDbl CDec CInt CLng CObj CSByte CShort CSng CStr \
    CType CUInt CULng CUShort Call Case Catch Class Const Continue Declare Default Delegate Dim DirectCast \
    Do Each Else ElseIf End EndIf Enum Erase Error Event Exit False Finally For Friend Function Get Global \
    GoSub GoTo Handles If Implements Imports Inherits Interface Let Lib Loop Me Module MustInherit \
    MustOverride MyBase MyClass Namespace Narrowing New Next Not NotInheritable NotOverridable Nothing Of \
    On Operator Option Optional Overloads Overridable Overrides ParamArray Partial Private Property \
    Protected Public RaiseEvent ReDim ReadOnly RemoveHandler Resume Return Select Set Shadows Shared Single \
    Static Step Stop Structure Sub SyncLock Then Throw To True Try TryCast Using Wend When While Widening \
    With WithEvents WriteOnly";

const TYPES: &str = "Boolean Byte Char Date Decimal Double Integer Long Object SByte Short Single String UInteger ULong \
    UShort Variant";

const OPERATORS: &str = "AddressOf And AndAlso As GetType In Is IsNot Like Mod Or OrElse TypeOf Xor";

const NAME: &str = r"[a-zA-Z_]\w*";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Kt, TYPES),
        (Ow, OPERATORS),
        (Nb, "Console ConsoleColor"),
    ]);
    d.state("root", |s| {
        blanks(s);
        s.rule(
            r"#If\b.*?\bThen|#ElseIf\b.*?\bThen|#End\s+If|#Const|#ExternalSource.*?\n|#End\s+ExternalSource|#Region.*?\n|#End\s+Region|#ExternalChecksum",
            Cp,
        );
        s.rule("[.]", P).push("dotted");
        s.rule("[(){}!#,:]", P);
        s.rule(
            r"Option\s+(?:Strict|Explicit|Compare)\s+(?:On|Off|Binary|Text)",
            Kd,
        );
        s.rule(r"End\b", K).push("end");
        s.rule(r"(?:Dim|Const)\b", K).push("variable");
        s.rule(r"(?:Function|Sub|Property)\b", K).push("function");
        s.rule(r"(?:Class|Structure|Enum)\b", K).push("class");
        s.rule(r"(?:Module|Namespace|Imports)\b", K).push("namespace");
        s.words(r"[A-Z]\w*", &words, N);
        s.rule(
            r"&=|[*]=|/=|\\=|\^=|\+=|-=|<<=|>>=|<<|>>|:=|<=|>=|<>|[-&*/\\^+=<>.]",
            O,
        );
        s.rule(r#"""#, S).push("string");
        s.rule(format!(r"{NAME}[%&@!#$]?"), N);
        s.rule(r"(?:\d+\.\d*|\d*\.\d+)(?:[fF][+-]?\d+)?", Mf);
        s.rule(r"\d+(?:[SILDFR]|US|UI|UL)?", Mi);
        s.rule("_\n", K);
    });
    d.state("dotted", |s| {
        blanks(s);
        s.rule(NAME, N).pop();
    });
    d.state("string", |s| {
        s.rule(r#""""#, Se);
        s.rule(r#""C?"#, S).pop();
        s.rule(r#"[^"]+"#, S);
    });
    d.state("variable", |s| {
        blanks(s);
        s.rule(NAME, Nv).pop();
        s.empty("").pop();
    });
    d.state("function", |s| {
        blanks(s);
        s.rule(NAME, Nf).pop();
    });
    d.state("class", |s| {
        blanks(s);
        s.rule(NAME, Nc).pop();
    });
    d.state("namespace", |s| {
        blanks(s);
        s.rule(format!(r"{NAME}(?:[.]{NAME})*"), Nn).pop();
    });
    d.state("end", |s| {
        blanks(s);
        s.rule(
            r"(?:Function|Sub|Property|Class|Structure|Enum|Module|Namespace)\b",
            K,
        )
        .pop();
        s.empty("").pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule(r"(?i)rem\b.*?$", C1);
    s.rule(r"(?s)%\{.*?%\}", Cm);
    s.rule("'.*$", C1);
}
