//! The first visit: open the demo, or start with your data.

use crate::components::{Button, ButtonKind, Card, Chart, DataTable, Grid, Headline, Span, download};
use crate::pages::know::{FileDrop, ImportStatus};
use crate::present::home::{SAMPLE_FILE_NAME, demo_picture, example_table, sample_csv};
use crate::present::stacked_areas::StackedAreas;
use crate::route::Route;
use crate::state::{AppState, use_state};
use leptos::prelude::*;

/// The two doors.
#[component]
pub(in crate::pages) fn Doors() -> impl IntoView {
    view! {
        <Headline
            answer="See what every unit of marketing money returned"
            range="Then plan the next quarter, and hold what happens against it. Every number comes with its range."
        />
        <Grid>
            <DemoDoor/>
            <OwnDoor/>
        </Grid>
        <p class="assurance">
            "Nothing leaves this device: the page computes in your browser, has no account, and asks no other server. "
            <a href=Route::Workspace.fragment()>"How to check that"</a>
        </p>
    }
}

#[component]
fn DemoDoor() -> impl IntoView {
    let state = use_state();
    view! {
        <Card
            title="Open the demo"
            subtitle="Alder & Finch, a fictional maker of garden furniture."
            span=Span::Side
        >
            <p>
                "Three years of weeks, eight channels, price, promotions and season. The brand is simulated, so the
                truth is known and stands beside every estimate."
            </p>
            <div class="row">
                <Button kind=ButtonKind::Primary on_press=move || open_demo(state)>"Open the demo"</Button>
                <span class="muted">"It never touches your data."</span>
            </div>
            {demo_picture().ok().map(|demo| view! { <DemoPicture demo=demo/> })}
        </Card>
    }
}

/// What is to be found out: shown at the door, hidden from the model.
#[component]
fn DemoPicture(demo: StackedAreas) -> impl IntoView {
    let state = use_state();
    let picture = move |width: f64| demo.picture(width, &state.locale.read());
    view! {
        <p class="muted">"Where its revenue really came from, week by week: what a measurement has to find."</p>
        <Chart picture=picture/>
    }
}

fn open_demo(state: AppState) {
    state.open_demo();
    state.go_to(Route::Home);
}

#[component]
fn OwnDoor() -> impl IntoView {
    let state = use_state();
    let begin = move |files: Vec<leptos::web_sys::File>| {
        state.start_own_with(files);
        state.go_to(Route::Know);
    };
    view! {
        <Card
            title="Start with your data"
            subtitle="One table with a row a week, or the exports of your platforms as they are, all at once."
            span=Span::Main
        >
            <FileDrop label="Drop your files here" on_files=begin/>
            <ImportStatus/>
            <FileShape/>
        </Card>
    }
}

/// What a file has to look like, and one to try.
#[component]
pub(in crate::pages) fn FileShape() -> impl IntoView {
    let failed = RwSignal::new(false);
    let save = move || {
        let saved =
            sample_csv().is_ok_and(|csv| download(SAMPLE_FILE_NAME, "text/csv;charset=utf-8", csv.as_bytes()).is_ok());
        failed.set(!saved);
    };
    view! {
        <div class="shape">
            <p>
                "At least 52 weeks; two years or more are better. Columns may have any name and order. Price,
                promotions, events and other drivers are welcome. Delimiter, encoding, dates and decimal mark are
                recognised, and you confirm everything before it is used."
            </p>
            <DataTable table=Signal::stored(example_table())/>
            <Button kind=ButtonKind::Quiet on_press=save>"Download a sample file"</Button>
            <Show when=move || failed.get()>
                <p role="status">"The browser refused the file. Allow downloads for this page, then try again."</p>
            </Show>
        </div>
    }
}
