//! The invariants of ARCHITECTURE.md, read from `cargo tree` and from the `use` lines.

use sextant_tests::{root, sources, without_tests};
use std::process::Command;

/// Lines of code (not comments) of every file below `folder` that contain `pattern`.
fn lines_with(folder: &str, pattern: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources(folder) {
        let code = without_tests(&text).lines().filter(|l| !l.trim_start().starts_with("//"));
        found.extend(code.filter(|l| l.contains(pattern)).map(|l| format!("{}: {}", path.display(), l.trim())));
    }
    found
}

fn assert_absent(folder: &str, patterns: &[&str], why: &str) {
    let found: Vec<String> = patterns.iter().flat_map(|p| lines_with(folder, p)).collect();
    assert!(found.is_empty(), "{why}\n{}", found.join("\n"));
}

/// 1. The engine depends on no browser, interface, async or I/O crate.
#[test]
fn the_engine_depends_on_no_browser() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", "engine", "--edges", "normal", "--prefix", "none", "--target", "all"])
        .current_dir(root())
        .output()
        .expect("cargo tree runs");
    let tree = String::from_utf8_lossy(&tree.stdout);
    assert!(tree.contains("engine v"), "{tree}");
    for banned in
        ["web-sys", "js-sys", "wasm-bindgen", "leptos", "gloo", "tokio", "futures", "getrandom", "plotters", "nalgebra"]
    {
        assert!(!tree.lines().any(|l| l.starts_with(&format!("{banned} "))), "the engine depends on {banned}");
    }
    assert_absent(
        "engine/src",
        &["std::time", "std::thread", "std::fs", "std::net", "std::env", "println!", "thread_rng"],
        "the engine has no clock, thread, file, network, console or global generator",
    );
}

/// 2. The sampler knows a log-density and nothing of marketing.
#[test]
fn the_sampler_knows_nothing_of_marketing() {
    for (path, text) in sources("engine/src/sampler") {
        for line in without_tests(&text).lines().filter(|l| l.starts_with("use crate::")) {
            let allowed = ["use crate::math", "use crate::random"];
            assert!(allowed.iter().any(|a| line.starts_with(a)), "{}: {line}", path.display());
        }
    }
}

/// Data flows one way: an engine module uses only those that stand above it in `lib.rs`.
#[test]
fn engine_modules_use_only_those_above_them() {
    let library = std::fs::read_to_string(root().join("engine/src/lib.rs")).expect("lib.rs is there");
    let order: Vec<&str> =
        library.lines().filter_map(|l| l.strip_prefix("pub mod ")).map(|l| l.trim_end_matches(';')).collect();
    assert!(order.len() >= 12, "{order:?}");
    for (rank, module) in order.iter().enumerate() {
        let mut files = sources(&format!("engine/src/{module}"));
        let own = root().join(format!("engine/src/{module}.rs"));
        files.push((own.clone(), std::fs::read_to_string(own).unwrap_or_default()));
        for (path, text) in files {
            for later in &order[rank + 1..] {
                let code = without_tests(&text);
                let used = code.lines().filter(|l| !l.trim_start().starts_with("//"));
                let name = format!("crate::{later}::");
                let found: Vec<&str> = used.filter(|l| l.contains(&name)).collect();
                assert!(found.is_empty(), "{} uses {later}, which stands below it: {found:?}", path.display());
            }
        }
    }
}

/// The same bits everywhere: no platform function whose last bit differs between machines.
#[test]
fn the_engine_calls_no_platform_mathematics() {
    let banned = [
        ".exp()",
        ".ln()",
        ".log10()",
        ".log2()",
        ".powf(",
        ".powi(",
        ".sin()",
        ".cos()",
        ".tan()",
        ".tanh()",
        ".exp_m1()",
        ".ln_1p()",
        ".mul_add(",
        ".cbrt()",
        ".hypot(",
        ".sin_cos()",
    ];
    assert_absent("engine/src", &banned, "engine::math has these in plain arithmetic");
}

/// 4. Pages speak to state, components, present and route; components to nobody; state alone to workers and storage.
#[test]
fn pages_and_components_keep_their_distance() {
    assert_absent(
        "app/src/pages",
        &["crate::worker", "crate::storage", "crate::browser", "engine::"],
        "pages use state, components, present and route",
    );
    assert_absent(
        "app/src/components",
        &["crate::state", "crate::worker", "crate::storage", "crate::pages", "engine::"],
        "components take values, signals and callbacks",
    );
    for folder in ["app/src/pages", "app/src/components", "app/src/present", "app/src/browser"] {
        assert_absent(folder, &["crate::worker::", "crate::storage::"], "state alone calls workers and storage");
    }
}

/// 5. `present` is pure.
#[test]
fn present_knows_no_browser() {
    assert_absent(
        "app/src/present",
        &["leptos", "web_sys", "js_sys", "wasm_bindgen", "AppState", "crate::pages", "crate::components"],
        "present turns values into words and marks, without signals and without a browser",
    );
}

/// 6. One file names IndexedDB.
#[test]
fn one_file_names_the_database() {
    let mut files: Vec<String> = lines_with("app/src", "indexed_db_futures")
        .iter()
        .filter_map(|l| l.split(".rs: ").next().map(str::to_owned))
        .collect();
    files.dedup();
    assert_eq!(files.len(), 1, "{files:?}");
}

/// 7. The page binary does not contain the sampler, the worker binary does not contain the pages.
#[test]
fn each_binary_contains_its_own_half() {
    let dist = std::env::var("SEXTANT_DIST").map_or_else(|_| root().join("dist"), Into::into);
    let binary = |prefix: &str| {
        let entries = std::fs::read_dir(&dist).ok()?.flatten().map(|e| e.path());
        let wasm = entries.filter(|p| p.extension().is_some_and(|e| e == "wasm"));
        let mut named = wasm.filter(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(prefix)));
        std::fs::read(named.next()?).ok()
    };
    let (Some(page), Some(screens), Some(worker)) = (binary("sextant"), binary("screens"), binary("worker")) else {
        assert!(std::env::var("SEXTANT_DIST").is_err(), "SEXTANT_DIST is set but holds no bundle");
        eprintln!("did not run: no bundle in dist (cargo xtask build makes one)");
        return;
    };
    let contains = |binary: &[u8], text: &str| binary.windows(text.len()).any(|w| w == text.as_bytes());
    // Source paths stand in a binary wherever code could panic, which the sampler's indexing could in principle.
    assert!(contains(&worker, "sampler/") && !contains(&page, "sampler/nuts.rs"), "the page contains the sampler");
    assert!(!contains(&screens, "sampler/nuts.rs"), "the page's screens contain the sampler");
    assert!(contains(&screens, "Limits a channel") && !contains(&page, "Limits a channel"), "the page is not split");
    assert!(contains(&page, "Open the demo") && !contains(&worker, "Open the demo"), "the worker contains pages");
}
