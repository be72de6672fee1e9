//! The data of a panel by geography, scaled so that every geography is measured as if the nation behaved like it.
//!
//! Outcome and spend are divided by the geography's share of the population, so that priors in national units hold in
//! each. A nation measured as one is the case of one geography with the share one.

use super::media::Segment;
use super::spec::ModelSpec;
use crate::panel::Panel;

/// One geography's series; a view of the panel.
pub(crate) struct PlaceData<'a> {
    /// Share of the population.
    pub(crate) share: f64,
    /// The outcome a week, unscaled.
    pub(crate) outcome: &'a [f64],
    /// Spend a week, unscaled, one series a channel.
    pub(crate) spend: Vec<&'a [f64]>,
    /// Values a week, one series a driver.
    pub(crate) drivers: Vec<&'a [f64]>,
    /// Spend before the first week, unscaled, one series a channel where it is known.
    history: Vec<&'a [f64]>,
}

impl PlaceData<'_> {
    /// Spend of channel `c` a week of a nation that spends like the geography.
    pub(crate) fn spend_per_share(&self, c: usize) -> Vec<f64> {
        self.spend[c].iter().map(|x| x / self.share).collect()
    }

    /// The same before the first week; empty where it is not known.
    pub(crate) fn history_per_share(&self, c: usize) -> Vec<f64> {
        self.history.get(c).map(|h| h.iter().map(|x| x / self.share).collect()).unwrap_or_default()
    }
}

/// Whether `spec` measures `panel` by geography.
pub(super) fn is_by_geography(spec: &ModelSpec, panel: &Panel) -> bool {
    spec.geography.is_some() && panel.regions().len() > 1
}

/// The geographies that `spec` measures.
pub(crate) fn places<'a>(spec: &ModelSpec, panel: &'a Panel) -> Vec<PlaceData<'a>> {
    if !is_by_geography(spec, panel) {
        return vec![PlaceData {
            share: 1.0,
            outcome: panel.outcome(),
            spend: panel.channels().iter().map(|c| c.spend_by_week.as_slice()).collect(),
            drivers: panel.drivers().iter().map(|d| d.value_by_week.as_slice()).collect(),
            history: panel.channels().iter().map(|c| c.history.as_slice()).collect(),
        }];
    }
    let view = |region: &'a crate::panel::Region| PlaceData {
        share: region.share,
        outcome: &region.outcome,
        spend: region.spend.iter().map(Vec::as_slice).collect(),
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
