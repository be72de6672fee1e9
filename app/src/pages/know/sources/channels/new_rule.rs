//! A rule to be added in front, with what it would catch while it is written.

use super::view;
use crate::components::{Button, Choice, Field, Select};
use crate::present::know::{Dimension, HOW, TYPED, asked_choices, condition_of, would_catch};
use crate::state::{AppState, Condition, Rule, RuleId, Setting, use_state};
use leptos::prelude::*;

/// The fields of a rule for one dimension.
#[component]
pub(super) fn NewRule(dimension: Dimension) -> impl IntoView {
    let state = use_state();
    let (field, how, text) =
        (RwSignal::new("campaign".to_owned()), RwSignal::new("contains".to_owned()), RwSignal::new(String::new()));
    let (target, typed) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let targets = Signal::derive(move || targets(state, dimension));
    let chosen = Signal::derive(move || {
        let chosen = target.get();
        if chosen.is_empty() { targets.read().first().map(|c| c.key.clone()).unwrap_or_default() } else { chosen }
    });
    let when = move || condition_of(&field.get(), &how.get(), &text.get());
    let catches = Memo::new(move |_| preview_sentence(state, text.read().trim().is_empty(), &when()));
    let setting = move || dimension.setting(&chosen.get(), &typed.get());
    let is_typed = Memo::new(move |_| dimension.is_free() && *chosen.read() == TYPED);
    let add = move || {
        let Some(set) = untrack(setting) else { return };
        let label = targets.get_untracked().into_iter().find(|c| c.key == chosen.get_untracked()).map(|c| c.label);
        let named = name_of(&set).or(label).unwrap_or_default();
        state.add_rule(rule(state, &text.get_untracked(), &named, untrack(when), set));
        text.set(String::new());
    };
    let empty = Signal::derive(move || text.read().trim().is_empty() || setting().is_none());
    let asked = asked_choices().into_iter().map(|(key, label)| Choice::new(key, label)).collect::<Vec<_>>();
    view! {
        <div class="choices new-rule">
            <Select label="If the" choices=asked chosen=field on_choose=move |key: String| field.set(key)/>
            <Select
                label="how"
                choices=HOW.map(|(key, label)| Choice::new(key, label)).to_vec()
                chosen=how
                on_choose=move |key: String| how.set(key)
            />
            <Field label="this" value=text on_commit=move |typed: String| text.set(typed) help=catches/>
            <Select
                label=if dimension.is_free() { format!("its {} is", dimension.one) } else { "it belongs to".to_owned() }
                choices=targets
                chosen=chosen
                on_choose=move |key: String| target.set(key)
            />
            <Show when=move || is_typed.get()>
                <Field
                    label=format!("the {}", dimension.one)
                    value=typed
                    on_commit=move |text: String| typed.set(text)
                    help="Its name, as it is to be shown."
                />
            </Show>
            <Button on_press=add disabled=empty>"Add the rule"</Button>
        </div>
    }
}

fn rule(state: AppState, text: &str, named: &str, when: Condition, set: Setting) -> Rule {
    let count = state.library.with_untracked(|l| l.log.entries().len());
    Rule { id: RuleId(format!("rule-{count}")), name: format!("{}: {named}", text.trim()), when, set: vec![set] }
}

/// The market or product of a setting, where it is one by name.
fn name_of(setting: &Setting) -> Option<String> {
    match setting {
        Setting::Market(name) | Setting::Product(name) => Some(name.clone()),
        _ => None,
    }
}

fn targets(state: AppState, dimension: Dimension) -> Vec<Choice> {
    let tree = state.library.with(|l| l.log.state().taxonomy.tree);
    let all = dimension.targets(view(state).as_deref(), &tree);
    all.into_iter().map(|(key, label)| Choice::new(key, label)).collect()
}

/// What a rule would catch if it were the first.
fn preview_sentence(state: AppState, is_empty: bool, when: &Condition) -> String {
    match view(state).filter(|_| !is_empty) {
        Some(view) => would_catch(&view, when, &state.locale.read()),
        None => "What the name has in it.".to_owned(),
    }
}
