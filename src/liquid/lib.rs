//! The Liquid engine: renders templates to text and records where each part of it comes from. It knows nothing of sites.
//!
//! # Steps
//!
//! 1. `lexer` cuts a text into literal text, tags and outputs; `parser` makes the tree in `ast` of them, reading markup
//!    by the strict grammar (`strict`) or by Ruby Liquid's lax rules (`expression`, `condition`, `fragment`);
//! 2. `context` is one rendering: `render` walks the tree, `eval` finds values, with variables in `scope` and Ruby's
//!    comparisons in `compare`, and `output` takes the text and notes where each line of it comes from;
//! 3. `budget` stops a rendering that takes more steps or memory than its [`Limits`];
//! 4. `tags` and `filters` are layered above and passed in as tables: the evaluator does not name any of them.
//!
//! # Example
//!
//! ```
//! use recto_diag::{Result, Sources};
//! use recto_liquid::{self as liquid, Context, Counters, Engine, Filter, Inputs, Options};
//! use recto_value::{Value, World};
//! use std::sync::Arc;
//!
//! struct Site;
//! impl World for Site {
//!     fn global(&self, name: &str) -> Option<Value> {
//!         (name == "title").then(|| Value::from("Docs"))
//!     }
//! }
//!
//! fn shout(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
//!     Ok(Value::from(format!("{}!", liquid::text_of(&input))))
//! }
//! let shout = Filter { name: "shout", arity: (0, 0), run: shout, pure_text: true };
//!
//! let engine = Engine::new(Options::default())
//!     .with_tags(liquid::TAGS)
//!     .with_filters(liquid::FILTERS)
//!     .with_filters(&[shout]);
//! let text = Arc::from("{% for i in (1..2) %}{{ i }} {{ title | shout }}\n{% endfor %}");
//! let source = Sources::default().add("index.md", Arc::clone(&text));
//! let template = engine.parse(source, &text)?;
//! let inputs = Inputs { world: &Site, counters: &Counters::default() };
//! assert_eq!(engine.render(&template, &inputs)?.text, "1 Docs!\n2 Docs!\n");
//! # Ok::<(), Box<recto_diag::Diagnostic>>(())
//! ```
//!
//! # Writing a tag
//!
//! A tag is a function that reads its [`Markup`], and its blocks with [`Parser::block`] if it has any, and gives
//! something that can [`Render`]. When rendered, it uses its [`Context`]: expressions (`evaluate`, `filtered`,
//! `test`), variables (`assign`, `with_variable`), other templates (`include`, `nested`), the caller's own data
//! (`host`). A filter is a function from a value and its arguments to a value.

mod lexer;
mod fragment;
mod strict;
mod ast;
mod scope;
mod cells;
mod expression;
mod condition;
mod output;
mod parser;
mod memo;
mod engine;
mod budget;
mod context;
mod items;
mod counters;
mod render;
pub mod compare;
mod lookup;
mod eval;
mod tags;
mod trail;
mod filters;

pub use ast::{Block, Condition, Expression, Filtered, Flow, Lookup, Render, Template};
pub use budget::Limits;
pub use context::{Context, Inputs};
pub use counters::Counters;
pub use engine::{Engine, ErrorMode, Filter, Foreign, Options, ParseTag, RunFilter, Tag};
pub use eval::{is_empty_literal, text_of};
pub use filters::{FILTERS, comparison_failed, items, joined, sort_by, sort_values, to_integer};
pub use items::{Items, range};
pub use output::{Expanded, Origin, Origins, Output};
pub use parser::{Markup, Parser};
pub use scope::Name;
pub use tags::{TAGS, TAGS_OF_5};
pub use trail::{Derived, Trail};
