//! Chooses the options of the Markdown converter that the configuration names.

use crate::config::{Config, Dialect, SiteKind};
use crate::markdown::{self, commonmark};

/// The options of the site's Markdown.
pub(super) fn of(config: &Config) -> markdown::Options {
    let dialect = match config.markdown {
        Dialect::Kramdown => markdown::Dialect::Kramdown(config.kramdown.options.clone()),
        Dialect::Commonmarker => markdown::Dialect::Commonmarker(config.commonmarker.clone()),
        Dialect::CommonMark => markdown::Dialect::CommonMark(commonmark_options(config)),
    };
    markdown::Options {
        dialect,
        ..markdown::Options::default()
    }
}

/// The options of CommonMark: in recto's own layout the HTML is that of the theme.
fn commonmark_options(config: &Config) -> commonmark::Options {
    let words = crate::layout::words::of(config);
    let words = commonmark::Words::new(|key| words.get(key).to_owned());
    commonmark::Options {
        math: config.settings.math,
        documentation: (config.arrangement == SiteKind::Recto).then(|| Box::new(words)),
        ..commonmark::Options::default()
    }
}
