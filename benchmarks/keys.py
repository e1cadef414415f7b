"""What keys cost on the screen: time to the last byte of the answer, bytes, and rest when idle.

Budgets: DESIGN.md, section 4 (Speed).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence

from benchmarks.bases import Base
from benchmarks.figures import Figure, percentile, spread
from benchmarks.programs import AGENDA, start_crm
from benchmarks.terminal import Reply, Terminal

CURSOR_LIMITS = (3.0, 6.0)
PAGE_LIMITS = (5.0, 10.0)
CURSOR_BYTES = 450
PAGE_BYTES = 6_700

CURSOR_KEYS = ("down",) * 90 + ("up",) * 30
PAGE_KEYS = ("pagedown",) * 25 + ("pageup",) * 10
SETTLED_SECONDS = 5.0
"""After the first frame: what is loaded behind it is in memory by then."""

IDLE_SECONDS = 10.0

LOADING_SECONDS = 3.0
"""From the first frame on: so long the rest of the program is loaded."""

WRITING_SECONDS = 1.0
"""From the first form on: so long what writes is loaded."""


def measure_keys(base: Base, rounds: int) -> Iterator[Figure]:
    """Cursor keys and pages in the agenda, with the client beside it hidden, then shown.

    Budgets: a cursor key p50 3 ms and p99 6 ms, 450 bytes; a page 5 and 10 ms, 6,700 bytes. The
    client is shown when the cursor rests, so its bytes are counted apart.
    """
    plain: list[list[Reply]] = []
    beside: list[list[Reply]] = []
    pages: list[list[Reply]] = []
    resting: list[Reply] = []
    cpu: list[float] = []
    for _round in range(rounds):
        with start_crm(base) as terminal:
            settle(terminal)
            beside.append(press_all(terminal, CURSOR_KEYS))
            resting += [terminal.press(key, quiet=0.3) for key in CURSOR_KEYS[:8]]
            terminal.press("space", quiet=0.3)
            before = terminal.cpu_ms()
            plain.append(press_all(terminal, CURSOR_KEYS))
            cpu.append((terminal.cpu_ms() - before) / len(CURSOR_KEYS))
            pages.append(press_all(terminal, PAGE_KEYS))
    yield from spread("cursor key, client hidden", times_of(plain), "ms", CURSOR_LIMITS)
    yield from spread("cursor key, client shown", times_of(beside), "ms", CURSOR_LIMITS)
    yield from spread("page key", times_of(pages), "ms", PAGE_LIMITS)
    yield Figure("processor for a cursor key", statistics.median(cpu), "ms")
    yield Figure("bytes of a cursor key, median", bytes_of(plain), "B", CURSOR_BYTES)
    yield Figure("bytes of a cursor key, mean", _mean_bytes(plain), "B", CURSOR_BYTES)
    yield Figure("bytes of a page, median", bytes_of(pages), "B", PAGE_BYTES)
    yield Figure("bytes of a cursor key and its client", bytes_of([resting]), "B")


def measure_idle(base: Base) -> Iterator[Figure]:
    """What an idle screen sends (budget: nothing) and what processor it takes."""
    with start_crm(base) as terminal:
        settle(terminal)
        _avoid_minute(terminal, IDLE_SECONDS)
        before = terminal.cpu_ms()
        sent = terminal.rest(IDLE_SECONDS)
        used = (terminal.cpu_ms() - before) / IDLE_SECONDS
    yield Figure("bytes a second while idle", sent / IDLE_SECONDS, "B", 0)
    yield Figure("processor a second while idle", used, "ms")


def measure_warm_up(base: Base, rounds: int) -> Iterator[Figure]:
    """Keys while something is loaded behind the screen: after the first frame, and in a first form.

    Budget of ours: 95 of 100 answers come as fast as the slowest ones do later, 6 ms.
    """
    moved: list[list[float]] = []
    typed: list[list[float]] = []
    for _round in range(rounds):
        with start_crm(base) as terminal:
            terminal.wait_for(*AGENDA)
            moved.append(_press_for(terminal, "down", LOADING_SECONDS))
            terminal.rest(SETTLED_SECONDS)
            terminal.press("t")
            typed.append(_press_for(terminal, "a", WRITING_SECONDS))
    yield from _while_loading("cursor key in the first 3 s", moved)
    yield from _while_loading("letter in the first form, 1 s", typed)


def _press_for(terminal: Terminal, key: str, seconds: float) -> list[float]:
    """Press a key again and again, and return the milliseconds until each was answered."""
    end = time.perf_counter() + seconds
    found: list[float] = []
    while time.perf_counter() < end:
        reply = terminal.press(key, quiet=0.03)
        if reply.settled_ms is not None:
            found.append(reply.settled_ms)
    return found


def _while_loading(label: str, answers: Sequence[Sequence[float]]) -> Iterator[Figure]:
    for percent, limit in ((50, None), (95, 6.0), (99, None)):
        value = statistics.median(percentile(found, percent) for found in answers)
        yield Figure(f"{label}, p{percent}", value, "ms", limit)
    yield Figure(f"{label}, slowest", statistics.median(max(found) for found in answers), "ms")


def settle(terminal: Terminal) -> None:
    """Wait for the first frame, and until what is loaded behind it is in memory."""
    terminal.wait_for(*AGENDA)
    terminal.rest(SETTLED_SECONDS)


def _avoid_minute(terminal: Terminal, seconds: float) -> None:
    """Wait while the clock in the corner would move within so many seconds."""
    left = 60 - time.time() % 60
    if left < seconds + 1:
        terminal.rest(left + 1)


def press_all(terminal: Terminal, keys: Sequence[str]) -> list[Reply]:
    """Press keys one after the other, each once the last is answered."""
    return [terminal.press(key) for key in keys]


def times_of(rounds: Sequence[Sequence[Reply]]) -> list[list[float]]:
    """Return the milliseconds to the last byte of each reply that there was, round by round."""
    return [[r.settled_ms for r in replies if r.settled_ms is not None] for replies in rounds]


def type_filter(
    terminal: Terminal, text: str, *, rest: float = 2.0, patience: float = 5.0
) -> Reply:
    """Type a filter, take the time of its last letter, and take it away again."""
    terminal.press("/", quiet=0.3)
    for key in text[:-1]:
        terminal.send(key)
    terminal.rest(rest)
    reply = terminal.press(text[-1], quiet=0.6, patience=patience)
    terminal.press("escape", quiet=0.6)
    return reply


def bytes_of(rounds: Sequence[Sequence[Reply]]) -> float:
    """Return the median of the bytes that were sent in answer to a key."""
    return statistics.median(reply.sent for replies in rounds for reply in replies)


def _mean_bytes(rounds: Sequence[Sequence[Reply]]) -> float:
    return statistics.mean(reply.sent for replies in rounds for reply in replies)
