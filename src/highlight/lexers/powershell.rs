//! PowerShell.

use crate::highlight::Lexer;
use crate::highlight::notation::Definition;
use crate::highlight::token::Token::*;

/// Rouge's `powershell`.
pub(crate) static LEXER: Lexer = Lexer::new("powershell", define);

const AUTOMATIC: &str = "args|ConsoleFileName|Error|Event|ExecutionContext|false|foreach|HOME|Host|input|IsCoreCLR|\
    IsLinux|IsMacOS|IsWindows|LastExitCode|Matches|MyInvocation|NestedPromptLevel|null|PID|PROFILE|\
    PSBoundParameters|PSCmdlet|PSCommandPath|PSCulture|PSDebugContext|PSHOME|PSItem|PSScriptRoot|PSSenderInfo|\
    PSUICulture|PSVersionTable|PWD|StackTrace|switch|this|true|[$?^_]";

const KEYWORDS: &str = "assembly|base|begin|break|catch|class|command|configuration|continue|data|define|do|\
    dynamicparam|else|elseif|end|enum|exit|filter|finally|for|foreach|from|function|hidden|if|in|\
    inlinescript|interface|module|namespace|parallel|param|private|process|public|return|sequence|static|\
    switch|throw|trap|try|type|until|using|var|while|workflow";

const ATTRIBUTES: &str =
    "ConfirmImpact|DefaultParameterSetName|HelpURI|PositionalBinding|SupportsPaging|SupportsShouldProcess";

const OPERATORS: &str = "(?i)-(?:[ci]?(?:contains|eq|ge|gt|le|like|lt|match|ne|notcontains|notlike|notmatch|replace|\
    split)|and|as|band|bor|bxor|isnot|is|join|not|or|shl|shr|xor)";

fn define(d: &mut Definition) {
    d.state("variable", |s| {
        s.groups(r"(\$)(\w+)(:)(\w+)", [Nv, Nn, P, Nv]);
        s.rule(format!(r"\$(?:{AUTOMATIC})"), Bp);
        s.rule(r"\$\w+", Nv);
        s.rule(r"\$\{[^}]+\}", Nv);
    });
    d.state("blanks", |s| {
        s.rule(r"\s+", W);
        s.rule(r"#.*", C);
        s.rule(r"<#", Cm).push("comment");
    });
    d.state("values", |s| {
        s.rule(r#"@""#, Sh).push("here string");
        s.rule(r"(?s)@'\n.*?\n'@", Sh);
        s.rule(r#"""#, S2).push("string");
        s.rule(r"'(?:''|[^'])*'?", S1);
        s.mixin("variable");
        s.rule(r"@\{", P).push("hash");
        s.rule(r"@\(", P).push("array");
        s.rule(r"\d+\.\d+", Mf);
        s.rule(r"\d+", Mi);
    });
    d.state("root", |s| {
        s.mixin("blanks");
        s.groups(r"(?i)(function)(\s+)(?:(\w+)(:))?(\w+-\w+)", [Kr, W, Nn, P, Nf]);
        s.groups(r"(?i)(function)(\s+)(\w+)(:)(\w+)", [Kr, W, Nn, P, Nf]);
        s.groups(r"(?i)(class)(\s+)(\w+)", [Kr, W, Nc]).push("class");
        s.rule(format!(r"(?i)(?:{KEYWORDS})\b"), Kr).not_before(r"[-.\]]");
        s.rule(format!(r"(?:{ATTRIBUTES})\b"), Bp);
        s.mixin("values");
        s.rule(format!(r"{OPERATORS}\b"), O);
        s.rule(r"--?\w[\w-]*", Nt);
        s.rule(r"\[", P).push("brackets");
        s.rule(r"[{}(),;:]", P);
        s.groups(r"(\.)(\w[\w-]*)(\()", [O, Nf, P]).push("parameters");
        s.groups(r"(\.)(\w[\w-]*)(\s?)", [O, Nf, W]);
        s.groups(r"(\?)(\s*)", [Nf, W]).push("parameters");
        s.groups(r"([A-Za-z\\/~][\w\\/~.:-]*)(\s?)", [N, W])
            .push("parameters");
        s.rule(r"\+=|-=|\*=|/=|%=|[-+*/%=&|!.]", O);
    });
    d.state("brackets", |s| {
        s.rule(r"\]", P).pop();
        s.mixin("root");
    });
    d.state("parameters", |s| {
        s.rule(r"(?s)`.", Se);
        s.rule(r"\s*\n", W).pop();
        s.rule(r"\[", P).goto("brackets");
        s.rule(r"[;(){}\]]", P).pop();
        s.rule(r"[|=]", O).pop();
        s.mixin("blanks");
        s.rule(format!(r"{OPERATORS}\b"), O);
        s.rule(r"--?\w[\w-]*", Nt);
        s.rule(r"[\w\\/~][\w\\/~.:-]*", Nx);
        s.mixin("values");
        s.rule(r"[,:]", P);
        s.groups(r"(\.)(\w[\w-]*)(\()", [O, Nf, P]).push_same();
        s.groups(r"(\.)(\w[\w-]*)(\s?)", [O, Nf, W]);
        s.rule(r"\?", Nf).push_same();
        s.rule(r"[-+*/%&!.]", O);
    });
    d.state("class", |s| {
        s.rule(r"\s+", W);
        s.rule(r"\w+", Nc);
        s.rule(r"[:,]", P);
        s.empty("").pop();
    });
    d.state("hash", |s| {
        s.rule(r"\}", P).pop();
        s.mixin("blanks");
        s.mixin("values");
        s.rule(r"\w+", Nx);
        s.rule(r"=", O);
        s.rule(r"[;,]", P);
    });
    d.state("array", |s| {
        s.rule(r"\)", P).pop();
        s.mixin("blanks");
        s.mixin("values");
        s.rule(r",", P);
    });
    strings(d);
}

fn strings(d: &mut Definition) {
    d.state("comment", |s| {
        s.rule(r"#>", Cm).pop();
        s.rule(
            r"(?i)\.(?:synopsis|description|parameter|example|inputs|outputs|notes|link|component|role|functionality|\
              forwardhelptargetname|forwardhelpcategory|remotehelprunspace|externalhelp)",
            Cs,
        );
        s.rule(r"[^#.]+|[#.]", Cm);
    });
    d.state("interpolation", |s| {
        s.rule(r"\)", Si).pop();
        s.mixin("root");
    });
    d.state("string", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r"(?s)`.", Se);
        s.rule(r"\$\(", Si).push("interpolation");
        s.mixin("variable");
        s.rule(r#"[^$`"]+"#, S2);
        s.rule(r"\$", S2);
    });
    d.state("here string", |s| {
        s.rule(r#"\n"@"#, Sh).pop();
        s.rule(r"\$\(", Si).push("interpolation");
        s.mixin("variable");
        s.rule(r"(?s)`.", Se);
        s.rule(r"[^$`\n]+", Sh);
        s.rule(r"[$\n]", Sh);
    });
}
