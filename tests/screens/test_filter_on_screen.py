"""The filter line of My activities: what it leaves in the list, and how one gets rid of it."""

from __future__ import annotations

import pytest
from desk import Desk, add_contact, at, at_desk, plan

from services.context import Context
from services.records.use_cases import add_record
from widgets.filter_line import FilterLine


def plan_six(context: Context) -> None:
    """Plan six activities, each with another kind, time, client, company or deal."""
    romashka = add_record(context, "company", {"title": "Romashka"})
    ivanov = add_contact(context, "Ivanov", companies=[str(romashka)], phones=["+7 916 123-45-67"])
    nowak = add_contact(context, "Nowak")
    chairs = add_record(context, "deal", {"title": "Forty chairs"})
    plan(context, "late one", "2026-11-20 10:00", contacts=[str(nowak)])
    plan(context, "ask about contract", "2026-11-23 15:00", contacts=[str(ivanov)])
    plan(context, "visit", "2026-11-23 16:00", kind="meeting", companies=[str(romashka)])
    plan(context, "send drawings", "2026-11-24", kind="task", deals=[str(chairs)])
    plan(context, "agree", "2026-11-27 12:00", contacts=[str(nowak)], is_important=True)
    plan(context, "some day")


async def filter_by(desk: Desk, text: str) -> None:
    """Type a filter, and wait until the list shows what fits it."""
    await desk.press("/")
    await desk.type(text)
    await desk.press("enter")
    await desk.until_idle()


def subjects(desk: Desk) -> str:
    """Return the subjects in the list, in one line."""
    known = ("late one", "contract", "visit", "drawings", "agree", "some day")
    return " ".join(name.split()[-1] for line in desk.agenda() for name in known if name in line)


@pytest.mark.row("ACT-05")
@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("contract", "contract"),
        ("kind:call", "one contract agree day"),
        ("kind:call,meeting due:today", "contract visit"),
        ("due:today", "contract visit"),
        ("due:..fri", "one contract visit drawings agree"),
        ("overdue", "one"),
        ("client:nowak", "one agree"),
        ("ivanov", "contract"),
        ("ivanov ask", "contract"),
        ("romashka", "contract visit"),
        ("romashka -visit", "contract"),
        ("client:romashka", "contract visit"),
        ("contact.company:romashka", "contract"),
        ("company:romashka", "visit"),
        ("deal:chairs", "drawings"),
        ("important:yes", "agree"),
        ("-kind:call", "visit drawings"),
        ("nobody", ""),
    ],
)
async def test_the_list_shows_what_fits(context: Context, typed: str, left: str) -> None:
    context = at(context)
    plan_six(context)
    async with at_desk(context) as desk:
        await filter_by(desk, typed)
        await desk.until(lambda: subjects(desk) == left)
        await desk.press("escape")
        await desk.until(lambda: len(subjects(desk).split()) == 6)


@pytest.mark.row("ACT-05")
async def test_the_list_follows_each_letter_and_the_counters_follow_the_list(
    context: Context,
) -> None:
    context = at(context)
    plan_six(context)
    async with at_desk(context) as desk:
        await desk.until_shown("1 overdue · 2 today · 6 open")
        await desk.press("/")
        await desk.type("agr")
        await desk.until(lambda: subjects(desk) == "agree")
        await desk.until_shown("0 overdue · 0 today · 1 open")
        # The number on the top bar counts the work, filtered or not.
        await desk.until_shown("[1 Activities 1!]")
        await desk.press("backspace", "backspace", "backspace")
        await desk.until(lambda: len(subjects(desk).split()) == 6)


async def test_what_is_wrong_is_said_under_the_line_and_the_list_stays(context: Context) -> None:
    context = at(context)
    plan_six(context)
    async with at_desk(context) as desk:
        await filter_by(desk, "kind:call")
        await desk.until(lambda: subjects(desk) == "one contract agree day")
        await desk.press("/")
        await desk.until_shown("Tab kind:")
        await desk.type("dew:today")
        await desk.until_shown("! There is no field “dew”.")
        lines = desk.text().splitlines()
        place = next(i for i, line in enumerate(lines) if "no field" in line)
        assert "kind:call dew:today" in lines[place - 2]
        assert lines[place - 1].index("^^^") == lines[place - 2].index("dew")
        assert subjects(desk) == "one contract agree day"
        await desk.press(*["backspace"] * 9)
        await desk.type("due:today")
        await desk.until(lambda: subjects(desk) == "contract")
        await desk.until_gone("no field")


async def test_escape_takes_the_filter_away_from_the_line_and_from_the_list(
    context: Context,
) -> None:
    context = at(context)
    plan_six(context)
    async with at_desk(context) as desk:
        await desk.press("/")
        await desk.type("visit")
        await desk.until(lambda: subjects(desk) == "visit")
        await desk.press("escape")
        await desk.until(lambda: len(subjects(desk).split()) == 6)
        assert desk.area.query_one(FilterLine).display is False
        await filter_by(desk, "visit")
        await desk.until(lambda: subjects(desk) == "visit")
        # The list has the focus: its keys are commands again, and the filter stays in view.
        await desk.press("m")
        await desk.until_shown("visit", "1 marked")
        await desk.press("escape")
        await desk.until_gone("marked")
        assert subjects(desk) == "visit"
        await desk.press("escape")
        await desk.until(lambda: len(subjects(desk).split()) == 6)


async def test_nothing_that_fits_is_told_with_the_way_out(context: Context) -> None:
    context = at(context)
    plan_six(context)
    async with at_desk(context) as desk:
        await filter_by(desk, "zyx")
        await desk.until_shown("Nothing fits the filter. Esc takes it away.")


async def test_what_is_done_to_a_filtered_list_stays_in_the_filter(context: Context) -> None:
    context = at(context)
    plan_six(context)
    async with at_desk(context) as desk:
        await filter_by(desk, "kind:call due:today")
        await desk.until(lambda: subjects(desk) == "contract")
        await desk.open("x")
        await desk.save()
        await desk.until(lambda: subjects(desk) == "")
        await desk.press("u")
        await desk.until(lambda: subjects(desk) == "contract")


async def test_keys_typed_in_one_go_reach_the_line_and_then_the_screen(context: Context) -> None:
    context = at(context)
    plan_six(context)
    async with at_desk(context) as desk:
        await desk.type("/kind:call,meeting due:today\r?")
        await desk.until(lambda: subjects(desk) == "contract visit")
        await desk.until_shown("Show only what fits")
        assert desk.area.query_one(FilterLine).text == "kind:call,meeting due:today"


@pytest.mark.parametrize("size", [(80, 24), (40, 30)])
async def test_the_filter_works_on_small_screens(context: Context, size: tuple[int, int]) -> None:
    context = at(context)
    plan_six(context)
    async with at_desk(context, size=size) as desk:
        await desk.press("/")
        await desk.until_shown("words, kind:call,meeting")
        await desk.type("kind:meeting")
        await desk.until_shown("1 open", "16:00")
        assert "15:00" not in desk.text()
