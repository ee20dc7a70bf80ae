//! Look-ahead: the results of forward searches, which keep the parsers linear in the length of the text.
//!
//! # Why it is needed
//!
//! Many constructs begin with a search for their end: `-->`, a closing fence, the `}` of an attribute list, the second
//! `$$`. If there is no end, the search reads the rest of the text and fails. A text that opens a thousand comments and
//! closes none makes a thousand such searches, which takes kramdown quadratic time.
//!
//! # Why it is linear
//!
//! Each table below answers a repeated question without reading the text again. The parsers move forward, so all
//! searches of one table together read each byte a constant number of times:
//!
//! - [`NextMatch`]: a search that started at `from` and found its first match at `to` answers every search that starts
//!   in `from..=to`. A new search starts after `to`. A search that found nothing answers all later ones.
//! - [`LastMatch`]: the last match before a fixed position answers every search that starts before the match.
//! - [`LongestRun`]: one pass from the end of the text finds, for each position, the longest run of backticks or fence
//!   characters after it. A shorter run that closes nothing is then recognized without a search.
//! - [`Parens`]: one pass pairs all parentheses, after a search for one has read far.
//! - [`Unclosed`]: emphasis and link texts are not found by a search: the parser reads their content, and goes back if
//!   they do not close. Brackets inside a failed link text are remembered exactly. For the rest there is a budget: when
//!   16 times the text and 16 KiB have been read without a result, an opener that failed at one position is assumed to
//!   fail at later positions in the same context.
//!
//! Everything but the budget gives kramdown's result exactly. Beyond the budget, the result can differ where a link or
//! an HTML element hid the closing delimiter from the first attempt. The document then gets a warning of the kind
//! [`TooManyUnclosedSpans`](crate::WarningKind::TooManyUnclosedSpans), so no difference is silent.
//!
//! The tables are valid for one text. They are not caches between conversions.

mod parens;
mod search;
mod unclosed;

pub(crate) use parens::{FAR, Parens, TargetEnd, begins_title};
pub(crate) use search::{LastMatch, LongestRun, NextMatch};
pub(crate) use unclosed::{OpenSpans, Opener, Unclosed};

/// The tables of one parser.
#[derive(Debug, Default)]
pub(crate) struct Lookahead {
    /// `}` without a backslash before it.
    pub(crate) brace: NextMatch,
    /// The last `\}` before an unescaped `}`: anywhere, and where only white space follows on its line.
    pub(crate) escaped_brace: [LastMatch; 2],
    /// For a brace at the first position: the end of its line, if only white space follows the brace.
    pub(crate) after_brace: Option<(usize, Option<usize>)>,
    /// `-->`.
    pub(crate) comment_end: NextMatch,
    /// `]]>`.
    pub(crate) cdata_end: NextMatch,
    /// `?>`.
    pub(crate) instruction_end: NextMatch,
    /// `</`.
    pub(crate) end_tag: NextMatch,
    /// `$$`.
    pub(crate) math_end: NextMatch,
    /// `~~` at the end of struck out text.
    pub(crate) strikethrough_end: NextMatch,
    /// `{:/`.
    pub(crate) extension_end: NextMatch,
    /// The range in which an extension has no end tag, for each extension in a block and in a line.
    pub(crate) no_extension_end: [[(usize, usize); 3]; 2],
    /// The quote that ends a link title, for each of the two quotes.
    pub(crate) title_end: [NextMatch; 2],
    /// `>` or a line feed.
    pub(crate) angle_or_line_feed: NextMatch,
    /// Closing code fences, for backticks and for tildes.
    pub(crate) fences: [LongestRun; 2],
    /// Runs of backticks in a line of text.
    pub(crate) backticks: LongestRun,
    /// Pairs of parentheses.
    pub(crate) parens: Parens,
    /// Emphasis and brackets that do not close.
    pub(crate) unclosed: Unclosed,
}
