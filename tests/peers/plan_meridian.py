"""Plans with Meridian's `BudgetOptimizer`: its grid, its precision (`gtol`) and its hill climbing are the defaults.

The weeks of the plan are new data (`create_optimization_tensors`) with today's pattern, followed by as many weeks
without spend as the model's carry-over is long, so that what comes later counts. What earlier spend left behind is not
told: the optimiser scales all media that it is given, earlier media too, with the plan.
"""

import time

import case as cases
import numpy as np
import pandas as pd


def plan(meridian, case: cases.Case) -> dict:
    """The totals of a plan, what the model says that they add, and seconds."""
    from meridian import backend
    from meridian.analysis import optimizer

    asked = case.question
    start = time.perf_counter()
    planner = optimizer.BudgetOptimizer(meridian)
    fading = meridian.model_spec.max_lag
    weeks = pd.date_range(asked.weeks[0], periods=len(asked.weeks) + fading, freq="7D")
    # One geography, said as a dimension: 2.1.0 on JAX cannot add it by itself.
    spend = np.concatenate([asked.today.T, np.zeros((fading, len(case.media)))])

    def tensor(values):
        return backend.to_tensor(np.asarray(values), dtype=backend.float_dtype)

    data = planner.create_optimization_tensors(
        time=[str(week.date()) for week in weeks],
        media_spend=tensor(spend[np.newaxis]),
        cpmu=tensor(np.ones(len(case.media))),
        revenue_per_kpi=tensor(np.ones((1, len(weeks)))),
    )
    totals = asked.today.sum(axis=1)
    found = planner.optimize(
        new_data=data,
        budget=asked.budget,
        spend_constraint_lower=list(1 - asked.least / totals),
        spend_constraint_upper=list(asked.most / totals - 1),
        use_kpi=not case.money,
    )
    seconds = time.perf_counter() - start
    before, after = found.nonoptimized_data, found.optimized_data
    outcome = "total_incremental_outcome"
    return {
        "totals": [float(x) for x in after.spend.sel(channel=case.media)],
        "promised": float(after.attrs[outcome] / before.attrs[outcome] - 1),
        "seconds": seconds,
    }
