//! The cells of weeks and channels: amounts, weeks without spend, and promises; typed, toggled or pasted.

use super::edits::Edits;
use super::shown::Moving;
use crate::components::Swatch;
use crate::present::format::NumberStyle;
use crate::present::palette::Ink;
use crate::present::plan::{cell_style, filled, read_block, set_rule};
use crate::state::{AppState, PlanDraft, SpendChoice, WeekRule, use_state};
use leptos::ev::ClipboardEvent;
use leptos::prelude::*;

/// What a cell sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The amount of a split of one's own.
    Amounts,
    /// Weeks in which nothing is spent.
    Blackout,
    /// What is already promised.
    Promised,
}

impl Mode {
    /// All.
    pub const ALL: [Self; 3] = [Self::Amounts, Self::Blackout, Self::Promised];

    /// Its key in a list.
    pub fn key(self) -> &'static str {
        match self {
            Self::Amounts => "amounts",
            Self::Blackout => "blackout",
            Self::Promised => "promised",
        }
    }

    /// The mode of a key.
    pub fn of_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|mode| mode.key() == key).unwrap_or(Self::Amounts)
    }

    /// What is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Amounts => "The amount, in a split of your own",
            Self::Blackout => "Whether anything may be spent",
            Self::Promised => "An amount that is already promised",
        }
    }

    /// How to read and use the cells.
    pub fn help(self) -> &'static str {
        match self {
            Self::Amounts => "Type an amount to make the plan your own; the optimum stays to be gone back to.",
            Self::Blackout => "Press a cell to keep a week free of spend: the next plan spends nothing there.",
            Self::Promised => {
                "Type what is already booked: the next plan spends exactly that there. Empty takes it back."
            }
        }
    }
}

/// All that a cell needs.
#[derive(Clone, Copy)]
struct Sheet {
    state: AppState,
    moving: Moving,
    edits: Edits,
    mode: RwSignal<Mode>,
    error: RwSignal<String>,
    columns: Memo<Vec<usize>>,
    style: Memo<NumberStyle>,
}

impl Sheet {
    fn rule(self, channel: usize, week: usize) -> WeekRule {
        let draft = self.state.plan_draft.get();
        draft.and_then(|d| d.limits.channels.get(channel).map(|l| l.week(week))).unwrap_or_default()
    }

    fn amount(self, channel: usize, week: usize) -> f64 {
        self.moving.spend().get(channel).and_then(|weeks| weeks.get(week)).copied().unwrap_or_default()
    }

    fn text(self, channel: usize, week: usize) -> String {
        let print = |amount: f64| self.style.get().text(&self.state.locale.read(), amount);
        match (self.mode.get(), self.rule(channel, week)) {
            (Mode::Promised, WeekRule::Committed(amount)) => print(amount),
            (Mode::Promised, _) => String::new(),
            _ => print(self.amount(channel, week)),
        }
    }

    fn set_rules(self, rules: &[(usize, usize, WeekRule)]) {
        self.edits.change(self.state, |draft| {
            for (channel, week, rule) in rules {
                if let Some(limits) = draft.limits.channels.get_mut(*channel) {
                    set_rule(limits, *week, *rule);
                }
            }
        });
    }

    /// Puts in a block of cells, one of them where a single one was typed.
    fn put(self, text: &str, column: usize, week: usize) {
        let block = match read_block(text, &self.state.locale.get_untracked()) {
            Ok(block) => block,
            Err(wrong) => return self.error.set(wrong),
        };
        self.error.set(String::new());
        let columns = self.columns.get_untracked();
        if self.mode.get_untracked() == Mode::Promised {
            return self.set_rules(&promises(&block, &columns, (week, column), self.weeks()));
        }
        let spend = filled(&self.moving.start(), &columns, (week, column), &block);
        self.edits.change(self.state, |draft: &mut PlanDraft| {
            draft.own = Some(spend);
            draft.choice = SpendChoice::Own;
        });
    }

    /// What was typed into one cell: emptied, it is nothing, or no promise.
    fn put_one(self, text: &str, column: usize, week: usize) {
        let is_empty = text.trim().is_empty();
        match (is_empty, self.mode.get_untracked(), self.columns.get_untracked().get(column)) {
            (true, Mode::Promised, Some(channel)) => self.set_rules(&[(*channel, week, WeekRule::Free)]),
            (true, ..) => self.put("0", column, week),
            _ => self.put(text, column, week),
        }
    }

    fn weeks(self) -> usize {
        self.state.plan_draft.get_untracked().map_or(0, |d| d.horizon())
    }
}

/// What a block promises; an empty cell takes a promise back.
fn promises(
    block: &[Vec<Option<f64>>],
    columns: &[usize],
    (week, column): (usize, usize),
    weeks: usize,
) -> Vec<(usize, usize, WeekRule)> {
    let mut rules = Vec::new();
    for (row, cells) in block.iter().enumerate().filter(|(row, _)| week + row < weeks) {
        for (offset, cell) in cells.iter().enumerate() {
            if let Some(channel) = columns.get(column + offset) {
                rules.push((*channel, week + row, cell.map_or(WeekRule::Free, WeekRule::Committed)));
            }
        }
    }
    rules
}

/// The cells.
#[component]
pub fn Cells(moving: Moving, edits: Edits, mode: RwSignal<Mode>, error: RwSignal<String>) -> impl IntoView {
    let state = use_state();
    let columns = Memo::new(move |_| {
        let draft = state.plan_draft.get();
        draft.map(|d| (0..d.channels.len()).filter(|c| d.today.is_paid(*c)).collect::<Vec<_>>()).unwrap_or_default()
    });
    let style = Memo::new(move |_| cell_style(&moving.spend()));
    let sheet = Sheet { state, moving, edits, mode, error, columns, style };
    let weeks = Memo::new(move |_| state.plan_draft.get().map(|d| d.today.weeks.clone()).unwrap_or_default());
    let heading = move || {
        let names = state.plan_draft.get().map(|d| d.channels.clone()).unwrap_or_default();
        let name = |c: usize| names.get(c).cloned().unwrap_or_default();
        columns
            .get()
            .into_iter()
            .map(|c| view! { <th scope="col"><Swatch ink=Ink::Channel(c)/>{name(c)}</th> })
            .collect_view()
    };
    let row = move |(week, date): (usize, String)| {
        let cells = move || {
            let columns = columns.get().into_iter().enumerate();
            columns
                .map(|(column, channel)| view! { <Cell sheet=sheet column=column channel=channel week=week/> })
                .collect_view()
        };
        let sum = move || {
            let sum: f64 = columns.get().into_iter().map(|c| sheet.amount(c, week)).sum();
            style.get().text(&state.locale.read(), sum)
        };
        view! { <tr><th scope="row">{date}</th>{cells}<td class="number">{sum}</td></tr> }
    };
    let rows = move || {
        let locale = state.locale.get();
        weeks.get().into_iter().map(|week| locale.day(week)).enumerate().map(row).collect_view()
    };
    view! {
        <div class="table-scroll week-cells" tabindex="0" role="region" aria-label="The plan week by week">
            <table>
                <thead><tr><th scope="col">"Week from"</th>{heading}<th scope="col" class="number">"Together"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Cell(sheet: Sheet, column: usize, channel: usize, week: usize) -> impl IntoView {
    let rule = Memo::new(move |_| sheet.rule(channel, week));
    let class = move || match rule.get() {
        WeekRule::Free => "",
        WeekRule::Blackout => "black",
        WeekRule::Committed(_) => "promised",
    };
    let is_toggle = Memo::new(move |_| sheet.mode.get() == Mode::Blackout);
    view! {
        <td class=class>
            {move || if is_toggle.get() {
                view! { <Black sheet=sheet channel=channel week=week rule=rule/> }.into_any()
            } else {
                view! { <Typed sheet=sheet column=column channel=channel week=week/> }.into_any()
            }}
        </td>
    }
}

/// The cell's name for who does not see its row and column.
fn name_of(sheet: Sheet, channel: usize, week: usize) -> String {
    let draft = sheet.state.plan_draft.get();
    let name = draft.as_ref().and_then(|d| d.channels.get(channel).cloned()).unwrap_or_default();
    let date = draft.and_then(|d| d.today.weeks.get(week).copied());
    format!("{name}, week of {}", date.map(|d| sheet.state.locale.read().day(d)).unwrap_or_default())
}

#[component]
fn Black(sheet: Sheet, channel: usize, week: usize, rule: Memo<WeekRule>) -> impl IntoView {
    let is_black = move || rule.get() == WeekRule::Blackout;
    let press = move |_| {
        let next = if rule.get_untracked() == WeekRule::Blackout { WeekRule::Free } else { WeekRule::Blackout };
        sheet.set_rules(&[(channel, week, next)]);
    };
    view! {
        <button
            type="button"
            class="week-cell"
            aria-pressed=move || is_black().to_string()
            aria-label=move || format!("{}, nothing spent", name_of(sheet, channel, week))
            on:click=press
        >
            {move || if is_black() { "–".to_owned() } else { sheet.text(channel, week) }}
        </button>
    }
}

#[component]
fn Typed(sheet: Sheet, column: usize, channel: usize, week: usize) -> impl IntoView {
    let paste = move |event: ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        // One number is pasted as ever; a block fills cells from here on.
        if text.trim_end().contains(['\t', '\n']) {
            event.prevent_default();
            sheet.put(&text, column, week);
        }
    };
    view! {
        <input
            class="week-cell"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            aria-label=move || name_of(sheet, channel, week)
            prop:value=move || sheet.text(channel, week)
            on:change=move |event| sheet.put_one(&event_target_value(&event), column, week)
            on:paste=paste
        />
    }
}
