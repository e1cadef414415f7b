"""The picker of products, opened on the lines of a deal, over 100,000 products: what a key costs.

Budgets: DESIGN.md, section 4 (Speed).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from benchmarks.areas import AHEAD_SECONDS
from benchmarks.bases import CATALOG
from benchmarks.catalog import TEXTS
from benchmarks.figures import Figure, spread
from benchmarks.keys import CURSOR_LIMITS, SETTLED_SECONDS, press_all, times_of
from benchmarks.programs import start_crm
from benchmarks.search import SEARCH_LIMITS
from benchmarks.terminal import Reply, Terminal
from services.records.use_cases import add_record

QUANTITIES = ("", "3 ")
"""What stands before the words: nothing, and how many are wanted."""

QUIET = 0.08
"""Seconds of silence that end an answer: what is known of a product comes only after them."""


def measure_picker(rounds: int) -> Iterator[Figure]:
    """Key to painted: the picker opened, a letter to its results, the cursor, a product taken."""
    names = ("open", "letter", "list", "take")
    found: dict[str, list[list[Reply]]] = {name: [] for name in names}
    memory: list[float] = []
    with CATALOG.copy() as context:
        add_record(context, "deal", {"title": "Chairs", "currency": "RUB"})
        for _round in range(rounds):
            with start_crm(context.database.path) as terminal:
                _open_lines(terminal)
                found["open"].append([terminal.press("f3", quiet=QUIET)])
                found["letter"].append(_type_texts(terminal))
                # The first one leaves what is typed for the list.
                terminal.press("down", quiet=0.3)
                found["list"].append(press_all(terminal, ["down"] * 12 + ["up"] * 8))
                terminal.press("/", quiet=0.3)
                found["take"].append([terminal.press("enter", quiet=0.5)])
                memory.append(terminal.memory_mib()[0])
    for name, label, limits in (
        ("open", "picker of products, opened", (None, None)),
        ("letter", "picker of products, letter to results", SEARCH_LIMITS),
        ("list", "picker of products, cursor key", CURSOR_LIMITS),
        ("take", "picker of products, taken to totals", (None, None)),
    ):
        yield from spread(label, times_of(found[name]), "ms", limits)
    yield Figure("picker of products, resident memory", statistics.median(memory), "MiB")


def _open_lines(terminal: Terminal) -> None:
    """Go to the lines of the only deal."""
    terminal.wait_for("Activities", "^Q")
    terminal.rest(SETTLED_SECONDS + AHEAD_SECONDS)
    terminal.press("2", quiet=1.0)
    terminal.press("I", quiet=1.0)
    terminal.rest(1.0)


def _type_texts(terminal: Terminal) -> list[Reply]:
    """Type what is looked for, letter by letter; the last text stays."""
    replies: list[Reply] = []
    for text in reversed(TEXTS):
        for quantity in QUANTITIES:
            terminal.press("ctrl+u", quiet=0.3)
            for key in quantity:
                terminal.press("space" if key == " " else key, quiet=0.3)
            replies += [terminal.press("space" if k == " " else k, quiet=QUIET) for k in text]
    return replies
