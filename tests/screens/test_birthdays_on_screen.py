"""Birthdays of one's own contacts stand below the agenda, and are congratulated from there."""

from __future__ import annotations

import pytest
from desk import Clock, add_contact, at, at_desk, glance, plan

from services.context import Context
from services.records.use_cases import add_record
from services.settings import BIRTHDAY_DAYS, set_setting


@pytest.mark.row("BDAY-01", "BDAY-02")
async def test_birthdays_of_ones_own_contacts_stand_below_the_agenda(context: Context) -> None:
    context = at(context)
    vega = add_record(context, "company", {"title": "Vega"})
    add_contact(context, "Orlova", birth_date="1981-11-26", companies=[str(vega)])
    add_contact(context, "Kim", birth_date="--11-23")
    add_contact(context, "Later", birth_date="1990-12-24")
    add_contact(context, "Theirs", birth_date="1990-11-24", responsible="boris")
    plan(context, "ask", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        lines = [" ".join(line.rstrip("─ ").split()) for line in desk.agenda()]
        assert lines == [
            "Today 1",
            "> call 15:00 ask",
            "Birthdays 2",
            "today Kim",
            "Thu Orlova · Vega 45 years",
        ]
        set_setting(context, BIRTHDAY_DAYS, 31)
        await desk.until(lambda: any("Later" in line for line in desk.agenda()))
        set_setting(context, BIRTHDAY_DAYS, 0)
        await desk.until(lambda: not any("Orlova" in line for line in desk.agenda()))


@pytest.mark.row("BDAY-03")
async def test_enter_plans_a_greeting_for_the_day(context: Context) -> None:
    context = at(context)
    orlova = add_contact(context, "Orlova", birth_date="1981-11-26", comment="likes tulips")
    async with at_desk(context) as desk:
        await desk.until_shown("likes tulips")
        await desk.open("enter")
        form = desk.form()
        assert form["subject"] == "Birthday: Orlova (45)"
        assert (desk.held("elements"), form["due"]) == (["Orlova"], "26.11.2026")
        await desk.save()
        assert desk.said() == "Planned. u takes it back."
        await desk.until(lambda: any("Birthday: Orlova" in line for line in desk.agenda()))
        await desk.press("u")
        await desk.until_shown("0 open")
        await desk.open("c")
        assert desk.form()["client"] == "Orlova"
        await desk.type("congratulated")
        await desk.save()
    assert [past.text for past in glance(context, orlova).past] == ["congratulated"]


async def test_a_birthday_is_no_activity(context: Context) -> None:
    context = at(context)
    add_contact(context, "Orlova", birth_date="1981-11-26")
    async with at_desk(context) as desk:
        for key in ("x", "p", "e", "y", "a", "exclamation_mark", "delete", "f"):
            desk.area.say("")
            await desk.press(key)
            await desk.until(lambda: desk.said() == "There is no activity under the cursor.")
            assert len(desk.app.screen_stack) == 1


@pytest.mark.row("BDAY-01")
async def test_birthdays_move_on_at_midnight(context: Context) -> None:
    clock = Clock()
    clock.moment = clock.moment.replace(hour=23, minute=59, second=59, microsecond=900_000)
    context = clock.of(context)
    add_contact(context, "Kim", birth_date="1980-11-23")
    add_contact(context, "Orlova", birth_date="1980-11-24")
    async with at_desk(context) as desk:
        await desk.until(lambda: "Kim" in desk.current())
        clock.advance(seconds=1)
        await desk.until(lambda: "Kim" not in desk.text())
        assert "Orlova" in desk.current()
        assert "today" in desk.current()


@pytest.mark.row("BDAY-01")
async def test_the_29th_of_february_is_kept_on_the_28th(context: Context) -> None:
    clock = Clock(Clock().moment.replace(year=2027, month=2, day=26))
    context = clock.of(context)
    add_contact(context, "Leap", birth_date="2000-02-29")
    async with at_desk(context) as desk:
        assert desk.agenda()[1].split() == [">", "Sun", "Leap", "27", "years"]


async def test_a_filter_hides_the_birthdays(context: Context) -> None:
    context = at(context)
    add_contact(context, "Orlova", birth_date="1981-11-26")
    plan(context, "ask", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await desk.press("/")
        await desk.type("kind:call")
        await desk.until(lambda: len(desk.agenda()) == 2)
        await desk.press("escape")
        await desk.until(lambda: len(desk.agenda()) == 4)
