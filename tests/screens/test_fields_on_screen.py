"""The fields of area 0: a missing parameter is added there, and taken away again (exam B12)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from desk import Desk, at, at_desk

from domain.records.fields import FieldType
from screens.settings.field_dialogs import AddFieldDialog
from screens.settings.fields import FieldsScreen
from screens.settings.settings_area import SettingsArea
from services.context import Context
from services.fields.changing import add_field, custom_fields
from services.fields.definitions import NewField
from services.records.use_cases import add_record, show_record
from widgets.bars import StatusLine
from widgets.forms.form_field import FormField
from widgets.lists.record_list import RecordList

ALWAYS = {"label", "type", "printable"}
SIZES = [(120, 40), (80, 24), (40, 30)]


def labels(context: Context, kind: str = "contact") -> list[str]:
    return [field.label for field in custom_fields(context, kind)]


class Fields(Desk):
    """The program with the fields in view."""

    @property
    def screen(self) -> FieldsScreen:
        screen = next(s for s in self.app.screen_stack if isinstance(s, FieldsScreen))
        assert isinstance(screen, FieldsScreen)
        return screen

    def said(self) -> str:
        return self.screen.query_one(StatusLine).text

    async def go_to_field(self, label: str) -> None:
        """Put the cursor on a field of the kind in view."""
        fields = self.screen.query_one("#members", RecordList)
        await self.press("l", "g")
        for _line in range(fields.total):
            if fields.row and getattr(fields.row.item, "label", "") == label:
                break
            await self.press("j")
        assert fields.row.item.label == label

    def asked(self) -> set[str]:
        """Return the names of what the open dialog asks for."""
        return {f.name or "" for f in self.app.screen.query(FormField) if f.display}

    async def save_refused(self, sentence: str) -> None:
        """Try to save the open dialog; it stays open and says why."""
        await self.press("ctrl+s")
        await self.until_shown(sentence)
        await self.until_idle()


@asynccontextmanager
async def among_fields(
    context: Context, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Fields]:
    """Open the program, and go by the settings to the fields of contacts."""
    async with at_desk(at(context), size=size) as desk:
        await desk.press("0")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))
        await desk.until_idle()
        lines = desk.app.screen.query_one(RecordList)
        for _line in range(lines.total):
            if lines.row.label == "Fields":
                break
            await desk.press("j")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, FieldsScreen))
        await desk.until_idle()
        yield Fields(desk.app, desk.pilot)


@pytest.mark.row("CF-01", "B12")
@pytest.mark.parametrize("size", SIZES)
async def test_a_missing_parameter_is_added_in_the_settings(
    context: Context, size: tuple[int, int]
) -> None:
    async with among_fields(context, size) as desk:
        await desk.until_shown("Companies", "Deals")
        await desk.open("n")
        await desk.until_shown("1 Text", "Phone")
        await desk.type("Car")
        await desk.save()
        await desk.until_shown("Car", "Of the program")
        assert "u takes it back" in desk.said()
        key = add_record(context, "contact", {"last_name": "Ким", "car": "Нива"})
        assert show_record(context, "contact", key).values["car"] == "Нива"
        await desk.press("u")
        await desk.until_said("Undone: contact added.")
        await desk.press("u")
        await desk.until_said("Undone: field added.")
        await desk.until_gone("Car")
        await desk.press("escape")
        await desk.until_shown("Activities")
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))


@pytest.mark.row("CF-04", "CF-05")
async def test_the_form_asks_for_what_goes_with_the_type(context: Context) -> None:
    async with among_fields(context) as desk:
        await desk.press("j")  # companies
        await desk.open("n")
        for typed, asked in (
            ("yes", set()),
            ("email", {"multiple", "searchable"}),
            ("money", {"currency", "multiple"}),
            ("link", {"target", "multiple"}),
            ("choice", {"choices", "multiple", "searchable"}),
        ):
            await desk.put("type", typed)
            await desk.press("tab")
            await desk.until(lambda wanted=asked: desk.asked() == wanted | ALWAYS)
        await desk.save_refused("A field needs a name")
        await desk.put("label", "Colour")
        await desk.save_refused("at least one value")
        await desk.put("choices", "Red\rDark blue")
        await desk.put("multiple", "+")
        await desk.save()
    (field,) = custom_fields(context, "company")
    assert (field.type, field.multiple, field.searchable) == (FieldType.CHOICE, True, True)
    key = add_record(context, "company", {"title": "Vega", "colour": ["dark", "red"]})
    shown = show_record(context, "company", key).values["colour"]
    assert [choice.label for choice in shown] == ["Dark blue", "Red"]  # type: ignore[union-attr]


@pytest.mark.row("CF-01")
async def test_fields_are_renamed_ordered_deleted_and_come_back(context: Context) -> None:
    for label in ("Car", "Hobby"):
        add_field(context, NewField("contact", label))
    async with among_fields(context, (80, 24)) as desk:
        await desk.go_to_field("Hobby")
        await desk.press("<")
        await desk.until_said("Moved")
        assert labels(context) == ["Hobby", "Car"]
        await desk.open("e")
        await desk.put("label", "Pastime")
        await desk.put("type", "long")
        await desk.save()
        await desk.until_shown("Pastime", "Long text")
        await desk.press("delete")
        await desk.until_said("its values are kept")
        assert labels(context) == ["Car"]
        await desk.press("r")
        await desk.until_said("“Pastime” is back")
        await desk.until_shown("Pastime")
        await desk.press("r")
        await desk.until_said("No field of this kind was deleted")
        await desk.go_to_field("Surname")
        await desk.press("delete")
        await desk.until_said("“Surname” belongs to the program")
    assert labels(context) == ["Pastime", "Car"]


@pytest.mark.row("CF-01")
async def test_others_look_and_are_told_who_may(context: Context, other: Context) -> None:
    async with among_fields(other) as desk:
        await desk.press("n")
        await desk.until_said("Only an administrator may change the fields. Ask one of: anna.")
        assert not isinstance(desk.app.screen, AddFieldDialog)
        add_field(context, NewField("contact", "Car"))
        await desk.until_shown("Car")  # what a colleague has added
    assert labels(other) == ["Car"]


async def test_keys_that_do_nothing_for_fields_of_the_program_are_not_offered(
    context: Context,
) -> None:
    add_field(context, NewField("contact", "Shoe size", FieldType.INTEGER))
    async with among_fields(context) as desk:
        await desk.go_to_field("Shoe size")
        await desk.until(lambda: " e edit " in desk.text().splitlines()[-1])
        await desk.go_to_field("Surname")
        await desk.until(lambda: " e edit " not in desk.text().splitlines()[-1])
        assert " n new " in desk.text().splitlines()[-1]
        assert "< up" not in desk.text()
