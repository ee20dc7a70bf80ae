//! The brackets in a link text.

use crate::kramdown::document::ElementId;

/// The brackets in the text of a link.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// The positions after the open brackets. The first is the bracket of the link.
    pub(super) open: Vec<usize>,
    /// The brackets that have closed: the position after the opening one, and that of the closing one.
    pub(super) closed: Vec<(usize, usize)>,
    last_image: Option<ElementId>,
    /// Images that `html_to_native` made of `<img>`. kramdown subtracts all images from the count of brackets, although
    /// these did not open one. The link's own bracket is then not found where it closes.
    native_images: usize,
    /// How many brackets closed without an open one: at most one if there are no native images.
    surplus: usize,
}

impl Brackets {
    /// The brackets of a link text that begins at `inside`.
    pub(super) fn new(inside: usize) -> Self {
        Self {
            open: vec![inside],
            ..Self::default()
        }
    }

    /// Counts the bracket at `at`. Returns true if it closes the link's own bracket.
    pub(super) fn close_at(&mut self, text: &[u8], at: usize) -> bool {
        match text[at] {
            b']' => {
                match self.open.pop() {
                    Some(start) => self.closed.push((start, at)),
                    None => self.surplus += 1,
                }
                self.balances()
            }
            b'[' => self.opens(at + 1),
            b'!' if text.get(at + 1) == Some(&b'[') => self.opens(at + 2),
            _ => self.balances(),
        }
    }

    /// Counts an opening bracket. Returns true if that makes up for a native image.
    fn opens(&mut self, inside: usize) -> bool {
        match self.surplus.checked_sub(1) {
            Some(surplus) => self.surplus = surplus,
            None => self.open.push(inside),
        }
        self.balances()
    }

    fn balances(&self) -> bool {
        self.open.len() == self.native_images + self.surplus
    }

    /// True if each bracket closes where it would close on its own.
    pub(super) fn are_known(&self) -> bool {
        self.native_images == 0
    }

    /// Counts an image as the last element. If it has a bracket, the image closed it.
    pub(super) fn pass_image(&mut self, last: Option<ElementId>, has_bracket: bool) {
        if last.is_some() && last != self.last_image {
            self.last_image = last;
            if has_bracket {
                self.open.pop();
            } else {
                self.native_images += 1;
            }
        }
    }
}
