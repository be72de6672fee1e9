"""Fits Google Meridian to a case and writes convergence, contributions, seconds and the plan that is asked for.

    python fit_meridian.py CASE.json RESULT.json [--knots auto] [--chains 4 --warmup 1000 --draws 1000 --seed 1]

The priors are the package's defaults: returns with median 1.22 where the outcome is money, else a share of all media
around 40 %; carry-over over eight weeks; Hill curves with slope 1. Without `--knots` so is the level over time: one
constant for a nation, one value a week for several geographies. `--knots auto` lets the package choose (its automatic
knot selection). Spend stands for the media units, as its guide says for channels without impressions. Half of the
warm-up adapts, half is burnt in, as in its first example.

The clock starts after the imports and stops when convergence and contributions are known.
"""

import argparse
import os
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("MERIDIAN_BACKEND", "jax")

import case as cases  # noqa: E402
import numpy as np  # noqa: E402
import plan_meridian  # noqa: E402
import verdict  # noqa: E402
from clock import Clock  # noqa: E402

TIME = "time"
DERIVED = {"mu_t"}  # the level a week, which follows from its knots


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("case", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--knots", choices=["default", "auto"], default="default")
    parser.add_argument("--chains", type=int, default=4)
    parser.add_argument("--warmup", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def data(case: cases.Case):
    """The case in Meridian's own form."""
    from meridian.data.data_frame_input_data_builder import DataFrameInputDataBuilder

    table = case.table.assign(**{TIME: case.table[case.date].dt.strftime("%Y-%m-%d")})
    columns = {"default_kpi_column": case.outcome, "default_time_column": TIME, "default_media_time_column": TIME}
    if case.geography:
        columns |= {"default_geo_column": case.geography, "default_population_column": case.population}
    builder = DataFrameInputDataBuilder(kpi_type="revenue" if case.money else "non_revenue", **columns)
    builder = builder.with_kpi(table)
    if case.geography:
        builder = builder.with_population(table)
    if case.controls:
        builder = builder.with_controls(table, control_cols=case.controls)
    spend = {"media_cols": case.media, "media_spend_cols": case.media, "media_channels": case.media}
    return builder.with_media(table, **spend).build()


def main() -> None:
    """Reads, fits, judges, writes."""
    chosen = options()
    from meridian.analysis import analyzer
    from meridian.model import model, spec

    clock = Clock()
    case = cases.read(chosen.case)
    meridian = model.Meridian(data(case), model_spec=spec.ModelSpec(enable_aks=chosen.knots == "auto"))
    clock.mark("build")
    adapt = chosen.warmup // 2
    meridian.sample_posterior(
        n_chains=chosen.chains,
        n_adapt=adapt,
        n_burnin=chosen.warmup - adapt,
        n_keep=chosen.draws,
        seed=chosen.seed,
    )
    clock.mark("sample")
    results = analyzer.Analyzer(model_context=meridian.model_context, inference_data=meridian.inference_data)
    result = judge(meridian, results, case)
    clock.mark("judge")
    result |= clock.seconds()
    result["plan"] = plan_meridian.plan(meridian, case) if case.question else None
    packages = ["google-meridian", "jax", "tensorflow"]
    verdict.write(chosen.result, {**result, "versions": {p: version(p) for p in packages}})


def judge(meridian, analyzer, case: cases.Case) -> dict:
    """Convergence of the posterior, contributions in the outcome's unit."""
    posterior = meridian.inference_data.posterior
    parameters = {name: posterior[name].values for name in posterior.data_vars if name not in DERIVED}
    divergences = int(meridian.inference_data.sample_stats["diverging"].sum())
    totals = np.asarray(analyzer.incremental_outcome(use_kpi=not case.money))
    return {**verdict.convergence(parameters, divergences), **verdict.contributions(case.media, totals)}


if __name__ == "__main__":
    main()
