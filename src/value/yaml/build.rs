//! Builds a value from the events of the YAML parser.

use super::{DEEPEST, MOST_VALUES, scalar};
use crate::{Hash, Str, Value, Zone};
use data_encoding::BASE64_NOPAD;
use recto_diag::Code;
use saphyr_parser::{Event, ScalarStyle, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Why a document is refused: the code and the message.
type Refusal = (Code, String);

/// Builds one document.
pub(super) struct Builder<'a> {
    zone: &'a Zone,
    open: Vec<Frame>,
    anchors: HashMap<usize, Node>,
    keys: HashMap<Box<str>, Str, foldhash::fast::RandomState>,
    root: Option<Value>,
}

/// A finished node.
#[derive(Clone)]
struct Node {
    value: Value,
    shape: Shape,
    /// The number of values in it after aliases are expanded.
    weight: u64,
}

/// How a node was written, which decides what `<<` makes of it.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Scalar,
    Sequence,
    MappingOrAlias,
}

/// A collection whose end has not come yet.
struct Frame {
    anchor: usize,
    weight: u64,
    kind: Kind,
}

enum Kind {
    Sequence(Vec<Value>),
    Mapping {
        hash: Hash,
        key: Option<Value>,
        /// Whether the key is `<<` and not tagged as a string.
        merges: bool,
    },
}

impl<'a> Builder<'a> {
    pub(super) fn new(zone: &'a Zone) -> Self {
        Self {
            zone,
            open: Vec::new(),
            anchors: HashMap::new(),
            keys: HashMap::default(),
            root: None,
        }
    }

    /// The value of the document.
    pub(super) fn finish(self) -> Value {
        self.root.unwrap_or_default()
    }

    /// Whether the document is complete and is a collection.
    pub(super) fn is_complete(&self) -> bool {
        matches!(self.root, Some(Value::Hash(_) | Value::Array(_)))
    }

    /// Takes the next event in.
    pub(super) fn take(&mut self, event: Event<'_>) -> Result<(), Refusal> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let stringly = tag.as_deref().is_some_and(is_string);
                let value = self.scalar(text, style, tag.as_deref())?;
                let node = Node {
                    value,
                    shape: Shape::Scalar,
                    weight: 1,
                };
                self.add(node, anchor, stringly)
            }
            Event::SequenceStart(anchor, tag) => {
                refuse(tag.as_deref())?;
                self.begin(anchor, Kind::Sequence(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                refuse(tag.as_deref())?;
                let kind = Kind::Mapping {
                    hash: Hash::new(),
                    key: None,
                    merges: false,
                };
                self.begin(anchor, kind)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(id) => {
                let mut node = self.anchors.get(&id).cloned().ok_or_else(|| {
                    (
                        Code::InvalidYaml,
                        "this alias names the value that contains it".to_owned(),
                    )
                })?;
                node.shape = Shape::MappingOrAlias;
                self.add(node, 0, false)
            }
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
    ) -> Result<Value, Refusal> {
        refuse(tag)?;
        let Some(tag) = tag else {
            return Ok(match style {
                ScalarStyle::Plain => match scalar(&text, self.zone) {
                    Value::Str(_) => self.string(text),
                    other => other,
                },
                _ => self.string(text),
            });
        };
        if is_string(tag) {
            return Ok(Value::str(text.as_ref()));
        }
        let value = scalar(&text, self.zone);
        match named(tag) {
            "float" => Ok(match value {
                #[expect(clippy::cast_precision_loss, reason = "Ruby's Float() rounds as well")]
                Value::Int(number) => Value::Float(number as f64),
                other => other,
            }),
            "binary" => {
                let bytes = decode_base64(&text);
                Ok(Value::from(String::from_utf8_lossy(&bytes).into_owned()))
            }
            _ => Ok(value),
        }
    }

    /// A String. Short ones, most of them keys, are shared. Addresses are not, so that each can be traced to the place
    /// where it is written.
    fn string(&mut self, text: Cow<'_, str>) -> Value {
        if text.len() > 24 || text.contains('/') {
            return Value::str(text.as_ref());
        }
        if let Some(known) = self.keys.get(text.as_ref()) {
            return Value::Str(Arc::clone(known));
        }
        let shared = Str::from(text.as_ref());
        self.keys.insert(text.into(), Arc::clone(&shared));
        Value::Str(shared)
    }

    fn begin(&mut self, anchor: usize, kind: Kind) -> Result<(), Refusal> {
        if self.open.len() >= DEEPEST {
            return Err((Code::InvalidYaml, format!("nested deeper than {DEEPEST} levels")));
        }
        self.anchors.remove(&anchor);
        self.open.push(Frame {
            anchor,
            weight: 1,
            kind,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        let Some(frame) = self.open.pop() else {
            return Ok(());
        };
        let (value, shape) = match frame.kind {
            Kind::Sequence(items) => (Value::array(items), Shape::Sequence),
            Kind::Mapping { hash, .. } => (Value::from(hash), Shape::MappingOrAlias),
        };
        let node = Node {
            value,
            shape,
            weight: frame.weight,
        };
        self.add(node, frame.anchor, false)
    }

    /// Adds a finished node to its parent; `stringly` if a tag makes it a string.
    fn add(&mut self, node: Node, anchor: usize, stringly: bool) -> Result<(), Refusal> {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node.value);
            return Ok(());
        };
        frame.weight = frame.weight.saturating_add(node.weight);
        if frame.weight > MOST_VALUES {
            return Err((
                Code::YamlAliasLimit,
                format!("aliases expand to more than {MOST_VALUES} values"),
            ));
        }
        match &mut frame.kind {
            Kind::Sequence(items) => items.push(node.value),
            Kind::Mapping { hash, key, merges } => match key.take() {
                None => {
                    *merges = !stringly && node.value.as_str() == Some("<<");
                    *key = Some(node.value);
                }
                Some(name) if *merges => merge(hash, name, node),
                Some(name) => _ = hash.insert(name, node.value),
            },
        }
        Ok(())
    }
}

/// What `<<: value` does: the entries of a mapping, or of all mappings of a sequence where earlier ones win, go
/// into `hash` and replace what is there; any other value is an entry of its own.
fn merge(hash: &mut Hash, name: Value, node: Node) {
    let absorb = |into: &mut Hash, from: &Hash| {
        for (key, value) in from.iter() {
            into.insert(key.clone(), value.clone());
        }
    };
    match (&node.value, node.shape) {
        (Value::Hash(other), Shape::MappingOrAlias) => absorb(hash, other),
        (Value::Array(items), Shape::Sequence) if items.iter().all(|item| matches!(item, Value::Hash(_))) => {
            let mut all = Hash::new();
            for item in items.iter().rev().filter_map(Value::as_hash) {
                absorb(&mut all, item);
            }
            absorb(hash, &all);
        }
        _ => _ = hash.insert(name, node.value),
    }
}

/// A tag's name without its prefix.
fn named(tag: &Tag) -> &str {
    match tag.is_yaml_core_schema() || tag.handle == "!" {
        true => &tag.suffix,
        false => "",
    }
}

fn is_string(tag: &Tag) -> bool {
    named(tag) == "str" || (tag.handle == "!" && tag.suffix == "ruby/string")
}

/// Refuses tags that would make objects of Ruby classes, as `safe_load` does.
fn refuse(tag: Option<&Tag>) -> Result<(), Refusal> {
    match tag {
        Some(tag) if tag.handle == "!" && tag.suffix.starts_with("ruby/") && !is_string(tag) => Err((
            Code::InvalidYaml,
            format!("the tag `!{}` names a Ruby object", tag.suffix),
        )),
        Some(tag) if named(tag) == "set" => {
            Err((Code::InvalidYaml, "the tag `!!set` is not allowed".to_owned()))
        }
        _ => Ok(()),
    }
}

/// Decodes Base64, ignoring characters outside its alphabet as Ruby does.
fn decode_base64(text: &str) -> Vec<u8> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut digits: Vec<u8> = text
        .bytes()
        .take_while(|byte| *byte != b'=')
        .filter(is_digit)
        .collect();
    // A single digit of a group is less than a byte.
    digits.truncate(digits.len() - usize::from(digits.len() % 4 == 1));
    let mut specification = BASE64_NOPAD.specification();
    specification.check_trailing_bits = false;
    let decoded = specification.encoding().map(|lenient| lenient.decode(&digits));
    decoded.ok().and_then(Result::ok).unwrap_or_default()
}
