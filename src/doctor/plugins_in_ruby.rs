//! Lists what each file of the site's plugins does in Ruby, and what it costs.

use crate::diag::{Code, Diagnostic};
use crate::ruby::{Definition, Inventory};
use crate::site::Site;
use indexmap::IndexMap;
use std::path::Path;

/// One note for each file, and a warning where a plugin makes Jekyll build the site.
pub(super) fn examine(site: &Site, inventory: &Inventory, found: &mut Vec<Diagnostic>) {
    if let Some(reason) = &inventory.whole {
        let text = format!("Jekyll itself builds this site, at its own speed: {reason}");
        found.push(Diagnostic::warning(Code::RubyBuildsSite, text).hint(
            "the notes below name the file and the line; a tag, a filter or a hook of pages is faster",
        ));
    }
    let mut files: IndexMap<&str, Vec<&Definition>> = IndexMap::new();
    for definition in &inventory.definitions {
        files.entry(&definition.file).or_default().push(definition);
    }
    for (file, definitions) in files {
        let shown = Path::new(file)
            .strip_prefix(&site.config.source)
            .unwrap_or(Path::new(file));
        let mut note = Diagnostic::note(Code::RubyPlugins, format!("`{}` runs in Ruby", shown.display()));
        for definition in definitions {
            note = note.step(format!("{}: {}", definition.line, describe(definition)), None);
        }
        found.push(note);
    }
}

fn describe(definition: &Definition) -> String {
    let name = &definition.name;
    match definition.kind {
        "tag" | "block" | "filter" => format!(
            "the {} `{name}`, called where a template uses it",
            definition.kind
        ),
        "patch" => format!("`{name}` replaced"),
        kind => format!("the {kind} `{name}`"),
    }
}
