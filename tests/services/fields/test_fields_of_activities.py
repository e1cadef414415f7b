"""What activities have beside their columns: tags, co-executors, observers, kinds of events.

Each behaves as every other field does, through all ways in and out (FEATURES TASK-03, MEET-01).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from services.context import Context
from services.records.copying import copy_values
from services.records.finding import find_records
from services.records.history import history_of
from services.records.listing import complete_query
from services.records.typed_values import as_data, as_typed, read_typed
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import redo, undo
from storage.check import find_faults
from storage.tables import Activity, ActivityRun
from tests.services.fields.bulk_of_fields import goes_through_bulk, several


@dataclass(frozen=True)
class Case:
    """A field: two values in ascending order as typed, as shown and as JSON, a filter for each."""

    field: str
    typed: tuple[str, str]
    shown: tuple[str, str]
    json: tuple[Any, Any]
    first: str
    second: str
    multiple: bool = True

    def __str__(self) -> str:
        """Name the case in the reports of pytest."""
        return self.field


PEOPLE = (("anna", "борис"), ("anna", "Борис Волков"), ("anna", "boris"))
CASES = (
    Case("tags", ("Big deal", "#VIP"), ("Big deal", "VIP"), ("Big deal", "VIP"), ":deal", ":=vip"),
    Case("co_executors", *PEOPLE, ":me", ":волков"),
    Case("observers", *PEOPLE, ":me", ":boris"),
    Case("place", ("Hall 2", "Kraków"), ("Hall 2", "Kraków"), ("Hall 2", "Kraków"), ":hall",
         ":krakow", multiple=False),
    Case("planned_minutes", ("45", "90"), ("45", "90"), (45, 90), ":<60", ":60..120",
         multiple=False),
    Case("event_kind", ("information", "Seminar held"), ("Information", "Seminar held"),
         ("information", "seminar_held"), ":information", ":seminar", multiple=False),
)  # fmt: skip


@pytest.mark.row("TASK-03", "MEET-01", "MEET-02")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_goes_through_all_ways_in_and_out(
    case: Case, context: Context, crm: Callable[..., Any]
) -> None:
    name = case.field

    def add(subject: str, value: Any) -> str:
        data = {"subject": subject} | ({} if value is None else {name: value})
        added: str = crm("add", "activity", "--json", json.dumps(data)).word
        return added

    low, high = case.typed
    first, second = add("Low", several(case, low)), add("High", several(case, high))
    none = add("None", None)
    names = {first: "Low", second: "High", none: "None"}

    def shown(key: str) -> Any:
        return crm("show", "activity", key, "--format", "json").json[name]

    def listed(**options: str) -> list[str]:
        given = [part for option, value in options.items() for part in (f"--{option}", value)]
        found = crm("list", "activity", "--columns", f"subject,{name}", *given, "--format", "json")
        assert found.code == 0, found.err
        return [names[row["id"]] for row in found.json]

    assert shown(first) == several(case, case.json[0])
    assert case.shown[1] in crm("show", "activity", second).out
    assert shown(none) in ([], None, "")
    assert listed(sort=name) == ["Low", "High", "None"]
    assert listed(sort=f"-{name}") == ["High", "Low", "None"]
    assert listed(filter=name + case.first) == ["Low"]
    assert listed(filter=name + case.second) == ["High"]
    assert listed(filter=f"{name}:none") == ["None"]
    assert sorted(listed(filter=f"{name}:any")) == ["High", "Low"]
    assert listed(filter=f"-({name}{case.first})", sort="subject") == ["High", "None"]
    offered = {
        s.text for s in complete_query(context, "activity", f"{name}:", len(name) + 1).suggestions
    }
    if case.multiple or name == "event_kind":
        assert {str(value).split()[-1].strip('"') for value in case.json} <= {
            text.split()[-1].strip('"') for text in offered
        }

    _edited_and_undone(case, context, UUID(first), shown)
    _typed_in_a_form(case, context, UUID(second))
    keys = [UUID(first), UUID(none)]
    goes_through_bulk(context, case, ("activity", name), keys, shown)
    assert list(find_faults(context.database)) == []


def _edited_and_undone(
    case: Case, context: Context, key: UUID, shown: Callable[[str], Any]
) -> None:
    edit_record(context, "activity", key, {case.field: several(case, *case.typed[::-1])})
    assert shown(str(key)) == several(case, *case.json[::-1])
    label = context.fields.get("activity", case.field).label
    lines = [line for line in history_of(context, "activity", key) if line.field == label]
    assert case.shown[1] in [line.new for line in lines]
    assert {line.author for line in lines} == {"anna"}
    undo(context)
    assert shown(str(key)) == several(case, case.json[0])
    redo(context)
    assert shown(str(key)) == several(case, *case.json[::-1])
    undo(context)
    edit_record(context, "activity", key, {case.field: None})
    assert show_record(context, "activity", key).values[case.field] in (None, (), "")
    undo(context)
    assert shown(str(key)) == several(case, case.json[0])


def _typed_in_a_form(case: Case, context: Context, key: UUID) -> None:
    """What a form shows for a value reads back as that value, here and in a copy."""
    field = context.database.fields.get("activity", case.field)
    value = show_record(context, "activity", key).values[case.field]
    typed = as_typed(field, value, context.zone)
    edit_record(context, "activity", key, {field.name: read_typed(field, typed, value)})
    assert show_record(context, "activity", key).values[case.field] == value
    copied = copy_values(context, "activity", key)
    data = {"subject": "Copy", field.name: as_data(field, copied[field.name])}
    copy = add_record(context, "activity", data)
    assert show_record(context, "activity", copy).values[case.field] == value


@pytest.mark.row("TASK-03")
def test_tags_that_differ_in_case_alone_are_one(context: Context) -> None:
    key = add_record(context, "activity", {"subject": "Task", "tags": "VIP, vip,  Big   deal"})
    assert show_record(context, "activity", key).values["tags"] == ("VIP", "Big deal")
    edit_record(context, "activity", key, {"tags": ["vip"]})
    assert show_record(context, "activity", key).values["tags"] == ("vip",)
    (hit,) = find_records(context, "vip", ["activity"])
    assert hit.id == key


@pytest.mark.row("TASK-03")
def test_one_colleague_may_observe_and_help(context: Context) -> None:
    people = {"observers": ["boris"], "co_executors": ["boris"]}
    key = add_record(context, "activity", {"subject": "Task", **people})
    edit_record(context, "activity", key, {"observers": []})
    values = show_record(context, "activity", key).values
    assert (values["observers"], len(values["co_executors"])) == ((), 1)  # type: ignore[arg-type]
    assert values["participants"] == ()


@pytest.mark.row("ACT-16")
def test_the_run_of_an_activity_is_shown_and_asked_for(
    context: Context, crm: Callable[..., Any]
) -> None:
    keys = [add_record(context, "activity", {"subject": name}) for name in ("One", "Two", "Three")]
    with context.database.write(context.actor, "lay_activities") as unit:
        for key, title in zip(keys, ("Conference in Łódź", "autumn"), strict=False):
            run = unit.add(ActivityRun(title=title, kind="call"))
            activity = unit.get(Activity, key)
            assert activity is not None
            activity.run_id = run.id

    def listed(*options: str) -> list[tuple[str, str]]:
        found = crm("list", "activity", "--columns", "subject,run", *options, "--format", "json")
        return [(row["subject"], row["run"] or "") for row in found.json]

    of_one, of_two = ("One", "Conference in Łódź"), ("Two", "autumn")
    assert listed("--sort", "run") == [of_two, of_one, ("Three", "")]
    assert listed("--filter", "run:lodz") == [of_one]
    assert listed("--filter", 'run:="Autumn"') == [of_two]
    assert listed("--filter", "run:none") == [("Three", "")]
    assert sorted(listed("--filter", "run:any")) == [of_one, of_two]
