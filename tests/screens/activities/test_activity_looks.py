"""How the form of a task, and its card, look: pictures that were looked at by people.

`pytest tests/screens/activities/test_activity_looks.py --snapshot-update` takes them anew after a
wanted change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from services.activities.checklist import add_check_items, check_list, tick_check_item
from services.context import Context
from services.records.use_cases import list_records
from services.users import add_user
from tests.screens.desk import Desk
from tests.screens.looks import SIZES, Compare, same_picture

Act = Callable[[Desk], Awaitable[None]]


async def task_form(desk: Desk) -> None:
    """Set a task with elements of several kinds and a check list."""
    await desk.open("t")
    await desk.type("Подготовить предложение\r\r")
    await desk.pick("elements", "медцентр", "ООО «Медцентр Здоровье»")
    await desk.pick("elements", "диваны", "Диваны в приёмное, 6 шт.")
    await desk.put("due", "fri 16:00")
    await desk.put("check_list", "[x] Замерить\rПосчитать\rОтправить")
    await desk.go_to("elements")
    await desk.type("carter")
    await desk.until_shown("Carter Emily")


async def task_card(desk: Desk) -> None:
    """Show the card of a task with a check list."""
    context = desk.app.context
    key = next(
        view.id for view in list_records(context, "activity", []) if view.title == "выслать чертежи"
    )
    add_check_items(context, key, ["Замерить", "Начертить", "Отправить"])
    tick_check_item(context, check_list(context, key)[0].id)
    with context.database.write(context.actor, "test") as unit:
        unit.connection.execute(
            "UPDATE activity SET updated_at = created_at WHERE id = ?", (key.bytes,)
        )
    open_card(desk.app, Reference("activity", key, ""))
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    await desk.until_idle()
    await desk.press("G")
    await desk.until_shown("Contact · Кравченко")


@pytest.mark.row("TASK-02", "TASK-03", "TASK-06")
@pytest.mark.parametrize("size", ["wide", "small"])
@pytest.mark.parametrize("act", [task_form, task_card], ids=lambda act: act.__name__)
def test_tasks(snap_compare: Compare, demo: Context, act: Act, size: str) -> None:
    add_user(demo, "boris", "Boris W")

    async def come_to_rest(desk: Desk) -> None:
        await act(desk)
        await desk.until_idle()

    assert same_picture(snap_compare, demo, SIZES[size], Desk, come_to_rest)
