//! Plans of television, radio, cinema and print: flights with a first day, a last day and a cost.

use super::super::fact::Platform;
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::MediaPlan,
    own: &[
        "flight",
        "grps",
        "grp",
        "trps",
        "net cost",
        "station",
        "publication",
        "daypart",
        "insertion date",
        "sender",
        "spot",
        "spots",
        "spot length",
        "on air from",
        "publisher",
        "erscheinungstermin",
        "netto kosten",
        "chaine",
        "cadena",
        "programme",
        "vehicle",
        "sendedatum",
        "nettokosten",
        "verlag",
        "titel",
    ],
    usual: &[
        "channel",
        "from",
        "to",
        "start",
        "end",
        "start date",
        "end date",
        "von",
        "bis",
        "kosten",
        "cost",
        "budget",
        "format",
        "campaign",
        "debut",
        "fin",
        "cout",
        "inicio",
        "coste",
        "kanal",
        "du",
        "au",
        "desde",
        "hasta",
    ],
    hints: &[
        "tv",
        "television",
        "radio",
        "print",
        "broadcast",
        "cinema",
        "kino",
        "flight",
        "flighting",
        "spotplan",
        "mediaplan",
        "media plan",
        "streuplan",
        "plan tv",
        "plan media",
        "plan de medios",
        "newspaper",
        "press",
        "magazine",
        "presse",
        "zeitung",
    ],
    fits: |m| {
        (m.is_dated() && m.has_any(&[super::super::fact::Measure::Spend])).then(|| 1 + 2 * u32::from(m.has_end()))
    },
    ..Recogniser::FLIGHTS
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_headers_are_known() {
        let text = "Brand - TV plan (EUR net)\n\nFlight,Channel,From,To,GRPs,Net cost EUR\nFlight 1,Cable mix,2024-04-16,2024-05-11,1285,70728.7\n";
        check_recognised("plan.csv", text, Platform::MediaPlan);
        let german = "Sender;Von;Bis;GRP;Netto-Kosten (EUR)\nPro;16.04.2024;11.05.2024;128,5;70.728,70\n";
        check_recognised("spots.csv", german, Platform::MediaPlan);
        let lengths = "TV plan\nFlight,Channel,Start,Weeks,Cost EUR\nSpring,Cable,2024-04-15,4,70728.7\n";
        check_recognised("plan.csv", lengths, Platform::MediaPlan);
    }
}
