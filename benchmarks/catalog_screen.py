"""Area 4 on 100,000 products in 5,000 sections, 30 levels deep: opened, walked, jumped, filtered.

Budgets: DESIGN.md, section 4 (Speed).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from benchmarks.areas import AHEAD_SECONDS, SWITCH_LIMITS
from benchmarks.bases import CATALOG, opened
from benchmarks.figures import Figure, spread
from benchmarks.keys import (
    CURSOR_BYTES,
    CURSOR_LIMITS,
    PAGE_LIMITS,
    bytes_of,
    press_all,
    times_of,
    type_filter,
)
from benchmarks.programs import start_crm
from benchmarks.search import SEARCH_LIMITS
from benchmarks.terminal import Reply, Terminal
from domain.records.references import Reference
from services.catalog.tree import children_of, path_of

FILTERS = (("a word", "стол"), ("a property", "color:white"), ("a price", "price:..500"))
"""What a filter asks for, and its text; its last letter is measured."""


def measure_catalog_screen(rounds: int) -> Iterator[Figure]:
    """Key to painted for each thing that is done in the catalog, and memory."""
    names = ("open", "tree", "list", "page", "unfold", "jump", "letter", "up")
    found: dict[str, list[list[Reply]]] = {name: [] for name in names}
    narrowed: dict[str, list[list[Reply]]] = {name: [] for name, _text in FILTERS}
    memory: list[float] = []
    path = CATALOG.path
    deepest, way = _deepest(path)
    for _round in range(rounds):
        with _in_catalog(path, found["open"]) as terminal:
            found["list"].append(press_all(terminal, "j" * 60 + "k" * 20))
            found["page"].append(press_all(terminal, ["pagedown"] * 15 + ["pageup"] * 5))
            for label, text in FILTERS:
                narrowed[label].append([type_filter(terminal, text)])
            terminal.press("h", quiet=0.5)
            terminal.press("/", quiet=0.5)
            found["letter"].append([terminal.press(x, quiet=0.3) for x in deepest[-1].title])
            found["jump"].append([terminal.press("enter", quiet=0.8)])
            _fold_all(terminal, len(deepest))
            found["unfold"].append(_unfold(terminal, way))
            found["tree"].append(press_all(terminal, "k" * 20 + "j" * 20))
            found["up"].append([terminal.press("backspace", quiet=0.5) for _step in range(10)])
            memory.append(terminal.memory_mib()[0])
    for name, label, limits in (
        ("open", "the catalog, come to", SWITCH_LIMITS),
        ("list", "catalog, cursor key in the list", CURSOR_LIMITS),
        ("page", "catalog, page key in the list", PAGE_LIMITS),
        ("tree", "catalog, cursor key in the tree", CURSOR_LIMITS),
        ("unfold", "catalog, a section unfolded", SWITCH_LIMITS),
        ("letter", "catalog, letter of a section", SEARCH_LIMITS),
        ("jump", "catalog, jump 30 levels down", (None, None)),
    ):
        yield from spread(label, times_of(found[name]), "ms", limits)
    # The first answer has the products; how many there are is told later.
    shown = [[r.first_ms for r in replies if r.first_ms is not None] for replies in found["up"]]
    yield from spread("catalog, to the products of the section above", shown, "ms", SWITCH_LIMITS)
    yield Figure("catalog, bytes of a key in the tree", bytes_of(found["tree"]), "B", CURSOR_BYTES)
    for label, replies in narrowed.items():
        yield from spread(f"catalog, filter by {label}: products", times_of(replies), "ms")
    yield Figure("catalog, resident memory", statistics.median(memory), "MiB")


def _deepest(path: Path) -> tuple[Sequence[Reference], Sequence[int]]:
    """Return a section with the most above it, those first, and the place of each beside others."""
    with opened(path) as context:
        (key,) = (
            context.database.reader()
            .execute(
                "SELECT section_id FROM section_within GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
            )
            .fetchone()
        )
        deepest = path_of(context, UUID(bytes=key))
        above = [None, *[one.id for one in deepest[:-1]]]
        places = [
            [child.id for child in children_of(context, parent)].index(one.id)
            for parent, one in zip(above, deepest, strict=True)
        ]
        return deepest, places


def _fold_all(terminal: Terminal, levels: int) -> None:
    """Fold the section under the cursor and all above it, and go to the top of the tree."""
    for _step in range(2 * levels):
        terminal.press("h", quiet=0.1)
    terminal.press("g", quiet=0.5)


def _unfold(terminal: Terminal, way: Sequence[int]) -> list[Reply]:
    """Unfold one section after the other on the way down."""
    replies = []
    for place in way[:-1]:
        for _step in range(place + 1):
            terminal.press("j", quiet=0.1)
        terminal.rest(0.3)
        replies.append(terminal.press("l", quiet=0.2))
    return replies


def _in_catalog(path: Path, opened_in: list[list[Reply]]) -> Terminal:
    """Start the program and go to the catalog."""
    terminal = start_crm(path)
    terminal.wait_for("Activities", "^Q")
    terminal.rest(5.0 + AHEAD_SECONDS)
    opened_in.append([terminal.press("4", quiet=0.5)])
    terminal.rest(1.5)
    return terminal
