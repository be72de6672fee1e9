//! How long a million rows of a daily campaign report take: reading alone, and reading with understanding and adding up.
//!
//! `cargo run --release -p engine --example read_report -- [ROWS]`, or with the path of a file in place of the number.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::exports::{Head, extract, recognise};
use engine::tabular::{InMemory, Row, Sheet, open};
use std::error::Error;
use std::fmt::Write;
use std::time::Instant;

const DAYS: usize = 912;

fn main() -> Result<(), Box<dyn Error>> {
    let word = std::env::args().nth(1).unwrap_or_else(|| "1000000".to_owned());
    let (name, bytes) = match word.parse() {
        Ok(rows) => ("Campaign report.csv".to_owned(), report(rows)?.into_bytes()),
        Err(_) => (word.clone(), std::fs::read(&word)?),
    };
    let size = bytes.len();
    for sheet in open(&name, Box::new(InMemory(bytes)))? {
        println!("{}: {:.1} MB", sheet.name, size as f64 / 1e6);
        time(&sheet)?;
    }
    Ok(())
}

fn time(sheet: &Sheet) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let (mut rows, mut row, mut count) = (sheet.rows(), Row::default(), 0_u64);
    while rows.next_row(&mut row)? {
        count += 1;
    }
    let reading = start.elapsed().as_secs_f64();
    let Some(found) = recognise(&Head::read(&sheet.name, &mut *sheet.rows())?) else {
        println!("no header");
        return Ok(());
    };
    println!("{:?}, confidence {:.2}", found.reading.platform, found.confidence);
    let start = Instant::now();
    let extraction = extract(&sheet.name, found.reading, || sheet.rows());
    let all = start.elapsed().as_secs_f64();
    println!("{count} rows: {reading:.2} s read, {:.2} s more understood and added up", all - reading);
    println!("{} lines, {} names", extraction.tally.lines.len(), extraction.tally.subjects.len());
    println!("{:#?}", extraction.report.issues);
    Ok(())
}

/// A report as Google Ads writes it: a day after the other, each with the same campaigns and ad groups.
fn report(rows: usize) -> Result<String, std::fmt::Error> {
    let mut text = "Campaign report\nJanuary 1, 2024 - June 30, 2026\n".to_owned();
    text += "Day,Campaign,Ad group,Campaign type,Currency code,Impr.,Clicks,Cost,Conversions,Conv. value\n";
    let per_day = rows.div_ceil(DAYS);
    for i in 0..rows {
        let (day, name) = (i / per_day, i % per_day);
        let (year, month, day) = (2024 + day / 365, day % 365 / 31 + 1, day % 28 + 1);
        let cents = (i * 7919) % 1_000_000;
        let (campaign, kind) = (name / 10, ["Search", "Shopping", "Video"][name % 3]);
        write!(
            text,
            "{year}-{month:02}-{day:02},\"US_EN_{kind}_Campaign {campaign:03} | always on\",Ad group {name:04},{kind},USD,"
        )?;
        writeln!(
            text,
            "\"{},{:03}\",{},\"1,{:03}.{:02}\",{}.5,\"2,{:03}.00\"",
            1 + i % 90,
            i % 1000,
            i % 977,
            cents / 1000,
            cents % 100,
            i % 37,
            i % 1000
        )?;
    }
    Ok(text)
}
