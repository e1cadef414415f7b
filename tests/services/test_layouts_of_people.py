"""Layouts that people make for themselves, and that an administrator makes for all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.records.held_layouts import Scope
from domain.records.layout_edits import hide, pin
from domain.records.layouts import SHIPPED_LAYOUTS, Layout
from services.context import Context
from services.fields.changing import add_field, delete_field, restore_field
from services.fields.definitions import NewField
from services.layouts import (
    held_layout,
    laid_out_fields,
    layout_of,
    publish_layout,
    rename,
    reset_layout,
    save_layout,
    withdraw_layout,
)
from services.lists.reading import columns_of, record_list_source
from services.lists.views import RecordQuery
from services.records.listing import complete_query
from services.records.use_cases import add_record
from services.undo import redo, undo


def edited(context: Context, edit: Callable[[Layout], Layout], kind: str = "contact") -> Layout:
    """Change the layout of a person and keep it."""
    layout = layout_of(context, kind).completed(laid_out_fields(context, kind))
    save_layout(context, edit(layout))
    return layout_of(context, kind)


def called(context: Context, name: str, label: str, kind: str = "contact") -> None:
    """Give a field another name."""
    edited(context, lambda layout: rename(context, layout, name, label), kind)


@pytest.mark.row("DOC-04")
def test_a_layout_is_kept_for_the_person_who_made_it(context: Context, other: Context) -> None:
    edited(context, lambda layout: hide(layout, "nickname"))
    assert "nickname" in layout_of(context, "contact").hidden
    assert held_layout(context, "contact").scope is Scope.OWN
    assert layout_of(other, "contact") == SHIPPED_LAYOUTS["contact"]
    assert undo(context) == "layout changed"
    assert layout_of(context, "contact") == SHIPPED_LAYOUTS["contact"]
    redo(context)
    reset_layout(context, "contact")
    assert held_layout(context, "contact").scope is Scope.SHIPPED
    undo(context)
    assert held_layout(context, "contact").scope is Scope.OWN
    with pytest.raises(NotFound, match="Nothing of the layout"):
        reset_layout(context, "company")


@pytest.mark.row("DOC-05")
def test_an_administrator_gives_a_layout_to_all(context: Context, other: Context) -> None:
    edited(context, lambda layout: hide(layout, "nickname"))
    publish_layout(context, "contact")
    assert "nickname" in layout_of(other, "contact").hidden
    # Who wants another one may have it, and comes back to that of all.
    edited(other, lambda layout: hide(layout, "department"))
    assert held_layout(other, "contact").scope is Scope.OWN
    reset_layout(other, "contact")
    assert held_layout(other, "contact").scope is Scope.ALL
    with pytest.raises(NotFound, match="layout of everybody"):
        reset_layout(other, "contact")
    withdraw_layout(context, "contact")
    assert layout_of(other, "contact") == SHIPPED_LAYOUTS["contact"]
    with pytest.raises(NotFound):
        withdraw_layout(context, "contact")


@pytest.mark.row("DOC-05", "DOC-09")
def test_a_locked_layout_is_the_same_for_all(context: Context, other: Context) -> None:
    edited(other, lambda layout: hide(layout, "department"))
    publish_layout(context, "contact", is_locked=True)
    assert not layout_of(other, "contact").hidden
    for edit in (lambda one: hide(one, "nickname"), lambda one: pin(one, "nickname")):
        with pytest.raises(NotAllowed, match=r"alike for all\. .* anna"):
            edited(other, edit)
    with pytest.raises(NotAllowed):
        reset_layout(other, "contact")
    # The administrator changes it for all.
    edited(context, lambda layout: hide(layout, "position"))
    assert "position" in layout_of(other, "contact").hidden
    # Unlocked, each has again what was their own.
    publish_layout(context, "contact")
    assert layout_of(other, "contact").hidden == {"department"}


@pytest.mark.row("DOC-05")
def test_managers_may_have_their_own_header_of_a_locked_layout(
    context: Context, other: Context
) -> None:
    edited(other, lambda layout: hide(layout, "department"))
    publish_layout(context, "contact", is_locked=True, own_header=True)
    assert edited(other, lambda layout: pin(layout, "city")).header[-1] == "city"
    assert "city" not in layout_of(context, "contact").header
    with pytest.raises(NotAllowed, match="but for the header"):
        edited(other, lambda layout: hide(layout, "nickname"))
    reset_layout(other, "contact")
    assert layout_of(other, "contact").header == layout_of(context, "contact").header


def test_only_an_administrator_decides_for_all(context: Context, other: Context) -> None:
    for act in (
        lambda: publish_layout(other, "contact"),
        lambda: publish_layout(other, "contact", is_locked=True),
        lambda: withdraw_layout(other, "contact"),
    ):
        with pytest.raises(NotAllowed, match="anna"):
            act()


def test_what_names_a_record_stays_shown(context: Context) -> None:
    with pytest.raises(BadInput, match="A company needs a title"):
        edited(context, lambda layout: hide(layout, "title"), "company")
    names = ("last_name", "first_name", "middle_name", "nickname", "phones", "emails")
    edited(context, lambda layout: hide(layout, *names))
    with pytest.raises(BadInput, match="the last such field"):
        edited(context, lambda layout: hide(layout, "messengers"))


def store(context: Context, content: str) -> None:
    """Write into the file what no program of ours would."""
    with context.database.write(context.actor, "edit_layout") as unit:
        unit.connection.execute("UPDATE form_layout SET content = ?", (content,))


def test_a_layout_that_cannot_be_read_is_passed_over(context: Context) -> None:
    edited(context, lambda layout: hide(layout, "nickname"))
    store(context, "{ no")
    held = held_layout(context, "contact")
    assert (held.layout, held.scope) == (SHIPPED_LAYOUTS["contact"], Scope.SHIPPED)
    assert held.sentence == (
        "The layout that was kept for “Contacts” cannot be read, so it is passed over."
    )
    assert edited(context, lambda layout: hide(layout, "city")).hidden == {"city"}


def test_a_layout_that_hides_what_names_a_record_is_mended(context: Context) -> None:
    edited(context, lambda layout: hide(layout, "industry"), "company")
    store(context, json.dumps({"sections": [], "hidden": ["title", "industry"]}))
    assert layout_of(context, "company").hidden == {"industry"}


@pytest.mark.row("DOC-03", "CF-02")
def test_a_new_field_has_a_place_at_once_and_goes_with_its_definition(context: Context) -> None:
    edited(context, lambda layout: hide(layout, "nickname"))
    add_field(context, NewField("contact", "Colour of car"))

    def shown() -> list[str]:
        arranged = layout_of(context, "contact").arrange(laid_out_fields(context, "contact"))
        return [field.name for _title, fields in arranged for field in fields]

    assert shown()[-1] == "colour_of_car"
    called(context, "colour_of_car", "Car")
    assert context.fields.get("contact", "colour_of_car").label == "Car"
    delete_field(context, "contact", "colour_of_car")
    assert "colour_of_car" not in shown()


@pytest.mark.row("DOC-01")
def test_the_name_that_one_gives_a_field_is_used_where_it_is_shown(
    context: Context, other: Context
) -> None:
    add_record(context, "contact", {"last_name": "Ivanov", "city": "Omsk"})
    add_record(context, "contact", {"last_name": "Petrov", "city": "Perm"})
    called(context, "city", "Town of birth")
    query = RecordQuery("contact", columns=("name", "city"))
    assert [field.label for field in columns_of(context, query)] == [
        "Name or title",
        "Town of birth",
    ]
    # Filters know it by this name, by its first one, and by that of the program.
    for name in ("town_of_birth", "city", "City"):
        found = record_list_source(context, RecordQuery("contact", f"{name}:omsk"))
        assert found.count() == 1
    offered = complete_query(context, "contact", "town", 4)
    assert [(one.text, one.label) for one in offered.suggestions] == [
        ("town_of_birth:", "Town of birth")
    ]
    with pytest.raises(BadInput, match="Town of birth: "):
        add_record(context, "contact", {"last_name": "x", "city": True})
    # Others go on calling it as they did.
    assert other.fields.get("contact", "city").label == "City"
    called(context, "city", "")
    assert context.fields.get("contact", "city").label == "City"


def test_two_fields_cannot_have_one_name(context: Context) -> None:
    with pytest.raises(BadInput, match="has a field “Region” already"):
        called(context, "city", "Region")
    called(context, "city", " City ")
    assert layout_of(context, "contact").labels == {}


def test_the_fields_stay_the_same_object_while_nothing_changes(context: Context) -> None:
    assert context.fields is context.database.fields
    called(context, "city", "Town")
    assert context.fields is context.fields
    called(context, "region", "Province")
    assert context.fields.get("contact", "city").label == "Town"
    assert context.fields.get("contact", "region").label == "Province"


def test_reading_fields_asks_the_file_next_to_nothing(context: Context) -> None:
    called(context, "city", "Town")
    assert context.fields
    asked: list[str] = []
    reader: Any = context.database.reader()
    assert isinstance(reader, sqlite3.Connection)
    reader.set_trace_callback(asked.append)
    assert context.fields.get("contact", "city").label == "Town"
    reader.set_trace_callback(None)
    assert set(asked) == {"PRAGMA data_version"}


@pytest.mark.row("DOC-04", "HIST-06")
def test_there_is_one_layout_of_everybody_also_after_redo(context: Context, other: Context) -> None:
    boss = replace(other, actor=replace(other.actor, is_admin=True))
    publish_layout(context, "contact")
    undo(context)
    publish_layout(boss, "contact", is_locked=True)
    with pytest.raises(Conflict):
        redo(context)
    assert held_layout(context, "contact").is_locked
    withdraw_layout(boss, "contact")
    assert held_layout(context, "contact").scope is Scope.SHIPPED
    edited(context, lambda layout: hide(layout, "city"))
    edited(boss, lambda layout: hide(layout, "city"))
    undo(context)
    redo(context)


@pytest.mark.row("DOC-03", "CF-01")
def test_a_new_field_takes_its_name_from_whoever_called_another_one_so(
    context: Context, other: Context
) -> None:
    edited(other, lambda layout: rename(other, layout, "position", "Job"))
    assert other.fields.get("contact", "position").label == "Job"
    add_field(context, NewField("contact", "Job"))
    add_record(context, "contact", {"last_name": "Ким", "position": "boss", "job": "x"})
    add_record(context, "contact", {"last_name": "Ли", "position": "x", "job": "boss"})

    def found(query: str) -> list[str]:
        source = record_list_source(other, RecordQuery("contact", query), other.database.reader)
        return [row.title for row in source.after(None, 9)]

    assert found("Job:x") == found("position:boss") == ["Ким"]
    assert other.fields.get("contact", "position").label == "Position"
    undo(context)
    undo(context)
    delete_field(context, "contact", "job")
    assert other.fields.get("contact", "position").label == "Job"
    restore_field(context, "contact", "job")
    assert [f.name for f in other.fields.of("contact") if f.label == "Job"] == ["job"]
