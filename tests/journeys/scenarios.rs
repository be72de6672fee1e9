//! Plans with a name: saved, compared, renamed, removed, brought back.

use super::planned::planned_journey;
use super::screen::{PlanScreen, number, table};
use sextant_tests::browser::{Person, Result};

/// The key of the table.
const CAPTION: &str = "Scenarios over 13 weeks";

/// Save two plans, see them beside each other, rename one, remove it, bring it back, and find both after a reload.
#[test]
fn scenarios_stand_side_by_side() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        let wanted = (1.5 * best.amount("Search")).round();
        p.type_into("Search, a week", &wanted.to_string()).await?;
        PlanScreen::own(p, &best).await?;
        save(p, "More search").await?;
        p.go("#/plan").await?;
        p.press("Back to the optimum").await?;
        PlanScreen::once(p, "the best plan", |now| now == &best).await?;
        save(p, "The best").await?;
        let columns = ["", "Today's plan", "The optimum", "The best", "More search"];
        let table = compared(p, &columns).await?;
        check(&table, wanted);
        p.fill("[role=group][aria-label='More search'] input", "Search first").await?;
        let renamed = ["", "Today's plan", "The optimum", "The best", "Search first"];
        assert_eq!(compared(p, &renamed).await?[1..], table[1..]);
        p.press_inside("[role=group][aria-label='Search first']", "Remove").await?;
        compared(p, &renamed[..4]).await?;
        p.press_inside(".toast", "Undo").await?;
        assert_eq!(compared(p, &renamed).await?[1..], table[1..]);
        p.reload().await?;
        assert_eq!(compared(p, &renamed).await?[1..], table[1..]);
        t.arrive().await
    });
}

/// Saves the plan on the page.
async fn save(p: &Person, name: &str) -> Result<()> {
    p.go("#/plan/scenarios").await?;
    p.wait_for("Save the plan under a name", 20).await?;
    p.type_into("Name", name).await?;
    p.press("Save as a scenario").await?;
    let saved = format!("document.querySelector('[role=group][aria-label=\"{name}\"]')");
    p.wait_until("the saved scenario", &saved, 20).await
}

/// The table once it has these columns.
async fn compared(p: &Person, columns: &[&str]) -> Result<Vec<Vec<String>>> {
    let heading = format!(
        "[...document.querySelectorAll('.side-by-side thead th')].map(h => h.innerText.trim()).join('|') === {:?}",
        columns.join("|")
    );
    p.wait_until(&format!("the columns {columns:?}"), &heading, 60).await?;
    table(p, CAPTION).await
}

/// The saved optimum is the optimum, the other has what was typed, and differences to the first lie in their ranges.
fn check(table: &[Vec<String>], wanted: f64) {
    let find = |name: &str| table.iter().find(|row| row[0] == name).expect("a row of this name");
    for row in table.iter().skip(1) {
        assert_eq!(row[2], row[3], "{}", row[0]);
    }
    assert_eq!(number(&find("Search, a week")[4]), wanted);
    let spent: Vec<f64> = find("Spend in all")[1..].iter().map(|text| number(text)).collect();
    assert!(spent.iter().all(|spend| (spend / spent[0] - 1.0).abs() < 1e-3), "{spent:?}");
    let differences: Vec<&Vec<String>> = table.iter().filter(|row| row[0] == "against the first").collect();
    assert!(differences.len() >= 2, "{table:?}");
    for row in differences {
        assert_eq!(row[1], "–");
        for text in &row[2..] {
            let (mean, range) = text.split_once(" (").expect("a range");
            let (low, high) = range.split_once(" to ").expect("two ends");
            assert!(number(low) <= number(mean) && number(mean) <= number(high), "{text}");
        }
    }
    assert!(number(&find("Revenue")[1]) > 1e5, "{table:?}");
}
