//! Privacy at the door: columns that look like personal data, by header in four languages and by content.
//!
//! They are not read unless the user maps them by hand; the user sees which were left out and why.

use super::title::Title;
use serde::{Deserialize, Serialize};

/// What kind of personal data a column looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Personal {
    /// Email addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// Names of people.
    Name,
    /// Where people live.
    Address,
    /// Internet addresses.
    InternetAddress,
    /// Identifiers of devices, browsers or people.
    Device,
    /// Dates of birth, sex and the like.
    Attribute,
}

/// Words of headers; a header is personal where one of these is among its words, in this order.
const HEADERS: &[(Personal, &[&str])] = &[
    (Personal::Email, &["email", "e mail", "emails", "mail", "courriel", "correo", "mailadresse", "emailadresse"]),
    (
        Personal::Phone,
        &[
            "phone",
            "telephone",
            "mobile",
            "cell",
            "fax",
            "telefon",
            "telefonnummer",
            "handy",
            "telefono",
            "movil",
            "tel",
        ],
    ),
    (
        Personal::Name,
        &[
            "first name",
            "last name",
            "full name",
            "surname",
            "given name",
            "family name",
            "middle name",
            "billing name",
            "shipping name",
            "customer name",
            "contact name",
            "buyer name",
            "recipient name",
            "cardholder",
            "card name",
            "vorname",
            "nachname",
            "kundenname",
            "ansprechpartner",
            "prenom",
            "nom de famille",
            "nom du client",
            "apellido",
            "apellidos",
            "nombre del cliente",
            "firstname",
            "lastname",
            "fullname",
            "customer",
            "kunde",
            "client",
            "cliente",
            "contact",
            "kontakt",
            "organiser",
            "organizer",
            "deal owner",
            "contact owner",
            "opportunity owner",
            "owner",
            "employee",
            "cashier",
            "kassierer",
            "username",
            "user name",
            "cardholder name",
            "created by",
        ],
    ),
    (
        Personal::Address,
        &[
            "address",
            "address 1",
            "address 2",
            "street",
            "zip",
            "postcode",
            "postal code",
            "zip code",
            "adresse",
            "strasse",
            "plz",
            "postleitzahl",
            "rue",
            "code postal",
            "direccion",
            "calle",
            "codigo postal",
            "billing city",
            "shipping city",
            "mailing city",
            "hausnummer",
            "address line",
            "billing company",
            "shipping company",
            "latitude",
            "longitude",
        ],
    ),
    (Personal::InternetAddress, &["ip", "ip address", "ipv 4", "ipv 6", "ip adresse", "adresse ip", "direccion ip"]),
    (
        Personal::Device,
        &[
            "device id",
            "idfa",
            "idfv",
            "gaid",
            "maid",
            "madid",
            "advertising id",
            "android id",
            "cookie id",
            "user pseudo id",
            "user id",
            "client id",
            "visitor id",
            "gclid",
            "fbclid",
            "msclkid",
            "user agent",
            "customer id",
            "contact id",
            "contact ids",
            "fingerprint",
            "ssn",
            "passport",
            "iban",
            "card id",
        ],
    ),
    (
        Personal::Attribute,
        &[
            "birthday",
            "birth date",
            "date of birth",
            "dob",
            "geburtsdatum",
            "geburtstag",
            "fecha de nacimiento",
            "date de naissance",
            "gender",
            "geschlecht",
            "sexe",
            "sexo",
        ],
    ),
];

/// Words beside which a header speaks of things counted or sent, not of a person.
const NOT_PERSONAL: &[&str] = &[
    "campaign",
    "kampagne",
    "campagne",
    "campana",
    "type",
    "typ",
    "spend",
    "cost",
    "clicks",
    "opens",
    "sent",
    "rate",
    "count",
    "impressions",
    "subject",
    "revenue",
    "device type",
    "marketing",
    "new",
    "returning",
    "number",
    "orders",
    "app",
    "channel",
    "ad",
    "sales",
    "share",
    "price",
    "visits",
    "sessions",
    "total",
    "consumer",
    "list",
    "delivered",
    "status",
    "group",
    "segment",
    "country",
    "region",
    "conversions",
    "page",
    "web",
    "budget",
    "ausgaben",
    "kosten",
];

/// What kind of personal data the header names.
pub(super) fn by_header(title: &Title) -> Option<Personal> {
    let text = format!(" {} ", title.full);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(&format!(" {word} ")));
    if has(NOT_PERSONAL) {
        return None;
    }
    HEADERS.iter().find(|(_, words)| has(words)).map(|(kind, _)| *kind)
}

/// What kind of personal data most of the cells are.
pub(super) fn by_content<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> Option<Personal> {
    let filled = cells.clone().filter(|cell| !cell.trim().is_empty()).count();
    let most = |is: fn(&str) -> bool| filled > 0 && cells.clone().filter(|cell| is(cell)).count() * 2 > filled;
    let kinds: [(Personal, fn(&str) -> bool); 4] = [
        (Personal::Email, has_email),
        (Personal::InternetAddress, is_internet_address),
        (Personal::Phone, is_phone),
        (Personal::Device, is_device),
    ];
    kinds.into_iter().find(|&(_, is)| most(is)).map(|(kind, _)| kind)
}

/// Whether an email address stands in the text.
pub(super) fn has_email(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || "._+-".contains(c));
        let host = &text[at + 1..];
        let end = host.find(|c: char| !(c.is_alphanumeric() || ".-".contains(c))).unwrap_or(host.len());
        let host = host[..end].trim_end_matches('.');
        before && host.find('.').is_some_and(|dot| dot > 0) && !host.ends_with('-')
    })
}

/// The text with a note in place of every word with an email address.
pub(super) fn without_email(text: &str) -> String {
    let hide = |word| if has_email(word) { "(email left out)" } else { word };
    text.split(' ').map(hide).collect::<Vec<_>>().join(" ")
}

fn is_internet_address(text: &str) -> bool {
    let text = text.trim();
    let four = text.split('.').count() == 4 && text.split('.').all(|part| part.parse::<u8>().is_ok());
    let six = text.matches(':').count() >= 4 && text.chars().all(|c| c.is_ascii_hexdigit() || c == ':');
    four || six
}

/// +49 30 1234567, (800) 555-0101: a plus or brackets in front, or groups of digits that are no date and no number.
fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = text.chars().all(|c| c.is_ascii_digit() || "+()-/. ".contains(c));
    let written_so = text.starts_with('+') && !text.contains('.') || text.starts_with('(') && text.contains(") ");
    (8..=15).contains(&digits) && signs && written_so
}

/// 38400000-8cf0-11bd-b23e-10b96e40000d, or a SHA-256.
fn is_device(text: &str) -> bool {
    let text = text.trim();
    let hex = |part: &str, length: usize| part.len() == length && part.chars().all(|c| c.is_ascii_hexdigit());
    let groups: Vec<&str> = text.split('-').collect();
    let uuid = groups.len() == 5 && groups.iter().zip([8, 4, 4, 4, 12]).all(|(part, length)| hex(part, length));
    uuid || hex(text, 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: Option<Personal>) {
        assert_eq!(by_header(&Title::of(header)), expected, "{header}");
    }

    #[test]
    fn headers_of_four_languages_are_known() {
        check("contact_email", Some(Personal::Email));
        check("E-Mail-Adresse", Some(Personal::Email));
        check("Billing Name", Some(Personal::Name));
        check("Vorname", Some(Personal::Name));
        check("Prénom", Some(Personal::Name));
        check("Apellidos", Some(Personal::Name));
        check("Shipping Phone", Some(Personal::Phone));
        check("Téléphone", Some(Personal::Phone));
        check("Straße", Some(Personal::Address));
        check("Billing Address1", Some(Personal::Address));
        check("IP address", Some(Personal::InternetAddress));
        check("Device ID", Some(Personal::Device));
        check("user_pseudo_id", Some(Personal::Device));
    }

    #[test]
    fn names_of_things_are_not_personal() {
        for header in ["Campaign name", "Account Name", "Email campaign", "Name", "Device", "Ad name", "Deal Name"] {
            check(header, None);
        }
        for header in ["email_spend", "Customer type", "New customers", "Mobile app sales", "Client count"] {
            check(header, None);
        }
    }

    fn check_content(cells: &[&str], expected: Option<Personal>) {
        assert_eq!(by_content(cells.iter().copied()), expected, "{cells:?}");
    }

    #[test]
    fn content_is_known() {
        check_content(&["a@b.example", "", "c.d@e.co.uk"], Some(Personal::Email));
        check_content(&["+49 30 1234567", "(800) 555-0101"], Some(Personal::Phone));
        check_content(&["192.168.0.1"], Some(Personal::InternetAddress));
        check_content(&["38400000-8cf0-11bd-b23e-10b96e40000d"], Some(Personal::Device));
        check_content(&["2024-01-01", "31.01.2024", "1.234.567", "(1,234.50)", "20240101", "12:30"], None);
        check_content(&["Brand @ Home", "us_en_search"], None);
    }

    #[test]
    fn addresses_in_names_are_hidden() {
        assert_eq!(without_email("Win back bob@example.org now"), "Win back (email left out) now");
        assert_eq!(without_email("Brand @ Home"), "Brand @ Home");
    }
}
