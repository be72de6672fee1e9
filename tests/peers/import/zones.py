"""Writes the table of time zones (engine/src/exports/zone/table.rs) from a compiled IANA database.

    python3 zones.py /usr/share/zoneinfo > entries.txt

The directory needs `zone.tab` and `tzdata.zi` beside the compiled zones. What comes out are the entries between the
brackets of `GROUPS`; the test beside the table holds them against the database that jiff bundles.
"""

import re
import struct
import sys
from datetime import date, timedelta

BASE = sys.argv[1].rstrip("/") + "/"
QUARTER = 900
FIRST, LAST = (days * 96 for days in ((date(2012, 1, 1) - date(1970, 1, 1)).days, (date(2038, 1, 1) - date(1970, 1, 1)).days))
OTHER = {"Zulu", "Universal", "Greenwich"}


def compiled(name):
    """Changes as (moment, offset), the first offset, and the rule of today, in seconds (RFC 9636)."""
    data = open(BASE + name, "rb").read()

    def counts(at):
        return struct.unpack(">6l", data[at + 20 : at + 44])

    utc, std, leap, times, types, letters = counts(0)
    at = 44 + times * 5 + types * 6 + letters + leap * 8 + std + utc
    utc, std, leap, times, types, letters = counts(at)
    at += 44
    moments = struct.unpack(f">{times}q", data[at : at + 8 * times])
    at += 8 * times
    kinds = data[at : at + times]
    at += times
    offsets = [struct.unpack(">l", data[at + 6 * i : at + 6 * i + 4])[0] for i in range(types)]
    at += 6 * types + letters + 12 * leap + std + utc
    return list(zip(moments, (offsets[k] for k in kinds))), offsets[0], data[at:].decode().strip()


def quarters(text):
    sign, hours, minutes = re.match(r"([+-]?)(\d+)(?::(\d+))?", text).groups()
    return (-1 if sign == "-" else 1) * (int(hours) * 4 + int(minutes or 0) // 15)


def rule(text):
    """Standard offset and summer of a POSIX rule; its offsets are west of Greenwich."""
    name = r"(?:<[^>]+>|[A-Za-z]+)"
    offset = r"([+-]?\d+(?::\d+)?)"
    standard, summer, begins, ends = re.match(f"{name}{offset}(?:{name}{offset}?,(.*),(.*))?$", text).groups()
    standard = -quarters(standard)
    if not begins:
        return standard, None

    def change(text):
        day, _, time = text.partition("/")
        return (*map(int, re.match(r"M(\d+)\.(\d)\.(\d)", day).groups()), quarters(time) if time else 8)

    return standard, (-quarters(summer) if summer else standard + 4, change(begins), change(ends))


def shown(year, month, week, weekday, time):
    first = date(year, month, 1)
    day = first + timedelta((weekday - (first.weekday() + 1) % 7) % 7 + 7 * (week - 1))
    while day.month != month:
        day -= timedelta(7)
    return (day - date(1970, 1, 1)).days * 96 + time


def ruled(standard, summer):
    if not summer:
        return []
    offset, begins, ends = summer
    years = range(2010, 2039)
    return sorted(
        [(shown(y, *begins) - standard, offset) for y in years] + [(shown(y, *ends) - offset, standard) for y in years]
    )


def offset_at(changes, first, moment):
    return next((offset for at, offset in reversed(changes) if at <= moment), first)


def history(name):
    changes, first, footer = compiled(name)
    standard, summer = rule(footer)
    today = ruled(standard, summer)
    changes = [(moment / QUARTER, offset / QUARTER) for moment, offset in changes]
    last = changes[-1][0] if changes else float("-inf")
    by_rule = lambda moment: offset_at(today, today[0][1] if today else standard, moment)
    truly = lambda moment: by_rule(moment) if moment >= last else offset_at(changes, first / QUARTER, moment)
    points = sorted({at for at, _ in changes + today if FIRST <= at < LAST})
    wrong = [at for at in [FIRST, *points] if truly(at) != by_rule(at)]
    if not wrong:
        return standard, summer, ()
    until = next((at for at in points if at > wrong[-1]), LAST)
    stretches = []
    for at in [FIRST, *(at for at in points if at < until)]:
        if not stretches or stretches[-1][1] != truly(at):
            stretches.append((at, truly(at)))
    ends = [at for at, _ in stretches[1:]] + [until]
    before = tuple((int(end), int(offset)) for end, (_, offset) in zip(ends, stretches))
    assert all(end == int(end) for end in ends) and all(o == int(o) for _, o in stretches), name
    return standard, summer, before


def folded(items, between, indent):
    lines, line = [], ""
    for item in items:
        if line and len(line) + len(item) > 100:
            lines.append(line)
            line = ""
        line += (between if line else "") + item
    return lines + [line]


def entry(standard, summer, before, names, also):
    texts = ['"' + " \\\n        ".join(folded(part, " ", 8)) + '"' for part in (names, also)]
    rule = f"Some(summer({summer[0]}, {summer[1]}, {summer[2]}))" if summer else "None"
    steps = [f"({end}, {offset})" for end, offset in before]
    short = "&[" + ", ".join(steps) + "]"
    steps = short if len(short) < 100 else "&[\n            " + ",\n            ".join(folded(steps, ", ", 12)) + ",\n        ]"
    parts = [*texts, str(standard), rule, steps]
    line = "    zone(" + ", ".join(parts) + "),"
    return line if len(line) <= 116 and "\n" not in line else "    zone(\n" + "".join(f"        {p},\n" for p in parts) + "    ),"


def main():
    names = [line.split("\t")[2].strip() for line in open(BASE + "zone.tab") if not line.startswith("#")]
    names = [name for name in names if not name.startswith("Antarctica")]
    links = {line.split()[2]: line.split()[1] for line in open(BASE + "tzdata.zi") if line.startswith("L ")}
    known = re.compile(r"[A-Z][A-Za-z_]+/|[A-Z][a-z]+$")
    also = {}
    for link, target in links.items():
        while target in links and target not in names:
            target = links[target]
        if link not in names and known.match(link) and link not in OTHER and not link.startswith("Etc/"):
            also.setdefault(target, []).append(link)
    groups = {}
    for name in sorted(names):
        groups.setdefault(history(name), []).append(name)
    for key in sorted(groups, key=lambda key: (key[0], key[1] is not None, str(key))):
        print(entry(*key, groups[key], sorted(link for name in groups[key] for link in also.get(name, []))))


main()
