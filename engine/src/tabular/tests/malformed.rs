//! Files that are cut short, changed, or made to do harm.

use super::super::error::Part;
use super::super::{Foreign, InMemory, Problem, open};
use super::pack::{gzip, zip};
use super::{SAMPLES, Trickle, read, read_from, rows, sample_or_made};
use proptest::prelude::*;

fn check_refused(bytes: &[u8], expected: &Problem) {
    assert_eq!(&read("f", bytes).unwrap_err().problem, expected);
}

#[test]
fn files_without_a_table_are_named() {
    check_refused(b"", &Problem::Empty);
    check_refused(b"\xEF\xBB\xBF \r\n", &Problem::Empty);
    check_refused(b"%PDF-1.7", &Problem::Foreign(Foreign::Pdf));
    check_refused(b"<!DOCTYPE html><html>", &Problem::Foreign(Foreign::WebPage));
    check_refused(b"{\"rows\": []}", &Problem::Foreign(Foreign::Json));
    check_refused(b"\x89PNG\r\n\x1A\n\x01\x02\x03\x04", &Problem::Foreign(Foreign::Binary));
    check_refused(&zip(&[]), &Problem::NoFiles);
    check_refused(&zip(&[("a.pdf", b"%PDF-1.7")]), &Problem::Foreign(Foreign::Pdf));
    let binary: [(&str, &[u8]); 2] = [("[Content_Types].xml", b""), ("xl/workbook.bin", b"")];
    check_refused(&zip(&binary), &Problem::Foreign(Foreign::BinaryWorkbook));
    let document: [(&str, &[u8]); 2] = [("META-INF/manifest.xml", b""), ("content.xml", b"")];
    check_refused(&zip(&document), &Problem::Foreign(Foreign::OpenDocument));
    check_refused(b"PK\x03\x04 cut short", &Problem::Damaged(Part::Directory));
}

#[test]
fn open_quotes_are_named_after_the_rows_before() {
    let (_, rows, end) = &read("f", b"a,b\n1,2\n3,\"4\n5,6\n").unwrap()[0];
    assert_eq!((rows.len(), end), (2, &Some(Problem::OpenQuote { row: 3, column: 1 })));
    let long = format!("a,b\n1,2\n3,\"4\n{}", "5,6\n".repeat(2_000_000));
    let (_, rows, end) = &read("f", long.as_bytes()).unwrap()[0];
    assert_eq!((rows.len(), end), (2, &Some(Problem::OpenQuote { row: 3, column: 1 })));
}

#[test]
fn lost_files_are_named() {
    let bytes = "a,b\n".repeat(1_600_000).into_bytes();
    let lost = Trickle { bytes, at_a_time: 1 << 20, lost_from: 3_000_000 };
    let (_, rows, end) = &read_from("f", Box::new(lost)).unwrap()[0];
    assert!(rows.len() > 100_000, "{}", rows.len());
    assert_eq!(end, &Some(Problem::Unreadable));
}

#[test]
fn files_cut_short_anywhere_are_no_trouble() {
    for name in SAMPLES {
        let whole = sample_or_made(name);
        let steps = (0..whole.len()).step_by(1 + whole.len() / 3_000);
        for len in steps {
            let _ = read(name, &whole[..len]);
        }
    }
}

#[test]
fn rows_before_the_damage_stay() {
    let text = (0..100_000).map(|i| format!("{i},{}\n", i * 7_919 % 10_007)).collect::<String>();
    let packed = gzip(text.as_bytes());
    let (_, rows, end) = &read("f.gz", &packed[..packed.len() / 2]).unwrap()[0];
    assert!(rows.len() > 10_000 && rows[1] == "2|1|7919", "{}", rows.len());
    assert_eq!(end, &Some(Problem::Damaged(Part::Packed)));
}

/// The most bytes that a bomb below unpacks to.
const BOMB: usize = 24 << 20;

#[test]
fn bombs_are_refused() {
    let text = gzip(&b"a,b\n".repeat(BOMB / 4));
    let (_, rows, end) = &read("f.gz", &text).unwrap()[0];
    assert!(rows.len() < BOMB / 4);
    assert_eq!(end, &Some(Problem::Expands));
    let line = gzip(&vec![b'a'; BOMB]);
    let (_, rows, end) = &read("f.gz", &line).unwrap()[0];
    assert_eq!((rows.len(), end), (0, &Some(Problem::LongRow { row: 1 })));
    check_refused(&zip(&[("a.zip", &zip(&[("b.zip", &zip(&[("c.zip", &zip(&[("d", b"a,b")]))]))]))]), &Problem::Nested);
    let padded = [b"PK\x05\x06".to_vec(), vec![0; BOMB]].concat();
    check_refused(&zip(&[("a.zip", &padded)]), &Problem::Expands);
}

#[test]
fn sheets_of_a_bomb_are_refused() {
    let open_tag = [b"<worksheet><sheetData><row><c><v>".to_vec(), vec![b'1'; BOMB]].concat();
    let book = b"<workbook><sheets><sheet name='s' r:id='1'/></sheets></workbook>";
    let relations = b"<r><Relationship Id='1' Type='x/worksheet' Target='s.xml'/></r>";
    let bytes = zip(&[("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relations), ("xl/s.xml", &open_tag)]);
    let (_, rows, end) = &read("f.xlsx", &bytes).unwrap()[0];
    assert_eq!((rows.len(), end), (0, &Some(Problem::Damaged(Part::Sheet))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_size_of_reads_gives_the_same_rows(at_a_time in 1_usize..5_000, sample in 0..SAMPLES.len()) {
        let bytes = sample_or_made(SAMPLES[sample]);
        let whole = read("f", &bytes);
        let trickled = read_from("f", Box::new(Trickle { bytes, at_a_time, lost_from: u64::MAX }));
        prop_assert_eq!(whole, trickled);
    }

    #[test]
    fn changed_bytes_are_no_trouble(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        for name in SAMPLES {
            let mut bytes = sample_or_made(name);
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            if let Ok(sheets) = open(name, Box::new(InMemory(bytes))) {
                sheets.iter().for_each(|sheet| drop(rows(sheet)));
            }
        }
    }

    #[test]
    fn what_is_written_is_read(
        table in prop::collection::vec(prop::collection::vec("[a-zä€\"\n\r ]{0,12}", 2..5), 1..12),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join("\t");
        let text = format!("first\tsecond\n{}", table.iter().map(line).collect::<Vec<_>>().join("\n"));
        let (_, rows, end) = &read("f", text.as_bytes()).unwrap()[0];
        let expected = table.iter().zip(2..).map(|(row, number)| format!("{number}|{}", row.join("|")));
        prop_assert_eq!(end, &None);
        prop_assert_eq!(&rows[1..], &expected.collect::<Vec<_>>()[..]);
    }
}
