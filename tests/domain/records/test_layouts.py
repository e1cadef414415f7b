"""Layouts of cards and forms: steps that change them, and layouts as they are kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.fields import Custom, Field, FieldType
from domain.records.held_layouts import Scope, layout_from_json, layout_to_json, resolve
from domain.records.kinds import KINDS
from domain.records.layout_edits import (
    group_field,
    hide,
    move_field,
    move_section,
    pin,
    print_field,
    remove_section,
    rename_field,
    rename_section,
    show,
    unpin,
)
from domain.records.layouts import SHIPPED_LAYOUTS, Layout, Section

FIELDS = BUILTIN_FIELDS.of("company")
NAMES = [field.name for field in FIELDS]
COMPANY = SHIPPED_LAYOUTS["company"].completed(FIELDS)
SMALL = Layout("company", (Section("One", ("title", "type")), Section("Two", ("industry",))))


def members(layout: Layout) -> list[list[str]]:
    """Return the names of the fields, section by section."""
    return [list(section.fields) for section in layout.sections]


Step = Callable[[Layout], Layout]
_names = st.sampled_from(NAMES)
_titles = st.sampled_from([*(section.title for section in COMPANY.sections), "Mine", "More"])
_either = st.sampled_from([-1, 1])


def _if_there(step: Callable[[Layout, str], Layout], title: str) -> Step:
    return lambda layout: (
        step(layout, title) if title in {one.title for one in layout.sections} else layout
    )


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda name, by: lambda one: move_field(one, name, by), _names, _either),
    st.builds(
        lambda title, by: _if_there(lambda one, t: move_section(one, t, by), title),
        _titles,
        _either,
    ),
    st.builds(lambda name, title: lambda one: group_field(one, name, title), _names, _titles),
    st.builds(lambda title: _if_there(remove_section, title), _titles),
    st.builds(lambda name: lambda one: hide(one, name), _names),
    st.builds(lambda name: lambda one: show(one, name), _names),
    st.builds(lambda name: lambda one: pin(one, name), _names),
    st.builds(lambda name: lambda one: unpin(one, name), _names),
    st.builds(lambda name: lambda one: rename_field(one, name, "Other"), _names),
    st.builds(lambda name: lambda one: print_field(one, name, is_printed=True), _names),
)


@pytest.mark.row("DOC-01")
@given(st.lists(STEPS, max_size=30))
def test_no_step_loses_a_field(steps: list[Step]) -> None:
    layout = COMPANY
    for step in steps:
        layout = step(layout)
    assert sorted(chain(*members(layout))) == sorted(NAMES)
    assert not {field.name for field in layout.pinned(FIELDS)} & layout.hidden
    # What is shown is all that is not hidden, and it survives being kept.
    shown = [field.name for _title, fields in layout.arrange(FIELDS) for field in fields]
    assert sorted(shown) == sorted(set(NAMES) - layout.hidden)
    assert layout_from_json("company", layout_to_json(layout)) == layout


def test_a_field_moves_through_sections() -> None:
    assert members(move_field(SMALL, "title", 1)) == [["type", "title"], ["industry"]]
    assert members(move_field(SMALL, "type", 1)) == [["title"], ["type", "industry"]]
    assert members(move_field(SMALL, "industry", -1)) == [["title", "type", "industry"], []]
    assert move_field(SMALL, "title", -1) == SMALL
    assert move_field(SMALL, "industry", 1) == SMALL


def test_fields_are_grouped() -> None:
    new = group_field(SMALL, "title", "Three")
    assert [one.title for one in new.sections] == ["One", "Three", "Two"]
    assert members(new) == [["type"], ["title"], ["industry"]]
    assert members(group_field(SMALL, "title", "Two")) == [["type"], ["industry", "title"]]
    assert members(group_field(SMALL, "industry", "One")) == [["title", "type", "industry"]]
    assert group_field(SMALL, "title", "One") == SMALL
    assert members(remove_section(SMALL, "Two")) == [["title", "type", "industry"]]
    assert members(remove_section(SMALL, "One")) == [["title", "type", "industry"]]
    renamed = rename_section(SMALL, "Two", "Work")
    assert [one.title for one in renamed.sections] == ["One", "Work"]
    assert members(renamed) == members(SMALL)


@pytest.mark.row("DOC-06")
def test_the_header_shows_what_is_pinned_and_not_hidden() -> None:
    layout = pin(pin(hide(SMALL, "type"), "type"), "title")
    assert [field.name for field in layout.pinned(FIELDS)] == ["type", "title"]
    assert layout.hidden == frozenset()
    assert [field.name for field in hide(layout, "type").pinned(FIELDS)] == ["title"]
    # Shown again, it is where it was.
    assert show(hide(layout, "type"), "type") == layout
    assert pin(hide(layout, "type"), "type") == layout
    assert unpin(layout, "type").header == ("title",)


@pytest.mark.row("DOC-02")
def test_fields_are_marked_as_printed_or_not() -> None:
    title = BUILTIN_FIELDS.get("company", "title")
    assert not SMALL.is_printed(title)
    assert SMALL.is_printed(replace(title, printable=True))
    assert print_field(SMALL, "title", is_printed=True).is_printed(title)


@pytest.mark.row("DOC-03")
def test_a_new_field_comes_last_and_one_that_is_gone_is_passed_over() -> None:
    added = Field("company", "colour", "Colour", FieldType.TEXT, Custom())
    arranged = COMPANY.arrange([*FIELDS, added])
    assert arranged[-1][1][-1] == added
    without = [field for field in FIELDS if field.name != "industry"]
    assert "industry" not in {f.name for _title, fields in COMPANY.arrange(without) for f in fields}


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_layouts_name_fields_that_there_are(kind: str) -> None:
    layout = SHIPPED_LAYOUTS[kind]
    named = {*layout.header, *(name for section in layout.sections for name in section.fields)}
    assert named <= {field.name for field in BUILTIN_FIELDS.of(kind)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"sections": [["a"]]}',
        '{"sections": [{"title": "", "fields": []}]}',
        '{"sections": [{"title": "A", "fields": "ab"}]}',
        '{"sections": [], "labels": {"title": ""}}',
        '{"sections": [], "header": [1]}',
    ],
)
def test_what_cannot_be_read_is_passed_over_with_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match="Contacts"):
        layout_from_json("contact", text)
    held = resolve("contact", text, None)
    assert (held.layout, held.scope) == (SHIPPED_LAYOUTS["contact"], Scope.SHIPPED)
    assert "Contacts" in held.sentence


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
_KEYS = ("sections", "header", "hidden", "labels", "printed", "own_header", "title", "fields")


@given(
    st.dictionaries(
        st.sampled_from(_KEYS), _JSON | st.lists(st.dictionaries(st.sampled_from(_KEYS), _JSON))
    )
)
def test_whatever_was_kept_is_a_layout_or_passed_over(content: dict[str, object]) -> None:
    held = resolve("company", json.dumps(content), None)
    assert bool(held.sentence) is (held.scope is Scope.SHIPPED)
    shown = [field.name for _title, fields in held.layout.arrange(FIELDS) for field in fields]
    assert set(shown) == set(NAMES) - held.layout.hidden
    assert len(shown) == len(set(shown))


def test_sections_of_one_title_are_one() -> None:
    sections = [{"title": "A", "fields": [name]} for name in ("title", "type")]
    layout = layout_from_json("company", json.dumps({"sections": sections}))
    assert layout.sections == (Section("A", ("title", "type")),)


@pytest.mark.row("DOC-05", "DOC-09")
def test_whose_layout_holds() -> None:
    mine = replace(SMALL, header=("type",), hidden=frozenset({"industry"}))
    own, all_ = layout_to_json(mine), layout_to_json(SMALL)
    free = layout_to_json(replace(SMALL, own_header=True))

    def held(own: str | None, everybody: str | None, *, locked: bool = False) -> object:
        found = resolve("company", own, everybody, is_locked=locked)
        return found.scope, found.layout.header, found.layout.hidden, found.is_locked

    hidden = frozenset({"industry"})
    assert held(own, all_) == (Scope.OWN, ("type",), hidden, False)
    assert held(None, all_) == (Scope.ALL, (), frozenset(), False)
    assert held(own, all_, locked=True) == (Scope.ALL, (), frozenset(), True)
    assert held(own, free, locked=True) == (Scope.ALL, ("type",), frozenset(), True)
    assert held(own, "{", locked=True) == (Scope.OWN, ("type",), hidden, False)
