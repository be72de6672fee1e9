//! What a warm-up does when.
//!
//! A cold start begins with Stan's windows (Stan reference manual, "Automatic parameter tuning"): a fast start, slow
//! windows that double and each end in a new metric, and a fast end, in the proportions 75 : 25, 50, 100, ... : 50 of
//! 1,000. A warm start brings a metric along, which one window then refreshes.

/// Trajectories of at most 2 to the power of this many steps, while only the metric is learned.
///
/// In coordinates that are white to the first order eight steps cross most of the target, and a window of hundreds of
/// draws tells its shape without them being independent.
const SHORT_DEPTH: u32 = 3;

/// The draws at which a warm-up learns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Schedule {
    /// The draw after which the curvature is looked at anew, closer to where the posterior is.
    curvature: Option<usize>,
    /// The draws after which windows begin (first entry) and end (the others).
    window_ends: Vec<usize>,
}

impl Schedule {
    /// The schedule of a warm-up that starts from nothing.
    pub(super) fn cold(warmup: usize) -> Self {
        let window_ends = stan_windows(warmup);
        Self { curvature: Some(window_ends[0] / 3), window_ends }
    }

    /// The schedule of a warm-up that starts with what a former chain learned.
    pub(super) fn warm(warmup: usize) -> Self {
        Self { curvature: None, window_ends: vec![warmup / 10, warmup * 7 / 10] }
    }

    /// Whether to look at the curvature after this draw.
    pub(super) fn measures_curvature(&self, done: usize) -> bool {
        self.curvature == Some(done)
    }

    /// Whether this draw belongs to a window.
    pub(super) fn collects(&self, done: usize) -> bool {
        done > self.window_ends[0] && self.window_ends.last().is_some_and(|last| done <= *last)
    }

    /// Whether a window ends with this draw.
    pub(super) fn ends_window(&self, done: usize) -> bool {
        self.window_ends[1..].contains(&done)
    }

    /// The limit on the depth of trajectories at this draw.
    pub(super) fn max_depth(&self, done: usize, limit: u32) -> u32 {
        let settled = self.window_ends.get(2).is_some_and(|end| done > *end);
        if settled && self.collects(done) { limit.min(SHORT_DEPTH) } else { limit }
    }
}

fn stan_windows(warmup: usize) -> Vec<usize> {
    let (start, first, end) = if warmup >= 150 {
        (75, 25, 50)
    } else {
        (warmup * 15 / 100, warmup * 75 / 100, warmup - warmup * 15 / 100 - warmup * 75 / 100)
    };
    let last = warmup.saturating_sub(end);
    let (mut ends, mut length) = (vec![start], first);
    let mut next = start + length;
    while length > 0 && next <= last {
        // A window that would leave too little for the next one takes the rest.
        let reaches = if next + 2 * length > last { last } else { next };
        ends.push(reaches);
        length *= 2;
        next = if reaches == last { last + 1 } else { reaches + length };
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_double_and_fill_the_warm_up() {
        assert_eq!(stan_windows(1000), [75, 100, 150, 250, 450, 950]);
        assert_eq!(stan_windows(0), [0]);
        assert_eq!(stan_windows(100), [15, 90]);
    }

    #[test]
    fn trajectories_are_short_only_while_the_metric_is_refined() {
        let schedule = Schedule::cold(1000);
        let depths = [10, 120, 150, 151, 950, 951].map(|done| schedule.max_depth(done, 10));
        assert_eq!(depths, [10, 10, 10, SHORT_DEPTH, SHORT_DEPTH, 10]);
        assert!(!schedule.collects(75) && schedule.collects(76) && schedule.ends_window(950));
        assert!(!schedule.ends_window(75) && schedule.measures_curvature(25));
        let warm = Schedule::warm(150);
        assert!(warm.collects(16) && warm.ends_window(105) && !warm.collects(106) && warm.max_depth(50, 10) == 10);
    }
}
