"""Templates of tasks: kept, changed, used, and whose they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest

from domain.errors import BadInput, NotAllowed, NotFound
from domain.records.references import Reference
from domain.records.values import Deadline, Person
from services.activities.checklist import add_check_items, check_list
from services.activities.tasks import plan_from_template
from services.activities.template_tasks import as_data, template_of_task
from services.activities.templates import (
    MOST_DAYS,
    TaskTemplate,
    add_template,
    delete_template,
    edit_template,
    find_template,
    list_templates,
)
from services.context import Context
from services.records.use_cases import add_record, show_record
from services.undo import redo, undo
from services.users import list_users
from tests.conftest import ZONE

pytestmark = pytest.mark.row("TASK-13")

CHECK = {
    "title": "Check the papers",
    "subject": "Check the papers of the client",
    "description": "All three of them",
    "days": 3,
    "at_time": "15:00",
    "remind_minutes": 60,
    "is_important": True,
    "tags": "papers, money",
    "check_list": "Contract\n\n  Invoice \nAct",
    "responsible": "boris",
    "co_executors": ["anna"],
    "observers": ["anna", "boris"],
}


def at(context: Context, moment: datetime) -> Context:
    """Return the same person at work at a local moment."""
    return Context(context.database, context.actor, context.zone, clock=lambda _zone: moment)


def only(context: Context) -> TaskTemplate:
    (template,) = list_templates(context)
    return template


def test_a_template_holds_what_was_typed(context: Context) -> None:
    key = add_template(context, CHECK)
    anna, boris = Person("anna", "anna"), Person("boris", "Борис Волков")
    assert only(context) == TaskTemplate(
        key,
        "Check the papers",
        "Check the papers of the client",
        "All three of them",
        3,
        time(15),
        60,
        True,
        ("papers", "money"),
        ("Contract", "Invoice", "Act"),
        boris,
        (anna,),
        (anna, boris),
        False,
    )


def test_a_task_is_made_from_a_template(context: Context) -> None:
    add_template(context, CHECK)
    friday = at(context, datetime(2026, 11, 27, 10, tzinfo=ZONE))
    client = Reference("contact", add_record(context, "contact", {"last_name": "Орлов"}), "Орлов")
    (key,) = plan_from_template(friday, find_template(context, "check"), [client])
    values = show_record(context, "activity", key).values
    assert values["kind"] == "task"
    assert values["subject"] == "Check the papers of the client"
    assert values["description"] == "All three of them"
    assert values["due"] == Deadline(at=datetime(2026, 11, 30, 14, tzinfo=UTC))
    assert values["remind_minutes"] == 60
    assert values["is_important"] is True
    assert values["tags"] == ("papers", "money")
    assert values["contacts"] == (client,)
    assert values["responsible"] == Person("boris", "Борис Волков")
    assert values["co_executors"] == (Person("anna", "anna"),)
    assert [item.text for item in check_list(context, key)] == ["Contract", "Invoice", "Act"]
    undo(friday)
    with pytest.raises(NotFound):
        show_record(context, "activity", key)


def test_the_person_who_uses_it_is_responsible_where_nobody_is_named(
    context: Context, other: Context
) -> None:
    add_template(context, {"title": "Ring back", "is_shared": True})
    (key,) = plan_from_template(other, only(other))
    values = show_record(context, "activity", key).values
    assert values["responsible"] == Person("boris", "Борис Волков")
    assert values["subject"] == "Ring back"
    assert values["due"] is None


@pytest.mark.parametrize(
    ("data", "hour", "due"),
    [
        ({}, 10, None),
        ({"days": 0}, 10, Deadline(on=date(2026, 11, 27))),
        ({"days": "002"}, 10, Deadline(on=date(2026, 11, 29))),
        ({"days": "+2"}, 10, Deadline(on=date(2026, 11, 29))),
        ({"days": 0, "at_time": "12"}, 10, Deadline(at=datetime(2026, 11, 27, 11, tzinfo=UTC))),
        (
            {"days": 0, "at_time": "9:30"},
            10,
            Deadline(at=datetime(2026, 11, 28, 8, 30, tzinfo=UTC)),
        ),
    ],
)
def test_the_deadline_is_counted_from_the_day_of_use(
    context: Context, data: dict[str, Any], hour: int, due: Deadline | None
) -> None:
    add_template(context, {"title": "T", **data})
    assert only(context).deadline(datetime(2026, 11, 27, hour, tzinfo=ZONE)) == due


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "title"),
        ({"title": " "}, "title"),
        ({"title": "x" * 61}, "title"),
        ({"title": "T", "days": "soon"}, "days"),
        ({"title": "T", "days": -1}, "days"),
        ({"title": "T", "days": MOST_DAYS + 1}, "days"),
        ({"title": "T", "days": "9" * 5000}, "days"),
        ({"title": "T", "days": 1, "at_time": "noonish"}, "at_time"),
        ({"title": "T", "at_time": "15:00"}, "days"),
        ({"title": "T", "responsible": "nobody"}, "responsible"),
        ({"title": "T", "colour": "red"}, "colour"),
        ({"title": "T", "check_list": "x" * 501}, "check_list"),
        ({"title": "T", "check_list": "x\n" * 201}, "check_list"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(
    context: Context, data: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        add_template(context, data)
    assert refusal.value.field == field
    assert list_templates(context) == []


def test_titles_are_told_apart(context: Context, other: Context) -> None:
    add_template(context, {"title": "Papers"})
    with pytest.raises(BadInput, match="already"):
        add_template(context, {"title": "PAPERS "})
    add_template(other, {"title": "Papers"})  # Boris does not see that of Anna.


def test_a_template_is_changed_deleted_and_that_undone(context: Context) -> None:
    key = add_template(context, CHECK)
    edit_template(context, key, {"title": "Papers", "days": "", "at_time": "", "tags": ""})
    changed = only(context)
    assert (changed.title, changed.days, changed.tags) == ("Papers", None, ())
    assert changed.check_list == ("Contract", "Invoice", "Act")
    undo(context)
    assert only(context).days == 3
    redo(context)
    delete_template(context, key)
    assert list_templates(context) == []
    undo(context)
    assert only(context).title == "Papers"
    delete_template(context, key)
    with pytest.raises(NotFound):
        edit_template(context, key, {"title": "Again"})


def test_those_of_everybody_are_changed_by_administrators(context: Context, other: Context) -> None:
    shared = add_template(context, {"title": "Shared", "is_shared": True})
    own = add_template(other, {"title": "Of Boris"})
    assert [one.title for one in list_templates(other)] == ["Of Boris", "Shared"]
    assert [one.title for one in list_templates(context)] == ["Shared"]
    for data in ({"subject": "x"}, {"is_shared": False}):
        with pytest.raises(NotAllowed, match="anna"):
            edit_template(other, shared, data)
    with pytest.raises(NotAllowed, match="anna"):
        delete_template(other, shared)
    with pytest.raises(NotAllowed, match="anna"):
        edit_template(other, own, {"is_shared": True})
    with pytest.raises(NotFound):
        delete_template(context, own)


def test_a_template_is_found_by_its_beginning(context: Context) -> None:
    with pytest.raises(NotFound, match="no templates yet"):
        find_template(context, "papers")
    for title in ("Papers", "Papers of a company", "Ring back"):
        add_template(context, {"title": title})
    assert find_template(context, "papers").title == "Papers"
    assert find_template(context, "ring").title == "Ring back"
    with pytest.raises(NotFound, match="Ring back"):
        find_template(context, "letter")


@pytest.fixture
def task(context: Context) -> UUID:
    """A task with everything that a template keeps, made on a Friday."""
    friday = at(context, datetime(2026, 11, 27, 10, tzinfo=ZONE))
    data = {
        "subject": "Papers",
        "description": "All",
        "due": "2026-12-02T15:00",
        "remind_minutes": 15,
        "is_important": True,
        "tags": ["papers"],
        "responsible": "boris",
        "observers": ["anna"],
    }
    key = add_record(friday, "activity", data)
    add_check_items(context, key, ["Contract", "Act"])
    return key


def test_a_task_is_kept_as_a_template(context: Context, task: UUID) -> None:
    add_template(context, as_data(template_of_task(context, task)))
    kept = only(context)
    assert kept.title == kept.subject == "Papers"
    assert kept.at_time == time(15)
    assert kept.check_list == ("Contract", "Act")
    assert (kept.tags, kept.remind_minutes, kept.is_important) == (("papers",), 15, True)
    assert kept.responsible == Person("boris", "Борис Волков")
    made = show_record(context, "activity", task).values["created_at"]
    assert isinstance(made, datetime)
    assert kept.days == max(0, (date(2026, 12, 2) - made.astimezone(ZONE).date()).days)


def test_those_who_have_left_are_not_asked_any_more(context: Context) -> None:
    add_template(context, CHECK)
    boris = next(user for user in list_users(context) if user.login == "boris")
    with context.database.write(context.actor, "add_user") as unit:
        from storage.tables import User

        row = unit.get(User, boris.id)
        assert row is not None
        row.is_active = False
    kept = only(context)
    assert kept.responsible is None
    assert [person.login for person in kept.observers] == ["anna"]
    (key,) = plan_from_template(context, kept)
    assert show_record(context, "activity", key).values["responsible"] == Person("anna", "anna")
