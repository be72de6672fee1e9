//! Where each key of a long list stands: a table of places alone, four bytes each, while the keys stay in the list.
//!
//! Open addressing with linear steps (Knuth, The Art of Computer Programming 3, 6.4, algorithm L), at most three quarters
//! full. A map that holds its keys would hold a million of them twice.

/// A free seat.
const FREE: u32 = u32::MAX;
/// Seats in the beginning.
const FIRST: usize = 64;

/// Where each key stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Seats {
    /// As many as a power of two.
    seats: Vec<u32>,
    taken: usize,
}

impl Seats {
    /// The place of a key in `keys`; where it is new, the next free one, at which the caller puts it.
    pub(super) fn find_or_add<K: PartialEq>(&mut self, key: &K, keys: &[K], hash: impl Fn(&K) -> u64) -> u32 {
        if (self.taken + 1) * 4 > self.seats.len() * 3 {
            self.grow(keys, &hash);
        }
        let mut at = self.begin(hash(key));
        loop {
            match self.seats.get_mut(at) {
                Some(seat) if *seat == FREE => {
                    *seat = keys.len() as u32;
                    self.taken += 1;
                    return *seat;
                }
                Some(&mut seat) if keys.get(seat as usize) == Some(key) => return seat,
                _ => at = self.next(at),
            }
        }
    }

    fn grow<K>(&mut self, keys: &[K], hash: &impl Fn(&K) -> u64) {
        let count = (self.seats.len() * 2).max(FIRST);
        // The old seats go before the new ones come.
        self.seats = Vec::new();
        self.seats = vec![FREE; count];
        for (place, key) in keys.iter().enumerate() {
            let mut at = self.begin(hash(key));
            while self.seats.get(at).is_some_and(|seat| *seat != FREE) {
                at = self.next(at);
            }
            self.seats.get_mut(at).into_iter().for_each(|seat| *seat = place as u32);
        }
    }

    fn begin(&self, hash: u64) -> usize {
        hash as usize & (self.seats.len() - 1)
    }

    fn next(&self, at: usize) -> usize {
        (at + 1) & (self.seats.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_one_place() {
        // Hashes that collide among themselves as well.
        for hash in [|key: &u64| key * 0x9E37_79B9, |key: &u64| key % 7, |_: &u64| u64::MAX] {
            let (mut seats, mut keys) = (Seats::default(), vec![]);
            for key in (0..500_u64).chain(0..600) {
                let place = seats.find_or_add(&key, &keys, hash);
                if place as usize == keys.len() {
                    keys.push(key);
                }
                assert_eq!(keys[place as usize], key);
            }
            assert_eq!(keys, (0..600).collect::<Vec<u64>>());
        }
    }
}
