//! The names that exports give to their columns, in English, German, French and Spanish (some Italian and Dutch), for
//! all platforms: a recogniser adds only what is its own.
//!
//! Names are folded as [`fold`](super::title::fold) does it. Where two columns mean the same, the name that stands
//! earlier in its list is taken.

use super::fact::Measure;
use super::reading::{Field, Period};
use super::title::Title;
use crate::ingest::DecimalMark;

/// One meaning and its names: English, German, French, Spanish.
type Entry = (Field, [&'static [&'static str]; 4]);

use Field::{
    Account, Campaign, Cancelled, Currency, Date, Days, From, Group, Ignored, Kind, Market, MonthNumber, Order,
    Product, Refund, Status, To, WeekNumber, Weeks, Year,
};

const TABLE: &[Entry] = &[
    (
        Date(Period::Day),
        [
            &["day", "by day", "gregorian date", "event date", "date iso"],
            &["tag", "gregorianisches datum", "kalendertag"],
            &["jour", "date gregorienne"],
            &["dia", "fecha gregoriana"],
        ],
    ),
    (
        Date(Period::Auto),
        [
            &[
                "date",
                "report date",
                "reporting date",
                "activity date",
                "order date",
                "invoice date",
                "created at",
                "created date",
                "created",
                "date created",
                "transaction date",
                "close date",
                "closed date",
                "send date",
                "sent date",
                "sent at",
                "send time",
                "time period",
                "period",
                "periods",
                "time",
                "timestamp",
                "stat time day",
                "date start",
                "paid at",
                "sale date",
                "business date",
                "ds",
                "air date",
            ],
            &[
                "datum",
                "bestelldatum",
                "buchungsdatum",
                "rechnungsdatum",
                "belegdatum",
                "verkaufsdatum",
                "zeitraum",
                "versanddatum",
                "sendedatum",
                "berichtsdatum",
                "erstellt am",
                "erstellungsdatum",
                "abschlussdatum",
                "kassentag",
            ],
            &[
                "date de la commande",
                "date de commande",
                "date d envoi",
                "date de creation",
                "periode",
                "date de vente",
                "date de cloture",
            ],
            &[
                "fecha",
                "fecha del pedido",
                "fecha de envio",
                "fecha de creacion",
                "periodo",
                "fecha de venta",
                "fecha de cierre",
                "data",
            ],
        ],
    ),
    (
        Date(Period::Week),
        [
            &[
                "week",
                "week commencing",
                "week starting",
                "week start",
                "week beginning",
                "week start date",
                "w c",
                "wc",
                "by week",
                "iso week",
                "week of",
                "starts on week",
            ],
            &["woche", "woche ab", "woche vom", "wochenbeginn", "wochenstart", "kalenderwoche", "kw", "woche von"],
            &["semaine", "semaine du", "debut de semaine", "semaine commencant"],
            &["semana", "semana del", "inicio de semana", "semana de"],
        ],
    ),
    (
        Date(Period::WeekEnding),
        [
            &["week ending", "week end", "week ended", "week end date", "w e", "we"],
            &["woche bis", "wochenende", "woche endend"],
            &["semaine finissant", "semaine se terminant"],
            &["semana hasta", "fin de semana"],
        ],
    ),
    (
        Date(Period::Month),
        [
            &["month", "by month", "year month", "yearmonth", "month start", "month of year"],
            &["monat", "jahr monat"],
            &["mois", "annee mois"],
            &["mes", "ano mes"],
        ],
    ),
    (Date(Period::Quarter), [&["quarter"], &["quartal"], &["trimestre"], &["trimestre"]]),
    (Year, [&["year", "calendar year"], &["jahr"], &["annee"], &["ano"]]),
    (
        WeekNumber,
        [
            &["week number", "week no", "week num", "weeknumber"],
            &["wochennummer", "kw nr"],
            &["numero de semaine"],
            &["numero de semana"],
        ],
    ),
    (MonthNumber, [&["month number"], &["monatsnummer"], &["numero du mois"], &["numero de mes"]]),
    (
        From,
        [
            &[
                "start",
                "starts",
                "start date",
                "from",
                "date from",
                "reporting starts",
                "begin",
                "begins",
                "flight start",
                "starting",
                "on air from",
                "first day",
                "live date",
                "in charge",
                "in charge date",
                "posting date",
                "campaign start",
                "valid from",
                "event start",
                "booking start",
                "insertion date",
                "publication date",
                "issue date",
                "starts on",
            ],
            &[
                "von",
                "ab",
                "beginn",
                "start datum",
                "startdatum",
                "berichtsstart",
                "anfang",
                "gueltig ab",
                "gultig ab",
                "erscheinungstermin",
                "erscheinungsdatum",
                "aushang ab",
                "buchungsstart",
                "laufzeit von",
                "start am",
                "beginn der berichterstattung",
                "anfangsdatum",
            ],
            &["debut", "du", "date de debut", "debut des rapports", "a partir du", "date de parution", "de"],
            &["inicio", "desde", "fecha de inicio", "inicio del informe", "comienzo", "fecha inicio"],
        ],
    ),
    (
        To,
        [
            &[
                "end",
                "ends",
                "end date",
                "to",
                "until",
                "till",
                "date to",
                "reporting ends",
                "flight end",
                "finish",
                "last day",
                "out of charge",
                "campaign end",
                "valid to",
                "valid until",
                "event end",
                "booking end",
                "date stop",
                "ending",
                "ends on",
                "through",
            ],
            &[
                "bis",
                "ende",
                "end datum",
                "enddatum",
                "berichtsende",
                "gueltig bis",
                "gultig bis",
                "aushang bis",
                "laufzeit bis",
                "ende der berichterstattung",
                "bis einschliesslich",
            ],
            &["fin", "au", "date de fin", "fin des rapports", "jusqu au", "a"],
            &["fin", "hasta", "fecha de fin", "fin del informe", "final", "fecha fin", "fecha de finalizacion"],
        ],
    ),
    (
        Days,
        [
            &[
                "days",
                "duration",
                "duration days",
                "duration in days",
                "number of days",
                "no of days",
                "length",
                "length days",
                "length in days",
                "run days",
                "flight days",
                "flight length",
            ],
            &["tage", "dauer", "dauer tage", "dauer in tagen", "anzahl tage", "laufzeit", "laufzeit tage"],
            &["jours", "duree", "duree jours", "duree en jours", "nombre de jours"],
            &["dias", "duracion", "duracion dias", "duracion en dias", "numero de dias"],
        ],
    ),
    (
        Weeks,
        [
            &["weeks", "duration weeks", "duration in weeks", "number of weeks", "no of weeks", "flight weeks"],
            &["wochen", "dauer wochen", "dauer in wochen", "anzahl wochen", "laufzeit wochen"],
            &["semaines", "duree semaines", "duree en semaines", "nombre de semaines"],
            &["semanas", "duracion semanas", "duracion en semanas", "numero de semanas"],
        ],
    ),
    (
        Account,
        [
            &[
                "account name",
                "account",
                "advertiser",
                "advertiser name",
                "shop",
                "store name account",
                "client account",
                "ad account name",
            ],
            &["kontoname", "konto", "werbekonto", "werbetreibender", "kontobezeichnung"],
            &["nom du compte", "compte", "annonceur"],
            &["nombre de la cuenta", "cuenta", "anunciante"],
        ],
    ),
    (
        Campaign,
        [
            &[
                "campaign name",
                "campaign",
                "campaign title",
                "campaign group name",
                "flight",
                "flight name",
                "event name",
                "event",
                "sponsorship",
                "activity",
                "initiative",
                "utm campaign",
                "deal name",
                "opportunity name",
                "insertion order",
                "order name",
                "booking",
                "title",
                "programme",
                "program",
                "race",
                "partner",
                "property",
                "sponsorship property",
                "name",
            ],
            &[
                "kampagne",
                "kampagnenname",
                "kampagnentitel",
                "flight name",
                "veranstaltung",
                "ereignis",
                "massnahme",
                "aktion",
                "sponsoring",
                "motiv",
                "werbemittel",
                "bezeichnung",
                "titel",
            ],
            &["campagne", "nom de la campagne", "nom de campagne", "evenement", "operation", "parrainage"],
            &["campana", "nombre de la campana", "nombre de campana", "evento", "patrocinio", "accion"],
        ],
    ),
    (
        Group,
        [
            &[
                "ad set name",
                "ad group name",
                "ad group",
                "adgroup",
                "adset name",
                "ad set",
                "line item",
                "site",
                "site name",
                "placement name",
                "panel",
                "location",
                "creative group",
                "audience",
                "list",
                "segment name",
            ],
            &["anzeigengruppe", "anzeigengruppenname", "name der anzeigengruppe", "standort", "stellplatz", "liste"],
            &[
                "groupe d annonces",
                "nom de l ensemble de publicites",
                "ensemble de publicites",
                "emplacement",
                "nom du groupe d annonces",
            ],
            &["grupo de anuncios", "nombre del conjunto de anuncios", "conjunto de anuncios", "ubicacion"],
        ],
    ),
    (
        Kind,
        [
            &[
                "campaign type",
                "channel",
                "campaign objective",
                "objective",
                "marketing channel",
                "media",
                "medium",
                "media type",
                "channel group",
                "default channel group",
                "platform",
                "source",
                "placement",
                "station",
                "publisher",
                "format",
                "network",
                "publication",
                "title name",
                "vehicle",
                "type",
                "daypart",
                "tactic",
                "ad type",
                "outlet",
                "media channel",
            ],
            &[
                "kampagnentyp",
                "kanal",
                "medium",
                "werbeform",
                "sender",
                "verlag",
                "mediengattung",
                "gattung",
                "typ",
                "kampagnenziel",
                "werbekanal",
                "publikation",
                "plattform",
                "quelle",
                "art",
            ],
            &["type de campagne", "canal", "media", "support", "objectif", "chaine", "type", "levier", "regie"],
            &["tipo de campana", "canal", "medio", "soporte", "objetivo", "cadena", "tipo", "plataforma"],
        ],
    ),
    (
        Market,
        [
            &[
                "country",
                "market",
                "markets",
                "region",
                "geo",
                "geography",
                "state",
                "store",
                "store name",
                "branch",
                "outlet name",
                "territory",
                "dma",
                "country territory",
                "billing country",
                "shipping country",
                "shop name",
                "location name",
                "dma region",
                "store id",
                "branch name",
                "country code",
            ],
            &[
                "land",
                "markt",
                "filiale",
                "filialname",
                "bundesland",
                "gebiet",
                "filialnummer",
                "laden",
                "betrieb",
                "region",
            ],
            &["pays", "marche", "magasin", "point de vente", "region", "boutique"],
            &["pais", "mercado", "tienda", "punto de venta", "provincia", "sucursal"],
        ],
    ),
    (
        Product,
        [
            &[
                "product",
                "products",
                "product name",
                "item",
                "item name",
                "category",
                "product category",
                "brand",
                "sku",
                "lineitem name",
                "upc",
                "segment",
                "product type",
                "line item name",
            ],
            &["produkt", "artikel", "produktname", "kategorie", "warengruppe", "marke", "artikelname"],
            &["produit", "article", "categorie", "marque", "nom du produit"],
            &["producto", "articulo", "categoria", "marca", "nombre del producto"],
        ],
    ),
    (
        Currency,
        [
            &["currency", "currency code", "account currency", "advertiser currency", "currency iso"],
            &["wahrung", "waehrung", "wahrungscode", "waehrungscode"],
            &["devise", "code de devise", "code devise", "monnaie"],
            &["moneda", "divisa", "codigo de moneda"],
        ],
    ),
    (
        Order,
        [
            &[
                "order id",
                "order number",
                "order",
                "order no",
                "transaction id",
                "receipt number",
                "receipt id",
                "invoice number",
                "invoice",
            ],
            &["bestellnummer", "bestellung", "bonnummer", "belegnummer", "auftragsnummer", "rechnungsnummer"],
            &["numero de commande", "commande"],
            &["numero de pedido", "pedido"],
        ],
    ),
    (
        Status,
        [
            &["status", "order status", "financial status", "payment status", "deal stage", "stage", "stage name"],
            &["bestellstatus", "zahlungsstatus", "phase"],
            &["statut", "etat", "etape"],
            &["estado", "etapa"],
        ],
    ),
    (Cancelled, [&["cancelled at", "canceled at"], &["storniert am"], &["annulee le"], &["cancelado el"]]),
    (
        Refund,
        [
            &[
                "refunded amount",
                "amount refunded",
                "refund amount",
                "refunds",
                "refund",
                "order refund amount",
                "returns",
            ],
            &["erstattungsbetrag", "erstattungen", "ruckerstattung", "retouren"],
            &["montant rembourse", "remboursements"],
            &["importe reembolsado", "reembolsos"],
        ],
    ),
    (
        Field::Measure(Measure::Spend),
        [
            &[
                "amount spent",
                "spend",
                "cost",
                "total spent",
                "total cost",
                "ad spend",
                "adspend",
                "media cost",
                "cost in local currency",
                "spend in account currency",
                "net cost",
                "net spend",
                "media spend",
                "costs",
                "media spend net",
                "fee",
                "sponsorship fee",
                "net media cost",
                "investment",
                "net investment",
                "gross cost",
                "gross spend",
                "budget spent",
                "actual spend",
                "booking cost",
                "amount paid",
                "price paid",
                "total spend",
                "spent",
                "expenditure",
                "expense",
                "net net cost",
                "n n cost",
                "cost in usd",
                "spend usd",
                "campaign cost",
                "total fee",
                "rights fee",
                "production cost",
            ],
            &[
                "ausgegebener betrag",
                "kosten",
                "ausgaben",
                "gesamtausgaben",
                "gesamtkosten",
                "werbekosten",
                "mediakosten",
                "netto kosten",
                "nettokosten",
                "netto netto",
                "n n",
                "schaltkosten",
                "honorar",
                "bruttokosten",
                "spendings",
                "mediaspend",
                "investition",
                "werbeausgaben",
                "kosten netto",
                "netto",
                "nettobetrag",
                "aufwand",
            ],
            &[
                "montant depense",
                "cout",
                "depenses",
                "depense",
                "cout total",
                "total depense",
                "investissement",
                "cout net",
                "couts",
                "montant net",
                "budget depense",
            ],
            &[
                "importe gastado",
                "coste",
                "costo",
                "gasto",
                "gasto total",
                "inversion",
                "coste total",
                "costes",
                "cantidad gastada",
                "coste neto",
            ],
        ],
    ),
    (
        Field::Measure(Measure::Impressions),
        [
            &[
                "impressions",
                "impr",
                "imps",
                "impression",
                "total impressions",
                "ad impressions",
                "contacts",
                "views",
                "recipients",
                "delivered",
                "successful deliveries",
                "total recipients",
                "sends",
                "emails sent",
                "sent",
                "emails delivered",
            ],
            &[
                "impressionen",
                "einblendungen",
                "kontakte",
                "empfanger",
                "sichtkontakte",
                "ad impressions",
                "zugestellt",
                "versendet",
            ],
            &["impressions", "contacts", "destinataires", "impr", "envoyes"],
            &["impresiones", "contactos", "destinatarios", "enviados", "impr"],
        ],
    ),
    (
        Field::Measure(Measure::Reach),
        [&["reach", "unique reach", "net reach"], &["reichweite"], &["couverture", "portee"], &["alcance"]],
    ),
    (
        Field::Measure(Measure::Clicks),
        [
            &[
                "link clicks",
                "clicks",
                "clicks destination",
                "inline link clicks",
                "outbound clicks",
                "pin clicks",
                "total clicks",
                "unique clicks",
                "clicks all",
                "click",
            ],
            &["link klicks", "klicks", "klicks auf links", "linkklicks", "eindeutige klicks"],
            &["clics sur un lien", "clics", "clics sur le lien", "clics uniques"],
            &["clics en el enlace", "clics", "clics unicos"],
        ],
    ),
    (
        Field::Measure(Measure::ClaimedConversions),
        [
            &[
                "conversions",
                "results",
                "purchases",
                "complete payment",
                "conv",
                "all conv",
                "key events",
                "total conversions",
                "external website conversions",
                "conversion",
                "leads",
                "website purchases",
            ],
            &["konversionen", "conversions", "ergebnisse", "kaufe", "leads"],
            &["conversions", "resultats", "achats", "prospects"],
            &["conversiones", "resultados", "compras"],
        ],
    ),
    (
        Field::Measure(Measure::ClaimedValue),
        [
            &[
                "conv value",
                "conversion value",
                "purchases conversion value",
                "total conversion value",
                "conversions value",
                "total complete payment value",
                "purchase conversion value",
                "total purchase value",
                "all conv value",
                "website purchases conversion value",
                "total conv value",
            ],
            &[
                "conv wert",
                "conversion wert",
                "conversionwert",
                "wert der kaufe",
                "conversion wert fur kaufe",
                "konversionswert",
            ],
            &["valeur de conv", "valeur de conversion", "valeur de conversion des achats", "valeur conv"],
            &["valor de conv", "valor de conversion", "valor de conversion de compras", "valor conv"],
        ],
    ),
    (
        Field::Measure(Measure::Revenue),
        [
            &[
                "revenue",
                "net revenue",
                "net sales",
                "total sales",
                "sales",
                "sales revenue",
                "turnover",
                "total revenue",
                "gross sales",
                "order total",
                "total",
                "amount",
                "gross revenue",
                "sales value",
                "dollar sales",
                "dollars",
                "value sales",
                "takings",
                "sales amount",
                "purchase revenue",
                "net amount",
                "order amount",
                "gmv",
                "subtotal",
                "value",
            ],
            &[
                "umsatz",
                "nettoumsatz",
                "umsatz netto",
                "erlos",
                "erlose",
                "gesamtumsatz",
                "bruttoumsatz",
                "umsatz brutto",
                "betrag",
                "bestellwert",
                "tagesumsatz",
                "einnahmen",
                "gesamtbetrag",
                "bestellsumme",
                "kassenumsatz",
                "summe",
            ],
            &[
                "chiffre d affaires",
                "ca",
                "ca net",
                "ca ht",
                "ventes",
                "revenu",
                "revenus",
                "montant",
                "ventes nettes",
                "ca ttc",
                "montant total",
                "recettes",
            ],
            &["ingresos", "ventas", "facturacion", "importe", "ventas netas", "total ventas", "importe total"],
        ],
    ),
    (
        Field::Measure(Measure::Orders),
        [
            &[
                "orders",
                "transactions",
                "receipts",
                "baskets",
                "number of orders",
                "order count",
                "tickets",
                "purchases count",
                "trips",
            ],
            &[
                "bestellungen",
                "bons",
                "belege",
                "transaktionen",
                "anzahl bons",
                "kassenbons",
                "anzahl bestellungen",
                "auftrage",
            ],
            &["commandes", "transactions", "tickets", "nombre de commandes", "nombre de tickets"],
            &["pedidos", "transacciones", "tickets", "numero de pedidos"],
        ],
    ),
    (
        Field::Measure(Measure::Units),
        [
            &[
                "units",
                "units sold",
                "quantity",
                "unit sales",
                "items sold",
                "lineitem quantity",
                "qty",
                "volume",
                "volume sales",
            ],
            &["menge", "stuck", "stuckzahl", "absatz", "anzahl", "verkaufte einheiten"],
            &["quantite", "unites", "unites vendues", "volumes", "ventes volume"],
            &["cantidad", "unidades", "unidades vendidas"],
        ],
    ),
    (
        Field::Measure(Measure::NewCustomers),
        [
            &["new customers", "first time customers", "new buyers"],
            &["neukunden", "neue kunden"],
            &["nouveaux clients"],
            &["nuevos clientes", "clientes nuevos"],
        ],
    ),
    (
        Field::Measure(Measure::CostOfGoods),
        [
            &["cost of goods", "cogs", "cost of goods sold", "cost of sales"],
            &["wareneinsatz", "warenkosten", "einstandskosten"],
            &["cout des marchandises", "cout d achat"],
            &["coste de ventas", "coste de mercancias"],
        ],
    ),
    (
        Field::Measure(Measure::RatingPoints),
        [
            &["grps", "grp", "trps", "trp", "tvrs", "rating points", "gross rating points"],
            &["grp ist", "bruttoreichweite"],
            &["grp"],
            &["grp", "grps"],
        ],
    ),
    (
        Field::Measure(Measure::Visits),
        [
            &["sessions", "visits", "footfall", "store visits", "visitors"],
            &["sitzungen", "besuche", "besucher", "frequenz"],
            &["sessions", "visites"],
            &["sesiones", "visitas"],
        ],
    ),
    (
        Field::Measure(Measure::Level),
        [
            &[
                "average list price",
                "list price",
                "price",
                "average price",
                "avg price",
                "unit price",
                "price index",
                "discount",
                "promotion depth",
                "promo depth",
                "average selling price",
                "exchange rate",
                "rate",
                "fx rate",
                "distribution",
                "acv",
                "acv weighted distribution",
                "temperature",
                "index",
            ],
            &[
                "listenpreis",
                "durchschnittspreis",
                "preis",
                "rabatt",
                "wechselkurs",
                "kurs",
                "preisindex",
                "verkaufspreis",
            ],
            &["prix", "prix moyen", "remise", "taux de change", "cours", "taux"],
            &["precio", "precio medio", "descuento", "tipo de cambio", "tasa"],
        ],
    ),
    (
        Field::Measure(Measure::Event),
        [
            &["promotion", "promo", "on promotion", "holiday", "event flag"],
            &["feiertag", "promotion ja nein"],
            &["promotion", "jour ferie"],
            &["promocion", "festivo"],
        ],
    ),
    (
        Ignored,
        [
            &[
                "campaign id",
                "ad id",
                "ad group id",
                "ad set id",
                "account id",
                "id",
                "ad name",
                "result indicator",
                "note",
                "notes",
                "comment",
                "comments",
                "url",
                "attribution setting",
                "campaign status",
                "ad status",
                "delivery",
                "delivery status",
                "description",
                "record id",
                "hour",
                "time of day",
                "device",
                "device type",
                "taxes",
                "tax",
                "shipping",
                "discount amount",
                "discount code",
                "reporting",
            ],
            &["notiz", "bemerkung", "kampagnen id", "kommentar", "kampagnenstatus"],
            &["commentaire", "remarque", "identifiant"],
            &["nota", "comentario", "identificador"],
        ],
    ),
];

/// Words of ratios, which follow from other columns.
const RATIOS: &[&str] = &[
    "ctr",
    "cpc",
    "cpm",
    "cpa",
    "cpv",
    "cpl",
    "cpp",
    "roas",
    "acos",
    "frequency",
    "per",
    "avg",
    "average",
    "rate",
    "share",
    "ratio",
    "durchschn",
    "durchschnittliche",
    "frequenz",
    "pro",
    "par",
    "por",
    "haufigkeit",
    "repetition",
    "frecuencia",
    "moyen",
    "moyenne",
    "medio",
    "taux",
    "rang",
    "rank",
    "position",
    "score",
    "percent",
    "quote",
    "top",
    "lost",
];

/// Names of media: a column that is called so in a table of one column a channel holds what the channel cost.
const MEDIA: &[&str] = &[
    "tv",
    "television",
    "radio",
    "print",
    "ooh",
    "outdoor",
    "facebook",
    "meta",
    "instagram",
    "google",
    "youtube",
    "search",
    "sem",
    "sea",
    "social",
    "display",
    "video",
    "tiktok",
    "linkedin",
    "pinterest",
    "snapchat",
    "twitter",
    "bing",
    "microsoft",
    "affiliate",
    "influencer",
    "programmatic",
    "cinema",
    "kino",
    "podcast",
    "shopping",
    "newspaper",
    "magazine",
    "amazon",
    "dooh",
    "ctv",
    "direct mail",
    "sponsoring",
    "zeitung",
    "plakat",
];

/// What a name says, and how well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// What the column is.
    pub(super) field: Field,
    /// The place of the name in its list: lower is better.
    pub(super) rank: u32,
    /// The language of the name: 0 for English.
    pub(super) language: usize,
}

/// The meaning of a header that is a usual name, with its brackets or without.
pub(super) fn exact(title: &Title) -> Option<Meaning> {
    lookup(&title.full).or_else(|| lookup(&title.bare))
}

fn lookup(name: &str) -> Option<Meaning> {
    TABLE.iter().find_map(|&(field, languages)| {
        languages.iter().enumerate().find_map(|(language, names)| {
            let at = names.iter().position(|known| *known == name)?;
            Some(Meaning { field, rank: at as u32, language })
        })
    })
}

/// The meaning of a header that has all words of a usual name among others, the longest such name.
pub(super) fn similar(title: &Title) -> Option<Meaning> {
    if is_ratio(title) {
        return None;
    }
    let text = format!(" {} ", title.full);
    let names = TABLE.iter().flat_map(|&(field, languages)| {
        languages.into_iter().enumerate().flat_map(move |(language, names)| {
            names.iter().enumerate().map(move |(at, name)| (name, Meaning { field, rank: 100 + at as u32, language }))
        })
    });
    let contained = names.filter(|(name, _)| name.len() >= 4 && text.contains(&format!(" {name} ")));
    contained.max_by_key(|(name, meaning)| (name.len(), std::cmp::Reverse(meaning.rank))).map(|(_, meaning)| meaning)
}

/// Whether the header names a ratio of other columns.
pub(super) fn is_ratio(title: &Title) -> bool {
    title.full.split(' ').any(|word| RATIOS.contains(&word))
}

/// Whether the header names a medium.
pub(super) fn is_medium(title: &Title) -> bool {
    title.full.split(' ').any(|word| MEDIA.contains(&word))
}

/// The mark that people who speak the language use.
pub(super) fn usual_mark(language: usize) -> DecimalMark {
    if language == 0 { DecimalMark::Point } else { DecimalMark::Comma }
}

#[cfg(test)]
mod tests {
    use super::super::title::fold;
    use super::*;

    fn check(header: &str, expected: Field) {
        let title = Title::of(header);
        assert_eq!(exact(&title).or_else(|| similar(&title)).map(|m| m.field), Some(expected), "{header}");
    }

    #[test]
    fn names_are_folded() {
        for (_, languages) in TABLE {
            for name in languages.iter().flat_map(|names| names.iter()) {
                assert_eq!(&fold(name), name);
            }
        }
    }

    #[test]
    fn usual_names_are_known() {
        check("Woche ab", Field::Date(Period::Week));
        check("Kosten", Field::Measure(Measure::Spend));
        check("Coût", Field::Measure(Measure::Spend));
        check("Importe gastado (EUR)", Field::Measure(Measure::Spend));
        check("Umsatz USD", Field::Measure(Measure::Revenue));
        check("Bons", Field::Measure(Measure::Orders));
        check("Impr.", Field::Measure(Measure::Impressions));
        check("Clicks (destination)", Field::Measure(Measure::Clicks));
        check("Net cost EUR", Field::Measure(Measure::Spend));
        check("Start Date (in UTC)", Field::From);
        check("fee_usd", Field::Measure(Measure::Spend));
        check("Total TV spend", Field::Measure(Measure::Spend));
        check("Conv.-Wert", Field::Measure(Measure::ClaimedValue));
        check("Währungscode", Field::Currency);
    }

    #[test]
    fn ratios_are_not_amounts() {
        for header in ["Cost per result", "CPM (cost per 1,000 impressions)", "Avg. CPC", "Conv. rate", "CTR"] {
            let title = Title::of(header);
            assert_eq!(exact(&title).or_else(|| similar(&title)), None, "{header}");
        }
    }
}
