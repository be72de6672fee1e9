//! The countries whose public holidays are known, one line each.

use super::rule::Holiday;
use super::{americas, central_europe, far_away, northern_europe, southern_europe, western_europe};
use serde::{Deserialize, Serialize};

/// A country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Country {
    UnitedStates,
    Canada,
    Mexico,
    Brazil,
    UnitedKingdom,
    Ireland,
    Germany,
    Austria,
    Switzerland,
    France,
    Italy,
    Spain,
    Portugal,
    Netherlands,
    Belgium,
    Luxembourg,
    Poland,
    Czechia,
    Sweden,
    Norway,
    Denmark,
    Finland,
    Australia,
    NewZealand,
    Japan,
    India,
    SouthAfrica,
}

impl Country {
    /// All countries, by continent.
    pub const ALL: [Self; 27] = [
        Self::UnitedStates,
        Self::Canada,
        Self::Mexico,
        Self::Brazil,
        Self::UnitedKingdom,
        Self::Ireland,
        Self::Germany,
        Self::Austria,
        Self::Switzerland,
        Self::France,
        Self::Italy,
        Self::Spain,
        Self::Portugal,
        Self::Netherlands,
        Self::Belgium,
        Self::Luxembourg,
        Self::Poland,
        Self::Czechia,
        Self::Sweden,
        Self::Norway,
        Self::Denmark,
        Self::Finland,
        Self::Australia,
        Self::NewZealand,
        Self::Japan,
        Self::India,
        Self::SouthAfrica,
    ];

    /// Its ISO 3166 code, its name inside a sentence, and its holidays.
    const fn entry(self) -> (&'static str, &'static str, &'static [Holiday]) {
        match self {
            Self::UnitedStates => ("US", "the United States", americas::UNITED_STATES),
            Self::Canada => ("CA", "Canada", americas::CANADA),
            Self::Mexico => ("MX", "Mexico", americas::MEXICO),
            Self::Brazil => ("BR", "Brazil", americas::BRAZIL),
            Self::UnitedKingdom => ("GB", "the United Kingdom", western_europe::UNITED_KINGDOM),
            Self::Ireland => ("IE", "Ireland", western_europe::IRELAND),
            Self::Germany => ("DE", "Germany", central_europe::GERMANY),
            Self::Austria => ("AT", "Austria", central_europe::AUSTRIA),
            Self::Switzerland => ("CH", "Switzerland", central_europe::SWITZERLAND),
            Self::France => ("FR", "France", western_europe::FRANCE),
            Self::Italy => ("IT", "Italy", southern_europe::ITALY),
            Self::Spain => ("ES", "Spain", southern_europe::SPAIN),
            Self::Portugal => ("PT", "Portugal", southern_europe::PORTUGAL),
            Self::Netherlands => ("NL", "the Netherlands", western_europe::NETHERLANDS),
            Self::Belgium => ("BE", "Belgium", western_europe::BELGIUM),
            Self::Luxembourg => ("LU", "Luxembourg", western_europe::LUXEMBOURG),
            Self::Poland => ("PL", "Poland", central_europe::POLAND),
            Self::Czechia => ("CZ", "Czechia", central_europe::CZECHIA),
            Self::Sweden => ("SE", "Sweden", northern_europe::SWEDEN),
            Self::Norway => ("NO", "Norway", northern_europe::NORWAY),
            Self::Denmark => ("DK", "Denmark", northern_europe::DENMARK),
            Self::Finland => ("FI", "Finland", northern_europe::FINLAND),
            Self::Australia => ("AU", "Australia", far_away::AUSTRALIA),
            Self::NewZealand => ("NZ", "New Zealand", far_away::NEW_ZEALAND),
            Self::Japan => ("JP", "Japan", far_away::JAPAN),
            Self::India => ("IN", "India", far_away::INDIA),
            Self::SouthAfrica => ("ZA", "South Africa", far_away::SOUTH_AFRICA),
        }
    }

    /// Its ISO 3166 code of two letters.
    pub const fn code(self) -> &'static str {
        self.entry().0
    }

    /// The country with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|country| country.code() == code)
    }

    /// Its name inside a sentence.
    pub const fn name(self) -> &'static str {
        self.entry().1
    }

    pub(super) const fn table(self) -> &'static [Holiday] {
        self.entry().2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_code_of_its_own() {
        for country in Country::ALL {
            assert_eq!(Country::of_code(country.code()), Some(country));
            assert!(country.table().len() >= 4);
        }
    }
}
