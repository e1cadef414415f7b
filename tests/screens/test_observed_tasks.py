"""My activities shows what one helps with and what one observes, and lets nobody do too much."""

from __future__ import annotations

import pytest
from desk import Desk, at, at_desk, plan

from services.context import Context
from services.records.use_cases import show_record

pytestmark = pytest.mark.row("TASK-05")


def lines(desk: Desk) -> list[str]:
    return [" ".join(line.replace("─", " ").split()) for line in desk.agenda()]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_they_stand_in_groups_behind_ones_own(
    context: Context, other: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    plan(context, "own", responsible="boris")
    plan(context, "helped", "20.11.2026 9:00", kind="task", co_executors=["boris"])
    plan(context, "observed", "24.11.2026", kind="task", observers=["boris"])
    async with at_desk(at(other), size=size) as desk:
        _heading, own, helping, helped, observing, observed = lines(desk)
        assert own == "> call own"
        assert (helping, observing) == ("Co-executor 1", "Observer 1")
        assert helped.startswith("! task 3 d late helped,")
        assert observed.startswith("task tomorrow observed,")
        await desk.until_shown("0 overdue · 0 today · 1 open")


async def test_a_co_executor_finishes_and_an_observer_is_told_why_not(
    context: Context, other: Context
) -> None:
    context = at(context)
    helped = plan(context, "helped", kind="task", co_executors=["boris"])
    observed = plan(context, "observed", kind="task", observers=["boris"])
    async with at_desk(at(other)) as desk:
        assert "helped" in desk.current()
        await desk.open("x")
        await desk.save()
        await desk.until(lambda: "helped" not in "".join(desk.agenda()))
        assert show_record(context, "activity", helped).values["done_at"] is not None
        assert "observed" in desk.current()
        await desk.press("exclamation_mark")
        await desk.until(lambda: "You observe this activity" in desk.said())
        await desk.open("x")
        await desk.press("ctrl+s")
        await desk.until_shown("You observe this activity")
        await desk.leave()
    assert show_record(context, "activity", observed).values["done_at"] is None


async def test_what_a_colleague_shares_shows_at_once(context: Context, other: Context) -> None:
    context = at(context)
    async with at_desk(at(other)) as desk:
        plan(context, "observed", kind="task", observers=["boris"])
        await desk.until(lambda: lines(desk)[:1] == ["Observer 1"])
