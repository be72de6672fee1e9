//! The plan on one page for those who decide: what it brings, how the money is split, why, what can go wrong, what is
//! assumed, how it was measured. Plain sentences, every estimate with its range.

mod allocation;
mod picture;
mod trust;
mod words;

pub use allocation::{Allocation, AllocationRow};
pub use picture::FanPicture;

use super::Answer;
use super::trust::{outdated, untrusted};
use crate::present::forecast::{Total, assumptions};
use crate::present::format::{self, Unit};
use crate::present::locale::Locale;
use crate::present::measure::terms::Terms;
use crate::present::outcome::Outcome;
use crate::state::{Freshness, StatedGoal};
use engine::desk::Worth;
use engine::forecast::Forecast;
use engine::math::Interval;
use engine::panel::Panel;
use engine::plan::{Aim, Metric, Plan, Scenario};
use engine::posterior::Summary;
use jiff::civil::Date;

/// The most assumptions that are listed.
const MOST_ASSUMPTIONS: usize = 6;

/// What the page is made of.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The best plan that was found, where this is another.
    pub best: Option<&'a Plan>,
    /// What it is for.
    pub aim: Aim,
    /// The plan's answer, as the Plan page gives it.
    pub answer: &'a Answer,
    /// What the planned weeks bring in all, in money.
    pub worth: Option<&'a Worth>,
    /// What they bring in all.
    pub forecast: Option<&'a Forecast>,
    /// What is to be reached.
    pub goal: Option<&'a StatedGoal>,
    /// The results of the fit.
    pub summary: Option<&'a Summary>,
    /// The data of the fit.
    pub panel: &'a Panel,
    /// Whether data or model have changed since.
    pub freshness: Freshness,
    /// How numbers are written.
    pub locale: &'a Locale,
    /// Who wrote it, and when.
    pub written: &'a Written,
}

/// Who wrote the page, when, and from which data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The workspace's name.
    pub workspace: String,
    /// The day.
    pub day: Date,
    /// The version of Sextant.
    pub version: String,
    /// Tells which data the fit has seen.
    pub data_hash: String,
}

/// A number with what it is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFigure {
    /// What it is.
    pub label: String,
    /// The number.
    pub value: String,
    /// Its range.
    pub range: String,
}

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// What it is about.
    pub title: String,
    /// The answer, a full sentence.
    pub headline: String,
    /// Its range.
    pub range: String,
    /// Why the numbers are to be read with care, where they are.
    pub doubts: Vec<String>,
    /// Three numbers.
    pub figures: [KeyFigure; 3],
    /// How the money is split.
    pub allocation: Allocation,
    /// What the weeks bring, as a picture.
    pub picture: Option<FanPicture>,
    /// Why the plan is the best.
    pub why: Vec<String>,
    /// What can go wrong.
    pub risks: Vec<String>,
    /// What is assumed.
    pub assumed: Vec<String>,
    /// How it was measured, and how sure that is.
    pub measured: Vec<String>,
    /// Who wrote it, when, from which data.
    pub footer: String,
}

/// The page of a plan.
#[must_use]
pub fn board(facts: &Facts) -> Board {
    let Facts { plan, locale, panel, .. } = *facts;
    let terms = Terms::of(panel, locale);
    let doubts = [facts.summary.and_then(|s| untrusted(&s.diagnostics, locale)), outdated(facts.freshness)];
    Board {
        title: format!("Media plan for {}", super::period(&plan.scenario.weeks, locale)),
        headline: full_stop(&facts.answer.sentence),
        range: facts.answer.range.clone(),
        doubts: doubts.into_iter().flatten().map(|d| format!("{}. {}", d.title, d.what_to_do)).collect(),
        figures: figures(facts),
        allocation: allocation::allocation(plan, locale),
        picture: facts.forecast.and_then(|forecast| picture::fan_picture(forecast, locale)),
        why: words::why(facts, &terms),
        risks: words::risks(facts, &terms),
        assumed: assumed(plan, panel, locale),
        measured: trust::measured(facts, &terms),
        footer: footer(facts.written, locale),
    }
}

fn full_stop(sentence: &str) -> String {
    if sentence.ends_with(['.', '!', '?']) { sentence.to_owned() } else { format!("{sentence}.") }
}

/// What is spent, what that brings, and what the weeks bring in all.
fn figures(facts: &Facts) -> [KeyFigure; 3] {
    let Facts { plan, locale, .. } = *facts;
    let outcome = Outcome::of(facts.panel);
    let (today, planned): (f64, f64) =
        (plan.channels.iter().map(|c| c.today).sum(), plan.channels.iter().map(|c| c.planned).sum());
    let spend = KeyFigure {
        label: format!("Spend over {}", super::weeks_text(plan.scenario.weeks.len())),
        value: super::spend_text(locale, planned),
        range: format!("today's plan spends {}", super::spend_text(locale, today)),
    };
    let brings =
        estimate(format!("{} from that spend", outcome.title()), plan.planned_response, outcome.unit(), locale);
    [spend, brings, in_all(facts, &outcome)]
}

fn estimate(label: String, interval: Interval, unit: Unit, locale: &Locale) -> KeyFigure {
    KeyFigure {
        label,
        value: format::estimate(locale, unit, interval.mean, interval.lo, interval.hi),
        range: format::range_sentence(locale, unit, 0.9, interval.lo, interval.hi),
    }
}

/// The metric that the plan is judged by where it is money after costs, else the outcome; what is gained where nothing
/// is forecast yet.
fn in_all(facts: &Facts, outcome: &Outcome) -> KeyFigure {
    let locale = facts.locale;
    match (facts.aim.metric, facts.worth, facts.forecast) {
        (Metric::Profit, Some(worth), _) => {
            estimate("Profit in these weeks".to_owned(), worth.profit, Unit::Money, locale)
        }
        (Metric::Margin, Some(worth), _) => {
            estimate("Margin in these weeks".to_owned(), worth.margin, Unit::Money, locale)
        }
        (_, _, Some(forecast)) => {
            let Total { mean, lo, hi } = Total::of(forecast);
            let label = format!("{} in these weeks in all", outcome.title());
            estimate(label, Interval { mean, lo, hi }, outcome.unit(), locale)
        }
        (_, _, None) => estimate("More than today's plan".to_owned(), facts.plan.uplift, outcome.unit(), locale),
    }
}

/// What is assumed, what someone has set first.
fn assumed(plan: &Plan, panel: &Panel, locale: &Locale) -> Vec<String> {
    let usual = Scenario::starting(panel, plan.scenario.lead.weeks(), plan.scenario.weeks.len());
    let all = assumptions(&plan.scenario, &usual, panel, locale);
    let (edited, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|assumption| assumption.is_edited);
    let count = edited.len() + rest.len();
    let line = |a: crate::present::forecast::Assumption| format!("{}: {}.", a.driver, a.words);
    let mut said: Vec<String> = edited.into_iter().chain(rest).take(MOST_ASSUMPTIONS).map(line).collect();
    if count > said.len() {
        said.push(format!("{} more as in the workbook.", count - said.len()));
    }
    said.push("Trend, season and everything else go on as measured.".to_owned());
    said
}

fn footer(written: &Written, locale: &Locale) -> String {
    format!(
        "{}. Written on {} by Sextant {}. Data {}. As far as the model is right, every range holds the true value with a \
         probability of {}.",
        written.workspace,
        locale.date(written.day),
        written.version,
        written.data_hash,
        format::percent(locale, 0.9, 0)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::forecast::samples::forecast;
    use crate::present::goal::samples::goal;
    use crate::present::measure::example;
    use crate::present::plan::answer;
    use crate::present::plan::samples::plan;
    use engine::panel::{Channel, Driver, DriverKind, OutcomeKind, PanelParts};
    use engine::plan::{Evidence, Limit, Price};

    fn panel() -> Panel {
        let parts = PanelParts {
            weeks: vec![jiff::civil::date(2026, 6, 15), jiff::civil::date(2026, 6, 22)],
            outcome_name: "Revenue".into(),
            outcome_kind: OutcomeKind::Money,
            outcome: vec![1e5, 1e5],
            channels: ["Search", "Shopping", "TV"].map(|name| Channel::new(name, vec![9e3, 9e3])).to_vec(),
            drivers: vec![Driver { name: "Price".into(), kind: DriverKind::Price, value_by_week: vec![82.0, 84.0] }],
            regions: vec![],
        };
        Panel::new(parts).unwrap()
    }

    fn sample() -> Plan {
        let price = Price { limit: Limit::Maximum("Shopping".into()), per_unit: 0.42 };
        let evidence = Evidence { next_unit: Some(1.02), spread: 0.001, free: 2, prices: vec![price] };
        let mut plan = Plan { evidence, ..plan() };
        plan.scenario.drivers = vec![vec![84.0; 13]];
        plan
    }

    fn check(change: impl for<'a> FnOnce(&mut Facts<'a>, &'a Worth), test: impl FnOnce(Board)) {
        let (plan, panel, locale, forecast, summary) =
            (sample(), panel(), Locale::default(), forecast(), example::summary());
        let answer = answer(&plan, &Outcome::of(&panel), &locale);
        let worth = Worth { profit: Interval { mean: 5e5, lo: 4e5, hi: 6e5 }, ..Worth::default() };
        let written = Written {
            workspace: "Alder & Finch".into(),
            day: jiff::civil::date(2026, 6, 28),
            version: "0.1.0".into(),
            data_hash: "0123abcd".into(),
        };
        let goal = goal(Metric::Outcome, 2.79e6, &forecast.weeks, None);
        let mut facts = Facts {
            plan: &plan,
            best: None,
            aim: Aim::default(),
            answer: &answer,
            worth: None,
            forecast: Some(&forecast),
            goal: Some(&goal),
            summary: Some(&summary),
            panel: &panel,
            freshness: Freshness::Current,
            locale: &locale,
            written: &written,
        };
        change(&mut facts, &worth);
        test(board(&facts));
    }

    #[test]
    fn one_page_says_it_all() {
        check(
            |_, _| (),
            |board| {
                assert_eq!(board.title, "Media plan for 13 weeks from 29 Jun 2026");
                assert_eq!(board.headline, "The same budget could bring 118k more.");
                let values = board.figures.clone().map(|figure| figure.value);
                assert_eq!(values, ["$270k", "$630k", "$3.00M"]);
                assert_eq!(board.figures[2].range, "90\u{a0}% range $2.55M to $3.45M");
                assert_eq!(board.assumed[0], "Price: stays at 84.");
                assert_eq!(
                    board.footer,
                    "Alder & Finch. Written on 28 Jun 2026 by Sextant 0.1.0. Data 0123abcd. As far as the model is \
                     right, every range holds the true value with a probability of 90\u{a0}%."
                );
                assert!(board.picture.is_some() && board.doubts.is_empty());
                let said = [&board.why, &board.risks, &board.assumed, &board.measured];
                for sentence in said.into_iter().flatten() {
                    assert!(sentence.ends_with('.') && !sentence.contains("NaN"), "{sentence}");
                }
            },
        );
    }

    #[test]
    fn profit_is_shown_where_the_plan_is_judged_by_it() {
        check(
            |facts, worth| {
                facts.aim.metric = Metric::Profit;
                facts.worth = Some(worth);
            },
            |board| assert_eq!(board.figures[2].label, "Profit in these weeks"),
        );
        check(|facts, _| facts.forecast = None, |board| assert_eq!(board.figures[2].label, "More than today's plan"));
    }

    #[test]
    fn doubts_come_first() {
        check(
            |facts, _| facts.freshness = Freshness::DataChanged,
            |board| assert!(board.doubts[0].starts_with("The data have changed since the fit."), "{:?}", board.doubts),
        );
    }
}
