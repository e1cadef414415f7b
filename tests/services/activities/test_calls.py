"""Calls: logged with a known or a new client, planned calls done by it, repeated until reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.agenda import AgendaEntry
from domain.errors import BadInput, Conflict, NotFound
from domain.records.values import Deadline
from services.activities.calls import CallReport, LoggedCall, log_call
from services.activities.finishing import finish_activity
from services.activities.outcomes import find_outcome
from services.activities.planning import parse_next_step
from services.agenda import Agenda
from services.clients import glance_at_client
from services.context import Context
from services.records.use_cases import add_record, delete_record, show_record


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon, so that today has hours left."""
    noon = datetime(2026, 5, 6, 10, tzinfo=UTC)
    return replace(context, clock=noon.astimezone)


def client(context: Context, **more: object) -> UUID:
    return add_record(context, "contact", {"last_name": "Ким", **more})


def read(context: Context, key: UUID | None) -> Any:
    assert key is not None
    return show_record(context, "activity", key).values


def call(
    context: Context, contact: UUID, outcome: str = "", following: str = "", **more: Any
) -> LoggedCall:
    report = CallReport(
        client_kind="contact",
        client=contact,
        outcome=find_outcome(context.database.reader(), outcome) if outcome else None,
        next_step=parse_next_step(context, following) if following else None,
        **more,
    )
    return log_call(context, report)


def entries(context: Context) -> list[AgendaEntry]:
    agenda = Agenda(context, context.now())
    return [line for line in agenda.after(None, 99) if isinstance(line, AgendaEntry)]


@pytest.mark.row("CALL-03", "CALL-08", "CALL-09")
def test_a_call_keeps_who_when_how_long_and_about_what(context: Context) -> None:
    contact = client(context)
    started = datetime(2026, 5, 6, 10, tzinfo=context.zone)
    logged = call(
        context,
        contact,
        "reached",
        subject="Договор",
        notes="Согласен\nна скидку",
        started_at=started,
        duration_seconds=95,
        direction="incoming",
    )
    assert (logged.client, logged.next, logged.was_planned) == (contact, None, False)
    values = read(context, logged.call)
    assert values["kind"] == "call"
    assert values["contacts"][0].id == contact
    assert (values["start_at"], values["duration_seconds"]) == (started, 95)
    assert (values["subject"], values["result"]) == ("Договор", "Согласен\nна скидку")
    assert (values["outcome"].code, values["direction"]) == ("reached", "incoming")
    assert values["responsible"].login == "anna"
    assert entries(context) == []


def test_without_a_start_the_call_ended_just_now(context: Context) -> None:
    logged = call(context, client(context), notes="x", duration_seconds=600)
    values = read(context, logged.call)
    assert values["done_at"] == context.now()
    assert values["done_at"] - values["start_at"] == timedelta(minutes=10)


def test_the_note_names_a_call_without_a_subject(context: Context) -> None:
    logged = call(context, client(context), notes="Просил\nперезвонить " + "x" * 100)
    subject = read(context, logged.call)["subject"]
    assert subject.startswith("Просил перезвонить xxx")
    assert len(subject) == 80


def test_nothing_a_terminal_obeys_is_kept_of_a_call(context: Context) -> None:
    logged = call(context, client(context), subject="a\x1b[2J\nb", notes="c\x1b]0;d")
    values = read(context, logged.call)
    assert values["subject"] == "a[2J b"
    assert values["result"] == "c]0;d"


@pytest.mark.row("CALL-03")
def test_a_call_with_somebody_new_makes_the_contact(context: Context) -> None:
    report = CallReport(new_client={"last_name": "Цой", "phones": ["8 916 123-45-67"]})
    logged = log_call(context, report)
    view = show_record(context, "contact", logged.client)
    assert view.title == "Цой"
    assert read(context, logged.call)["contacts"][0].id == logged.client


def test_a_call_needs_a_client_that_is_there(context: Context) -> None:
    with pytest.raises(BadInput, match="A call needs a client"):
        log_call(context, CallReport(notes="x"))
    with pytest.raises(NotFound):
        call(context, UUID(int=7))
    contact = client(context)
    delete_record(context, "contact", contact)
    with pytest.raises(NotFound):
        call(context, contact)
    assert not list(context.database.reader().execute("SELECT 1 FROM activity"))


@pytest.mark.row("CALL-05")
def test_calls_repeat_until_somebody_is_reached(context: Context) -> None:
    contact = client(context)
    logged = call(context, contact, "no_answer", "+15m", subject="Договор")
    for attempt, outcome in ((2, "no_answer"), (3, "busy")):
        assert logged.next is not None
        planned = read(context, logged.next)
        assert (planned["attempt"], planned["subject"]) == (attempt, "Договор")
        again = call(context, contact, outcome, "+1h")
        assert (again.call, again.was_planned) == (logged.next, True)
        logged = again
    assert read(context, logged.next)["attempt"] == 4
    reached = call(context, contact, "reached", "tomorrow 10")
    assert reached.call == logged.next
    assert read(context, reached.next)["attempt"] == 1
    chain = "SELECT count(*) FROM activity WHERE previous_id IS NOT NULL"
    assert context.database.reader().execute(chain).fetchone() == (4,)
    assert [entry.id for entry in entries(context)] == [reached.next]


@pytest.mark.row("CALL-01")
def test_a_call_that_was_planned_for_today_is_done_by_it(context: Context) -> None:
    contact = client(context)
    today = context.now().date().isoformat()
    planned = add_record(
        context,
        "activity",
        {"kind": "call", "subject": "Договор", "due": today, "contacts": [str(contact)]},
    )
    assert [entry.id for entry in entries(context)] == [planned]
    logged = call(context, contact, "reached", notes="да")
    assert (logged.call, logged.was_planned) == (planned, True)
    assert read(context, planned)["subject"] == "Договор"
    assert entries(context) == []


@pytest.mark.parametrize(
    "planned",
    [
        {"kind": "call", "due": "tomorrow 10"},
        {"kind": "task", "due": "today"},
        {"kind": "call", "due": ""},
        {"kind": "call", "due": "today", "responsible": "boris"},
    ],
)
def test_what_is_planned_otherwise_stays_planned(
    context: Context, other: Context, planned: dict[str, object]
) -> None:
    contact = client(context)
    key = add_record(context, "activity", {**planned, "contacts": [str(contact)]})
    logged = call(context, contact, "reached")
    assert not logged.was_planned
    assert read(context, key)["done_at"] is None


@pytest.mark.row("CALL-05", "CALL-08")
@pytest.mark.parametrize(
    ("text", "kind"),
    [("tomorrow 10", "call"), ("meeting tomorrow 10", "meeting"), ("задача завтра 10", "task")],
)
def test_the_next_step_is_planned_with_the_same_client(
    context: Context, text: str, kind: str
) -> None:
    contact = client(context, companies=["Ромашка"])
    logged = call(context, contact, "reached", text, subject="Договор")
    tomorrow = context.now().date() + timedelta(days=1)
    at = datetime(tomorrow.year, tomorrow.month, tomorrow.day, 10, tzinfo=context.zone)
    values = read(context, logged.next)
    assert (values["kind"], values["due"]) == (kind, Deadline(at=at.astimezone(UTC)))
    (entry,) = entries(context)
    assert entry.client is not None
    assert (entry.client.title, entry.company, entry.subject) == ("Ким", "Ромашка", "Договор")


@pytest.mark.parametrize("text", ["", "call", "call whenever", "meeting   "])
def test_a_next_step_needs_a_time(context: Context, text: str) -> None:
    with pytest.raises(BadInput):
        parse_next_step(context, text)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("reached", "reached"), ("No answer", "no_answer"), ("NO", "no_answer"), ("bu", "busy")],
)
def test_an_outcome_is_named_by_its_beginning(context: Context, typed: str, code: str) -> None:
    assert find_outcome(context.database.reader(), typed).code == code


@pytest.mark.parametrize("typed", ["", "re", "happy"])
def test_an_outcome_that_is_none_is_refused_with_those_that_are(
    context: Context, typed: str
) -> None:
    with pytest.raises(BadInput, match="Use one of: reached, no_answer, busy"):
        find_outcome(context.database.reader(), typed)


@pytest.mark.row("CALL-08")
def test_an_activity_is_done_once(context: Context, other: Context) -> None:
    contact = client(context)
    key = add_record(
        context, "activity", {"kind": "meeting", "subject": "Показ", "contacts": [str(contact)]}
    )
    step = parse_next_step(context, "25.12.2030")
    following = finish_activity(context, key, result="понравилось", next_step=step)
    values = read(context, key)
    assert values["result"] == "понравилось"
    assert values["done_at"] is not None
    assert read(context, following)["due"] == Deadline(on=date(2030, 12, 25))
    with pytest.raises(Conflict, match="done already"):
        finish_activity(other, key)
    assert [entry.id for entry in entries(context)] == [following]


def test_an_activity_that_is_gone_is_not_done(context: Context) -> None:
    key = add_record(context, "activity", {"subject": "x"})
    delete_record(context, "activity", key)
    with pytest.raises(NotFound, match="no longer there"):
        finish_activity(context, key)


def test_a_client_at_a_glance_shows_the_last_and_the_next(context: Context) -> None:
    contact = client(context)
    call(context, contact, "no_answer", notes="тишина", duration_seconds=5)
    call(context, contact, "reached", "tomorrow 10", notes="договорились")
    (entry,) = entries(context)
    assert entry.client is not None
    glance = glance_at_client(context, entry.client)
    assert glance is not None
    assert [(past.outcome, past.text) for past in glance.past] == [
        ("Reached", "договорились"),
        ("No answer", "тишина"),
    ]
    assert [planned.subject for planned in glance.planned] == ["договорились"]
    delete_record(context, "contact", contact)
    assert glance_at_client(context, entry.client) is None
