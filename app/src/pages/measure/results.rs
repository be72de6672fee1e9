//! Results: the answer, returns and curves, where the outcome came from, how well the model follows it.

use super::UnderHeadline;
use super::checks_list::{ChecksList, Detail};
use super::contributions::Contributions;
use super::geographies::geographies_card;
use super::shown::{Shown, shown_when_ready, waiting};
use crate::components::{ButtonKind, Card, Chart, Choice, Grid, Headline, LinkButton, Select, Span};
use crate::present::measure::checks::{checks, verdict};
use crate::present::measure::standing::Standing;
use crate::present::measure::{answer, curve, decomposition, drivers, fit_picture, frequency, returns};
use crate::route::{MeasureView, Route};
use crate::state::use_state;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The results.
#[component]
pub fn ResultsView() -> impl IntoView {
    let state = use_state();
    let chosen = RwSignal::new(None::<String>);
    let told = Memo::new(move |_| shown_when_ready(state).map(|shown| answer::results(&shown.summary, &shown.terms)));
    let sentence = move || told.get().map_or_else(|| "What each channel brought".to_owned(), |a| a.sentence);
    let range = move || told.get().map(|a| a.range).unwrap_or_default();
    view! {
        <Headline answer=Signal::derive(sentence) range=Signal::derive(range)/>
        <UnderHeadline view=MeasureView::Results/>
        {move || match shown_when_ready(state) {
            Some(shown) => cards(shown, chosen).into_any(),
            None => waiting(state),
        }}
    }
}

fn cards(shown: Shown, chosen: RwSignal<Option<String>>) -> impl IntoView {
    view! {
        <Grid>
            {returns_card(&shown, chosen)}
            {curve_card(&shown, chosen)}
            {decomposition_card(&shown)}
            {trust_card(&shown)}
            <Contributions shown=shown.clone()/>
            {geographies_card(&shown)}
            {fit_card(&shown)}
            {drivers_card(&shown)}
        </Grid>
    }
}

/// The returns; a click or Enter on a row shows the channel's curve.
fn returns_card(shown: &Shown, chosen: RwSignal<Option<String>>) -> impl IntoView + use<> {
    let truth = shown.truth.as_deref();
    let picture = returns::picture(&shown.summary, truth, &shown.terms);
    let note = returns::truth_note(&picture);
    let names: Vec<String> = picture.rows.iter().map(|row| row.name.clone()).collect();
    let stop = RwSignal::new(None::<usize>);
    let choose = Callback::new(move |()| {
        if let Some(name) = stop.get_untracked().and_then(|row| names.get(row)) {
            chosen.set(Some(name.clone()));
        }
    });
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            choose.run(());
        }
    };
    let subtitle = shown.subtitle(returns::subtitle(truth, &shown.terms));
    let locale = shown.terms.locale.clone();
    view! {
        <Card title="What each channel's spend brought back" subtitle=subtitle span=Span::Main explain=explain_returns>
            <div class="choosable" on:click=move |_| choose.run(()) on:keydown=keys>
                <Chart picture=move |width| picture.picture(width, &locale) stop=stop/>
            </div>
            {note.map(|note| view! { <p class="note">{note}</p> })}
        </Card>
    }
}

fn explain_returns() -> impl IntoView {
    let rule = |standing: Standing| view! { <li><strong>{standing.words()}</strong>": "{standing.rule()}</li> };
    view! {
        <p>
            "Return on spend (ROAS): a channel's contribution over all weeks, divided by its spend, computed in every \
             draw of the posterior; the dot is the mean, the bar holds 90 % of the draws. The triangle is the marginal \
             return (mROAS) over the last year: what a little more of the same spend would have brought, per unit."
        </p>
        <p>"The words on the right follow these rules, the first that applies:"</p>
        <ul>{Standing::ALL.into_iter().map(rule).collect_view()}</ul>
    }
}

fn curve_card(shown: &Shown, chosen: RwSignal<Option<String>>) -> impl IntoView + use<> {
    let names: Vec<String> = shown.summary.channels.iter().map(|c| c.name.clone()).collect();
    let choices: Vec<Choice> = names.iter().map(|name| Choice::new(name, name)).collect();
    let first = largest_spend(shown);
    let place = Memo::new(move |_| {
        let wanted = chosen.get();
        wanted.and_then(|wanted| names.iter().position(|name| *name == wanted)).unwrap_or(first)
    });
    let shown = StoredValue::new(shown.clone());
    let of_channel =
        move |f: fn(&Shown, usize) -> String| Signal::derive(move || shown.with_value(|shown| f(shown, place.get())));
    let title = of_channel(|s, c| curve::title(&s.summary.channels[c]));
    let subtitle = of_channel(|s, _| s.subtitle(curve::subtitle(&s.terms)));
    let name = of_channel(|s, c| s.summary.channels[c].name.clone());
    let sentence = of_channel(|s, c| curve::sentence(&s.summary.channels[c], &s.terms));
    view! {
        <Card title=title subtitle=subtitle span=Span::Side explain=explain_curve>
            <Select label="Channel" choices=choices chosen=name on_choose=move |name: String| chosen.set(Some(name))/>
            {move || curve_chart(shown, place.get())}
            <p class="note">{sentence}</p>
            {move || frequency_chart(shown, place.get())}
        </Card>
    }
}

/// The channel with the most spend: the first that one asks about.
fn largest_spend(shown: &Shown) -> usize {
    let spends = shown.summary.channels.iter().map(|c| c.spend).enumerate();
    spends.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(place, _)| place)
}

fn curve_chart(shown: StoredValue<Shown>, place: usize) -> Option<impl IntoView> {
    let (picture, locale) = shown.with_value(|shown| {
        let channel = shown.summary.channels.get(place)?;
        Some((curve::picture(channel, place, &shown.terms)?, shown.terms.locale.clone()))
    })?;
    Some(view! { <Chart picture=move |width| picture.picture(width, &locale)/> })
}

/// How often people should be reached, for a channel of reach and frequency.
fn frequency_chart(shown: StoredValue<Shown>, place: usize) -> Option<impl IntoView> {
    let (picture, sentence, locale) = shown.with_value(|shown| {
        let curve = shown.summary.channels.get(place)?.frequency.as_ref()?;
        let terms = &shown.terms;
        Some((frequency::picture(curve, place, terms), frequency::sentence(curve, terms), terms.locale.clone()))
    })?;
    Some(view! {
        <Chart picture=move |width| picture.picture(width, &locale)/>
        <p class="note">{sentence}</p>
    })
}

fn explain_curve() -> impl IntoView {
    view! {
        <p>
            "What a spend that stays the same every week brings a week once carry-over has settled, in every draw. The \
             line is the mean, the band holds 90 % of the draws. Beyond the largest week so far nothing was observed: \
             there the curve follows from the family that was chosen."
        </p>
    }
}

fn decomposition_card(shown: &Shown) -> impl IntoView + use<> {
    let picture = decomposition::picture(&shown.summary, &shown.terms);
    let table = decomposition::table(&shown.summary, &shown.terms);
    let locale = shown.terms.locale.clone();
    let title = format!("Where {} came from", shown.terms.outcome());
    let subtitle = shown.subtitle("Base and what each channel brought, week by week; line: actual.".to_owned());
    view! {
        <Card title=title subtitle=subtitle span=Span::TwoThirds table=table explain=explain_decomposition>
            <Chart picture=move |width| picture.picture(width, &locale)/>
        </Card>
    }
}

fn explain_decomposition() -> impl IntoView {
    view! {
        <p>
            "The posterior mean of each part in each week. Base: level, trend, season and drivers, all that is not \
             media. The parts add up to what the model expects; where effects multiply, what they bring together is shared \
             out among them (logarithmic mean). The rest of each week stands in the table as not explained."
        </p>
    }
}

fn trust_card(shown: &Shown) -> impl IntoView + use<> {
    let all = checks(&shown.summary, &shown.terms);
    let (answer, why) = verdict(&all);
    view! {
        <Card title="Can this be trusted?" subtitle=format!("{answer}. {why}") span=Span::Third>
            <ChecksList checks=all detail=Detail::Short/>
            <LinkButton kind=ButtonKind::Quiet href=Route::Measure(MeasureView::Trust).fragment()>"Full trust report"</LinkButton>
        </Card>
    }
}

fn fit_card(shown: &Shown) -> impl IntoView + use<> {
    let picture = fit_picture::picture(&shown.summary, &shown.terms);
    let title = fit_picture::claim(&shown.summary, &shown.terms);
    let subtitle = shown.subtitle(fit_picture::subtitle(&shown.summary, &shown.terms));
    let locale = shown.terms.locale.clone();
    let span = if shown.summary.drivers.is_empty() { Span::Full } else { Span::TwoThirds };
    view! {
        <Card title=title subtitle=subtitle span=span explain=explain_fit>
            <Chart picture=move |width| picture.picture(width, &locale)/>
        </Card>
    }
}

fn explain_fit() -> impl IntoView {
    view! {
        <p>
            "The band is the posterior predictive range: what the fitted model would make of each week, noise included, \
             in 90 % of draws. These weeks were used to fit the model, so this is no proof of foresight; forecasts are \
             scored after the fact in Reconcile."
        </p>
    }
}

fn drivers_card(shown: &Shown) -> Option<impl IntoView + use<>> {
    let lines = drivers::lines(&shown.summary, &shown.record.panel, &shown.terms);
    let table = drivers::table(&shown.summary, &shown.record.panel, &shown.terms);
    let line = |line: drivers::DriverLine| view! { <li><strong>{line.name}</strong>": "{line.sentence}</li> };
    (!lines.is_empty()).then(|| {
        let subtitle = shown.subtitle("Effect of each driver on a week, all else equal.".to_owned());
        view! {
            <Card title="What else moved it" subtitle=subtitle span=Span::Third table=table explain=explain_drivers>
                <ul class="sentences">{lines.into_iter().map(line).collect_view()}</ul>
            </Card>
        }
    })
}

fn explain_drivers() -> impl IntoView {
    view! {
        <p>
            "Drivers enter the base linearly; where effects multiply, its logarithm, told for a usual week. Each is stated for a step that happens in the data, in its own unit; a \
             range that holds zero is not called an effect."
        </p>
    }
}
