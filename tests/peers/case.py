"""A case: a table as CSV and, beside it, a JSON file that says what its columns are.

    {"name": "geo_20x6", "table": "geo_20x6.csv", "date": "week", "geography": "geo" or null,
     "population": "population" or null, "outcome": "sales", "money": true, "media": ["TV", ...],
     "controls": [{"name": "price", "kind": "price"}, ...], "truth": {"TV": 1234.5, ...} or null,
     "plan": {"weeks": ["2025-01-06", ...], "budget": 100.0,
              "channels": [{"name": "TV", "today": [1.0, ...], "min": 0.5, "max": 2.0}, ...]} or null}

Media columns hold spend; `money` says whether the outcome is money too. Without a geography a case is one nation. The
truth, what each channel brought, is for the program that compares. A plan is asked for the weeks after the table: a
total for each channel between its least and its most, together the budget, spread over the weeks like today's plan.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Question:
    """What is to be planned; rows of `today` and entries of `least` and `most` follow the case's media."""

    weeks: list[str]
    budget: float
    today: np.ndarray
    least: np.ndarray
    most: np.ndarray


@dataclass(frozen=True)
class Case:
    """What the columns are, the table itself, and what is to be planned."""

    name: str
    date: str
    geography: str | None
    population: str | None
    outcome: str
    money: bool
    media: list[str]
    controls: list[str]
    table: pd.DataFrame
    question: Question | None


def read(path: Path) -> Case:
    """Reads a case and its table."""
    said = json.loads(path.read_text())
    table = pd.read_csv(path.parent / said["table"], parse_dates=[said["date"]])
    keys = ("name", "date", "geography", "population", "outcome", "money", "media")
    controls = [control["name"] for control in said["controls"]]
    return Case(**{key: said[key] for key in keys}, controls=controls, table=table, question=question(said))


def question(said: dict) -> Question | None:
    """What is to be planned, where something is."""
    if not said.get("plan"):
        return None
    asked = said["plan"]
    column = {key: np.array([channel[key] for channel in asked["channels"]]) for key in ("today", "min", "max")}
    return Question(asked["weeks"], asked["budget"], column["today"], column["min"], column["max"])
