"""Fits PyMC-Marketing's model to a case and writes convergence, contributions, seconds and the plan that is asked for.

    python fit_pymc.py CASE.json RESULT.json --sampler nutpie [--chains 4 --warmup 1000 --draws 1000 --seed 1]

The model is the one of the package's first example, with its default priors: geometric carry-over over eight weeks,
logistic saturation (or Hill), the case's controls, a linear trend as one more control, two yearly Fourier pairs.
Several geographies share carry-over and the curve's steepness, and a channel's strength differs between them around a
common scale, as in the package's example for several geographies; its defaults would measure every geography by itself.

The clock starts after the imports and stops when convergence and contributions are known.
"""

import argparse
from importlib.metadata import version
from pathlib import Path

import case as cases
import numpy as np
import plan_pymc
import verdict
from clock import Clock

L_MAX = 8
FOURIER_PAIRS = 2
TREND = "linear_trend"


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("case", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--sampler", choices=["nutpie", "numpyro", "pymc"], default="nutpie")
    parser.add_argument("--saturation", choices=["logistic", "hill"], default="logistic")
    parser.add_argument("--chains", type=int, default=4)
    parser.add_argument("--warmup", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def model(case: cases.Case, saturation: str):
    """The model of a case, not yet built."""
    from pymc_marketing.mmm import GeometricAdstock, HillSaturation, LogisticSaturation
    from pymc_marketing.mmm.mmm import MMM

    carryover, curve = shared_priors(case.geography, saturation) if case.geography else (None, None)
    kind = {"logistic": LogisticSaturation, "hill": HillSaturation}[saturation]
    return MMM(
        date_column=case.date,
        target_column=case.outcome,
        channel_columns=case.media,
        control_columns=[*case.controls, TREND],
        dims=(case.geography,) if case.geography else None,
        adstock=GeometricAdstock(l_max=L_MAX, priors=carryover),
        saturation=kind(priors=curve),
        yearly_seasonality=FOURIER_PAIRS,
    )


def shared_priors(geography: str, saturation: str) -> tuple[dict, dict]:
    """The default priors, shared between geographies but for a channel's strength, which varies around a scale."""
    from pymc_extras.prior import Prior

    scale = Prior("HalfNormal", sigma=2, dims="channel")
    strength = Prior("HalfNormal", sigma=scale, dims=("channel", geography))
    logistic = {"lam": Prior("Gamma", alpha=3, beta=1, dims="channel"), "beta": strength}
    hill = {name: Prior("HalfNormal", sigma=1.5, dims="channel") for name in ("slope", "kappa")}
    carryover = {"alpha": Prior("Beta", alpha=1, beta=3, dims="channel")}
    return carryover, {"logistic": logistic, "hill": {**hill, "beta": strength}}[saturation]


def main() -> None:
    """Reads, fits, judges, writes."""
    chosen = options()
    if chosen.sampler == "numpyro":
        import numpyro

        numpyro.set_host_device_count(chosen.chains)  # without it chains would run one after another
    import pymc_marketing.mmm.mmm  # noqa: F401  (so that importing is not timed)

    clock = Clock()
    case = cases.read(chosen.case)
    weeks = case.table[case.date].rank(method="dense")
    drivers = case.table.drop(columns=case.outcome).assign(**{TREND: weeks / weeks.max()})
    mmm = model(case, chosen.saturation)
    mmm.build_model(drivers, case.table[case.outcome])
    clock.mark("build")
    mmm.fit(
        drivers,
        case.table[case.outcome],
        nuts_sampler=chosen.sampler,
        chains=chosen.chains,
        tune=chosen.warmup,
        draws=chosen.draws,
        random_seed=chosen.seed,
        target_accept=0.9,
        progressbar=False,
    )
    clock.mark("sample")
    result = judge(mmm, case)
    clock.mark("judge")
    result |= clock.seconds()
    result["plan"] = plan_pymc.plan(mmm, case) if case.question else None
    packages = ["pymc-marketing", "pymc", chosen.sampler]
    verdict.write(chosen.result, {**result, "versions": {p: version(p) for p in packages}})


def judge(mmm, case: cases.Case) -> dict:
    """Convergence of the free parameters, contributions in the outcome's unit."""
    posterior = mmm.idata["posterior"]
    order = ("chain", "draw", ...)
    parameters = {rv.name: posterior[rv.name].transpose(*order).values for rv in mmm.model.free_RVs}
    divergences = int(mmm.idata["sample_stats"]["diverging"].sum())
    weekly = posterior["channel_contribution"].sum("date") * mmm.scalers._target
    if case.geography:
        weekly = weekly.sum(case.geography)
    totals = np.asarray(weekly.transpose("chain", "draw", "channel").sel(channel=case.media))
    return {**verdict.convergence(parameters, divergences), **verdict.contributions(case.media, totals)}


if __name__ == "__main__":
    main()
