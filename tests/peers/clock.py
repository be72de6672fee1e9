"""Seconds of a fit's stages, and its processor time over all threads and ended child processes."""

import os
import time


class Clock:
    """Runs from its creation; every mark ends a stage."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._cpu_start = processor_time()
        self._stages: dict[str, float] = {}

    def mark(self, stage: str) -> None:
        """Ends a stage."""
        now = time.perf_counter()
        self._stages[f"{stage}_s"] = now - self._last
        self._last = now

    def seconds(self) -> dict[str, float]:
        """Every stage, their sum and the processor time."""
        return {**self._stages, "wall_s": self._last - self._start, "cpu_s": processor_time() - self._cpu_start}


def processor_time() -> float:
    """User and system time of this process and of its ended children."""
    return sum(os.times()[:4])
