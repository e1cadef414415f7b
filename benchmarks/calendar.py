"""What a calendar with thousands of meetings costs on the screen.

Budget: 30 ms for opening it and for another month, scale or week; a cursor key costs what it costs
in any list (DESIGN.md, section 4).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.bases import Base
from benchmarks.cards import add_activities, first_contact
from benchmarks.figures import Figure, spread
from benchmarks.keys import CURSOR_LIMITS, settle, times_of
from benchmarks.programs import start_crm
from benchmarks.terminal import Reply, Terminal
from domain.ids import new_id
from services.context import Context
from storage.values import moment_out

MEETINGS = 2_000
"""How many meetings there are in each month."""

MONTHS = 12
"""For how many months, the present one in their middle."""

LIMIT_MS = 30.0

_REST = 0.5
"""After how long without a key the neighbouring months have been read."""

_QUIET = 0.02


BASE = Base("calendar", 10_000, 2_000, 0, 0, 0)
"""Clients alone: the calendar has nothing but what is laid into it."""


def measure_calendar(rounds: int) -> Iterator[Figure]:
    """Open the calendar, leaf through months, change the scale, and walk, on a copy."""
    replies: dict[str, list[list[Reply]]] = {}
    with BASE.copy() as context:
        fill_calendar(context)
        for _round in range(rounds):
            with start_crm(context.database.path) as terminal:
                settle(terminal)
                terminal.rest(3.0)
                for name, found in _one_round(terminal):
                    replies.setdefault(name, []).append(found)
    for name, all_found in replies.items():
        limits = CURSOR_LIMITS if "cursor key" in name else (LIMIT_MS, None)
        yield from spread(f"calendar, {name}", times_of(all_found), "ms", limits)
    sent = [reply.sent for reply in replies["cursor key in a month"][0]]
    yield Figure("bytes of a cursor key in a month", statistics.median(sent), "B")


def _one_round(terminal: Terminal) -> Iterator[tuple[str, list[Reply]]]:
    opened = []
    for _time in range(6):
        opened.append(terminal.press("]", quiet=_REST))
        terminal.press("]", quiet=_REST)
    yield "opened first", opened[:1]
    yield "come back to", opened[1:]
    terminal.press("]", quiet=_REST)
    yield "cursor key in a month", [terminal.press(key) for key in "hlhl" * 10 + "kjkj" * 5]
    rested = [terminal.press("pagedown", quiet=_REST) for _time in range(4)]
    yield "next month, after a rest", rested
    terminal.press("T", quiet=_REST)
    yield "next month, at once", [terminal.press("pagedown", quiet=_QUIET) for _time in range(5)]
    terminal.press("T", quiet=_REST)
    scales = []
    for key in "213" * 3:
        terminal.press("'", quiet=_REST)
        scales.append(terminal.press(key, quiet=_REST))
    yield "another scale", scales
    terminal.press("'", quiet=_REST)
    terminal.press("2", quiet=_REST)
    yield "cursor key in a week", [terminal.press(key) for key in "jkjk" * 10 + "lhlh" * 5]
    yield "next week, after a rest", [terminal.press("pagedown", quiet=_REST) for _time in range(4)]


def fill_calendar(context: Context) -> None:
    """Give the person who runs this meetings with one client, at every hour of every day."""
    now = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)
    first = now - timedelta(days=30 * MONTHS // 2)
    contact, step = first_contact(context), timedelta(days=30) / MEETINGS
    activities = []
    for number in range(MEETINGS * MONTHS):
        start = first + step * number
        moment = moment_out(start.replace(hour=6 + start.hour % 12))
        activities.append(
            {
                "id": new_id().bytes,
                "kind": ("call", "meeting")[number % 2],
                "subject": f"about the offer, part {number}",
                "due_at": moment,
                "planned_minutes": (None, 15, 60, 90)[number % 4],
                "done_at": moment if start < now else None,
                "responsible_id": context.actor.user_id.bytes,
                "created_at": moment,
                "updated_at": moment,
            }
        )
    add_activities(context, contact, activities)
