"""What is told, refused, ended and undone when many records are changed at once."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.errors import BadInput, Cancelled, Conflict, NotFound
from domain.ids import new_id
from domain.records.record_query import RecordQuery
from services.activities.reminders import dismiss_reminder
from services.context import Context
from services.lists.bulk import BulkOutcome, Which, bulk_delete, bulk_edit, restore
from services.lists.bulk_changes import FieldChange
from services.lists.reading import count, keys_of
from services.records.finding import find_records
from services.records.history import history_of
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo
from storage.bulk.columns import How
from storage.bulk.picked import PORTION
from storage.check import find_faults

PEOPLE = RecordQuery("contact")


def contacts(context: Context, *names: str, **more: object) -> list[UUID]:
    return [add_record(context, "contact", {"last_name": name, **more}) for name in names]


def values(context: Context, keys: list[UUID], name: str, kind: str = "contact") -> list[object]:
    return [show_record(context, kind, key).values[name] for key in keys]


def login(context: Context, key: UUID, kind: str = "contact") -> str:
    return getattr(show_record(context, kind, key).values["responsible"], "login", "")


def hand_on(context: Context, which: Which, login: str) -> BulkOutcome:
    return bulk_edit(context, "lead", which, [FieldChange("responsible", value=login)])


@pytest.mark.row("MASS-01", "LEAD-04")
def test_a_colleague_becomes_responsible_for_many_also_ownerless(context: Context) -> None:
    keys = [add_record(context, "lead", {"title": title}) for title in "abc"]
    edit_record(context, "lead", keys[0], {"responsible": ""})
    assert hand_on(context, keys, "boris").changed == 3
    assert {login(context, key, "lead") for key in keys} == {"boris"}
    line = next(iter(history_of(context, "lead", keys[0])))
    assert (line.action, line.field, line.new) == ("many records handed on", "Responsible", "boris")
    assert hand_on(context, RecordQuery("lead", "responsible:boris"), "").changed == 3
    assert {login(context, key, "lead") for key in keys} == {""}
    assert undo(context) == "many records handed on"
    assert {login(context, key, "lead") for key in keys} == {"boris"}
    with pytest.raises(BadInput, match="no user “zzz”"):
        hand_on(context, keys, "zzz")


@pytest.mark.row("MASS-05")
def test_all_that_a_filter_shows_is_changed_and_nothing_else(context: Context) -> None:
    contacts(context, "Ким", "Аева", city="Псков")
    (elsewhere,) = contacts(context, "Мак", city="Орёл")
    in_pskov = RecordQuery("contact", "city:псков")
    assert count(context, in_pskov) == 2
    change = FieldChange("city", value="Лодзь")
    assert bulk_edit(context, "contact", in_pskov, [change]).changed == 2
    assert (count(context, in_pskov), values(context, [elsewhere], "city")) == (0, ["Орёл"])
    assert len(find_records(context, "лодзь", ["contact"])) == 2


def test_those_that_have_the_value_are_not_touched(context: Context) -> None:
    keys = contacts(context, "Ким", "Аева")
    edit_record(context, "contact", keys[0], {"position": "директор"})
    before = values(context, keys, "updated_at")
    outcome = bulk_edit(context, "contact", keys, [FieldChange("position", value="директор")])
    assert (outcome.changed, outcome.unchanged, outcome.explain()) == (1, 1, "")
    after = values(context, keys, "updated_at")
    assert after[0] == before[0]
    assert after[1] > before[1]  # type: ignore[operator]


@pytest.mark.row("MASS-05")
def test_what_is_gone_or_refuses_is_named_and_the_rest_goes_on(context: Context) -> None:
    named, nameless, gone = contacts(context, "Ким", "Аева", "Мак")
    edit_record(context, "contact", named, {"phones": ["8 916 123-45-67"]})
    delete_record(context, "contact", gone)
    keys = [named, nameless, gone, new_id(), named]
    outcome = bulk_edit(context, "contact", keys, [FieldChange("last_name", How.CLEAR)])
    assert (outcome.changed, outcome.refused, outcome.gone) == (1, 1, 2)
    assert outcome.explain() == (
        "2 are no longer there. 1 was left as it is: A contact needs a name, a phone or an e-mail. "
        "Among them: “Аева”, “Мак”."
    )
    assert values(context, [named, nameless], "last_name") == ["", "Аева"]


@pytest.mark.parametrize(
    ("change", "is_refused"),
    [
        (FieldChange("phones", How.CLEAR), True),
        (FieldChange("phones", How.REMOVE, "+7 (916) 123 45 67"), True),
        (FieldChange("phones", How.REMOVE, "1234"), False),
        (FieldChange("phones", How.SET, "1234"), False),
        (FieldChange("phones", How.ADD, "1234"), False),
        (FieldChange("comment", How.CLEAR), False),
    ],
)
def test_the_last_phone_of_somebody_without_a_name_stays(
    context: Context, change: FieldChange, is_refused: bool
) -> None:
    key = add_record(context, "contact", {"phones": ["8 916 123-45-67"]})
    assert bulk_edit(context, "contact", [key], [change]).refused == int(is_refused)
    assert values(context, [key], "phones") != [()]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], "No change was named"),
        ([FieldChange("zity", value="x")], "“city”"),
        ([FieldChange("birth_date", value="zzz")], "Birth date"),
        ([FieldChange("type", value="zzz")], "Type: there is no “zzz”"),
        ([FieldChange("updated_at", value="today")], "the program keeps it"),
        ([FieldChange("city", How.ADD, "x")], "holds one value"),
        ([FieldChange("phones", How.ADD, [])], "a value is needed"),
        ([FieldChange("city", value="x"), FieldChange("city", value="y")], "named twice"),
        ([FieldChange("companies", How.REMOVE, "Мак")], "no record called “Мак”"),
    ],
)
def test_a_value_that_does_not_fit_changes_nothing(
    context: Context, changes: list[FieldChange], said: str
) -> None:
    keys = contacts(context, "Ким")
    good = FieldChange("comment", value="changed")
    with pytest.raises(BadInput, match=said):
        bulk_edit(context, "contact", keys, [good, *changes] if changes else [])
    assert values(context, keys, "comment") == [""]
    with pytest.raises(BadInput, match="a value is needed"):
        bulk_edit(context, "activity", [], [FieldChange("kind", How.CLEAR)])


def test_no_company_is_made_of_a_slip_of_the_hand(context: Context) -> None:
    keys = contacts(context, "Ким", "Аева", "Мак")
    for how in (How.SET, How.ADD, How.REMOVE):
        with pytest.raises(BadInput, match=r"no record called “Ромошка”.*crm add company"):
            bulk_edit(context, "contact", keys, [FieldChange("companies", how, ["Ромошка"])])
    assert count(context, RecordQuery("company")) == 0
    add_record(context, "company", {"title": "ООО «Ромашка»"})
    changes = [FieldChange("companies", How.ADD, ["romashka", "Ромашка ООО"])]
    assert bulk_edit(context, "contact", keys, changes).changed == 3
    assert count(context, RecordQuery("company")) == 1
    with pytest.raises(NotFound):
        bulk_edit(context, "contact", keys, [FieldChange("companies", value=str(new_id()))])


@pytest.mark.row("NOTIF-04")
def test_reminders_follow_the_deadline_and_only_that(context: Context) -> None:
    def remind_at(key: UUID) -> int | None:
        row = context.database.reader().execute(
            "SELECT remind_at FROM activity WHERE id = ?", (key.bytes,)
        )
        return row.fetchone()[0]  # type: ignore[no-any-return]

    data = {"subject": "звонок", "due": "2037-01-05 10:00", "remind_minutes": 60}
    dismissed, other = (add_record(context, "activity", data) for _number in range(2))
    before = remind_at(other)
    dismiss_reminder(context, dismissed)
    same_due = FieldChange("due", value="2037-01-05 10:00")
    both = [same_due, FieldChange("subject", value="x")]
    bulk_edit(context, "activity", [dismissed, other], both)
    assert (remind_at(dismissed), remind_at(other)) == (None, before)
    bulk_edit(context, "activity", [dismissed, other], [FieldChange("due", value="2037-01-06")])
    assert remind_at(dismissed) == remind_at(other) != before
    undo(context)
    assert remind_at(other) == before


@pytest.mark.row("MASS-05")
def test_progress_is_told_and_the_person_may_end_it(context: Context) -> None:
    with context.database.write(context.actor, "seed") as unit:
        rows = [
            {"id": new_id().bytes, "last_name": f"x{n}", "created_at": n, "updated_at": n}
            for n in range(2 * PORTION + 1)
        ]
        unit.insert_many("contact", rows)
    told: list[tuple[int, int]] = []
    change = FieldChange("position", value="директор")
    total = 2 * PORTION + 1
    with pytest.raises(Cancelled):
        bulk_edit(
            context,
            "contact",
            PEOPLE,
            [change],
            lambda done, of: told.append((done, of)),
            lambda: len(told) == 2,
        )
    assert told == [(PORTION, total), (2 * PORTION, total)]
    assert count(context, RecordQuery("contact", "position:директор")) == 0
    assert bulk_edit(context, "contact", PEOPLE, [change]).changed == total
    assert bulk_delete(context, "contact", PEOPLE).changed == total
    undo(context)
    undo(context)
    assert count(context, PEOPLE) == total
    assert count(context, RecordQuery("contact", "position:any")) == 0
    assert list(find_faults(context.database)) == []


def test_undo_is_refused_where_a_colleague_has_changed_one_of_them_since(
    context: Context, other: Context
) -> None:
    keys = contacts(context, "Ким", "Аева", "Мак")
    bulk_edit(context, "contact", keys, [FieldChange("position", value="директор")])
    edit_record(other, "contact", keys[1], {"position": "снабженец"})
    with pytest.raises(Conflict, match="Position"):
        undo(context)
    assert values(context, keys, "position") == ["директор", "снабженец", "директор"]
    edit_record(other, "contact", keys[2], {"first_name": "Анна"})
    undo(other)
    undo(other)
    assert undo(context) == "many records changed"
    assert values(context, keys, "position") == ["", "", ""]


def test_another_part_of_the_name_changed_since_stays_in_the_search_form(
    context: Context, other: Context
) -> None:
    keys = contacts(context, "Ким", "Аева")
    bulk_edit(context, "contact", keys, [FieldChange("last_name", value="Мак")])
    edit_record(other, "contact", keys[0], {"first_name": "Анна"})
    undo(context)
    assert keys_of(context, RecordQuery("contact", "name:=“ким анна”")) == [keys[0]]
    sorted_by_name = RecordQuery("contact", sort=("name",))
    assert set(keys_of(context, sorted_by_name)) == set(keys)


@pytest.mark.row("MASS-05", "HIST-06")
def test_many_go_into_the_bin_and_come_back(context: Context, other: Context) -> None:
    keys = contacts(context, "Ким", "Аева", "Мак")
    assert bulk_delete(context, "contact", keys[:2]).changed == 2
    assert find_records(context, "ким", ["contact"]) == []
    outcome = bulk_delete(context, "contact", keys)
    assert (outcome.changed, outcome.gone) == (1, 2)
    assert "“Ким”, “Аева”" in outcome.explain()
    in_bin = RecordQuery("contact", "ким", in_bin=True)
    assert restore(other, "contact", in_bin).changed == 1
    outcome = restore(other, "contact", keys)
    assert (outcome.changed, outcome.gone) == (2, 1)
    assert set(keys_of(context, PEOPLE)) == set(keys)
    assert len(find_records(context, "ким", ["contact"])) == 1
    assert undo(other) == "brought back from the bin"
    assert count(context, PEOPLE) == 1
