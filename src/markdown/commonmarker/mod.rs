//! CommonMark as the gem jekyll-commonmark writes it: parsed by pulldown-cmark, written by the rules of commonmarker's
//! Ruby renderer.

mod autolink;
mod inline;
mod smart;
mod writer;

use crate::{Highlighter, Html};
use pulldown_cmark::{Event, Parser};
use std::ops::Range;

/// An event with its position in the text.
type Placed<'t> = (Event<'t>, Range<usize>);

/// The gem's `options` and `extensions`. Nothing is on by default.
#[expect(clippy::struct_excessive_bools, reason = "one field per option of the gem")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `SMART`: typographic quotes, dashes and ellipses.
    pub smart: bool,
    /// `FOOTNOTES`.
    pub footnotes: bool,
    /// `HARDBREAKS`: a line break at the end of every line.
    pub hard_breaks: bool,
    /// `NOBREAKS`: a space at the end of every line.
    pub no_breaks: bool,
    /// `UNSAFE`: HTML is kept. Without it, a comment replaces HTML.
    pub keep_html: bool,
    /// `GITHUB_PRE_LANG`: the language is an attribute of `<pre>`.
    pub pre_lang: bool,
    /// `table`.
    pub tables: bool,
    /// `strikethrough`.
    pub strikethrough: bool,
    /// `tasklist`.
    pub tasklists: bool,
    /// `autolink`: addresses in the text become links.
    pub autolink: bool,
    /// `tagfilter`: some HTML tags are escaped.
    pub tagfilter: bool,
}

impl Options {
    /// Switches on an option or an extension by the gem's name for it. Returns false for an unknown name.
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

/// Converts CommonMark to HTML.
pub fn render(text: &str, options: &Options, highlighter: &dyn Highlighter) -> Html {
    let parser = Parser::new_ext(text, options.extensions()).into_offset_iter();
    let events: Vec<Placed<'_>> = parser.collect();
    writer::write(text, &events, options, highlighter)
}
