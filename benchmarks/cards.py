"""What the card of a client with thousands of activities costs on the screen.

Budget: 30 ms each for opening it, turning a page of its timeline, another tab, and for saving a
field, from the key to what is stored and painted (DESIGN.md, section 4).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from benchmarks.bases import Base
from benchmarks.figures import Figure, spread
from benchmarks.keys import settle, times_of
from benchmarks.programs import start_crm
from benchmarks.terminal import Reply, Terminal
from domain.ids import new_id
from services.context import Context
from services.records.listing import open_list
from storage.values import moment_out

ENTRIES = 5_000
"""Activities on the timeline."""

PLANNED = 20
"""Those of them that are still to be done."""

LIMIT_MS = 30.0

_QUIET = 0.3


def measure_cards(base: Base, rounds: int) -> Iterator[Figure]:
    """Open the card, page its timeline, go through its tabs, and save a field, on a copy."""
    replies: dict[str, list[list[Reply]]] = {}
    with base.copy() as context:
        fill_timeline(context, first_contact(context))
        for _round in range(rounds):
            with start_crm(context.database.path) as terminal:
                settle(terminal)
                terminal.press("3", quiet=1.0)
                for name, found in _one_round(terminal):
                    replies.setdefault(name, []).append(found)
    for name, all_found in replies.items():
        yield from spread(name, times_of(all_found), "ms", (LIMIT_MS, None))
    sent = [reply.sent for reply in replies["card, page of the timeline"][0]]
    yield Figure("bytes of a page of the timeline", statistics.median(sent), "B")


def _one_round(terminal: Terminal) -> Iterator[tuple[str, list[Reply]]]:
    opened, left = [], []
    for _time in range(6):
        opened.append(terminal.press("enter", quiet=_QUIET))
        left.append(terminal.press("q", quiet=_QUIET))
    # What the first one loads is not what a card costs.
    yield "card, opened", opened[1:]
    yield "card, left again", left[1:]
    terminal.press("enter", quiet=1.0)
    yield "card, next record of the list", [terminal.press("J", quiet=_QUIET) for _time in range(4)]
    for _time in range(4):
        terminal.press("K", quiet=_QUIET)
    pages = [terminal.press("pagedown", quiet=0.1) for _time in range(40)]
    yield "card, page of the timeline", pages
    yield "card, end of the timeline", [terminal.press(key, quiet=_QUIET) for key in "GgGg"]
    yield "card, another tab", [terminal.press("]", quiet=_QUIET) for _time in range(10)]
    yield "card, a field saved", list(_save_fields(terminal))


def _save_fields(terminal: Terminal) -> Iterator[Reply]:
    """Change the first field beside the list again and again."""
    terminal.press("tab", quiet=_QUIET)
    terminal.press("g", quiet=_QUIET)
    for number in range(6):
        terminal.press("enter", quiet=_QUIET)
        terminal.press(str(number), quiet=0.1)
        yield terminal.press("enter", quiet=_QUIET)


def first_contact(context: Context) -> UUID:
    """Return the contact with which the list of area 3 begins."""
    return open_list(context, "contact", []).after(None, 1)[0].id


def fill_timeline(context: Context, contact: UUID) -> None:
    """Give a contact that many activities, the most of them done, one every six hours."""
    now = datetime.now(UTC)
    activities = []
    for number in range(ENTRIES):
        is_planned = number < PLANNED
        moment = moment_out(now + timedelta(hours=6 * (number if is_planned else -number)))
        activities.append(
            {
                "id": new_id().bytes,
                "kind": ("call", "meeting", "letter")[number % 3],
                "subject": f"about the offer, part {number}",
                "result": "" if is_planned else f"wants to think about part {number}",
                "due_at": moment,
                "done_at": None if is_planned else moment,
                "responsible_id": context.actor.user_id.bytes,
                "created_at": moment,
                "updated_at": moment,
            }
        )
    add_activities(context, contact, activities)


def add_activities(context: Context, contact: UUID, activities: Sequence[dict[str, Any]]) -> None:
    """Insert the rows of activities, each linked to a contact."""
    links = [
        {
            "id": new_id().bytes,
            "activity_id": activity["id"],
            "record_kind": "contact",
            "record_id": contact.bytes,
        }
        for activity in activities
    ]
    with context.database.write(context.actor, "seed") as unit:
        unit.insert_many("activity", activities)
        unit.insert_many("activity_link", links)
