"""The catalog of 100,000 products in 5,000 sections, 30 levels deep: what a key costs in it.

Budgets: DESIGN.md, section 4 (Speed): a letter to its results 15 and 40 ms.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from benchmarks.bases import CATALOG, opened
from benchmarks.figures import Figure, median_time, peak_kib, spread
from benchmarks.lists import FIRST, PAGE
from benchmarks.search import SEARCH_LIMITS
from domain.records.record_rows import RecordRow
from services.catalog.picking import search_products
from services.catalog.tree import children_of, count_products, find_sections, path_of
from services.context import Context
from services.records.listing import open_list, read_columns, read_query, read_sorts
from storage.reads.record_pages import RecordPages

COLUMNS = "name,code,price,unit,section,is_active"

TEXTS = (
    "стол", "кресло норд", "лампа дуб", "desk oak", "krzeslo", "A-0001", "20000001", "стлоы",
    "столами", "ltcr", "красная кофта",
)  # fmt: skip
"""What is typed, letter by letter: names, codes, and what must be guessed."""

LETTERS = tuple(text[: end + 1] for text in TEXTS for end in range(len(text)))

FILTERS = (
    ("a property", "color:white"),
    ("a number of a property", "width:100..120"),
    ("a price", "price:>10 000"),
    ("two properties and in use", "color:white width:100..120 active:yes"),
)

LARGE_SECTIONS, SMALL_SECTIONS = (0.3, 0.02), (0.002, 0.0002)
"""Sections that hold, with all below them, about such parts of the products."""


def measure_catalog(rounds: int) -> Iterator[Figure]:
    """Unfolding, jumping, paths, counts, filters, search for each letter, and memory."""
    with opened(CATALOG.path) as context:
        deepest, *chosen = _sections(context)
        yield median_time("sections at the top", rounds, partial(children_of, context, None))
        yield median_time(
            "sections of one, 29 deep", rounds, partial(children_of, context, deepest)
        )
        yield median_time("breadcrumbs, 30 deep", rounds, partial(path_of, context, deepest))
        yield median_time("jump to a section", rounds, partial(find_sections, context, "stolik no"))
        top = [one.id for one in children_of(context, None)]
        yield median_time(
            f"counts of {len(top)} at the top", 1, partial(count_products, context, top)
        )
        for label, section in _labelled(context, chosen):
            first = partial(_first, context, f"section:{section}")
            yield median_time(f"list, {label}: first {FIRST} rows", rounds, first)
            pages = _open(context, f"section:{section}")
            rows = pages.after(None, FIRST)
            after = partial(pages.after, rows[-1], PAGE)
            yield median_time(f"list, {label}: next {PAGE} rows", rounds, after)
            within = f"section:{section} color:white"
            yield median_time(
                f"list, {label}, a property: first rows", rounds, partial(_first, context, within)
            )
        for label, text in FILTERS:
            yield median_time(
                f"filter, {label}: first rows", rounds, partial(_first, context, text)
            )
        yield from _search(context, None, "everywhere", rounds)
        for label, section in _labelled(context, chosen):
            yield from _search(context, section, label, rounds)
    yield Figure("memory for the catalog and its searches", _grown_mib(), "MiB")


def _search(context: Context, section: UUID | None, label: str, rounds: int) -> Iterator[Figure]:
    search_products(context, TEXTS[0], section)
    times = [[_find(context, text, section) for text in LETTERS] for _round in range(rounds)]
    yield from spread(f"search, {len(LETTERS)} letters, {label}", times, "ms", SEARCH_LIMITS)


def _find(context: Context, text: str, section: UUID | None) -> float:
    started = time.perf_counter()
    search_products(context, text, section)
    return (time.perf_counter() - started) * 1e3


def _sections(context: Context) -> list[UUID]:
    """Return the deepest section, then some by how much is in them and below."""
    reader = context.database.reader()
    (deepest,) = reader.execute(
        "SELECT section_id FROM section_within GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    ).fetchone()
    shares = LARGE_SECTIONS + SMALL_SECTIONS
    chosen = [
        reader.execute(
            "SELECT w.above_id FROM section_within w JOIN product p ON p.section_id = w.section_id "
            "GROUP BY 1 ORDER BY abs(count(*) - ?), 1 LIMIT 1",
            (CATALOG.products * share,),
        ).fetchone()[0]
        for share in shares
    ]
    return [UUID(bytes=key) for key in (deepest, *chosen)]


def _labelled(context: Context, sections: Sequence[UUID]) -> list[tuple[str, UUID]]:
    counts = count_products(context, sections)
    return [(f"in {counts[section]:,} products", section) for section in sections]


def _open(context: Context, text: str) -> RecordPages:
    return open_list(
        context,
        "product",
        read_columns(context, "product", COLUMNS),
        query=read_query(context, "product", text),
        sorts=read_sorts(context, "product", ""),
    )


def _first(context: Context, text: str) -> list[RecordRow]:
    return _open(context, text).after(None, FIRST)


def _grown_mib() -> float:
    """Return by how much a process grows that opens the list and searches letter by letter."""
    command = [sys.executable, "-m", "benchmarks.catalog", str(CATALOG.path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    with opened(Path(sys.argv[1])) as shown:
        before = peak_kib()
        _first(shown, "active:yes")
        for letters in LETTERS:
            search_products(shown, letters)
        print((peak_kib() - before) / 1024)
