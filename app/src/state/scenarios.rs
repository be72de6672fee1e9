//! Scenarios: plans with a name, to be opened again, compared and shared.

use super::content::Content;
use super::moment::Moment;
use super::plan_draft::{PlanDraft, SpendChoice};
use super::reduce::chosen_scenario;
use engine::plan::Scenario;
use std::sync::Arc;

/// Numbers a workspace's scenarios, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScenarioId(pub u32);

/// A plan with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedScenario {
    /// Its number.
    pub id: ScenarioId,
    /// Its name.
    pub name: String,
    /// Whatever else is to be known.
    pub note: String,
    /// When it was saved.
    pub saved: Moment,
    /// Horizon, assumptions, limits and aim.
    pub draft: PlanDraft,
    /// The spend and the assumptions it stands for.
    pub scenario: Scenario,
}

impl NamedScenario {
    /// The draft that shows its spend when it is opened.
    pub fn opened(&self) -> PlanDraft {
        let mut draft = self.draft.clone();
        if self.scenario.spend == draft.today.spend {
            draft.choice = SpendChoice::Today;
        } else {
            draft.own = Some(self.scenario.spend.clone());
            draft.choice = SpendChoice::Own;
        }
        draft
    }
}

/// Saves the plan as it stands under a name; none where there is no plan.
pub fn save_scenario(content: &mut Content, name: &str, saved: Moment) -> Option<ScenarioId> {
    let (_, scenario) = chosen_scenario(content)?;
    let draft = PlanDraft::clone(content.plan_draft.as_ref()?);
    Some(add(content, free_name(content, name), String::new(), saved, draft, scenario))
}

/// Adds a scenario that came from elsewhere, such as a file.
pub fn add_scenario(content: &mut Content, scenario: NamedScenario) -> ScenarioId {
    let NamedScenario { name, note, saved, draft, scenario, .. } = scenario;
    add(content, free_name(content, &name), note, saved, draft, scenario)
}

/// Copies a scenario under a name of its own.
pub fn copy_scenario(content: &mut Content, id: ScenarioId, saved: Moment) -> Option<ScenarioId> {
    let from = content.scenarios.iter().find(|s| s.id == id)?.clone();
    let name = free_name(content, &from.name);
    Some(add(content, name, from.note.clone(), saved, from.draft.clone(), from.scenario.clone()))
}

/// Changes name or note of a scenario.
pub fn edit_scenario(content: &mut Content, id: ScenarioId, change: impl FnOnce(&mut NamedScenario)) {
    if let Some(scenario) = content.scenarios.iter_mut().find(|s| s.id == id) {
        change(Arc::make_mut(scenario));
    }
}

/// Removes a scenario.
pub fn remove_scenario(content: &mut Content, id: ScenarioId) {
    content.scenarios.retain(|s| s.id != id);
}

/// Puts a scenario in the place of the plan that is being edited, unless its weeks have begun. It stays as it is.
pub fn open_scenario(content: &mut Content, id: ScenarioId) {
    let panel = content.shown_fit().map(|fit| fit.panel.clone());
    let found = content.scenarios.iter().find(|s| s.id == id).zip(panel);
    if let Some(opened) = found.and_then(|(scenario, panel)| scenario.opened().after(&panel)) {
        content.plan_draft = Some(Arc::new(opened));
    }
}

fn add(
    content: &mut Content,
    name: String,
    note: String,
    saved: Moment,
    draft: PlanDraft,
    scenario: Scenario,
) -> ScenarioId {
    let id = ScenarioId(content.scenarios.iter().map(|s| s.id.0).max().unwrap_or(0) + 1);
    content.scenarios.push(Arc::new(NamedScenario { id, name, note, saved, draft, scenario }));
    id
}

/// The name, with a number behind it where it is taken.
fn free_name(content: &Content, wanted: &str) -> String {
    let wanted = if wanted.trim().is_empty() { "Scenario" } else { wanted.trim() };
    let is_taken = |name: &str| content.scenarios.iter().any(|s| s.name == name);
    if !is_taken(wanted) {
        return wanted.to_owned();
    }
    // "Spring 2" is copied to "Spring 3".
    let stem = wanted.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
    let stem = if stem.is_empty() { wanted } else { stem };
    (2..).map(|number| format!("{stem} {number}")).find(|name| !is_taken(name)).unwrap_or_else(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::keep::tests::full_content;
    use super::super::reduce::edit_draft;
    use super::*;

    fn moment() -> Moment {
        Moment { unix_millis: 1, day: jiff::civil::date(2026, 11, 21) }
    }

    #[test]
    fn a_scenario_is_saved_copied_renamed_and_removed() {
        let mut content = full_content();
        content.scenarios.clear();
        let first = save_scenario(&mut content, "Spring", moment()).unwrap();
        let second = copy_scenario(&mut content, first, moment()).unwrap();
        let third = copy_scenario(&mut content, second, moment()).unwrap();
        let names: Vec<&str> = content.scenarios.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["Spring", "Spring 2", "Spring 3"]);
        edit_scenario(&mut content, third, |s| s.name = "Summer".to_owned());
        remove_scenario(&mut content, first);
        let names: Vec<&str> = content.scenarios.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["Spring 2", "Summer"]);
    }

    #[test]
    fn an_opened_scenario_shows_its_spend() {
        let mut content = full_content();
        content.scenarios.clear();
        let spend = vec![vec![7.0; 13]; content.plan_draft.as_ref().unwrap().channels.len()];
        edit_draft(&mut content, |draft| {
            draft.own = Some(spend.clone());
            draft.choice = SpendChoice::Own;
        });
        let id = save_scenario(&mut content, "", moment()).unwrap();
        edit_draft(&mut content, |draft| (draft.own, draft.choice) = (None, SpendChoice::Today));
        open_scenario(&mut content, id);
        assert_eq!(chosen_scenario(&content).unwrap().1.spend, spend);
        assert_eq!(content.scenarios[0].name, "Scenario");
    }
}
