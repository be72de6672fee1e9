//! Sine and cosine for the yearly season, in plain arithmetic.
//!
//! The angle is reduced to |r| <= pi/4 with pi/2 in three parts (Cody and Waite 1980; FreeBSD's `e_rem_pio2.c`), then Taylor polynomials of
//! degree 17 and 16, whose remainders are below 1e-18. Made for angles of a few thousand radians at most.

const HALF_PI_HIGH: f64 = 1.570_796_326_734_125_6;
const HALF_PI_MIDDLE: f64 = 6.077_100_506_303_966e-11;
const HALF_PI_LOW: f64 = 2.022_266_248_795_950_6e-21;

/// Sine and cosine of `angle` (radians).
pub fn sin_cos(angle: f64) -> (f64, f64) {
    let quarter = (angle * std::f64::consts::FRAC_2_PI).round_ties_even();
    let r = ((angle - quarter * HALF_PI_HIGH) - quarter * HALF_PI_MIDDLE) - quarter * HALF_PI_LOW;
    let (s, c) = (sine(r), cosine(r));
    match quarter.rem_euclid(4.0) as u8 {
        0 => (s, c),
        1 => (c, -s),
        2 => (-s, -c),
        _ => (-c, s),
    }
}

/// Sums `1 + z/(first (first+1)) (1 + z/(...) (...))` downwards: the alternating series of sine and cosine.
fn alternating_series(z: f64, first: u32, terms: u32) -> f64 {
    (0..terms).rev().fold(1.0, |sum, i| {
        let n = f64::from(first + 2 * i);
        1.0 - z / (n * (n + 1.0)) * sum
    })
}

fn sine(r: f64) -> f64 {
    r * alternating_series(r * r, 2, 8)
}

fn cosine(r: f64) -> f64 {
    alternating_series(r * r, 1, 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_libm() {
        for i in -40_000..40_000 {
            let x = f64::from(i) * 0.01;
            let (s, c) = sin_cos(x);
            assert!((s - x.sin()).abs() < 1e-14 && (c - x.cos()).abs() < 1e-14, "{x}: {s} {c}");
        }
    }
}
