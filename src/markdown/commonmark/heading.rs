//! Headings: their ids, their entries in the table of contents, and the links to themselves.

use super::Pass;
use crate::{Heading, escape, slug};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};
use std::ops::Range;

impl<'t> Pass<'t> {
    /// A heading: its id is made of the text that follows.
    pub(super) fn heading(
        &mut self,
        start: Event<'t>,
        range: Range<usize>,
        events: &mut impl Iterator<Item = (Event<'t>, Range<usize>)>,
    ) {
        let at = self.events.len();
        self.events.push(start);
        let mut text = String::new();
        for (event, range) in events.by_ref() {
            match &event {
                Event::End(TagEnd::Heading(_)) => {
                    self.events.push(event);
                    break;
                }
                Event::Text(piece) | Event::Code(piece) => text.push_str(piece),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
            self.take(event, range);
        }
        let inner: Vec<Event<'t>> = self.events[at + 1..self.events.len() - 1]
            .iter()
            .filter(|event| {
                !matches!(
                    event,
                    Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) | Event::FootnoteReference(_)
                )
            })
            .cloned()
            .collect();
        let Event::Start(Tag::Heading { level, id, .. }) = &mut self.events[at] else {
            return;
        };
        let level = *level as u8;
        let made = match id {
            Some(id) => id.to_string(),
            None if self.options.auto_ids => slug(&text, &mut self.ids),
            None => return,
        };
        if made.is_empty() {
            return;
        }
        *id = Some(CowStr::from(made.clone()));
        let mut html = String::new();
        html::push_html(&mut html, inner.into_iter());
        self.toc.push(Heading {
            level,
            id: made,
            html,
            range,
        });
        self.anchor(at);
    }

    /// The link to itself that a heading has; `at` is the place of the heading among the events.
    fn anchor(&mut self, at: usize) {
        let Some(words) = &self.options.documentation else {
            return;
        };
        let Some(Event::Start(Tag::Heading {
            level, id: Some(id), ..
        })) = self.events.get(at)
        else {
            return;
        };
        if *level as u8 == 1 {
            return;
        }
        let text = self.events[at..].iter().filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(&**text),
            _ => None,
        });
        let (mut href, mut label) = (String::new(), String::new());
        escape::attribute(&mut href, id);
        escape::attribute(
            &mut label,
            &format!("{} “{}”", words.link_to, text.collect::<String>()),
        );
        let link = format!("<a class=\"rc-anchor\" href=\"#{href}\" aria-label=\"{label}\">#</a></div>\n");
        self.events
            .insert(at, Event::Html("<div class=\"rc-heading\">".into()));
        self.events.push(Event::Html(link.into()));
    }
}
