"""Observers and co-executors: they see a task in their agenda, and who may work on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agenda import AgendaEntry, AgendaLine, Group, GroupHeading
from domain.errors import NotAllowed
from services.activities.checklist import add_check_items, check_list, tick_check_item
from services.activities.finishing import finish_activities, reopen
from services.activities.planning import (
    delete_activities,
    postpone,
    reassign,
    set_importance,
)
from services.activities.planning import parse_deadline as when
from services.agenda import Agenda
from services.context import Context
from services.lists.bulk import bulk_delete, bulk_edit
from services.lists.bulk_changes import FieldChange
from services.queries import query_condition
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from storage.reads.agenda_others import GroupOfOthers

pytestmark = pytest.mark.row("TASK-05")

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)


@pytest.fixture
def context(context: Context) -> Context:
    """Anna on a Wednesday at noon."""
    return replace(context, clock=NOON.astimezone)


@pytest.fixture
def other(other: Context) -> Context:
    """Boris at the same moment."""
    return replace(other, clock=NOON.astimezone)


def plan(context: Context, subject: str, due: str = "", **more: object) -> UUID:
    return add_record(context, "activity", {"subject": subject, "due": due, **more})


def lines(context: Context, text: str = "") -> list[AgendaLine]:
    condition = query_condition(context, "activity", text)
    agenda = Agenda(context, context.now(), condition, with_others=True, with_done=True)
    return agenda.after(None, agenda.count())


def groups(context: Context, text: str = "") -> dict[str, list[str]]:
    """Return the subjects of each group, as the person sees them now."""
    found: dict[str, list[str]] = {}
    for line in lines(context, text):
        if isinstance(line, AgendaEntry):
            found.setdefault(line.group.name, []).append(line.subject)
    return found


def test_a_task_is_seen_by_those_who_help_and_observe(context: Context, other: Context) -> None:
    plan(context, "own")
    plan(context, "helped", co_executors=["boris"])
    plan(context, "observed", observers=["boris"])
    plan(context, "both", co_executors=["boris"], observers=["boris"])
    plan(context, "of boris", responsible="boris", observers=["anna", "boris"])
    assert groups(other) == {
        "NO_DATE": ["of boris"],
        "CO_EXECUTOR": ["helped", "both"],
        "OBSERVER": ["observed"],
    }
    assert groups(context)["OBSERVER"] == ["of boris"]
    entries = [line for line in lines(other) if isinstance(line, AgendaEntry)]
    assert [line.responsible for line in entries] == ["", "anna", "anna", "anna"]


def test_they_stand_by_deadline_and_no_longer_once_done(context: Context, other: Context) -> None:
    observed = {"observers": ["boris"]}
    keys = {
        subject: plan(context, subject, due, **observed)
        for subject, due in (
            ("no date", ""),
            ("friday", "fri"),
            ("late", "2026-05-01T10:00"),
            ("today at three", "15:00"),
            ("today", "today"),
        )
    }
    assert groups(other)["OBSERVER"] == ["late", "today at three", "today", "friday", "no date"]
    finish_activities(context, [keys["late"]])
    delete_record(context, "activity", keys["today"])
    assert groups(other)["OBSERVER"] == ["today at three", "friday", "no date"]


def test_the_filter_tells_them_apart(context: Context, other: Context) -> None:
    plan(context, "helped", co_executors=["boris"])
    plan(context, "observed", observers=["boris"])
    assert groups(other, "observer:me") == {"OBSERVER": ["observed"]}
    assert groups(other, "co-executor:me") == {"CO_EXECUTOR": ["helped"]}
    assert groups(other, "help") == {"CO_EXECUTOR": ["helped"]}


@given(first=st.integers(1, 30), step=st.integers(1, 12))
def test_pages_of_any_length_join(many: Context, first: int, step: int) -> None:
    agenda = Agenda(many, many.now(), with_others=True)
    whole = agenda.after(None, agenda.count())
    assert [agenda.rank(line) for line in whole] == list(range(len(whole)))
    found = agenda.after(None, first)
    while page := agenda.after(found[-1], step):
        found += page
    assert found == whole
    back: list[AgendaLine] = agenda.before(None, first)
    while page := agenda.before(back[0], step):
        back = page + back
    assert back == whole


@pytest.fixture(scope="module")
def many(staffed_file, tmp_path_factory) -> Context:  # type: ignore[no-untyped-def]
    """Boris with a few tasks of his own and some of Anna's that he helps with or observes."""
    import shutil

    from services.identity import sign_in
    from storage.database import Database
    from tests.conftest import ZONE

    path = shutil.copy(staffed_file, tmp_path_factory.mktemp("others") / "crm.db")
    database = Database.open(path)
    anna = Context(database, sign_in(database), ZONE, clock=NOON.astimezone)
    for number in range(12):
        due = ("", "today", "15:00", "+3d")[number % 4]
        role = ("co_executors", "observers")[number % 2]
        plan(anna, f"task {number}", due, is_important=number % 3 == 0, **{role: ["boris"]})
        plan(anna, f"own {number}", due, responsible="boris")
    return Context(database, sign_in(database, "boris"), ZONE, clock=NOON.astimezone)


def test_co_executors_may_finish(context: Context, other: Context) -> None:
    key = plan(context, "helped", co_executors=["boris"])
    finish_activities(other, [key])
    assert show_record(context, "activity", key).values["done_at"] is not None


def test_observers_only_look(context: Context, other: Context) -> None:
    key = plan(context, "observed", observers=["boris"])
    add_check_items(context, key, ["First"])
    (item,) = check_list(context, key)
    boris = other.actor.user_id
    attempts = (
        lambda: finish_activities(other, [key]),
        lambda: postpone(other, [key], when(other, "fri")),
        lambda: reassign(other, [key], boris),
        lambda: set_importance(other, [key], True),
        lambda: delete_activities(other, [key]),
        lambda: edit_record(other, "activity", key, {"subject": "x"}),
        lambda: delete_record(other, "activity", key),
        lambda: add_check_items(other, key, ["Second"]),
        lambda: tick_check_item(other, item.id),
    )
    before = show_record(context, "activity", key)
    for attempt in attempts:
        with pytest.raises(NotAllowed, match="You observe"):
            attempt()
    assert show_record(context, "activity", key) == before
    assert check_list(context, key) == [item]
    finish_activities(context, [key])
    with pytest.raises(NotAllowed):
        reopen(other, [key])


def test_what_is_only_observed_is_left_out_of_several(context: Context, other: Context) -> None:
    observed = plan(context, "observed", observers=["boris"])
    helped = plan(context, "helped", co_executors=["boris"])
    result = finish_activities(other, [observed, helped])
    assert (result.changed, result.observed, result.left_out) == (1, 1, 1)
    assert result.explain() == "1 is only observed by you."


@pytest.mark.row("MASS-05")
def test_changes_of_many_leave_out_what_is_only_observed(context: Context, other: Context) -> None:
    observed = plan(context, "observed", observers=["boris"])
    helped = plan(context, "helped", co_executors=["boris"], observers=["boris"])
    own = plan(other, "own")
    keys = [observed, helped, own]
    change = FieldChange("is_important", value=True)
    outcome = bulk_edit(other, "activity", keys, [change])
    assert (outcome.changed, outcome.refused) == (2, 1)
    assert "You observe" in outcome.explain()
    outcome = bulk_delete(other, "activity", keys)
    assert (outcome.changed, outcome.refused) == (2, 1)
    assert not show_record(context, "activity", observed).is_deleted
    assert bulk_delete(context, "activity", [observed]).changed == 1


def test_whoever_set_a_task_or_administers_may_work_on_it(context: Context, other: Context) -> None:
    own = plan(other, "set by boris", responsible="anna", observers=["boris"])
    set_importance(other, [own], True)
    observed = plan(other, "observed by anna", observers=["anna"])
    set_importance(context, [observed], True)
    assert show_record(context, "activity", observed).values["is_important"] is True


@pytest.mark.parametrize("group", [Group.CO_EXECUTOR, Group.OBSERVER])
def test_they_are_found_by_index(context: Context, group: Group) -> None:
    reads = GroupOfOthers(context.database.reader(), context.actor.user_id, group, context.zone)
    sql, parameters = reads.counting()
    plan_ = context.database.reader().execute(f"EXPLAIN QUERY PLAN SELECT {sql}", parameters)
    details = " | ".join(str(row[3]) for row in plan_)
    index = "COVERING INDEX activity_participant_of (record_kind=? AND record_id=? AND role=?)"
    assert index in details
    assert "SCAN" not in details.replace("SCAN CONSTANT ROW", "")


def test_headings_count_their_lines(context: Context, other: Context) -> None:
    for number in range(3):
        plan(context, f"{number}", observers=["boris"])
    (heading,) = (line for line in lines(other) if isinstance(line, GroupHeading))
    assert (heading.group.title, heading.count) == ("Observer", 3)
