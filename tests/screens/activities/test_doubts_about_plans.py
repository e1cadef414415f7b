"""What a form of an activity asks back: whose client it is, a blank subject, a time that passed."""

from __future__ import annotations

import pytest

from domain.errors import BadInput
from services.context import Context
from services.records.use_cases import add_record
from tests.screens.cards.cards import at_card
from tests.screens.desk import add_contact, at, at_desk, count, glance, plan


@pytest.fixture
def context(context: Context) -> Context:
    """Anna on a Monday at half past two."""
    return at(context)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_client_of_the_row_is_told_and_taken_away_by_one_key(
    context: Context, size: tuple[int, int]
) -> None:
    key = add_contact(context, "Ivanov")
    plan(context, "ask", "2026-11-23 15:00", contacts=[str(key)])
    async with at_desk(context, size=size) as desk:
        await desk.open("n")
        await desk.until_shown("With Ivanov, as in the list: ^N plans without.", "contact Ivanov")
        await desk.press("ctrl+n")
        await desk.until_gone("contact Ivanov")
        await desk.put("subject", "buy paper")
        await desk.save()
        await desk.until_shown("Planned. u takes it back.")
    assert [step.subject for step in glance(context, key).planned] == ["ask"]
    assert count(context, "activity") == 2


async def test_a_task_is_planned_from_a_row_and_a_card(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(context, "contact", key) as desk:
        await desk.open("t")
        assert desk.form()["kind"] == "task"
        await desk.leave()
        await desk.open("n")
        assert desk.form()["kind"] == "call"
        await desk.leave()


@pytest.mark.parametrize("kind", ["call", "meeting"])
async def test_a_time_in_the_past_is_told_and_saved_by_a_second_key(
    context: Context, kind: str
) -> None:
    async with at_desk(context) as desk:
        await desk.open("n")
        await desk.put("kind", kind)
        await desk.put("subject", "ask")
        await desk.put("due", "20.11.2026 10:00")
        await desk.press("ctrl+s")
        await desk.until_shown("This lies in the past: ^S again plans it all the same.")
        assert count(context, "activity") == 0
        await desk.save()
    assert count(context, "activity") == 1


async def test_a_task_may_have_been_due_before(context: Context) -> None:
    async with at_desk(context) as desk:
        await desk.open("n")
        await desk.put("kind", "task")
        await desk.put("subject", "papers")
        await desk.put("due", "20.11.2026 10:00")
        await desk.save()
    assert count(context, "activity") == 1


async def test_a_subject_of_blanks_is_refused(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    with pytest.raises(BadInput, match="only blanks"):
        add_record(context, "activity", {"subject": "  ", "contacts": [str(key)]})
    async with at_card(context, "contact", key) as desk:
        await desk.open("n")
        await desk.put("subject", "   ")
        await desk.press("ctrl+s")
        await desk.until_shown("There are only blanks: say what is to be done.")
    assert count(context, "activity") == 0
