"""Who takes part in an activity: picked one by one, or a whole company at once."""

from __future__ import annotations

from uuid import UUID

import pytest
from desk import Desk, add_contact, at, at_desk, plan

from domain.records.references import references_in
from services.context import Context
from services.records.use_cases import add_record, edit_record, list_records, show_record


def participants(context: Context, activity: UUID) -> list[str]:
    """Return the titles of those who take part."""
    values = show_record(context, "activity", activity).values
    return [one.title for one in references_in(values["participants"])]


async def pick(desk: Desk, text: str, found: str) -> None:
    """Type a text into the field and take what is found first."""
    await desk.type(text)
    await desk.until_shown(found)
    await desk.press("enter")
    await desk.until(lambda: not desk.form()["participants"])


@pytest.mark.row("COMP-08")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_whole_company_takes_part(context: Context, size: tuple[int, int]) -> None:
    context = at(context)
    firm = add_record(context, "company", {"title": "Ромашка"})
    for name in ("Яров", "Агеев"):
        add_contact(context, name, companies=[str(firm)])
    add_contact(context, "Мак")
    async with at_desk(context, size=size) as desk:
        await desk.open("n")
        await desk.put("subject", "Presentation")
        await desk.go_to("participants")
        await pick(desk, "ромаш", "whole company")
        await desk.until_shown("2 people: Агеев, Яров")
        await pick(desk, "мак", "Мак")
        await desk.until_shown("3 people: Агеев, Яров, Мак")
        await desk.save()
    (made,) = list_records(context, "activity", [])
    assert participants(context, made.id) == ["Агеев", "Яров", "Мак"]


@pytest.mark.row("COMP-08")
async def test_who_takes_part_is_changed_and_kept_as_a_draft(context: Context) -> None:
    context = at(context)
    people = [str(add_contact(context, name)) for name in ("Яров", "Агеев")]
    key = plan(context, "meet", "2026-11-23 15:00")
    edit_record(context, "activity", key, {"participants": people})
    async with at_desk(context) as desk:
        await desk.open("e")
        await desk.until_shown("2 people: Яров, Агеев")
        await desk.go_to("participants")
        await desk.press("backspace")
        await desk.until_gone("2 people")
        await desk.leave()
        await desk.open("e")
        await desk.until_shown("What you had typed is back.")
        assert "2 people" not in desk.text()
        await desk.save()
        assert participants(context, key) == ["Яров"]


async def test_a_company_without_people_says_so(context: Context) -> None:
    context = at(context)
    add_record(context, "company", {"title": "Ромашка"})
    async with at_desk(context) as desk:
        await desk.open("n")
        await desk.go_to("participants")
        await pick(desk, "ромаш", "whole company")
        await desk.until_shown("Ромашка has no contacts yet.")
