//! The lexers, one file each.
//!
//! # How to write one
//!
//! A lexer is a list of states, each with its rules *in the order in which they are tried*. The first rule of the state
//! on top of the stack that matches wins, however short its match is. See `json` for a small lexer, `shell` for nesting,
//! strings and heredocs, `yaml` for a lexer with state of its own, `console` for a lexer that is a function.
//!
//! ```text
//! pub(crate) static LEXER: Lexer = Lexer::new("json", define);      // Rouge's name (the tag)
//!
//! fn define(d: &mut LexerBuilder) {
//!     let words = Words::new(&[(K, "if else while"), (Kt, "int bool")]); // words separated by blanks
//!     d.state("root", |s| {
//!         s.rule(r"\s+", Text);                                     // one token
//!         s.rule(r#"""#, S2).push("string");                        // … then push, pop, pop_n, goto, push_same
//!         s.groups(r"(def)(\s+)(\w+)", [K, Text, Nf]);              // a token for each group
//!         s.words(r"[a-z_]\w*", &words, N);                         // a word of a list, else N
//!         s.rule(r"\w+", Nf).followed_by(r"\s*\(");                 // (?=…): only at the end of the pattern
//!         s.rule(r"\w+", N).not_followed_by(r":");                  // (?!…): no shorter match is tried
//!         s.empty("").pop();                                        // transitions only
//!         s.groups(r"(<\?)(.*)", [Cp.into(), Emit::Delegate(&php::LEXER)]); // another lexer, in the state it was left in
//!         s.recurse(r"\(.*\)");                                     // this lexer, from its first state
//!         s.call(r"(\w+)=", |ctx| { … });                           // a function: see `context::MatchContext`
//!         s.mixin("other state");
//!     });
//! }
//! ```
//!
//! * Tokens are named after their CSS class: `Kd` is `kd`. `Text` has none and is not wrapped.
//! * Patterns are those of the `regex` crate with `\w \d \s` ASCII only and `\h` a hexadecimal digit, as in Ruby; `^` and
//!   `$` match at the ends of lines, `.` does not match a newline unless `(?s)` is set. There are no back-references and no
//!   look-around inside a pattern: write one rule for each kind of quote, put lookahead into `followed_by`, and keep
//!   delimiters in the lexer's state. POSIX brackets are Unicode in Ruby: `[[:alpha:]]` is `\p{Alphabetic}` here.
//! * Rouge reads with Ruby's `StringScanner`, for which the text begins at the current place: `^`, `\A` and `\b` at the
//!   start of a pattern see nothing before it (a pattern that *begins* with `^` applies at the beginning of a line only),
//!   and a look-behind at the start never sees anything: omit a negative one, and the whole rule of a positive one.
//! * Every character of a match should be in a group, and functions emit tokens in the order of the text. Text without a
//!   token becomes part of the next one.
//! * What no rule matches is an `Err` of one character. A rule that matches nothing six times in a row is treated the same
//!   way, so no lexer loops. Adjacent tokens of one kind are merged.
//! * A language that extends another calls its `define` and then uses `d.prepend`, or `d.state`, which replaces a state.
//! * Long lists of words belong into `Words` (one lookup), not into a pattern. Patterns are compiled when their state is
//!   first entered.
//! * Any pattern is searched in linear time, also one that looks for a far end (`lookahead` explains how).
//!
//! # State between matches
//!
//! A lexer that has to remember something (a heredoc's delimiter, the indentation of a block) declares a struct with
//! `Default` and asks for it with `ctx.state::<Heredocs>()`.
//!
//! # Versions of Rouge
//!
//! A lexer is built once for each `Version`. What differs is marked in place:
//!
//! ```text
//!     let words = Words::new(&[(K, KEYWORDS), (K, d.since(V4_7, "await")), (K, d.before(V4_7, "print"))]);
//!     …
//!     s.rule("[0-9_]+", Mi).since(V4_7);                                // a rule that 4.7 has and 3.30 has not
//!     s.rule("[0-9]+", Mi).before(V4_7);                                // and the reverse
//!     if s.is_since(V4_7) { s.mixin("numbers"); }                       // for all else
//! ```
//!
//! Then add the lexer to the list below. Aliases are known already (`names`). `RECTO_LEXER=json cargo test --test suite
//! highlight -- --nocapture` prints how many of the recorded blocks match and the first lines that differ. `cargo fmt` does
//! not see the files of the list: format them with `rustfmt --edition 2024 src/highlight/lexers/*.rs`.

mod indentation;

/// Declares the modules, and the list of their lexers.
macro_rules! lexers {
    ($($module:ident)*) => {
        $(pub(crate) mod $module;)*

        /// The native lexers, sorted by Rouge's name.
        pub(crate) static LEXERS: &[&crate::Lexer] = &[$(&$module::LEXER),*];
    };
}

lexers! {
    abap
    actionscript
    ada
    apache
    apex
    apiblueprint
    applescript
    armasm
    augeas
    awk
    batchfile
    bbcbasic
    bibtex
    bicep
    biml
    bpf
    brainfuck
    brightscript
    bsl
    c
    ceylon
    cfscript
    cisco_ios
    clean
    clojure
    cmake
    cmhg
    cobol
    codeowners
    coffeescript
    common_lisp
    conf
    console
    coq
    cpp
    crystal
    csharp
    css
    csvs
    cuda
    cypher
    cython
    d
    dafny
    dart
    datastudio
    diff
    digdag
    docker
    dot
    ecl
    eex
    eiffel
    elixir
    elm
    email
    epp
    erb
    erlang
    escape
    factor
    fluent
    fortran
    freefem
    fsharp
    gdscript
    ghc_cmm
    ghc_core
    gherkin
    gjs
    glsl
    go
    gradle
    graphql
    groovy
    gts
    hack
    haml
    handlebars
    haskell
    haxe
    hcl
    hlsl
    hocon
    hql
    html
    http
    hylang
    idlang
    idris
    iecst
    igorpro
    ini
    io
    irb
    irb_output
    isabelle
    isbl
    j
    janet
    java
    javascript
    jinja
    jsl
    json
    json_doc
    json5
    jsonnet
    jsp
    jsx
    julia
    kotlin
    lasso
    lean
    liquid
    literate_coffeescript
    literate_haskell
    livescript
    llvm
    lua
    lustre
    lutin
    m68k
    magik
    make
    markdown
    mason
    mathematica
    matlab
    meson
    minizinc
    mojo
    moonscript
    mosel
    msgtrans
    mxml
    nasm
    nesasm
    nginx
    nial
    nim
    nix
    objective_c
    objective_cpp
    ocaml
    ocl
    openedge
    opentype_feature_file
    p4
    pascal
    perl
    php
    plaintext
    plist
    plsql
    pony
    postscript
    powershell
    praat
    prolog
    prometheus
    properties
    protobuf
    puppet
    python
    q
    qml
    r
    racket
    reasonml
    rego
    rescript
    rml
    robot_framework
    ruby
    rust
    sas
    sass
    scala
    scheme
    scss
    sed
    shell
    sieve
    slice
    slim
    smalltalk
    smarty
    sml
    solidity
    sparql
    sqf
    sql
    ssh
    stan
    stata
    supercollider
    svelte
    swift
    systemd
    syzlang
    syzprog
    tap
    tcl
    terraform
    tex
    toml
    tsx
    ttcn3
    tulip
    turtle
    twig
    typescript
    vala
    vb
    varnish
    velocity
    verilog
    vhdl
    viml
    vue
    wollok
    xml
    xojo
    xpath
    xquery
    yaml
    yang
    zig
}
