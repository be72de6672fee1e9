//! The tree of channels and drivers: what each comes to, its name, what belongs to it, and who answers for it.

use super::view;
use crate::components::{Button, ButtonKind, Card, CardContent, Choice, DataTable, Field, Select, Span};
use crate::present::know::{parents_of, tree_table};
use crate::state::{AppState, Event, Node, NodeId, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub(super) fn Nodes() -> impl IntoView {
    let state = use_state();
    let tree = Signal::derive(move || view(state).map(|v| tree_table(&v, &state.locale.read())).unwrap_or_default());
    view! {
        <Card
            title="Channels and drivers"
            subtitle="What the rules place names in, and what each comes to."
            span=Span::Full
            table=tree
            content=CardContent::Table
        >
            <DataTable table=tree/>
            <AddChannel/>
            <EditNode/>
        </Card>
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

fn nodes(state: AppState) -> Vec<Node> {
    state.library.with(|l| l.log.state().taxonomy.tree.nodes().to_vec())
}

/// Choose one, and change what is said of it.
#[component]
fn EditNode() -> impl IntoView {
    let state = use_state();
    let key = RwSignal::new(String::new());
    let node = Memo::new(move |_| nodes(state).into_iter().find(|node| node.id.0 == *key.read()));
    let choices = Signal::derive(move || {
        let all = nodes(state).into_iter().map(|node| Choice::new(node.id.0, node.name));
        std::iter::once(Choice::new("", "Choose one")).chain(all).collect::<Vec<_>>()
    });
    let is_chosen = Memo::new(move |_| node.read().is_some());
    view! {
        <div class="choices">
            <Select label="Change" choices=choices chosen=key on_choose=move |chosen: String| key.set(chosen)/>
            <Show when=move || is_chosen.get()><NodeFields node=node/></Show>
        </div>
    }
}

/// Name, definition, owner and place of a node.
#[component]
fn NodeFields(node: Memo<Option<Node>>) -> impl IntoView {
    let state = use_state();
    let change = move |edit: &dyn Fn(&mut Node)| {
        let Some(before) = node.get_untracked() else { return };
        let mut after = before.clone();
        edit(&mut after);
        if after != before {
            state.decide(Event::NodeChanged(after));
        }
    };
    let text = move |of: fn(Node) -> String| Signal::derive(move || node.get().map(of).unwrap_or_default());
    let parent = text(|node| node.parent.map(|id| id.0).unwrap_or_default());
    let parents = Signal::derive(move || {
        let own = node.get();
        let all = own.map(|own| parents_of(&nodes(state), &own)).unwrap_or_default();
        let none = Choice::new("", "nothing: it stands for itself");
        std::iter::once(none).chain(all.into_iter().map(|(id, name)| Choice::new(id, name))).collect::<Vec<_>>()
    });
    let rename = move |text: String| {
        let name = text.trim().to_owned();
        if !name.is_empty() {
            change(&|node| node.name.clone_from(&name));
        }
    };
    let remove = move || {
        if let Some(node) = node.get_untracked() {
            state.remove_node(node.id);
        }
    };
    view! {
        <Field label="Name" value=text(|node| node.name) on_commit=rename/>
        <Field
            label="What belongs to it"
            value=text(|node| node.definition)
            on_commit=move |text: String| change(&|node| node.definition = text.trim().to_owned())
            help="One sentence that settles what is in and what is not."
        />
        <Field
            label="Owner"
            value=text(|node| node.owner)
            on_commit=move |text: String| change(&|node| node.owner = text.trim().to_owned())
            help="Who answers for it."
        />
        <Select
            label="It is part of"
            choices=parents
            chosen=parent
            on_choose=move |id: String| change(&|node| node.parent = Some(id.clone()).filter(|id| !id.is_empty()).map(NodeId))
        />
        <Button kind=ButtonKind::Quiet on_press=remove>"Remove it"</Button>
    }
}
