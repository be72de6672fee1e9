//! The weeks to come under one set of assumptions, ready to be asked what spend brings in them.
//!
//! What comes without planned spend (base, what earlier spend left behind, noise) is projected once; what each channel's
//! spend adds is remembered, so that moving money between two channels costs two channels' work.

use crate::forecast::project;
use crate::plan::{Media, Reach, Room, Scenario, TAIL_WEEKS};
use crate::posterior::Posterior;
use std::sync::Arc;

/// Spends of one channel that are remembered.
const REMEMBERED: usize = 8;

/// What a spend adds in every draw: inside the horizon, and until its carry-over has faded.
pub(super) type Added = Arc<[Vec<f64>; 2]>;

/// The weeks to come under one set of assumptions.
#[derive(Debug)]
pub(super) struct View {
    /// The assumptions, without spend.
    assumed: Scenario,
    media: Media,
    room: Room,
    weights: [Vec<f64>; 2],
    /// What comes without planned spend over the horizon, draw by draw.
    rest: Vec<f64>,
    /// Channels: what the past alone brings.
    without: Vec<Added>,
    /// Channels: the last spends and what they add.
    known: Vec<Vec<(Vec<f64>, Added)>>,
}

/// The same weeks and assumptions without any spend.
pub(super) fn without_spend(scenario: &Scenario) -> Scenario {
    let nothing = |row: &Vec<f64>| vec![0.0; row.len()];
    Scenario { spend: scenario.spend.iter().map(nothing).collect(), ..scenario.clone() }
}

impl View {
    /// Of a fit whose effects add up.
    pub(super) fn new(posterior: &Posterior, scenario: &Scenario) -> Self {
        let assumed = without_spend(scenario);
        let horizon = scenario.weeks.len();
        let media = Media::new(posterior, scenario, TAIL_WEEKS, 1);
        let room = media.room();
        let outcome = project(posterior, &assumed).outcome;
        let mut view = Self {
            weights: [Reach::Horizon, Reach::default()].map(|reach| reach.weights(horizon, TAIL_WEEKS)),
            rest: outcome.totals(0, horizon),
            without: vec![],
            known: vec![vec![]; scenario.spend.len()],
            assumed,
            media,
            room,
        };
        view.without = (0..scenario.spend.len()).map(|c| view.compute(c, &[])).collect();
        view
    }

    /// Whether it is of these weeks and assumptions.
    pub(super) fn is_of(&self, scenario: &Scenario) -> bool {
        self.assumed == without_spend(scenario)
    }

    /// What comes without planned spend over the horizon, draw by draw.
    pub(super) fn rest(&self) -> &[f64] {
        &self.rest
    }

    fn compute(&mut self, c: usize, spend: &[f64]) -> Added {
        let Self { media, room, weights: [inside, faded], .. } = self;
        let both = |d: usize| media.both((c, d), spend, [inside, faded], room);
        let (inside, faded) = (0..media.draws()).map(both).map(|[i, f]| (i, f)).unzip();
        Arc::new([inside, faded])
    }

    /// What channel `c`'s spend adds to what comes without it.
    fn added(&mut self, c: usize, spend: &[f64]) -> Added {
        if let Some((_, added)) = self.known[c].iter().find(|(row, _)| row == spend) {
            return added.clone();
        }
        let with = self.compute(c, spend);
        let less = |k: usize| with[k].iter().zip(&self.without[c][k]).map(|(w, o)| w - o).collect();
        let added: Added = Arc::new([less(0), less(1)]);
        if self.known[c].len() == REMEMBERED {
            self.known[c].remove(0);
        }
        self.known[c].push((spend.to_vec(), added.clone()));
        added
    }

    /// The outcome over the horizon and what planned spend brings until it has faded, draw by draw.
    pub(super) fn draws_of(&mut self, spend: &[Vec<f64>]) -> [Vec<f64>; 2] {
        let mut outcome = self.rest.clone();
        let mut media = vec![0.0; outcome.len()];
        for (c, row) in spend.iter().enumerate().filter(|(_, row)| row.iter().any(|x| *x > 0.0)) {
            let added = self.added(c, row);
            outcome.iter_mut().zip(&added[0]).for_each(|(sum, x)| *sum += x);
            media.iter_mut().zip(&added[1]).for_each(|(sum, x)| *sum += x);
        }
        [outcome, media]
    }
}
