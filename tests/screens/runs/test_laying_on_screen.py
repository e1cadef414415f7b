"""An activity is laid on many from the lists of area 3."""

from __future__ import annotations

import pytest

from screens.runs.lay_dialog import lay_draft
from services.activities.runs import list_runs
from services.context import Context
from services.drafts import load_draft
from tests.screens.records.clients import add, among_clients
from tests.screens.runs.walks import lay


@pytest.mark.row("ACT-16", "MASS-02")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_call_is_laid_on_all_that_is_shown(here: Context, size: tuple[int, int]) -> None:
    add(here, "contact", "Yurin", city="Berlin")
    async with among_clients(here, size=size) as clients:
        await clients.narrow("phones:any")
        await clients.open("L")
        await clients.until_shown("Lay an activity on 4 records")
        await clients.type("Invite to the fair\r")
        await clients.type("Good morning.\rMay I …")
        await clients.put("due", "tomorrow")
        await clients.put("spread", "2")
        await clients.press("tab")
        await clients.type("2")
        await clients.until_shown("= over 2 working days")
        await clients.put("title", "Fair 2027")
        await clients.save()
        assert clients.said() == "Laid on 4 records. W walks through the run, u takes it back."
        (run,) = list_runs(here)
        assert (run.title, run.script, run.open) == ("Fair 2027", "Good morning.\nMay I …", 4)
        steps = "SELECT due_on FROM activity WHERE run_id = ? ORDER BY id"
        days = [day for (day,) in here.database.reader().execute(steps, (run.id.bytes,))]
        assert days == ["2026-11-24", "2026-11-24", "2026-11-25", "2026-11-25"]
        await clients.press("u")
        await clients.until(lambda: clients.said() == "Undone: activity laid on many.")
        assert list_runs(here) == []


@pytest.mark.row("ACT-16")
async def test_what_was_typed_for_many_is_back_until_it_is_laid(
    here: Context, other: Context
) -> None:
    def kept() -> str:
        return load_draft(here, lay_draft("contact")).get("script", "")

    async with among_clients(here) as clients:
        await clients.open("L")
        await clients.put("subject", "Fair")
        await clients.put("script", "Good morning.")
        await clients.until(lambda: kept() == "Good morning.")
        with other.database.write(other.actor, "test"):  # the laying has to wait for this one
            await clients.press("ctrl+s")
            await clients.until_closed()
            await clients.press("escape")
        await clients.until(lambda: clients.said().startswith("Ended."))
        await clients.open("L")
        assert clients.form()["script"] == "Good morning."
        await clients.save()
        await clients.until(lambda: clients.said().startswith("Laid on 4 records."))
        assert not kept()


async def test_a_number_in_the_spread_is_understood(here: Context) -> None:
    async with among_clients(here) as clients:
        await clients.open("L")
        await clients.until_shown("Lay an activity on all 4 records: no filter, no marks")
        await clients.put("spread", "every 10 min")
        await clients.until_shown("= one after another: from 10:00")
        await clients.put("spread", "50 a day")
        await clients.until_shown("= so many a day: over 1 working day")
        await clients.put("spread", "2")
        await clients.until_shown("= so many a day")
        await clients.put("spread", "20")
        await clients.put("subject", "Fair")
        await clients.save()
    row = here.database.reader().execute("SELECT count(*), min(due_on) FROM activity")
    assert row.fetchone() == (4, "2026-11-23")


@pytest.mark.row("ACT-16")
async def test_marks_are_meant_before_all(here: Context) -> None:
    async with among_clients(here) as clients:
        await clients.press("m", "j", "m")
        await clients.open("L")
        await clients.until_shown("Lay an activity on 2 records")
        await clients.type("Fair")
        await clients.save()
        assert clients.marked() == []
        assert [run.total for run in list_runs(here)] == [2]


async def test_what_does_not_fit_is_said_and_nothing_is_lost(here: Context) -> None:
    lay(here)
    async with among_clients(here) as clients:
        await clients.open("L")
        await clients.press("ctrl+s")
        await clients.until_shown("! Say what is to be done.")
        await clients.put("subject", "Fair 2027")
        await clients.press("ctrl+s")
        await clients.until_shown("! There is a run “Fair 2027” already")
        await clients.put("title", "another")
        await clients.put("spread", "so many")
        await clients.press("tab")
        await clients.type("0")
        await clients.press("ctrl+s")
        await clients.until_shown("! Type a number of 1 or more.")
        await clients.put("step", "")
        await clients.put("spread", "one after another")
        await clients.put("step", "10m")
        await clients.until_shown("= from 10:00 or the time above until 18:00")
        await clients.put("due", "yesterday")
        await clients.press("ctrl+s")
        await clients.until_shown("! This time lies in the past.")
        await clients.press("escape")
        await clients.until_closed()
        await clients.open("L")
        assert clients.form()["title"] == "another"
        await clients.put("due", "tomorrow 9")
        await clients.put("responsible", "anna, Борис Волков")
        await clients.until_shown("= in turn: anna, Борис Волков")
        await clients.save()
        assert [run.title for run in list_runs(here)] == ["another", "Fair 2027"]


@pytest.mark.parametrize("view", ["activity", "bin"])
async def test_it_is_laid_on_clients_only(here: Context, view: str) -> None:
    async with among_clients(here) as clients:
        if view == "activity":
            await clients.show("activity")
        else:
            await clients.choose_view("Bin")
        await clients.press("L")
        said = {"activity": "It is laid on clients", "bin": "It is in the bin"}[view]
        await clients.until(lambda: clients.said().startswith(said))
