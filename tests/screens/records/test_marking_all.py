"""All that a list shows is marked at once, but for some, whatever is shown next (MASS-05)."""

from __future__ import annotations

import pytest

from domain.records.fields import FieldType
from domain.records.record_query import RecordQuery
from services.context import Context
from services.fields.changing import add_field, delete_field
from services.fields.definitions import NewField
from services.lists.bulk import bulk_delete, bulk_edit
from services.lists.bulk_changes import FieldChange
from services.lists.keeping_views import save_view
from services.lists.marking import AllOf, count_hidden, keys_of_marked, listed_among
from services.lists.reading import count, keys_of
from tests.screens.desk import at
from tests.screens.records.clients import Clients, add, among_clients

NAMES = ("Alfa", "Beta", "Gama", "Delta")


def add_some(context: Context) -> None:
    """Add four contacts in two cities."""
    for number, name in enumerate(NAMES):
        add(context, "contact", name, city=("Omsk", "Perm")[number % 2])


async def mark_all(desk: Clients) -> None:
    """Mark all that is shown."""
    await desk.press("asterisk")
    await desk.until(lambda: desk.area.marked_count())


@pytest.mark.row("MASS-05")
async def test_all_but_one_are_changed_in_one_step(context: Context) -> None:
    context = at(context)
    add_some(context)
    async with among_clients(context) as desk:
        await mark_all(desk)
        assert isinstance(desk.area.marked(), AllOf)
        await desk.press("j", "m")
        assert desk.marked() == ["Alfa", "Delta", "Gama"]
        await desk.until(lambda: "3 marked" in desk.kind_line())
        await desk.open("E")
        await desk.until_shown("Change 3 records")
        await desk.put("field", "comment")
        await desk.put("value", "from the fair")
        await desk.save()
        await desk.until(lambda: desk.said() == "3 changed. u takes them back.")
        assert count(context, RecordQuery("contact", "comment:fair")) == 3
        assert desk.marked() == []
        await desk.press("u")
        await desk.until(lambda: count(context, RecordQuery("contact", "comment:fair")) == 0)


@pytest.mark.row("MASS-05")
async def test_keys_typed_behind_the_one_that_marks_all_mean_all(context: Context) -> None:
    context = at(context)
    add_some(context)
    async with among_clients(context) as desk:
        await desk.type("*E")
        await desk.until_shown("Change 4 records")


@pytest.mark.row("MASS-05")
async def test_marks_of_a_whole_list_survive_another_filter(context: Context) -> None:
    context = at(context)
    add_some(context)
    async with among_clients(context) as desk:
        await desk.narrow("city:omsk")
        await mark_all(desk)
        assert desk.marked() == ["Alfa", "Gama"]
        await desk.narrow(" OR city:perm")
        await desk.until(lambda: len(desk.names()) == 4)
        assert desk.marked() == ["Alfa", "Gama"]
        # One more, which the filter of the marks does not show, and one less, which it does.
        await desk.press("g", "m", "m")
        assert desk.marked() == ["Beta", "Gama"]
        await desk.press("m", "k", "m")
        assert desk.marked() == ["Beta", "Gama"]
        await desk.press("slash", "ctrl+u")
        await desk.type("city:perm")
        await desk.press("enter")
        await desk.until(lambda: desk.names() == ["Beta", "Delta"])
        assert desk.marked() == ["Beta"]
        await desk.press("delete")
        await desk.until_shown("Delete 2 records?", "1 of them is not shown in the list now.")
        await desk.press("enter")
        await desk.until(lambda: desk.said().startswith("2 deleted."))
    left = keys_of(context, RecordQuery("contact"))
    expected = RecordQuery("contact", "name:alfa OR name:delta")
    assert listed_among(context, expected, left) == set(left)
    assert len(left) == 2


async def test_who_comes_to_fit_while_another_kind_is_shown_is_marked(
    context: Context, other: Context
) -> None:
    context = at(context)
    add_some(context)
    async with among_clients(context) as desk:
        await desk.arrange(sort="City")
        await desk.narrow("city:omsk")
        await mark_all(desk)
        await desk.narrow(" OR city:perm")
        await desk.until(lambda: len(desk.names()) == 4)
        await desk.show("company")
        add(other, "contact", "Lambda", city="Omsk")
        await desk.until(lambda: desk.area._states["contact"].is_stale)
        await desk.show("contact")
        await desk.until(lambda: len(desk.names()) == 5)
        assert desk.marked() == ["Alfa", "Gama", "Lambda"]


async def test_marks_by_a_field_that_is_gone_are_said_to_be_so(context: Context) -> None:
    context = at(context)
    add_field(context, NewField("contact", "Fair", FieldType.TEXT, "fair"))
    for name in NAMES:
        add(context, "contact", name, fair="Hannover")
    async with among_clients(context) as desk:
        await desk.narrow("fair:hannover")
        await mark_all(desk)
        await desk.press("slash", "ctrl+u", "enter")
        await desk.until_idle()
        assert desk.marked() == sorted(NAMES)
        delete_field(context, "contact", "fair")
        await desk.until(lambda: desk.said().startswith("Nothing is marked any more:"))
        assert desk.area.marked_count() == 0


async def test_marks_are_asked_about_where_the_list_shows_nothing(context: Context) -> None:
    context = at(context)
    add_some(context)
    add_field(context, NewField("contact", "Fair", FieldType.TEXT, "fair"))
    save_view(context, "Fair", RecordQuery("contact", "fair:hannover"))
    delete_field(context, "contact", "fair")
    async with among_clients(context) as desk:
        await desk.press("m", "m")
        await desk.choose_view("Fair")
        assert desk.row() == ""
        await desk.press("delete")
        await desk.until_shown("Delete 2 records?", "2 of them are not shown in the list now.")


async def test_nothing_is_marked_in_an_empty_list(context: Context) -> None:
    async with among_clients(at(context)) as desk:
        await desk.press("asterisk")
        await desk.until(lambda: desk.said() == "There is nothing to mark.")
        assert desk.area.marked_count() == 0


@pytest.mark.row("MASS-05")
def test_what_is_marked_is_counted_and_changed_by_its_query(context: Context) -> None:
    add_some(context)
    keys = {name: keys_of(context, RecordQuery("contact", f"name:{name}"))[0] for name in NAMES}
    omsk, perm = RecordQuery("contact", "city:omsk"), RecordQuery("contact", "city:perm")
    marked = AllOf(omsk, frozenset({keys["Alfa"]}), frozenset({keys["Delta"]}))
    assert set(keys_of_marked(context, marked)) == {keys["Gama"], keys["Delta"]}
    assert count_hidden(context, marked, omsk) == 1
    assert count_hidden(context, marked, perm) == 1
    assert count_hidden(context, marked, RecordQuery("contact")) == 0
    assert count_hidden(context, marked, RecordQuery("contact", "name:nobody")) == 2
    assert count_hidden(context, list(keys.values()), perm) == 2
    changed = bulk_edit(context, "contact", marked, [FieldChange("comment", value="met")])
    assert changed.changed == 2
    assert set(keys_of(context, RecordQuery("contact", "comment:met"))) == {
        keys["Gama"],
        keys["Delta"],
    }
    assert bulk_delete(context, "contact", marked).changed == 2
