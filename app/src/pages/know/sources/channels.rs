//! Channels: the tree, the rules that fill it with what each catches, what nothing catches, and names to come.

use crate::components::{Button, ButtonKind, Card, CardContent, Choice, DataTable, Field, Select, Span};
use crate::present::know::{FIELDS, RuleWords, contested_table, field_of_key, rules, tree_table, uncaught_table};
use crate::present::table::Table;
use crate::state::{
    AppState, Condition, Event, FunnelStage, Intent, LibraryView, NamePattern, Node, NodeId, Rule, RuleId, Setting,
    use_state,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The view.
#[component]
pub(super) fn Channels() -> impl IntoView {
    let state = use_state();
    let table = |of: fn(&LibraryView, &crate::present::locale::Locale) -> Table| {
        Signal::derive(move || {
            state.library_view.get().ready().map(|v| of(v, &state.locale.read())).unwrap_or_default()
        })
    };
    let tree = table(tree_table);
    let uncaught = table(uncaught_table);
    let contested = table(|view, _| contested_table(view));
    let has = |table: Signal<Table>| Memo::new(move |_| !table.read().rows.is_empty());
    let (has_uncaught, has_contested) = (has(uncaught), has(contested));
    view! {
        <div class="grid">
            <Show when=move || has_uncaught.get()>
                <Card
                    title="No rule catches these names"
                    subtitle="Their spend is not in the data. Add a rule, or leave them out by one."
                    span=Span::Full
                    table=uncaught
                    content=CardContent::Table
                >
                    <DataTable table=uncaught/>
                    <Suggestions/>
                </Card>
            </Show>
            <RulesCard/>
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
            <Card
                title="Channels and drivers"
                subtitle="What the rules place names in, and what each comes to."
                span=Span::Full
                table=tree
                content=CardContent::Table
            >
                <DataTable table=tree/>
                <AddChannel/>
            </Card>
            <Renames/>
            <Linter/>
        </div>
    }
}

fn view(state: AppState) -> Option<Arc<LibraryView>> {
    state.library_view.get().ready().cloned()
}

/// The rules in order.
#[component]
fn RulesCard() -> impl IntoView {
    let state = use_state();
    let all = Memo::new(move |_| view(state).map(|v| rules(&v, &state.locale.read())).unwrap_or_default());
    view! {
        <Card
            title="The rules, the first one wins"
            subtitle="Each asks something of a name and says where it belongs. What it catches is counted as you edit."
            span=Span::Full
        >
            <NewRule/>
            <ol class="findings rules">{move || all.get().into_iter().map(rule_row).collect_view()}</ol>
            <Button kind=ButtonKind::Quiet on_press=move || state.propose_taxonomy()>"Propose all rules anew"</Button>
        </Card>
    }
}

fn rule_row(rule: RuleWords) -> impl IntoView {
    let state = use_state();
    let (up, down, gone) = (RuleId(rule.id.clone()), RuleId(rule.id.clone()), RuleId(rule.id.clone()));
    let place = rule.place;
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
                <Button kind=ButtonKind::Quiet on_press=move || state.move_rule(up.clone(), place.saturating_sub(1))>"Up"</Button>
                <Button kind=ButtonKind::Quiet on_press=move || state.move_rule(down.clone(), place + 1)>"Down"</Button>
                <Button kind=ButtonKind::Quiet on_press=move || state.decide(Event::RuleRemoved(gone.clone()))>"Remove"</Button>
            </div>
        </li>
    }
}

const HOW: [(&str, &str); 3] =
    [("contains", "contains"), ("words", "has the words"), ("matches", "matches (expression)")];

/// A rule to be added in front.
#[component]
fn NewRule() -> impl IntoView {
    let state = use_state();
    let (field, how, text) =
        (RwSignal::new("campaign".to_owned()), RwSignal::new("contains".to_owned()), RwSignal::new(String::new()));
    let target = RwSignal::new(String::new());
    let targets = Signal::derive(move || targets(state));
    let chosen = Signal::derive(move || {
        let chosen = target.get();
        if chosen.is_empty() { targets.read().first().map(|c| c.key.clone()).unwrap_or_default() } else { chosen }
    });
    let catches = Memo::new(move |_| preview_sentence(state, &condition(&field.get(), &how.get(), &text.get())));
    let add = move || {
        let text_now = text.get_untracked();
        let when = condition(&field.get_untracked(), &how.get_untracked(), &text_now);
        let to = chosen.get_untracked();
        let set = setting_of_key(&to);
        let count = state.library.with_untracked(|l| l.log.entries().len());
        let rule = Rule {
            id: RuleId(format!("rule-{count}")),
            name: format!("{text_now}: {}", to.trim_start_matches('\u{0}')),
            when,
            set: vec![set],
        };
        state.add_rule(rule);
        text.set(String::new());
    };
    let empty = Signal::derive(move || text.read().trim().is_empty());
    view! {
        <div class="choices new-rule">
            <Select
                label="If the"
                choices=FIELDS.map(|(_, key, label)| Choice::new(key, label)).to_vec()
                chosen=field
                on_choose=move |key: String| field.set(key)
            />
            <Select
                label="how"
                choices=HOW.map(|(key, label)| Choice::new(key, label)).to_vec()
                chosen=how
                on_choose=move |key: String| how.set(key)
            />
            <Field label="this" value=text on_commit=move |typed: String| text.set(typed) help=catches/>
            <Select label="it belongs to" choices=targets chosen=chosen on_choose=move |key: String| target.set(key)/>
            <Button on_press=add disabled=empty>"Add the rule"</Button>
        </div>
    }
}

const LEAVE_OUT: &str = "\u{0}leave-out";

/// What a rule can say beside a channel.
fn dimensions() -> [(&'static str, &'static str, Setting); 7] {
    [
        ("\u{0}awareness", "stage: awareness", Setting::Funnel(FunnelStage::Awareness)),
        ("\u{0}consideration", "stage: consideration", Setting::Funnel(FunnelStage::Consideration)),
        ("\u{0}conversion", "stage: conversion", Setting::Funnel(FunnelStage::Conversion)),
        ("\u{0}brand", "for the brand", Setting::Intent(Intent::Brand)),
        ("\u{0}performance", "for performance", Setting::Intent(Intent::Performance)),
        ("\u{0}market", "market: the country in the name", Setting::MarketFromName),
        (LEAVE_OUT, "nothing: leave it out", Setting::LeaveOut),
    ]
}

fn setting_of_key(key: &str) -> Setting {
    let dimension = dimensions().into_iter().find(|(one, _, _)| *one == key);
    dimension.map_or_else(|| Setting::Node(NodeId(key.to_owned())), |(_, _, setting)| setting)
}

fn targets(state: AppState) -> Vec<Choice> {
    let nodes = state.library.with(|l| l.log.state().taxonomy.tree.nodes().to_vec());
    let node = |node: &Node| Choice::new(node.id.0.clone(), node.name.clone());
    let others = dimensions().map(|(key, label, _)| Choice::new(key, label));
    nodes.iter().map(node).chain(others).collect()
}

fn condition(field: &str, how: &str, text: &str) -> Condition {
    let (field, text) = (field_of_key(field), text.trim().to_owned());
    match how {
        "words" => Condition::HasWords(field, text),
        "matches" => Condition::Matches(field, text),
        _ => Condition::Contains(field, text),
    }
}

/// What a rule would catch if it were the first.
fn preview_sentence(state: AppState, when: &Condition) -> String {
    let is_empty = matches!(when, Condition::HasWords(_, t) | Condition::Matches(_, t) | Condition::Contains(_, t) if t.is_empty());
    let Some(view) = view(state).filter(|_| !is_empty) else { return "What the name has in it.".to_owned() };
    crate::present::know::would_catch(&view, when, &state.locale.read())
}

/// Names that nothing catches and that seem to belong together, as rules to be taken.
#[component]
fn Suggestions() -> impl IntoView {
    let state = use_state();
    let found = Memo::new(move |_| view(state).map(|v| v.suggestions.clone()).unwrap_or_default());
    let take = move |name: String, when: Condition| {
        let id = name.to_lowercase().replace(' ', "_");
        let known = state.library.with_untracked(|l| l.log.state().taxonomy.tree.nodes().iter().any(|n| n.id.0 == id));
        let count = state.library.with_untracked(|l| l.log.entries().len());
        let node = (!known).then(|| Event::NodeAdded(Node { name: name.clone(), ..Node::channel(&id) }));
        let rule = Rule { id: RuleId(format!("rule-{count}")), name, when, set: vec![Setting::Node(NodeId(id))] };
        state.decide_all(node.into_iter().chain([Event::RuleAdded { rule, at: 0 }]).collect());
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <p class="muted">"These seem to belong together:"</p>
            <div class="row">
                {move || {
                    found.get().into_iter().map(|s| {
                        let (name, when) = (s.name.clone(), s.when.clone());
                        let label = format!("Channel \"{}\" ({} names)", s.name, s.names.len());
                        view! { <Button on_press=move || take(name.clone(), when.clone())>{label}</Button> }
                    }).collect_view()
                }}
            </div>
        </Show>
    }
}

/// A channel of the user's own.
#[component]
fn AddChannel() -> impl IntoView {
    let state = use_state();
    let add = move |name: String| {
        let name = name.trim().to_owned();
        if !name.is_empty() {
            let id = name.to_lowercase().replace(' ', "_");
            state.decide(Event::NodeAdded(Node { name, ..Node::channel(&id) }));
        }
    };
    view! { <Field label="Add a channel" value="" on_commit=add help="Its name. Then add a rule that leads to it."/> }
}

/// Campaigns that seem to go on under another name.
#[component]
fn Renames() -> impl IntoView {
    let state = use_state();
    let found = Memo::new(move |_| view(state).map(|v| v.renames.clone()).unwrap_or_default());
    view! {
        <Show when=move || !found.read().is_empty()>
            <Card
                title="Were these campaigns renamed?"
                subtitle="One ends about when the other begins, under a like name. Say so, and rules see one name."
                span=Span::Half
            >
                <ul class="findings">
                    {move || {
                        found.get().into_iter().map(|rename| {
                            let alias = rename.alias.clone();
                            view! {
                                <li>
                                    <p>{rename.alias.from.clone()}" → "{rename.alias.to.clone()}</p>
                                    <Button
                                        kind=ButtonKind::Quiet
                                        on_press=move || state.decide(Event::AliasAdded(alias.clone()))
                                    >
                                        "The same"
                                    </Button>
                                </li>
                            }
                        }).collect_view()
                    }}
                </ul>
            </Card>
        </Show>
    }
}

/// Names to come, held against a pattern.
#[component]
fn Linter() -> impl IntoView {
    let state = use_state();
    let (pattern, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let parsed = move || NamePattern::parse(&pattern.get(), |_| vec![]);
    let error = Signal::derive(move || {
        if pattern.read().is_empty() {
            String::new()
        } else {
            parsed().err().map(|e| e.to_string()).unwrap_or_default()
        }
    });
    let keep = move |text: String| {
        pattern.set(text);
        if let Ok(parsed) = NamePattern::parse(&pattern.get_untracked(), |_| vec![]) {
            state.decide(Event::PatternSet(Some(parsed)));
        }
    };
    let verdict = Memo::new(move |_| match (parsed(), name.get()) {
        (Ok(pattern), name) if !name.is_empty() => crate::present::know::lint_sentence(&pattern.lint(&name)),
        _ => "The name as you would give it to a new campaign.".to_owned(),
    });
    view! {
        <Card title="Is a new campaign's name right?" subtitle="Names that follow one pattern need no rules of their own." span=Span::Half>
            <Field label="Pattern" value=pattern on_commit=keep error=error help="For example {platform}_{country}_{type}_{audience}"/>
            <Field label="Name" value=name on_commit=move |text: String| name.set(text) help=verdict/>
        </Card>
    }
}
