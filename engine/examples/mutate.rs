//! Changes sample files at random and reads them: no panic, no input that takes longer than a second, bounded memory.
//!
//! A second is one of processor time, where the operating system tells it: on a busy machine an input waits for others.
//!
//! The same seed changes the same bytes. Packed parts are changed before they are packed, or every change would end at a
//! check sum.
//!
//! `cargo run --release -p engine --example mutate -- --reader xlsx [--minutes 10] [--seed 1]`

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

#[allow(dead_code, clippy::unwrap_used, reason = "shared with the tests, where samples are sound")]
#[path = "../src/tabular/tests/pack.rs"]
mod pack;

use engine::random::Rng;
use engine::tabular::{InMemory, Row, open};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

/// The longest that a file of a few kilobytes may take.
const LONGEST: Duration = Duration::from_secs(1);
/// Numbers at which things go wrong.
const EDGES: [u64; 8] = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF_FFFF, 0xFFFF_FFFF, u64::MAX];

/// A sample: one file, or the files of an archive.
enum Sample {
    File(Vec<u8>),
    Gzip(Vec<u8>),
    Zip(Vec<(String, Vec<u8>)>),
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut reader, mut minutes, mut seed) = (String::new(), 10.0, 1);
    let words: Vec<String> = std::env::args().skip(1).collect();
    for pair in words.chunks(2) {
        let value = pair.get(1).ok_or("every option needs a value")?;
        match pair[0].as_str() {
            "--reader" => reader.clone_from(value),
            "--minutes" => minutes = value.parse()?,
            "--seed" => seed = value.parse()?,
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let samples = samples(&reader)?;
    let (start, limit) = (Instant::now(), Duration::from_secs_f64(minutes * 60.0));
    let (mut inputs, mut rows, mut slowest, mut slow) = (0_u64, 0_u64, Duration::ZERO, 0);
    while start.elapsed() < limit {
        let mut random = Rng::new(seed, inputs);
        let bytes = changed(&samples, &mut random);
        let name = format!("{reader}, seed {seed}, input {inputs}");
        std::panic::set_hook(Box::new(move |panic| println!("{name}: {panic}")));
        let began = Clock::start();
        rows += read(bytes);
        let took = began.elapsed();
        slowest = slowest.max(took);
        if took > LONGEST {
            slow += 1;
            println!("{reader}, seed {seed}, input {inputs}: {took:.1?}");
        }
        inputs += 1;
    }
    let memory = most_memory().unwrap_or_else(|| "not known".to_owned());
    println!("{reader}: {inputs} inputs, {rows} rows, {slow} slow, slowest {slowest:.1?}, most memory {memory}");
    if slow > 0 { Err("some inputs took too long".into()) } else { Ok(()) }
}

fn read(bytes: Vec<u8>) -> u64 {
    let (mut count, mut row) = (0, Row::default());
    for sheet in open("f", Box::new(InMemory(bytes))).unwrap_or_default() {
        let mut rows = sheet.rows();
        while rows.next_row(&mut row).unwrap_or(false) {
            count += 1 + row.cells().filter(|cell| cell.text.len() > 1_000_000).count() as u64;
        }
    }
    count
}

fn samples(reader: &str) -> Result<Vec<Sample>, Box<dyn Error>> {
    let file = |name: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tabular/samples").join(name));
    let files = |names: &[&str]| names.iter().map(|name| Ok(Sample::File(file(name)?))).collect();
    match reader {
        "text" => files(&["orders.csv", "orders-utf16.csv"]),
        "xls" => files(&["plan.xls"]),
        "parquet" => files(&["snappy.parquet", "gzip.parquet", "zstd.parquet", "delta.parquet", "brotli.parquet"]),
        "xlsx" => Ok(vec![Sample::Zip(pack::unzip(&file("plan.xlsx")?))]),
        "archive" => Ok(vec![
            Sample::File(file("orders.zip")?),
            Sample::File(file("orders.csv.gz")?),
            Sample::Gzip(file("orders.csv")?),
            Sample::Zip(pack::unzip(&file("orders.zip")?)),
        ]),
        _ => Err("--reader is one of text, xls, xlsx, archive, parquet".into()),
    }
}

fn changed(samples: &[Sample], random: &mut Rng) -> Vec<u8> {
    match &samples[below(random, samples.len())] {
        Sample::File(bytes) => mutated(bytes, random),
        Sample::Gzip(bytes) => pack::gzip(&mutated(bytes, random)),
        Sample::Zip(files) => {
            let mut files = files.clone();
            for _ in 0..=below(random, 3) {
                let at = below(random, files.len());
                files[at].1 = mutated(&files[at].1, random);
            }
            let listed: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
            let packed = pack::zip_at(&listed, flate2::Compression::none());
            if below(random, 4) == 0 { mutated(&packed, random) } else { packed }
        }
    }
}

/// The bytes with one to eight changes.
fn mutated(bytes: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=below(random, 8) {
        if bytes.is_empty() {
            break;
        }
        let at = below(random, bytes.len());
        let end = (at + 1 + below(random, 64)).min(bytes.len());
        match below(random, 8) {
            0 => bytes[at] ^= 1 << below(random, 8),
            1 => bytes[at] = below(random, 256) as u8,
            2 => drop(bytes.drain(at..end)),
            3 => bytes.extend_from_within(at..end),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = below(random, bytes.len());
                bytes.splice(to..to, piece);
            }
            5 => {
                let edge = EDGES[below(random, EDGES.len())].to_le_bytes();
                let len = (1 << below(random, 4)).min(bytes.len() - at);
                bytes[at..at + len].copy_from_slice(&edge[..len]);
            }
            6 => {
                let digits = EDGES[below(random, EDGES.len())].to_string();
                bytes.splice(at..at, digits.into_bytes());
            }
            _ if below(random, 4) == 0 => bytes.truncate(at),
            _ => bytes[at] = b"\"',;\t\n\r<>&/=\0\xFF"[below(random, 14)],
        }
    }
    bytes
}

fn below(random: &mut Rng, limit: usize) -> usize {
    ((random.uniform() * limit as f64) as usize).min(limit.saturating_sub(1))
}

/// Processor time of this thread; time by the clock where the operating system does not tell it.
struct Clock {
    processor: Option<Duration>,
    wall: Instant,
}

impl Clock {
    fn start() -> Self {
        Self { processor: processor_time(), wall: Instant::now() }
    }

    fn elapsed(&self) -> Duration {
        let spent = self.processor.and_then(|began| processor_time()?.checked_sub(began));
        spent.unwrap_or_else(|| self.wall.elapsed())
    }
}

/// The first number of `schedstat` is the thread's time on a processor, in nanoseconds.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(stat.split_whitespace().next()?.parse().ok()?))
}

/// As the operating system counts it, where it does.
fn most_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|size| size.trim().to_owned())
}
