//! The board summary: the numbers of the plan that is chosen.

use super::planned::planned_journey;
use super::screen::{PlanScreen, number};
use sextant_tests::browser::{Person, Result};

/// The summary of the best plan has its numbers; with a split of one's own it is of that split.
#[test]
fn the_board_summary_is_of_the_chosen_plan() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        check(p, &best).await?;
        p.go("#/plan").await?;
        p.wait_for("Chosen: the optimum", 20).await?;
        p.type_into("Search, a week", &(1.5 * best.amount("Search")).round().to_string()).await?;
        let own = PlanScreen::own(p, &best).await?;
        check(p, &own).await?;
        t.arrive().await
    });
}

/// The page of the plan on the screen, once its forecast is there.
async fn check(p: &Person, plan: &PlanScreen) -> Result<()> {
    p.press("Board summary").await?;
    let revenue =
        "[...document.querySelectorAll('.board-figure')].find(f => f.innerText.includes('in these weeks in all'))";
    p.wait_until("the forecast on the board", revenue, 30).await?;
    let script = format!(
        "const text = e => e.innerText.trim(); const rows = [...document.querySelectorAll('.board-table tbody tr')]; \
         return [text(document.querySelector('main h1')), rows.map(r => [text(r.cells[0]), text(r.cells[2])]), \
         text({revenue}.querySelector('.figure-value'))]"
    );
    let (headline, spend, revenue): (String, Vec<(String, String)>, String) =
        serde_json::from_value(p.run(&script).await?)?;
    assert_eq!(headline.trim_end_matches('.'), plan.headline);
    assert_eq!(spend.len(), plan.amounts.len());
    for ((name, total), (channel, weekly)) in spend.iter().zip(&plan.amounts) {
        assert_eq!(name, channel);
        // Rounded to tenths of thousands there, to ones a week here.
        assert!((number(total) - 13.0 * weekly).abs() <= 100.0 + 6.5, "{name}: {total} against {weekly} a week");
    }
    assert_eq!(number(&revenue), number(&plan.tile("Revenue").value));
    Ok(())
}
