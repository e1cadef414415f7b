"""The Tasks tab of a card: seen in groups, sorted, opened, changed, finished, deleted."""

from __future__ import annotations

from uuid import UUID

import pytest

from screens.activities.activity_form import ActivityForm
from screens.cards.record_card import RecordCard
from screens.records.arrange_dialog import ArrangeDialog
from services.context import Context
from services.records.use_cases import add_record, show_record
from tests.screens.cards.cards import CardDesk, at_card
from tests.screens.desk import add_contact, at

pytestmark = pytest.mark.row("TASK-04")


@pytest.fixture
def contact(context: Context) -> UUID:
    """A contact with two tasks that are open and one that is done."""
    key = add_contact(context, "Ivanov")
    about = {"contacts": [str(key)], "kind": "task"}
    add_record(context, "activity", {"subject": "Papers", "due": "20.11.2026 9:00", **about})
    add_record(context, "activity", {"subject": "Drawings", "due": "23.11.2026 18:00", **about})
    add_record(context, "activity", {"subject": "Act", "due": "20.11.2026", **about})
    add_record(context, "activity", {"subject": "Old", "done_at": "2026-11-02 10:00", **about})
    return key


@pytest.fixture
def context(context: Context) -> Context:
    """Anna on a Monday at half past two."""
    return at(context)


async def put_on(desk: CardDesk, subject: str) -> None:
    """Put the cursor on a task."""
    await desk.press("g")
    for _row in range(9):
        if (task := desk.card.line_at_hand()) is not None and task.title == subject:
            return
        await desk.press("j")
    raise AssertionError(f"There is no task {subject} in {desk.rows()}")


@pytest.mark.row("TASK-12")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_tasks_are_seen_in_groups_with_the_time_left(
    context: Context, contact: UUID, size: tuple[int, int]
) -> None:
    async with at_card(context, "contact", contact, size=size) as desk:
        await desk.show_tab("Tasks")
        assert "[Tasks 4]" in desk.tabs()
        rows = [row.removeprefix("> ") for row in desk.rows()]
        assert [row.split()[0] for row in rows] == [
            "Subject", "Overdue", "Papers", "Act", "Today", "Drawings", "Done", "Old",
        ]  # fmt: skip
        assert "! 3 d late" in rows[2]
        assert "18:00, 3 h left" in rows[5]


async def test_a_task_is_opened_changed_and_deleted_there(context: Context, contact: UUID) -> None:
    async with at_card(context, "contact", contact) as desk:
        await desk.show_tab("Tasks")
        await put_on(desk, "Papers")
        await desk.press("e")
        await desk.until(lambda: isinstance(desk.app.screen, ActivityForm))
        await desk.until_dialog()
        await desk.put("subject", "All papers")
        await desk.save()
        assert "Changed" in desk.said()
        await put_on(desk, "All papers")
        await desk.press("delete")
        await desk.until(lambda: "is deleted" in desk.said())
        await desk.until(lambda: "[Tasks 3]" in desk.tabs())
        await desk.press("u")
        await desk.until(lambda: "[Tasks 4]" in desk.tabs())
        assert not show_record(context, "contact", contact).is_deleted
        await put_on(desk, "All papers")
        await desk.press("enter")
        await desk.until(lambda: desk.title().startswith("All papers"))


async def test_a_task_is_finished_there_and_goes_to_those_that_are_done(
    context: Context, contact: UUID
) -> None:
    async with at_card(context, "contact", contact) as desk:
        await desk.show_tab("Tasks")
        await put_on(desk, "Drawings")
        await desk.open("x")
        await desk.save()
        await desk.until(lambda: any("Done 2" in row for row in desk.rows()))


async def test_what_is_new_there_is_a_task_with_the_client(context: Context, contact: UUID) -> None:
    async with at_card(context, "contact", contact) as desk:
        await desk.show_tab("Tasks")
        await desk.open("n")
        assert desk.form()["kind"] == "task"
        await desk.put("subject", "Invoice")
        await desk.save()
        await desk.until(lambda: "[Tasks 5]" in desk.tabs())


async def test_each_group_is_sorted_by_a_field_that_is_chosen(
    context: Context, contact: UUID
) -> None:
    async with at_card(context, "contact", contact) as desk:
        await desk.press("s")
        await desk.until(lambda: "] goes to their tab" in desk.said())
        await desk.show_tab("Tasks")
        await desk.press("s")
        await desk.until(lambda: isinstance(desk.app.screen, ArrangeDialog))
        dialog = desk.app.screen
        assert isinstance(dialog, ArrangeDialog)
        await desk.pilot.pause()
        dialog.line_list.move_to("due")
        await desk.press("s", "s")
        dialog.line_list.move_to("subject")
        await desk.press("s", "s")
        dialog.line_list.move_to("responsible")
        await desk.press("space", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        rows = [row.removeprefix("> ") for row in desk.rows()]
        assert "Responsible" not in rows[0]
        assert [row.split()[0] for row in rows[1:4]] == ["Overdue", "Papers", "Act"]


async def test_beside_the_tasks_keys_are_meant_for_the_record(
    context: Context, contact: UUID
) -> None:
    async with at_card(context, "contact", contact) as desk:
        await desk.show_tab("Tasks")
        desk.card.about_list.focus()
        await desk.press("e")
        await desk.until_dialog()
        assert not isinstance(desk.app.screen, ActivityForm)
        await desk.leave()
