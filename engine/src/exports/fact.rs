//! A fact: one row of an export, understood.

use super::clock::Clock;
use super::currency::CurrencyCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An exact amount in millionths, so that sums do not depend on the order of rows and add up to the cent.
///
/// Largest magnitude about 9.2 * 10^12 units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Amount(pub i64);

impl Amount {
    /// Millionths in a unit.
    pub const UNIT: i64 = 1_000_000;

    /// The amount as a number.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::UNIT as f64
    }

    /// The sum, or `None` beyond the largest magnitude.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

/// What an amount measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// Money paid for media, in the fact's currency.
    Spend,
    /// Times shown.
    Impressions,
    /// Different people reached.
    Reach,
    /// Clicks.
    Clicks,
    /// Conversions that the platform claims.
    ClaimedConversions,
    /// Value that the platform claims, in the fact's currency.
    ClaimedValue,
    /// Money earned, in the fact's currency, as exported; refunds are negative.
    Revenue,
    /// Orders.
    Orders,
    /// Units sold.
    Units,
    /// New customers.
    NewCustomers,
    /// Cost of goods, in the fact's currency.
    CostOfGoods,
    /// A price, index or share that explains the outcome: averaged over time, never summed.
    Level,
    /// A promotion, event or other happening: its size.
    Event,
    /// Gross rating points.
    RatingPoints,
    /// Visits of a site or a shop.
    Visits,
    /// Money given back to customers, above zero, that the revenue of the same rows is already less of.
    Refund,
    /// Money given back to customers, above zero, that the revenue of the same rows is not less of.
    RefundBeside,
}

impl Measure {
    /// Whether it is money, so that the fact's currency matters.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Spend | Self::ClaimedValue | Self::Revenue | Self::CostOfGoods) || self.is_refund()
    }

    /// Whether it is money given back.
    pub fn is_refund(self) -> bool {
        matches!(self, Self::Refund | Self::RefundBeside)
    }

    /// The measure with which it stands and falls: revenue for refunds, itself for all else. What replaces, leaves out
    /// or scales revenue does the same to what was given back of it.
    pub fn counted_with(self) -> Self {
        if self.is_refund() { Self::Revenue } else { self }
    }

    /// Whether it counts things, so that it has no decimals worth the name.
    pub(super) fn is_count(self) -> bool {
        matches!(self, Self::Impressions | Self::Reach | Self::Clicks | Self::Orders | Self::Visits)
    }
}

/// Whose export it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "names of products")]
pub enum Platform {
    GoogleAds,
    Meta,
    TikTok,
    LinkedIn,
    MicrosoftAds,
    Pinterest,
    AmazonAds,
    DisplayVideo360,
    CampaignManager360,
    Ga4,
    Shopify,
    WooCommerce,
    Stripe,
    HubSpot,
    Salesforce,
    PointOfSale,
    Syndicated,
    MediaPlan,
    OutOfHome,
    Email,
    Sponsorship,
    ExchangeRates,
    PriceAndPromotion,
    Other,
}

/// Under which name a fact stands in its export; what rules of the taxonomy look at. Absent parts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// Account or shop.
    pub account: String,
    /// Campaign, flight, event, or the name of a column of a wide table.
    pub campaign: String,
    /// Ad group, ad set, or site.
    pub group: String,
    /// The platform's own type: campaign type, placement, channel, medium.
    pub kind: String,
    /// Country, market, region or store.
    pub market: String,
    /// Product or category.
    pub product: String,
}

/// One row, understood: amounts that belong to a stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// First day.
    pub from: Date,
    /// Last day, inclusive; `from` for a fact of one day. Flights are spread evenly over their days.
    pub to: Date,
    /// When on its day, where its days may be counted in another time zone.
    pub clock: Clock,
    /// Under which name.
    pub subject: Subject,
    /// The currency of its money; `None` where the export names none.
    pub currency: Option<CurrencyCode>,
    /// What was measured; each measure at most once.
    pub amounts: Vec<(Measure, Amount)>,
}
