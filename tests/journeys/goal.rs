//! A goal: how likely it is, what it takes, and how its probability moves as weeks come in.

use super::planned::planned_journey;
use super::press_in_dialog;
use super::screen::{PlanScreen, table};

/// Set a goal, find the same probability on both screens, ask what it takes, commit, let weeks happen, follow it.
#[test]
fn a_goal_is_followed_week_by_week() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        let goal = &best.tile("Revenue").value;
        p.go("#/forecast/goal").await?;
        p.wait_for("No goal is set yet", 30).await?;
        p.type_into("Goal for the total", goal).await?;
        let told = PlanScreen::once(p, "its probability", |s| s.headline.ends_with(" likely")).await?;
        assert!(told.headline.starts_with(goal.as_str()), "{}", told.headline);
        let likely = told.tile("Likely to be reached").value.clone();
        assert!(told.headline.ends_with(&format!(" is {likely} likely")), "{} against {likely}", told.headline);
        p.go("#/plan").await?;
        let planned =
            PlanScreen::once(p, "the goal's tile", |s| s.tiles.iter().any(|t| t.label.starts_with("Reaches"))).await?;
        assert_eq!(planned.tile(&format!("Reaches {goal}")).value, likely);
        p.go("#/forecast/goal").await?;
        p.press("Work it out").await?;
        let answers = "['Reaching 80', '80\\u00a0% is out of reach', \"Today's plan already reaches\"]";
        let titles = "[...document.querySelectorAll('main .card-title')].map(t => t.innerText)";
        let is_told = format!("{titles}.some(t => {answers}.some(a => t.startsWith(a)))");
        p.wait_until("what it takes", &is_told, 60).await?;
        assert!(table(p, "What it takes").await?.len() == 10);
        p.go("#/plan").await?;
        p.press("Commit this plan").await?;
        p.wait_until("the dialog", "document.querySelector('dialog[open]')", 10).await?;
        press_in_dialog(p, "Write it down").await?;
        p.go("#/reconcile").await?;
        p.press("Let 4").await?;
        p.wait_for("the steps add up exactly", 120).await?;
        p.go("#/forecast/goal").await?;
        p.wait_for(&format!("The chance of {goal} moved"), 60).await?;
        p.wait_for("in the 4 weeks to", 10).await?;
        let card = "[...document.querySelectorAll('main .card')].find(c => c.innerText.startsWith('The chance of'))";
        p.run(&format!("[...{card}.querySelectorAll('button')].find(b => b.innerText.startsWith('Table')).click()"))
            .await?;
        p.wait_until("the table", &format!("{card}.querySelector('table')"), 10).await?;
        // The heading, the day of the commitment, and a row a week.
        let followed = table(p, "Probability of the goal").await?;
        assert_eq!(followed.len(), 1 + 1 + 4, "{followed:?}");
        assert!(followed[1].contains(&likely), "{followed:?} begins at {likely}");
        t.arrive().await
    });
}
