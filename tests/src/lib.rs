//! What the test modules share: where things lie, and fits over several threads.

pub mod browser;
pub mod wasm_engine;

use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::posterior::{Fit, FitSettings, Posterior, run_chain};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The project's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of the data folder that may lie beside the project; `None`, said aloud, where it does not.
pub fn shared_data(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("did not run: ../shared/data/{name} is not beside this clone");
    None
}

/// Every `.rs` file below `folder` (relative to the root) but those named `tests.rs`, with its text.
pub fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|e| e.path()) {
            if path.is_dir() {
                // A folder of tests is tests.
                folders.extend(Some(path).filter(|path| !path.ends_with("tests")));
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// A source's code without its tests, which stand last in a file.
pub fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Fits `spec` to `panel` with one thread a chain.
///
/// # Errors
/// What the engine says where the two do not fit together.
pub fn fit(spec: &ModelSpec, panel: &Panel, settings: FitSettings) -> Result<Posterior, Box<dyn std::error::Error>> {
    let run = |c| run_chain(spec, panel, &settings, c, &mut |_| ControlFlow::Continue(()));
    let chains: Result<Vec<_>, _> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..settings.chains).map(|c| scope.spawn(move || run(c))).collect();
        handles.into_iter().filter_map(|h| h.join().ok()).collect()
    });
    let chains = chains?.into_iter().flatten().collect();
    Ok(Posterior::new(Fit { spec: spec.clone(), settings, chains }, panel.clone())?)
}
