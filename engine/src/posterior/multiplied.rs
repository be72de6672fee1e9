//! The figures of the observed weeks where effects multiply.
//!
//! A cell is a week of a geography (of the nation, where there is one); its sum is base plus media on the logarithmic
//! scale. What media bring is the whole less what the base alone would have brought, shared out among the channels by the
//! logarithmic mean ([`Form::share`]); the base in turn is what level and trend alone would have brought, and what season
//! and drivers make of it, shared in the same way. So every part is a counterfactual difference and all of them add up
//! to what is expected, week by week.

use super::draws::{Draw, Posterior};
use super::form::Form;
use super::weekly::WeeklyDraws;
use crate::math::{Interval, exp};
use crate::model::{CoefficientKind, Drive, places};
use crate::random::Rng;
use crate::transforms::response::Along;
use std::ops::Range;

/// One draw's sums, cell by cell: the weeks of one geography after those of another.
#[derive(Clone, Debug)]
pub(crate) struct Sums {
    /// How sums become outcomes.
    pub(crate) form: Form,
    /// Share of the population of each geography.
    pub(crate) shares: Vec<f64>,
    /// How many weeks there are.
    pub(crate) weeks: usize,
    /// Everything that is not media.
    pub(crate) base: Vec<f64>,
    /// One entry a channel.
    pub(crate) media: Vec<Vec<f64>>,
}

impl Sums {
    /// Zeros for all channels of `posterior` over `weeks` weeks.
    pub(crate) fn zeros(posterior: &Posterior, weeks: usize) -> Self {
        let cells = weeks * posterior.shares.len();
        Self {
            form: posterior.form_without_scatter(),
            shares: posterior.shares.clone(),
            weeks,
            base: vec![0.0; cells],
            media: vec![vec![0.0; cells]; posterior.panel.channels().len()],
        }
    }

    /// The sum of a cell, media included.
    pub(crate) fn with_media(&self, cell: usize) -> f64 {
        self.base[cell] + self.media.iter().map(|m| m[cell]).sum::<f64>()
    }

    /// The expected outcome of a cell.
    pub(crate) fn expected(&self, cell: usize) -> f64 {
        self.shares[cell / self.weeks] * self.form.expected(self.with_media(cell))
    }

    /// The expected outcome of a cell per unit of a part by which its sum differs from `without`.
    pub(crate) fn share(&self, cell: usize, without: f64) -> f64 {
        self.shares[cell / self.weeks] * self.form.share(self.with_media(cell), without)
    }

    /// The nation's series of what `of_cell` says of each cell.
    pub(crate) fn by_week(&self, of_cell: impl Fn(usize) -> f64, out: &mut [f64]) {
        out.fill(0.0);
        (0..self.base.len()).for_each(|cell| out[cell % self.weeks] += of_cell(cell));
    }
}

/// What has driven every channel in every geography.
struct Observed {
    places: Vec<Vec<Drive>>,
}

impl Observed {
    fn of(posterior: &Posterior) -> Self {
        let channels = 0..posterior.panel.channels().len();
        let places = places(posterior.spec(), &posterior.panel);
        let place = |p: &crate::model::PlaceData<'_>| channels.clone().map(|c| p.drive(c)).collect();
        Self { places: places.iter().map(place).collect() }
    }

    /// Writes channel `c`'s sums in one draw into `out`.
    fn media(&self, draw: &Draw, c: usize, out: &mut [f64]) {
        let channel = &draw.channels[c];
        let weeks = out.len() / self.places.len().max(1);
        for ((place, effect), out) in self.places.iter().zip(&channel.effects).zip(out.chunks_exact_mut(weeks.max(1))) {
            let (now, history) = place[c].with(&channel.parameters);
            channel.response.respond(&channel.response.past(&history), &now, out);
            out.iter_mut().for_each(|h| *h *= effect);
        }
    }
}

impl Posterior {
    /// Writes the part of the base that `wanted` picks, on the scale on which effects add up, cell by cell into `out`.
    fn base_sums(&self, draw: &Draw, wanted: impl Fn(CoefficientKind) -> bool + Copy, out: &mut [f64]) {
        out.fill(0.0);
        if self.region_baselines.is_empty() {
            self.baseline.add_part(&draw.coefficients, wanted, out);
            return;
        }
        let weeks = self.panel.week_count();
        let places = self.region_baselines.iter().zip(&draw.regions).zip(out.chunks_exact_mut(weeks.max(1)));
        places.for_each(|((baseline, own), out)| baseline.add_part(&own.coefficients, wanted, out));
    }

    /// Calls `visit` with the sums of every draw over the observed weeks.
    fn for_each_sums(&self, mut visit: impl FnMut(usize, &Draw, &Sums)) {
        let observed = Observed::of(self);
        let mut sums = Sums::zeros(self, self.panel.week_count());
        for (d, draw) in self.draws.iter().enumerate() {
            sums.form = draw.form;
            self.base_sums(draw, |_| true, &mut sums.base);
            sums.media.iter_mut().enumerate().for_each(|(c, out)| observed.media(draw, c, out));
            visit(d, draw, &sums);
        }
    }

    /// The contributions of `channels` over the observed weeks.
    pub(super) fn multiplied_contributions(&self, channels: Range<usize>) -> Vec<WeeklyDraws> {
        let n = self.panel.week_count();
        let mut all = vec![WeeklyDraws::zeros(n, self.draws.len()); channels.len()];
        let mut series = vec![0.0; n];
        self.for_each_sums(|d, _, sums| {
            let shares: Vec<f64> = (0..sums.base.len()).map(|i| sums.share(i, sums.base[i])).collect();
            for (weekly, media) in all.iter_mut().zip(&sums.media[channels.clone()]) {
                sums.by_week(|i| shares[i] * media[i], &mut series);
                weekly.add(d, &series);
            }
        });
        all
    }

    /// The part of the base that `wanted` picks, over the observed weeks.
    pub(super) fn multiplied_baseline_part(&self, wanted: impl Fn(CoefficientKind) -> bool + Copy) -> WeeklyDraws {
        let n = self.panel.week_count();
        let mut weekly = WeeklyDraws::zeros(n, self.draws.len());
        let [mut all, mut trend, mut part] = [(); 3].map(|()| vec![0.0; n * self.shares.len()]);
        let mut series = vec![0.0; n];
        for (d, draw) in self.draws.iter().enumerate() {
            self.base_sums(draw, |_| true, &mut all);
            self.base_sums(draw, is_trend, &mut trend);
            self.base_sums(draw, |kind| wanted(kind) && !is_trend(kind), &mut part);
            let of_trend = |i: usize| if wanted(CoefficientKind::Level) { draw.form.expected(trend[i]) } else { 0.0 };
            series.fill(0.0);
            for i in 0..all.len() {
                let value = of_trend(i) + part[i] * draw.form.share(all[i], trend[i]);
                series[i % n] += self.shares[i / n] * value;
            }
            weekly.add(d, &series);
        }
        weekly
    }

    /// The expected outcome of every geography from week `from` on.
    pub(super) fn expected_by_place(&self, from: usize) -> Vec<WeeklyDraws> {
        let n = self.panel.week_count();
        let mut all = vec![WeeklyDraws::zeros(n.saturating_sub(from), self.draws.len()); self.shares.len()];
        self.for_each_sums(|d, _, sums| {
            for (g, weekly) in all.iter_mut().enumerate() {
                let series: Vec<f64> = (from..n).map(|t| sums.expected(g * n + t)).collect();
                weekly.add(d, &series);
            }
        });
        all
    }

    /// Outcomes of the nation of which these are expected, scatter included: each geography scatters on its own.
    pub(super) fn multiplied_replicas(&self, expected: &WeeklyDraws, rng: &mut Rng) -> WeeklyDraws {
        let n = self.panel.week_count();
        let mut all = WeeklyDraws::zeros(n, self.draws.len());
        let mut series = vec![0.0; n];
        if self.region_baselines.is_empty() {
            for (d, draw) in self.draws.iter().enumerate() {
                let weeks = series.iter_mut().enumerate();
                weeks.for_each(|(t, y)| *y = draw.form.scatter(expected.week(t)[d], rng));
                all.add(d, &series);
            }
            return all;
        }
        self.for_each_sums(|d, draw, sums| {
            series.fill(0.0);
            (0..sums.base.len()).for_each(|i| series[i % n] += draw.form.scatter(sums.expected(i), rng));
            all.add(d, &series);
        });
        all
    }
}

/// Whether a coefficient belongs to level or trend.
pub(super) fn is_trend(kind: CoefficientKind) -> bool {
    matches!(kind, CoefficientKind::Level | CoefficientKind::Slope | CoefficientKind::SlopeChange)
}

/// One channel beside the others as they were in the last weeks, in every draw.
pub(super) struct Beside<'a> {
    posterior: &'a Posterior,
    c: usize,
    /// The expected outcome of every geography in the last weeks.
    recent: &'a [WeeklyDraws],
}

impl<'a> Beside<'a> {
    /// Channel `c` beside the others of the weeks of `recent`, the last ones of the data.
    pub(super) fn new(posterior: &'a Posterior, c: usize, recent: &'a [WeeklyDraws]) -> Self {
        Self { posterior, c, recent }
    }

    fn recent_weeks(&self) -> usize {
        self.recent.first().map_or(0, WeeklyDraws::weeks)
    }

    /// The slope of the last weeks' outcome by a common factor on all of the channel's spend, in every draw.
    pub(super) fn slopes(&self) -> Vec<f64> {
        let spent = self.posterior.spent(self.c);
        let weeks = spent.places.iter().map(|place| place.amount.len()).max().unwrap_or(0);
        let mut along = Along::zeros(weeks);
        let slope = |(d, draw): (usize, &Draw)| {
            let channel = &draw.channels[self.c];
            let places = spent.places.iter().zip(&channel.effects).zip(self.recent);
            let of_place = |((place, effect), expected): ((&super::SpentPlace, &f64), &WeeklyDraws)| {
                let all = channel.drive(place);
                along.resize(all.len());
                channel.response.respond_along(&channel.response.past(&[]), &all, &all, &mut along);
                let steps = &along.by_step[all.len() - self.recent_weeks()..];
                effect * steps.iter().enumerate().map(|(t, s)| s * expected.week(t)[d]).sum::<f64>()
            };
            places.map(of_place).sum()
        };
        self.posterior.draws.iter().enumerate().map(slope).collect()
    }

    /// What each of these constant weekly spends of the nation would have brought in a mean week, in every draw.
    pub(super) fn steady(&self, spends: &[f64]) -> Vec<Interval> {
        let others = self.without_channel();
        let spent = self.posterior.spent(self.c);
        let at = |spend: &f64| {
            let brought = |(d, draw): (usize, &Draw)| {
                let channel = &draw.channels[self.c];
                let places = spent.places.iter().zip(&channel.effects).zip(&others);
                let of_place = |((place, effect), others): ((&super::SpentPlace, &f64), &Vec<f64>)| {
                    others[d] * (exp(effect * channel.response.steady(spend * channel.intensity(place))) - 1.0)
                };
                places.map(of_place).sum()
            };
            Interval::of(&mut self.posterior.draws.iter().enumerate().map(brought).collect::<Vec<f64>>())
        };
        spends.iter().map(at).collect()
    }

    /// The mean of the last weeks' expected outcome had the channel spent nothing: places x draws.
    fn without_channel(&self) -> Vec<Vec<f64>> {
        let (n, recent) = (self.posterior.panel.week_count(), self.recent_weeks());
        let observed = Observed::of(self.posterior);
        let mut sums = vec![0.0; n * self.recent.len()];
        let mut all = vec![Vec::with_capacity(self.posterior.draws.len()); self.recent.len()];
        for (d, draw) in self.posterior.draws.iter().enumerate() {
            observed.media(draw, self.c, &mut sums);
            for ((own, expected), media) in all.iter_mut().zip(self.recent).zip(sums.chunks_exact(n.max(1))) {
                let rest = media[n - recent..].iter().enumerate().map(|(t, e)| expected.week(t)[d] * exp(-e));
                own.push(rest.sum::<f64>() / recent.max(1) as f64);
            }
        }
        all
    }
}

/// What one geography's figures are made of: one entry a channel, and the base.
pub(super) fn region_parts<'a>(
    posterior: &Posterior,
    g: usize,
    draws: impl Iterator<Item = &'a Draw>,
) -> (Vec<WeeklyDraws>, WeeklyDraws) {
    let draws: Vec<&Draw> = draws.collect();
    let n = posterior.panel.week_count();
    let zeros = WeeklyDraws::zeros(n, draws.len());
    let (mut channels, mut bases) = (vec![zeros.clone(); posterior.panel.channels().len()], zeros);
    let observed = Observed::of(posterior);
    let mut sums = Sums::zeros(posterior, n);
    for (d, draw) in draws.into_iter().enumerate() {
        sums.form = draw.form;
        posterior.base_sums(draw, |_| true, &mut sums.base);
        sums.media.iter_mut().enumerate().for_each(|(c, out)| observed.media(draw, c, out));
        let cells = g * n..(g + 1) * n;
        for (weekly, media) in channels.iter_mut().zip(&sums.media) {
            let part: Vec<f64> = cells.clone().map(|i| media[i] * sums.share(i, sums.base[i])).collect();
            weekly.add(d, &part);
        }
        let base: Vec<f64> = cells.map(|i| posterior.shares[g] * draw.form.expected(sums.base[i])).collect();
        bases.add(d, &base);
    }
    (channels, bases)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Link, NoiseFamily};
    use crate::posterior::{Draw, summarise};

    fn forms() -> [(Link, NoiseFamily); 3] {
        [
            (Link::Log, NoiseFamily::Normal),
            (Link::Log, NoiseFamily::StudentT),
            (Link::Log, NoiseFamily::NegativeBinomial),
        ]
    }

    /// Channels, season and drivers add up to what is expected, week by week, and the summary shows these parts.
    #[test]
    fn parts_sum_to_the_whole_in_every_form() {
        for ((link, noise), regions) in forms().into_iter().flat_map(|form| [(form, 0), (form, 2)]) {
            let posterior = Posterior::of_form(link, noise, regions);
            let summary = summarise(&posterior);
            for t in 0..summary.weeks.len() {
                let media: f64 = summary.channels.iter().map(|c| c.contribution_by_week[t].mean).sum();
                let drivers: f64 = summary.drivers.iter().map(|d| d.contribution_by_week[t]).sum();
                let base = summary.trend_by_week[t] + summary.season_by_week[t] + drivers;
                assert!((base / summary.base_by_week[t] - 1.0).abs() < 1e-9, "{noise:?} week {t}");
                assert!(((base + media) / summary.expected_by_week[t] - 1.0).abs() < 1e-9, "{noise:?} week {t}");
            }
            let parts: f64 = summary.channels.iter().map(|c| c.contribution.mean).sum();
            assert!((parts / summary.media.mean - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn geographies_add_up_to_the_nation_where_effects_multiply() {
        for (link, noise) in forms() {
            let summary = summarise(&Posterior::of_form(link, noise, 2));
            assert_eq!(summary.regions.len(), 2);
            let parts: f64 = summary.regions.iter().map(|r| r.channels[0].contribution.mean).sum();
            assert!((parts / summary.channels[0].contribution.mean - 1.0).abs() < 1e-9);
            for t in 0..summary.weeks.len() {
                let base: f64 = summary.regions.iter().map(|r| r.base_by_week[t]).sum();
                assert!((base / summary.base_by_week[t] - 1.0).abs() < 1e-9, "{noise:?} week {t}");
            }
        }
    }

    /// A marginal return is the slope of the year's outcome: the sum of expected weeks with all spend a little higher.
    #[test]
    fn marginal_returns_are_slopes_of_the_outcome() {
        let posterior = Posterior::of_form(Link::Log, NoiseFamily::Normal, 0);
        let n = posterior.panel.week_count();
        let recent = posterior.expected_by_place(n - 52);
        let slopes = Beside::new(&posterior, 0, &recent).slopes();
        let outcome = |factor: f64| -> Vec<f64> {
            let mut totals = vec![];
            posterior.for_each_sums(|_, draw: &Draw, sums| {
                let channel = &draw.channels[0];
                let spend: Vec<f64> = posterior.panel.channels()[0].spend_by_week.iter().map(|x| x * factor).collect();
                let mut h = vec![0.0; n];
                channel.response.respond(&channel.response.past(&[]), &spend, &mut h);
                let moved = |t: usize| sums.with_media(t) - sums.media[0][t] + channel.effects[0] * h[t];
                totals.push((n - 52..n).map(|t| sums.form.expected(moved(t))).sum());
            });
            totals
        };
        let (up, down) = (outcome(1.0 + 1e-5), outcome(1.0 - 1e-5));
        for ((slope, up), down) in slopes.iter().zip(&up).zip(&down) {
            let numeric = (up - down) / 2e-5;
            assert!((slope / numeric - 1.0).abs() < 1e-6, "{slope} {numeric}");
        }
    }
}
