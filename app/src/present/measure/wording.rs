//! The model in plain words, the evidence behind its defaults, and how the pictures are computed.

use super::terms::Terms;
use crate::present::format;
use engine::math::exp;
use engine::model::{EVIDENCE, Evidence, Link, ModelSpec, NoiseFamily, Normal, ReturnPrior};
use engine::transforms::carryover::Carryover;
use engine::transforms::saturation::Saturation;

/// What a default is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The overall return.
    OverallReturn,
    /// How much channels differ.
    Spread,
    /// What lasts into later weeks.
    CarryOver,
    /// Half saturation and shape.
    Saturation,
    /// How wide ranges are.
    Precision,
}

impl Topic {
    /// The published finding behind the default.
    #[must_use]
    pub fn evidence(self) -> &'static Evidence {
        match self {
            Self::OverallReturn => &EVIDENCE[0],
            Self::Spread => &EVIDENCE[1],
            Self::CarryOver => &EVIDENCE[2],
            Self::Saturation => &EVIDENCE[3],
            Self::Precision => &EVIDENCE[4],
        }
    }

    /// The finding with its source, as one text.
    #[must_use]
    pub fn cited(self) -> String {
        let evidence = self.evidence();
        format!("{} ({})", evidence.finding, evidence.source)
    }
}

/// The model, one sentence a line.
#[must_use]
pub fn model(spec: &ModelSpec, terms: &Terms) -> Vec<String> {
    let outcome = terms.outcome();
    let mut lines = vec![first(spec, terms), base(spec, terms), response(spec), pooled(spec, terms)];
    if spec.geography.is_some() {
        lines.push(
            "Geographies share carry-over and saturation, per head; level, trend, season and what a channel brings may \
             differ, by as much as the data show."
                .to_owned(),
        );
    }
    lines.push(format!(
        "Nothing below is fixed: each number is a range within which the truth lies in nine cases of ten, and the data \
         decide how much of {outcome} goes to what."
    ));
    lines
}

fn first(spec: &ModelSpec, terms: &Terms) -> String {
    let title = terms.outcome_title();
    let channels = counted(spec.channels.len(), "channel", "channels");
    let noise = match spec.outcome.noise {
        NoiseFamily::Normal => "noise",
        NoiseFamily::StudentT => "noise that allows for odd weeks",
        NoiseFamily::NegativeBinomial => "the chance of counts",
    };
    match spec.outcome.link {
        Link::Identity => format!("{title} of a week is a base, plus what {channels} brought, plus {noise}."),
        Link::Log => {
            format!("{title} of a week is a base, raised by what {channels} did (effects multiply), times {noise}.")
        }
    }
}

/// What the channels' families have in common.
fn response(spec: &ModelSpec) -> String {
    let is_carried = spec.channels.iter().any(|c| c.carryover != Carryover::None);
    let is_saturated = spec.channels.iter().any(|c| c.saturation != Saturation::Linear);
    let time = match is_carried {
        true => "goes on working in later weeks (carry-over)",
        false => "works in that week alone",
    };
    let size = match is_saturated {
        true => "each further unit brings less than the one before (saturation)",
        false => "each unit brings as much as the one before",
    };
    let what = match spec.channels.iter().all(|c| c.return_prior.needs_spend()) {
        true => "What is spent",
        false => "What is spent or done",
    };
    format!("{what} in a week {time}, and {size}.")
}

fn base(spec: &ModelSpec, terms: &Terms) -> String {
    let Normal { mean, sd } = spec.baseline.level;
    let [mean, lo, hi] = [mean, mean - sd, mean + sd].map(|level| match spec.outcome.link {
        Link::Identity => level,
        Link::Log => exp(level),
    });
    let level = format::estimate(&terms.locale, terms.unit(), mean, lo, hi);
    let trend = match spec.baseline.knots.len() {
        0 => "a straight trend".to_owned(),
        _ => format!("a trend that may bend every {} weeks", spec.baseline.knot_spacing),
    };
    let season = match spec.baseline.season_pairs {
        0 => "no season".to_owned(),
        pairs => format!("a yearly season of {}", counted(pairs, "wave", "waves")),
    };
    let drivers: Vec<&str> = spec.baseline.drivers.iter().map(|driver| driver.name.as_str()).collect();
    let drivers = if drivers.is_empty() { String::new() } else { format!(", and the effects of {}", listed(&drivers)) };
    format!("The base starts from about {level} a week, with {trend}, {season}{drivers}.")
}

fn pooled(spec: &ModelSpec, terms: &Terms) -> String {
    let pooled = spec.channels.iter().filter(|channel| channel.return_prior == ReturnPrior::Pooled).count();
    let unit = terms.spend_unit();
    match (pooled, spec.channels.len()) {
        (0, _) => "What each channel does has a range of its own.".to_owned(),
        (pooled, all) if pooled == all => {
            format!("What a {unit} returns is learned for each channel, and from all channels together.")
        }
        (pooled, all) => format!(
            "What a {unit} returns is learned from {} together; {} a range of its own.",
            counted(pooled, "channel", "channels"),
            counted(all - pooled, "other channel has", "other channels have each")
        ),
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "a, b and c".
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::model::{LogNormal, default_spec};
    use engine::panel::OutcomeKind;

    #[test]
    fn the_evidence_is_that_of_its_topic() {
        for (topic, words) in [
            (Topic::OverallReturn, "Overall return"),
            (Topic::Spread, "Spread between channels"),
            (Topic::CarryOver, "Carry-over"),
            (Topic::Saturation, "Saturation"),
            (Topic::Precision, "Precision"),
        ] {
            assert_eq!(topic.evidence().topic, words);
        }
    }

    #[test]
    fn the_model_is_told_in_sentences() {
        let mut spec = default_spec(&example::panel(OutcomeKind::Money));
        let lines = model(&spec, &example::terms());
        assert_eq!(lines[0], "Revenue of a week is a base, plus what 2 channels brought, plus noise.");
        assert_eq!(
            lines[1],
            "The base starts from about $80k a week, with a straight trend, a yearly season of 3 waves, and the \
             effects of Price."
        );
        spec.channels[0].return_prior = ReturnPrior::Own(LogNormal { median: 1.0, spread: 0.3 });
        assert!(model(&spec, &example::terms())[3].contains("from 1 channel together; 1 other channel has"));
    }
}
