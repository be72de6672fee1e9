//! Reads a file row by row and adds up a column by two others, to measure how long reading takes and how much memory.
//!
//! `cargo run --release -p engine --example read_rows -- target/report.csv [--sum Cost --by Day --by Campaign]
//! [--once yes]`; `--once` leaves out the reading without adding up.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::tabular::{Bytes, Row, Sheet, Unreadable, open};
use std::cell::RefCell;
use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::time::Instant;

/// A file on disk.
struct OnDisk {
    file: RefCell<File>,
    len: u64,
}

impl Bytes for OnDisk {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<usize, Unreadable> {
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(offset)).map_err(|_| Unreadable)?;
        file.read(into).map_err(|_| Unreadable)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let path = words.first().ok_or("which file?")?;
    let (mut sum, mut by, mut once) = ("Cost".to_owned(), vec![], false);
    for pair in words[1..].chunks(2) {
        let value = pair.get(1).ok_or("every option needs a value")?;
        match pair[0].as_str() {
            "--sum" => sum.clone_from(value),
            "--by" => by.push(value.clone()),
            "--once" => once = value == "yes",
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    if by.is_empty() {
        by = vec!["Day".to_owned(), "Campaign".to_owned()];
    }
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    let start = Instant::now();
    for sheet in open(path, Box::new(OnDisk { file: RefCell::new(file), len }))? {
        println!("{}, opened in {:.1?}: {:?}", sheet.name, start.elapsed(), sheet.about);
        if !once {
            count_rows(&sheet, len)?;
        }
        let start = Instant::now();
        let (groups, total) = add_up(&sheet, &sum, &by)?;
        let memory = most_memory().unwrap_or_else(|| "not known".to_owned());
        println!("added up in {:.3} s, memory {memory}: {groups} {total:.2}", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn count_rows(sheet: &Sheet, len: u64) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let (mut rows, mut row, mut count, mut cells) = (sheet.rows(), Row::default(), 0_u64, 0_u64);
    while rows.next_row(&mut row)? {
        count += 1;
        cells += row.len() as u64;
    }
    let seconds = start.elapsed().as_secs_f64();
    let (rows_a_second, mb_a_second) = (count as f64 / seconds, len as f64 / 1e6 / seconds);
    println!("read: {seconds:.3} s, {count} rows, {cells} cells, {rows_a_second:.0} rows/s, {mb_a_second:.0} MB/s");
    Ok(())
}

/// The number of groups and the sum over all of them.
fn add_up(sheet: &Sheet, sum: &str, by: &[String]) -> Result<(usize, f64), Box<dyn Error>> {
    let (mut rows, mut row) = (sheet.rows(), Row::default());
    let mut places = None;
    while places.is_none() && rows.next_row(&mut row)? {
        let place = |name: &str| row.cells().position(|cell| cell.text.trim() == name);
        places = place(sum).zip(by.iter().map(|name| place(name)).collect::<Option<Vec<_>>>());
    }
    let (value, keys) = places.ok_or("no row has these names")?;
    let mut sums: HashMap<String, f64> = HashMap::new();
    let mut key = String::new();
    while rows.next_row(&mut row)? {
        key.clear();
        for &column in &keys {
            key.push_str(row.cell(column).text);
            key.push('\0');
        }
        let number: f64 = row.cell(value).text.parse().unwrap_or(0.0);
        match sums.get_mut(&key) {
            Some(sum) => *sum += number,
            None => drop(sums.insert(key.clone(), number)),
        }
    }
    Ok((sums.len(), sums.values().sum()))
}

/// As the operating system counts it, where it does.
fn most_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|size| size.trim().to_owned())
}
