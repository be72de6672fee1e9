"""Plans with PyMC-Marketing's budget optimiser (`MMM.budget_optimizer`, SLSQP), as its documentation recommends.

The optimiser knows the spend before the plan, counts carry-over after it, and spreads a total as it is told. It decides
the mean spend of a week and maximises the posterior mean of what all media bring. It starts from the budget in equal
parts, its default, and once more from today's plan; the better of the two by its own objective counts. The clock stops
after the first.
"""

import time

import case as cases
import xarray as xr


def plan(mmm, case: cases.Case) -> dict:
    """The totals of a plan, what the model says that they add, and seconds."""
    asked = case.question
    weeks = len(asked.weeks)
    start = time.perf_counter()
    shares = asked.today / asked.today.sum(axis=1, keepdims=True)
    coords = {"channel": case.media, "date": range(weeks)}
    optimiser = mmm.budget_optimizer(
        asked.weeks[0],
        asked.weeks[-1],
        budget_distribution_over_period=xr.DataArray(shares, dims=("channel", "date"), coords=coords),
    )
    bounds = {name: (low / weeks, high / weeks) for name, low, high in zip(case.media, asked.least, asked.most)}

    def solve(x0=None):
        return optimiser.allocate_budget(asked.budget / weeks, bounds, x0=x0, return_if_fail=True)

    found = [solve()]
    seconds = time.perf_counter() - start
    today = weekly(case, asked.today.sum(axis=1) / weeks)
    found.append(solve(today))

    def utility(budgets) -> float:
        return float(optimiser.evaluate_plan(budgets).utility)

    best = max((each.budgets for each in found), key=utility)
    nothing, before = utility(0.0 * today), utility(today)
    return {
        "totals": [float(x) * weeks for x in best.sel(channel=case.media)],
        "promised": (utility(best) - before) / (before - nothing),
        "seconds": seconds,
        "succeeded": [bool(each.scipy_result.success) for each in found],
        "utilities": [utility(each.budgets) for each in found],
    }


def weekly(case: cases.Case, spend) -> xr.DataArray:
    """Spend a week by channel."""
    return xr.DataArray(spend, dims=("channel",), coords={"channel": case.media})
