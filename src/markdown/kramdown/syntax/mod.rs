//! Syntax that blocks and spans share: HTML tags, attribute lists, extensions, entities.

mod attribute_list;
pub(crate) mod entity;
pub(crate) mod extension;
pub(crate) mod html_tag;
pub(crate) mod tags;
