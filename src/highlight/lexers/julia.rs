//! Julia.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use std::sync::{Arc, LazyLock};

/// Rouge's `julia`.
pub(crate) static LEXER: Lexer = Lexer::new("julia", define);

const BUILTINS: &str = "ARGS C_NULL DEPOT)_PATH DEPOT_PATH ENDIAN_BOM ENV Inf Inf16 Inf32 Inf64 LOAD_PATH NaN NaN16 NaN32 NaN64 \
    VERSION devnull false im missing nothing pi stderr stdin stdout true undef";

/// Without the keywords of two words: Rouge's list lacks the blank between them.
const KEYWORDS: &str = "abstracttype begin catch const do else elseif end export finally for forouter function global if import \
    in isa local macro module mutablestruct quote return struct try using where while";

const TYPES: &str = "ARPACKException AbstractArray AbstractChannel AbstractChar AbstractDict AbstractDisplay AbstractFloat \
    AbstractIrrational AbstractLogger AbstractMatrix AbstractREPL AbstractRNG AbstractRange \
    AbstractSerializer AbstractSet AbstractSparseArray AbstractSparseMatrix AbstractSparseVector \
    AbstractString AbstractUnitRange AbstractVecOrMat AbstractVector AbstractWorkerPool Adjoint Any \
    ArgumentError Array AssertionError Base64DecodePipe Base64EncodePipe BasicREPL Bidiagonal BigFloat \
    BigInt BitArray BitMatrix BitSet BitVector Bool BoundsError BunchKaufman CachingPool CapturedException \
    CartesianIndex CartesianIndices Cchar Cdouble Cfloat Channel Char Cholesky CholeskyPivoted Cint \
    Cintmax_t Clong Clonglong ClusterManager Cmd Colon Complex ComplexF16 ComplexF32 ComplexF64 \
    CompositeException Condition ConsoleLogger Cptrdiff_t Cshort Csize_t Cssize_t Cstring Cuchar Cuint \
    Cuintmax_t Culong Culonglong Cushort Cvoid Cwchar_t Cwstring DataType Date DateFormat DatePeriod \
    DateTime Day DenseArray DenseMatrix DenseVecOrMat DenseVector Diagonal Dict DimensionMismatch Dims \
    DivideError DomainError EOFError Eigen Enum ErrorException Exception ExponentialBackOff Expr FDWatcher \
    Factorization FileMonitor Float16 Float32 Float64 FolderMonitor Function GeneralizedEigen GeneralizedSVD \
    GeneralizedSchur GenericArray GenericDict GenericSet GenericString GitConfig GitRepo GlobalRef HMAC_CTX \
    HTML Hermitian Hessenberg Hour IO IOBuffer IOContext IOStream IPAddr IPv4 IPv6 IdDict IndexCartesian \
    IndexLinear IndexStyle InexactError InitError Int Int128 Int16 Int32 Int64 Int8 Integer \
    InterruptException InvalidStateException Irrational KeyError LAPACKException LDLt LQ LU LinRange \
    LineEditREPL LineNumberNode LinearIndices LoadError LogLevel LowerTriangular MIME Matrix MersenneTwister \
    Method MethodError Microsecond Millisecond Minute Missing MissingException Module Month NTuple \
    NamedTuple Nanosecond Nothing NullLogger Number OrdinalRange OutOfMemoryError OverflowError PackageMode \
    PackageSpec Pair PartialQuickSort Period PermutedDimsArray Pipe PollingFileWatcher PosDefException \
    ProcessExitedException Ptr QR QRPivoted QuoteNode RandomDevice RankDeficientException Rational RawFD \
    ReadOnlyMemoryError Real ReentrantLock Ref Regex RegexMatch RemoteChannel RemoteException RoundingMode \
    SHA1_CTX SHA224_CTX SHA256_CTX SHA2_224_CTX SHA2_256_CTX SHA2_384_CTX SHA2_512_CTX SHA384_CTX \
    SHA3_224_CTX SHA3_256_CTX SHA3_384_CTX SHA3_512_CTX SHA512_CTX SVD Schur Second SegmentationFault \
    Serializer Set SharedArray SharedMatrix SharedVector Signed SimpleLogger SingularException Some \
    SparseMatrixCSC SparseVector StackOverflowError StepRange StepRangeLen StreamREPL StridedArray \
    StridedMatrix StridedVecOrMat StridedVector String StringIndexError SubArray SubString \
    SubstitutionString SymTridiagonal Symbol Symmetric SystemError TCPSocket Task TestSetException Text \
    TextDisplay Time TimePeriod TimeType TimeZone Timer Transpose Tridiagonal Tuple Type TypeError TypeVar \
    UDPSocket UInt UInt128 UInt16 UInt32 UInt64 UInt8 UTC UUID UndefInitializer UndefKeywordError \
    UndefRefError UndefVarError UniformScaling Union UnionAll UnitLowerTriangular UnitRange \
    UnitUpperTriangular Unsigned UpgradeLevel UpperTriangular Val Vararg VecElement VecOrMat Vector \
    VersionNumber WeakKeyDict WeakRef Week WorkerConfig WorkerPool Year";

/// The name of a function or type in its definition.
const DEFINED: &str = r"[\p{L}\p{Nl}\p{S}_][\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{S}\p{Po}!]*";

static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| {
    Words::new(&[
        (Kt, TYPES),
        (Kd, "const global local"),
        (K, KEYWORDS),
        (Nb, BUILTINS),
    ])
});

/// A word of the language, or a name with the further characters that names may have.
fn word(ctx: &mut MatchContext<'_, '_>) {
    if let Some(token) = WORDS.get(ctx.text()) {
        return ctx.token(token);
    }
    let letter =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '\u{A1}'..='\u{FFFF}');
    let rest = ctx.rest().trim_start_matches(letter).trim_start_matches('!');
    let length = ctx.text_from_match().len() - rest.len();
    ctx.set_length(length);
    ctx.token(N);
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\n", Text);
        s.rule(r"[^\S\n]+", Text);
        s.rule("#=", Cm).push("comment");
        s.rule("#.*$", C);
        s.rule(r"[+=\-*/\\&|$~^%!<>÷≠≤≥.:?]", O);
        s.groups(r"(function|macro)((?:\s|\\\s)+)", [K, Nf])
            .push("function");
        s.groups(
            r"((?:mutable )?struct|(?:abstract|primitive) type)((?:\s|\\\s)+)",
            [K, Nc],
        )
        .push("type");
        s.rule(r"\b[πℯ]\b", Nb);
        s.rule("`.*?`", Sb);
        s.rule(
            r"'(?:\\.|\\[0-7]{1,3}|\\x\h{1,3}|\\u\h{1,4}|\\U\h{1,6}|[^\\'\n])'",
            Sc,
        );
        s.rule(r#"(?:[ILE])?""#, S).push("string");
        s.rule(r"@[\w.]+", Nd);
        s.call(r"[a-zA-Z_]\w*\b", word);
        s.rule(r"[a-zA-Z_\x{A1}-\x{FFFF}][a-zA-Z_0-9\x{A1}-\x{FFFF}]*!*", N);
        s.rule(r"[\[\]{}(),;]", X);
        numbers(s);
    });
    d.state("function", |s| {
        s.rule(DEFINED, Nf).pop();
        s.rule(r"\([^\s\w{]{1,2}\)", O).pop();
        s.rule(r"[^\s\w{]{1,2}", O).pop();
    });
    d.state("type", |s| {
        s.rule(DEFINED, Nc).pop();
    });
    d.state("comment", |s| {
        s.rule("[^=#]+", Cm);
        s.rule("#=", Cm).push("comment");
        s.rule("=#", Cm).pop();
        s.rule("[=#]", Cm);
    });
    d.state("string", |s| {
        s.rule(
            r#"\\(?:[\\abfnrtv"']|\n|N\{.*?\}|u\h{4}|U\h{8}|x\h{2}|[0-7]{1,3})"#,
            Se,
        );
        s.rule(r#"""#, S).pop();
        s.rule(r"\$(?:\(\w+\))?[-#0 +]*(?:\d+|[*])?(?:\.(?:\d+|[*]))?", Si);
        s.rule(r#"[^\\"$]+|\\"#, S);
    });
}

fn numbers(s: &mut StateBuilder) {
    s.rule(r"(?:\d+(?:_\d+)+\.\d*|\d*\.\d+(?:_\d+)+)(?:[eEf][+-]?\d+)?", Mf);
    s.rule(r"(?:\d+\.\d*|\d*\.\d+)(?:[eEf][+-]?\d+)?", Mf);
    s.rule(r"\d+(?:_\d+)+[eEf][+-]?\d+", Mf);
    s.rule(r"\d+[eEf][+-]?\d+", Mf);
    s.rule(r"0b[01]+(?:_[01]+)*", Mb);
    s.rule(r"0o[0-7]+(?:_[0-7]+)*", Mo);
    s.rule(r"0x\h+(?:_\h+)*", Mh);
    s.rule(r"\d+(?:_\d+)*", Mi);
}
