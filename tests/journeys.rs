//! The whole loop as a person goes through it, in a real browser.
//!
//! Every journey records each request of its session and fails on one to another origin, and on any error that the page
//! writes to the console (a violated policy among them).

/// The board summary is of the plan that is chosen.
mod board;
/// One of ten thousand allocations becomes one's own split.
mod combinations;
/// A goal, from its probability to how that moved.
mod goal;
/// A plan that starts later than the data end.
mod later_start;
/// The plan by hand, and limits that contradict each other.
mod plan_by_hand;
/// The plan leaves as a file and comes back.
mod plan_files;
/// The demo with its best plan, from which journeys begin.
mod planned;
/// Forecasts are tested on the past.
mod record;
/// Plans with a name, side by side.
mod scenarios;
/// What stands on the screen, to be compared.
mod screen;

use engine::ingest;
use engine::model::default_spec;
use engine::panel::Panel;
use engine::posterior::FitSettings;
use engine::simulate::{DEMO_WEEKS, demo, regional_world};
use sextant_tests::browser::{Person, Result, dist};
use sextant_tests::{fit, root, shared_data, wasm_engine};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;
use xtask::serve::Server;

/// Runs a journey on the bundle served at `prefix`, and checks at its end that nothing left and nothing complained.
fn journey<F: Future<Output = Result<()>>>(prefix: &str, go: impl FnOnce(Traveller) -> F) {
    let Some(dist) = dist() else { return };
    let server = xtask::serve::spawn(&dist, prefix).expect("the bundle is served");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        let Some(person) = Person::sit_down(1440, 1000).await.expect("the browser starts") else { return };
        let traveller = Traveller { address: server.url(), server: Some(server), person };
        go(traveller).await.expect("the journey succeeds");
    });
}

/// The title of the first card of the results.
const RESULTS: &str = "What each channel's spend brought back";

/// A person on the page.
struct Traveller {
    address: String,
    server: Option<Server>,
    person: Person,
}

impl Traveller {
    /// Checks that nothing left and nothing complained, and closes the browser.
    async fn arrive(self) -> Result<()> {
        let origin = self.address.split('/').take(3).collect::<Vec<_>>().join("/");
        let allowed = |url: &str| {
            url.starts_with(&origin) || ["data:", "blob:", "about:", "chrome"].iter().any(|s| url.starts_with(s))
        };
        let requests = self.person.requests().await?;
        assert!(requests.iter().any(|r| r.starts_with(&origin)), "the log of requests is empty");
        let foreign: Vec<&String> = requests.iter().filter(|r| !allowed(r)).collect();
        assert!(foreign.is_empty(), "requests to other origins: {foreign:?}");
        let complaints = self.person.complaints().await?;
        // Once the server is gone the browser reports each request that the service worker answered instead.
        let own: Vec<&String> = complaints.iter().filter(|c| !c.contains("ERR_CONNECTION_REFUSED")).collect();
        assert!(own.is_empty(), "the console complains: {own:?}");
        self.person.leave().await
    }

    /// Fits and waits for results.
    async fn fit(&self) -> Result<()> {
        self.person.go("#/measure/priors").await?;
        self.person.press("Fit the model").await?;
        self.person.go("#/measure").await?;
        self.person.wait_for(RESULTS, 300).await?;
        // Results are shown while the fit is still being written.
        self.person.wait_for("Saved on this device", 60).await
    }
}

/// Open the demo, fit, see truth beside estimate, reload, plan, set a goal, commit, let weeks happen, reconcile,
/// refit, and go offline at the end.
#[test]
fn the_whole_loop_on_the_demo() {
    journey("/", |mut t| async move {
        let p = &t.person;
        p.open(&t.address).await?;
        p.press("Open the demo").await?;
        p.wait_for("Alder & Finch", 30).await?;
        t.fit().await?;
        p.wait_for("Shopping", 10).await?;
        p.wait_for("true value", 10).await?;
        p.reload().await?;
        p.wait_for(RESULTS, 60).await?;
        p.go("#/plan").await?;
        p.press("Commit this plan").await?;
        p.wait_until("the dialog", "document.querySelector('dialog[open]')", 10).await?;
        press_in_dialog(p, "Write it down").await?;
        p.go("#/reconcile").await?;
        p.press("Let 4").await?;
        p.wait_until("the bridge", "document.querySelectorAll('main canvas').length >= 1", 120).await?;
        p.wait_for("the steps add up exactly", 30).await?;
        // The new weeks are learned from, and the bridge says so.
        p.press("Fit again").await?;
        p.wait_for("The model is fitted", 300).await?;
        p.go("#/reconcile").await?;
        p.wait_for("the steps add up exactly", 60).await?;
        p.wait_until("the learning", "!document.body.innerText.includes('to see what was learned')", 60).await?;
        p.go("#/forecast").await?;
        p.wait_until("the fan", "document.querySelectorAll('main canvas').length >= 1", 60).await?;
        // Offline: the server is gone, the page and what is kept are still there.
        p.wait_until("the service worker", "navigator.serviceWorker.controller || navigator.serviceWorker.ready", 30)
            .await?;
        tokio::time::sleep(Duration::from_secs(3)).await;
        drop(t.server.take());
        t.person.reload().await?;
        t.person.wait_for("Alder & Finch", 60).await?;
        t.arrive().await
    });
}

async fn press_in_dialog(person: &Person, text: &str) -> Result<()> {
    let script = format!(
        "const b = [...document.querySelectorAll('dialog[open] button')].filter(b => b.innerText.includes({text:?}) && \
         !b.disabled).pop(); b.click(); return true"
    );
    person.run(&script).await?;
    person.wait_until("the dialog to close", "!document.querySelector('dialog[open]')", 20).await
}

/// Bring a file, confirm what was proposed, fit, and see its channels.
#[test]
fn the_loop_on_a_file() {
    let Some(file) = shared_data("mmm_example.csv") else { return };
    journey("/", |t| async move {
        let p = &t.person;
        p.open(&t.address).await?;
        p.wait_for("Start with your data", 30).await?;
        p.choose_file(&file).await?;
        p.go("#/know").await?;
        p.press("Confirm the data").await?;
        t.fit().await?;
        p.wait_for("x1", 10).await?;
        p.reload().await?;
        p.wait_for(RESULTS, 60).await?;
        p.go("#/plan").await?;
        p.wait_for("Commit this plan", 60).await?;
        t.arrive().await
    });
}

/// Drop the exports of a platform and of a shop at once, see what they were taken for, follow a number back, undo, fit.
#[test]
fn exports_become_data_and_are_traced() {
    journey("/", |t| async move {
        let p = &t.person;
        let folder = std::env::temp_dir().join(format!("sextant-exports-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let files = exports(&folder)?;
        p.open(&t.address).await?;
        p.wait_for("Start with your data", 30).await?;
        p.choose_files(&files).await?;
        p.wait_for("Every name with spend has its channel", 60).await?;
        p.wait_for("Read as Meta", 10).await?;
        // Personal data are named, and not kept.
        p.wait_for("Left out as personal data", 10).await?;
        let kept = p.run("return document.body.innerText.includes('ada@example.org')").await?;
        assert_eq!(kept, false);
        p.go("#/know/channels").await?;
        p.wait_for("The rules for channels and drivers, the first one wins", 10).await?;
        // Markets have rules of their own.
        p.choose("What the names are sorted by", "market").await?;
        p.wait_for("The rules for markets, the first one wins", 10).await?;
        p.type_into("this", "_US_").await?;
        p.wait_for("2 names", 10).await?;
        p.choose("its market is", "\u{0}typed").await?;
        p.type_into("the market", "Home market").await?;
        p.press("Add the rule").await?;
        p.wait_until("the market", "document.querySelector('main table')?.innerText.includes('Home market')", 20)
            .await?;
        p.go("#/know/trace").await?;
        p.wait_for("One part makes", 20).await?;
        p.wait_for("7 rows", 10).await?;
        p.go("#/know/log").await?;
        p.wait_for("Imported", 10).await?;
        p.go("#/know").await?;
        p.press("Confirm the data").await?;
        p.reload().await?;
        p.wait_for("Every name with spend has its channel", 60).await?;
        t.fit().await?;
        p.wait_for("A dollar in meta brought back", 10).await?;
        std::fs::remove_dir_all(&folder)?;
        t.arrive().await
    });
}

/// Two years of a platform's days under two names, and of a shop's orders with their buyers.
fn exports(folder: &Path) -> Result<Vec<PathBuf>> {
    let simulated = demo(DEMO_WEEKS)?.panel;
    let (mut meta, mut shop) = (
        String::from("Reporting starts,Reporting ends,Campaign name,Impressions,Amount spent (USD)\n"),
        String::from("Name,Email,Financial Status,Created at,Currency,Total\n"),
    );
    for (t, week) in simulated.weeks().iter().enumerate().take(104) {
        for day in 0..7 {
            let date = week.saturating_add(jiff::ToSpan::days(day));
            for (c, name) in ["META_US_Prospecting", "META_US_Retargeting"].iter().enumerate() {
                let spend = simulated.channels()[c].spend_by_week[t] / 7.0;
                meta += &format!("{date},{date},{name},1000,{spend:.2}\n");
            }
            let total = simulated.outcome()[t] / 7.0;
            shop += &format!("#{t}{day},ada@example.org,paid,{date} 10:00:00 +0000,USD,{total:.2}\n");
        }
    }
    let paths = [folder.join("Meta-report.csv"), folder.join("orders_export.csv")];
    std::fs::write(&paths[0], meta)?;
    std::fs::write(&paths[1], shop)?;
    Ok(paths.to_vec())
}

/// Drop a brand's whole folder at once, confirm what is proposed, fit, and find the true returns within the ranges.
#[test]
fn a_brands_folder_becomes_its_returns() {
    let Some(truth) = shared_data("exports/truth.json") else { return };
    let Some(folder) = truth.parent().map(Path::to_path_buf) else { return };
    journey("/", |t| async move {
        let p = &t.person;
        let files = std::fs::read_dir(&folder)?.collect::<std::io::Result<Vec<_>>>()?;
        let files: Vec<PathBuf> = files.into_iter().map(|f| f.path()).filter(|f| *f != truth).collect();
        p.open(&t.address).await?;
        p.wait_for("Start with your data", 30).await?;
        p.choose_files(&files).await?;
        p.wait_for("Every name with spend has its channel", 120).await?;
        p.press("Confirm the data").await?;
        t.fit().await?;
        let table = "[...document.querySelectorAll('main .card')].map(c => c.innerText).join('\\n')";
        let seen = p.run(&format!("return {table}")).await?;
        for channel in ["google_search", "google_shopping", "youtube", "meta", "tv", "ooh"] {
            assert!(seen.as_str().is_some_and(|s| s.contains(channel)), "{channel} is not among the results: {seen}");
        }
        t.arrive().await
    });
}

/// Bring a file with a row for each week and geography, measure each, and see what each returned.
#[test]
fn geographies_are_measured_together() {
    journey("/", |t| async move {
        let p = &t.person;
        let folder = std::env::temp_dir().join(format!("sextant-regions-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("regions.csv");
        std::fs::write(&path, regional_file()?)?;
        p.open(&t.address).await?;
        p.wait_for("Start with your data", 30).await?;
        p.choose_file(&path).await?;
        p.go("#/know").await?;
        p.wait_for("Rows are split by", 30).await?;
        p.choose("Rows are split by", "each").await?;
        p.press("Confirm the data").await?;
        t.fit().await?;
        p.wait_for("What each geography returned", 30).await?;
        p.wait_for("Region 03", 10).await?;
        p.go("#/plan").await?;
        p.wait_for("Commit this plan", 60).await?;
        std::fs::remove_dir_all(&folder)?;
        t.arrive().await
    });
}

/// Three geographies of two years, with a population each.
fn regional_file() -> Result<String> {
    let panel = regional_world(1, 3, 104, 2)?.panel;
    let mut text = String::from("week,region,sales,tv_spend,search_spend,population\n");
    for region in panel.regions() {
        for (t, week) in panel.weeks().iter().enumerate() {
            let [tv, search] = [0, 1].map(|c| 1_000.0 * region.spend[c][t]);
            let (sales, people) = (5_000.0 * region.outcome[t], 1e6 * region.share);
            text += &format!("{week},{},{sales:.2},{tv:.2},{search:.2},{people:.0}\n", region.name);
        }
    }
    Ok(text)
}

/// Files that cannot be used are refused with a reason, markup stays text, and the page goes on.
#[test]
fn bad_files_are_refused_calmly() {
    journey("/", |t| async move {
        let p = &t.person;
        p.open(&t.address).await?;
        p.wait_for("Start with your data", 30).await?;
        p.go("#/know").await?;
        let folder = std::env::temp_dir().join(format!("sextant-bad-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        for (name, content) in bad_files() {
            let path = folder.join(name);
            std::fs::write(&path, content)?;
            p.choose_file(&path).await?;
            p.wait_for(name, 20).await?;
        }
        let path = marked_up(&folder)?;
        p.choose_file(&path).await?;
        p.wait_for("<script>alert(1)</script>", 20).await?;
        let scripts = p.run("return document.querySelectorAll('main script').length").await?;
        assert_eq!(scripts, 0);
        std::fs::remove_dir_all(&folder)?;
        t.arrive().await
    });
}

fn bad_files() -> [(&'static str, Vec<u8>); 4] {
    [
        ("empty.csv", Vec::new()),
        ("binary.csv", (0..=255).cycle().take(4_000).collect()),
        ("page.csv", b"<!doctype html><html><body>no table</body></html>".to_vec()),
        ("short.csv", b"date,sales,tv_spend\n2024-01-01,5,1\n2024-01-08,6,2\n".to_vec()),
    ]
}

fn marked_up(folder: &Path) -> Result<PathBuf> {
    let mut text = String::from("date,sales,<script>alert(1)</script> spend\n");
    for (t, week) in demo(60)?.panel.weeks().iter().enumerate() {
        text += &format!("{week},{},{}\n", 1_000 + t * 3 % 17, 50 + t * 7 % 13);
    }
    let path = folder.join("marked.csv");
    std::fs::write(&path, text)?;
    Ok(path)
}

/// From a sub-path of a plain static server, every screen survives a reload.
#[test]
fn every_screen_survives_a_reload_under_a_sub_path() {
    journey("/demo/sextant/", |t| async move {
        let p = &t.person;
        p.open(&t.address).await?;
        p.press("Open the demo").await?;
        p.wait_for("Alder & Finch", 30).await?;
        for (fragment, heading) in [
            ("#/", "Sextant"),
            ("#/know", "Know"),
            ("#/measure", "Measure"),
            ("#/measure/priors", "Measure"),
            ("#/measure/trust", "Measure"),
            ("#/plan", "Plan"),
            ("#/forecast", "Forecast"),
            ("#/forecast/goal", "Forecast"),
            ("#/forecast/assumptions", "Forecast"),
            ("#/forecast/record", "Forecast"),
            ("#/reconcile", "Reconcile"),
            ("#/workspace", "Workspace"),
        ] {
            p.go(fragment).await?;
            p.reload().await?;
            p.wait_until("the screen", "document.querySelector('main h1')", 30).await?;
            p.wait_for(heading, 10).await?;
            let now = p.run("return location.hash").await?;
            assert_eq!(now.as_str().unwrap_or_default().trim_end_matches('/'), fragment.trim_end_matches('/'));
        }
        t.arrive().await
    });
}

/// Same seed, same draws: what Chromium's WebAssembly draws is what this machine draws, bit for bit.
#[test]
fn the_browser_draws_the_same_bits() {
    journey("/", |t| async move {
        t.person.open(&t.address).await?;
        let settings = FitSettings { chains: 2, warmup: 150, draws: 100, ..FitSettings::default() };
        for panel in [demo(DEMO_WEEKS)?.panel, sample_panel()?] {
            let spec = default_spec(&panel);
            let there = wasm_engine::run_chains(&t.person, &spec, &panel, settings, 2).await?.result;
            let here = fit(&spec, &panel, settings)?;
            assert_eq!(there.len(), 2);
            for (there, here) in there.iter().zip(&here.fit.chains) {
                let bits = |x: &[f64]| x.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
                assert!(there.positions.len() == 100 * there.dimension);
                assert!(bits(&there.positions) == bits(&here.positions), "the draws differ");
                assert!(bits(&there.energies) == bits(&here.energies), "the energies differ");
            }
            let summary = wasm_engine::summarise(&t.person, &spec, &panel, settings, &there).await?.result;
            assert_eq!(summary, engine::posterior::summarise(&here));
        }
        t.arrive().await
    });
}

/// One of the project's own sample files.
fn sample_panel() -> Result<Panel> {
    let name = "german_excel.csv";
    let bytes = std::fs::read(root().join("engine/src/ingest/samples").join(name))?;
    let table = ingest::read(name, &bytes)?;
    let assembly = ingest::assemble(&table, &ingest::propose(&table));
    assembly.panel.ok_or_else(|| format!("{name} gives no panel: {:?}", assembly.findings).into())
}
