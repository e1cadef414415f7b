"""What a measurement gives: figures, each with its budget, and how they are printed."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value.

    `beside` is the same for the program it is compared with, `ratio` the quotient of the two,
    which may be the median of the quotients of many rounds. `limit` bounds the ratio where there is
    one, else the value; None where there is no budget.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    beside: float | None = None
    ratio: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether the budget is exceeded."""
        judged = self.value if self.ratio is None else self.ratio
        return self.limit is not None and judged > self.limit

    def cells(self) -> tuple[str, ...]:
        """Return the columns of the table: name, measured, beside, ratio, budget, verdict."""
        sign = " x" if self.ratio is not None else f" {self.unit}"
        return (
            self.name,
            f"{_number(self.value)} {self.unit}",
            "" if self.beside is None else f"{_number(self.beside)} {self.unit}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if self.limit is None else f"{_number(self.limit)}{sign}",
            "" if self.limit is None else "over" if self.is_over else "ok",
        )


def compared(
    name: str,
    rounds: Sequence[tuple[float, float]],
    unit: str,
    limit: float | None = None,
) -> Figure:
    """Return a figure from rounds of (the value, that of the program beside it).

    Each round gives a ratio, so that a change in the machine's load between rounds cancels out.
    """
    values, besides = zip(*rounds, strict=True)
    ratio = statistics.median(value / beside for value, beside in rounds)
    return Figure(name, statistics.median(values), unit, limit, statistics.median(besides), ratio)


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that `percent` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def spread(
    name: str,
    rounds: Sequence[Sequence[float]],
    unit: str,
    limits: tuple[float | None, float | None] = (None, None),
) -> list[Figure]:
    """Return the 50th and the 99th percentile, each the median of those of the rounds."""
    return [
        Figure(
            f"{name}, p{percent}",
            statistics.median(percentile(values, percent) for values in rounds),
            unit,
            limit,
        )
        for percent, limit in zip((50, 99), limits, strict=True)
    ]


def median_time(name: str, rounds: int, read: Callable[[], object]) -> Figure:
    """Return the median time of `read`; a first run that only warms the disk cache is left out."""
    times: list[float] = []
    for _round in range(rounds + 1):
        started = time.perf_counter()
        read()
        times.append((time.perf_counter() - started) * 1e3)
    return Figure(name, statistics.median(times[1:]), "ms")


def peak_kib() -> int:
    """Return the most memory of this program; `ru_maxrss` counts that of the parent, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak)


def print_title() -> None:
    """Print the titles of the columns, and what else the machine is doing."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} processors, load {load}\n")
    _print_line(("", "measured", "beside", "ratio", "budget", ""))


def print_figures(figures: Iterable[Figure]) -> None:
    """Print one line for each figure."""
    for figure in figures:
        _print_line(figure.cells())


def _print_line(cells: Sequence[str]) -> None:
    name, *others = cells
    print(f"{name:<58}" + "".join(f"{text:>15}" for text in others).rstrip(), flush=True)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
