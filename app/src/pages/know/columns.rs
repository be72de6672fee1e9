//! The columns with what they were taken for.

use crate::components::{Card, Choice, Select, Span};
use crate::present::know::{ColumnWords, RoleChoice, columns, role_of_key, spend_columns};
use crate::state::use_state;
use leptos::prelude::*;

/// The card.
#[component]
pub(super) fn Columns() -> impl IntoView {
    let state = use_state();
    let all = Memo::new(move |_| {
        let file = state.files.with(|files| files.first().cloned());
        file.zip(state.mapping.get()).map(|(file, mapping)| columns(&file, &mapping)).unwrap_or_default()
    });
    // By name, so that a choice does not make the list anew and take the focus away.
    let names = Memo::new(move |_| all.read().iter().map(|column| column.name.clone()).collect::<Vec<_>>());
    view! {
        <Card
            title="What each column is"
            subtitle="Proposed from its name and its values; change what is wrong."
            span=Span::Full
        >
            <ul class="columns">
                <For
                    each=move || names.get()
                    key=Clone::clone
                    children=move |name| view! { <ColumnRow name=name all=all/> }
                />
            </ul>
        </Card>
    }
}

#[component]
fn ColumnRow(name: String, all: Memo<Vec<ColumnWords>>) -> impl IntoView {
    let state = use_state();
    let label = name.clone();
    let sought = name.clone();
    let column = Memo::new(move |_| all.read().iter().find(|column| column.name == sought).cloned());
    let chosen = Signal::derive(move || column.get().map(|column| column.role.to_owned()).unwrap_or_default());
    let choose = move |key: String| role_of_key(&key).into_iter().for_each(|role| state.set_role(&name, role));
    let is_counted = Memo::new(move |_| column.read().as_ref().is_some_and(|column| column.paid_by.is_some()));
    view! {
        <li>
            <div class="stack">
                <Select label=label choices=Signal::stored(roles()) chosen=chosen on_choose=choose/>
                {move || is_counted.get().then(|| view! { <PaidBy column=column/> })}
            </div>
            <div>
                <p class="cells">{move || column.get().map(|column| column.first_cells)}</p>
                <p class="muted">{move || column.get().map(|column| column.reason)}</p>
            </div>
        </li>
    }
}

/// Which column of spend pays for a column of contacts, reach or frequency.
#[component]
fn PaidBy(column: Memo<Option<ColumnWords>>) -> impl IntoView {
    let state = use_state();
    let offered = move || {
        let spend = state.mapping.with(|mapping| mapping.as_ref().map(|mapping| spend_columns(mapping)));
        let spend = spend.unwrap_or_default().into_iter().map(|name| Choice::new(name.clone(), name));
        std::iter::once(Choice::new("", "Choose a column")).chain(spend).collect::<Vec<_>>()
    };
    let chosen = move || column.get().and_then(|column| column.paid_by).unwrap_or_default();
    let choose = move |spend: String| {
        if let Some(column) = column.get_untracked().filter(|_| !spend.is_empty()) {
            state.set_paid_by(&column.name, &spend);
        }
    };
    view! {
        <Select
            label="Paid for by"
            choices=Signal::derive(offered)
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}

fn roles() -> Vec<Choice> {
    RoleChoice::ALL.iter().map(|choice| Choice::new(choice.key, choice.label)).collect()
}
