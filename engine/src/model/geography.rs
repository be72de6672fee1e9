//! The data of a panel by geography, scaled so that every geography is measured as if the nation behaved like it.
//!
//! Outcome and spend are divided by the geography's share of the population, so that priors in national units hold in
//! each. A nation measured as one is the case of one geography with the share one.

use super::media::Segment;
use super::parameters::ChannelParameters;
use super::spec::ModelSpec;
use crate::panel::{Activity, Panel, Series};
use crate::transforms::frequency::weighted_reach;
use std::borrow::Cow;

/// One geography's series; a view of the panel.
pub(crate) struct PlaceData<'a> {
    /// Share of the population.
    pub(crate) share: f64,
    /// The outcome a week, unscaled.
    pub(crate) outcome: &'a [f64],
    /// Spend a week, unscaled, one series a channel.
    pub(crate) spend: Vec<&'a [f64]>,
    /// What drives each channel's response, unscaled.
    activity: Vec<&'a Activity>,
    /// Values a week, one series a driver.
    pub(crate) drivers: Vec<&'a [f64]>,
    /// Spend before the first week, unscaled, one series a channel where it is known.
    history: Vec<&'a [f64]>,
}

/// What drives one channel's response in one geography, as if the nation behaved like it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drive {
    /// Spend, contacts, activity or reach a week, per share of the population.
    pub(crate) by_week: Vec<f64>,
    /// The same before the first week; empty where it is not known.
    pub(crate) history: Vec<f64>,
    /// How often each of those reached was, and before the first week, for a channel of reach and frequency.
    pub(crate) frequency: Option<(Vec<f64>, Vec<f64>)>,
}

impl Drive {
    /// The weekly drive with its history before it, given a draw's parameters.
    pub(crate) fn with(&self, parameters: &ChannelParameters) -> (Cow<'_, [f64]>, Cow<'_, [f64]>) {
        match &self.frequency {
            None => (Cow::Borrowed(&self.by_week), Cow::Borrowed(&self.history)),
            Some((now, before)) => {
                let weighted = |reach: &[f64], often: &[f64]| weighted_reach(parameters.frequency, reach, often);
                (Cow::Owned(weighted(&self.by_week, now)), Cow::Owned(weighted(&self.history, before)))
            }
        }
    }
}

impl<'a> PlaceData<'a> {
    /// What drives channel `c`, unscaled: spend, contacts, activity or reach a week.
    pub(crate) fn amount(&self, c: usize) -> &'a [f64] {
        self.activity[c].amount().map_or(self.spend[c], |series| &series.by_week)
    }

    /// What drives channel `c` in a nation that behaves like the geography.
    pub(crate) fn drive(&self, c: usize) -> Drive {
        let known = self.history.get(c).copied().unwrap_or_default();
        let history = self.activity[c].amount().map_or(known, |series| &series.history);
        let per_share = |series: &[f64]| series.iter().map(|x| x / self.share).collect();
        let often = |series: &Series| {
            // A history of reach without frequencies counts for nothing.
            let mut before = series.history.clone();
            before.resize(history.len(), 0.0);
            (series.by_week.clone(), before)
        };
        Drive {
            by_week: per_share(self.amount(c)),
            history: per_share(history),
            frequency: self.activity[c].frequency().map(often),
        }
    }
}

/// Whether `spec` measures `panel` by geography.
pub(super) fn is_by_geography(spec: &ModelSpec, panel: &Panel) -> bool {
    spec.geography.is_some() && panel.regions().len() > 1
}

/// How many geographies `spec` measures; 1 for a nation.
pub(super) fn place_count(spec: &ModelSpec, panel: &Panel) -> usize {
    if is_by_geography(spec, panel) { panel.regions().len() } else { 1 }
}

/// The geographies that `spec` measures.
pub(crate) fn places<'a>(spec: &ModelSpec, panel: &'a Panel) -> Vec<PlaceData<'a>> {
    if !is_by_geography(spec, panel) {
        return vec![PlaceData {
            share: 1.0,
            outcome: panel.outcome(),
            spend: panel.channels().iter().map(|c| c.spend_by_week.as_slice()).collect(),
            activity: panel.channels().iter().map(|c| &c.activity).collect(),
            drivers: panel.drivers().iter().map(|d| d.value_by_week.as_slice()).collect(),
            history: panel.channels().iter().map(|c| c.history.as_slice()).collect(),
        }];
    }
    let view = |region: &'a crate::panel::Region| PlaceData {
        share: region.share,
        outcome: &region.outcome,
        spend: region.spend.iter().map(Vec::as_slice).collect(),
        activity: (0..region.spend.len()).map(|c| region.activity(c)).collect(),
        drivers: region.drivers.iter().map(Vec::as_slice).collect(),
        history: region.history.iter().map(Vec::as_slice).collect(),
    };
    panel.regions().iter().map(view).collect()
}

/// The weeks of each geography.
pub(super) fn segments(places: &[PlaceData<'_>]) -> Vec<Segment> {
    places.iter().map(|p| Segment { weeks: p.outcome.len(), share: p.share }).collect()
}

/// One series of every geography, one after the other, each divided by its geography's share.
pub(super) fn per_share<'a>(places: &[PlaceData<'a>], series: impl Fn(&PlaceData<'a>) -> &'a [f64]) -> Vec<f64> {
    places.iter().flat_map(|p| series(p).iter().map(move |x| x / p.share)).collect()
}
