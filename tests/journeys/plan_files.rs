//! The plan as a file: what leaves is what is on the screen, and it comes back.

use super::planned::planned_journey;
use super::screen::PlanScreen;
use engine::plan::Scenario;
use engine::plan_file::{PlanRead, read};
use engine::simulate::{DEMO_WEEKS, demo};
use sextant_tests::browser::{Person, Result};
use std::path::Path;

/// The kinds: what they are called, how their names end.
const KINDS: [(&str, &str); 3] =
    [("Table (CSV)", ".csv"), ("Workbook (XLSX)", ".xlsx"), ("Scenario file", ".sextant-plan.json")];

/// Export a split of one's own as table, workbook and scenario; change the plan; open each and see the split again.
#[test]
fn a_plan_leaves_and_comes_back() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        p.type_into("Search, a week", &(1.5 * best.amount("Search")).round().to_string()).await?;
        let own = PlanScreen::own(p, &best).await?;
        let mut files = vec![];
        for (button, ending) in KINDS {
            p.press(button).await?;
            let path = p.downloaded(ending).await?;
            check(&path, &own)?;
            files.push(path);
        }
        p.type_into("TV, a week", "100").await?;
        let other = PlanScreen::own(p, &own).await?;
        for path in files {
            open(p, &path).await?;
            PlanScreen::once(p, "the plan of the file", |now| now == &own).await?;
            p.press_inside(".toast", "Undo").await?;
            PlanScreen::once(p, "the plan before", |now| now == &other).await?;
        }
        t.arrive().await
    });
}

async fn open(p: &Person, path: &Path) -> Result<()> {
    p.choose_file(path).await?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    p.wait_for(&format!("\"{name}\" was opened"), 20).await
}

/// Holds the file against the screen: every channel's amount a week, as rounded there.
fn check(path: &Path, screen: &PlanScreen) -> Result<()> {
    let panel = demo(DEMO_WEEKS)?.panel;
    let today = Scenario::going_on(&panel, 13);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let scenario = match read(&name, &std::fs::read(path)?, &panel, &today.weeks)? {
        PlanRead::Rows(rows) => {
            assert!(rows.notices.is_empty(), "{name}: {:?}", rows.notices);
            rows.onto(&today)
        }
        PlanRead::Shared(shared) => {
            assert!(shared.notices.is_empty(), "{name}: {:?}", shared.notices);
            shared.scenario
        }
    };
    assert_eq!(scenario.weeks, today.weeks);
    assert_eq!(screen.amounts.len(), panel.channels().len());
    for (channel, total) in panel.channels().iter().zip(scenario.totals()) {
        let (written, shown) = (total / 13.0, screen.amount(&channel.name));
        assert!((written - shown).abs() <= 0.5, "{name}, {}: {written} is shown as {shown}", channel.name);
    }
    Ok(())
}
