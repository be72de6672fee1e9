//! The plan week by week: amounts to be edited, weeks that are black or promised, and the picture of all spend a week.

use super::edits::{Edits, UndoEdit};
use super::save::SaveCsv;
use super::shown::{Moving, Shown};
use super::week_cells::{Cells, Mode};
use crate::components::{Card, Chart, Choice, Grid, Select};
use crate::present::plan::{weekly_lines, weekly_table};
use crate::state::{AppState, use_state};
use leptos::prelude::*;

/// The view.
#[component]
pub fn Weeks(plan: Memo<Option<Shown>>, edits: Edits) -> impl IntoView {
    let state = use_state();
    let moving = Moving::new(state, plan);
    let picture = move |width: f64| {
        let locale = state.locale.get();
        let draft = state.plan_draft.get();
        let lines = draft.map(|draft| weekly_lines(&draft.today, &moving.spend()));
        lines.map_or_else(
            || {
                crate::present::line_band::LineBand::new("", crate::present::format::Unit::Money, NOTHING)
                    .picture(width, &locale)
            },
            |lines| lines.picture(width, &locale),
        )
    };
    view! {
        <Grid>
            <Card title="Spend a week" subtitle="All channels together: today's plan, and what is planned.">
                <Chart picture=picture/>
            </Card>
            <GridCard plan=plan moving=moving edits=edits/>
        </Grid>
    }
}

/// No weeks.
const NOTHING: crate::present::line_band::Along = crate::present::line_band::Along::Weeks(Vec::new());

#[component]
fn GridCard(plan: Memo<Option<Shown>>, moving: Moving, edits: Edits) -> impl IntoView {
    let state = use_state();
    let mode = RwSignal::new(Mode::Amounts);
    let error = RwSignal::new(String::new());
    let table = Signal::derive(move || table_of(state, plan.get(), moving));
    let choices: Vec<Choice> = Mode::ALL.into_iter().map(|m| Choice::new(m.key(), m.label())).collect();
    let choose = move |key: String| {
        error.set(String::new());
        mode.set(Mode::of_key(&key));
    };
    view! {
        <Card
            title="The plan week by week"
            subtitle=Signal::derive(move || mode.get().help().to_owned())
            actions=move || view! {
                <UndoEdit edits=edits/>
                <SaveCsv table=table name="plan-by-week.csv"/>
            }
        >
            <div class="plan-fields">
                <Select
                    label="A cell sets"
                    choices=Signal::stored(choices)
                    chosen=Signal::derive(move || mode.get().key().to_owned())
                    on_choose=choose
                    help="Cells copied from a spreadsheet can be pasted into the first of them."
                />
            </div>
            <Show when=move || !error.read().is_empty()><p class="plan-wrong" role="alert">{error}</p></Show>
            <Cells moving=moving edits=edits mode=mode error=error/>
        </Card>
    }
}

/// What is shown, for the file.
fn table_of(state: AppState, plan: Option<Shown>, moving: Moving) -> crate::present::table::Table {
    let (Some(shown), Some(draft)) = (plan, state.plan_draft.get()) else { return Default::default() };
    let scenario = draft.with_spend((*moving.spend()).clone());
    weekly_table(&scenario, &draft.channels, &shown.locale)
}
