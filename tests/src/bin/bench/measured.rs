//! What was measured, and the table of it.

use crate::answer::Answer;
use crate::cases::Case;
use crate::judge::Judgement;
use engine::math::{Interval, quantile};
use serde_json::{Value, json};

/// One measurement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    /// From the click to the result.
    pub(crate) wall_s: f64,
    /// Processor time of all that ran for it.
    pub(crate) cpu_s: Option<f64>,
    /// The largest memory.
    pub(crate) peak_mb: Option<f64>,
    /// Smallest bulk effective sample size over the parameters that are sampled.
    pub(crate) min_bulk_ess: Option<f64>,
    /// The same over the channels' total contributions.
    pub(crate) min_total_ess: Option<f64>,
    /// Largest R-hat over the parameters.
    pub(crate) max_r_hat: Option<f64>,
    /// Divergent trajectories.
    pub(crate) divergences: Option<f64>,
    /// What each channel brought.
    pub(crate) channels: Vec<Interval>,
    /// What they brought together.
    pub(crate) media: Option<Interval>,
    /// Where it would spend, where it was asked.
    pub(crate) plan: Option<Planned>,
}

/// A planner's answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Planned {
    /// Each channel's total.
    pub(crate) totals: Vec<f64>,
    /// What its own model says that they bring more than today's, over what it says of today's; where it says it.
    pub(crate) promised: Option<f64>,
    /// From the fitted model to the answer.
    pub(crate) seconds: f64,
}

impl Measured {
    /// A time and nothing else.
    pub(crate) fn plain(wall_s: f64) -> Self {
        Self { wall_s, ..Self::default() }
    }
}

/// How a run ended.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// With figures.
    Measured(Measured),
    /// Without, for this reason.
    Stopped(String),
}

/// A line of the table: the runs of one tool on one case.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The case, with the work where it is not a fit.
    pub(crate) case: String,
    /// Who did it.
    pub(crate) tool: String,
    /// Every run.
    pub(crate) runs: Vec<Outcome>,
    /// Processes that wanted a processor when each run started (the last minute's average).
    pub(crate) loads: Vec<f64>,
    /// Against the truth, where it is known.
    pub(crate) judgement: Option<Judgement>,
    /// The plan against the truth, where one was asked for.
    pub(crate) answer: Option<Answer>,
}

impl Row {
    /// A line without runs yet.
    pub(crate) fn new(case: impl Into<String>, tool: impl Into<String>) -> Self {
        Self { case: case.into(), tool: tool.into(), runs: vec![], loads: vec![], judgement: None, answer: None }
    }

    /// Measures once more, unless an earlier run was stopped.
    pub(crate) fn run<E>(&mut self, case: &Case, once: impl FnOnce() -> Result<Outcome, E>) -> Result<(), E> {
        if self.stopped().is_some() {
            return Ok(());
        }
        self.loads.extend(load());
        let outcome = once()?;
        if let (Outcome::Measured(m), Some(truth)) = (&outcome, &case.truth) {
            self.judgement = m.media.map(|media| Judgement::of(&m.channels, media, truth));
        }
        if let (Outcome::Measured(Measured { plan: Some(plan), .. }), Some(quarter)) = (&outcome, &case.quarter) {
            self.answer = Some(Answer::of(plan, quarter));
        }
        self.runs.push(outcome);
        Ok(())
    }

    fn stopped(&self) -> Option<&str> {
        self.runs.iter().find_map(|r| if let Outcome::Stopped(why) = r { Some(why.as_str()) } else { None })
    }

    /// Medians over runs, and every run's wall time.
    pub(crate) fn json(&self) -> Value {
        let runs = || self.runs.iter().filter_map(|r| if let Outcome::Measured(m) = r { Some(m) } else { None });
        let median = |f: &dyn Fn(&Measured) -> Option<f64>| {
            let mut values: Vec<f64> = runs().filter_map(f).filter(|x| x.is_finite()).collect();
            if values.is_empty() { Value::Null } else { Value::from(quantile(&mut values, 0.5)) }
        };
        json!({
            "case": self.case,
            "tool": self.tool,
            "stopped": self.stopped(),
            "wall_s": median(&|m| Some(m.wall_s)),
            "wall_s_of_runs": runs().map(|m| m.wall_s).collect::<Vec<_>>(),
            "cpu_s": median(&|m| m.cpu_s),
            "min_bulk_ess": median(&|m| m.min_bulk_ess),
            "min_total_ess": median(&|m| m.min_total_ess),
            "ess_per_s": median(&|m| Some(m.min_bulk_ess? / m.wall_s)),
            "total_ess_per_s": median(&|m| Some(m.min_total_ess? / m.wall_s)),
            "ess_per_cpu_s": median(&|m| Some(m.min_bulk_ess? / m.cpu_s?)),
            "max_r_hat": median(&|m| m.max_r_hat),
            "divergences": median(&|m| m.divergences),
            "peak_mb": median(&|m| m.peak_mb),
            "loads": self.loads,
            "judgement": self.judgement.as_ref().map(Judgement::json),
            "plan": self.answer.as_ref().map(Answer::json),
        })
    }
}

/// The average number of processes that wanted a processor over the last minute, where it is known.
fn load() -> Option<f64> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

/// A column: its heading, its width, the key and the digits of its figure.
type Column = (&'static str, usize, &'static str, usize);

const COLUMNS: [Column; 11] = [
    ("wall s", 10, "wall_s", 2),
    ("cpu s", 8, "cpu_s", 1),
    ("min ESS", 8, "min_bulk_ess", 0),
    ("ESS/s", 8, "ess_per_s", 2),
    ("ESS/cpu s", 9, "ess_per_cpu_s", 2),
    ("of totals", 9, "min_total_ess", 0),
    ("per s", 8, "total_ess_per_s", 2),
    ("R-hat", 7, "max_r_hat", 3),
    ("div", 5, "divergences", 0),
    ("peak MB", 8, "peak_mb", 0),
    ("load", 5, "load", 1),
];

/// The table as text.
pub(crate) fn table(rows: &[Value]) -> String {
    let mut text = format!("{:24} {:15}", "case", "tool");
    COLUMNS.iter().for_each(|(heading, width, ..)| text += &format!(" {heading:>width$}"));
    text += "  media   covered\n";
    for row in rows {
        text +=
            &format!("{:24} {:15}", row["case"].as_str().unwrap_or_default(), row["tool"].as_str().unwrap_or_default());
        text += &row["stopped"].as_str().map_or_else(|| figures(row), |why| format!(" {why}"));
        text.push('\n');
    }
    text
}

fn figures(row: &Value) -> String {
    let mut text = String::new();
    for (_, width, key, digits) in COLUMNS {
        let figure = if key == "load" { row["loads"][0].as_f64() } else { row[key].as_f64() };
        // A gradient takes microseconds.
        let digits = if key == "wall_s" && figure.is_some_and(|x| x < 0.1) { 6 } else { digits };
        let figure = figure.map_or("-".into(), |x| format!("{x:.digits$}"));
        text += &format!(" {figure:>width$}");
    }
    if let Some(error) = row["judgement"]["total_error"].as_f64() {
        let covered = row["judgement"]["channels_covered"].as_f64().unwrap_or_default();
        text += &format!("  {:+5.1} %  {:3.0} %", 100.0 * error, 100.0 * covered);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_medians_or_why_it_stopped() {
        let mut row = Row::new("a case", "a tool");
        for (wall_s, ess) in [(1.0, 100.0), (2.0, 400.0), (4.0, 800.0)] {
            row.runs.push(Outcome::Measured(Measured { wall_s, min_bulk_ess: Some(ess), ..Measured::default() }));
        }
        assert_eq!(row.json()["wall_s"], 2.0);
        assert_eq!(row.json()["ess_per_s"], 200.0);
        assert!(table(&[row.json()]).contains("200.00"));
        row.runs.push(Outcome::Stopped("did not finish".into()));
        assert!(table(&[row.json()]).contains("did not finish"));
    }
}
