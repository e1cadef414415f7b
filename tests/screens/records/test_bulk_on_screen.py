"""Many records changed at once from a list, the bin, and how one undo takes all of it back."""

from __future__ import annotations

import pytest

from domain.records.record_query import RecordQuery
from screens.action_menu import ActionMenu
from screens.records.bulk_dialog import bulk_draft
from screens.records.confirm_dialog import ConfirmDialog
from services.context import Context
from services.drafts import load_draft
from services.lists.reading import count
from services.seeding.seed import seed
from services.users import add_user
from tests.screens.desk import MONDAY, at
from tests.screens.records.clients import Clients, add, among_clients
from widgets.lists.record_list import RecordList


def add_three(context: Context, kind: str = "contact", **fields: object) -> None:
    """Add three records of a kind."""
    for name in ("Alfa", "Beta", "Gama"):
        add(context, kind, name, **fields)


async def change(desk: Clients, field: str, how: str, value: str = "") -> None:
    """Change a field of what is marked, else of the row."""
    await desk.open("E")
    await desk.put("field", field)
    await desk.put("how", how)
    if value:
        await desk.put("value", value)
    await desk.save()


def cities(desk: Clients) -> list[str]:
    """Return what stands in the second column."""
    return [row.split()[-1] for row in desk.rows()]


@pytest.fixture
def moscow(context: Context) -> Context:
    """Three contacts of whom two have a city."""
    context = at(context)
    add(context, "contact", "Alfa", city="Omsk")
    add(context, "contact", "Beta", city="Perm")
    add(context, "contact", "Gama")
    return context


@pytest.mark.row("MASS-05")
async def test_a_field_of_all_marked_is_set_cleared_and_one_undo_takes_it_back(
    moscow: Context,
) -> None:
    async with among_clients(moscow) as desk:
        await desk.press("m", "j", "m")
        assert desk.marked() == ["Alfa", "Gama"]
        await desk.press("E")
        await desk.until_shown("Change 2 records")
        await desk.put("field", "city")
        await desk.put("how", "set")
        await desk.put("value", "Moscow")
        await desk.save()
        assert desk.said() == "2 changed. u takes them back."
        assert count(moscow, RecordQuery("contact", "city:moscow")) == 2
        assert desk.marked() == []
        await desk.press("u")
        await desk.until(lambda: desk.said().startswith("Undone"))
        assert count(moscow, RecordQuery("contact", "city:moscow")) == 0
        assert count(moscow, RecordQuery("contact", "city:omsk")) == 1
        await desk.press("asterisk")
        await desk.until(lambda: len(desk.marked()) == 3)
        await change(desk, "city", "clear")
        assert desk.said() == "2 changed. u takes them back."
        assert count(moscow, RecordQuery("contact", "city:omsk,perm")) == 0


@pytest.mark.row("MASS-05")
async def test_values_are_added_and_removed_where_a_field_has_several(moscow: Context) -> None:
    async with among_clients(moscow) as desk:
        await desk.press("asterisk")
        await desk.until(lambda: len(desk.marked()) == 3)
        await change(desk, "phones", "add", "+7 495 123-45-67 (work)")
        assert count(moscow, RecordQuery("contact", "phone:4951234567")) == 3
        await desk.press("j")
        await change(desk, "phones", "remove", "8 495 123 45 67")
        assert count(moscow, RecordQuery("contact", "phone:4951234567")) == 2
        assert desk.row() == "Beta"


@pytest.mark.row("MASS-05")
@pytest.mark.parametrize(
    ("field", "how", "value", "said", "at_fault"),
    [
        ("sity", "set", "x", "Did you mean “city”?", "field"),
        ("changed", "set", "x", "the program keeps it", "field"),
        ("requisites", "set", "x", "Requisites differ from record to record", "field"),
        ("addresses", "set", "x", "parts of the first address can be set", "field"),
        ("city", "set", "", "Type a value, or choose “clear”.", "value"),
        ("city", "burn", "x", "Use one of: set, clear, add, remove.", "how"),
        ("city", "add", "x", "holds one value", "value"),
        ("type", "set", "clinet", "Use one of: ", "value"),
        ("responsible", "set", "nobody here", "", "value"),
    ],
)
async def test_what_does_not_fit_is_said_before_anything_changes(
    moscow: Context, field: str, how: str, value: str, said: str, at_fault: str
) -> None:
    async with among_clients(moscow) as desk:
        await desk.open("E")
        await desk.put("field", field)
        await desk.put("how", how)
        if value:
            await desk.put("value", value)
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.field() == at_fault and "! " in desk.text())
        await desk.until_shown(said)
        assert desk.form()["field"] == field
        await desk.leave()
        assert desk.names() == ["Alfa", "Beta", "Gama"]


@pytest.mark.row("MASS-05")
async def test_what_is_left_as_it_was_is_told(context: Context) -> None:
    context = at(context)
    add(context, "contact", "Alfa", first_name="Ann")
    add(context, "contact", "Beta")
    async with among_clients(context) as desk:
        await desk.press("asterisk")
        await desk.until(lambda: len(desk.marked()) == 2)
        await change(desk, "surname", "clear")
        await desk.until(lambda: desk.said().startswith("1 changed"))
        assert "1 was left as it is" in desk.said()
        assert "“Beta”" in desk.said()


@pytest.mark.row("MASS-01", "LEAD-04")
@pytest.mark.parametrize("kind", ["contact", "company", "lead", "activity"])
async def test_somebody_is_made_responsible_for_all_marked_also_for_nobodys(
    context: Context, kind: str
) -> None:
    context = at(context)
    add_user(context, "celina", "Celina Dul")
    add_three(context, kind)
    add(context, kind, "Nobody's", responsible=None)
    async with among_clients(context) as desk:
        await desk.show(kind)
        await desk.press("m", "j", "j", "m")
        assert len(desk.marked()) == 2
        await desk.open("a")
        assert desk.form()["field"] == "Responsible"
        assert desk.field() == "value"
        await desk.type("cel")
        await desk.until_shown("= Celina Dul")
        await desk.save()
        assert desk.said() == "2 changed. u takes them back."
        assert count(context, RecordQuery(kind, "responsible:celina")) == 2
        assert count(context, RecordQuery(kind, "unassigned")) == 0
        await desk.press("u")
        await desk.until(lambda: count(context, RecordQuery(kind, "unassigned")) == 1)


@pytest.mark.row("MASS-05")
async def test_many_are_deleted_after_a_question_and_come_back_from_the_bin(
    context: Context,
) -> None:
    context = at(context)
    add_three(context)
    async with among_clients(context) as desk:
        await desk.press("m", "m", "delete")
        await desk.until_shown("Delete 2 records?")
        await desk.press("escape")
        await desk.until_closed()
        assert desk.marked() == ["Alfa", "Beta"]
        await desk.press("delete")
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmDialog))
        await desk.press("enter")
        await desk.until(lambda: desk.names() == ["Gama"])
        assert desk.said() == "2 deleted. u takes them back."
        await desk.choose_view("Bin")
        assert sorted(desk.names()) == ["Alfa", "Beta"]
        assert "Deleted by" in desk.header()
        await desk.press("space")
        await desk.until(lambda: desk.text().count(desk.row()) == 2)
        for key in ("enter", "e", "y", "c", "t"):
            desk.area.say("")
            await desk.press(key)
            await desk.until(lambda: desk.said() == "It is in the bin. r brings it back.")
        await desk.press("delete")
        assert desk.said() == "It is in the bin already. r brings it back."
        back = desk.row()
        assert "c call" not in desk.text()
        await desk.press(".")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        offered = desk.app.screen.query_one(RecordList)
        assert offered.render_line(0).text.split()[:3] == [">", "r", "Bring"]
        assert "Change it" not in desk.text()
        await desk.press("r")
        await desk.until(lambda: len(desk.names()) == 1)
        assert desk.said() == "1 brought back. u takes it back."
        await desk.choose_view("All")
        assert desk.names() == sorted(["Gama", back])
        assert "c call" in desk.text()
        await desk.press("u")
        await desk.until(lambda: desk.names() == ["Gama"])
        await desk.press("u")
        await desk.until(lambda: desk.names() == ["Alfa", "Beta", "Gama"])


@pytest.mark.row("MASS-05")
async def test_what_is_marked_and_not_shown_is_told_before_it_is_deleted(
    context: Context,
) -> None:
    context = at(context)
    add_three(context)
    async with among_clients(context) as desk:
        await desk.press("asterisk")
        await desk.until(lambda: len(desk.marked()) == 3)
        await desk.narrow("beta")
        assert desk.names() == ["Beta"]
        await desk.press("delete")
        await desk.until_shown("Delete 3 records?", "2 of them are not shown in the list now.")
        await desk.press("enter")
        await desk.until(lambda: desk.said() == "3 deleted. u takes them back.")
        await desk.choose_view("Bin")
        await desk.press("asterisk")
        await desk.until(lambda: len(desk.marked()) == 3)
        await desk.press("r")
        await desk.until_shown("Bring back 3 records?")
        assert "not shown" not in desk.text()
        await desk.press("enter")
        await desk.until(lambda: desk.said() == "3 brought back. u takes them back.")


async def test_one_that_is_marked_out_of_sight_is_asked_about(context: Context) -> None:
    context = at(context)
    add_three(context)
    async with among_clients(context) as desk:
        await desk.press("m")
        await desk.narrow("beta")
        await desk.press("delete")
        await desk.until_shown("Delete 1 record?", "1 of them is not shown in the list now.")
        await desk.press("escape")
        await desk.until_closed()


async def test_one_record_is_deleted_at_once_and_its_neighbour_is_selected(
    context: Context,
) -> None:
    context = at(context)
    add_three(context)
    async with among_clients(context) as desk:
        await desk.press("j", "delete")
        await desk.until(lambda: desk.names() == ["Alfa", "Gama"])
        assert desk.row() == "Gama"
        await desk.press("u")
        await desk.until(lambda: desk.names() == ["Alfa", "Beta", "Gama"])
        assert desk.row() == "Gama"


async def test_marks_do_not_go_into_the_bin(context: Context) -> None:
    context = at(context)
    add_three(context)
    async with among_clients(context) as desk:
        await desk.press("m", "m")
        await desk.choose_view("Mine")
        assert desk.marked() == ["Alfa", "Beta"]
        await desk.choose_view("Bin")
        assert desk.area.marked_count() == 0


@pytest.mark.row("MASS-05")
async def test_a_long_change_tells_how_far_it_is(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(at(context), contacts=20_000, companies=10, deals=0, activities=0, seed=7)
    context = at(context, MONDAY)
    async with among_clients(context) as desk:
        await desk.press("asterisk")
        await desk.until(lambda: desk.area.marked_count() == 20_000)
        await desk.until(lambda: "20 000 marked" in desk.kind_line())
        await desk.open("E")
        await desk.until_shown("Change 20\u202f000 records")
        await desk.put("field", "comment")
        await desk.put("value", "from the fair")
        said: list[str] = []
        say = desk.area.say

        def listen(sentence: str, severity: str = "information") -> None:
            said.append(sentence)
            say(sentence, severity)

        monkeypatch.setattr(desk.area, "say", listen)
        monkeypatch.setattr("screens.long_change.TELL_SECONDS", 0.0)
        await desk.press("ctrl+s")
        await desk.until(lambda: said and "changed" in said[-1])
        assert said[-1] == "20\u202f000 changed. u takes them back."
        assert any("of 20\u202f000" in one and "Esc ends it" in one for one in said)
        assert count(context, RecordQuery("contact", "comment:fair")) == 20_000


@pytest.mark.row("MASS-05")
async def test_escape_ends_a_long_change_and_keys_work_meanwhile(
    context: Context, other: Context
) -> None:
    context = at(context)
    add_three(context)
    async with among_clients(context) as desk:
        await desk.press("asterisk")
        await desk.until(lambda: len(desk.marked()) == 3)
        with other.database.write(other.actor, "test"):  # the change has to wait for this one
            await desk.press("delete")
            await desk.until_shown("Delete 3 records?")
            await desk.press("enter")
            await desk.until_closed()
            await desk.press("j")
            assert desk.row() == "Beta"
            await desk.press("delete", "enter")
            await desk.until(lambda: desk.said().startswith("Another change"))
            await desk.press("asterisk", "asterisk")  # what only looks does not wait for it
            await desk.until(lambda: len(desk.marked()) == 3)
            await desk.press("escape")
            assert desk.said() == "Ending …"
        await desk.until(lambda: desk.said() == "Ended. Nothing was changed.")
        assert desk.marked() == ["Alfa", "Beta", "Gama"]
        assert count(context, RecordQuery("contact")) == 3


@pytest.mark.row("MASS-05")
async def test_what_was_typed_for_a_change_is_back_until_it_is_made(
    context: Context, other: Context
) -> None:
    context = at(context)
    add_three(context)

    def kept() -> str:
        return load_draft(context, bulk_draft("contact", "")).get("value", "")

    async with among_clients(context) as desk:
        await desk.press("asterisk")
        await desk.open("E")
        await desk.put("field", "comment")
        await desk.put("value", "from the fair")
        await desk.until(lambda: kept() == "from the fair")
        with other.database.write(other.actor, "test"):  # the change has to wait for this one
            await desk.press("ctrl+s")
            await desk.until_closed()
            await desk.press("escape")
        await desk.until(lambda: desk.said() == "Ended. Nothing was changed.")
        await desk.open("E")
        assert desk.form()["value"] == "from the fair"
        await desk.save()
        await desk.until(lambda: desk.said() == "3 changed. u takes them back.")
        assert not kept()
