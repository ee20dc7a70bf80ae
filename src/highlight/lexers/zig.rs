//! Zig.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use std::sync::{Arc, LazyLock};

/// Rouge's `zig`.
pub(crate) static LEXER: Lexer = Lexer::new("zig", define);

const KEYWORDS: &str = "align allowzero and anyerror anyframe asm async await bool break c_int c_long c_longdouble c_longlong \
    c_short c_uint c_ulong c_ulonglong c_ushort c_void callconv catch comptime comptime_float const \
    continue defer else enum errdefer error export extern fn for if inline linksection noalias noinline \
    noreturn nosuspend or orelse packed pub resume return struct suspend switch test threadlocal try type \
    undefined union unreachable usingnamespace usize var void volatile while";

const BUILTINS: &str = "@Frame @OpaqueType @TagType @This @Type @TypeOf @Vector @addWithOverflow @alignCast @alignOf @as \
    @asyncCall @atomicLoad @atomicRmw @atomicStore @bitCast @bitOffsetOf @bitReverse @bitSizeOf @boolToInt \
    @breakpoint @byteOffsetOf @byteSwap @bytesToSlice @cDefine @cImport @cInclude @cUndef @call \
    @canImplicitCast @ceil @clz @cmpxchgStrong @cmpxchgWeak @compileError @compileLog @cos @ctz @divExact \
    @divFloor @divTrunc @embedFile @enumToInt @errSetCast @errorName @errorReturnTrace @errorToInt @exp \
    @exp2 @export @fabs @fence @field @fieldParentPtr @floatCast @floatToInt @floor @frame @frameAddress \
    @frameSize @hasDecl @hasField @import @intCast @intToEnum @intToError @intToFloat @intToPtr @log @log10 \
    @log2 @memcpy @memset @mod @mulWithOverflow @newStackCall @panic @popCount @ptrCast @ptrToInt @rem \
    @returnAddress @round @setAlignStack @setCold @setEvalBranchQuota @setFloatMode @setGlobalLinkage \
    @setGlobalSection @setRuntimeSafety @shlExact @shlWithOverflow @shrExact @shuffle @sin @sizeOf \
    @sliceToBytes @splat @sqrt @subWithOverflow @tagName @trunc @truncate @typeInfo @typeName @unionInit \
    comptime_int";

const NAME: &str = r"[a-zA-Z_]\w*";

const ESCAPE: &str = r#"\\(?:[nrt'"\\0]|x\h{2}|u\h{4}|U\h{8})"#;

static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::new(&[(K, KEYWORDS), (Nb, BUILTINS)]));

fn define(d: &mut LexerBuilder) {
    d.start(&["line start"]);
    d.state("line start", |s| {
        blanks(s);
        s.rule(r"#\s[^\n]*", Cs);
        s.empty("").pop();
    });
    d.state("root", |s| {
        s.rule(r"\n", Text).push("line start");
        blanks(s);
        s.rule(r"\b[iu]\d+\b", Kt);
        s.rule(r"\bf(?:16|32|64|128)\b", Kt);
        s.rule(r"\b(?:isize|usize)\b", Kt);
        s.rule(r"\b(?:true|false|null)\b", Kc);
        s.rule(format!(r"'(?:{ESCAPE}|[^\\])'"), Sc);
        s.rule(r#"""#, S).push("string");
        for hashes in ["", "#", "##"] {
            s.rule(format!(r#"(?s)r{hashes}".*?"{hashes}"#), S);
        }
        let (dot, exponent) = (r"[.][\d_]+", r"e[-+]?[\d_]+");
        s.rule(format!(r"\d+(?:{dot}(?:{exponent})?|(?:{dot})?{exponent})"), Mf);
        s.rule(r"0b[10_]+|0x[\h_]+|[\d_]+", Mi);
        s.rule(format!("'{NAME}"), Nv);
        s.call(format!(r"([.]?)(\s*)(@?{NAME})(\s*)([(]?)"), name);
        s.rule(r"[()\[\]{}|,:;]", P);
        s.rule(r"[*/!@~&+%^<>=?\-]|\.{1,3}", O);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(ESCAPE, Se);
        s.rule(r#"[^"\\]+"#, S);
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule(r"//[^\n]*", C);
}

/// A name. The text around it decides its class.
fn name(ctx: &mut MatchContext<'_, '_>) {
    let (dotted, called) = (!ctx.group(1).is_empty(), !ctx.group(5).is_empty());
    let token = WORDS.get(ctx.group(3)).unwrap_or(match (dotted, called) {
        (true, true) => Nf,
        (true, false) => Py,
        _ => N,
    });
    for (group, token) in [(1, P), (2, Text), (3, token), (4, Text), (5, P)] {
        ctx.group_token(group, token);
    }
}
