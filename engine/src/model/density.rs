//! The posterior density of the sampled parameters, with everything linear integrated out exactly where that is possible.
//!
//! Given the media, what is left of the outcome (of its logarithm, where effects multiply) is normal; baseline and
//! differences between geographies enter linearly with normal priors, so their marginal likelihood is known
//! ([`LinearPart`]). What remains to be sampled is three or four numbers a channel, the noise and a few scales; trend,
//! season and drivers, which make mix models slow because they are correlated with everything, are gone, and so are the
//! effects of every channel in every geography. Given a draw, the coefficients are drawn back exactly. Where the noise
//! is not normal ([`Scatter`]) the baseline's coefficients are sampled beside the others ([`Projected`]; with geographies
//! theirs and the deviations of effects, [`Pooled`]), and so are those of drivers that may work in one direction only
//! ([`Sampled`]).
//!
//! Counts of a geography are its own, its share of the population being their exposure: their expected number is the share
//! times the exponential of the sum. A count divided by a share would be no count.
//!
//! Internally the outcome is divided by its mean size and each channel's spend by its largest week; priors are stated
//! in the user's units and do not move when these divisors do. Logarithms of the outcome are divided by nothing.

use super::anchor::channel_data;
use super::baseline::{Baseline, CoefficientKind};
use super::geography::{PlaceData, per_share, places, segments};
use super::linear::{LinearPart, NOISE, PlaceDraw};
use super::media::ChannelData;
use super::outcome::{Link, NoiseFamily};
use super::parameters::{ChannelLayout, Layout, SCALES};
use super::pooled::{At, Ground, Pooled};
use super::projected::Projected;
use super::sampled::Sampled;
use super::scatter::Scatter;
use super::spec::{ModelSpec, ReturnPrior, SpecError};
use crate::math::{dot, ln};
use crate::panel::Panel;
use crate::random::Rng;
use crate::sampler::LogDensity;

/// How many of the scales are amounts of the outcome; the others are relative.
const AMOUNTS: usize = 5;

/// The density of a model given a panel.
#[derive(Clone, Debug)]
pub struct Density {
    layout: Layout,
    spreads: Vec<f64>,
    channels: Vec<ChannelData>,
    pool: Pool,
    /// The baseline's columns, one entry a geography.
    designs: Vec<Baseline>,
    /// Which of them are sampled.
    sampled_kinds: Vec<CoefficientKind>,
    sampled: Sampled,
    /// Those that are sampled as distances from a regression.
    projected: Projected,
    /// Those of several geographies, and how their effects differ.
    pooled: Option<Box<Pooled>>,
    /// How much further up than the residual the regression starts: the logarithm of counts.
    offset: Vec<f64>,
    likelihood: Likelihood,
    /// The outcome of each geography's weeks per share, over `outcome_scale`, or its logarithm, less the baseline's
    /// prior mean; minus the logarithm of the exposure for counts.
    centred_outcome: Vec<f64>,
    /// One where effects multiply.
    outcome_scale: f64,
    residual: Vec<f64>,
}

/// How likely the outcome is.
#[derive(Clone, Debug)]
enum Likelihood {
    /// Normal, the baseline integrated out but for what is one-sided.
    Integrated(Box<LinearPart>),
    /// Not normal, the baseline sampled.
    Explicit(Scatter),
}

/// The prior of the pooled returns: unit variances, one common correlation.
#[derive(Clone, Debug)]
struct Pool {
    coordinates: Vec<usize>,
    correlation: f64,
}

/// The divisors of the outcome: of its amounts, and of what channels bring.
#[derive(Clone, Copy, Debug)]
struct OutcomeScales {
    outcome: f64,
    media: f64,
}

impl OutcomeScales {
    fn of(spec: &ModelSpec, panel: &Panel) -> Self {
        match spec.outcome.link {
            Link::Identity => {
                let mean = panel.outcome().iter().map(|y| y.abs()).sum::<f64>() / panel.week_count() as f64;
                Self { outcome: mean, media: mean }
            }
            Link::Log => Self { outcome: 1.0, media: spec.outcome.usual_week },
        }
    }
}

impl Density {
    /// The density of `spec` given `panel`.
    ///
    /// # Errors
    /// [`SpecError`] where the two do not fit together.
    pub fn new(spec: &ModelSpec, panel: &Panel) -> Result<Self, SpecError> {
        spec.check(panel)?;
        let scales = OutcomeScales::of(spec, panel);
        let layout = Layout::new(spec, panel);
        let places = places(spec, panel);
        let segments = segments(&places);
        let channel = |(c, l): (usize, &ChannelLayout)| channel_data(&places, c, &segments, l.clone(), scales.media);
        let mut channels: Vec<ChannelData> = layout.channels.iter().enumerate().map(channel).collect();
        let start = crate::calendar::days_between(spec.baseline.first_week, panel.weeks()[0]).max(0) as usize / 7;
        let design = |p: &PlaceData<'_>| Baseline::new(&spec.baseline, start, panel.week_count(), &p.drivers);
        let designs: Vec<Baseline> = places.iter().map(design).collect();
        let sampled_kinds = spec.sampled_kinds(places.len());
        let (free, sampled): (Vec<_>, Vec<_>) = designs.iter().map(|d| d.split(&sampled_kinds)).unzip();
        let sampled = Sampled::new(&spec.baseline, &sampled, layout.first_coefficient, scales.outcome);
        let mut centred = per_share(&places, |p| p.outcome);
        let counts: Vec<f64> = places.iter().flat_map(|p| p.outcome).copied().collect();
        let are_counts = spec.outcome.noise == NoiseFamily::NegativeBinomial;
        let offset: Vec<f64> = counts.iter().filter(|_| are_counts).map(|y| ln(y + 0.5)).collect();
        let projected = projected(spec, &layout, &free, &counts, scales.outcome);
        let pooled = (places.len() > 1 && !spec.outcome.is_normal()).then(|| {
            Box::new(pooled(spec, &layout, free.clone(), (&counts, &offset), (scales.outcome, &mut channels)))
        });
        let likelihood = match spec.outcome.noise {
            NoiseFamily::NegativeBinomial => {
                let exposure = |p: &PlaceData<'_>| vec![0.0 - ln(p.share); p.outcome.len()];
                centred = places.iter().flat_map(exposure).collect();
                Likelihood::Explicit(Scatter::NegativeBinomial(counts))
            }
            NoiseFamily::StudentT => {
                centred.iter_mut().for_each(|y| *y = stretched(spec.outcome.link, *y, scales.outcome));
                Likelihood::Explicit(Scatter::StudentT)
            }
            NoiseFamily::Normal => {
                let linear = LinearPart::new(&spec.baseline, free, scales.outcome, channels.len());
                centred.iter_mut().for_each(|y| *y = stretched(spec.outcome.link, *y, scales.outcome));
                linear.subtract_prior_mean(&mut centred);
                Likelihood::Integrated(Box::new(linear))
            }
        };
        projected.subtract_prior_mean(&mut centred);
        pooled.iter().for_each(|pooled| pooled.subtract_prior_mean(&mut centred));
        Ok(Self {
            pool: Pool::new(spec, &layout),
            spreads: layout.scales.iter().map(|s| s.spread).collect(),
            layout,
            channels,
            designs,
            sampled_kinds,
            sampled,
            projected,
            pooled,
            offset,
            likelihood,
            outcome_scale: scales.outcome,
            residual: vec![0.0; centred.len()],
            centred_outcome: centred,
        })
    }

    /// Where each parameter lies in a position.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The baseline's columns over the observed weeks, one entry a geography (one for a nation).
    pub fn baselines(&self) -> impl Iterator<Item = &Baseline> {
        self.designs.iter()
    }

    /// A random start near the middle of the prior.
    pub fn start(&self, rng: &mut Rng) -> Vec<f64> {
        (0..self.layout.dimension()).map(|_| 0.5 * rng.normal()).collect()
    }

    /// Draws what was integrated out given a position, one entry a geography (one for a nation); what was sampled is
    /// put in its place.
    pub(crate) fn draw_linear_part(&mut self, position: &[f64], rng: &mut Rng) -> Vec<PlaceDraw> {
        let scales = self.scaled_scales(position);
        self.take_media_from_outcome(position);
        self.take_sampled_from_residual(position, &scales);
        let mut drawn = match &mut self.likelihood {
            Likelihood::Integrated(linear) => {
                // Positions of a chain have a density; elsewhere the draw would have no meaning, and no one asks.
                let _ = linear.solve(&scales, &self.residual);
                linear.draw(scales[NOISE], rng)
            }
            Likelihood::Explicit(_) => match &self.pooled {
                Some(pooled) => pooled.draws(),
                None => {
                    vec![PlaceDraw { coefficients: self.projected.values().collect(), effects: vec![] }]
                }
            },
        };
        drawn.iter_mut().for_each(|d| d.coefficients = self.merged(&d.coefficients));
        drawn.iter_mut().flat_map(|d| &mut d.coefficients).for_each(|b| *b *= self.outcome_scale);
        drawn
    }

    /// The drawn and the sampled coefficients in the order of the baseline's columns.
    fn merged(&self, drawn: &[f64]) -> Vec<f64> {
        let mut sampled = self.sampled.values().iter().copied();
        let mut others = drawn.iter().copied();
        let kinds = self.designs.first().map_or(&[][..], |d| &d.kinds);
        let next = |kind: &CoefficientKind| {
            if self.sampled_kinds.contains(kind) { sampled.next() } else { others.next() }.unwrap_or(0.0)
        };
        kinds.iter().map(next).collect()
    }

    /// Outcome a week per unit of response (at full saturation, where the curve has a maximum), one entry a channel, at
    /// the last position that was asked for; where effects multiply, the difference of its logarithm.
    pub(crate) fn effects(&self) -> impl Iterator<Item = f64> {
        self.channels.iter().map(|c| c.effect_in_units() * self.outcome_scale)
    }

    /// The same at this position.
    pub(crate) fn effects_at(&mut self, position: &[f64]) -> impl Iterator<Item = f64> {
        self.channels.iter_mut().for_each(|channel| channel.respond(position));
        self.effects()
    }

    /// The scales at a position, those that are amounts over the outcome's scale.
    fn scaled_scales(&self, position: &[f64]) -> [f64; SCALES] {
        let mut scales = self.layout.scales_at(position);
        scales[..AMOUNTS].iter_mut().for_each(|s| *s /= self.outcome_scale);
        scales
    }

    /// Writes the outcome less media and the baseline's prior mean into the residual buffer.
    fn take_media_from_outcome(&mut self, position: &[f64]) {
        self.residual.copy_from_slice(&self.centred_outcome);
        if self.pooled.is_some() {
            return self.take_media_by_place(position);
        }
        for (c, channel) in self.channels.iter_mut().enumerate() {
            channel.respond(position);
            channel.subtract_contribution_from(&mut self.residual);
            let Likelihood::Integrated(linear) = &mut self.likelihood else { continue };
            if let Some(column) = linear.effect_column(c) {
                let effect = channel.effect();
                column.iter_mut().zip(channel.response()).for_each(|(x, h)| *x = effect * h);
            }
        }
    }

    /// The same where the deviations of effects are sampled.
    fn take_media_by_place(&mut self, position: &[f64]) {
        let scales = self.scaled_scales(position);
        let Some(pooled) = &mut self.pooled else { return };
        pooled.set_effects(position, &scales);
        for (c, channel) in self.channels.iter_mut().enumerate() {
            channel.respond(position);
            pooled.subtract_contribution(c, channel, &mut self.residual);
        }
    }

    fn take_sampled_from_residual(&mut self, position: &[f64], scales: &[f64]) {
        self.sampled.set(position, scales);
        self.sampled.subtract_from(&mut self.residual);
        if !self.projected.is_empty() {
            self.projected.subtract_from(position, &self.offset, &mut self.residual);
        }
        if let Some(pooled) = &mut self.pooled {
            pooled.subtract_from(position, scales, &mut self.residual);
        }
    }
}

/// The regression from which coefficients are sampled where the noise is not normal; it stands at the medians of the
/// scales' priors, and counts scatter by chance besides.
fn projected(spec: &ModelSpec, layout: &Layout, designs: &[Baseline], outcome: &[f64], scale: f64) -> Projected {
    let scales = median_scales(layout, scale);
    let noise_variance = scales[NOISE] * scales[NOISE];
    let weights: Vec<f64> = chance(spec, outcome).map(|a| 1.0 / (noise_variance + a)).collect();
    let kinds = if designs.len() == 1 { spec.projected_kinds(1) } else { vec![] };
    let (_, design) = designs[0].split(&kinds);
    Projected::new(&spec.baseline, &design, layout.first_projected, scale, (&weights, &scales))
}

/// The coefficients of several geographies where the noise is not normal, by regressions that stand there too.
fn pooled(
    spec: &ModelSpec,
    layout: &Layout,
    designs: Vec<Baseline>,
    (outcome, offset): (&[f64], &[f64]),
    (scale, channels): (f64, &mut [ChannelData]),
) -> Pooled {
    let medians = vec![0.0; layout.dimension()];
    let contribution = |channel: &mut ChannelData| {
        channel.respond(&medians);
        channel.response().iter().map(|h| channel.effect() * h).collect()
    };
    let ground = Ground {
        scales: &median_scales(layout, scale),
        chance: chance(spec, outcome).collect(),
        offset,
        contributions: channels.iter_mut().map(contribution).collect(),
        outcome_scale: scale,
    };
    Pooled::new(&spec.baseline, designs, layout.first_projected, &ground)
}

/// The scales at their priors' medians, amounts over the outcome's scale.
fn median_scales(layout: &Layout, scale: f64) -> [f64; SCALES] {
    let mut scales = layout.scales_at(&vec![0.0; layout.dimension()]);
    scales[..AMOUNTS].iter_mut().for_each(|s| *s /= scale);
    scales
}

/// By how much chance alone moves the logarithm of each count: its variance.
fn chance<'a>(spec: &ModelSpec, outcome: &'a [f64]) -> impl Iterator<Item = f64> + use<'a> {
    let are_counts = spec.outcome.noise == NoiseFamily::NegativeBinomial;
    outcome.iter().map(move |y| if are_counts { 1.0 / y.max(1.0) } else { 0.0 })
}

/// The outcome on the scale on which effects add up.
fn stretched(link: Link, outcome: f64, scale: f64) -> f64 {
    match link {
        Link::Identity => outcome / scale,
        Link::Log => ln(outcome),
    }
}

impl LogDensity for Density {
    fn dimension(&self) -> usize {
        self.layout.dimension()
    }

    fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
        let mut log_density = standard_normal(position, gradient);
        log_density += self.pool.correct(position, gradient);
        let scales = self.scaled_scales(position);
        self.take_media_from_outcome(position);
        self.take_sampled_from_residual(position, &scales);
        let first_scale = self.layout.first_scale();
        match &mut self.likelihood {
            Likelihood::Integrated(linear) => {
                if !linear.solve(&scales, &self.residual) {
                    return f64::NEG_INFINITY;
                }
                let by_scales = &mut gradient[first_scale..];
                log_density += linear.marginal(&scales, &mut self.residual, &self.spreads, by_scales);
                self.add_gradient(position, 1.0 / (scales[NOISE] * scales[NOISE]), gradient);
            }
            Likelihood::Explicit(scatter) => {
                let degrees = self.layout.degrees_at(position);
                let found = scatter.log_likelihood(scales[NOISE], degrees, &mut self.residual);
                log_density += found.value;
                gradient[first_scale + NOISE] += self.spreads[NOISE] * found.by_log_scale;
                if let Some((i, spread)) = self.layout.degrees_coordinate(position) {
                    gradient[i] += spread * found.by_log_degrees;
                }
                log_density += self.projected.add_gradient(
                    position,
                    &scales,
                    (first_scale, &self.spreads),
                    &mut self.residual,
                    gradient,
                );
                if let Some(pooled) = &self.pooled {
                    let at = At { position, scales: &scales, first_scale, spreads: &self.spreads };
                    log_density += pooled.add_gradient(&at, &self.channels, &mut self.residual, gradient);
                }
                self.add_gradient(position, 1.0, gradient);
            }
        }
        log_density
    }
}

impl Density {
    /// Adds the gradient by the coordinates of channels and sampled coefficients; the residual times `factor` is the
    /// slope by what is expected of each cell by now.
    fn add_gradient(&mut self, position: &[f64], factor: f64, gradient: &mut [f64]) {
        let by_place = match &self.likelihood {
            Likelihood::Integrated(linear) if linear.has_effects() => Some(linear),
            _ => None,
        };
        let others = self.channels.iter().enumerate().filter(|_| self.pooled.is_none());
        for (c, channel) in others {
            if let Some(linear) = by_place {
                channel.add_gradient_from(position, linear.slopes_by_contribution(c), gradient);
            } else {
                channel.add_gradient(position, &self.residual, factor, gradient);
            }
        }
        self.sampled.add_gradient(&self.residual, factor, (self.layout.first_scale(), &self.spreads), gradient);
    }
}

/// The log-density of independent standard normal coordinates, with its gradient.
fn standard_normal(position: &[f64], gradient: &mut [f64]) -> f64 {
    gradient.iter_mut().zip(position).for_each(|(g, u)| *g = -u);
    -0.5 * dot(position, position)
}

impl Pool {
    fn new(spec: &ModelSpec, layout: &Layout) -> Self {
        let channels = spec.channels.iter().zip(&layout.channels);
        let pooled = channels.filter(|(c, _)| c.return_prior == ReturnPrior::Pooled);
        Self { coordinates: pooled.map(|(_, l)| l.first).collect(), correlation: spec.pool.correlation() }
    }

    /// What the correlation adds to independent coordinates.
    ///
    /// The inverse of (1 - r) I + r 11' is (I - g 11') / (1 - r) with g = r / (1 + (p - 1) r).
    fn correct(&self, position: &[f64], gradient: &mut [f64]) -> f64 {
        let p = self.coordinates.len() as f64;
        let r = self.correlation;
        let g = r / (1.0 + (p - 1.0).max(0.0) * r);
        let (mut sum, mut squares) = (0.0, 0.0);
        for &i in &self.coordinates {
            sum += position[i];
            squares += position[i] * position[i];
        }
        for &i in &self.coordinates {
            gradient[i] += position[i] - (position[i] - g * sum) / (1.0 - r);
        }
        0.5 * squares - 0.5 * (squares - g * sum * sum) / (1.0 - r)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Cholesky;
    use crate::model::{Sign, default_spec};
    use crate::panel::{Channel, Driver, DriverKind, OutcomeKind, PanelParts, Region};
    use crate::transforms::saturation::Saturation;
    use jiff::civil::date;

    /// A year and a half with two channels, one of them flighted, and two drivers.
    fn panel() -> Panel {
        let n = 80;
        let mut rng = Rng::new(4, 0);
        let mut series = |low: f64, high: f64| (0..n).map(|_| rng.between(low, high)).collect::<Vec<_>>();
        let always_on = series(50.0, 150.0);
        let flighted: Vec<f64> =
            series(0.0, 300.0).iter().enumerate().map(|(t, x)| if t % 9 < 4 { *x } else { 0.0 }).collect();
        let price = series(9.0, 11.0);
        let outcome = series(800.0, 1400.0);
        let event = (0..n).map(|t| f64::from(u8::from(t % 20 == 3))).collect();
        let driver = |name: &str, kind, value_by_week| Driver { name: name.into(), kind, value_by_week };
        Panel::new(PanelParts {
            weeks: (0..n).map(|i| crate::calendar::add_weeks(date(2024, 1, 1), i as i64)).collect(),
            outcome_name: "revenue".into(),
            outcome_kind: OutcomeKind::Money,
            outcome,
            channels: vec![Channel::new("search", always_on), Channel::new("tv", flighted)],
            drivers: vec![driver("price", DriverKind::Price, price), driver("event", DriverKind::Event, event)],
            regions: vec![],
        })
        .unwrap()
    }

    /// The same split into three geographies of different size, price and spend.
    fn regional() -> Panel {
        let mut parts = PanelParts::from(panel());
        let shares = [0.5, 0.3, 0.2];
        let mut rng = Rng::new(6, 0);
        let mut near = |series: &[f64], share: f64| -> Vec<f64> {
            series.iter().map(|x| x * share * rng.between(0.7, 1.3)).collect()
        };
        // Whole numbers, so that they can be taken for counts.
        parts.outcome.iter_mut().for_each(|y| *y = y.round());
        let region = |(g, share): (usize, &f64)| Region {
            name: format!("geography {g}"),
            share: *share,
            outcome: near(&parts.outcome, *share).iter().map(|y| y.round()).collect(),
            spend: parts.channels.iter().map(|c| near(&c.spend_by_week, *share)).collect(),
            drivers: parts.drivers.iter().map(|d| near(&d.value_by_week, 1.0)).collect(),
            history: vec![],
            activities: vec![],
        };
        parts.regions = shares.iter().enumerate().map(region).collect();
        Panel::new(parts).unwrap()
    }

    /// Both families, and one channel with a return prior of its own.
    fn spec(panel: &Panel) -> ModelSpec {
        let mut spec = default_spec(panel);
        spec.channels[0].saturation = Saturation::Logistic;
        spec
    }

    fn linear(density: &Density) -> &LinearPart {
        match &density.likelihood {
            Likelihood::Integrated(linear) => linear,
            Likelihood::Explicit(_) => panic!("the baseline is sampled"),
        }
    }

    fn check_gradient(spec: &ModelSpec, panel: &Panel) {
        let mut density = Density::new(spec, panel).unwrap();
        let n = density.dimension();
        let mut rng = Rng::new(9, 0);
        let (mut gradient, mut unused) = (vec![0.0; n], vec![0.0; n]);
        for _ in 0..5 {
            let position: Vec<f64> = (0..n).map(|_| rng.normal()).collect();
            density.log_density(&position, &mut gradient);
            for i in 0..n {
                let mut at = |h: f64| {
                    let mut moved = position.clone();
                    moved[i] += h;
                    density.log_density(&moved, &mut unused)
                };
                // The counts' log-density is a difference of large numbers.
                let h = if spec.outcome.noise == NoiseFamily::NegativeBinomial { 1e-3 } else { 1e-4 };
                // Fourth-order central difference.
                let numeric = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
                let error = (gradient[i] - numeric).abs();
                let rounding = 1e-11 * at(0.0).abs();
                assert!(error < 1e-6 * (1.0 + numeric.abs()) + rounding, "coordinate {i}: {} {numeric}", gradient[i]);
            }
        }
    }

    #[test]
    fn the_gradient_matches_finite_differences() {
        let panel = panel();
        let mut spec = spec(&panel);
        check_gradient(&spec, &panel);
        spec.channels[1].return_prior = ReturnPrior::Own(crate::model::LogNormal { median: 2.0, spread: 0.5 });
        check_gradient(&spec, &panel);
        let regional = regional();
        let mut spec = self::spec(&regional);
        assert_eq!(Density::new(&spec, &regional).unwrap().dimension(), 7 + 7);
        check_gradient(&spec, &regional);
        // Without differences between geographies the panel is measured as one.
        spec.geography = None;
        assert_eq!(Density::new(&spec, &regional).unwrap().dimension(), 7 + 4);
        check_gradient(&spec, &regional);
    }

    #[test]
    fn the_gradient_of_every_form_matches_finite_differences() {
        let panel = panel();
        let mut parts = PanelParts::from(panel.clone());
        parts.outcome.iter_mut().for_each(|y| *y = y.round());
        let counts = Panel::new(parts).unwrap();
        let forms = [
            (Link::Identity, NoiseFamily::Normal),
            (Link::Log, NoiseFamily::Normal),
            (Link::Identity, NoiseFamily::StudentT),
            (Link::Log, NoiseFamily::StudentT),
            (Link::Log, NoiseFamily::NegativeBinomial),
        ];
        for sign in [Sign::Free, Sign::Negative] {
            for (link, noise) in forms {
                let mut spec = spec(&counts);
                spec.set_link(link, 1_000.0);
                spec.outcome.noise = noise;
                spec.baseline.drivers[0].sign = sign;
                check_gradient(&spec, &counts);
            }
            for (link, noise) in forms {
                let regional = regional();
                let mut spec = spec(&regional);
                spec.set_link(link, 1_000.0);
                spec.outcome.noise = noise;
                spec.baseline.drivers[1].sign = sign;
                check_gradient(&spec, &regional);
            }
        }
    }

    /// With very many degrees of freedom Student's t is normal, and then both densities must agree once the baseline
    /// is integrated out: over coefficients drawn from their exact posterior, likelihood times prior over posterior is
    /// the marginal likelihood, the same for every draw.
    #[test]
    fn sampled_and_integrated_baselines_agree() {
        check_agreement(&panel());
        check_agreement(&regional());
    }

    fn check_agreement(panel: &Panel) {
        let normal = spec(panel);
        let mut heavy = normal.clone();
        heavy.outcome.noise = NoiseFamily::StudentT;
        heavy.outcome.degrees = crate::model::LogNormal { median: 1e9, spread: 0.1 };
        let mut integrated = Density::new(&normal, panel).unwrap();
        let mut explicit = Density::new(&heavy, panel).unwrap();
        let first = explicit.layout.first_coefficient;
        // All that one has and the other has not, but for the degrees of freedom.
        let count = explicit.dimension() - integrated.dimension() - 1;
        let mut rng = Rng::new(3, 0);
        let mut constant = |rng: &mut Rng| {
            let position: Vec<f64> = (0..integrated.dimension()).map(|_| 0.4 * rng.normal()).collect();
            let marginal = integrated.log_density(&position, &mut vec![0.0; position.len()]);
            // The mode over the coefficients, by Newton's steps: exact, since all is quadratic in them.
            let mut whole = [&position[..first], &vec![0.0; count + 1], &position[first..]].concat();
            let (mut gradient, mut unused) = (vec![0.0; whole.len()], vec![0.0; whole.len()]);
            explicit.log_density(&whole, &mut gradient);
            let mut curvature = vec![0.0; count * count];
            for i in 0..count {
                let mut moved = whole.clone();
                moved[first + i] += 1.0;
                explicit.log_density(&moved, &mut unused);
                (0..count).for_each(|j| curvature[i * count + j] = gradient[first + j] - unused[first + j]);
            }
            let mut factor = Cholesky::identity(count);
            assert!(factor.factor(&curvature));
            let mut step = gradient[first..first + count].to_vec();
            factor.solve(&mut step);
            step.iter().enumerate().for_each(|(i, s)| whole[first + i] += s);
            explicit.log_density(&whole, &mut gradient) - factor.half_log_determinant() - marginal
        };
        let (one, other) = (constant(&mut rng), constant(&mut rng));
        // What a thousand million degrees of freedom leave between the two grows with the cells.
        let cells = explicit.residual.len() as f64;
        assert!((one - other).abs() < 1.5e-6 * cells, "{one} {other}");
    }

    /// The marginal likelihood must equal the plain n-dimensional normal density of the residual.
    fn check_marginal(spec: &ModelSpec, panel: &Panel) {
        let mut density = Density::new(spec, panel).unwrap();
        let mut rng = Rng::new(2, 0);
        let position: Vec<f64> = (0..density.dimension()).map(|_| 0.5 * rng.normal()).collect();
        let mut gradient = vec![0.0; position.len()];
        let found = density.log_density(&position, &mut gradient)
            - standard_normal(&position, &mut gradient)
            - density.pool.correct(&position, &mut gradient);

        let scales = density.scaled_scales(&position);
        density.take_media_from_outcome(&position);
        let n = density.residual.len();
        let mut covariance = vec![0.0; n * n];
        for (z, p) in linear(&density).joint_columns() {
            (0..n * n).for_each(|i| covariance[i] += p * z[i / n] * z[i % n]);
        }
        (0..n).for_each(|i| covariance[i * n + i] += scales[NOISE] * scales[NOISE]);
        let mut factor = Cholesky::identity(n);
        assert!(factor.factor(&covariance));
        let mut white = density.residual.clone();
        factor.solve_lower(&mut white);
        let expected = -0.5 * dot(&white, &white) - factor.half_log_determinant();
        assert!((found - expected).abs() < 1e-7 * expected.abs(), "{found} {expected}");
    }

    #[test]
    fn integrating_the_linear_part_out_changes_nothing() {
        let nation = panel();
        check_marginal(&spec(&nation), &nation);
        let regional = regional();
        check_marginal(&spec(&regional), &regional);
    }

    /// The mean of many draws of the coefficients must be their posterior mean, and their spread the posterior's.
    #[test]
    fn coefficients_are_drawn_back_around_their_mean() {
        let panel = regional();
        let mut density = Density::new(&spec(&panel), &panel).unwrap();
        let position = vec![0.2; density.dimension()];
        let mut rng = Rng::new(8, 0);
        let draws: Vec<Vec<f64>> = (0..4_000)
            .map(|_| {
                let drawn = density.draw_linear_part(&position, &mut rng);
                drawn.iter().flat_map(|p| p.coefficients.iter().chain(&p.effects)).copied().collect()
            })
            .collect();
        // What a residual of nothing but noise leaves: compare with the exact posterior of the stacked regression.
        let columns = linear(&density).joint_columns();
        let (n, k) = (density.residual.len(), columns.len());
        let noise = density.scaled_scales(&position)[NOISE];
        let mut precision = vec![0.0; k * k];
        for i in 0..k {
            for j in 0..k {
                precision[i * k + j] = dot(&columns[i].0, &columns[j].0);
            }
            precision[i * k + i] += noise * noise / columns[i].1;
        }
        let mut factor = Cholesky::identity(k);
        assert!(factor.factor(&precision));
        let mut mean: Vec<f64> = columns.iter().map(|(z, _)| dot(&z[..n], &density.residual)).collect();
        factor.solve(&mut mean);
        let shared = linear(&density).count();
        let own = shared + 2;
        // The effect of the second channel in the third geography: 1 plus the last deviation.
        let last = mean[shared + 2 * own + own - 1];
        let drawn: Vec<f64> = draws.iter().map(|d| d[3 * own - 1]).collect();
        let error = (crate::math::mean(&drawn) - 1.0 - last).abs();
        assert!(error < 4.0 * (crate::math::variance(&drawn) / 4_000.0).sqrt(), "{error}");
        let mut unit = vec![0.0; k];
        unit[shared + 2 * own + own - 1] = 1.0;
        factor.solve(&mut unit);
        let expected = noise * noise * unit[shared + 2 * own + own - 1];
        let ratio = crate::math::variance(&drawn) / expected;
        assert!((0.9..1.1).contains(&ratio), "{ratio}");
    }

    #[test]
    fn a_channel_without_spend_does_no_harm() {
        let mut parts = PanelParts::from(panel());
        parts.channels[1].spend_by_week.fill(0.0);
        let panel = Panel::new(parts).unwrap();
        let mut density = Density::new(&spec(&panel), &panel).unwrap();
        let position = vec![0.1; density.dimension()];
        let mut gradient = vec![0.0; position.len()];
        assert!(density.log_density(&position, &mut gradient).is_finite());
        assert!(gradient.iter().all(|g| g.is_finite()));
    }
}
