"""Reminders pop up at their time, wherever one is, but never over what somebody types."""

from __future__ import annotations

from uuid import UUID

import pytest
from desk import MONDAY, Clock, Desk, add_contact, at_desk, plan

from screens.activities.activity_form import ActivityForm
from screens.calls.call_form import CallForm
from screens.reminders import ReminderDialog
from services.activities.finishing import finish_activity
from services.activities.reminders import due_reminders
from services.context import Context
from services.records.use_cases import add_record, show_record
from widgets.lists.record_list import RecordList


@pytest.fixture
def clock() -> Clock:
    """A clock that shows a moment before a quarter to three."""
    return Clock(MONDAY.replace(minute=44, second=59))


def remind(context: Context, subject: str, **fields: object) -> UUID:
    """Plan something for three o'clock, of which one is reminded 15 minutes before."""
    return plan(context, subject, "2026-11-23 15:00", remind_minutes=15, **fields)


def dialog(desk: Desk) -> ReminderDialog | None:
    """Return the window with reminders where it is open, and shown."""
    screen = desk.app.screen
    return screen if isinstance(screen, ReminderDialog) and screen.query(RecordList) else None


async def until_reminded(desk: Desk) -> None:
    """Wait until the window is open and takes keys."""
    await desk.until(lambda: (shown := dialog(desk)) and shown.check_action("open", ()))


@pytest.mark.row("NOTIF-04")
@pytest.mark.parametrize("area", ["1", "0"])
async def test_a_reminder_pops_up_at_its_time_in_every_area(
    context: Context, clock: Clock, area: str
) -> None:
    context = clock.of(context)
    ivanov = add_contact(context, "Ivanov")
    remind(context, "agree the date", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.press(area)
        assert dialog(desk) is None
        clock.advance(seconds=2)
        await desk.until(lambda: dialog(desk))
        await desk.until_shown("1 reminder", "Ivanov · agree the date", "> call", "15:00")


@pytest.mark.row("NOTIF-04")
async def test_a_reminder_that_was_planned_meanwhile_pops_up_too(
    context: Context, clock: Clock
) -> None:
    context = clock.of(context)
    async with at_desk(context) as desk:
        remind(context, "agree")
        await desk.until(lambda: any("agree" in line for line in desk.agenda()))
        clock.advance(seconds=2)
        await desk.until(lambda: dialog(desk))


@pytest.mark.row("CALL-06")
async def test_enter_opens_the_call_with_the_history_of_the_deal_in_view(
    context: Context, clock: Clock
) -> None:
    context = clock.of(context)
    ivanov = add_contact(context, "Ivanov", phones=["+7 916 123-45-67"])
    chairs = add_record(context, "deal", {"title": "Chairs", "contacts": [str(ivanov)]})
    earlier = plan(context, "first talk", "2026-11-20 10:00", deals=[str(chairs)])
    finish_activity(context, earlier, result="wants 5 %")
    key = remind(context, "agree", contacts=[str(ivanov)], deals=[str(chairs)])
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await until_reminded(desk)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, CallForm))
        await desk.until_shown("Ivanov", "+7 916 123-45-67", "Deal: Chairs", "wants 5 %")
        await desk.until(lambda: desk.form()["planned"].startswith("agree"))
        await desk.type("they agree")
        await desk.save()
    assert show_record(context, "activity", key).values["done_at"] is not None
    assert due_reminders(context, context.now()) == []


async def test_enter_opens_anything_else_to_be_changed(context: Context, clock: Clock) -> None:
    context = clock.of(context)
    remind(context, "visit", kind="meeting")
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await until_reminded(desk)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ActivityForm))
        assert desk.form()["subject"] == "visit"


@pytest.mark.row("NOTIF-04")
async def test_nothing_pops_up_over_what_is_typed(context: Context, clock: Clock) -> None:
    context = clock.of(context)
    remind(context, "agree")
    async with at_desk(context, notifications=True) as desk:
        await desk.open("n")
        await desk.type("send the off")
        clock.advance(seconds=2)
        await desk.until_shown("Reminder: call 15:00 agree")
        assert dialog(desk) is None
        await desk.type("er")
        assert desk.form()["subject"] == "send the offer"
        await desk.press("escape")
        await desk.until(lambda: dialog(desk))


async def test_nothing_pops_up_over_a_filter(context: Context, clock: Clock) -> None:
    context = clock.of(context)
    remind(context, "agree")
    async with at_desk(context) as desk:
        await desk.press("/")
        await desk.type("kind:call")
        clock.advance(seconds=2)
        await desk.until(lambda: desk.said() == "Reminder: call 15:00 agree")
        assert dialog(desk) is None
        await desk.press("enter")
        await desk.until(lambda: dialog(desk))


async def test_keys_meant_for_the_list_below_do_nothing_to_a_reminder(
    context: Context, clock: Clock
) -> None:
    context = clock.of(context)
    key = remind(context, "agree")
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await desk.until(lambda: dialog(desk))
        if not (shown := dialog(desk)) or not shown.check_action("open", ()):
            await desk.press("delete")
            assert dialog(desk) is not None
    assert [reminder.key for reminder in due_reminders(context, context.now())] == [key]


@pytest.mark.row("NOTIF-04")
@pytest.mark.parametrize(("digit", "minutes"), [("1", 5), ("2", 15), ("3", 60), ("p", 15)])
async def test_a_reminder_is_put_off(
    context: Context, clock: Clock, digit: str, minutes: int
) -> None:
    context = clock.of(context)
    remind(context, "agree")
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await until_reminded(desk)
        await desk.press(digit)
        await desk.until(lambda: dialog(desk) is None)
        now = context.now()
        assert due_reminders(context, now) == []
        clock.advance(minutes=minutes, seconds=-1)
        assert due_reminders(context, context.now()) == []
        clock.advance(seconds=1)
        assert len(due_reminders(context, context.now())) == 1


async def test_delete_never_reminds_of_it_again(context: Context, clock: Clock) -> None:
    context = clock.of(context)
    remind(context, "agree")
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await until_reminded(desk)
        await desk.press("delete")
        await desk.until(lambda: dialog(desk) is None)
        assert any("agree" in line for line in desk.agenda())
    clock.advance(minutes=30)
    assert due_reminders(context, context.now()) == []


async def test_several_are_gone_through_and_the_rest_comes_again(
    context: Context, clock: Clock
) -> None:
    context = clock.of(context)
    for number in range(4):
        remind(context, f"thing {number}")
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await until_reminded(desk)
        await desk.until_shown("4 reminders", "> call")
        await desk.press("delete")
        await desk.until_shown("3 reminders")
        await desk.press("j", "3")
        await desk.until_shown("2 reminders")
        await desk.press("escape")
        await desk.until(lambda: dialog(desk) is None)
        assert due_reminders(context, context.now()) == []
        clock.advance(minutes=5)
        assert len(due_reminders(context, context.now())) == 2


@pytest.mark.row("ACT-10", "ACT-12")
async def test_x_finishes_what_one_is_reminded_of(context: Context, clock: Clock) -> None:
    context = clock.of(context)
    key = remind(context, "agree")
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await until_reminded(desk)
        await desk.press("x")
        await desk.until_shown("Done: agree")
        await desk.until_dialog()
        await desk.save()
        await desk.until_closed()
    assert show_record(context, "activity", key).values["done_at"] is not None


async def test_what_is_done_elsewhere_disappears(
    context: Context, other: Context, clock: Clock
) -> None:
    context = clock.of(context)
    keys = [remind(context, "agree"), remind(context, "visit")]
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await desk.until(lambda: dialog(desk))
        await desk.until_shown("2 reminders")
        finish_activity(other, keys[0])
        await desk.until_shown("1 reminder", "visit")
        finish_activity(other, keys[1])
        await desk.until(lambda: dialog(desk) is None)


async def test_what_came_while_the_program_was_closed_is_shown_at_its_start(
    context: Context, clock: Clock
) -> None:
    context = clock.of(context)
    remind(context, "agree")
    clock.advance(minutes=5)
    async with at_desk(context) as desk:
        await desk.until(lambda: dialog(desk))
        await desk.until_shown("agree")


@pytest.mark.row("NOTIF-04")
async def test_what_comes_due_while_the_window_is_open_joins_it(
    context: Context, clock: Clock
) -> None:
    context = clock.of(context)
    remind(context, "agree")
    plan(context, "visit", "2026-11-23 15:10", remind_minutes=15)
    async with at_desk(context) as desk:
        clock.advance(seconds=2)
        await desk.until_shown("1 reminder", "> call")
        clock.advance(minutes=10)
        await desk.until_shown("2 reminders", "visit")
        assert any(
            line.split()[:2] == [">", "call"] and "agree" in line
            for line in desk.text().splitlines()
        )
