//! CommonMark as the gem jekyll-commonmark writes it: takes text, gives pulldown-cmark's events as commonmarker's
//! Ruby renderer would put them down.

mod autolink;
mod inline;
mod smart;
mod writer;

use crate::{Highlighter, Html};
use pulldown_cmark::{Event, Parser};
use std::ops::Range;

/// An event and where in the text it stands.
type Placed<'t> = (Event<'t>, Range<usize>);

/// The gem's `options` and `extensions`. Nothing is on by default.
#[expect(clippy::struct_excessive_bools, reason = "one field per option of the gem")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `SMART`: quotes, dashes and dots become typographic.
    pub smart: bool,
    /// `FOOTNOTES`.
    pub footnotes: bool,
    /// `HARDBREAKS`: every line end is a line break.
    pub hard_breaks: bool,
    /// `NOBREAKS`: every line end is a blank.
    pub no_breaks: bool,
    /// `UNSAFE`: HTML is kept; else a comment stands for it.
    pub keep_html: bool,
    /// `GITHUB_PRE_LANG`: the language stands on `<pre>`.
    pub pre_lang: bool,
    /// `table`.
    pub tables: bool,
    /// `strikethrough`.
    pub strikethrough: bool,
    /// `tasklist`.
    pub tasklists: bool,
    /// `autolink`: addresses in the text become links.
    pub autolink: bool,
    /// `tagfilter`: some tags of HTML that is kept are escaped.
    pub tagfilter: bool,
}

impl Options {
    /// Switches on an option or an extension by the gem's name for it; false where there is none of that name.
    pub fn switch_on(&mut self, name: &str) -> bool {
        let option = match name.to_ascii_uppercase().as_str() {
            "SMART" => &mut self.smart,
            "FOOTNOTES" => &mut self.footnotes,
            "HARDBREAKS" => &mut self.hard_breaks,
            "NOBREAKS" => &mut self.no_breaks,
            "UNSAFE" => &mut self.keep_html,
            "GITHUB_PRE_LANG" => &mut self.pre_lang,
            "TABLE" => &mut self.tables,
            "STRIKETHROUGH" => &mut self.strikethrough,
            "TASKLIST" => &mut self.tasklists,
            "AUTOLINK" => &mut self.autolink,
            "TAGFILTER" => &mut self.tagfilter,
            _ => return false,
        };
        *option = true;
        true
    }

    fn extensions(&self) -> pulldown_cmark::Options {
        use pulldown_cmark::Options as Extension;
        let mut set = Extension::empty();
        set.set(Extension::ENABLE_TABLES, self.tables);
        set.set(Extension::ENABLE_STRIKETHROUGH, self.strikethrough);
        set.set(Extension::ENABLE_FOOTNOTES, self.footnotes);
        set.set(Extension::ENABLE_TASKLISTS, self.tasklists);
        set
    }
}

/// Turns CommonMark into HTML.
pub fn render(text: &str, options: &Options, highlighter: &dyn Highlighter) -> Html {
    let parser = Parser::new_ext(text, options.extensions()).into_offset_iter();
    let events: Vec<Placed<'_>> = parser.collect();
    writer::write(text, &events, options, highlighter)
}
