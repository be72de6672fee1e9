//! The plan as it is being edited: horizon, limits, aim, a split of one's own, and which spend the forecast is for.

use engine::forecast::usually_doubted;
use engine::panel::Panel;
use engine::plan::{Aim, Bounds, Economics, Flighting, Limits, MAX_LEAD_WEEKS, PlanRequest, Scenario, Total};

/// Weeks planned unless the user says otherwise: a quarter.
pub const HORIZON_WEEKS: usize = 13;
/// The longest horizon, in weeks.
pub const MAX_HORIZON_WEEKS: usize = 52;

/// Which spend the forecast and the commitment are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpendChoice {
    /// Going on as before.
    Today,
    /// The optimum.
    Optimum,
    /// A split of one's own: dragged, typed, or opened.
    Own,
}

/// A plan that is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanDraft {
    /// Going on as before for the horizon: what the optimum is compared with.
    pub today: Scenario,
    /// The channels' names, in the panel's order.
    pub channels: Vec<String>,
    /// What the plan must keep: the budget, and limits of channels, groups and weeks.
    pub limits: Limits,
    /// What it is for.
    pub aim: Aim,
    /// Whether it may move money between weeks.
    pub flighting: Flighting,
    /// Which spend is chosen.
    pub choice: SpendChoice,
    /// A split of one's own: channels x weeks.
    pub own: Option<Vec<Vec<f64>>>,
}

impl PlanDraft {
    /// Today's budget for `horizon` weeks, each channel between half and twice what it gets today.
    ///
    /// A channel that got nothing lately may get up to its mean over all weeks, so that no limit starts at nothing.
    pub fn going_on(panel: &Panel, horizon: usize) -> Self {
        Self::starting(panel, 0, horizon)
    }

    /// The same for weeks of which the first is `lead` weeks later.
    pub fn starting(panel: &Panel, lead: usize, horizon: usize) -> Self {
        let horizon = horizon.clamp(1, MAX_HORIZON_WEEKS);
        let today = usually_doubted(Scenario::starting(panel, lead.min(MAX_LEAD_WEEKS), horizon), panel);
        let totals = today.totals();
        let bounds: Vec<Bounds> = panel
            .channels()
            .iter()
            .zip(&totals)
            .map(|(channel, &total)| {
                let usual = channel.spend_by_week.iter().sum::<f64>() / panel.week_count() as f64 * horizon as f64;
                Bounds { min: 0.5 * total, max: if total > 0.0 { 2.0 * total } else { usual } }
            })
            .collect();
        Self {
            channels: panel.channels().iter().map(|c| c.name.clone()).collect(),
            limits: Limits::of_totals(totals.iter().sum(), &bounds),
            aim: Aim::default(),
            flighting: Flighting::default(),
            today,
            choice: SpendChoice::Today,
            own: None,
        }
    }

    /// The same with what a unit of the outcome is worth.
    pub fn worth(mut self, economics: Economics) -> Self {
        self.aim.economics = economics;
        self
    }

    /// The same plan after newer data, where it has not begun by then and is for the channels and drivers of `panel`:
    /// limits and spend stay, and so does the day on which it starts.
    pub fn after(&self, panel: &Panel) -> Option<Self> {
        let today = self.today.after(panel).filter(|today| today.check(panel).is_ok())?;
        let is_same = self.channels.iter().eq(panel.channels().iter().map(|c| &c.name))
            && panel.channels().iter().enumerate().all(|(c, channel)| today.is_paid(c) == channel.is_paid());
        is_same.then(|| Self { today, ..self.clone() })
    }

    /// Weeks between the data's end and the plan's start.
    pub fn lead(&self) -> usize {
        self.today.lead.weeks()
    }

    /// Weeks planned.
    pub fn horizon(&self) -> usize {
        self.today.weeks.len()
    }

    /// The budget: what is spent in all, or the most that may be.
    pub fn budget(&self) -> f64 {
        match self.limits.total {
            Total::Fixed(amount) => amount,
            Total::Free { most, .. } => most,
        }
    }

    /// Sets the budget; whether it is fixed stays.
    pub fn set_budget(&mut self, budget: f64) {
        match &mut self.limits.total {
            Total::Fixed(amount) => *amount = budget,
            Total::Free { most, .. } => *most = budget,
        }
    }

    /// The least and the most of each channel's total.
    pub fn bounds(&self) -> Vec<Bounds> {
        self.limits.channels.iter().map(|l| l.total).collect()
    }

    /// The same as a question to the engine.
    pub fn request(&self) -> PlanRequest {
        PlanRequest { today: self.today.clone(), limits: self.limits.clone(), aim: self.aim, flighting: self.flighting }
    }

    /// The weeks with this spend instead of today's.
    pub fn with_spend(&self, spend: Vec<Vec<f64>>) -> Scenario {
        Scenario { spend, ..self.today.clone() }
    }

    /// The split of one's own as a scenario, where there is one.
    pub fn own_scenario(&self) -> Option<Scenario> {
        self.own.clone().map(|spend| self.with_spend(spend))
    }

    /// Whether an answer to the one is an answer to the other: all but the choice of spend is equal.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.today == other.today
            && self.limits == other.limits
            && self.aim == other.aim
            && self.flighting == other.flighting
    }
}
