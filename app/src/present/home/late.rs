//! Sources whose next file is late.

use super::count_of;
use crate::present::locale::Locale;
use crate::state::LibraryView;
use engine::dataset::Lateness;

/// How many sources are late, and which: a title and a sentence. None where none is.
#[must_use]
pub fn late_sources(view: &LibraryView, locale: &Locale) -> Option<(String, String)> {
    let late = view.sources.iter().filter_map(|source| match source.lateness {
        Lateness::Late { due, .. } => {
            let name = view.state.sources.get(&source.id)?.shown();
            Some(format!("\"{name}\" was due on {}", locale.date(due)))
        }
        _ => None,
    });
    let late: Vec<String> = late.collect();
    let title = match late.len() {
        0 => return None,
        1 => "A source is late".to_owned(),
        n => format!("{} are late", count_of(n, "source")),
    };
    Some((title, format!("{}. Drop the newer file on the data's screen.", late.join("; "))))
}
