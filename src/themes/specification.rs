//! Converts the specification in the archive of a gem, which is YAML, to the Ruby text that RubyGems writes for an
//! installed gem: then downloaded and installed themes are read in the same way.

use super::fault::Fault;
use crate::diag::Sources;
use crate::value::{Hash, Value, print, yaml};
use regex::Regex;
use std::fmt::Write;
use std::sync::LazyLock;

/// The class of a Ruby object, behind a key or a dash.
static CLASS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^(---|\s*(?:- )*(?:-|[\w ]+:)) !ruby/object:[\w:]+(?: *\{\})?[ \t]*$")
        .expect("a well-formed pattern")
});

/// The specification in Ruby.
///
/// # Errors
/// Text that is not the specification of a gem.
pub(super) fn in_ruby(text: &str) -> Result<String, Fault> {
    let plain = CLASS.replace_all(text, "$1");
    let source = Sources::default().add("metadata", plain.as_ref());
    let parsed = yaml::parse(source, &plain, 0)
        .map_err(|error| Fault::Damaged(format!("its specification: {error}")))?;
    let Some(fields) = parsed.as_hash() else {
        return Err(Fault::Damaged("its specification is empty".to_owned()));
    };
    let mut ruby = "Gem::Specification.new do |s|\n".to_owned();
    let mut set = |key: &str, value: String| {
        let _ = writeln!(ruby, "  s.{key} = {value}");
    };
    set("name", quoted(fields, "name"));
    set(
        "version",
        literal(&print::to_s(
            &fields.get("version").cloned().unwrap_or_default().get("version"),
        )),
    );
    let authors = match fields.get("authors") {
        Some(Value::Array(names)) => names.iter().map(|name| literal(&print::to_s(name))).collect(),
        _ => Vec::new(),
    };
    set("authors", format!("[{}]", authors.join(", ")));
    for key in ["description", "summary"] {
        if fields.get(key).is_some_and(|text| text.as_str().is_some()) {
            set(key, quoted(fields, key));
        }
    }
    if let Some(Value::Hash(metadata)) = fields.get("metadata") {
        let pairs = metadata.iter().map(|(key, value)| {
            format!(
                "{} => {}",
                literal(&print::to_s(key)),
                literal(&print::to_s(value))
            )
        });
        set(
            "metadata",
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", ")),
        );
    }
    if let Some(Value::Array(dependencies)) = fields.get("dependencies") {
        for dependency in dependencies.iter() {
            depend(&mut ruby, dependency);
        }
    }
    ruby.push_str("end\n");
    Ok(ruby)
}

/// Writes the line for a gem that another requires.
fn depend(ruby: &mut String, dependency: &Value) {
    let name = print::to_s(&dependency.get("name"));
    let kind = match print::to_s(&dependency.get("type")).trim_start_matches(':') {
        "development" => "development",
        _ => "runtime",
    };
    let mut versions = Vec::new();
    if let Value::Array(conditions) = dependency.get("requirement").get("requirements") {
        for condition in conditions.iter().filter_map(Value::as_array) {
            if let [operator, version] = &condition[..] {
                let version = print::to_s(&version.get("version"));
                versions.push(literal(&format!("{} {version}", print::to_s(operator))));
            }
        }
    }
    let _ = writeln!(
        ruby,
        "  s.add_{kind}_dependency({}, [{}])",
        literal(&name),
        versions.join(", ")
    );
}

fn quoted(fields: &Hash, key: &str) -> String {
    literal(&print::to_s(&fields.get(key).cloned().unwrap_or_default()))
}

/// A Ruby string on one line.
fn literal(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::in_ruby;

    #[test]
    fn the_specification_of_a_gem_becomes_that_of_an_installed_one() {
        let yaml = "--- !ruby/object:Gem::Specification\nname: x\nversion: !ruby/object:Gem::Version\n  version: '2.10'\n\
            authors:\n- A \"B\" C\n- D\ndependencies:\n- !ruby/object:Gem::Dependency\n  name: jekyll-feed\n  \
            requirement: !ruby/object:Gem::Requirement\n    requirements:\n    - - \">=\"\n      - \
            !ruby/object:Gem::Version\n        version: '0.9'\n    - - \"<\"\n      - !ruby/object:Gem::Version\n        \
            version: '2'\n  type: :runtime\n  prerelease: false\n- !ruby/object:Gem::Dependency\n  name: rake\n  \
            requirement: !ruby/object:Gem::Requirement\n    requirements: []\n  type: :development\n\
            description:\nsummary: see !ruby/object:X\nmetadata:\n  plugin_type: theme\n";
        let expected = "Gem::Specification.new do |s|\n  s.name = \"x\"\n  s.version = \"2.10\"\n  s.authors = \
            [\"A \\\"B\\\" C\", \"D\"]\n  s.summary = \"see !ruby/object:X\"\n  s.metadata = { \"plugin_type\" => \
            \"theme\" }\n  s.add_runtime_dependency(\"jekyll-feed\", [\">= 0.9\", \"< 2\"])\n  \
            s.add_development_dependency(\"rake\", [])\nend\n";
        assert_eq!(in_ruby(yaml).unwrap(), expected);
    }

    #[test]
    fn what_is_not_a_specification_is_a_fault() {
        assert!(in_ruby("").is_err() && in_ruby("- a").is_err() && in_ruby("a: [").is_err());
    }
}
