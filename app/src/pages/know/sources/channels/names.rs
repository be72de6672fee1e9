//! Names: those that seem to belong together, campaigns that seem to have been renamed, and names to come.

use super::view;
use crate::components::{Button, ButtonKind, Card, Field, Span};
use crate::state::{Condition, Event, NamePattern, Node, NodeId, Rule, RuleId, Setting, use_state};
use leptos::prelude::*;

/// Names that nothing catches and that seem to belong together, as rules to be taken.
#[component]
pub(super) fn Suggestions() -> impl IntoView {
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

/// Campaigns that seem to go on under another name.
#[component]
pub(super) fn Renames() -> impl IntoView {
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
pub(super) fn Linter() -> impl IntoView {
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
