//! The cases: a model on data, each with what really happened where that is known.

use crate::quarter::Quarter;
use engine::ingest;
use engine::model::{ModelSpec, default_spec};
use engine::panel::{Panel, PanelParts};
use engine::posterior::FitSettings;
use engine::simulate::{DEMO_WEEKS, Simulated, demo, regional_world};
use engine::transforms::saturation::Saturation;
use sextant_tests::browser::Result;
use sextant_tests::shared_data;

/// Spend over outcome in simulated worlds whose spend has no unit of its own. Returns then lie around one, where priors
/// that are told in money look for them.
const SPEND_SHARE: f64 = 0.25;

/// Which data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaseName {
    /// PyMC-Marketing's first example: 179 weeks, two channels. Its file may not be beside this clone.
    MmmExample,
    /// The demo: 156 weeks, eight channels.
    National8,
    /// 20 geographies, 156 weeks, six channels.
    Geo20x6,
    /// 50 geographies, 208 weeks, 30 channels.
    Geo50x30,
}

impl CaseName {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::MmmExample, Self::National8, Self::Geo20x6, Self::Geo50x30];

    /// The name in files and tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::MmmExample => "mmm_example",
            Self::National8 => "national_8",
            Self::Geo20x6 => "geo_20x6",
            Self::Geo50x30 => "geo_50x30",
        }
    }

    /// The case of that name.
    pub(crate) fn parse(name: &str) -> Result<Self> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|c| c.name() == name)
            .ok_or_else(|| format!("no case {name}; there are {}", known()).into())
    }

    /// The case; `None` where its file is not there.
    pub(crate) fn load(self) -> Result<Option<Case>> {
        let full = FitSettings::default();
        let few = FitSettings { warmup: 300, draws: 300, ..full };
        Ok(Some(match self {
            Self::MmmExample => {
                let Some(path) = shared_data("mmm_example.csv") else { return Ok(None) };
                let table = ingest::read("mmm_example.csv", &std::fs::read(path)?)?;
                let panel = ingest::assemble(&table, &ingest::propose(&table)).panel;
                let panel = panel.ok_or("mmm_example.csv has no panel")?;
                let mut case = Case::new(self.name().into(), panel, None, full);
                case.spec.channels.iter_mut().for_each(|c| c.saturation = Saturation::Logistic);
                case
            }
            Self::National8 => Case::simulated(self.name().into(), demo(DEMO_WEEKS)?, full),
            Self::Geo20x6 => regional(self.name(), [20, 156, 6], full)?,
            Self::Geo50x30 => regional(self.name(), [50, 208, 30], few)?,
        }))
    }
}

/// A model on data.
pub(crate) struct Case {
    /// The name in files and tables.
    pub(crate) name: String,
    /// The data.
    pub(crate) panel: Panel,
    /// The model of this engine.
    pub(crate) spec: ModelSpec,
    /// What each channel brought, where it is known.
    pub(crate) truth: Option<Vec<f64>>,
    /// How much is sampled.
    pub(crate) settings: FitSettings,
    /// The quarter to plan, where one is asked for.
    pub(crate) quarter: Option<Quarter>,
}

impl Case {
    fn new(name: String, panel: Panel, truth: Option<Vec<f64>>, settings: FitSettings) -> Self {
        Self { name, spec: default_spec(&panel), panel, truth, settings, quarter: None }
    }

    fn simulated(name: String, world: Simulated, settings: FitSettings) -> Self {
        let truth = world.truth.channels.iter().map(|c| c.contribution_by_week.iter().sum()).collect();
        Self::new(name, world.panel, Some(truth), settings)
    }

    /// A random world of a nation, its spend in units of money.
    pub(crate) fn world(name: String, world: Simulated, settings: FitSettings) -> Result<Self> {
        let mut case = Self::simulated(name, world, settings);
        case.panel = in_money(&case.panel)?;
        case.spec = default_spec(&case.panel);
        Ok(case)
    }
}

/// The first random world of `[geographies, weeks, channels]`.
fn regional(name: &str, [geographies, weeks, channels]: [usize; 3], settings: FitSettings) -> Result<Case> {
    let world = regional_world(1, geographies, weeks, channels)?;
    let truth = world.contributions.iter().map(|by_region| by_region.iter().sum()).collect();
    Ok(Case::new(name.into(), in_money(&world.panel)?, Some(truth), settings))
}

/// The same panel with spend in another unit, so that all of it is [`SPEND_SHARE`] of the outcome.
fn in_money(panel: &Panel) -> Result<Panel> {
    let spend: f64 = panel.channels().iter().flat_map(|c| &c.spend_by_week).sum();
    let unit = SPEND_SHARE * panel.outcome().iter().sum::<f64>() / spend;
    let mut parts = PanelParts::from(panel.clone());
    let convert = |series: &mut Vec<f64>| series.iter_mut().for_each(|x| *x *= unit);
    parts.regions.iter_mut().flat_map(|r| r.spend.iter_mut()).for_each(convert);
    let regions = parts.regions.clone();
    for (c, channel) in parts.channels.iter_mut().enumerate() {
        convert(&mut channel.spend_by_week);
        if !regions.is_empty() {
            // Exactly the sum of the parts, as it is when a file is read.
            let week = |t: usize| regions.iter().map(|r| r.spend[c][t]).sum();
            channel.spend_by_week = (0..parts.weeks.len()).map(week).collect();
        }
    }
    Ok(Panel::new(parts)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        CaseName::ALL.iter().for_each(|c| assert_eq!(CaseName::parse(c.name()).unwrap(), *c));
    }

    #[test]
    fn spend_in_money_is_a_quarter_of_the_outcome() {
        let world = regional_world(1, 3, 60, 2).unwrap().panel;
        let panel = in_money(&world).unwrap();
        let spend: f64 = panel.channels().iter().flat_map(|c| &c.spend_by_week).sum();
        assert!((spend / panel.outcome().iter().sum::<f64>() - SPEND_SHARE).abs() < 1e-12);
        assert_eq!(panel.outcome(), world.outcome());
    }
}
