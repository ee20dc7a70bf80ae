//! The lexers, one file each.
//!
//! # How to write one
//!
//! A lexer is a list of states, each with its rules *in the order in which they are tried*. The first rule of the
//! state on top of the stack that matches at the place wins, however short its match. See `json` for a small
//! one, `shell` for nesting, strings and heredocs, `yaml` for noted numbers, `console` for a lexer that is a
//! function.
//!
//! ```text
//! pub(crate) static LEXER: Lexer = Lexer::new("json", define);      // Rouge's name (its tag)
//!
//! fn define(d: &mut Definition) {
//!     let words = Words::new(&[(K, "if else while"), (Kt, "int bool")]); // lists parted by blanks
//!     d.state("root", |s| {
//!         s.rule(r"\s+", Text);                                     // one token
//!         s.rule(r#"""#, S2).push("string");                        // … then push, pop, pop_n, goto, push_same
//!         s.groups(r"(def)(\s+)(\w+)", [K, Text, Nf]);              // a token for each group
//!         s.words(r"[a-z_]\w*", &words, N);                         // a word of a list, else N
//!         s.rule(r"\w+", Nf).before(r"\s*\(");                      // (?=…): only at the end of the pattern
//!         s.rule(r"\w+", N).not_before(r":");                       // (?!…): the match is not tried shorter
//!         s.rule(r"(?s)/\*.*?\*/", Cm).needs("*/");                 // far ends: keeps the lexer linear
//!         s.empty("").pop();                                        // moves alone
//!         s.parts(r"(<\?)(.*)", [Cp.into(), Part::By(&php::LEXER)]); // another lexer, where it was left
//!         s.recurse(r"\(.*\)");                                     // this lexer, fresh
//!         s.call(r"(\w+)=", |step| { … });                          // a function: see `run::Step`
//!         s.mixin("other state");
//!     });
//! }
//! ```
//!
//! * Tokens are called after their CSS class: `Kd` is `kd`. `Text` has none and is not wrapped.
//! * Patterns are those of the `regex` crate with `\w \d \s` ASCII only and `\h` a hexadecimal digit, as in Ruby;
//!   `^` and `$` are ends of lines, `.` leaves out the newline unless `(?s)`. No back-references and no look-around
//!   inside: write one rule for each kind of quote, put look-ahead into `before`, and note texts with
//!   `step.notes()` where a delimiter has to be remembered. POSIX brackets are Unicode in Ruby: `[[:alpha:]]` is
//!   `\p{Alphabetic}` here.
//! * Rouge 3 reads by Ruby's `StringScanner`, for which the place it stands at is the beginning of the text: `^`,
//!   `\A` and `\b` at the start of a pattern see nothing before it (a pattern that *begins* with `^` is tried at the
//!   beginning of a line only), and a look-behind there never sees anything: leave it out, `(?<=…)` with its rule.
//! * All of a match should be in some group, and the tokens are given in the order of the text. What no token
//!   is given to falls to the next one.
//! * What no rule takes is an `Err` of one character; a rule that matches nothing six times in a row is given up
//!   the same way, so no lexer hangs. Neighbours of one kind are merged.
//! * A language that extends another calls its `define` and then uses `d.prepend` or `d.state` (which
//!   replaces).
//! * Long lists of words belong into `Words` (one look-up), not into a pattern. Patterns are compiled when their
//!   state is first entered.
//!
//! Then name the module below and the lexer in `registry::LEXERS` (sorted by Rouge's name). Aliases are known
//! already. `RECTO_LEXER=json cargo test --test suite highlight -- --nocapture` prints how many of the recorded
//! blocks come out alike and the first lines that differ.

pub(crate) mod apache;
pub(crate) mod awk;
pub(crate) mod batchfile;
pub(crate) mod bibtex;
pub(crate) mod c;
pub(crate) mod clojure;
pub(crate) mod cmake;
pub(crate) mod coffeescript;
pub(crate) mod common_lisp;
pub(crate) mod conf;
pub(crate) mod console;
pub(crate) mod cpp;
pub(crate) mod csharp;
pub(crate) mod css;
pub(crate) mod cuda;
pub(crate) mod cypher;
pub(crate) mod d;
pub(crate) mod dart;
pub(crate) mod diff;
pub(crate) mod docker;
pub(crate) mod dot;
pub(crate) mod eex;
pub(crate) mod elixir;
pub(crate) mod elm;
pub(crate) mod erb;
pub(crate) mod erlang;
pub(crate) mod fortran;
pub(crate) mod fsharp;
pub(crate) mod gherkin;
pub(crate) mod glsl;
pub(crate) mod go;
pub(crate) mod gradle;
pub(crate) mod graphql;
pub(crate) mod groovy;
pub(crate) mod handlebars;
pub(crate) mod haskell;
pub(crate) mod hcl;
pub(crate) mod hlsl;
pub(crate) mod html;
pub(crate) mod http;
pub(crate) mod ini;
pub(crate) mod irb;
pub(crate) mod irb_output;
pub(crate) mod java;
pub(crate) mod javascript;
pub(crate) mod jinja;
pub(crate) mod json;
pub(crate) mod json_doc;
pub(crate) mod jsonnet;
pub(crate) mod jsx;
pub(crate) mod julia;
pub(crate) mod kotlin;
pub(crate) mod liquid;
pub(crate) mod literate_haskell;
pub(crate) mod lua;
pub(crate) mod make;
pub(crate) mod markdown;
pub(crate) mod matlab;
pub(crate) mod meson;
pub(crate) mod nasm;
pub(crate) mod nginx;
pub(crate) mod nim;
pub(crate) mod nix;
pub(crate) mod objective_c;
pub(crate) mod objective_cpp;
pub(crate) mod ocaml;
pub(crate) mod pascal;
pub(crate) mod perl;
pub(crate) mod php;
pub(crate) mod plaintext;
pub(crate) mod plist;
pub(crate) mod postscript;
pub(crate) mod powershell;
pub(crate) mod prolog;
pub(crate) mod properties;
pub(crate) mod protobuf;
pub(crate) mod puppet;
pub(crate) mod python;
pub(crate) mod r;
pub(crate) mod racket;
pub(crate) mod ruby;
pub(crate) mod rust;
pub(crate) mod sass;
pub(crate) mod scala;
pub(crate) mod scheme;
pub(crate) mod scss;
pub(crate) mod shell;
pub(crate) mod smarty;
pub(crate) mod solidity;
pub(crate) mod sparql;
pub(crate) mod sql;
pub(crate) mod ssh;
pub(crate) mod swift;
pub(crate) mod systemd;
pub(crate) mod terraform;
pub(crate) mod tex;
pub(crate) mod toml;
pub(crate) mod tsx;
pub(crate) mod turtle;
pub(crate) mod twig;
pub(crate) mod typescript;
pub(crate) mod vb;
pub(crate) mod verilog;
pub(crate) mod vhdl;
pub(crate) mod viml;
pub(crate) mod vue;
pub(crate) mod xml;
pub(crate) mod yaml;
pub(crate) mod zig;
