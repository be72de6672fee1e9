//! From sums to outcomes, in one draw: what is expected, how a difference is shared out, and how weeks scatter.
//!
//! Where effects add up a sum is what is expected. Where they multiply the expected outcome is m = exp(sum + v), with
//! v = s^2/2 for normal scatter, so that m is the mean of the log-normal outcome; Student's t on the logarithm has no
//! mean, and m stands for its median (v = 0).
//!
//! **Shares.** A difference m1 - m0 between two sums is shared out among the parts x_i by which the sums differ as
//! x_i L(m1, m0), with the logarithmic mean L = (m1 - m0) / (ln m1 - ln m0). As the x_i add up to ln m1 - ln m0, the
//! shares add up to the whole; nothing is left, and no order of the parts matters (Ang 2004, Energy Policy 32: the
//! logarithmic mean Divisia index). It is the Aumann-Shapley value of the parts along the straight line between the
//! two sums: x_i times the integral of m over that line. Where effects add up L is 1.

use crate::math::exp;
use crate::model::{Link, NoiseFamily};
use crate::random::Rng;

/// The logarithm of ten: scatter of Student's t on the logarithm goes no farther, or draws would have no mean.
const FARTHEST: f64 = std::f64::consts::LN_10;

/// How one draw's sums become outcomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// How effects combine.
    pub link: Link,
    /// How weeks scatter.
    pub noise: NoiseFamily,
    /// Standard deviation or scale of the scatter, on the scale on which effects add up.
    pub scale: f64,
    /// Degrees of freedom; infinite where they have no part.
    pub degrees: f64,
}

impl Form {
    /// The expected outcome of a sum.
    pub fn expected(&self, sum: f64) -> f64 {
        match (self.link, self.noise) {
            (Link::Identity, _) => sum,
            (Link::Log, NoiseFamily::Normal) => exp(sum + 0.5 * self.scale * self.scale),
            (Link::Log, _) => exp(sum),
        }
    }

    /// The expected outcome per unit of a part, between the sums `with` and `without` it.
    pub fn share(&self, with: f64, without: f64) -> f64 {
        if self.link == Link::Identity {
            return 1.0;
        }
        let difference = with - without;
        if difference.abs() < 1e-3 {
            // The series of sinh(d/2) / (d/2), exact here.
            return self.expected(0.5 * (with + without)) * (1.0 + difference * difference / 24.0);
        }
        (self.expected(with) - self.expected(without)) / difference
    }

    /// One outcome around what is expected.
    pub fn scatter(&self, expected: f64, rng: &mut Rng) -> f64 {
        match (self.noise, self.link) {
            (NoiseFamily::NegativeBinomial, _) => rng.negative_binomial(expected, self.scale),
            (_, Link::Identity) => expected + self.scale * rng.student_t(self.degrees),
            (NoiseFamily::Normal, Link::Log) => {
                expected * exp(self.scale * rng.normal() - 0.5 * self.scale * self.scale)
            }
            (NoiseFamily::StudentT, Link::Log) => {
                expected * exp((self.scale * rng.student_t(self.degrees)).clamp(-FARTHEST, FARTHEST))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::mean;

    const LOG: Form = Form { link: Link::Log, noise: NoiseFamily::Normal, scale: 0.4, degrees: f64::INFINITY };

    #[test]
    fn shares_add_up_to_the_difference() {
        for parts in [[0.3, -0.2, 1.1], [1e-9, 2e-9, 1e-5], [4e-4, -3e-4, 3e-4]] {
            let (without, with) = (0.7, 0.7 + parts.iter().sum::<f64>());
            let share = LOG.share(with, without);
            let whole = LOG.expected(with) - LOG.expected(without);
            let sum: f64 = parts.iter().map(|x| x * share).sum();
            assert!((sum - whole).abs() < 1e-12 * LOG.expected(with), "{sum} {whole}");
        }
        assert_eq!(Form { link: Link::Identity, ..LOG }.share(3.0, 1.0), 1.0);
    }

    #[test]
    fn what_is_expected_is_the_mean() {
        let counts = Form { noise: NoiseFamily::NegativeBinomial, ..LOG };
        let sums = Form { link: Link::Identity, ..LOG };
        for form in [LOG, counts, sums] {
            let mut rng = Rng::new(2, 0);
            let expected = form.expected(3.0);
            let draws: Vec<f64> = (0..40_000).map(|_| form.scatter(expected, &mut rng)).collect();
            assert!((mean(&draws) / expected - 1.0).abs() < 0.02, "{form:?}: {} {expected}", mean(&draws));
        }
    }
}
