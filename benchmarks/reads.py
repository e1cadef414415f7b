"""Pages of lists as services read them.

Budgets: DESIGN.md, section 4 (Speed).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.bases import Base, opened
from benchmarks.figures import Figure, compared, spread
from domain.agenda import AgendaLine
from services.agenda import Agenda
from services.context import Context
from services.records.listing import open_list

PAGE = 128
"""Lines that the list reads at a time."""

LIST_PAGE = 50
LIST_LIMIT = 1.2
REPEATS = 5

_RAW = (
    "SELECT r.id, r.title, r.amount, c.id, c.title, u.name FROM deal r "
    "LEFT JOIN company c ON c.id = r.company_id "
    'LEFT JOIN "user" u ON u.id = r.responsible_id '
    "WHERE r.deleted_at IS NULL ORDER BY r.id DESC LIMIT ?"
)


def measure_agenda(base: Base, rounds: int) -> Iterator[Figure]:
    """Opening the agenda (counts and the first page), and pages in its middle; no budget apart.

    A page key has 5 ms in all, and reads such a page every few presses.
    """
    with opened(base.path) as context:
        label = f"{base.contacts:,} contacts"
        counts = [[_timed(lambda: Agenda(context, context.now()))] for _round in range(rounds)]
        agenda = Agenda(context, context.now())
        first = [[_timed(lambda: agenda.after(None, PAGE))] for _round in range(rounds)]
        lines: list[AgendaLine] = []
        while len(lines) < agenda.count() // 4:
            lines += agenda.after(lines[-1] if lines else None, PAGE)
        places = lines[PAGE :: max(1, len(lines) // 200)]
        below = [[_timed(partial(agenda.after, line, PAGE)) for line in places]]
        above = [[_timed(partial(agenda.before, line, PAGE)) for line in places]]
        ranks = [[_timed(partial(agenda.rank, line)) for line in places]]
    yield spread(f"agenda, numbers of all groups, {label}", counts, "ms")[0]
    yield spread(f"agenda, the first {PAGE} lines, {label}", first, "ms")[0]
    yield from spread(f"agenda, {PAGE} lines below another, {label}", below, "ms")
    yield from spread(f"agenda, {PAGE} lines above another, {label}", above, "ms")
    yield from spread(f"agenda, place of a line, {label}", ranks, "ms")


def measure_list(base: Base, rounds: int) -> Iterator[Figure]:
    """50 deals with company and person as values, beside two joins over the driver alone.

    Budget: at most 1.2 times the driver.
    """
    with opened(base.path) as context:
        pairs = [(_records(context), _raw(context)) for _round in range(rounds)]
    yield compared(f"{LIST_PAGE} deals beside sqlite3", pairs, "ms", LIST_LIMIT)


def _records(context: Context) -> float:
    fields = [
        field
        for field in context.database.fields.of("deal")
        if field.name in ("title", "amount", "company", "responsible")
    ]
    return _fastest(lambda: open_list(context, "deal", fields).after(None, LIST_PAGE))


def _raw(context: Context) -> float:
    connection = context.database.reader()
    return _fastest(lambda: connection.execute(_RAW, (LIST_PAGE,)).fetchall())


def _fastest(read: Callable[[], object]) -> float:
    return min(_timed(read) for _repeat in range(REPEATS))


def _timed(read: Callable[[], object]) -> float:
    started = time.perf_counter()
    read()
    return (time.perf_counter() - started) * 1e3
