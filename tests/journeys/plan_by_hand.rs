//! The plan by hand: money is moved by keys and by pointer, and contradictions are named without losing anything.

use super::planned::planned_journey;
use super::screen::PlanScreen;
use sextant_tests::browser::{Person, Result};

/// The key that moves a slider by a tenth of its length.
const PAGE_UP: char = '\u{e00e}';
const UNDO: &str = "Undo the last change";

/// Move a channel by keys, then by pointer; what it is worth follows, the total stays, and undo brings the best back.
#[test]
fn money_is_moved_by_keys_and_by_pointer() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        let slider = "input[aria-label='Move Search']";
        p.keys(slider, &[PAGE_UP; 3]).await?;
        let moved = PlanScreen::own(p, &best).await?;
        check_moved(&best, &moved);
        for _ in 0..3 {
            p.press(UNDO).await?;
        }
        is_back(p, &best).await?;
        // The screen follows while the pointer is down.
        p.drag_slider(slider, 0.95).await?;
        let dragged = PlanScreen::own(p, &best).await?;
        check_moved(&best, &dragged);
        p.let_go().await?;
        p.wait_for("Chosen: your own split", 20).await?;
        let left = PlanScreen::own(p, &best).await?;
        assert_eq!(left.amounts, dragged.amounts);
        p.press(UNDO).await?;
        is_back(p, &best).await?;
        t.arrive().await
    });
}

/// More on Search, from all others in proportion.
fn check_moved(before: &PlanScreen, after: &PlanScreen) {
    assert_eq!(after.total, before.total);
    for ((name, was), (_, is)) in before.amounts.iter().zip(&after.amounts) {
        let is_as_wanted = if name == "Search" { is > was } else { is < was || *was == 0.0 };
        assert!(is_as_wanted, "{name} went from {was} to {is}");
    }
    let sum: f64 = after.amounts.iter().map(|(_, amount)| amount).sum();
    let total = super::screen::number(&after.total);
    assert!((sum - total).abs() <= after.amounts.len() as f64, "{sum} is shown as {total}");
    for label in ["Revenue", "Left after media", "Chance"] {
        assert_ne!(after.tile(label), before.tile(label));
    }
}

/// Everything stands as it stood, and there is nothing left to undo.
async fn is_back(p: &Person, before: &PlanScreen) -> Result<()> {
    PlanScreen::once(p, "the plan before", |now| now == before).await?;
    p.wait_for("Chosen: the optimum", 20).await?;
    assert!(!p.sees().await?.contains(UNDO));
    Ok(())
}

/// Ask for more than there is: both sides are named, the last possible plan stays on the screen, and undo mends it.
#[test]
fn limits_that_contradict_each_other_are_named() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        p.go("#/plan/limits").await?;
        p.wait_for("Limits a channel", 20).await?;
        p.type_into("TV, at least", "9000000").await?;
        p.wait_for("The minimum of TV asks for $9.0M, but the maximum of TV allows", 30).await?;
        p.wait_for("but the budget allows", 10).await?;
        p.wait_until("the sentence at the channel", "document.querySelector('.plan-row .plan-wrong')", 10).await?;
        p.go("#/plan").await?;
        p.wait_for("The figures below are still those of the last plan that was possible.", 10).await?;
        PlanScreen::once(p, "the last possible plan", |now| *now == best).await?;
        p.press(UNDO).await?;
        is_back(p, &best).await?;
        t.arrive().await
    });
}
