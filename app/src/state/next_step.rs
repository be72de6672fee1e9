//! Where in the loop a workspace stands, and the one next step.

use super::content::Content;
use engine::posterior::Summary;

/// The one next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// There is no data yet.
    BringData,
    /// Something about the file has to be decided or corrected.
    SettleData,
    /// The data can be used; the user has not yet said that they are right.
    ConfirmData,
    /// The model can be fitted.
    Fit,
    /// The chains do not agree, so that the results cannot be trusted.
    MendFit,
    /// The results are there; the budget can be planned.
    Plan,
    /// The plan is there; it can be committed.
    Commit,
    /// A plan is committed; the first of its weeks are awaited.
    AwaitWeeks,
    /// Weeks of a committed plan are there; actual can be held against forecast.
    Reconcile,
    /// The data are newer than the fit.
    Refit,
}

/// Whether the results shown are those of the data and the model shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// There are no results.
    NoFit,
    /// They are.
    Current,
    /// The data have changed since the fit.
    DataChanged,
    /// The model has changed since the fit.
    ModelChanged,
    /// Both have changed since the fit.
    BothChanged,
}

impl Freshness {
    /// Compares what the workspace holds with what the shown fit was made of.
    pub fn of(content: &Content) -> Self {
        let Some(fit) = content.shown_fit() else { return Self::NoFit };
        let data = content.panel.as_ref() != Some(&fit.panel);
        let model = content.spec.as_ref() != Some(&fit.spec);
        match (data, model) {
            (false, false) => Self::Current,
            (true, false) => Self::DataChanged,
            (false, true) => Self::ModelChanged,
            (true, true) => Self::BothChanged,
        }
    }
}

impl NextStep {
    /// The next step of a workspace; `summary` is that of the shown fit, where it has been computed.
    pub fn of(content: &Content, summary: Option<&Summary>) -> Self {
        let Some(panel) = content.panel.as_ref().filter(|_| content.panel == content.proposed_panel) else {
            return match (&content.proposed_panel, content.files.is_empty() && content.library.is_empty()) {
                (Some(_), _) => Self::ConfirmData,
                (None, true) => Self::BringData,
                (None, false) => Self::SettleData,
            };
        };
        let Some(fit) = content.shown_fit() else { return Self::Fit };
        if summary.is_some_and(|s| !s.diagnostics.passes()) {
            return Self::MendFit;
        }
        let awaited = content.ledger.last().and_then(|c| c.scenario.weeks.first());
        match awaited {
            Some(first) if *first <= panel.last_week() => Self::after_weeks(content, fit.panel.last_week()),
            Some(_) => Self::AwaitWeeks,
            None if Freshness::of(content) != Freshness::Current => Self::Refit,
            None if content.planned.is_some() => Self::Commit,
            None => Self::Plan,
        }
    }

    /// New weeks are first held against the forecast, then learned from, then planned on.
    fn after_weeks(content: &Content, fitted_to: jiff::civil::Date) -> Self {
        let last = content.panel.as_ref().map(|p| p.last_week());
        let plan_is_new = content.planned.as_ref().is_some_and(|p| Some(p.fit) == content.current_fit);
        match last {
            Some(last) if fitted_to < last => Self::Reconcile,
            _ if Freshness::of(content) != Freshness::Current => Self::Refit,
            _ if plan_is_new => Self::Commit,
            _ => Self::Plan,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::{FitId, PlannedFor, WorkspaceKind};
    use super::super::keep::tests::full_content;
    use super::*;
    use std::sync::Arc;

    fn check(change: impl FnOnce(&mut Content), expected: NextStep) {
        let mut content = full_content();
        change(&mut content);
        assert_eq!(NextStep::of(&content, None), expected);
    }

    fn let_weeks_happen(content: &mut Content) {
        let longer = Arc::new(engine::simulate::demo(84).unwrap().panel);
        (content.panel, content.proposed_panel) = (Some(longer.clone()), Some(longer));
    }

    fn fit_to_data(content: &mut Content) {
        let mut fit = (*content.fits[0]).clone();
        fit.panel = content.panel.clone().unwrap();
        content.fits = vec![Arc::new(fit)];
    }

    #[test]
    fn data_come_first() {
        let nothing = Content::empty(WorkspaceKind::Own, "", "EUR");
        assert_eq!(NextStep::of(&nothing, None), NextStep::BringData);
        check(|c| (c.panel, c.proposed_panel) = (None, None), NextStep::SettleData);
        check(|c| c.panel = None, NextStep::ConfirmData);
        check(|c| c.proposed_panel = c.panel.as_ref().map(|p| Arc::new(p.first_weeks(60))), NextStep::ConfirmData);
    }

    #[test]
    fn then_the_fit_and_the_plan() {
        check(|c| c.current_fit = None, NextStep::Fit);
        check(|c| c.ledger.clear(), NextStep::Plan);
        check(
            |c| {
                c.ledger.clear();
                let_weeks_happen(c);
            },
            NextStep::Refit,
        );
    }

    #[test]
    fn then_the_weeks_of_the_committed_plan() {
        check(|_| {}, NextStep::AwaitWeeks);
        check(let_weeks_happen, NextStep::Reconcile);
        check(
            |c| {
                let_weeks_happen(c);
                fit_to_data(c);
            },
            NextStep::Plan,
        );
    }

    #[test]
    fn freshness_names_what_changed() {
        let mut content = full_content();
        assert_eq!(Freshness::of(&content), Freshness::Current);
        let edited = super::super::SpecEdit::SeasonPairs(5).apply(content.spec.as_ref().unwrap());
        content.spec = Some(Arc::new(edited));
        assert_eq!(Freshness::of(&content), Freshness::ModelChanged);
        let_weeks_happen(&mut content);
        assert_eq!(Freshness::of(&content), Freshness::BothChanged);
        content.current_fit = Some(FitId(9));
        assert_eq!(Freshness::of(&content), Freshness::NoFit);
    }

    #[test]
    fn a_plan_that_was_found_can_be_committed() {
        let mut content = full_content();
        content.ledger.clear();
        let draft = (**content.plan_draft.as_ref().unwrap()).clone();
        let zero = engine::math::Interval::default();
        let plan = engine::plan::Plan {
            scenario: draft.today.clone(),
            channels: vec![],
            planned_response: zero,
            today_response: zero,
            uplift: zero,
            probability_better: 0.5,
            gain: zero,
            evidence: engine::plan::Evidence::default(),
        };
        content.planned = Some(PlannedFor { fit: FitId(1), draft, plan: Arc::new(plan) });
        assert_eq!(NextStep::of(&content, None), NextStep::Commit);
        assert!(content.plan_is_current());
    }
}
