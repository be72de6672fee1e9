//! How it was measured, and how sure that is.

use super::Facts;
use crate::present::format;
use crate::present::measure::checks::{checks, verdict};
use crate::present::measure::terms::Terms;
use crate::present::plan::weeks_text;

/// What the numbers rest on.
pub(super) fn measured(facts: &Facts, terms: &Terms) -> Vec<String> {
    let (panel, locale) = (facts.panel, facts.locale);
    let from = panel.weeks().first().map_or_else(String::new, |week| locale.date(*week));
    let mut said = vec![format!(
        "Measured on {} of {} from {from} on, with {} channels and {} other drivers, by a model that states for each \
         number how far the data leave it open.",
        weeks_text(panel.week_count()),
        terms.outcome(),
        panel.channels().len(),
        panel.drivers().len()
    )];
    if let Some(summary) = facts.summary {
        let (answer, passed) = verdict(&checks(summary, terms));
        said.push(format!("Can it be trusted? {answer}: {}", lower(&passed)));
        let percent = |share: f64| format::percent(locale, share, 1);
        said.push(format!(
            "In the weeks measured the model is off by {} on average, and {} of them lie in its {} range.",
            percent(summary.check.relative_error),
            format::percent(locale, summary.check.coverage, 0),
            format::percent(locale, 0.9, 0)
        ));
    }
    said
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_lowercase(), letters.as_str()))
}
