//! What the data can say, before the fit: the verdict, what stands in the way, each channel's standing.

use crate::components::{Badge, Card, Swatch, Tone};
use crate::present::measure::remarks::RemarkWords;
use crate::present::measure::verdict::{ChannelVerdict, VerdictWords, verdict};
use crate::present::palette::Ink;
use crate::state::{AppState, RemarkSeverity, Standing, use_state};
use leptos::prelude::*;

/// The verdict on the data in use.
fn of_data(state: AppState) -> Option<VerdictWords> {
    state.panel.read().as_ref().map(|panel| verdict(panel, &state.locale.read()))
}

/// The card.
#[component]
pub fn VerdictCard() -> impl IntoView {
    let state = use_state();
    let words = Memo::new(move |_| of_data(state));
    let title = move || words.get().map_or_else(|| "What this data can say".to_owned(), |words| words.headline);
    let below =
        |words: VerdictWords| format!("{} What to do about a channel stands with its ranges, below.", words.below);
    let subtitle = move || words.get().map(below).unwrap_or_default();
    let general = move || words.get().map(|words| words.general).unwrap_or_default();
    let channels = move || words.get().map(|words| words.channels).unwrap_or_default();
    view! {
        <Card title=Signal::derive(title) subtitle=Signal::derive(subtitle) explain=explain>
            {move || remark_list(general())}
            <ul class="standings">{move || channels().into_iter().enumerate().map(standing_line).collect_view()}</ul>
        </Card>
    }
}

/// A channel with its standing and the first reason for it.
fn standing_line((place, channel): (usize, ChannelVerdict)) -> impl IntoView {
    let reason = channel.remarks.first().map(|remark| remark.evidence.clone()).unwrap_or_default();
    view! {
        <li>
            <span class="fold-name"><Swatch ink=Ink::Channel(place)/>{channel.name}</span>
            <span><Badge text=channel.badge tone=tone(channel.standing)/></span>
            <span class="muted">{reason}</span>
        </li>
    }
}

/// Remarks with what to do about them.
fn remark_list(remarks: Vec<RemarkWords>) -> impl IntoView {
    let line = |remark: RemarkWords| {
        let tone = if remark.severity == RemarkSeverity::Serious { Tone::Warn } else { Tone::Plain };
        view! {
            <li>
                <div>
                    <p class="finding-message">{remark.evidence}</p>
                    <p class="muted">{remark.advice}</p>
                </div>
                <div><Badge text=remark.badge tone=tone/></div>
            </li>
        }
    };
    (!remarks.is_empty()).then(|| view! { <ul class="findings">{remarks.into_iter().map(line).collect_view()}</ul> })
}

fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Well => Tone::Good,
        Standing::Partly => Tone::Plain,
        Standing::OnPrior => Tone::Warn,
    }
}

/// The standing of one channel as a badge beside its priors; nothing where it can be told.
#[component]
pub fn StandingBadge(place: usize) -> impl IntoView {
    let channel = channel_of(place);
    move || {
        let channel = channel.get().filter(|channel| channel.standing != Standing::Well);
        channel.map(|channel| view! { <Badge text=channel.badge tone=tone(channel.standing)/> })
    }
}

/// The remarks on one channel, with what to do.
#[component]
pub fn ChannelRemarks(place: usize) -> impl IntoView {
    let channel = channel_of(place);
    move || remark_list(channel.get().map(|channel| channel.remarks).unwrap_or_default())
}

fn channel_of(place: usize) -> Memo<Option<ChannelVerdict>> {
    let state = use_state();
    Memo::new(move |_| of_data(state).and_then(|words| words.channels.into_iter().nth(place)))
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "A first look by least squares, without carry-over and saturation: trend, season, drivers and spend explain \
             the outcome, and from the uncertainty of each channel's coefficient follows whether an effect of the usual \
             size (media bring about a fifth of the outcome, Sethuraman, Tellis and Briesch 2011) would stand out. A \
             variance inflation factor of 10 (Marquardt 1970), 10 weeks for each thing to learn (Robyn's advice), two \
             years of history and Tukey's outer fence for outliers are the usual lines; the others are ours. Nothing is \
             refused: where the data say little, the prior speaks, and the results show how far."
        </p>
    }
}
