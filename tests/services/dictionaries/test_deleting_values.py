"""A value is deleted, and its records go where somebody says, all in one step that undo reverts."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.errors import BadInput, Cancelled
from domain.ids import new_id
from domain.records.fields import FieldType
from domain.records.values import Choice
from services.context import Context
from services.dictionaries.changing import ValueEdit, add_value, change_value
from services.dictionaries.deleting import NOWHERE, ValueInUse, delete_value
from services.dictionaries.reading import count_records, list_dictionaries, list_values
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.lists.bulk import bulk_delete
from services.records.history import history_of
from services.records.use_cases import add_record, show_record
from services.undo import redo, undo
from storage.check import find_faults
from storage.shipped import write_shipped

MANY = 4_500


def codes(context: Context, dictionary: str) -> list[str]:
    return [value.code for value in list_values(context, dictionary, with_inactive=True)]


def code_of(context: Context, kind: str, key: UUID, field: str) -> str:
    choice = show_record(context, kind, key).values[field]
    return getattr(choice, "code", "")


def make_many(context: Context, source: str) -> None:
    """Add many contacts that came by one source."""
    (value,) = (one for one in list_values(context, "source") if one.code == source)
    row = {"last_name": "Ким", "created_at": 0, "updated_at": 0, "source_id": value.id.bytes}
    with context.database.write(context.actor, "seed") as unit:
        unit.insert_many("contact", [row | {"id": new_id().bytes} for _ in range(MANY)])


@pytest.mark.row("DICT-01", "DICT-02")
def test_a_value_that_nobody_has_is_deleted_and_comes_back(context: Context) -> None:
    before = codes(context, "source")
    assert delete_value(context, "source", "fair") == 0
    assert "fair" not in codes(context, "source")
    assert undo(context) == "dictionary changed"
    assert codes(context, "source") == before


@pytest.mark.row("DICT-02")
def test_where_the_records_go_is_asked_and_all_of_them_go_there(context: Context) -> None:
    ours = add_record(context, "contact", {"last_name": "Ким", "source": "fair"})
    binned = add_record(context, "contact", {"last_name": "Цой", "source": "fair"})
    lead = add_record(context, "lead", {"title": "Chairs", "source": "fair"})
    other = add_record(context, "lead", {"title": "Tables", "source": "site"})
    bulk_delete(context, "contact", [binned])
    with pytest.raises(ValueInUse, match="3 records have “Fair”") as asked:
        delete_value(context, "source", "fair")
    assert (asked.value.count, asked.value.field) == (3, "to")
    assert "fair" in codes(context, "source")

    assert delete_value(context, "source", "fair", "call") == 3
    assert "fair" not in codes(context, "source")
    assert code_of(context, "contact", ours, "source") == "call"
    assert code_of(context, "contact", binned, "source") == "call"
    assert code_of(context, "lead", lead, "source") == "call"
    assert code_of(context, "lead", other, "source") == "site"
    line = next(iter(history_of(context, "contact", ours)))
    assert (line.field, line.old, line.new) == ("Source", "Fair", "Call")
    assert list(find_faults(context.database)) == []

    assert undo(context) == "dictionary changed"
    assert "fair" in codes(context, "source")
    for kind, key in (("contact", ours), ("contact", binned), ("lead", lead)):
        assert code_of(context, kind, key, "source") == "fair"
    redo(context)
    assert code_of(context, "lead", lead, "source") == "call"


def test_records_may_be_left_without_a_value(context: Context) -> None:
    ours = add_record(context, "contact", {"last_name": "Ким", "source": "fair"})
    assert delete_value(context, "source", "fair", NOWHERE) == 1
    assert show_record(context, "contact", ours).values["source"] is None


def test_they_cannot_go_to_what_is_not_there(context: Context) -> None:
    add_record(context, "contact", {"last_name": "Ким", "source": "fair"})
    with pytest.raises(BadInput, match="is the value to be deleted"):
        delete_value(context, "source", "fair", "fair")
    assert "fair" in codes(context, "source")


def test_a_deal_is_always_at_a_stage(context: Context) -> None:
    deal = add_record(context, "deal", {"title": "Chairs", "stage": "offer"})
    with pytest.raises(BadInput, match="always at a stage"):
        delete_value(context, "stage", "offer", NOWHERE)
    assert delete_value(context, "stage", "offer", "need") == 1
    assert code_of(context, "deal", deal, "stage") == "need"


@pytest.mark.row("DICT-01")
def test_records_are_counted_those_in_the_bin_as_well(context: Context) -> None:
    keys = [add_record(context, "contact", {"last_name": n, "source": "fair"}) for n in "АБ"]
    add_record(context, "deal", {"title": "Chairs", "source": "fair"})
    bulk_delete(context, "contact", keys[:1])
    by_code = {value.id: value.code for value in list_values(context, "source")}
    counts = {by_code[key]: count for key, count in count_records(context, "source").items()}
    assert {code: count for code, count in counts.items() if count} == {"fair": 3}
    assert sum(count_records(context, "stage").values()) == 1


@pytest.mark.row("CF-04", "CF-05", "DICT-01", "DICT-04")
@pytest.mark.parametrize("multiple", [False, True])
def test_what_a_custom_field_offers_is_a_dictionary(context: Context, multiple: bool) -> None:
    field = add_field(
        context,
        NewField(
            "contact",
            "Colour of car",
            FieldType.CHOICE,
            choices=("Red", "Blue", "White"),
            multiple=multiple,
        ),
    )
    dictionary = str(field.choices)
    (view,) = [one for one in list_dictionaries(context) if one.code == dictionary]
    assert view.label == "Colour of car (Contacts)"
    add_value(context, dictionary, "Black", color="gray")
    given = ["black", "red"] if multiple else "black"
    key = add_record(context, "contact", {"last_name": "Ким", field.name: given})

    def chosen() -> list[Choice]:
        value = show_record(context, "contact", key).values[field.name]
        found = value if isinstance(value, tuple) else (value,) if value else ()
        return [one for one in found if isinstance(one, Choice)]

    before = chosen()
    assert before[0] == Choice("black", "Black", "", "gray")
    change_value(context, dictionary, "black", ValueEdit(label="Coal"))
    assert chosen()[0].label == "Coal"
    black = next(one.id for one in list_values(context, dictionary) if one.code == "black")
    assert count_records(context, dictionary)[black] == 1
    assert delete_value(context, dictionary, "black", "white") == 1
    assert sorted(one.code for one in chosen()) == (["red", "white"] if multiple else ["white"])
    undo(context)
    assert chosen()[0].code == "black"
    assert delete_value(context, dictionary, "black", NOWHERE) == 1
    assert [one.code for one in chosen()] == (["red"] if multiple else [])


@pytest.mark.row("MASS-05")
def test_many_records_go_with_progress_in_one_step(context: Context) -> None:
    make_many(context, "fair")
    told: list[tuple[int, int]] = []
    moved = delete_value(context, "source", "fair", "site", lambda *done: told.append(done))
    assert moved == MANY
    assert told[-1] == (MANY, MANY)
    assert len(told) > 2
    undo(context)
    by_code = {value.code: value.id for value in list_values(context, "source")}
    assert count_records(context, "source")[by_code["fair"]] == MANY


def test_ending_it_changes_nothing(context: Context) -> None:
    make_many(context, "fair")
    told: list[int] = []
    with pytest.raises(Cancelled, match="Nothing was changed"):
        delete_value(
            context,
            "source",
            "fair",
            "site",
            lambda done, _all: told.append(done),
            lambda: bool(told),
        )
    by_code = {value.code: value.id for value in list_values(context, "source")}
    assert count_records(context, "source")[by_code["fair"]] == MANY


def test_what_was_deleted_does_not_come_back_with_the_next_version(context: Context) -> None:
    delete_value(context, "source", "fair")
    delete_value(context, "stage", "need")
    with context.database.write(context.actor, "seed") as unit:
        write_shipped(unit.connection)
    assert "fair" not in codes(context, "source")
    assert "need" not in codes(context, "stage")


def test_two_values_of_one_name_are_told_apart(context: Context) -> None:
    add_value(context, "source", "Fax")
    delete_value(context, "source", "fax")
    assert add_value(context, "source", "Fax").code == "fax"
