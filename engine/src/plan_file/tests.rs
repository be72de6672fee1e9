//! What is written is read back, and what people make of it is understood or refused with its place.

use super::samples::{CMD, document, panel, scenario, weeks};
use super::*;
use crate::plan::Scenario;

fn read_back(format: PlanFormat, file: &str) -> PlanRows {
    let bytes = write(&document(), format);
    match read(file, &bytes, &panel(), &weeks()).unwrap() {
        PlanRead::Rows(rows) => rows,
        PlanRead::Shared(_) => panic!("{file} is a table"),
    }
}

fn rows(text: &str) -> PlanRows {
    read_rows("plan.csv", text.as_bytes(), &Names::of(&panel()), &weeks()).unwrap()
}

fn refused(text: &str) -> String {
    let error = read_rows("plan.csv", text.as_bytes(), &Names::of(&panel()), &weeks()).unwrap_err();
    assert!(!error.advice().is_empty());
    error.to_string()
}

#[test]
fn a_workbook_comes_back_to_the_last_bit() {
    let rows = read_back(PlanFormat::Workbook, "plan.xlsx");
    assert_eq!(rows.onto(&Scenario::going_on(&panel(), 3)), scenario());
    assert_eq!(rows.notices, []);
}

#[test]
fn a_table_comes_back_to_the_cent() {
    let rows = read_back(PlanFormat::Table, "plan.csv");
    let read = rows.onto(&Scenario::going_on(&panel(), 3));
    for (row, expected) in read.spend.iter().zip(&scenario().spend) {
        assert!(row.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.005), "{row:?}");
    }
    assert_eq!((read.drivers, read.organic), (scenario().drivers, scenario().organic));
    assert_eq!(rows.notices, []);
}

#[test]
fn a_scenario_file_is_told_by_its_first_character() {
    let bytes = write(&document(), PlanFormat::Scenario);
    assert!(matches!(read("x", &bytes, &panel(), &weeks()), Ok(PlanRead::Shared(_))));
    let huge = vec![b' '; MAX_BYTES + 1];
    assert_eq!(read("x", &huge, &panel(), &weeks()).unwrap_err().problem, Problem::TooLarge);
}

#[test]
fn names_that_are_formulas_or_markup_are_texts() {
    let bytes = write(&document(), PlanFormat::Workbook);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("preserve\">=cmd|'/c calc'!A1</t>"), "the name is an inline text");
    assert!(!text.contains("<f>=cmd") && text.contains("Third quarter &lt;b&gt;"));
    assert!(write(&document(), PlanFormat::Table).windows(7).any(|w| w == b"\"'=cmd|"));
}

#[test]
fn the_same_plan_makes_the_same_bytes() {
    for format in [PlanFormat::Workbook, PlanFormat::Table, PlanFormat::Scenario] {
        assert_eq!(write(&document(), format), write(&document(), format));
        assert!(format.ending().starts_with('.') && format.media_type().contains('/'));
    }
}

#[test]
fn a_plan_that_was_not_sought_has_a_workbook_too() {
    let document = PlanDocument { plan: None, ..document() };
    let bytes = write(&document, PlanFormat::Workbook);
    assert!(matches!(read("a.xlsx", &bytes, &panel(), &weeks()), Ok(PlanRead::Rows(_))));
}

#[test]
fn european_tables_are_read() {
    let rows = rows(
        "Media plan;;;;\n\nWoche;search;Radio;Total;price\n29.06.2026;1.000,50;7;1;84,5\nTotal;;;;\n06.07.2026;2.000;7;1;85\n\
         13.07.2026;0;7;1;86\n20.07.2026;5;7;1;87\n",
    );
    assert_eq!(rows.spend, [Some(vec![1000.5, 2000.0, 0.0]), None, None]);
    assert_eq!(rows.drivers, [Some(vec![84.5, 85.0, 86.0]), None]);
    assert_eq!(
        rows.notices,
        [Notice::UnknownColumns(vec!["Radio".into()]), Notice::OtherWeeks(1), Notice::NotInFile(vec![CMD.into()])]
    );
    assert!(rows.has_spend() && rows.has_assumptions());
    assert!(rows.notices.iter().all(|n| !n.to_string().is_empty()));
}

#[test]
fn weeks_can_be_named_otherwise() {
    // ISO weeks 27 to 29 of 2026 begin on 29 June.
    let read = rows("week,Search\n2026-W27,1\n2026-W28,2\n2026-W29,3\n");
    assert_eq!(read.spend[0], Some(vec![1.0, 2.0, 3.0]));
    let read = rows("when,Search\n\"Jul 1, 2026\",1\n\"Jul 8, 2026\",2\n\"Jul 15, 2026\",3\n");
    assert_eq!(read.spend[0], Some(vec![1.0, 2.0, 3.0]));
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let table = |second: &str| format!("week,Search\n2026-06-29,1\n{second}\n2026-07-13,3\n");
    assert_eq!(refused(&table("2026-07-06,-5")), "\"plan.csv\", row 3, column \"Search\": -5 is below zero.");
    assert_eq!(refused(&table("2026-07-06,five")), "\"plan.csv\", row 3, column \"Search\": \"five\" is no number.");
    assert!(refused(&table("2026-07-06,1e300")).ends_with("\"1e300\" is no number."));
    assert_eq!(refused(&table("2026-07-06,")), "\"plan.csv\", row 3, column \"Search\": the cell is empty.");
    assert_eq!(refused(&table("soon,5")), "\"plan.csv\", row 3, column \"week\": \"soon\" is no date.");
    assert_eq!(
        refused(&table("2026-06-30,5")),
        "\"plan.csv\", row 3: the week of 2026-06-29 stands there a second time."
    );
    assert_eq!(refused(&table("2026-08-31,5")), "\"plan.csv\" has no row for the week of 2026-07-06.");
    assert_eq!(refused("week,search,SEARCH\n2026-06-29,1,1\n"), "\"plan.csv\" has two columns for \"search\".");
    assert!(refused("week,TV\n2026-06-29,1\n").starts_with("\"plan.csv\" has no row that names weeks"));
    assert!(refused("").contains("is empty"));
}

#[test]
fn negative_drivers_are_fine() {
    assert_eq!(
        rows("week,\"Rain, mm\"\n2026-06-29,-1\n2026-07-06,0\n2026-07-13,1\n").drivers[1],
        Some(vec![-1.0, 0.0, 1.0])
    );
}

proptest::proptest! {
    /// Whatever bytes come, there is an answer and no panic.
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300),
                              at in 0usize..4000, format in 0usize..3) {
        let format = [PlanFormat::Workbook, PlanFormat::Table, PlanFormat::Scenario][format];
        let mut file = write(&document(), format);
        let at = at.min(file.len());
        let end = (at + bytes.len()).min(file.len());
        file.splice(at..end, bytes.iter().copied());
        let _ = read("a", &file, &panel(), &weeks());
        let _ = read("a", &bytes, &panel(), &weeks());
    }
}
