//! Order by size. One sort serves all: the standard library's is made anew for every type, at 4 kB each.

/// The places of the values from the smallest to the largest; equal ones stay in their order.
#[must_use]
pub fn ascending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    order
}

/// The places of the values from the largest to the smallest; equal ones stay in their order.
#[must_use]
pub fn descending(values: &[f64]) -> Vec<usize> {
    let negated: Vec<f64> = values.iter().map(|value| -value).collect();
    ascending(&negated)
}

/// The items from the largest to the smallest; equal ones stay in their order.
#[must_use]
pub fn largest_first<T>(items: Vec<T>, size: impl Fn(&T) -> f64) -> Vec<T> {
    let sizes: Vec<f64> = items.iter().map(size).collect();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    descending(&sizes).into_iter().filter_map(|place| items[place].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_stay_in_their_order() {
        let values = [2.0, f64::NAN, -0.0, 2.0, 0.0, -1.0];
        assert_eq!(ascending(&values), [5, 2, 4, 0, 3, 1]);
        assert_eq!(descending(&values), [1, 0, 3, 4, 2, 5]);
    }

    #[test]
    fn items_are_ordered_by_their_size() {
        assert_eq!(largest_first(vec!["a", "ccc", "bb", "ddd"], |name| name.len() as f64), ["ccc", "ddd", "bb", "a"]);
        assert!(largest_first(Vec::<u8>::new(), |_| 0.0).is_empty());
    }
}
