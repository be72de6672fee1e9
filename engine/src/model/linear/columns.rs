//! The channels' contributions as columns of the linear part, cut out for one geography.

use std::ops::Range;

/// The contributions' columns of all places.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a> {
    pub(super) values: &'a [f64],
    pub(super) cells: usize,
}

/// The contributions' columns of one place.
#[derive(Clone, Copy)]
pub(super) struct PlaceColumns<'a> {
    pub(super) all: Columns<'a>,
    pub(super) from: usize,
    pub(super) weeks: usize,
}

impl<'a> Columns<'a> {
    pub(super) fn place(self, from: usize, weeks: usize) -> PlaceColumns<'a> {
        PlaceColumns { all: self, from, weeks }
    }
}

impl<'a> PlaceColumns<'a> {
    pub(super) fn column(&self, c: usize) -> &'a [f64] {
        &self.all.values[c * self.all.cells..(c + 1) * self.all.cells][self.weeks()]
    }

    /// Where the place's weeks lie among a channel's cells.
    pub(super) fn weeks(&self) -> Range<usize> {
        self.from..self.from + self.weeks
    }
}
