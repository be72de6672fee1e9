//! A random world whose outcome has another form: effects that multiply, weeks with outliers, counts.
//!
//! Spend, carry-over, curves, base and price are those of [`super::random_world()`], whose base is about one. Where effects
//! multiply, what a channel brings there becomes its effect on the logarithm, and so does the price's. What really
//! happened is the expected outcome less that without a channel, shared out by the logarithmic mean
//! ([`Form::share`]).

use super::random_world::random_world;
use super::world::Simulated;
use crate::math::ln;
use crate::model::Link;
use crate::panel::{OutcomeKind, Panel, PanelError, PanelParts};
use crate::posterior::Form;
use crate::random::Rng;

/// The stream of random numbers for the scatter.
const SCATTER_STREAM: u64 = 3;

/// The first `weeks` weeks of the world with this seed, where a week without media brings about `size`.
///
/// `form.scale` is relative: over `size` where effects add up.
///
/// # Errors
/// [`PanelError`] where the world's series do not form a panel.
pub fn formed_world(seed: u64, weeks: usize, form: Form, size: f64) -> Result<Simulated, PanelError> {
    let mut world = random_world(seed);
    world.noise.fill(0.0);
    let mut simulated = world.simulate(weeks)?;
    let truth = &mut simulated.truth;
    let absolute = Form { scale: form.scale * if form.link == Link::Log { 1.0 } else { size }, ..form };
    let mut rng = Rng::new(seed, SCATTER_STREAM);
    let mut outcome = Vec::with_capacity(simulated.panel.week_count());
    for t in 0..simulated.panel.week_count() {
        let media: f64 = truth.channels.iter().map(|c| c.contribution_by_week[t]).sum();
        let (base, unit) = match form.link {
            Link::Identity => (truth.base_by_week[t] * size, size),
            Link::Log => (ln(truth.base_by_week[t].max(0.1) * size), 1.0),
        };
        let with = base + unit * media;
        let share = unit * absolute.share(with, base);
        truth.channels.iter_mut().for_each(|c| c.contribution_by_week[t] *= share);
        truth.base_by_week[t] = absolute.expected(base);
        outcome.push(absolute.scatter(absolute.expected(with), &mut rng));
    }
    for (channel, data) in truth.channels.iter_mut().zip(simulated.panel.channels()) {
        let spend: f64 = data.spend_by_week.iter().sum();
        let brought: f64 = channel.contribution_by_week.iter().sum();
        channel.return_on_spend = if spend > 0.0 { brought / spend } else { 0.0 };
    }
    let parts = PanelParts { outcome, outcome_kind: OutcomeKind::Count, ..PanelParts::from(simulated.panel.clone()) };
    Ok(Simulated { panel: Panel::new(parts)?, truth: simulated.truth })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ModelSpec, NoiseFamily, default_spec};
    use crate::posterior::{Fit, FitSettings, Posterior, run_chain, summarise};
    use std::ops::ControlFlow;

    const WEEKS: usize = 120;

    fn form(link: Link, noise: NoiseFamily) -> Form {
        let degrees = if noise == NoiseFamily::StudentT { 3.0 } else { f64::INFINITY };
        Form { link, noise, scale: 0.04, degrees }
    }

    fn spec(panel: &Panel, form: Form) -> ModelSpec {
        let mut spec = default_spec(panel);
        spec.set_link(form.link, crate::math::mean(panel.outcome()));
        spec.outcome.noise = form.noise;
        spec
    }

    /// The scatter is found, and eight or nine channels in ten and total media lie in their ranges.
    fn check(link: Link, noise: NoiseFamily) {
        let form = form(link, noise);
        let (mut covered, mut channels) = (0, 0);
        for seed in 0..2 {
            let world = formed_world(seed, WEEKS, form, 900.0).unwrap();
            let spec = spec(&world.panel, form);
            let settings = FitSettings { chains: 2, warmup: 300, draws: 300, ..FitSettings::default() };
            let run =
                |c| run_chain(&spec, &world.panel, &settings, c, &mut |_| ControlFlow::Continue(())).unwrap().unwrap();
            let chains = (0..2).map(run).collect();
            let posterior = Posterior::new(Fit { spec: spec.clone(), settings, chains }, world.panel.clone()).unwrap();
            let summary = summarise(&posterior);
            assert!(summary.diagnostics.max_r_hat < 1.1, "{form:?}: {:?}", summary.diagnostics);
            for (found, truth) in summary.channels.iter().zip(&world.truth.channels) {
                let real: f64 = truth.contribution_by_week.iter().sum();
                covered += usize::from(found.contribution.contains(real));
                channels += 1;
            }
            let scale = if link == Link::Log { 0.04 } else { 0.04 * 900.0 };
            let noises: Vec<f64> = posterior.draws.iter().map(|d| d.scales.noise).collect();
            let noise = crate::math::mean(&noises);
            assert!((0.6..1.7).contains(&(noise / scale)), "{form:?}: noise {noise}");
            assert!(summary.check.coverage > 0.8, "{form:?}: {:?}", summary.check);
        }
        assert!(covered * 10 >= channels * 7, "{form:?}: {covered} of {channels}");
    }

    #[test]
    fn log_normal_worlds_are_recovered() {
        check(Link::Log, NoiseFamily::Normal);
    }

    #[test]
    fn worlds_with_outliers_are_recovered() {
        check(Link::Identity, NoiseFamily::StudentT);
    }

    #[test]
    fn worlds_of_counts_are_recovered() {
        check(Link::Log, NoiseFamily::NegativeBinomial);
    }
}
