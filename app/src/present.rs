//! Engine results in; sentences, numbers as text, rows and chart marks out. Pure, and tested without a browser.

pub mod axis;
pub mod bars;
pub mod chance;
pub mod dates;
pub mod densities;
pub mod forecast;
pub mod format;
pub mod home;
pub mod interval_dots;
pub mod know;
pub mod labels;
pub mod legend;
pub mod line_band;
pub mod locale;
pub mod measure;
pub mod outcome;
pub mod palette;
pub mod parse;
pub mod plan;
pub mod reconcile;
pub mod rounding;
pub mod scene;
pub mod stacked_areas;
pub mod table;
pub mod waterfall;
pub mod workspace;
