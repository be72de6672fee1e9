//! What is proposed where nobody has decided: the taxonomy, the workspace's currency, the outcome's sources.

use super::Tallies;
use super::event::Event;
use super::flow::{Flow, LeftOut};
use super::frame::{Asked, Frame, Lane};
use super::log::State;
use super::settings::OutcomeMeasure;
use super::source::SourceId;
use crate::exports::{Amount, Measure, Platform, Subject};
use crate::taxonomy::{self, Lifespan, Seen, Taxonomy, folded};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is proposed for the sources of a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Channels, drivers and rules.
    pub taxonomy: Taxonomy,
    /// The workspace's currency.
    pub currency: String,
    /// The measure of the outcome: the first of revenue, orders, units and new customers that a source has.
    pub measure: OutcomeMeasure,
    /// The sources that count for the outcome.
    pub outcome_sources: BTreeSet<SourceId>,
}

impl Proposal {
    /// The events by which the proposal is taken.
    pub fn events(&self, state: &State) -> Vec<Event> {
        let mut settings = state.settings.clone();
        settings.currency = Some(self.currency.clone());
        let mut outcome = state.outcome.clone();
        outcome.measure = self.measure;
        vec![
            Event::TaxonomyTaken(self.taxonomy.clone()),
            Event::SettingsChanged(settings),
            Event::OutcomeDefined(outcome),
        ]
    }
}

/// Proposes for the sources of a state.
pub fn propose(state: &State, tallies: &Tallies) -> Proposal {
    let mut state = state.clone();
    let lanes = Frame::lanes_only(&state, tallies);
    let measures =
        [OutcomeMeasure::Revenue, OutcomeMeasure::Orders, OutcomeMeasure::Units, OutcomeMeasure::NewCustomers];
    let is_there = |measure: &OutcomeMeasure| !systems_of_record(&lanes, measure.measure()).is_empty();
    let measure = measures.into_iter().find(is_there).unwrap_or_default();
    let outcome_sources = systems_of_record(&lanes, measure.measure());
    // What is proposed does not depend on amounts.
    let seen = seen(&lanes, |_, _| 0.0, Measure::Spend);
    let outcomes = self::seen(&lanes, |_, _| 0.0, measure.measure());
    let taxonomy = taxonomy::propose(&seen, &drivers(&lanes), &outcomes);
    drop(lanes);
    state.outcome.measure = measure;
    let frame = Frame::new(&state, tallies);
    Proposal { taxonomy, currency: frame.currency.clone(), measure, outcome_sources }
}

/// Every name with spend, with what was spent under it in the workspace's currency: what the rules are shown on.
pub fn spend_seen(state: &State, tallies: &Tallies) -> Vec<Seen> {
    // Everything flows into one column, whatever the rules say.
    let needs_markets = state.tax.iter().any(|rule| rule.market.is_some());
    spend_in(Frame::asked(state, tallies, if needs_markets { &Asked::All } else { &Asked::None }))
}

/// The same, of a frame that is ready.
pub(super) fn spend_in(mut frame: Frame<'_>) -> Vec<Seen> {
    for placed in frame.lanes.iter_mut().flat_map(|lane| &mut lane.placed) {
        (placed.channel, placed.driver, placed.left_out) = (Some(0), None, false);
    }
    let mut spend: BTreeMap<&SourceId, Vec<i64>> = BTreeMap::new();
    for lane in &frame.lanes {
        let mut sums = vec![0_i64; lane.tally.subjects.len()];
        let mut flow = Flow::new(&frame, lane, i32::MIN..=i32::MAX);
        flow.run(&mut LeftOut::default(), |arrival, _| {
            if arrival.measure == Measure::Spend {
                let sum = sums.get_mut(arrival.line.subject as usize);
                sum.into_iter().for_each(|sum| *sum = sum.saturating_add(arrival.amount.0));
            }
        });
        spend.insert(&lane.source.id, sums);
    }
    let amount = |lane: &Lane<'_>, subject: u32| {
        let sum = spend.get(&lane.source.id).and_then(|sums| sums.get(subject as usize));
        sum.map_or(0.0, |sum| Amount(*sum).to_f64())
    };
    seen(&frame.lanes, amount, Measure::Spend)
}

/// Every name that measures a level or an event.
pub fn drivers_seen(state: &State, tallies: &Tallies) -> Vec<Seen> {
    drivers(&Frame::lanes_only(state, tallies))
}

/// When each campaign with spend ran: what renames are looked for in.
pub fn lifespans(state: &State, tallies: &Tallies) -> Vec<Lifespan> {
    lifespans_in(&Frame::lanes_only(state, tallies))
}

/// The same, of lanes that are ready.
pub(super) fn lifespans_in(lanes: &[Lane<'_>]) -> Vec<Lifespan> {
    let mut spans: BTreeMap<(Platform, String), Lifespan> = BTreeMap::new();
    for lane in lanes {
        for (subject, first, last) in ran(lane) {
            let span = spans.entry((lane.source.platform, folded(&subject.campaign))).or_insert_with(|| Lifespan {
                platform: lane.source.platform,
                campaign: subject.campaign.trim().to_owned(),
                first,
                last,
            });
            (span.first, span.last) = (span.first.min(first), span.last.max(last));
        }
    }
    spans.into_values().filter(|span| !span.campaign.is_empty()).collect()
}

/// The names of a source with spend, and when: in the order of their first lines.
fn ran<'l>(lane: &'l Lane<'_>) -> Vec<(&'l Subject, Date, Date)> {
    let mut places: Vec<Option<usize>> = vec![None; lane.tally.subjects.len()];
    let mut all: Vec<(&'l Subject, Date, Date)> = vec![];
    for line in lane.tally.lines.iter().filter(|line| line.amounts.of(Measure::Spend).is_some_and(|a| a.0 != 0)) {
        let name = line.subject as usize;
        let (Some(subject), Some(place)) = (lane.tally.subjects.get(name), places.get_mut(name)) else { continue };
        match place.and_then(|place| all.get_mut(place)) {
            Some((_, first, last)) => (*first, *last) = (line.from.min(*first), line.to.max(*last)),
            None => {
                *place = Some(all.len());
                all.push((subject, line.from, line.to));
            }
        }
    }
    all
}

fn drivers(lanes: &[Lane<'_>]) -> Vec<Seen> {
    let mut all = seen(lanes, |_, _| 0.0, Measure::Level);
    all.extend(seen(lanes, |_, _| 0.0, Measure::Event));
    all
}

/// The names that have a measure, in the order of sources and names.
fn seen(lanes: &[Lane<'_>], spend: impl Fn(&Lane<'_>, u32) -> f64, measure: Measure) -> Vec<Seen> {
    let mut all = vec![];
    for lane in lanes {
        let mut has = vec![false; lane.tally.subjects.len()];
        for line in lane.tally.lines.iter().filter(|line| line.amounts.has(measure)) {
            has.get_mut(line.subject as usize).into_iter().for_each(|has| *has = true);
        }
        let source = lane.source.shown();
        let names = lane.tally.subjects.iter().enumerate().zip(has).filter(|(_, has)| *has);
        all.extend(names.map(|((place, subject), _)| Seen {
            platform: lane.source.platform,
            source: source.clone(),
            subject: subject.clone(),
            spend: spend(lane, place as u32),
        }));
    }
    all
}

/// The outcome's sources: those that were chosen, or the systems of record.
pub(super) fn outcome_sources(state: &State, lanes: &[Lane<'_>]) -> BTreeSet<SourceId> {
    match &state.outcome.sources {
        Some(chosen) => chosen.clone(),
        None => systems_of_record(lanes, state.outcome.measure.measure()),
    }
}

/// Who records sales: each place of sale is counted once, by the best of those that record it.
const RECORDERS: [&[&[Platform]]; 2] = [
    // Online: the shop, else its payments, else analytics.
    &[&[Platform::Shopify, Platform::WooCommerce], &[Platform::Stripe], &[Platform::Ga4]],
    // In stores: the tills, else what market research says of them.
    &[&[Platform::PointOfSale], &[Platform::Syndicated]],
];
/// What counts where none of these is there, the best first.
const OTHERWISE: [Platform; 3] = [Platform::Salesforce, Platform::HubSpot, Platform::Other];

/// The sources whose business it is to record the measure.
fn systems_of_record(lanes: &[Lane<'_>], measure: Measure) -> BTreeSet<SourceId> {
    let of = |platforms: &[Platform]| -> BTreeSet<SourceId> {
        let with = lanes.iter().filter(|lane| lane.extent(measure).is_some());
        with.filter(|lane| platforms.contains(&lane.source.platform)).map(|lane| lane.source.id.clone()).collect()
    };
    let best = |ranks: &[&[Platform]]| ranks.iter().map(|rank| of(rank)).find(|found| !found.is_empty());
    let counted: BTreeSet<SourceId> = RECORDERS.iter().filter_map(|ranks| best(ranks)).flatten().collect();
    let otherwise = || OTHERWISE.iter().map(|platform| of(&[*platform])).find(|found| !found.is_empty());
    if counted.is_empty() { otherwise().unwrap_or_default() } else { counted }
}

/// The currency of most rows of the outcome; where none has one, of most rows of spend; else the dollar.
pub(super) fn currency(lanes: &[Lane<'_>]) -> String {
    let most = |measure: Measure, counts: fn(&Lane<'_>) -> bool| {
        let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
        for lane in lanes.iter().filter(|lane| counts(lane)) {
            let mut own: BTreeMap<Option<u16>, u64> = BTreeMap::new();
            let lines = lane.tally.lines.iter().filter(|line| line.amounts.has(measure));
            lines.for_each(|line| *own.entry(line.currency).or_default() += u64::from(line.rows.2));
            for (place, count) in own {
                if let Some(currency) = lane.currency_at(place) {
                    *rows.entry(currency).or_default() += count;
                }
            }
        }
        rows.into_iter()
            .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)))
            .map(|(currency, _)| currency.to_owned())
    };
    let of_outcome = most(Measure::Revenue, |lane| lane.is_outcome);
    of_outcome.or_else(|| most(Measure::Spend, |_| true)).unwrap_or_else(|| "USD".to_owned())
}
