"""The dictionaries of area 0: a missing status is added there, system values stay, others go."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from desk import Desk, at, at_desk

from screens.settings.dictionaries import DictionariesScreen
from screens.settings.settings_area import SettingsArea
from screens.settings.value_dialogs import DestinationDialog
from services.context import Context
from services.dictionaries.changing import ValueEdit, add_value, change_value
from services.dictionaries.reading import count_records, list_values
from services.records.use_cases import add_record, show_record
from widgets.bars import StatusLine
from widgets.lists.record_list import RecordList

SIZES = [(120, 40), (80, 24), (40, 30)]


def labels(context: Context, dictionary: str) -> list[str]:
    return [value.label for value in list_values(context, dictionary)]


class Words(Desk):
    """The program with the dictionaries in view."""

    @property
    def lists(self) -> DictionariesScreen:
        screen = next(s for s in self.app.screen_stack if isinstance(s, DictionariesScreen))
        assert isinstance(screen, DictionariesScreen)
        return screen

    def said(self) -> str:
        return self.lists.query_one(StatusLine).text

    async def show(self, dictionary: str) -> None:
        """Go to the values of a dictionary by its label."""
        names = self.lists.query_one("#groups", RecordList)
        await self.press("g")
        for _line in range(names.total):
            if names.row.item.label == dictionary:
                break
            await self.press("j")
        await self.press("enter")
        await self.until_idle()

    async def go_to_value(self, label: str) -> None:
        """Put the cursor on a value of the dictionary in view."""
        values = self.lists.query_one("#members", RecordList)
        await self.press("g")
        for _line in range(values.total):
            if values.row.item.label == label:
                break
            await self.press("j")
        assert values.row.item.label == label


@asynccontextmanager
async def among_words(
    context: Context, dictionary: str, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Words]:
    """Open the program, and go by the settings to the values of a dictionary."""
    async with at_desk(at(context), size=size) as desk:
        await desk.press("0")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))
        await desk.until_idle()
        lines = desk.app.screen.query_one(RecordList)
        for _line in range(lines.total):
            if lines.row.label == "Dictionaries":
                break
            await desk.press("j")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, DictionariesScreen))
        await desk.until_idle()
        words = Words(desk.app, desk.pilot)
        await words.show(dictionary)
        yield words


@pytest.mark.row("DICT-01", "B8", "LEAD-03")
@pytest.mark.parametrize("size", SIZES)
async def test_a_missing_lead_status_is_added_in_the_settings(
    context: Context, size: tuple[int, int]
) -> None:
    async with among_words(context, "Lead statuses", size) as desk:
        await desk.until_shown("In processing", "Junk")
        await desk.open("n")
        await desk.type("Thinking it over")
        await desk.put("color", "2")
        await desk.save()
        await desk.until_shown("Thinking it over")
        assert labels(context, "lead_status")[-1] == "Thinking it over"
        lead = add_record(context, "lead", {"title": "Chairs", "status": "thinking"})
        assert show_record(context, "lead", lead).values["status"]
        await desk.press("escape")
        await desk.until_shown("Sources")
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))


@pytest.mark.row("DICT-03")
async def test_values_are_renamed_moved_and_go_back(context: Context) -> None:
    async with among_words(context, "Sources") as desk:
        await desk.go_to_value("Call")
        await desk.open("enter")
        await desk.put("label", "Phone call")
        await desk.save()
        assert labels(context, "source")[0] == "Phone call"
        await desk.press("greater_than_sign")
        await desk.until(lambda: labels(context, "source")[1] == "Phone call")
        await desk.press("less_than_sign")
        await desk.until(lambda: labels(context, "source")[0] == "Phone call")
        await desk.press("r")
        await desk.until_said("“Call” again")
        assert labels(context, "source")[0] == "Call"
        await desk.press("u")
        await desk.until(lambda: labels(context, "source")[0] == "Phone call")
        await desk.until_shown("Phone call")


@pytest.mark.row("DICT-02", "A2")
@pytest.mark.parametrize("key", ["delete", "x"])
async def test_a_system_value_stays_and_it_is_said_why(context: Context, key: str) -> None:
    async with among_words(context, "Outcomes of calls and meetings") as desk:
        await desk.go_to_value("Busy")
        await desk.until_shown("system")
        await desk.press(key)
        await desk.until_said("nobody can delete it")
        assert "Busy" in labels(context, "outcome")


@pytest.mark.row("DICT-04")
async def test_a_value_is_taken_out_of_use_and_back(context: Context) -> None:
    async with among_words(context, "Sources") as desk:
        await desk.go_to_value("Fair")
        await desk.press("x")
        await desk.until_said("out of use")
        assert "Fair" not in labels(context, "source")
        await desk.until_shown("out of use")
        await desk.press("x")
        await desk.until_said("in use again")
        assert "Fair" in labels(context, "source")


@pytest.mark.row("DICT-02")
async def test_where_records_of_a_deleted_value_go_is_asked(context: Context) -> None:
    lead = add_record(context, "lead", {"title": "Chairs", "source": "fair"})
    async with among_words(context, "Sources") as desk:
        await desk.go_to_value("Fair")
        await desk.press("delete")
        await desk.until(lambda: isinstance(desk.app.screen, DestinationDialog))
        await desk.until_shown("1 record has “Fair”", "none")
        await desk.until(desk.field)
        await desk.type("web")
        await desk.save()
        await desk.until_said("“Fair” is deleted")
        assert "1 record changed" in desk.said()
        source = show_record(context, "lead", lead).values["source"]
        assert getattr(source, "code", "") == "site"
        values = desk.lists.query_one("#members", RecordList)
        assert values.row.item.label == "Recommendation", "its place stays under the cursor"
        await desk.press("u")
        await desk.until(lambda: "Fair" in labels(context, "source"))
        await desk.until_shown("Fair")


@pytest.mark.row("CAT-13", "DICT-04")
async def test_a_type_of_prices_says_how_many_it_hides_or_asks_where_they_go(
    context: Context,
) -> None:
    add_record(context, "product", {"name": "Chair", "price_wholesale": "5 EUR"})
    async with among_words(context, "Types of prices") as desk:
        await desk.go_to_value("Wholesale price")
        await desk.press("x")
        await desk.until_said("1 price is hidden until it is in use again")
        await desk.press("x")
        await desk.until_said("in use again")
        await desk.press("delete")
        await desk.until(lambda: isinstance(desk.app.screen, DestinationDialog))
        await desk.until_shown("1 product has a price of the type")


async def test_a_value_that_nobody_has_is_deleted_at_once(context: Context) -> None:
    async with among_words(context, "Sources") as desk:
        await desk.go_to_value("Fair")
        await desk.press("delete")
        await desk.until_said("“Fair” is deleted")
        assert "Fair" not in labels(context, "source")


@pytest.mark.row("DICT-01")
async def test_a_stage_has_a_probability_and_a_meaning(context: Context) -> None:
    async with among_words(context, "Deal stages: General sale") as desk:
        await desk.until_shown("25 %", "in progress")
        await desk.open("n")
        await desk.type("Contract")
        await desk.put("probability", "lots")
        await desk.press("ctrl+s")
        await desk.until_shown("! ")
        assert desk.form()["label"] == "Contract"
        await desk.put("probability", "60 %")
        await desk.save()
        await desk.until_shown("60 %")
        (added,) = [one for one in list_values(context, "stage") if one.label == "Contract"]
        assert (added.probability, added.meaning) == (60, "in_progress")


@pytest.mark.row("DICT-05")
async def test_others_see_them_and_are_told_who_may_change_them(other: Context) -> None:
    async with among_words(other, "Sources") as desk:
        await desk.go_to_value("Fair")
        for key in ("n", "e", "x", "delete", "less_than_sign"):
            desk.lists.say("")
            await desk.press(key)
            await desk.until_said("Only an administrator may change dictionaries")
        assert "Fair" in labels(other, "source")


async def test_what_a_colleague_changes_is_shown(context: Context, other: Context) -> None:
    async with among_words(other, "Sources") as desk:
        add_value(context, "source", "Trade show", color="green")
        await desk.until_shown("Trade show", "green")
        change_value(context, "source", "trade_show", ValueEdit(label="Expo"))
        await desk.until_shown("Expo")


async def test_what_is_there_already_is_said_under_the_name(context: Context) -> None:
    async with among_words(context, "Sources") as desk:
        await desk.open("n")
        await desk.type("fair")
        await desk.press("ctrl+s")
        await desk.until_shown("in the dictionary already")
        assert desk.field() == "label"
        assert desk.form()["label"] == "fair"


async def test_what_changes_out_of_view_is_read_once_it_is_in_view_again(
    context: Context, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []

    def count(context: Context, dictionary: str) -> Mapping[UUID, int]:
        counted.append(dictionary)
        return count_records(context, dictionary)

    monkeypatch.setattr("screens.settings.values_screen.count_records", count)
    async with among_words(other, "Sources") as desk:
        await desk.press("1")
        await desk.until_idle()
        counted.clear()
        add_record(context, "contact", {"last_name": "Lem", "source": "fair"})
        add_value(context, "source", "Billboard")
        desk.app.notice_changes()
        await desk.until_idle()
        assert counted == []
        await desk.press("0")
        await desk.until_shown("Billboard")
        await desk.until(lambda: counted == ["source"])


@pytest.mark.row("CAT-20")
async def test_a_unit_is_added_with_its_okei_code(context: Context) -> None:
    async with among_words(context, "Units of measure") as desk:
        await desk.open("n")
        await desk.put("label", "Hectolitre")
        await desk.put("meaning", "dozen")
        await desk.press("ctrl+s")
        await desk.until_shown("“dozen” is no OKEI code")
        await desk.put("meaning", "122")
        await desk.save()
        await desk.until_shown("Hectolitre")
        (unit,) = (one for one in list_values(context, "unit") if one.label == "Hectolitre")
        assert unit.meaning == "122"
