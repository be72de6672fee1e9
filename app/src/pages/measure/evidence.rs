//! Published evidence: the library, and beside each channel what of it can become its prior.

use super::priors::terms_of_data;
use crate::components::{Badge, Button, ButtonKind, Card, CardContent};
use crate::present::measure::evidence::{LibraryLine, Usable, library, library_table, usable};
use crate::state::{AppState, EvidencePrior, ReturnPrior, SpecEdit, use_state};
use leptos::prelude::*;

/// The library, folded away until asked for.
#[component]
pub fn EvidenceCard() -> impl IntoView {
    let state = use_state();
    let table = Signal::derive(move || library_table(&state.locale.read()));
    view! {
        <Card
            title="Published evidence"
            subtitle="What others have measured. What fits a channel is offered as its prior where the channel's ranges open, above."
            table=table
            content=CardContent::Table
        >
            <details class="fold">
                <summary>
                    <span class="fold-name">"Library"</span>
                    <span class="fold-facts muted">"Show the findings with their sources"</span>
                </summary>
                <ul class="findings">{library().into_iter().map(library_line).collect_view()}</ul>
            </details>
        </Card>
    }
}

fn library_line(line: LibraryLine) -> impl IntoView {
    view! {
        <li>
            <div>
                <p class="finding-message">{line.finding}</p>
                <p class="muted">"Good for: "{line.good_for}</p>
                <p class="muted places">{line.source}</p>
            </div>
            <div><Badge text=line.about/></div>
        </li>
    }
}

/// The findings that can become the priors of one channel.
#[component]
pub fn ChannelEvidence(place: usize) -> impl IntoView {
    let state = use_state();
    let found = Memo::new(move |_| {
        let panel = state.panel.get();
        panel.zip(terms_of_data(state)).map(|(panel, terms)| usable(&panel, place, &terms)).unwrap_or_default()
    });
    view! {
        <Show when=move || !found.read().is_empty()>
            <details class="fold">
                <summary>
                    <span class="fold-name">"Published evidence"</span>
                    <span class="fold-facts muted">"Use a published range in place of the proposed one"</span>
                </summary>
                <ul class="findings">
                    {move || found.get().into_iter().map(|finding| finding_line(state, place, finding)).collect_view()}
                </ul>
            </details>
        </Show>
    }
}

fn finding_line(state: AppState, place: usize, finding: Usable) -> impl IntoView {
    let Usable { finding, source, good_for, action, prior } = finding;
    let edit = match prior {
        EvidencePrior::Return(prior) => SpecEdit::Return(place, ReturnPrior::Own(prior)),
        EvidencePrior::Retention(prior) => SpecEdit::Retention(place, prior),
    };
    view! {
        <li>
            <div>
                <p class="finding-message">{finding}</p>
                <p class="muted">"Good for: "{good_for}</p>
                <p class="muted places">{source}</p>
            </div>
            <div><Button kind=ButtonKind::Quiet on_press=move || state.edit_spec(edit)>{action}</Button></div>
        </li>
    }
}
