//! The entries of `nav`, in the forms that people write.
//!
//! ```yaml
//! nav:
//!   - index.md                      # a page, with its own title
//!   - guide/                        # a folder with all that it holds
//!   - Start: getting-started.md     # a title and a page
//!   - Forum: https://example.org    # a title and a URL
//!   - Reference:                    # a title and entries below it
//!       - reference/cli.md
//!   - { title: Tabs, path: tabs.md }
//! ```

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// One entry of `nav`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NavItem {
    /// The path of a page, the path of a folder with its slash, or a URL.
    Path(String),
    /// An entry with named parts.
    Entry(NavEntry),
}

impl JsonSchema for NavItem {
    fn schema_name() -> Cow<'static, str> {
        "NavItem".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let below = generator.subschema_for::<Vec<Self>>();
        let entry = generator.subschema_for::<NavEntry>();
        json_schema!({
            "description": "One entry of `nav`.",
            "anyOf": [
                {
                    "description": "The path of a page, the path of a folder with its slash, or a URL.",
                    "type": "string",
                },
                {
                    "description": "A title with a page or a URL, or with the entries below it.",
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 1,
                    "propertyNames": { "not": { "enum": ["title", "path", "url", "children"] } },
                    "additionalProperties": { "anyOf": [{ "type": "string" }, below] },
                },
                entry,
            ],
        })
    }
}

/// An entry of `nav` with named parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NavEntry {
    /// Its words; without them the title of the page.
    pub title: Option<String>,
    /// The path of a page below `content`, or of a folder with its slash.
    pub path: Option<String>,
    /// A URL.
    pub url: Option<String>,
    /// The entries below it.
    pub children: Vec<NavItem>,
}

/// The target of a title: a path or URL, or the entries below it.
enum Behind {
    Path(String),
    Children(Vec<NavItem>),
}

impl<'de> Deserialize<'de> for Behind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Behind;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the path of a page, a URL, or a list of entries")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Behind, E> {
                Ok(Behind::Path(text.to_owned()))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, items: A) -> Result<Behind, A::Error> {
                let items = serde::de::value::SeqAccessDeserializer::new(items);
                Vec::deserialize(items).map(Behind::Children)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// A map access that gives its first key again.
struct Rewound<A> {
    first: Option<String>,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rewound<A> {
    type Error = A::Error;

    fn next_key_seed<K: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        match self.first.take() {
            Some(first) => seed
                .deserialize(serde::de::value::StringDeserializer::new(first))
                .map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Self::Error> {
        self.rest.next_value_seed(seed)
    }
}

impl<'de> Deserialize<'de> for NavItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Item;

        impl<'de> Visitor<'de> for Item {
            type Value = NavItem;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "the path of a page, `Title: path`, or a mapping of `title`, `path`, `url`, `children`",
                )
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<NavItem, E> {
                Ok(NavItem::Path(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NavItem, A::Error> {
                let Some(first) = map.next_key::<String>()? else {
                    return Err(A::Error::custom("an empty entry of `nav`"));
                };
                if matches!(&*first, "title" | "path" | "url" | "children") {
                    let map = Rewound {
                        first: Some(first),
                        rest: map,
                    };
                    return NavEntry::deserialize(MapAccessDeserializer::new(map)).map(NavItem::Entry);
                }
                let (path, children) = match map.next_value::<Behind>()? {
                    Behind::Path(path) => (Some(path), Vec::new()),
                    Behind::Children(children) => (None, children),
                };
                if let Some(second) = map.next_key::<String>()? {
                    let text = format!(
                        "an entry of `nav` has one title: begin `{second}` on a line of its own with `- `"
                    );
                    return Err(A::Error::custom(text));
                }
                Ok(NavItem::Entry(NavEntry {
                    title: Some(first),
                    path,
                    url: None,
                    children,
                }))
            }
        }

        deserializer.deserialize_any(Item)
    }
}
