"""Solves a planning problem with SLSQP (SciPy) and prints it beside the engine's plan.

    cargo run --release -p engine --example plan_problem -- --seed 1 > problem.json
    python slsqp.py problem.json [--starts 8]

Carry-over (geometric), saturation (Hill) and the value of a plan are written anew here, so that nothing is shared
with the engine but the draws.
"""

import json
import sys

import numpy as np
from scipy.optimize import minimize


def value_and_slopes(channel, spend, tail):
    """The mean over draws of what `spend` a week brings, and its slope by every week."""
    alpha, half, shape, effect = np.array(channel["draws"]).T
    stock = np.zeros_like(alpha)
    for x in channel["spent"]:
        stock = (1 - alpha) * x + alpha * stock
    weeks = len(spend)
    series = np.concatenate([spend, np.zeros(tail)])
    value, hill_slopes, without = 0.0, [], stock.copy()
    for x in series:
        stock = (1 - alpha) * x + alpha * stock
        without = alpha * without

        def hill(a):
            a = np.maximum(a, 1e-12)
            return 1 / (1 + (half / a) ** shape)

        h = hill(stock)
        value += np.mean(effect * (h - hill(without)))
        hill_slopes.append(effect * shape * h * (1 - h) / np.maximum(stock, 1e-12))
    slopes, carried = np.zeros(weeks), np.zeros_like(alpha)
    for t in reversed(range(weeks + tail)):
        carried = hill_slopes[t] + alpha * carried
        if t < weeks:
            slopes[t] = np.mean((1 - alpha) * carried)
    return value, slopes


def main():
    problem = json.load(open(sys.argv[1]))
    starts = int(sys.argv[sys.argv.index("--starts") + 1]) if "--starts" in sys.argv else 8
    channels, budget, tail = problem["channels"], problem["budget"], problem["tail"]
    weeks = len(channels[0]["today"])
    today = np.array([sum(c["today"]) for c in channels])
    patterns = [np.array(c["today"]) / max(sum(c["today"]), 1e-300) for c in channels]

    def of_weeks(x):
        parts = [value_and_slopes(c, row, tail) for c, row in zip(channels, x.reshape(len(channels), weeks))]
        return sum(p[0] for p in parts), np.concatenate([p[1] for p in parts])

    def of_totals(x):
        parts = [value_and_slopes(c, total * p, tail) for c, p, total in zip(channels, patterns, x)]
        return sum(p[0] for p in parts), np.array([p[1] @ pattern for p, pattern in zip(parts, patterns)])

    rng = np.random.default_rng(1)
    low, high = np.array([c["min"] for c in channels]), np.array([c["max"] for c in channels])
    scale = of_totals(today)[0]
    best = -np.inf
    for start in range(starts):
        totals = today if start == 0 else np.clip(today * rng.uniform(0.4, 1.8, len(today)), low, high)
        if problem["by_week"]:
            rows = [t * (p if start % 2 == 0 else np.full(weeks, 1 / weeks)) for t, p in zip(totals, patterns)]
            first, evaluate = np.concatenate(rows), of_weeks
            member = np.kron(np.eye(len(channels)), np.ones(weeks))
            limits = [
                {"type": "ineq", "fun": lambda x: (member @ x - low) / budget, "jac": lambda x: member / budget},
                {"type": "ineq", "fun": lambda x: (high - member @ x) / budget, "jac": lambda x: -member / budget},
            ]
            bounds = [(0, None)] * len(first)
        else:
            first, evaluate, limits, bounds = totals, of_totals, [], list(zip(low, high))
        limits = limits + [
            {"type": "eq", "fun": lambda x: x.sum() / budget - 1, "jac": lambda x: np.full(len(x), 1 / budget)}
        ]
        unit = budget / len(channels)

        def objective(y):
            value, slopes = evaluate(y * unit)
            return -value / scale, -slopes * unit / scale

        scaled = [
            {**c, "fun": lambda y, f=c["fun"]: f(y * unit), "jac": lambda y, j=c["jac"]: j(y * unit) * unit}
            for c in limits
        ]
        bounds = [(a / unit, None if b is None else b / unit) for a, b in bounds]
        found = minimize(
            objective, first / unit, jac=True, method="SLSQP", bounds=bounds, constraints=scaled,
            options={"maxiter": 500, "ftol": 1e-12},
        )
        feasible = all(
            np.all(np.abs(c["fun"](found.x)) < 1e-6) if c["type"] == "eq" else np.all(c["fun"](found.x) > -1e-6)
            for c in scaled
        )
        if feasible:
            best = max(best, -found.fun * scale)
    plan = np.array(problem["plan"])
    own, base = of_weeks(plan.ravel())[0], of_weeks(np.array([c["today"] for c in channels]).ravel())[0]
    print(f"today {base:.4g}  SLSQP +{best - base:.4g}  engine +{own - base:.4g} (says {problem['uplift']:.4g})"
          f"  ratio {(own - base) / (best - base):.6f}")


main()
