//! What the page hands to the browser's downloads: files in a folder of the browser's own.

use super::{Person, Result};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a download may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where the browser with this profile puts what it downloads.
pub(super) fn folder(profile: &Path) -> PathBuf {
    profile.join("downloads")
}

impl Person {
    /// The downloaded file whose name ends so, once it is there in full.
    ///
    /// # Errors
    /// Where none comes within twenty seconds.
    pub async fn downloaded(&self, ending: &str) -> Result<PathBuf> {
        let folder = folder(self.folder());
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(path) = finished(&folder, ending) {
                return Ok(path);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(format!("nothing that ends in {ending} was downloaded").into())
    }
}

/// The file, where nothing is still on its way.
fn finished(folder: &Path, ending: &str) -> Option<PathBuf> {
    let paths: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    let ends = |path: &PathBuf, ending: &str| path.to_string_lossy().ends_with(ending);
    if paths.iter().any(|path| ends(path, ".crdownload")) {
        return None;
    }
    let has_bytes = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|about| about.len() > 0);
    paths.into_iter().find(|path| ends(path, ending) && has_bytes(path))
}
