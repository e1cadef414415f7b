"""A call in progress outlives the program, and does not last all night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.ids import new_id
from services.activities.open_calls import (
    OpenCall,
    call_seconds,
    drop_open_call,
    keep_open_call,
    open_calls,
)
from services.context import Context
from services.drafts import load_draft, save_draft
from services.records.use_cases import add_record
from services.undo import undo
from storage.database import Database

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    return replace(context, clock=NOON.astimezone)


def call(minutes: float = 0, **values: str) -> OpenCall:
    """Return a call that began some minutes after noon."""
    started = NOON + timedelta(minutes=minutes)
    return OpenCall(new_id(), started, "incoming", values, started)


@pytest.mark.row("CALL-07")
def test_calls_in_progress_are_found_again_by_the_next_program(
    context: Context, other: Context
) -> None:
    later, first = call(5), call(0, client="916 12", notes="wants 5 %\nasks")
    for one in (later, first):
        keep_open_call(context, one)
    save_draft(context, "callers", {"x": "y"})
    keep_open_call(other, call())
    database = Database.open(context.database.path)
    found = open_calls(replace(context, database=database))
    database.close()
    assert [one.key for one in found] == [first.key, later.key]
    assert found[0] == replace(first, touched_at=NOON)
    assert found[1].values == {}


def test_a_call_is_kept_as_it_stands_until_it_is_dropped(context: Context) -> None:
    first = call(0, notes="a", client="b")
    keep_open_call(context, first)
    keep_open_call(context, replace(first.turned("outgoing"), values={"notes": "c"}))
    (found,) = open_calls(context)
    assert (found.direction, found.values, found.started_at) == ("outgoing", {"notes": "c"}, NOON)
    drop_open_call(context, first.key)
    assert open_calls(context) == []


def test_a_call_in_progress_is_nothing_to_undo(context: Context) -> None:
    add_record(context, "contact", {"last_name": "Ким"})
    keep_open_call(context, call())
    assert undo(context) == "contact added"
    assert load_draft(context, f"call:{open_calls(context)[0].key}")


@pytest.mark.row("CALL-09")
@pytest.mark.parametrize(
    ("touched", "now", "seconds"),
    [
        (0, 3, 180),
        (0, 60, 3600),
        (2, 63, 120),
        (2, 900, 120),
        (55, 70, 4200),
        (0, -1, 0),
    ],
)
def test_a_forgotten_call_ended_when_it_was_last_touched(
    touched: int, now: int, seconds: int
) -> None:
    kept = replace(call(), touched_at=NOON + timedelta(minutes=touched))
    assert call_seconds(kept, NOON + timedelta(minutes=now)) == seconds
