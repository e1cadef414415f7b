"""The editor of layouts: what is changed is kept at once and seen in forms and lists."""

from __future__ import annotations

import asyncio
from threading import Event
from time import sleep

import pytest

from domain.records.fields import FieldType
from domain.records.held_layouts import Scope
from domain.records.layouts import SHIPPED_LAYOUTS, Layout, Section
from screens.layouts.editor import LayoutEditor
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.layouts import held_layout, laid_out_fields, layout_of, publish_layout, save_layout
from services.records.use_cases import show_record
from tests.screens.desk import Desk, at
from tests.screens.records.clients import add, among_clients, reference
from widgets.lists.record_list import RecordList

SMALL = Layout(
    "contact",
    (Section("Who", ("last_name", "first_name", "phones")), Section("Else", ("city", "comment"))),
    ("phones",),
    frozenset({"street"}),
)


def editor(desk: Desk) -> LayoutEditor:
    """Return the open editor."""
    screen = desk.app.screen
    assert isinstance(screen, LayoutEditor)
    return screen


def lines(desk: Desk) -> list[str]:
    """Return the lines of the editor in view, without runs of blanks."""
    shown = editor(desk).query_one(RecordList)
    texts = [shown.render_line(y).text for y in range(shown.size.height)]
    return [" ".join(text.split()) for text in texts if text.strip()]


async def open_editor(desk: Desk) -> None:
    """Press F2 in a list or on a card."""
    await desk.press("f2")
    await desk.until(lambda: isinstance(desk.app.screen, LayoutEditor))
    await desk.until(lambda: lines(desk))


async def go_to(desk: Desk, key: str) -> None:
    """Put the cursor on a field or a section by its name."""
    await desk.press("home")
    for _line in range(60):
        row = editor(desk).line_list.row
        if row is not None and row.key == key:
            return
        await desk.press("down")
    raise AssertionError(key)


async def step(desk: Desk, key: str, *keys: str) -> None:
    """Press keys on a line, and wait until what they do is kept."""
    await go_to(desk, key)
    await desk.press(*keys)
    await desk.until_idle()


@pytest.mark.row("DOC-01", "DOC-03", "DOC-04")
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 24)])
async def test_each_step_is_kept_at_once_and_taken_back(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    save_layout(context, SMALL)
    async with among_clients(context, size=size) as desk:
        await open_editor(desk)
        assert lines(desk)[:5] == [
            "> Who",
            "Surname",
            "First name",
            "+ Phones header 1" if size[0] > 40 else "+ Phones",
            "Else",
        ]
        await step(desk, "field last_name", "J")
        assert layout_of(context, "contact").sections[0].fields[:2] == ("first_name", "last_name")
        await step(desk, "field last_name", "d")
        assert layout_of(context, "contact").hidden == {"street", "last_name"}
        await desk.press("u")
        await desk.until_shown("Undone: layout changed.")
        assert layout_of(context, "contact").hidden == {"street"}
        await step(desk, "field street", "d")
        assert layout_of(context, "contact").hidden == frozenset()
        await step(desk, "section Else", "K")
        assert [one.title for one in layout_of(context, "contact").sections] == ["Else", "Who"]
        await step(desk, "section Who", "d")
        assert {"last_name", "first_name", "phones"} <= layout_of(context, "contact").hidden
        await desk.press("escape")
        await desk.until_closed()


@pytest.mark.row("DOC-01")
@pytest.mark.parametrize("leaves_at_once", [False, True])
async def test_no_step_is_lost_where_keeping_them_takes_long(
    context: Context, monkeypatch: pytest.MonkeyPatch, leaves_at_once: bool
) -> None:
    context = at(context)

    def save_slowly(context: Context, layout: Layout) -> None:
        sleep(0.02)
        save_layout(context, layout)

    def place() -> int:
        return layout_of(context, "contact").sections[0].fields.index(names[0])

    names = tuple(field.name for field in laid_out_fields(context, "contact"))
    save_layout(context, Layout("contact", (Section("All", names),)))
    monkeypatch.setattr("screens.layouts.editor.save_layout", save_slowly)
    async with among_clients(context) as desk:
        await open_editor(desk)
        await go_to(desk, f"field {names[0]}")
        screen = editor(desk)
        for _press in range(10):
            # What was kept before is noticed just as the next key comes.
            desk.app.records_changed.publish(frozenset({"form_layout"}))
            screen.action_move(1)
            await asyncio.sleep(0.01)
        if leaves_at_once:
            await desk.press("escape")
            await desk.until_closed()
        else:
            await desk.until(lambda: place() == 10)
            row = screen.line_list.row
            assert row is not None
            assert row.key == f"field {names[0]}"
            assert screen.lines().index(row) == 11
    assert place() == 10


@pytest.mark.row("DOC-01")
async def test_what_others_change_while_steps_are_kept_is_shown_after_them(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    has_begun, may_end = Event(), Event()

    def save_late(context: Context, layout: Layout) -> None:
        has_begun.set()
        may_end.wait(10)
        save_layout(context, layout)

    monkeypatch.setattr("screens.layouts.editor.save_layout", save_late)
    async with among_clients(context) as desk:
        await open_editor(desk)
        await go_to(desk, "field first_name")
        await desk.press("J", "d")
        await desk.until(has_begun.is_set)
        name = add_field(context, NewField("contact", "Floor", FieldType.TEXT)).name
        desk.app.notice_changes()
        await desk.pilot.pause()
        may_end.set()
        await desk.until(lambda: f"field {name}" in [line.key for line in editor(desk).lines()])
        await desk.until(lambda: "first_name" in layout_of(context, "contact").hidden)


@pytest.mark.row("DOC-01")
async def test_names_that_are_given_are_seen_in_lists_and_forms(context: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", city="Omsk")
    async with among_clients(context) as desk:
        await open_editor(desk)
        await go_to(desk, "field city")
        await desk.open("r")
        await desk.put("name", "Town of birth")
        await desk.save()
        await go_to(desk, "section Work")
        await desk.open("r")
        await desk.put("name", "Job")
        await desk.save()
        assert "> Job" in lines(desk)
        await desk.leave()
        await desk.until(lambda: "Town of b" in desk.header())
        await desk.narrow("town_of_birth:omsk")
        assert desk.names() == ["Ivanov"]
        await desk.open("e")
        await desk.until_shown("Town of birth", "Job ───")
        await desk.put("city", "Perm")
        await desk.save()
    assert show_record(context, "contact", key).values["city"] == "Perm"


async def test_a_name_that_another_field_has_is_refused(context: Context) -> None:
    async with among_clients(at(context)) as desk:
        await open_editor(desk)
        await go_to(desk, "field city")
        await desk.open("r")
        await desk.put("name", "Region")
        await desk.press("ctrl+s")
        await desk.until_shown("! A contact has a field “Region” already")
        assert desk.form()["name"] == "Region"


@pytest.mark.row("DOC-01")
async def test_fields_are_grouped_into_sections(context: Context) -> None:
    context = at(context)
    save_layout(context, SMALL)
    async with among_clients(context) as desk:
        await open_editor(desk)
        for typed, title in (("2", "Else"), ("People", "People"), ("who", "Who")):
            await go_to(desk, "field first_name")
            await desk.open("g")
            await desk.put("name", typed)
            await desk.save()
            section = next(
                one for one in layout_of(context, "contact").sections if "first_name" in one.fields
            )
            assert section.title == title
        # A section without fields is gone.
        assert "People" not in {one.title for one in layout_of(context, "contact").sections}


@pytest.mark.row("DOC-02", "DOC-06")
async def test_fields_are_pinned_and_marked_as_printed(context: Context) -> None:
    context = at(context)
    save_layout(context, SMALL)
    async with among_clients(context) as desk:
        await open_editor(desk)
        await step(desk, "field city", "+", "p")
        assert "> +p City header 2 · printed" in lines(desk)
        await step(desk, "field phones", "-")
        layout = layout_of(context, "contact")
        assert layout.header == ("city",)
        assert layout.is_printed(context.fields.get("contact", "city"))


@pytest.mark.row("DOC-03", "B12")
async def test_a_field_is_added_on_the_spot(context: Context) -> None:
    context = at(context)
    async with among_clients(context) as desk:
        await open_editor(desk)
        await go_to(desk, "field first_name")
        await desk.open("n")
        await desk.put("label", "Colour of car")
        await desk.save()
        await desk.until_shown("Added: it is in forms, lists, filters and search.")
        names = [line.strip("> ") for line in lines(desk)]
        assert names[names.index("First name") + 1] == "Colour of car"
        await desk.leave()
        await desk.open("n")
        await desk.put("last_name", "Ivanov")
        await desk.put("colour_of_car", "red")
        await desk.save()
        found = desk.area.row_reference()
        assert found is not None
    assert show_record(context, "contact", found.id).values["colour_of_car"] == "red"


@pytest.mark.row("DOC-05", "DOC-09")
async def test_an_administrator_decides_for_all_from_the_menu(
    context: Context, other: Context
) -> None:
    context = at(context)
    save_layout(context, SMALL)
    async with among_clients(context) as desk:
        await open_editor(desk)
        await desk.press(".", "P")
        await desk.until_shown("Everybody has this layout now, but for", "that of everybody")
        assert layout_of(other, "contact").header == ("phones",)
        await desk.press("L")
        await desk.until_shown("nobody another.", "· the same for all")
        assert held_layout(other, "contact").is_locked
        await desk.press("H")
        await desk.until_shown("the same for all, but for the header")
        await desk.press("W")
        await desk.until_shown("no layout of everybody any more", "as it came with the program")
        await desk.press("R")
        await desk.until_shown("! Nothing of the layout has been changed.")
    assert held_layout(other, "contact").scope is Scope.SHIPPED


@pytest.mark.row("DOC-05")
async def test_a_locked_layout_says_who_can_change_it(context: Context, other: Context) -> None:
    publish_layout(context, "contact", is_locked=True)
    async with among_clients(at(other)) as desk:
        await open_editor(desk)
        await step(desk, "field nickname", "d")
        await desk.until_shown("! “Contacts” is laid out alike for all. It can be changed by anna.")
        assert "> Also known as" in lines(desk)
        await desk.press("P")
        await desk.until_shown("! Only an administrator may set a layout for everybody.")


async def test_the_last_field_that_names_a_record_stays(context: Context) -> None:
    context = at(context)
    async with among_clients(context) as desk:
        await desk.show("company")
        await open_editor(desk)
        await step(desk, "field title", "d")
        await desk.until_shown("! A company needs a title.")
        assert layout_of(context, "company") == SHIPPED_LAYOUTS["company"]


async def test_the_editor_follows_what_is_changed_elsewhere(context: Context) -> None:
    context = at(context)
    async with among_clients(context) as desk:
        await open_editor(desk)
        save_layout(context, SMALL)
        await desk.until(lambda: lines(desk)[:2] == ["> Who", "Surname"])
        await desk.until_shown("your own")


@pytest.mark.row("DOC-01")
async def test_what_is_hidden_is_not_asked_for_and_is_kept(context: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", street="Tverskaya 1", type="client")
    layout = SMALL.completed(context.fields.of("contact"))
    save_layout(context, layout)
    async with among_clients(context) as desk:
        await desk.open("e")
        assert list(desk.form())[:5] == ["last_name", "first_name", "phones", "city", "comment"]
        assert "street" not in desk.form()
        await desk.put("city", "Omsk")
        await desk.save()
        assert show_record(context, "contact", key).values["street"] == "Tverskaya 1"
        # Another one like it has it, too.
        await desk.open("y")
        await desk.save()
        copy = desk.area.row_reference()
        assert copy is not None
        assert copy != reference("contact", key)
    assert show_record(context, "contact", copy.id).values["street"] == "Tverskaya 1"


async def test_what_was_typed_before_a_field_was_hidden_is_not_lost(context: Context) -> None:
    context = at(context)
    add(context, "contact", "Ivanov")
    async with among_clients(context) as desk:
        await desk.open("e")
        await desk.put("street", "Tverskaya 1")
        await desk.leave()
        save_layout(context, SMALL.completed(context.fields.of("contact")))
        await desk.open("e")
        await desk.until_shown("What you had typed is back.")
        assert desk.form()["street"] == "Tverskaya 1"
        await desk.save()
        await desk.open("e")
        assert "street" not in desk.form()


async def test_a_layout_that_cannot_be_read_is_told(context: Context) -> None:
    context = at(context)
    save_layout(context, SMALL)
    with context.database.write(context.actor, "edit_layout") as unit:
        unit.connection.execute("UPDATE form_layout SET content = 'x'")
    async with among_clients(context) as desk:
        await desk.open("n")
        await desk.until_shown("! The layout that was kept for “Contacts” cannot be read")
        await desk.leave()
        await open_editor(desk)
        await desk.until_shown("! The layout that was kept for “Contacts” cannot be read")


@pytest.mark.row("DOC-01")
async def test_layouts_are_opened_from_the_settings(context: Context) -> None:
    async with among_clients(at(context)) as desk:
        await desk.press("0")
        await desk.until_shown("Language")
        area = desk.app.screen
        listed = area.query_one("#settings", RecordList)
        for _line in range(200):
            if listed.row is not None and listed.row.key == "layout company":
                break
            await desk.press("down")
        await desk.press("enter")
        await desk.until_shown("Layout · Companies · as it came with the program")
