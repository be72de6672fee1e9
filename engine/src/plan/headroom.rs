//! Diminishing returns: where each channel stands, and up to where its next unit of spend pays for itself.

use super::PlanRequest;
use super::aim::Metric;
use super::error::PlanError;
use super::limits::{Bounds, ChannelLimits};
use super::optimum::{room_of, weeks_that_count};
use super::path::Path;
use super::search::Search;
use super::surface::{Curve, Sheet};
use crate::math::Interval;
use crate::posterior::Posterior;
use serde::{Deserialize, Serialize};

/// Totals at which a response is computed.
const POINTS: usize = 33;
/// Totals of the curve that is drawn.
const DRAWN: usize = 25;
/// How many times the largest of today's and the observed total is looked at.
const FARTHEST: f64 = 4.0;

/// One channel's room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Headroom {
    /// Its name.
    pub name: String,
    /// Today's total over the horizon.
    pub today: f64,
    /// What today's spend brings, as margin (revenue where no margin is known).
    pub value: Interval,
    /// What the next unit brings today.
    pub next_unit: Interval,
    /// The total from which the next unit brings less than it costs.
    pub pays_until: Interval,
    /// Share of draws in which even the most that was looked at pays for itself (there `pays_until` is that most).
    pub beyond: f64,
    /// The largest total over as many weeks that was ever spent: beyond it, figures are extrapolated.
    pub observed: f64,
    /// The curve: totals.
    pub totals: Vec<f64>,
    /// The curve: what each total brings.
    pub curve: Vec<Interval>,
}

/// Every paid channel's room, over the weeks that count; limits have no part in it.
///
/// # Errors
/// [`PlanError`] where the request does not belong to the fit.
pub fn headroom(posterior: &Posterior, request: &PlanRequest) -> Result<Vec<Headroom>, PlanError> {
    request.today.check(&posterior.panel)?;
    let mut open = request.clone();
    let today = open.today.totals();
    open.limits.groups.clear();
    open.limits.total = super::Total::Fixed(today.iter().sum::<f64>().max(f64::MIN_POSITIVE));
    let most = |(c, today): (usize, &f64)| FARTHEST * today.max(observed(posterior, c, request.today.weeks.len()));
    let most: Vec<f64> = today.iter().enumerate().map(most).collect();
    let limits = most.iter().map(|max| ChannelLimits::of_total(Bounds { min: 0.0, max: *max }));
    open.limits.channels = limits.collect();
    if today.iter().sum::<f64>() <= 0.0 {
        open.limits.total =
            super::Total::Free { most: most.iter().sum::<f64>().max(1.0), until: super::Until::ValueFalls };
    }
    let room = room_of(posterior, &open)?;
    let weeks = weeks_that_count(&open);
    let search = Search::new(posterior, &open, &room, &[], &weeks);
    let per_unit = Metric::Margin.per_unit(request.aim.economics);
    let paid = (0..today.len()).filter(|c| posterior.panel.channels()[*c].is_paid() && most[*c] > 0.0);
    Ok(paid.map(|c| of_channel(posterior, &search, c, (&room.leaves[c].path, most[c], today[c]), per_unit)).collect())
}

/// The largest total that was ever spent over so many weeks.
fn observed(posterior: &Posterior, c: usize, weeks: usize) -> f64 {
    let spend = &posterior.panel.channels()[c].spend_by_week;
    let weeks = weeks.clamp(1, spend.len().max(1));
    spend.windows(weeks).map(|w| w.iter().sum()).fold(0.0, f64::max)
}

fn of_channel(
    posterior: &Posterior,
    search: &Search<'_>,
    c: usize,
    (path, most, today): (&Path, f64, f64),
    per_unit: f64,
) -> Headroom {
    let sheet = search.sheet(c, path, Bounds { min: 0.0, max: most }, POINTS);
    let curves: Vec<Curve> = (0..search.draws()).map(|d| sheet.of_draw(d)).collect();
    let slopes = |x: f64| curves.iter().map(|curve| per_unit * curve.at(x).1).collect::<Vec<f64>>();
    let mut pays: Vec<f64> = curves.iter().map(|curve| pays_until(curve, most, per_unit)).collect();
    let beyond = pays.iter().filter(|x| **x >= most).count() as f64 / pays.len().max(1) as f64;
    let totals: Vec<f64> = (0..DRAWN).map(|i| most * i as f64 / (DRAWN - 1) as f64).collect();
    Headroom {
        name: posterior.panel.channels()[c].name.clone(),
        today,
        value: at(&sheet, today, per_unit, search.draws()),
        next_unit: Interval::of(&mut slopes(today)),
        pays_until: Interval::of(&mut pays),
        beyond,
        observed: observed(posterior, c, search.horizon()),
        curve: totals.iter().map(|x| at(&sheet, *x, per_unit, search.draws())).collect(),
        totals,
    }
}

fn at(sheet: &Sheet, x: f64, per_unit: f64, draws: usize) -> Interval {
    let mut values = vec![0.0; draws];
    sheet.add_values(x, per_unit, &mut values);
    Interval::of(&mut values)
}

/// The total from which one draw's next unit brings less than one, whatever it does before.
fn pays_until(curve: &Curve, most: f64, per_unit: f64) -> f64 {
    let gain = |x: f64| per_unit * curve.at(x).1 - 1.0;
    let point = |i: usize| most * (i * i) as f64 / ((POINTS - 1) * (POINTS - 1)) as f64;
    let Some(last) = (0..POINTS).rev().find(|i| gain(point(*i)) > 0.0) else { return 0.0 };
    if last == POINTS - 1 {
        return most;
    }
    let (mut low, mut high) = (point(last), point(last + 1));
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if gain(middle) > 0.0 { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::super::{Economics, Scenario};
    use super::*;
    use crate::model::{Link, NoiseFamily};

    #[test]
    fn the_next_unit_pays_until_where_it_says() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let today = Scenario::going_on(&posterior.panel, 9);
        let totals = today.totals();
        let mut request = PlanRequest::of_totals(today, totals.iter().sum(), &[Bounds::default(); 3]);
        let first = headroom(&posterior, &request).unwrap();
        assert_eq!(first.len(), 3);
        // So that the next unit brings four times what it costs today.
        let next = first[0].next_unit.mean;
        request.aim.economics = Economics { revenue_per_unit: 1.0, margin: 4.0 / next };
        let found = headroom(&posterior, &request).unwrap().swap_remove(0);
        assert!((found.next_unit.mean - 4.0).abs() < 1e-9);
        assert!(found.pays_until.mean > found.today && found.observed > 0.0);
        assert!(found.pays_until.lo <= found.pays_until.hi);
        request.aim.economics.margin = 0.0;
        assert_eq!(headroom(&posterior, &request).unwrap()[0].pays_until.hi, 0.0);
        assert!(found.curve.windows(2).all(|w| w[1].mean >= w[0].mean), "more spend brings more");
    }

    #[test]
    fn a_plan_of_other_channels_is_refused() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let mut today = Scenario::going_on(&posterior.panel, 9);
        today.spend.push(vec![1.0; 9]);
        let request = PlanRequest::of_totals(today, 9.0, &[Bounds::default(); 4]);
        assert_eq!(headroom(&posterior, &request), Err(PlanError::NotOfThisFit));
    }
}
