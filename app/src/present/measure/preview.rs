//! What a fit would roughly say: words and pictures that cannot be mistaken for results.
//!
//! Every title, every quantity and every alternative text says that it is a preview; no advice is drawn from it, so that
//! the remark beside a return is what sampling found, where there was a fit, and never what to do.

use super::terms::Terms;
use super::{curve, returns};
use crate::present::interval_dots::IntervalDots;
use crate::present::line_band::LineBand;
use engine::math::Interval;
use engine::posterior::{ChannelSummary, Preview, Summary};

/// What stands beside every quantity.
const MARK: &str = "preview, not sampled";

/// The title above the returns.
#[must_use]
pub fn title(preview: &Preview) -> &'static str {
    if preview.is_reliable() {
        "Preview: what this model would say, not sampled"
    } else {
        "Rough preview: only a fit can tell what this model says"
    }
}

/// How the picture is read.
#[must_use]
pub fn subtitle() -> &'static str {
    "A quick approximation, redrawn after every edit. Dot: estimate. Bar: 90\u{a0}% range. Nothing is planned or \
     forecast from it."
}

/// The returns; beside them what the last fit found.
#[must_use]
pub fn picture(preview: &Preview, sampled: Option<&Summary>, terms: &Terms) -> IntervalDots {
    let mut picture = returns::picture(&preview.summary, None, terms);
    picture.quantity = format!("{} ({MARK})", picture.quantity);
    picture.marginal = format!("{} ({MARK})", picture.marginal);
    for row in &mut picture.rows {
        row.marginal = None;
        let found = sampled.and_then(|summary| return_of(summary, &row.name));
        row.remark = found.map(|found| format!("sampled {}", terms.return_text(found))).unwrap_or_default();
    }
    picture
}

/// The response curve of a channel; none where there never was spend.
#[must_use]
pub fn curve_picture(channel: &ChannelSummary, place: usize, terms: &Terms) -> Option<LineBand> {
    let mut picture = curve::picture(channel, place, terms)?;
    picture.quantity = format!("{} ({MARK})", picture.quantity);
    picture.height = 190.0;
    Some(picture)
}

/// The title above the curve.
#[must_use]
pub fn curve_title(channel: &ChannelSummary) -> String {
    format!("{}: what more would bring ({MARK})", channel.name)
}

fn return_of(summary: &Summary, channel: &str) -> Option<Interval> {
    summary.channels.iter().find(|c| c.name == channel)?.return_on_spend
}

/// How far the preview is from the last fit's returns, as a sentence.
#[must_use]
pub fn distance(preview: &Preview, sampled: Option<&Summary>, terms: &Terms) -> String {
    let Some(sampled) = sampled else { return "There is no fit yet to hold it against.".to_owned() };
    let both = preview.summary.channels.iter().filter_map(|channel| {
        Some((channel.name.as_str(), channel.return_on_spend?, return_of(sampled, &channel.name)?))
    });
    let in_widths = |(_, now, then): &(&str, Interval, Interval)| (now.mean - then.mean).abs() / (then.hi - then.lo);
    let both: Vec<_> = both.filter(|(_, _, then)| then.hi > then.lo).collect();
    let Some((name, now, then)) = both.iter().max_by(|a, b| in_widths(a).total_cmp(&in_widths(b))) else {
        return "The last fit has none of these channels.".to_owned();
    };
    let outside = both.iter().filter(|(_, now, then)| !then.contains(now.mean)).count();
    let farthest = format!(
        "{name}, {} here against {} sampled ({})",
        terms.return_text(*now),
        terms.return_text(*then),
        terms.return_range(*then)
    );
    match outside {
        0 => format!("Every return lies inside the range of the last fit. Farthest from it: {farthest}."),
        1 => format!("One return has left the range of the last fit. Farthest from it: {farthest}."),
        count => format!("{count} returns have left the ranges of the last fit. Farthest from it: {farthest}."),
    }
}

/// What to know where the approximation cannot follow the model.
#[must_use]
pub fn doubt(preview: &Preview, terms: &Terms) -> Option<String> {
    let number = |value: f64| crate::present::format::number(&terms.locale, value, 2);
    (!preview.is_reliable()).then(|| {
        format!(
            "The quick approximation does not follow this model (Pareto k {}, at most {} would do). Take it as a \
             direction, not as a number.",
            number(preview.k_hat),
            number(preview.k_limit)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;

    fn preview(k_hat: f64) -> Preview {
        Preview { summary: example::summary(), k_hat, k_limit: 0.65, evaluations: 1_000 }
    }

    #[test]
    fn every_quantity_says_that_it_is_a_preview() {
        let picture = picture(&preview(0.4), None, &example::terms());
        assert_eq!(picture.quantity, "Return on spend (preview, not sampled)");
        assert!(picture.rows.iter().all(|row| row.remark.is_empty() && row.truth.is_none()));
        let curve = curve_picture(&example::summary().channels[0], 0, &example::terms()).unwrap();
        assert_eq!(curve.quantity, "Revenue a week (preview, not sampled)");
        assert!(title(&preview(0.4)).contains("not sampled"));
    }

    #[test]
    fn a_preview_that_is_not_reliable_says_so() {
        assert_eq!(doubt(&preview(0.4), &example::terms()), None);
        let doubt = doubt(&preview(0.9), &example::terms()).unwrap();
        assert!(doubt.contains("Pareto k 0.90, at most 0.65"), "{doubt}");
        assert!(title(&preview(0.9)).starts_with("Rough preview"));
    }

    #[test]
    fn the_distance_names_the_farthest_channel() {
        let terms = example::terms();
        assert!(distance(&preview(0.4), None, &terms).starts_with("There is no fit"));
        let mut moved = preview(0.4);
        moved.summary.channels[0].return_on_spend = Some(example::interval(4.0, 4.4, 4.8));
        let told = distance(&moved, Some(&example::summary()), &terms);
        let expected = "One return has left the range of the last fit. Farthest from it: Shopping, 4.40 here against \
                        3.1 sampled (2.5 to 3.8).";
        assert_eq!(told, expected);
        assert!(distance(&preview(0.4), Some(&example::summary()), &terms).starts_with("Every return lies inside"));
    }
}
