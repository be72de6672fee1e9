//! Channels from their columns: which columns of contacts, reach and frequency belong to which column of spend, what is
//! missing among them, and the channel that they make together.
//!
//! Frequencies do not add up over days and geographies, contacts do: from when cells are filled to when the weeks stand,
//! a frequency is carried as the contacts reach * frequency, and divided by the reach again.

use super::columns::{Series, Use};
use super::findings::{FindingId, Findings, Places};
use super::mapping::{Mapping, Role};
use crate::panel::{self, Activity, Channel};

/// Turns frequencies into contacts.
pub(super) fn frequencies_to_contacts(series: &mut [Series], mapping: &Mapping) {
    for i in 0..series.len() {
        if series[i].purpose != Use::Frequency {
            continue;
        }
        let channel = mapping.channel_of(&series[i].name);
        let reach = find(series, mapping, Use::Reach, channel).map(|s| s.values.clone()).unwrap_or_default();
        series[i].values.iter_mut().zip(reach).for_each(|(frequency, reach)| *frequency *= reach);
    }
}

fn find<'a>(series: &'a [Series], mapping: &Mapping, purpose: Use, channel: Option<&str>) -> Option<&'a Series> {
    series.iter().find(|s| s.purpose == purpose && channel.is_some() && mapping.channel_of(&s.name) == channel)
}

/// The channel whose spend (or activity, where it is organic) is `own`, called `name`, with its past.
pub(super) fn channel(own: &Series, name: String, all: &[Series], before: &[Series], mapping: &Mapping) -> Channel {
    let past = |of: &Series| before.iter().find(|s| s.name == of.name).map_or(vec![], |s| s.values.clone());
    let whole = |of: &Series| panel::Series { by_week: of.values.clone(), history: past(of) };
    if own.purpose == Use::Organic {
        return Channel::organic(name, whole(own));
    }
    let measured = |purpose: Use| find(all, mapping, purpose, Some(&own.name)).map(whole);
    let activity = match (measured(Use::Reach), measured(Use::Frequency), measured(Use::Exposure)) {
        (Some(reach), Some(contacts), _) => {
            let over = |contacts: &[f64], reach: &[f64]| -> Vec<f64> {
                contacts.iter().zip(reach).map(|(c, r)| if *r > 0.0 { c / r } else { 0.0 }).collect()
            };
            let frequency = panel::Series {
                by_week: over(&contacts.by_week, &reach.by_week),
                history: over(&contacts.history, &reach.history),
            };
            Activity::ReachFrequency { reach, frequency }
        }
        (_, _, Some(contacts)) => Activity::Exposure(contacts),
        _ => Activity::Spend,
    };
    Channel { history: past(own), activity, ..Channel::new(name, own.values.clone()) }
}

/// What does not fit between columns of contacts, reach, frequency and spend.
pub(super) fn report(mapping: &Mapping, findings: &mut Findings) {
    let of = |role: Role| mapping.columns.iter().filter(move |c| c.role == role).map(|c| c.name.as_str());
    let contacts = || [Role::Exposure, Role::Reach, Role::Frequency].into_iter().flat_map(of);
    let homeless: Vec<&str> = contacts().filter(|name| mapping.channel_of(name).is_none()).collect();
    if !homeless.is_empty() {
        let advice = "Give the column of the channel's spend a name alike, such as \"tv_spend\" beside \"tv_reach\", and \
            the role of spend; or, where nothing was paid, make the column an organic channel.";
        let problem = "no column of spend belongs to it.";
        findings.error(FindingId::ContactsWithoutSpend, problem, advice, Places::of_columns(homeless));
    }
    let count = |role: Role, channel: &str| of(role).filter(|name| mapping.channel_of(name) == Some(channel)).count();
    let (mut alone, mut several) = (vec![], vec![]);
    for name in contacts() {
        let Some(channel) = mapping.channel_of(name) else { continue };
        let [exposure, reach, frequency] = [Role::Exposure, Role::Reach, Role::Frequency].map(|r| count(r, channel));
        match (exposure, reach, frequency) {
            (1, 0, 0) | (0, 1, 1) => {}
            (0, 1, 0) | (0, 0, 1) => alone.push(name),
            _ => several.push(name),
        }
    }
    if !alone.is_empty() {
        let advice = "Give the other of the two its role as well. Reach without a frequency can be used as contacts; a \
            frequency without a reach can be left out.";
        let problem = "reach and frequency go together, and one of them is missing.";
        findings.error(FindingId::ReachWithoutFrequency, problem, advice, Places::of_columns(alone));
    }
    if !several.is_empty() {
        let advice = "Keep contacts, or reach and frequency, and give the other columns no role.";
        let problem = "several columns measure the same channel.";
        findings.error(FindingId::SeveralMeasures, problem, advice, Places::of_columns(several));
    }
}
