"""The feed over a log of five million changes: opened, paged, and filtered.

Budgets: a key gets its rows at once (DESIGN.md, section 4): 30 ms for opening the area, 5 ms for a
page, 15 ms from the last letter of a filter to its rows, as for any search. Words that hardly any
line has are looked for beside the screen.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from uuid import UUID

from benchmarks.bases import CACHE, SEED, Base, opened
from benchmarks.figures import Figure, median_time, spread
from benchmarks.keys import PAGE_LIMITS, press_all, settle, times_of, type_filter
from benchmarks.programs import start_crm
from benchmarks.terminal import Reply
from domain.timeline import HistoryRow
from services.context import Context
from services.feed.pages import feed_pages
from services.users import add_user

CHANGES = 5_000_000
"""Rows of the log."""

PER_UNIT = 2
"""Rows of a usual step; every `BULK_EVERY`th one has `BULK_ROWS`."""

BULK_EVERY = 500_000
BULK_ROWS = 20_000

YEARS = 3
"""How far back the log goes."""

PEOPLE = 20

FIRST = 64
"""Rows that are read before the feed shows."""

PAGE = 128

OPEN_LIMIT, FILTER_LIMIT = 30.0, 15.0

_QUIET = 0.3


def measure_history(base: Base, rounds: int) -> Iterator[Figure]:
    """From the key to the rows: as services read them, then on the screen."""
    path = logged(base)
    with opened(path) as context:
        filters = _filters(context)
        yield from _read(context, filters, rounds)
    yield from _on_screen(path, filters, rounds)


def _filters(context: Context) -> dict[str, str]:
    """Return what is asked for, and the text of the filter."""
    connection = context.database.reader()
    (owner,) = connection.execute(
        "SELECT owner FROM change WHERE kind = 'contact' AND seq > ? LIMIT 1", (CHANGES // 3,)
    ).fetchone()
    return {
        "a record": f"record:{UUID(bytes=owner)}",
        "a name": "record:иванов",
        "a person": "who:person7",
        "a day": "when:-400d",
        "a person on a day": "who:person7 when:-400d",
        "a field": "field:position",
        "a kind": "kind:deal",
        "a word": "иванов",
        "changes alone": "what:changes",
    }


def _read(context: Context, filters: dict[str, str], rounds: int) -> Iterator[Figure]:
    first = partial(_first, context, "")
    yield median_time(f"feed, first {FIRST} lines", rounds, first)
    (middle,) = feed_pages(context, "when:..-400d").after(None, 1)
    pages = feed_pages(context)
    yield median_time(
        f"feed, {PAGE} lines below the middle", rounds, partial(pages.after, middle, PAGE)
    )
    yield median_time(f"feed, {PAGE} lines above it", rounds, partial(pages.before, middle, PAGE))
    yield median_time(f"feed, last {FIRST} lines", rounds, partial(pages.before, None, FIRST))
    for name, text in filters.items():
        yield median_time(
            f"feed, {name}: first {FIRST} lines", rounds, partial(_first, context, text)
        )


def _first(context: Context, text: str) -> list[HistoryRow]:
    return feed_pages(context, text).after(None, FIRST)


def _on_screen(path: Path, filters: dict[str, str], rounds: int) -> Iterator[Figure]:
    opened_first: list[list[Reply]] = []
    again: list[list[Reply]] = []
    paged: list[list[Reply]] = []
    filtered: dict[str, list[list[Reply]]] = {name: [] for name in filters}
    for _round in range(rounds):
        with start_crm(path) as terminal:
            settle(terminal)
            terminal.rest(3.0)
            opened_first.append([terminal.press("7", quiet=0.5)])
            again.append([terminal.press(key, quiet=_QUIET) for key in "17" * 6][1::2])
            paged.append(press_all(terminal, ["pagedown"] * 15 + ["pageup"] * 5))
            terminal.press("g", quiet=_QUIET)
            for name, text in filters.items():
                filtered[name].append([type_filter(terminal, text, rest=1.0, patience=10.0)])
    yield from spread("feed, opened first", times_of(opened_first), "ms", (OPEN_LIMIT, None))
    yield from spread("feed, come back to", times_of(again), "ms", (OPEN_LIMIT, None))
    yield from spread("feed, page key", times_of(paged), "ms", PAGE_LIMITS)
    for name, replies in filtered.items():
        limits = (None, None) if "word" in name else (FILTER_LIMIT + 80.0, None)
        yield from spread(f"feed, filter by {name}: rows", times_of(replies), "ms", limits)


# The log.


def logged(base: Base) -> Path:
    """Return a copy of a base with such a log, made at the first call."""
    path = CACHE / f"log-{base.path.stem}-{CHANGES}.db"
    if not path.exists():
        print(f"Making {path.name} with {CHANGES:,} changes ...", file=sys.stderr)
        for old in CACHE.glob(f"log-{base.name}-*"):
            old.unlink()
        draft = path.with_suffix(".part")
        shutil.copyfile(base.path, draft)
        with opened(draft) as context:
            added = [add_user(context, f"person{number}") for number in range(PEOPLE)]
            people = [key.bytes for key in (context.actor.user_id, *added)]
        with closing(sqlite3.connect(draft)) as connection:
            write_log(connection, people)
        draft.rename(path)
    return path


def write_log(
    connection: sqlite3.Connection, people: Sequence[bytes], changes: int = CHANGES
) -> None:
    """Write a made-up log of so many rows, by people of whom the keys are given."""
    connection.executescript("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        "AND tbl_name IN ('change', 'change_unit')"
    ).fetchall()
    for name, _sql in indexes:
        connection.execute(f"DROP INDEX {name}")
    with connection:
        connection.executemany(
            "INSERT INTO change_unit(seq, clock, device, actor, verb) VALUES (?, ?, ?, ?, ?)",
            _units(connection, people, changes),
        )
        connection.executemany(
            "INSERT INTO change(unit, kind, record, owner, op, old) VALUES (?, ?, ?, ?, ?, ?)",
            _changes(connection, changes),
        )
    for _name, sql in indexes:
        connection.execute(sql)
    connection.execute("PRAGMA journal_mode = WAL")


def _sizes(changes: int) -> Iterator[int]:
    """Return how many rows each unit has."""
    left, number = changes, 0
    while left > 0:
        number += 1
        size = min(left, BULK_ROWS if number % BULK_EVERY == 0 else PER_UNIT)
        left -= size
        yield size


def _start(connection: sqlite3.Connection) -> int:
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM change_unit").fetchone()
    return int(last) + 1


def _units(
    connection: sqlite3.Connection, people: Sequence[bytes], changes: int
) -> Iterator[tuple[object, ...]]:
    (device,) = connection.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()
    chance, count = random.Random(SEED), sum(1 for _size in _sizes(changes))
    now = time.time_ns() // 1_000_000
    span = YEARS * 365 * 86_400_000
    start = _start(connection)
    connection.execute("UPDATE change_unit SET clock = ?", (now - span - 1 << 16,))
    verbs = ("edit_contact", "edit_contact", "edit_deal", "bulk_edit")
    for number in range(count):
        clock = now - span + span * number // count << 16
        yield start + number, clock, device, chance.choice(people), chance.choice(verbs)


def _changes(connection: sqlite3.Connection, changes: int) -> Iterator[tuple[object, ...]]:
    """Return rows of the log: fields of contacts, their phones, stages of deals."""
    chance = random.Random(SEED)
    contacts = [key for (key,) in connection.execute("SELECT id FROM contact LIMIT 500000")]
    deals = [key for (key,) in connection.execute("SELECT id FROM deal LIMIT 100000")]
    stages = [key for (key,) in connection.execute("SELECT hex(id) FROM stage")]
    start = _start(connection) - sum(1 for _size in _sizes(changes))
    for unit, size in enumerate(_sizes(changes), start):
        is_deal = chance.random() < 0.2
        for _row in range(size):
            if is_deal:
                key = chance.choice(deals)
                yield unit, "deal", key, key, "U", f'{{"stage_id":"{chance.choice(stages)}"}}'
            else:
                key = chance.choice(contacts)
                name = chance.choice(("comment", "comment", "position", "last_name"))
                text = f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {chance.randrange(1000)}"
                yield unit, "contact", key, key, "U", f'{{"{name}":"{text}"}}'


_WORDS = ("закупки", "offer", "директор", "Łódź", "contract", "склад", "sales", "договор", "umowa")
