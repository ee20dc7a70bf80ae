//! Writes style sheets for the classes of tokens. In every theme the contrast of text and background is at least 4.5 : 1
//! (WCAG, level AA).

use crate::Token::{self, *};
use std::fmt::Write;

/// A theme. Colours are six hexadecimal digits.
struct Theme {
    name: &'static str,
    background: &'static str,
    text: &'static str,
    /// The background of highlighted lines.
    highlighted: &'static str,
    gutter: &'static str,
    styles: &'static [Style],
}

/// The style of some kinds of tokens.
struct Style {
    tokens: &'static [Token],
    colour: &'static str,
    background: Option<&'static str>,
    /// Further declarations.
    declarations: &'static str,
}

const fn style(tokens: &'static [Token], colour: &'static str, declarations: &'static str) -> Style {
    Style {
        tokens,
        colour,
        background: None,
        declarations,
    }
}

const fn shaded(tokens: &'static [Token], colour: &'static str, background: &'static str) -> Style {
    Style {
        tokens,
        colour,
        background: Some(background),
        declarations: "",
    }
}

const COMMENTS: &[Token] = &[C, Ch, Cd, Cm, C1, Cs];
const PREPROCESSOR: &[Token] = &[Cp, Cpf, Nd];
const KEYWORDS: &[Token] = &[K, Kd, Kn, Kp, Kr, Kt, Kv, Ow, O];
const CONSTANTS: &[Token] = &[
    Kc, M, Mb, Mf, Mh, Mi, Il, Mo, Mx, L, Ld, No, Bp, Py, Nb, Nl, Ss, Na,
];
const STRINGS: &[Token] = &[S, Sa, Sb, Sc, Dl, Sd, S2, Sh, Sx, S1, Sr];
const ESCAPES: &[Token] = &[Se, Si, Esc];
const FUNCTIONS: &[Token] = &[Nf, Fm];
const CLASSES: &[Token] = &[Nc, Ne, Nn, Nv, Vc, Vg, Vi, Vm, Ni];
const TAGS: &[Token] = &[Nt];
const HEADINGS: &[Token] = &[Gh, Gu];
const OUTPUT: &[Token] = &[Go, Gp, Gl];

const THEMES: &[Theme] = &[
    Theme {
        name: "light",
        background: "f6f8fa",
        text: "1f2328",
        highlighted: "fff3c4",
        gutter: "59636e",
        styles: &[
            style(COMMENTS, "59636e", ""),
            style(PREPROCESSOR, "6e4b00", ""),
            style(KEYWORDS, "b3202c", ""),
            style(CONSTANTS, "0550ae", ""),
            style(STRINGS, "0a3069", ""),
            style(ESCAPES, "0a5a66", ""),
            style(FUNCTIONS, "6639ba", ""),
            style(CLASSES, "8a3a00", ""),
            style(TAGS, "116329", ""),
            style(HEADINGS, "0550ae", "font-weight: bold"),
            style(OUTPUT, "59636e", ""),
            style(&[Ge], "1f2328", "font-style: italic"),
            style(&[Gs], "1f2328", "font-weight: bold"),
            shaded(&[Gd], "82071e", "ffebe9"),
            shaded(&[Gi], "0f5323", "dafbe1"),
            shaded(&[Err, Gr, Gt], "82071e", "ffebe9"),
        ],
    },
    Theme {
        name: "dark",
        background: "0d1117",
        text: "e6edf3",
        highlighted: "2b3340",
        gutter: "9198a1",
        styles: &[
            style(COMMENTS, "9da7b3", ""),
            style(PREPROCESSOR, "e3b341", ""),
            style(KEYWORDS, "ff8a82", ""),
            style(CONSTANTS, "79c0ff", ""),
            style(STRINGS, "a5d6ff", ""),
            style(ESCAPES, "76e3ea", ""),
            style(FUNCTIONS, "d2a8ff", ""),
            style(CLASSES, "ffa657", ""),
            style(TAGS, "7ee787", ""),
            style(HEADINGS, "79c0ff", "font-weight: bold"),
            style(OUTPUT, "9da7b3", ""),
            style(&[Ge], "e6edf3", "font-style: italic"),
            style(&[Gs], "e6edf3", "font-weight: bold"),
            shaded(&[Gd], "ffdcd7", "67060c"),
            shaded(&[Gi], "aff5b4", "033a16"),
            shaded(&[Err, Gr, Gt], "ffdcd7", "67060c"),
        ],
    },
];

/// The names of all themes.
pub fn themes() -> impl Iterator<Item = &'static str> {
    THEMES.iter().map(|theme| theme.name)
}

/// The style sheet of the theme `name`, for code inside an element with the class `highlight`.
pub fn sheet(name: &str) -> Option<String> {
    let theme = THEMES.iter().find(|theme| theme.name == name)?;
    let mut out = String::new();
    let _ = writeln!(
        out,
        ".highlight, .highlight pre {{ background: #{}; color: #{} }}",
        theme.background, theme.text
    );
    let _ = writeln!(
        out,
        ".highlight .hll {{ background: #{}; display: block }}",
        theme.highlighted
    );
    let _ = writeln!(
        out,
        ".highlight .rouge-gutter, .highlight .gutter {{ color: #{}; text-align: right; user-select: none }}",
        theme.gutter
    );
    for style in theme.styles {
        let classes: Vec<String> = style
            .tokens
            .iter()
            .map(|token| format!(".highlight .{}", token.class()))
            .collect();
        let _ = write!(out, "{} {{ color: #{}", classes.join(", "), style.colour);
        if let Some(background) = style.background {
            let _ = write!(out, "; background: #{background}");
        }
        if !style.declarations.is_empty() {
            let _ = write!(out, "; {}", style.declarations);
        }
        out.push_str(" }\n");
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let channel = |range: std::ops::Range<usize>| {
            let value = f64::from(u8::from_str_radix(&colour[range], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(0..2) + 0.7152 * channel(2..4) + 0.0722 * channel(4..6)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_is_readable_on_its_background_and_on_highlighted_lines() {
        for theme in THEMES {
            for background in [theme.background, theme.highlighted] {
                assert!(contrast(theme.text, background) >= 4.5, "{} text", theme.name);
                for style in theme.styles {
                    let behind = style.background.unwrap_or(background);
                    let ratio = contrast(style.colour, behind);
                    assert!(
                        ratio >= 4.5,
                        "{} {} on {behind}: {ratio:.2}",
                        theme.name,
                        style.colour
                    );
                }
            }
            assert!(
                contrast(theme.gutter, theme.background) >= 4.5,
                "{} gutter",
                theme.name
            );
        }
    }

    #[test]
    fn no_class_has_two_styles() {
        for theme in THEMES {
            let mut seen = Vec::new();
            for token in theme.styles.iter().flat_map(|style| style.tokens) {
                assert!(!seen.contains(token), "{}", token.class());
                seen.push(*token);
            }
        }
    }
}
