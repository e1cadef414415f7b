"""Several people are picked one after the other, or all people of a company at once."""

from __future__ import annotations

from uuid import UUID

import pytest
from textual import on
from textual.app import App, ComposeResult

from domain.ids import new_id
from domain.records.references import Reference
from widgets.forms.people_picker import PeoplePicker
from widgets.forms.record_picker import PickerItem
from widgets.forms.several_picker import SeveralPicker

ANNA = Reference("contact", new_id(), "Anna")
BORIS = Reference("contact", new_id(), "Boris")
FIRM = Reference("company", new_id(), "Firm")


class Host(App[None]):
    """Shows the field alone; the company has Anna and Boris."""

    def compose(self) -> ComposeResult:
        """Lay out the field."""
        yield PeoplePicker("people", "People")

    @on(PeoplePicker.WholeCompany)
    def whole(self, event: PeoplePicker.WholeCompany) -> None:
        """Give the people of the company."""
        event.picker.add([ANNA, BORIS])


def keys(picker: PeoplePicker) -> list[UUID]:
    """Return the keys of the people that were taken."""
    return [one.id for one in picker.records]


@pytest.mark.row("COMP-08")
async def test_a_company_stands_for_all_of_its_people() -> None:
    async with Host().run_test() as pilot:
        picker = pilot.app.query_one(PeoplePicker)
        picker.input.focus()
        await pilot.press("f")
        picker.show_items("f", [PickerItem(FIRM, "Warsaw"), PickerItem(BORIS)])
        picker.take_first()
        await pilot.pause()
        assert (keys(picker), picker.value) == ([ANNA.id, BORIS.id], "")
        picker.pick(PickerItem(BORIS))
        assert keys(picker) == [ANNA.id, BORIS.id]
        await pilot.press("backspace")
        assert keys(picker) == [ANNA.id]


async def test_a_draft_keeps_who_was_taken() -> None:
    async with Host().run_test() as pilot:
        picker = pilot.app.query_one(PeoplePicker)
        assert picker.draft() == picker.blank_draft()
        picker.add([ANNA, BORIS])
        picker.value = "some"
        kept = picker.draft()
        picker.clear()
        assert picker.draft() == picker.blank_draft()
        picker.restore(kept)
        assert (keys(picker), picker.value) == ([ANNA.id, BORIS.id], "some")


@pytest.mark.row("TASK-02")
def test_of_very_many_the_first_are_told_and_the_rest_counted() -> None:
    records = [Reference("contact", new_id(), f"Nr {number}") for number in range(25)]
    picker = SeveralPicker("elements", "Elements", ("contact",), records=records)
    assert picker.held_text().startswith("Nr 0 · Nr 1 · ")
    assert picker.held_text().endswith("Nr 19 · 5 more")
