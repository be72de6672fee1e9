//! A plan for the quarter after this one: it starts later than the data end.

use super::planned::{commit_and_wait_four_weeks, planned_journey};
use super::screen::{PlanScreen, Tile, table};

/// Save this quarter's best plan, move the start five weeks on, find the best plan again, see both side by side, commit
/// the later one, let weeks happen that are not among its own, and find the plan still on its day.
#[test]
fn a_plan_may_start_later_than_the_data_end() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        p.go("#/plan/scenarios").await?;
        p.wait_for("Save the plan under a name", 20).await?;
        p.type_into("Name", "From now").await?;
        p.press("Save as a scenario").await?;
        p.go("#/plan").await?;
        p.choose("First week", "5").await?;
        // What moving money brings may be the same; the weeks are others.
        let before = &best.tile("Revenue over").value;
        let is_other = |t: &Tile| t.label.starts_with("Revenue over") && t.value != *before;
        let is_found = |s: &PlanScreen| s.amounts != best.amounts && s.tiles.iter().any(is_other);
        let found = PlanScreen::once(p, "the later plan", is_found).await?;
        assert!(found.amounts.iter().all(|(_, amount)| *amount >= 0.0));
        let start = "[...document.querySelectorAll('select')].map(s => s.selectedOptions[0]?.text).find(t => t.includes('in 5'))";
        let day = p.run(&format!("return {start}")).await?;
        p.go("#/plan/scenarios").await?;
        let beside =
            "[...document.querySelectorAll('.side-by-side thead th')].some(h => h.innerText.trim() === 'From now')";
        p.wait_until("both plans", beside, 60).await?;
        let rows = table(p, "Scenarios").await?;
        let row = |name: &str| rows.iter().find(|row| row[0] == name).expect("a row of this name");
        let (weeks, difference) = (row("Weeks"), row("against the first"));
        assert_eq!((weeks[1] == weeks[2], weeks[1] == weeks[3]), (true, false), "{weeks:?}");
        assert_eq!((difference[2] == "–", difference[3].as_str()), (false, "–"), "{difference:?}");
        commit_and_wait_four_weeks(p).await?;
        p.wait_for("is awaited", 120).await?;
        p.reload().await?;
        p.go("#/plan").await?;
        p.wait_until("the same day", &format!("({start}) === {day}"), 60).await?;
        t.arrive().await
    });
}
