//! The demo with its best plan: fitted and exported once, then brought by every journey that begins there.

use super::screen::PlanScreen;
use super::{Traveller, journey, press_in_dialog};
use sextant_tests::browser::{Person, Result};
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

/// An exported workspace, and what its Plan screen showed.
struct Exported {
    bytes: Vec<u8>,
    best: PlanScreen,
}

/// Runs a journey that begins on the Plan screen, where the demo's best plan stands as it did before its export.
pub fn planned_journey<F: Future<Output = Result<()>>>(go: impl FnOnce(Traveller, PlanScreen) -> F) {
    static EXPORTED: OnceLock<Option<Exported>> = OnceLock::new();
    let Some(exported) = EXPORTED.get_or_init(export) else { return };
    journey("/", |t| async move {
        t.bring(exported).await?;
        go(t, exported.best.clone()).await
    });
}

/// Commits the plan that is chosen and lets the brand's next four weeks happen.
pub async fn commit_and_wait_four_weeks(p: &Person) -> Result<()> {
    p.go("#/plan").await?;
    p.press("Commit this plan").await?;
    p.wait_until("the dialog", "document.querySelector('dialog[open]')", 10).await?;
    press_in_dialog(p, "Write it down").await?;
    p.go("#/reconcile").await?;
    p.press("Let 4").await
}

/// Fits the demo, waits for its best plan, and exports the workspace; none where there is no browser.
fn export() -> Option<Exported> {
    let exported = Mutex::new(None);
    journey("/", |t| {
        let exported = &exported;
        async move {
            let p = &t.person;
            p.open(&t.address).await?;
            p.press("Open the demo").await?;
            p.wait_for("Alder & Finch", 30).await?;
            t.fit().await?;
            p.go("#/plan").await?;
            let best = PlanScreen::once(p, "the best plan", is_weighed).await?;
            p.go("#/workspace").await?;
            p.press("Export the workspace").await?;
            let bytes = std::fs::read(p.downloaded(".sextant").await?)?;
            exported.lock().map_err(|error| error.to_string())?.replace(Exported { bytes, best });
            t.arrive().await
        }
    });
    exported.into_inner().ok().flatten()
}

/// Whether the best plan is there with what it is worth, no longer that of today's.
fn is_weighed(screen: &PlanScreen) -> bool {
    let is_todays = screen.tiles.first().is_none_or(|tile| tile.beside.contains("the same"));
    screen.headline.starts_with("The same budget") && !screen.amounts.is_empty() && !is_todays
}

impl Traveller {
    /// Imports the workspace into an empty browser, and waits for the plan that it was exported with.
    async fn bring(&self, exported: &Exported) -> Result<()> {
        let p = &self.person;
        let path: PathBuf = p.folder().join("demo.sextant");
        std::fs::write(&path, &exported.bytes)?;
        p.open(&self.address).await?;
        p.go("#/workspace").await?;
        p.choose_file(&path).await?;
        p.wait_for("\"demo.sextant\" was imported.", 30).await?;
        p.go("#/plan").await?;
        PlanScreen::once(p, "the plan that was exported", |now| *now == exported.best).await?;
        Ok(())
    }
}
