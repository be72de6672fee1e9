//! The zones' rules, from version 2026f of the IANA time zone database, from 2012 to 2037.
//!
//! Zones whose clocks were the same in all that time are one entry. Offsets and times are in quarters of an hour.

use super::{Group, Summer};

const fn zone(
    names: &'static str,
    also: &'static str,
    standard: i8,
    summer: Option<Summer>,
    before: &'static [(i32, i8)],
) -> Group {
    Group { names, also, standard, summer, before }
}

const fn summer(offset: i8, begins: (i8, i8, i8, i16), ends: (i8, i8, i8, i16)) -> Summer {
    Summer { offset, begins, ends }
}

/// All entries, from west to east.
#[rustfmt::skip]
pub(super) const GROUPS: &[Group] = &[
    zone("Pacific/Midway Pacific/Niue Pacific/Pago_Pago", "Pacific/Samoa US/Samoa", -44, None, &[]),
    zone("Pacific/Honolulu Pacific/Rarotonga Pacific/Tahiti", "Pacific/Johnston US/Hawaii", -40, None, &[]),
    zone("America/Adak", "America/Atka US/Aleutian", -40, Some(summer(-36, (3, 2, 0, 8), (11, 1, 0, 8))), &[]),
    zone("Pacific/Marquesas", "", -38, None, &[]),
    zone("Pacific/Gambier", "", -36, None, &[]),
    zone(
        "America/Metlakatla",
        "",
        -36,
        Some(summer(-32, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[
            (1607080, -32), (1619852, -36), (1642696, -32), (1654796, -36), (1677640, -32), (1689740, -36),
            (1719976, -32),
        ],
    ),
    zone(
        "America/Anchorage America/Juneau America/Nome America/Sitka America/Yakutat",
        "US/Alaska",
        -36,
        Some(summer(-32, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[],
    ),
    zone("Pacific/Pitcairn", "", -32, None, &[]),
    zone(
        "America/Los_Angeles America/Tijuana",
        "America/Ensenada America/Santa_Isabel Mexico/BajaNorte US/Pacific",
        -32,
        Some(summer(-28, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[],
    ),
    zone(
        "America/Fort_Nelson",
        "",
        -28,
        None,
        &[
            (1479400, -32), (1502244, -28), (1514344, -32), (1537188, -28), (1549288, -32), (1572132, -28),
            (1584232, -32),
        ],
    ),
    zone(
        "America/Dawson America/Whitehorse",
        "Canada/Yukon",
        -28,
        None,
        &[
            (1479400, -32), (1502244, -28), (1514344, -32), (1537188, -28), (1549288, -32), (1572132, -28),
            (1584232, -32), (1607076, -28), (1619848, -32), (1642692, -28), (1654792, -32), (1677636, -28),
            (1689736, -32), (1712580, -28), (1724680, -32), (1747524, -28), (1759624, -32),
        ],
    ),
    zone(
        "America/Vancouver",
        "Canada/Pacific",
        -28,
        None,
        &[
            (1479400, -32), (1502244, -28), (1514344, -32), (1537188, -28), (1549288, -32), (1572132, -28),
            (1584232, -32), (1607076, -28), (1619848, -32), (1642692, -28), (1654792, -32), (1677636, -28),
            (1689736, -32), (1712580, -28), (1724680, -32), (1747524, -28), (1759624, -32), (1782468, -28),
            (1795240, -32), (1818084, -28), (1830184, -32), (1853028, -28), (1865128, -32), (1887972, -28),
            (1900072, -32), (1922916, -28), (1935016, -32), (1957860, -28), (1969960, -32),
        ],
    ),
    zone(
        "America/Mazatlan",
        "Mexico/BajaSur",
        -28,
        None,
        &[
            (1481412, -28), (1501568, -24), (1517028, -28), (1536512, -24), (1551972, -28), (1571456, -24),
            (1586916, -28), (1606400, -24), (1621860, -28), (1642016, -24), (1656804, -28), (1676960, -24),
            (1691748, -28), (1711904, -24), (1727364, -28), (1746848, -24), (1762308, -28), (1781792, -24),
            (1797252, -28), (1817408, -24), (1832196, -28), (1852352, -24),
        ],
    ),
    zone("America/Creston America/Dawson_Creek America/Hermosillo America/Phoenix", "US/Arizona", -28, None, &[]),
    zone(
        "America/Ciudad_Juarez",
        "",
        -28,
        Some(summer(-24, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[
            (1479396, -28), (1502240, -24), (1514340, -28), (1537184, -24), (1549284, -28), (1572128, -24),
            (1584228, -28), (1607072, -24), (1619844, -28), (1642688, -24), (1654788, -28), (1677632, -24),
            (1689732, -28), (1712576, -24), (1724676, -28), (1747520, -24), (1759620, -28), (1782464, -24),
            (1795236, -28), (1818080, -24), (1830180, -28), (1855320, -24),
        ],
    ),
    zone(
        "America/Boise America/Cambridge_Bay America/Denver",
        "America/Shiprock Navajo US/Mountain",
        -28,
        Some(summer(-24, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[],
    ),
    zone(
        "America/Edmonton America/Inuvik",
        "America/Yellowknife Canada/Mountain",
        -24,
        None,
        &[
            (1479396, -28), (1502240, -24), (1514340, -28), (1537184, -24), (1549284, -28), (1572128, -24),
            (1584228, -28), (1607072, -24), (1619844, -28), (1642688, -24), (1654788, -28), (1677632, -24),
            (1689732, -28), (1712576, -24), (1724676, -28), (1747520, -24), (1759620, -28), (1782464, -24),
            (1795236, -28), (1818080, -24), (1830180, -28), (1853024, -24), (1865124, -28), (1887968, -24),
            (1900068, -28), (1922912, -24), (1935012, -28), (1957856, -24), (1969956, -28),
        ],
    ),
    zone(
        "America/Bahia_Banderas America/Merida America/Mexico_City America/Monterrey",
        "Mexico/General",
        -24,
        None,
        &[
            (1481408, -24), (1501564, -20), (1517024, -24), (1536508, -20), (1551968, -24), (1571452, -20),
            (1586912, -24), (1606396, -20), (1621856, -24), (1642012, -20), (1656800, -24), (1676956, -20),
            (1691744, -24), (1711900, -20), (1727360, -24), (1746844, -20), (1762304, -24), (1781788, -20),
            (1797248, -24), (1817404, -20), (1832192, -24), (1852348, -20),
        ],
    ),
    zone(
        "America/Chihuahua",
        "",
        -24,
        None,
        &[
            (1481412, -28), (1501568, -24), (1517028, -28), (1536512, -24), (1551972, -28), (1571456, -24),
            (1586916, -28), (1606400, -24), (1621860, -28), (1642016, -24), (1656804, -28), (1676960, -24),
            (1691748, -28), (1711904, -24), (1727364, -28), (1746848, -24), (1762308, -28), (1781792, -24),
            (1797252, -28), (1817408, -24), (1832196, -28),
        ],
    ),
    zone(
        "America/Belize America/Costa_Rica America/El_Salvador America/Guatemala America/Managua \
        America/Regina America/Swift_Current America/Tegucigalpa Pacific/Galapagos",
        "Canada/Saskatchewan",
        -24,
        None,
        &[],
    ),
    zone(
        "America/Ojinaga",
        "",
        -24,
        Some(summer(-20, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[
            (1479396, -28), (1502240, -24), (1514340, -28), (1537184, -24), (1549284, -28), (1572128, -24),
            (1584228, -28), (1607072, -24), (1619844, -28), (1642688, -24), (1654788, -28), (1677632, -24),
            (1689732, -28), (1712576, -24), (1724676, -28), (1747520, -24), (1759620, -28), (1782464, -24),
            (1795236, -28), (1818080, -24), (1830180, -28), (1853020, -24),
        ],
    ),
    zone(
        "America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Matamoros America/Menominee \
        America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem \
        America/Rankin_Inlet America/Resolute",
        "America/Knox_IN US/Central US/Indiana-Starke",
        -24,
        Some(summer(-20, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[],
    ),
    zone(
        "Pacific/Easter",
        "Chile/EasterIsland",
        -24,
        Some(summer(-20, (9, 1, 6, 88), (4, 1, 6, 88))),
        &[
            (1484076, -20), (1496176, -24), (1519020, -20), (1531792, -24), (1553964, -20), (1566736, -24),
            (1625868, -20), (1634608, -24), (1660812, -20), (1669552, -24), (1695756, -20), (1704496, -24),
            (1727340, -20), (1742128, -24), (1762284, -20), (1777072, -24), (1797228, -20), (1812016, -24),
            (1832172, -20), (1847632, -24),
        ],
    ),
    zone(
        "America/Winnipeg",
        "America/Rainy_River Canada/Central",
        -20,
        None,
        &[
            (1479392, -24), (1502236, -20), (1514336, -24), (1537180, -20), (1549280, -24), (1572124, -20),
            (1584224, -24), (1607068, -20), (1619840, -24), (1642684, -20), (1654784, -24), (1677628, -20),
            (1689728, -24), (1712572, -20), (1724672, -24), (1747516, -20), (1759616, -24), (1782460, -20),
            (1795232, -24), (1818076, -20), (1830176, -24), (1853020, -20), (1865120, -24), (1887964, -20),
            (1900064, -24), (1922908, -20), (1935008, -24), (1957852, -20), (1969952, -24),
        ],
    ),
    zone(
        "America/Cancun",
        "",
        -20,
        None,
        &[
            (1481408, -24), (1501564, -20), (1517024, -24), (1536508, -20), (1551968, -24), (1571452, -20),
            (1580864, -24),
        ],
    ),
    zone("America/Eirunepe America/Rio_Branco", "America/Porto_Acre Brazil/Acre", -20, None, &[(1537840, -16)]),
    zone(
        "America/Atikokan America/Bogota America/Cayman America/Guayaquil America/Jamaica America/Lima \
        America/Panama",
        "America/Coral_Harbour Jamaica",
        -20,
        None,
        &[],
    ),
    zone(
        "America/Havana",
        "Cuba",
        -20,
        Some(summer(-16, (3, 2, 0, 0), (11, 1, 0, 4))),
        &[
            (1481396, -20), (1502228, -16), (1514324, -20), (1537172, -16), (1549268, -20), (1572116, -16),
            (1584212, -20), (1607060, -16), (1619828, -20), (1642676, -16), (1654772, -20), (1677620, -16),
            (1689716, -20), (1712564, -16), (1724660, -20), (1747508, -16), (1759604, -20), (1782452, -16),
            (1795220, -20), (1818068, -16), (1830164, -20), (1853012, -16), (1865108, -20), (1887956, -16),
            (1900052, -20), (1922900, -16), (1934996, -20), (1957844, -16), (1969940, -20), (2005556, -16),
        ],
    ),
    zone(
        "America/Port-au-Prince",
        "",
        -20,
        Some(summer(-16, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[
            (1479388, -20), (1502232, -16), (1514332, -20), (1537176, -16), (1549276, -20), (1572120, -16),
            (1584220, -20), (1607064, -16), (1642680, -20),
        ],
    ),
    zone(
        "America/Grand_Turk",
        "",
        -20,
        Some(summer(-16, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[
            (1479388, -20), (1502232, -16), (1514332, -20), (1537176, -16), (1549276, -20), (1572120, -16),
            (1584220, -20), (1689724, -16),
        ],
    ),
    zone(
        "America/Detroit America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Petersburg \
        America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Iqaluit \
        America/Kentucky/Louisville America/Kentucky/Monticello America/Nassau America/New_York \
        America/Toronto",
        "America/Fort_Wayne America/Indianapolis America/Louisville America/Montreal America/Nipigon \
        America/Pangnirtung America/Thunder_Bay Canada/Eastern US/East-Indiana US/Eastern US/Michigan",
        -20,
        Some(summer(-16, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[],
    ),
    zone(
        "America/Campo_Grande America/Cuiaba",
        "",
        -16,
        None,
        &[
            (1478028, -12), (1500880, -16), (1512300, -12), (1535824, -16), (1547244, -12), (1570768, -16),
            (1582860, -12), (1605712, -16), (1617804, -12), (1640656, -16), (1652748, -12), (1675600, -16),
            (1687692, -12), (1712560, -16), (1722636, -12),
        ],
    ),
    zone("America/Caracas", "", -16, None, &[(1624540, -18)]),
    zone(
        "America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon \
        America/Boa_Vista America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Guyana \
        America/Kralendijk America/La_Paz America/Lower_Princes America/Manaus America/Marigot \
        America/Martinique America/Montserrat America/Port_of_Spain America/Porto_Velho America/Puerto_Rico \
        America/Santo_Domingo America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas \
        America/St_Vincent America/Tortola",
        "America/Virgin Brazil/West",
        -16,
        None,
        &[],
    ),
    zone(
        "America/Glace_Bay America/Goose_Bay America/Halifax America/Moncton America/Thule Atlantic/Bermuda",
        "Canada/Atlantic",
        -16,
        Some(summer(-12, (3, 2, 0, 8), (11, 1, 0, 8))),
        &[],
    ),
    zone(
        "America/Santiago",
        "Chile/Continental",
        -16,
        Some(summer(-12, (9, 1, 6, 96), (4, 1, 6, 96))),
        &[
            (1484076, -12), (1496176, -16), (1519020, -12), (1531792, -16), (1553964, -12), (1566736, -16),
            (1625868, -12), (1634608, -16), (1660812, -12), (1669552, -16), (1695756, -12), (1704496, -16),
            (1727340, -12), (1742128, -16), (1762284, -12), (1777072, -16), (1797228, -12), (1812016, -16),
            (1832172, -12), (1847632, -16),
        ],
    ),
    zone("America/St_Johns", "Canada/Newfoundland", -14, Some(summer(-10, (3, 2, 0, 8), (11, 1, 0, 8))), &[]),
    zone(
        "America/Sao_Paulo",
        "Brazil/East",
        -12,
        None,
        &[
            (1478024, -8), (1500876, -12), (1512296, -8), (1535820, -12), (1547240, -8), (1570764, -12),
            (1582856, -8), (1605708, -12), (1617800, -8), (1640652, -12), (1652744, -8), (1675596, -12),
            (1687688, -8), (1712556, -12), (1722632, -8),
        ],
    ),
    zone("America/Bahia", "", -12, None, &[(1478024, -8)]),
    zone(
        "America/Montevideo",
        "",
        -12,
        None,
        &[
            (1479376, -8), (1499540, -12), (1514320, -8), (1534484, -12), (1549264, -8), (1569428, -12),
            (1584208, -8),
        ],
    ),
    zone(
        "America/Asuncion",
        "",
        -12,
        None,
        &[
            (1482060, -12), (1499536, -16), (1515660, -12), (1534480, -16), (1550604, -12), (1569424, -16),
            (1585548, -12), (1604368, -16), (1621164, -12), (1639312, -16), (1656108, -12), (1674256, -16),
            (1691052, -12), (1709872, -16), (1725996, -12), (1744816, -16), (1760940, -12), (1779760, -16),
            (1796556, -12), (1814704, -16), (1831500, -12), (1849648, -16), (1866444, -12), (1884592, -16),
            (1901388, -12), (1920208, -16),
        ],
    ),
    zone(
        "America/Punta_Arenas",
        "",
        -12,
        None,
        &[
            (1484076, -12), (1496176, -16), (1519020, -12), (1531792, -16), (1553964, -12), (1566736, -16),
            (1625868, -12), (1634608, -16),
        ],
    ),
    zone(
        "America/Coyhaique",
        "",
        -12,
        None,
        &[
            (1484076, -12), (1496176, -16), (1519020, -12), (1531792, -16), (1553964, -12), (1566736, -16),
            (1625868, -12), (1634608, -16), (1660812, -12), (1669552, -16), (1695756, -12), (1704496, -16),
            (1727340, -12), (1742128, -16), (1762284, -12), (1777072, -16), (1797228, -12), (1812016, -16),
            (1832172, -12), (1847632, -16), (1867116, -12), (1881904, -16), (1902732, -12), (1917520, -16),
        ],
    ),
    zone("America/Araguaina", "", -12, None, &[(1500876, -12), (1512296, -8)]),
    zone(
        "America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/Cordoba \
        America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza \
        America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan \
        America/Argentina/San_Luis America/Argentina/Tucuman America/Argentina/Ushuaia America/Belem \
        America/Cayenne America/Fortaleza America/Maceio America/Paramaribo America/Recife America/Santarem \
        Atlantic/Stanley",
        "America/Argentina/ComodRivadavia America/Buenos_Aires America/Catamarca America/Cordoba America/Jujuy \
        America/Mendoza America/Rosario",
        -12,
        None,
        &[],
    ),
    zone("America/Miquelon", "", -12, Some(summer(-8, (3, 2, 0, 8), (11, 1, 0, 8))), &[]),
    zone("America/Noronha Atlantic/South_Georgia", "Brazil/DeNoronha", -8, None, &[]),
    zone(
        "America/Nuuk",
        "America/Godthab",
        -8,
        Some(summer(-4, (3, 5, 0, -4), (10, 5, 0, 0))),
        &[
            (1480708, -12), (1501540, -8), (1516324, -12), (1536484, -8), (1551268, -12), (1571428, -8),
            (1586212, -12), (1606372, -8), (1621156, -12), (1641988, -8), (1656100, -12), (1676932, -8),
            (1691044, -12), (1711876, -8), (1726660, -12), (1746820, -8), (1761604, -12), (1781764, -8),
            (1796548, -12), (1817380, -8), (1831492, -12), (1852324, -8), (1866436, -12), (1887268, -8),
        ],
    ),
    zone(
        "America/Scoresbysund",
        "",
        -8,
        Some(summer(-4, (3, 5, 0, -4), (10, 5, 0, 0))),
        &[
            (1480708, -4), (1501540, 0), (1516324, -4), (1536484, 0), (1551268, -4), (1571428, 0), (1586212, -4),
            (1606372, 0), (1621156, -4), (1641988, 0), (1656100, -4), (1676932, 0), (1691044, -4), (1711876, 0),
            (1726660, -4), (1746820, 0), (1761604, -4), (1781764, 0), (1796548, -4), (1817380, 0), (1831492, -4),
            (1852324, 0), (1866436, -4), (1887268, 0), (1902052, -4),
        ],
    ),
    zone("Atlantic/Cape_Verde", "", -4, None, &[]),
    zone("Atlantic/Azores", "", -4, Some(summer(0, (3, 5, 0, 0), (10, 5, 0, 4))), &[]),
    zone(
        "Africa/Casablanca Africa/El_Aaiun",
        "",
        0,
        None,
        &[
            (1484072, 0), (1491944, 4), (1494920, 0), (1498856, 4), (1519016, 0), (1525736, 4), (1529000, 0),
            (1536488, 4), (1551272, 0), (1559912, 4), (1563272, 0), (1571432, 4), (1586216, 0), (1593608, 4),
            (1596968, 0), (1606376, 4), (1621160, 0), (1627880, 4), (1631240, 0), (1641992, 4), (1656104, 0),
            (1661480, 4), (1665512, 0), (1676936, 4), (1691048, 0), (1695752, 4), (1699112, 0), (1730024, 4),
            (1733384, 0), (1763624, 4), (1767656, 0), (1797896, 4), (1801256, 0), (1831496, 4), (1835528, 0),
            (1865768, 4), (1869128, 0), (1900040, 4), (1903400, 0), (1933640, 4), (1937672, 0), (1967912, 4),
            (1971272, 0), (1988740, 4),
        ],
    ),
    zone("Africa/Sao_Tome", "", 0, None, &[(1683076, 0), (1718116, 4)]),
    zone(
        "Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry Africa/Dakar \
        Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou America/Danmarkshavn \
        Atlantic/Reykjavik Atlantic/St_Helena",
        "Africa/Timbuktu Iceland",
        0,
        None,
        &[],
    ),
    zone(
        "Atlantic/Canary Atlantic/Faroe Atlantic/Madeira Europe/Dublin Europe/Guernsey Europe/Isle_of_Man \
        Europe/Jersey Europe/Lisbon Europe/London",
        "Atlantic/Faeroe Eire Europe/Belfast Portugal",
        0,
        Some(summer(4, (3, 5, 0, 4), (10, 5, 0, 8))),
        &[],
    ),
    zone(
        "Africa/Algiers Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos \
        Africa/Libreville Africa/Luanda Africa/Malabo Africa/Ndjamena Africa/Niamey Africa/Porto-Novo \
        Africa/Tunis",
        "",
        4,
        None,
        &[],
    ),
    zone(
        "Africa/Ceuta Arctic/Longyearbyen Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin \
        Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar \
        Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris \
        Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje \
        Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb \
        Europe/Zurich",
        "Atlantic/Jan_Mayen Poland",
        4,
        Some(summer(8, (3, 5, 0, 8), (10, 5, 0, 12))),
        &[],
    ),
    zone(
        "Africa/Windhoek",
        "",
        8,
        None,
        &[
            (1481376, 8), (1496164, 4), (1516992, 8), (1531108, 4), (1551936, 8), (1566724, 4), (1586880, 8),
            (1601668, 4), (1621824, 8), (1636612, 4), (1656768, 8), (1671556, 4),
        ],
    ),
    zone("Africa/Tripoli", "Libya", 8, None, &[(1502784, 8), (1516128, 4)]),
    zone("Europe/Kaliningrad", "", 8, None, &[(1571420, 12)]),
    zone("Africa/Khartoum", "", 8, None, &[(1677204, 12)]),
    zone("Africa/Juba", "", 8, None, &[(1791252, 12)]),
    zone(
        "Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Johannesburg Africa/Kigali \
        Africa/Lubumbashi Africa/Lusaka Africa/Maputo Africa/Maseru Africa/Mbabane",
        "",
        8,
        None,
        &[],
    ),
    zone(
        "Asia/Jerusalem",
        "Asia/Tel_Aviv Israel",
        8,
        Some(summer(12, (3, 4, 4, 104), (10, 5, 0, 8))),
        &[(1481184, 8), (1498172, 12), (1501532, 8)],
    ),
    zone(
        "Asia/Gaza Asia/Hebron",
        "",
        8,
        Some(summer(12, (3, 4, 4, 200), (10, 4, 4, 200))),
        &[
            (1481176, 8), (1497976, 12), (1516120, 8), (1533588, 12), (1551064, 8), (1571220, 12), (1586104, 8),
            (1606168, 12), (1621052, 8), (1641880, 12), (1655996, 8), (1676824, 12), (1690940, 8), (1711768, 12),
            (1726456, 8), (1746708, 12), (1761496, 8), (1781656, 12), (1796440, 8), (1817176, 12), (1831480, 8),
            (1852220, 12), (1869696, 8), (1887164, 12), (1903968, 8), (1922108, 12), (1938240, 8), (1957052, 12),
            (1971840, 8), (1991996, 12), (2006784, 8), (2027612, 12), (2041728, 8), (2062556, 12), (2076672, 8),
            (2097500, 12), (2112288, 8), (2132444, 12), (2147232, 8), (2167388, 12), (2182176, 8), (2203004, 12),
            (2217120, 8), (2237948, 12), (2252064, 8), (2272892, 12), (2287008, 8), (2307836, 12), (2322624, 8),
            (2342108, 12), (2357568, 8), (2376380, 12), (2377724, 8),
        ],
    ),
    zone("Asia/Beirut", "", 8, Some(summer(12, (3, 5, 0, 0), (10, 5, 0, 0))), &[]),
    zone(
        "Europe/Chisinau",
        "Europe/Tiraspol",
        8,
        Some(summer(12, (3, 5, 0, 12), (10, 5, 0, 16))),
        &[
            (1480704, 8), (1501536, 12), (1516320, 8), (1536480, 12), (1551264, 8), (1571424, 12), (1586208, 8),
            (1606368, 12), (1621152, 8), (1641984, 12), (1656096, 8), (1676928, 12), (1691040, 8), (1711872, 12),
            (1726656, 8), (1746816, 12), (1761600, 8), (1781760, 12), (1796544, 8), (1817376, 12), (1817380, 8),
        ],
    ),
    zone(
        "Asia/Famagusta",
        "",
        8,
        Some(summer(12, (3, 5, 0, 12), (10, 5, 0, 16))),
        &[
            (1480708, 8), (1501540, 12), (1516324, 8), (1536484, 12), (1551268, 8), (1571428, 12), (1586212, 8),
            (1606372, 12), (1621156, 8), (1656100, 12),
        ],
    ),
    zone(
        "Asia/Nicosia Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kyiv Europe/Mariehamn Europe/Riga \
        Europe/Sofia Europe/Tallinn Europe/Vilnius",
        "Europe/Kiev Europe/Nicosia Europe/Uzhgorod Europe/Zaporozhye",
        8,
        Some(summer(12, (3, 5, 0, 12), (10, 5, 0, 16))),
        &[],
    ),
    zone(
        "Africa/Cairo",
        "Egypt",
        8,
        Some(summer(12, (4, 5, 5, 0), (10, 5, 4, 96))),
        &[(1555768, 8), (1559796, 12), (1563160, 8), (1568532, 12), (1852116, 8)],
    ),
    zone(
        "Europe/Simferopol",
        "",
        12,
        None,
        &[(1480708, 8), (1501540, 12), (1516324, 8), (1536484, 12), (1551264, 8), (1571416, 16)],
    ),
    zone(
        "Europe/Istanbul",
        "Asia/Istanbul Turkey",
        12,
        None,
        &[
            (1480708, 8), (1501540, 12), (1516324, 8), (1536484, 12), (1551364, 8), (1571428, 12), (1586212, 8),
            (1607716, 12), (1621156, 8),
        ],
    ),
    zone(
        "Asia/Damascus",
        "",
        12,
        None,
        &[
            (1481176, 8), (1501332, 12), (1516120, 8), (1536276, 12), (1551064, 8), (1571892, 12), (1586008, 8),
            (1606836, 12), (1620952, 8), (1641780, 12), (1656568, 8), (1676724, 12), (1691512, 8), (1711668, 12),
            (1726456, 8), (1746612, 12), (1761400, 8), (1782228, 12), (1796344, 8), (1817172, 12), (1831288, 8),
        ],
    ),
    zone(
        "Asia/Amman",
        "",
        12,
        None,
        &[
            (1481176, 8), (1541652, 12), (1551064, 8), (1571896, 12), (1586008, 8), (1606840, 12), (1621624, 8),
            (1641784, 12), (1656568, 8), (1676728, 12), (1691512, 8), (1711672, 12), (1726456, 8), (1746616, 12),
            (1761400, 8), (1782232, 12), (1796344, 8), (1817176, 12), (1828600, 8),
        ],
    ),
    zone("Europe/Volgograd", "", 12, None, &[(1571416, 16), (1711868, 12), (1787800, 16)]),
    zone("Europe/Kirov Europe/Moscow", "", 12, None, &[(1571416, 16)]),
    zone(
        "Africa/Addis_Ababa Africa/Asmara Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu \
        Africa/Nairobi Asia/Aden Asia/Baghdad Asia/Bahrain Asia/Kuwait Asia/Qatar Asia/Riyadh Europe/Minsk \
        Indian/Antananarivo Indian/Comoro Indian/Mayotte",
        "Africa/Asmera",
        12,
        None,
        &[],
    ),
    zone(
        "Asia/Tehran",
        "Iran",
        14,
        None,
        &[
            (1480306, 14), (1497966, 18), (1515442, 14), (1533102, 18), (1550482, 14), (1568142, 18),
            (1585522, 14), (1603182, 18), (1620562, 14), (1638222, 18), (1655698, 14), (1673358, 18),
            (1690738, 14), (1708398, 18), (1725778, 14), (1743438, 18), (1760818, 14), (1778478, 18),
            (1795954, 14), (1813614, 18), (1830994, 14), (1848654, 18),
        ],
    ),
    zone(
        "Asia/Baku",
        "",
        16,
        None,
        &[
            (1480704, 16), (1501536, 20), (1516320, 16), (1536480, 20), (1551264, 16), (1571424, 20),
            (1586208, 16), (1606368, 20),
        ],
    ),
    zone("Europe/Astrakhan Europe/Ulyanovsk", "", 16, None, &[(1571416, 16), (1621148, 12)]),
    zone("Europe/Saratov", "", 16, None, &[(1571416, 16), (1645340, 12)]),
    zone(
        "Asia/Dubai Asia/Muscat Asia/Tbilisi Asia/Yerevan Europe/Samara Indian/Mahe Indian/Mauritius \
        Indian/Reunion",
        "",
        16,
        None,
        &[],
    ),
    zone("Asia/Kabul", "", 18, None, &[]),
    zone("Asia/Yekaterinburg", "", 20, None, &[(1571408, 24)]),
    zone("Asia/Qyzylorda", "", 20, None, &[(1717032, 24)]),
    zone("Asia/Almaty Asia/Qostanay", "", 20, None, &[(1899144, 24)]),
    zone(
        "Asia/Aqtau Asia/Aqtobe Asia/Ashgabat Asia/Atyrau Asia/Dushanbe Asia/Karachi Asia/Oral Asia/Samarkand \
        Asia/Tashkent Indian/Kerguelen Indian/Maldives",
        "Asia/Ashkhabad",
        20,
        None,
        &[],
    ),
    zone("Asia/Colombo Asia/Kolkata", "Asia/Calcutta", 22, None, &[]),
    zone("Asia/Kathmandu", "Asia/Katmandu", 23, None, &[]),
    zone("Asia/Omsk", "", 24, None, &[(1571404, 28)]),
    zone(
        "Asia/Bishkek Asia/Dhaka Asia/Thimphu Asia/Urumqi Indian/Chagos",
        "Asia/Dacca Asia/Kashgar Asia/Thimbu",
        24,
        None,
        &[],
    ),
    zone("Asia/Yangon Indian/Cocos", "Asia/Rangoon", 26, None, &[]),
    zone("Asia/Krasnoyarsk", "", 28, None, &[(1571400, 32)]),
    zone("Asia/Barnaul", "", 28, None, &[(1571404, 28), (1621136, 24)]),
    zone("Asia/Tomsk", "", 28, None, &[(1571404, 28), (1627184, 24)]),
    zone("Asia/Novosibirsk", "", 28, None, &[(1571404, 28), (1632560, 24)]),
    zone("Asia/Hovd", "", 28, None, &[(1586092, 28), (1603552, 32), (1621036, 28), (1638496, 32)]),
    zone(
        "Asia/Bangkok Asia/Ho_Chi_Minh Asia/Jakarta Asia/Novokuznetsk Asia/Phnom_Penh Asia/Pontianak \
        Asia/Vientiane Indian/Christmas",
        "Asia/Saigon",
        28,
        None,
        &[],
    ),
    zone("Asia/Irkutsk", "", 32, None, &[(1571396, 36)]),
    zone(
        "Asia/Ulaanbaatar",
        "Asia/Choibalsan Asia/Ulan_Bator",
        32,
        None,
        &[(1586088, 32), (1603548, 36), (1621032, 32), (1638492, 36)],
    ),
    zone(
        "Asia/Brunei Asia/Hong_Kong Asia/Kuala_Lumpur Asia/Kuching Asia/Macau Asia/Makassar Asia/Manila \
        Asia/Shanghai Asia/Singapore Asia/Taipei Australia/Perth",
        "Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Macao Asia/Ujung_Pandang Australia/West Hongkong \
        Singapore",
        32,
        None,
        &[],
    ),
    zone("Australia/Eucla", "", 35, None, &[]),
    zone("Asia/Chita", "", 36, None, &[(1571392, 40), (1621128, 32)]),
    zone("Asia/Khandyga Asia/Yakutsk", "", 36, None, &[(1571392, 40)]),
    zone("Asia/Pyongyang", "", 36, None, &[(1599516, 36), (1694940, 34)]),
    zone("Asia/Dili Asia/Jayapura Asia/Seoul Asia/Tokyo Pacific/Palau", "Japan", 36, None, &[]),
    zone("Australia/Darwin", "Australia/North", 38, None, &[]),
    zone(
        "Australia/Adelaide Australia/Broken_Hill",
        "Australia/South Australia/Yancowinna",
        38,
        Some(summer(42, (10, 1, 0, 8), (4, 1, 0, 12))),
        &[],
    ),
    zone("Asia/Ust-Nera Asia/Vladivostok", "", 40, None, &[(1571388, 44)]),
    zone(
        "Australia/Brisbane Australia/Lindeman Pacific/Chuuk Pacific/Guam Pacific/Port_Moresby Pacific/Saipan",
        "Australia/Queensland Pacific/Truk Pacific/Yap",
        40,
        None,
        &[],
    ),
    zone(
        "Australia/Hobart Australia/Melbourne Australia/Sydney",
        "Australia/ACT Australia/Canberra Australia/Currie Australia/NSW Australia/Tasmania Australia/Victoria",
        40,
        Some(summer(44, (10, 1, 0, 8), (4, 1, 0, 12))),
        &[],
    ),
    zone("Australia/Lord_Howe", "Australia/LHI", 42, Some(summer(44, (10, 1, 0, 8), (4, 1, 0, 8))), &[]),
    zone("Asia/Magadan", "", 44, None, &[(1571384, 48), (1623808, 40)]),
    zone("Asia/Srednekolymsk", "", 44, None, &[(1571384, 48)]),
    zone("Asia/Sakhalin", "", 44, None, &[(1571388, 44), (1621120, 40)]),
    zone("Pacific/Bougainville", "", 44, None, &[(1577440, 40)]),
    zone(
        "Pacific/Efate Pacific/Guadalcanal Pacific/Kosrae Pacific/Noumea Pacific/Pohnpei",
        "Pacific/Ponape",
        44,
        None,
        &[],
    ),
    zone(
        "Pacific/Norfolk",
        "",
        44,
        Some(summer(48, (10, 1, 0, 8), (4, 1, 0, 12))),
        &[(1604314, 46), (1727292, 44)],
    ),
    zone(
        "Pacific/Fiji",
        "",
        48,
        None,
        &[
            (1474616, 52), (1500824, 48), (1509560, 52), (1536440, 48), (1544500, 52), (1572056, 48),
            (1579448, 52), (1607000, 48), (1614392, 52), (1642616, 48), (1649336, 52), (1677560, 48),
            (1684280, 52), (1712504, 48), (1719224, 52), (1748120, 48), (1754168, 52), (1787096, 48),
            (1789784, 52),
        ],
    ),
    zone(
        "Asia/Anadyr Asia/Kamchatka Pacific/Funafuti Pacific/Kwajalein Pacific/Majuro Pacific/Nauru \
        Pacific/Tarawa Pacific/Wake Pacific/Wallis",
        "Kwajalein",
        48,
        None,
        &[],
    ),
    zone("Pacific/Auckland", "Antarctica/South_Pole", 48, Some(summer(52, (9, 5, 0, 8), (4, 1, 0, 12))), &[]),
    zone("Pacific/Chatham", "", 51, Some(summer(55, (9, 5, 0, 11), (4, 1, 0, 15))), &[]),
    zone(
        "Pacific/Apia",
        "",
        52,
        None,
        &[
            (1481336, 56), (1498808, 52), (1516952, 56), (1533752, 52), (1551896, 56), (1568696, 52),
            (1586840, 56), (1603640, 52), (1621784, 56), (1638584, 52), (1656728, 56), (1673528, 52),
            (1691672, 56), (1709144, 52), (1727288, 56), (1744088, 52), (1762232, 56), (1779032, 52),
            (1797176, 56),
        ],
    ),
    zone("Pacific/Tongatapu", "", 52, None, &[(1642612, 52), (1649332, 56)]),
    zone("Pacific/Fakaofo Pacific/Kanton", "Pacific/Enderbury", 52, None, &[]),
    zone("Pacific/Kiritimati", "", 56, None, &[]),
];
