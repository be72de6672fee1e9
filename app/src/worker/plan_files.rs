//! Plans as files, on the worker's side.

use super::compute::Answered;
use super::protocol::{Answer, Refusal};
use engine::panel::Panel;
use engine::plan_file::{PlanDocument, PlanFileError, PlanFormat, read, write};
use jiff::civil::Date;

impl From<PlanFileError> for Refusal {
    fn from(error: PlanFileError) -> Self {
        Self::File { message: error.to_string(), advice: error.advice() }
    }
}

/// Writes a plan; the file is the answer's buffer.
pub fn write_plan(document: &PlanDocument, format: PlanFormat) -> Answered {
    Ok((Answer::PlanWritten, vec![write(document, format)]))
}

/// Reads what someone made of a plan for these weeks.
///
/// # Errors
/// [`Refusal::File`] says what is wrong with the file and where.
pub fn read_plan(name: &str, bytes: &[u8], panel: &Panel, weeks: &[Date]) -> Answered {
    Ok((Answer::PlanRead(Box::new(read(name, bytes, panel, weeks)?)), vec![]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::plan::{PlanRequest, Scenario};
    use engine::plan_file::{Made, Names, PlanRead};
    use engine::simulate::demo;

    #[test]
    fn a_plan_is_written_and_read() {
        let panel = demo(80).unwrap().panel;
        let scenario = Scenario::going_on(&panel, 4);
        let request = PlanRequest::of_totals(scenario.clone(), scenario.totals().iter().sum(), &[]);
        let day = jiff::civil::date(2026, 1, 5);
        let made = |text: &str| text.to_owned();
        let document = PlanDocument {
            name: made("Next"),
            made: Made { version: made("0"), day, currency: made("EUR"), outcome: made("Sales"), data_hash: made("0") },
            names: Names::of(&panel),
            scenario: scenario.clone(),
            request,
            plan: None,
        };
        let (_, files) = write_plan(&document, PlanFormat::Workbook).unwrap();
        let (answer, _) = read_plan("plan.xlsx", &files[0], &panel, &scenario.weeks).unwrap();
        let Answer::PlanRead(read) = answer else { panic!("{answer:?}") };
        let PlanRead::Rows(rows) = *read else { panic!() };
        assert_eq!(rows.onto(&Scenario::default()), Scenario::default());
        assert_eq!(rows.onto(&Scenario::going_on(&panel, 4)), scenario);
        let refused = read_plan("plan.xlsx", b"nothing", &panel, &scenario.weeks);
        assert!(matches!(refused, Err(Refusal::File { .. })), "{refused:?}");
    }
}
