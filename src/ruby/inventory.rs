//! What the plugins of a site define, as the host lists it.

use crate::config::Releases;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// One definition of a plugin, and its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// What is defined: `tag`, `block`, `filter`, `generator`, `converter`, `hook`, `patch`.
    pub kind: &'static str,
    /// Its name: a tag, a class, `pages post_render`, `Jekyll::Site#read`.
    pub name: String,
    /// The Ruby file.
    pub file: String,
    /// The line there, from 1.
    pub line: usize,
}

/// Everything that the plugins define.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// All definitions.
    pub definitions: Vec<Definition>,
    /// Gems of `plugins:` that are not installed.
    pub missing: Vec<String>,
    /// What is worth knowing about the start.
    pub notes: Vec<String>,
    blocks: BTreeSet<String>,
    /// The releases of the gems that decide the output.
    pub releases: Option<Releases>,
    /// The version of Liquid.
    pub liquid: String,
    /// Why Jekyll has to build the whole site.
    pub whole: Option<String>,
    /// Whether Jekyll has to read the site.
    pub reads: bool,
    /// Whether plugins change how Markdown is converted.
    pub replaces_markdown: bool,
    /// Whether plugins change how code is highlighted.
    pub replaces_highlighter: bool,
}

/// Patched classes of these kinds.
const WHOLE: &str = "whole";

impl Inventory {
    /// The inventory that the host has sent.
    pub(super) fn of(json: &Json) -> Self {
        let mut inventory = Self {
            missing: texts(json, "missing"),
            notes: texts(json, "notes"),
            releases: releases(json),
            liquid: json
                .get("liquid")
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned(),
            ..Self::default()
        };
        inventory.add(json, "tags", "tag");
        inventory.add(json, "filters", "filter");
        inventory.add(json, "generators", "generator");
        inventory.add(json, "converters", "converter");
        inventory.add(json, "hooks", "hook");
        inventory.add(json, "patches", "patch");
        inventory.decide(json);
        inventory
    }

    fn add(&mut self, json: &Json, key: &str, kind: &'static str) {
        let list = json.get(key).and_then(Json::as_array);
        for entry in list.into_iter().flatten() {
            let text = |key: &str| {
                entry
                    .get(key)
                    .and_then(Json::as_str)
                    .unwrap_or_default()
                    .to_owned()
            };
            let name = match kind {
                "hook" => format!("{} {}", text("owner"), text("event")),
                _ => text("name"),
            };
            let is_block = entry.get("block").and_then(Json::as_bool) == Some(true);
            if is_block {
                self.blocks.insert(name.clone());
            }
            if kind == "patch" && text("kind") == WHOLE && self.whole.is_none() {
                self.whole = Some(format!("`{name}` is replaced"));
            }
            self.reads |= kind == "patch";
            let line = entry.get("line").and_then(Json::as_u64).unwrap_or(1);
            self.definitions.push(Definition {
                kind: if is_block { "block" } else { kind },
                name,
                file: text("file"),
                line: usize::try_from(line).unwrap_or(1),
            });
        }
    }

    /// Decides how much of the work Jekyll itself has to do.
    fn decide(&mut self, json: &Json) {
        let replaced = |key: &str| json.get(key).is_some_and(Json::is_string);
        self.replaces_markdown = replaced("markdown");
        self.replaces_highlighter = replaced("highlight");
        if self.replaces_highlighter {
            self.blocks.insert("highlight".to_owned());
        }
        if self.has_hook("site", "post_render") && self.whole.is_none() {
            self.whole =
                Some("a hook changes all pages after they are rendered (`site post_render`)".to_owned());
        }
        let changes = |definition: &Definition| matches!(definition.kind, "hook" | "generator" | "converter");
        self.reads |= self.definitions.iter().any(changes) || self.replaces_markdown;
    }

    /// Whether a plugin has a hook for `event` of `owner`.
    pub(super) fn has_hook(&self, owner: &str, event: &str) -> bool {
        self.hooks().any(|hook| hook == (owner, event))
    }

    /// Whether a plugin has a hook for `event` of anything.
    pub(super) fn has_event(&self, event: &str) -> bool {
        self.hooks().any(|(_, known)| known == event)
    }

    fn hooks(&self) -> impl Iterator<Item = (&str, &str)> {
        let hooks = self
            .definitions
            .iter()
            .filter(|definition| definition.kind == "hook");
        hooks.filter_map(|hook| hook.name.split_once(' '))
    }

    /// Whether a plugin defines the tag or block `name`.
    pub fn defines_tag(&self, name: &str) -> bool {
        let is_tag =
            |definition: &Definition| matches!(definition.kind, "tag" | "block") && definition.name == name;
        self.definitions.iter().any(is_tag)
    }

    /// Whether the tag `name` is a block.
    pub(super) fn is_block(&self, name: &str) -> bool {
        self.blocks.contains(name)
    }

    /// The names of all definitions of a kind.
    pub(super) fn names<'i>(&'i self, kind: &'i str) -> impl Iterator<Item = String> + 'i {
        let of_kind = self
            .definitions
            .iter()
            .filter(move |definition| definition.kind == kind);
        of_kind.map(|definition| definition.name.clone())
    }
}

fn releases(json: &Json) -> Option<Releases> {
    let text = |key: &str| json.get(key).and_then(Json::as_str).map(Into::into);
    Some(Releases {
        jekyll: text("jekyll")?,
        kramdown: text("kramdown")?,
        rouge: text("rouge")?,
    })
}

fn texts(json: &Json, key: &str) -> Vec<String> {
    let list = json.get(key).and_then(Json::as_array);
    let texts = list.into_iter().flatten().filter_map(Json::as_str);
    texts.map(str::to_owned).collect()
}
