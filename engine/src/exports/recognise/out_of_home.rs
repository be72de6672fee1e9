//! Posters and screens: sites booked from a day to a day.

use super::super::fact::Platform;
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::OutOfHome,
    own: &[
        "site",
        "panel",
        "panels",
        "poster",
        "in charge",
        "in charge date",
        "out of charge",
        "stellplatz",
        "aushang ab",
        "standort",
        "face",
        "faces",
        "emplacement",
        "frame",
        "frames",
        "billboard",
        "soporte",
    ],
    usual: &[
        "start", "end", "cost", "from", "to", "format", "city", "operator", "von", "bis", "kosten", "debut", "fin",
        "cout", "inicio", "coste",
    ],
    hints: &[
        "ooh",
        "dooh",
        "outdoor",
        "poster",
        "posters",
        "billboard",
        "billboards",
        "out of home",
        "plakat",
        "plakate",
        "affichage",
        "exterior",
        "aussenwerbung",
        "site list",
    ],
    fields: &[
        ("site", super::super::reading::Field::Group),
        ("panel", super::super::reading::Field::Group),
        ("operator", super::super::reading::Field::Kind),
        ("city", super::super::reading::Field::Market),
    ],
    ..Recogniser::FLIGHTS
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_headers_are_known() {
        let text = "Site;Start;End;Cost (USD)\nPoster site 1;01/01/2024;27/01/2024;39.778,26\n";
        check_recognised("bookings.csv", text, Platform::OutOfHome);
        let french = "Emplacement;Début;Fin;Coût (EUR)\nGare;01/01/2024;27/01/2024;39 778,26\n";
        check_recognised("affichage.csv", french, Platform::OutOfHome);
    }
}
