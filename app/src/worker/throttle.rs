//! How often progress is told: often enough to see it move, seldom enough to cost nothing.

/// Milliseconds between two messages.
const EVERY_MILLIS: f64 = 100.0;
/// Share of the work after which a message goes out even earlier.
const EVERY_SHARE: f64 = 0.02;

/// Lets a message through every 100 ms or 2 % of the work, whichever comes first; the last one always.
#[derive(Clone, Copy, Debug, Default)]
pub struct Throttle {
    told_at: f64,
    told_share: f64,
}

impl Throttle {
    /// Whether to tell now that `done` of `total` is done.
    pub fn lets_through(&mut self, now_millis: f64, done: usize, total: usize) -> bool {
        let share = done as f64 / total.max(1) as f64;
        let due = now_millis - self.told_at >= EVERY_MILLIS || share - self.told_share >= EVERY_SHARE || done >= total;
        if due {
            *self = Self { told_at: now_millis, told_share: share };
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_few_and_the_last_one_arrives() {
        let mut throttle = Throttle::default();
        let told = (1..=2000).filter(|done| throttle.lets_through(1e6 + *done as f64, *done, 2000)).count();
        assert!((40..=60).contains(&told), "{told}");
        assert!(throttle.lets_through(1e6, 2000, 2000));
    }
}
