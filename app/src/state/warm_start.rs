//! Whether a refit may start from what an earlier fit learned, and with what.
//!
//! Only from a fit that passed its checks, whose parameters are the same (channels, families, geographies, in order),
//! and whose data or priors have changed since: fitting the same again gives the same draws, bit for bit, only from a
//! cold start. What is taken over is the step size, the metric and a place to start; the priors are those of the
//! specification as they stand, whatever the data's scale does.

use super::content::{Content, FitRecord};
use super::keep::cut_draws;
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::sampler::WarmStart;
use std::sync::Arc;

/// Warm-up draws of a chain that starts warm.
pub const WARM_DRAWS: usize = 200;

/// The fit from which a fit of `spec` to `panel` may start warm.
pub fn former_fit(content: &Content, spec: &ModelSpec, panel: &Panel) -> Option<Arc<FitRecord>> {
    let fit = content.shown_fit()?;
    let passed = content.outcomes.get(&fit.id).is_some_and(|outcome| outcome.passed);
    let is_same = *fit.spec == *spec && *fit.panel == *panel;
    (passed && !is_same && same_parameters(&fit.spec, spec)).then(|| fit.clone())
}

/// Whether a position means the same parameters in both: every choice of channels and geographies that is not a number.
fn same_parameters(one: &ModelSpec, other: &ModelSpec) -> bool {
    choices(one).is_some_and(|choices_of_one| Some(choices_of_one) == choices(other))
}

/// A specification as text without its numbers, so that a family that is yet to come counts as a choice too.
fn choices(spec: &ModelSpec) -> Option<String> {
    let written = serde_json::to_string(&(&spec.channels, &spec.geography)).ok()?;
    Some(without_numbers(&written))
}

/// A text of JSON in which every number, and only that, is a `0`.
fn without_numbers(json: &str) -> String {
    let (mut kept, mut in_name, mut escaped, mut in_number) = (String::with_capacity(json.len()), false, false, false);
    for letter in json.chars() {
        let was_number = in_number;
        let continues = was_number && matches!(letter, '0'..='9' | '.' | 'e' | 'E' | '+' | '-');
        in_number = !in_name && (continues || letter == '-' || letter.is_ascii_digit());
        if !in_number {
            kept.push(letter);
        } else if !was_number {
            kept.push('0');
        }
        in_name ^= letter == '"' && !escaped;
        escaped = in_name && letter == '\\' && !escaped;
    }
    kept
}

/// What `chains` chains start with: each where another chain of the former fit ended. Empty where the draws are damaged.
pub fn starts(fit: &FitRecord, draws: &[u8], chains: usize) -> Vec<WarmStart> {
    let Some(buffers) = cut_draws(&fit.chains, draws) else { return vec![] };
    let positions: Vec<&Vec<u8>> = buffers.iter().step_by(2).collect();
    let start = |chain: usize| {
        let from = (chain + 1) % positions.len().max(1);
        let (header, bytes) = (&fit.chains.get(from)?.header, positions.get(from)?);
        let last = bytes.len().checked_sub(8 * header.dimension)?;
        let numbers = bytes[last..].chunks_exact(8).filter_map(|b| Some(f64::from_le_bytes(*b.first_chunk()?)));
        Some(WarmStart { position: numbers.collect(), step_size: header.step_size, metric: header.metric.clone() })
    };
    (0..chains).map(start).collect::<Option<_>>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::keep::tests::full_content;
    use super::super::{FitId, FitOutcome};
    use super::*;

    fn with_outcome(passed: bool) -> Content {
        let mut content = full_content();
        let outcome = FitOutcome { passed, max_r_hat: 1.0, min_ess: 900.0, divergences: 0, returns: vec![] };
        content.outcomes.insert(FitId(1), outcome);
        content
    }

    fn check(passed: bool, change: impl FnOnce(&mut ModelSpec), expected: bool) {
        let content = with_outcome(passed);
        let (mut spec, panel) = ((**content.spec.as_ref().unwrap()).clone(), content.panel.clone().unwrap());
        change(&mut spec);
        assert_eq!(former_fit(&content, &spec, &panel).is_some(), expected);
    }

    #[test]
    fn only_a_passed_fit_of_the_same_parameters_is_taken_up() {
        check(true, |spec| spec.noise.median *= 2.0, true);
        check(false, |spec| spec.noise.median *= 2.0, false);
        check(true, |_| {}, false);
        check(true, |spec| spec.channels[0].name.push('x'), false);
        check(true, |spec| spec.channels.swap(0, 1), false);
        check(true, |spec| spec.channels[0].saturation = engine::transforms::saturation::Saturation::Logistic, false);
    }

    #[test]
    fn numbers_and_nothing_else_are_forgotten() {
        let check = |json: &str, expected: &str| assert_eq!(without_numbers(json), expected);
        check(r#"{"tv 2":[1.5,-2e-7,0],"on":true,"none":null}"#, r#"{"tv 2":[0,0,0],"on":true,"none":null}"#);
        check(r#"["a\"1",12,"b\\",3]"#, r#"["a\"1",0,"b\\",0]"#);
    }

    #[test]
    fn each_chain_starts_where_another_ended() {
        let fit = full_content().fits[0].clone();
        let draws: Vec<u8> = (0..6).flat_map(|i| f64::from(i).to_le_bytes()).collect();
        let starts = starts(&fit, &draws, 2);
        assert_eq!(starts.len(), 2);
        assert_eq!((starts[0].position.as_slice(), starts[0].step_size), ([2.0, 3.0].as_slice(), 0.1));
        assert!(super::starts(&fit, &draws[1..], 2).is_empty());
    }
}
