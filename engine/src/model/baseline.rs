//! The baseline: level, trend, yearly season and drivers, all linear in their coefficients.
//!
//! Trend: a straight line whose slope may change at each knot (piecewise linear; Taylor and Letham 2018), the changes
//! having a common learned standard deviation. Season: Fourier pairs of the year, the p-th divided by p^2, so that one
//! learned standard deviation describes a smooth season: as the prior of a periodic spline that is stiff in its second
//! derivative (Wahba 1990, section 2.1). Drivers: (value - reference) / unit.
//! Coefficients are normal a priori, so that the density can integrate them out. Left out: nothing carries the
//! season's shape from year to year but the Fourier pairs.

use super::spec::{BaselineSpec, Sign};
use crate::calendar::{DAYS_PER_YEAR, add_weeks, days_between, season_phase};
use crate::math::sin_cos;
use crate::random::Rng;
use jiff::civil::Date;

/// Weeks between knots of a trend that never bends: nineteen thousand years.
const NEVER: usize = 1_000_000;

/// What a baseline coefficient belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoefficientKind {
    /// The level at the centre.
    Level,
    /// The slope of the first stretch, per year.
    Slope,
    /// A change of slope at a knot, per year.
    SlopeChange,
    /// A sine or cosine of the year.
    Season,
    /// The driver with this index.
    Driver(usize),
}

/// The columns of the baseline over a stretch of weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// What each column is.
    pub kinds: Vec<CoefficientKind>,
    /// The columns one after another: coefficients x weeks.
    pub columns: Vec<f64>,
    /// How many weeks there are.
    pub weeks: usize,
}

impl Baseline {
    /// The columns for the `weeks` weeks from week `start` (counted from the specification's first week).
    ///
    /// `driver_values` holds one series of that length for each driver of the specification.
    pub fn new(spec: &BaselineSpec, start: usize, weeks: usize, driver_values: &[&[f64]]) -> Self {
        let time = |t: usize| (start + t) as f64;
        let years = 7.0 / DAYS_PER_YEAR;
        let mut columns = Columns::new(weeks);
        columns.push(CoefficientKind::Level, |_| 1.0);
        columns.push(CoefficientKind::Slope, |t| (time(t) - spec.centre) * years);
        for &knot in &spec.knots {
            columns.push(CoefficientKind::SlopeChange, |t| (time(t) - knot as f64).max(0.0) * years);
        }
        for pair in 1..=spec.season_pairs {
            let turn = |t: usize| sin_cos(pair as f64 * season_phase(week(spec.first_week, start + t)));
            let stiffness = (pair * pair) as f64;
            columns.push(CoefficientKind::Season, |t| turn(t).0 / stiffness);
            columns.push(CoefficientKind::Season, |t| turn(t).1 / stiffness);
        }
        for (i, (driver, values)) in spec.drivers.iter().zip(driver_values).enumerate() {
            columns.push(CoefficientKind::Driver(i), |t| (values[t] - driver.reference) / driver.unit);
        }
        Self { kinds: columns.kinds, columns: columns.values, weeks }
    }

    /// The columns without those of `kinds`, and those of `kinds` alone.
    pub(super) fn split(&self, kinds: &[CoefficientKind]) -> (Self, Self) {
        let part = |wanted: bool| {
            let chosen = (0..self.count()).filter(|j| kinds.contains(&self.kinds[*j]) == wanted);
            let places: Vec<usize> = chosen.collect();
            Self {
                kinds: places.iter().map(|j| self.kinds[*j]).collect(),
                columns: places.iter().flat_map(|j| self.column(*j)).copied().collect(),
                weeks: self.weeks,
            }
        };
        (part(false), part(true))
    }

    /// How many coefficients there are.
    pub fn count(&self) -> usize {
        self.kinds.len()
    }

    /// The column of coefficient `j`.
    pub fn column(&self, j: usize) -> &[f64] {
        &self.columns[j * self.weeks..(j + 1) * self.weeks]
    }

    /// Adds the part of the baseline whose kinds `wanted` picks to `out`, one value a week.
    pub fn add_part(&self, coefficients: &[f64], wanted: impl Fn(CoefficientKind) -> bool, out: &mut [f64]) {
        for (j, &kind) in self.kinds.iter().enumerate() {
            if wanted(kind) {
                let b = coefficients[j];
                out.iter_mut().zip(self.column(j)).for_each(|(o, z)| *o += b * z);
            }
        }
    }
}

impl BaselineSpec {
    /// Lets the trend bend every `spacing` weeks up to `last_week`, but for the last half of a stretch; `None`: never.
    pub fn set_knots(&mut self, spacing: Option<usize>, last_week: Date) {
        let weeks = (days_between(self.first_week, last_week) / 7).max(0) as usize + 1;
        // A spacing that no horizon reaches also keeps forecasts straight.
        let spacing = spacing.unwrap_or(NEVER).max(1);
        self.knots = (1..).map(|i| i * spacing).take_while(|k| k + spacing / 2 <= weeks).collect();
        self.knot_spacing = spacing;
    }

    /// Weeks between bends of the trend; `None`: it never bends.
    pub fn bends_every(&self) -> Option<usize> {
        (self.knot_spacing < NEVER).then_some(self.knot_spacing)
    }

    /// What each coefficient is, in the order of the columns.
    pub(super) fn kinds(&self) -> Vec<CoefficientKind> {
        let mut kinds = vec![CoefficientKind::Level, CoefficientKind::Slope];
        kinds.extend(self.knots.iter().map(|_| CoefficientKind::SlopeChange));
        kinds.extend((0..2 * self.season_pairs).map(|_| CoefficientKind::Season));
        kinds.extend((0..self.drivers.len()).map(CoefficientKind::Driver));
        kinds
    }

    /// Draws coefficients of these kinds from the prior; `scales` are those of slope changes, season and drivers.
    pub fn draw_from_prior(&self, kinds: &[CoefficientKind], scales: [f64; 3], rng: &mut Rng) -> Vec<f64> {
        let mut draw = |mean: f64, sd: f64| mean + sd * rng.normal();
        let draw = |kind: &CoefficientKind| match kind {
            CoefficientKind::Level => draw(self.level.mean, self.level.sd),
            CoefficientKind::Slope => draw(self.slope.mean, self.slope.sd),
            CoefficientKind::SlopeChange => draw(0.0, scales[0]),
            CoefficientKind::Season => draw(0.0, scales[1]),
            CoefficientKind::Driver(i) => match self.drivers[*i].sign {
                Sign::Free => draw(0.0, scales[2]),
                Sign::Positive => draw(0.0, scales[2]).abs(),
                Sign::Negative => -draw(0.0, scales[2]).abs(),
            },
        };
        kinds.iter().map(draw).collect()
    }
}

fn week(first: Date, index: usize) -> Date {
    add_weeks(first, index as i64)
}

struct Columns {
    weeks: usize,
    kinds: Vec<CoefficientKind>,
    values: Vec<f64>,
}

impl Columns {
    fn new(weeks: usize) -> Self {
        Self { weeks, kinds: Vec::new(), values: Vec::new() }
    }

    fn push(&mut self, kind: CoefficientKind, value: impl Fn(usize) -> f64) {
        self.kinds.push(kind);
        self.values.extend((0..self.weeks).map(value));
    }
}
