"""Work laid on many: an activity on 100,000 contacts, and a key of the run to the next client."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from benchmarks.bases import Base
from benchmarks.figures import Figure, spread
from benchmarks.keys import settle, times_of
from benchmarks.programs import start_crm
from benchmarks.terminal import Reply, Terminal
from domain.records.record_query import RecordQuery
from domain.records.values import Deadline
from domain.spreading import Spread
from services.activities.laying import Laying, lay_activities
from services.activities.walking import Wanted, next_step
from services.context import Context
from services.lists.reading import record_list_source
from services.undo import undo

ROWS = 100_000
LIMIT_MS = 30.0
"""From the digit to the next client, stored and painted, as for opening a card."""

_QUIET = 0.3


def measure_runs(base: Base, rounds: int) -> Iterator[Figure]:
    """Lay a call on 100,000 contacts, take it back, lay it again, and walk through that run."""
    with base.copy() as context:
        keys = record_list_source(context, RecordQuery("contact")).keys()[:ROWS]
        laying = Laying(
            "call",
            "Invite to the fair",
            "Good morning",
            due=Deadline(on=context.now().date() - timedelta(days=1)),
            spread=Spread(a_day=500),
        )
        label = f"a call on {len(keys):,} contacts"
        yield Figure(label, _seconds(lambda: _lay(context, keys, laying)), "s")
        yield Figure(f"{label}: undo", _seconds(lambda: undo(context)), "s")
        run = _lay(context, keys, laying)
        wanted = Wanted(run)
        yield Figure("next of the run", _seconds(lambda: next_step(context, wanted)) * 1e3, "ms")
        replies: list[list[Reply]] = []
        for _round in range(rounds):
            with start_crm(context.database.path) as terminal:
                settle(terminal)
                replies.append(list(_walk(terminal)))
    yield from spread("outcome to the next client", times_of(replies), "ms", (LIMIT_MS, None))


def _lay(context: Context, keys: Sequence[UUID], laying: Laying) -> UUID:
    return lay_activities(context, "contact", keys, laying).run


def _walk(terminal: Terminal) -> Iterator[Reply]:
    """Open the run, and give the replies to the digits of outcomes but for the first."""
    terminal.press("W", quiet=1.0)
    terminal.press("enter", quiet=1.0)
    terminal.press("1", quiet=_QUIET)
    for number in range(20):
        yield terminal.press(str(number % 3 + 1), quiet=_QUIET)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
