"""Tasks for records of several kinds: one for all that is marked, or one for each."""

from __future__ import annotations

from uuid import UUID

import pytest

import services.activities.elements as elements_module
from domain.errors import BadInput, Cancelled
from domain.records.record_query import RecordQuery
from domain.records.references import Reference
from domain.records.values import RecordView
from services.activities.checklist import add_check_items_within, check_list
from services.activities.elements import Marks, count_by_kind, elements_of
from services.activities.tasks import plan_tasks
from services.context import Context
from services.lists.marking import AllOf
from services.records.use_cases import add_record, delete_record, list_records, show_record
from services.undo import undo

pytestmark = pytest.mark.row("TASK-01", "TASK-02", "A4.2")


def add(context: Context, kind: str, name: str) -> Reference:
    field = {"contact": "last_name", "activity": "subject"}.get(kind, "title")
    return Reference(kind, add_record(context, kind, {field: name}), name)


@pytest.fixture
def clients(context: Context) -> dict[str, Reference]:
    """A contact, a company, a lead and a deal."""
    return {
        kind: add(context, kind, kind.title()) for kind in ("contact", "company", "lead", "deal")
    }


def tasks(context: Context) -> list[RecordView]:
    return list(list_records(context, "activity", context.fields.of("activity")))


def linked(context: Context, key: UUID) -> dict[str, tuple[str, ...]]:
    values = show_record(context, "activity", key).values
    found: dict[str, tuple[str, ...]] = {}
    for name in ("contacts", "companies", "leads", "deals"):
        shown = values[name]
        assert isinstance(shown, tuple)
        found[name] = tuple(str(getattr(one, "title", "")) for one in shown)
    return found


def test_one_task_concerns_all_that_is_marked_in_several_lists(
    context: Context, clients: dict[str, Reference]
) -> None:
    second = add(context, "contact", "Second")
    marks: Marks = {
        "contact": [clients["contact"].id, second.id],
        "company": [clients["company"].id],
        "lead": AllOf(RecordQuery("lead", "")),
    }
    found = elements_of(context, marks)
    assert count_by_kind(found) == {"contact": 2, "company": 1, "lead": 1}
    (key,) = plan_tasks(context, {"kind": "task", "subject": "Invite"}, found)
    assert linked(context, key) == {
        "contacts": ("Contact", "Second"),
        "companies": ("Company",),
        "leads": ("Lead",),
        "deals": (),
    }
    undo(context)
    assert tasks(context) == []


def test_each_gets_a_task_of_its_own_in_one_step(
    context: Context, clients: dict[str, Reference]
) -> None:
    keys = plan_tasks(
        context,
        {"kind": "task", "subject": "Invite"},
        list(clients.values()),
        for_each=True,
        beside=lambda unit, key: add_check_items_within(unit, key, ["Call", "Write"]),
    )
    assert len(keys) == 4
    assert [sum(map(len, linked(context, key).values())) for key in keys] == [1, 1, 1, 1]
    assert [[item.text for item in check_list(context, key)] for key in keys] == [
        ["Call", "Write"]
    ] * 4
    undo(context)
    assert tasks(context) == []


def test_marked_activities_stand_for_what_they_concern(
    context: Context, clients: dict[str, Reference]
) -> None:
    data = {"subject": "Talk", "contacts": [str(clients["contact"].id)]}
    first = add_record(context, "activity", data | {"deals": [str(clients["deal"].id)]})
    second = add_record(context, "activity", data)
    nothing = add_record(context, "activity", {"subject": "Tidy up"})
    marks = {"activity": [first, second, nothing], "contact": [clients["contact"].id]}
    assert elements_of(context, marks) == [clients["contact"], clients["deal"]]
    assert elements_of(context, {"activity": [nothing]}) == []


def test_what_is_in_the_bin_by_now_is_left_out(
    context: Context, clients: dict[str, Reference]
) -> None:
    delete_record(context, "contact", clients["contact"].id)
    marks = {kind: [one.id] for kind, one in clients.items()}
    assert [one.kind for one in elements_of(context, marks)] == ["company", "lead", "deal"]


def test_too_many_elements_are_refused_with_the_limit(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elements_module, "MOST_ELEMENTS", 2)
    keys = [add(context, "contact", f"C{number}").id for number in range(3)]
    assert len(elements_of(context, {"contact": keys[:2]})) == 2
    company = add(context, "company", "Vega")
    for marks in (
        {"contact": keys},
        {"contact": AllOf(RecordQuery("contact", ""))},
        {"contact": keys[:2], "company": [company.id]},
    ):
        with pytest.raises(BadInput, match="at most 2 elements"):
            elements_of(context, marks)


def test_nothing_is_made_where_a_value_does_not_fit(
    context: Context, clients: dict[str, Reference]
) -> None:
    data = {"kind": "task", "subject": "Invite", "due": "no such day"}
    with pytest.raises(BadInput):
        plan_tasks(context, data, list(clients.values()), for_each=True)
    assert tasks(context) == []


def test_one_for_each_tells_how_far_it_is_and_can_be_ended(
    context: Context, clients: dict[str, Reference]
) -> None:
    told: list[tuple[int, int]] = []
    plan_tasks(
        context,
        {"kind": "task", "subject": "Invite"},
        list(clients.values()),
        for_each=True,
        progress=lambda done, all_: told.append((done, all_)),
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    undo(context)
    told.clear()
    with pytest.raises(Cancelled):
        plan_tasks(
            context,
            {"kind": "task", "subject": "Invite"},
            list(clients.values()),
            for_each=True,
            progress=lambda done, all_: told.append((done, all_)),
            is_cancelled=lambda: len(told) == 2,
        )
    assert told == [(1, 4), (2, 4)]
    assert tasks(context) == []
