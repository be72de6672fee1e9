//! Each step of the bridge with a name, what happened in plain words, and how sure its direction is.

use crate::present::chance::chance;
use crate::present::format;
use crate::present::locale::Locale;
use crate::present::plan::spend_text;
use engine::panel::Panel;
use engine::plan::Scenario;
use engine::reconcile::{Cause, Reconciliation, Step};

/// From this probability on a channel is said to work better or worse.
const SURE: f64 = 0.8;
/// From this probability on it is said that it may.
const HINT: f64 = 0.65;

/// What happened in the committed weeks, to be set against what was planned and assumed.
#[derive(Clone, Copy, Debug)]
pub struct Happened<'a> {
    /// The reconciliation.
    pub reconciliation: &'a Reconciliation,
    /// What was committed.
    pub planned: &'a Scenario,
    /// The data.
    pub panel: &'a Panel,
}

/// A step with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its name, in one or two lines: `TV spend`, `Search weaker`.
    pub label: String,
    /// What happened: `41k of 63k spent`.
    pub detail: String,
    /// The step.
    pub step: Step,
}

/// All steps with their words, in the order of the bridge.
#[must_use]
pub fn told(happened: &Happened<'_>, locale: &Locale) -> Vec<Told> {
    let tell =
        |step: &Step| Told { label: label(step), detail: happened.detail(&step.cause, locale), step: step.clone() };
    happened.reconciliation.steps.iter().map(tell).collect()
}

fn label(step: &Step) -> String {
    let is_less = step.amount.mean < 0.0;
    match &step.cause {
        Cause::Execution { channel } => format!("{channel} spend"),
        Cause::Environment { driver } => driver.clone(),
        // A direction is only named where it is more than a coin's toss.
        Cause::Learning { channel } if sureness(step) < HINT => format!("{channel} strength"),
        Cause::Learning { channel } => format!("{channel} {}", if is_less { "weaker" } else { "stronger" }),
        Cause::LearningBase if sureness(step) < HINT => "Base".to_owned(),
        Cause::LearningBase => format!("Base {}", if is_less { "lower" } else { "higher" }),
        Cause::Unexplained => "Not explained".to_owned(),
    }
}

impl Happened<'_> {
    fn detail(&self, cause: &Cause, locale: &Locale) -> String {
        match cause {
            Cause::Execution { channel } => {
                self.spend(channel).map_or_else(String::new, |(planned, spent)| spent_of(planned, spent, locale))
            }
            Cause::Environment { driver } => {
                self.driver(driver).map_or_else(String::new, |(assumed, was)| was_instead_of(assumed, was, locale))
            }
            Cause::Learning { .. } => "new fit less old, at what was spent".to_owned(),
            Cause::LearningBase => "trend and season, new fit less old".to_owned(),
            Cause::Unexplained => "what no fit expected".to_owned(),
        }
    }

    /// Planned and actual spend of a channel over the weeks.
    fn spend(&self, channel: &str) -> Option<(f64, f64)> {
        let place = self.panel.channels().iter().position(|c| c.name == channel)?;
        let planned = self.planned.spend.get(place).filter(|_| self.planned.is_paid(place))?;
        let actual = &self.panel.channels()[place].spend_by_week;
        Some((planned.iter().take(self.count()).sum(), self.over_weeks(actual)?.iter().sum()))
    }

    /// Assumed and actual mean of a driver over the weeks.
    fn driver(&self, driver: &str) -> Option<(f64, f64)> {
        let place = self.panel.drivers().iter().position(|d| d.name == driver)?;
        let assumed: Vec<f64> = self.planned.drivers.get(place)?.iter().take(self.count()).copied().collect();
        let actual = self.over_weeks(&self.panel.drivers()[place].value_by_week)?;
        Some((engine::math::mean(&assumed), engine::math::mean(actual)))
    }

    fn count(&self) -> usize {
        self.reconciliation.weeks.len()
    }

    fn over_weeks<'a>(&self, series: &'a [f64]) -> Option<&'a [f64]> {
        let first = self.reconciliation.weeks.first()?;
        let from = self.panel.weeks().iter().position(|week| week == first)?;
        series.get(from..from + self.count())
    }
}

fn spent_of(planned: f64, spent: f64, locale: &Locale) -> String {
    let (spent, planned) = (spend_text(locale, spent), spend_text(locale, planned));
    if spent == planned { format!("{spent} spent as planned") } else { format!("{spent} of {planned} spent") }
}

fn was_instead_of(assumed: f64, was: f64, locale: &Locale) -> String {
    let (was, assumed) = (format::compact(locale, was), format::compact(locale, assumed));
    if was == assumed {
        format!("{was} on average, as assumed")
    } else {
        format!("{was} on average, {assumed} assumed")
    }
}

/// How sure the direction of a step is.
#[must_use]
pub fn sureness(step: &Step) -> f64 {
    if step.amount.mean < 0.0 { step.probability_negative } else { 1.0 - step.probability_negative }
}

/// A sentence on a step, whose size is printed as `change`, or none where its direction is not sure enough to be told.
#[must_use]
pub fn sentence(told: &Told, change: &str, locale: &Locale) -> Option<String> {
    let step = &told.step;
    let is_less = step.amount.mean < 0.0;
    let sure = sureness(step);
    match &step.cause {
        Cause::Learning { channel } => {
            let how = if is_less { "less" } else { "better" };
            let than = if is_less { "well than believed" } else { "than believed" };
            learned(sure, &format!("{channel} works {how} {than}"), &format!("{channel} may work {how} {than}"), locale)
        }
        Cause::LearningBase => {
            let level = if is_less { "lower" } else { "higher" };
            let (is, may) = ("The base is", "The base may be");
            learned(sure, &format!("{is} {level} than believed"), &format!("{may} {level} than believed"), locale)
        }
        Cause::Execution { .. } | Cause::Environment { .. } => {
            Some(format!("{} ({}): {change}.", told.label, told.detail))
        }
        Cause::Unexplained => None,
    }
}

fn learned(sure: f64, surely: &str, maybe: &str, locale: &Locale) -> Option<String> {
    match sure {
        sure if sure >= SURE => Some(format!("{surely}; {} sure.", chance(locale, sure))),
        sure if sure >= HINT => Some(format!("{maybe}; {} sure.", chance(locale, sure))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{committed, panel, reconciliation};
    use super::*;

    #[test]
    fn steps_are_told_in_plain_words() {
        let (reconciliation, committed, panel) = (reconciliation(), committed(), panel());
        let happened = Happened { reconciliation: &reconciliation, planned: &committed.scenario, panel: &panel };
        let told = told(&happened, &Locale::default());
        let labels: Vec<&str> = told.iter().map(|t| t.label.as_str()).collect();
        assert_eq!(labels[..2], ["Search spend", "TV spend"]);
        assert_eq!(labels[2..], ["Price", "Search weaker", "TV strength", "Base higher", "Not explained"]);
        assert_eq!(told[1].detail, "$24k of $40k spent");
        assert_eq!(told[2].detail, "86 on average, 84 assumed");
        let sentences: Vec<Option<String>> =
            told.iter().map(|t| sentence(t, "\u{2212}21k", &Locale::default())).collect();
        assert_eq!(sentences[3].as_deref(), Some("Search works less well than believed; 84\u{a0}% sure."));
        assert_eq!(sentences[4], None);
        assert_eq!(sentences[2].as_deref(), Some("Price (86 on average, 84 assumed): \u{2212}21k."));
    }
}
