//! The next content from the last: what an action changes, without browser, worker or storage.

use super::content::{Content, FitId, FitRecord, PlannedFor, SourceFile, StoredChain};
use super::ledger::{CommitId, Committed};
use super::moment::Moment;
use super::plan_draft::{PlanDraft, SpendChoice};
use crate::worker::{ChainDraws, TablePreview};
use engine::calendar::add_weeks;
use engine::forecast::Forecast;
use engine::ingest::{Finding, Mapping};
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::plan::{Aim, Economics, Flighting, Plan, Scenario};
use engine::posterior::FitSettings;
use std::sync::Arc;

/// What assembling gave.
pub struct Assembled {
    /// The panel; none where a finding blocks.
    pub panel: Option<Panel>,
    /// What is noteworthy.
    pub findings: Vec<Finding>,
}

/// Adds a file and gives it a number.
pub fn add_file(content: &mut Content, preview: TablePreview) -> u32 {
    content.files_ever += 1;
    let TablePreview { name, rows, columns } = preview;
    content.files.push(Arc::new(SourceFile { id: content.files_ever, name, rows, columns }));
    content.files_ever
}

/// Puts a file in the place of all data, which are then to be confirmed anew.
pub fn replace_data(content: &mut Content, preview: TablePreview, mapping: Mapping, assembled: Assembled) -> u32 {
    content.files.clear();
    content.mapping = Some(Arc::new(mapping));
    content.panel = None;
    propose(content, assembled);
    add_file(content, preview)
}

/// Takes what files and mapping give.
pub fn propose(content: &mut Content, assembled: Assembled) {
    content.proposed_panel = assembled.panel.map(Arc::new);
    content.findings = Arc::new(assembled.findings);
}

/// Takes the proposed data as right. The model stays where it fits them and is left to be proposed anew elsewhere.
pub fn confirm_data(content: &mut Content) {
    let Some(panel) = content.proposed_panel.clone() else { return };
    if content.spec.as_ref().is_none_or(|spec| spec.check(&panel).is_err()) {
        content.spec = None;
    }
    content.panel = Some(panel);
}

/// Removes files and data; fits and ledger stay.
pub fn remove_data(content: &mut Content) {
    content.files.clear();
    content.library = Arc::default();
    content.mapping = None;
    content.findings = Arc::default();
    content.proposed_panel = None;
    content.panel = None;
    content.spec = None;
}

/// Continues the data with newer weeks.
pub fn continue_data(content: &mut Content, longer: Panel) {
    let longer = Arc::new(longer);
    // What has been changed since the data were confirmed stays to be confirmed.
    if content.panel.is_some() && content.panel == content.proposed_panel {
        content.panel = Some(longer.clone());
    }
    content.proposed_panel = Some(longer);
}

/// What went into a fit and came out.
pub struct FinishedFit {
    /// The data.
    pub panel: Arc<Panel>,
    /// The model.
    pub spec: Arc<ModelSpec>,
    /// How it was sampled.
    pub settings: FitSettings,
    /// The fit from which its chains were started.
    pub warm_from: Option<FitId>,
    /// How long it took.
    pub seconds: f64,
    /// When it was finished.
    pub finished: Moment,
    /// The chains.
    pub chains: Vec<ChainDraws>,
}

/// Adds a fit, shows it, and gives its number and its draws in one piece.
pub fn add_fit(content: &mut Content, fit: FinishedFit) -> (FitId, Vec<u8>) {
    let id = FitId(content.fits.iter().map(|f| f.id.0).max().unwrap_or(0) + 1);
    let mut draws = Vec::new();
    let stored = fit.chains.into_iter().map(|c| {
        draws.extend_from_slice(&c.positions);
        draws.extend_from_slice(&c.energies);
        StoredChain { header: c.header, position_bytes: c.positions.len(), energy_bytes: c.energies.len() }
    });
    let record = FitRecord {
        id,
        finished: fit.finished,
        seconds: fit.seconds,
        data_hash: fit.panel.data_hash(),
        panel: fit.panel,
        spec: fit.spec,
        settings: fit.settings,
        warm_from: fit.warm_from,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        chains: Arc::new(stored.collect()),
    };
    content.fits.push(Arc::new(record));
    content.current_fit = Some(id);
    (id, draws)
}

/// Makes sure that there is a plan draft for the weeks after the shown fit's data and for its channels.
pub fn match_draft_to_fit(content: &mut Content) {
    let Some(fit) = content.shown_fit() else { return };
    let panel = fit.panel.clone();
    if let Some(kept) = content.plan_draft.as_ref().and_then(|draft| draft.after(&panel)) {
        if content.plan_draft.as_deref() != Some(&kept) {
            content.plan_draft = Some(Arc::new(kept));
        }
        return;
    }
    let horizon = content.plan_draft.as_ref().map_or(super::plan_draft::HORIZON_WEEKS, |d| d.horizon());
    let (aim, flighting) = content.plan_draft.as_ref().map_or_else(
        || (Aim { economics: economics_of(content, &panel), ..Aim::default() }, Flighting::default()),
        |draft| (draft.aim, draft.flighting),
    );
    content.plan_draft = Some(Arc::new(PlanDraft { aim, flighting, ..PlanDraft::going_on(&panel, horizon) }));
}

/// What a unit of the outcome is worth, as far as the workspace says: revenue is worth itself, less the cost of goods.
pub fn economics_of(content: &Content, panel: &Panel) -> Economics {
    let costs = content.library.log.state().costs;
    let rate = costs.rate(None, add_weeks(panel.last_week(), 1));
    let margin = rate.map_or(1.0, |millionths| 1.0 - f64::from(millionths) / 1e6);
    Economics { margin, ..Economics::default() }
}

/// Drafts anew for this many weeks, `lead` weeks after the data, from today's spend; which spend is chosen stays as it
/// was.
pub fn start_plan_over(content: &mut Content, lead: usize, weeks: usize) {
    let Some(fit) = content.shown_fit() else { return };
    let panel = fit.panel.clone();
    let fresh = PlanDraft::starting(&panel, lead, weeks);
    let fresh = match content.plan_draft.as_deref() {
        // A split of one's own belongs to the weeks it was made for.
        Some(draft) if draft.choice == SpendChoice::Own => {
            PlanDraft { choice: SpendChoice::Optimum, aim: draft.aim, flighting: draft.flighting, ..fresh }
        }
        Some(draft) => PlanDraft { choice: draft.choice, aim: draft.aim, flighting: draft.flighting, ..fresh },
        None => fresh.worth(economics_of(content, &panel)),
    };
    content.plan_draft = Some(Arc::new(fresh));
}

/// Changes the plan draft.
pub fn edit_draft(content: &mut Content, change: impl FnOnce(&mut PlanDraft)) {
    if let Some(draft) = &mut content.plan_draft {
        change(Arc::make_mut(draft));
    }
}

/// Takes a plan that was found for `draft`, and chooses it where the draft has not been changed meanwhile.
pub fn take_plan(content: &mut Content, fit: FitId, draft: PlanDraft, plan: Plan) {
    let unchanged = content.plan_draft.as_ref().is_some_and(|now| now.asks_the_same(&draft));
    let has_own = content.plan_draft.as_ref().is_some_and(|now| now.choice == SpendChoice::Own);
    content.planned = Some(PlannedFor { fit, draft, plan: Arc::new(plan) });
    if unchanged && !has_own {
        edit_draft(content, |draft| draft.choice = SpendChoice::Optimum);
    }
}

/// The spend that is chosen, with the fit by which it is to be forecast.
pub fn chosen_scenario(content: &Content) -> Option<(FitId, Scenario)> {
    let (fit, draft) = (content.current_fit?, content.plan_draft.as_ref()?);
    let optimum = content.planned.as_ref().filter(|p| p.fit == fit && p.plan.scenario.weeks == draft.today.weeks);
    let scenario = match (draft.choice, optimum) {
        (SpendChoice::Optimum, Some(planned)) => planned.plan.scenario.clone(),
        (SpendChoice::Own, _) => draft.own_scenario().unwrap_or_else(|| draft.today.clone()),
        _ => draft.today.clone(),
    };
    Some((fit, scenario))
}

/// Writes a plan and its forecast into the ledger.
pub fn commit(content: &mut Content, at: Moment, fit: FitId, scenario: Scenario, forecast: Forecast) -> CommitId {
    let id = CommitId(content.ledger.iter().map(|entry| entry.id.0).max().unwrap_or(0) + 1);
    let draft = content.plan_draft.as_ref();
    let choice = match draft {
        Some(draft) if draft.today == scenario => SpendChoice::Today,
        Some(draft) if draft.choice == SpendChoice::Own => SpendChoice::Own,
        _ => SpendChoice::Optimum,
    };
    let entry = Committed {
        id,
        at,
        fit,
        choice,
        scenario,
        forecast,
        goal: content.goal,
        goal_metric: content.goal_metric,
        economics: draft.map(|draft| draft.aim.economics).unwrap_or_default(),
        goal_by: content.goal_by,
        goal_owner: content.goal_owner.clone(),
    };
    content.ledger.push(Arc::new(entry));
    id
}

/// The committed spend for the weeks after the data: channels x weeks. Empty where no plan covers them.
pub fn committed_spend_ahead(content: &Content) -> Vec<Vec<f64>> {
    let (Some(panel), Some(entry)) = (&content.panel, content.ledger.last()) else { return vec![] };
    let next = add_weeks(panel.last_week(), 1);
    let Some(from) = entry.scenario.weeks.iter().position(|week| *week == next) else { return vec![] };
    entry.scenario.spend.iter().map(|weeks| weeks[from.min(weeks.len())..].to_vec()).collect()
}

/// The fit from which a committed plan can be learned from: the shown one, where it has seen all its weeks so far.
pub fn learner(content: &Content, entry: &Committed) -> Option<FitId> {
    let (shown, panel) = (content.shown_fit()?, content.panel.as_ref()?);
    let until = entry.scenario.weeks.last()?.min(&panel.last_week()).to_owned();
    (shown.id != entry.fit && shown.panel.last_week() >= until).then_some(shown.id)
}

#[cfg(test)]
mod tests {
    use super::super::keep::tests::full_content;
    use super::*;
    use engine::sampler::Metric;

    fn moment() -> Moment {
        Moment { unix_millis: 0, day: jiff::civil::date(2026, 1, 1) }
    }

    fn finished(content: &Content) -> FinishedFit {
        let header = crate::worker::ChainHeader {
            dimension: 1,
            divergences: 0,
            gradients: 1,
            step_size: 0.1,
            metric: Metric::Diagonal(vec![1.0]),
        };
        let chain = ChainDraws { header, positions: vec![1; 8], energies: vec![2; 8] };
        FinishedFit {
            panel: content.panel.clone().unwrap(),
            spec: content.spec.clone().unwrap(),
            settings: FitSettings::default(),
            warm_from: None,
            seconds: 1.0,
            finished: moment(),
            chains: vec![chain.clone(), chain],
        }
    }

    #[test]
    fn fits_are_numbered_and_only_ever_added() {
        let mut content = full_content();
        let before = content.fits.clone();
        let fit = finished(&content);
        let (id, draws) = add_fit(&mut content, fit);
        assert_eq!((id, content.current_fit, draws.len()), (FitId(2), Some(FitId(2)), 32));
        assert_eq!(content.fits[..1], before);
        let chains = &content.fits[1].chains;
        assert_eq!(super::super::keep::cut_draws(chains, &draws).unwrap().len(), 4);
    }

    #[test]
    fn the_model_stays_while_it_fits_the_data() {
        let mut content = full_content();
        confirm_data(&mut content);
        assert!(content.spec.is_some());
        let mut parts: engine::panel::PanelParts = (**content.panel.as_ref().unwrap()).clone().into();
        parts.channels.pop();
        content.proposed_panel = Some(Arc::new(Panel::new(parts).unwrap()));
        confirm_data(&mut content);
        assert_eq!((content.spec.is_none(), content.panel == content.proposed_panel), (true, true));
    }

    /// New weeks on another scale move no prior.
    #[test]
    fn a_refresh_leaves_every_prior_where_it_was() {
        let mut content = full_content();
        let before = content.spec.clone();
        let mut parts: engine::panel::PanelParts = engine::simulate::demo(84).unwrap().panel.into();
        parts.outcome.iter_mut().for_each(|y| *y *= 3.0);
        continue_data(&mut content, Panel::new(parts).unwrap());
        confirm_data(&mut content);
        assert_eq!(content.panel.as_ref().map(|p| p.week_count()), Some(84));
        assert_eq!(content.spec, before);
    }

    #[test]
    fn a_draft_is_made_for_the_weeks_after_the_fit() {
        let mut content = full_content();
        let before = content.plan_draft.clone();
        match_draft_to_fit(&mut content);
        assert_eq!(content.plan_draft, before);
        content.panel = content.panel.map(|p| Arc::new(p.first_weeks(70)));
        let fit = finished(&content);
        add_fit(&mut content, fit);
        match_draft_to_fit(&mut content);
        // Ten weeks of data fewer: the plan still starts on its day, and no limit is lost.
        let (draft, before) = (content.plan_draft.unwrap(), before.unwrap());
        assert_eq!((draft.lead(), &draft.today.weeks, &draft.limits), (10, &before.today.weeks, &before.limits));
    }

    #[test]
    fn a_plan_that_has_begun_makes_way_for_the_next() {
        let mut content = full_content();
        start_plan_over(&mut content, 3, 8);
        let planned = content.plan_draft.clone().unwrap();
        let mut let_pass = |weeks: usize| {
            let panel = engine::simulate::demo(80 + weeks).unwrap().panel;
            continue_data(&mut content, panel);
            let fit = finished(&content);
            add_fit(&mut content, fit);
            match_draft_to_fit(&mut content);
            content.plan_draft.clone().unwrap()
        };
        let later = let_pass(2);
        assert_eq!((later.lead(), &later.today.weeks), (1, &planned.today.weeks));
        let begun = let_pass(4);
        assert_eq!((begun.lead(), begun.horizon(), begun.today.weeks[0]), (0, 8, planned.today.weeks[1]));
    }

    #[test]
    fn starting_over_keeps_the_choice_of_spend() {
        let mut content = full_content();
        let before = content.plan_draft.clone().unwrap();
        edit_draft(&mut content, |draft| {
            draft.choice = SpendChoice::Optimum;
            let double = 2.0 * draft.budget();
            draft.set_budget(double);
        });
        start_plan_over(&mut content, 0, before.horizon());
        let after = content.plan_draft.unwrap();
        assert_eq!((after.choice, after.asks_the_same(&before)), (SpendChoice::Optimum, true));
    }

    #[test]
    fn committed_spend_runs_on_from_the_data() {
        let mut content = full_content();
        let all = content.ledger[0].scenario.spend.clone();
        assert_eq!(committed_spend_ahead(&content), all);
        let simulated = engine::simulate::demo(84).unwrap();
        continue_data(&mut content, simulated.panel);
        assert_eq!(committed_spend_ahead(&content)[0], all[0][4..]);
        assert_eq!(learner(&content, &content.ledger[0].clone()), None);
        let fit = finished(&content);
        add_fit(&mut content, fit);
        assert_eq!(learner(&content, &content.ledger[0].clone()), Some(FitId(2)));
    }

    #[test]
    fn the_spend_of_today_is_forecast_until_an_optimum_is_chosen() {
        let mut content = full_content();
        edit_draft(&mut content, |draft| draft.choice = SpendChoice::Optimum);
        let (fit, scenario) = chosen_scenario(&content).unwrap();
        assert_eq!((fit, &scenario), (FitId(1), &content.plan_draft.as_ref().unwrap().today));
    }

    #[test]
    fn the_ledger_is_only_ever_added_to() {
        let mut content = full_content();
        let entry = content.ledger[0].clone();
        let id = commit(&mut content, moment(), FitId(1), entry.scenario.clone(), entry.forecast.clone());
        assert_eq!((id, content.ledger.len(), &content.ledger[0]), (CommitId(2), 2, &entry));
        remove_data(&mut content);
        assert_eq!((content.ledger.len(), content.fits.len(), content.panel), (2, 1, None));
    }
}
