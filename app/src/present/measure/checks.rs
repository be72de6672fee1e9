//! Can this be trusted? Each check in plain words: what was found, what it means, what to do where it failed.
//!
//! The first four are the gate: a fit that fails one of them is shown as untrusted everywhere. The others concern the
//! model rather than the sampling, and ask for care.

use super::learning::mostly_prior_channels;
use super::terms::Terms;
use crate::present::chance::chance;
use crate::present::format;
use crate::present::locale::Locale;
use engine::posterior::{PredictiveCheck, Summary};
use engine::sampler::Diagnostics;

/// The least energy fraction of missing information (Betancourt 2016).
const MIN_BFMI: f64 = 0.3;
/// Coverage of the 90 % range that passes.
const COVERAGE: (f64, f64) = (0.82, 0.98);
/// Predictive probabilities outside of this are a misfit.
const PREDICTIVE: (f64, f64) = (0.025, 0.975);
/// The least autocorrelation of residuals that counts; more where few weeks make it uncertain.
const AUTOCORRELATION: f64 = 0.2;
/// The largest probability of a negative base that passes.
const NEGATIVE_BASE: f64 = 0.05;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckOutcome {
    /// As it should be.
    Passed,
    /// The results are to be read with care.
    Care,
    /// The results are not to be trusted.
    Failed,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is checked, in plain words.
    pub title: &'static str,
    /// What was found.
    pub found: String,
    /// How it came out.
    pub outcome: CheckOutcome,
    /// What it means, in one sentence.
    pub help: &'static str,
    /// What to do where it did not pass.
    pub what_to_do: String,
}

impl CheckOutcome {
    /// One word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Care => "take care",
            Self::Failed => "failed",
        }
    }

    fn gate(passes: bool) -> Self {
        if passes { Self::Passed } else { Self::Failed }
    }

    fn care(passes: bool) -> Self {
        if passes { Self::Passed } else { Self::Care }
    }
}

/// All checks of a fit, the gate first.
#[must_use]
pub fn checks(summary: &Summary, terms: &Terms) -> Vec<Check> {
    let mut all = gate(&summary.diagnostics, &terms.locale);
    all.push(energy(&summary.diagnostics, &terms.locale));
    all.extend(predictive(summary, terms));
    all.push(base(summary, terms));
    all.push(moved(summary));
    all
}

fn gate(d: &Diagnostics, locale: &Locale) -> Vec<Check> {
    vec![chains_agree(d, locale), centre(d, locale), tails(d, locale), divergences(d, locale)]
}

fn chains_agree(d: &Diagnostics, locale: &Locale) -> Check {
    Check {
        title: "The chains agree",
        found: format!("R-hat {}", format::number(locale, d.max_r_hat, 3)),
        outcome: CheckOutcome::gate(d.chains_agree()),
        help: "Independent searches from different starts must arrive at the same answer: rank-normalised R-hat of \
               every parameter at most a hundredth above one.",
        what_to_do: "Fit again with twice the warm-up. If they still differ, narrow the widest priors, take logistic \
                     instead of Hill, or leave out one of two channels that always run together."
            .to_owned(),
    }
}

fn centre(d: &Diagnostics, locale: &Locale) -> Check {
    Check {
        title: "Enough draws for the estimates",
        found: format!("ESS {}", format::number(locale, d.min_bulk_ess, 0)),
        outcome: CheckOutcome::gate(d.min_bulk_ess >= Diagnostics::MIN_ESS),
        help: "Neighbouring draws resemble each other; the bulk effective sample size says how many independent ones \
               they are worth, at least 400.",
        what_to_do: "Fit again with more draws.".to_owned(),
    }
}

fn tails(d: &Diagnostics, locale: &Locale) -> Check {
    Check {
        title: "Enough draws for the ranges",
        found: format!("tail ESS {}", format::number(locale, d.min_tail_ess, 0)),
        outcome: CheckOutcome::gate(d.min_tail_ess >= Diagnostics::MIN_ESS),
        help: "The ends of a 90 % range rest on rare draws; the tail effective sample size has to be at least 400.",
        what_to_do: "Fit again with more draws.".to_owned(),
    }
}

fn divergences(d: &Diagnostics, locale: &Locale) -> Check {
    let count = format::number(locale, d.divergences as f64, 0);
    Check {
        title: "No corner was left out",
        found: if d.divergences == 1 { "1 divergence".to_owned() } else { format!("{count} divergences") },
        outcome: CheckOutcome::gate(d.divergences == 0),
        help: "A divergence is a place that the sampler could not enter; what lies there is missing from the results.",
        what_to_do: "Fit again with more warm-up. If divergences remain, narrow the prior of shape or half \
                     saturation, or take logistic instead of Hill."
            .to_owned(),
    }
}

fn energy(d: &Diagnostics, locale: &Locale) -> Check {
    Check {
        title: "The tails were explored",
        found: format!("energy {}", format::number(locale, d.min_bfmi, 2)),
        outcome: CheckOutcome::care(d.min_bfmi >= MIN_BFMI),
        help: "The energy fraction of missing information says how freely the sampler moves between likely and \
               unlikely values; below three tenths it hardly does.",
        what_to_do: "Fit again with more warm-up, or narrow the widest priors.".to_owned(),
    }
}

fn predictive(summary: &Summary, terms: &Terms) -> Vec<Check> {
    let check = &summary.check;
    vec![
        coverage(check, terms),
        likeness(
            "It varies as the data do",
            check.spread_p,
            "Data made by the model should vary as much as the real ones; this is the share of made-up series that \
             vary more.",
            terms,
        ),
        likeness(
            "Its best week is like the real one",
            check.peak_p,
            "Data made by the model should have peaks as high as the real ones; this is the share of made-up series \
             with a higher peak.",
            terms,
        ),
        autocorrelation(check, summary.weeks.len(), terms),
    ]
}

fn coverage(check: &PredictiveCheck, terms: &Terms) -> Check {
    Check {
        title: "Weeks fall inside their ranges",
        found: format!("{} of weeks", format::percent(&terms.locale, check.coverage, 0)),
        outcome: CheckOutcome::care(is_within(check.coverage, COVERAGE)),
        help: "About 90 % of weeks should lie inside their 90 % range; 82 to 98 % passes.",
        what_to_do: format!(
            "Look at the weeks outside in the fit against actual {}: an event, a promotion or a change of price may \
             be missing from the data.",
            terms.outcome()
        ),
    }
}

fn likeness(title: &'static str, share: f64, help: &'static str, terms: &Terms) -> Check {
    Check {
        title,
        found: format!("{} are above", format::percent(&terms.locale, share, 0)),
        outcome: CheckOutcome::care(is_within(share, PREDICTIVE)),
        help,
        what_to_do: "Add what made single weeks stand out (events, promotions, outages) to the data as columns."
            .to_owned(),
    }
}

fn autocorrelation(check: &PredictiveCheck, weeks: usize, terms: &Terms) -> Check {
    let limit = AUTOCORRELATION.max(2.0 / (weeks.max(1) as f64).sqrt());
    Check {
        title: "What is left over is noise",
        found: format!("correlation {}", format::number(&terms.locale, check.residual_autocorrelation, 2)),
        outcome: CheckOutcome::care(check.residual_autocorrelation.abs() <= limit),
        help: "Where one week misses, the next should not miss the same way; a correlation of neighbouring weeks far \
               from 0 means that ranges are too narrow.",
        what_to_do: "Something that lasts several weeks is missing: allow more change of the trend, more season \
                     pairs, or add the driver. Until then read the ranges as too narrow."
            .to_owned(),
    }
}

fn base(summary: &Summary, terms: &Terms) -> Check {
    let probability = summary.negative_base_probability;
    Check {
        title: "The base stays above zero",
        found: format!("{} below", chance(&terms.locale, probability)),
        outcome: CheckOutcome::care(probability <= NEGATIVE_BASE),
        help: "The base is what would have come without media; in no week can that be less than nothing.",
        what_to_do: "Media get too much credit: lower the overall return, or narrow the level of the base.".to_owned(),
    }
}

fn moved(summary: &Summary) -> Check {
    let (silent, count) = (mostly_prior_channels(summary), summary.channels.len());
    let told = count - silent.len();
    let names = silent.join(", ");
    Check {
        title: "The data moved the priors",
        found: format!("{told} of {count} channels"),
        outcome: CheckOutcome::care(silent.is_empty()),
        help: "A return that is still what was assumed before the data is an assumption, not a finding.",
        what_to_do: if silent.is_empty() {
            String::new()
        } else {
            format!("{names}: mostly prior. Say so where you show it, vary its spend, or run a lift test.")
        },
    }
}

fn is_within(value: f64, (low, high): (f64, f64)) -> bool {
    (low..=high).contains(&value)
}

/// What the gate complains about, as one sentence; none where it passes.
#[must_use]
pub fn gate_complaint(diagnostics: &Diagnostics, locale: &Locale) -> Option<String> {
    if diagnostics.passes() {
        return None;
    }
    let failed = gate(diagnostics, locale).into_iter().filter(|check| check.outcome == CheckOutcome::Failed);
    let found: Vec<String> = failed.map(|check| check.found).collect();
    Some(format!("The fit did not pass its checks ({}).", found.join(", ")))
}

/// What to do about the first of the gate's complaints.
#[must_use]
pub fn gate_advice(diagnostics: &Diagnostics) -> String {
    let failed = gate(diagnostics, &Locale::default()).into_iter().find(|check| check.outcome == CheckOutcome::Failed);
    failed.map(|check| check.what_to_do).unwrap_or_default()
}

/// The answer to "Can this be trusted?", and what it rests on.
#[must_use]
pub fn verdict(checks: &[Check]) -> (String, String) {
    let failing = |outcome: CheckOutcome| checks.iter().filter(move |check| check.outcome == outcome);
    let passed = failing(CheckOutcome::Passed).count();
    let names = |outcome| failing(outcome).map(|c| lower(c.title)).collect::<Vec<_>>().join("; ");
    let count = format!("{passed} of {} checks passed", checks.len());
    if failing(CheckOutcome::Failed).count() > 0 {
        ("No, this cannot be trusted yet".to_owned(), format!("{count}. Not so: {}.", names(CheckOutcome::Failed)))
    } else if failing(CheckOutcome::Care).count() > 0 {
        ("Yes, with care".to_owned(), format!("{count}. Not so: {}.", names(CheckOutcome::Care)))
    } else {
        ("Yes, this can be trusted".to_owned(), format!("All {} checks passed.", checks.len()))
    }
}

fn lower(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;

    fn outcome_of(title: &str, change: impl FnOnce(&mut Summary)) -> CheckOutcome {
        let mut summary = example::summary();
        change(&mut summary);
        let all = checks(&summary, &example::terms());
        all.iter().find(|check| check.title == title).map(|check| check.outcome).unwrap()
    }

    #[test]
    fn each_check_can_fail() {
        type Case = (&'static str, fn(&mut Summary), CheckOutcome);
        let cases: [Case; 10] = [
            ("The chains agree", |s| s.diagnostics.max_r_hat = f64::NAN, CheckOutcome::Failed),
            ("Enough draws for the estimates", |s| s.diagnostics.min_bulk_ess = 399.0, CheckOutcome::Failed),
            ("Enough draws for the ranges", |s| s.diagnostics.min_tail_ess = f64::NAN, CheckOutcome::Failed),
            ("No corner was left out", |s| s.diagnostics.divergences = 1, CheckOutcome::Failed),
            ("The tails were explored", |s| s.diagnostics.min_bfmi = 0.2, CheckOutcome::Care),
            ("Weeks fall inside their ranges", |s| s.check.coverage = 0.7, CheckOutcome::Care),
            ("It varies as the data do", |s| s.check.spread_p = 0.99, CheckOutcome::Care),
            ("Its best week is like the real one", |s| s.check.peak_p = 0.01, CheckOutcome::Care),
            ("What is left over is noise", |s| s.check.residual_autocorrelation = 1.2, CheckOutcome::Care),
            ("The base stays above zero", |s| s.negative_base_probability = 0.3, CheckOutcome::Care),
        ];
        for (title, change, expected) in cases {
            assert_eq!(outcome_of(title, |_| ()), CheckOutcome::Passed, "{title}");
            assert_eq!(outcome_of(title, change), expected, "{title}");
        }
    }

    #[test]
    fn silent_channels_are_named() {
        let all = checks(&example::summary(), &example::terms());
        let moved = all.last().unwrap();
        assert_eq!(moved.found, "1 of 2 channels");
        assert!(moved.what_to_do.starts_with("Audio: mostly prior."));
    }

    #[test]
    fn the_verdict_counts_what_passed() {
        let mut summary = example::summary();
        let (answer, why) = verdict(&checks(&summary, &example::terms()));
        assert_eq!(answer, "Yes, with care");
        assert_eq!(why, "10 of 11 checks passed. Not so: the data moved the priors.");
        summary.diagnostics.max_r_hat = 1.08;
        let (answer, why) = verdict(&checks(&summary, &example::terms()));
        assert_eq!(answer, "No, this cannot be trusted yet");
        assert!(why.contains("the chains agree"), "{why}");
    }

    #[test]
    fn the_complaint_tells_what_was_found() {
        let failed = Diagnostics { max_r_hat: 1.08, divergences: 3, ..example::diagnostics() };
        let complaint = gate_complaint(&failed, &Locale::default()).unwrap();
        assert_eq!(complaint, "The fit did not pass its checks (R-hat 1.080, 3 divergences).");
        assert!(gate_complaint(&example::diagnostics(), &Locale::default()).is_none());
    }
}
