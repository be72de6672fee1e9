//! Twice: the same campaign counts in two sources that are not two exports of the same thing.

use super::super::log::State;
use super::super::overlap::SharedCampaign;
use super::super::repair::{Repair, Scope};
use super::{Check, CheckId, CheckKind, Evidence, finding};
use crate::exports::Measure;
use crate::quality::Severity;

pub(super) fn check(state: &State, shared: &[SharedCampaign]) -> Vec<Check> {
    shared.iter().map(|shared| of_campaign(state, shared)).collect()
}

fn of_campaign(state: &State, shared: &SharedCampaign) -> Check {
    let (first, second) = &shared.sources;
    let (one, other) = (shared.amounts.0.to_f64(), shared.amounts.1.to_f64());
    let sentence = format!(
        "\"{}\" has spend in {first} ({one:.2}) and in {second} ({other:.2}) on the same {} days.",
        shared.campaign, shared.days
    );
    let evidence = Evidence { days: vec![], found: Some(one + other), expected: Some(one), sentence };
    let mut check = finding(CheckKind::SameCampaign, Severity::Serious, (second, Some(Measure::Spend)), evidence);
    check.id = CheckId(format!("{} {first} {}", check.id.0, shared.campaign));
    check.repair = state.sources.get(second).map(|source| {
        let (source_id, campaign) = (Some(second.clone()), Some(shared.campaign.clone()));
        Repair::LeaveOut(Scope { source: source_id, campaign, ..Scope::platform(source.platform) })
    });
    check
}
