//! Geographies: a file with a row for each week and geography becomes a panel of the whole with its parts.
//!
//! Each geography is assembled like a file of its own; the whole is their sum (outcome, spend) or their mean weighted
//! by population (drivers), so that parts and whole always agree. Without a column of populations a geography's share
//! is its share of the outcome.

use super::assemble::assemble_part;
use super::findings::{FindingId, Findings, Places};
use super::mapping::{Geography, Mapping};
use super::numbers::{NumberCell, is_nothing, parse_number};
use super::table::{Column, Table};
use crate::panel::{Activity, ChannelKind, Panel, PanelParts, Region, Series};
use std::collections::BTreeSet;

/// Splits `whole`, which `table` gives when all geographies are added up, into geographies.
///
/// `None`, with the reason among the findings, where one of them does not have the weeks of the whole.
pub(super) fn with_regions(table: &Table, mapping: &Mapping, whole: Panel, findings: &mut Findings) -> Option<Panel> {
    let Geography::Each { column, population } = &mapping.geography else { return Some(whole) };
    let names = names(table, column);
    if names.len() < 2 {
        return Some(whole);
    }
    let mut regions = Vec::with_capacity(names.len());
    for name in &names {
        match region(table, mapping, column, name, &whole) {
            Ok(region) => regions.push(region),
            Err(why) => {
                let advice = "Complete its rows, or add the geographies up.";
                findings.error(FindingId::GeographyIncomplete, &why, advice, Places::of_columns([column]));
                return None;
            }
        }
    }
    let populations = population.as_ref().and_then(|p| populations(table, mapping, column, p, &names));
    let shares = populations.unwrap_or_else(|| regions.iter().map(outcome_size).collect());
    let total: f64 = shares.iter().sum();
    regions.iter_mut().zip(shares).for_each(|(region, share)| region.share = share / total);
    Panel::new(whole_of(whole, regions)).ok()
}

/// The geographies of a column, in alphabetical order.
fn names(table: &Table, column: &str) -> Vec<String> {
    let cells = table.column(column).into_iter().flat_map(|c| c.cells.iter());
    let names: BTreeSet<&str> = cells.filter(|cell| !is_nothing(cell)).collect();
    names.into_iter().map(str::to_owned).collect()
}

fn region(table: &Table, mapping: &Mapping, column: &str, name: &str, whole: &Panel) -> Result<Region, String> {
    let mut only = mapping.clone();
    only.geography = Geography::Only { column: column.to_owned(), value: name.to_owned() };
    let panel = assemble_part(table, &only, whole).ok_or_else(|| format!("the rows of \"{name}\" give no panel."))?;
    if panel.weeks() != whole.weeks() {
        let (found, all) = (panel.week_count(), whole.week_count());
        return Err(format!("\"{name}\" has {found} of the {all} weeks that the geographies have together."));
    }
    let weeks = whole.week_count();
    let spend = whole.channels().iter().map(|channel| {
        let own = panel.channels().iter().find(|own| own.name == channel.name);
        own.map_or_else(|| vec![0.0; weeks], |own| own.spend_by_week.clone())
    });
    let drivers = whole.drivers().iter().map(|driver| {
        let own = panel.drivers().iter().find(|own| own.name == driver.name);
        own.map_or_else(|| driver.value_by_week.clone(), |own| own.value_by_week.clone())
    });
    let history = whole.channels().iter().map(|channel| {
        let own = panel.channels().iter().find(|own| own.name == channel.name);
        own.map(|own| own.history.clone()).unwrap_or_default()
    });
    let activities = whole.channels().iter().map(|channel| {
        let own = panel.channels().iter().find(|own| own.name == channel.name && own.kind() == channel.kind());
        let nothing =
            |series: &Series, _| Series { by_week: vec![0.0; weeks], history: vec![0.0; series.history.len()] };
        own.map_or_else(|| channel.activity.map(nothing), |own| own.activity.clone())
    });
    let all_by_spend = whole.channels().iter().all(|channel| channel.kind() == ChannelKind::Spend);
    Ok(Region {
        history: history.collect(),
        activities: if all_by_spend { vec![] } else { activities.collect() },
        name: name.to_owned(),
        share: 1.0,
        spend: spend.collect(),
        drivers: drivers.collect(),
        outcome: panel.outcome().to_vec(),
    })
}

fn outcome_size(region: &Region) -> f64 {
    region.outcome.iter().map(|y| y.abs()).sum::<f64>().max(f64::MIN_POSITIVE)
}

/// The first population that stands in a row of each geography; `None` where one has none.
fn populations(table: &Table, mapping: &Mapping, column: &str, population: &str, names: &[String]) -> Option<Vec<f64>> {
    let (geographies, values): (&Column, &Column) = (table.column(column)?, table.column(population)?);
    let of = |name: &String| {
        let rows = (0..table.row_count()).filter(|&row| geographies.cells.get(row) == name);
        let numbers = rows.map(|row| parse_number(values.cells.get(row), mapping.decimal));
        numbers.filter_map(|cell| if let NumberCell::Number(x, _) = cell { Some(x) } else { None }).find(|x| *x > 0.0)
    };
    names.iter().map(of).collect()
}

/// The whole with columns that are exactly those of its parts put together.
fn whole_of(whole: Panel, regions: Vec<Region>) -> PanelParts {
    let mut parts = PanelParts::from(whole);
    let weeks = parts.weeks.len();
    let sum = |series: &dyn Fn(&Region, usize) -> f64| -> Vec<f64> {
        (0..weeks).map(|t| regions.iter().map(|region| series(region, t)).sum()).collect()
    };
    parts.outcome = sum(&|region, t| region.outcome[t]);
    for (c, channel) in parts.channels.iter_mut().enumerate() {
        channel.spend_by_week = sum(&|region, t| region.spend[c][t]);
        channel.activity = whole_activity(&channel.activity, &regions, c, weeks);
    }
    for (i, driver) in parts.drivers.iter_mut().enumerate() {
        driver.value_by_week = sum(&|region, t| region.share * region.drivers[i][t]);
    }
    parts.regions = regions;
    parts
}

/// Contacts, activity and reach of the parts added up; frequency is their mean, weighted by reach.
fn whole_activity(whole: &Activity, regions: &[Region], c: usize, weeks: usize) -> Activity {
    let parts: Vec<&Activity> = regions.iter().map(|region| region.activity(c)).collect();
    let amount = |part: &Activity, t: usize| part.amount().map_or(0.0, |series| series.by_week[t]);
    let reached = |t: usize| parts.iter().map(|part| amount(part, t)).sum::<f64>();
    let contacts = |t: usize| {
        let often = |part: &Activity| part.frequency().map_or(0.0, |series| series.by_week[t]);
        parts.iter().map(|part| amount(part, t) * often(part)).sum::<f64>()
    };
    whole.map(|series, is_frequency| {
        let value = |t: usize| match (is_frequency, reached(t)) {
            (false, reached) => reached,
            (true, reached) if reached > 0.0 => contacts(t) / reached,
            (true, _) => 0.0,
        };
        Series { by_week: (0..weeks).map(value).collect(), history: series.history.clone() }
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Assembly, assemble, propose, read};
    use crate::calendar::add_weeks;
    use jiff::civil::date;

    /// Two geographies of 60 weeks; the second has three times the population.
    fn file(weeks_of_south: usize) -> String {
        let mut text = String::from("week,geo,sales,tv_spend,price,population\n");
        for t in 0..60_usize {
            let week = add_weeks(date(2024, 1, 1), t as i64);
            let (spend, price) = ((t * 7) % 11, 8 + t % 3);
            text += &format!("{week},North,{},{spend},{price},1000\n", 100 + t % 5);
            if t < weeks_of_south {
                text += &format!("{week},South,{},{},10,3000\n", 300 + t % 7, 2 * spend);
            }
        }
        text
    }

    fn assembled(text: &str) -> Assembly {
        let table = read("geo.csv", text.as_bytes()).unwrap();
        let mut mapping = propose(&table);
        mapping.measure_each("geo");
        assemble(&table, &mapping)
    }

    #[test]
    fn parts_and_whole_agree() {
        let panel = assembled(&file(60)).panel.unwrap();
        let regions = panel.regions();
        assert_eq!(
            regions.iter().map(|r| (r.name.as_str(), r.share)).collect::<Vec<_>>(),
            [("North", 0.25), ("South", 0.75)]
        );
        for t in 0..60 {
            assert_eq!(panel.outcome()[t], regions[0].outcome[t] + regions[1].outcome[t]);
            assert_eq!(panel.channels()[0].spend_by_week[t], regions[0].spend[0][t] + regions[1].spend[0][t]);
            let price = 0.25 * regions[0].drivers[0][t] + 0.75 * 10.0;
            assert!((panel.drivers()[0].value_by_week[t] - price).abs() < 1e-12);
        }
        assert_eq!(panel.drivers().len(), 1, "the population is no driver");
        assert_eq!(panel.first_weeks(20).regions()[1].outcome.len(), 20);
    }

    #[test]
    fn a_geography_that_ends_early_is_named() {
        let assembly = assembled(&file(50));
        assert!(assembly.panel.is_none());
        let message = &assembly.findings[0].message;
        assert!(message.contains("\"South\" has 50 of the 60 weeks"), "{message}");
    }
}
