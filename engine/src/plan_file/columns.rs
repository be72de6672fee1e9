//! The columns of a plan's table: spend of the paid channels, then what is assumed about everything else.

use super::document::{Paid, PlanDocument};

/// Stands before the name of a driver.
pub(super) const ASSUMED: &str = "Assumed: ";
/// Stands before the name of a channel that is not paid for.
pub(super) const ACTIVITY: &str = "Activity: ";
/// What the column of days is called.
pub(super) const WEEK: &str = "Week from";
/// What the column of sums is called.
pub(super) const TOTAL: &str = "Total spend";

/// A column with a value for every week.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    /// What stands at its head.
    pub title: String,
    /// One value a week.
    pub values: Vec<f64>,
}

impl Column {
    fn new(title: String, values: Option<&Vec<f64>>, weeks: usize) -> Self {
        let mut values = values.cloned().unwrap_or_default();
        values.resize(weeks, 0.0);
        Self { title, values }
    }

    /// The sum over all weeks.
    pub(super) fn sum(&self) -> f64 {
        self.values.iter().sum()
    }
}

/// Spend of each paid channel.
pub(super) fn spend(document: &PlanDocument) -> Vec<Column> {
    let scenario = &document.scenario;
    let column = |(c, name): (usize, &String)| Column::new(name.clone(), scenario.spend.get(c), scenario.weeks.len());
    document.names.of_kind(Paid::Yes).map(column).collect()
}

/// What is spent on all channels together.
pub(super) fn total(spend: &[Column], weeks: usize) -> Column {
    let values = (0..weeks).map(|t| spend.iter().filter_map(|c| c.values.get(t)).sum()).collect();
    Column { title: TOTAL.to_owned(), values }
}

/// What is assumed: the drivers, then the activity of channels that are not paid for.
pub(super) fn assumed(document: &PlanDocument) -> Vec<Column> {
    let (scenario, names) = (&document.scenario, &document.names);
    let weeks = scenario.weeks.len();
    let driver = |(d, name): (usize, &String)| Column::new(format!("{ASSUMED}{name}"), scenario.drivers.get(d), weeks);
    let organic =
        |(c, name): (usize, &String)| Column::new(format!("{ACTIVITY}{name}"), scenario.organic.get(c), weeks);
    names.drivers.iter().enumerate().map(driver).chain(names.of_kind(Paid::No).map(organic)).collect()
}
