//! The linear part of several geographies where the noise is not normal: sampled, geography by geography.
//!
//! With everything as in [`super::linear`], c_g = b - b0 + u_g are a geography's own coefficients and v_g the relative
//! deviations of its channels' effects. Nothing of it can be integrated out, and plain coordinates fail both ways: where a
//! geography's weeks know a coefficient well, standard normal coordinates of deviations and their learned scale lie on a
//! thin, bent ridge; where they know little of it, the values themselves and the scale form a funnel. So each coefficient
//! has white coordinates that lead from what the data say of it, given the media, and from the scales as they are at the
//! position, to its value ([`shrinkage`]):
//!
//! ```text
//! V = (Z' W Z + P0^-1)^-1,   information = 1/V_jj - 1/P0_j,   score = estimate * information = (V Z' W r)_j / V_jj
//! ```
//!
//! with r the outcome less media (for counts ln(y + 1/2) less the logarithm of the exposure) and, fixed, the weights W and
//! variances P0 at the medians of the priors. Coefficients come one after another from the last column to the first, level
//! and slope, which are known best, at the end: r is less those that came, and Z holds the column itself with those
//! that are to come, so that coordinates of one geography hardly depend on each other. Information and score follow the
//! noise s of the position as (s0^2 + a_g) / (s^2 + a_g), a_g being the chance variation of a geography's counts, 0
//! elsewhere. The density is that of b, u and v whatever these numbers are, since the determinant of the map, a product
//! as it is triangular, is counted; they only decide how nearly white the coordinates are (between centred and non-centred
//! coordinates: Papaspiliopoulos, Roberts and Skold 2007, section 3).
//!
//! A v_gc has no estimate that would not move with the media; its information is that of the channel's contribution
//! at the medians of the priors, beside the baseline. Everything is linear in the rows.

mod shrinkage;

use super::baseline::{Baseline, CoefficientKind};
use super::linear::{NOISE, PLACE_BASE, PLACE_EFFECT, PLACE_LEVEL, PlaceDraw};
use super::media::ChannelData;
use super::sampled::{Rule, rule};
use super::spec::BaselineSpec;
use crate::math::columns::subtract;
use crate::math::{Cholesky, dot};
use shrinkage::{Known, OwnValue, Variances};

/// The coefficients of every geography and the deviations of their effects, at the last position that was set.
#[derive(Clone, Debug)]
pub(super) struct Pooled {
    /// The first coordinate: for each coefficient that of all geographies and those of each, then for each channel
    /// those of each geography.
    first: usize,
    places: Vec<Place>,
    weeks: usize,
    kinds: Vec<CoefficientKind>,
    rules: Vec<Rule>,
    channels: usize,
    /// The noise's variance to which what the data say refers.
    noise_variance: f64,
    /// What the data say of each coefficient at the position: coefficients x places.
    known: Vec<Known>,
    /// c: coefficients x places.
    values: Vec<f64>,
    /// v: channels x places.
    deviations: Vec<OwnValue>,
}

/// One geography.
#[derive(Clone, Debug)]
struct Place {
    design: Baseline,
    /// What turns a residual into scores: coefficients x weeks.
    regression: Vec<f64>,
    /// What the offset adds to each score.
    from_offset: Vec<f64>,
    /// What the data know of each coefficient, then of each channel's effect.
    information: Vec<f64>,
    /// a_g.
    chance: f64,
    /// How much more is known than at the median of the noise.
    sharpness: f64,
    /// The scores at that median.
    scores: Vec<f64>,
}

/// What the coordinates are made for.
pub(super) struct Ground<'a> {
    /// The scales at their priors' medians, amounts over the outcome's scale.
    pub(super) scales: &'a [f64],
    /// The chance variation of each cell on the scale of effects: 0 where the outcome is no count.
    pub(super) chance: Vec<f64>,
    /// How much further up than the residual the regression starts; nothing where it starts there.
    pub(super) offset: &'a [f64],
    /// Each channel's contribution to each cell at the priors' medians.
    pub(super) contributions: Vec<Vec<f64>>,
    /// Divisor of the amounts of the outcome.
    pub(super) outcome_scale: f64,
}

/// How many coordinates the coefficients of `kinds` baseline columns and `channels` effects have in so many `places`.
pub(super) fn coordinate_count(places: usize, kinds: usize, channels: usize) -> usize {
    kinds * (1 + places) + channels * places
}

impl Pooled {
    /// The coefficients of `designs`' columns, one design a geography, with their first coordinate.
    pub(super) fn new(spec: &BaselineSpec, designs: Vec<Baseline>, first: usize, ground: &Ground<'_>) -> Self {
        let kinds = designs.first().map(|d| d.kinds.clone()).unwrap_or_default();
        let weeks = designs.first().map_or(0, |d| d.weeks);
        let rules: Vec<Rule> = kinds.iter().map(|kind| rule(spec, *kind, ground.outcome_scale)).collect();
        let of = |(kind, rule): (&CoefficientKind, &Rule)| variances(*kind, rule, ground.scales);
        let prior: Vec<f64> = kinds.iter().zip(&rules).map(of).map(|v| v.shared + v.own).collect();
        let place = |(g, design): (usize, Baseline)| Place::new(design, g * weeks, &prior, ground);
        let places: Vec<Place> = designs.into_iter().enumerate().map(place).collect();
        let (k, channels) = (kinds.len(), ground.contributions.len());
        Self {
            first,
            weeks,
            channels,
            noise_variance: ground.scales[NOISE] * ground.scales[NOISE],
            known: vec![Known::default(); k * places.len()],
            values: vec![0.0; k * places.len()],
            deviations: vec![OwnValue::default(); channels * places.len()],
            places,
            kinds,
            rules,
        }
    }

    /// Subtracts the columns at their prior mean from `series` (places x weeks).
    pub(super) fn subtract_prior_mean(&self, series: &mut [f64]) {
        for (place, series) in self.places.iter().zip(series.chunks_exact_mut(self.weeks.max(1))) {
            subtract([series], self.rules.len(), |j| ([self.rules[j].mean()], place.design.column(j)));
        }
    }

    /// Every geography's coefficients and relative effects, in scaled units.
    pub(super) fn draws(&self) -> Vec<PlaceDraw> {
        let count = self.places.len();
        let draw = |g: usize| PlaceDraw {
            coefficients: self.rules.iter().enumerate().map(|(j, r)| r.mean() + self.values[j * count + g]).collect(),
            effects: (0..self.channels).map(|c| 1.0 + self.deviations[c * count + g].value).collect(),
        };
        (0..count).map(draw).collect()
    }

    /// Computes the deviations of effects at a position.
    pub(super) fn set_effects(&mut self, position: &[f64], scales: &[f64]) {
        let (noise, variance) = (scales[NOISE] * scales[NOISE], scales[PLACE_EFFECT] * scales[PLACE_EFFECT]);
        for place in &mut self.places {
            place.sharpness = (self.noise_variance + place.chance) / (noise + place.chance);
        }
        let first = self.first + coordinate_count(self.places.len(), self.kinds.len(), 0);
        let (count, k) = (self.places.len(), self.kinds.len());
        for (i, (value, x)) in self.deviations.iter_mut().zip(&position[first..]).enumerate() {
            let place = &self.places[i % count];
            let information = place.information[k + i / count] * place.sharpness;
            *value = OwnValue::of(variance, Known { score: 0.0, information }, 0.0, *x);
        }
    }

    /// Takes the contribution of channel `c` off each cell of `residual`.
    pub(super) fn subtract_contribution(&self, c: usize, channel: &ChannelData, residual: &mut [f64]) {
        let responses = channel.response().chunks_exact(self.weeks.max(1));
        for ((residual, response), v) in
            residual.chunks_exact_mut(self.weeks.max(1)).zip(responses).zip(self.deviations_of(c))
        {
            let effect = channel.effect() * (1.0 + v.value);
            residual.iter_mut().zip(response).for_each(|(r, h)| *r -= effect * h);
        }
    }

    fn deviations_of(&self, c: usize) -> &[OwnValue] {
        let count = self.places.len();
        &self.deviations[c * count..(c + 1) * count]
    }

    /// Computes the coefficients at a position and takes their part off `residual` (places x weeks); effects are set.
    pub(super) fn subtract_from(&mut self, position: &[f64], scales: &[f64], residual: &mut [f64]) {
        let (weeks, count) = (self.weeks.max(1), self.places.len());
        for j in (0..self.kinds.len()).rev() {
            let cells = j * count..(j + 1) * count;
            let places = self.places.iter_mut().zip(residual.chunks_exact(weeks));
            for (known, (place, residual)) in self.known[cells.clone()].iter_mut().zip(places) {
                place.scores[j] = place.from_offset[j] + dot(place.regression_of(j), residual);
                *known = Known {
                    score: place.scores[j] * place.sharpness,
                    information: place.information[j] * place.sharpness,
                };
            }
            let from = self.first + j * (1 + count);
            let prior = variances(self.kinds[j], &self.rules[j], scales);
            let values = &mut self.values[cells.clone()];
            shrinkage::values(prior, &self.known[cells], &position[from..from + 1 + count], values);
            for ((place, residual), value) in self.places.iter().zip(residual.chunks_exact_mut(weeks)).zip(values) {
                subtract([residual], 1, |_| ([*value], place.design.column(j)));
            }
        }
    }

    /// The log-prior, less that of standard normal coordinates which is counted for every coordinate; adds its gradient
    /// and that of the likelihood by coefficients, effects, scales and channels, and turns the likelihood's `slopes` by
    /// what is expected into those by the rest of it. Scales' coordinates begin at `first_scale` and move their
    /// logarithms by `spreads`.
    pub(super) fn add_gradient(
        &self,
        at: &At<'_>,
        channels: &[ChannelData],
        slopes: &mut [f64],
        gradient: &mut [f64],
    ) -> f64 {
        let mut by_scale = [0.0; super::parameters::SCALES];
        let mut by_sharpness = vec![0.0; self.places.len()];
        let mut log_prior = self.add_coefficients(at, slopes, gradient, (&mut by_scale, &mut by_sharpness));
        let mut by_contribution = vec![0.0; slopes.len()];
        for (c, channel) in channels.iter().enumerate() {
            let to = (&mut by_scale[PLACE_EFFECT], by_sharpness.as_mut_slice());
            log_prior += self.add_effects((c, channel), at, slopes, gradient, to);
            let cells = by_contribution.chunks_exact_mut(self.weeks.max(1)).zip(slopes.chunks_exact(self.weeks.max(1)));
            for ((out, slopes), v) in cells.zip(self.deviations_of(c)) {
                out.iter_mut().zip(slopes).for_each(|(o, slope)| *o = (1.0 + v.value) * slope);
            }
            channel.add_gradient_from(at.position, &by_contribution, gradient);
        }
        let noise = at.scales[NOISE] * at.scales[NOISE];
        for (place, slope) in self.places.iter().zip(&by_sharpness) {
            by_scale[NOISE] -= 2.0 * noise / (noise + place.chance) * place.sharpness * slope;
        }
        for ((out, slope), spread) in gradient[at.first_scale..].iter_mut().zip(&by_scale).zip(at.spreads) {
            *out += spread * slope;
        }
        log_prior
    }

    /// The part of the baseline's coefficients; adds to the slopes by the logarithms of the scales and by the places'
    /// sharpness.
    fn add_coefficients(
        &self,
        At { position, scales, .. }: &At<'_>,
        slopes: &mut [f64],
        gradient: &mut [f64],
        (by_scale, by_sharpness): (&mut [f64], &mut [f64]),
    ) -> f64 {
        let (weeks, count) = (self.weeks.max(1), self.places.len());
        let (mut by_value, mut by_known) = (vec![0.0; count], vec![Known::default(); count]);
        let mut log_prior = 0.0;
        for (j, (kind, rule)) in self.kinds.iter().zip(&self.rules).enumerate() {
            for ((slope, place), cells) in by_value.iter_mut().zip(&self.places).zip(slopes.chunks_exact(weeks)) {
                *slope = dot(place.design.column(j), cells);
            }
            by_known.fill(Known::default());
            let coordinates = self.first + j * (1 + count)..self.first + (j + 1) * (1 + count);
            let found = shrinkage::slopes(
                variances(*kind, rule, scales),
                &self.known[j * count..(j + 1) * count],
                &position[coordinates.clone()],
                &by_value,
                (&mut gradient[coordinates], &mut by_known),
            );
            log_prior += found.log_prior;
            by_scale[if *kind == CoefficientKind::Level { PLACE_LEVEL } else { PLACE_BASE }] += 2.0 * found.by_log_own;
            if let Some(s) = rule.scale() {
                by_scale[s] += 2.0 * (found.by_log_shared + found.by_log_own);
            }
            let places = self.places.iter().zip(slopes.chunks_exact_mut(weeks)).zip(&by_known);
            for (((place, slopes), by_known), by_sharpness) in places.zip(by_sharpness.iter_mut()) {
                *by_sharpness += by_known.score * place.scores[j] + by_known.information * place.information[j];
                subtract([slopes], 1, |_| ([by_known.score * place.sharpness], place.regression_of(j)));
            }
        }
        log_prior
    }

    /// The part of the deviations of channel `c`'s effect; adds as above.
    fn add_effects(
        &self,
        (c, channel): (usize, &ChannelData),
        At { position, scales, .. }: &At<'_>,
        slopes: &[f64],
        gradient: &mut [f64],
        (by_scale, by_sharpness): (&mut f64, &mut [f64]),
    ) -> f64 {
        let (weeks, count, k) = (self.weeks.max(1), self.places.len(), self.kinds.len());
        let variance = scales[PLACE_EFFECT] * scales[PLACE_EFFECT];
        let first = self.first + coordinate_count(count, k, c);
        let cells = slopes.chunks_exact(weeks).zip(channel.response().chunks_exact(weeks));
        let mut log_prior = 0.0;
        for (g, ((slopes, response), v)) in cells.zip(self.deviations_of(c)).enumerate() {
            let place = &self.places[g];
            let known = Known { score: 0.0, information: place.information[k + c] * place.sharpness };
            let x = position[first + g];
            let by_value = channel.effect() * dot(slopes, response) - v.value / variance;
            let back = v.back(variance, known, 0.0, x, by_value, 0.0);
            gradient[first + g] += back.by_coordinate + x;
            *by_scale += 2.0 * back.by_log_own;
            by_sharpness[g] += back.by_known.information * place.information[k + c];
            log_prior += v.log_prior(variance) + 0.5 * x * x;
        }
        log_prior
    }
}

/// A position and what it means for the scales.
pub(super) struct At<'a> {
    pub(super) position: &'a [f64],
    pub(super) scales: &'a [f64],
    pub(super) first_scale: usize,
    pub(super) spreads: &'a [f64],
}

impl Place {
    /// The geography of `design`, whose cells begin at `from`, with the coefficients' whole prior variances.
    fn new(design: Baseline, from: usize, prior: &[f64], ground: &Ground<'_>) -> Self {
        let (k, weeks) = (prior.len(), design.weeks);
        let cells = from..from + weeks;
        let noise_variance = ground.scales[NOISE] * ground.scales[NOISE];
        let weights: Vec<f64> = ground.chance[cells.clone()].iter().map(|a| 1.0 / (noise_variance + a)).collect();
        let mean_chance = 1.0 / (weights.iter().sum::<f64>() / weeks.max(1) as f64) - noise_variance;
        let mut place = Self {
            regression: vec![0.0; k * weeks],
            from_offset: vec![0.0; k],
            information: vec![0.0; k + ground.contributions.len()],
            chance: mean_chance.max(0.0),
            sharpness: 1.0,
            scores: vec![0.0; k],
            design,
        };
        let offset = ground.offset.get(cells.clone()).unwrap_or_default();
        (0..k).for_each(|j| place.regress(j, prior, &weights, offset));
        let beside = Regression::new(&place.design, k, prior, &weights);
        for (c, contribution) in ground.contributions.iter().enumerate() {
            place.information[k + c] =
                beside.as_ref().map_or(0.0, |r| r.information_beside(&contribution[cells.clone()]));
        }
        place
    }

    /// Finds what the data say of coefficient `j` where those after it are known and those before it are not. Where
    /// rounding spoils that it counts as unknown, and plain coordinates still are right.
    fn regress(&mut self, j: usize, prior: &[f64], weights: &[f64], offset: &[f64]) {
        let Some(Regression { weighted, factor, .. }) = Regression::new(&self.design, j + 1, prior, weights) else {
            return;
        };
        let mut row = vec![0.0; j + 1];
        row[j] = 1.0;
        factor.solve(&mut row);
        let variance = row[j];
        self.information[j] = (1.0 / variance - 1.0 / prior[j]).max(0.0);
        let weeks = self.design.weeks;
        let out = &mut self.regression[j * weeks..(j + 1) * weeks];
        subtract([&mut *out], j + 1, |i| ([-row[i] / variance], weighted[i].as_slice()));
        if !offset.is_empty() {
            self.from_offset[j] = dot(out, offset);
        }
    }

    fn regression_of(&self, j: usize) -> &[f64] {
        &self.regression[j * self.design.weeks..(j + 1) * self.design.weeks]
    }
}

/// A regression on the first columns of a design.
struct Regression<'a> {
    weights: &'a [f64],
    /// W Z.
    weighted: Vec<Vec<f64>>,
    /// The factor of V^-1.
    factor: Cholesky,
}

impl<'a> Regression<'a> {
    fn new(design: &Baseline, count: usize, prior: &[f64], weights: &'a [f64]) -> Option<Self> {
        let weigh = |j: usize| design.column(j).iter().zip(weights).map(|(z, w)| z * w).collect();
        let weighted: Vec<Vec<f64>> = (0..count).map(weigh).collect();
        let product = |i: usize| dot(&weighted[i / count], design.column(i % count));
        let mut precision: Vec<f64> = (0..count * count).map(product).collect();
        (0..count).for_each(|j| precision[j * count + j] += 1.0 / prior[j]);
        let mut factor = Cholesky::identity(count);
        factor.factor(&precision).then_some(Self { weights, weighted, factor })
    }

    /// What is known of the factor on `column` beside the regression's.
    fn information_beside(&self, column: &[f64]) -> f64 {
        let right: Vec<f64> = self.weighted.iter().map(|z| dot(z, column)).collect();
        let mut beside = right.clone();
        self.factor.solve(&mut beside);
        let alone: f64 = column.iter().zip(self.weights).map(|(x, w)| x * x * w).sum();
        (alone - dot(&right, &beside)).max(0.0)
    }
}

/// A coefficient's prior variances: what all geographies share, and what is each one's own.
fn variances(kind: CoefficientKind, rule: &Rule, scales: &[f64]) -> Variances {
    let shared = rule.variance(scales);
    let square = |s: usize| scales[s] * scales[s];
    let own = if kind == CoefficientKind::Level { square(PLACE_LEVEL) } else { square(PLACE_BASE) * shared };
    Variances { shared, own }
}
