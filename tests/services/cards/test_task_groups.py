"""The tasks of a client: in groups by deadline, sorted by any field, read in pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copy
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.records.record_query import RecordQuery
from domain.records.references import Reference
from services.activities.finishing import finish_activity
from services.cards.card import read_card
from services.cards.related import tabs_of_card
from services.cards.tasks import USUAL, TaskHeading, TaskLine, Tasks, as_arranged
from services.context import Context
from services.identity import sign_in
from services.records.use_cases import add_record, delete_record
from storage.database import Database
from storage.reads.related import related_condition
from tests.conftest import ZONE
from tests.screens.desk import at

pytestmark = pytest.mark.row("TASK-04")


def texts(lines: Sequence[TaskLine]) -> list[str]:
    return [
        f"{line.group.title} {line.number}" if isinstance(line, TaskHeading) else line.row.title
        for line in lines
    ]


def all_texts(context: Context, record: Reference, query: RecordQuery = USUAL) -> list[str]:
    return texts(Tasks(context, record, query).after(None, 1000))


def add_task(context: Context, subject: str, due: str = "", **more: object) -> UUID:
    return add_record(context, "activity", {"subject": subject, "due": due, **more})


def client(context: Context, kind: str = "contact") -> Reference:
    field = "last_name" if kind == "contact" else "title"
    return Reference(kind, add_record(context, kind, {field: "Ivanov"}), "Ivanov")


def fill(context: Context, contact: Reference) -> None:
    """Add tasks of every group, and two that are done."""
    about = {"contacts": [str(contact.id)]}
    for subject, due in (
        ("someday", ""),
        ("next month", "20.12.2026"),
        ("on friday", "27.11.2026 9:00"),
        ("tomorrow", "24.11.2026"),
        ("today at three", "23.11.2026 15:00"),
        ("late", "20.11.2026 9:00"),
        ("very late", "10.11.2026"),
    ):
        add_task(context, subject, due, **about)
    for subject, day in (("older", "01"), ("newer", "20")):
        add_task(context, subject, done_at=f"2026-11-{day} 10:00", **about)


def test_tasks_stand_in_groups_by_deadline_and_those_done_last(context: Context) -> None:
    context = at(context)
    contact = client(context)
    fill(context, contact)
    assert all_texts(context, contact) == [
        "Overdue 2", "very late", "late",
        "Today 1", "today at three",
        "Tomorrow 1", "tomorrow",
        "This week 1", "on friday",
        "Later 1", "next month",
        "No date 1", "someday",
        "Done 2", "newer", "older",
    ]  # fmt: skip


def test_each_group_is_sorted_by_the_field_that_was_chosen(context: Context) -> None:
    context = at(context)
    contact = client(context)
    fill(context, contact)
    by_name = all_texts(context, contact, RecordQuery("activity", "", ("subject",), ("subject",)))
    assert by_name[:3] == ["Overdue 2", "late", "very late"]
    assert by_name[-2:] == ["newer", "older"]
    turned = all_texts(context, contact, RecordQuery("activity", "", ("subject",), ("-subject",)))
    assert turned[:3] == ["Overdue 2", "very late", "late"]
    assert turned[-2:] == ["older", "newer"]


def test_only_tasks_that_belong_to_the_client_are_there(context: Context) -> None:
    context = at(context)
    contact, other = client(context), client(context)
    deal = client(context, "deal")
    company = client(context, "company")
    with_contact = {"contacts": [str(contact.id)]}
    add_task(context, "own", **with_contact)
    add_task(context, "call", kind="call", **with_contact)
    add_task(context, "of another", contacts=[str(other.id)])
    gone = add_task(context, "gone", **with_contact)
    delete_record(context, "activity", gone)
    add_task(context, "of the deal", deals=[str(deal.id)], companies=[str(company.id)])
    assert all_texts(context, contact) == ["No date 1", "own"]
    assert all_texts(context, deal) == all_texts(context, company) == ["No date 1", "of the deal"]


def test_the_tab_is_there_where_there_are_tasks(context: Context) -> None:
    for kind, field in (
        ("contact", "contacts"),
        ("company", "companies"),
        ("lead", "leads"),
        ("deal", "deals"),
    ):
        record = client(context, kind)
        card = read_card(context, record)
        assert card is not None
        assert "tasks" not in [tab.name for tab in tabs_of_card(context, card)]
        key = add_task(context, "papers", **{field: [str(record.id)]})
        assert "tasks" in [tab.name for tab in tabs_of_card(context, card)]
        finish_activity(context, key)
        assert all_texts(context, record) == ["Done 1", "papers"]


def test_what_is_usual_in_lists_is_named(context: Context) -> None:
    arranged = as_arranged(context, RecordQuery("activity"))
    assert arranged.columns
    assert arranged.sort == ("-created_at",)


def test_they_are_found_by_index(context: Context) -> None:
    for kind in ("contact", "company", "lead", "deal"):
        condition = related_condition(kind, client(context, kind).id, "tasks")
        plan = context.database.reader().execute(
            f"EXPLAIN QUERY PLAN SELECT r.id FROM activity r WHERE {condition.sql}",
            condition.parameters,
        )
        tables = [str(row[3]) for row in plan if str(row[3]).startswith("SCAN")]
        assert all(step.split()[1].startswith("(subquery") for step in tables), tables


@pytest.fixture(scope="module")
def many(staffed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Anna at the desk with a client of some tasks."""
    path = copy(staffed_file, tmp_path_factory.mktemp("tasks") / "crm.db")
    database = Database.open(Path(path))
    context = at(Context(database, sign_in(database), ZONE))
    contact = client(context)
    for number in range(25):
        due = ("", "20.11.2026", f"24.11.2026 {number % 12}:00", "1.12.2026")[number % 4]
        key = add_task(context, f"task {number}", due, contacts=[str(contact.id)])
        if number % 5 == 0:
            finish_activity(context, key)
    yield context
    database.close()


@given(first=st.integers(1, 20), step=st.integers(1, 9), sort=st.sampled_from(["due", "-subject"]))
def test_pages_of_any_length_join(many: Context, first: int, step: int, sort: str) -> None:
    row = many.database.reader().execute("SELECT id FROM contact").fetchone()
    record = Reference("contact", UUID(bytes=row[0]), "")
    tasks = Tasks(many, record, RecordQuery("activity", "", ("subject", "due"), (sort,)))
    whole = tasks.after(None, tasks.count())
    assert len(whole) == tasks.count()
    assert [tasks.rank(line) for line in whole] == list(range(len(whole)))
    found = tasks.after(None, first)
    while page := tasks.after(found[-1], step):
        found += page
    assert found == whole
    back = tasks.before(None, first)
    while page := tasks.before(back[0], step):
        back = page + back
    assert back == whole
