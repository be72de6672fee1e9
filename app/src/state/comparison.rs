//! The forecast for the spend that is not chosen, so that both plans can be compared.

use super::app_state::AppState;
use super::content::{Content, FitId};
use super::plan_draft::SpendChoice;
use super::problem::Loadable;
use super::results::shown_as;
use super::runtime::Topic;
use crate::browser::task;
use crate::worker::{Answer, Request};
use engine::plan::Scenario;
use leptos::prelude::*;

impl AppState {
    /// Computes the forecast for the spend that is not chosen.
    pub(super) fn refresh_other_forecast(self) {
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::OtherForecast);
        let other = self.cells.content.with_untracked(|c| c.as_ref().and_then(other_scenario));
        let Some((fit, scenario)) = other else {
            runtime.other_forecast_for.take();
            return self.cells.other_forecast.set(Loadable::Empty);
        };
        if runtime.other_forecast_for.borrow().as_ref() == Some(&(fit, scenario.clone())) {
            return;
        }
        runtime.other_forecast_for.take();
        self.cells.other_forecast.set(Loadable::Loading);
        task::spawn(async move {
            let request = Request::Forecast { fit: fit.0, scenario: scenario.clone() };
            let told = self.ask_about(&[fit], "The other plan's forecast could not be computed.", request).await;
            if runtime.is_last(turn) {
                let forecast = shown_as(told, |answer| match answer {
                    Answer::Forecast(forecast) => Some(forecast),
                    _ => None,
                });
                if forecast.ready().is_some() {
                    runtime.other_forecast_for.replace(Some((fit, scenario)));
                }
                self.cells.other_forecast.set(forecast);
            }
        });
    }
}

/// The spend that is not chosen; none before there is an optimum for the same weeks.
fn other_scenario(content: &Content) -> Option<(FitId, Scenario)> {
    let (fit, draft) = (content.current_fit?, content.plan_draft.as_ref()?);
    let planned = content.planned.as_ref().filter(|p| p.fit == fit && p.plan.scenario.weeks == draft.today.weeks)?;
    let scenario = match draft.choice {
        SpendChoice::Today => &planned.plan.scenario,
        SpendChoice::Optimum | SpendChoice::Own => &draft.today,
    };
    Some((fit, scenario.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::keep::tests::full_content;
    use super::super::reduce::{chosen_scenario, edit_draft};
    use super::*;

    #[test]
    fn it_is_never_the_chosen_one() {
        let mut content = full_content();
        for choice in [SpendChoice::Today, SpendChoice::Optimum] {
            edit_draft(&mut content, |draft| draft.choice = choice);
            let planned = content
                .planned
                .as_ref()
                .map(|p| p.plan.scenario.weeks == content.plan_draft.as_ref().unwrap().today.weeks);
            let other = other_scenario(&content);
            assert_eq!(
                other.is_some(),
                planned == Some(true) && content.planned.as_ref().map(|p| p.fit) == content.current_fit
            );
            if let Some(other) = other {
                let both = [Some(other), chosen_scenario(&content)];
                let today = Some((content.current_fit.unwrap(), content.plan_draft.as_ref().unwrap().today.clone()));
                assert!(both.contains(&today));
            }
        }
        content.planned = None;
        assert_eq!(other_scenario(&content), None);
    }
}
