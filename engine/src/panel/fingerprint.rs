//! A number for the data: two panels with the same hash are, for every honest purpose, the same data.
//!
//! FNV-1a in 128 bits (Fowler, Noll, Vo; RFC 9923) over an unambiguous encoding: every name, list and series is
//! preceded by its length, numbers are the bits of their 64-bit form, with one zero. 128 bits, so that two different
//! panels share a hash by chance once in 10^38 pairs. It is no seal: whoever wants to can construct two panels with one
//! hash. It answers whether the data moved between two fits (a correction, a new week, a renamed column), not whether
//! somebody forged them; the exported workspace has a cryptographic checksum, and the panel itself is kept with the fit.

use super::{Activity, DriverKind, OutcomeKind, Panel};
use std::fmt;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
/// Hexadecimal digits by which people tell data apart.
const SHORT_DIGITS: usize = 8;

/// The hash of a panel; written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DataHash(u128);

impl DataHash {
    /// Its first digits: enough to tell the data of one workspace apart at a glance.
    pub fn short(self) -> String {
        let mut digits = self.to_string();
        digits.truncate(SHORT_DIGITS);
        digits
    }
}

impl fmt::Display for DataHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Panel {
    /// The hash of everything that the panel holds.
    pub fn data_hash(&self) -> DataHash {
        let parts = &self.0;
        let mut hash = Fnv(OFFSET);
        hash.count(parts.weeks.len());
        parts.weeks.iter().for_each(|week| hash.text(&week.to_string()));
        hash.text(&parts.outcome_name);
        hash.byte(outcome_code(parts.outcome_kind));
        hash.series(&parts.outcome);
        hash.count(parts.channels.len());
        for channel in &parts.channels {
            hash.text(&channel.name);
            hash.series(&channel.spend_by_week);
            hash.series(&channel.history);
            hash.activity(&channel.activity);
        }
        hash.count(parts.drivers.len());
        for driver in &parts.drivers {
            hash.text(&driver.name);
            hash.byte(driver_code(driver.kind));
            if let DriverKind::Calendar(occasion) = driver.kind {
                hash.text(&format!("{occasion:?}"));
            }
            hash.series(&driver.value_by_week);
        }
        hash.count(parts.regions.len());
        for region in &parts.regions {
            hash.text(&region.name);
            hash.series(&[region.share]);
            hash.series(&region.outcome);
            hash.count(region.history.len());
            let all = region.spend.iter().chain(&region.drivers).chain(&region.history);
            all.for_each(|series| hash.series(series));
            region.activities.iter().for_each(|activity| hash.activity(activity));
        }
        DataHash(hash.0)
    }
}

fn outcome_code(kind: OutcomeKind) -> u8 {
    match kind {
        OutcomeKind::Money => 1,
        OutcomeKind::Count => 2,
    }
}

fn driver_code(kind: DriverKind) -> u8 {
    match kind {
        DriverKind::Price => 1,
        DriverKind::Promotion => 2,
        DriverKind::Event => 3,
        DriverKind::Control => 4,
        DriverKind::Calendar(_) => 5,
    }
}

/// A hash on its way.
struct Fnv(u128);

impl Fnv {
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(PRIME);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.byte(*byte));
    }

    fn count(&mut self, count: usize) {
        self.bytes(&(count as u64).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }

    /// Nothing for spend, so that a panel without other kinds has the hash that it had before there were any.
    fn activity(&mut self, activity: &Activity) {
        activity.code().into_iter().for_each(|code| self.byte(code));
        for series in activity.series() {
            self.series(&series.by_week);
            self.series(&series.history);
        }
    }

    fn series(&mut self, values: &[f64]) {
        self.count(values.len());
        // Adding zero turns the negative zero into the positive one, which it equals.
        values.iter().for_each(|x| self.bytes(&(x + 0.0).to_bits().to_le_bytes()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Channel, PanelParts};
    use super::*;
    use jiff::civil::date;

    fn parts() -> PanelParts {
        PanelParts {
            weeks: vec![date(2026, 1, 5), date(2026, 1, 12)],
            outcome_name: "y".into(),
            outcome_kind: OutcomeKind::Money,
            outcome: vec![1.0, 2.0],
            channels: vec![Channel::new("tv", vec![0.0, 3.0])],
            drivers: vec![],
            regions: vec![],
        }
    }

    fn hash(change: impl FnOnce(&mut PanelParts)) -> DataHash {
        let mut changed = parts();
        change(&mut changed);
        Panel::new(changed).unwrap().data_hash()
    }

    /// The FNV reference implementation's test vectors (RFC 9923, appendix C).
    #[test]
    fn the_hash_is_fnv_1a() {
        let of = |text: &str| {
            let mut hash = Fnv(OFFSET);
            hash.bytes(text.as_bytes());
            hash.0
        };
        assert_eq!(of(""), OFFSET);
        assert_eq!(of("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(of("foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn any_change_of_the_data_changes_it() {
        let same = hash(|_| {});
        assert_eq!(same, hash(|p| p.channels[0].spend_by_week[0] = -0.0));
        let changes: [fn(&mut PanelParts); 7] = [
            |p| p.outcome[1] = 2.0 + 1e-12,
            |p| p.channels[0].name = "t".into(),
            |p| p.outcome_kind = OutcomeKind::Count,
            |p| p.weeks = vec![date(2026, 1, 12), date(2026, 1, 19)],
            |p| p.channels[0].spend_by_week.reverse(),
            |p| p.channels[0].history = vec![1.0],
            |p| p.channels[0].activity = Activity::Exposure(vec![0.0, 3.0].into()),
        ];
        changes.into_iter().for_each(|change| assert_ne!(hash(change), same));
    }

    #[test]
    fn it_is_short_where_people_read_it() {
        let hash = hash(|_| {});
        assert_eq!(hash.to_string().len(), 32);
        assert!(hash.to_string().starts_with(&hash.short()) && hash.short().len() == 8);
    }
}
