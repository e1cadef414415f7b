"""Custom fields are added, changed, ordered, deleted and brought back (FEATURES CF-01, B12)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.errors import BadInput, NotAllowed, NotFound
from domain.records.fields import FieldType
from domain.records.values import Choice
from services.context import Context
from services.dictionaries.reading import list_values
from services.fields.changing import (
    add_field,
    change_field,
    custom_fields,
    delete_field,
    deleted_fields,
    move_field,
    restore_field,
)
from services.fields.definitions import FieldEdit, NewField
from services.records.finding import find_records
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import redo, undo


def names(context: Context, kind: str = "contact") -> list[str]:
    return [field.name for field in custom_fields(context, kind)]


def add(context: Context, label: str, type_: FieldType = FieldType.TEXT, **more: Any) -> str:
    return add_field(context, NewField("contact", label, type_, **more)).name


@pytest.mark.row("CF-01", "B12")
def test_an_administrator_adds_a_field_of_any_kind(context: Context) -> None:
    for kind in ("contact", "company", "lead", "deal", "activity"):
        field = add_field(context, NewField(kind, "Цвет машины"))
        assert (field.kind, field.name, field.label) == (kind, "tsvet_mashiny", "Цвет машины")
        assert context.database.fields.get(kind, field.name) == field
        assert field.searchable


def test_a_field_stands_behind_those_that_were_there(context: Context) -> None:
    added = [add(context, label) for label in ("Hobby", "Car", "Anniversary of firm")]
    assert names(context) == added
    move_field(context, "contact", "car", -1)
    assert names(context) == ["car", "hobby", "anniversary_of_firm"]
    move_field(context, "contact", "car", 9)
    assert names(context) == ["hobby", "anniversary_of_firm", "car"]
    undo(context)
    assert names(context) == ["car", "hobby", "anniversary_of_firm"]


@pytest.mark.row("CF-01")
def test_nobody_else_changes_fields(context: Context, other: Context) -> None:
    add(context, "Car")
    for change in (
        lambda: add(other, "Hobby"),
        lambda: change_field(other, "contact", "car", FieldEdit(label="Auto")),
        lambda: delete_field(other, "contact", "car"),
        lambda: restore_field(other, "contact", "car"),
        lambda: move_field(other, "contact", "car", 1),
    ):
        with pytest.raises(NotAllowed, match=r"Only an administrator .* anna"):
            change()
    assert [field.label for field in custom_fields(other)] == ["Car"]


def test_others_see_a_field_at_once(context: Context, other: Context) -> None:
    """In another thread, in another program on the same file, and after undo and redo."""
    with ThreadPoolExecutor(1) as thread:

        def seen() -> list[list[str]]:
            return [names(context), names(other), thread.submit(names, context).result()]

        assert seen() == [[], [], []]
        before = context.database.fields
        add_record(context, "contact", {"last_name": "Ким"})
        assert context.database.fields is before
        add(context, "Car")
        assert seen() == [["car"]] * 3
        undo(context)
        assert seen() == [[], [], []]
        redo(context)
        assert seen() == [["car"]] * 3


def test_another_process_adds_a_field(context: Context, crm_process: Callable[..., Any]) -> None:
    assert names(context) == []
    done = crm_process("fields", "add", "contact", "car", "--label", "Car")
    assert (done.code, done.word) == (0, "car")
    assert names(context) == ["car"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("city", "has a field “city” already"),
        ("next_step", "has a field “next_step” already"),
        ("changed", "has a field “changed” already: Changed"),
        ("mine", "meaning of its own"),
        ("none", "meaning of its own"),
        ("record_kind", "meaning of its own"),
        ("Car", "is no name for a field"),
        ("a" * 41, "is no name for a field"),
        ("1st", "is no name for a field"),
    ],
)
def test_a_name_must_be_free_and_plain(context: Context, name: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        add(context, "A label of its own", name=name)
    assert names(context) == []


@pytest.mark.parametrize("label", ["", " \x1b ", "City", "surname", "Mine", "x" * 61])
def test_a_label_must_be_free_and_short(context: Context, label: str) -> None:
    with pytest.raises(BadInput) as caught:
        add(context, label)
    assert caught.value.field == "label"


@pytest.mark.parametrize(
    ("type_", "more", "at"),
    [
        (FieldType.CHOICE, {}, "choices"),
        (FieldType.CHOICE, {"choices": (" ",)}, "choices"),
        (FieldType.TEXT, {"choices": ("a",)}, "choices"),
        (FieldType.RECORD, {}, "target"),
        (FieldType.RECORD, {"target": "planet"}, "target"),
        (FieldType.TEXT, {"target": "deal"}, "target"),
        (FieldType.BOOL, {"multiple": True}, "multiple"),
        (FieldType.DATE, {"searchable": True}, "searchable"),
        (FieldType.TEXT, {"currency": "RUB"}, "currency"),
        (FieldType.STAGE, {}, "type"),
    ],
)
def test_what_does_not_go_together_is_refused(
    context: Context, type_: FieldType, more: dict[str, Any], at: str
) -> None:
    with pytest.raises(BadInput) as caught:
        add(context, "Car", type_, **more)
    assert caught.value.field == at
    assert names(context) == []


def test_a_deleted_field_comes_back_with_its_values(context: Context) -> None:
    add(context, "Car")
    key = add_record(context, "contact", {"last_name": "Ким", "car": "Нива"})
    delete_field(context, "contact", "car")
    assert "car" not in show_record(context, "contact", key).values
    assert [hit.id for hit in find_records(context, "нива")] == []
    assert deleted_fields(context, "contact") == [("car", "Car")]
    with pytest.raises(BadInput, match="its values are kept"):
        add(context, "Auto", name="car")
    assert add(context, "Car") == "car_2"
    with pytest.raises(BadInput, match="has a field “Car” already"):
        restore_field(context, "contact", "car")
    undo(context)
    restore_field(context, "contact", "car")
    assert show_record(context, "contact", key).values["car"] == "Нива"
    assert [hit.id for hit in find_records(context, "нива")] == [key]
    undo(context)
    undo(context)  # of the deletion
    assert show_record(context, "contact", key).values["car"] == "Нива"


def test_a_list_comes_and_goes_with_its_field(context: Context) -> None:
    add(context, "Colour", FieldType.CHOICE, choices=("Red", "Blue"))
    key = add_record(context, "contact", {"last_name": "Ким", "colour": "blue"})
    assert [v.label for v in list_values(context, "contact_colour")] == ["Red", "Blue"]
    for _step in range(2):
        undo(context)
    assert names(context) == []
    with pytest.raises(NotFound):
        list_values(context, "contact_colour")
    for _step in range(2):
        redo(context)
    assert show_record(context, "contact", key).values["colour"] == Choice("blue", "Blue")


def test_two_add_the_same_field_at_once(context: Context) -> None:
    """Whoever comes second is told, and not by a fault of the database."""
    with ThreadPoolExecutor(4) as threads:
        tries = [
            threads.submit(add, context, "Car", name=f"car{number % 2}") for number in range(8)
        ]
    done = [attempt for attempt in tries if attempt.exception() is None]
    assert len(done) == 1
    for attempt in tries:
        assert attempt.exception() is None or isinstance(attempt.exception(), BadInput)
    assert len(names(context)) == 1


def test_a_name_under_which_values_are_kept_stays_taken(context: Context, other: Context) -> None:
    """Boris filled a field in whose making anna then took back."""
    add(context, "Car")
    edit = add_record(other, "contact", {"last_name": "Ким", "car": "Нива"})
    undo(context)
    assert "car" not in show_record(context, "contact", edit).values
    with pytest.raises(BadInput, match="Values are kept under the name “car”"):
        add(context, "Car", FieldType.DATE, name="car")
    assert add(context, "Car", FieldType.DATE) == "car_2"


def test_what_is_searched_can_be_changed(context: Context) -> None:
    add(context, "Car", searchable=False)
    key = add_record(context, "contact", {"last_name": "Ким", "car": "Нива"})
    assert [hit.id for hit in find_records(context, "нива")] == []
    change_field(context, "contact", "car", FieldEdit(searchable=True, label="Auto"))
    assert [hit.id for hit in find_records(context, "нива")] == [key]
    assert custom_fields(context)[0].label == "Auto"
    undo(context)
    assert [hit.id for hit in find_records(context, "нива")] == []


def test_a_type_becomes_one_that_holds_all_values(context: Context) -> None:
    add(context, "Car")
    add(context, "Seats", FieldType.INTEGER)
    key = add_record(context, "contact", {"last_name": "Ким", "car": "Нива", "seats": 5})
    change_field(context, "contact", "car", FieldEdit(type=FieldType.LONG_TEXT))
    change_field(context, "contact", "seats", FieldEdit(multiple=True))
    edit_record(context, "contact", key, {"car": "Нива\nс прицепом"})
    values = show_record(context, "contact", key).values
    assert values["car"] == "Нива\nс прицепом"
    assert [str(value) for value in values["seats"]] == ["5"]  # type: ignore[union-attr]
    with pytest.raises(BadInput, match="Values would be lost"):
        change_field(context, "contact", "car", FieldEdit(type=FieldType.DATE))
    with pytest.raises(BadInput, match="Values would be lost"):
        change_field(context, "contact", "seats", FieldEdit(multiple=False))


@pytest.mark.parametrize("type_", [FieldType.DECIMAL, FieldType.TEXT, FieldType.MONEY])
def test_a_whole_number_stays_one(context: Context, type_: FieldType) -> None:
    """Its values, and those in the history, are kept in another form than those of these types."""
    add(context, "Seats", FieldType.INTEGER)
    with pytest.raises(BadInput, match="Values would be lost"):
        change_field(context, "contact", "seats", FieldEdit(type=type_))
    assert custom_fields(context)[0].type is FieldType.INTEGER


def test_only_added_fields_are_changed(context: Context) -> None:
    with pytest.raises(NotAllowed, match="comes with the program"):
        delete_field(context, "contact", "city")
    with pytest.raises(NotFound, match="Nobody has added a field “car”"):
        delete_field(context, "contact", "car")


@pytest.mark.row("CF-01")
def test_the_command_line_adds_changes_and_deletes(crm: Callable[..., Any]) -> None:
    options = ("--label", "Цвет", "--type", "list", "--choices", "Красный,Синий", "--multiple")
    assert crm("fields", "add", "contact", "colour", *options).word == "colour"
    (field,) = crm("fields", "contact", "--added", "--format", "json").json
    assert (field["type"], field["choices"]) == ("choice", "contact_colour")
    assert (field["multiple"], field["searchable"], field["added"]) == (True, True, True)
    crm("fields", "change", "contact", "colour", "--label", "Оттенок", "--choices", "Белый")
    assert "Оттенок" in crm("fields", "contacts").out
    assert "surname" in crm("fields", "contact", "--format", "csv").out.lower()
    crm("fields", "delete", "contact", "colour")
    assert crm("fields", "--added", "--format", "json").json == []
    assert "colour" in crm("fields", "contact", "--deleted").out
    crm("fields", "restore", "contact", "colour")
    assert len(crm("fields", "--added", "--format", "json").json) == 1
    denied = crm("--as", "boris", "fields", "add", "contact", "x")
    assert (denied.code, denied.out) == (4, "")
    refused = crm("fields", "add", "contact", "x", "--type", "planet")
    assert (refused.code, refused.out) == (2, "")
    assert "no type of fields “planet”" in refused.err
