//! Commands by keyboard: Ctrl K or Cmd K, a few letters, Enter.

use super::places;
use crate::components::Dialog;
use crate::route::{MeasureView, PlanView, Route};
use crate::state::{AppState, use_state};
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

/// One command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    GoTo(Route, &'static str),
    Fit,
    Optimise,
    Commit,
    Export,
    Undo,
}

impl Command {
    fn label(self) -> String {
        match self {
            Self::GoTo(_, name) => format!("Go to {name}"),
            Self::Fit => "Fit the model".to_owned(),
            Self::Optimise => "Find the best split of the budget".to_owned(),
            Self::Commit => "Go to Plan and commit".to_owned(),
            Self::Export => "Export the workspace".to_owned(),
            Self::Undo => "Undo the last change".to_owned(),
        }
    }

    fn run(self, state: AppState) {
        match self {
            Self::GoTo(route, _) => state.go_to(route),
            Self::Fit => {
                state.run_fit();
                state.go_to(Route::Measure(MeasureView::Results));
            }
            Self::Optimise => {
                state.optimise();
                state.go_to(Route::PLAN);
            }
            Self::Commit => state.go_to(Route::PLAN),
            Self::Export => state.export_workspace(),
            Self::Undo => state.undo(),
        }
    }
}

/// What can be done now.
fn available(state: AppState) -> Vec<Command> {
    let go = places(&state.opening.get()).iter().map(|(route, name)| Command::GoTo(*route, name));
    let parts = [
        (MeasureView::Priors, "Measure: what is assumed"),
        (MeasureView::Trust, "Measure: can this be trusted"),
        (MeasureView::Fits, "Measure: every fit"),
    ];
    let plans = [
        (PlanView::Limits, "Plan: limits"),
        (PlanView::Weeks, "Plan: week by week"),
        (PlanView::Combinations, "Plan: combinations"),
        (PlanView::Room, "Plan: room for more"),
        (PlanView::Scenarios, "Plan: scenarios"),
    ];
    let has_spec = state.spec.with(Option::is_some);
    let parts = parts.into_iter().filter(move |_| has_spec);
    let parts = parts.map(|(view, name)| Command::GoTo(Route::Measure(view), name));
    let has_plan = state.plan_draft.with(Option::is_some);
    let plans = plans.into_iter().filter(move |_| has_plan).map(|(view, name)| Command::GoTo(Route::Plan(view), name));
    let doing = [
        (has_spec && !state.fit.with(|fit| fit.is_running())).then_some(Command::Fit),
        state.plan_draft.with(Option::is_some).then_some(Command::Optimise),
        state.forecast.with(|forecast| forecast.ready().is_some()).then_some(Command::Commit),
        state.kind.with(Option::is_some).then_some(Command::Export),
        state.toast.with(Option::is_some).then_some(Command::Undo),
    ];
    go.chain(parts).chain(plans).chain(doing.into_iter().flatten()).collect()
}

/// Whether all typed words begin a word of the label.
fn matches(typed: &str, label: &str) -> bool {
    let label = label.to_lowercase();
    let begins = |word: &str| label.split_whitespace().any(|other| other.starts_with(word));
    typed.to_lowercase().split_whitespace().all(begins)
}

/// The list of commands.
#[component]
pub(super) fn Commands(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let keys = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <Dialog open=open on_close=move || open.set(false) title="What next">
            <Show when=move || open.get()><Finder open=open/></Show>
        </Dialog>
    }
}

#[component]
fn Finder(open: RwSignal<bool>) -> impl IntoView {
    let state = use_state();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let found = Memo::new(move |_| {
        let typed = typed.get();
        available(state).into_iter().filter(|command| matches(&typed, &command.label())).collect::<Vec<_>>()
    });
    Effect::new(move |_| field.get().map(|field| field.focus()));
    let run = move |command: Command| {
        open.set(false);
        command.run(state);
    };
    let keys = move |event: KeyboardEvent| {
        let count = found.read_untracked().len();
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1).min(count.saturating_sub(1))),
            "ArrowUp" => at.update(|at| *at = at.saturating_sub(1)),
            "Enter" => found.read_untracked().get(at.get_untracked()).copied().into_iter().for_each(run),
            _ => return,
        }
        event.prevent_default();
    };
    let input = move |event| {
        typed.set(event_target_value(&event));
        at.set(0);
    };
    view! {
        <div class="finder" on:keydown=keys>
            <input
                node_ref=field
                type="text"
                role="combobox"
                aria-label="What to do"
                aria-expanded="true"
                aria-controls="commands"
                aria-activedescendant=move || format!("command-{}", at.get())
                placeholder="A page or an action"
                autocomplete="off"
                on:input=input
            />
            <ul id="commands" role="listbox" aria-label="What can be done">
                {move || {
                    let rows = found.get().into_iter().enumerate();
                    rows.map(|(index, command)| row(index, command, at, run)).collect_view()
                }}
            </ul>
            <Show when=move || found.read().is_empty()><p class="muted">"Nothing of that name."</p></Show>
        </div>
    }
}

fn row(index: usize, command: Command, at: RwSignal<usize>, run: impl Fn(Command) + 'static) -> impl IntoView {
    view! {
        <li
            id=format!("command-{index}")
            role="option"
            aria-selected=move || (at.get() == index).to_string()
            on:click=move |_| run(command)
        >
            {command.label()}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_find_a_command() {
        for (typed, label, expected) in [
            ("", "Go to Plan", true),
            ("pl", "Go to Plan", true),
            ("go know", "Go to Know", true),
            ("lan", "Go to Plan", false),
            ("FIT", "Fit the model", true),
        ] {
            assert_eq!(matches(typed, label), expected, "{typed} in {label}");
        }
    }
}
