//! The plain table, long or wide: what nobody else recognises. A proposal, which the user confirms.

use super::super::fact::Platform;
use super::recogniser::{Recogniser, Side};

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Other,
    side: Side::Neutral,
    fits: |m| Some(1 + 3 * u32::from(m.is_dated()) + u32::from(m.has_rates())),
    nameless_is_total: false,
    ..Recogniser::MEDIA
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;
    use crate::exports::RowKind;

    #[test]
    fn long_and_wide_tables_are_proposed() {
        let long = "date,channel,spend,impressions\n2024-01-01,TV,100,2000\n2024-01-01,Radio,50,1000\n";
        assert_eq!(check_recognised("data.csv", long, Platform::Other).reading.rows, RowKind::Facts);
        let wide =
            "week,tv_spend,facebook_spend,revenue,temperature\n2024-01-01,100,20,900,3\n2024-01-08,110,10,950,5\n";
        assert_eq!(check_recognised("data.csv", wide, Platform::Other).reading.rows, RowKind::Wide);
    }
}
