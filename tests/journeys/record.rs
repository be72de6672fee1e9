//! The measured margin of error: forecasts of the past, held against what came.

use super::planned::planned_journey;
use super::screen::{number, table};

/// Test the forecast on the past, read the margin with its n, and find it again after a reload.
#[test]
fn the_forecast_is_tested_on_the_past() {
    planned_journey(|t, _| async move {
        let p = &t.person;
        p.go("#/forecast/record").await?;
        p.wait_for("No forecast has been measured to its end yet", 20).await?;
        p.press("Test the forecast on your own past").await?;
        p.wait_for("The forecast is being tested on your past", 20).await?;
        p.wait_for("The forecast on your own past", 300).await?;
        let headline = p.run("return document.querySelector('main h1').innerText").await?;
        let tested = table(p, "Forecasts of the past").await?;
        let quarters = tested.len() - 1;
        let (before, after) = (
            format!("Over the last {quarters} quarters forecasts missed the total by "),
            format!(" (median of {quarters})"),
        );
        let said = headline.as_str().and_then(|h| h.strip_prefix(before.as_str())?.strip_suffix(after.as_str()));
        assert!(said.is_some_and(|share| (0.0..50.0).contains(&number(share))), "{headline}");
        assert_eq!(quarters, 4);
        p.reload().await?;
        p.wait_for(headline.as_str().unwrap_or_default(), 60).await?;
        assert_eq!(table(p, "Forecasts of the past").await?, tested);
        t.arrive().await
    });
}
