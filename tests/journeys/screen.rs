//! What stands on the screen, read as people read it: the headline, the budget channel by channel, tiles, tables.

use serde_json::Value;
use sextant_tests::browser::{Person, Result};
use std::time::{Duration, Instant};

/// How long the screen may take to follow.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads the Plan screen; what is not there is empty.
const READ: &str = "
const text = e => e ? e.innerText.trim() : '';
const rows = [...document.querySelectorAll('.budget-row:not(.budget-heading):not(.budget-sum)')];
const amount = row => [text(row.querySelector('.plan-name')), row.querySelector('input[type=text]').value];
const tile = e => [text(e.querySelector('.figure-label')), text(e.querySelector('.figure-value')),
  text(e.querySelector('.figure-range'))];
return [text(document.querySelector('main h1')), rows.map(amount), text(document.querySelector('.budget-total')),
  [...document.querySelectorAll('main .figure')].map(tile)]";

/// A tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// The number.
    pub value: String,
    /// What stands beside it.
    pub beside: String,
}

/// The Plan screen.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanScreen {
    /// The answer.
    pub headline: String,
    /// Each channel with what it gets a week.
    pub amounts: Vec<(String, f64)>,
    /// What all get together.
    pub total: String,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

impl PlanScreen {
    /// The screen as it is now.
    pub async fn read(person: &Person) -> Result<Self> {
        type Read = (String, Vec<(String, String)>, String, Vec<[String; 3]>);
        let (headline, amounts, total, tiles): Read = serde_json::from_value(person.run(READ).await?)?;
        let amounts = amounts.into_iter().map(|(name, text)| (name, number(&text))).collect();
        let tiles = tiles.into_iter().map(|[label, value, beside]| Tile { label, value, beside }).collect();
        Ok(Self { headline, amounts, total, tiles })
    }

    /// The screen once it is as wanted.
    pub async fn once(person: &Person, what: &str, is_wanted: impl Fn(&Self) -> bool) -> Result<Self> {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = Self::read(person).await?;
            if is_wanted(&screen) {
                return Ok(screen);
            }
            if Instant::now() > end {
                return Err(format!("waited for {what}; there is {screen:#?}").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The screen once it shows a split of one's own, weighed anew since `before`.
    pub async fn own(person: &Person, before: &Self) -> Result<Self> {
        let is_weighed =
            |s: &Self| s.headline.starts_with("Your split") && s.amounts != before.amounts && s.tiles != before.tiles;
        Self::once(person, "a split of one's own", is_weighed).await
    }

    /// What a channel gets a week.
    pub fn amount(&self, channel: &str) -> f64 {
        self.amounts.iter().find(|(name, _)| name == channel).expect("a channel of this name").1
    }

    /// The tile whose label begins so.
    pub fn tile(&self, label: &str) -> &Tile {
        self.tiles.iter().find(|tile| tile.label.starts_with(label)).expect("a tile of this name")
    }
}

/// The table whose caption begins so, its heading first; empty where there is none.
pub async fn table(person: &Person, caption: &str) -> Result<Vec<Vec<String>>> {
    let script = format!(
        "const named = t => t.caption && t.caption.textContent.startsWith({}); \
         const t = [...document.querySelectorAll('main table')].find(named); \
         return t ? [...t.rows].map(r => [...r.cells].map(c => c.innerText.trim())) : []",
        Value::from(caption)
    );
    Ok(serde_json::from_value(person.run(&script).await?)?)
}

/// A number as it is shown: `2,310`, `$1.2M`, `+118k`, `−17 %`.
pub fn number(text: &str) -> f64 {
    let plain: String =
        text.replace('\u{2212}', "-").chars().filter(|c| c.is_ascii_digit() || "-.".contains(*c)).collect();
    let factor = match text.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).chars().last() {
        Some('k') => 1e3,
        Some('M') => 1e6,
        Some('B') => 1e9,
        _ => 1.0,
    };
    factor * plain.parse::<f64>().unwrap_or(f64::NAN)
}

#[test]
fn numbers_are_read_as_they_are_shown() {
    let found = ["2,310", "$1.2M", "+118k", "\u{2212}17\u{a0}%"].map(number);
    assert_eq!(found, [2310.0, 1.2e6, 118e3, -17.0]);
}
