"""My activities: what a line says, what is shown on demand, and how the groups follow the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agenda import AgendaEntry, AgendaLine, Group, GroupHeading, spans
from services.activities.finishing import finish_activity, reopen
from services.activities.planning import reassign
from services.agenda import Agenda
from services.context import Context
from services.files.attaching import attach_files
from services.records.use_cases import add_record
from storage.reads.sql import Condition

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)
WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    return replace(context, clock=NOON.astimezone)


def plan(context: Context, subject: str, due: str = "", **more: object) -> UUID:
    return add_record(context, "activity", {"kind": "call", "subject": subject, "due": due, **more})


def at(context: Context, moment: datetime) -> Context:
    """Return the same person at another moment, given in UTC."""
    return replace(context, clock=moment.astimezone)


def groups(context: Context) -> dict[str, Group]:
    """Return the group of each activity by its subject, as the person sees them now."""
    return {e.subject: e.group for e in lines(context) if isinstance(e, AgendaEntry)}


def lines(context: Context) -> list[AgendaLine]:
    agenda = Agenda(context, context.now())
    return agenda.after(None, agenda.count())


@pytest.mark.row("ACT-03", "ACT-04")
def test_a_line_says_who_and_what_it_is_about(context: Context, tmp_path: Path) -> None:
    contact = add_record(context, "contact", {"last_name": "Ким", "companies": ["Мак"]})
    deals = [add_record(context, "deal", {"title": title}) for title in ("40 стульев", "столы")]
    links = {"contacts": [str(contact)], "deals": [str(key) for key in deals]}
    key = plan(context, "договор", "15:00", is_important=True, **links)
    offer = tmp_path / "offer.txt"
    offer.write_text("x")
    attach_files(context, "activity", key, [str(offer)])
    plan(context, "другое")
    _today, entry, _undated, other = lines(context)
    assert isinstance(entry, AgendaEntry)
    assert isinstance(other, AgendaEntry)
    assert entry.client is not None
    assert entry.deal is not None
    assert (entry.client.title, entry.company, entry.deal.id) == ("Ким", "Мак", deals[0])
    assert (entry.has_files, entry.is_done, entry.is_important) == (True, False, True)
    assert (other.has_files, other.client, other.deal, other.responsible) == (False, None, None, "")


@pytest.mark.row("ACT-08")
def test_the_agenda_of_somebody_else_names_them(context: Context, other: Context) -> None:
    reassign(context, [plan(context, "a", "today")], other.actor.user_id)
    agenda = Agenda(context, context.now(), person=other.actor.user_id)
    (entry,) = agenda.after(None, 9)[1:]
    assert isinstance(entry, AgendaEntry)
    assert entry.responsible == "Борис Волков"
    assert lines(context) == []


@pytest.mark.row("ACT-04", "ACT-20")
def test_what_was_done_is_shown_on_demand_the_newest_first(context: Context) -> None:
    for subject, moment in (
        ("long ago", NOON - timedelta(days=31)),
        ("old", NOON - timedelta(days=29)),
        ("new", NOON - timedelta(hours=1)),
    ):
        finish_activity(at(context, moment), plan(context, subject, "4.5.2026"))
    plan(context, "open", "today")
    assert groups(context) == {"open": Group.TODAY}
    agenda = Agenda(context, context.now(), with_done=True)
    assert agenda.counts[Group.DONE] == 2
    shown = agenda.after(None, 9)
    subjects = [line.subject if isinstance(line, AgendaEntry) else line.count for line in shown]
    assert subjects == [1, "open", 2, "new", "old"]
    assert shown[2].group.title == "Done"
    assert isinstance(shown[3], AgendaEntry)
    assert (shown[3].is_done, shown[3].done_at) == (True, NOON - timedelta(hours=1))
    for place, line in enumerate(shown):
        assert agenda.rank(line) == place
        assert agenda.after(line, 2) == shown[place + 1 : place + 3]
        assert agenda.before(line, 2) == shown[max(0, place - 2) : place]
    assert agenda.before(None, 3) == shown[-3:]
    assert Agenda(context, context.now()).rank(shown[3]) == 2
    reopen(context, [shown[3].id])
    assert groups(context) == {"open": Group.TODAY, "new": Group.OVERDUE}


@pytest.mark.row("ACT-05")
def test_a_condition_leaves_out_what_does_not_fit(context: Context) -> None:
    for number in range(6):
        kind = "task" if number % 2 else "call"
        for due in ("", "today", "4.5.2026", "15:00"):
            plan(context, f"{kind} {due}", due, kind=kind, is_important=number > 3)
    finish_activity(context, plan(context, "task done", kind="task"))
    tasks = Agenda(
        context, context.now(), Condition("r.kind = ? OR r.kind = ?", ("task", "x")), with_done=True
    )
    shown = tasks.after(None, 99)
    entries = [line for line in shown if isinstance(line, AgendaEntry)]
    assert len(entries) == 13
    assert {entry.kind for entry in entries} == {"task"}
    assert [line.count for line in shown if isinstance(line, GroupHeading)] == [3, 6, 3, 1]
    assert tasks.count() == len(shown)
    for place, line in enumerate(shown):
        assert tasks.rank(line) == place
        assert tasks.after(line, 3) == shown[place + 1 : place + 4]
        assert tasks.before(line, 3) == shown[max(0, place - 3) : place]


@pytest.mark.row("ACT-04", "ACT-11")
def test_at_midnight_tomorrow_becomes_today_and_today_overdue(context: Context) -> None:
    plan(context, "that day", "today")
    plan(context, "late that day", "23:30")
    plan(context, "next day", "tomorrow")
    plan(context, "next morning", "tomorrow 00:00")
    midnight = datetime(2026, 5, 6, 22, tzinfo=UTC)
    before = {
        "that day": Group.TODAY,
        "late that day": Group.TODAY,
        "next day": Group.TOMORROW,
        "next morning": Group.TOMORROW,
    }
    assert groups(context) == before
    last_minute = at(context, midnight - timedelta(seconds=1))
    assert groups(last_minute) == before | {"late that day": Group.OVERDUE}
    assert groups(at(context, midnight)) == {
        "that day": Group.OVERDUE,
        "late that day": Group.OVERDUE,
        "next day": Group.TODAY,
        "next morning": Group.TODAY,
    }
    overdue = at(context, midnight + timedelta(microseconds=1))
    assert groups(overdue)["next morning"] is Group.OVERDUE


@pytest.mark.row("ACT-04")
@pytest.mark.parametrize(
    ("eve", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25)], ids=["spring", "autumn"]
)
def test_the_day_on_which_the_clocks_change_is_one_day(
    context: Context, eve: date, hours: int
) -> None:
    noon = datetime(eve.year, eve.month, eve.day, 12, tzinfo=WARSAW).astimezone(UTC)
    context = at(context, noon)
    for due in ("tomorrow 00:00", "tomorrow 02:30", "tomorrow 23:59", "+2d 00:00"):
        plan(context, due, due)
    first, night, last, after = groups(context).values()
    assert (first, night, last) == (Group.TOMORROW,) * 3
    # The clocks change on a Sunday, so what comes next is of another week.
    assert after is Group.LATER
    start = datetime(eve.year, eve.month, eve.day, tzinfo=WARSAW).astimezone(UTC)
    change = start + timedelta(days=1)
    end = change + timedelta(hours=hours)
    assert groups(at(context, change))["tomorrow 02:30"] is Group.TODAY
    assert groups(at(context, end - timedelta(seconds=60)))["tomorrow 23:59"] is Group.TODAY
    assert groups(at(context, end - timedelta(seconds=1)))["+2d 00:00"] is Group.TOMORROW
    assert groups(at(context, end))["+2d 00:00"] is Group.TODAY
    assert groups(at(context, end))["tomorrow 23:59"] is Group.OVERDUE


@pytest.mark.row("ACT-04")
def test_the_hour_that_comes_twice_is_told_apart(context: Context) -> None:
    eve = at(context, datetime(2026, 10, 24, 10, tzinfo=UTC))
    plan(eve, "half past two", "tomorrow 02:30")  # the first of the two: 00:30 in UTC
    first = datetime(2026, 10, 25, 0, 29, tzinfo=UTC)
    assert groups(at(context, first)) == {"half past two": Group.TODAY}
    assert at(context, first + timedelta(minutes=2)).now().hour == 2
    assert groups(at(context, first + timedelta(minutes=2))) == {"half past two": Group.OVERDUE}


@pytest.mark.row("ACT-04")
def test_each_person_has_the_days_of_their_own_zone(context: Context) -> None:
    evening = at(context, datetime(2026, 5, 6, 20, tzinfo=UTC))  # 22:00 in Warsaw
    plan(evening, "midnight in Warsaw", "tomorrow 00:30")
    plan(evening, "a whole day", "tomorrow")
    vladivostok = replace(evening, zone=ZoneInfo("Asia/Vladivostok"))  # the 7th, 6:00
    new_york = replace(evening, zone=ZoneInfo("America/New_York"))  # the 6th, 16:00
    assert groups(evening) == {
        "midnight in Warsaw": Group.TOMORROW,
        "a whole day": Group.TOMORROW,
    }
    assert groups(vladivostok) == {"midnight in Warsaw": Group.TODAY, "a whole day": Group.TODAY}
    assert groups(new_york) == {"midnight in Warsaw": Group.TODAY, "a whole day": Group.TOMORROW}


@given(minutes=st.integers(0, 5 * 24 * 60))
def test_nothing_is_lost_or_doubled_while_the_clocks_change(minutes: int) -> None:
    """The groups share out time without a gap: each moment is in exactly one of them."""
    now = (datetime(2026, 10, 23, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(WARSAW)
    shares = list(spans(now).values())
    for earlier, later in pairwise(shares):
        assert earlier.end == later.start
        assert earlier.end_day == later.first_day
        assert earlier.start <= earlier.end
