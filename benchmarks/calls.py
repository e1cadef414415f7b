"""What a call costs on the screen: opening its form, and the clock that runs while one talks.

Budgets: DESIGN.md, section 4 (Speed); an idle clock may take half a percent of a processor.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bases import Base
from benchmarks.figures import Figure, spread
from benchmarks.programs import AGENDA, start_crm

OPEN_LIMIT = 30.0
IDLE_LIMIT = 0.5

SETTLED_SECONDS = 6.0
"""After the first frame: what is loaded behind it is in memory by then."""

CLOCK_SECONDS = 70.0
"""How long the clock is watched: a minute passes in it, too."""


def measure_calls(base: Base, rounds: int) -> Iterator[Figure]:
    """From the chord to the painted form, and back; then what runs while nobody types."""
    opened: list[list[float]] = []
    folded: list[list[float]] = []
    for _round in range(rounds):
        with start_crm(base) as terminal:
            terminal.wait_for(*AGENDA)
            terminal.rest(SETTLED_SECONDS)
            times: list[list[float]] = [[], []]
            for press in range(24):
                reply = terminal.press("ctrl+l", quiet=0.25)
                if reply.settled_ms is not None and press > 3:
                    times[press % 2].append(reply.settled_ms)
            opened.append(times[0])
            folded.append(times[1])
    yield from spread("chord to the open form of a call", opened, "ms", (OPEN_LIMIT, None))
    yield from spread("chord to the folded call", folded, "ms", (OPEN_LIMIT, None))
    yield from _idle(base)


def _idle(base: Base) -> Iterator[Figure]:
    with start_crm(base) as terminal:
        terminal.wait_for(*AGENDA)
        terminal.rest(SETTLED_SECONDS)
        for name in ("agenda", "the open form of a call", "a folded call"):
            if name != "agenda":
                terminal.press("ctrl+l", quiet=0.5)
            before = terminal.cpu_ms()
            sent = terminal.rest(CLOCK_SECONDS)
            share = (terminal.cpu_ms() - before) / CLOCK_SECONDS / 10
            yield Figure(f"processor, idle, {name}", share, "%", IDLE_LIMIT)
            yield Figure(f"bytes a second, idle, {name}", sent / CLOCK_SECONDS, "B")
