//! Whether what is shown may be believed: the verdict on the chains, and whether data or model have moved on.

use crate::state::Freshness;
use engine::sampler::Diagnostics;

/// A reason to read every number with care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What is the case.
    pub title: String,
    /// Why, and what to do.
    pub what_to_do: String,
    /// The badge beside every number that it touches.
    pub badge: &'static str,
}

/// The reasons, the gravest first.
#[must_use]
pub fn doubt(diagnostics: Option<&Diagnostics>, freshness: Freshness) -> Vec<Doubt> {
    let untrusted = diagnostics.filter(|d| !d.passes()).map(untrusted);
    untrusted.into_iter().chain(stale(freshness)).collect()
}

fn untrusted(diagnostics: &Diagnostics) -> Doubt {
    Doubt {
        title: "The fit has not passed its checks; do not act on these numbers".to_owned(),
        what_to_do: format!("{} {}", what_failed(diagnostics), remedy(diagnostics)),
        badge: "untrusted",
    }
}

fn what_failed(d: &Diagnostics) -> String {
    let mut failed = Vec::new();
    if !d.chains_agree() {
        failed.push(format!(
            "the chains do not agree (R-hat {:.3}, at most {} allowed)",
            d.max_r_hat,
            Diagnostics::MAX_R_HAT
        ));
    }
    if !d.draws_suffice() {
        let least = d.min_bulk_ess.min(d.min_tail_ess);
        failed.push(format!("there are too few independent draws ({least:.0}, {} needed)", Diagnostics::MIN_ESS));
    }
    if d.divergences > 0 {
        failed.push(format!("{} of the draws diverged", d.divergences));
    }
    let sentence = failed.join("; ");
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn remedy(d: &Diagnostics) -> &'static str {
    if d.divergences > 0 {
        "Under Measure, tighten the priors of the channel that stands out, choose the logistic curve instead of Hill, \
         or drop one of two channels that always run together; then fit again."
    } else if d.chains_agree() {
        "Under Measure, fit again with more draws."
    } else {
        "Under Measure, fit again with more warm-up and more draws; if that does not help, tighten the priors or drop \
         one of two channels that always run together."
    }
}

fn stale(freshness: Freshness) -> Option<Doubt> {
    let what = match freshness {
        Freshness::NoFit | Freshness::Current => return None,
        Freshness::DataChanged => "The data have changed since the fit",
        Freshness::ModelChanged => "The model has changed since the fit",
        Freshness::BothChanged => "Data and model have changed since the fit",
    };
    Some(Doubt {
        title: what.to_owned(),
        what_to_do: "What is shown here still rests on the older fit. Fit again to bring it up to date.".to_owned(),
        badge: "older fit",
    })
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
        assert_eq!(doubt(Some(&diagnostics()), Freshness::Current), []);
        assert_eq!(doubt(None, Freshness::NoFit), []);
    }

    #[test]
    fn what_failed_is_said_with_its_numbers() {
        let bad = Diagnostics { max_r_hat: 1.043, min_bulk_ess: 120.0, divergences: 7, ..diagnostics() };
        let found = doubt(Some(&bad), Freshness::DataChanged);
        assert_eq!(found.len(), 2);
        for part in ["The chains do not agree (R-hat 1.043", "(120, 400 needed)", "7 of the draws diverged", "logistic"]
        {
            assert!(found[0].what_to_do.contains(part), "{}", found[0].what_to_do);
        }
        assert_eq!(found[1].badge, "older fit");
    }
}
