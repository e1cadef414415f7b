"""A call that rings is noticed in the program of the person whom it is for, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.errors import BadInput, NotFound
from services.changes import ChangeWatch
from services.context import Context
from services.records.use_cases import add_record, delete_record
from services.ringing import clear_missed_rings, missed_rings, ring, take_ring, waiting_rings
from services.undo import undo

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    return replace(context, clock=NOON.astimezone)


def later(context: Context, **more: float) -> Context:
    moment = NOON + timedelta(**more)
    return replace(context, clock=moment.astimezone)


def waiting(context: Context) -> list[UUID]:
    return [ring.key for ring in waiting_rings(context, context.now())]


@pytest.mark.row("TEL-02")
def test_a_ring_names_those_who_have_the_number(context: Context, other: Context) -> None:
    contact = add_record(context, "contact", {"last_name": "Ким", "phones": ["8 916 123-45-67"]})
    company = add_record(context, "company", {"title": "Мак", "phones": ["+7 916 123 45 67"]})
    gone = add_record(context, "lead", {"title": "x", "phones": ["89161234567"]})
    delete_record(context, "lead", gone)
    other = replace(other, clock=context.clock)
    key = ring(other, "89161234567", "anna")
    (rung,) = waiting_rings(context, context.now())
    assert (rung.key, rung.phone, rung.e164, rung.at) == (key, "89161234567", "+79161234567", NOON)
    assert [(client.kind, client.id) for client in rung.clients] == [
        ("contact", contact),
        ("company", company),
    ]
    assert waiting(other) == []
    ring(other, "8 495 000-00-01", "anna")
    assert waiting_rings(context, context.now())[1].clients == ()


@pytest.mark.row("TEL-02")
def test_another_program_notices_the_ring(context: Context, other: Context) -> None:
    watch, others_watch = ChangeWatch(context), ChangeWatch(other)
    key = ring(other, "8 916 123-45-67", "anna")
    assert watch.changed_kinds() == {"ring"}
    assert watch.changed_kinds() == frozenset()
    assert others_watch.changed_kinds() == frozenset()
    # Taken on another terminal of the same person.
    second = replace(other, actor=context.actor)
    assert take_ring(second, key)
    assert watch.changed_kinds() == {"ring"}


def test_a_ring_is_taken_once(context: Context, other: Context) -> None:
    key = ring(context, "8 916 123-45-67", "anna")
    with pytest.raises(NotFound):
        take_ring(other, key)
    assert take_ring(context, key)
    assert not take_ring(context, key)
    assert waiting(context) == []
    with pytest.raises(NotFound, match="no longer remembered"):
        take_ring(context, UUID(int=7))


@pytest.mark.row("TEL-07")
def test_what_nobody_took_was_missed(context: Context) -> None:
    first, second = (ring(context, "8 916 123-45-67", "anna") for _time in range(2))
    assert waiting(later(context, seconds=119)) == [first, second]
    assert missed_rings(later(context, seconds=119)) == []
    after = later(context, minutes=3)
    assert waiting(after) == []
    assert [missed.key for missed in missed_rings(after)] == [first, second]
    take_ring(after, first)
    assert [missed.key for missed in missed_rings(after)] == [second]
    assert clear_missed_rings(after) == 1
    assert missed_rings(after) == []
    assert clear_missed_rings(after) == 0


def test_rings_are_forgotten_after_a_month(context: Context) -> None:
    ring(context, "8 916 123-45-67", "anna")
    ring(later(context, days=31), "8 916 123-45-68", "anna")
    rows = context.database.reader().execute("SELECT phone FROM ring").fetchall()
    assert rows == [("8 916 123-45-68",)]


def test_a_number_of_the_exchange_itself_rings_too(context: Context) -> None:
    ring(context, "102", "anna")
    (rung,) = waiting_rings(context, context.now())
    assert (rung.phone, rung.e164, rung.clients) == ("102", None, ())


@pytest.mark.parametrize("phone", ["", "anonymous", "12x", "+", "\x1b[2J"])
def test_what_is_no_number_does_not_ring(context: Context, phone: str) -> None:
    with pytest.raises(BadInput, match="is no telephone number"):
        ring(context, phone, "anna")


def test_nothing_rings_for_a_login_that_nobody_has(context: Context) -> None:
    with pytest.raises(NotFound, match="no user with the login carol"):
        ring(context, "102", "carol")


def test_nobody_undoes_a_ring(context: Context) -> None:
    add_record(context, "contact", {"last_name": "Ким"})
    take_ring(context, ring(context, "102", "anna"))
    assert undo(context) == "contact added"
