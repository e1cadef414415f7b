"""How long the start takes, and what memory: beside an empty Textual app in the same rounds.

Budgets: DESIGN.md, section 4 (Speed).
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.bases import ROOT, Base
from benchmarks.empty_app import MARKER
from benchmarks.figures import Figure, compared
from benchmarks.programs import AGENDA, CRM, start_crm, start_empty, surroundings
from benchmarks.terminal import Terminal

FIRST_FRAME_LIMIT = 1.3
MEMORY_LIMIT = 1.5
HELP_LIMIT = 12.0

WARM_ROUNDS = 1
"""Rounds that are not counted: they bring files into the system's cache."""


@dataclass(frozen=True, slots=True)
class _Start:
    first_byte: float
    first_frame: float
    cpu: float
    resident: float
    share: float


def measure_start(bases: Sequence[Base], rounds: int) -> Iterator[Figure]:
    """Time from exec to the first frame with the agenda, and memory then.

    Budgets, as ratios to the empty app: first frame at most 1.3, resident memory at most 1.5.
    """
    starters: list[tuple[Callable[[], Terminal], Sequence[str]]] = [(start_empty, (MARKER,))]
    starters += [(partial(start_crm, base), AGENDA) for base in bases]
    runs: list[list[_Start]] = [[] for _starter in starters]
    for number in range(WARM_ROUNDS + rounds):
        for found, (starter, texts) in zip(runs, starters, strict=True):
            start = _start(starter, texts)
            if number >= WARM_ROUNDS:
                found.append(start)
    empty = runs[0]
    for base, crm in zip(bases, runs[1:], strict=True):
        label = f"{base.contacts:,} contacts"

        def pairs(
            value: Callable[[_Start], float], crm: list[_Start] = crm
        ) -> list[tuple[float, float]]:
            return [(value(ours), value(theirs)) for ours, theirs in zip(crm, empty, strict=True)]

        yield compared(f"exec to first byte, {label}", pairs(lambda s: s.first_byte), "ms")
        yield compared(
            f"exec to agenda, {label}", pairs(lambda s: s.first_frame), "ms", FIRST_FRAME_LIMIT
        )
        yield compared(f"processor until then, {label}", pairs(lambda s: s.cpu), "ms")
        yield compared(
            f"resident memory then, {label}", pairs(lambda s: s.resident), "MiB", MEMORY_LIMIT
        )
        yield compared(f"share of memory (PSS), {label}", pairs(lambda s: s.share), "MiB")


def _start(starter: Callable[[], Terminal], texts: Sequence[str]) -> _Start:
    with starter() as terminal:
        terminal.wait_for(*texts)
        cpu = terminal.cpu_ms()
        resident, share = terminal.memory_mib()
        first_byte = terminal.first_byte_ms()
        return _Start(first_byte, terminal.shown_after(*texts), cpu, resident, share)


def measure_help(rounds: int) -> Iterator[Figure]:
    """Time of `crm --help`. Budget: at most 12 times `python -c pass`."""
    pairs = [
        (_run([*CRM, "--help"]), _run([sys.executable, "-c", "pass"]))
        for _round in range(WARM_ROUNDS + rounds)
    ]
    yield compared("crm --help beside python -c pass", pairs[WARM_ROUNDS:], "ms", HELP_LIMIT)


def _run(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=surroundings(), check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1e3
