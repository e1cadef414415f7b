"""All that a list shows is marked at once, but for some, whatever is shown next (MASS-05)."""

from __future__ import annotations

import pytest

from domain.records.record_query import RecordQuery
from services.context import Context
from services.lists.bulk import bulk_delete, bulk_edit
from services.lists.bulk_changes import FieldChange
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
