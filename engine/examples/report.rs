//! Writes a daily campaign report, always the same one, to measure reading with: a row for each day, campaign, ad group,
//! country and device.
//!
//! `cargo run --release -p engine --example report -- target/report.csv [--rows 1000000]`

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::random::Rng;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

const COUNTRIES: [&str; 5] = ["Germany", "France", "Österreich", "United Kingdom", "United States"];
const DEVICES: [&str; 4] = ["Mobile phones", "Computers", "Tablets", "TV screens"];
const THEMES: [&str; 5] = ["Brand", "Prospecting", "Retargeting", "Shopping", "Video"];
const CAMPAIGNS: usize = 40;
const ROWS_A_DAY: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let path = words.first().ok_or("where to write it?")?;
    let rows: usize = match words.get(1).map(String::as_str) {
        Some("--rows") => words.get(2).ok_or("how many rows?")?.parse()?,
        Some(other) => return Err(format!("unknown option {other}").into()),
        None => 1_000_000,
    };
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "Campaign report\n\"January 1, 2021 - December 31, 2024\"")?;
    writeln!(file, "Day,Campaign,Ad group,Country,Device,Currency,Impressions,Clicks,Cost,Conversions,Conv. value")?;
    let mut random = Rng::new(1, 0);
    for row in 0..rows {
        write_row(&mut file, row, &mut random)?;
    }
    file.flush()?;
    println!("{rows} rows, {} bytes in {path}", std::fs::metadata(path)?.len());
    Ok(())
}

fn write_row(file: &mut impl Write, row: usize, random: &mut Rng) -> std::io::Result<()> {
    let (day, within) = (row / ROWS_A_DAY, row % ROWS_A_DAY);
    let (year, day_of_year) = (2021 + day / 336, day % 336);
    let (campaign, ad_group) = (within % CAMPAIGNS, within / CAMPAIGNS);
    let (country, device) = (COUNTRIES[ad_group % 5], DEVICES[ad_group % 4]);
    let theme = THEMES[campaign % 5];
    let impressions = (random.uniform() * 50_000.0) as u64;
    let clicks = (impressions as f64 * 0.03 * random.uniform()) as u64;
    let cost_cents = clicks * 45 + (random.uniform() * 100.0) as u64;
    let conversions = clicks / 23;
    let value_cents = conversions * 6_450;
    write!(file, "{year}-{:02}-{:02},", day_of_year / 28 + 1, day_of_year % 28 + 1)?;
    write!(file, "{theme} | {country} | campaign {campaign:02},")?;
    write!(file, "\"{theme}, group {ad_group:02}\",{country},{device},EUR,{impressions},{clicks},")?;
    let cents = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
    writeln!(file, "{},{conversions},{}", cents(cost_cents), cents(value_cents))
}
