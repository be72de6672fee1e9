//! Whether what is shown may be believed: the verdict on the chains, and whether data or model have moved on.

use crate::present::locale::Locale;
use crate::present::measure::checks::{gate_advice, gate_complaint};
use crate::state::Freshness;
use engine::sampler::Diagnostics;

/// A reason to read every number with care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What is the case.
    pub title: String,
    /// Why, and what to do.
    pub what_to_do: String,
}

/// What a fit that failed its checks means for the numbers that rest on it; none for one that passed.
#[must_use]
pub fn untrusted(diagnostics: &Diagnostics, locale: &Locale) -> Option<Doubt> {
    let complaint = gate_complaint(diagnostics, locale)?;
    Some(Doubt {
        title: "These numbers rest on a fit that is not to be trusted yet".to_owned(),
        what_to_do: format!("{complaint} Do not decide on them. {}", gate_advice(diagnostics)),
    })
}

/// What data or a model newer than the fit mean.
#[must_use]
pub fn outdated(freshness: Freshness) -> Option<Doubt> {
    let title = match freshness {
        Freshness::NoFit | Freshness::Current => return None,
        Freshness::DataChanged => "The data have changed since the fit",
        Freshness::ModelChanged => "The model has been edited since the fit",
        Freshness::BothChanged => "Data and model have changed since the fit",
    };
    let what_to_do = "What is shown here rests on the earlier fit. Fit again to bring it up to date.";
    Some(Doubt { title: title.to_owned(), what_to_do: what_to_do.to_owned() })
}

/// The word beside every number that a doubt touches; empty without doubt.
#[must_use]
pub fn badge(diagnostics: Option<&Diagnostics>, freshness: Freshness) -> &'static str {
    let passes = diagnostics.is_none_or(Diagnostics::passes);
    match (passes, freshness) {
        (false, _) => "untrusted",
        (true, Freshness::NoFit | Freshness::Current) => "",
        (true, _) => "earlier fit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostics() -> Diagnostics {
        Diagnostics {
            max_r_hat: 1.002,
            min_bulk_ess: 900.0,
            min_tail_ess: 800.0,
            divergences: 0,
            min_bfmi: 0.9,
            draws: 4000,
        }
    }

    #[test]
    fn a_good_fit_raises_no_doubt() {
        assert_eq!(untrusted(&diagnostics(), &Locale::default()), None);
        assert_eq!(badge(Some(&diagnostics()), Freshness::Current), "");
        assert_eq!(outdated(Freshness::NoFit), None);
    }

    #[test]
    fn a_bad_or_old_fit_is_named() {
        let bad = Diagnostics { max_r_hat: 1.2, ..diagnostics() };
        let doubt = untrusted(&bad, &Locale::default()).unwrap();
        assert!(doubt.what_to_do.contains("Do not decide"), "{doubt:?}");
        assert_eq!(badge(Some(&bad), Freshness::DataChanged), "untrusted");
        assert_eq!(badge(Some(&diagnostics()), Freshness::ModelChanged), "earlier fit");
    }
}
