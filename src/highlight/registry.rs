//! Which lexers there are: in goes a name, out comes the lexer.

use crate::lexers::{
    apache, awk, batchfile, bibtex, c, clojure, cmake, coffeescript, common_lisp, conf, console, cpp, csharp,
    css, cuda, cypher, d, dart, diff, docker, dot, eex, elixir, elm, erb, erlang, fortran, fsharp, gherkin,
    glsl, go, gradle, graphql, groovy, handlebars, haskell, hcl, hlsl, html, http, ini, irb, irb_output,
    java, javascript, jinja, json, json_doc, jsonnet, jsx, julia, kotlin, liquid, literate_haskell, lua,
    make, markdown, matlab, meson, nasm, nginx, nim, nix, objective_c, objective_cpp, ocaml, pascal, perl,
    php, plaintext, plist, postscript, powershell, prolog, properties, protobuf, puppet, python, r, racket,
    ruby, rust, sass, scala, scheme, scss, shell, smarty, solidity, sparql, sql, ssh, swift, systemd,
    terraform, tex, toml, tsx, turtle, twig, typescript, vb, verilog, vhdl, viml, vue, xml, yaml, zig,
};
use crate::names::NAMES;
use crate::options::Options;
use crate::{Choice, Found, Lexer, textmate};

/// Our lexers, sorted by Rouge's name (each lexer's own).
pub(crate) static LEXERS: &[&Lexer] = &[
    &apache::LEXER,
    &awk::LEXER,
    &batchfile::LEXER,
    &bibtex::LEXER,
    &c::LEXER,
    &clojure::LEXER,
    &cmake::LEXER,
    &coffeescript::LEXER,
    &common_lisp::LEXER,
    &conf::LEXER,
    &console::LEXER,
    &cpp::LEXER,
    &csharp::LEXER,
    &css::LEXER,
    &cuda::LEXER,
    &cypher::LEXER,
    &d::LEXER,
    &dart::LEXER,
    &diff::LEXER,
    &docker::LEXER,
    &dot::LEXER,
    &eex::LEXER,
    &elixir::LEXER,
    &elm::LEXER,
    &erb::LEXER,
    &erlang::LEXER,
    &fortran::LEXER,
    &fsharp::LEXER,
    &gherkin::LEXER,
    &glsl::LEXER,
    &go::LEXER,
    &gradle::LEXER,
    &graphql::LEXER,
    &groovy::LEXER,
    &handlebars::LEXER,
    &haskell::LEXER,
    &hcl::LEXER,
    &hlsl::LEXER,
    &html::LEXER,
    &http::LEXER,
    &ini::LEXER,
    &irb::LEXER,
    &irb_output::LEXER,
    &java::LEXER,
    &javascript::LEXER,
    &jinja::LEXER,
    &json::LEXER,
    &json_doc::LEXER,
    &jsonnet::LEXER,
    &jsx::LEXER,
    &julia::LEXER,
    &kotlin::LEXER,
    &liquid::LEXER,
    &literate_haskell::LEXER,
    &lua::LEXER,
    &make::LEXER,
    &markdown::LEXER,
    &matlab::LEXER,
    &meson::LEXER,
    &nasm::LEXER,
    &nginx::LEXER,
    &nim::LEXER,
    &nix::LEXER,
    &objective_c::LEXER,
    &objective_cpp::LEXER,
    &ocaml::LEXER,
    &pascal::LEXER,
    &perl::LEXER,
    &php::LEXER,
    &plaintext::LEXER,
    &plist::LEXER,
    &postscript::LEXER,
    &powershell::LEXER,
    &prolog::LEXER,
    &properties::LEXER,
    &protobuf::LEXER,
    &puppet::LEXER,
    &python::LEXER,
    &r::LEXER,
    &racket::LEXER,
    &ruby::LEXER,
    &rust::LEXER,
    &sass::LEXER,
    &scala::LEXER,
    &scheme::LEXER,
    &scss::LEXER,
    &shell::LEXER,
    &smarty::LEXER,
    &solidity::LEXER,
    &sparql::LEXER,
    &sql::LEXER,
    &ssh::LEXER,
    &swift::LEXER,
    &systemd::LEXER,
    &terraform::LEXER,
    &tex::LEXER,
    &toml::LEXER,
    &tsx::LEXER,
    &turtle::LEXER,
    &twig::LEXER,
    &typescript::LEXER,
    &vb::LEXER,
    &verilog::LEXER,
    &vhdl::LEXER,
    &viml::LEXER,
    &vue::LEXER,
    &xml::LEXER,
    &yaml::LEXER,
    &zig::LEXER,
];

/// The lexer that `name`, Rouge's name or an alias, stands for.
pub(crate) fn find(name: &str, options: Options) -> Found {
    let Ok(place) = NAMES.binary_search_by_key(&name, |(known, _)| known) else {
        return Found::Unknown;
    };
    let tag = NAMES[place].1;
    match by_tag(tag) {
        Some(lexer) => Found::Lexer(Choice { lexer, options }),
        None => Found::Missing(
            Choice {
                lexer: &plaintext::LEXER,
                options,
            },
            tag,
        ),
    }
}

/// Our lexer with Rouge's name `tag`, or the TextMate grammar that stands in for one.
pub(crate) fn by_tag(tag: &str) -> Option<&'static Lexer> {
    if let Ok(place) = LEXERS.binary_search_by_key(&tag, |lexer| lexer.name) {
        return Some(LEXERS[place]);
    }
    let place = textmate::LEXERS
        .binary_search_by_key(&tag, |lexer| lexer.name)
        .ok()?;
    Some(&textmate::LEXERS[place])
}

/// Our lexer that `name`, Rouge's name or an alias, stands for.
pub(crate) fn lexer(name: &str) -> Option<&'static Lexer> {
    let place = NAMES.binary_search_by_key(&name, |(known, _)| known).ok()?;
    by_tag(NAMES[place].1)
}
