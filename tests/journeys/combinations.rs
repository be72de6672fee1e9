//! Ten thousand allocations: one of them becomes one's own split.

use super::planned::planned_journey;
use super::screen::{PlanScreen, number, table};

/// See the allocations, open one from the list: the Budget view has its amounts, and undo brings the best plan back.
/// Then click on one in the picture.
#[test]
fn an_allocation_becomes_ones_own_split() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        p.go("#/plan/combinations").await?;
        p.wait_until("ten thousand", "document.querySelector('main h1').innerText.includes('10,000 allowed')", 60)
            .await?;
        let listed = table(p, "The best allocations").await?;
        let [heading, .., last] = listed.as_slice() else { return Err("no allocations".into()) };
        p.press(&format!("Open number {}", last[0])).await?;
        p.wait_for("Chosen: your own split", 20).await?;
        let own = PlanScreen::own(p, &best).await?;
        assert_eq!(own.total, best.total);
        // Rounded to thousands there, to ones a week here.
        for (name, total) in heading.iter().zip(last).skip(5) {
            let (shown, listed) = (13.0 * own.amount(name), number(total));
            assert!((shown - listed).abs() <= 507.0, "{name}: {shown}, listed as {total}");
        }
        p.press_inside(".toast", "Undo").await?;
        PlanScreen::once(p, "the best plan", |now| *now == best).await?;
        p.go("#/plan/combinations").await?;
        p.click("main canvas").await?;
        let own = PlanScreen::own(p, &best).await?;
        assert_eq!(own.total, best.total);
        t.arrive().await
    });
}
