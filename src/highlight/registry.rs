//! Which lexers there are: in goes a name, out comes the lexer.

use crate::highlight::lexers::{
    apache, awk, batchfile, c, clojure, cmake, coffeescript, conf, console, cpp, csharp, css, cuda, dart,
    diff, docker, dot, elixir, elm, erb, erlang, fsharp, go, gradle, graphql, groovy, handlebars, haskell,
    hcl, html, http, ini, java, javascript, jinja, json, json_doc, jsonnet, jsx, julia, kotlin, liquid, lua,
    make, markdown, matlab, nginx, objective_c, objective_cpp, ocaml, perl, php, plaintext, plist,
    postscript, powershell, properties, protobuf, puppet, python, r, ruby, rust, sass, scala, scss, shell,
    sql, ssh, swift, systemd, terraform, tex, toml, tsx, twig, typescript, vb, viml, vue, xml, yaml,
};
use crate::highlight::names::NAMES;
use crate::highlight::options::Options;
use crate::highlight::{Choice, Found, Lexer, textmate};

/// Our lexers, sorted by Rouge's name (each lexer's own).
pub(crate) static LEXERS: &[&Lexer] = &[
    &apache::LEXER,
    &awk::LEXER,
    &batchfile::LEXER,
    &c::LEXER,
    &clojure::LEXER,
    &cmake::LEXER,
    &coffeescript::LEXER,
    &conf::LEXER,
    &console::LEXER,
    &cpp::LEXER,
    &csharp::LEXER,
    &css::LEXER,
    &cuda::LEXER,
    &dart::LEXER,
    &diff::LEXER,
    &docker::LEXER,
    &dot::LEXER,
    &elixir::LEXER,
    &elm::LEXER,
    &erb::LEXER,
    &erlang::LEXER,
    &fsharp::LEXER,
    &go::LEXER,
    &gradle::LEXER,
    &graphql::LEXER,
    &groovy::LEXER,
    &handlebars::LEXER,
    &haskell::LEXER,
    &hcl::LEXER,
    &html::LEXER,
    &http::LEXER,
    &ini::LEXER,
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
    &lua::LEXER,
    &make::LEXER,
    &markdown::LEXER,
    &matlab::LEXER,
    &nginx::LEXER,
    &objective_c::LEXER,
    &objective_cpp::LEXER,
    &ocaml::LEXER,
    &perl::LEXER,
    &php::LEXER,
    &plaintext::LEXER,
    &plist::LEXER,
    &postscript::LEXER,
    &powershell::LEXER,
    &properties::LEXER,
    &protobuf::LEXER,
    &puppet::LEXER,
    &python::LEXER,
    &r::LEXER,
    &ruby::LEXER,
    &rust::LEXER,
    &sass::LEXER,
    &scala::LEXER,
    &scss::LEXER,
    &shell::LEXER,
    &sql::LEXER,
    &ssh::LEXER,
    &swift::LEXER,
    &systemd::LEXER,
    &terraform::LEXER,
    &tex::LEXER,
    &toml::LEXER,
    &tsx::LEXER,
    &twig::LEXER,
    &typescript::LEXER,
    &vb::LEXER,
    &viml::LEXER,
    &vue::LEXER,
    &xml::LEXER,
    &yaml::LEXER,
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
