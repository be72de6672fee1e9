//! From the quantity that a channel's prior is stated in to its effect, the outcome per unit of response.
//!
//! effect = q N / D(parameters), for a sampled quantity q, so that the prior of q is exactly that of the quantity, with
//! no Jacobian, whatever the response is (Zhang et al. 2023, "Media Mix Model Calibration With Bayesian Priors", state
//! returns, marginal returns and contributions so). Over the cells t of all geographies with shares w:
//!
//! | q | N | D |
//! | --- | --- | --- |
//! | return | spend | sum of w h |
//! | contribution share | outcome | sum of w h |
//! | elasticity | outcome | sum of w g |
//! | marginal return | spend of the last year | sum of w g over the last year |
//! | coefficient | 1 | 1, or for a root or no saturation the inner scale of the drive |
//!
//! g is the slope of h by a common factor on all of the drive, the weeks before the first among it: a h'(a) of the stock
//! a where carry-over comes first, and the carried-over x h'(x) where saturation comes first ([`GainSlopes`]). The slope
//! of ln effect by a parameter is that of -ln D. With reach and frequency the factor is one on reach.
//!
//! The elasticity is that of the outcome: 1 % more of the drive in every week changes the outcome of all weeks by q %.

use super::geography::PlaceData;
use super::media::{ChannelData, Segment};
use super::parameters::{ChannelLayout, ParameterKind};
use crate::transforms::carryover::{SlopedFilter, StockSlopes};
use crate::transforms::response::Order;
use crate::transforms::saturation::{Curve, GainSlopes, ResponseSlopes, Saturation};
use std::ops::Range;

/// Marginal returns are those of the last year.
pub(crate) const MARGINAL_WEEKS: usize = 52;

/// How a quantity becomes an effect.
#[derive(Clone, Debug)]
pub(super) enum Anchor {
    /// D is the sum of the response.
    Response,
    /// D is a sum of gains.
    Gain(Box<Gains>),
    /// D is a power of the inner scale: scale^-e with the exponent e of the response.
    Unit {
        /// The natural logarithm of the scale.
        log_scale: f64,
    },
}

/// Slopes of one number by a channel's parameters: by the retention itself and by logarithms of the others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SlopeSums {
    pub(super) by_retention: f64,
    pub(super) by_log_second: f64,
    pub(super) by_log_half: f64,
    pub(super) by_log_shape: f64,
    pub(super) by_frequency_half: f64,
    pub(super) by_frequency_shape: f64,
}

impl SlopeSums {
    /// These less `factor` times the others.
    pub(super) fn less(self, factor: f64, other: &Self) -> Self {
        Self {
            by_retention: self.by_retention - factor * other.by_retention,
            by_log_second: self.by_log_second - factor * other.by_log_second,
            by_log_half: self.by_log_half - factor * other.by_log_half,
            by_log_shape: self.by_log_shape - factor * other.by_log_shape,
            by_frequency_half: self.by_frequency_half - factor * other.by_frequency_half,
            by_frequency_shape: self.by_frequency_shape - factor * other.by_frequency_shape,
        }
    }
}

/// The sum of gains with its slopes.
#[derive(Clone, Debug)]
pub(super) struct Gains {
    /// The cells that count, each with what precedes it in its geography.
    counted: Vec<Counted>,
    gain: GainSlopes,
    history: GainSlopes,
    carried: Vec<f64>,
    by_retention: Vec<f64>,
    by_log_second: Vec<f64>,
    /// Slopes of ln D.
    log_slopes: SlopeSums,
}

/// One geography's cells.
#[derive(Clone, Debug)]
struct Counted {
    cells: Range<usize>,
    /// The first that counts.
    from: usize,
    history: Range<usize>,
    share: f64,
}

/// What a channel's response is at a position, as far as gains need it.
pub(super) struct At<'a> {
    pub(super) saturation: Saturation,
    pub(super) order: Order,
    pub(super) curve: Curve,
    pub(super) filter: &'a SlopedFilter,
    /// What saturates: the stock where carry-over comes first, and otherwise the drive.
    pub(super) saturating: &'a [f64],
    pub(super) saturated: &'a ResponseSlopes,
    /// The drive before the first week with its saturation, where saturation comes first.
    pub(super) history: &'a [f64],
    pub(super) saturated_history: &'a ResponseSlopes,
    /// The stock's slopes by the carry-over's parameters, where that comes first.
    pub(super) by_retention: &'a [f64],
    pub(super) by_log_second: &'a [f64],
    /// Slopes of what saturates by the parameters of the curve of frequencies, with those of the history.
    pub(super) by_frequency: Option<[(&'a [f64], &'a [f64]); 2]>,
}

impl Gains {
    /// Of the last `weeks` weeks of each geography; `geographies` gives cells, history and share.
    pub(super) fn new(geographies: impl Iterator<Item = (Range<usize>, Range<usize>, f64)>, weeks: usize) -> Self {
        let count = |(cells, history, share): (Range<usize>, Range<usize>, f64)| {
            let from = cells.start.max(cells.end.saturating_sub(weeks));
            Counted { cells, from, history, share }
        };
        let counted: Vec<Counted> = geographies.map(count).collect();
        let n = counted.iter().map(|c| c.cells.end).max().unwrap_or(0);
        let before = counted.iter().map(|c| c.history.end).max().unwrap_or(0);
        Self {
            counted,
            gain: GainSlopes::zeros(n),
            history: GainSlopes::zeros(before),
            carried: vec![0.0; n],
            by_retention: vec![0.0; n],
            by_log_second: vec![0.0; n],
            log_slopes: SlopeSums::default(),
        }
    }

    /// The slopes of ln D at the position of the last [`Self::sum`].
    pub(super) fn log_slopes(&self) -> &SlopeSums {
        &self.log_slopes
    }

    /// D at a position.
    pub(super) fn sum(&mut self, at: &At<'_>) -> f64 {
        at.saturation.gain_with_slopes(at.curve, at.saturating, at.saturated, &mut self.gain);
        let (sum, slopes) = match at.order {
            Order::CarryoverFirst => self.of_stock(at),
            Order::SaturationFirst => self.carried_over(at),
        };
        let inverse = if sum > 0.0 { 1.0 / sum } else { 0.0 };
        self.log_slopes = SlopeSums::default().less(-inverse, &slopes);
        sum
    }

    fn of_stock(&self, at: &At<'_>) -> (f64, SlopeSums) {
        let mut slopes = SlopeSums::default();
        let mut sum = 0.0;
        for Counted { cells, from, share, .. } in &self.counted {
            for t in *from..cells.end {
                let by_stock = share * self.gain.by_stock[t];
                sum += share * self.gain.gain[t];
                slopes.by_retention += by_stock * at.by_retention[t];
                slopes.by_log_second += by_stock * at.by_log_second[t];
                slopes.by_log_half += share * self.gain.by_log_half[t];
                slopes.by_log_shape += share * self.gain.by_log_shape[t];
                if let Some([(half, _), (shape, _)]) = at.by_frequency {
                    slopes.by_frequency_half += by_stock * half[t];
                    slopes.by_frequency_shape += by_stock * shape[t];
                }
            }
        }
        (sum, slopes)
    }

    fn carried_over(&mut self, at: &At<'_>) -> (f64, SlopeSums) {
        at.saturation.gain_with_slopes(at.curve, at.history, at.saturated_history, &mut self.history);
        let mut slopes = SlopeSums::default();
        let mut sum = 0.0;
        for place in &self.counted {
            let (cells, before) = (place.cells.clone(), place.history.clone());
            let counts = place.from - cells.start..cells.len();
            let n = cells.len();
            let out = StockSlopes {
                stock: &mut self.carried[..n],
                by_retention: &mut self.by_retention[..n],
                by_log_second: &mut self.by_log_second[..n],
            };
            at.filter.carry_with_slopes(&self.history.gain[before.clone()], &self.gain.gain[cells.clone()], out);
            let total = |series: &[f64]| place.share * series[counts.clone()].iter().sum::<f64>();
            sum += total(&self.carried);
            slopes.by_retention += total(&self.by_retention);
            slopes.by_log_second += total(&self.by_log_second);
            let mut carry = |before: &[f64], now: &[f64]| {
                at.filter.carry(before, now, &mut self.carried[..n]);
                place.share * self.carried[counts.clone()].iter().sum::<f64>()
            };
            let (now, old) = (&self.gain, &self.history);
            slopes.by_log_half += carry(&old.by_log_half[before.clone()], &now.by_log_half[cells.clone()]);
            slopes.by_log_shape += carry(&old.by_log_shape[before.clone()], &now.by_log_shape[cells.clone()]);
            if let Some(by_frequency) = at.by_frequency {
                let times = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).collect::<Vec<f64>>();
                let [half, shape] = by_frequency.map(|(drive, history)| {
                    let before = times(&old.by_stock[before.clone()], &history[before.clone()]);
                    carry(&before, &times(&now.by_stock[cells.clone()], &drive[cells.clone()]))
                });
                slopes.by_frequency_half += half;
                slopes.by_frequency_shape += shape;
            }
        }
        (sum, slopes)
    }
}

fn size_of_outcome(place: &PlaceData<'_>) -> f64 {
    place.outcome.iter().map(|y| y.abs()).sum()
}

/// Channel `c` of these geographies, its effect stated by the first parameter of `layout`.
pub(super) fn channel_data(
    places: &[PlaceData<'_>],
    c: usize,
    segments: &[Segment],
    layout: ChannelLayout,
    outcome_scale: f64,
) -> ChannelData {
    let drives: Vec<_> = places.iter().map(|place| place.drive(c)).collect();
    let by_week: Vec<f64> = drives.iter().flat_map(|d| d.by_week.iter().copied()).collect();
    let histories: Vec<Vec<f64>> = drives.iter().map(|d| d.history.clone()).collect();
    let stated = layout.parameters.first().map_or(ParameterKind::Return, |(kind, _)| *kind);
    let mut data = ChannelData::new(&by_week, segments, layout, outcome_scale).with_history(&histories);
    let frequencies: Option<Vec<_>> = drives.into_iter().map(|d| d.frequency).collect();
    if let Some(frequencies) = frequencies {
        let (now, before): (Vec<_>, Vec<_>) = frequencies.into_iter().unzip();
        data = data.with_frequency(now.concat(), before.concat());
    }
    let total = |series: &dyn Fn(&PlaceData<'_>) -> f64| places.iter().map(series).sum::<f64>();
    let is_spend = places.iter().all(|place| std::ptr::eq(place.amount(c), place.spend[c]));
    match stated {
        // What drives it is its spend: the total is known already.
        ParameterKind::Return if is_spend => data,
        ParameterKind::MarginalReturn => {
            let recent = |place: &PlaceData<'_>| place.spend[c].iter().rev().take(MARGINAL_WEEKS).sum();
            data.stated_by_gain(total(&recent) / outcome_scale, MARGINAL_WEEKS)
        }
        ParameterKind::ContributionShare => data.stated_by_response(total(&size_of_outcome) / outcome_scale),
        ParameterKind::Elasticity => data.stated_by_gain(total(&size_of_outcome) / outcome_scale, usize::MAX),
        ParameterKind::Coefficient => data.stated_by_unit(1.0 / outcome_scale),
        _ => data.stated_by_response(total(&|place| place.spend[c].iter().sum()) / outcome_scale),
    }
}

#[cfg(test)]
mod tests {
    use crate::math::{exp, logistic, logit};
    use crate::model::{Density, Layout, LogNormal, LogitNormal, ModelSpec, ReturnPrior, default_spec};
    use crate::panel::{Activity, Panel, PanelParts};
    use crate::posterior::{Posterior, summarise};
    use crate::random::Rng;
    use crate::sampler::LogDensity;
    use crate::simulate::kinds_world;
    use crate::transforms::response::Families;

    const MIDDLE: LogNormal = LogNormal { median: 0.7, spread: 0.5 };
    const SHARE: LogitNormal = LogitNormal { median: 0.1, spread: 0.8 };
    const STATEMENTS: [ReturnPrior; 5] = [
        ReturnPrior::Own(MIDDLE),
        ReturnPrior::Marginal(MIDDLE),
        ReturnPrior::Share(SHARE),
        ReturnPrior::Coefficient(MIDDLE),
        ReturnPrior::Elasticity(LogNormal { median: 0.05, spread: 0.5 }),
    ];

    /// Seventy weeks of search and of video by reach and frequency, both with a past.
    fn panel() -> Panel {
        let mut parts = PanelParts::from(kinds_world(4).unwrap().panel.first_weeks(70));
        parts.channels = vec![parts.channels[0].clone(), parts.channels[3].clone()];
        parts.channels[0].history = vec![30.0, 0.0, 55.0];
        let past = [vec![4_000.0, 0.0, 2_000.0], vec![2.0, 0.0, 3.5]];
        let mut past = past.into_iter();
        parts.channels[1].activity = parts.channels[1]
            .activity
            .map(|series, _| crate::panel::Series { history: past.next().unwrap_or_default(), ..series.clone() });
        parts.channels[1].history = vec![1.0, 0.0, 1.0];
        Panel::new(parts).unwrap()
    }

    fn spec(panel: &Panel, families: Families, statement: ReturnPrior) -> ModelSpec {
        let mut spec = default_spec(panel);
        for channel in &mut spec.channels {
            channel.set_families(families);
            channel.return_prior = match statement {
                // A plausible effect, so that differences of the density are not lost in its size.
                ReturnPrior::Coefficient(prior) if families.saturation.has_half_saturation() => {
                    ReturnPrior::Coefficient(prior.scaled(150.0))
                }
                ReturnPrior::Coefficient(prior) => ReturnPrior::Coefficient(prior.scaled(0.1)),
                other => other,
            };
        }
        spec
    }

    fn position(n: usize) -> Vec<f64> {
        let mut rng = Rng::new(9, 0);
        (0..n).map(|_| 0.7 * rng.normal()).collect()
    }

    #[test]
    fn gradients_match_finite_differences_whatever_the_effect_is_stated_by() {
        let panel = panel();
        for families in Families::all() {
            for statement in STATEMENTS {
                let mut density = Density::new(&spec(&panel, families, statement), &panel).unwrap();
                let position = position(density.dimension());
                let (mut gradient, mut unused) = (vec![0.0; position.len()], vec![0.0; position.len()]);
                density.log_density(&position, &mut gradient);
                for i in 0..position.len() {
                    let mut at = |h: f64| {
                        let mut moved = position.clone();
                        moved[i] += h;
                        density.log_density(&moved, &mut unused)
                    };
                    let h = 1e-4;
                    let numeric = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
                    let error = (gradient[i] - numeric).abs();
                    let ok = error < 2e-6 * (1.0 + numeric.abs());
                    assert!(ok, "{families:?} {statement:?} {i}: {} {numeric}", gradient[i]);
                }
            }
        }
    }

    /// What a posterior's figures say a channel brings, against the quantity that was sampled.
    fn check(families: Families, statement: ReturnPrior) {
        let panel = panel();
        let spec = spec(&panel, families, statement);
        let position = position(Layout::new(&spec, &panel).dimension());
        let posterior = Posterior::of_positions(&spec, &panel, std::slice::from_ref(&position));
        let summary = summarise(&posterior);
        let outcome: f64 = panel.outcome().iter().sum();
        for (c, i) in Layout::new(&spec, &panel).quantity_coordinates().enumerate() {
            let (found, channel) = (&summary.channels[c], &posterior.draws[0].channels[c]);
            let quantity = match spec.channels[c].return_prior {
                ReturnPrior::Share(prior) => logistic(logit(prior.median) + prior.spread * position[i]),
                ReturnPrior::Marginal(p)
                | ReturnPrior::Own(p)
                | ReturnPrior::Coefficient(p)
                | ReturnPrior::Elasticity(p) => p.median * exp(p.spread * position[i]),
                ReturnPrior::Pooled => unreachable!(),
            };
            let shown = match statement {
                ReturnPrior::Marginal(_) => found.marginal_return.unwrap().mean,
                ReturnPrior::Share(_) => found.contribution.mean / outcome,
                ReturnPrior::Coefficient(_) => channel.effects[0],
                ReturnPrior::Elasticity(_) => {
                    let more = |f: f64| brought(&posterior, &scaled(&panel, c, f), c);
                    (more(1.0 + 1e-5) - more(1.0 - 1e-5)) / 2e-5 / outcome
                }
                _ => found.return_on_spend.unwrap().mean,
            };
            let error = (shown / quantity - 1.0).abs();
            assert!(error < 1e-6, "{families:?} {statement:?} channel {c}: {shown} {quantity}");
        }
    }

    /// The panel with all that drives channel `c` multiplied by `factor`.
    fn scaled(panel: &Panel, c: usize, factor: f64) -> Panel {
        let mut parts = PanelParts::from(panel.clone());
        let channel = &mut parts.channels[c];
        let times = |series: &[f64]| series.iter().map(|x| x * factor).collect::<Vec<f64>>();
        (channel.spend_by_week, channel.history) = (times(&channel.spend_by_week), times(&channel.history));
        channel.activity = channel.activity.map(|series, is_frequency| match is_frequency {
            true => series.clone(),
            false => crate::panel::Series { by_week: times(&series.by_week), history: times(&series.history) },
        });
        Panel::new(parts).unwrap()
    }

    /// What channel `c` would have brought on this panel, with the effects of the posterior's only draw.
    fn brought(posterior: &Posterior, panel: &Panel, c: usize) -> f64 {
        let mut other = posterior.clone();
        other.panel = panel.clone();
        other.contribution(c).totals(0, panel.week_count())[0]
    }

    #[test]
    fn each_quantity_is_what_the_figures_say() {
        for families in Families::all() {
            STATEMENTS.into_iter().for_each(|statement| check(families, statement));
        }
    }

    #[test]
    fn a_prior_on_spend_needs_spend() {
        let panel = kinds_world(1).unwrap().panel;
        let mut spec = default_spec(&panel);
        assert!(spec.check(&panel).is_ok());
        spec.channels[2].return_prior = ReturnPrior::Pooled;
        assert!(spec.check(&panel).unwrap_err().to_string().contains("newsletter has no spend"));
        let mut parts = PanelParts::from(panel.clone());
        parts.channels[3].activity = Activity::Spend;
        let changed = Panel::new(parts).unwrap();
        assert!(
            default_spec(&panel).check(&changed).unwrap_err().to_string().contains("video is measured in another way")
        );
    }
}
