//! Files of every kind, as other tools write them (`samples`, made by `tests/peers/import/samples.py`) or made here.

mod kinds;
mod malformed;
mod pack;

pub(crate) use pack::zip;

use super::{Bytes, CellKind, Foreign, InMemory, Problem, ReadError, Row, Sheet, Unreadable, open};

/// A sheet's name, its rows, and why it ended early.
type ReadSheet = (String, Vec<String>, Option<Problem>);

/// The file's sheets, each with its name and its rows as `number|cell|cell`, and how each ended.
fn read(name: &str, bytes: &[u8]) -> Result<Vec<ReadSheet>, ReadError> {
    read_from(name, Box::new(InMemory(bytes.to_vec())))
}

fn read_from(name: &str, bytes: Box<dyn Bytes>) -> Result<Vec<ReadSheet>, ReadError> {
    let sheets = open(name, bytes)?;
    let read = |sheet: Sheet| {
        let (rows, end) = rows(&sheet);
        (sheet.name, rows, end)
    };
    Ok(sheets.into_iter().map(read).collect())
}

/// All rows of a sheet; text stands as it is, a number behind `#`, a date behind `@`.
fn rows(sheet: &Sheet) -> (Vec<String>, Option<Problem>) {
    let (mut rows, mut row, mut written) = (sheet.rows(), Row::default(), vec![]);
    loop {
        match rows.next_row(&mut row) {
            Ok(true) => written.push(write(&row)),
            Ok(false) => return (written, None),
            Err(error) => {
                assert!(!rows.next_row(&mut row).unwrap(), "a sheet goes on after an error");
                return (written, Some(error.problem));
            }
        }
    }
}

fn write(row: &Row) -> String {
    let cells = row.cells().map(|cell| match cell.kind {
        CellKind::Number => format!("#{}", cell.text),
        CellKind::Date => format!("@{}", cell.text),
        CellKind::Text | CellKind::Empty => cell.text.to_owned(),
    });
    std::iter::once(row.number().to_string()).chain(cells).collect::<Vec<_>>().join("|")
}

/// Checks that a file has one sheet of this name with these rows.
fn check(file: &str, bytes: &[u8], name: &str, expected: &[&str]) {
    let sheets = read(file, bytes).unwrap();
    assert_eq!(sheets.len(), 1, "{file}");
    assert_eq!((sheets[0].0.as_str(), &sheets[0].2), (name, &None), "{file}");
    assert_eq!(sheets[0].1, expected, "{file}");
}

fn sample(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tabular/samples").join(name);
    std::fs::read(path).unwrap()
}

const SAMPLES: [&str; 12] = [
    "orders.csv",
    "orders-utf16.csv",
    "orders.csv.gz",
    "orders.zip",
    "plan.xlsx",
    "plan.xls",
    "snappy.parquet",
    "gzip.parquet",
    "zstd.parquet",
    "delta.parquet",
    "brotli.parquet",
    "made here.xlsx",
];

fn sample_or_made(name: &str) -> Vec<u8> {
    if name == "made here.xlsx" { kinds::workbook(false) } else { sample(name) }
}

/// Bytes that come a few at a time, and may stop coming.
struct Trickle {
    bytes: Vec<u8>,
    at_a_time: usize,
    lost_from: u64,
}

impl Bytes for Trickle {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<usize, Unreadable> {
        if offset >= self.lost_from {
            return Err(Unreadable);
        }
        let count = into.len().min(self.at_a_time);
        InMemory(self.bytes.clone()).read_at(offset, &mut into[..count])
    }
}

#[test]
fn the_exports_open_with_their_sheets() {
    let engine = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = |up: &str| engine.join(up).join("shared/data/exports");
    let Some(folder) = ["../..", "../../.."].map(beside).into_iter().find(|f| f.is_dir()) else {
        eprintln!("did not run: shared/data/exports is not there");
        return;
    };
    let expected = [
        ("Campaign report.csv", "Campaign report.csv", 6458),
        ("Meta-2024-01-01-to-2025-03-31.csv", "Meta-2024-01-01-to-2025-03-31.csv", 1825),
        ("Meta-2025-03-01-to-2026-06-28.csv", "Meta-2025-03-01-to-2026-06-28.csv", 1941),
        ("Microsoft Ads.csv", "Microsoft Ads.csv", 1826),
        ("TV plan.xlsx", "TV plan.xlsx › TV plan", 20),
        ("TikTok Campaign Report.csv", "TikTok Campaign Report.csv", 1009),
        ("fx.csv", "fx.csv", 32),
        ("linkedin_campaign_performance.csv", "linkedin_campaign_performance.csv", 1056),
        ("ooh_bookings.csv", "ooh_bookings.csv", 13),
        ("orders_export.zip", "orders_export.zip › orders_export_1.csv", 78_733),
        ("pos_filialen.csv", "pos_filialen.csv", 1561),
        ("price_and_promo.xlsx", "price_and_promo.xlsx › Calendar", 131),
        ("sponsorships.csv", "sponsorships.csv", 8),
    ];
    for (file, name, count) in expected {
        let sheets = read(file, &std::fs::read(folder.join(file)).unwrap()).unwrap();
        let [(found, rows, None)] = &sheets[..] else { panic!("{file}: {sheets:?}") };
        assert_eq!((found.as_str(), rows.len()), (name, count), "{file}");
    }
    let truth = read("truth.json", &std::fs::read(folder.join("truth.json")).unwrap());
    assert_eq!(truth.unwrap_err().problem, Problem::Foreign(Foreign::Json));
}
