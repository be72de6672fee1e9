//! Channels and the other dimensions: the rules that fill each, with what each catches, what nothing catches, what two
//! fight over, and what the values come to. One screen for all dimensions; only channels are a tree.

mod names;
mod new_rule;
mod nodes;

use crate::components::{Button, ButtonKind, Card, CardContent, Choice, DataTable, Select, Span};
use crate::present::home::capitalised;
use crate::present::know::{
    DIMENSIONS, Dimension, RuleWords, contested_table, dimension_of_key, rules, uncaught_table, values_table, without,
};
use crate::present::table::Table;
use crate::state::{AppState, Event, LibraryView, RuleId, use_state};
use leptos::prelude::*;
use names::{Linter, Renames, Suggestions};
use new_rule::NewRule;
use nodes::Nodes;
use std::sync::Arc;

/// What is shown of a dimension.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    rules: Vec<RuleWords>,
    uncaught: Table,
    contested: Table,
    values: Table,
}

impl Shown {
    fn of(state: AppState, dimension: Dimension) -> Self {
        let Some(view) = view(state) else { return Self::default() };
        let (locale, preview) = (state.locale.read(), dimension.preview(&view));
        Self {
            rules: rules(&view, dimension, &preview, &locale),
            uncaught: uncaught_table(&view, &preview, &locale),
            contested: contested_table(&view, dimension, &preview),
            values: values_table(&view, dimension, &locale),
        }
    }
}

/// The view.
#[component]
pub(super) fn Channels() -> impl IntoView {
    let state = use_state();
    let key = RwSignal::new(DIMENSIONS[0].key.to_owned());
    let dimension = Memo::new(move |_| dimension_of_key(&key.read()));
    let shown = Memo::new(move |_| Shown::of(state, dimension.get()));
    let of = move |table: fn(&Shown) -> &Table| Signal::derive(move || table(&shown.read()).clone());
    let (uncaught, contested, values) = (of(|s| &s.uncaught), of(|s| &s.contested), of(|s| &s.values));
    let has = |table: Signal<Table>| Memo::new(move |_| !table.read().rows.is_empty());
    let (has_uncaught, has_contested) = (has(uncaught), has(contested));
    let is_tree = Memo::new(move |_| dimension.get() == DIMENSIONS[0]);
    let choices = DIMENSIONS.map(|d| Choice::new(d.key, capitalised(d.name))).to_vec();
    view! {
        <div class="choices">
            <Select
                label="What the names are sorted by"
                choices=choices
                chosen=key
                on_choose=move |chosen: String| key.set(chosen)
                help="Each has rules of its own; the first that says something wins."
            />
        </div>
        <div class="grid">
            <Show when=move || has_uncaught.get()>
                <Card
                    title=Signal::derive(move || dimension.get().open_title())
                    subtitle=Signal::derive(move || dimension.get().open_subtitle().to_owned())
                    span=Span::Full
                    table=uncaught
                    content=CardContent::Table
                >
                    <DataTable table=uncaught/>
                    <Show when=move || is_tree.get()><Suggestions/></Show>
                </Card>
            </Show>
            <RulesCard dimension=dimension shown=shown/>
            <Show when=move || has_contested.get()>
                <Card
                    title="Rules say different things of these names"
                    subtitle="The first rule wins. Move a rule up where the other one should."
                    span=Span::Full
                    table=contested
                    content=CardContent::Table
                >
                    <DataTable table=contested/>
                </Card>
            </Show>
            <Show
                when=move || is_tree.get()
                fallback=move || view! { <Values dimension=dimension values=values/> }
            >
                <Nodes/>
                <Renames/>
                <Linter/>
            </Show>
        </div>
    }
}

fn view(state: AppState) -> Option<Arc<LibraryView>> {
    state.library_view.get().ready().cloned()
}

/// The rules of a dimension in order.
#[component]
fn RulesCard(dimension: Memo<Dimension>, shown: Memo<Shown>) -> impl IntoView {
    let state = use_state();
    view! {
        <Card
            title=Signal::derive(move || format!("The rules for {}, the first one wins", dimension.get().name))
            subtitle="Each asks something of a name and says where it belongs. What it catches is counted as you edit."
            span=Span::Full
        >
            {move || view! { <NewRule dimension=dimension.get()/> }}
            <ol class="findings rules">
                {move || shown.get().rules.into_iter().map(|rule| rule_row(rule, dimension.get())).collect_view()}
            </ol>
            <Button kind=ButtonKind::Quiet on_press=move || state.propose_taxonomy()>"Propose all rules anew"</Button>
        </Card>
    }
}

fn rule_row(rule: RuleWords, dimension: Dimension) -> impl IntoView {
    let state = use_state();
    let id = RuleId(rule.id.clone());
    let mover = |label: &'static str, to: Option<usize>| {
        let id = id.clone();
        to.map(|to| {
            view! { <Button kind=ButtonKind::Quiet on_press=move || state.move_rule(id.clone(), to)>{label}</Button> }
        })
    };
    let (up, down) = (mover("Up", rule.up), mover("Down", rule.down));
    let remove = move || state.decide(removal(state, &id, dimension));
    let label = if rule.is_only_this { "Remove" } else { "Remove from here" };
    view! {
        <li>
            <div>
                <p class="finding-message">{rule.says}</p>
                <p class="muted">"If "{rule.asks}</p>
                <p class="muted">{rule.catches}</p>
                <p class="muted places">{rule.samples}</p>
                <p class="error">{rule.fault}</p>
            </div>
            <div class="row">
                {up}
                {down}
                <Button kind=ButtonKind::Quiet on_press=remove>{label}</Button>
            </div>
        </li>
    }
}

/// A rule that says something of another dimension too keeps that.
fn removal(state: AppState, id: &RuleId, dimension: Dimension) -> Event {
    let rules = state.library.with_untracked(|l| l.log.state().taxonomy.rules);
    let left = rules.iter().find(|rule| rule.id == *id).and_then(|rule| without(rule, dimension));
    left.map_or_else(|| Event::RuleRemoved(id.clone()), Event::RuleChanged)
}

/// What each market, product, stage or purpose comes to.
#[component]
fn Values(dimension: Memo<Dimension>, values: Signal<Table>) -> impl IntoView {
    view! {
        <Card
            title=Signal::derive(move || capitalised(dimension.get().name))
            subtitle="What the rules sort names into, and what each comes to."
            span=Span::Full
            table=values
            content=CardContent::Table
        >
            <DataTable table=values/>
        </Card>
    }
}
