"""What a fit is judged by, the same for every tool: convergence of its parameters, and what each channel brought.

`min_bulk_ess` and `max_r_hat` (rank-normalised, split) are over all scalar parameters that the tool samples;
`min_total_ess` is the bulk effective sample size of the channels' total contributions, a quantity that all tools share.
"""

import json
from pathlib import Path

import arviz
import numpy as np

Draws = np.ndarray  # chains x draws x anything


def convergence(parameters: dict[str, Draws], divergences: int) -> dict:
    """Convergence over all scalar parameters."""
    scalars = np.concatenate([flat(draws) for draws in parameters.values()])
    scalars = scalars[scalars.std(axis=(1, 2)) > 0]  # what a model fixes is no parameter
    ess, r_hat = ess_and_r_hat(scalars)
    return {
        "parameters": len(scalars),
        "min_bulk_ess": float(np.min(ess)),
        "median_bulk_ess": float(np.median(ess)),
        "max_r_hat": float(np.max(r_hat)),
        "divergences": int(divergences),
    }


def contributions(names: list[str], totals: Draws) -> dict:
    """Mean and 90 % range of each channel's total contribution (chains x draws x channels) and of all media."""
    ess, _ = ess_and_r_hat(flat(totals))
    return {
        "min_total_ess": float(np.min(ess)),
        "channels": [{"name": name, **interval(totals[..., i])} for i, name in enumerate(names)],
        "media": interval(totals.sum(axis=-1)),
    }


def interval(draws: Draws) -> dict:
    """Mean and the 5 % and 95 % quantiles."""
    lo, hi = np.quantile(draws, [0.05, 0.95])
    return {"mean": float(np.mean(draws)), "lo": float(lo), "hi": float(hi)}


def flat(draws: Draws) -> np.ndarray:
    """Scalars x chains x draws."""
    chains, kept = draws.shape[:2]
    return np.moveaxis(np.asarray(draws, dtype=float).reshape(chains, kept, -1), -1, 0)


def ess_and_r_hat(scalars: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bulk effective sample size and R-hat of each scalar (scalars x chains x draws)."""
    data = arviz.convert_to_dataset({"x": np.moveaxis(scalars, 0, -1)})
    ess, r_hat = arviz.ess(data, method="bulk"), arviz.rhat(data, method="rank")
    return np.asarray(ess["x"]), np.asarray(r_hat["x"])


def write(path: Path, result: dict) -> None:
    """Writes a result for the program that compares."""
    path.write_text(json.dumps(result, indent=1))
