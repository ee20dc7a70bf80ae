//! PowerShell.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `powershell`.
pub(crate) static LEXER: Lexer = Lexer::new("powershell", define);

/// The variables, in the order in which they are tried. The beginning of a longer name matches, too.
const AUTOMATIC: &str = "args|ConsoleFileName|Error|Event|EventArgs|EventSubscriber|ExecutionContext|false|foreach|HOME|Host|input|\
    IsCoreCLR|IsLinux|IsMacOS|IsWindows|LastExitCode|Matches|MyInvocation|NestedPromptLevel|null|PID|PROFILE|\
    PSBoundParameters|PSCmdlet|PSCommandPath|PSCulture|PSDebugContext|PSHOME|PSItem|PSScriptRoot|PSSenderInfo|\
    PSUICulture|PSVersionTable|PWD|REPORTERRORSHOWEXCEPTIONCLASS|REPORTERRORSHOWINNEREXCEPTION|\
    REPORTERRORSHOWSOURCE|REPORTERRORSHOWSTACKTRACE|SENDER|ShellId|StackTrace|switch|this|true";

const KEYWORDS: &str = "assembly|base|begin|break|catch|class|command|configuration|continue|data|define|do|dynamicparam|else|\
    elseif|end|enum|exit|filter|finally|for|foreach|from|function|hidden|if|in|inlinescript|interface|module|\
    namespace|parallel|param|private|process|public|return|sequence|static|switch|throw|trap|try|type|until|\
    using|var|while|workflow";

const ATTRIBUTES: &str =
    "ConfirmImpact DefaultParameterSetName HelpURI PositionalBinding SupportsPaging SupportsShouldProcess";

const OPERATORS: &str = "and|as|band|bor|bxor|ccontains|ceq|cge|cgt|cle|clike|clt|cmatch|cne|cnotcontains|cnotlike|cnotmatch|\
    contains|creplace|csplit|eq|ge|gt|icontains|ieq|ige|igt|ile|ilike|ilt|imatch|ine|inotcontains|inotlike|\
    inotmatch|ireplace|is|isnot|isplit|join|le|like|lt|match|ne|not|notcontains|notlike|notmatch|or|replace|\
    shl|shr|split|xor";

const HELP: &str = "component|description|example|externalhelp|forwardhelpcategory|forwardhelptargetname|functionality|inputs|\
    link|notes|outputs|parameter|remotehelprunspace|role|synopsis";

fn define(d: &mut LexerBuilder) {
    let attributes = Words::new(&[(Bp, ATTRIBUTES)]);
    d.state("root", |s| {
        blanks(s);
        s.rule(r"\.\.", O).followed_by(r"\.?\d");
        s.rule(format!(r"(?i)(?:-(?:{OPERATORS})|[+\-*/%]=)\b"), O);
        s.groups(r"((?i:class))(\s+)(\w+)", [Kr, W, Nc]).push("class");
        s.groups(
            r"((?i:function))(\s+)(?:(\w+)(:))?(\w[\-\w]+)",
            [Kr, W, Nn, P, Nf],
        );
        s.rule(format!(r"(?i)(?:{KEYWORDS})\b"), Kr)
            .not_followed_by(r"[-.]");
        s.rule(r"--?\w+", Nt);
        s.groups(r"(\.)?([\-\w]+)(\[)", [O, N, P]).push("brackets");
        s.groups(r"([/\\~a-zA-Z][\-.:/\\~\w]*)(\n)?", [N, W])
            .push("parameters");
        s.groups(r"(\.)([\-\w]+)(\()", [O, Nf, P]).push("parameters");
        s.groups(r"(\.)([\-\w]+)(\n)?", [O, Nf, W]);
        s.rule(r"\?", Nf).push("parameters");
        values(s);
        variables(s);
        s.rule(r"[\-+*/%=!.&|]", O);
        s.rule(r"[{}(),:;]", P);
        s.rule("`$", Se).since(V4_7);
    });
    d.state("class", |s| {
        s.rule(r"\{", P).pop();
        s.rule(r"\s+", W);
        s.rule(r"\w+", Nc);
        s.rule(r"[:,]", P);
    });
    d.state("hash", |s| {
        s.rule(r"\}", P).pop();
        s.rule("=", O);
        s.rule(r"[,;]", P);
        values(s);
        s.rule(r"\w+", Nx);
        variables(s);
    });
    d.state("array", |s| {
        s.rule(r"\s+", W);
        s.rule(r"\)", P).pop();
        s.rule(r"[,;]", P);
        values(s);
        variables(s);
    });
    d.state("braces", |s| {
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
    d.state("brackets", |s| {
        s.rule(r"\]", P).pop();
        s.rule(r"[A-Za-z]\w+\.", N);
        s.words(r"[A-Za-z]\w+", &attributes, N);
        s.mixin("root");
    });
    d.state("parameters", |s| {
        s.rule(r"(?s)`.", Se);
        s.call(r"\)", |ctx| {
            ctx.token(P);
            // Ends the interpolation, too.
            ctx.pop(if ctx.in_state("interpolation") { 2 } else { 0 });
        })
        .since(V4_7);
        s.rule(r"\s*?\n", W).pop();
        s.rule(r"[;(){}\]]", P).pop();
        s.rule(r"[|=]", O).pop();
        s.rule(r"[/\\~\w][\-.:/\\~\w]*", Nx);
        s.mixin("root");
    });
    strings(d);
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", W);
    s.rule(r"#.*", C);
    s.rule(r"<#", Cm).push("comment");
}

fn values(s: &mut StateBuilder) {
    blanks(s);
    s.rule(r#"""#, S2).push("double");
    s.rule(r"'", S1).push("single");
    s.rule(r#"@""#, Sh).push("here string");
    s.rule(r"(?s)@'.*?'@", Sh);
    s.rule(r"\d*\.\d+", Mf);
    s.rule(r"\d+", Mi);
    s.rule(r"@\{", P).push("hash");
    s.rule(r"@\(", P).push("array");
    s.rule(r"\{", P).push("braces");
    s.rule(r"\[", P).push("brackets");
}

fn variables(s: &mut StateBuilder) {
    s.rule(format!(r"\$(?:[$?^_]|{AUTOMATIC})"), Bp);
    s.groups(r"(\$)(\w+)(:)(\w+)", [Nv, Nn, P, Nv]);
    s.groups(r"(\$)(\w+)(:)(\{(?:[^`]|`.)+?\})", [Nv, Nn, P, Nv]);
    s.rule(r"\$\w+", Nv);
    s.rule(r"\$\{(?:[^`]|`.)+?\}", Nv);
}

fn strings(d: &mut LexerBuilder) {
    d.state("comment", |s| {
        s.rule(format!(r"(?i)\.(?:{HELP})"), Cs);
        s.rule("#>", Cm).pop();
        s.rule(r"[^#.]+|[#.]+", Cm);
    });
    d.state("interpolation", |s| {
        s.rule(r"\)", Si).pop();
        s.mixin("root");
    });
    d.state("double", |s| {
        s.rule(r#"(?:\$#?)?""#, S2).pop();
        s.rule(r"\$\(", Si).push("interpolation");
        s.rule(r"`$|`.", Se);
        s.rule(r#"[^"`$]+"#, S2);
        variables(s);
    });
    d.state("single", |s| {
        s.rule("'", S1).pop();
        s.rule("[^']+", S1);
    });
    d.state("here string", |s| {
        s.rule(r#"(?:\$#?)?"@"#, Sh).pop();
        s.rule(r"\$\(", Si).push("interpolation");
        s.rule(r"`$|`.", Se);
        s.rule(r#"[^"`$]+|"+"#, Sh);
        variables(s);
    });
}
