"""One line in the field registry, and a field is everywhere: cards, lists, search, log, undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict
from domain.records.fields import FieldType
from domain.records.record_query import RecordQuery
from domain.records.references import references_in
from services.context import Context
from services.fields.changing import add_field, custom_fields, delete_field
from services.fields.definitions import NewField
from services.identity import sign_in
from services.lists.bin import purge
from services.lists.bulk import bulk_delete
from services.lists.reading import count, sums
from services.records.finding import find_records
from services.records.history import history_of
from services.records.use_cases import add_record, edit_record, list_records, show_record
from services.undo import undo
from storage.check import find_faults, repair
from storage.database import Database
from tests.conftest import ZONE, add_fields

FIELDS = (
    NewField("contact", "Car colour"),
    NewField("contact", "Hobbies", multiple=True),
    NewField("company", "Rank", FieldType.INTEGER),
    NewField("company", "Has parking", FieldType.BOOL, "parks"),
    NewField("contact", "Supplier", FieldType.RECORD, target="company"),
)


@pytest.fixture
def custom(path: Path) -> Iterator[Context]:
    """Anna on a database with custom fields."""
    database = Database.open(add_fields(path, *FIELDS))
    yield Context(database, sign_in(database), ZONE)
    database.close()


@pytest.fixture
def key(custom: Context) -> UUID:
    """A contact with a blue car."""
    return add_record(custom, "contact", {"last_name": "Ким", "car_colour": "Синий металлик"})


def found(context: Context, text: str) -> list[UUID]:
    return [hit.id for hit in find_records(context, text, ["contact"])]


def last_old_values(context: Context) -> Any:
    (old,) = (
        context.database.reader()
        .execute("SELECT old FROM change ORDER BY seq DESC LIMIT 1")
        .fetchone()
    )
    return json.loads(old)


def test_it_is_added_shown_listed_and_found(custom: Context, key: UUID) -> None:
    assert show_record(custom, "contact", key).values["car_colour"] == "Синий металлик"
    (row,) = list_records(custom, "contact", custom_fields(custom, "contact")[:1])
    assert row.values == {"car_colour": "Синий металлик"}
    assert found(custom, "метал") == [key]


def test_it_is_edited_logged_and_restored(custom: Context, key: UUID) -> None:
    edit_record(custom, "contact", key, {"car_colour": "red"})
    assert last_old_values(custom) == {"custom.car_colour": '"Синий металлик"'}
    assert (found(custom, "red"), found(custom, "метал")) == ([key], [])
    line = next(history_of(custom, "contact", key))
    assert (line.author, line.field, line.old, line.new) == (
        "anna",
        "Car colour",
        "Синий металлик",
        "red",
    )
    undo(custom)
    assert show_record(custom, "contact", key).values["car_colour"] == "Синий металлик"
    assert found(custom, "метал") == [key]


def test_it_is_cleared(custom: Context, key: UUID) -> None:
    edit_record(custom, "contact", key, {"car_colour": ""})
    assert show_record(custom, "contact", key).values["car_colour"] is None
    (stored,) = custom.database.reader().execute("SELECT custom FROM contact").fetchone()
    assert stored == "{}"


def test_two_people_change_two_custom_fields(custom: Context, other: Context, key: UUID) -> None:
    boris = Context(custom.database, other.actor, other.zone)
    edit_record(custom, "contact", key, {"car_colour": "red"})
    edit_record(boris, "contact", key, {"hobbies": ["chess"]})
    undo(custom)
    values = show_record(custom, "contact", key).values
    assert (values["car_colour"], values["hobbies"]) == ("Синий металлик", ("chess",))


def test_a_conflict_names_it_as_people_do(custom: Context, other: Context, key: UUID) -> None:
    edit_record(custom, "contact", key, {"car_colour": "red"})
    edit_record(other, "contact", key, {"car_colour": "blue"})
    with pytest.raises(Conflict, match=r"the same field \(Car colour\)"):
        undo(custom)


def test_it_may_have_several_values(custom: Context, key: UUID) -> None:
    edit_record(custom, "contact", key, {"hobbies": ["chess", "чай"]})
    assert show_record(custom, "contact", key).values["hobbies"] == ("chess", "чай")
    assert found(custom, "чай") == [key]
    assert found(custom, "chess") == [key]
    edit_record(custom, "contact", key, {"hobbies": []})
    assert last_old_values(custom) == {"custom.hobbies": '["chess","чай"]'}
    undo(custom)
    assert show_record(custom, "contact", key).values["hobbies"] == ("chess", "чай")


def test_it_has_the_type_that_the_registry_says(custom: Context) -> None:
    key = add_record(custom, "company", {"title": "Мак", "rank": "7", "parks": "no"})
    values = show_record(custom, "company", key).values
    assert values["rank"] == 7
    assert values["parks"] is False
    with pytest.raises(BadInput, match="Rank: "):
        edit_record(custom, "company", key, {"rank": "first"})


def test_the_command_line_prints_it(custom: Context, key: UUID, crm: Any) -> None:
    assert crm("list", "contact", "--format", "json").json[0]["car_colour"] == "Синий металлик"
    assert "Car colour" in crm("list", "contact", "--columns", "name,car_colour").out
    assert "Синий металлик" in crm("show", "contact", key).out
    added = crm("add", "contact", "--json", '{"last_name": "Цой", "car_colour": "white"}')
    assert crm("find", "white", "--format", "json").json[0]["id"] == added.word
    assert "car_colour" in crm("list", "contact", "--format", "csv").out.splitlines()[0]


def test_a_repair_finds_it_too(custom: Context, key: UUID) -> None:
    repair(custom.database, custom.database.fields)
    assert found(custom, "метал") == [key]


def test_what_is_changed_while_it_is_gone_keeps_its_values(custom: Context, key: UUID) -> None:
    delete_field(custom, "contact", "car_colour")
    edit_record(custom, "contact", key, {"city": "Псков"})
    (stored,) = custom.database.reader().execute("SELECT custom FROM contact").fetchone()
    assert json.loads(stored) == {"car_colour": "Синий металлик"}


@pytest.mark.parametrize("multiple", [False, True])
def test_money_is_added_up_by_currency(context: Context, multiple: bool) -> None:
    add_field(context, NewField("contact", "Budget", FieldType.MONEY, multiple=multiple))
    for name, typed in (("A", "10.5 RUB"), ("B", "2 RUB"), ("C", "7 PLN"), ("D", None)):
        data = {"last_name": name, "budget": [typed] if multiple and typed else typed}
        add_record(context, "contact", data)
    query = RecordQuery("contact", "-pln", ("name", "budget"))
    assert sums(context, query) == {"RUB": Decimal("12.5"), "PLN": Decimal(7)}


@pytest.mark.parametrize("multiple", [False, True])
def test_a_link_to_a_record_that_is_deleted_for_good(context: Context, multiple: bool) -> None:
    """It shows nothing then, and is back with the record."""
    new = NewField("contact", "Agent", FieldType.RECORD, target="company", multiple=multiple)
    add_field(context, new)
    gone, stays = (add_record(context, "company", {"title": t}) for t in ("Gone", "Stays"))
    agents = [str(gone), str(stays)] if multiple else str(gone)
    key = add_record(context, "contact", {"last_name": "Kim", "agent": agents})

    def agents_now() -> list[str]:
        found = references_in(show_record(context, "contact", key).values["agent"])
        return [agent.title for agent in found if not agent.is_deleted]

    def found(text: str) -> int:
        return count(context, RecordQuery("contact", text))

    bulk_delete(context, "company", [gone])
    assert agents_now() == ["Stays"] * multiple
    assert (found("agent:gone"), found("agent:none")) == (0, int(not multiple))
    edit_record(context, "contact", key, {"agent": agents})  # what was linked may stay
    purge(context, "company", [gone])
    assert agents_now() == ["Stays"] * multiple
    assert list(find_faults(context.database)) == []
    with pytest.raises(Conflict, match="deleted for good"):
        undo(context)
    assert agents_now() == ["Stays"] * multiple


def test_a_slip_in_a_link_makes_no_company(custom: Context, key: UUID) -> None:
    with pytest.raises(BadInput, match=r"Supplier: there is no record called “zzz”\. Add it first"):
        edit_record(custom, "contact", key, {"supplier": "zzz"})
    assert count(custom, RecordQuery("company")) == 0
    company = add_record(custom, "company", {"title": "ООО «Ромашка»"})
    add_record(custom, "company", {"title": "Ромашка Сервис"})
    for typed in ("ромашка", "romashka", "OOO Romaszka"):
        edit_record(custom, "contact", key, {"supplier": typed})
        (link,) = references_in(show_record(custom, "contact", key).values["supplier"])
        assert link.id == company
    add_record(custom, "company", {"title": "АО Ромашка"})
    with pytest.raises(BadInput, match="several records called “romashka”"):
        edit_record(custom, "contact", key, {"supplier": "romashka"})


def test_a_company_made_on_the_way_goes_with_the_step(context: Context) -> None:
    key = add_record(context, "contact", {"last_name": "Ким"})
    edit_record(context, "contact", key, {"companies": ["Новая"]})
    assert count(context, RecordQuery("company")) == 1
    undo(context)
    assert count(context, RecordQuery("company")) == 0
