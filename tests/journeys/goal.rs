//! A goal: how likely it is, what it takes, and how its probability moves as weeks come in.

use super::planned::{commit_and_wait_four_weeks, planned_journey};
use super::screen::{PlanScreen, table};

/// Set a goal, count it in profit and back, find the same probability on both screens, ask what it takes, commit, let weeks happen, follow it.
#[test]
fn a_goal_is_followed_week_by_week() {
    planned_journey(|t, best| async move {
        let p = &t.person;
        let goal = &best.tile("Revenue").value;
        p.go("#/forecast/goal").await?;
        p.wait_for("No goal is set yet", 30).await?;
        p.type_into("Goal for the total", goal).await?;
        PlanScreen::once(p, "its probability", |s| s.headline.ends_with(" likely")).await?;
        p.choose("Counted in", "profit").await?;
        PlanScreen::once(p, "the same as profit", |s| s.headline.contains(" profit after media by ")).await?;
        p.choose("Counted in", "outcome").await?;
        p.type_into("Goal for the total", goal).await?;
        let is_back =
            |s: &PlanScreen| s.headline.starts_with(&format!("{goal} by ")) && s.headline.ends_with(" likely");
        let told = PlanScreen::once(p, "the outcome again", is_back).await?;
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
        commit_and_wait_four_weeks(p).await?;
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
