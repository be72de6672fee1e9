//! How many of the page's twelve columns something takes; under 720 pixels everything takes the whole width.

/// A share of the page's width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// Three columns: a tile.
    Quarter,
    /// Four columns.
    Third,
    /// Five columns.
    Side,
    /// Six columns.
    Half,
    /// Seven columns: beside [`Span::Side`].
    Main,
    /// Eight columns: beside [`Span::Third`].
    TwoThirds,
    /// All twelve.
    #[default]
    Full,
}

impl Span {
    /// The class of the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Quarter => "span-3",
            Self::Third => "span-4",
            Self::Side => "span-5",
            Self::Half => "span-6",
            Self::Main => "span-7",
            Self::TwoThirds => "span-8",
            Self::Full => "span-12",
        }
    }
}
