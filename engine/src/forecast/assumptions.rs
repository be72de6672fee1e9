//! How wrong assumptions about the weeks to come may be: each draw's own path of every uncertain row.
//!
//! What was assumed by a rule is as wrong as that rule was in the past. A path is the assumption plus blocks of the
//! rule's own past errors, joined (moving blocks: Kunsch 1989, Annals of Statistics 17), so that errors that last go on
//! lasting:
//!
//! - "stays as it is" (prices): x_(t+h) - x_t at every lead h, from a week t of the past that leaves a quarter's choice;
//!   where history is shorter than that, several stretches after one another;
//! - "the same week last year" (everything else): x_t - x_(t-52), in blocks of 13 weeks;
//! - "the mean" (with less than a year and a quarter): x_t - mean, in the same blocks.
//!
//! The path's sign is drawn, so that the assumption stays in the middle and a steady drift of the past may go either
//! way. A row that is often zero (promotions, events) takes the value of a past week whose predecessor of a year before
//! was zero where zero is assumed, and was not where something is: adding errors would make more promotions than there
//! ever were. Paths keep the sign that all of history had, and stay shares where history was within 0 and 1. What the
//! calendar says is known. Left out: rows err independently, and a geography's own course is the nation's.

use crate::panel::{DriverKind, Panel};
use crate::plan::Scenario;
use crate::random::Rng;
use serde::{Deserialize, Serialize};

/// Weeks in a year.
const YEAR: usize = 52;
/// Weeks of a block, and the fewest choices that a rule's errors must leave.
const BLOCK: usize = 13;
/// A row is often zero from this share of zeros on.
const OFTEN_ZERO: f64 = 0.1;

/// A row of a scenario that is assumed, and not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssumedRow {
    /// The driver with this index.
    Driver(usize),
    /// The activity of this channel, which is not paid for.
    Activity(usize),
}

/// The assumed rows, in the order of [`Scenario::assumed`].
pub fn assumed_rows(scenario: &Scenario) -> Vec<AssumedRow> {
    let drivers = (0..scenario.drivers.len()).map(AssumedRow::Driver);
    let organic = scenario.organic.iter().enumerate().filter(|(_, row)| !row.is_empty());
    drivers.chain(organic.map(|(c, _)| AssumedRow::Activity(c))).collect()
}

/// The scenario with everything that was assumed by a rule marked as uncertain: all rows but those of the calendar.
pub fn doubted(scenario: Scenario, panel: &Panel) -> Scenario {
    let is_doubtful = |row: &AssumedRow| rule(*row, panel).is_some();
    Scenario { uncertain: assumed_rows(&scenario).iter().map(is_doubtful).collect(), ..scenario }
}

/// The scenario with what nobody decides marked as uncertain: controls, and the activity of channels that are not paid
/// for. Prices, promotions and events are a team's own plans.
pub fn usually_doubted(scenario: Scenario, panel: &Panel) -> Scenario {
    let is_doubtful = |row: &AssumedRow| match row {
        AssumedRow::Driver(i) => panel.drivers().get(*i).is_some_and(|d| d.kind == DriverKind::Control),
        AssumedRow::Activity(_) => true,
    };
    let uncertain: Vec<bool> = assumed_rows(&scenario).iter().map(is_doubtful).collect();
    // None at all is written as nothing.
    let uncertain = if uncertain.contains(&true) { uncertain } else { vec![] };
    Scenario { uncertain, ..scenario }
}

/// A rule by which a row was assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    StaysAsItIs,
    SameWeekLastYear,
    Mean,
}

/// The rule by which `row` is assumed; none where it is known.
fn rule(row: AssumedRow, panel: &Panel) -> Option<Rule> {
    let kind = match row {
        AssumedRow::Driver(i) => panel.drivers().get(i)?.kind,
        AssumedRow::Activity(_) => DriverKind::Control,
    };
    match kind {
        DriverKind::Price => Some(Rule::StaysAsItIs),
        DriverKind::Calendar(_) => None,
        _ if panel.week_count() >= YEAR + BLOCK => Some(Rule::SameWeekLastYear),
        _ => Some(Rule::Mean),
    }
}

/// A row whose assumption may be wrong.
#[derive(Clone, Debug)]
pub(super) struct Doubt<'a> {
    /// Which row.
    pub(super) row: AssumedRow,
    rule: Rule,
    assumed: &'a [f64],
    known: &'a [f64],
    is_often_zero: bool,
    lowest: f64,
    highest: f64,
}

/// The rows that `scenario` marks as uncertain.
pub(super) fn doubts<'a>(scenario: &'a Scenario, panel: &'a Panel) -> Vec<Doubt<'a>> {
    let rows = assumed_rows(scenario).into_iter().zip(scenario.assumed()).zip(&scenario.uncertain);
    rows.filter(|(_, uncertain)| **uncertain)
        .filter_map(|((row, assumed), _)| Doubt::new(row, assumed, panel))
        .collect()
}

impl<'a> Doubt<'a> {
    fn new(row: AssumedRow, assumed: &'a [f64], panel: &'a Panel) -> Option<Self> {
        let known = match row {
            AssumedRow::Driver(i) => panel.drivers().get(i)?.value_by_week.as_slice(),
            AssumedRow::Activity(c) => panel.channels().get(c)?.amount_by_week(),
        };
        let rule = rule(row, panel)?;
        let zeros = known.iter().filter(|x| **x == 0.0).count();
        let is_positive = known.iter().all(|x| *x >= 0.0);
        let is_negative = known.iter().all(|x| *x <= 0.0);
        let is_share = is_positive && known.iter().all(|x| *x <= 1.0);
        Some(Self {
            row,
            rule,
            assumed,
            known,
            is_often_zero: zeros < known.len() && zeros as f64 >= OFTEN_ZERO * known.len() as f64,
            lowest: if is_positive { 0.0 } else { f64::NEG_INFINITY },
            highest: match (is_negative, is_share) {
                (true, _) => 0.0,
                (false, true) => 1.0,
                (false, false) => f64::INFINITY,
            },
        })
    }

    /// Writes how far one draw's path is from the assumption into `error`, a value a week.
    pub(super) fn draw(&self, rng: &mut Rng, error: &mut [f64]) {
        let sign = if rng.chance(0.5) { 1.0 } else { -1.0 };
        match (self.rule, self.is_often_zero) {
            (Rule::StaysAsItIs, _) => self.draw_changes(sign, rng, error),
            (Rule::Mean, true) => self.draw_blocks(0, rng, error, |s, assumed| self.known[s] - assumed),
            (Rule::Mean, false) => {
                let mean = crate::math::mean(self.known);
                self.draw_blocks(0, rng, error, |s, _| sign * (self.known[s] - mean));
            }
            (Rule::SameWeekLastYear, false) => {
                self.draw_blocks(YEAR, rng, error, |s, _| sign * (self.known[s] - self.known[s - YEAR]));
            }
            (Rule::SameWeekLastYear, true) => self.draw_by_zeros(sign, rng, error),
        }
        for (e, assumed) in error.iter_mut().zip(self.assumed) {
            *e = (assumed + *e).clamp(self.lowest.min(*assumed), self.highest.max(*assumed)) - assumed;
        }
    }

    /// Stretches of changes since a week of the past, one after another.
    fn draw_changes(&self, sign: f64, rng: &mut Rng, error: &mut [f64]) {
        let n = self.known.len();
        let longest = n.saturating_sub(1 + BLOCK).max(1);
        let mut level = 0.0;
        for stretch in error.chunks_mut(longest) {
            let from = rng.below(n.saturating_sub(stretch.len()));
            let change = |to: usize| self.known.get(to).zip(self.known.get(from)).map_or(0.0, |(to, from)| to - from);
            stretch.iter_mut().enumerate().for_each(|(h, e)| *e = level + sign * change(from + 1 + h));
            level = stretch.last().copied().unwrap_or(level);
        }
    }

    /// Blocks of the error in the weeks from `first` on, joined at the ends.
    fn draw_blocks(&self, first: usize, rng: &mut Rng, error: &mut [f64], of: impl Fn(usize, f64) -> f64) {
        let choices = self.known.len().saturating_sub(first);
        for (block, assumed) in error.chunks_mut(BLOCK).zip(self.assumed.chunks(BLOCK)) {
            let from = rng.below(choices);
            for (h, (e, assumed)) in block.iter_mut().zip(assumed).enumerate() {
                *e = if choices == 0 { 0.0 } else { of(first + (from + h) % choices, *assumed) };
            }
        }
    }

    /// Week by week from a past week whose predecessor of a year before was zero or not, as what is assumed; the next
    /// week follows on it as long as it fits.
    fn draw_by_zeros(&self, sign: f64, rng: &mut Rng, error: &mut [f64]) {
        let fits = |s: usize, zero: bool| s < self.known.len() && (self.known[s - YEAR] == 0.0) == zero;
        let [zeros, others] =
            [true, false].map(|z| (YEAR..self.known.len()).filter(|s| fits(*s, z)).collect::<Vec<_>>());
        let mut last = usize::MAX - 1;
        for (h, (e, assumed)) in error.iter_mut().zip(self.assumed).enumerate() {
            let is_zero = *assumed == 0.0;
            if h % BLOCK == 0 || !fits(last + 1, is_zero) {
                let choices = if is_zero { &zeros } else { &others };
                let Some(s) = choices.get(rng.below(choices.len())) else {
                    *e = 0.0;
                    continue;
                };
                last = *s;
            } else {
                last += 1;
            }
            let (now, before) = (self.known[last], self.known[last - YEAR]);
            // What is gone from a week is gone whatever its size.
            *e = match (is_zero, now == 0.0) {
                (true, _) => now,
                (false, true) => -assumed,
                (false, false) => sign * (now - before),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{mean, variance};
    use crate::panel::{Channel, Driver, OutcomeKind, PanelParts};

    #[test]
    fn what_nobody_decides_is_usually_doubted() {
        let usual = |kind| {
            let panel = panel(kind, (0..60).map(f64::from).collect());
            usually_doubted(Scenario::going_on(&panel, 4), &panel).uncertain
        };
        assert_eq!(usual(DriverKind::Control), [true]);
        assert!(usual(DriverKind::Price).is_empty() && usual(DriverKind::Event).is_empty());
    }

    fn panel(kind: DriverKind, values: Vec<f64>) -> Panel {
        let n = values.len();
        Panel::new(PanelParts {
            weeks: crate::calendar::weeks_after(jiff::civil::date(2022, 1, 3), n),
            outcome_name: "sales".into(),
            outcome_kind: OutcomeKind::Money,
            outcome: vec![1.0; n],
            channels: vec![Channel::new("search", vec![1.0; n])],
            drivers: vec![Driver { name: "driver".into(), kind, value_by_week: values }],
            regions: vec![],
        })
        .unwrap()
    }

    /// Paths of the one driver, `count` of them over `horizon` weeks.
    fn paths(panel: &Panel, horizon: usize, count: usize) -> Vec<Vec<f64>> {
        let scenario = doubted(Scenario::going_on(panel, horizon), panel);
        let doubts = doubts(&scenario, panel);
        let mut rng = Rng::new(3, 0);
        let mut path = || {
            let mut error = vec![0.0; horizon];
            doubts[0].draw(&mut rng, &mut error);
            error.iter().zip(&scenario.drivers[0]).map(|(e, x)| e + x).collect()
        };
        (0..count).map(|_| path()).collect()
    }

    fn promotions(n: usize) -> Vec<f64> {
        let mut rng = Rng::new(1, 0);
        (0..n).map(|_| if rng.chance(0.2) { 1.0 } else { 0.0 }).collect()
    }

    #[test]
    fn promotions_stay_as_frequent_as_they_were() {
        let values = promotions(156);
        let paths = paths(&panel(DriverKind::Promotion, values.clone()), 52, 2_000).concat();
        assert!(paths.iter().all(|x| *x == 0.0 || *x == 1.0));
        assert!((mean(&paths) - mean(&values[52..])).abs() < 0.04, "{} {}", mean(&paths), mean(&values));
    }

    #[test]
    fn a_price_may_wander_as_far_as_it_did() {
        let mut rng = Rng::new(2, 0);
        let mut price = 100.0;
        let values: Vec<f64> = (0..156)
            .map(|_| {
                price += rng.normal();
                price
            })
            .collect();
        let changes: Vec<f64> = (0..143).map(|t| values[t + 13] - values[t]).collect();
        let expected = mean(&changes.iter().map(|x| x * x).collect::<Vec<_>>());
        let paths = paths(&panel(DriverKind::Price, values.clone()), 13, 4_000);
        let ends: Vec<f64> = paths.iter().map(|p| p[12]).collect();
        assert!((mean(&ends) - values[155]).abs() < 0.2);
        assert!((variance(&ends) / expected - 1.0).abs() < 0.15, "{} {expected}", variance(&ends));
    }

    #[test]
    fn a_control_is_as_wrong_as_last_year_was() {
        let mut rng = Rng::new(5, 0);
        let values: Vec<f64> = (0..156).map(|_| 50.0 + rng.normal()).collect();
        let panel = panel(DriverKind::Control, values);
        let known = &panel.drivers()[0].value_by_week;
        let expected =
            mean(&(52..156).map(|t| (known[t] - known[t - 52]) * (known[t] - known[t - 52])).collect::<Vec<_>>());
        let paths = paths(&panel, 13, 4_000);
        let fourth: Vec<f64> = paths.iter().map(|p| p[4]).collect();
        assert!((mean(&fourth) - known[156 - 52 + 4]).abs() < 0.1);
        assert!((variance(&fourth) / expected - 1.0).abs() < 0.1, "{} {expected}", variance(&fourth));
    }

    #[test]
    fn short_histories_and_the_calendar_do_no_harm() {
        for n in [1, 2, 5, 20, 60] {
            for kind in [DriverKind::Price, DriverKind::Control, DriverKind::Promotion] {
                let all = paths(&panel(kind, promotions(n)), 60, 20).concat();
                assert!(all.iter().all(|x| (0.0..=1.0).contains(x)), "{n} {kind:?}");
            }
        }
        use crate::calendar::holidays::{Country, Occasion, OccasionKind};
        let easter = DriverKind::Calendar(Occasion { kind: OccasionKind::Easter, country: Country::Germany });
        let known = panel(easter, vec![0.0; 80]);
        assert_eq!(doubted(Scenario::going_on(&known, 13), &known).uncertain, [false]);
    }
}
