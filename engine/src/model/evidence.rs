//! Published evidence on what advertising does: the few findings behind the defaults, and a library by kind of channel.
//!
//! A finding can become a channel's prior where it speaks of that kind of channel and of something that the model has:
//! a weekly retention as it is, a return as it is where the outcome is money, and an elasticity through the share of
//! the outcome that it implies. At half saturation a Hill curve of shape 1 has elasticity 1/2, so sales that rise by
//! e % for 1 % more spend owe it about 2 e of their total, and
//!
//! ```text
//! return = 2 * elasticity * total outcome / total spend on which the elasticity was taken
//! ```
//!
//! where that spend is the channel's own for one medium and all channels' for advertising as a whole. Left out on
//! purpose: profit returns never become priors of a revenue return, since the margin between them is not known here.
//! Ranges are published ones where [`Range::Published`] says so, and otherwise widened by us from the spread of the
//! published figures, since a figure of other brands says less about this one than about those.

use super::prior::{LogNormal, LogitNormal};
use crate::panel::{OutcomeKind, Panel};

/// A published finding on which a default rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What the default is about.
    pub topic: &'static str,
    /// What was found.
    pub finding: &'static str,
    /// Who found it.
    pub source: &'static str,
}

/// The evidence behind the defaults.
pub const EVIDENCE: [Evidence; 5] = [
    Evidence {
        topic: "Overall return",
        finding: "Sales rise by 0.12 % in the short run for 1 % more advertising (mean of 751 estimates). At half \
                  saturation that is about a fifth of sales from media.",
        source: "Sethuraman, Tellis and Briesch 2011, Journal of Marketing Research 48(3)",
    },
    Evidence {
        topic: "Spread between channels",
        finding: "Sustained profit returns of media differ by a factor of two to three around their mean.",
        source: "Profit Ability 2, Ebiquity, EssenceMediacom, Gain Theory and others for Thinkbox 2024",
    },
    Evidence {
        topic: "Carry-over",
        finding: "Weekly retention of .3 to .8 for television, .1 to .4 for print, radio and out-of-home, 0 to .3 for \
                  digital; widened here.",
        source: "Robyn, Meta Marketing Science, recommended hyperparameter ranges",
    },
    Evidence {
        topic: "Saturation",
        finding: "Most channels run near the point where returns diminish; half-saturation around the usual weekly \
                  spend, concave more often than S-shaped.",
        source: "Jin, Wang, Sun, Chan and Koehler 2017, Google research",
    },
    Evidence {
        topic: "Precision",
        finding: "Even large experiments rarely tell a return from zero, so wide ranges are the honest default.",
        source: "Lewis and Rao 2015, Quarterly Journal of Economics 130(4)",
    },
];

/// A kind of channel, as far as published findings tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelType {
    /// Advertising as a whole, or a channel of a kind that is not recognised.
    Any,
    /// Television.
    Television,
    /// Video on the net.
    OnlineVideo,
    /// Print, radio, out-of-home, sponsorship.
    PrintRadioOutdoor,
    /// Paid search.
    PaidSearch,
    /// Paid search on the brand's own name.
    BrandSearch,
    /// Social, display, shopping, affiliates and the like.
    OtherDigital,
    /// A sales force.
    PersonalSelling,
}

impl ChannelType {
    /// Recognises a kind by a channel's name.
    pub fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |list: &[&str]| list.iter().any(|w| words.contains(w) || (w.len() > 4 && name.contains(w)));
        let is_search = has(&["search", "sea", "ppc", "adwords", "bing", "suche"]);
        match () {
            () if is_search && has(&["brand", "branded"]) && !has(&["nonbrand", "non", "generic"]) => Self::BrandSearch,
            () if is_search => Self::PaidSearch,
            () if has(&["youtube", "video", "ctv", "ott"]) => Self::OnlineVideo,
            () if has(&["tv", "television", "fernsehen"]) => Self::Television,
            () if has(&["ooh", "dooh", "outdoor", "print", "radio", "audio", "billboard", "sponsorship"])
                || (words.contains(&"out") && words.contains(&"home")) =>
            {
                Self::PrintRadioOutdoor
            }
            () if has(&["social", "facebook", "instagram", "meta", "tiktok", "linkedin", "pinterest", "snapchat"])
                || has(&["display", "shopping", "affiliate", "affiliates", "criteo", "amazon", "programmatic"]) =>
            {
                Self::OtherDigital
            }
            () if has(&["salesforce", "detailing", "reps"]) => Self::PersonalSelling,
            () => Self::Any,
        }
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceTopic {
    /// How much sales move with advertising.
    Elasticity,
    /// What a unit of money brings back.
    Return,
    /// What lasts into later weeks.
    CarryOver,
    /// What lasts beyond the year.
    LongTerm,
    /// How much sales move with price.
    Price,
    /// How far figures without an experiment can be off.
    Precision,
}

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceUnit {
    /// Percent of sales for one percent more.
    Elasticity,
    /// Profit for a unit of money.
    ProfitPerMoney,
    /// Revenue for a unit of money.
    RevenuePerMoney,
    /// Share of the effect carried into the next week.
    WeeklyRetention,
    /// Months.
    Months,
    /// A factor.
    Factor,
    /// A share.
    Share,
}

/// Between what and what a figure lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// As published.
    Published(f64, f64),
    /// Widened by us from the spread of published figures.
    Widened(f64, f64),
    /// Not stated, and not for use as a prior.
    Unstated,
}

impl Range {
    /// Both ends, where there are any.
    pub fn ends(self) -> Option<(f64, f64)> {
        match self {
            Self::Published(lo, hi) | Self::Widened(lo, hi) => Some((lo, hi)),
            Self::Unstated => None,
        }
    }
}

/// A published figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published {
    /// What it is about.
    pub topic: EvidenceTopic,
    /// The kind of channel.
    pub channel: ChannelType,
    /// The figure.
    pub figure: f64,
    /// Its unit.
    pub unit: EvidenceUnit,
    /// Its range: of nine values in ten where it serves as a prior.
    pub range: Range,
    /// What was found, in a sentence.
    pub finding: &'static str,
    /// Who found it, and where.
    pub source: &'static str,
    /// The year of publication.
    pub year: u16,
    /// What it is good for, and what not.
    pub good_for: &'static str,
}

/// A prior that a finding gives a channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EvidencePrior {
    /// Of its return on spend.
    Return(LogNormal),
    /// Of its carry-over.
    Retention(LogitNormal),
}

impl Published {
    /// The prior that this finding gives channel `c` of `panel`; `None` where it speaks of another kind of channel, or
    /// of nothing that is a channel's prior.
    pub fn prior_for(&self, panel: &Panel, c: usize) -> Option<EvidencePrior> {
        let channel = panel.channels().get(c)?;
        if self.channel != ChannelType::Any && self.channel != ChannelType::of(&channel.name) {
            return None;
        }
        let (lo, hi) = self.range.ends()?;
        match self.unit {
            EvidenceUnit::WeeklyRetention => LogitNormal::from_range(lo, hi).map(EvidencePrior::Retention),
            // What is not paid for has no return.
            _ if !channel.is_paid() => None,
            EvidenceUnit::RevenuePerMoney if panel.outcome_kind() == OutcomeKind::Money => {
                LogNormal::from_range(lo, hi).map(EvidencePrior::Return)
            }
            EvidenceUnit::Elasticity if self.topic == EvidenceTopic::Elasticity => {
                let factor = 2.0 * self.outcome_per_spend(panel, c)?;
                LogNormal::from_range(lo * factor, hi * factor).map(EvidencePrior::Return)
            }
            _ => None,
        }
    }

    /// The outcome per unit of the spend to which the figure refers.
    fn outcome_per_spend(&self, panel: &Panel, c: usize) -> Option<f64> {
        let outcome: f64 = panel.outcome().iter().map(|y| y.abs()).sum();
        let own: f64 = panel.channels()[c].spend_by_week.iter().sum();
        let spend = match self.channel {
            ChannelType::Any => panel.channels().iter().flat_map(|c| &c.spend_by_week).sum(),
            _ => own,
        };
        (own > 0.0 && outcome > 0.0).then(|| outcome / spend)
    }
}

/// The findings that give channel `c` of `panel` a prior, the more specific first, each with that prior.
pub fn applicable(panel: &Panel, c: usize) -> Vec<(&'static Published, EvidencePrior)> {
    let all = LIBRARY.iter().filter_map(|p| p.prior_for(panel, c).map(|prior| (p, prior)));
    let (general, specific): (Vec<_>, Vec<_>) = all.partition(|(p, _)| p.channel == ChannelType::Any);
    specific.into_iter().chain(general).collect()
}

/// The library, by topic.
pub const LIBRARY: [Published; 20] = [
    Published {
        topic: EvidenceTopic::Elasticity,
        channel: ChannelType::Any,
        figure: 0.12,
        unit: EvidenceUnit::Elasticity,
        range: Range::Widened(0.02, 0.35),
        finding: "Short-run elasticity of a brand's sales to its advertising: mean .12 over 751 estimates in 56 studies.",
        source: "Sethuraman, Tellis and Briesch, Journal of Marketing Research 48(3)",
        year: 2011,
        good_for: "The overall return where nothing else is known. Studies that find nothing are published less often, so read it as an upper middle.",
    },
    Published {
        topic: EvidenceTopic::Elasticity,
        channel: ChannelType::Any,
        figure: 0.09,
        unit: EvidenceUnit::Elasticity,
        range: Range::Unstated,
        finding: "Current-period advertising elasticity: mean .09.",
        source: "Henningsen, Heuke and Clement, Business Research 4(2)",
        year: 2011,
        good_for: "A second meta-analysis that agrees with the first.",
    },
    Published {
        topic: EvidenceTopic::Elasticity,
        channel: ChannelType::Any,
        figure: 0.22,
        unit: EvidenceUnit::Elasticity,
        range: Range::Unstated,
        finding: "Short-run elasticity .22 in 128 older models, .41 in the long run.",
        source: "Assmus, Farley and Lehmann, Journal of Marketing Research 21",
        year: 1984,
        good_for: "History: elasticities have fallen by half since.",
    },
    Published {
        topic: EvidenceTopic::Elasticity,
        channel: ChannelType::Television,
        figure: 0.014,
        unit: EvidenceUnit::Elasticity,
        range: Range::Widened(0.003, 0.1),
        finding: "Television, 288 packaged-goods brands, causal design: median .014, mean .023; two thirds cannot be told from zero.",
        source: "Shapiro, Hitsch and Tuchman, Econometrica 89(4)",
        year: 2021,
        good_for: "Television of established packaged goods. Young brands and durables can do better.",
    },
    Published {
        topic: EvidenceTopic::Elasticity,
        channel: ChannelType::PersonalSelling,
        figure: 0.31,
        unit: EvidenceUnit::Elasticity,
        range: Range::Unstated,
        finding: "Personal selling: mean elasticity .34, about .31 after correction for bias.",
        source: "Albers, Mantrala and Sridhar, Journal of Marketing Research 47",
        year: 2010,
        good_for: "Reading a sales force's figure against others'.",
    },
    Published {
        topic: EvidenceTopic::Elasticity,
        channel: ChannelType::Any,
        figure: 0.236,
        unit: EvidenceUnit::Elasticity,
        range: Range::Unstated,
        finding: "Word of mouth on the net: .24 for its volume, .42 for its tone.",
        source: "You, Vadakkepatt and Joshi, Journal of Marketing 79",
        year: 2015,
        good_for: "Earned media as a driver of the base; it is not bought, so it is no channel's prior.",
    },
    Published {
        topic: EvidenceTopic::Return,
        channel: ChannelType::BrandSearch,
        figure: 0.37,
        unit: EvidenceUnit::RevenuePerMoney,
        range: Range::Widened(0.05, 1.5),
        finding: "A large marketplace's paid search lost 63 % of its cost when measured by experiment; 99.5 % of the clicks on its own name came back unpaid.",
        source: "Blake, Nosko and Tadelis, Econometrica 83(1)",
        year: 2015,
        good_for: "Search on your own name, of a brand that people know.",
    },
    Published {
        topic: EvidenceTopic::Return,
        channel: ChannelType::Television,
        figure: 5.61,
        unit: EvidenceUnit::ProfitPerMoney,
        range: Range::Unstated,
        finding: "Television: a profit of 5.61 for each pound in the long run, 141 brands in the UK.",
        source: "Profit Ability 2, Ebiquity and others for Thinkbox",
        year: 2024,
        good_for: "Comparing media; it is profit over about two years of mostly large brands, published by television's own body.",
    },
    Published {
        topic: EvidenceTopic::Return,
        channel: ChannelType::OnlineVideo,
        figure: 3.86,
        unit: EvidenceUnit::ProfitPerMoney,
        range: Range::Unstated,
        finding: "Online video: a profit of 3.86 for each pound in the long run, 141 brands in the UK.",
        source: "Profit Ability 2, Ebiquity and others for Thinkbox",
        year: 2024,
        good_for: "Comparing media, as above.",
    },
    Published {
        topic: EvidenceTopic::Return,
        channel: ChannelType::PaidSearch,
        figure: 3.52,
        unit: EvidenceUnit::ProfitPerMoney,
        range: Range::Unstated,
        finding: "Paid search: a profit of 3.52 for each pound in the long run, 141 brands in the UK.",
        source: "Profit Ability 2, Ebiquity and others for Thinkbox",
        year: 2024,
        good_for: "Comparing media, as above.",
    },
    Published {
        topic: EvidenceTopic::Return,
        channel: ChannelType::Any,
        figure: 1.87,
        unit: EvidenceUnit::ProfitPerMoney,
        range: Range::Unstated,
        finding: "All media: a profit of 1.87 for each pound in the short run, 4.11 in full.",
        source: "Profit Ability 2, Ebiquity and others for Thinkbox",
        year: 2024,
        good_for: "How much of the profit comes after the first quarter: more than half.",
    },
    Published {
        topic: EvidenceTopic::CarryOver,
        channel: ChannelType::Television,
        figure: 0.55,
        unit: EvidenceUnit::WeeklyRetention,
        range: Range::Published(0.3, 0.8),
        finding: "Television keeps .3 to .8 of its effect from week to week.",
        source: "Robyn, Meta Marketing Science, recommended hyperparameter ranges",
        year: 2025,
        good_for: "The carry-over of television; practitioners' ranges, not a measurement.",
    },
    Published {
        topic: EvidenceTopic::CarryOver,
        channel: ChannelType::PrintRadioOutdoor,
        figure: 0.25,
        unit: EvidenceUnit::WeeklyRetention,
        range: Range::Published(0.1, 0.4),
        finding: "Print, radio and out-of-home keep .1 to .4 of their effect from week to week.",
        source: "Robyn, Meta Marketing Science, recommended hyperparameter ranges",
        year: 2025,
        good_for: "The carry-over of these media; practitioners' ranges, not a measurement.",
    },
    Published {
        topic: EvidenceTopic::CarryOver,
        channel: ChannelType::PaidSearch,
        figure: 0.15,
        unit: EvidenceUnit::WeeklyRetention,
        range: Range::Widened(0.02, 0.3),
        finding: "Digital media keep 0 to .3 of their effect from week to week.",
        source: "Robyn, Meta Marketing Science, recommended hyperparameter ranges",
        year: 2025,
        good_for: "The carry-over of search; practitioners' ranges, not a measurement.",
    },
    Published {
        topic: EvidenceTopic::CarryOver,
        channel: ChannelType::OtherDigital,
        figure: 0.15,
        unit: EvidenceUnit::WeeklyRetention,
        range: Range::Widened(0.02, 0.3),
        finding: "Digital media keep 0 to .3 of their effect from week to week.",
        source: "Robyn, Meta Marketing Science, recommended hyperparameter ranges",
        year: 2025,
        good_for: "The carry-over of social and display; practitioners' ranges, not a measurement.",
    },
    Published {
        topic: EvidenceTopic::LongTerm,
        channel: ChannelType::Any,
        figure: 0.523,
        unit: EvidenceUnit::Share,
        range: Range::Unstated,
        finding: "52 % of the effect comes after the period of the spend; its median duration is 3.4 months.",
        source: "Köhler, Mantrala, Albers and Kanuri, Journal of Marketing Research 54(6)",
        year: 2017,
        good_for: "How much a short window misses.",
    },
    Published {
        topic: EvidenceTopic::LongTerm,
        channel: ChannelType::Any,
        figure: 7.5,
        unit: EvidenceUnit::Months,
        range: Range::Published(6.0, 9.0),
        finding: "Advertising lasts 6 to 9 months once the interval of the data is corrected for.",
        source: "Leone, Marketing Science 14(3)",
        year: 1995,
        good_for: "Doubting a half-life of many months found in yearly data.",
    },
    Published {
        topic: EvidenceTopic::LongTerm,
        channel: ChannelType::Television,
        figure: 2.0,
        unit: EvidenceUnit::Factor,
        range: Range::Unstated,
        finding: "Television's long-term effect is about twice its effect of the year.",
        source: "Wood and Poltrack, Journal of Advertising Research 55(2)",
        year: 2015,
        good_for: "A rule of thumb for what this model, which sees months, does not show.",
    },
    Published {
        topic: EvidenceTopic::Price,
        channel: ChannelType::Any,
        figure: -2.62,
        unit: EvidenceUnit::Elasticity,
        range: Range::Unstated,
        finding: "Price elasticity of sales: mean -2.62 over 1,851 estimates in 81 studies.",
        source: "Bijmolt, van Heerde and Pieters, Journal of Marketing Research 42",
        year: 2005,
        good_for: "Judging the effect that the model finds for your price.",
    },
    Published {
        topic: EvidenceTopic::Precision,
        channel: ChannelType::OtherDigital,
        figure: 3.0,
        unit: EvidenceUnit::Factor,
        range: Range::Unstated,
        finding: "Without an experiment the figure was off by a factor of three in half of 15 Facebook trials.",
        source: "Gordon, Zettelmeyer, Bhargava and Chapsky, Marketing Science 38(2)",
        year: 2019,
        good_for: "Why a lift test is worth more than any prior.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::demo;

    #[test]
    fn kinds_of_channel_are_recognised_by_name() {
        use ChannelType::*;
        let known = [
            ("TV", Television),
            ("tv_S", Television),
            ("YouTube", OnlineVideo),
            ("Online video", OnlineVideo),
            ("Brand search", BrandSearch),
            ("Non-brand search", PaidSearch),
            ("search_S", PaidSearch),
            ("Out of home", PrintRadioOutdoor),
            ("print_S", PrintRadioOutdoor),
            ("facebook_S", OtherDigital),
            ("Channel0_spend", Any),
        ];
        known.iter().for_each(|(name, kind)| assert_eq!(ChannelType::of(name), *kind, "{name}"));
    }

    #[test]
    fn an_elasticity_becomes_a_return_through_the_share_that_it_implies() {
        let panel = demo(104).unwrap().panel;
        let outcome: f64 = panel.outcome().iter().sum();
        let tv = panel.channels().iter().position(|c| c.name == "TV").unwrap();
        let spend: f64 = panel.channels()[tv].spend_by_week.iter().sum();
        let found = applicable(&panel, tv);
        let Some((_, EvidencePrior::Return(prior))) = found.first() else { panic!("{found:?}") };
        // Television brings 2 * .003 to 2 * .1 of the outcome, divided by what it cost.
        let (lo, hi) = prior.range();
        assert!((lo * spend / outcome - 0.006).abs() < 1e-9 && (hi * spend / outcome - 0.2).abs() < 1e-9);
        assert!(matches!(found[1].1, EvidencePrior::Retention(_)) && found[2].0.channel == ChannelType::Any);
    }

    #[test]
    fn every_entry_is_whole_and_profit_is_no_prior() {
        let panel = demo(60).unwrap().panel;
        for p in LIBRARY {
            assert!((1960..=2026).contains(&p.year) && p.finding.ends_with('.') && p.good_for.ends_with('.'), "{p:?}");
            if let Some((lo, hi)) = p.range.ends() {
                assert!(lo < p.figure && p.figure < hi, "{p:?}");
            }
            let is_profit = p.unit == EvidenceUnit::ProfitPerMoney;
            assert!(!is_profit || (0..panel.channels().len()).all(|c| p.prior_for(&panel, c).is_none()));
        }
    }
}
