//! Which screen is shown, as the URL's fragment: `#/measure/trust`. One file knows these texts.
//!
//! In the fragment, because a static host serves no other path and the router of the framework knows only paths.

/// A screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Route {
    /// Where in the loop the workspace stands; the two doors on a first visit.
    #[default]
    Home,
    /// The data: files, columns, findings.
    Know,
    /// A part of the data's screen, where data come from sources.
    Sources(SourcesView),
    /// The model and its results.
    Measure(MeasureView),
    /// The budget: a part of the Plan screen.
    Plan(PlanView),
    /// The plan on one page, to be printed.
    Board,
    /// The outlook: a part of the Forecast screen.
    Forecast(ForecastView),
    /// Actual against forecast.
    Reconcile,
    /// Name, currency, export, import, erase.
    Workspace,
}

/// A part of the data's screen, where data come from sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SourcesView {
    /// The files.
    #[default]
    Files,
    /// Channels and rules.
    Channels,
    /// What looks wrong.
    Checks,
    /// Where a number comes from.
    Trace,
    /// Ledger, rates, costs.
    Finance,
    /// Who decided what.
    Log,
}

/// A part of the Plan screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PlanView {
    /// The answer, the budget channel by channel, and writing it down.
    #[default]
    Budget,
    /// What the plan must keep.
    Limits,
    /// The plan week by week.
    Weeks,
    /// Thousands of allowed allocations.
    Combinations,
    /// How much room each channel has.
    Room,
    /// Plans with a name, side by side.
    Scenarios,
}

/// A part of the Forecast screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ForecastView {
    /// What the weeks ahead bring.
    #[default]
    Outlook,
    /// The goal: how likely, and what it takes.
    Goal,
    /// What is assumed to happen besides the spend.
    Assumptions,
    /// How good forecasts were.
    Record,
}

/// A part of the Measure screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MeasureView {
    /// Contribution, return and curves; the fit's progress while it runs.
    #[default]
    Results,
    /// The model's choices and priors.
    Priors,
    /// Diagnostics, predictive check, prior against posterior.
    Trust,
    /// Every fit that was made, and two side by side.
    Fits,
}

impl Route {
    /// The Plan screen, as it is first seen.
    pub const PLAN: Self = Self::Plan(PlanView::Budget);
    /// The Forecast screen, as it is first seen.
    pub const FORECAST: Self = Self::Forecast(ForecastView::Outlook);

    /// Every route, in the order of the loop.
    pub const ALL: [Self; 25] = [
        Self::Home,
        Self::Know,
        Self::Sources(SourcesView::Files),
        Self::Sources(SourcesView::Channels),
        Self::Sources(SourcesView::Checks),
        Self::Sources(SourcesView::Trace),
        Self::Sources(SourcesView::Finance),
        Self::Sources(SourcesView::Log),
        Self::Measure(MeasureView::Results),
        Self::Measure(MeasureView::Priors),
        Self::Measure(MeasureView::Trust),
        Self::Measure(MeasureView::Fits),
        Self::Plan(PlanView::Budget),
        Self::Plan(PlanView::Limits),
        Self::Plan(PlanView::Weeks),
        Self::Plan(PlanView::Combinations),
        Self::Plan(PlanView::Room),
        Self::Plan(PlanView::Scenarios),
        Self::Board,
        Self::Forecast(ForecastView::Outlook),
        Self::Forecast(ForecastView::Goal),
        Self::Forecast(ForecastView::Assumptions),
        Self::Forecast(ForecastView::Record),
        Self::Reconcile,
        Self::Workspace,
    ];

    /// The route as a fragment with its `#`, ready for a link's address.
    pub fn fragment(self) -> &'static str {
        match self {
            Self::Home => "#/",
            Self::Know => "#/know",
            Self::Sources(SourcesView::Files) => "#/know/files",
            Self::Sources(SourcesView::Channels) => "#/know/channels",
            Self::Sources(SourcesView::Checks) => "#/know/checks",
            Self::Sources(SourcesView::Trace) => "#/know/trace",
            Self::Sources(SourcesView::Finance) => "#/know/finance",
            Self::Sources(SourcesView::Log) => "#/know/log",
            Self::Measure(MeasureView::Results) => "#/measure",
            Self::Measure(MeasureView::Priors) => "#/measure/priors",
            Self::Measure(MeasureView::Trust) => "#/measure/trust",
            Self::Measure(MeasureView::Fits) => "#/measure/fits",
            Self::Plan(PlanView::Budget) => "#/plan",
            Self::Plan(PlanView::Limits) => "#/plan/limits",
            Self::Plan(PlanView::Weeks) => "#/plan/weeks",
            Self::Plan(PlanView::Combinations) => "#/plan/combinations",
            Self::Plan(PlanView::Room) => "#/plan/room",
            Self::Plan(PlanView::Scenarios) => "#/plan/scenarios",
            Self::Board => "#/plan/board",
            Self::Forecast(ForecastView::Outlook) => "#/forecast",
            Self::Forecast(ForecastView::Goal) => "#/forecast/goal",
            Self::Forecast(ForecastView::Assumptions) => "#/forecast/assumptions",
            Self::Forecast(ForecastView::Record) => "#/forecast/record",
            Self::Reconcile => "#/reconcile",
            Self::Workspace => "#/workspace",
        }
    }

    /// The route of a fragment, with or without `#`; the home screen where there is none of that name.
    pub fn of_fragment(fragment: &str) -> Self {
        let wanted = fragment.trim_start_matches('#').trim_matches('/');
        let is_wanted = |route: &Self| route.fragment().trim_start_matches("#/") == wanted;
        Self::ALL.into_iter().find(is_wanted).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_survives_the_address_bar() {
        for route in Route::ALL {
            assert_eq!(Route::of_fragment(route.fragment()), route);
        }
    }

    #[test]
    fn a_fragment_is_read_leniently() {
        for (text, route) in [
            ("", Route::Home),
            ("#", Route::Home),
            ("#/nowhere", Route::Home),
            ("#/plan/", Route::Plan(PlanView::Budget)),
            ("#/plan/room", Route::Plan(PlanView::Room)),
            ("measure/trust", Route::Measure(MeasureView::Trust)),
        ] {
            assert_eq!(Route::of_fragment(text), route, "{text}");
        }
    }
}
