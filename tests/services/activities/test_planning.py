"""Activities are postponed, handed on, finished, opened again and deleted, several at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotFound
from domain.records.values import Deadline
from services.activities.finishing import finish_activities, finish_activity, reopen
from services.activities.outcomes import find_outcome
from services.activities.planning import (
    delete_activities,
    parse_deadline,
    parse_next_step,
    postpone,
    reassign,
    set_importance,
)
from services.context import Context
from services.records.use_cases import add_record, delete_record, show_record
from services.undo import undo


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    noon = datetime(2026, 5, 6, 10, tzinfo=UTC)
    return replace(context, clock=noon.astimezone)


@pytest.fixture
def keys(context: Context) -> list[UUID]:
    """Three open calls."""
    return [
        add_record(context, "activity", {"kind": "call", "subject": name, "due": "today"})
        for name in "abc"
    ]


def read(context: Context, key: UUID) -> Any:
    return show_record(context, "activity", key).values


def field(context: Context, keys: list[UUID], name: str) -> list[Any]:
    return [read(context, key)[name] for key in keys]


FRIDAY = Deadline(at=datetime(2026, 5, 8, 13, 30, tzinfo=UTC))


@pytest.mark.row("ACT-10", "CALL-05")
def test_several_are_postponed_at_once_and_taken_back_at_once(
    context: Context, keys: list[UUID]
) -> None:
    result = postpone(context, keys, parse_deadline(context, "fri 15:30"))
    assert (result.changed, result.left_out, result.explain()) == (3, 0, "")
    assert field(context, keys, "due") == [FRIDAY] * 3
    assert undo(context) == "activity postponed"
    assert field(context, keys, "due") == [Deadline(on=date(2026, 5, 6))] * 3


def test_what_is_done_or_gone_is_left_out_and_told(context: Context, keys: list[UUID]) -> None:
    finish_activity(context, keys[0])
    delete_record(context, "activity", keys[1])
    result = postpone(context, [*keys, keys[2], UUID(int=7)], FRIDAY)
    assert (result.changed, result.gone, result.unfit) == (1, 2, 1)
    assert result.explain() == "1 was done already. 2 are no longer there."
    assert read(context, keys[0])["due"] == Deadline(on=date(2026, 5, 6))
    assert read(context, keys[2])["due"] == FRIDAY


def test_where_none_can_be_changed_it_is_refused(context: Context, keys: list[UUID]) -> None:
    finish_activity(context, keys[0])
    with pytest.raises(Conflict, match="This activity is done already"):
        postpone(context, keys[:1], FRIDAY)
    delete_activities(context, keys[:2])
    with pytest.raises(NotFound, match="These activities are no longer there"):
        set_importance(context, keys[:2], True)
    with pytest.raises(BadInput):
        postpone(context, [], FRIDAY)


@pytest.mark.parametrize("text", ["yesterday", "1.5.2026", "5.5.2026 10:00", "", "later"])
def test_nothing_is_postponed_into_the_past(context: Context, text: str) -> None:
    with pytest.raises(BadInput):
        parse_deadline(context, text)


def test_a_past_deadline_is_refused_however_it_was_made(context: Context, keys: list[UUID]) -> None:
    with pytest.raises(BadInput, match="lies in the past"):
        postpone(context, keys, Deadline(on=date(2026, 5, 5)))


@pytest.mark.row("CALL-05")
@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("t", "call", datetime(2026, 5, 7, 8, tzinfo=UTC)),
        ("е", "call", datetime(2026, 5, 7, 8, tzinfo=UTC)),
        ("meeting M", "meeting", datetime(2026, 5, 11, 8, tzinfo=UTC)),
        ("task w", "task", datetime(2026, 5, 13, 8, tzinfo=UTC)),
        ("q", "call", datetime(2026, 5, 6, 10, 15, tzinfo=UTC)),
    ],
)
def test_a_letter_is_a_next_step(context: Context, text: str, kind: str, due: datetime) -> None:
    step = parse_next_step(context, text)
    assert (step.kind, step.deadline) == (kind, Deadline(at=due))


@pytest.mark.row("ACT-03")
def test_somebody_else_becomes_responsible(
    context: Context, other: Context, keys: list[UUID]
) -> None:
    result = reassign(context, keys[:2], other.actor.user_id)
    assert result.changed == 2
    assert [person.login for person in field(context, keys, "responsible")] == [
        "boris",
        "boris",
        "anna",
    ]
    with pytest.raises(NotFound, match="no such user"):
        reassign(context, keys, UUID(int=7))


@pytest.mark.row("ACT-21")
def test_importance_is_set_and_taken_away(context: Context, keys: list[UUID]) -> None:
    set_importance(context, keys[:2], True)
    assert field(context, keys, "is_important") == [True, True, False]
    set_importance(context, keys[:1], False)
    assert field(context, keys, "is_important") == [False, True, False]


@pytest.mark.row("ACT-12", "ACT-20")
def test_several_are_finished_each_with_its_next_step(context: Context, keys: list[UUID]) -> None:
    finish_activity(context, keys[0])
    outcome = find_outcome(context.database.reader(), "no_answer")
    step = parse_next_step(context, "tomorrow 10")
    result = finish_activities(context, keys, outcome=outcome, result="тишина", next_step=step)
    assert (result.changed, result.unfit, len(result.following)) == (2, 1, 2)
    assert field(context, keys[1:], "result") == ["тишина"] * 2
    assert field(context, list(result.following), "attempt") == [2, 2]
    assert field(context, list(result.following), "subject") == ["b", "c"]
    undo(context)
    assert field(context, keys[1:], "done_at") == [None, None]
    with pytest.raises(NotFound):
        read(context, result.following[0])


@pytest.mark.row("ACT-20")
def test_what_was_done_is_opened_again(context: Context, keys: list[UUID]) -> None:
    reached = find_outcome(context.database.reader(), "reached")
    finish_activities(context, keys[:2], outcome=reached, result="да")
    result = reopen(context, keys)
    assert (result.changed, result.explain()) == (2, "1 was open already.")
    assert field(context, keys, "done_at") == [None] * 3
    assert (read(context, keys[0])["outcome"], read(context, keys[0])["result"]) == (None, "да")
    with pytest.raises(Conflict, match="open already"):
        reopen(context, keys)
    undo(context)
    assert None not in field(context, keys[:2], "done_at")


def test_several_are_deleted_and_brought_back(context: Context, keys: list[UUID]) -> None:
    finish_activity(context, keys[0])
    assert delete_activities(context, keys).changed == 3
    assert all(show_record(context, "activity", key).is_deleted for key in keys)
    undo(context)
    assert not any(show_record(context, "activity", key).is_deleted for key in keys)
