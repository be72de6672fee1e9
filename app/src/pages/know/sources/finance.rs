//! Finance: the ledger against the data, rates, tax, cost of goods, and what is left as profit.

use crate::components::{Card, CardContent, DataTable, Field, Span, TextArea};
use crate::present::know::{ledger_table, profit_table};
use crate::present::table::Table;
use crate::state::{
    AppState, CostModel, CostRule, Event, LedgerTotal, RateTable, TaxRule, TaxScope, TaxWay, use_state,
};
use leptos::prelude::*;

/// Millionths in a percent.
const PERCENT: f64 = 10_000.0;

/// The view.
#[component]
pub(super) fn Finance() -> impl IntoView {
    let state = use_state();
    let view = move || state.library_view.get().ready().cloned();
    let ledger: Signal<Table> =
        Signal::derive(move || view().map(|v| ledger_table(&v, &state.locale.read())).unwrap_or_default());
    let profit: Signal<Table> =
        Signal::derive(move || view().map(|v| profit_table(&v, &state.locale.read())).unwrap_or_default());
    let below = Signal::derive(move || {
        let is_given = view().is_some_and(|v| v.profit.iter().any(|(_, p)| p.cost_of_goods.to_f64() != 0.0));
        let without = if is_given { "" } else { " No cost of goods is given yet, so margin is all of revenue." };
        format!("Revenue less cost of goods is the contribution margin; less media spend it is the profit.{without}")
    });
    let has_ledger = Memo::new(move |_| !ledger.read().rows.is_empty());
    view! {
        <div class="grid">
            <Card
                title="Does it agree with the books?"
                subtitle="Totals of the ledger, one a line. The difference is shown with what makes most of the data's sum."
                span=Span::Full
                table=ledger
                content=CardContent::Table
            >
                <Ledger/>
                <Show when=move || has_ledger.get()><DataTable table=ledger/></Show>
            </Card>
            <Card title="Other currencies" subtitle="Rates of files count too; what is typed here comes first." span=Span::Half>
                <Rates/>
            </Card>
            <Card title="Cost of goods and tax" subtitle="So that later screens can speak of margin and profit." span=Span::Half>
                <Costs/>
            </Card>
            <Card
                title="From revenue to profit"
                subtitle=below
                span=Span::Full
                table=profit
                content=CardContent::Table
            >
                <DataTable table=profit/>
            </Card>
        </div>
    }
}

/// Totals of the ledger.
#[component]
fn Ledger() -> impl IntoView {
    let state = use_state();
    let given = move || state.library.with(|library| lines_of(&library.log.state().ledger));
    let take = |text: &str| {
        let (totals, faults) = LedgerTotal::parse(text);
        faults.first().map_or(Ok(Event::LedgerGiven(totals)), |fault| Err(fault.to_string()))
    };
    view! {
        <Typed
            label="Totals of the ledger"
            given=Signal::derive(given)
            take=take
            help="For example: 2026-01 spend 125000.50, or 2026-Q1 revenue 2000000, or 2026 spend meta 400000."
        />
    }
}

/// Exchange rates.
#[component]
fn Rates() -> impl IntoView {
    let state = use_state();
    let given = move || state.library.with(|library| lines_of(library.log.state().rates.rows()));
    let take = |text: &str| {
        let (rates, faults) = RateTable::parse(text);
        faults.first().map_or(Ok(Event::RatesGiven(rates)), |fault| Err(fault.to_string()))
    };
    view! {
        <Typed
            label="Exchange rates"
            given=Signal::derive(given)
            take=take
            help="A day or a month, two currencies, the price of one unit of the first: 2026-01 EUR USD 1.0641"
        />
    }
}

/// One line each, as they can be typed.
fn lines_of<T: ToString>(all: &[T]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Lines to be typed, one thing each, with what was given before. What cannot be read stays as typed, with why.
#[component]
fn Typed(
    label: &'static str,
    help: &'static str,
    /// What was given before.
    given: Signal<String>,
    /// What the lines decide, or what is wrong with them.
    take: fn(&str) -> Result<Event, String>,
) -> impl IntoView {
    let state = use_state();
    let error = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || refused.get().unwrap_or_else(|| given.get()));
    let commit = move |text: String| match take(&text) {
        Ok(event) => {
            error.set(String::new());
            refused.set(None);
            state.decide(event);
        }
        Err(why) => {
            error.set(why);
            refused.set(Some(text));
        }
    };
    view! { <TextArea label=label value=shown on_commit=commit error=error help=help/> }
}

#[component]
fn Costs() -> impl IntoView {
    let state = use_state();
    let cost = Signal::derive(move || {
        let rule = state.library.with(|l| l.log.state().costs.rules.first().map(|r| r.cost_millionths));
        rule.map(|r| percent_text(f64::from(r))).unwrap_or_default()
    });
    let tax = Signal::derive(move || {
        let rule = state.library.with(|l| l.log.state().tax.first().map(|r| r.millionths));
        rule.map(|r| percent_text(f64::from(r))).unwrap_or_default()
    });
    let set_cost = move |text: String| give_cost(state, &text);
    let set_tax = move |text: String| give_tax(state, &text);
    view! {
        <Field label="Cost of goods" value=cost on_commit=set_cost unit="% of revenue" keyboard="decimal"
            help="Where the exports have it, theirs counts."/>
        <Field label="Tax inside revenue" value=tax on_commit=set_tax unit="%" keyboard="decimal"
            help="It is taken out of what the shop files say; empty where they are net."/>
    }
}

fn percent_text(millionths: f64) -> String {
    format!("{}", millionths / PERCENT)
}

fn millionths(state: AppState, text: &str) -> Option<u32> {
    let number = crate::present::parse::parse_number(text, &state.locale.get_untracked()).ok()?;
    (0.0..=1_000.0).contains(&number).then_some((number * PERCENT).round() as u32)
}

fn give_cost(state: AppState, text: &str) {
    let rules = match (text.trim().is_empty(), millionths(state, text)) {
        (true, _) => vec![],
        (false, Some(cost_millionths)) => vec![CostRule { product: None, from: None, to: None, cost_millionths }],
        (false, None) => return,
    };
    state.decide(Event::CostsGiven(CostModel { rules }));
}

fn give_tax(state: AppState, text: &str) {
    let rules = match (text.trim().is_empty(), millionths(state, text)) {
        (true, _) => vec![],
        (false, Some(millionths)) => {
            vec![TaxRule { source: None, market: None, scope: TaxScope::Revenue, way: TaxWay::TakeOut, millionths }]
        }
        (false, None) => return,
    };
    state.decide(Event::TaxGiven(rules));
}
