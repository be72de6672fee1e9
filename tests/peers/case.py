"""A case: a table as CSV and, beside it, a JSON file that says what its columns are.

    {"name": "geo_20x6", "table": "geo_20x6.csv", "date": "week", "geography": "geo" or null,
     "population": "population" or null, "outcome": "sales", "money": true, "media": ["TV", ...],
     "controls": [{"name": "price", "kind": "price"}, ...], "truth": {"TV": 1234.5, ...} or null}

Media columns hold spend; `money` says whether the outcome is money too. Without a geography a case is one nation. The
truth, what each channel brought, is for the program that compares.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class Case:
    """What the columns are, and the table itself."""

    name: str
    date: str
    geography: str | None
    population: str | None
    outcome: str
    money: bool
    media: list[str]
    controls: list[str]
    table: pd.DataFrame


def read(path: Path) -> Case:
    """Reads a case and its table."""
    said = json.loads(path.read_text())
    table = pd.read_csv(path.parent / said["table"], parse_dates=[said["date"]])
    keys = ("name", "date", "geography", "population", "outcome", "money", "media")
    controls = [control["name"] for control in said["controls"]]
    return Case(**{key: said[key] for key in keys}, controls=controls, table=table)
