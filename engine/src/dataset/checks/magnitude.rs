//! Magnitude: a whole file in another unit, of which no day tells: impressions in thousands, spend in cents, thousands or
//! millionths.
//!
//! Three prices tell, each the median over the file's rows: a thousand impressions (CPM), a click (CPC), and clicks per
//! impression (CTR), which has no unit. More clicks than half the impressions cannot be. Beyond that, a price is held
//! against what no medium costs (limits are ours and wide: they hold for currencies worth about a dollar), then against
//! sources of the same platform and currency, then against all other media in both prices at once.

use super::super::days::day;
use super::super::frame::Lane;
use super::super::repair::{Repair, Scope};
use super::{Check, CheckKind, Evidence, Look, called, median};
use crate::exports::{LineRef, Measure, Platform};
use crate::quality::Severity;

/// Currencies worth about a dollar.
const ABOUT_A_DOLLAR: [&str; 8] = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"];
/// Clicks per impression that cannot be.
const MOST_CTR: f64 = 0.5;
/// A thousand impressions beyond which they are counted in thousands, and in which spend is in millionths, where no
/// clicks are counted.
const MOST_CPM: (f64, f64) = (2_000.0, 200_000.0);
/// A click beyond which spend is in cents, and in millionths.
const MOST_CPC: (f64, f64) = (200.0, 5_000.0);
/// Factors between units of the same thing.
const FACTORS: [i64; 3] = [100, 1_000, 1_000_000];
/// By how much prices of one platform may miss a factor.
const NEAR: f64 = 2.5;
/// How far both prices lie outside those of all other media.
const FAR: f64 = 25.0;
/// Rows below which nothing is said.
const FEWEST: usize = 5;

/// What media cost in a source.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    platform: Platform,
    currency: Option<String>,
    cpm: f64,
    /// None where no clicks are counted.
    cpc: Option<f64>,
    ctr: Option<f64>,
}

impl Prices {
    /// None for a source without spend and impressions.
    pub(super) fn of(lane: &Lane<'_>) -> Option<Self> {
        let amount = |line: LineRef<'_>, wanted: Measure| {
            let amount = lane.repaired(line, wanted, line.amounts.of(wanted)?, &mut vec![]);
            (amount.0 > 0).then(|| amount.to_f64())
        };
        let ratios = |above: Measure, below: Measure| {
            let of_line = |line: LineRef<'_>| Some(amount(line, above)? / amount(line, below)?);
            let all: Vec<f64> = lane.tally.lines.iter().filter_map(of_line).collect();
            if all.len() < FEWEST { None } else { median(all) }
        };
        Some(Self {
            platform: lane.source.platform,
            currency: lane.tally.lines.first().and_then(|line| lane.currency(line)).map(str::to_owned),
            cpm: 1_000.0 * ratios(Measure::Spend, Measure::Impressions)?,
            cpc: ratios(Measure::Spend, Measure::Clicks),
            ctr: ratios(Measure::Clicks, Measure::Impressions),
        })
    }

    fn is_about_a_dollar(&self) -> bool {
        self.currency.as_deref().is_some_and(|own| ABOUT_A_DOLLAR.contains(&own))
    }

    fn is_comparable(&self, other: &Self) -> bool {
        self.currency == other.currency || self.is_about_a_dollar() && other.is_about_a_dollar()
    }
}

/// Amounts of a measure are to be multiplied by a fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mixup {
    measure: Measure,
    by: (i64, i64),
}

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    let own = look.lanes.iter().position(|lane| lane.source.id == look.lane.source.id);
    let Some((place, prices)) = own.and_then(|i| Some((i, look.prices.get(i)?.as_ref()?))) else { return vec![] };
    let others = look.prices.iter().enumerate().filter(|(i, _)| *i != place).filter_map(|(_, one)| one.as_ref());
    let others: Vec<&Prices> = others.filter(|other| prices.is_comparable(other)).collect();
    let (peers, media): (Vec<&Prices>, Vec<&Prices>) = others.into_iter().partition(|o| o.platform == prices.platform);
    let found = by_limits(prices).or_else(|| by_peers(prices, &peers)).or_else(|| by_media(prices, &media));
    found.into_iter().map(|mixup| finding(look, prices, mixup, peers.is_empty())).collect()
}

fn finding(look: &Look<'_>, prices: &Prices, mixup: Mixup, is_alone: bool) -> Check {
    let (numerator, denominator) = mixup.by;
    let factor = numerator as f64 / denominator as f64;
    let is_spend = mixup.measure == Measure::Spend;
    let expected = if is_spend { prices.cpm * factor } else { prices.cpm / factor };
    let times =
        if numerator > denominator { format!("{numerator} times more") } else { format!("1/{denominator} of it") };
    let click = prices.cpc.map_or_else(String::new, |cpc| format!(", a click {cpc:.4}"));
    let sentence = format!(
        "A thousand impressions cost {:.4}{click}: no medium does, or not as the others here. {} is likely {times}.",
        prices.cpm,
        called(mixup.measure)
    );
    let days = look.lane.extent(mixup.measure).map(|(first, last)| (day(first), day(last)));
    let evidence =
        Evidence { days: days.into_iter().collect(), found: Some(prices.cpm), expected: Some(expected), sentence };
    let mut check = look.finding(CheckKind::UnitMixup, Severity::Serious, Some(mixup.measure), evidence);
    check.id.0.push_str(" file");
    // The next file will be in the same unit, unless another of the platform is in the right one.
    let source = (!is_alone).then(|| look.lane.source.id.clone());
    let scope = Scope { measure: Some(mixup.measure), source, ..Scope::platform(look.lane.source.platform) };
    check.repair = Some(Repair::Scale { scope, numerator, denominator });
    check
}

fn spend(is_high: bool, factor: i64) -> Option<Mixup> {
    Some(Mixup { measure: Measure::Spend, by: if is_high { (1, factor) } else { (factor, 1) } })
}

fn impressions(factor: i64) -> Option<Mixup> {
    Some(Mixup { measure: Measure::Impressions, by: (factor, 1) })
}

/// What no medium costs.
fn by_limits(own: &Prices) -> Option<Mixup> {
    if own.ctr.is_some_and(|ctr| ctr > MOST_CTR) {
        return impressions(1_000);
    }
    if !own.is_about_a_dollar() {
        return None;
    }
    match own.cpc {
        Some(cpc) if cpc > MOST_CPC.1 && own.cpm > cpc => spend(true, 1_000_000),
        Some(cpc) if cpc > MOST_CPC.0 && own.cpm > cpc => spend(true, 100),
        Some(_) => None,
        None if own.cpm > MOST_CPM.1 => spend(true, 1_000_000),
        None if own.cpm > MOST_CPM.0 => impressions(1_000),
        None => None,
    }
}

/// The middle of the platform's other sources: one alone says which is wrong only by a price that is odd in itself.
fn by_peers(own: &Prices, peers: &[&Prices]) -> Option<Mixup> {
    let cpm = own.cpm / median(peers.iter().map(|peer| peer.cpm).collect())?;
    let cpc = own.cpc.zip(median(peers.iter().filter_map(|peer| peer.cpc).collect())).map(|(own, of)| own / of);
    let is_odd = own.is_about_a_dollar() && if cpm > 1.0 { own.cpm > 100.0 } else { own.cpm < 0.2 };
    if peers.len() < 2 && !is_odd {
        return None;
    }
    let (factor, is_high) = nearest(cpm).filter(|(factor, is_high)| misses(cpm, *factor, *is_high) < NEAR)?;
    match cpc {
        Some(cpc) if misses(cpc, factor, is_high) < NEAR => spend(is_high, factor),
        Some(cpc) if cpc < NEAR && cpc * NEAR > 1.0 && is_high => impressions(factor),
        Some(_) => None,
        None => spend(is_high, factor),
    }
}

/// Both prices far outside those of at least two other media.
fn by_media(own: &Prices, media: &[&Prices]) -> Option<Mixup> {
    let both: Vec<(f64, f64)> = media.iter().filter_map(|other| Some((other.cpm, other.cpc?))).collect();
    let cpc = own.cpc.filter(|_| both.len() >= 2)?;
    let is_above = both.iter().all(|other| own.cpm > FAR * other.0 && cpc > FAR * other.1);
    let is_below = both.iter().all(|other| FAR * own.cpm < other.0 && FAR * cpc < other.1);
    let (factor, is_high) = nearest(cpc / median(both.iter().map(|other| other.1).collect())?)?;
    (is_above && is_high || is_below && !is_high).then(|| spend(is_high, factor)).flatten()
}

/// By how much a ratio misses a factor, as a ratio of at least 1.
fn misses(ratio: f64, factor: i64, is_high: bool) -> f64 {
    let off = if is_high { ratio / factor as f64 } else { ratio * factor as f64 };
    off.max(1.0 / off)
}

/// The nearest factor, and whether the ratio is above one.
fn nearest(ratio: f64) -> Option<(i64, bool)> {
    let is_high = ratio > 1.0;
    let order = |a: &i64, b: &i64| misses(ratio, *a, is_high).total_cmp(&misses(ratio, *b, is_high));
    FACTORS.into_iter().min_by(order).map(|factor| (factor, is_high))
}
